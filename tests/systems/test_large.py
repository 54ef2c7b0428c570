"""Large networks: bounds in time, and pieces that agree with looking at all at once."""

from itertools import combinations

import numpy as np
import pytest

import visavis.systems.measures as measures
from visavis.records import Edge
from visavis.systems.budget import Budget
from visavis.systems.expectations import rules
from visavis.systems.frustration import any_blocs, two_factions
from visavis.systems.longer import longer_cycles
from visavis.systems.network import from_edges
from visavis.systems.signed import signed
from visavis.systems.triangles import packing, triangles


def random_ties(size, ties, seed=0):
    rng = np.random.default_rng(seed)
    pairs = set()
    while len(pairs) < ties:
        a, b = sorted(int(x) for x in rng.integers(0, size, 2))
        if a != b:
            pairs.add((a, b))
    return [
        (f"n{a:04}", f"n{b:04}", float(rng.choice([-1, 1]) * rng.uniform(0.1, 1))) for a, b in sorted(pairs)
    ]


def test_all_triangles_are_found_once():
    network = signed(random_ties(40, 300))
    tied = {tuple(ends) for ends in network.ends.tolist()}
    expected = sum(
        (a, b) in tied and (a, c) in tied and (b, c) in tied for a, b, c in combinations(range(40), 3)
    )
    found = np.concatenate(list(triangles(network)))
    assert len(found) == expected == len(np.unique(found, axis=0))
    for ab, ac, bc in network.ends[found[:50]].tolist():
        assert (ab[0], ab[1], ac[1]) == (ac[0], bc[0], bc[1])


def test_packed_triangles_never_exceed_the_index():
    for seed in range(4):
        network = signed(random_ties(14, 45, seed))
        all_triangles = np.concatenate(list(triangles(network)))
        odd = all_triangles[(network.weights[all_triangles] < 0).sum(axis=1) % 2 == 1]
        assert packing(network, odd) <= two_factions(network).upper + 1e-9


@pytest.mark.parametrize("split", [two_factions, any_blocs])
def test_when_time_runs_out_the_answer_is_an_interval(split):
    network = signed(random_ties(300, 6000))
    found = split(network, seconds=0.3)
    assert not found.proved
    assert 0 < found.lower < found.upper == pytest.approx(network.cost(found.side))
    assert found.upper <= network.costs[network.positive].sum() + network.costs[~network.positive].sum()


def test_a_system_without_time_says_what_it_left_out():
    ties = [Edge(a, b, weight, float(weight > 0), 0) for a, b, weight in random_ties(200, 4000)]
    found = from_edges(ties, seconds=0.0)
    assert found.frustration.lower <= found.frustration.upper
    assert not found.frustration.proved
    assert sum("in the time" in note for note in found.notes) >= 3
    assert sum(len(group) for group in found.frustration.factions) == 200


def test_estimated_walk_balance_is_near_the_exact_one(monkeypatch):
    camp = np.arange(90) % 2
    rng = np.random.default_rng(1)
    ties = [
        (a, b, (1.0 if camp[int(a[1:])] == camp[int(b[1:])] else -1.0) * (-1 if rng.random() < 0.05 else 1))
        for a, b, _ in random_ties(90, 500)
    ]
    network = signed(ties)
    exact = measures.walk_balance(network)
    monkeypatch.setattr(measures, "_DENSE", 10)
    assert measures.walk_balance(network) == pytest.approx(exact, rel=0.05)


def test_a_spent_budget_counts_no_triangles():
    assert measures.triangle_census(signed(random_ties(30, 200)), Budget(0)) == {}


def test_no_weight_is_not_a_number():
    with pytest.raises(Exception, match="no number"):
        signed([("A", "B", float("nan"))])


def test_the_sayings_are_tried_on_what_came_later():
    def tie(a, b, sign, told=1):
        return Edge(a, b, 0.5 * sign, 0.9 if sign > 0 else 0.1, told)

    before = [tie("A", "C", -1), tie("B", "C", -1), tie("A", "D", 1), tie("D", "E", 1)]
    after = [*before, tie("A", "B", 1), tie("A", "E", -1)]
    found = {rule.name: rule for rule in rules([before, after])}
    assert found["the enemy of my enemy is my friend"].holds == 1
    assert found["the friend of my friend is my friend"].fails == 1
    assert all(rule.odds.low < rule.odds.mean < rule.odds.high for rule in found.values())


def test_a_tie_of_which_nothing_new_is_heard_proves_nothing():
    same = [Edge("A", "B", 0.5, 0.9, 1), Edge("A", "C", 0.5, 0.9, 1), Edge("B", "C", 0.5, 0.9, 1)]
    assert rules([same, same, same]) == ()


def test_draws_and_reliefs():
    edges = [Edge("A", "B", 0.5, 0.9, 3), Edge("A", "C", 0.4, 0.8, 3), Edge("B", "C", -0.2, 0.3, 3)]
    found = from_edges(edges)
    assert (found.relief[0].a, found.relief[0].b) == ("B", "C")
    assert found.relief[0].frustration == pytest.approx(0.2)
    assert found.relief[0].triangles == 1
    assert found.drawn is not None
    assert found.drawn.frustration.low <= found.drawn.frustration.high
    assert found == from_edges(edges)


def test_who_is_friends_with_both_camps_stands_between():
    edges = [
        Edge("A", "B", 0.8, 0.99, 9),
        Edge("C", "D", 0.8, 0.99, 9),
        Edge("A", "C", -0.8, 0.01, 9),
        Edge("B", "D", -0.8, 0.01, 9),
        Edge("A", "M", 0.3, 0.8, 2),
        Edge("D", "M", 0.3, 0.8, 2),
    ]
    found = from_edges(edges)
    assert found.between[0].state == "M"


@pytest.mark.parametrize("one_negative", [False, True])
def test_packed_cycles_of_any_length_never_exceed_the_index(one_negative):
    exact = any_blocs if one_negative else two_factions
    for seed in range(6):
        network = signed(random_ties(16, 26, seed))
        left = network.costs.copy()
        packed = longer_cycles(network, left, Budget(10), one_negative=one_negative)
        assert 0 <= packed <= exact(network).lower + 1e-9
        assert (left >= -1e-9).all()


def test_longer_cycles_bound_a_network_without_triangles():
    ring = [(f"n{i}", f"n{(i + 1) % 6}", -1.0 if i == 0 else 1.0) for i in range(6)]
    network = signed(ring)
    for one_negative in (False, True):
        assert longer_cycles(network, network.costs.copy(), Budget(5), one_negative=one_negative) == 1.0
