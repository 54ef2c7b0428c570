import re

import pytest

from visavis.records import Capability, Edge
from visavis.relations.eventfiles import read_events
from visavis.relations.relation import in_domains, relations
from visavis.showing.pages import standing_page, system_page
from visavis.showing.standing import standing_of
from visavis.systems.contingency import contingency, two_fronts
from visavis.systems.network import from_edges


@pytest.fixture(scope="module")
def standing():
    rows = ["date,actor,recipient,type"]
    rows += [f"2019-{m:02}-02,CHN,RUS,ACCUSE" for m in range(1, 13)]
    rows += [f"2020-{m:02}-02,RUS,CHN,SUPPORT" for m in range(1, 13)]
    table = read_events([row + "\n" for row in rows], "<e>.csv")
    (found,) = relations(table, only={("CHN", "RUS")}, period="month")
    held = (Capability("cinc", 2015, 0.2, 0.04, 5.0, "<nmc>.csv"),)
    return standing_of(found, table, domains=in_domains(table, ("CHN", "RUS")), capabilities=held)


def test_a_relation_stands_on_one_page_without_network(standing):
    page = standing_page(standing)
    assert page == standing_page(standing)
    assert "default-src &#39;none&#39;" in page
    assert not re.search(r"(?:src|href)=\"https?:", page)
    for words in (
        "China and Russia",
        "Spoke for conflict",
        "Diplomatic: 24 happenings",
        "China 5 times as much",
    ):
        assert words in page
    assert "<nmc>" not in page
    assert "&lt;nmc&gt;.csv" in page


def test_a_system_stands_on_one_page_with_what_follows():
    edges = [
        Edge("CHN", "USA", -0.5, 0.1, 4),
        Edge("TWN", "USA", 0.5, 0.9, 4),
        Edge("CHN", "TWN", 0.2, 0.7, 1),
    ]
    found = from_edges(edges, as_of="2021-12-16")
    from msgspec.structs import replace

    cases = [contingency(*case, found.edges, day="2021-12-16") for case in (("CHN", "TWN"), ("RUS", "UKR"))]
    page = system_page(replace(found, contingencies=tuple(cases), two_fronts=two_fronts(cases)))
    assert "Taiwan Relations Act" in page
    assert "Both at once" in page
    assert "If one tie turned, what would ease most" in page
    assert page.count("<svg") >= 2


def test_an_empty_system_says_so():
    assert "no ties to draw" in system_page(from_edges([]))
