"""Who is meant: actors named together, and the pair that "they" and "the two countries" stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from visavis.records import Mention, Reading, Span

_JOINED = re.compile(r"(?:['’]s?)?\s*(?:,|\band\b|&|[-–—/]|\bwith\b)[^.;:!?\"“”]{0,40}$", re.IGNORECASE)
_GAP = 45  # characters between two actors named together: "Xi Jinping and his Russian counterpart"
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
    for mention in (m for m in mentions if m.actor and m.via != "pronoun"):
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
    return _JOINED.match(between) is not None and "\n\n" not in between


def _close(run: list[Mention], found: list[Group]) -> None:
    codes = codes_of(run)
    if len(codes) > 1:
        found.append(Group(run[0].start, run[-1].end, codes))


def antecedent(
    known: Sequence[Group], mentions: Sequence[Mention], before: int, spoken_of: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return whom "they" or "the two countries" at ``before`` means.

    Args:
        known: the groups of actors named together in the article.
        mentions: all its mentions.
        before: the offset of the plural.
        spoken_of: the actors that its own sentence names; a group among them is preferred.

    Returns:
        The codes of the group named last, else the two different actors named last, else nothing.
    """
    earlier = [g for g in known if g.end <= before and before - g.end < _FAR]
    fitting = [g for g in earlier if set(g.codes) <= set(spoken_of)]
    if fitting or earlier:
        return (fitting or earlier)[-1].codes
    last = [m for m in mentions if m.end <= before and before - m.end < _FAR and m.actor]
    codes = codes_of(reversed(last))[:2]
    return tuple(reversed(codes)) if len(codes) > 1 else ()


def sentence_at(reading: Reading, offset: int) -> Span | None:
    """Return the sentence that holds an offset."""
    return next((s for s in reading.sentences if s.start <= offset < s.end), None)
