"""Triads, who stands with whom against whom, and which tie would ease most if it turned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np

from visavis.records import Alignment, Edge, Relief, Triad
from visavis.systems.budget import Budget
from visavis.systems.signed import Floats, Ints, Signed
from visavis.systems.triangles import triangles

_MOST_TRIADS = 60
_MOST_ALIGNMENTS = 200
_MOST_RELIEFS = 40
_DIGITS = 4


@dataclass(frozen=True)
class Found:
    """What was found among the triangles.

    Attributes:
        triads: those with most happenings.
        alignments: the surest.
        relief: (edges,) by how many the balanced triangles would grow if an edge turned.
        complete: whether there was time to look at all triangles.
    """

    triads: tuple[Triad, ...]
    alignments: tuple[Alignment, ...]
    relief: Ints
    complete: bool


def look(network: Signed, edges: Sequence[Edge], budget: Budget) -> Found:
    """Look at all triangles of a network.

    Args:
        network: the signed network.
        edges: its ties in the order of the network's edges.
        budget: the time for it.
    """
    positive = np.array([edge.positive for edge in edges])
    told = np.array([edge.happenings for edge in edges], dtype=np.int64)
    most, surest = _Best(_MOST_TRIADS), _Best(_MOST_ALIGNMENTS)
    relief = np.zeros(len(edges), dtype=np.int64)
    complete = True
    for piece in triangles(network):
        if budget.spent:
            complete = False
            break
        up = network.positive[piece]
        balanced = (~up).sum(axis=1) % 2 == 0
        np.add.at(relief, piece.ravel(), np.repeat(np.where(balanced, -1, 1), 3))
        most.offer(-told[piece].sum(axis=1).astype(float), piece)
        pairs = piece[up.sum(axis=1) == 1]
        if len(pairs):
            friends = np.argmax(network.positive[pairs], axis=1)
            chances = np.where(network.positive[pairs], positive[pairs], 1 - positive[pairs]).prod(axis=1)
            together = pairs[np.arange(len(pairs)), friends]
            surest.offer(-np.round(chances, _DIGITS), np.column_stack([together, pairs]))
    return Found(
        tuple(_triad(network, edges, row) for row in most.rows),
        tuple(_alignment(network, row, -key) for row, key in zip(surest.rows, surest.keys, strict=True)),
        relief,
        complete,
    )


def reliefs(network: Signed, side: Ints, triangle_relief: Ints) -> tuple[Relief, ...]:
    """Return which ties would ease most if they turned: first by frustration, then by triangles.

    Turning a tie that the split violates lowers the split's cost by the tie's weight, and no split's by more.

    Args:
        network: the signed network.
        side: the faction of each node.
        triangle_relief: (edges,) how many more triangles would be balanced.
    """
    same = side[network.ends[:, 0]] == side[network.ends[:, 1]]
    fall = np.where(same != network.positive, network.costs, 0.0)
    useful = np.flatnonzero((fall > 0) | (triangle_relief > 0))
    order = useful[np.lexsort((useful, -triangle_relief[useful], -fall[useful]))][:_MOST_RELIEFS]
    return tuple(
        Relief(
            network.names[network.ends[n, 0]],
            network.names[network.ends[n, 1]],
            float(network.weights[n]),
            round(float(fall[n]), 6),
            int(triangle_relief[n]),
        )
        for n in order
    )


@dataclass
class _Best:
    """The rows with the lowest keys, ties in ascending order of the rows."""

    most: int
    keys: Floats = field(default_factory=lambda: np.empty(0))
    rows: Ints = field(default_factory=lambda: np.empty((0, 3), dtype=np.int64))

    def offer(self, keys: Floats, rows: Ints) -> None:
        """Look at more rows."""
        if len(keys) > self.most:
            # Where many keys are equal, the first column decides beforehand, so that few rows are sorted.
            rough = keys + rows[:, 0] * 1e-12
            keep = rough <= np.partition(rough, self.most - 1)[self.most - 1]
            keys, rows = keys[keep], rows[keep]
        all_keys = np.r_[self.keys, keys]
        all_rows = np.concatenate([self.rows, rows]) if len(self.rows) else rows
        order = np.lexsort((*all_rows.T[::-1], all_keys))[: self.most]
        self.keys, self.rows = all_keys[order], all_rows[order]


def _triad(network: Signed, edges: Sequence[Edge], row: Ints) -> Triad:
    sides = [edges[int(number)] for number in row]
    signs = "".join("+" if side.weight > 0 else "-" for side in sides)
    balanced = signs.count("-") % 2 == 0
    chance = sum(
        float(np.prod([s.positive if up else 1 - s.positive for s, up in zip(sides, ups, strict=True)]))
        for ups in product((True, False), repeat=3)
        if (ups.count(False) % 2 == 0) == balanced
    )
    states = (sides[0].a, sides[0].b, sides[1].b)
    return Triad(states, signs, balanced, round(chance, _DIGITS))


def _alignment(network: Signed, row: Ints, chance: float) -> Alignment:
    a, b = (network.names[node] for node in network.ends[row[0]])
    (third,) = {network.names[node] for node in network.ends[row[1:]].ravel()} - {a, b}
    return Alignment((a, b), third, float(chance))
