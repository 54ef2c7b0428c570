"""Event tables from elsewhere beside one's own coding: who has what the other has, and who lacks it.

Two items are the same when their states are the same two, whoever acts, their days differ by one at most, and
their type (or at least its quad class) is the same. This is the usual way to set event data side by side when
no event can be identified otherwise; it says how far two codings agree, not which of them is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec.structs import replace

from visavis.coding.events.codebook import codebook
from visavis.records import Frozen, Unread
from visavis.relations.table import Row, Table

SLACK = 1
"""Days by which two reports of the same happening may be dated apart."""

Level = Literal["type", "quad", "day"]
_LEVELS: tuple[Level, ...] = ("type", "quad", "day")


class Item(Frozen, frozen=True):
    """What two states did on a day; ``times`` is how many rows of its source say so.

    ``quad`` is the class of its type (1 verbal cooperation .. 4 material conflict), None for the statements
    and appeals of CAMEO, which PLOVER leaves out. ``match`` is how closely the other side has it: the same
    ``type``, the same ``quad``, something of the same two on the same ``day``, or None; ``others`` is where
    that stands.
    """

    day: str
    a: str
    b: str
    type: str
    quad: int | None
    times: int
    where: str
    match: Level | None = None
    others: tuple[str, ...] = ()


class Shares(Frozen, frozen=True):
    """How many of some items the other side has: by type, at least by quad class, at least on the day."""

    items: int
    type: int
    quad: int
    day: int


class Comparison(Frozen, frozen=True):
    """Two codings side by side.

    ``since`` and ``until`` are the days that both speak of; ``mine`` and ``theirs`` are items within them.
    ``pairs`` is how much of theirs is about pairs of states that mine is about at all.
    """

    file: str
    since: str | None
    until: str | None
    mine_shares: Shares
    their_shares: Shares
    pairs: Shares
    mine: tuple[Item, ...]
    theirs: tuple[Item, ...]
    notes: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()


def compare(mine: Table, theirs: Table, file: str, unread: Sequence[Unread] = ()) -> Comparison:
    """Set one's own happenings beside a table from elsewhere.

    Args:
        mine: happenings of one's own.
        theirs: the table from elsewhere.
        file: its name.
        unread: lines of it that could not be read.

    Returns:
        Every item of each side with what the other side has of it, by day; only items of the days that both
        sides speak of (from the first to the last of each, and one more on either side) are looked at.
    """
    span = _common(mine.rows, theirs.rows)
    own = _items((r for r in mine.rows if _within(r, span)), lambda row: row.happening)
    other = _items((r for r in theirs.rows if _within(r, span)), lambda row: row.source or row.happening)
    matched, back = _matched(own, other), _matched(other, own)
    known = {(item.a, item.b) for item in own}
    outside = len(mine.rows) - sum(_within(r, span) for r in mine.rows)
    notes = [*theirs.notes]
    if outside:
        notes.append(f"of mine, {outside} outside the days of the table: not compared")
    if undated := sum(mine.undated.values()):
        notes.append(f"of mine, {undated} without a date: not compared")
    return Comparison(
        file,
        span[0].isoformat() if span else None,
        span[1].isoformat() if span else None,
        _shares(matched),
        _shares(back),
        _shares([item for item in back if (item.a, item.b) in known]),
        tuple(matched),
        tuple(back),
        tuple(notes),
        tuple(unread),
    )


def _common(mine: Sequence[Row], theirs: Sequence[Row]) -> tuple[date, date] | None:
    if not mine or not theirs:
        return None
    first = max(min(r.day for r in rows) for rows in (mine, theirs))
    last = min(max(r.day for r in rows) for rows in (mine, theirs))
    slack = timedelta(days=SLACK)
    return (first - slack, last + slack) if first <= last + slack else None


def _within(row: Row, span: tuple[date, date] | None) -> bool:
    return span is not None and span[0] <= row.day <= span[1]


def _items(rows: Iterable[Row], where: Callable[[Row], str]) -> list[Item]:
    """Return each day, pair and type once, in this order."""
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for row in rows:
        a, b = row.pair
        found.setdefault((row.day.isoformat(), a, b, row.kind.partition(":")[0]), []).append(where(row))
    quads = {kind: entry.quad for kind, entry in codebook().entries.items()}
    return [Item(*key, quads.get(key[3]), len(places), places[0]) for key, places in sorted(found.items())]


def _matched(items: Sequence[Item], others: Sequence[Item]) -> list[Item]:
    """Return items with what the others have of them."""
    by_day: dict[tuple[str, str, str], list[Item]] = {}
    for other in others:
        by_day.setdefault((other.day, other.a, other.b), []).append(other)
    return [_match(item, by_day) for item in items]


def _match(item: Item, by_day: Mapping[tuple[str, str, str], Sequence[Item]]) -> Item:
    day = date.fromisoformat(item.day)
    near = [
        other
        for shift in (0, -SLACK, SLACK)
        for other in by_day.get(((day + timedelta(days=shift)).isoformat(), item.a, item.b), ())
    ]
    for level in _LEVELS:
        same = [other.where for other in near if _same(item, other, level)]
        if same:
            return replace(item, match=level, others=tuple(same))
    return item


def _same(item: Item, other: Item, level: Level) -> bool:
    if level == "type":
        return item.type == other.type
    return level == "day" or (item.quad is not None and item.quad == other.quad)


def _shares(items: Sequence[Item]) -> Shares:
    reached = [_LEVELS.index(item.match) for item in items if item.match]
    return Shares(len(items), *(sum(r <= level for r in reached) for level in range(len(_LEVELS))))
