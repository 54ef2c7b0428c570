"""Two conjugate dynamic generalised linear models, vectorised over all pairs at once.

*Balance*: cooperative against conflictual counts, Beta-Binomial, state on the logit: volume cancels.
*Intensity*: counts over exposure, Gamma-Poisson, state on the log.

Each pair's state follows an AR(1) around its prior mean; the updates are those of West, Harrison and Migon
(1985), "Dynamic generalized linear models and Bayesian forecasting", JASA 80, with the state's moments
carried over through the digamma and trigamma functions. Arrays are (pairs, periods).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, gammaln, polygamma

Array = NDArray[np.float64]
Kind = Literal["balance", "intensity"]
_NEWTON = 4  # steps; enough for six digits over the states that occur


@dataclass(frozen=True)
class Setting:
    """Hyperparameters of one model.

    Each is one number for all pairs, or an array with one for each row.

    Attributes:
        drift: variance that a period adds to the state.
        spread: variance of the state where nothing is known (stationary variance of the AR(1)).
        overdispersion: counts are divided by this (1 = none): bursts of reports carry less than their number.
    """

    drift: float | Array
    spread: float | Array
    overdispersion: float | Array = 1.0

    @property
    def persistence(self) -> float | Array:
        """AR(1) coefficient that keeps ``spread`` stationary under ``drift``; 0 to 1."""
        kept: float | Array = np.sqrt(np.maximum(1.0 - self.drift / self.spread, 0.0))
        return kept


@dataclass(frozen=True)
class Filtered:
    """A filter's run: one-step forecasts, posteriors, and the log marginal likelihood of each pair."""

    forecast_mean: Array
    forecast_var: Array
    mean: Array
    var: Array
    evidence: Array
    setting: Setting

    def until(self, pair: int, last: int) -> Filtered:
        """Return the run of one pair up to a period; a filter never looks ahead, so nothing else changes."""
        part = (slice(pair, pair + 1), slice(None, last + 1))
        return Filtered(
            self.forecast_mean[part],
            self.forecast_var[part],
            self.mean[part],
            self.var[part],
            self.evidence[part[0]],
            self.setting,
        )


def run_filter(kind: Kind, first: Array, second: Array, prior: Array, setting: Setting) -> Filtered:
    """Filter all pairs through time.

    Args:
        kind: ``balance`` (first = cooperative, second = conflictual counts) or ``intensity`` (first = counts,
            second = exposure > 0).
        first: (pairs, periods), >= 0.
        second: (pairs, periods), >= 0.
        prior: (pairs,) prior means of the state.
        setting: the model's hyperparameters.
    """
    pairs, periods = first.shape
    rho = setting.persistence
    mean, var = prior.astype(float).copy(), np.broadcast_to(setting.spread, pairs).astype(float)
    evidence = np.zeros(pairs)
    out = [np.empty((pairs, periods)) for _ in range(4)]
    update = _update_balance if kind == "balance" else _update_intensity
    for t in range(periods):
        ahead = prior + rho * (mean - prior)
        ahead_var = rho**2 * var + setting.drift
        mean, var, gained = update(ahead, ahead_var, first[:, t], second[:, t], setting.overdispersion)
        evidence += gained
        for store, value in zip(out, (ahead, ahead_var, mean, var), strict=True):
            store[:, t] = value
    return Filtered(out[0], out[1], out[2], out[3], evidence, setting)


def _update_balance(
    f: Array, q: Array, x: Array, y: Array, over: float | Array
) -> tuple[Array, Array, Array]:
    """Only pairs with counts change; n counts carry the weight of n / (1 + (over - 1)(n - 1) / n)."""
    mean, var, gained = f.copy(), q.copy(), np.zeros_like(f)
    seen = np.flatnonzero(x + y > 0)
    f, q, x, y, over = f[seen], q[seen], x[seen], y[seen], np.broadcast_to(over, len(mean))[seen]
    (a, b), n = _beta(f, q), x + y
    gained[seen] = _log_beta_binomial(x, n, a, b, over)
    weight = 1 / (1 + (over - 1) * np.maximum(n - 1, 0) / n)
    x, y = x * weight, y * weight
    mean[seen] = digamma(a + x) - digamma(b + y)
    var[seen] = _trigamma(a + x) + _trigamma(b + y)
    return mean, var, gained


def _beta(f: Array, q: Array) -> tuple[Array, Array]:
    """Return the beta distribution whose log-odds have mean f and variance q (Newton on the logarithms)."""
    a, b = (1 + np.exp(f)) / q + 0.3, (1 + np.exp(-f)) / q + 0.3
    for _ in range(_NEWTON):
        off_mean = digamma(a) - digamma(b) - f
        off_var = np.log((_trigamma(a) + _trigamma(b)) / q)
        total = _trigamma(a) + _trigamma(b)
        mean_a, mean_b = a * _trigamma(a), -b * _trigamma(b)
        var_a, var_b = a * polygamma(2, a) / total, b * polygamma(2, b) / total
        det = mean_a * var_b - mean_b * var_a
        step_a = (off_mean * var_b - off_var * mean_b) / det
        step_b = (off_var * mean_a - off_mean * var_a) / det
        a, b = a * np.exp(-np.clip(step_a, -1, 1)), b * np.exp(-np.clip(step_b, -1, 1))
    return a, b


def _gamma_shape(q: Array) -> Array:
    """Return the shape of the gamma distribution whose logarithm has variance q (inverse trigamma)."""
    a = 0.5 + 1 / q
    for _ in range(_NEWTON):
        trigamma = _trigamma(a)
        a = a + trigamma * (1 - trigamma / q) / polygamma(2, a)
    return a


def _log_beta_binomial(x: Array, n: Array, a: Array, b: Array, over: Array) -> Array:
    """Log chance of x of n, the beta's precision lowered so that the variance is ``over`` times as large."""
    precision = 1 / np.minimum((over - 1) / n + 1 / (a + b + 1), 0.95) - 1
    share = a / (a + b)
    a, b = share * precision, (1 - share) * precision
    choose = gammaln(n + 1) - gammaln(x + 1) - gammaln(n - x + 1)
    chance: Array = (
        choose
        + gammaln(a + b)
        - gammaln(a)
        - gammaln(b)
        + gammaln(a + x)
        + gammaln(b + n - x)
        - gammaln(a + b + n)
    )
    return chance


def _update_intensity(
    f: Array, q: Array, x: Array, exposure: Array, over: float | Array
) -> tuple[Array, Array, Array]:
    """Where nothing is counted the update has a closed form without special functions."""
    a = _gamma_shape(q)
    b = np.exp(digamma(a) - f)
    gained = _log_negative_binomial(x, exposure * a / b, a, over)
    x, exposure = x / over, exposure / over
    mean, var = f + np.log(b / (b + exposure)), q.copy()
    seen = np.flatnonzero(x > 0)
    x, a = x[seen], a[seen]
    mean[seen] += digamma(a + x) - digamma(a)
    var[seen] = _trigamma(a + x)
    return mean, var, gained


def _log_negative_binomial(x: Array, expected: Array, a: Array, over: float | Array) -> Array:
    """Log chance of a count whose variance is ``over * expected + expected**2 / a``."""
    size = expected / ((over - 1) + expected / a)
    chance = size * np.log(size / (size + expected))
    seen = np.flatnonzero(x > 0)
    x, r, m = x[seen], size[seen], expected[seen]
    chance[seen] += gammaln(r + x) - gammaln(r) - gammaln(x + 1) + x * np.log(m / (r + m))
    return chance


def _trigamma(x: Array) -> Array:
    value: Array = polygamma(1, x)
    return value


def smooth(run: Filtered) -> tuple[Array, Array]:
    """Return means and variances of every period given all periods (Rauch-Tung-Striebel on the state)."""
    rho = run.setting.persistence
    mean, var = run.mean.copy(), run.var.copy()
    for t in range(mean.shape[1] - 2, -1, -1):
        gain = run.var[:, t] * rho / run.forecast_var[:, t + 1]
        mean[:, t] += gain * (mean[:, t + 1] - run.forecast_mean[:, t + 1])
        var[:, t] += gain**2 * (var[:, t + 1] - run.forecast_var[:, t + 1])
    return mean, var


def contrast(run: Filtered, periods: int) -> tuple[Array, Array]:
    """Return mean and variance, in closed form, of (mean of the last h) - (mean of the h before).

    Args:
        run: a filter's run over at least ``2 * periods`` periods.
        periods: h >= 1.
    """
    rho = run.setting.persistence
    last = slice(run.mean.shape[1] - 2 * periods, None)
    ahead, ahead_var = run.forecast_mean[:, last], run.forecast_var[:, last]
    mean, var = run.mean[:, last], run.var[:, last]
    weights = np.r_[-np.ones(periods), np.ones(periods)] / periods
    total, spread = np.zeros(len(mean)), np.zeros(len(mean))
    carry = np.full(len(mean), weights[0])
    for t in range(2 * periods - 1):
        gain = var[:, t] * rho / ahead_var[:, t + 1]
        spread += carry**2 * (var[:, t] - gain**2 * ahead_var[:, t + 1])
        total += carry * (mean[:, t] - gain * ahead[:, t + 1])
        carry = carry * gain + weights[t + 1]
    return total + carry * mean[:, -1], spread + carry**2 * var[:, -1]
