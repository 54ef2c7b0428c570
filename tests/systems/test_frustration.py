import json
import os
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from visavis.errors import TableError
from visavis.systems.frustration import any_blocs, two_factions
from visavis.systems.measures import triangle_balance, triangle_census, walk_balance
from visavis.systems.signed import signed

SHARED = Path(os.environ.get("VISAVIS_SHARED", Path(__file__).parents[3] / "shared"))


def random_network(seed: int, size: int, share: float):
    rng = np.random.default_rng(seed)
    edges = [
        (f"n{a}", f"n{b}", float(rng.choice([-1, 1]) * rng.integers(1, 4)))
        for a in range(size)
        for b in range(a + 1, size)
        if rng.random() < share
    ]
    return signed(edges)


@pytest.mark.parametrize("seed", range(6))
def test_two_factions_agree_with_trying_all(seed):
    network = random_network(seed, 9, 0.6)
    best = min(network.cost(np.array([0, *sides])) for sides in product((0, 1), repeat=8))
    found = two_factions(network)
    assert found.proved
    assert found.upper == pytest.approx(best)
    assert network.cost(found.side) == pytest.approx(best)


def partitions(size):
    """All ways to put `size` nodes into blocs, as restricted growth strings."""

    def grow(prefix, top):
        if len(prefix) == size:
            yield prefix
            return
        for label in range(top + 1):
            yield from grow([*prefix, label], max(top, label + 1))

    return grow([], 0)


@pytest.mark.parametrize("seed", range(4))
def test_any_blocs_agree_with_trying_all(seed):
    network = random_network(seed, 7, 0.7)
    best = min(network.cost(np.array(p)) for p in partitions(7))
    found = any_blocs(network)
    assert found.proved
    assert network.cost(found.side) == pytest.approx(best)


def test_balanced_triads_cost_nothing_and_unbalanced_ones_do():
    enemy_of_my_enemy = signed([("A", "B", 1), ("A", "C", -1), ("B", "C", -1)])
    torn = signed([("A", "B", 1), ("A", "C", 1), ("B", "C", -2)])
    assert two_factions(enemy_of_my_enemy).upper == 0
    assert two_factions(torn).upper == 1
    assert triangle_census(torn) == {"+++": 0, "++-": 1, "+--": 0, "---": 0}
    assert triangle_balance(triangle_census(torn)) == 0


def test_three_enemies_are_weakly_balanced_only():
    foes = signed([("A", "B", -1), ("A", "C", -1), ("B", "C", -1)])
    assert two_factions(foes).upper == 1
    assert any_blocs(foes).upper == 0


def test_empty_network_has_no_measures():
    network = signed([])
    assert two_factions(network).upper == 0
    assert walk_balance(network) is None
    assert triangle_balance(triangle_census(network)) is None


def test_bad_ties_are_refused():
    with pytest.raises(TableError, match="tied to itself"):
        signed([("A", "A", 1)])
    with pytest.raises(TableError, match="twice"):
        signed([("A", "B", 1), ("B", "A", -1)])


def test_highland_tribes_as_published():
    path = SHARED / "gold/checks/tribes.json"
    if not path.exists():
        pytest.skip("no shared checks here")
    published = json.loads(path.read_text())
    network = signed([tuple(edge) for edge in published["edges"]])
    factions = two_factions(network)
    assert (factions.lower, factions.upper, len(network.ends)) == (7, 7, 58)
    assert any_blocs(network).upper == 2
    expected = published["expected_published"]
    assert triangle_balance(triangle_census(network)) == pytest.approx(expected["triangle_balance"], abs=1e-6)
    assert walk_balance(network) == pytest.approx(expected["walk_balance"], abs=1e-6)
