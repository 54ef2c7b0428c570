"""A sentence for every trigger: what shows that it is how the language works.

``data/codebook/proofs/TYPE.toml`` holds, by frame and part of speech, a sentence for each trigger that none
of the type's examples exercises. A trigger without either has no business in the codebook; a test holds that.
"""

from __future__ import annotations

import functools

from visavis.coding.actors.mentions import find_mentions
from visavis.coding.actors.registry import registry
from visavis.coding.events import codebook as book
from visavis.coding.events.code import code_events
from visavis.coding.events.codebook import Entry
from visavis.coding.events.match import matches
from visavis.coding.events.patterns import Pattern, lexicon
from visavis.coding.events.sentence import Sentence
from visavis.reading.page import read
from visavis.reading.syntax import Parsed, load
from visavis.records import Article, Event, Mention, Reading, content_id

Key = tuple[str, str, str]
"""A trigger of a type: frame, part of speech, as written."""


def proofs(kind: str) -> dict[Key, str]:
    """Return the package's sentences of a type's triggers, by trigger."""
    return {(one.frame, one.part, one.trigger): one.text for one in book.proofs(kind)}


def triggers(kind: str) -> frozenset[Key]:
    """Return all triggers of a type."""
    return frozenset(
        _key(p) for listed in lexicon().forms.values() for p in listed if p.type == kind and not p.made
    )


def held(text: str, kind: str) -> frozenset[Key]:
    """Return the triggers of a type that hold in a text, whether or not a more specific one wins there."""
    _, parsed, mentions = _read(text)
    found: set[Key] = set()
    for one in parsed.values():
        sentence = Sentence(one, mentions, lexicon(), registry())
        listed = [m.pattern for ranked in matches(sentence, lexicon()) for m in ranked if not m.pattern.made]
        found |= {_key(p) for p in listed if p.type == kind}
    return frozenset(found)


@functools.lru_cache(maxsize=4096)
def coded(text: str) -> tuple[Event, ...]:
    """Return the events of a sentence that stands alone."""
    reading, parsed, mentions = _read(text)
    return code_events(reading, parsed, mentions, ())


def unproved(entry: Entry) -> list[Key]:
    """Return the triggers of a type that hold neither in its examples nor in their own sentence."""
    shown = frozenset().union(*(held(example.text, entry.type) for example in entry.positive))
    own = {key for key, text in proofs(entry.type).items() if key in held(text, entry.type)}
    return sorted(triggers(entry.type) - shown - own)


def faults(entry: Entry) -> list[str]:
    """Return what is wrong with the sentences of a type: trigger unknown or not held, type not coded."""
    silent = {frame.id for frame in entry.frame if frame.parties > 8}
    known, out = triggers(entry.type), []
    for key, text in proofs(entry.type).items():
        types = [event.type for event in coded(text)]
        where = f"{key[0]} {key[1]} {key[2]!r}"
        if key not in known:
            out.append(f"{where}: no such trigger")
        elif key not in held(text, entry.type):
            out.append(f"{where}: does not hold in {text!r}")
        elif key[0] not in silent and entry.type not in types:
            out.append(f"{where}: gives {', '.join(types) or 'nothing'} in {text!r}")
    return out


@functools.lru_cache(maxsize=4096)
def _read(text: str) -> tuple[Reading, dict[int, Parsed], tuple[Mention, ...]]:
    name = content_id(text)
    reading = read(Article(name, name, name, text, published="2004-03-18"))
    parsed = dict(enumerate(load().parse(text, reading.sentences)))
    return reading, parsed, find_mentions(reading, parsed)


def _key(pattern: Pattern) -> Key:
    return pattern.frame.id, pattern.kind, pattern.text
