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

_SHIFT = 4  # the series is used above this; even
_STEPS = 2  # Newton's, from the start below: five digits of mean and variance, mostly six
_GRID = np.geomspace(1e-4, 1e7, 12_000)
_LEAST, _MOST, _POINTS = -16.0, 18.0, 17_001  # of the logarithm of a variance, evenly spaced
_LOG_SHAPE = np.interp(
    np.linspace(_LEAST, _MOST, _POINTS), np.log(polygamma(1, _GRID))[::-1], np.log(_GRID)[::-1]
)
_MEAN_LOG = digamma(np.exp(_LOG_SHAPE))
_SHAPE_STEPS, _MEAN_STEPS = np.diff(_LOG_SHAPE), np.diff(_MEAN_LOG)


def polygammas(x: Array) -> tuple[Array, Array, Array]:
    """Return digamma, trigamma and tetragamma of ``x`` > 0."""
    width = 2 * x + (_SHIFT - 1)
    square = width * width
    once, twice, thrice = _reciprocals(x)
    z = 1 / (x + _SHIFT)
    w = z * z
    first = -np.log(z) - z / 2 - w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - w / 240))) - width * once
    second = z + w / 2 + z * w * (1 / 6 - w * (1 / 30 - w * (1 / 42 - w / 30)))
    second += square * twice - 2 * once
    third = -w * (1 + z + w * (1 / 2 - w * (1 / 6 - w * (1 / 6 - w * 3 / 10))))
    third -= 2 * width * (square * thrice - 3 * twice)
    return first, second, third


def _reciprocals(x: Array) -> tuple[Array, Array, Array]:
    """Return the sums of 1/pq, 1/pq squared and cubed over the pairs p = x + i, q = x + 3 - i.

    1/p + 1/q is (p + q)/pq, and p + q is the same for all, so that the recurrence needs half the divisions.
    """
    ends = x * (x + (_SHIFT - 1))
    once = 1 / ends
    twice = once * once
    thrice = twice * once
    for inner in range(1, _SHIFT // 2):
        part = 1 / (ends + inner * (_SHIFT - 1 - inner))
        power = part * part
        once += part
        twice += power
        power *= part
        thrice += power
    return once, twice, thrice


def gamma_of(variance: Array) -> tuple[Array, Array]:
    """Return the shape of the gamma distribution whose logarithm has a variance, and digamma of the shape."""
    at = (np.log(variance) - _LEAST) * ((_POINTS - 1) / (_MOST - _LEAST))
    np.clip(at, 0, _POINTS - 1.001, out=at)
    below = at.astype(np.int64)
    at -= below
    shape = _LOG_SHAPE[below] + at * _SHAPE_STEPS[below]
    return np.exp(shape, out=shape), _MEAN_LOG[below] + at * _MEAN_STEPS[below]


def beta_of(mean: Array, variance: Array) -> tuple[Array, Array]:
    """Return the beta distribution whose log-odds have a mean and a variance (Newton on the logarithms)."""
    both = (1 + np.exp(np.stack([mean, -mean]))) / variance + 0.3
    for _ in range(_STEPS):
        psi, tri, tetra = polygammas(both)
        total = tri[0] + tri[1]
        off_mean, off_var = psi[0] - psi[1] - mean, np.log(total / variance)
        by_mean = both * tri  # derivatives of the mean, the second's with the other sign
        by_var = both * tetra / total
        det = by_mean[0] * by_var[1] + by_mean[1] * by_var[0]
        move = np.stack(
            [off_mean * by_var[1] + off_var * by_mean[1], off_var * by_mean[0] - off_mean * by_var[0]]
        )
        move /= det
        both *= np.exp(-np.minimum(np.maximum(move, -1), 1))
    return both[0], both[1]
