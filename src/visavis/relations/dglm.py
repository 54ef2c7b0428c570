"""Two conjugate dynamic generalised linear models, vectorised over all pairs at once.

*Balance*: cooperative against conflictual counts, Beta-Binomial, state on the logit: volume cancels.
*Intensity*: counts over exposure, Gamma-Poisson, state on the log.

Each pair's state follows an AR(1) around its prior mean; the updates are those of West, Harrison and Migon
(1985), "Dynamic generalized linear models and Bayesian forecasting", JASA 80, with the state's moments
carried over through the digamma and trigamma functions. Arrays are (pairs, periods).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from visavis.relations.special import Array, beta_of, gamma_of, polygammas

Kind = Literal["balance", "intensity"]
_AT_ONCE = 8_000  # rows: few enough that a period of them stays in the fast memory


@dataclass(frozen=True)
class Setting:
    """Hyperparameters of one model.

    Each is one number for all pairs, or an array with one for each row.

    Attributes:
        drift: variance that a period adds to the state.
        spread: variance of the state where nothing is known (stationary variance of the AR(1)).
        overdispersion: how much the variance of counts exceeds a sum of independent happenings (1 = not):
            one affair yields several, so that they carry less than their number.
    """

    drift: float | Array
    spread: float | Array
    overdispersion: float | Array = 1.0

    @cached_property
    def persistence(self) -> float | Array:
        """AR(1) coefficient that keeps ``spread`` stationary under ``drift``; 0 to 1."""
        kept: float | Array = np.sqrt(np.maximum(1.0 - self.drift / self.spread, 0.0))
        return kept


@dataclass(frozen=True)
class Filtered:
    """A filter's run: one-step forecasts and posteriors of each pair's state."""

    forecast_mean: Array
    forecast_var: Array
    mean: Array
    var: Array
    setting: Setting

    def tail(self, periods: int) -> Filtered:
        """Return the last periods of the run."""
        last = slice(max(0, self.mean.shape[1] - periods), None)
        return Filtered(
            self.forecast_mean[:, last].copy(order="K"),
            self.forecast_var[:, last].copy(order="K"),
            self.mean[:, last].copy(order="K"),
            self.var[:, last].copy(order="K"),
            self.setting,
        )

    def extend(self, kind: Kind, first: Array, second: Array, prior: Array) -> Filtered:
        """Return the run with one more period.

        Args:
            kind: see :func:`run_filter`.
            first: (pairs,) counts of the new period.
            second: (pairs,) counts, or exposure > 0.
            prior: (pairs,) prior means of the state.
        """
        states = step(kind, self.mean[:, -1], self.var[:, -1], first, second, prior, self.setting)
        before = (self.forecast_mean, self.forecast_var, self.mean, self.var)
        longer = (np.vstack([old.T, new]).T for old, new in zip(before, states, strict=True))
        forecast_mean, forecast_var, mean, var = longer
        return Filtered(forecast_mean, forecast_var, mean, var, self.setting)


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
    mean, var = prior.astype(float), np.broadcast_to(setting.spread, pairs).astype(float)
    out = [np.empty((periods, pairs)).T for _ in range(4)]  # one period after the other in memory
    for t in range(periods):
        states = step(kind, mean, var, first[:, t], second[:, t], prior, setting)
        for store, value in zip(out, states, strict=True):
            store[:, t] = value
        mean, var = states[2], states[3]
    return Filtered(out[0], out[1], out[2], out[3], setting)


def run_each(
    kind: Kind, first: Array, second: Array, prior: Array, settings: Sequence[Setting]
) -> Iterator[Filtered]:
    """Filter the same counts under several settings, as many at once as the pairs are few.

    Args:
        kind: see :func:`run_filter`.
        first: (pairs, periods).
        second: (pairs, periods).
        prior: (pairs,).
        settings: each of plain numbers.
    """
    count = len(first)
    together = max(1, _AT_ONCE // max(1, count))
    for start in range(0, len(settings), together):
        some = settings[start : start + together]
        if len(some) == 1:
            yield run_filter(kind, first, second, prior, some[0])
        else:
            yield from _run_together(kind, first, second, prior, some)


def _run_together(
    kind: Kind, first: Array, second: Array, prior: Array, settings: Sequence[Setting]
) -> Iterator[Filtered]:
    """Filter the same counts under several settings in one run: long arrays cost less for each number."""
    count = len(first)
    stacked = Setting(
        np.repeat([s.drift for s in settings], count),
        np.repeat([s.spread for s in settings], count),
        np.repeat([s.overdispersion for s in settings], count),
    )
    tiles = (1, len(settings))
    counts = np.tile(first.T, tiles).T, np.tile(second.T, tiles).T  # one period after the other in memory
    run = run_filter(kind, *counts, np.tile(prior, len(settings)), stacked)
    for number, setting in enumerate(settings):
        part = slice(number * count, (number + 1) * count)
        yield Filtered(
            run.forecast_mean[part], run.forecast_var[part], run.mean[part], run.var[part], setting
        )


def step(
    kind: Kind, mean: Array, var: Array, first: Array, second: Array, prior: Array, setting: Setting
) -> tuple[Array, Array, Array, Array]:
    """Carry the states one period on and update them with its counts.

    Args:
        kind: see :func:`run_filter`.
        mean: (pairs,) means of the state a period before.
        var: (pairs,) variances.
        first: (pairs,) counts.
        second: (pairs,) counts, or exposure > 0.
        prior: (pairs,) prior means of the state.
        setting: the model's hyperparameters.

    Returns:
        Forecast means and variances, means and variances.
    """
    rho = setting.persistence
    ahead = prior + rho * (mean - prior)
    ahead_var = rho**2 * var + setting.drift
    update = _update_balance if kind == "balance" else _update_intensity
    return (ahead, ahead_var, *update(ahead, ahead_var, first, second, setting.overdispersion))


def weight_of(n: Array, over: float | Array) -> Array:
    """Return what one of ``n`` > 0 happenings of a period weighs: together never less than one alone."""
    weight: Array = 1 / np.minimum(over, np.maximum(n, 1))
    return weight


def _update_balance(f: Array, q: Array, x: Array, y: Array, over: float | Array) -> tuple[Array, Array]:
    """Only pairs with counts change."""
    mean, var = f.copy(), q.copy()
    seen = np.flatnonzero(x + y > 0)
    f, q, x, y, over = f[seen], q[seen], x[seen], y[seen], np.broadcast_to(over, len(mean))[seen]
    a, b = beta_of(f, q)
    weight = weight_of(x + y, over)
    psi, tri, _ = polygammas(np.stack([a + x * weight, b + y * weight]))
    mean[seen], var[seen] = psi[0] - psi[1], tri[0] + tri[1]
    return mean, var


def _update_intensity(
    f: Array, q: Array, x: Array, exposure: Array, over: float | Array
) -> tuple[Array, Array]:
    """Where nothing is counted the update has a closed form without special functions."""
    a, mean_log = gamma_of(q)
    b = np.exp(mean_log - f)
    x, exposure = x / over, exposure / over
    mean, var = f + np.log(b / (b + exposure)), q.copy()
    seen = np.flatnonzero(x > 0)
    mean_a, var_a, _ = polygammas(a[seen] + x[seen])
    mean[seen] += mean_a - mean_log[seen]
    var[seen] = var_a
    return mean, var


def smooth(run: Filtered) -> tuple[Array, Array]:
    """Return means and variances of every period given all periods (Rauch-Tung-Striebel on the state)."""
    rho = run.setting.persistence
    mean, var = run.mean.copy(order="K"), run.var.copy(order="K")
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
