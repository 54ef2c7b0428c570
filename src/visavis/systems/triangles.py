"""All triangles of a network, in pieces that fit into memory.

Each tie is turned from the state with fewer ties to the one with more, so that no state has more than
sqrt(2 m) outgoing ones, and every two outgoing ties of a state are looked at once: m * sqrt(m) steps at most
(Chiba and Nishizeki 1985, "Arboricity and subgraph listing algorithms").
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from visavis.systems.signed import Floats, Ints, Signed

_PIECE = 1_000_000  # pairs of ties looked at at once
_CLOSE = 1e-9


def triangles(network: Signed) -> Iterator[Ints]:
    """Yield the edge numbers of all triangles, (some, 3): of (a, b), (a, c) and (b, c) with a < b < c."""
    size = len(network.names)
    degree = np.bincount(network.ends.ravel(), minlength=size)
    rank = np.argsort(np.argsort(degree, kind="stable"), kind="stable")
    turned = rank[network.ends[:, 0]] > rank[network.ends[:, 1]]
    start = np.where(turned, network.ends[:, 1], network.ends[:, 0])
    end = np.where(turned, network.ends[:, 0], network.ends[:, 1])
    order = np.argsort(start, kind="stable")
    start, end = start[order], end[order]
    after = np.searchsorted(start, start, side="right") - np.arange(len(start)) - 1
    total = np.r_[0, np.cumsum(after)]
    first = 0
    while first < len(start):
        last = max(first + 1, int(np.searchsorted(total, total[first] + _PIECE, side="right")) - 1)
        one = np.repeat(np.arange(first, last), after[first:last])
        other = one + 1 + np.arange(len(one)) - (total[one] - total[first])
        third = network.numbers(end[one], end[other])
        closed = third >= 0
        found = np.stack([order[one[closed]], order[other[closed]], third[closed]], axis=1)
        if len(found):
            yield np.sort(found, axis=1)
        first = last


def packing(network: Signed, cycles: Ints, left: Floats | None = None) -> float:
    """Return a lower bound of the frustration: weights taken from cycles that each must have a violated edge.

    No two cycles take the same weight of an edge, so that any partition pays for each of them apart.

    Args:
        network: the signed network.
        cycles: (cycles, edges) edge numbers.
        left: (edges,) what may be taken of each edge; is changed; the edges' weights when None.
    """
    left = network.costs.copy() if left is None else left
    alive = np.random.default_rng(0).permutation(cycles)
    total = 0.0
    while len(alive):
        places = np.arange(len(alive))
        first = np.full(len(left), len(alive))
        np.minimum.at(first, alive.ravel(), np.repeat(places, alive.shape[1]))
        chosen = alive[(first[alive] == places[:, None]).all(axis=1)]
        taken = left[chosen].min(axis=1)
        left[chosen] -= taken[:, None]
        total += float(taken.sum())
        alive = alive[(left[alive] > _CLOSE).all(axis=1)]
    return total
