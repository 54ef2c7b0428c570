"""Who is meant: actors named together, and the pair that "they" and "the two countries" stand for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from visavis.records import Mention, Span

_JOINED = re.compile(
    r"(?:['’]s?)?(?:\s+[\w.-]+){0,2}?\s*(?:,\s*and\b|,|\band\b|&|[-–—/]|\bwith\b)\s*"
    r"(?:(?!(?:who|which|that|where|while|but|as|after|when|if|because|said|says)\b)[\w.’'-]+\s+){0,3}",
    re.IGNORECASE,
)
_ANAPHORIC = frozenset({"pronoun", "nominal"})
_GAP = 45  # characters between two actors named together: "Xi Jinping and his Russian counterpart"
_PAIR = 2
_FAR = 1500  # characters that "the two countries" may look back


@dataclass(frozen=True, slots=True)
class Group:
    """Two or more actors named together, as in "China and Russia" or "Sino-Russian"."""

    start: int
    end: int
    codes: tuple[str, ...]


def codes_of(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """Return the known codes of mentions, each once, in text order."""
    return tuple(dict.fromkeys(m.actor for m in mentions if m.actor))


def names_of(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """Return the codes of mentions that name their actor, each once, in text order."""
    return codes_of(m for m in mentions if m.via not in _ANAPHORIC)


def within(mentions: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """Return the mentions that overlap ``text[start:end]``."""
    return [m for m in mentions if m.start < end and m.end > start]


def groups(text: str, mentions: Sequence[Mention]) -> list[Group]:
    """Return the runs of different actors named together, in text order.

    Args:
        text: the article's text.
        mentions: its mentions, in text order.
    """
    found: list[Group] = []
    run: list[Mention] = []
    for mention in (m for m in mentions if m.actor and m.via not in _ANAPHORIC):
        if run and _together(text, run[-1], mention):
            run.append(mention)
            continue
        _close(run, found)
        run = [mention]
    _close(run, found)
    return found


def _together(text: str, left: Mention, right: Mention) -> bool:
    if right.start < left.end or right.start - left.end > _GAP:
        return False
    between = text[left.end : right.start]
    if left.actor == right.actor:
        return not re.search(r"[.;:!?,]|\band\b", between)
    return _JOINED.fullmatch(between) is not None and "\n\n" not in between


def _close(run: list[Mention], found: list[Group]) -> None:
    codes = codes_of(run)
    if len(codes) > 1:
        found.append(Group(run[0].start, run[-1].end, codes))


def plural(
    known: Sequence[Group], mentions: Sequence[Mention], sentence: Span, before: int
) -> tuple[str, ...]:
    """Return whom "they" or "the two countries" means.

    A group named earlier whose members the sentence goes on to name is taken first ("The two leaders issued a
    statement, Iran backing Iraq's plan"), then the resolution of the nearest plural mention, then the group
    named last, then the two different actors named last.

    Args:
        known: the groups of actors named together in the article.
        mentions: all its mentions.
        sentence: the sentence of the plural.
        before: where the words stand that the plural is sought for; it stands before or at them.

    Returns:
        The codes of two or more actors, or nothing.
    """
    here = within(mentions, sentence.start, sentence.end)
    named = set(names_of(here))
    pairs = [g for g in known if len(g.codes) == _PAIR]
    fitting = [g for g in pairs or known if g.end <= sentence.start and set(g.codes) <= named]
    if fitting:
        return fitting[-1].codes
    resolved = [m for m in here if m.via in _ANAPHORIC and m.start <= before]
    last = max((m.start for m in resolved if sum(o.start == m.start for o in resolved) > 1), default=None)
    if last is not None:
        return codes_of(m for m in resolved if m.start == last)
    earlier = [g for g in pairs or known if g.end <= before and before - g.end < _FAR]
    if earlier:
        return earlier[-1].codes
    near = [m for m in mentions if m.end <= before and before - m.end < _FAR and m.actor]
    codes = codes_of(reversed(near))[:2]
    return tuple(reversed(codes)) if len(codes) > 1 else ()


def topic(known: Sequence[Group], mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Return the pair that an article is about: the one named together most often, else the two named most.

    Args:
        known: the groups of actors named together in the article.
        mentions: all its mentions.
    """
    pairs = Counter(tuple(sorted(g.codes)) for g in known if len(g.codes) == _PAIR)
    if pairs:
        most = max(pairs.values())
        return next(g.codes for g in known if pairs.get(tuple(sorted(g.codes))) == most)
    named = Counter(m.actor for m in mentions if m.actor and m.via not in _ANAPHORIC)
    first = sorted(named, key=lambda code: (-named[code], code or ""))[:_PAIR]
    return tuple(code for code in first if code) if len(first) == _PAIR else ()
