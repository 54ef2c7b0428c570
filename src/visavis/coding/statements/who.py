"""From a noun phrase to a speaker: code and name by way of the mentions, pronouns included."""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from visavis.coding.statements.drafts import Source
from visavis.records import Mention, Span, Speaker, Statement

_ON_IT = re.compile(r"\b(?:on|about|regarding|concerning)\s+(?:the\s+)?$", re.IGNORECASE)  # "a bill on Sudan"
_FIRST = frozenset({"i", "we", "my", "our"})
_THIRD = frozenset({"he", "she"})


class Mentions:
    """The mentions of an article, by place."""

    def __init__(self, text: str, mentions: Iterable[Mention]) -> None:
        self.text = text
        self.all: Sequence[Mention] = tuple(sorted(mentions, key=lambda m: (m.start, -m.end)))
        self._starts = [m.start for m in self.all]
        self._longest = max((m.end - m.start for m in self.all), default=0)
        self._covering: dict[tuple[int, int], list[Mention]] = {}

    def within(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that lie inside a stretch."""
        return [m for m in self._from(start, end) if m.end <= end]

    def covering(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that cover a stretch, the shortest first."""
        known = self._covering.get((start, end))
        if known is None:
            found = [m for m in self._from(end - self._longest, start + 1) if end <= m.end]
            known = sorted(found, key=lambda m: (m.end - m.start, m.start)) if len(found) > 1 else found
            self._covering[start, end] = known
        return known

    def _from(self, first: int, end: int) -> Sequence[Mention]:
        """Return the mentions that start at one offset or after it, and before another."""
        return self.all[bisect.bisect_left(self._starts, first) : bisect.bisect_left(self._starts, end)]

    def of(self, source: Source) -> Mention | None:
        """Return the mention that says who a source is.

        Preferred is the mention on the head of the phrase ("President [Xi Jinping]"), then one that
        qualifies it ("the official [Chinese] news agency", "a spokesman for the [Kremlin]").
        """
        span = source.span
        if source.head is not None and source.parsed is not None:
            at = Span(source.parsed.start(source.head), source.parsed.end(source.head))
            on_head = [m for m in self.covering(at.start, at.end) if m.start >= span.start - 40]
            known = [m for m in on_head if m.actor is not None]
            if known or on_head:
                return (known or on_head)[0]
        inside = self.within(span.start, span.end) or self.covering(span.start, span.end)
        opening = self.text[span.start : span.end]
        inside = [m for m in inside if not _ON_IT.search(opening[: max(0, m.start - span.start)])]
        known = [m for m in inside if m.actor is not None]
        named = [m for m in known if m.name is not None]
        return next(iter(named or known or inside), None)


def speaker(
    mentions: Mentions, source: Source | None, together: Sequence[Speaker] | None = None
) -> Speaker | None:
    """Return the record of a source.

    Args:
        mentions: the article's mentions.
        source: a noun phrase; None gives None.
        together: the speakers that it stands for, as ``joint`` gives them, if that is known.
    """
    if source is None:
        return None
    span = source.span
    mention = mentions.of(source)
    code = mention.actor if mention else None
    name = mention.name if mention else None
    parts = joint(mentions, source) if together is None else together
    if len(parts) > 1:
        codes = {p.code for p in parts}
        code, name = (parts[0].code, None) if len(codes) == 1 else (None, None)
    return Speaker(mentions.text[span.start : span.end], span.start, span.end, code, name)


def joint(mentions: Mentions, source: Source | None) -> tuple[Speaker, ...]:
    """Return the speakers of a joint source one by one, empty when there is only one.

    "Xi and Putin" are two by coordination, "the two leaders" by the mentions that share the words.
    """
    if source is None or source.head is None or source.parsed is None:
        return ()
    parsed = source.parsed
    heads = [source.head, *(c for c in source.head.children if c.dep_ == "conj")]
    if len(heads) == 1 and len(mentions.covering(parsed.start(source.head), parsed.end(source.head))) < 2:
        return ()
    spans = [Span(parsed.start(h), parsed.end(h)) for h in heads]
    spans = [s for s in spans if source.span.start <= s.start and s.end <= source.span.end]
    found: list[Speaker] = []
    for at in spans:
        near = [m for m in mentions.covering(at.start, at.end) if m.end - m.start < 60]
        same = [m for m in near if (m.start, m.end) == (near[0].start, near[0].end)]
        found += [Speaker(m.text, m.start, m.end, m.actor, m.name) for m in same]
    unique = list(dict.fromkeys(found))
    return tuple(unique) if len(unique) > 1 else ()


def is_first_person(text: str) -> bool:
    """Whether a source is "I", "we", "my", "our"."""
    return text.lower() in _FIRST


def replace_identity(who: Speaker, other: Speaker) -> Speaker:
    """Return a speaker's words with the code and name of another."""
    return Speaker(who.text, who.start, who.end, other.code, other.name)


def named(statements: Sequence[Statement]) -> list[Statement]:
    """Give "he" and "she" whom no mention knows the name of who spoke last, one or two sentences before.

    Nobody who is named in what the pronoun says is meant by it ("he said that he would work with Ruto").

    Args:
        statements: the statements of an article.
    """
    made: list[Statement] = []
    told: defaultdict[int, list[str]] = defaultdict(list)
    for said in statements:
        if said.speaker is not None and said.speaker.text.lower() in _THIRD:
            told[said.sentence.start].append(said.text)
    last: Statement | None = None
    for said in sorted(statements, key=lambda s: (s.sentence.start, s.start)):
        who = said.speaker
        if who is not None and who.text.lower() in _THIRD and who.code is None and who.name is None:
            near = last is not None and last.sentence.start < said.sentence.start < last.sentence.end + 300
            if (
                last is not None
                and last.speaker is not None
                and near
                and not _named_in(last.speaker, told[said.sentence.start])
            ):
                said = msgspec.structs.replace(said, speaker=replace_identity(who, last.speaker))
        elif who is not None and who.name is not None:
            last = said
        made.append(said)
    return made


def _named_in(who: Speaker, texts: Iterable[str]) -> bool:
    """Return whether what is said speaks of somebody by a part of the name."""
    parts = {word for word in re.findall(r"[^\W\d_]{2,}", f"{who.name or ''}") if word[0].isupper()}
    return any(parts & set(re.findall(r"[^\W\d_]{2,}", text)) for text in texts)
