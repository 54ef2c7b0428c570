"""The front door: ``brief``, ``read``, ``stories``, ``explain``, ``codebook``, and what ``commands`` holds.

Only click is imported here at once; each command imports what it needs when it runs, so that ``--help``
is quick.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from typing import TYPE_CHECKING, NoReturn

import click

from visavis import __version__
from visavis.commands import ask as ask_commands
from visavis.commands import exchange as exchange_commands
from visavis.commands import recode as recode_commands
from visavis.commands import serve as serve_commands
from visavis.commands import states as state_commands
from visavis.commands import store as store_commands
from visavis.commands import watch as watch_commands
from visavis.commands.shared import (
    EXIT_CODES,
    FAILED,
    FINE,
    INTERRUPTED,
    USAGE,
    check,
    complain,
    emitter,
    engine_option,
    formatted,
    from_store,
    inputs,
    json_or_table,
    knowledge_folder,
    leave,
    load_ahead,
    merged,
    progress_bar,
    report,
    tally,
    web,
)

if TYPE_CHECKING:
    from visavis.coding.options import Options
    from visavis.engines.settings import Engine


_SELDOM = (50_000, 20, 50)  # objects, and younger generations, after which garbage is looked for


def main() -> NoReturn:
    """Run the command line and leave with its exit code; no traceback for what a user can cause."""
    from visavis.errors import VisavisError

    # The model's products are small: threads of the algebra library cost more than they give, and --jobs
    # shares the cores out already. Read when NumPy loads, here and in the processes that are started.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Records hold no cycles: to look through thousands of them for garbage, again and again, finds nothing.
    gc.set_threshold(*_SELDOM)
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Exit as left:
        code = left.exit_code
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
        complain(str(error))
        code = USAGE
    except (
        Exception
    ) as error:  # the last edge: a defect of ours is said as one, with its traceback on request
        if os.environ.get("VISAVIS_DEBUG"):
            raise
        complain(
            f"visavis failed ({type(error).__name__}: {str(error)[:200]}). Please report this with inputs "
            "and what VISAVIS_DEBUG=1 prints, as CONTRIBUTING describes"
        )
        code = FAILED
    sys.exit(code if isinstance(code, int) else FINE)


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
  visavis relation CHN RUS articles/*.txt     how two states stand, and why
  visavis system articles/*.txt               how all stand together
  visavis serve --examples                    all of it as web pages, here
  visavis export --format gdelt articles/     for other tools
  visavis ask "Are CHN and RUS allies?"       questions, with their answers

{EXIT_CODES}""",
)
@click.version_option(__version__, message="visavis %(version)s")
def cli() -> None:
    """Read the news as relations between states.

    Every figure can be walked back to the sentence it came from. Inputs are text files, saved HTML pages,
    JSON lines (id, text, and optionally title, outlet, published, url, language), Parquet files with these
    columns, web archives (WARC), saved feeds, any of them packed (.gz, .zst), folders of these, patterns,
    addresses of pages and feeds on the web, or - for standard input.
    """


@cli.command(
    epilog=f"""\b
Examples:
  visavis brief --examples -o brief.html
  visavis brief articles/*.txt saved-page.html -o brief.html
  visavis brief news.jsonl --title "Winter 2021" -o winter.html
  visavis brief --store winter -o winter.html

{EXIT_CODES}"""
)
@click.option("-o", "--output", type=click.Path(dir_okay=False), default="brief.html", show_default=True,
              metavar="FILE", help="Where the page goes.")  # fmt: skip
@click.option("--title", metavar="TEXT", help="Headline of the page.")
@click.option("--examples", is_flag=True, help="Read the example articles that come with visavis.")
@from_store
@inputs
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

    outcome = merged(paths, published, options, jobs, output=output, examples=examples)
    if outcome.records:
        view = brief_view(outcome.records, outcome.stories, outcome.unread, title or "News brief")
        with written(output) as file:
            write(file, page_of(view))
        out, taken = console_for(sys.stdout.buffer)
        show_summary(out, view)
        counted = tally(len(outcome.records), len(outcome.stories), len(outcome.unread))
        write(sys.stdout.buffer, f"{taken()}{counted}\nThe brief: {output}\n")
    leave(bool(outcome.records), bool(outcome.unread))


@cli.command(
    epilog=f"""\b
Examples:
  visavis read article.txt
  visavis read articles/*.txt --format jsonl > records.jsonl
  visavis read "archive/**/*.html" --published 2021-12-16
  curl -s https://example.org/story.html | visavis read -

{EXIT_CODES}"""
)
@formatted
@engine_option
@inputs
def read(
    paths: tuple[str, ...],
    published: str | None,
    options: Options,
    jobs: int | None,
    form: str,
    output: str | None,
    engine: Engine,
) -> None:
    """Read articles one by one: events, statements, figures, agreements, each with its sentence."""
    check(paths, published, output)
    workers = load_ahead(paths, options, jobs, engine)
    from visavis import pipeline
    from visavis.records import Record
    from visavis.showing.output import written

    some = failed = False
    with written(output) as file, progress_bar("Reading articles", paths) as bar:
        emit = emitter(file, form)
        settings = pipeline.Settings(
            published=published, options=options, workers=workers, progress=bar,
            web=web(), engine=engine,
        )  # fmt: skip
        for _, result in pipeline.read_each(paths, settings):
            if isinstance(result, Record):
                some = True
                emit(result)
            else:
                failed = True
                report([result])
    leave(some, failed)


@cli.command(
    epilog=f"""\b
Examples:
  visavis stories articles/*.txt
  visavis stories news.jsonl --format jsonl > stories.jsonl

{EXIT_CODES}"""
)
@formatted
@engine_option
@from_store
@inputs
def stories(
    paths: tuple[str, ...],
    published: str | None,
    options: Options,
    jobs: int | None,
    form: str,
    output: str | None,
    engine: Engine,
) -> None:
    """Group articles into stories: what happened by all its reports, and where the articles differ."""
    from visavis.showing.output import written

    outcome = merged(paths, published, options, jobs, output=output, engine=engine)
    with written(output) as file:
        emit = emitter(file, form, outcome.records)
        for story in outcome.stories:
            emit(story)
    leave(bool(outcome.records), bool(outcome.unread))


@cli.command(
    epilog=f"""\b
Examples:
  visavis explain 3f2a91 article.txt
  visavis explain 3f2a91 articles/*.txt --format json

Event ids stand in visavis read and beneath each article of the brief; the first few characters will do.

{EXIT_CODES}"""
)
@click.argument("event", metavar="EVENT_ID")
@click.option("--examples", is_flag=True, help="Look in the example articles that come with visavis.")
@json_or_table
@inputs
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

    outcome = merged(paths, published, options, jobs, examples=examples)
    if outcome.records:
        record, chosen = why.pick([*outcome.records, *outcome.first], event)
        told = why.explain(record, chosen, codebook(options.codebook), options.codebook)
        if form == "json":
            write(sys.stdout.buffer, to_json(told) + "\n")
        else:
            out, taken = console_for(sys.stdout.buffer)
            show_explanation(out, told)
            write(sys.stdout.buffer, taken())
    leave(bool(outcome.records), bool(outcome.unread))


@cli.command(
    name="codebook",
    epilog=f"""\b
Examples:
  visavis codebook
  visavis codebook CONSULT
  visavis codebook CONSULT:visit --format json
  visavis codebook --codebook mywords --check

{EXIT_CODES}""",
)
@click.argument("entry", metavar="[TYPE[:MODE]]", required=False)
@click.option("--check", "checked", is_flag=True, help="Code the examples, and say which do not hold.")
@json_or_table
@knowledge_folder("codebook")
def codebook_(entry: str | None, codebook: str | None, form: str, checked: bool) -> None:
    """Print a type of event, or one of its modes: what it means, what words tell it, and examples.

    Without TYPE it lists the types. Types and modes are PLOVER's. With --check the examples of TYPE are
    coded, or those of all types that your own codebook has a file for.
    """
    from visavis.coding.events.codebook import codebook as read_codebook
    from visavis.showing import entry as shown
    from visavis.showing.output import write
    from visavis.showing.terminal import console_for

    book, holds = read_codebook(codebook), True
    out, taken = console_for(sys.stdout.buffer)
    if checked:
        from visavis.coding.events.examples import failures, own_types
        from visavis.showing.examples import show_failures

        failed, tried = failures(book, [shown.look_up(book, entry).type] if entry else own_types(book))
        show_failures(out, failed, tried, as_json=form == "json")
        holds = not failed
    else:
        shown.show(out, book, entry, as_json=form == "json")
    write(sys.stdout.buffer, taken())
    leave(True, not holds)


for command in (
    ask_commands.ask,
    state_commands.relation,
    state_commands.system,
    serve_commands.serve,
    exchange_commands.export,
    exchange_commands.import_,
    store_commands.ingest,
    watch_commands.watch,
    store_commands.status,
    store_commands.store,
):
    cli.add_command(command)
store_commands.store.add_command(recode_commands.recode)
