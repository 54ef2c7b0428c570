"""Places in a text: cities, regions, and states where the sentence uses them as a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from visavis.coding.actors.capitals import preposition_of
from visavis.coding.actors.context import Context
from visavis.coding.actors.registry import Registry, registry
from visavis.coding.actors.sentence import Placed, Sentence
from visavis.reading.syntax import Parsed
from visavis.records import Mention, Place, Reading

_LOCATIVE = frozenset(
    {"in", "at", "near", "outside", "inside", "around", "across", "through", "via", "within", "into",
     "throughout", "from", "to", "off", "over", "along"}
)  # fmt: skip
_ALWAYS = frozenset({"capital", "place", "region"})


def find_places(
    reading: Reading,
    parsed: Mapping[int, Parsed],
    mentions: Sequence[Mention],
    *,
    actors: Registry | None = None,
) -> tuple[Place, ...]:
    """Find the places that an article names, for where its events happened and whom they reached.

    Args:
        reading: the article with its sentences.
        parsed: parses by index in ``reading.sentences``.
        mentions: the article's mentions; a capital that acts is no place.
        actors: the registry to use; the package's own when None.

    Returns:
        Places in text order, each with the code of its state: every city and region that is no actor here,
        and every state's name behind a preposition of place ("in Egypt"). The latter may be mentions too.
    """
    known = actors or registry()
    context = Context(reading, known)
    acting = {(m.start, m.end) for m in mentions if m.via == "capital"}
    places = []
    for index in sorted(parsed):
        sentence = Sentence(parsed[index], context)
        for placed in sentence.hits.values():
            hit = placed.hit
            if hit is None or hit.best.code is None or (hit.start, hit.end) in acting:
                continue
            if hit.best.kind in _ALWAYS or (hit.best.kind == "name" and _located(sentence, placed)):
                seat = known.is_organisation(hit.best.code)  # "in Brussels" is in Belgium, whoever sits there
                code = known.place(hit.text) if seat else hit.best.code
                places.append(Place(hit.text, code, hit.start, hit.end))
    return tuple(places)


def _located(sentence: Sentence, placed: Placed) -> bool:
    head = sentence.parsed.doc[placed.first : placed.last + 1].root
    preposition = preposition_of(head)
    return preposition is not None and preposition.lower_ in _LOCATIVE
