"""The front door: ``visavis brief``, ``read``, ``stories``, ``explain`` and ``codebook``.

Only click is imported here at once; each command imports what it needs when it runs, so that ``--help``
is quick.
"""

from __future__ import annotations

import contextlib
import functools
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

import click

from visavis import __version__

if TYPE_CHECKING:
    from visavis.coding.options import Options
    from visavis.pipeline import Outcome
    from visavis.records import Frozen, Record, Unread

FINE, SOME_UNREAD, USAGE, NONE_READ, FAILED, INTERRUPTED = 0, 1, 2, 3, 4, 130

_EXIT_CODES = """\b
Exit codes:
  0    everything was read
  1    something was not read (standard error says why); the rest was done
  2    wrong usage, no such model, or an output that cannot be written
  3    nothing could be read
  4    visavis itself failed (VISAVIS_DEBUG=1 shows where)
  130  interrupted
"""


def main() -> NoReturn:
    """Run the command line and leave with its exit code; no traceback for what a user can cause."""
    from visavis.errors import VisavisError

    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Exit as leave:
        code = leave.exit_code
    except click.ClickException as error:
        error.show()
        code = USAGE
    except (click.Abort, KeyboardInterrupt):
        code = INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has seen enough. What is still buffered goes nowhere, quietly.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = FINE
    except VisavisError as error:
        _complain(str(error))
        code = USAGE
    except (
        Exception
    ) as error:  # the last edge: a defect of ours is said as one, with its traceback on request
        if os.environ.get("VISAVIS_DEBUG"):
            raise
        _complain(
            f"visavis failed ({type(error).__name__}: {str(error)[:200]}). Please report this with inputs "
            "and what VISAVIS_DEBUG=1 prints, as CONTRIBUTING describes"
        )
        code = FAILED
    sys.exit(code if isinstance(code, int) else FINE)


def _knowledge_folder(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add --codebook or --actors."""
    folder = click.Path(exists=True, file_okay=False)
    return click.option(
        f"--{name}", type=folder, metavar="DIR", help=f"Your own {name} files, laid over the package's."
    )


_json_or_table = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="For reading, or one JSON object.",
)


def _inputs(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what all commands that read take: inputs, --published, --jobs, and options to code with."""

    @functools.wraps(command)
    def with_options(*, model: str | None, codebook: str | None, actors: str | None, **rest: Any) -> None:
        from visavis.coding.options import Options

        command(options=Options(model, codebook, actors), **rest)

    jobs = "Processes for many articles; by default as many as there are cores."
    wrapped: Callable[..., Any] = with_options
    for decorate in (
        click.option("--jobs", type=click.IntRange(1), metavar="N", help=jobs),
        _knowledge_folder("actors"),
        _knowledge_folder("codebook"),
        click.option(
            "--model", metavar="NAME", help="Another spaCy pipeline with Universal Dependencies labels."
        ),
        click.option("--published", metavar="DATE", help="Date of articles that bear none, as 2021-12-16."),
        click.argument("paths", nargs=-1, metavar="PATH..."),
    ):  # in help they stand in reverse
        wrapped = decorate(wrapped)
    return wrapped


def _format(command: Callable[..., Any]) -> Callable[..., Any]:
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


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=f"""\b
Examples:
  visavis brief --examples -o brief.html      on articles that come with it
  visavis brief articles/*.txt -o brief.html  what happened, and who says so
  visavis read article.html                   everything read from one article
  visavis stories news.jsonl                  what belongs together
  visavis explain 3f2a91 article.html         why an event is what it is
  visavis codebook CONSULT                    what counts as one, and examples

{_EXIT_CODES}""",
)
@click.version_option(__version__, message="visavis %(version)s")
def cli() -> None:
    """Read the news as relations between states.

    Every figure can be walked back to the sentence it came from. Inputs are text files, saved HTML pages,
    JSON lines (id, text, and optionally title, outlet, published, url, language), folders of these, patterns,
    or - for standard input.
    """


@cli.command(
    epilog=f"""\b
Examples:
  visavis brief --examples -o brief.html
  visavis brief articles/*.txt saved-page.html -o brief.html
  visavis brief news.jsonl --title "Winter 2021" -o winter.html

{_EXIT_CODES}"""
)
@click.option("-o", "--output", type=click.Path(dir_okay=False), default="brief.html", show_default=True,
              metavar="FILE", help="Where the page goes.")  # fmt: skip
@click.option("--title", metavar="TEXT", help="Headline of the page.")
@click.option("--examples", is_flag=True, help="Read the example articles that come with visavis.")
@_inputs
def brief(
    paths: tuple[str, ...], published: str | None, options: Options, jobs: int | None, output: str,
    title: str | None, examples: bool,
) -> None:  # fmt: skip
    """Make one page of many articles, and print its summary.

    The page is one file that needs no network: what happened and when, who says so, where outlets agree and
    differ, how states stand to each other, and the articles with what was read from them.
    """
    from visavis.showing.brief import page_of
    from visavis.showing.output import write, written
    from visavis.showing.summary import show_summary
    from visavis.showing.terminal import console_for
    from visavis.showing.view import brief_view

    outcome = _merged(paths, published, options, jobs, output=output, examples=examples)
    if outcome.records:
        view = brief_view(outcome.records, outcome.stories, outcome.unread, title or "News brief")
        with written(output) as file:
            write(file, page_of(view))
        out, taken = console_for(sys.stdout.buffer)
        show_summary(out, view)
        tally = _tally(len(outcome.records), len(outcome.stories), len(outcome.unread))
        write(sys.stdout.buffer, f"{taken()}{tally}\nThe brief: {output}\n")
    _leave(bool(outcome.records), bool(outcome.unread))


@cli.command(
    epilog=f"""\b
Examples:
  visavis read article.txt
  visavis read articles/*.txt --format jsonl > records.jsonl
  visavis read "archive/**/*.html" --published 2021-12-16
  curl -s https://example.org/story.html | visavis read -

{_EXIT_CODES}"""
)
@_format
@_inputs
def read(
    paths: tuple[str, ...],
    published: str | None,
    options: Options,
    jobs: int | None,
    form: str,
    output: str | None,
) -> None:
    """Read articles one by one: events, statements, figures, agreements, each with its sentence."""
    from visavis import pipeline
    from visavis.records import Record
    from visavis.showing.output import written

    _check(paths, published, output)
    some = failed = False
    with written(output) as file, _bar("Reading articles", paths) as bar:
        emit = _emitter(file, form)
        pairs = pipeline.read_each(
            paths, published=published, options=options, workers=jobs or pipeline.cores(), progress=bar
        )
        for _, result in pairs:
            if isinstance(result, Record):
                some = True
                emit(result)
            else:
                failed = True
                _report([result])
    _leave(some, failed)


@cli.command(
    epilog=f"""\b
Examples:
  visavis stories articles/*.txt
  visavis stories news.jsonl --format jsonl > stories.jsonl

{_EXIT_CODES}"""
)
@_format
@_inputs
def stories(
    paths: tuple[str, ...],
    published: str | None,
    options: Options,
    jobs: int | None,
    form: str,
    output: str | None,
) -> None:
    """Group articles into stories: what happened by all its reports, and where the articles differ."""
    from visavis.showing.output import written

    outcome = _merged(paths, published, options, jobs, output=output)
    with written(output) as file:
        emit = _emitter(file, form, outcome.records)
        for story in outcome.stories:
            emit(story)
    _leave(bool(outcome.records), bool(outcome.unread))


@cli.command(
    epilog=f"""\b
Examples:
  visavis explain 3f2a91 article.txt
  visavis explain 3f2a91 articles/*.txt --format json

Event ids stand in visavis read and beneath each article of the brief; the first few characters will do.

{_EXIT_CODES}"""
)
@click.argument("event", metavar="EVENT_ID")
@click.option("--examples", is_flag=True, help="Look in the example articles that come with visavis.")
@_json_or_table
@_inputs
def explain(
    event: str, paths: tuple[str, ...], published: str | None, options: Options, jobs: int | None, form: str,
    examples: bool,
) -> None:  # fmt: skip
    """Show why an event is what it is: its sentence, who is meant and how that is known, which rule fired.

    Ids are made from content, so the articles are read again: name those that the event was read from.
    """
    from visavis.coding.events.codebook import codebook
    from visavis.records import to_json
    from visavis.showing import explain as why
    from visavis.showing.explained import show_explanation
    from visavis.showing.output import write
    from visavis.showing.terminal import console_for

    outcome = _merged(paths, published, options, jobs, examples=examples)
    if outcome.records:
        record, chosen = why.pick([*outcome.records, *outcome.first], event)
        told = why.explain(record, chosen, codebook(options.codebook), options.codebook)
        if form == "json":
            write(sys.stdout.buffer, to_json(told) + "\n")
        else:
            out, taken = console_for(sys.stdout.buffer)
            show_explanation(out, told)
            write(sys.stdout.buffer, taken())
    _leave(bool(outcome.records), bool(outcome.unread))


@cli.command(
    name="codebook",
    epilog=f"""\b
Examples:
  visavis codebook
  visavis codebook CONSULT
  visavis codebook CONSULT:visit --format json

{_EXIT_CODES}""",
)
@click.argument("entry", metavar="[TYPE[:MODE]]", required=False)
@_json_or_table
@_knowledge_folder("codebook")
def codebook_(entry: str | None, codebook: str | None, form: str) -> None:
    """Print a type of event, or one of its modes: what it means, what words tell it, and examples.

    Without TYPE it lists the types. Types and modes are PLOVER's.
    """
    from visavis.coding.events.codebook import codebook as read_codebook
    from visavis.showing import entry as shown
    from visavis.showing.output import write
    from visavis.showing.terminal import console_for

    out, taken = console_for(sys.stdout.buffer)
    shown.show(out, read_codebook(codebook), entry, as_json=form == "json")
    write(sys.stdout.buffer, taken())


# ---------------------------------------------------------------- what the commands share


def _merged(
    paths: tuple[str, ...],
    published: str | None,
    options: Options,
    jobs: int | None,
    *,
    output: str | None = None,
    examples: bool = False,
) -> Outcome:
    """Read and merge the inputs, and those that come with visavis if asked; say what could not be read."""
    shown_from: Path | None = None
    if examples:
        shown_from = Path(__file__).parent / "examples"
        paths = (*paths, str(shown_from / "articles"))
    _check(paths, published, output)
    from visavis import pipeline

    with _bar("Reading articles", paths) as bar:
        outcome = pipeline.run(
            paths,
            published=published,
            options=options,
            workers=jobs or pipeline.cores(),
            progress=bar,
            shown_from=shown_from,
        )
    _report(outcome.unread)
    return outcome


def _check(paths: Sequence[str], published: str | None, output: str | None) -> None:
    """Refuse a call without inputs or with a date that is none, before anything is loaded."""
    from visavis.errors import InputError
    from visavis.sources.load import published_date

    if not paths:
        raise click.UsageError("nothing to read: name files, folders or patterns, or - for standard input")
    if published is not None:
        try:
            published_date(published)
        except InputError as error:
            raise click.BadParameter(f"{error.what}. {error.remedy}", param_hint="--published") from error
    if output is not None and not Path(output).absolute().parent.is_dir():
        raise click.BadParameter(f"there is no folder {Path(output).parent}", param_hint="--output")


def _bar(what: str, paths: Sequence[str]) -> Any:
    """Return a progress bar; its total is known unless JSON lines or standard input are among the inputs."""
    from visavis.showing.progress import Bar
    from visavis.sources.inputs import LINES, Input, expand

    if not sys.stderr.isatty():
        return Bar(what)
    found = expand(paths)
    files = [item for item in found if isinstance(item, Input)]
    streamed = any(item.path is None or item.path.suffix.lower() in LINES for item in files)
    return Bar(what, None if streamed else len(found))


def _emitter(file: IO[bytes], form: str, records: Iterable[Record] = ()) -> Callable[[Frozen], None]:
    """Return what writes one record or story to a file, as a JSON line or as a table."""
    from visavis.records import Record, Story, to_json
    from visavis.showing.output import write

    if form == "jsonl":
        return lambda item: write(file, to_json(item) + "\n")
    from visavis.showing.terminal import console_for, show_record, show_story

    by_ref = {record.ref: record for record in records}
    out, taken = console_for(file)

    def emit(item: Frozen) -> None:
        if isinstance(item, Record):
            show_record(out, item)
        elif isinstance(item, Story):
            show_story(out, item, by_ref)
        write(file, taken())

    return emit


def _report(unread: Iterable[Unread]) -> None:
    for item in unread:
        _complain(str(item))


def _complain(message: str) -> None:
    from visavis.showing.wording import plain

    click.echo(f"visavis: {plain(message)}", err=True)


def _tally(read_count: int, story_count: int, unread_count: int) -> str:
    words = f"{read_count} {'article' if read_count == 1 else 'articles'}, "
    words += f"{story_count} {'story' if story_count == 1 else 'stories'}"
    return f"{words}; {unread_count} could not be read" if unread_count else words


def _leave(some: bool, failed: bool) -> None:
    if failed:
        sys.exit(SOME_UNREAD if some else NONE_READ)
