"""A ledger of all happenings, kept in memory: which are as asked for, on which days, and in which order.

The catalog answers the same questions, but reads a row of each happening to do so: on 100,000 of them a
timeline takes a third of a second and a page far down a list, seconds. Here a happening is its place in the
order of the lists (the latest first, those without a date last), and a question is an intersection of places.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from visavis.records import Happening
from visavis.store import catalog, finding
from visavis.store.finding import UNDATED, Volume, Wanted
from visavis.store.layout import told
from visavis.store.store import Store

MOST = 2_000_000
"""Happenings above which no ledger is kept, and the catalog is asked."""

Places = NDArray[np.int32]


@dataclass(frozen=True)
class Ledger:
    """All happenings of a store, in the order of the lists.

    Attributes:
        ids: of the happenings.
        starts: the distinct days on which they begin, in order; ``9999`` for none.
        day: of each happening, its place among ``starts``.
        sign: 1 cooperative, -1 conflictual, 0 neither.
        real: whether it happened.
        kinds: of each PLOVER type, the places of its happenings.
        actors, outlets: of each, the places of the happenings of theirs, in order.
    """

    ids: tuple[str, ...]
    starts: tuple[str, ...]
    day: Places
    sign: NDArray[np.int8]
    real: NDArray[np.bool_]
    kinds: Mapping[str, Places]
    actors: Mapping[str, Places]
    outlets: Mapping[str, Places]
    place: Mapping[str, int]

    def chosen(self, store: Store, wanted: Wanted) -> Places:
        """Return the places of the happenings as asked for, in the order of the lists."""
        sets = [self.actors.get(code) for code in wanted.actors]
        sets += [self.kinds.get(wanted.type)] if wanted.type else []
        sets += [self.outlets.get(wanted.outlet)] if wanted.outlet else []
        if wanted.text:
            names = finding.reported_in(store, wanted.text)
            sets.append(_places(self.place[name] for name in names if name in self.place))
        found = np.arange(len(self.ids), dtype=np.int32)
        for one in sorted((_NONE if s is None else s for s in sets), key=len):
            found = np.intersect1d(found, one, assume_unique=True)
        if wanted.real is not None:
            found = found[self.real[found] == wanted.real]
        if wanted.since or wanted.until:
            first = bisect_left(self.starts, wanted.since)
            last = bisect_left(self.starts, f"{wanted.until}~" if wanted.until else UNDATED)
            days = self.day[found]
            found = found[(days >= first) & (days < min(last, bisect_left(self.starts, UNDATED)))]
        return found

    def volume(self, places: Places) -> tuple[tuple[Volume, ...], int]:
        """Return how many of some happenings begin on each day that has any, and how many bear no date."""
        days = self.day[places]
        counts = [
            np.bincount(days[self.sign[places] == sign], minlength=len(self.starts)) for sign in (1, -1, 0)
        ]
        found: dict[str, list[int]] = {}
        undated = 0
        for n, start in enumerate(self.starts):
            own = [int(count[n]) for count in counts]
            if start == UNDATED:
                undated = sum(own)
            elif any(own):
                held = found.setdefault(start[:10], [0, 0, 0])
                found[start[:10]] = [a + b for a, b in zip(held, own, strict=True)]
        return tuple(Volume(day, *own) for day, own in found.items()), undated

    def page(self, store: Store, places: Places, limit: int, offset: int) -> tuple[Happening, ...]:
        """Return some of the happenings, from an offset on."""
        names = [self.ids[place] for place in places[offset : offset + limit]]
        return tuple(finding.happenings_named(store, names).values())


_NONE: Places = np.empty(0, np.int32)


def ledger(store: Store) -> Ledger | None:
    """Return the ledger of a store; None when it holds too many happenings for one."""
    with told(store.path), catalog.snapshot(store.database):
        count = store.database.execute("SELECT count(*) FROM happenings").fetchone()[0]
        if count > MOST:
            return None
        rows = store.database.execute(
            "SELECT id, start, real, sign, type FROM happenings ORDER BY start = ?, start DESC, id",
            (UNDATED,),
        ).fetchall()
        place = {row[0]: n for n, row in enumerate(rows)}
        actors = _grouped(store.database.execute("SELECT code, happening FROM actors"), place)
        outlets = _grouped(
            store.database.execute(
                "SELECT a.outlet, r.happening FROM articles a JOIN reports r ON r.ref = a.ref "
                "WHERE a.current AND NOT a.retracted AND a.outlet IS NOT NULL"
            ),
            place,
        )
    starts = tuple(sorted({row[1] for row in rows}))
    at = {start: n for n, start in enumerate(starts)}
    return Ledger(
        tuple(row[0] for row in rows),
        starts,
        np.fromiter((at[row[1]] for row in rows), np.int32, len(rows)),
        np.fromiter((row[3] for row in rows), np.int8, len(rows)),
        np.fromiter((bool(row[2]) for row in rows), np.bool_, len(rows)),
        _grouped(((row[4], row[0]) for row in rows), place),
        actors,
        outlets,
        place,
    )


def _grouped(rows: Iterable[tuple[str, str]], place: Mapping[str, int]) -> dict[str, Places]:
    """Return the places of happenings by what is named before each."""
    found: dict[str, list[int]] = {}
    for name, happening in rows:
        if happening in place:
            found.setdefault(name, []).append(place[happening])
    return {name: _places(own) for name, own in found.items()}


def _places(numbers: Iterable[int]) -> Places:
    return np.unique(np.fromiter(numbers, np.int32))
