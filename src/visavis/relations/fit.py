"""Fit a model to all pairs: average over drift and spread by marginal likelihood.

No single drift suits every material, so a small grid of settings is run and the runs are averaged with
weights in proportion to their evidence over all pairs (Bayesian model averaging; a mild prior favours slow
drift, which is what decides when there is next to no data). Large material is fitted in chunks of pairs, by
threads; the settings are weighed on a sample of the pairs.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from visavis.relations.dglm import Filtered, Kind, Setting, contrast, run_filter, smooth
from visavis.relations.special import Array

_DRIFTS = (0.01, 0.03, 0.1, 0.3)  # variance added in a month
_MONTH = 30.4
_FAVOUR_SLOW = 3.0  # how many units of log evidence a month's drift of 1 must earn
_FAVOUR_EVEN = 2.0  # and an overdispersion of 1 above none: happenings are counted once already
_SPREADS = (0.7, 1.5, 3.0)
_OVERDISPERSIONS = (1.0, 1.8, 3.0)
_KEPT = 0.05
_SAMPLE = 300  # pairs
_CHUNK = 4_000  # pairs
_NEUTRAL = 20.0  # happenings of each sign that stand for "nothing is known" in the balance's prior mean
LONGEST = 12
"""Most periods on each side of a comparison."""


@dataclass(frozen=True)
class Fit:
    """A fitted model.

    Attributes:
        kind: balance or intensity.
        settings: those that were averaged.
        weights: of the settings; they sum to 1.
        prior: (pairs,) prior means.
        mean, var: (pairs, periods) smoothed states, mixed over the settings.
        tails: for each setting, the last periods of its filter.
    """

    kind: Kind
    settings: tuple[Setting, ...]
    weights: Array
    prior: Array
    mean: Array
    var: Array
    tails: tuple[Filtered, ...]

    def without(self, first: Array, second: Array) -> Array:
        """Return the last state of other counts under these settings and weights.

        Args:
            first: (rows, periods) counts, for example one pair's with one happening left out.
            second: (rows, periods).
        """
        prior = np.full(len(first), self.prior[0])
        total = np.zeros(len(first))
        for weight, setting in zip(self.weights, self.settings, strict=True):
            total += weight * run_filter(self.kind, first, second, prior, setting).mean[:, -1]
        return total

    def rising(self, periods: int) -> Array:
        """Return each pair's probability that its last periods exceed as many before.

        Args:
            periods: how many periods on each side, 1 to ``LONGEST``.
        """
        chance = np.zeros(len(self.prior))
        for weight, run in zip(self.weights, self.tails, strict=True):
            mean, var = contrast(run, periods)
            chance += weight * ndtr(mean / np.sqrt(np.maximum(var, 1e-12)))
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
    settings, weights = _weigh(kind, first, second, prior, days / _MONTH)
    pieces = [slice(start, start + _CHUNK) for start in range(0, len(first), _CHUNK)]

    def piece(part: slice) -> tuple[Array, Array, list[Filtered]]:
        counts = np.asfortranarray(first[part]), np.asfortranarray(second[part])
        runs = [run_filter(kind, *counts, prior[part], setting) for setting in settings]
        return (*_mix(weights, [smooth(run) for run in runs]), [run.tail(2 * LONGEST) for run in runs])

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        done = list(pool.map(piece, pieces)) if len(pieces) > 1 else [piece(pieces[0])]
    mean, var = (np.concatenate([parts[i] for parts in done]) for i in (0, 1))
    tails = [_join([parts[2][number] for parts in done]) for number in range(len(settings))]
    return Fit(kind, settings, weights, prior, mean, var, tuple(tails))


def _weigh(
    kind: Kind, first: Array, second: Array, prior: Array, share: float
) -> tuple[tuple[Setting, ...], Array]:
    """Return the settings worth keeping and their weights."""
    settings = [Setting(w * share, v, o) for v in _SPREADS for w in _DRIFTS for o in _OVERDISPERSIONS]
    some = _sample(first, second if kind == "balance" else None)
    logs = _evidence(kind, first[some], second[some], prior[some], settings)
    logs -= _FAVOUR_SLOW * np.array([setting.drift for setting in settings]) / share
    logs -= _FAVOUR_EVEN * np.array([setting.overdispersion for setting in settings])
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    keep = np.flatnonzero(weights >= _KEPT)
    return tuple(settings[i] for i in keep), weights[keep] / weights[keep].sum()


def _join(runs: Sequence[Filtered]) -> Filtered:
    return Filtered(
        np.concatenate([run.forecast_mean for run in runs]),
        np.concatenate([run.forecast_var for run in runs]),
        np.concatenate([run.mean for run in runs]),
        np.concatenate([run.var for run in runs]),
        np.concatenate([run.evidence for run in runs]),
        runs[0].setting,
    )


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


def _mix(weights: Array, states: Sequence[tuple[Array, Array]]) -> tuple[Array, Array]:
    mean, var = np.zeros_like(states[0][0]), np.zeros_like(states[0][0])
    for weight, (part, _) in zip(weights, states, strict=True):
        mean += weight * part
    for weight, (part, spread) in zip(weights, states, strict=True):
        var += weight * (spread + (part - mean) ** 2)
    return mean, var
