"""Measures of balance on a whole signed network."""

from __future__ import annotations

import numpy as np

from visavis.systems.cuts import triangle_cuts
from visavis.systems.signed import Signed

KINDS = ("+++", "++-", "+--", "---")


def triangle_census(network: Signed) -> dict[str, int]:
    """Return how many triangles have 0, 1, 2 and 3 negative ties, as ``{"+++": …, "++-": …, …}``."""
    triangles = triangle_cuts(network)
    negatives = (network.weights[triangles] < 0).sum(axis=1) if len(triangles) else np.array([], dtype=int)
    return {kind: int((negatives == number).sum()) for number, kind in enumerate(KINDS)}


def triangle_balance(census: dict[str, int]) -> float | None:
    """Return the share of triangles with an even number of negative ties; None without triangles."""
    total = sum(census.values())
    return (census["+++"] + census["+--"]) / total if total else None


def walk_balance(network: Signed) -> float | None:
    """Return the ratio of signed to unsigned closed walks, 0 to 1; None without ties.

    Estrada and Benzi (2014), "Walk-based measure of balance in signed networks": tr(exp A) / tr(exp |A|) on
    the matrix of signs.
    """
    if not len(network.ends):
        return None
    matrix = network.adjacency(signs_only=True).toarray()
    with_signs = np.linalg.eigvalsh(matrix)
    without = np.linalg.eigvalsh(np.abs(matrix))
    shift = without.max()
    return float(np.exp(with_signs - shift).sum() / np.exp(without - shift).sum())
