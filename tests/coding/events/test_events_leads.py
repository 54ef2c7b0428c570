"""Long sentences of news: main verbs, subjects and joints that a small parser mistakes."""

from __future__ import annotations

import pytest
from events_helpers import events_of


def _parties(text: str, kind: str) -> tuple[list[str | None], list[str | None]]:
    event = next(e for e in events_of(text) if e.type == kind)
    return [p.code for p in event.actors], [p.code for p in event.recipients]


def test_a_time_in_front_leaves_the_subject_its_verb() -> None:
    text = "In June Libyan gunners shot down a Maltese plane over the desert."
    assert _parties(text, "ASSAULT") == (["LBY"], ["MLT"])


def test_the_main_verb_of_a_lead_is_the_first() -> None:
    text = "Thai artillery fired on Cambodian villages on Monday hours after a grenade killed two farmers."
    assert _parties(text, "ASSAULT") == (["THA"], ["KHM"])


def test_a_crowd_acts_by_the_only_verb_of_its_sentence() -> None:
    text = "Hundreds of miners clashed with police in La Paz."
    (event,) = [e for e in events_of(text) if e.type == "PROTEST"]
    assert [p.code for p in event.actors] == ["BOL"]


def test_a_conjunction_before_a_subject_opens_its_clause() -> None:
    text = "The ruling came three weeks after Japan removed South Korea from its list of trading partners."
    assert _parties(text, "SANCTION") == (["JPN"], ["KOR"])


def test_a_relative_clause_names_the_noun_before_it() -> None:
    text = "The embargo that Peru imposed on Chile is still in force."
    assert _parties(text, "SANCTION") == (["PER"], ["CHL"])


@pytest.mark.parametrize("opening", ["There were rumours", "There are fears", "Aid workers spoke of a risk"])
def test_what_a_rumour_says_is_hypothetical(opening: str) -> None:
    text = f"{opening} that Eritrean soldiers had kidnapped Kenyan fishermen."
    found = [e for e in events_of(text) if e.type == "ASSAULT"]
    assert found
    assert all("hypothetical" in e.aux for e in found)


def test_a_second_main_clause_is_not_what_the_first_one_says() -> None:
    text = "Peru denies it, and a Chilean team that arrived on Monday demanded that Bolivia open the border."
    (event,) = [e for e in events_of(text) if e.type == "REQUEST"]
    assert event.aux == ()


def test_a_year_is_no_party() -> None:
    text = "Kenya and Somalia established relations in 1964."
    assert all(p.text != "1964" for e in events_of(text) for p in (*e.actors, *e.recipients))


def test_who_will_not_be_intimidated_threatens_nobody() -> None:
    text = '"We will not be intimidated," the Kenyan minister told Somalia.'
    assert all(e.type != "THREATEN" for e in events_of(text))
