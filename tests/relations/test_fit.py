"""The fit against a small world in which what is true is known."""

import numpy as np
import pytest

from visavis.relations.dglm import run_filter
from visavis.relations.fit import fit


@pytest.fixture(scope="module")
def world():
    """True log-odds of 150 pairs over 60 months, and counts that come in bursts."""
    rng = np.random.default_rng(11)
    pairs, months, spread, drift = 150, 60, 1.2, 0.03
    rho, state = np.sqrt(1 - drift / spread), rng.normal(0, np.sqrt(spread), pairs)
    truth = np.empty((pairs, months))
    for month in range(months):
        state = rho * state + rng.normal(0, np.sqrt(drift), pairs)
        truth[:, month] = state
    affairs = rng.poisson(np.exp(rng.normal(0, 1, pairs))[:, None] * np.ones(months))
    kind = rng.binomial(affairs, 1 / (1 + np.exp(-truth)))
    first = kind + rng.poisson(0.5 * kind)
    second = affairs - kind + rng.poisson(0.5 * (affairs - kind))
    return truth, first.astype(float), second.astype(float)


@pytest.fixture(scope="module")
def fitted(world):
    _, first, second = world
    return fit("balance", first, second)


def test_intervals_hold_the_truth_as_often_as_they_say(world, fitted):
    inside = abs(world[0] - fitted.mean) < 1.6449 * np.sqrt(fitted.var)
    assert 0.85 < inside.mean() < 0.95


def test_bursts_are_taken_for_bursts_and_not_for_drift(fitted):
    drift = sum(w * s.drift for s, w in zip(fitted.settings, fitted.weights, strict=True))
    assert fitted.settings[0].overdispersion == pytest.approx(1.83, abs=0.4)
    assert 0.01 < drift < 0.07
    assert fitted.weights.sum() == pytest.approx(1)


@pytest.mark.parametrize("kind", ["balance", "intensity"])
def test_an_update_is_what_filtering_all_gives(world, kind):
    _, first, second = world
    second = second + (kind == "intensity")
    found = fit(kind, first[:, :-1], second[:, :-1])
    updated = found.update(first[:, -1], second[:, -1])
    for setting, tail in zip(found.settings, updated.tails, strict=True):
        whole = run_filter(kind, first, second, found.prior, setting)
        assert np.allclose(tail.mean[:, -1], whole.mean[:, -1])
        assert np.allclose(tail.var[:, -1], whole.var[:, -1])
    assert updated.rising(3).shape == (len(first),)


def test_stated_probabilities_of_a_rise_are_those_observed(world, fitted):
    truth, stated = world[0], fitted.rising(6)
    rose = truth[:, -6:].mean(axis=1) > truth[:, -12:-6].mean(axis=1)
    likely, unlikely = stated > 0.6, stated < 0.4
    assert abs(rose[likely].mean() - stated[likely].mean()) < 0.15
    assert abs(rose[unlikely].mean() - stated[unlikely].mean()) < 0.15
