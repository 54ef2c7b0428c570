"""The commands that work on a store: ``ingest``, ``status`` and ``store``.

Only click is imported here at once, so that ``--help`` is quick.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from visavis.commands.shared import (
    EXIT_CODES,
    SOME_UNREAD,
    check,
    engine_option,
    inputs,
    json_or_table,
    leave,
    load_ahead,
    progress_bar,
)

if TYPE_CHECKING:
    from visavis.coding.options import Options
    from visavis.engines.settings import Engine
    from visavis.store.feeds import Feed
    from visavis.store.store import Status
    from visavis.store.writer import Added

STORE_CODES = """\b
Exit codes:
  0    done, and nothing is wrong
  1    something is wrong with the store (standard output says what)
  2    no such store, wrong usage, or it cannot be written
  4    visavis itself failed (VISAVIS_DEBUG=1 shows where)
"""


def store_folder(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --store."""
    return click.option(
        "--store", "folder", envvar="VISAVIS_STORE", default="visavis-store", show_default=True,
        show_envvar=True, type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
        help="The store's folder.",
    )(command)  # fmt: skip


@click.command(
    epilog=f"""\b
Examples:
  visavis ingest articles/ --store ./winter
  visavis ingest news.jsonl --published 2021-12-16
  visavis ingest https://example.org/world/feed.xml

{EXIT_CODES}"""
)
@store_folder
@engine_option
@inputs
def ingest(
    paths: tuple[str, ...], published: str | None, options: Options, jobs: int | None, folder: Path,
    engine: Engine,
) -> None:  # fmt: skip
    """Read articles into a store, where each is kept once and merged with what is there.

    Inputs may be files, folders, and addresses of pages and feeds (RSS, Atom). What the store holds already
    is not read again; an article whose text has changed becomes a new version.
    What is reported as stored is safe from a crash. visavis status lists what could not be read.
    """
    check(paths, published, None)
    workers = load_ahead(paths, options, jobs, engine)
    from visavis.commands.intake import Intake
    from visavis.sources.load import articles
    from visavis.store.store import Store

    taking = Intake(folder, options, workers, engine=engine)
    with taking as intake, progress_bar("Reading articles", paths) as bar:
        total = intake.take(articles(paths, published=published, web=intake.web), bar)
    with Store(folder) as store:
        say(tally_of(total) + "\n" + holding(store.status()))
    leave(bool(total.added or total.changed or total.known), bool(total.unread))


def tally_of(done: Added) -> str:
    """Return what came of articles that were taken in, in words."""
    words = [
        f"{done.added} new {'article' if done.added == 1 else 'articles'}",
        f"{done.changed} in a new version" if done.changed else "",
        f"{done.known} known already" if done.known else "",
        f"{done.unread} could not be read" if done.unread else "",
    ]
    return ", ".join(word for word in words if word)


def holding(status: Status) -> str:
    """Return how much a store holds, in words."""
    return (
        f"The store {status.path}: {_number(status.articles, 'article', 'articles')}, "
        f"{_number(status.stories, 'story', 'stories')}, "
        f"{_number(status.happenings, 'happening', 'happenings')}"
    )


def _number(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def say(text: str) -> None:
    """Print lines made plain, with the space that they begin with."""
    from visavis.showing.output import write
    from visavis.showing.wording import plain

    for line in text.splitlines():
        words = line.lstrip(" ")
        write(sys.stdout.buffer, f"{' ' * (len(line) - len(words))}{plain(words)}\n")


@click.command(epilog=STORE_CODES)
@json_or_table
@store_folder
def status(folder: Path, form: str) -> None:
    """Say what a store holds, and what could not be read."""
    from visavis.records import to_json
    from visavis.store.store import Store

    with Store(folder) as store:
        found = store.status()
    say(to_json(found) if form == "json" else _told(found))


def _told(status: Status) -> str:
    lines = [holding(status)]
    if status.articles:
        span = f"{status.first} to {status.last}" if status.first else "no dates"
        undated = f", {status.undated:,} undated" if status.undated else ""
        lines.append(f"  published  {span}{undated}; {_number(status.outlets, 'outlet', 'outlets')}")
    if status.versions or status.retracted:
        lines.append(f"  kept       {status.versions:,} earlier versions, {status.retracted:,} retracted")
    lines.append(f"  on disk    {status.bytes / 1e6:,.1f} MB in {status.segments:,} segments and the catalog")
    lines += _feeds(status.feeds)
    if status.quarantine:
        lines.append(f"{len(status.quarantine):,} could not be read:")
    for held in status.quarantine:
        lines += [f"  {held.place}: {held.what}. {held.remedy}".rstrip(), f"    {held.retry}"]
    return "\n".join(lines)


def _feeds(feeds: Sequence[Feed]) -> list[str]:
    """Return the lines on feeds that are watched."""
    lines = [f"{_number(len(feeds), 'feed is', 'feeds are')} watched:"] if feeds else []
    for feed in feeds:
        when = f"checked {feed.checked}" if feed.checked else "not checked yet"
        came = f"{_number(feed.added, 'article', 'articles')} so far"
        times = _number(feed.failures, "time", "times")
        failed = f"; failed {times} in a row: {feed.error}" if feed.error else ""
        lines.append(f"  {feed.title or feed.url}: {when}, {came}{failed}")
    return lines


@click.group(epilog=STORE_CODES)
def store() -> None:
    """Look after a store: check, compact, retract, export."""


@store.command(name="check", epilog=STORE_CODES)
@click.option("--repair", is_flag=True, help="Repair what can be.")
@store_folder
def check_(folder: Path, repair: bool) -> None:
    """Compare a store with its catalog, file by file, and name what is wrong.

    With --repair, files that do not count are deleted, and articles of damaged segments leave the store and
    stand in visavis status with the command that reads them again.
    """
    from visavis.store import upkeep

    found = upkeep.repair(folder) if repair else upkeep.check(folder)
    for problem in found:
        remedy = f" ({problem.repair})" if problem.repair else ""
        say(f"{problem.where}: {problem.what}{remedy}")
    left = upkeep.check(folder) if repair else found
    if not found:
        say("Nothing is wrong.")
    elif repair:
        say(f"{len(found) - len(left)} repaired, {len(left)} left.")
    if left:
        sys.exit(SOME_UNREAD)


@store.command(epilog=STORE_CODES)
@store_folder
def compact(folder: Path) -> None:
    """Make few large segments out of many small ones. Ingest does it by itself when there are very many."""
    from visavis.store.upkeep import compact as make

    done = make(folder)
    say(f"{done.before} segments before, {done.after} now; {done.removed} files deleted")


@store.command(
    epilog=f"""\b
Examples:
  visavis store retract 20211216-a17
  visavis store retract --outlet "The Daily Hoax"

{STORE_CODES}"""
)
@click.argument("ref", required=False)
@click.option("--outlet", metavar="NAME", help="All articles of an outlet that are in the store now.")
@click.option("--model", metavar="NAME", hidden=True)
@store_folder
def retract(folder: Path, ref: str | None, outlet: str | None, model: str | None) -> None:
    """Take back an article or an outlet, and what rested on it alone.

    REF is the name of the article as visavis read and visavis stories show it. What is retracted stays in the
    files, but does not count.
    """
    if (ref is None) == (outlet is None):
        raise click.UsageError("name either an article or --outlet")
    from visavis import pipeline
    from visavis.coding.options import Options
    from visavis.store.store import Store
    from visavis.store.writer import Writer

    with Store(folder):  # a folder that is no store is not made one
        pass
    options = Options(model=model)
    with Writer(folder, lambda article: pipeline.read_one(article, options)) as writer:
        refs = writer.retract(ref=ref, outlet=outlet)
    with Store(folder) as left:
        say(f"Retracted: {', '.join(refs)}\n{holding(left.status())}")


@store.command(epilog=STORE_CODES)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@store_folder
def export(folder: Path, file: Path) -> None:
    """Write all that counts into FILE as a DuckDB database: its tables, stories and happenings."""
    from visavis.store.export import export_duckdb
    from visavis.store.store import Store

    with Store(folder) as opened:
        export_duckdb(opened, file)
    say(f"Written: {file}")
