"""About whom a claim is: the pair that stands so to each other, and whom it stands against."""

from __future__ import annotations

import re
from collections.abc import Sequence

from visavis.coding.agreements.parties import Group, antecedent, codes_of, within
from visavis.coding.claims.lexicon import Status
from visavis.records import Mention, Span

_PLURAL = re.compile(
    r"\b(?:they|their|them|we|our|both|these|those|this|the|two|themselves|bilateral|(?:each|one an)other)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:\w+\s+){0,2}?(?:between|of|connecting|linking|with)\s", re.IGNORECASE)
_NEAR = 90  # characters in which the target of "a bulwark against" is named
_TWO = 2


def about(
    text: str,
    entry: Status,
    place: Span,
    sentence: Span,
    mentions: Sequence[Mention],
    known: Sequence[Group],
) -> tuple[str, ...]:
    """Return the codes that a status is about; fewer than two when the text does not tell.

    Args:
        text: the article's text.
        entry: the status.
        place: where its words stand.
        sentence: the sentence around them.
        mentions: the actors mentioned in the article.
        known: the groups of actors named together in it.
    """
    here = [m for m in within(mentions, sentence.start, sentence.end) if m.actor]
    if entry.about == "directed":
        return _directed(place, here, mentions, known)
    target = _target(place, here) if entry.about == "target" else ()
    pair = _pair(text, place, sentence, here, mentions, known, target)
    if entry.about == "target" and len(pair) >= _TWO:
        return (*pair, *(code for code in target if code not in pair))
    return pair


def _pair(
    text: str,
    place: Span,
    sentence: Span,
    here: Sequence[Mention],
    mentions: Sequence[Mention],
    known: Sequence[Group],
    target: Sequence[str],
) -> tuple[str, ...]:
    inside = [g for g in known if g.start < sentence.end and g.end > sentence.start]
    after = _BETWEEN.match(text, place.end, sentence.end)
    for group in inside:
        if after is not None and place.end <= group.start <= after.end() + 25:
            return _sorted(group.codes)
        if group.start >= place.start and group.end <= place.end:
            return _sorted(group.codes)
    before = [g for g in inside if g.start < place.start]
    if before:
        return _sorted(before[-1].codes)
    codes = [c for c in codes_of(here) if c not in target]
    partner = _with(text, place, here)
    if partner is not None:
        return partner
    if _PLURAL.search(text, sentence.start, place.end) and len(codes) < _TWO:
        return _sorted(antecedent(known, mentions, sentence.start))
    if inside:
        return _sorted(inside[0].codes)
    return _sorted(codes) if len(codes) == _TWO else ()


def _with(text: str, place: Span, here: Sequence[Mention]) -> tuple[str, ...] | None:
    """Read "Hungary has strained ties with Ukraine": the actor named before and the one after."""
    left = [m for m in here if m.end <= place.start]
    right = [m for m in here if m.start >= place.end and m.start - place.end < _NEAR]
    if (
        left
        and right
        and re.match(r"[\w\s]{0,30}\b(?:with|and|between|of|to)\b", text[place.end : right[0].start])
    ):
        codes = codes_of([left[-1], right[0]])
        return _sorted(codes) if len(codes) == _TWO else None
    return None


def _target(place: Span, here: Sequence[Mention]) -> tuple[str, ...]:
    """Return whom a status is directed against: the first actor named after its words."""
    after = [m for m in here if m.start >= place.end - 1 and m.start - place.end < _NEAR]
    return codes_of(after[:1])


def _directed(
    place: Span, here: Sequence[Mention], mentions: Sequence[Mention], known: Sequence[Group]
) -> tuple[str, ...]:
    """Return the one who is so, then the other: "Laos is the junior partner of Vietnam"."""
    before = [m for m in here if m.end <= place.start]
    if not before:
        return ()
    first = before[-1].actor or ""
    after = [m for m in here if m.start >= place.end]
    others = [c for c in (*codes_of(after), *codes_of(reversed(before))) if c != first]
    if not others:
        group = antecedent(known, mentions, place.start)
        others = [c for c in group if c != first] if first in group else []
    return (first, others[0]) if others else ()


def _sorted(codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(codes))
