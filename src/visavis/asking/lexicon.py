"""What questions are made of: kinds, words for deeds, telling passages, topics. All of it is data."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

import msgspec

from visavis.errors import DataError
from visavis.knowledge import load_toml

_GAP = r"[\s“”\"‘’,;:()–—-]+"
_WORD = rf"(?:[^\s“”\"(),;:–—-]+{_GAP})"
_MOST, _MANY = 3, 8  # words that "*" and "**" may stand for


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of question; the fields are explained at the head of ``data/asking/questions.toml``."""

    id: str
    says: str
    ask: str
    strong: list[str]
    yes: list[str]
    no: list[str]
    weak: list[str] = []
    unless: list[str] = []


class KindFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``asking/questions.toml``."""

    question: list[Kind]


class Deed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of questions for a PLOVER type, or type:mode."""

    kind: str
    words: list[str]


class DeedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``asking/deeds.toml``."""

    deed: list[Deed]


class Passage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words by which sentences tell something that is not coded."""

    id: str
    patterns: list[str]
    yes: list[str]
    no: list[str]


class Venues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How names of gatherings and bodies are found that no registry holds."""

    last: list[str]
    lower: list[str]
    yes: list[str]
    no: list[str]


class PassageFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``asking/passages.toml``."""

    passage: list[Passage]
    venues: Venues


class Bygone(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A state that is no more: what came of it, against whom it stood, and the name of that time."""

    heirs: list[str]
    foes: list[str]
    when: str


class Topics(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``asking/topics.toml``."""

    same: list[list[str]]
    empty: frozenset[str]
    leads: list[str]
    stature: list[str]
    against: list[str]
    involving: list[str]
    bygone: dict[str, Bygone]


@dataclass(frozen=True)
class Scored:
    """A kind of question with its patterns, ready to match."""

    kind: Kind
    strong: tuple[re.Pattern[str], ...]
    weak: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]

    def score(self, words: str) -> int:
        """Return how well a question in plain words fits; ``STRONG`` or more is a fit."""
        return (
            STRONG * sum(bool(p.search(words)) for p in self.strong)
            + sum(bool(p.search(words)) for p in self.weak)
            - _UNLESS * sum(bool(p.search(words)) for p in self.unless)
        )


STRONG = 3
"""Points of one strong pattern, and the fewest with which a question is of a kind."""
_UNLESS = 4


@functools.cache
def kinds() -> tuple[Scored, ...]:
    """Return all kinds of questions, in the order of the file.

    Raises:
        DataError: a pattern is not well formed.
    """
    deed = "(" + "|".join(word for one in deeds() for word in one.words) + ")"

    def ready(patterns: list[str]) -> tuple[re.Pattern[str], ...]:
        return tuple(compiled(p.replace("DEED", deed), "questions.toml") for p in patterns)

    found = load_toml("asking/questions.toml", KindFile).question
    return tuple(Scored(k, ready(k.strong), ready(k.weak), ready(k.unless)) for k in found)


@functools.cache
def deeds() -> tuple[Deed, ...]:
    """Return the words for deeds."""
    return tuple(load_toml("asking/deeds.toml", DeedFile).deed)


@functools.cache
def deed_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return each PLOVER type or type:mode with what matches the words for it."""
    return tuple((d.kind, compiled("(" + "|".join(d.words) + ")", "deeds.toml")) for d in deeds())


@functools.cache
def passages() -> dict[str, re.Pattern[str]]:
    """Return what matches telling sentences, by name."""
    found = load_toml("asking/passages.toml", PassageFile).passage
    return {p.id: compiled("(" + "|".join(p.patterns) + ")", "passages.toml") for p in found}


@functools.cache
def venue_names() -> re.Pattern[str]:
    """Return what matches the names of gatherings and bodies."""
    words = load_toml("asking/passages.toml", PassageFile).venues
    last, lower = "|".join(words.last), "|".join(re.escape(w) for w in words.lower)
    name = r"(?!(?:The|A|An|This|That|Their|Its|His|Her) )[A-Z][\w’'.-]*"
    return re.compile(
        rf"\b(?:{name} ){{1,4}}(?:{last})\b(?: (?:{lower})(?! [A-Z]))?"
        rf"|\b(?:Summit|Conference|Forum|Council) (?:for|of|on) (?:the )?{name}(?: {name}){{0,2}}"
        rf"|\bsummit (?:for|of) democracy\b"
    )


@functools.cache
def topics() -> Topics:
    """Return the words for topics."""
    return load_toml("asking/topics.toml", Topics)


def compiled(pattern: str, file: str) -> re.Pattern[str]:
    """Return a pattern of the data files as a regular expression, for plain questions and for sentences.

    Raises:
        DataError: it is not well formed.
    """
    out = re.sub(r"\((?!\?)", "(?:", pattern.strip())
    out = out.replace(" ** ", "\x01").replace(" * ", "\x00").replace(" *(", "\x00(")
    out = out.replace("~", r"[\w’']*").replace(" ", _GAP)
    out = out.replace("\x00", f"{_GAP}{_WORD}{{0,{_MOST}}}").replace("\x01", f"{_GAP}{_WORD}{{0,{_MANY}}}")
    try:
        return re.compile(rf"(?<![\w@])(?:{out})(?![\w@])", re.IGNORECASE)
    except re.error as error:
        raise DataError(
            f"the pattern {pattern!r} is not well formed: {error}",
            f"data/asking/{file}",
            "Balance its brackets",
        ) from error
