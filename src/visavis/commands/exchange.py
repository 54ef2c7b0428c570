"""``visavis export`` and ``visavis import``: to others' tools, and beside others' tables."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from visavis.commands.shared import EXIT_CODES, complain, from_store, inputs, kept_in, leave, merged

if TYPE_CHECKING:
    from visavis.coding.options import Options
    from visavis.exchange.losses import Losses
    from visavis.exchange.supply import Supply

_NAMED = 5  # malformed lines that are named one by one
_FORMATS = ("plover-json", "gdelt", "icews", "polecat", "csv", "parquet", "jsonl", "graphml")


@contextlib.contextmanager
def _supply(
    paths: tuple[str, ...], published: str | None, options: Options, jobs: int | None, examples: bool
) -> Iterator[tuple[Supply, bool]]:
    """Give what a store holds, read as it goes, or what articles hold; and whether some were not read."""
    from visavis.exchange.supply import from_memory, from_store
    from visavis.store.store import Store

    folder = kept_in()
    if folder:
        if paths or examples:
            raise click.UsageError("--store stands instead of articles")
        with Store(folder) as store:
            yield from_store(store), False
        return
    outcome = merged(paths, published, options, jobs, examples=examples)
    if not outcome.records:
        leave(False, True)
    yield from_memory(outcome.records, outcome.stories), bool(outcome.unread)


@click.command(
    epilog=f"""\b
Examples:
  visavis export --format gdelt --store winter -o winter.export.CSV
  visavis export --format parquet --table happenings articles/*.txt -o happenings.parquet
  visavis export --format csv --examples -o events.csv

{EXIT_CODES}"""
)
@click.option("--format", "form", type=click.Choice(_FORMATS), required=True, help="What to write.")
@click.option("-o", "--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write to FILE, and "
              "what the format leaves out to FILE.losses.md.")  # fmt: skip
@click.option("--table", metavar="NAME", help="Of csv, parquet and jsonl: events (the default), happenings, "
              "articles, statements, figures, agreements, claims, mentions or times.")  # fmt: skip
@click.option("--examples", is_flag=True, help="Read the example articles that come with visavis.")
@from_store
@inputs
def export(
    paths: tuple[str, ...], published: str | None, options: Options, jobs: int | None, form: Any,
    output: str | None, table: str | None, examples: bool,
) -> None:  # fmt: skip
    """Write events in the formats of GDELT, ICEWS, POLECAT and PLOVER, as plain tables, or as a graph.

    No format holds all that was read: what each leaves out is written beside the file, or, without --output,
    to standard error.
    """
    from visavis.exchange.export import write_export
    from visavis.showing.output import written

    with _supply(paths, published, options, jobs, examples) as (supply, failed):
        with written(output) as file:
            losses = write_export(supply, file, form, table)
        _tell(losses, output)
    leave(True, failed)


def _tell(losses: Losses, output: str | None) -> None:
    """Say what a file leaves out, beside it or on standard error."""
    from visavis.showing.output import write, written
    from visavis.sources.objects import is_object

    if output is None or output == "-" or not (is_object(output) or Path(output).is_file()):
        complain(" ".join(losses.told().split()))
        return
    beside = f"{output}.losses.md"
    with written(beside) as file:
        write(file, losses.told())
    click.echo(f"Written: {output}, {losses.rows:,} rows. What it leaves out: {beside}")


@click.command(
    name="import",
    epilog=f"""\b
Examples:
  visavis import 20211215.export.CSV.zip --store winter
  visavis import events.2021.tab --format icews articles/*.txt
  visavis import polecat.txt --examples --report json

{EXIT_CODES}""",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--format", "form", type=click.Choice(["auto", "gdelt", "icews", "polecat"]), default="auto",
              show_default=True, help="What FILE is; told by its shape.")  # fmt: skip
@click.option("--report", "shown", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="For reading, or all of it as one JSON object.")  # fmt: skip
@click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="Lines of each list.")
@click.option("--examples", is_flag=True, help="Compare with the example articles that come with visavis.")
@click.option("-o", "--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write to FILE.")
@from_store
@inputs
def import_(
    paths: tuple[str, ...], published: str | None, options: Options, jobs: int | None, file: str, form: str,
    shown: str, limit: int, examples: bool, output: str | None,
) -> None:  # fmt: skip
    """Set an event table from elsewhere beside your own coding: what each has that the other lacks.

    FILE is of GDELT, ICEWS or POLECAT, as shipped, also zipped. Two are the same happening when it is between
    the same two states, a day apart at most, and of the same type, or at least of the same quad class.
    """
    from visavis.exchange.comparison import compare
    from visavis.exchange.files import opened
    from visavis.records import Unread, to_json
    from visavis.relations.eventfiles import read_events
    from visavis.relations.table import from_happenings
    from visavis.showing.comparison import show_comparison
    from visavis.showing.output import write, written
    from visavis.showing.terminal import console_for

    unread: list[Unread] = []
    with opened(Path(file)) as lines:
        theirs = read_events(lines, Path(file).name, form=None if form == "auto" else form, unread=unread)
    with _supply(paths, published, options, jobs, examples) as (supply, failed):
        found = compare(from_happenings(supply.happenings()), theirs, Path(file).name, unread)
    for line in unread[:_NAMED]:
        complain(str(line))
    with written(output) as target:
        if shown == "json":
            write(target, to_json(found) + "\n")
        else:
            out, taken = console_for(target)
            show_comparison(out, found, limit)
            write(target, taken())
    leave(True, failed or bool(unread))
