import networkx as nx
import pytest

from visavis.errors import TableError
from visavis.records import Edge
from visavis.systems.contingency import contingency, two_fronts
from visavis.systems.edgefiles import change, read_edges
from visavis.systems.network import from_edges, to_graph


def test_an_attack_on_a_member_of_an_alliance_calls_on_the_others():
    found = contingency("RUS", "POL", day="2022-02-05")
    texts = {(one.state, one.bond) for one in found.bound if one.side == "POL"}
    bound = {one.state: one for one in found.bound if one.bond == "North Atlantic Treaty"}
    assert {"USA", "DEU", "GBR"} <= bound.keys()
    assert "FIN" not in bound  # not yet a member; the Union's treaty binds it
    assert any(state == "FIN" for state, _ in texts)
    assert bound["USA"].kind == "defense"
    assert bound["USA"].article


def test_members_of_an_alliance_are_not_called_on_against_each_other():
    found = contingency("GRC", "TUR", day="2022-02-05")
    assert not any(one.bond == "North Atlantic Treaty" for one in found.bound)
    assert any("North Atlantic" in name for name in found.breaks)


def test_no_defence_obligation_between_china_and_russia():
    found = contingency("USA", "RUS", day="2022-02-05")
    assert "CHN" not in {one.state for one in found.bound if one.kind == "defense"}


def test_recorded_relations_align_a_third_state():
    edges = [Edge("AUS", "CHN", -0.5, 0.1, 4), Edge("AUS", "TWN", 0.5, 0.9, 4)]
    found = contingency("CHN", "TWN", edges, day="2021-12-16")
    (aligned,) = [one for one in found.bound if one.because == "alignment"]
    assert (aligned.state, aligned.side, aligned.probability) == ("AUS", "TWN", 0.81)


def test_two_fronts_name_who_carries_both():
    edges = [
        Edge("CHN", "USA", -0.5, 0.1, 4),
        Edge("TWN", "USA", 0.5, 0.9, 4),
        Edge("RUS", "USA", -0.5, 0.1, 4),
        Edge("UKR", "USA", 0.5, 0.9, 4),
    ]
    pair = [contingency(a, b, edges, day="2021-12-16") for a, b in (("CHN", "TWN"), ("RUS", "UKR"))]
    (both,) = two_fronts(pair)
    assert ("USA", "TWN", "UKR") in both.both


def test_bad_contingencies_are_refused():
    with pytest.raises(TableError, match="unknown state"):
        contingency("CHN", "XQZ")
    with pytest.raises(TableError, match="cannot attack itself"):
        contingency("CHN", "CHN")


def test_edges_are_read_with_and_without_a_header():
    with_header = read_edges(["weight,b,a\n", "-2,USA,CHN\n"], "e.csv")
    assert with_header == read_edges(["CHN,USA,-2\n"], "e.csv")
    assert with_header == (Edge("CHN", "USA", -2.0, 0.0, 0),)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["a,b,weight", "A,A,1"], "line 2: A is tied to itself"),
        (["A,B,1", "B,A,-1"], "line 2: B and A stand in line 1 with another weight"),
        (["A,B,x"], "weight 'x' is no number"),
        (["A,B"], "2 columns"),
        ([], "empty"),
    ],
)
def test_bad_edges_are_refused_by_line(lines, message):
    with pytest.raises(TableError, match=message):
        read_edges(lines, "e.csv")


def test_what_if_a_tie_turned():
    edges = read_edges(["A,B,1", "A,C,1", "B,C,-1"], "e.csv")
    assert from_edges(edges).frustration.upper == 1
    assert from_edges(change(edges, [("C", "B", 1.0)])).frustration.upper == 0
    assert from_edges(change(edges, [("C", "B", 0.0)])).frustration.upper == 0
    with pytest.raises(TableError, match="no tie between A and D"):
        change(edges, [("A", "D", 0.0)])


def test_the_enemy_of_my_enemy_is_expected_as_a_friend():
    found = from_edges([Edge("CHN", "USA", -0.5, 0.1, 3), Edge("IRN", "USA", -0.5, 0.1, 3)])
    (expected,) = found.expected
    assert (expected.a, expected.b, expected.through) == ("CHN", "IRN", ("USA",))
    assert expected.positive == pytest.approx(0.82)


def test_certain_blocs_are_stable_and_doubtful_ones_are_not():
    sure = from_edges([Edge("A", "B", 1.0, 1.0, 3), Edge("B", "C", -1.0, 0.0, 3)])
    doubtful = from_edges([Edge("A", "B", 0.1, 0.55, 3), Edge("B", "C", -1.0, 0.0, 3)])
    assert sure.bloc_stability[0] == 1
    assert 0.3 < doubtful.bloc_stability[0] < 0.8


def test_a_system_is_a_graph_for_other_tools():
    found = from_edges([Edge("A", "B", 1.0, 1.0, 3), Edge("B", "C", -1.0, 0.0, 3)])
    graph = to_graph(found)
    assert graph.edges["B", "C"]["weight"] == -1
    assert graph.nodes["A"]["faction"] == graph.nodes["B"]["faction"] != graph.nodes["C"]["faction"]
    assert "graphml" in "".join(nx.generate_graphml(graph))


def bound_to(found):
    return {(one.state, one.kind) for one in found.bound if one.side == found.attacked}


def test_who_suspended_a_treaty_with_a_state_is_not_bound_to_defend_it():
    bound = bound_to(contingency("CHN", "NZL", day="2020-01-01"))
    assert ("AUS", "defense") in bound
    assert ("USA", "defense") not in bound


def test_only_an_attack_on_a_covered_party_sets_a_treaty_off():
    assert ("USA", "defense") in bound_to(contingency("CHN", "JPN", day="2020-01-01"))
    assert ("JPN", "defense") not in bound_to(contingency("CHN", "USA", day="2020-01-01"))
    assert ("GBR", "consultation") in bound_to(contingency("RUS", "UKR", day="2020-01-01"))
    assert ("GBR", "consultation") not in bound_to(contingency("UKR", "RUS", day="2020-01-01"))
    assert ("AUS", "consultation") in bound_to(contingency("CHN", "SGP", day="2020-01-01"))
    assert ("SGP", "consultation") not in bound_to(contingency("CHN", "NZL", day="2020-01-01"))
