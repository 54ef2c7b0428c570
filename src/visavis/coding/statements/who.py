"""From a noun phrase to a speaker: code and name by way of the mentions, pronouns included."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from visavis.coding.statements.drafts import Source
from visavis.coding.statements.knowledge import words
from visavis.records import Mention, Span, Speaker

_PERSONAL = frozenset({"he", "she"})


class Mentions:
    """The mentions of an article, by place."""

    def __init__(self, text: str, mentions: Iterable[Mention]) -> None:
        self.text = text
        self.all: Sequence[Mention] = tuple(sorted(mentions, key=lambda m: (m.start, -m.end)))

    def within(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that lie inside a stretch."""
        return [m for m in self.all if start <= m.start and m.end <= end]

    def covering(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that cover a stretch, the shortest first."""
        found = [m for m in self.all if m.start <= start and end <= m.end]
        return sorted(found, key=lambda m: (m.end - m.start, m.start))

    def of(self, source: Source) -> Mention | None:
        """Return the mention that says who a source is.

        Preferred is the mention on the head of the phrase ("President [Xi Jinping]"), then one that
        qualifies it ("the official [Chinese] news agency", "a spokesman for the [Kremlin]").
        """
        span = source.span
        inside = self.within(span.start, span.end) or self.covering(span.start, span.end)
        if source.head is not None and source.parsed is not None:
            at = Span(source.parsed.start(source.head), source.parsed.end(source.head))
            on_head = [m for m in self.covering(at.start, at.end) if m.start >= span.start - 40]
            known = [m for m in on_head if m.actor is not None]
            if known or on_head:
                return (known or on_head)[0]
        known = [m for m in inside if m.actor is not None]
        named = [m for m in known if m.name is not None]
        return next(iter(named or known or inside), None)


def speaker(mentions: Mentions, source: Source | None) -> Speaker | None:
    """Return the record of a source.

    Args:
        mentions: the article's mentions.
        source: a noun phrase; None gives None.
    """
    if source is None:
        return None
    span = source.span
    mention = mentions.of(source)
    code = mention.actor if mention else None
    name = mention.name if mention else None
    if len(parts := joint(mentions, source)) > 1:
        codes = {p.code for p in parts}
        code, name = (parts[0].code, None) if len(codes) == 1 else (None, None)
    return Speaker(mentions.text[span.start : span.end], span.start, span.end, code, name)


def joint(mentions: Mentions, source: Source | None) -> tuple[Speaker, ...]:
    """Return the speakers of a coordinated source ("Xi and Putin"), empty when there is only one."""
    if source is None or source.head is None or source.parsed is None:
        return ()
    heads = [source.head, *(c for c in source.head.children if c.dep_ == "conj")]
    parsed = source.parsed
    spans = [Span(parsed.start(h), parsed.end(h)) for h in heads]
    spans = [s for s in spans if source.span.start <= s.start and s.end <= source.span.end]
    if len(spans) < 2:
        return ()
    found = []
    for at in spans:
        near = [m for m in mentions.covering(at.start, at.end) if m.end - m.start < 60]
        if near:
            m = near[0]
            found.append(Speaker(m.text, m.start, m.end, m.actor, m.name))
    return tuple(found) if len(found) > 1 else ()


def is_media(text: str) -> bool:
    """Whether a source's words name a medium, which passes on what others say."""
    tokens = text.replace("’s", "").replace("'s", "").split()
    return any(t.lower() in words().media_nouns or t in words().media_names for t in tokens)


def is_pronoun(text: str) -> bool:
    """Whether a source is one of the pronouns that stand for one person."""
    return text.lower() in _PERSONAL
