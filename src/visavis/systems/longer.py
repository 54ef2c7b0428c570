"""A bound from below by cycles longer than triangles, for networks too sparse to have many.

A breadth-first tree gives every other edge one cycle, and a short one. Those that must have a violated edge
are taken greedily, the shortest first, each with the least of what is left of its edges' weights; then the
next tree is grown over what is left. No two cycles pay with the same weight, so that any partition pays for
each of them apart (the packing of cycles of Aref, Mason and Wilson 2018, without its optimality).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import breadth_first_order

from visavis.systems.budget import Budget
from visavis.systems.signed import Floats, Ints, Signed

_CLOSE = 1e-9
_TREES = 400
_WORTH = 0.002  # of what is packed so far: a tree that adds less is the last
_PATIENCE = 3


def longer_cycles(network: Signed, left: Floats, budget: Budget, *, one_negative: bool) -> float:
    """Return what cycles that must have a violated edge add to the bound.

    Args:
        network: the signed network.
        left: (edges,) what earlier cycles left of each edge's weight; is changed.
        budget: time for it.
        one_negative: cycles with exactly one negative edge (any number of blocs), else with an odd number.
    """
    rng = np.random.default_rng(0)
    total, poor = 0.0, 0
    for _ in range(_TREES):
        if budget.spent or poor >= _PATIENCE:
            break
        alive = left > _CLOSE
        branches = np.flatnonzero(alive & network.positive if one_negative else alive)
        if not len(branches):
            break
        root = int(network.ends[rng.choice(branches), 0])
        tree = _grow(network, branches, root)
        taken = _take(network, tree, left, one_negative)
        total += taken
        poor = poor + 1 if taken <= _WORTH * total else 0
    return total


@dataclass(frozen=True)
class _Tree:
    """Of each node: its parent and the edge to it (-1 at the root and outside), depth (-1 outside), side."""

    parent: list[int]
    edge: list[int]
    depth: list[int]
    side: list[int]


def _grow(network: Signed, branches: Ints, root: int) -> _Tree:
    size = len(network.names)
    a, b = network.ends[branches, 0], network.ends[branches, 1]
    ones = np.ones(len(branches), dtype=np.int8)
    graph = sp.csr_matrix((ones, (a, b)), shape=(size, size))
    order, before = breadth_first_order(graph, root, directed=False)
    found = order[1:].astype(np.int64)
    up = np.full(size, -1, dtype=np.int64)
    up[found] = before[found]
    edge = np.full(size, -1, dtype=np.int64)
    edge[found] = network.numbers(up[found], found)
    parent, turns = up.tolist(), (~network.positive)[edge].tolist()
    depth, side = [-1] * size, [0] * size
    depth[root] = 0
    for node in found.tolist():
        depth[node] = depth[parent[node]] + 1
        side[node] = side[parent[node]] ^ turns[node]
    return _Tree(parent, edge.tolist(), depth, side)


def _take(network: Signed, tree: _Tree, left: Floats, one_negative: bool) -> float:
    """Take weights from the tree's cycles, the shortest first; return how much."""
    depth, side = np.array(tree.depth), np.array(tree.side)
    a, b = network.ends[:, 0], network.ends[:, 1]
    odd = ~network.positive if one_negative else (side[a] ^ side[b]) != ~network.positive
    tied = np.zeros(len(left), dtype=bool)
    tied[[number for number in tree.edge if number >= 0]] = True
    wanted = np.flatnonzero((left > _CLOSE) & odd & ~tied & (depth[a] >= 0) & (depth[b] >= 0))
    ends = zip(a[wanted].tolist(), b[wanted].tolist(), strict=True)
    cycles = sorted(
        ([number, *_path(tree, i, j)] for number, (i, j) in zip(wanted.tolist(), ends, strict=True)),
        key=lambda cycle: (len(cycle), cycle),
    )
    total, rest = 0.0, left.tolist()
    for cycle in cycles:
        least = min(rest[number] for number in cycle)
        if least > _CLOSE:
            for number in cycle:
                rest[number] -= least
            total += least
    left[:] = rest
    return total


def _path(tree: _Tree, a: int, b: int) -> list[int]:
    """Return the edges of the tree between two nodes."""
    edges = []
    while a != b:
        if tree.depth[a] < tree.depth[b]:
            a, b = b, a
        edges.append(tree.edge[a])
        a = tree.parent[a]
    return edges
