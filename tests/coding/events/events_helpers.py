"""A sentence read and coded on its own, as the tests of this room need it."""

from __future__ import annotations

from collections.abc import Iterable

from visavis.coding.actors.mentions import find_mentions
from visavis.coding.events.code import code_events
from visavis.coding.events.examples import coded
from visavis.reading.syntax import load
from visavis.records import Article, DateSpan, Event, Party, Reading, Span, Statement, Time, content_id


def reading_of(text: str, published: str | None = "2005-06-15", times: tuple[Time, ...] = ()) -> Reading:
    """Return one sentence as a reading."""
    article = Article(content_id(text), "test", "test", text)
    day = DateSpan(published, published, "day", "argument") if published else None
    return Reading(article, "en", None, None, day, (), (), (Span(0, len(text)),), (0,), times)


def events_of(
    text: str,
    published: str | None = "2005-06-15",
    times: tuple[Time, ...] = (),
    statements: tuple[Statement, ...] = (),
) -> tuple[Event, ...]:
    """Return the events of one sentence."""
    reading = reading_of(text, published, times)
    parsed = dict(enumerate(load(None).parse(text, reading.sentences)))
    mentions = find_mentions(reading, parsed)
    return code_events(reading, parsed, mentions, statements)


def event_of(text: str, kind: str) -> Event:
    """Return the first event of a type, named as TYPE or TYPE:MODE, that a sentence gives."""
    found = [event for event in events_of(text) if event.type == kind.split(":")[0]]
    assert found, [(e.type, e.trigger.text) for e in events_of(text)]
    return found[0]


def codes(parties: Iterable[Party]) -> list[str]:
    """Return the codes of parties, in order."""
    return sorted(p.code for p in parties if p.code)


events_of_each = coded
