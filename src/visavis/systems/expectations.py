"""What balance would let expect, and whether it has come true before.

Heider's four sayings (the friend of my friend is my friend, the enemy of my enemy is my friend, and their two
companions) let each third state foretell the tie between two others. They are expectations to be checked:
:func:`expectations` names ties that are not recorded, :func:`rules` tries the sayings on earlier periods.
Heider (1946), "Attitudes and cognitive organization"; tried on states by Maoz, Terris, Kuperman and Talmud
(2007), "What is the enemy of my enemy?".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import scipy.sparse as sp

from visavis.coding.agreements.registry import standing
from visavis.records import Edge, Estimate, Expectation, Rule
from visavis.systems.budget import Budget
from visavis.systems.signed import Floats, Signed

_MOST = 40
_CLEAR = 0.6  # probability of its sign from which an expected tie is named
_SUREST = 0.99
_HALF_WIDTH = 1.6449
_FEW = 0.5  # added to every count, so that none is 0 (Haldane 1956)
_SAYINGS = {
    (1, 1): "the friend of my friend is my friend",
    (1, -1): "the enemy of my friend is my enemy",
    (-1, 1): "the friend of my enemy is my enemy",
    (-1, -1): "the enemy of my enemy is my friend",
}


def expectations(
    network: Signed, positive: Floats, day: str | None, budget: Budget
) -> tuple[tuple[Expectation, ...], bool]:
    """Return ties that are not recorded and that third states let expect, the surest first.

    Each third state adds its log-odds, as if the third states told of the tie independently of each other.

    Args:
        network: the signed network.
        positive: (edges,) probability that each tie is above 0.
        day: an ISO day on which agreements must stand.
        budget: the time for it.

    Returns:
        The expectations, and whether there was time to look at all states.
    """
    size = len(network.names)
    a, b = network.ends[:, 0], network.ends[:, 1]
    lean: Floats = 2 * positive - 1 + 1e-12  # never a stored 0
    matrix = sp.csr_matrix((np.r_[lean, lean], (np.r_[a, b], np.r_[b, a])), shape=(size, size))
    found: list[tuple[float, int, int]] = []
    for node in range(size):
        if budget.spent:
            return _named(network, matrix, found, day), False
        odds = _odds(matrix, node)
        odds[: node + 1] = 0.0
        odds[matrix.indices[matrix.indptr[node] : matrix.indptr[node + 1]]] = 0.0
        clear = np.flatnonzero(np.abs(odds) >= np.log(_CLEAR / (1 - _CLEAR)))
        found += [(float(odds[other]), node, int(other)) for other in clear]
        if len(found) > 50 * _MOST:
            found = _surest(found)
    return _named(network, matrix, found, day), True


def _surest(found: list[tuple[float, int, int]]) -> list[tuple[float, int, int]]:
    return sorted(found, key=lambda x: (-round(abs(x[0]), 9), x[1], x[2]))[:_MOST]


def _odds(matrix: sp.csr_matrix, node: int) -> Floats:
    """Return the log-odds that a node's tie to each other one is above 0, by all third nodes."""
    row = slice(matrix.indptr[node], matrix.indptr[node + 1])
    thirds, first = matrix.indices[row], matrix.data[row]
    around = matrix[thirds]
    balanced = (1 + np.repeat(first, np.diff(around.indptr)) * around.data) / 2
    balanced = np.clip(balanced, 1 - _SUREST, _SUREST)
    told: Floats = np.log(balanced / (1 - balanced))
    return np.bincount(around.indices, weights=told, minlength=matrix.shape[0]).astype(np.float64)


def _named(
    network: Signed, matrix: sp.csr_matrix, found: list[tuple[float, int, int]], day: str | None
) -> tuple[Expectation, ...]:
    out = []
    for odds, a, b in _surest(found):
        near = [set(matrix.indices[matrix.indptr[n] : matrix.indptr[n + 1]].tolist()) for n in (a, b)]
        through = tuple(network.names[n] for n in sorted(near[0] & near[1]))
        chance = round(float(1 / (1 + np.exp(-np.clip(odds, -30, 30)))), 4)
        names = network.names[a], network.names[b]
        out.append(Expectation(*names, chance, through, _despite(*names, chance, day)))
    return tuple(out)


def _despite(a: str, b: str, positive: float, day: str | None) -> str | None:
    if positive > 0.5:
        return None
    return next((treaty.name for treaty in standing(a, b, day) if "defense" in treaty.obligations), None)


# ---------------------------------------------------------------- tried on earlier periods


@dataclass
class _Tally:
    """How often a saying came true, and how often the sign it foretells was there anyway."""

    holds: float = 0.0
    fails: float = 0.0
    turned_holds: float = 0.0
    turned_fails: float = 0.0
    of_sign: float = 0.0
    of_other: float = 0.0
    turned_of_sign: float = 0.0
    turned_of_other: float = 0.0


def rules(periods: Sequence[Sequence[Edge]]) -> tuple[Rule, ...]:
    """Return how the four sayings fared: two ties of a period, and the third of the next.

    Only ties of which something new was heard in the later period are tried, and each pair of states counts
    once in all, however often it was tried.

    Args:
        periods: the ties of periods in order of time.
    """
    tallies = {saying: _Tally() for saying in _SAYINGS}
    trials: list[tuple[Edge, dict[str, dict[str, int]]]] = []
    tried = set()
    for number, (before, after) in enumerate(pairwise(periods)):
        near: dict[str, dict[str, int]] = {}
        for edge in before:
            sign = 1 if edge.weight > 0 else -1
            near.setdefault(edge.a, {})[edge.b] = sign
            near.setdefault(edge.b, {})[edge.a] = sign
        told = {(edge.a, edge.b): edge.happenings for edge in before}
        for edge in after:
            if edge.happenings > told.get((edge.a, edge.b), 0):
                trials.append((edge, near))
                if near.get(edge.a, {}).keys() & near.get(edge.b, {}).keys():
                    tried.add(number)
    times = Counter((edge.a, edge.b) for edge, _ in trials)
    for edge, near in trials:
        _try(edge, near, tallies, 1 / times[edge.a, edge.b])
    return tuple(
        Rule(
            _SAYINGS[saying],
            round(tally.holds, 2),
            round(tally.fails, 2),
            len(tried),
            _ratio(tally.holds, tally.fails, tally.of_sign, tally.of_other),
            _ratio(tally.turned_holds, tally.turned_fails, tally.turned_of_sign, tally.turned_of_other)
            if tally.turned_holds + tally.turned_fails
            else None,
        )
        for saying, tally in tallies.items()
        if tally.holds + tally.fails
    )


def _try(
    edge: Edge, near: dict[str, dict[str, int]], tallies: dict[tuple[int, int], _Tally], share: float
) -> None:
    """Put one tie of a later period to what third states foretold; ``share`` is what it counts."""
    sign = 1 if edge.weight > 0 else -1
    a, b = near.get(edge.a, {}), near.get(edge.b, {})
    turned = a.get(edge.b) != sign
    for saying, tally in tallies.items():
        foretold = saying[0] * saying[1] == sign
        tally.of_sign += share * foretold
        tally.of_other += share * (not foretold)
        tally.turned_of_sign += share * (foretold and turned)
        tally.turned_of_other += share * (not foretold and turned)
    thirds = sorted(a.keys() & b.keys())
    for third in thirds:
        # Each side sees the third with its own eyes: "my friend's enemy" here is "my enemy's friend" there.
        for mine, theirs in ((a[third], b[third]), (b[third], a[third])):
            tally, part = tallies[mine, theirs], share * 0.5 / len(thirds)
            held = mine * theirs == sign
            tally.holds += part * held
            tally.fails += part * (not held)
            tally.turned_holds += part * held * turned
            tally.turned_fails += part * (not held) * turned


def _ratio(holds: float, fails: float, of_sign: float, of_other: float) -> Estimate:
    """Return the ratio of two odds with its 90% interval (Woolf 1955)."""
    cells = np.array([holds, fails, of_sign, of_other]) + _FEW
    middle = float(np.log(cells[0] * cells[3] / (cells[1] * cells[2])))
    half = _HALF_WIDTH * float(np.sqrt((1 / cells).sum()))
    mean, low, high = (round(float(np.exp(x)), 3) for x in (middle, middle - half, middle + half))
    return Estimate(mean, low, high)
