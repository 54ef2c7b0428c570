"""Fit a model to all pairs: run the likeliest settings, smooth them, and average over them.

No single drift suits every material, so several settings are run and averaged by how well each foretold
(see :mod:`visavis.relations.settings`). Large material is fitted in chunks of pairs, by threads.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from visavis.relations.dglm import Filtered, Kind, Setting, contrast, run_each, smooth
from visavis.relations.settings import MONTH, choose
from visavis.relations.special import Array

_CHUNK = 4_000  # pairs
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

    def update(self, first: Array, second: Array) -> Fit:
        """Return the fit after one more period, its history cut to the last ``2 * LONGEST`` periods.

        Args:
            first: (pairs,) counts of the new period.
            second: (pairs,) counts, or exposure > 0.
        """
        tails = tuple(
            run.extend(self.kind, first, second, self.prior).tail(2 * LONGEST) for run in self.tails
        )
        mean, var = _mix(self.weights, [smooth(run) for run in tails])
        return Fit(self.kind, self.settings, self.weights, self.prior, mean, var, tails)

    def known(self) -> tuple[Array, Array]:
        """Return means and variances of the last periods as they were known in each, not smoothed."""
        return _mix(self.weights, [(run.mean, run.var) for run in self.tails])

    def without(self, first: Array, second: Array, periods: int = 0) -> tuple[Array, Array]:
        """Return the last state of other counts under these settings and weights, and the chance of a rise.

        Args:
            first: (rows, periods) counts, for example one pair's with one happening left out.
            second: (rows, periods).
            periods: how many periods on each side of the comparison; 0 asks for none (0.5 for all).
        """
        chance = np.zeros(len(first)) if periods else np.full(len(first), 0.5)
        prior = np.full(len(first), self.prior[0])
        total = np.zeros(len(first))
        runs = run_each(self.kind, first, second, prior, self.settings)
        for weight, run in zip(self.weights, runs, strict=True):
            total += weight * run.mean[:, -1]
            if periods:
                mean, var = contrast(run, periods)
                chance += weight * ndtr(mean / np.sqrt(np.maximum(var, 1e-12)))
        return total, chance

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


def fit(kind: Kind, first: Array, second: Array, *, days: float = MONTH) -> Fit:
    """Fit the balance or the intensity of all pairs.

    Args:
        kind: see :func:`visavis.relations.dglm.run_filter`.
        first: (pairs, periods) counts.
        second: (pairs, periods) counts, or exposure > 0.
        days: length of a period; shorter periods drift less.
    """
    choice = choose(kind, first, second, days)
    settings, weights = choice.settings, choice.weights
    prior = np.full(len(first), choice.prior)
    pieces = [slice(start, start + _CHUNK) for start in range(0, len(first), _CHUNK)]

    def piece(part: slice) -> tuple[Array, Array, list[Filtered]]:
        """Return the mean and variance of some pairs, and the end of each run."""
        counts = np.asfortranarray(first[part]), np.asfortranarray(second[part])
        runs = list(run_each(kind, *counts, prior[part], settings))
        return (*_mix(weights, [smooth(run) for run in runs]), [run.tail(2 * LONGEST) for run in runs])

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        done = list(pool.map(piece, pieces)) if len(pieces) > 1 else [piece(pieces[0])]
    mean, var = (np.concatenate([parts[i] for parts in done]) for i in (0, 1))
    tails = [_join([parts[2][number] for parts in done]) for number in range(len(settings))]
    return Fit(kind, settings, weights, prior, mean, var, tuple(tails))


def _join(runs: Sequence[Filtered]) -> Filtered:
    return Filtered(
        np.concatenate([run.forecast_mean for run in runs]),
        np.concatenate([run.forecast_var for run in runs]),
        np.concatenate([run.mean for run in runs]),
        np.concatenate([run.var for run in runs]),
        runs[0].setting,
    )


def _mix(weights: Array, states: Sequence[tuple[Array, Array]]) -> tuple[Array, Array]:
    mean, var = np.zeros_like(states[0][0]), np.zeros_like(states[0][0])
    for weight, (part, _) in zip(weights, states, strict=True):
        mean += weight * part
    for weight, (part, spread) in zip(weights, states, strict=True):
        var += weight * (spread + (part - mean) ** 2)
    return mean, var
