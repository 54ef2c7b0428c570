"""What the finders of statements hand on: an attribution before it becomes a record."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from visavis.coding.statements.trees import noun_phrase
from visavis.reading.syntax import Parsed
from visavis.records import Span


@dataclass(frozen=True, slots=True)
class Source:
    """A noun phrase in the text that speaks or is spoken to; ``head`` is None when found without a parse."""

    span: Span
    head: Token | None = None
    parsed: Parsed | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """One attribution.

    Attributes:
        sentence: index of the sentence that holds the cue.
        content: what is said (hull).
        cue: the word or words that attribute it.
        source: who says it, None when nobody is named.
        addressee: to whom.
        act: what the source does with the content ("say", "believe", "deny", ...).
        frame: the frame that matched.
        aux: "negation", "future", "hypothetical" of the cue.
        via: through whom it came, outermost first.
        strong: whether it stands without a quotation inside.
        passage: whether the content is a direct quotation in running speech.
    """

    sentence: int
    content: Span
    cue: Span | None
    source: Source | None
    act: str
    frame: str
    addressee: Source | None = None
    aux: tuple[str, ...] = ()
    via: tuple[Source, ...] = ()
    strong: bool = True
    passage: bool = False


def source_of(parsed: Parsed, head: Token | None) -> Source | None:
    """Return the noun phrase around a head as a source."""
    if head is None:
        return None
    phrase = noun_phrase(head)
    return Source(parsed.between(phrase[0], phrase[-1]), head, parsed) if phrase else None
