"""May a sentence attribute something? Its words alone are asked, before anything is parsed.

A cue counts only where it can stand as what it is: a verb not behind an article ("the talks"), a noun with
its clause behind it ("the claim that"), an adjective behind "is" ("is willing to"); and only with the words
that its frames ask for. Cues that are far oftener something else count only before "that", beside an actor
(weak), or where a poll, a report or the like is spoken of (idle).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from visavis.coding.statements.knowledge import (
    Group,
    adjective_frames,
    noun_frames,
    phrases,
    told_by,
    verb_frames,
    verb_lemmas,
    words,
)
from visavis.coding.unparsed import DETERMINERS, may_be_verb

Words = tuple[str, ...]
"""A sentence's words and signs, lower-cased, each apostrophe by itself."""

_FAR = 16  # words between a noun and its clause
_NEAR = 6  # words between a verb and the telling word of its idiom
_CLOSE = 10  # words between a verb and its "as"
_ING, _MARK = "-ing", "‘’"  # stand for any word in -ing, and for a single quotation mark
_SINGLE = re.compile(r"(?<!\w)['‘](?=\w)")
_NAME = re.compile(r"\S\s+\W?[A-Z]")
# What the content of a frame cannot do without; other frames hold a clause or a noun phrase like any.
_ASKED = {
    **{"of": {"of"}, "for": {"for"}, "as": {"as"}, "to": {"to"}, "infinitive": {"to"}, "bid": {"to", "for"}},
    **{"at": {"at"}, "on": {"on"}, "like": {"to"}, "with": {"with"}, "deadline": {"to"}},
    **{"gerund": {_ING}, "scene": {_ING}, "relay": {_ING}, "quote": {_MARK}, "quoted": {_MARK}},
}
_BEHIND = {
    "that": {"that", "whether"},
    "is": {"that", "whether"},
    "infinitive": {"to"},
    "of": {"of", "about"},
}
_ABOUT = frozenset({"about", "over", "on"})
_NO_CLAUSE = frozenset(
    {",", ".", ";", ":", "?", "!", ")", "of", "for", "with", "in", "at", "by", "and", "or"}
)
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am", "s", "re", "m", "said"})
_BE |= {form for verb in ("remain", "seem", "sound", "appear") for form in (verb, verb + "s", verb + "ed")}
_BE |= {"feel", "feels", "felt", "become", "becomes", "became", "grow", "grows", "grew", "grown"}
_MAKE = frozenset({"make", "makes", "made", "making"})
_OWNERS = frozenset({"s", "'", "my", "your", "his", "her", "its", "our", "their", "whose"})


@dataclass(frozen=True, slots=True)
class _Cue:
    """One word that may attribute.

    ``verb``: whether it may do so as a verb, ``asks`` words of which one must then be there (none: nothing is
    asked for), ``sourced`` whether only somebody or something that speaks can be its subject; ``behind``: for
    nouns, words of which one must follow; ``view``: a noun that makes a view of a clause; ``frames``: for
    adjectives; ``weak``, ``idle``: how little it says alone; ``firm``: what behind it makes it sure;
    ``judges``: whether it makes one thing another ("see as"); ``idioms``: the telling words of its idioms
    ("cast doubt on").
    """

    form: str
    lemma: str
    verb: bool
    asks: frozenset[str]
    sourced: bool
    behind: frozenset[str]
    view: bool
    frames: frozenset[str]
    weak: bool
    idle: bool
    firm: frozenset[str]
    judges: bool
    idioms: frozenset[str]


def may_attribute(told: Words, text: str, *, actors: bool, names: frozenset[str] = frozenset()) -> bool:
    """Tell whether a sentence may hold a statement or a belief.

    Args:
        told: its words, as ``events.scan`` splits them.
        text: the sentence as written.
        actors: whether anything in it may stand for an actor.
        names: words in it that are part of a name and nothing else ("states" of "United States").
    """
    known = _cues()
    found = known.keys() & told
    for form in found - names:
        cue = known[form]
        unsure = (cue.weak and not actors) or (cue.idle and _findings().isdisjoint(told))
        places = [i for i, word in enumerate(told) if word == form]
        if unsure:
            places = [i for i in places if _firm(cue, told, i, actors)]
        if any(_attributes(cue, told, i, text) for i in places):
            return True
    return _according(told)


def _firm(cue: _Cue, told: Words, i: int, actors: bool) -> bool:
    """Tell whether what is behind a cue that says little makes it sure: "see that", "see her as a rival"."""
    if not cue.idioms.isdisjoint(told[i + 1 : i + _NEAR]):
        return True
    judges = actors and cue.judges and "as" in told[i + 2 : i + _CLOSE]
    return judges or not cue.firm.isdisjoint(told[i + 1 : i + 2])


def _according(told: Words) -> bool:
    """Tell whether a phrase names a source: "according to", "in the eyes of"."""
    known, views = _phrases(), words().view_nouns
    if known.keys().isdisjoint(told) and views.isdisjoint(told):
        return False
    return any(
        (word in known and any(told[i : i + len(cue)] == cue for cue in known[word]))
        or (word in views and told[i + 1 : i + 2] == ("of",) and told[i - 2 : i] == ("in", "the"))
        for i, word in enumerate(told)
    )


def _attributes(cue: _Cue, told: Words, i: int, text: str) -> bool:
    """Tell whether a cue at a place can be one."""
    spoken = not cue.sourced or _source(told, text)
    if cue.verb and spoken and _verb_at(cue, told, i) and (not cue.asks or _asked(cue.asks, told, text)):
        return True
    if cue.behind and not cue.behind.isdisjoint(told[i + 1 : i + _FAR]):
        return True
    if cue.view and not _OWNERS.isdisjoint(told[max(0, i - 3) : i]):
        return not {"in", "by"}.isdisjoint(told[max(0, i - 8) : i])
    return bool(cue.frames) and _predicative(cue, told, i)


def _verb_at(cue: _Cue, told: Words, i: int) -> bool:
    third = cue.form != cue.lemma and cue.form.endswith("s")
    return may_be_verb(told, i, plain=third or cue.form == cue.lemma, third=third)


def _asked(asks: frozenset[str], told: Words, text: str) -> bool:
    if not asks.isdisjoint(told):
        return True
    if _ING in asks and any(word.endswith("ing") and len(word) > 4 for word in told):
        return True
    return _MARK in asks and _SINGLE.search(text) is not None


def _source(told: Words, text: str) -> bool:
    """Tell whether anything in a sentence can be a source: a name, "he", a survey."""
    if _NAME.search(text) or not words().speaking_pronouns.isdisjoint(told):
        return True
    nouns = words().source_nouns
    return (
        any(word in nouns or word.removesuffix("s") in nouns for word in told) or told[0] not in DETERMINERS
    )


def _predicative(cue: _Cue, told: Words, i: int) -> bool:
    """Tell whether an adjective can have what its frames ask for: "is willing to", "made it clear that"."""
    following = told[i + 1] if i + 1 < len(told) else "."
    if "make" in cue.frames and not _MAKE.isdisjoint(told[max(0, i - 2) : i]):
        return True
    if _BE.isdisjoint(told[max(0, i - 5) : i]):
        return False
    if following == "to" and "infinitive" in cue.frames:
        return True
    if f"prep:{following}" in cue.frames:
        return True
    if following in _ABOUT:
        return "about" in cue.frames
    return "that" in cue.frames and following not in _NO_CLAUSE


@functools.cache
def _phrases() -> dict[str, tuple[Words, ...]]:
    """Return the phrases that name a source, by their first word."""
    found: dict[str, tuple[Words, ...]] = {}
    for phrase in phrases():
        found[phrase.cue[0]] = (*found.get(phrase.cue[0], ()), phrase.cue)
    return found


# ---------------------------------------------------------------- all cues by their forms


@functools.cache
def _findings() -> frozenset[str]:
    return frozenset(form for noun in words().finding_nouns for form in (noun, *_plurals(noun)))


def _plurals(noun: str) -> tuple[str, ...]:
    return (noun[:-1] + "ies",) if noun.endswith("y") else (noun + "s", noun + "es")


@functools.cache
def _cues() -> dict[str, _Cue]:
    nouns, adjectives, verbs = noun_frames(), adjective_frames(), verb_lemmas()
    weak, idle = _all_forms(words().weak_cues), _all_forms(words().idle_cues)
    views = words().view_nouns - idle
    found = {}
    for form in {*verbs, *nouns, *adjectives, *views}:
        frames = verb_frames()[verbs[form]] if form in verbs else {}
        asks, sourced = _asks(frames)
        found[form] = _Cue(
            form, verbs.get(form, form), form in verbs, asks, sourced,
            _behind(form, nouns.get(form, {})), form in views, frozenset(adjectives.get(form, ())),
            form in weak, form in idle, frozenset({"that", *(g.particle for g in frames.values())}),
            "as" in frames, _telling(frames),
        )  # fmt: skip
    return found


def _all_forms(listed: Iterable[str]) -> frozenset[str]:
    lemmas = frozenset(listed)
    forms = {form for form, lemma in verb_lemmas().items() if lemma in lemmas}
    return lemmas.union(forms, *(_plurals(word) for word in lemmas))


def _asks(frames: dict[str, Group]) -> tuple[frozenset[str], bool]:
    """Return what a sentence must hold for any of a verb's frames, and whether all ask for a source."""
    asked: set[str] = set()
    free = False
    for frame, group in frames.items():
        needs = {frame.partition(":")[2]} if frame.startswith("prep:") else _ASKED.get(frame, set())
        if frame.startswith("idiom:"):
            needs = {told_by(frame)}
        if group.particle:
            needs = {group.particle}
        elif group.cue_nouns:
            needs = set(noun_frames())
        elif group.things:
            needs = {form for noun in words().things[group.things] for form in (noun, *_plurals(noun))}
        free = free or not needs
        asked |= needs
    return frozenset() if free else frozenset(asked), bool(frames) and all(
        group.sourced for group in frames.values()
    )


def _telling(frames: dict[str, Group]) -> frozenset[str]:
    """Return the words right behind a verb that make it sure: those of its idioms, things and terms."""
    found = {told_by(frame) for frame in frames if frame.startswith("idiom:")}
    if "deadline" in frames:
        found |= {"days", "hours", "weeks"}
    for group in frames.values():
        if group.things:
            found |= {form for noun in words().things[group.things] for form in (noun, *_plurals(noun))}
    return frozenset(found)


def _behind(form: str, frames: dict[str, Group]) -> frozenset[str]:
    needs = {word for frame in frames for word in _BEHIND.get(frame, {frame})}
    return frozenset(needs if form.endswith("s") or form == "speculation" else needs - {"of", "about"})
