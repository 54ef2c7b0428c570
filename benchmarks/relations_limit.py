"""How well could any index tell large rises from large falls in the made-up world?

    python benchmarks/relations_limit.py [--seed 0]

An observer who knows how the world was made (drift, spread, how often and how far it jumps, how an affair
yields events) reckons the exact posterior of each pair's log-odds on a grid, forwards through all months
(a hidden Markov model), draws paths of the last two years from it backwards, and ranks the pairs by the
probability of a rise. Only each pair's mean rate of affairs is taken from its counts. An index that knows
less can rank better by chance only. Prints JSON: for all large changes, and from so many events in the two
years on, how many they are, the observer's AUC, and that of visavis.
"""

from __future__ import annotations

import argparse
import json

import numpy as np
from numpy.typing import NDArray
from relations_world import World, make
from scipy.special import gammaln
from scipy.stats import norm

from relations import _auc
from visavis.relations.fit import fit

Array = NDArray[np.float64]
_GRID = np.linspace(-6, 6, 97)
_SPREAD, _DRIFT, _JUMP, _OFTEN = 1.2, 0.02, 1.2, 1 / 240  # as relations_world makes them
_MEANS, _SHARES = 0.3 + 0.3 * np.array([-1.22, 0.0, 1.22]), (0.3, 0.4, 0.3)  # three points of their normal
_YEAR = 12
_DRAWS = 400


def main() -> None:
    """Make the world, rank its large changes with all knowledge and with ours, print both."""
    options = argparse.ArgumentParser()
    options.add_argument("--seed", type=int, default=0)
    world = make(seed=options.parse_args().seed)
    change = world.balance[:, -_YEAR:].mean(axis=1) - world.balance[:, -2 * _YEAR : -_YEAR].mean(axis=1)
    large = np.flatnonzero(abs(change) >= 1)
    rises = change[large] > 0
    knowing = observer(world, large)
    ours = fit("balance", world.cooperative, world.conflictual).rising(_YEAR)[large]
    recent = (world.cooperative + world.conflictual)[large, -2 * _YEAR :].sum(axis=1)
    rows = {}
    for least in (0, 1, 3, 5, 8, 12):
        chosen = recent >= least
        rows[str(least)] = [
            int(chosen.sum()),
            _auc(knowing[chosen], rises[chosen]),
            _auc(ours[chosen], rises[chosen]),
        ]
    print(json.dumps({"from_events_on: number, observer, visavis": rows}, indent=1))


def observer(world: World, chosen: NDArray[np.int64]) -> Array:
    """Return the probability of a rise of some pairs' last year over the one before, with all knowledge."""
    up, down = world.cooperative[chosen], world.conflictual[chosen]
    growth = world.exposure[chosen]
    total = up + down
    rate = total.sum(axis=1, keepdims=True) / growth.sum(axis=1, keepdims=True) * growth / 1.5
    rate = np.maximum(np.maximum(rate, total / 1.5), 0.02)
    told = [_likelihood(up[:, t], down[:, t], rate[:, t]) for t in range(up.shape[1])]
    rng = np.random.default_rng(0)
    evidence, rising = [], []
    for mean, share in zip(_MEANS, _SHARES, strict=True):
        moves = _moves(mean)
        state = np.tile(norm.pdf(_GRID, mean, np.sqrt(_SPREAD * 1.6)), (len(chosen), 1))
        state /= state.sum(axis=1, keepdims=True)
        log, kept = np.full(len(chosen), np.log(share)), []
        for seen in told:
            state = (state @ moves) * seen
            sums = state.sum(axis=1, keepdims=True)
            log += np.log(sums[:, 0])
            state = state / sums
            kept.append(state)
        evidence.append(log)
        rising.append(_rising(kept[-2 * _YEAR :], moves, rng))
    weights = np.exp(np.array(evidence) - np.max(evidence, axis=0))
    chance: Array = (weights * np.array(rising)).sum(axis=0) / weights.sum(axis=0)
    return chance


def _moves(mean: float) -> Array:
    """Return how the state moves in a month: drift, and now and then a jump."""
    ahead = (mean + np.sqrt(1 - _DRIFT / _SPREAD) * (_GRID - mean))[:, None]
    steps = [norm.pdf(_GRID[None], ahead, np.sqrt(var)) for var in (_DRIFT, _DRIFT + _JUMP**2)]
    drift, jump = (step / step.sum(axis=1, keepdims=True) for step in steps)
    moves: Array = (1 - _OFTEN) * drift + _OFTEN * jump
    return moves


def _likelihood(up: Array, down: Array, rate: Array) -> Array:
    """Return how likely a month's counts are in each state: k affairs yield k + Poisson(k / 2) events."""
    share = 1 / (1 + np.exp(-_GRID))
    out = np.zeros((len(up), len(_GRID)))
    for counts, part in ((up, share), (down, 1 - share)):
        log = np.full(out.shape, -np.inf)
        for k in range(int(counts.max()) + 1):
            able = counts >= k if k else counts == 0
            rest = counts[able] - k
            yields = rest * np.log(0.5 * k) - 0.5 * k - gammaln(rest + 1) if k else np.zeros(int(able.sum()))
            affairs = k * np.log(rate[able, None] * part[None]) - gammaln(k + 1)
            log[able] = np.logaddexp(log[able], yields[:, None] + affairs)
        out += log - rate[:, None] * part[None]
    likely: Array = np.exp(out - out.max(axis=1, keepdims=True))
    return likely


def _rising(kept: list[Array], moves: Array, rng: np.random.Generator) -> Array:
    """Return the share of paths, drawn backwards, whose last year lies above the one before."""
    rises = np.zeros(len(kept[0]))
    for _ in range(_DRAWS):
        at = _draw(kept[-1], rng)
        path = [_GRID[at]]
        for state in kept[-2::-1]:
            at = _draw(state * moves[:, at].T, rng)
            path.append(_GRID[at])
        rises += np.mean(path[:_YEAR], axis=0) > np.mean(path[_YEAR:], axis=0)
    return rises / _DRAWS


def _draw(weights: Array, rng: np.random.Generator) -> NDArray[np.int64]:
    sums = weights.cumsum(axis=1)
    at: NDArray[np.int64] = (rng.random(len(sums))[:, None] * sums[:, -1:] > sums).sum(axis=1)
    return np.minimum(at, len(_GRID) - 1)


if __name__ == "__main__":
    main()
