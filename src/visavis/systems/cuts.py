"""Cutting planes: cycles of which at least one edge must be violated.

Strong balance (two factions): every cycle with an odd number of negative edges. Weak balance (any number of
blocs): every cycle with exactly one negative edge. A fractional solution is cut off by the shortest such
cycle under the current values, found by Dijkstra's algorithm; for two factions on the doubled graph, where a
negative edge changes sides (Barahona and Mahjoub 1986, "On the cut polytope").
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import dijkstra

from visavis.systems.signed import Floats, Ints, Signed

Cut = tuple[int, ...]
_TINY = 1e-6
_MOST = 400


def strong_cuts(network: Signed, values: Floats) -> set[Cut]:
    """Return violated cycles with an odd number of negative edges, as sorted edge numbers."""
    size = len(network.names)
    a, b = network.ends[:, 0], network.ends[:, 1]
    lengths = np.maximum(values, 0) + _TINY
    across = np.where(network.positive, b, b + size)
    across_twin = np.where(network.positive, b + size, b)
    doubled = _symmetric(np.r_[a, a + size], np.r_[across, across_twin], np.r_[lengths, lengths], 2 * size)
    distance, before = dijkstra(doubled, indices=np.arange(size), return_predecessors=True, limit=1.0)
    twins = distance[np.arange(size), np.arange(size) + size]
    numbers = _edge_numbers(network)
    cuts: set[Cut] = set()
    for node in np.argsort(twins, kind="stable"):
        if twins[node] >= 1 - 1e-4 or len(cuts) >= _MOST:
            break
        cut = _odd_edges(_walk(before[node], int(node) + size, int(node)), numbers, size)
        if cut and np.prod(np.sign(network.weights[list(cut)])) < 0:
            cuts.add(cut)
    return cuts


def weak_cuts(network: Signed, values: Floats) -> set[Cut]:
    """Return violated cycles with exactly one negative edge, as sorted edge numbers."""
    size = len(network.names)
    inside = np.flatnonzero(network.positive)
    ends = network.ends[inside]
    lengths = np.maximum(values[inside], 0) + _TINY
    graph = _symmetric(ends[:, 0], ends[:, 1], lengths, size)
    distance, before = dijkstra(graph, return_predecessors=True, limit=1.0)
    numbers = _edge_numbers(network)
    cuts: set[Cut] = set()
    for number in np.flatnonzero(~network.positive):
        a, b = (int(x) for x in network.ends[number])
        if distance[a, b] + max(values[number], 0) < 1 - 1e-4 and len(cuts) < _MOST:
            path = _walk(before[a], b, a)
            edges = [numbers[_key(i, j)] for i, j in pairwise(path)]
            cuts.add(tuple(sorted([int(number), *edges])))
    return cuts


def triangle_cuts(network: Signed) -> Ints:
    """Return the edge numbers of all triangles, (triangles, 3)."""
    numbers = _edge_numbers(network)
    near: list[set[int]] = [set() for _ in network.names]
    for a, b in network.ends:
        near[a].add(int(b))
        near[b].add(int(a))
    found = [
        (number, numbers[_key(a, c)], numbers[_key(b, c)])
        for (a, b), number in numbers.items()
        for c in sorted(near[a] & near[b])
        if c > b
    ]
    return np.array(found, dtype=np.int64).reshape(-1, 3)


def cut_matrix(cuts: list[Cut], columns: int) -> sp.csr_matrix:
    """Return the 0/1 matrix of cuts over edges."""
    lengths = [len(cut) for cut in cuts]
    rows = np.repeat(np.arange(len(cuts)), lengths)
    cols = np.array([edge for cut in cuts for edge in cut], dtype=np.int64)
    return sp.csr_matrix((np.ones(len(cols)), (rows, cols)), shape=(len(cuts), columns))


def _symmetric(a: Ints, b: Ints, lengths: Floats, size: int) -> sp.csr_matrix:
    half = sp.csr_matrix((lengths, (a, b)), shape=(size, size))
    return half.maximum(half.T).tocsr()


def _edge_numbers(network: Signed) -> dict[tuple[int, int], int]:
    return {(int(a), int(b)): number for number, (a, b) in enumerate(network.ends)}


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
