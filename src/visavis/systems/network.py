"""The system of states at a time: the signed network of their relations and what follows from it."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

import networkx as nx
import numpy as np

from visavis.records import Alignment, Edge, Frustration, Relation, System, Triad, WeakBalance
from visavis.systems.expectations import expectations, stability
from visavis.systems.frustration import Partition, any_blocs, two_factions
from visavis.systems.measures import triangle_balance, triangle_census, walk_balance
from visavis.systems.signed import Signed, signed

_CERTAIN = 0.5  # an edge is drawn when its sign is likelier than this to be right
_MOST_TRIADS = 60
_MOST_ALIGNMENTS = 200


def system(relations: Iterable[Relation], *, certain: float = _CERTAIN, seconds: float = 20.0) -> System:
    """Return how the states of some relations stand together.

    Args:
        relations: one for each pair, all of the same day and domain.
        certain: leave out ties whose sign is not likelier than this to be right; 0.5 to 1.
        seconds: limit for proving the frustration index.
    """
    found = list(relations)
    ties = [_edge(r) for r in found if r.confidence > certain and r.balance.mean]
    days = sorted({r.as_of for r in found if r.as_of})
    return from_edges(ties, as_of=days[-1] if days else None, seconds=seconds)


def from_edges(edges: Sequence[Edge], *, as_of: str | None = None, seconds: float = 20.0) -> System:
    """Return the system that some ties make.

    Raises:
        TableError: a self-tie or a contradictory pair.
    """
    network = signed((edge.a, edge.b, edge.weight) for edge in edges)
    census = triangle_census(network)
    factions = two_factions(network, seconds=seconds)
    blocs = any_blocs(network, seconds=seconds)
    ordered = tuple(sorted(edges, key=lambda e: (e.a, e.b)))
    groups = _groups(network, blocs)
    return System(
        as_of=as_of,
        nodes=network.names,
        edges=ordered,
        frustration=Frustration(
            round(factions.lower, 6),
            round(factions.upper, 6),
            factions.proved,
            _groups(network, factions),
            _strained(network, factions),
        ),
        weak_balance=WeakBalance(round(blocs.lower, 6), round(blocs.upper, 6), groups),
        triangles=census,
        triangle_balance=triangle_balance(census),
        walk_balance=walk_balance(network),
        triads=_triads(ordered),
        alignments=_alignments(ordered),
        expected=expectations(ordered, as_of),
        bloc_stability=stability(ordered, groups),
    )


def to_graph(found: System) -> nx.Graph:
    """Return a system as a networkx graph: weight, probability and faction as attributes, for any tool."""
    graph = nx.Graph(
        as_of=found.as_of or "",
        frustration_lower=found.frustration.lower,
        frustration_upper=found.frustration.upper,
    )
    strained = {frozenset(pair) for pair in found.frustration.strained}
    for number, faction in enumerate(found.frustration.factions):
        for name in faction:
            graph.add_node(name, faction=number)
    for number, bloc in enumerate(found.weak_balance.blocs):
        for name in bloc:
            graph.add_node(name, bloc=number)
    for edge in found.edges:
        graph.add_edge(
            edge.a,
            edge.b,
            weight=edge.weight,
            positive=edge.positive,
            happenings=edge.happenings,
            strained=frozenset((edge.a, edge.b)) in strained,
        )
    return graph


def _edge(relation: Relation) -> Edge:
    chance = relation.confidence if relation.balance.mean > 0 else 1 - relation.confidence
    return Edge(relation.a, relation.b, relation.balance.mean, round(chance, 4), relation.happenings)


def _groups(network: Signed, partition: Partition) -> tuple[tuple[str, ...], ...]:
    """Return the groups by name, the largest first."""
    groups: dict[int, list[str]] = {}
    for name, side in zip(network.names, partition.side, strict=True):
        groups.setdefault(int(side), []).append(name)
    return tuple(sorted((tuple(g) for g in groups.values()), key=lambda g: (-len(g), g)))


def _strained(network: Signed, partition: Partition) -> tuple[tuple[str, str], ...]:
    """Return the ties that the partition violates."""
    same = partition.side[network.ends[:, 0]] == partition.side[network.ends[:, 1]]
    violated = network.ends[same != network.positive] if len(network.ends) else []
    return tuple((network.names[a], network.names[b]) for a, b in violated)


def _triads(edges: Sequence[Edge]) -> tuple[Triad, ...]:
    """Return all triangles with the probability that they are as balanced (or not) as they seem."""
    tie = {(e.a, e.b): e for e in edges}
    names = sorted({name for pair in tie for name in pair})
    near: dict[str, set[str]] = {name: set() for name in names}
    for a, b in tie:
        near[a].add(b)
        near[b].add(a)

    def triangles() -> Iterator[tuple[int, tuple[str, str, str]]]:
        for a, b in tie:
            for c in near[a] & near[b]:
                if c > b:
                    told = tie[a, b].happenings + tie[a, c].happenings + tie[b, c].happenings
                    yield -told, (a, b, c)

    most = heapq.nsmallest(_MOST_TRIADS, triangles())
    return tuple(_triad((a, b, c), (tie[a, b], tie[a, c], tie[b, c])) for _, (a, b, c) in most)


def _triad(states: tuple[str, str, str], sides: Sequence[Edge]) -> Triad:
    signs = "".join("+" if side.weight > 0 else "-" for side in sides)
    balanced = signs.count("-") % 2 == 0
    chance = sum(
        float(np.prod([s.positive if up else 1 - s.positive for s, up in zip(sides, ups, strict=True)]))
        for ups in product((True, False), repeat=3)
        if (ups.count(False) % 2 == 0) == balanced
    )
    return Triad(states, signs, balanced, round(chance, 4))


def _alignments(edges: Sequence[Edge]) -> tuple[Alignment, ...]:
    """Return who stands with whom against whom: friends that are each in conflict with a third."""
    tie = {frozenset((e.a, e.b)): e for e in edges}
    foes: dict[str, set[str]] = {}
    for edge in edges:
        if edge.weight < 0:
            foes.setdefault(edge.a, set()).add(edge.b)
            foes.setdefault(edge.b, set()).add(edge.a)

    def found() -> Iterator[tuple[float, tuple[str, str], str]]:
        for against in sorted(foes):
            for a, b in combinations(sorted(foes[against]), 2):
                friends = tie.get(frozenset((a, b)))
                if friends is not None and friends.weight > 0:
                    first, second = tie[frozenset((a, against))], tie[frozenset((b, against))]
                    chance = friends.positive * (1 - first.positive) * (1 - second.positive)
                    yield -round(chance, 4), (a, b), against

    surest = heapq.nsmallest(_MOST_ALIGNMENTS, found())
    return tuple(Alignment(together, against, -chance) for chance, together, against in surest)
