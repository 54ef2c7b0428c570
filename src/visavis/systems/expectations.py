"""What balance would let expect: ties that are not recorded, and how firmly the blocs stand.

Heider's four sayings (the friend of my friend is my friend, the enemy of my enemy is my friend, and their two
companions) let each third state foretell the tie between two others. They are expectations to be checked.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from visavis.coding.agreements.registry import standing
from visavis.records import Edge, Expectation
from visavis.systems.frustration import greedy_blocs
from visavis.systems.signed import signed

_MOST = 40
_DRAWS = 100
_CLEAR = 0.6  # probability of its sign from which an expected tie is named
_SUREST = 0.99
_TOO_MANY = 2_000  # ties; beyond, draws take too long


def expectations(edges: Sequence[Edge], day: str | None = None) -> tuple[Expectation, ...]:
    """Return ties that are not recorded and that third states let expect, the surest first.

    Each third state adds its log-odds, as if the third states told of the tie independently of each other.

    Args:
        edges: ties with the probability that each is positive.
        day: an ISO day on which agreements must stand.
    """
    near: dict[str, dict[str, float]] = {}
    for edge in edges:
        near.setdefault(edge.a, {})[edge.b] = edge.positive
        near.setdefault(edge.b, {})[edge.a] = edge.positive
    found = []
    for a, b in combinations(sorted(near), 2):
        third = sorted(near[a].keys() & near[b].keys())
        if b in near[a] or not third:
            continue
        odds = 0.0
        for one in third:
            balanced = near[a][one] * near[b][one] + (1 - near[a][one]) * (1 - near[b][one])
            balanced = min(max(balanced, 1 - _SUREST), _SUREST)
            odds += float(np.log(balanced / (1 - balanced)))
        positive = float(1 / (1 + np.exp(-np.clip(odds, -30, 30))))
        if max(positive, 1 - positive) >= _CLEAR:
            found.append(Expectation(a, b, round(positive, 4), tuple(third), _despite(a, b, positive, day)))
    found.sort(key=lambda e: (-abs(e.positive - 0.5), e.a, e.b))
    return tuple(found[:_MOST])


def _despite(a: str, b: str, positive: float, day: str | None) -> str | None:
    if positive > 0.5:
        return None
    return next((treaty.name for treaty in standing(a, b, day) if "defense" in treaty.obligations), None)


def stability(edges: Sequence[Edge], blocs: Sequence[Sequence[str]]) -> tuple[float, ...]:
    """Return for each bloc how often two of its members stay together when signs are drawn anew.

    Args:
        edges: ties with the probability that each is positive.
        blocs: groups of states.

    Returns:
        A share from 0 to 1 for each bloc, 1 for a bloc of one state; nothing for thousands of ties.
    """
    names = sorted({name for edge in edges for name in (edge.a, edge.b)})
    if not names or len(edges) > _TOO_MANY:
        return ()
    rng = np.random.default_rng(0)
    place = {name: i for i, name in enumerate(names)}
    together = np.zeros((len(names), len(names)))
    chances = np.array([edge.positive for edge in edges])
    for draw in rng.random((_DRAWS, len(edges))):
        drawn = signed(
            (e.a, e.b, abs(e.weight) if up else -abs(e.weight))
            for e, up in zip(edges, draw < chances, strict=True)
        )
        side = greedy_blocs(drawn)  # all names are tied, so that they come in the same order
        together += side[:, None] == side[None, :]
    shares = []
    for bloc in blocs:
        pairs = [together[place[a], place[b]] for a, b in combinations(bloc, 2)]
        shares.append(round(float(np.mean(pairs)) / _DRAWS, 4) if pairs else 1.0)
    return tuple(shares)
