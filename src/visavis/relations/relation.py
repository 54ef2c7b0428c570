"""Relations of all pairs: balance and intensity over time, whether they rise, what moved them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy.special import expit, ndtr

from visavis.records import Domain, Estimate, Mover, PeriodLength, Ramp, Relation, RelationPoint
from visavis.relations.dglm import Array
from visavis.relations.fit import Fit, fit
from visavis.relations.table import Row, Table, choose_period, periods

_HALF_WIDTH = 1.6449  # standard deviations on each side of a 90% interval
_MOST_MOVERS = 40
_DAYS: dict[PeriodLength, float] = {"day": 1.0, "week": 7.0, "month": 30.4}
Pair = tuple[str, str]


@dataclass(frozen=True)
class _Grid:
    """Counts of all pairs by period."""

    pairs: tuple[Pair, ...]
    spans: tuple[tuple[date, date], ...]
    cooperative: Array
    conflictual: Array
    total: Array
    exposure: Array

    def place(self, day: date) -> int:
        """Return the index of the period that a day falls in."""
        starts = [start for start, _ in self.spans]
        return bisect_right(starts, day) - 1


def relations(
    table: Table,
    *,
    as_of: date | None = None,
    domain: Domain = "all",
    period: PeriodLength | None = None,
) -> tuple[Relation, ...]:
    """Return the relation of every pair that has happenings, those with most happenings first.

    Args:
        table: what happened.
        as_of: the last day to look at, for all pairs; when None, each pair is judged as of its own last
            happening (a pair of which no more is heard would else fade into the unknown).
        domain: ``all`` or one domain.
        period: length of a period; chosen from the spread of the days when None.
    """
    rows = [
        row
        for row in table.rows
        if (domain == "all" or row.domain == domain) and (as_of is None or row.day <= as_of)
    ]
    if not rows:
        return ()
    last = as_of or rows[-1].day
    length = period or choose_period([row.day for row in rows])
    grid = _count(rows, last, length)
    days = _DAYS[length]
    balance = fit("balance", grid.cooperative, grid.conflictual, days=days)
    intensity = fit("intensity", grid.total, np.tile(grid.exposure, (len(grid.pairs), 1)), days=days)
    parts = _Parts(
        table, rows, grid, balance, intensity, domain, as_of, length, balance.states(), intensity.states()
    )
    found = [parts.relation(index) for index in range(len(grid.pairs))]
    return tuple(sorted(found, key=lambda r: (-r.happenings, r.a, r.b)))


def _count(rows: Sequence[Row], last: date, length: PeriodLength) -> _Grid:
    pairs = tuple(sorted({row.pair for row in rows}))
    spans = tuple(periods(rows[0].day, last, length))
    shape = (len(pairs), len(spans))
    grid = _Grid(pairs, spans, np.zeros(shape), np.zeros(shape), np.zeros(shape), np.ones(len(spans)))
    index = {pair: i for i, pair in enumerate(pairs)}
    for row in rows:
        i, t = index[row.pair], grid.place(row.day)
        grid.total[i, t] += 1
        grid.cooperative[i, t] += row.sign > 0
        grid.conflictual[i, t] += row.sign < 0
    for day in {row.happening: row.day for row in rows}.values():
        grid.exposure[grid.place(day)] += 1
    return grid


@dataclass(frozen=True)
class _Parts:
    """What the relations of all pairs share while they are put together."""

    table: Table
    rows: Sequence[Row]
    grid: _Grid
    balance: Fit
    intensity: Fit
    domain: Domain
    as_of: date | None
    length: PeriodLength
    states: tuple[Array, Array]
    rates: tuple[Array, Array]

    def relation(self, index: int) -> Relation:
        pair = self.grid.pairs[index]
        rows = [row for row in self.rows if row.pair == pair]
        last = len(self.grid.spans) - 1 if self.as_of else int(np.flatnonzero(self.grid.total[index])[-1])
        series = self._series(index, last)
        mean, var = float(self.states[0][index, last]), float(self.states[1][index, last])
        return Relation(
            a=pair[0],
            b=pair[1],
            domain=self.domain,
            as_of=(self.as_of or rows[-1].day).isoformat(),
            period=self.length,
            happenings=len(rows),
            undated=self.table.undated.get(pair, 0),
            balance=series[-1].balance,
            baseline=_balance(0.0, float(np.max([run.setting.spread for run in self.balance.runs]))),
            confidence=round(float(ndtr(abs(mean) / np.sqrt(var))), 4),
            intensity=series[-1].intensity,
            ramp=self._ramp(index, last),
            series=series,
            moved=self._moved(pair, rows, mean, last),
            initiated=_initiated(rows, pair),
        )

    def _series(self, index: int, last: int) -> tuple[RelationPoint, ...]:
        (mean, var), (rate, rate_var) = self.states, self.rates
        return tuple(
            RelationPoint(
                start=start.isoformat(),
                end=end.isoformat(),
                cooperative=int(self.grid.cooperative[index, t]),
                conflictual=int(self.grid.conflictual[index, t]),
                balance=_balance(mean[index, t], var[index, t]),
                intensity=_rate(rate[index, t], rate_var[index, t]),
            )
            for t, (start, end) in enumerate(self.grid.spans[: last + 1])
        )

    def _ramp(self, index: int, last: int) -> Ramp | None:
        span = min((last + 1) // 2, 3)
        if span < 1:
            return None
        return Ramp(
            span,
            round(float(self.balance.rising(index, last, span)), 4),
            round(float(self.intensity.rising(index, last, span)), 4),
        )

    def _moved(self, pair: Pair, rows: Sequence[Row], mean: float, last: int) -> tuple[Mover, ...]:
        """Rank happenings by how far the last balance moves when each is left out."""
        signed = [row for row in rows if row.sign][-_MOST_MOVERS:]
        if not signed:
            return ()
        index = self.grid.pairs.index(pair)
        cooperative = np.tile(self.grid.cooperative[index], (len(signed), 1))
        conflictual = np.tile(self.grid.conflictual[index], (len(signed), 1))
        for i, row in enumerate(signed):
            (cooperative if row.sign > 0 else conflictual)[i, self.grid.place(row.day)] -= 1
        without = self.balance.state_at(cooperative, conflictual, last)
        effects = np.tanh(mean / 2) - np.tanh(without / 2)
        movers = [Mover(row.happening, round(float(e), 4)) for row, e in zip(signed, effects, strict=True)]
        return tuple(sorted(movers, key=lambda m: (-abs(m.effect), m.happening)))


def _initiated(rows: Sequence[Row], pair: Pair) -> tuple[int, int]:
    one_way = [row for row in rows if not row.reciprocal]
    first = sum(row.actor == pair[0] for row in one_way)
    return first, len(one_way) - first


def _balance(mean: float, var: float) -> Estimate:
    """Put a log-odds on the scale from -1 to +1."""
    half = _HALF_WIDTH * np.sqrt(var)
    low, middle, high = (2 * expit(x) - 1 for x in (mean - half, mean, mean + half))
    return Estimate(round(float(middle), 4), round(float(low), 4), round(float(high), 4))


def _rate(mean: float, var: float) -> Estimate:
    half = _HALF_WIDTH * np.sqrt(var)
    low, middle, high = (np.exp(x) for x in (mean - half, mean, mean + half))
    return Estimate(round(float(middle), 5), round(float(low), 5), round(float(high), 5))
