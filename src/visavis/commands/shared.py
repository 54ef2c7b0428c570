"""What all commands share: options, exit codes, progress, and what they say on standard error.

Only click is imported here at once, so that ``--help`` is quick.
"""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from visavis.coding.options import Options
    from visavis.engines.settings import Engine
    from visavis.pipeline import Outcome
    from visavis.records import Frozen, Record, Unread
    from visavis.relations.capabilities import Capabilities
    from visavis.sources.web import Memory, Web

FINE, SOME_UNREAD, USAGE, NONE_READ, FAILED, INTERRUPTED = 0, 1, 2, 3, 4, 130

EXIT_CODES = """\b
Exit codes:
  0    everything was read
  1    something was not read (standard error says why); the rest was done
  2    wrong usage, no such model, or an output that cannot be written
  3    nothing could be read
  4    visavis itself failed (VISAVIS_DEBUG=1 shows where)
  130  interrupted
"""


def knowledge_folder(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add --codebook or --actors."""
    folder = click.Path(exists=True, file_okay=False)
    return click.option(
        f"--{name}", type=folder, metavar="DIR", help=f"Your own {name} files, laid over the package's."
    )


json_or_table = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="For reading, or one JSON object.",
)


_OWN = "visavis.private"


def _remember_private(context: click.Context, _: click.Parameter, allowed: bool) -> None:
    context.meta[_OWN] = allowed


_PRIVATE = click.option(
    "--allow-private", is_flag=True, expose_value=False, callback=_remember_private,
    help="Fetch from machines of your own network and this one too.",
)  # fmt: skip


def coding(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what articles are coded with, --model to --thorough, as ``options``; and --jobs."""

    @functools.wraps(command)
    def with_options(
        *, model: str | None, codebook: str | None, actors: str | None, thorough: bool, **rest: Any
    ) -> None:
        """Run the command with what its options name."""
        from visavis.coding.options import Options

        command(options=Options(model, codebook, actors, thorough), **rest)

    thorough = "Parse every sentence, not only those of articles that may tell of political actors: slower."
    jobs = "Processes for many articles; by default as many as there are cores."
    wrapped: Callable[..., Any] = with_options
    for decorate in (
        click.option("--jobs", type=click.IntRange(1), metavar="N", help=jobs),
        click.option("--thorough", is_flag=True, help=thorough),
        knowledge_folder("actors"),
        knowledge_folder("codebook"),
        click.option(
            "--model", metavar="NAME", help="Another spaCy pipeline; en=NAME,uk=NAME for several languages."
        ),
    ):  # in help they stand in reverse
        wrapped = decorate(wrapped)
    return wrapped


def inputs(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what all commands that read take: inputs, their date, and what ``coding`` adds."""
    wrapped = coding(command)
    for decorate in (
        _PRIVATE,
        click.option("--published", metavar="DATE", help="Date of articles that bear none, as 2021-12-16."),
        click.argument("paths", nargs=-1, metavar="PATH..."),
    ):
        wrapped = decorate(wrapped)
    return wrapped


def web(memory: Memory | None = None, sleep: Callable[[float], None] = time.sleep) -> Web:
    """Return what fetches addresses, with the manners that the command was given.

    Args:
        memory: what is known of addresses from earlier times.
        sleep: waits so many seconds.
    """
    from visavis.sources.fetch import Fetcher, Manners
    from visavis.sources.web import Web

    private = click.get_current_context().meta.get(_OWN, False)
    return Web(Fetcher(Manners(allow_private=private), sleep=sleep), memory)


engine_option = click.option(
    "--engine", type=click.Choice(["pool", "daft", "spark"]), default="pool", show_default=True,
    help="What shares the work out: processes of this machine, or a cluster (docs/cluster.md).",
)  # fmt: skip


def formatted(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --format and --output."""
    for decorate in (
        click.option(
            "-o", "--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write to FILE."
        ),
        click.option(
            "--format",
            "form",
            type=click.Choice(["table", "jsonl"]),
            default="table",
            show_default=True,
            help="For reading, or one JSON object a line.",
        ),
    ):
        command = decorate(command)
    return command


_KEPT = "visavis.store"


def from_store(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --store, by which ``merged`` takes what a store holds instead of reading articles."""

    def remember(context: click.Context, _: click.Parameter, folder: str | None) -> None:
        context.meta[_KEPT] = folder

    return click.option(
        "--store", metavar="DIR", type=click.Path(file_okay=False), expose_value=False, callback=remember,
        help="Instead of articles, what visavis ingest has kept in DIR.",
    )(command)  # fmt: skip


def kept_in() -> str | None:
    """Return the folder that --store names, None without it."""
    folder: str | None = click.get_current_context().meta.get(_KEPT)
    return folder


def _kept(folder: str) -> Outcome:
    from visavis.pipeline import Outcome
    from visavis.store.store import Store

    with Store(folder) as store:
        records = tuple(sorted(store.records(), key=lambda record: record.ref))
        return Outcome(records, store.stories(), ())


def merged(
    paths: tuple[str, ...],
    published: str | None,
    options: Options,
    jobs: int | None,
    *,
    output: str | None = None,
    examples: bool = False,
    engine: Engine = "pool",
) -> Outcome:
    """Read and merge the inputs, or take what a store holds; say what could not be read."""
    kept = kept_in()
    if kept:
        if paths or examples:
            raise click.UsageError("--store stands instead of articles")
        return _kept(kept)
    shown_from: Path | None = None
    if examples:
        shown_from = Path(__file__).parent.parent / "examples"
        paths = (*paths, str(shown_from / "articles"))
    check(paths, published, output)
    workers = load_ahead(paths, options, jobs, engine)
    from visavis import pipeline

    with progress_bar("Reading articles", paths) as bar:
        settings = pipeline.Settings(
            published=published, options=options, workers=workers, progress=bar,
            shown_from=shown_from,
            web=web(), engine=engine,
        )  # fmt: skip
        outcome = pipeline.run(paths, settings)
    report(outcome.unread)
    return outcome


def check(paths: Sequence[str], published: str | None, output: str | None) -> None:
    """Refuse a call without inputs or with a date that is none, before anything is loaded."""
    if not paths:
        raise click.UsageError(
            "nothing to read: name files, folders, patterns or addresses, or - for standard input"
        )
    if published is not None:
        from visavis.errors import InputError
        from visavis.sources.load import published_date

        try:
            published_date(published)
        except InputError as error:
            raise click.BadParameter(f"{error.what}. {error.remedy}", param_hint="--published") from error
    if output is not None and not Path(output).absolute().parent.is_dir():
        from visavis.sources.objects import is_object

        if is_object(output):
            return
        raise click.BadParameter(f"there is no folder {Path(output).parent}", param_hint="--output")


def load_ahead(paths: Sequence[str], options: Options, jobs: int | None, engine: Engine) -> int:
    """Return how many processes share the work; where it is much, what they need loads from now on."""
    from visavis.engines import forks

    workers = jobs or forks.cores()
    if engine == "pool":
        forks.begin(options, workers, paths)
    return workers


def progress_bar(what: str, paths: Sequence[str]) -> Any:
    """Return a progress bar; its total is known unless JSON lines or standard input are among the inputs."""
    from visavis.showing.progress import Bar
    from visavis.sources.inputs import Input, expand, is_streamed

    if not sys.stderr.isatty():
        return Bar(what)
    found = expand(paths)
    files = [item for item in found if isinstance(item, Input)]
    streamed = any(is_streamed(item) for item in files)
    return Bar(what, None if streamed else len(found))


def emitter(file: IO[bytes], form: str, records: Iterable[Record] = ()) -> Callable[[Frozen], None]:
    """Return what writes one record or story to a file, as a JSON line or as a table."""
    from visavis.records import Record, Story, to_json
    from visavis.showing.output import write

    if form == "jsonl":
        return lambda item: write(file, to_json(item) + "\n")
    from visavis.showing.terminal import console_for, show_record, show_story

    by_ref = {record.ref: record for record in records}
    out, taken = console_for(file)

    def emit(item: Frozen) -> None:
        """Write one record or story as a table."""
        if isinstance(item, Record):
            show_record(out, item)
        elif isinstance(item, Story):
            show_story(out, item, by_ref)
        write(file, taken())

    return emit


def capabilities_in(path: str | None) -> Capabilities | None:
    """Return what a table of capabilities says; None for no table."""
    from visavis.relations.capabilities import read_capabilities

    if path is None:
        return None
    with Path(path).open(encoding="utf-8", newline="") as lines:
        return read_capabilities(lines, Path(path).name)


def report(unread: Iterable[Unread]) -> None:
    """Say on standard error what could not be read."""
    for item in unread:
        complain(str(item))


def complain(message: str) -> None:
    """Say something on standard error."""
    from visavis.showing.wording import plain

    click.echo(f"visavis: {plain(message)}", err=True)


def tally(read_count: int, story_count: int, unread_count: int) -> str:
    """Return how much was read and merged, in words."""
    words = f"{read_count} {'article' if read_count == 1 else 'articles'}, "
    words += f"{story_count} {'story' if story_count == 1 else 'stories'}"
    return f"{words}; {unread_count} could not be read" if unread_count else words


def leave(some: bool, failed: bool) -> None:
    """Leave with the exit code for what was read and what was not; return when all was."""
    if failed:
        sys.exit(SOME_UNREAD if some else NONE_READ)
