"""A sentence read and coded on its own, as the tests of this room need it."""

from __future__ import annotations

from collections.abc import Sequence

from visavis.coding.actors.mentions import find_mentions
from visavis.coding.events.code import code_events
from visavis.reading.syntax import load
from visavis.records import Article, DateSpan, Event, Reading, Span, Statement, Time, content_id

_AT_ONCE = 20


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


def events_of_each(texts: Sequence[str], published: str = "2005-06-15") -> list[tuple[Event, ...]]:
    """Return the events of many sentences, each read on its own, parsed together (which is faster)."""
    out: list[tuple[Event, ...]] = []
    for first in range(0, len(texts), _AT_ONCE):
        batch = texts[first : first + _AT_ONCE]
        joined = "\n".join(batch)
        starts = [sum(len(t) + 1 for t in batch[:i]) for i in range(len(batch))]
        spans = [Span(start, start + len(text)) for start, text in zip(starts, batch, strict=True)]
        day = DateSpan(published, published, "day", "argument")
        for span, parsed in zip(spans, load(None).parse(joined, spans), strict=True):
            article = Article(content_id(joined, span.start), "test", "test", joined)
            reading = Reading(article, "en", None, None, day, (), (), (span,), (0,), ())
            out.append(code_events(reading, {0: parsed}, find_mentions(reading, {0: parsed}), ()))
    return out
