"""``visavis relation`` and ``visavis system``: how two stand to each other, and how all stand together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from visavis.commands.shared import EXIT_CODES, capabilities_in, from_store, inputs, leave, merged

if TYPE_CHECKING:
    from visavis.coding.options import Options
    from visavis.records import Record, Story, System
    from visavis.relations.table import Table
    from visavis.showing.standing import Standing

_DOMAINS = ("all", "diplomatic", "military", "economic", "informational")
_TABLE = click.Path(exists=True, dir_okay=False)
_as_of = click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Last day looked at."
)
_domain = click.option(
    "--domain", type=click.Choice(_DOMAINS), default="all", show_default=True, help="Look at one domain."
)
_period = click.option(
    "--period", type=click.Choice(["day", "week", "month"]), help="Length of a period; chosen by default."
)
_events = click.option(
    "--events", type=_TABLE, metavar="FILE", help="A table of events instead of articles: date, actor, "
    "recipient, type; or a file of GDELT, ICEWS or POLECAT.",
)  # fmt: skip
_output = click.option(
    "-o", "--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write to FILE."
)


@click.command(
    epilog=f"""\b
Examples:
  visavis relation CHN RUS articles/*.txt
  visavis relation China Russia news.jsonl --as-of 2021-12-16 --domain military
  visavis relation CHN RUS --events 20211215.export.CSV --format json

{EXIT_CODES}"""
)
@click.argument("a", metavar="STATE")
@click.argument("b", metavar="STATE")
@_as_of
@_domain
@_period
@_events
@click.option("--weights", type=click.Choice(["count", "score"]), default="count", show_default=True,
              help="Weigh all happenings alike, or by the size of their PLOVER score.")  # fmt: skip
@click.option("--capabilities", "held", type=_TABLE, metavar="FILE", help="What states have: state, year and "
              "columns of numbers, as cinc.")  # fmt: skip
@click.option("--examples", is_flag=True, help="Read the example articles that come with visavis.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True
)
@_output
@from_store
@inputs
def relation(
    a: str, b: str, paths: tuple[str, ...], published: str | None, options: Options, jobs: int | None,
    as_of: Any, domain: Any, period: Any, events: str | None, weights: Any, held: str | None, examples: bool,
    form: str, output: str | None,
) -> None:  # fmt: skip
    """Show how two states stand to each other, whether that rises, what moved it and what binds them."""
    from visavis.errors import TableError
    from visavis.relations.relation import in_domains, relations
    from visavis.showing.standing import standing_of

    pair = _pair(a, b)
    capabilities = capabilities_in(held)
    table, records, stories, failed = _table(paths, published, options, jobs, events, examples)
    day: date | None = as_of.date() if as_of else None
    found = relations(table, as_of=day, domain=domain, period=period, only={pair}, weights=weights)
    if not found:
        until = f" up to {day}" if day else ""
        kind = "" if domain == "all" else f"{domain} "
        undated = table.undated.get(pair, 0)
        more = (
            f"{undated} without a date cannot be placed" if undated else "Give more articles or a later day"
        )
        raise TableError(f"no {kind}happening of {pair[0]} and {pair[1]}{until} was found", "relation", more)
    parts = in_domains(table, pair, as_of=day, period=period, weights=weights) if domain == "all" else ()
    compared = capabilities.compare(*pair, day) if capabilities else ()
    shown = standing_of(found[0], table, records, stories, domains=parts, capabilities=compared)
    _emit_relation(shown, form, output)
    leave(True, failed)


def _emit_relation(shown: Standing, form: str, output: str | None) -> None:
    from visavis.records import to_json
    from visavis.showing.output import write, written
    from visavis.showing.pages import standing_page
    from visavis.showing.standing import show_standing
    from visavis.showing.terminal import console_for

    with written(output) as file:
        if form == "json":
            write(file, to_json(shown) + "\n")
        elif form == "html":
            write(file, standing_page(shown))
        else:
            out, taken = console_for(file)
            show_standing(out, shown)
            write(file, taken())


@click.command(
    epilog=f"""\b
Examples:
  visavis system articles/*.txt
  visavis system --events polecat.tsv --as-of 2021-12-16 --format json
  visavis system --edges ties.csv --change CHN,IND,1
  visavis system articles/*.txt --if CHN:TWN --if RUS:UKR

{EXIT_CODES}"""
)
@_as_of
@_domain
@_period
@_events
@click.option("--edges", type=_TABLE, metavar="FILE", help="Ties instead of articles: a,b,weight; its sign "
              "is the relation.")  # fmt: skip
@click.option(
    "--if", "cases", multiple=True, metavar="X:Y", help="If X attacks Y: who is bound, on which side."
)
@click.option("--change", "changes", multiple=True, metavar="A,B,WEIGHT", help="Change or add a tie; a "
              "weight of 0 removes it.")  # fmt: skip
@click.option("--seconds", type=click.FloatRange(0.1), default=20.0, show_default=True, help="Time for all "
              "of it, without reading articles; what is not proved then is given as bounds.")  # fmt: skip
@click.option("--examples", is_flag=True, help="Read the example articles that come with visavis.")
@click.option("--format", "form", type=click.Choice(["text", "json", "html", "graphml"]), default="text",
              show_default=True)  # fmt: skip
@_output
@from_store
@inputs
def system(
    paths: tuple[str, ...], published: str | None, options: Options, jobs: int | None, as_of: Any,
    domain: Any, period: Any, events: str | None, edges: str | None, cases: tuple[str, ...],
    changes: tuple[str, ...], seconds: float, examples: bool, form: str, output: str | None,
) -> None:  # fmt: skip
    """Show how all states stand together: factions, strain, who is with whom, and what follows if."""
    from visavis.systems.budget import Budget

    budget = Budget(seconds)  # what is loaded below counts too
    import msgspec

    from visavis.relations.history import history
    from visavis.relations.relation import relations
    from visavis.showing.otherwise import otherwise
    from visavis.systems.edgefiles import read_edges
    from visavis.systems.network import from_edges
    from visavis.systems.network import system as system_of
    from visavis.systems.suppose import FIRST, suppose

    records: Sequence[Record] = ()
    share = (FIRST if changes else 1.0) * (0.8 if form == "graphml" else 1.0)  # the rest is for what follows
    failed = False
    day = as_of.date() if as_of else None
    if edges:
        if paths or events or examples:
            raise click.UsageError("--edges stands instead of articles and events")
        with Path(edges).open(encoding="utf-8", newline="") as lines:
            read = read_edges(lines, Path(edges).name)
        when = day.isoformat() if day else None
        found = from_edges(read, as_of=when, seconds=budget.left * share)
    else:
        table, records, _, failed = _table(paths, published, options, jobs, events, examples)
        budget = Budget(seconds)  # reading articles takes what it takes
        known = relations(table, as_of=day, domain=domain, period=period, details=False)
        course = history(table, as_of=day, domain=domain, period=period)
        found = system_of(known, seconds=budget.left * share, course=course)
    ties, attacks = [_tie(text) for text in changes], [_sides(text) for text in cases]
    found = suppose(found, ties, attacks, seconds=budget.left)
    found = msgspec.structs.replace(found, notes=(*found.notes, *otherwise(records, found)))
    _emit_system(found, form, output)
    leave(True, failed)


def _emit_system(found: System, form: str, output: str | None) -> None:
    from visavis.records import to_json
    from visavis.showing.order import show_system
    from visavis.showing.output import write, written
    from visavis.showing.terminal import console_for

    with written(output) as file:
        if form == "json":
            write(file, to_json(found) + "\n")
        elif form == "html":
            from visavis.showing.pages import system_page

            write(file, system_page(found))
        elif form == "graphml":
            import networkx as nx

            from visavis.systems.network import to_graph

            write(file, "\n".join(nx.generate_graphml(to_graph(found))) + "\n")
        else:
            out, taken = console_for(file)
            show_system(out, found)
            write(file, taken())


def _table(
    paths: tuple[str, ...], published: str | None, options: Options, jobs: int | None, events: str | None,
    examples: bool,
) -> tuple[Table, Sequence[Record], Sequence[Story], bool]:  # fmt: skip
    """Return the table of happenings from a file of events or from articles; leave if nothing can be read."""
    from visavis.relations.eventfiles import read_events
    from visavis.relations.table import from_stories

    if events:
        if paths or examples:
            raise click.UsageError("--events stands instead of articles")
        with Path(events).open(encoding="utf-8", errors="replace", newline="") as lines:
            return read_events(lines, Path(events).name), (), (), False
    outcome = merged(paths, published, options, jobs, examples=examples)
    if not outcome.records:
        leave(False, True)
    return from_stories(outcome.stories), outcome.records, outcome.stories, bool(outcome.unread)


def _pair(a: str, b: str) -> tuple[str, str]:
    first, second = _state(a), _state(b)
    if first == second:
        raise click.BadParameter("name two different states", param_hint="STATE STATE")
    return (first, second) if first < second else (second, first)


def _state(word: str) -> str:
    from visavis.relations.eventfiles import state_code

    found = state_code(word)
    if found is None:
        raise click.BadParameter(f"unknown state {word!r}: give a code as CHN, or a name", param_hint="STATE")
    return found


def _sides(text: str) -> tuple[str, str]:
    attacker, _, attacked = text.partition(":")
    return _state(attacker.strip()), _state(attacked.strip())


def _tie(text: str) -> tuple[str, str, float]:
    parts = [part.strip() for part in text.split(",")]
    try:
        a, b, weight = parts[0], parts[1], float(parts[2])
    except (IndexError, ValueError) as error:
        raise click.BadParameter(f"{text!r}: give A,B,WEIGHT", param_hint="--change") from error
    return a, b, weight
