"""Why an event is what it is: parties and how they were resolved, entry and frame, date, voice, marks."""

import io

import pytest

from visavis.coding.events.codebook import codebook
from visavis.errors import InputError
from visavis.pipeline import read_one
from visavis.records import Article, Record, content_id
from visavis.showing.explain import explain, pick
from visavis.showing.explained import show_explanation
from visavis.showing.terminal import console_for

TEXT = """Talks in Hanoi

Vietnamese President Tran Duc Luong met Laotian leaders in Hanoi on Tuesday. He will visit Thailand in May.

"Japan condemned the missile test by North Korea," a spokesman for the foreign ministry of Australia said.
"""


@pytest.fixture(scope="module")
def record():
    found = read_one(Article(content_id(TEXT), "talks.txt", "talks.txt", TEXT, published="2004-03-18"))
    assert isinstance(found, Record)
    return found


def why(record, kind, **wanted):
    event = next(
        e for e in record.events if e.type == kind and all(getattr(e, k) == v for k, v in wanted.items())
    )
    return explain(record, event, codebook())


def shown(explanation, width="80"):
    out, taken = console_for(io.BytesIO())
    show_explanation(out, explanation)
    return taken()


def test_parties_are_resolved_with_via_and_name(record):
    told = why(record, "CONSULT")
    by_code = {party.code: party for party in told.parties}
    assert set(by_code) == {"VNM", "LAO"}
    assert by_code["VNM"].via == "office"
    assert by_code["VNM"].earlier is None
    for mark in told.marks:
        assert TEXT[mark.start : mark.end] == mark.text
    assert [m.text for m in told.marks if m.part == "trigger"] == ["met"]


def test_a_pronoun_is_told_with_what_it_stands_for(record):
    told = why(record, "AGREE")
    he = next(party for party in told.parties if party.words == "He")
    assert (he.code, he.via) == ("VNM", "pronoun")
    assert told.event.aux == ("future",)
    assert "time to come" in told.aux["future"]


def test_what_became_of_another_type_is_said(record):
    told = why(record, "AGREE")
    assert told.rule.type == "CONSULT"
    assert told.rule.frame is not None
    assert "Its words tell CONSULT; being planned it is AGREE." in " ".join(shown(told).split())


def test_the_frame_that_fired_is_told_with_its_trigger(record):
    told = why(record, "CONSULT")
    assert told.rule.frame is not None
    assert f"{told.rule.file}#{told.rule.frame.id}" == told.event.rule
    assert "meet" in told.rule.triggers
    assert told.definition == codebook().entries["CONSULT"].definition


def test_the_voice_is_told_with_its_statement(record):
    told = why(record, "ACCUSE")
    assert told.event.voice.kind == "source"
    assert told.said_by is not None
    text = " ".join(shown(told).split())
    assert "who says so" in text
    assert "Japan condemned the missile test" in text


def test_it_reads_well_without_colours(record, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    text = shown(why(record, "CONSULT"))
    words = " ".join(text.split())
    assert "[trigger: met]" in words
    assert "Vietnam (VNM)" in words
    assert "because: Tuesday" in words
    assert "confidence" in words
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 80


def test_a_party_that_words_point_back_to_is_told_with_its_sentence():
    text = "Canada accused India of backing a murder. India dismissed the allegations on Tuesday."
    record = read_one(Article(content_id(text), "a.txt", "a.txt", text, published="2004-03-18"))
    assert isinstance(record, Record)
    (canada,) = [p for p in why(record, "REJECT").parties if p.part == "recipient"]
    assert (canada.words, canada.code, canada.via) == ("the allegations", "CAN", "event")
    assert canada.earlier == "Canada accused India of backing a murder."


def test_a_unique_prefix_finds_an_event(record):
    event = record.events[0]
    assert pick([record, record], event.id) == (record, event)
    assert pick([record], f" {event.id[:8].upper()} ") == (record, event)


def test_no_event_and_several_are_refused(record):
    with pytest.raises(InputError, match="no event") as none:
        pick([record], "zzz")
    assert "visavis read" in none.value.remedy
    with pytest.raises(InputError, match=f"{len(record.events)} events") as many:
        pick([record], "")
    assert record.events[0].id in many.value.remedy
