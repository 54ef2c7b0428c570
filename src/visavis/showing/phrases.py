"""Kinds of happenings as sentences: ``China and Russia`` ``talked by telephone or video``."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable

import msgspec

from visavis.coding.knowledge import load_toml
from visavis.records import Event, Happening
from visavis.showing.wording import actor_name

_FORM = re.compile(r"\[([^\]]*)\]")


class Phrase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a kind of event is said; the fields are explained in ``data/showing/phrases.toml``."""

    past: str
    base: str
    planned: str = ""


class Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Actors whose names take an article."""

    the: list[str]


class Phrases(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file ``data/showing/phrases.toml``."""

    phrase: dict[str, Phrase]
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


def frame_of(events: Iterable[Event]) -> str:
    """Return the frame of the codebook that most events were read by; empty for none."""
    frames = Counter(event.rule.rpartition("#")[2] for event in events)
    return max(frames, key=frames.__getitem__, default="")


def happened_words(item: Event | Happening, recipients: str = "", frame: str = "") -> str:
    """Return what the actors of an event or happening did, as the rest of a sentence that they begin.

    Args:
        item: the event or happening; what is planned is said with ``to``, what is supposed with ``might``.
        recipients: to whom, in words; empty for none.
        frame: what it was read by, as ``frame_of`` returns it, where that is known.
    """
    book = phrases().phrase
    phrase = book.get(f"{item.type}#{frame}") or book.get(f"{item.type}:{item.mode}") or book.get(item.type)
    if phrase is None:
        return f"({item.type.lower()}) {recipients}".rstrip()
    if item.aux and item.aux[0] in ("future", "hypothetical") and "negation" not in item.aux:
        planned = item.aux[0] == "future"
        words = phrase.planned if planned and phrase.planned else phrase.base
        return f"{'to' if planned else 'might'} {_filled(words, recipients)}"
    return _filled(phrase.past, recipients)


def _filled(form: str, recipients: str) -> str:
    with_whom, _, alone = form.partition("|")
    if recipients:
        # Not str.format: what parties are called comes from the articles and may hold braces.
        return _FORM.sub(r"\1", with_whom).replace("{}", recipients)
    return alone or _FORM.sub("", with_whom)


def act_words(act: str, *, negated: bool) -> str:
    """Return what a speaker does with the content of a statement: ``says``, ``denies``, ``did not say``."""
    return phrases().act.get(act, phrases().act["say"])[negated]
