"""Blocs of any number that leave little strain: an upper bound for weak balance."""

from __future__ import annotations

import numpy as np

from visavis.systems.budget import Budget
from visavis.systems.signed import Ints, Signed

_CLOSE = 1e-6
_SMALL = 400  # nodes up to which blocs are joined pair by pair
_SWEEPS = 30
_TRIES = 6


def best_blocs(network: Signed, budget: Budget) -> Ints:
    """Return the best of several partitions, each improved until no move of one node helps."""
    best = improved(network, start_blocs(network), budget)
    rng = np.random.default_rng(0)
    for _ in range(_TRIES):
        if budget.spent:
            break
        shaken = best.copy()
        moved = rng.random(len(shaken)) < 0.3
        shaken[moved] = np.flatnonzero(moved)
        tried = improved(network, _relabel(shaken), budget)
        if network.cost(tried) < network.cost(best) - _CLOSE:
            best = tried
    return best


def quick_blocs(network: Signed, budget: Budget) -> Ints:
    """Return one good partition, as for each of many draws."""
    return improved(network, start_blocs(network), budget)


def start_blocs(network: Signed) -> Ints:
    """Return blocs joined pair by pair, or in a large network each node alone."""
    size = len(network.names)
    return greedy_blocs(network) if size <= _SMALL else np.arange(size)


def greedy_blocs(network: Signed) -> Ints:
    """Join blocs while a join lowers the cost, best first; ties go to the earlier names."""
    size = len(network.names)
    side = np.arange(size)
    gain = network.adjacency().toarray()
    np.fill_diagonal(gain, -np.inf)
    while size and gain.max() > _CLOSE:
        a, b = np.unravel_index(int(gain.argmax()), gain.shape)
        side[side == side[b]] = side[a]
        gain[a] += gain[b]
        gain[:, a] += gain[:, b]
        gain[b, :] = gain[:, b] = -np.inf
        gain[a, a] = -np.inf
    return _relabel(side)


def improved(network: Signed, side: Ints, budget: Budget) -> Ints:
    """Move single nodes to the bloc that they are most tied to, while that lowers the cost.

    As in the first phase of Blondel, Guillaume, Lambiotte and Lefebvre (2008), "Fast unfolding of
    communities", on signed weights.
    """
    matrix = network.adjacency()
    size = len(network.names)
    side = side.copy()
    rng = np.random.default_rng(1)
    for _ in range(_SWEEPS):
        moves = 0
        for count, node in enumerate(rng.permutation(size)):
            if count % 256 == 0 and budget.spent:
                return _relabel(side)
            row = slice(matrix.indptr[node], matrix.indptr[node + 1])
            pull = np.bincount(side[matrix.indices[row]], weights=matrix.data[row], minlength=side[node] + 1)
            to = int(pull.argmax())
            if pull[to] <= _CLOSE:  # best alone
                if pull[side[node]] < -_CLOSE:
                    side[node] = _free(side)
                    moves += 1
            elif pull[to] > pull[side[node]] + _CLOSE:
                side[node] = to
                moves += 1
        if not moves:
            break
    return _relabel(side)


def _free(side: Ints) -> int:
    """Return the first label that no node bears."""
    return int(np.flatnonzero(np.bincount(side, minlength=len(side) + 1) == 0)[0])


def _relabel(side: Ints) -> Ints:
    order: dict[int, int] = {}
    return np.array([order.setdefault(int(x), len(order)) for x in side], dtype=np.int64)
