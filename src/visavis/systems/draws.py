"""How firmly it all stands: blocs, who is between them, and the measures, over draws of the ties.

A relation's balance is known as a distribution: its log-odds are normal with the mean that the tie's weight
says and the spread with which its sign is as sure as it is said to be. Each draw takes one value of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.special import ndtri

from visavis.records import Between, Drawn, Edge, Estimate
from visavis.systems.anneal import anneal
from visavis.systems.blocs import quick_blocs
from visavis.systems.budget import Budget
from visavis.systems.measures import triangle_balance, triangle_census, walk_balance
from visavis.systems.signed import Floats, Ints, Signed

_DRAWS = 100
_FEWEST = 20  # draws that tell anything
_MEASURED = 40
_LARGE = 5_000  # ties beyond which the measures are not drawn
_SURE = 0.9995
_BETWEEN = 0.25
_MOST_BETWEEN = 12


def drawn(network: Signed, positive: Floats, count: int) -> Iterator[Signed]:
    """Yield the network with its ties drawn anew.

    Args:
        network: the signed network; weights between -1 and 1 are balances, larger ones keep their size.
        positive: (edges,) probability that each tie is above 0.
        count: how many.
    """
    sure = np.maximum(positive, 1 - positive)
    scaled = (network.costs < 1) & (sure > 0.5) & (sure < _SURE)
    mean = 2 * np.arctanh(np.where(scaled, network.weights, 0.0))
    spread = np.abs(mean) / ndtri(np.where(scaled, sure, 0.9))
    rng = np.random.default_rng(0)
    for _ in range(count):
        values = np.tanh((mean + spread * rng.standard_normal(len(mean))) / 2)
        signs = np.where(rng.random(len(mean)) < positive, 1.0, -1.0) * network.costs
        weights = np.where(scaled, values, signs)
        yield Signed(network.names, network.ends, np.where(weights == 0, network.weights, weights))


def stability(
    network: Signed, positive: Floats, side: Ints, budget: Budget
) -> tuple[Floats, tuple[Between, ...]]:
    """Return how often the members of each bloc stay together, and who stands between two blocs.

    Args:
        network: the signed network.
        positive: (edges,) probability that each tie is above 0.
        side: (nodes,) number of each node's bloc, from 0.
        budget: the time for it.

    Returns:
        A share from 0 to 1 for each bloc (1 for a bloc of one), nothing if time ran out; and the states that
        in a quarter of the draws or more stand together with another bloc's members.
    """
    if not len(side):
        return np.empty(0), ()
    blocs = int(side.max()) + 1
    members = np.bincount(side, minlength=blocs)
    near = np.zeros((len(side), blocs)) if len(side) * blocs <= 10_000_000 else None
    together, done = np.zeros(blocs), 0
    for other in drawn(network, positive, _DRAWS):
        if budget.spent:
            break
        found = quick_blocs(other, budget)
        table = np.zeros((int(found.max()) + 1, blocs)) if near is not None else None
        if table is not None and near is not None:
            np.add.at(table, (found, side), 1)
            near += table[found]
        sizes = np.unique(found * blocs + side, return_counts=True)
        np.add.at(together, sizes[0] % blocs, sizes[1] * (sizes[1] - 1) / 2)
        done += 1
    if done < _FEWEST:
        return np.empty(0), ()
    pairs = members * (members - 1) / 2
    shares = np.where(pairs > 0, together / done / np.maximum(pairs, 1), 1.0)
    return shares, _between(network, side, members, near / done) if near is not None else ()


def _between(network: Signed, side: Ints, members: Ints, near: Floats) -> tuple[Between, ...]:
    """Return who often stands with another bloc; of those alone in their own, who does with two others."""
    nodes = np.arange(len(side))
    others = near / members
    others[:, members < 2] = 0  # a state alone is no bloc
    own = (near[nodes, side] - 1) / np.maximum(members[side] - 1, 1)
    others[nodes, side] = -1
    best = others.argmax(axis=1)
    alone = members[side] < 2
    second = np.sort(others, axis=1)[:, -2] if others.shape[1] > 1 else np.zeros(len(side))
    readily = (others.max(axis=1) >= _BETWEEN) & (~alone | (second >= _BETWEEN))
    found = [
        Between(
            network.names[n],
            int(side[n]),
            int(best[n]),
            round(float(own[n]), 4),
            round(float(others[n, best[n]]), 4),
        )
        for n in np.flatnonzero(readily)
    ]
    return tuple(sorted(found, key=lambda x: (-x.with_other, x.state))[:_MOST_BETWEEN])


def drawn_measures(network: Signed, positive: Floats, budget: Budget) -> Drawn | None:
    """Return the measures of balance over draws; None when ties are certain, too many, or time is short."""
    if not len(network.ends) or len(network.ends) > _LARGE or bool(np.isin(positive, (0, 1)).all()):
        return None
    triangles: list[float] = []
    walks: list[float] = []
    costs: list[float] = []
    for other in drawn(network, positive, _MEASURED):
        if budget.spent:
            break
        share, walk = triangle_balance(triangle_census(other)), walk_balance(other)
        triangles += [] if share is None else [share]
        walks += [] if walk is None else [walk]
        costs.append(anneal(other, budget, sweeps=20)[0])
    if len(costs) < _FEWEST:
        return None
    return Drawn(len(costs), _interval(triangles), _interval(walks), _estimate(costs))


def _interval(values: Sequence[float]) -> Estimate | None:
    return _estimate(values) if values else None


def _estimate(values: Sequence[float]) -> Estimate:
    low, high = np.quantile(values, (0.05, 0.95))
    return Estimate(round(float(np.mean(values)), 4), round(float(low), 4), round(float(high), 4))


def chances(edges: Sequence[Edge]) -> Floats:
    """Return the probability that each tie is above 0."""
    return np.array([edge.positive for edge in edges])
