"""Whether the examples of a codebook hold: the test of every entry, the package's and one's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from visavis.coding.actors.mentions import find_mentions
from visavis.coding.events.code import code_events
from visavis.coding.events.codebook import TYPES, Codebook, Negative, Positive
from visavis.reading.syntax import load
from visavis.records import Article, DateSpan, Event, Party, Reading, Span, content_id

PUBLISHED = "2005-06-15"
"""The day on which examples are taken to be published."""

_AT_ONCE = 20  # examples that are parsed together


class Failure(msgspec.Struct, frozen=True):
    """An example that does not hold.

    ``type``: the type of event whose example it is; ``text``: the example; ``wanted``: the event that it
    should give, None where it should give none of the type; ``found``: what it gives.
    """

    type: str
    text: str
    wanted: str | None
    found: tuple[str, ...]


def failures(book: Codebook, types: Iterable[str]) -> tuple[list[Failure], int]:
    """Code the examples of some types, each sentence by itself.

    Args:
        book: the codebook; a folder laid over the package's is coded with.
        types: the types.

    Returns:
        The examples that do not hold, in the order of the codebook, and how many were tried.
    """
    failed: list[Failure] = []
    tried = 0
    for kind in types:
        entry = book.entries[kind]
        listed: list[Positive | Negative] = [*entry.positive, *entry.negative]
        tried += len(listed)
        for one, found in zip(listed, coded([e.text for e in listed], book.directory), strict=True):
            if isinstance(one, Positive):
                wanted, fine = _asked(kind, one), any(gives(kind, one, event) for event in found)
            else:
                wanted, fine = None, not any(is_one(kind, one, event) for event in found)
            if not fine:
                failed.append(Failure(kind, one.text, wanted, tuple(map(_told, found))))
    return failed, tried


def own_types(book: Codebook) -> list[str]:
    """Return the types that a folder laid over the package's codebook has files for; all without one."""
    if book.directory is None:
        return list(TYPES)
    return [kind for kind in TYPES if Path(book.directory, f"{kind.lower()}.toml").exists()]


def gives(kind: str, example: Positive, event: Event) -> bool:
    """Tell whether an event is the one that an example should give: type, parties, mode, aux."""
    return (
        event.type == kind
        and _codes(event.actors) == set(example.actors)
        and _codes(event.recipients) == set(example.recipients)
        and example.mode in (None, event.mode)
        and set(example.aux) <= set(event.aux)
    )


def is_one(kind: str, example: Negative, event: Event) -> bool:
    """Tell whether an event is one that a counterexample should not give."""
    return event.type == kind and example.mode in (None, event.mode)


def coded(texts: Sequence[str], directory: str | None = None) -> list[tuple[Event, ...]]:
    """Return the events of many sentences, each read on its own, parsed together (which is faster).

    Args:
        texts: the sentences.
        directory: a folder of codebook files laid over the package's.
    """
    out: list[tuple[Event, ...]] = []
    day = DateSpan(PUBLISHED, PUBLISHED, "day", "argument")
    for first in range(0, len(texts), _AT_ONCE):
        batch = texts[first : first + _AT_ONCE]
        joined = "\n".join(batch)
        starts = [sum(len(t) + 1 for t in batch[:i]) for i in range(len(batch))]
        spans = [Span(start, start + len(text)) for start, text in zip(starts, batch, strict=True)]
        for span, parsed in zip(spans, load().parse(joined, spans), strict=True):
            article = Article(content_id(joined, span.start), "example", "example", joined)
            reading = Reading(article, "en", None, None, day, (), (), (span,), (0,), ())
            mentions = find_mentions(reading, {0: parsed})
            out.append(code_events(reading, {0: parsed}, mentions, (), directory=directory))
    return out


def _codes(parties: Iterable[Party]) -> set[str]:
    return {p.code for p in parties if p.code}


def _told(event: Event) -> str:
    sides = [[p.code or f"“{p.text}”" for p in side] for side in (event.actors, event.recipients)]
    return _worded(event.type, event.mode, sides, event.aux)


def _asked(kind: str, example: Positive) -> str:
    return _worded(kind, example.mode, (example.actors, example.recipients), example.aux)


def _worded(kind: str, mode: str | None, sides: Sequence[Sequence[str]], aux: Sequence[str]) -> str:
    name = f"{kind}:{mode}" if mode else kind
    parties = " → ".join(", ".join(side) for side in sides if side)
    return f"{name} {parties}" + (f" ({', '.join(aux)})" if aux else "")
