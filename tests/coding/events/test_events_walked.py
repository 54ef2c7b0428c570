"""What a careful reader found in articles of our own: what is a condition, whose a move is."""

from __future__ import annotations

import pytest
from events_helpers import events_of, events_of_each

from visavis.coding.record import code
from visavis.merging.merge import merge
from visavis.reading.page import read
from visavis.records import Article

_SUPPOSED = (
    "Should Kenya close the border, Uganda would suffer.",
    "Had Chad not withdrawn its troops, Libya would have attacked.",
    "Norway insists that the crew was to blame.",
    "A spokesman in Lima said Peru does not interfere in the affairs of its neighbours.",
)


def _record(text: str, published: str | None = "2021-12-15"):
    return code(read(Article("a", "a", "a", text, published=published, published_basis="metadata")))


@pytest.mark.parametrize("sentence", _SUPPOSED)
def test_nothing_is_told_as_done(sentence):
    kinds = {e.type for e in events_of(sentence) if not {"negation", "hypothetical"} & set(e.aux)}
    assert not kinds & {"COERCE", "RETREAT", "SANCTION", "REQUEST", "ACCUSE"}


def test_a_judged_move_is_its_doers():
    (found,) = events_of_each(["Peru recalled its ambassador, a step that Chile condemned."])
    blamed = next(e for e in found if e.type == "ACCUSE")
    assert [p.code for p in blamed.actors] == ["CHL"]
    assert [p.code for p in blamed.recipients] == ["PER"]


def test_an_inset_attribution_does_not_take_the_second_verb():
    (found,) = events_of_each(
        ["Kenya denied the report, the Ugandan radio reported, and called on Chad to pay the fine."]
    )
    asked = [e for e in found if e.type == "REQUEST"]
    assert [[p.code for p in e.actors] for e in asked] == [["KEN"]]


def test_he_is_not_whom_he_works_with():
    found = _record(
        "Xi Jinping met Vladimir Putin on Monday. He said he was ready to work with Putin."
    ).events
    ready = [e for e in found if e.type == "AGREE"]
    assert [{p.code for p in e.actors} for e in ready] == [{"CHN"}]


def test_what_is_said_at_a_meeting_has_its_day():
    found = _record(
        "The presidents of Kenya and Ghana met in Nairobi on Monday. Kenya thanked Ghana for its aid."
    )
    thanked = next(e for e in found.events if e.type == "SUPPORT")
    assert (thanked.date.start, thanked.date.basis[:19]) == ("2021-12-13", "told with a meeting")


def test_a_year_told_later_dates_nothing():
    text = "Kenya and Ghana met on March 8. They had quarrelled in 1979. A pact followed in 2018."
    met = next(e for e in _record(text, None).events if e.type == "CONSULT")
    assert met.date.start is None


def _parties(text: str, kind: str) -> tuple[set[str | None], set[str | None]]:
    event = [e for e in _record(text).events if e.type == kind][-1]
    return {p.code for p in event.actors}, {p.code for p in event.recipients}


@pytest.mark.parametrize(
    ("text", "kind", "actor", "others"),
    [
        (
            "Canada accused India of a murder. India dismissed the allegations as absurd.",
            "REJECT", "IND", {"CAN"},
        ),
        (
            "Chad and Sudan agreed on a truce in Doha. Belgium welcomed the deal.",
            "SUPPORT", "BEL", {"TCD", "SDN"},
        ),
        (
            "Iran attacked Iraq with missiles. Denmark condemned the attack.",
            "ACCUSE", "DNK", {"IRN"},
        ),
    ],
)  # fmt: skip
def test_an_object_that_points_back_tells_whom_it_concerns(text, kind, actor, others):
    assert _parties(text, kind) == ({actor}, others)


def test_only_who_was_accused_rejects_an_accusation():
    text = "Canada accused India of a murder. Norway rejected the accusation."
    assert _parties(text, "REJECT") == ({"NOR"}, set())


def test_whose_fighters_are_of_whom_the_clause_is_about():
    text = "Burundi, whose troops attacked a Rwandan base on Monday, denied it."
    assert _parties(text, "ASSAULT") == ({"BDI"}, {"RWA"})


def test_what_a_relative_clause_adds_to_an_accusation_is_the_outlets():
    (event,) = [
        e
        for e in _record("Baku accused France, which sells weapons to Armenia, of stirring up hatred.").events
        if e.type == "COOPERATE"
    ]
    assert event.voice.kind == "outlet"


def test_the_two_countries_are_those_that_the_article_is_about():
    text = (
        "Manila protested to Beijing on Monday. China rejected the Philippine protest. A Chinese ship had "
        "hit a Filipino boat. Japan and Australia voiced concern. The Philippines is an ally of Washington. "
        "China claims nearly all of the sea. The two countries agreed in January to set up a hotline."
    )
    assert _parties(text, "AGREE")[0] == {"CHN", "PHL"}


def test_two_who_welcome_something_do_not_support_each_other():
    records = [_record("Belgium and France welcomed the harvest festival of peace talks.")]
    found = [h for story in merge(records) for h in story.happenings if h.type == "SUPPORT"]
    assert all(h.uncoded for h in found if not h.recipients)


def test_according_to_whom_it_is_so_is_no_victim():
    (found,) = events_of_each(
        ["Nine people were killed, all of them migrants according to Chilean state media."]
    )
    assert "MED" not in [p.sector for e in found for p in e.recipients]


@pytest.mark.parametrize(
    ("people", "code"),
    [("Experts in Lima", None), ("Officials in Lima", "PER"), ("Experts from Lima", "PER")],
)
def test_experts_are_not_of_the_state_where_they_speak(people, code):
    record = _record(f"{people} said that Bolivia would not attack Chile.")
    assert [s.speaker.code for s in record.statements if s.speaker] == [code]


def test_the_first_country_to_do_so_is_no_country_named_before():
    record = _record("Peru told Chad that Fiji would be the first country to recognise Kosovo.")
    assert "the first country" not in [p.text for e in record.events for p in (*e.actors, *e.recipients)]
    record = _record("Chad closed its border. Peru condemned the country.")
    assert ["TCD"] in [[p.code for p in e.recipients] for e in record.events if e.type == "ACCUSE"]


def test_what_one_calls_acts_by_another_is_no_phone_call():
    (found,) = events_of_each(["Chile protested against what it called reckless moves by the Peruvian navy."])
    assert "CONSULT" not in [e.type for e in found]


def test_the_day_beside_a_distance_dates_both_whatever_the_parse():
    text = "Peru carried out strikes on what it described as camps of smugglers in Chile on Monday, "
    text += "three days after Chilean missiles had hit the Peruvian side of the border."
    days = {e.actors[0].code: e.date.start for e in _record(text).events if e.type == "ASSAULT"}
    assert days == {"PER": "2021-12-13", "CHL": "2021-12-10"}


def test_earlier_in_the_week_is_no_week_to_come():
    text = "Chad will meet Peru on 20 January. Chad had fired rockets at Peru earlier in the week."
    assert [e.date.start for e in _record(text).events if e.type == "ASSAULT"] == ["2021-12-13"]


@pytest.mark.parametrize(
    ("sentence", "aux"),
    [
        ("A columnist wrote that Chile should invade Peru.", ("hypothetical",)),
        ("A columnist wrote that Chile invaded Peru.", ()),
    ],
)
def test_what_somebody_should_do_is_not_done(sentence, aux):
    assert [e.aux for e in _record(sentence).events if e.type == "ASSAULT"] == [aux]


def test_most_of_them_did_not_do_it_to_themselves():
    text = "Peru is to free 32 Chilean soldiers, most of them captured in 2020."
    assert [e.actors for e in _record(text).events if e.type == "ASSAULT"] == [()]


def test_what_follows_a_tale_of_old_is_no_news():
    tale = "In 1979 Chad and Libya fought a war. Libya invaded Chad."
    news = "In 1979 Chad and Libya fought a war.\n\nLibya invaded Chad."
    assert [e.date.start for e in _record(tale).events if e.date.start == "2021-12-15"] == []
    assert [e.date.start for e in _record(news).events if e.date.start == "2021-12-15"] == ["2021-12-15"]


def test_what_happened_where_something_is_told_by_its_distance_is_not_dated_by_the_news():
    text = (
        "The visit comes three months after Joe Biden was received in Rome, where Washington and Rome raised "
    )
    text += "their ties."
    assert {e.date.start for e in _record(text).events} == {None}


def test_a_semicolon_parts_times_and_voices():
    text = "Olaf Scholz hopes for a treaty by the end of the year; "
    text += "Emmanuel Macron insists that Chad close its border."
    (found,) = [e for e in _record(text).events if e.type == "REQUEST"]
    assert (found.date.start, found.voice.actor) == (None, None)


def test_a_colleague_holds_the_same_office_elsewhere():
    text = "The Peruvian foreign minister telephoned her Chilean colleague."
    (found,) = [e for e in _record(text).events if e.type == "CONSULT"]
    assert [(p.code, p.sector) for p in found.actors] == [("PER", "GOV"), ("CHL", "GOV")]
