"""What a careful reader found in articles of our own: what is a condition, whose a move is."""

from __future__ import annotations

import pytest
from events_helpers import events_of, events_of_each

from visavis.coding.record import code
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
