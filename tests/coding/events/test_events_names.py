"""Names that share words, words for the two named before, and names that are no state's."""

from __future__ import annotations

import pytest
from events_helpers import codes, event_of, events_of


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("North and South Korea held talks in Panmunjom.", "CONSULT", ["KOR", "PRK"], []),
        ("Japan urged North and South Korea to resume talks.", "REQUEST", ["JPN"], ["KOR", "PRK"]),
        ("Japan urged North and South Korean leaders to resume talks.", "REQUEST", ["JPN"], ["KOR", "PRK"]),
        ("East and West Germany signed a treaty.", "SUPPORT", ["DDR", "DEU"], []),
        ("The US and South Korean presidents met in Seoul.", "CONSULT", ["KOR", "USA"], []),
        ("Israeli and Palestinian negotiators met in Cairo.", "CONSULT", ["ISR", "PSE"], []),
        ("British, French and German ministers met in Vienna.", "CONSULT", ["DEU", "FRA", "GBR"], []),
        ("Ecuadorean Indians blocked roads in protest at the government.", "PROTEST", ["ECU"], ["ECU"]),
        ("The Pope met the president of Cuba in Havana.", "CONSULT", ["CUB", "VAT"], []),
        ("The Vatican condemned the attack on Iraq.", "ACCUSE", ["VAT"], ["IRQ"]),
        ("The Vienna talks between Iran and the United States resumed.", "CONSULT", ["IRN", "USA"], []),
        ("Russia violated the Minsk agreement.", "REJECT", ["RUS"], []),
        ("The United States withdrew from the Paris accord.", "SANCTION", ["USA"], []),
        ("The tribunal in The Hague indicted a Serbian general.", "ACCUSE", [], ["SRB"]),
        ("The UN tribunal in The Hague sentenced a Serbian general.", "SANCTION", ["ICTY"], ["SRB"]),
        ("A court in Rome jailed a Libyan.", "SANCTION", ["ITA"], ["LBY"]),
    ],
)
def test_who_is_named(text: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    event = event_of(text, kind)
    assert (codes(event.actors), codes(event.recipients)) == (actors, recipients)


def test_two_parts_of_one_state_are_two_parties() -> None:
    event = event_of("Greek and Turkish Cypriots resumed talks on Monday.", "CONSULT")
    assert [(p.code, p.sector) for p in event.actors] == [("CYP", None), ("CYP", "PRE")]


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("China and Japan met in Seoul; the former accused the latter of provocation.", ["CHN"], ["JPN"]),
        ("Sudan and Chad signed a truce, but the latter accused the former of a raid.", ["TCD"], ["SDN"]),
    ],
)
def test_the_former_and_the_latter(text: str, actors: list[str], recipients: list[str]) -> None:
    event = event_of(text, "ACCUSE")
    assert (codes(event.actors), codes(event.recipients)) == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Iran's neighbours condemned the attack on Qatar.", "ACCUSE", "Iran's neighbours"),
        ("Ukraine's allies accused Russia of shelling the dam.", "ACCUSE", "Ukraine's allies"),
    ],
)
def test_neighbours_and_allies_act_without_a_code(text: str, kind: str, words: str) -> None:
    assert [(p.text, p.code) for p in event_of(text, kind).actors] == [(words, None)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Saudi Arabia urged Iran's neighbours to close their airspace.", "Iran's neighbours"),
        ("The United States called on all parties to respect the ceasefire.", "parties"),
        ("The UN urged all sides to stop fighting.", "sides"),
    ],
)
def test_the_unnamed_are_asked_in_their_own_words(text: str, words: str) -> None:
    assert [(p.text, p.code) for p in event_of(text, "REQUEST").recipients] == [(words, None)]


@pytest.mark.parametrize("text", ["Israel praised the Oslo accords.", "Syria left the Geneva talks."])
def test_where_talks_were_held_is_no_party(text: str) -> None:
    assert not {"NOR", "CHE"} & {c for e in events_of(text) for c in codes((*e.actors, *e.recipients))}
