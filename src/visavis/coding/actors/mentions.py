"""All mentions of actors in an article, in text order."""

from __future__ import annotations

from collections.abc import Mapping

from visavis.coding.actors.context import Context
from visavis.coding.actors.coreference import resolve
from visavis.coding.actors.phrases import direct_mentions
from visavis.coding.actors.plain import plain_mentions
from visavis.coding.actors.registry import Registry, registry
from visavis.coding.actors.sentence import Sentence
from visavis.reading.syntax import Parsed
from visavis.records import Mention, Reading


def find_mentions(
    reading: Reading, parsed: Mapping[int, Parsed], *, actors: Registry | None = None
) -> tuple[Mention, ...]:
    """Find who an article speaks of.

    Args:
        reading: the article with its sentences.
        parsed: parses by index in ``reading.sentences``; in sentences without one names alone are read.
        actors: the registry to use; the package's own when None.

    Returns:
        Mentions in text order. Spans of different words never overlap; words that stand for several actors
        ("the two leaders") give one mention each over the same span.
    """
    context = Context(reading, actors or registry())
    sentences = {index: Sentence(parsed[index], context) for index in sorted(parsed)}
    direct = {index: direct_mentions(sentence) for index, sentence in sentences.items()}
    found = [*resolve(direct, sentences, context), *plain_mentions(context, parsed)]
    return tuple(sorted(found, key=lambda m: (m.start, m.end, m.actor or "")))
