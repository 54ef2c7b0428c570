"""Acts told by a noun of their verb, and sentences whose main verb the parser lost."""

from __future__ import annotations

import pytest
from events_helpers import codes, event_of, events_of


@pytest.mark.parametrize(
    ("text", "kind", "actor", "recipient"),
    [
        (
            "The imposition of tariffs on Canadian lumber by Washington angered Ottawa.",
            "SANCTION",
            "USA",
            "CAN",
        ),
        ("Sweden announced the freezing of assets belonging to Belarus's leader.", "SANCTION", "SWE", "BLR"),
        (
            "The impounding of a Ghanaian frigate by Argentine authorities is remembered.",
            "COERCE",
            "ARG",
            "GHA",
        ),
        ("Cuba's expulsion of two Czech diplomats was announced on state radio.", "SANCTION", "CUB", "CZE"),
    ],
)
def test_a_noun_tells_the_deed_of_its_verb(text: str, kind: str, actor: str, recipient: str) -> None:
    event = event_of(text, kind)
    assert codes(event.actors) == [actor]
    assert codes(event.recipients) == [recipient]


def test_what_is_only_asked_for_is_not_done() -> None:
    assert not events_of("Norway's hopes for the extradition of a spy to Oslo faded.")
    assert all(
        e.type != "SANCTION" for e in events_of("Traders accused of evading the embargo on Chad fled.")
    )


@pytest.mark.parametrize(
    ("text", "kind", "actor"),
    [
        ("Surgeons flown in from Cuba operated on victims of the Haitian earthquake.", "AID", "CUB"),
        ("Engineers dispatched by Beijing repaired the power plant in Khartoum.", "AID", "CHN"),
        ("Hezbollah let go its American captive on Sunday.", "RETREAT", "LBN"),
        (
            "The reopening of a pass, agreed upon by India and China on Friday, would revive trade.",
            "AGREE",
            "IND",
        ),
    ],
)
def test_the_main_verb_is_found_behind_participles(text: str, kind: str, actor: str) -> None:
    assert actor in codes(event_of(text, kind).actors)


def test_who_tells_another_something_in_a_call_has_spoken_with_him() -> None:
    event = event_of("Norway's premier assured Ukraine's president of help in a telephone call.", "CONSULT")
    assert event.mode == "phone"
    assert sorted(codes(event.actors)) == ["NOR", "UKR"]


def test_a_promise_on_a_condition_is_a_threat() -> None:
    text = "Bolivian miners promised to march on the capital unless the government gives in."
    assert event_of(text, "THREATEN")
