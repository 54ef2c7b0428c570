"""About whom a claim is: the pair that stands so to each other, and whom it stands against."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from visavis.coding.actors.registry import registry
from visavis.coding.agreements.parties import Group, codes_of, names_of, plural, topic, within
from visavis.coding.claims.lexicon import Status
from visavis.records import Mention, Span

_PLURAL = re.compile(
    r"\b(?:they|their|them|we|our|both|these|those|two|themselves|bilateral|(?:each|one an)other)\b",
    re.IGNORECASE,
)
_IMPLIED = re.compile(r"\b(?:this|the|it|its|an?)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:\w+\s+){0,2}?(?:between|of|connecting|linking|with|among)\s", re.IGNORECASE)
_WITH = re.compile(r"[\w\s,]{0,30}?\b(?:with|and|between|of|to|against|over|involving)\b[\w\s]{0,12}$")
_ASIDE = re.compile(
    r",[^,;:.]+,\s+(?:(?:is|are|was|were|remains?|became|becomes|has|have)\b)(?=[^,;:.]{0,40}$)",
    re.IGNORECASE,
)
_NEAR = 90  # characters in which the target of "a bulwark against" is named
_AHEAD = 400  # characters from a lead to the group that it is about
_TWO = 2


@dataclass(frozen=True)
class Scene:
    """What a status is read in.

    Attributes:
        text: the article's text.
        sentence: the sentence around the status.
        mentions: the actors mentioned in the article.
        known: the groups of actors named together in it.
    """

    text: str
    sentence: Span
    mentions: Sequence[Mention]
    known: Sequence[Group]

    @property
    def here(self) -> list[Mention]:
        """Return the mentions of the sentence, those without a code included."""
        return within(self.mentions, self.sentence.start, self.sentence.end)

    def before(self, offset: int) -> tuple[str, ...]:
        """Return the group that a plural at ``offset`` stands for."""
        return plural(self.known, self.mentions, self.sentence, offset)


def about(entry: Status, place: Span, scene: Scene) -> list[tuple[str, ...]]:
    """Return the codes that a status is about, one tuple for each claim; none when the text does not tell.

    A pair is sorted; a status against somebody names the pair first; a one-sided status names first the one
    who is so. A hostile status of two actors "with" a third is about each of them and the third.

    Args:
        entry: the status.
        place: where its words stand.
        scene: the sentence and the article around it.
    """
    if entry.about == "directed":
        found = _directed(place, scene)
        return [found] if found else []
    if entry.about == "topic":
        # Behind the words stand the places of it: "on the two fronts of Tromso and Narvik".
        inside = [g for g in scene.known if g.start >= scene.sentence.start and g.end <= place.start]
        pair = inside[0].codes if inside else scene.before(place.start) or topic(scene.known, scene.mentions)
        return [_sorted(pair)] if len(pair) >= _TWO else []
    if entry.about == "viewed":
        last = codes_of(m for m in scene.here if m.end <= place.start)[-_TWO:]
        return [_sorted(last)] if len(last) == _TWO else []
    if entry.polarity == "hostile" and entry.about == "pair":
        return _against(place, scene)
    target = _target(place, scene) if entry.about == "target" else ()
    pair = _pair(entry, place, scene, target)
    return [with_target(entry, place, scene, pair)] if len(pair) >= _TWO else []


def with_target(entry: Status, place: Span, scene: Scene, pair: tuple[str, ...]) -> tuple[str, ...]:
    """Return a pair, and behind it whom a status sets it against, if it does so.

    Args:
        entry: the status.
        place: where its words stand.
        scene: the sentence and the article around it.
        pair: those who stand so to each other.
    """
    target = _target(place, scene) if entry.about == "target" else ()
    return (*pair, *(code for code in target if code not in pair))


def _pair(entry: Status, place: Span, scene: Scene, target: Sequence[str]) -> tuple[str, ...]:
    sentence, here = scene.sentence, scene.here
    inside = [g for g in scene.known if g.start < sentence.end and g.end > sentence.start]
    after = _BETWEEN.match(scene.text, place.end, sentence.end)
    for group in inside:
        joined = after is not None and place.end <= group.start <= after.end() + 25
        if joined or (group.start < place.end and group.end > place.start):
            return _sorted(group.codes)
    before = [g for g in inside if g.start < place.start]
    if before:
        return _sorted(before[-1].codes)
    codes = [c for c in names_of(here) if c not in target]
    partner = _with(place, scene)
    if partner is not None:
        return partner
    several = _PLURAL.search(scene.text, sentence.start, place.end) is not None
    if len(codes) == _TWO and not (several and entry.about == "involved"):
        return _sorted(codes)
    if several or inside:
        meant = scene.before(place.start) or (inside[0].codes if inside else _lead(scene))
        if set(meant) & set(target):  # "the two weighed steps against Norway" of an article on others
            meant = topic(scene.known, scene.mentions)
        return _sorted(meant)
    if _IMPLIED.search(scene.text, sentence.start, place.end) and len(codes) < _TWO:
        return _sorted(_lead(scene) or topic(scene.known, scene.mentions))
    return ()


def _lead(scene: Scene) -> tuple[str, ...]:
    """Return the group that comes next where a lead speaks of "alliances" before it names anybody."""
    after = [g for g in scene.known if 0 <= g.start - scene.sentence.end < _AHEAD]
    return after[0].codes if after and not any(m.end <= scene.sentence.end for m in scene.mentions) else ()


def _with(place: Span, scene: Scene) -> tuple[str, ...] | None:
    """Read "Hungary is a close ally of Serbia": the actor named before and the one after."""
    left = [m for m in scene.here if m.end <= place.start and m.actor and not _owns_other(m, place, scene)]
    right = [m for m in scene.here if m.start >= place.end and m.start - place.end < _NEAR and m.actor]
    if left and right and _WITH.match(scene.text[place.end : right[0].start]):
        codes = codes_of([left[-1], right[0]])
        return _sorted(codes) if len(codes) == _TWO else None
    return None


def _owns_other(mention: Mention, place: Span, scene: Scene) -> bool:
    """Return whether a mention owns something else: "Iran's demand to end an alliance with Syria"."""
    between = scene.text[mention.end : place.start]
    return re.match(r"['’]s?\s", between) is not None and re.search(r"\bto\b|\bthat\b", between) is not None


def _named_in_heading(scene: Scene) -> list[Mention]:
    """Return the actors that a heading names: no sentence, so that no mentions were sought in it."""
    at = scene.sentence.start
    hits = registry().find(scene.text[at : scene.sentence.end])
    return [Mention(at + h.start, at + h.end, h.text, h.best.code) for h in hits if h.best.code]


def _anti(text: str, mention: Mention) -> bool:
    """Return whether a mention is one "anti-": "the anti-Chinese front"."""
    words = text[max(0, mention.start - len("anti-")) : mention.end].lower()
    return "anti-" in words


def _target(place: Span, scene: Scene) -> tuple[str, ...]:
    """Return whom a status is directed against: who is named as "anti-" in it, else first after its words."""
    here = scene.here or _named_in_heading(scene)
    inside = [m for m in here if place.start < m.end <= place.end and _anti(scene.text, m)]
    if inside:
        return names_of(inside)[:1]
    after = [m for m in here if m.start >= place.end - 1 and m.start - place.end < _NEAR]
    return names_of(after)[:1]


# ---------------------------------------------------------------- hostile and one-sided statuses


def _against(place: Span, scene: Scene) -> list[tuple[str, ...]]:
    """Return the dyads of a hostile status: "between X and Y", else each named before with the one after."""
    sentence = scene.sentence
    inside = [g for g in scene.known if g.start < sentence.end and g.end > sentence.start]
    after = _BETWEEN.match(scene.text, place.end, sentence.end)
    words = scene.text[place.start : place.end]
    between = "between" in (words + (after.group() if after is not None else "")).lower()
    for group in inside:
        if between and place.end <= group.start <= place.end + _NEAR:
            return [_sorted(group.codes)]
        if group.start >= place.start and group.end <= place.end:
            return [_sorted(group.codes)]
    within_words = [m for m in scene.here if m.start >= place.start and m.end <= place.end and m.actor]
    if len(codes_of(within_words)) == 1:  # "ties with Norway are strained": the subject's ties
        first = codes_of(m for m in scene.here if m.end <= place.start)[:1]
        return [_sorted((*first, *codes_of(within_words)))] if first else []
    right = [m for m in scene.here if m.start >= place.end and m.start - place.end < _NEAR]
    follows = right and _WITH.match(words.split()[-1] + scene.text[place.end : right[0].start])
    sides = _side(place, scene, inside)
    if right and follows:
        joined = len(right) > 1 and re.fullmatch(
            r"\s*(?:,|and|or)\s+(?:the\s+)?", scene.text[right[0].end : right[1].start]
        )
        other = right[1] if joined and right[1].actor and not right[0].actor else right[0]
        name = other.actor or other.name or other.text
        return [_sorted((code, name)) for code in sides if code != name]
    return [_sorted(sides)] if len(sides) == _TWO else []


def _side(place: Span, scene: Scene, inside: Sequence[Group]) -> tuple[str, ...]:
    """Return who has strained ties: the group or the last two named before, else whom a plural stands for."""
    before = [g for g in inside if g.start < place.start]
    if before:
        return before[-1].codes
    codes = codes_of(m for m in scene.here if m.end <= place.start)
    if len(codes) == 1 or not codes:
        several = _PLURAL.search(scene.text, scene.sentence.start, place.end) is not None
        return codes or (scene.before(place.start) if several else ())
    return codes[-_TWO:]


def _directed(place: Span, scene: Scene) -> tuple[str, ...]:
    """Return the one who is so, then the other: "Laos is the junior partner of Vietnam"."""
    here = [m for m in scene.here if m.actor]
    aside = _ASIDE.search(scene.text, scene.sentence.start, place.start)
    before = [m for m in here if m.end <= place.start]
    if aside is not None:  # "X, once an ally of Y, is the junior partner": not Y
        before = [m for m in before if not aside.start() < m.start < aside.end()] or before
    if not before:
        return ()
    first = before[-1].actor or ""
    after = [m for m in here if m.start >= place.end]
    others = [c for c in (*codes_of(after), *codes_of(reversed(before))) if c != first]
    if not others:
        group = topic(scene.known, scene.mentions)
        others = [c for c in group if c != first] if first in group else []
    return (first, others[0]) if others else ()


def _sorted(codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(codes))
