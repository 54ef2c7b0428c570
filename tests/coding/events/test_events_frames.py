"""The grammar that frames rely on: voice, control, coordination, nominalisation, reciprocity."""

from __future__ import annotations

import pytest
from events_helpers import codes, event_of, events_of


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("Sanctions were imposed on Iran by the United States.", "SANCTION", ["USA"], ["IRN"]),
        ("The US withdrawal from Afghanistan ended in August.", "RETREAT", ["USA"], ["AFG"]),
        ("The French president's visit to Moscow lasted a day.", "CONSULT", ["FRA"], ["RUS"]),
        ("France and Germany condemned Syria.", "ACCUSE", ["DEU", "FRA"], ["SYR"]),
        ("Russia expelled Polish and Czech diplomats.", "SANCTION", ["RUS"], ["CZE", "POL"]),
        ("Poland, Latvia and Estonia condemned Belarus.", "ACCUSE", ["EST", "LVA", "POL"], ["BLR"]),
        ("Iran has launched an attack on Iraq.", "ASSAULT", ["IRN"], ["IRQ"]),
        ("Israel said it had expelled two Russian diplomats.", "SANCTION", ["ISR"], ["RUS"]),
        ("Zambia co-operated with Angola in tracing the diamonds.", "COOPERATE", ["AGO", "ZMB"], []),
        ("Jordan fed intelligence about the camps to the United States.", "COOPERATE", ["JOR"], ["USA"]),
        ("Greek firemen dug a Turkish girl out of the rubble.", "AID", ["GRC"], ["TUR"]),
        ("Israeli army surgeons operated on wounded Syrians in Safed.", "AID", ["ISR"], ["SYR"]),
        ("Britain handed over the territory of Hong Kong to China.", "RETREAT", ["GBR"], ["CHN"]),
        ("Egypt's president said Israel had to leave the corridor.", "REQUEST", ["EGY"], ["ISR"]),
        ("Ottawa urged the release of two Canadians held by China.", "REQUEST", ["CAN"], ["CHN"]),
        ("Baghdad pressed for the departure of American troops from Kuwait.", "REQUEST", ["IRQ"], ["USA"]),
        ("Kenyan nurses extended their strike by a week.", "PROTEST", ["KEN"], []),
        ("Cypriot controllers began a work-to-rule on Monday.", "PROTEST", ["CYP"], []),
    ],
)
def test_arguments(text: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    event = event_of(text, kind)
    assert codes(event.actors) == actors
    assert codes(event.recipients) == recipients


@pytest.mark.parametrize(
    "text",
    [
        "China and Russia met in Beijing.",
        "Russia met China in Beijing.",
        "Talks between China and Russia were held in Beijing.",
        "China-Russia talks began in Beijing.",
    ],
)
def test_reciprocal_events_have_actors_only(text: str) -> None:
    event = event_of(text, "CONSULT")
    assert codes(event.actors) == ["CHN", "RUS"]
    assert event.recipients == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Japan agreed to provide aid to Nepal.", "AGREE"),
        ("Turkey threatened to impose sanctions on Israel.", "THREATEN"),
        ("Egypt demanded the withdrawal of Israeli troops.", "REQUEST"),
        ("Iran rejected a proposal to release the hostages.", "REJECT"),
        ("Syria accused Turkey of bombing a village.", "ACCUSE"),
    ],
)
def test_what_a_verbal_act_speaks_of_is_not_coded_beside_it(text: str, kind: str) -> None:
    assert {event.type for event in events_of(text)} == {kind}


def test_the_type_follows_from_what_is_still_to_come() -> None:
    assert event_of("Japan will send food to Nepal.", "AGREE").aux == ("future",)
    assert event_of("Russia will withdraw its troops from Georgia.", "CONCEDE").aux == ("future",)
    assert event_of("Iran will attack Iraq, a general said.", "THREATEN")
    assert event_of("Hungary will not attend the talks with Romania.", "REJECT")


@pytest.mark.parametrize(
    ("text", "aux"),
    [
        ("Russia did not attack Georgia.", "negation"),
        ("Russia denied that it had attacked Georgia.", "negation"),
        ("Russia could attack Georgia.", "hypothetical"),
        ("During the Cold War the Soviet Union invaded Hungary.", "historical"),
    ],
)
def test_aux(text: str, aux: str) -> None:
    assert aux in event_of(text, "ASSAULT").aux


@pytest.mark.parametrize(
    "text",
    [
        "The United States is obligated to defend the Philippines.",
        "The United States keeps troops in Japan and is bound by treaty to defend it.",
        "Belgium was duty bound to help Luxembourg.",
    ],
)
def test_a_standing_duty_is_nothing_that_happened(text: str) -> None:
    assert not [e for e in events_of(text) if not e.aux]


def test_no_alliance_is_read_into_its_denial() -> None:
    text = "At present China and Russia are not allies bound by mutual defence obligations."
    assert not [e for e in events_of(text) if e.type in ("AGREE", "SUPPORT", "COOPERATE")]


def test_saying_is_no_event() -> None:
    assert events_of("The French minister said that the Italian minister had noted the report.") == ()


def test_unknown_actors_keep_their_words() -> None:
    event = event_of("Gunmen attacked an Indian patrol.", "ASSAULT")
    assert [(p.code, p.text) for p in event.actors] == [(None, "Gunmen")]


def test_conditions_are_not_coded() -> None:
    assert not [e for e in events_of("The talks will go on unless Iran attacks Iraq.") if e.type == "ASSAULT"]


def test_spans_are_what_was_read() -> None:
    text = "On  Monday the Polish president\nmet his Latvian counterpart in Riga."
    event = event_of(text, "CONSULT")
    assert text[event.trigger.start : event.trigger.end] == event.trigger.text == "met"
    assert event.score == 2.5
    assert 0 < event.confidence <= 1
    assert event.rule == "consult.toml#meet"
    assert event.place is not None
    assert event.place.country == "LVA"


def test_same_input_same_events() -> None:
    text = "China praised Russia and condemned Japan."
    assert events_of(text) == events_of(text)
    assert len({e.id for e in events_of(text)}) == 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kenya's president told Ruto's envoy that Nairobi would take part.", "REQUEST"),
        ("The Sudanese envoy to Chad resigned in protest against the war.", "PROTEST"),
        ("Peruvian troops attacked Chilean positions.", "ACCUSE"),
        ("Ghana sent troops into Togo.", "AID"),
        ("Chad does not want war, an adviser to the president said.", "REQUEST"),
        ("Norway warned against any step that might lead to war.", "THREATEN"),
        ("Syria has blocked the road from Lebanon to the border.", "PROTEST"),
    ],
)
def test_the_build_of_a_sentence_rules_out_a_reading(text: str, kind: str) -> None:
    assert all(e.type != kind for e in events_of(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Peruvian troops attacked Chilean positions.", "ASSAULT"),
        ("Ghana sent troops into Togo.", "MOBILIZE"),
        ("Syria has blocked the road from Lebanon to the border.", "COERCE"),
        ("Chad cancelled a meeting with Libyan diplomats.", "REJECT"),
        ("Japan told Barack Obama's envoy that he must leave Okinawa.", "REQUEST"),
    ],
)
def test_what_it_is_instead(text: str, kind: str) -> None:
    assert kind in {e.type for e in events_of(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Norway's opposition leader criticised the cabinet and called the agreement a gift to Sweden.",
        "Brazil fears that the deal may not outlive the election.",
        "Peru sent its proposals for security guarantees to the visiting Chilean envoy.",
    ],
)
def test_a_noun_that_refers_back_is_no_agreement_of_its_own(text: str) -> None:
    assert [e.trigger.text for e in events_of(text) if e.type == "AGREE"] == []


def test_what_else_is_the_case_names_no_recipient() -> None:
    found = event_of(
        "Chile and Peru promised closer cooperation while both are at odds with Bolivia.", "AGREE"
    )
    assert codes([*found.actors, *found.recipients]) == ["CHL", "PER"]


def test_designations_do_not_lead_the_parse_astray() -> None:
    text = "Three Greek F-16s and two Italian AB-212 helicopters flew a joint patrol over the Ionian Sea."
    assert codes(event_of(text, "COOPERATE").actors) == ["GRC", "ITA"]


def test_subjects_behind_a_lead_and_a_date_before_the_verb() -> None:
    text = (
        "After days of secret talks in Oslo, Chile and Peru on June 10 announced an accord to restore ties."
    )
    found = event_of(text, "AGREE")
    assert codes(found.actors) == ["CHL", "PER"]


def test_what_is_ruled_out_is_not_promised() -> None:
    text = "The treaty that Chad and Niger signed in 2001 promises aid and rules out attacking each other."
    assert not {e.type for e in events_of(text)} & {"THREATEN", "REJECT"}


def test_what_is_done_in_protest_is_one_protest() -> None:
    found = events_of("Traders in the Iranian capital closed their shops in protest at the tax.")
    assert [(event.type, event.mode) for event in found] == [("PROTEST", "strike")]


def test_what_stands_behind_a_place_is_no_object() -> None:
    found = events_of("South Korean villagers lay down in front of the American missile launchers.")
    assert "RETREAT" not in [event.type for event in found]
