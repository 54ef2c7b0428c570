"""The frustration index, exactly: the least weight of ties that no partition can satisfy.

Annealing (two factions) or blocs improved node by node (any number) bound it from above. From below, first
cycles that share no weight of a tie (triangles, then longer ones), then a linear programme over cycle cuts;
where the bounds do not meet, HiGHS closes the gap by branch and bound over the same cuts. When time runs out
the answer is the interval. After Aref, Mason and Wilson (2018), "Computing the line index of balance using
integer programming optimisation".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import networkx as nx
import numpy as np
import scipy.sparse as sp
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from visavis.systems.anneal import anneal
from visavis.systems.blocs import best_blocs
from visavis.systems.budget import Budget
from visavis.systems.cuts import Cut, Separation, cut_matrix, strong_cuts, weak_cuts
from visavis.systems.longer import longer_cycles
from visavis.systems.signed import Floats, Ints, Signed
from visavis.systems.triangles import packing, triangles

_CLOSE = 1e-6
_ROUNDS = 400
_MOST_PACKED = 500_000  # triangles
_FIRST_CUTS = 20_000
_FOR_UPPER = 0.4  # share of the time for the partition; the rest is for its proof
_FOR_PACKING = 0.5  # share of the time left for cycles longer than triangles
_ONE_NEGATIVE = (1,)
_OVERHEAD = 0.8  # of the time left that a programme may take: HiGHS looks at its clock now and then only


@dataclass(frozen=True)
class Partition:
    """Groups of nodes with the cost they leave, and the proven bound below it."""

    lower: float
    upper: float
    side: Ints

    @property
    def proved(self) -> bool:
        """Whether no partition can cost less."""
        return self.upper - self.lower <= _CLOSE * max(1.0, self.upper)


def two_factions(network: Signed, *, seconds: float = 20.0) -> Partition:
    """Return the best split into two factions (strong balance).

    Args:
        network: the signed network.
        seconds: limit for all of it; when it runs out, the interval stays open.
    """
    if not len(network.ends):
        return Partition(0.0, 0.0, np.zeros(len(network.names), dtype=np.int64))
    budget = Budget(seconds)
    _, side = anneal(network, budget.part(_FOR_UPPER))
    return _Proof(network, strong_cuts, _two_sides, (1, 3), side, budget).close()


def any_blocs(network: Signed, *, seconds: float = 20.0) -> Partition:
    """Return the best partition into any number of blocs (weak balance, Davis 1967); see ``two_factions``."""
    if not len(network.ends):
        return Partition(0.0, 0.0, np.arange(len(network.names)))
    budget = Budget(seconds)
    side = best_blocs(network, budget.part(_FOR_UPPER))
    return _Proof(network, weak_cuts, _blocs_of, _ONE_NEGATIVE, side, budget).close()


@dataclass
class _Proof:
    """The search for bounds that meet.

    Attributes:
        network: the signed network.
        separate: looks for violated cycles.
        sides_of: makes a partition of the edges that may be violated.
        frustrated: numbers of negative edges with which a triangle must have a violated one.
        side: the best partition so far.
        budget: the time for all.
        lower: the best bound so far.
        cuts: cycles found so far.
    """

    network: Signed
    separate: Callable[[Signed, Floats, Budget, int], Separation]
    sides_of: Callable[[Signed, Floats], Ints]
    frustrated: tuple[int, ...]
    side: Ints
    budget: Budget
    lower: float = 0.0
    cuts: set[Cut] = field(default_factory=set)

    def close(self) -> Partition:
        """Raise the lower bound by cuts, then by branch and bound, until it meets the upper."""
        upper = self.network.cost(self.side)
        known = self._triangles()
        left = self.network.costs.copy()
        packed = packing(self.network, known, left)
        self._raise(packed)
        if not self._met(upper):
            alone = self.frustrated == _ONE_NEGATIVE
            more = longer_cycles(self.network, left, self.budget.part(_FOR_PACKING), one_negative=alone)
            self._raise(packed + more)
        self.cuts = set(map(tuple, known[:_FIRST_CUTS].tolist()))
        values = np.zeros(len(self.network.weights))
        for integral in (False, True):
            for turn in range(_ROUNDS):
                if self._met(upper) or self.budget.spent:
                    return self._done(upper)
                values, solved = self._hit(values, integral)
                if not solved or self._met(upper):
                    return self._done(upper)
                found = self.separate(self.network, values, self.budget, turn)
                if found.cuts <= self.cuts:
                    if not found.complete:
                        return self._done(upper)
                    break
                self.cuts |= found.cuts
        side = self.sides_of(self.network, values)
        if self.network.cost(side) < upper:
            self.side = side
        return self._done(min(upper, self.network.cost(side)))

    def _done(self, upper: float) -> Partition:
        return Partition(min(self.lower, upper), upper, self.side)

    def _met(self, upper: float) -> bool:
        return self.lower >= upper - _CLOSE

    def _raise(self, bound: float) -> None:
        whole = bool(np.allclose(self.network.costs, np.round(self.network.costs)))
        self.lower = max(self.lower, float(np.ceil(bound - _CLOSE)) if whole else bound)

    def _triangles(self) -> Ints:
        """Return triangles that must have a violated edge, up to so many and as long as there is time."""
        kept, count = [np.empty((0, 3), dtype=np.int64)], 0
        for piece in triangles(self.network):
            negatives = (self.network.weights[piece] < 0).sum(axis=1)
            kept.append(piece[np.isin(negatives, self.frustrated)])
            count += len(kept[-1])
            if count > _MOST_PACKED or self.budget.spent:
                break
        return np.concatenate(kept)

    def _hit(self, values: Floats, integral: bool) -> tuple[Floats, bool]:
        """Solve the hitting-set programme over the cuts; say whether it was solved in time."""
        if not self.cuts:
            return values, True
        cuts = sorted(self.cuts)
        matrix: sp.csr_matrix = cut_matrix(cuts, len(self.network.weights))
        limit = {"time_limit": max(0.05, self.budget.left * _OVERHEAD)}
        costs = self.network.costs
        if not integral:
            found = linprog(
                costs, A_ub=-matrix, b_ub=-np.ones(len(cuts)), bounds=(0, 1), method="highs", options=limit
            )
            if found.status == 0:
                self._raise(float(found.fun))
            return (found.x, True) if found.status == 0 else (values, False)
        found = milp(
            costs,
            constraints=LinearConstraint(matrix, np.ones(len(cuts)), np.full(len(cuts), np.inf)),
            integrality=np.ones(len(costs), dtype=np.int64),
            bounds=Bounds(0, 1),
            options=limit,
        )
        bound = found.fun if found.status == 0 else getattr(found, "mip_dual_bound", None)
        if bound is not None and np.isfinite(bound):
            self._raise(float(bound))
        return (np.round(found.x), True) if found.status == 0 else (values, False)


def _two_sides(network: Signed, violated: Floats) -> Ints:
    """Return sides that satisfy all edges but the violated ones."""
    graph = _kept_graph(network, violated)
    side = np.zeros(len(network.names), dtype=np.int64)
    for component in nx.connected_components(graph):
        root = min(component)
        for parent, child in nx.bfs_edges(graph, root):
            side[child] = side[parent] ^ (graph.edges[parent, child]["sign"] < 0)
    return side


def _blocs_of(network: Signed, violated: Floats) -> Ints:
    """Return the components of the kept positive edges."""
    graph = _kept_graph(network, violated)
    graph.remove_edges_from([(a, b) for a, b, sign in graph.edges(data="sign") if sign < 0])
    side = np.zeros(len(network.names), dtype=np.int64)
    for number, component in enumerate(sorted(nx.connected_components(graph), key=min)):
        side[list(component)] = number
    return side


def _kept_graph(network: Signed, violated: Floats) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(range(len(network.names)))
    for (a, b), weight, out in zip(network.ends, network.weights, violated, strict=True):
        if out < 0.5:
            graph.add_edge(int(a), int(b), sign=int(np.sign(weight)))
    return graph
