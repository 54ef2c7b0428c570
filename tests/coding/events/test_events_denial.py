"""What is not done, and what two denials make done again: each row a sentence of our own."""

from __future__ import annotations

import pytest
from events_helpers import codes, events_of, events_of_each

from visavis.records import Event


def _first(found: tuple[Event, ...], kind: str) -> Event | None:
    return next((event for event in found if event.type == kind), None)


_DENIED = {
    "ACCUSE": (
        "Turkey failed to condemn Russia.",
        "India stopped short of condemning Russia.",
        "India hardly criticised Russia.",
        "Turkey barely condemned Russia.",
        "Neither France nor Germany condemned Israel.",
        "Norway praised Sweden rather than condemning it.",
        "Far from condemning Israel, France praised it.",
        "Japan called for calm without condemning China.",
        "Peru did not condemn Chile.",
        "Ghana never condemned Togo.",
    ),
    "ASSAULT": (
        "Rather than attack Georgia, Russia imposed sanctions on it.",
        "Instead of attacking Georgia, Russia imposed sanctions on it.",
        "Iran has yet to attack Israel.",
        "Libya avoided attacking Chad.",
        "Libya refrained from attacking Chad.",
        "Libya held back from attacking Chad.",
        "Neither France nor Germany attacked Libya.",
        "Syria is unable to attack Israel.",
        "Syria came close to attacking Israel.",
        "Syria nearly attacked Israel.",
        "Syria almost attacked Israel.",
        "Russia denied attacking Georgia.",
        "It is not true that Russia attacked Georgia.",
        "Kenya sent food instead of attacking Somalia.",
        "Nobody in Peru attacked Chile.",
    ),
    "RETREAT": (
        "Iran has yet to release the British sailors.",
        "Russia is far from withdrawing from Georgia.",
        "Chad has not yet released the Libyan hostages.",
    ),
    "SANCTION": (
        "India stopped short of imposing sanctions on China.",
        "Chile answered without expelling Peru's ambassador.",
        "The United States has not imposed sanctions on India.",
    ),
    "SUPPORT": ("France has never recognised Northern Cyprus.",),
    "AID": ("Turkey failed to send aid to Armenia.",),
    "CONCEDE": ("France never apologised to Algeria.",),
}


@pytest.mark.parametrize("kind", sorted(_DENIED))
def test_what_is_not_done_is_denied(kind: str) -> None:
    for text, found in zip(_DENIED[kind], events_of_each(_DENIED[kind]), strict=True):
        event = _first(found, kind)
        assert event is not None, text
        assert "negation" in event.aux, text


@pytest.mark.parametrize(
    ("text", "kind", "recipients"),
    [
        ("Chad did not hesitate to attack Libya.", "ASSAULT", ["LBY"]),
        ("Russia has never stopped shelling Ukraine.", "ASSAULT", ["UKR"]),
        ("Chad has not stopped attacking Libya.", "ASSAULT", ["LBY"]),
        ("Chad never ceased to condemn Libya.", "ACCUSE", ["LBY"]),
        ("Chad did not fail to condemn Libya.", "ACCUSE", ["LBY"]),
        ("Russia not only condemned but attacked Georgia.", "ASSAULT", ["GEO"]),
        ("Only Russia attacked Georgia.", "ASSAULT", ["GEO"]),
        ("Iran never stopped arming the Houthis.", "AID", ["YEM"]),
        ("Japan lost no time in condemning Libya.", "ACCUSE", ["LBY"]),
    ],
)
def test_two_denials_make_an_act(text: str, kind: str, recipients: list[str]) -> None:
    event = _first(events_of(text), kind)
    assert event is not None
    assert event.aux == ()
    assert codes(event.recipients) == recipients


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("China stopped buying oil from Iran.", "SANCTION"),
        ("India has stopped buying Russian oil.", "SANCTION"),
        ("Syria stopped shelling Lebanon.", "CONCEDE"),
        ("Syria ceased shelling Lebanon.", "RETREAT"),
    ],
)
def test_a_stop_is_one_act(text: str, kind: str) -> None:
    assert [event.type for event in events_of(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "kind", "recipients"),
    [
        ("Germany no longer supports Hungary.", "REJECT", ["HUN"]),
        ("Germany no longer supplies arms to Egypt.", "REJECT", ["EGY"]),
        ("Egypt refused to condemn Israel.", "REJECT", ["ISR"]),
        ("Turkey declined to condemn Russia.", "REJECT", ["RUS"]),
        ("Sudan decided not to attack Chad.", "CONCEDE", ["TCD"]),
        ("Sudan decided against attacking Chad.", "CONCEDE", ["TCD"]),
        ("Sudan abandoned plans to attack Chad.", "CONCEDE", ["TCD"]),
    ],
)
def test_what_is_refused_or_forsworn(text: str, kind: str, recipients: list[str]) -> None:
    event = _first(events_of(text), kind)
    assert event is not None
    assert event.aux == ()
    assert codes(event.recipients) == recipients


def test_whom_a_clause_of_what_was_not_done_names_is_no_party_of_what_was() -> None:
    found = events_of("Japan protested without condemning China.")
    plain = [event for event in found if not event.aux]
    assert plain
    assert all(codes(event.recipients) == [] for event in plain)


def test_who_does_not_deny_an_act_has_not_owned_to_it() -> None:
    found = events_of("Russia did not deny attacking Georgia.")
    assert [event for event in found if event.type == "ASSAULT" and not event.aux] == []
