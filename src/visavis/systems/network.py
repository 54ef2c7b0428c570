"""The system of states at a time: the signed network of their relations and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import networkx as nx
import numpy as np

from visavis.records import Edge, Frustration, Relation, System, SystemPoint, WeakBalance
from visavis.systems.budget import Budget
from visavis.systems.draws import chances, drawn_measures, stability
from visavis.systems.expectations import expectations, rules
from visavis.systems.frustration import Partition, any_blocs, two_factions
from visavis.systems.measures import triangle_balance, triangle_census, walk_balance
from visavis.systems.signed import Ints, Signed, signed
from visavis.systems.triads import look, reliefs

SECONDS = 20.0
"""Time for all of it, when nothing else is said."""
_CERTAIN = 0.5  # an edge is drawn when its sign is likelier than this to be right
# Shares of the time that is left when each begins; what is done sooner leaves its time to the others.
_FOR_TRIADS, _FOR_FACTIONS, _FOR_BLOCS, _FOR_DRAWS, _FOR_MEASURES = 0.25, 0.45, 0.6, 0.5, 0.5
_FOR_COURSE = 0.7
_RESERVE = 0.08  # for what is written afterwards

Course = Sequence[tuple[str, Sequence[Edge]]]


def system(
    relations: Iterable[Relation], *, certain: float = _CERTAIN, seconds: float = SECONDS, course: Course = ()
) -> System:
    """Return how the states of some relations stand together.

    Args:
        relations: one for each pair, all of the same day and domain.
        certain: leave out ties whose sign is not likelier than this to be right; 0.5 to 1.
        seconds: limit for all of it; what it cuts short is given as an interval, or left out with a note.
        course: earlier days with the ties as they were known then, in order of time.
    """
    found = list(relations)
    ties = [_edge(r) for r in found if r.confidence > certain and r.balance.mean]
    days = sorted({r.as_of for r in found if r.as_of})
    return from_edges(ties, as_of=days[-1] if days else None, seconds=seconds, course=course)


def from_edges(
    edges: Sequence[Edge], *, as_of: str | None = None, seconds: float = SECONDS, course: Course = ()
) -> System:
    """Return the system that some ties make; arguments as in ``system``.

    Raises:
        TableError: a self-tie or a contradictory pair.
    """
    budget = Budget(seconds * (1 - _RESERVE))
    network = signed((edge.a, edge.b, edge.weight) for edge in edges)
    # From here on ties are in the order of the network's: every pair once, ties without weight left out.
    by_pair = {(min(e.a, e.b), max(e.a, e.b)): e for e in edges if e.weight}
    edges = [by_pair[pair] for pair in sorted(by_pair)]
    positive = chances(edges)
    found = look(network, edges, budget.part(_FOR_TRIADS))
    expected, all_expected = expectations(network, positive, as_of, budget.part(_FOR_TRIADS))
    census = triangle_census(network, budget.part(_FOR_TRIADS))
    walks = walk_balance(network, budget.part(_FOR_TRIADS))
    factions = two_factions(network, seconds=budget.left * _FOR_FACTIONS)
    blocs = any_blocs(network, seconds=budget.left * _FOR_BLOCS)
    groups, side = _numbered(network, blocs)
    stable, between = stability(network, positive, side, budget.part(_FOR_DRAWS))
    drawn = drawn_measures(network, positive, budget.part(_FOR_MEASURES))
    notes = [
        *([] if edges else ["no tie between two states is known: there is nothing to measure"]),
        *([] if found.complete else ["not all triads were looked at in the time"]),
        *([] if all_expected else ["not all expected ties were looked for in the time"]),
        *([] if census else ["triangles could not be counted in the time"]),
        *([] if walks is not None or not edges else ["walk balance could not be reckoned in the time"]),
        *([] if len(stable) or not edges else ["how stable blocs are could not be tried in the time"]),
    ]
    return System(
        as_of=as_of,
        nodes=network.names,
        edges=tuple(edges),
        frustration=Frustration(
            round(factions.lower, 6),
            round(factions.upper, 6),
            factions.proved,
            _groups(network, factions),
            _strained(network, factions),
        ),
        weak_balance=WeakBalance(round(blocs.lower, 6), round(blocs.upper, 6), groups),
        triangles=census,
        triangle_balance=triangle_balance(census) if census else None,
        walk_balance=walks,
        triads=found.triads,
        alignments=found.alignments,
        notes=tuple(notes),
        expected=expected,
        bloc_stability=tuple(round(float(share), 4) for share in stable),
        relief=reliefs(network, factions.side, found.relief) if len(network.ends) else (),
        between=between,
        rules=rules([ties for _, ties in course]),
        drawn=drawn,
        course=_course(course, budget.part(_FOR_COURSE)),
    )


def _course(course: Course, budget: Budget) -> tuple[SystemPoint, ...]:
    """Return the measures of each day, the last days first while there is time."""
    points = []
    for number, (day, ties) in enumerate(reversed(course)):
        if budget.spent:
            break
        network = signed((edge.a, edge.b, edge.weight) for edge in ties)
        own = budget.part(1 / (len(course) - number))
        census, walks = triangle_census(network, own), walk_balance(network, own)
        split = two_factions(network, seconds=own.left)
        points.append(
            SystemPoint(
                day,
                len(network.names),
                len(network.ends),
                int(network.positive.sum()),
                triangle_balance(census) if census else None,
                walks,
                (round(split.lower, 6), round(split.upper, 6)),
            )
        )
    return tuple(reversed(points))


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


def _numbered(network: Signed, partition: Partition) -> tuple[tuple[tuple[str, ...], ...], Ints]:
    """Return the groups by name, and the number of each node's among them."""
    groups = _groups(network, partition)
    number = {name: i for i, group in enumerate(groups) for name in group}
    return groups, np.array([number[name] for name in network.names], dtype=np.int64)


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
