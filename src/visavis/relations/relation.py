"""Relations of all pairs: balance and intensity over time, whether they rise, what moved them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import get_args

import numpy as np
from scipy.special import betaincinv, expit, ndtr

from visavis.records import Domain, Estimate, InDomain, Mover, PeriodLength, Ramp, Relation, RelationPoint
from visavis.relations.bonds import bonds
from visavis.relations.fit import Fit, fit
from visavis.relations.grid import Grid, Pair, Weights, count
from visavis.relations.special import Array
from visavis.relations.table import DAYS, Row, Table, choose_period
from visavis.relations.turns import turns

_HALF_WIDTH = 1.6449  # standard deviations on each side of a 90% interval
_MOST_MOVERS = 40
_RAMP = 3  # periods on each side
_SILENT = 3  # periods after which silence is worth a note


def relations(
    table: Table,
    *,
    as_of: date | None = None,
    domain: Domain = "all",
    period: PeriodLength | None = None,
    only: Collection[Pair] | None = None,
    details: bool = True,
    weights: Weights = "count",
) -> tuple[Relation, ...]:
    """Return the relation of every pair that has happenings, those with most happenings first.

    Args:
        table: what happened.
        as_of: the last day to look at, for all pairs; when None, each pair is judged as of its own last
            happening (a pair of which no more is heard would else fade into the unknown).
        domain: ``all`` or one domain.
        period: length of a period; chosen from the spread of the days when None.
        only: pairs, each in alphabetical order, to return, with turning points and what binds them; all
            pairs are learnt from.
        details: give each pair's series and what moved it; without, many thousands of pairs take seconds.
        weights: see ``fit_pairs``.
    """
    fitted = fit_pairs(table, as_of=as_of, domain=domain, period=period, weights=weights)
    return fitted.relations(only=only, details=details) if fitted else ()


def fit_pairs(
    table: Table,
    *,
    as_of: date | None = None,
    domain: Domain = "all",
    period: PeriodLength | None = None,
    weights: Weights = "count",
) -> Fitted | None:
    """Fit all pairs once, so that many questions can be asked of the fit; None when nothing happened.

    Args:
        table: what happened.
        as_of: the last day to look at, as for ``relations``.
        domain: ``all`` or one domain.
        period: length of a period.
        weights: ``count`` weighs all happenings alike in the balance; ``score`` by the size of their PLOVER
            score, on average 1, so that war weighs more than a reproach. Intensity always counts.
    """
    rows = [
        row
        for row in table.rows
        if (domain == "all" or row.domain == domain) and (as_of is None or row.day <= as_of)
    ]
    if not rows:
        return None
    length = period or choose_period([row.day for row in rows])
    grid = count(rows, as_of, length, weights=weights)
    days = DAYS[length]
    by_pair: dict[Pair, list[Row]] = {}
    for row in rows:
        by_pair.setdefault(row.pair, []).append(row)
    return Fitted(
        table,
        by_pair,
        grid,
        fit("balance", grid.cooperative, grid.conflictual, days=days),
        fit("intensity", grid.total, grid.exposure, days=days),
        domain,
        as_of,
        length,
    )


def in_domains(
    table: Table,
    pair: Pair,
    *,
    as_of: date | None = None,
    period: PeriodLength | None = None,
    weights: Weights = "count",
) -> tuple[InDomain, ...]:
    """Return how a pair stands in each domain in which anything happened; arguments as for ``relations``."""
    found = []
    for domain in get_args(Domain)[1:]:
        fitted = fit_pairs(table, as_of=as_of, domain=domain, period=period, weights=weights)
        for one in fitted.relations(only={pair}, details=False) if fitted else ():
            found.append(InDomain(domain, one.happenings, one.balance, one.confidence, one.ramp))
    return tuple(found)


@dataclass(frozen=True)
class Fitted:
    """All pairs, fitted: what their relations share while they are put together."""

    table: Table
    rows: dict[Pair, list[Row]]
    grid: Grid
    balance: Fit
    intensity: Fit
    domain: Domain
    as_of: date | None
    length: PeriodLength
    closely: bool = False
    details: bool = True
    chances: dict[int, tuple[Array, Array]] = field(default_factory=dict)

    def relations(
        self, *, only: Collection[Pair] | None = None, details: bool = True, closely: bool = True
    ) -> tuple[Relation, ...]:
        """Return the relations of all pairs or of some; see the function of the same name.

        Args:
            only: pairs to return.
            details: with series and what moved them.
            closely: what moved them; and of the pairs in ``only``, turning points and what binds them too.
        """
        parts = replace(self, closely=closely and details and only is not None, details=details)
        asked = [i for i, pair in enumerate(self.grid.pairs) if only is None or pair in only]
        moved = parts.moved(asked) if details and closely else {}
        found = [parts.relation(index, moved.get(index, ())) for index in asked]
        return tuple(sorted(found, key=lambda r: (-r.happenings, r.a, r.b)))

    def relation(self, index: int, moved: tuple[Mover, ...]) -> Relation:
        """Return one pair's relation."""
        pair = self.grid.pairs[index]
        rows = self.rows[pair]
        series = self._series(index)
        mean, var = float(self.balance.mean[index, -1]), float(self.balance.var[index, -1])
        unknown = max(float(np.max(setting.spread)) for setting in self.balance.settings)
        return Relation(
            a=pair[0],
            b=pair[1],
            domain=self.domain,
            as_of=(self.as_of or rows[-1].day).isoformat(),
            period=self.length,
            happenings=len(rows),
            undated=self.table.undated.get(pair, 0),
            balance=series[-1].balance,
            baseline=_balance(0.0, unknown),
            confidence=round(float(ndtr(abs(mean) / np.sqrt(var))), 4),
            intensity=series[-1].intensity,
            ramp=self._ramp(index),
            series=series,
            moved=moved,
            initiated=_initiated(rows, pair),
            initiative=_initiative(*_initiated(rows, pair)),
            earlier=int(self.grid.earlier[index]),
            turns=turns(self.balance, self.grid, index) if self.closely else (),
            bonds=bonds(*pair, (self.as_of or rows[-1].day).isoformat()) if self.closely else (),
            notes=self._notes(rows),
        )

    def _notes(self, rows: Sequence[Row]) -> tuple[str, ...]:
        notes = [*self.table.notes]
        if len(rows) == 1:
            notes.append("one happening only: the interval is wide")
        if self.as_of and (self.as_of - rows[-1].day).days > _SILENT * DAYS[self.length]:
            notes.append(f"nothing of the two after {rows[-1].day}: what was known of them has faded since")
        return tuple(notes)

    def _series(self, index: int) -> tuple[RelationPoint, ...]:
        points = []
        for t in self.grid.shown(index)[0 if self.details else -1 :]:
            start, end = self.grid.span(index, t)
            points.append(
                RelationPoint(
                    start=start.isoformat(),
                    end=end.isoformat(),
                    cooperative=int(self.grid.acts[0][index, t]),
                    conflictual=int(self.grid.acts[1][index, t]),
                    balance=_balance(self.balance.mean[index, t], self.balance.var[index, t]),
                    intensity=_rate(self.intensity.mean[index, t], self.intensity.var[index, t]),
                )
            )
        return tuple(points)

    def _ramp(self, index: int) -> Ramp | None:
        span = min(self.grid.known(index) // 2, _RAMP)
        if span < 1:
            return None
        balance, intensity = self._rising(span)
        return Ramp(span, round(float(balance[index]), 4), round(float(intensity[index]), 4))

    def _rising(self, span: int) -> tuple[Array, Array]:
        if span not in self.chances:
            self.chances[span] = self.balance.rising(span), self.intensity.rising(span)
        return self.chances[span]

    def moved(self, asked: Sequence[int]) -> dict[int, tuple[Mover, ...]]:
        """Rank each pair's happenings by how far the last balance moves when each is left out."""
        looked = [
            (index, row, column)
            for index in asked
            for row in [row for row in self.rows[self.grid.pairs[index]] if row.sign][-_MOST_MOVERS:]
            if (column := self.grid.column(index, row.day)) >= 0
        ]
        found: dict[int, list[Mover]] = {index: [] for index in asked}
        if looked:
            owners = np.array([index for index, _, _ in looked])
            cooperative, conflictual = self.grid.cooperative[owners], self.grid.conflictual[owners]
            for i, (_, row, column) in enumerate(looked):
                (cooperative if row.sign > 0 else conflictual)[i, column] -= self.grid.weigh(row)
            span = min(_RAMP, self.grid.width // 2)
            without, chance = self.balance.without(cooperative, conflictual, span)
            effects = np.tanh(self.balance.mean[owners, -1] / 2) - np.tanh(without / 2)
            ramps = self._rising(span)[0][owners] - chance if span else np.zeros(len(owners))
            for (index, row, _), effect, ramp in zip(looked, effects, ramps, strict=True):
                found[index].append(Mover(row.happening, round(float(effect), 4), round(float(ramp), 4)))
        return {
            index: tuple(sorted(movers, key=lambda m: (-abs(m.effect), m.happening)))
            for index, movers in found.items()
        }


def _initiated(rows: Sequence[Row], pair: Pair) -> tuple[int, int]:
    one_way = [row for row in rows if not row.reciprocal]
    first = sum(row.actor == pair[0] for row in one_way)
    return first, len(one_way) - first


def _initiative(first: int, second: int) -> Estimate | None:
    """Return the share of acts that the first state begins, with its interval (Jeffreys' prior)."""
    if not first + second:
        return None
    low, high = (float(betaincinv(first + 0.5, second + 0.5, level)) for level in (0.05, 0.95))
    return Estimate(round((first + 0.5) / (first + second + 1), 4), round(low, 4), round(high, 4))


def _balance(mean: float, var: float) -> Estimate:
    """Put a log-odds on the scale from -1 to +1."""
    half = _HALF_WIDTH * np.sqrt(var)
    low, middle, high = (2 * expit(x) - 1 for x in (mean - half, mean, mean + half))
    return Estimate(round(float(middle), 4), round(float(low), 4), round(float(high), 4))


def _rate(mean: float, var: float) -> Estimate:
    half = _HALF_WIDTH * np.sqrt(var)
    low, middle, high = (np.exp(x) for x in (mean - half, mean, mean + half))
    return Estimate(round(float(middle), 5), round(float(low), 5), round(float(high), 5))
