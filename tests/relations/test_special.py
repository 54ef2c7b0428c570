import numpy as np
import pytest
from scipy.special import digamma, polygamma

from visavis.relations.special import beta_of, gamma_of, polygammas


def test_polygammas_are_scipys():
    x = np.geomspace(1e-3, 1e6, 501)
    first, second, third = polygammas(x)
    assert np.allclose(first, digamma(x), rtol=0, atol=1e-8)
    assert np.allclose(second, polygamma(1, x), rtol=1e-8)
    assert np.allclose(third, polygamma(2, x), rtol=1e-8)


def test_a_gamma_has_the_variance_asked_for():
    variance = np.geomspace(1e-5, 20, 301)
    shape, mean_log = gamma_of(variance)
    assert np.allclose(polygamma(1, shape), variance, rtol=1e-6)
    assert np.allclose(mean_log, digamma(shape), atol=1e-5)


@pytest.mark.parametrize("mean", [-6.0, -1.0, 0.0, 2.5, 9.0])
def test_a_beta_has_the_moments_asked_for(mean):
    variance = np.geomspace(1e-3, 8, 101)
    a, b = beta_of(np.full(101, mean), variance)
    assert np.allclose(digamma(a) - digamma(b), mean, atol=1e-4)
    assert np.allclose(polygamma(1, a) + polygamma(1, b), variance, rtol=1e-4)
