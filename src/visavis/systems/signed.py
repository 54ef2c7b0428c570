"""A signed, weighted network as arrays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from visavis.errors import TableError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Signed:
    """A signed network.

    Attributes:
        names: nodes in alphabetical order.
        ends: (edges, 2) indices of nodes, the smaller first; in ascending order.
        weights: (edges,) not 0; the sign is the relation, the size what violating it costs.
    """

    names: tuple[str, ...]
    ends: Ints
    weights: Floats

    @property
    def positive(self) -> NDArray[np.bool_]:
        """Which edges are positive."""
        mask: NDArray[np.bool_] = self.weights > 0
        return mask

    @property
    def costs(self) -> Floats:
        """What violating each edge costs."""
        return np.abs(self.weights)

    def adjacency(self, *, signs_only: bool = False) -> sp.csr_matrix:
        """Return the symmetric matrix of weights (or of signs)."""
        values = np.sign(self.weights) if signs_only else self.weights
        a, b = self.ends[:, 0], self.ends[:, 1]
        size = len(self.names)
        return sp.csr_matrix((np.r_[values, values], (np.r_[a, b], np.r_[b, a])), shape=(size, size))

    def numbers(self, a: Ints, b: Ints) -> Ints:
        """Return the numbers of the edges between nodes a and b, -1 where there is none."""
        size = len(self.names)
        keys = self.ends[:, 0] * size + self.ends[:, 1]
        wanted = np.minimum(a, b) * size + np.maximum(a, b)
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        found: Ints = np.where(keys[at] == wanted, at, -1)
        return found

    def number_of(self) -> dict[tuple[int, int], int]:
        """Return the number of each edge by its ends, the smaller first."""
        return {(a, b): number for number, (a, b) in enumerate(self.ends.tolist())}

    def cost(self, side: NDArray[np.int64]) -> float:
        """Return the total weight of edges that a partition violates.

        Args:
            side: (nodes,) label of each node's group; positive ties should lie inside, negative between.
        """
        same = side[self.ends[:, 0]] == side[self.ends[:, 1]]
        return float(self.costs[same != self.positive].sum())


def signed(edges: Iterable[tuple[str, str, float]]) -> Signed:
    """Make a network from ties.

    Args:
        edges: (a, b, weight); a weight of 0 is no tie.

    Raises:
        TableError: a node is tied to itself, or a pair comes twice with different weights.
    """
    ties: dict[tuple[str, str], float] = {}
    for a, b, weight in edges:
        if a == b:
            raise TableError("a state is tied to itself", f"edge {a},{b}", "Remove the row")
        key = (min(a, b), max(a, b))
        if key in ties and ties[key] != weight:
            raise TableError(
                f"the pair comes twice, with weights {ties[key]:g} and {weight:g}",
                f"edge {a},{b}",
                "Keep one",
            )
        if not isfinite(weight):
            raise TableError(f"weight {weight} is no number", f"edge {a},{b}", "Give a number")
        if weight:
            ties[key] = float(weight)
    names = tuple(sorted({name for key in ties for name in key}))
    place = {name: i for i, name in enumerate(names)}
    ends = np.array([[place[a], place[b]] for a, b in sorted(ties)], dtype=np.int64).reshape(-1, 2)
    weights = np.array([ties[key] for key in sorted(ties)], dtype=float)
    return Signed(names, ends, weights)
