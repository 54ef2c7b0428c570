"""The frustration index, exactly: the least weight of ties that no partition can satisfy.

A linear programme over cycle cuts bounds it from below, annealing (two factions) or a greedy partition (any
number of blocs) from above; where they do not meet, HiGHS closes the gap by branch and bound over the same
cuts. When time runs out the answer is the interval. After Aref, Mason and Wilson (2018), "Computing the line
index of balance using integer programming optimisation".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import networkx as nx
import numpy as np
import scipy.sparse as sp
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from visavis.systems.anneal import anneal
from visavis.systems.cuts import Cut, cut_matrix, strong_cuts, triangle_cuts, weak_cuts
from visavis.systems.signed import Floats, Ints, Signed

Separate = Callable[[Signed, Floats], set[Cut]]
_CLOSE = 1e-6
_ROUNDS = 200


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
        seconds: limit for the branch and bound; the interval stays open when it runs out.
    """
    if not len(network.ends):
        return Partition(0.0, 0.0, np.zeros(len(network.names), dtype=np.int64))
    upper, side = anneal(network)
    return _close(network, strong_cuts, upper, side, _two_sides, seconds)


def any_blocs(network: Signed, *, seconds: float = 20.0) -> Partition:
    """Return the best partition into any number of blocs (weak balance, Davis 1967)."""
    if not len(network.ends):
        return Partition(0.0, 0.0, np.arange(len(network.names)))
    side = greedy_blocs(network)
    return _close(network, weak_cuts, network.cost(side), side, _blocs_of, seconds)


def _close(
    network: Signed,
    separate: Separate,
    upper: float,
    side: Ints,
    sides_of: Callable[[Signed, Floats], Ints],
    seconds: float,
) -> Partition:
    """Raise the lower bound by cuts, then by branch and bound, until it meets the upper."""
    cuts = {
        tuple(sorted(int(x) for x in t)) for t in triangle_cuts(network) if _frustrated(network, t, separate)
    }
    whole = bool(np.allclose(network.costs, np.round(network.costs)))
    values, lower = np.zeros(len(network.weights)), 0.0
    for integral in (False, True):
        for _ in range(_ROUNDS):
            solved = _hit(network, sorted(cuts), integral, seconds)
            if solved is None:
                return Partition(lower, upper, side)
            values, bound = solved
            lower = max(lower, float(np.ceil(bound - _CLOSE)) if whole else bound)
            if lower >= upper - _CLOSE:
                return Partition(upper, upper, side)
            fresh = separate(network, values) - cuts
            if not fresh:
                break
            cuts |= fresh
    side = sides_of(network, values)
    return Partition(min(lower, network.cost(side)), network.cost(side), side)


def _frustrated(network: Signed, triangle: Ints, separate: Separate) -> bool:
    negatives = int((network.weights[triangle] < 0).sum())
    return negatives == 1 or (negatives == 3 and separate is strong_cuts)


def _hit(network: Signed, cuts: list[Cut], integral: bool, seconds: float) -> tuple[Floats, float] | None:
    """Solve the hitting-set programme over the cuts; None when the time ran out."""
    if not cuts:
        return np.zeros(len(network.weights)), 0.0
    matrix: sp.csr_matrix = cut_matrix(cuts, len(network.weights))
    if not integral:
        found = linprog(network.costs, A_ub=-matrix, b_ub=-np.ones(len(cuts)), bounds=(0, 1), method="highs")
        return (found.x, float(found.fun)) if found.x is not None else None
    found = milp(
        network.costs,
        constraints=LinearConstraint(matrix, np.ones(len(cuts)), np.full(len(cuts), np.inf)),
        integrality=np.ones(len(network.weights), dtype=np.int64),
        bounds=Bounds(0, 1),
        options={"time_limit": seconds},
    )
    return (np.round(found.x), float(found.fun)) if found.status == 0 else None


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


def greedy_blocs(network: Signed) -> Ints:
    """Join blocs while a join lowers the cost, best first; ties go to the earlier names."""
    size = len(network.names)
    matrix = network.adjacency().toarray()
    side = np.arange(size)
    gain = matrix.copy()
    np.fill_diagonal(gain, -np.inf)
    while size and gain.max() > _CLOSE:
        a, b = np.unravel_index(int(gain.argmax()), gain.shape)
        side[side == side[b]] = side[a]
        gain[a] += gain[b]
        gain[:, a] += gain[:, b]
        gain[b, :] = gain[:, b] = -np.inf
        gain[a, a] = -np.inf
    return _relabel(side)


def _relabel(side: Ints) -> Ints:
    order: dict[int, int] = {}
    return np.array([order.setdefault(int(x), len(order)) for x in side], dtype=np.int64)
