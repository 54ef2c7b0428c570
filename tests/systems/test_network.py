from visavis.records import Edge
from visavis.systems.network import from_edges


def tie(a, b, weight, positive):
    return Edge(a, b, weight, positive, 3)


def test_the_enemy_of_my_enemy_stands_with_me():
    found = from_edges(
        [tie("CHN", "RUS", 0.6, 0.9), tie("CHN", "USA", -0.4, 0.2), tie("RUS", "USA", -0.5, 0.1)]
    )
    (alignment,) = found.alignments
    assert (alignment.together, alignment.against) == (("CHN", "RUS"), "USA")
    assert abs(alignment.probability - 0.9 * 0.8 * 0.9) < 1e-6
    (triad,) = found.triads
    assert triad.balanced
    assert triad.signs == "+--"
    assert found.frustration.upper == 0
    assert found.frustration.factions == (("CHN", "RUS"), ("USA",))


def test_triad_probability_is_over_all_signs():
    found = from_edges([tie("A", "B", 0.1, 0.5), tie("A", "C", 0.1, 0.5), tie("B", "C", 0.1, 0.5)])
    assert found.triads[0].probability == 0.5


def test_strained_ties_are_named():
    found = from_edges([tie("A", "B", 0.9, 0.9), tie("A", "C", 0.9, 0.9), tie("B", "C", -0.1, 0.4)])
    assert found.frustration.strained == (("B", "C"),)
    assert found.frustration.proved


def test_no_ties_no_system():
    found = from_edges([])
    assert found.nodes == ()
    assert found.triangle_balance is None
    assert found.walk_balance is None


def test_a_system_without_ties_says_so():
    assert from_edges([]).notes == ("no tie between two states is known: there is nothing to measure",)
