"""Time the proof of the frustration index on made-up networks of the size of the world's.

    python benchmarks/system.py

Prints JSON: for each network its states and ties, the bounds, whether they were proved, and the seconds. The
networks have three camps; ties inside are positive and ties between negative, but for one tie in eight.
"""

from __future__ import annotations

import json
import time

import numpy as np

from visavis.systems.frustration import any_blocs, two_factions
from visavis.systems.signed import Signed, signed

_SIZES = ((64, 362), (110, 800), (155, 1288))
_AGAINST = 0.125


def main() -> None:
    """Make the networks, prove their indices, print the figures."""
    print(json.dumps([measure(make(states, ties)) for states, ties in _SIZES], indent=1))


def make(states: int, ties: int, seed: int = 0) -> Signed:
    """Return a network with three camps of unequal size, whose ties gather at few states."""
    rng = np.random.default_rng(seed)
    camp = rng.choice(3, states, p=(0.5, 0.35, 0.15))
    pull = 1 / np.arange(1, states + 1) ** 0.5
    chosen: set[tuple[int, int]] = set()
    while len(chosen) < ties:
        a, b = rng.choice(states, 2, replace=False, p=pull / pull.sum())
        chosen.add((int(min(a, b)), int(max(a, b))))
    return signed(
        (f"s{a:03}", f"s{b:03}", float((1 if camp[a] == camp[b] else -1) * (-1 if against else 1)))
        for (a, b), against in zip(sorted(chosen), rng.random(ties) < _AGAINST, strict=True)
    )


def measure(network: Signed) -> dict[str, object]:
    """Return one network's bounds and the seconds that they took."""
    start = time.perf_counter()
    two = two_factions(network)
    middle = time.perf_counter()
    many = any_blocs(network)
    return {
        "states": len(network.names),
        "ties": len(network.ends),
        "two_factions": [two.lower, two.upper, two.proved, round(middle - start, 2)],
        "any_blocs": [many.lower, many.upper, many.proved, round(time.perf_counter() - middle, 2)],
    }


if __name__ == "__main__":
    main()
