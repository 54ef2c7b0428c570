"""A made-up world of states for measuring the relation index: what is true is known, only reports are seen.

200 states, 19,900 pairs, 360 months. Each pair has a true log-odds of cooperation that drifts (AR(1)) and
now and then jumps, and a true rate of happenings (most pairs little, some much). Reporting grows twelvefold
over the years and has shocks of attention that multiply what is seen of a pair for some months;
counts are overdispersed (one affair yields several events, all of one sign more often than chance).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class World:
    """What is true and what is seen; arrays are (pairs, months).

    Attributes:
        balance: true log-odds of cooperation.
        cooperative, conflictual: counts seen.
        exposure: reporting effort, the same for all pairs up to attention shocks.
    """

    balance: Array
    cooperative: Array
    conflictual: Array
    exposure: Array


def make(pairs: int = 19_900, months: int = 360, events: float = 2e6, seed: int = 0) -> World:
    """Make a world.

    Args:
        pairs: number of pairs.
        months: number of months.
        events: about how many events are seen in all.
        seed: of the random numbers.
    """
    rng = np.random.default_rng(seed)
    balance = _balance(rng, pairs, months)
    volume = np.exp(rng.normal(0, 1.6, pairs))[:, None]
    growth = np.exp(np.linspace(0, np.log(12), months))[None, :]
    attention = _shocks(rng, pairs, months)
    rate = volume * growth * attention
    rate *= events / rate.sum()
    affairs = rng.poisson(rate / 1.5)  # an affair yields 1 + Poisson(0.5) events
    chance = 1 / (1 + np.exp(-balance))
    cooperative_affairs = rng.binomial(affairs, chance)
    cooperative = cooperative_affairs + rng.poisson(0.5 * cooperative_affairs)
    hostile_affairs = affairs - cooperative_affairs
    conflictual = hostile_affairs + rng.poisson(0.5 * hostile_affairs)
    return World(
        balance,
        cooperative.astype(float),
        conflictual.astype(float),
        np.broadcast_to(growth, (pairs, months)).copy(),
    )


def _balance(rng: np.random.Generator, pairs: int, months: int) -> Array:
    spread, drift = 1.2, 0.02
    rho = np.sqrt(1 - drift / spread)
    mean = rng.normal(0.3, 0.3, pairs)
    state = mean + rng.normal(0, np.sqrt(spread), pairs)
    out = np.empty((pairs, months))
    for t in range(months):
        state = mean + rho * (state - mean) + rng.normal(0, np.sqrt(drift), pairs)
        jump = rng.random(pairs) < 1 / 240  # about once in twenty years
        state = state + jump * rng.normal(0, 1.2, pairs)
        out[:, t] = state
    return out


def _shocks(rng: np.random.Generator, pairs: int, months: int) -> Array:
    out = np.ones((pairs, months))
    starts = rng.random((pairs, months)) < 1 / 120
    for pair, month in zip(*np.nonzero(starts), strict=True):
        length = int(rng.integers(2, 8))
        out[pair, month : month + length] *= rng.uniform(2, 8)
    return out
