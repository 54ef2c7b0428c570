"""Fit a model to all pairs: average over drift and spread by marginal likelihood.

No single drift suits every material, so a small grid of settings is run and the runs are averaged with
weights in proportion to their evidence over all pairs (Bayesian model averaging; a mild prior favours slow
drift, which is what decides when there is next to no data).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from visavis.relations.dglm import Array, Filtered, Kind, Setting, contrast, run_filter, smooth

_DRIFTS = (0.005, 0.01, 0.02, 0.04, 0.12, 0.35)  # variance added in a month
_MONTH = 30.4
_FAVOUR_SLOW = 3.0  # how many units of log evidence a month's drift of 1 must earn
_FAVOUR_EVEN = 2.0  # and an overdispersion of 1 above none: happenings are counted once already
_SPREADS = (0.7, 1.3, 2.0, 3.0)
_OVERDISPERSIONS = (1.0, 1.5, 2.0, 3.0)
_KEPT = 0.02
_SAMPLE = 300  # pairs
_NEUTRAL = 20.0  # happenings of each sign that stand for "nothing is known" in the balance's prior mean


@dataclass(frozen=True)
class Fit:
    """Averaged runs; ``weights`` sum to 1 over ``runs``."""

    kind: Kind
    runs: tuple[Filtered, ...]
    weights: Array
    prior: Array

    def states(self) -> tuple[Array, Array]:
        """Return smoothed means and variances of the state, (pairs, periods), mixed over the runs."""
        parts = [smooth(run) for run in self.runs]
        return _mix(self.weights, [m for m, _ in parts], [v for _, v in parts])

    def state_at(self, first: Array, second: Array, period: int) -> Array:
        """Return one period's state of other counts under these settings and weights.

        Args:
            first: (rows, periods) counts, for example one pair's with one happening left out.
            second: (rows, periods).
            period: index of the period; later counts are not looked at.
        """
        prior = np.full(len(first), self.prior[0])
        until = slice(None, period + 1)
        runs = [run_filter(self.kind, first[:, until], second[:, until], prior, r.setting) for r in self.runs]
        total = np.zeros(len(first))
        for weight, run in zip(self.weights, runs, strict=True):
            total += weight * run.mean[:, -1]
        return total

    def rising(self, pair: int, last: int, periods: int) -> float:
        """Return the probability that a pair's last periods exceed as many before.

        Args:
            pair: index of the pair.
            last: index of the last period looked at, at least ``2 * periods - 1``.
            periods: how many periods on each side.
        """
        chance = 0.0
        for weight, run in zip(self.weights, self.runs, strict=True):
            mean, var = contrast(run.until(pair, last), periods)
            chance += weight * float(ndtr(mean[0] / np.sqrt(max(var[0], 1e-12))))
        return chance


def fit(kind: Kind, first: Array, second: Array, *, days: float = _MONTH) -> Fit:
    """Fit the balance or the intensity of all pairs.

    Args:
        kind: see :func:`visavis.relations.dglm.run_filter`.
        first: (pairs, periods) counts.
        second: (pairs, periods) counts, or exposure > 0.
        days: length of a period; shorter periods drift less.
    """
    prior = _prior(kind, first, second)
    share = days / _MONTH
    settings = [Setting(w * share, v, o) for v in _SPREADS for w in _DRIFTS for o in _OVERDISPERSIONS]
    some = _sample(first, second if kind == "balance" else None)
    logs = _evidence(kind, first[some], second[some], prior[some], settings)
    logs -= _FAVOUR_SLOW * np.array([setting.drift for setting in settings]) / share
    logs -= _FAVOUR_EVEN * np.array([setting.overdispersion for setting in settings])
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    keep = np.flatnonzero(weights >= _KEPT)
    runs = tuple(run_filter(kind, first, second, prior, settings[i]) for i in keep)
    return Fit(kind, runs, weights[keep] / weights[keep].sum(), prior)


def _sample(first: Array, second: Array | None) -> NDArray[np.int64]:
    """Return the pairs that decide on the settings: all, or every so many in order of volume."""
    volume = first.sum(axis=1) + (second.sum(axis=1) if second is not None else 0.0)
    order = np.argsort(volume, kind="stable")
    order = order[volume[order] > 0] if (volume > 0).any() else order
    step = max(1, len(order) // _SAMPLE)
    return order[::step]


def _evidence(kind: Kind, first: Array, second: Array, prior: Array, settings: list[Setting]) -> Array:
    """Return the log evidence of each setting over the pairs, all settings in one run."""
    count = len(first)
    stacked = Setting(
        np.repeat([s.drift for s in settings], count),
        np.repeat([s.spread for s in settings], count),
        np.repeat([s.overdispersion for s in settings], count),
    )
    tiles = (len(settings), 1)
    run = run_filter(
        kind, np.tile(first, tiles), np.tile(second, tiles), np.tile(prior, len(settings)), stacked
    )
    total: Array = run.evidence.reshape(len(settings), count).sum(axis=1)
    return total


def _prior(kind: Kind, first: Array, second: Array) -> Array:
    """Return the state's prior mean: what is common, drawn to neutral while there is little to go by."""
    if kind == "balance":
        return np.full(len(first), np.log((first.sum() + _NEUTRAL) / (second.sum() + _NEUTRAL)))
    rate = (first.sum() + 0.5) / (second.sum() + 0.5)
    return np.full(len(first), np.log(rate))


def _mix(weights: Array, means: list[Array], variances: list[Array]) -> tuple[Array, Array]:
    mean = np.zeros_like(means[0])
    for weight, part in zip(weights, means, strict=True):
        mean += weight * part
    var = np.zeros_like(mean)
    for weight, part, spread in zip(weights, means, variances, strict=True):
        var += weight * (spread + (part - mean) ** 2)
    return mean, var
