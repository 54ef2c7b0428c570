"""Counts of all pairs by period, each pair's last period in the last column."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from visavis.records import PeriodLength
from visavis.relations.special import Array
from visavis.relations.table import Row, periods

WINDOW = 120
"""Periods looked back on from the last; what lies further back tells next to nothing of it."""
_NOTHING = 1e-6  # exposure of periods before the material begins

Pair = tuple[str, str]
Weights = Literal["count", "score"]


@dataclass(frozen=True)
class Grid:
    """Counts of all pairs.

    Attributes:
        pairs: in alphabetical order.
        spans: first and last day of all periods of the material.
        ends: (pairs,) index in ``spans`` of each pair's last column.
        cooperative, conflictual, total, exposure: (pairs, columns); the first two as they are weighed.
        earlier: (pairs,) happenings before the first column.
        acts: cooperative and conflictual happenings, unweighed.
        unit: size of a PLOVER score that weighs 1; None where all weigh 1.
    """

    pairs: tuple[Pair, ...]
    spans: tuple[tuple[date, date], ...]
    ends: NDArray[np.int64]
    cooperative: Array
    conflictual: Array
    total: Array
    exposure: Array
    earlier: NDArray[np.int64]
    acts: tuple[Array, Array]
    unit: float | None = None

    def weigh(self, row: Row) -> float:
        """Return what a happening weighs in the balance."""
        return weight_of(row, self.unit)

    @property
    def width(self) -> int:
        """Number of columns."""
        return int(self.total.shape[1])

    def place(self, day: date) -> int:
        """Return the index of the period that a day falls in."""
        return bisect_right(self._starts, day) - 1

    def column(self, index: int, day: date) -> int:
        """Return the column of a day for a pair; negative before the first."""
        return self.place(day) - int(self.ends[index]) + self.width - 1

    def shown(self, index: int) -> list[int]:
        """Return the columns of a pair from its first happening in the window on."""
        found = np.flatnonzero(self.total[index])
        return list(range(int(found[0]) if len(found) else self.width - 1, self.width))

    def known(self, index: int) -> int:
        """Return how many columns of a pair the material covers."""
        return min(self.width, int(self.ends[index]) + 1)

    def span(self, index: int, column: int) -> tuple[date, date]:
        """Return the first and last day of a pair's column."""
        return self.spans[column - self.width + 1 + int(self.ends[index])]

    @cached_property
    def _starts(self) -> list[date]:
        return [start for start, _ in self.spans]


def weight_of(row: Row, unit: float | None) -> float:
    """Return what a happening weighs: 1, or its score over the mean size of scores."""
    return 1.0 if unit is None or row.score is None else abs(row.score) / unit


def count(
    rows: Sequence[Row],
    as_of: date | None,
    length: PeriodLength,
    window: int = WINDOW,
    weights: Weights = "count",
) -> Grid:
    """Count rows by pair and period.

    Args:
        rows: in order of day, at least one.
        as_of: the last day for all pairs; when None, each pair ends with its own last row.
        length: of a period.
        window: most periods looked at.
        weights: weigh happenings alike, or by the size of their scores.
    """
    sizes = [abs(row.score) for row in rows if row.sign and row.score]
    unit = float(np.mean(sizes)) if weights == "score" and sizes else None
    spans = tuple(periods(rows[0].day, as_of or rows[-1].day, length))
    starts = [start for start, _ in spans]
    places = [bisect_right(starts, row.day) - 1 for row in rows]
    pairs = tuple(sorted({row.pair for row in rows}))
    index = {pair: i for i, pair in enumerate(pairs)}
    owners = np.array([index[row.pair] for row in rows])
    at = np.array(places)
    ends = np.full(len(pairs), len(spans) - 1)
    if as_of is None:
        ends[:] = 0
        np.maximum.at(ends, owners, at)
    begins = np.full(len(pairs), len(spans))
    np.minimum.at(begins, owners, at)
    width = int(min(window, (ends - begins).max() + 1))
    columns = at - ends[owners] + width - 1
    inside = columns >= 0
    signs = np.array([row.sign for row in rows])
    shape = (len(pairs), width)

    def tally(chosen: NDArray[np.bool_], by: Array | None = None) -> Array:
        """Count the chosen rows of each pair and period, each as one or by a weight."""
        counts = np.zeros(shape)
        np.add.at(counts, (owners[chosen], columns[chosen]), 1.0 if by is None else by[chosen])
        return counts

    ups, downs = inside & (signs > 0), inside & (signs < 0)
    acts = tally(ups), tally(downs)
    weighed = None if unit is None else np.array([weight_of(row, unit) for row in rows])

    return Grid(
        pairs,
        spans,
        ends,
        acts[0] if weighed is None else tally(ups, weighed),
        acts[1] if weighed is None else tally(downs, weighed),
        tally(inside),
        _exposure(rows, at, len(spans), ends, width),
        np.bincount(owners[~inside], minlength=len(pairs)),
        acts,
        unit,
    )


def _exposure(
    rows: Sequence[Row], at: NDArray[np.int64], size: int, ends: NDArray[np.int64], width: int
) -> Array:
    """Return each pair's columns of how much was reported in all.

    That is what the table says, on average over the period's rows; else 1 and the happenings of the period.
    """
    reported = np.ones(size)
    for place in {row.happening: place for row, place in zip(rows, at, strict=True)}.values():
        reported[place] += 1
    stated: dict[int, list[float]] = {}
    for row, place in zip(rows, at, strict=True):
        if row.exposure is not None:
            stated.setdefault(int(place), []).append(row.exposure)
    if stated:
        reported[:] = np.mean([np.mean(values) for values in stated.values()])
        for place, values in stated.items():
            reported[place] = np.mean(values)
    columns = ends[:, None] - np.arange(width - 1, -1, -1)[None, :]
    exposure: Array = np.where(columns >= 0, reported[np.maximum(columns, 0)], _NOTHING)
    return exposure
