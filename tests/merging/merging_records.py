"""Records made by hand: sentences, and events over them, without a language model."""

from __future__ import annotations

import msgspec

from visavis.records import (
    Claim,
    DateSpan,
    Event,
    Figure,
    Interval,
    Mention,
    Party,
    Place,
    Record,
    Span,
    Speaker,
    Statement,
    Time,
    Voice,
    Words,
    content_id,
)

UNKNOWN = DateSpan(None, None, "unknown", "no time named")


def day(iso, basis="given"):
    return DateSpan(iso, iso, "day", basis) if iso else UNKNOWN


def article(ref, *sentences, published=None, outlet=None, title=None, byline=None, actors=()):
    """Return a record whose body is the given sentences; ``actors`` maps words to codes."""
    text, spans = "", []
    for sentence in sentences:
        text += " " if text else ""
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += sentence
    mentions = [
        Mention(i, i + len(words), words, code)
        for words, code in dict(actors).items()
        for i in range(len(text))
        if text.startswith(words, i)
    ]
    return Record(
        id=content_id(text),
        ref=ref,
        source=f"{ref}.txt",
        outlet=outlet,
        title=title,
        byline=byline,
        url=None,
        published=day(published) if published else None,
        language="en",
        text=text,
        quality=(),
        furniture=(),
        sentences=tuple(spans),
        times=(),
        mentions=tuple(sorted(mentions, key=lambda m: m.start)),
        events=(),
        statements=(),
        figures=(),
        agreements=(),
        claims=(),
        notes=(),
    )


def event(
    record,
    sentence,
    kind,
    actors,
    recipients=(),
    *,
    date=None,
    trigger=None,
    aux=(),
    mode=None,
    country=None,
    place=None,
    names=(),
):
    """Return an event in a sentence of a record; parties are codes, or words in lower case when unknown."""
    span = record.sentences[sentence]
    start = record.text.index(trigger, span.start) if trigger else span.start
    names = dict(names)

    def party(code):
        known = code.isupper()
        return Party(code if known else None, code, span.start, span.start, name=names.get(code))

    return Event(
        id=content_id(record.id, start, kind, *actors),
        type=kind,
        mode=mode,
        contexts=(),
        aux=tuple(aux),
        actors=tuple(map(party, actors)),
        recipients=tuple(map(party, recipients)),
        date=day(date),
        place=Place(place, country, span.start, span.start) if place else None,
        voice=Voice("outlet"),
        trigger=Words(start, start + len(trigger or ""), trigger or ""),
        sentence=span,
        score=None,
        confidence=1.0,
        rule="hand",
    )


def statement(record, text, speaker=None, code=None, kind="direct"):
    start = record.text.index(text)
    span = next(s for s in record.sentences if s.start <= start < s.end)
    who = Speaker(speaker, span.start, span.start, code=code, name=speaker) if speaker else None
    return Statement(
        content_id(record.id, start), kind, start, start + len(text), text, who, None, None, (), (), (), span
    )


def figure(record, text, value, what, unit=None, approximate=False, bound="exact", subject=()):
    start = record.text.index(text)
    span = next(s for s in record.sentences if s.start <= start < s.end)
    end = start + len(text)
    return Figure(value, unit, approximate, bound, what, subject, None, start, end, text, span)


def claim(record, text, label, about, holder="outlet", negated=False):
    start = record.text.index(text)
    span = next(s for s in record.sentences if s.start <= start < s.end)
    return Claim(label, "status", about, holder, negated, UNKNOWN, start, start + len(text), text, span)


def time(record, text, iso=None):
    start = record.text.index(text)
    interval = Interval(iso, iso, "day") if iso else None
    return Time(start, start + len(text), text, "date", interval, "given" if iso else "no date to count from")


def said(ref, text, speaker="Ana Lund", code="NOR", kind="direct"):
    record = article(ref, f"The minister said: {text}.", outlet=ref)
    return msgspec.structs.replace(record, statements=(statement(record, text, speaker, code, kind),))
