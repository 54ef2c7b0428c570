"""Who is meant where a sentence names one side alone: told by the place or the clause."""

from __future__ import annotations

import pytest
from events_helpers import codes, event_of, events_of


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Sudanese troops crossed into Chad, shelled two hamlets and withdrew.", ["SDN"], ["TCD"]),
        ("Drones launched by Sudan's rebels damaged two of Chad's refineries.", ["SDN"], ["TCD"]),
        ("Syrian troops backed by Russian jets recaptured a town from rebels near Idlib.", ["SYR"], ["SYR"]),
    ],
)
def test_a_raid_hits_those_of_the_land_where_it_strikes(
    text: str, actors: list[str], recipients: list[str]
) -> None:
    event = event_of(text, "ASSAULT")
    assert codes(event.actors) == actors
    assert codes(event.recipients) == recipients


@pytest.mark.parametrize(
    ("text", "kind", "actors"),
    [
        ("Three Danish students were arrested in Mali on Friday.", "COERCE", ["MLI"]),
        ("A Peruvian sailor was deported from Norway.", "COERCE", []),
        ("Militias armed by Iran attacked a Turkish base in Iraq.", "ASSAULT", ["IRQ"]),
        ("Gunmen backed by Chad fired rockets at Niger.", "ASSAULT", []),
        ("Gunmen fired rockets at Niger.", "ASSAULT", ["NER"]),
        ("The rebel commander blamed the government for breaking the truce in Sri Lanka.", "ACCUSE", ["LKA"]),
        ("Relatives of the sailors demanded that the Chilean government free them.", "REQUEST", ["CHL"]),
        ("Relatives of the sailors accused Libya of stalling.", "ACCUSE", []),
        ("Accused by Norway of overfishing, Iceland recalled its trawlers.", "ACCUSE", ["NOR"]),
    ],
)
def test_who_does_it_without_being_named(text: str, kind: str, actors: list[str]) -> None:
    assert codes(event_of(text, kind).actors) == actors


@pytest.mark.parametrize(
    ("text", "kind", "recipients"),
    [
        ("Lorry drivers forced the Chilean government to drop a tax on fuel.", "CONCEDE", ["CHL"]),
        ("Any raid on Chadian soil would mean war, Libya warned.", "THREATEN", ["TCD"]),
        ("Peru condemned the arrest of a Peruvian nun in Chad.", "ACCUSE", ["TCD"]),
        ("Chile gave Peru one last chance to pull back its troops in Bolivia.", "REQUEST", ["PER"]),
        (
            "A Kenyan judge told the justice minister to explain why a Somali lawyer was held.",
            "REQUEST",
            ["KEN"],
        ),
        ("The Welsh government asked London for a new bridge.", "REQUEST", ["GBR"]),
    ],
)
def test_to_whom_it_is_done_or_said(text: str, kind: str, recipients: list[str]) -> None:
    assert codes(event_of(text, kind).recipients) == recipients


def test_what_is_shared_is_about_others_and_not_with_them() -> None:
    event = event_of("Peru shared intelligence with Chile about talks between Iran and Libya.", "COOPERATE")
    assert sorted(codes(event.actors)) == ["CHL", "PER"]


def test_a_clause_beside_the_news_is_news_but_not_in_a_condition() -> None:
    told = events_of("Chad, which accuses Libya of arming rebels, recalled its ambassador from Tripoli.")
    assert [event.type for event in told] == ["ACCUSE", "SANCTION"]
    inside = events_of(
        "Chad threatened to cut ties if Libya, which accuses Niger of arming rebels, strikes again."
    )
    assert "ACCUSE" not in [event.type for event in inside]


def test_a_clause_of_place_beside_the_news_only_tells_which_one_is_meant() -> None:
    found = events_of(
        "Chile welcomed any effort to end the war in Yemen, where Iran and Peru back rival sides."
    )
    assert all("IRN" not in codes(event.actors) for event in found)


def test_a_town_that_is_struck_is_theirs_who_tell_of_it() -> None:
    event = event_of("Peru said that Chile bombed the town of Zovuni on Tuesday.", "ASSAULT")
    assert [(p.text, p.code) for p in event.recipients] == [("town of Zovuni", "PER")]


def test_rounds_of_talks_that_open_are_one_meeting() -> None:
    found = events_of("A second round of talks between Chad and Libya opened in Geneva.")
    assert [(event.type, codes(event.actors)) for event in found] == [("CONSULT", ["LBY", "TCD"])]


def test_natives_of_a_state_are_its_own() -> None:
    event = event_of("Bolivian Indian leaders asked the government to resign.", "REQUEST")
    assert codes(event.actors) == ["BOL"]
