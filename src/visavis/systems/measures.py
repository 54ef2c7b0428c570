"""Measures of balance on a whole signed network."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from scipy.sparse.linalg import eigsh

from visavis.systems.budget import Budget
from visavis.systems.signed import Floats, Signed
from visavis.systems.triangles import triangles

KINDS = ("+++", "++-", "+--", "---")
_DENSE = 1_200  # nodes up to which all eigenvalues are computed
_LARGEST, _PROBES, _STEPS = 8, 10, 25
_NOTHING = 1e-9


def triangle_census(network: Signed, budget: Budget | None = None) -> dict[str, int]:
    """Return how many triangles have 0, 1, 2 and 3 negative ties, as ``{"+++": …, "++-": …, …}``.

    Returns nothing when a budget runs out before all are counted.
    """
    found = np.zeros(4, dtype=np.int64)
    for piece in triangles(network):
        if budget is not None and budget.spent:
            return {}
        found += np.bincount((network.weights[piece] < 0).sum(axis=1), minlength=4)
    return {kind: int(count) for kind, count in zip(KINDS, found, strict=True)}


def triangle_balance(census: dict[str, int]) -> float | None:
    """Return the share of triangles with an even number of negative ties; None without triangles."""
    total = sum(census.values())
    return (census["+++"] + census["+--"]) / total if total else None


def walk_balance(network: Signed, budget: Budget | None = None) -> float | None:
    """Return the ratio of signed to unsigned closed walks, 0 to 1; None without ties, or without time.

    Estrada and Benzi (2014), "Walk-based measure of balance in signed networks": tr(exp A) / tr(exp |A|) on
    the matrix of signs. Exact up to 1,200 states; beyond, the traces are estimated to a few in a hundred
    (Ubaru, Chen and Saad 2017, "Fast estimation of tr(f(A)) via stochastic Lanczos quadrature").
    """
    if not len(network.ends):
        return None
    matrix = network.adjacency(signs_only=True)
    if matrix.shape[0] <= _DENSE:
        dense = matrix.toarray()
        with_signs, without = np.linalg.eigvalsh(dense), np.linalg.eigvalsh(np.abs(dense))
        shift = without.max()
        return float(np.exp(with_signs - shift).sum() / np.exp(without - shift).sum())
    logs = []
    for one in (matrix, abs(matrix)):
        if budget is not None and budget.spent:
            return None
        logs.append(_log_trace(one))
    return float(min(1.0, np.exp(logs[0] - logs[1])))


def _log_trace(matrix: sp.csr_matrix) -> float:
    """Return about log tr(exp(matrix)): the largest eigenvalues exactly, the others by random probes."""
    start = np.random.default_rng(0)
    values, vectors = eigsh(matrix, k=_LARGEST, which="LA", v0=start.standard_normal(matrix.shape[0]))
    rest = -np.inf
    for _ in range(_PROBES):
        probe = start.choice([-1.0, 1.0], size=matrix.shape[0])
        rest = np.logaddexp(rest, _log_form(matrix, probe - vectors @ (vectors.T @ probe)))
    return float(np.logaddexp(np.logaddexp.reduce(values), rest - np.log(_PROBES)))


def _log_form(matrix: sp.csr_matrix, probe: Floats) -> float:
    """Return the logarithm of probe' exp(matrix) probe by Lanczos' method, fully reorthogonalised."""
    basis = [probe / np.linalg.norm(probe)]
    diagonal: list[float] = []
    off: list[float] = []
    for _ in range(_STEPS):
        ahead = matrix @ basis[-1]
        diagonal.append(float(ahead @ basis[-1]))
        known = np.array(basis)
        for _ in range(2):
            ahead = ahead - known.T @ (known @ ahead)
        size = float(np.linalg.norm(ahead))
        if size < _NOTHING:
            break
        off.append(size)
        basis.append(ahead / size)
    beside = off[: len(diagonal) - 1]
    values, vectors = np.linalg.eigh(np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1))
    shift = values.max()
    form = float((vectors[0] ** 2 * np.exp(values - shift)).sum())
    return float(np.log(form) + shift + np.log(probe @ probe))
