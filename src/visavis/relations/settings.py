"""Choose a model's settings by how well they foretell: first two moments only, as in quasi-likelihood.

Counts of events come in bursts, and states jump. A likelihood that spells out how counts are overdispersed
gets its shape wrong, and its evidence then explains the misfit by drift that is not there: intervals come
out too wide. So only means and variances are modelled (Wedderburn 1974, "Quasi-likelihood functions"):
overdispersion is read from the squared errors of one-step forecasts, and drift and spread are those whose
forecasts err least, each error weighed by its variance (Ljung 1999, "System identification", on prediction
error methods). The two are repeated in turn, from slow drift on. Settings are then averaged by their
quasi-likelihood; a mild preference for slow drift decides where there is next to no data.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from visavis.relations.dglm import Filtered, Kind, Setting, run_each, run_filter
from visavis.relations.special import Array, beta_of, gamma_of

MONTH = 30.4
"""Days in the period that the drifts below are for."""
_DRIFTS = (0.01, 0.02, 0.03, 0.05, 0.1, 0.25)  # variance added in a month
_SPREADS = (0.7, 1.2, 1.8, 2.6)
_FAVOUR_SLOW = 6.0  # units of log quasi-likelihood that a month's drift of 1 must earn
_ROUGH = 0.25  # variance added to that of each count, so that no rare one decides alone
_ROUNDS = 3
_SHARP = 3  # so few settings that matter mean that the evidence tells finer ones apart
_FASTER = (0.65, 0.8, 1.0, 1.25, 1.5)
_WIDER = (0.8, 1.0, 1.25)
_KEPT = 0.1
_SAMPLE = 600  # pairs
_SEVERAL = 200  # pairs from which on two threads are worth their while
_EVEN = 30.0  # periods with several happenings that stand for "no overdispersion" where there is little data
_MOST_OVER = 10.0
_NEUTRAL = 20.0  # happenings of each sign that stand for "nothing is known" in the balance's prior mean


@dataclass(frozen=True)
class Choice:
    """Settings with weights that sum to 1, and the prior mean of the state."""

    settings: tuple[Setting, ...]
    weights: Array
    prior: float


def choose(kind: Kind, first: Array, second: Array, days: float) -> Choice:
    """Choose the settings for all pairs.

    Args:
        kind: see :func:`visavis.relations.dglm.run_filter`.
        first: (pairs, periods) counts.
        second: (pairs, periods) counts, or exposure > 0.
        days: length of a period; shorter periods drift less.
    """
    prior = _prior(kind, first, second)
    some = _sample(first, second if kind == "balance" else None)
    first, second = first[some], second[some]
    share = days / MONTH
    grid = [Setting(drift * share, spread) for spread in _SPREADS for drift in _DRIFTS]
    best = Setting(_DRIFTS[0] * share, _SPREADS[2])
    model = _Model(kind, first, second, prior)
    for _ in range(_ROUNDS):
        run = model.run(best)
        over = model.overdispersion(run)
        scores = model.scores(grid, run, over, share)
        best = Setting(grid[int(np.argmax(scores))].drift, grid[int(np.argmax(scores))].spread, over)
    if (scores > scores.max() + np.log(_KEPT)).sum() <= _SHARP:
        grid = [Setting(best.drift * by, best.spread * wide) for wide in _WIDER for by in _FASTER]
        scores = model.scores(grid, model.run(best), over, share)
    weights = np.exp(scores - scores.max())
    keep = np.flatnonzero(weights >= _KEPT)
    settings = tuple(Setting(grid[i].drift, grid[i].spread, over) for i in keep)
    return Choice(settings, weights[keep] / weights[keep].sum(), prior)


def _sample(first: Array, second: Array | None) -> NDArray[np.int64]:
    """Return the pairs that decide on the settings: all, or every so many in order of volume."""
    volume = first.sum(axis=1) + (second.sum(axis=1) if second is not None else 0.0)
    order = np.argsort(volume, kind="stable")
    order = order[volume[order] > 0] if (volume > 0).any() else order
    step = max(1, len(order) // _SAMPLE)
    return order[::step]


@dataclass(frozen=True)
class _Errors:
    """Squared errors of forecasts, their variance without overdispersion, and what a unit of it would add."""

    square: Array
    expected: Array
    extra: Array


@dataclass(frozen=True)
class _Model:
    """The counts that decide."""

    kind: Kind
    first: Array
    second: Array
    prior: float

    def run(self, setting: Setting) -> Filtered:
        return run_filter(self.kind, self.first, self.second, np.full(len(self.first), self.prior), setting)

    def overdispersion(self, run: Filtered) -> float:
        """Return by how much counts vary more around their forecasts than the forecasts allow; 1 and up."""
        errors = self._errors(run.forecast_mean, run.forecast_var)
        weight = 1 / (errors.expected + 1)
        above = float((weight * (errors.square - errors.expected)).sum())
        unit = float((weight * errors.extra).sum())
        several = max(1, int((errors.extra > 0).sum()))
        return float(np.clip(1 + above / (unit * (1 + _EVEN / several)), 1.0, _MOST_OVER)) if unit else 1.0

    def scores(self, grid: Sequence[Setting], run: Filtered, over: float, share: float) -> Array:
        """Return the log quasi-likelihood of each setting; the variances are those of one run for all."""
        known = self._errors(run.forecast_mean, run.forecast_var)
        variance = known.expected + (over - 1) * known.extra + _ROUGH
        prior = np.full(len(self.first), self.prior)
        tried = [Setting(setting.drift, setting.spread, over) for setting in grid]

        def score(some: Sequence[Setting]) -> list[float]:
            """Return the log quasi-likelihood of some settings, less what their drift costs."""
            found = []
            for other in run_each(self.kind, self.first, self.second, prior, some):
                errors = self._errors(other.forecast_mean, other.forecast_var)
                slow = _FAVOUR_SLOW * float(other.setting.drift) / share
                found.append(-0.5 * float((errors.square / variance).sum()) - slow)
            return found

        if len(self.first) < _SEVERAL:
            return np.array(score(tried))
        half = (len(tried) + 1) // 2
        with ThreadPoolExecutor(2) as pool:
            return np.concatenate(list(pool.map(score, (tried[:half], tried[half:]))))

    def _errors(self, mean: Array, var: Array) -> _Errors:
        if self.kind == "intensity":
            return _intensity_errors(self.first, self.second, mean, var)
        return _balance_errors(self.first, self.second, mean, var)


def _balance_errors(first: Array, second: Array, mean: Array, var: Array) -> _Errors:
    seen = first + second > 0
    x, n = first[seen], (first + second)[seen]
    a, b = beta_of(mean[seen], var[seen])
    share, known = a / (a + b), 1 / (a + b + 1)
    noise = n * share * (1 - share)
    alone = n <= 1
    return _Errors(
        (x - n * share) ** 2, noise * (1 + (n - 1) * known), np.where(alone, 0, noise * (1 - known))
    )


def _intensity_errors(first: Array, exposure: Array, mean: Array, var: Array) -> _Errors:
    a, mean_log = gamma_of(var)
    expected = exposure * a * np.exp(mean - mean_log)
    return _Errors((first - expected) ** 2, expected + expected**2 / a, expected)


def _prior(kind: Kind, first: Array, second: Array) -> float:
    """Return the state's prior mean: what is common, drawn to neutral while there is little to go by."""
    if kind == "balance":
        return float(np.log((first.sum() + _NEUTRAL) / (second.sum() + _NEUTRAL)))
    return float(np.log((first.sum() + 0.5) / (second.sum() + 0.5)))
