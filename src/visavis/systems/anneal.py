"""Simulated annealing on two factions: an upper bound for the frustration index.

Many replicas are flipped at once, node by node, with Metropolis acceptance under a geometric cooling; the
seed is fixed, so that the same network always gives the same answer.
"""

from __future__ import annotations

import numpy as np

from visavis.systems.signed import Ints, Signed

_REPLICAS = 32
_SWEEPS = 100
_COLDEST = 0.05
_QUENCHES = 5


def anneal(network: Signed) -> tuple[float, Ints]:
    """Return the lowest cost found and the side (0 or 1) of each node."""
    matrix = network.adjacency()
    rng = np.random.default_rng(0)
    spins = rng.choice([-1.0, 1.0], size=(len(network.names), _REPLICAS))
    degrees = np.diff(matrix.indptr)
    hottest = 2 * float(network.costs.mean()) * max(1.0, float(np.sqrt(degrees.mean())))
    rows = [slice(matrix.indptr[i], matrix.indptr[i + 1]) for i in range(len(network.names))]
    for heat in np.r_[np.geomspace(max(hottest, _COLDEST), _COLDEST, _SWEEPS), np.zeros(_QUENCHES)]:
        for node in rng.permutation(len(network.names)):
            row = rows[node]
            rise = 2 * spins[node] * (matrix.data[row] @ spins[matrix.indices[row]])
            flip = rise < 0 if heat == 0 else rng.random(_REPLICAS) < np.exp(np.clip(-rise / heat, -60, 0))
            spins[node, flip] *= -1
    costs = [network.cost(spins[:, k].astype(np.int64)) for k in range(_REPLICAS)]
    best = int(np.argmin(costs))
    return costs[best], (spins[:, best] > 0).astype(np.int64)
