"""Measure the relation index on a made-up world in which what is true is known.

    python benchmarks/relations.py [--pairs 19900] [--months 360] [--seed 0]

Prints one JSON object: seconds of a full fit (by the clock, and of all processors together) and of an update
by one month (both models, all pairs); coverage of the 90% intervals of the balance, in all and by fifths of
the pairs in order of volume; how far stated
probabilities of a rise are from observed ones in each tenth; and how well a rise is told from a fall where
the change was large. *Large*: the mean log-odds of the last twelve months differ from those of the twelve
before by at least 1 (the odds of cooperation change by a factor of 2.7). Beside it the same for a Goldstein
sum that decays by a tenth a month, the usual index. Most large changes befall pairs of
which next to nothing is reported in those two years, where no index can see them; so the same is given for
the pairs with so many events or more, and by number of events. ``benchmarks/relations_limit.py`` says what is
the most that any index could reach.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from relations_world import World, make
from scipy.stats import rankdata

from visavis.relations.fit import Fit, fit

Array = NDArray[np.float64]
_HALF_WIDTH = 1.6449
_LARGE, _FLAT = 1.0, 0.1
_YEAR = 12
_REPORTED = 12  # events in the two years: about one every other month
_SCORES = (3.5, -4.5)  # mean PLOVER scores of cooperative and of conflictual events
_DECAY = 0.9


def main() -> None:
    """Make the world, fit it, print the figures."""
    options = argparse.ArgumentParser()
    options.add_argument("--pairs", type=int, default=19_900)
    options.add_argument("--months", type=int, default=360)
    options.add_argument("--seed", type=int, default=0)
    chosen = options.parse_args()
    events = 2e6 * chosen.pairs * chosen.months / (19_900 * 360)
    world = make(chosen.pairs, chosen.months, events, chosen.seed)
    print(json.dumps(measure(world), indent=1))


def measure(world: World) -> dict[str, Any]:
    """Return the figures of one world."""
    total = world.cooperative + world.conflictual
    balance, speed = _fitted(world, total)
    goldstein = _goldstein(world)
    return {
        "pairs": len(total),
        "months": total.shape[1],
        "events": int(total.sum()),
        **speed,
        "settings": [
            [round(float(x), 3) for x in (s.drift, s.spread, s.overdispersion, w)]
            for s, w in zip(balance.settings, balance.weights, strict=True)
        ],
        **_coverage(world, balance, total),
        **_changes(world, balance, total, goldstein[:, -1] - goldstein[:, -1 - _YEAR]),
    }


def _fitted(world: World, total: Array) -> tuple[Fit, dict[str, float]]:
    """Fit both indices, then one month more; return the balance, and what it took."""
    before = time.process_time()
    took, (balance, intensity) = _timed(
        lambda: (
            fit("balance", world.cooperative, world.conflictual),
            fit("intensity", total, world.exposure),
        )
    )
    worked = time.process_time() - before
    update, _ = _timed(
        lambda: (
            balance.update(world.cooperative[:, -1], world.conflictual[:, -1]),
            intensity.update(total[:, -1], world.exposure[:, -1]),
        )
    )
    return balance, {
        "fit_seconds": round(took, 2),
        "fit_processor_seconds": round(worked, 2),
        "update_seconds": round(update, 3),
    }


def _coverage(world: World, balance: Fit, total: Array) -> dict[str, Any]:
    """Return how often the truth lies in the interval: over all, and by how much is reported of a pair."""
    inside = abs(world.balance - balance.mean) < _HALF_WIDTH * np.sqrt(balance.var)
    fifths = np.array_split(np.argsort(total.sum(axis=1), kind="stable"), 5)
    return {
        "coverage": round(float(inside.mean()), 4),
        "coverage_by_volume": [round(float(inside[part].mean()), 4) for part in fifths],
    }


def _changes(world: World, balance: Fit, total: Array, moved: Array) -> dict[str, Any]:
    """Return how well rises are called, by the index and by a moving mean of Goldstein scores."""
    change = _last(world.balance) - _before(world.balance)
    risen = balance.rising(_YEAR)
    flat, large = abs(change) < _FLAT, abs(change) >= _LARGE
    recent = total[:, -2 * _YEAR :].sum(axis=1)
    reported = large & (recent >= _REPORTED)
    months = balance.rising(3), _last(world.balance, 3) > _before(world.balance, 3)
    least = {f"{n}": large & (recent >= n) for n in (0, 1, 2, 3, 5, 8, 12, 20)}
    ranges = ((0, 4), (5, 19), (20, 99), (100, 10**6))
    between = {f"{low}-{high}": large & (recent >= low) & (recent <= high) for low, high in ranges}
    return {
        "rise_calibration_12": _calibration(risen, change > 0),
        "rise_calibration_3": _calibration(*months),
        "large_share": round(float(large.mean()), 4),
        "auc_large": _auc(risen[large], change[large] > 0),
        "auc_large_goldstein": _auc(moved[large], change[large] > 0),
        "auc_large_reported": _auc(risen[reported], change[reported] > 0),
        "auc_large_reported_goldstein": _auc(moved[reported], change[reported] > 0),
        "auc_large_from_events_on": {
            n: [int(chosen.sum()), *_both(risen, moved, change, chosen)] for n, chosen in least.items()
        },
        "auc_large_by_events": {
            n: [int(chosen.sum()), *_both(risen, moved, change, chosen)] for n, chosen in between.items()
        },
        "flat_called_up": round(float((risen[flat] > 0.9).mean()), 4),
        "flat_called_up_goldstein": round(float((moved[flat] > 0).mean()), 4),
    }


def _both(risen: Array, moved: Array, change: Array, chosen: NDArray[np.bool_]) -> tuple[float | None, ...]:
    return tuple(_auc(score[chosen], change[chosen] > 0) for score in (risen, moved))


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    done = work()
    return time.perf_counter() - start, done


def _last(truth: Array, months: int = _YEAR) -> Array:
    mean: Array = truth[:, -months:].mean(axis=1)
    return mean


def _before(truth: Array, months: int = _YEAR) -> Array:
    mean: Array = truth[:, -2 * months : -months].mean(axis=1)
    return mean


def _goldstein(world: World) -> Array:
    up, down = _SCORES
    sums = up * world.cooperative + down * world.conflictual
    for month in range(1, sums.shape[1]):
        sums[:, month] += _DECAY * sums[:, month - 1]
    return sums


def _calibration(stated: Array, observed: NDArray[np.bool_]) -> dict[str, Any]:
    """Return stated and observed shares by tenths of the stated, and the largest gap."""
    tenths = np.array_split(np.argsort(stated, kind="stable"), 10)
    pairs = [(float(stated[part].mean()), float(observed[part].mean())) for part in tenths]
    return {
        "largest_gap": round(max(abs(a - b) for a, b in pairs), 4),
        "tenths": [[round(a, 3), round(b, 3)] for a, b in pairs],
    }


def _auc(score: Array, positive: NDArray[np.bool_]) -> float | None:
    ups, downs = int(positive.sum()), int((~positive).sum())
    if not ups or not downs:
        return None
    ranks = rankdata(score)
    return round(float((ranks[positive].sum() - ups * (ups + 1) / 2) / (ups * downs)), 4)


if __name__ == "__main__":
    main()
