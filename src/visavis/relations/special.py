"""Polygamma functions on arrays, and what must be solved with them in every period of every pair.

SciPy's own take most of the time of a fit, because each is a general routine. Here the first three share
one recurrence and one asymptotic series (Abramowitz and Stegun 6.3.18, 6.4.12), good to eight digits, and
the inverse trigamma is read from a table, good to seven.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, polygamma

Array = NDArray[np.float64]

_SHIFT = 6  # the series is used above this
_STEPS = 2  # Newton's, from the start below: five digits of mean and variance, mostly six
_GRID = np.geomspace(1e-4, 1e7, 12_000)
_LOG_VARIANCE = np.log(polygamma(1, _GRID))[::-1].copy()
_LOG_SHAPE = np.log(_GRID)[::-1].copy()
_MEAN_LOG = digamma(_GRID)[::-1].copy()


def polygammas(x: Array) -> tuple[Array, Array, Array]:
    """Return digamma, trigamma and tetragamma of ``x`` > 0."""
    first, second, third = np.zeros_like(x), np.zeros_like(x), np.zeros_like(x)
    for step in range(_SHIFT):
        part = 1 / (x + step)
        square = part * part
        first -= part
        second += square
        third -= 2 * square * part
    z = 1 / (x + _SHIFT)
    w = z * z
    first += -np.log(z) - z / 2 - w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - w / 240)))
    second += z + w / 2 + z * w * (1 / 6 - w * (1 / 30 - w * (1 / 42 - w / 30)))
    third -= w * (1 + z + w * (1 / 2 - w * (1 / 6 - w * (1 / 6 - w * 3 / 10))))
    return first, second, third


def gamma_of(variance: Array) -> tuple[Array, Array]:
    """Return the shape of the gamma distribution whose logarithm has a variance, and digamma of the shape."""
    at = np.log(variance)
    return np.exp(np.interp(at, _LOG_VARIANCE, _LOG_SHAPE)), np.interp(at, _LOG_VARIANCE, _MEAN_LOG)


def beta_of(mean: Array, variance: Array) -> tuple[Array, Array]:
    """Return the beta distribution whose log-odds have a mean and a variance (Newton on the logarithms)."""
    a, b = (1 + np.exp(mean)) / variance + 0.3, (1 + np.exp(-mean)) / variance + 0.3
    for _ in range(_STEPS):
        (psi_a, tri_a, tetra_a), (psi_b, tri_b, tetra_b) = polygammas(a), polygammas(b)
        total = tri_a + tri_b
        off_mean, off_var = psi_a - psi_b - mean, np.log(total / variance)
        mean_a, mean_b = a * tri_a, -b * tri_b
        var_a, var_b = a * tetra_a / total, b * tetra_b / total
        det = mean_a * var_b - mean_b * var_a
        a = a * np.exp(-np.clip((off_mean * var_b - off_var * mean_b) / det, -1, 1))
        b = b * np.exp(-np.clip((off_var * mean_a - off_mean * var_a) / det, -1, 1))
    return a, b
