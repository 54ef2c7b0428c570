"""What the finders of statements hand on: an attribution before it becomes a record."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from visavis.coding.statements.trees import noun_phrase
from visavis.reading.syntax import Parsed
from visavis.reading.tokens import Token
from visavis.records import Span


class Source(msgspec.Struct, frozen=True):
    """A noun phrase in the text that speaks or is spoken to; ``head`` is None when found without a parse."""

    span: Span
    head: Token | None = None
    parsed: Parsed | None = None


class Draft(msgspec.Struct, frozen=True):
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

    def over(self, content: Span) -> Draft:
        """Return the same attribution of another content."""
        return self if content == self.content else replace(self, content=content)


def source_of(parsed: Parsed, head: Token | None, cue: Token | None = None) -> Source | None:
    """Return the noun phrase around a head as a source.

    Args:
        parsed: the sentence.
        head: the head of the phrase; None gives None.
        cue: the phrase ends before it (or starts after it) where the parser ran the two together.
    """
    if head is None:
        return None
    phrase = noun_phrase(head)
    while phrase and phrase[-1].tag_ == "POS":
        phrase.pop()
    if len(phrase) > 1 and phrase[0].lower_ == "what":  # "what a spokesman called"
        phrase = phrase[1:]
    if cue is not None:
        phrase = [t for t in phrase if (t.i < cue.i) == (head.i < cue.i) and t.i != cue.i]
        while phrase and phrase[-1].tag_ in {"TO", "IN", "CC"} and phrase[-1].i > head.i:
            phrase.pop()
    return Source(parsed.between(phrase[0], phrase[-1]), head, parsed) if phrase else None
