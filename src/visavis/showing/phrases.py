"""Kinds of happenings as sentences: ``China and Russia`` ``talked by telephone or video``."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from visavis.knowledge import load_toml
from visavis.records import DifferenceValue, Event, Happening
from visavis.showing.wording import actor_name, plain

_FORM = re.compile(r"\[([^\]]*)\]")
_PARTY = re.compile(r"the [A-Z]\w*|\S+")
_CODES = re.compile(r"\b[A-Z]{3,}(?: [A-Z]{3,})*\b")


class Phrase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a kind of event is said; the fields are explained in ``data/showing/phrases.toml``."""

    past: str
    base: str
    planned: str = ""


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a kind of event is said when the words that tell it hold one of some beginnings of words."""

    type: str
    words: list[str]
    past: str
    base: str
    mode: str | None = None
    planned: str = ""
    yes: list[str] = []
    no: list[str] = []


class Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Actors whose names take an article; the last words of names of places that take one."""

    the: list[str]
    places: list[str]


class Phrases(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file ``data/showing/phrases.toml``."""

    phrase: dict[str, Phrase]
    told: list[Told]
    act: dict[str, tuple[str, str]]
    names: Names


@functools.cache
def phrases() -> Phrases:
    """Return the phrases, checked against their schema."""
    return load_toml("showing/phrases.toml", Phrases)


def in_sentence(code: str) -> str:
    """Return an actor's name as it stands within a sentence: ``the United States``, ``China``."""
    name = actor_name(code)
    return f"the {name}" if code in phrases().names.the else name


@functools.cache
def _articled() -> frozenset[str]:
    return frozenset(actor_name(code) for code in phrases().names.the)


def with_article(name: str) -> str:
    """Return a name as it stands within a sentence: ``the United States`` for "United States"."""
    return f"the {name}" if name in _articled() else name


def joined(words: Iterable[str]) -> str:
    """Return words as an enumeration: ``a``, ``a and b``, ``a, b and c``."""
    *most, last = [*words] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def recipient_words(item: Happening) -> str:
    """Return to whom a happening was done, as it stands within a sentence; empty for nobody who is named.

    A state among its own recipients acted at home: "Israel criticised others at home", not "Israel".
    """
    abroad = [in_sentence(code) for code in item.recipients if code not in item.actors]
    home = ["others at home"] if set(item.recipients) & set(item.actors) else []
    return joined(abroad + home)


class Read(NamedTuple):
    """What a happening was read by: a frame of the codebook, and the words that tell it."""

    frame: str = ""
    words: str = ""


def read_by(events: Iterable[Event]) -> Read:
    """Return what most events were read by, and the words of the first of these; empty for none."""
    listed = [*events]
    frames = Counter(event.rule.rpartition("#")[2] for event in listed)
    frame = max(frames, key=frames.__getitem__, default="")
    first = next((e for e in listed if e.rule.rpartition("#")[2] == frame), None)
    return Read(frame, first.trigger.text if first else "")


def happened_words(item: Event | Happening, recipients: str = "", read: Read | None = None) -> str:
    """Return what the actors of an event or happening did, as the rest of a sentence that they begin.

    Args:
        item: the event or happening; what is planned is said with ``to``, what is supposed with ``might``.
        recipients: to whom, in words; empty for none.
        read: what it was read by, as ``read_by`` returns it, where that is known.
    """
    book, read = phrases().phrase, read or Read()
    phrase = (
        book.get(f"{item.type}#{read.frame}")
        or _by_words(item, read.words)
        or book.get(f"{item.type}:{item.mode}")
        or book.get(item.type)
    )
    if phrase is None:
        return f"({item.type.lower()}) {recipients}".rstrip()
    if item.aux and item.aux[0] in ("future", "hypothetical") and "negation" not in item.aux:
        planned = item.aux[0] == "future"
        words = phrase.planned if planned and phrase.planned else phrase.base
        return f"{'to' if planned else 'might'} {_filled(words, recipients)}"
    return _filled(phrase.past, recipients)


def _by_words(item: Event | Happening, words: str) -> Told | None:
    """Return the way to say a happening that the words which tell it ask for."""
    fitting = (t for t in phrases().told if words and (t.type, t.mode) == (item.type, item.mode))
    return next((told for told in fitting if _holds(told.words, words)), None)


def _holds(beginnings: Sequence[str], words: str) -> bool:
    return re.search(rf"\b(?:{'|'.join(beginnings)})", words, re.IGNORECASE) is not None


def _filled(form: str, recipients: str) -> str:
    with_whom, _, alone = form.partition("|")
    if recipients:
        # Not str.format: what parties are called comes from the articles and may hold braces.
        return _FORM.sub(r"\1", with_whom).replace("{}", recipients)
    return alone or _FORM.sub("", with_whom)


def place_words(place: str) -> str:
    """Return a place as it stands after "in": ``the Mediterranean``, ``the Black Sea``, ``Geneva``."""
    last = place.rpartition(" ")[2]
    bare = not place.lower().startswith("the ")
    return (
        f"the {place}" if bare and (last in phrases().names.places or place.endswith(" Islands")) else place
    )


def about_words(about: str) -> str:
    """Return what a difference is about, actors by name: ``China and Russia``, ``war (China, Iran)``."""
    parties = _PARTY.findall(about)
    if len(parties) > 1 and all(p.isupper() or p.startswith("the ") for p in parties):
        words = joined(in_sentence(party) for party in parties)
        return words[:1].upper() + words[1:]

    def named(found: re.Match[str]) -> str:
        return ", ".join(in_sentence(code) for code in found.group().split(" "))

    return _CODES.sub(named, plain(about))


def value_words(value: DifferenceValue) -> str:
    """Return one of several differing values: ``not allies``; an actor that somebody names by its name."""
    words = plain(value.value)
    return (
        in_sentence(words)
        if words.isupper() and actor_name(words) != words
        else words.replace("not: ", "not ")
    )


def act_words(act: str, *, negated: bool, several: bool = False) -> str:
    """Return what a speaker does with the content of a statement: ``says``, ``denies``, ``did not say``.

    Args:
        act: the act.
        negated: whether it is said not to be done.
        several: whether the verb stands in the plural: ``say``, ``deny``, ``do not believe``.
    """
    words = phrases().act.get(act, phrases().act["say"])[negated]
    return " ".join(map(_of_several, words.split(" "))) if several else words


def _of_several(word: str) -> str:
    """Return a verb as several do it; any other word as it is."""
    if word == "does":
        return "do"
    if not word.endswith("s"):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]
