"""Readings of single sentences for the tests of the actors' room."""

from __future__ import annotations

import functools
import re

from visavis.coding.actors.mentions import find_mentions
from visavis.coding.actors.places import find_places
from visavis.coding.actors.registry import Registry
from visavis.reading.syntax import Parsed, load
from visavis.records import Article, DateSpan, Mention, Place, Reading, Span


def reading(text: str, date: str | None = None) -> tuple[Reading, dict[int, Parsed]]:
    """Read a text as the page would: each line a paragraph."""
    syntax = load()
    blocks = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    spans, paragraphs = [], []
    for number, found in enumerate(syntax.sentences(text, blocks)):
        spans += found
        paragraphs += [number] * len(found)
    published = DateSpan(date, date, "day", "argument") if date else None
    article = Article("id", "ref", "source", text)
    page = Reading(article, "en", None, None, published, (), (), tuple(spans), tuple(paragraphs), ())
    return page, dict(enumerate(syntax.parse(text, spans)))


@functools.lru_cache(maxsize=4096)
def mentions(text: str, date: str | None = None, actors: Registry | None = None) -> tuple[Mention, ...]:
    """Return the mentions of a text."""
    page, parsed = reading(text, date)
    return find_mentions(page, parsed, actors=actors)


def places(text: str) -> tuple[Place, ...]:
    """Return the places of a text."""
    page, parsed = reading(text)
    return find_places(page, parsed, find_mentions(page, parsed))


def covering(text: str, words: str, date: str | None = None) -> list[Mention]:
    """Return the mentions that cover exactly these words, where they stand last as words."""
    start = [m.start() for m in re.finditer(rf"\b{re.escape(words)}(?!\w)", text)][-1]
    return [m for m in mentions(text, date) if (m.start, m.end) == (start, start + len(words))]


def actors_of(text: str, words: str, date: str | None = None) -> list[str | None]:
    """Return the codes of the mentions that cover exactly these words."""
    return [m.actor for m in covering(text, words, date)]
