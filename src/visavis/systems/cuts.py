"""Cutting planes: cycles of which at least one edge must be violated.

Strong balance (two factions): every cycle with an odd number of negative edges. Weak balance (any number of
blocs): every cycle with exactly one negative edge. A fractional solution is cut off by the shortest such
cycle under the current values, found by Dijkstra's algorithm; for two factions on the doubled graph, where a
negative edge changes sides (Barahona and Mahjoub 1986, "On the cut polytope").
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import dijkstra

from visavis.systems.budget import Budget
from visavis.systems.signed import Floats, Ints, Signed

Cut = tuple[int, ...]
_TINY = 1e-6
_MOST, _SHARE = 400, 20  # cuts added at once, or one for so many edges
_AT_ONCE = 2_000_000  # distances held in memory


@dataclass(frozen=True)
class Separation:
    """Violated cycles, as sorted edge numbers; and whether all were looked for (else there may be more)."""

    cuts: set[Cut]
    complete: bool


def strong_cuts(network: Signed, values: Floats, budget: Budget, turn: int = 0) -> Separation:
    """Look for violated cycles with an odd number of negative edges.

    Args:
        network: the signed network.
        values: (edges,) current values, 0 to 1.
        budget: looked at between the pieces of a large network.
        turn: number of the round, so that each begins at other nodes of a large network.
    """
    size = len(network.names)
    a, b = network.ends[:, 0], network.ends[:, 1]
    lengths = np.maximum(values, 0) + _TINY
    across = np.where(network.positive, b, b + size)
    across_twin = np.where(network.positive, b + size, b)
    doubled = _symmetric(np.r_[a, a + size], np.r_[across, across_twin], np.r_[lengths, lengths], 2 * size)
    numbers = network.number_of()
    cuts: set[Cut] = set()
    for sources in _pieces(size, 2 * size, turn):
        if budget.spent or (cuts and len(cuts) >= _most(network)):
            return Separation(cuts, False)
        distance, before = dijkstra(doubled, indices=sources, return_predecessors=True, limit=1.0)
        twins = distance[np.arange(len(sources)), sources + size]
        for place in np.argsort(twins, kind="stable"):
            if twins[place] >= 1 - 1e-4 or len(cuts) >= _most(network):
                break
            node = int(sources[place])
            cut = _odd_edges(_walk(before[place], node + size, node), numbers, size)
            if cut and (network.weights[list(cut)] < 0).sum() % 2:
                cuts.add(cut)
    return Separation(cuts, True)


def weak_cuts(network: Signed, values: Floats, budget: Budget, turn: int = 0) -> Separation:
    """Look for violated cycles with exactly one negative edge; arguments as in ``strong_cuts``."""
    size = len(network.names)
    inside = np.flatnonzero(network.positive)
    ends = network.ends[inside]
    graph = _symmetric(ends[:, 0], ends[:, 1], np.maximum(values[inside], 0) + _TINY, size)
    numbers = network.number_of()
    outside = np.flatnonzero(~network.positive)
    cuts: set[Cut] = set()
    for sources in _pieces(size, size, turn):
        if budget.spent or (cuts and len(cuts) >= _most(network)):
            return Separation(cuts, False)
        distance, before = dijkstra(graph, indices=sources, return_predecessors=True, limit=1.0)
        place = np.full(size, -1)
        place[sources] = np.arange(len(sources))
        mine = outside[place[network.ends[outside, 0]] >= 0]
        a, b = place[network.ends[mine, 0]], network.ends[mine, 1]
        short = distance[a, b] + np.maximum(values[mine], 0) < 1 - 1e-4
        for number, row, last in zip(mine[short], a[short], b[short], strict=True):
            if len(cuts) >= _most(network):
                break
            path = _walk(before[row], int(last), int(sources[row]))
            edges = [numbers[_key(i, j)] for i, j in pairwise(path)]
            cuts.add(tuple(sorted([int(number), *edges])))
    return Separation(cuts, True)


def cut_matrix(cuts: list[Cut], columns: int) -> sp.csr_matrix:
    """Return the 0/1 matrix of cuts over edges."""
    lengths = [len(cut) for cut in cuts]
    rows = np.repeat(np.arange(len(cuts)), lengths)
    cols = np.array([edge for cut in cuts for edge in cut], dtype=np.int64)
    return sp.csr_matrix((np.ones(len(cols)), (rows, cols)), shape=(len(cuts), columns))


def _most(network: Signed) -> int:
    return max(_MOST, len(network.ends) // _SHARE)


def _pieces(size: int, width: int, turn: int) -> list[Ints]:
    """Return all nodes in pieces whose distances fit into memory, another piece first in each turn."""
    step = max(1, _AT_ONCE // max(1, width))
    pieces = [np.arange(start, min(start + step, size)) for start in range(0, size, step)]
    first = turn % len(pieces) if pieces else 0
    return pieces[first:] + pieces[:first]


def _symmetric(a: Ints, b: Ints, lengths: Floats, size: int) -> sp.csr_matrix:
    half = sp.csr_matrix((lengths, (a, b)), shape=(size, size))
    return half.maximum(half.T).tocsr()


def _key(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)


def _walk(before: Ints, last: int, first: int) -> list[int]:
    path = [last]
    while path[-1] != first:
        path.append(int(before[path[-1]]))
    return path


def _odd_edges(path: list[int], numbers: dict[tuple[int, int], int], size: int) -> Cut:
    times: dict[int, int] = {}
    for i, j in pairwise(path):
        number = numbers[_key(i % size, j % size)]
        times[number] = times.get(number, 0) + 1
    return tuple(sorted(number for number, count in times.items() if count % 2))
