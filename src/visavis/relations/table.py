"""Happenings as a table: who, with whom, when, cooperative or conflictual, in which domain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from visavis.records import Domain, Event, Happening, PeriodLength, Story

_DOMAINS: dict[Domain, frozenset[str]] = {
    "military": frozenset(
        {"military", "intelligence", "territory", "peacekeeping", "terrorism", "cbrn", "cyber"}
    ),
    "economic": frozenset(
        {"economic", "natural_resource", "technology", "environment", "disasters", "health", "migration"}
    ),
    "informational": frozenset({"misinformation", "rights_freedoms", "human_rights", "pro_democracy"}),
}
# A promise, a concession, a request or a threat is itself an act, even though what it speaks of lies ahead.
_VERBAL_ACTS = frozenset({"AGREE", "CONCEDE", "REQUEST", "REJECT", "THREATEN"})
DAYS: dict[PeriodLength, float] = {"day": 1.0, "week": 7.0, "month": 30.4}
"""Length of a period in days."""


@dataclass(frozen=True)
class Row:
    """One happening between two states.

    Attributes:
        happening: its id.
        day: the first day of its date.
        actor: initiating state (of a reciprocal happening: the first by name).
        recipient: the other state.
        reciprocal: both are actors.
        sign: +1 cooperative, -1 conflictual, 0 neither (PLOVER's score is 0 or unknown).
        domain: where it belongs.
        kind: its type, with its mode after a colon.
        source: where a table of events holds it, as ``events.csv, line 12``; empty where articles do.
        exposure: how much was reported in all when it happened, where a table says so.
        score: PLOVER's score of it, or the table's own.
    """

    happening: str
    day: date
    actor: str
    recipient: str
    reciprocal: bool
    sign: int
    domain: Domain
    kind: str = ""
    source: str = ""
    exposure: float | None = None
    score: float | None = None

    @property
    def pair(self) -> tuple[str, str]:
        """The two states by name, in alphabetical order."""
        return (self.actor, self.recipient) if self.actor < self.recipient else (self.recipient, self.actor)


@dataclass(frozen=True)
class Table:
    """Rows in order of day, how many happenings of each pair bear no date, and what was passed over."""

    rows: tuple[Row, ...]
    undated: dict[tuple[str, str], int]
    notes: tuple[str, ...] = ()


def from_stories(stories: Iterable[Story]) -> Table:
    """Make the table of what happened: no plans, denials, suppositions or history."""
    return from_happenings(h for story in stories for h in story.happenings)


def from_happenings(happenings: Iterable[Happening]) -> Table:
    """Make the table of what happened from happenings that may bear on any story; see ``from_stories``."""
    rows: list[Row] = []
    undated: dict[tuple[str, str], int] = {}
    seen: set[str] = set()
    for happening in sorted(happenings, key=lambda h: (h.date.start or "", h.id)):
        if happening.id in seen or not counts(happening):
            continue
        seen.add(happening.id)
        for actor, recipient, reciprocal in _dyads(happening):
            day = _day(happening.date.start)
            if day is None:
                pair = (min(actor, recipient), max(actor, recipient))
                undated[pair] = undated.get(pair, 0) + 1
                continue
            rows.append(
                Row(
                    happening.id,
                    day,
                    actor,
                    recipient,
                    reciprocal,
                    _sign(happening),
                    domain_of(happening.contexts),
                    f"{happening.type}:{happening.mode}" if happening.mode else happening.type,
                    score=happening.score,
                )
            )
    return Table(tuple(sorted(rows, key=lambda r: (r.day, r.happening, r.pair))), undated)


def counts(happening: Happening | Event) -> bool:
    """Return whether a happening, or one report of it, is something that happened, so that it counts."""
    aux = set(happening.aux)
    if aux & {"negation", "hypothetical", "historical"}:
        return False
    return "future" not in aux or happening.type in _VERBAL_ACTS


def domain_of(contexts: Iterable[str]) -> Domain:
    """Return a happening's domain from its contexts; diplomatic when none tells."""
    found = set(contexts)
    for domain, contexts in _DOMAINS.items():
        if found & contexts:
            return domain
    return "diplomatic"


def periods(first: date, last: date, length: PeriodLength) -> list[tuple[date, date]]:
    """Return the periods (first and last day) that cover two days."""
    out: list[tuple[date, date]] = []
    start = _floor(first, length)
    while start <= last:
        after = _next(start, length)
        out.append((start, after - timedelta(days=1)))
        start = after
    return out


def choose_period(days: Sequence[date]) -> PeriodLength:
    """Return the coarsest length that still shows movement: days within 6 weeks, weeks within 9 months."""
    if not days:
        return "month"
    spread = (max(days) - min(days)).days
    if spread <= 42:
        return "day"
    return "week" if spread <= 270 else "month"


def _dyads(happening: Happening) -> list[tuple[str, str, bool]]:
    actors = sorted({code for code in happening.actors if _is_state(code)})
    recipients = sorted({code for code in happening.recipients if _is_state(code)})
    if not happening.recipients:
        if happening.uncoded:
            return []
        return [(a, b, True) for a, b in combinations(actors, 2)]
    return [(a, b, False) for a in actors for b in recipients if a != b]


def _is_state(code: str) -> bool:
    return len(code) == 3 and code.isupper() and code.isalpha()


def _sign(happening: Happening) -> int:
    score = happening.score or 0.0
    return (score > 0) - (score < 0)


def _day(stamp: str | None) -> date | None:
    return date.fromisoformat(stamp[:10]) if stamp else None


def _floor(day: date, length: PeriodLength) -> date:
    if length == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if length == "week" else day


def _next(start: date, length: PeriodLength) -> date:
    if length == "month":
        return (start + timedelta(days=32)).replace(day=1)
    return start + timedelta(days=7 if length == "week" else 1)
