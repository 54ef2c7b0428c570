"""Simulated annealing on two factions: an upper bound for the frustration index.

Many replicas are flipped at once, node by node, with Metropolis acceptance under a geometric cooling; the
seed is fixed, so that the same network always gives the same answer. Large networks are cooled faster, and at
once when the time runs out.
"""

from __future__ import annotations

import numpy as np

from visavis.systems.budget import Budget
from visavis.systems.signed import Floats, Ints, Signed

_REPLICAS = 32
_SWEEPS, _FEWEST = 100, 10
_STEPS = 400_000  # node by node; beyond, there are fewer sweeps
_COLDEST = 0.05
_QUENCHES = 5


def anneal(network: Signed, budget: Budget, sweeps: int = _SWEEPS) -> tuple[float, Ints]:
    """Return the lowest cost found and the side (0 or 1) of each node.

    Args:
        network: the signed network.
        budget: the time for it.
        sweeps: how often each node is tried while it cools; fewer in large networks.
    """
    matrix = network.adjacency()
    size = len(network.names)
    rng = np.random.default_rng(0)
    spins = rng.choice([-1.0, 1.0], size=(size, _REPLICAS))
    degrees = np.diff(matrix.indptr)
    hottest = 2 * float(network.costs.mean()) * max(1.0, float(np.sqrt(degrees.mean())))
    sweeps = max(_FEWEST, min(sweeps, _STEPS // size))
    rows = [slice(matrix.indptr[i], matrix.indptr[i + 1]) for i in range(size)]
    for heat in np.r_[np.geomspace(max(hottest, _COLDEST), _COLDEST, sweeps), np.zeros(_QUENCHES)]:
        for count, node in enumerate(rng.permutation(size)):
            if count % 256 == 0 and budget.spent:
                return _quenched(network, *_best(network, spins))
            row = rows[node]
            rise = 2 * spins[node] * (matrix.data[row] @ spins[matrix.indices[row]])
            flip = rise < 0 if heat == 0 else rng.random(_REPLICAS) < np.exp(np.clip(-rise / heat, -60, 0))
            spins[node, flip] *= -1
    return _best(network, spins)


def _best(network: Signed, spins: Floats) -> tuple[float, Ints]:
    """Return the best replica, or all on one side if that is better still."""
    together = np.zeros((len(spins), 1), dtype=np.int64)
    sides = np.hstack([(spins > 0).astype(np.int64), together])
    costs = [network.cost(side) for side in sides.T]
    best = int(np.argmin(costs))
    return costs[best], sides[:, best]


def _quenched(network: Signed, cost: float, side: Ints) -> tuple[float, Ints]:
    """Flip single nodes while that lowers the cost; quick, for when there is no time to cool."""
    matrix = network.adjacency()
    starts, near, weights = matrix.indptr.tolist(), matrix.indices, matrix.data
    spins = 2.0 * side - 1
    for _ in range(_QUENCHES):
        flips = 0
        for node in range(len(spins)):
            row = slice(starts[node], starts[node + 1])
            if spins[node] * (weights[row] @ spins[near[row]]) < 0:
                spins[node] *= -1
                flips += 1
        if not flips:
            break
    found = (spins > 0).astype(np.int64)
    return min(cost, network.cost(found)), found if network.cost(found) < cost else side
