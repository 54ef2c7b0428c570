"""All states together at a day: the network, factions and strain, triads, contingencies, and what if."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from visavis.errors import TableError
from visavis.records import Contingency, System
from visavis.serving import shared
from visavis.serving.desk import Desk, NotYet
from visavis.serving.view import Asked, Parameter, Shown, Wrong
from visavis.showing import charts
from visavis.showing.order import (
    between_lines,
    contingency_lines,
    course_lines,
    drawn_lines,
    front_lines,
    relief_lines,
    rule_lines,
    worst_ties,
)
from visavis.store import finding
from visavis.store.finding import Wanted
from visavis.store.store import Store
from visavis.systems.contingency import contingency, two_fronts
from visavis.systems.edgefiles import change
from visavis.systems.network import from_edges

PARAMETERS = (
    Parameter("as_of", "the last day looked at"),
    Parameter("if", "X:Y, if X attacked Y: who is bound, on which side; may be repeated", many=True),
    Parameter("change", "A,B,WEIGHT: add or change a tie, or remove it with a weight of 0", many=True),
)
_MOST_MONTHS = 120
_PROVING = 1.0  # seconds for the frustration index of a supposed system
_MOST_LINES = 20
_MOST_TIES = 300  # ties of which a supposed system is reckoned at once


def system(desk: Desk, store: Store, asked: Asked) -> Shown:
    """Show how all states stand together at a day, and what would follow if."""
    day = _day(asked)
    try:
        known, waiting = desk.system(store, day), False
    except NotYet:
        if asked.data:
            raise
        known, waiting = None, True
    found, drawn = known if known else (None, None)
    before = found
    changes = [_tie(text) for text in asked.texts("change")]
    cases: list[Contingency] = []
    if found is not None:
        if changes:
            found = _supposed(found, changes)
            drawn = charts.network(found) if found.edges and not asked.data else None
        cases = [_case(text, found) for text in asked.texts("if", 4)]
        found = replace(found, contingencies=tuple(cases), two_fronts=two_fronts(cases))
    months = _months(store)
    return Shown(
        "system.html",
        "System",
        {
            "system": found,
            "before": before if changes else None,
            "as_of": day.isoformat() if day else "",
            "waiting": waiting,
            "months": months,
            "place": _place(months, day),
            "drawn": drawn,
            "cases": [contingency_lines(case) for case in cases],
            "fronts": [front_lines(one) for one in found.two_fronts] if found else [],
            "asked_if": asked.texts("if", 4),
            "asked_change": asked.texts("change"),
            "worst": worst_ties(found) if found else [],
            "drawn_measures": drawn_lines(found) if found else [],
            "sections": _sections(found) if found else [],
        },
        found,
        ("a", "b", "weight", "positive", "happenings"),
        [(e.a, e.b, e.weight, e.positive, e.happenings) for e in found.edges] if found else [],
        waiting=waiting,
    )


def _day(asked: Asked) -> date | None:
    text = asked.day("as_of")
    if text and len(text) < 10:
        raise Wrong("“as_of” must be a day as 2021-12-16.")
    return date.fromisoformat(text) if text else None


def _months(store: Store) -> list[str]:
    """Return the last day of each month in which something happened, of the last ten years of them."""
    ends = []
    for one in finding.volume(store, Wanted(), "month"):
        year, month = int(one.period[:4]), int(one.period[5:7])
        after = date(year + month // 12, month % 12 + 1, 1)
        ends.append(date.fromordinal(after.toordinal() - 1).isoformat())
    return ends[-_MOST_MONTHS:]


def _place(months: Sequence[str], day: date | None) -> int:
    """Return where a day is among the months, from 0 on; the last one when no day is asked for."""
    if day is None:
        return max(0, len(months) - 1)
    return max(0, sum(month <= day.isoformat() for month in months) - 1)


# ---------------------------------------------------------------- what if


def _tie(text: str) -> tuple[str, str, float]:
    try:
        a, b, weight = (part.strip() for part in next(csv.reader(io.StringIO(text))))
        number = float(weight)
    except (ValueError, StopIteration) as error:
        raise Wrong(f"“change” is not understood: {text[:60]}. Give A,B,WEIGHT as CHN,RUS,-0.5.") from error
    if not -1 <= number <= 1:
        raise Wrong("The weight of a tie is between −1 and 1.")
    return shared.actor_code(a), shared.actor_code(b), number


def _supposed(found: System, changes: Sequence[tuple[str, str, float]]) -> System:
    if len(found.edges) > _MOST_TIES:
        raise Wrong("The network is too large to be reckoned anew here: use visavis system --change.")
    try:
        return from_edges(change(found.edges, changes), as_of=found.as_of, seconds=_PROVING)
    except TableError as error:
        raise Wrong(str(error)) from error


def _case(text: str, found: System) -> Contingency:
    attacker, _, attacked = text.partition(":")
    try:
        return contingency(
            shared.actor_code(attacker.strip()),
            shared.actor_code(attacked.strip()),
            found.edges,
            day=found.as_of,
        )
    except TableError as error:
        raise Wrong(f"{error}".replace("contingency: ", "")) from error


# ---------------------------------------------------------------- for the page


def _sections(found: System) -> list[tuple[str, str, list[str]]]:
    """Return what else follows from a system: each with its name on the page, a heading and lines."""
    every = (
        ("between", "Who stands between blocs", between_lines(found)),
        ("relief", "If one tie turned, what would ease most", relief_lines(found)),
        ("rules", "Whether such expectations came true before", rule_lines(found)),
        ("past", "Over time, as known then", course_lines(found)),
    )
    return [(name, head, lines[:_MOST_LINES]) for name, head, lines in every if lines]
