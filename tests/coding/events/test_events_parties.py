"""Who may be a party: those who can act, each once, adjectives of nationality undone."""

from __future__ import annotations

import pytest
from events_helpers import codes, event_of, events_of, events_of_each

from visavis.pipeline import read_one
from visavis.records import Article, Record


@pytest.mark.parametrize(
    ("text", "kind", "actors"),
    [
        ("Police fired tear gas in Harare.", "ASSAULT", ["ZWE"]),
        ("Oslo expressed deep dismay and anger.", "ACCUSE", ["NOR"]),
        ("Algeria held military exercises near Tinfouchy.", "MOBILIZE", ["DZA"]),
        ("Chile rejected a proposal for a partial settlement.", "REJECT", ["CHL"]),
    ],
)
def test_things_and_sites_are_no_parties(text: str, kind: str, actors: list[str]) -> None:
    event = event_of(text, kind)
    assert codes(event.actors) == actors
    assert [p.text for p in event.recipients if p.code is None] == []


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Ugandan rebels killed two farmers.", "ASSAULT", "farmers"),
        ("Turkish soldiers shelled a village.", "ASSAULT", "village"),
        ("Moldova freed eleven sailors.", "RETREAT", "sailors"),
    ],
)
def test_people_and_their_places_are_parties_without_a_code(text: str, kind: str, words: str) -> None:
    event = event_of(text, kind)
    assert any(words in p.text for p in event.recipients)


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Greek and Cypriot navy units held joint exercises off Crete.", ["CYP", "GRC"]),
        ("Thai, Lao and Cambodian border police held joint patrols along the river.", ["KHM", "LAO", "THA"]),
    ],
)
def test_joined_adjectives_name_both_sides_of_an_exercise(text: str, actors: list[str]) -> None:
    event = event_of(text, "COOPERATE")
    assert codes(event.actors) == actors
    assert event.recipients == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Moscow apologised, but Russia's finance ministry denied that it would pay.", "CONCEDE"),
        ("Turkey condemned the raid and hopes to deepen its trade with Cyprus.", "ACCUSE"),
        ("Peru opposed the plan and wants to increase trade with Chile.", "REJECT"),
    ],
)
def test_a_second_verb_gives_no_recipient_to_the_first(text: str, kind: str) -> None:
    for event in events_of(text):
        assert event.type != kind or codes(event.recipients) == []
    assert any(event.type == kind for event in events_of(text))


def test_the_shared_object_of_two_verbs_is_the_recipient_of_both() -> None:
    assert codes(event_of("Ghana condemned and later sanctioned Togo.", "ACCUSE").recipients) == ["TGO"]


@pytest.mark.parametrize(
    ("text", "kind", "recipient"),
    [
        ("Bolivia retaliated by expelling two Chilean diplomats.", "SANCTION", "CHL"),
        ("Libya hit back by freezing Italian assets.", "SANCTION", "ITA"),
    ],
)
def test_an_answer_is_what_it_was_given_by(text: str, kind: str, recipient: str) -> None:
    assert [e.type for e in events_of(text)] == [kind]
    assert codes(event_of(text, kind).recipients) == [recipient]


def test_a_bare_retaliation_is_an_assault() -> None:
    assert codes(event_of("Ghana retaliated against Togo.", "ASSAULT").recipients) == ["TGO"]


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Students burned Danish flags.", [], ["DNK"]),
        ("Demonstrators burned French flags outside the embassy in Bamako.", ["MLI"], ["FRA"]),
        (
            "South Korean shoppers left, and lawmakers occupied a seat outside the Japanese embassy.",
            ["KOR"],
            ["JPN"],
        ),
        ("Hundreds of Hungarians rallied outside the Romanian embassy.", ["HUN"], ["ROU"]),
    ],
)
def test_a_flag_tells_the_target_only(text: str, actors: list[str], recipients: list[str]) -> None:
    event = event_of(text, "PROTEST")
    assert codes(event.actors) == actors
    assert codes(event.recipients) == recipients


@pytest.mark.parametrize(("city", "code"), [("Khartoum", "SDN"), ("Lusaka", "ZMB")])
def test_police_without_a_state_are_those_of_the_place_before(city: str, code: str) -> None:
    text = (
        f"Ethiopia and Egypt traded accusations on Friday. Crowds burned flags in {city} on Saturday. "
        "Two demonstrators were arrested."
    )
    record = read_one(Article("a", "test", "test", text, published="2020-06-14"))
    assert isinstance(record, Record)
    (arrest,) = [e for e in record.events if e.type == "COERCE"]
    assert codes(arrest.recipients) == [code]


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        (
            "The United States, which hosted an early series of talks in Washington, threatened in February "
            "to withhold aid from Kenya.",
            "THREATEN",
            ["USA"],
            ["KEN"],
        ),
        ("Norway removed Chad from its list of favoured trading partners.", "SANCTION", ["NOR"], ["TCD"]),
        ("Peru, which borders Chile, accused Bolivia of spying.", "ACCUSE", ["PER"], ["BOL"]),
        ("Kenyan consumers boycotted Ugandan milk.", "PROTEST", ["KEN"], ["UGA"]),
        ("Chile downgraded Peru's trade status.", "SANCTION", ["CHL"], ["PER"]),
        (
            "Seoul filed a complaint with the World Trade Organization against Japan.",
            "ACCUSE",
            ["KOR"],
            ["JPN"],
        ),
        ("France removed Cuba from its list of terrorist states.", "CONCEDE", ["FRA"], ["CUB"]),
        ("Denmark's ambassador to Jakarta was summoned and handed a protest.", "ACCUSE", ["IDN"], ["DNK"]),
        ("Iraq's neighbours Jordan and Turkey denounced Israel.", "ACCUSE", ["JOR", "TUR"], ["ISR"]),
        ("The United States and its NATO allies threatened Libya.", "THREATEN", ["NATO", "USA"], ["LBY"]),
        ("The Haitian army chief refused to step down despite calls from Paris.", "REJECT", ["HTI"], ["FRA"]),
        ("A Polish camp was shelled by Iraqi troops, wounding six Danes.", "ASSAULT", ["IRQ"], ["POL"]),
        ("Turkey threatened to cut the electricity it sells to Syria.", "THREATEN", ["TUR"], ["SYR"]),
        ("Mobs went on the rampage in Surabaya, stoning cars.", "PROTEST", ["IDN"], ["IDN"]),
    ],
)
def test_who_is_meant(text: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    event = event_of(text, kind)
    assert codes(event.actors) == actors
    assert codes(event.recipients) == recipients


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile showed solidarity against Bolivia.",
        "Iran and Syria promised to cooperate against Israel.",
        "Japan backed Korea against China.",
    ],
)
def test_nobody_does_good_to_those_whom_it_is_against(text: str) -> None:
    last = {"Bolivia.": "BOL", "Israel.": "ISR", "China.": "CHN"}[text.split()[-1]]
    assert not [e.type for e in events_of(text) if last in codes(e.recipients) and (e.score or 0) > 0]


def test_a_development_between_two_is_of_both():
    (found,) = events_of_each(["Chad welcomed the thaw between Peru and Chile."])
    assert [sorted(p.code or "" for p in e.recipients) for e in found if e.type == "SUPPORT"] == [
        ["CHL", "PER"]
    ]


def test_without_whom_something_goes_on_is_not_asked_for_it():
    (found,) = events_of_each(["Ukraine proposed that the shipments continue without Russia."])
    assert "RUS" not in [p.code for e in found for p in e.recipients]


def test_who_only_blamed_took_no_decision():
    text = "Russia quit the deal. Antony Blinken accused Russia of greed. The African Union regretted the "
    text += "decision."
    record = read_one(Article("a", "a", "a", text, published="2021-12-15"))
    assert isinstance(record, Record)
    assert [e.recipients for e in record.events if [p.code for p in e.actors] == ["AU"]] == [()]


def test_mines_are_not_whom_they_are_laid_against():
    (found,) = events_of_each(["Russia laid more sea mines off the ports of Ukraine."])
    assert [[p.code for p in e.recipients] for e in found if e.type == "ASSAULT"] == [["UKR"]]
