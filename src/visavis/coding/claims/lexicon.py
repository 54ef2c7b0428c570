"""Words for the standing of a relation, and cues of beliefs, rumours, denials, forecasts and plans."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal

import msgspec

from visavis.errors import DataError
from visavis.knowledge import load_toml
from visavis.reading.guards import Guards

AttitudeKind = Literal["belief", "rumour", "denial", "forecast", "plan"]
_GAP = r"[\s“\"‘]+"
_MOST = 3  # words that "*" may stand for
_MANY = 8  # words that "**" may stand for


class Status(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way two or more actors can stand to each other."""

    label: str
    polarity: Literal["cooperative", "hostile", "neutral"]
    patterns: list[str]
    yes: list[str]
    no: list[str]
    rank: float | None = None
    beside: bool = False
    about: Literal["pair", "target", "directed", "involved", "viewed", "topic"] = "pair"


class Gate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of sentences that speak of something else."""

    sport: list[str]


class StatusFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``claims/status.toml``."""

    status: list[Status]
    gate: Gate


class Attitude(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs and nouns that make what follows a belief, a rumour, a denial, a forecast or a plan."""

    kind: AttitudeKind
    yes: list[str]
    no: list[str]
    verbs: list[str] = []
    nouns: list[str] = []
    denied_nouns: list[str] = []
    adjectives: list[str] = []


class Holding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that name the holder of a status."""

    verbs: frozenset[str]
    prepositions: list[str]


class EventNouns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns for what may be feared or rumoured."""

    nouns: frozenset[str]


class AttitudeFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``claims/attitudes.toml``."""

    attitude: list[Attitude]
    holding: Holding
    events: EventNouns


@dataclass(frozen=True)
class Statuses:
    """The statuses, ready to match.

    Attributes:
        entries: each status with its pattern, in the order of the file.
        guards: tells which of them may stand in a text.
        sport: matches a word of sport.
    """

    entries: tuple[tuple[Status, re.Pattern[str]], ...]
    guards: Guards
    sport: re.Pattern[str]


@functools.cache
def statuses() -> Statuses:
    """Return the statuses, ready to match.

    Raises:
        DataError: a pattern is not well formed.
    """
    file = load_toml("claims/status.toml", StatusFile)
    sport = "|".join(re.escape(word) for word in file.gate.sport)
    entries = tuple((entry, _compiled(entry)) for entry in file.status)
    return Statuses(
        entries,
        Guards([pattern for _, pattern in entries]),
        re.compile(rf"\b(?:{sport})\b", re.IGNORECASE),
    )


@functools.cache
def attitudes() -> AttitudeFile:
    """Return the cues of attitudes and holders."""
    return load_toml("claims/attitudes.toml", AttitudeFile)


@functools.cache
def attitude_words() -> tuple[dict[str, AttitudeKind], dict[str, AttitudeKind]]:
    """Return verb lemmas and nouns with the attitude they cue."""
    entries = attitudes().attitude
    return {v: e.kind for e in entries for v in e.verbs}, {
        n: e.kind for e in entries for n in (*e.nouns, *e.denied_nouns)
    }


@functools.cache
def attitude_adjectives() -> dict[str, AttitudeKind]:
    """Return adjectives with the attitude that they cue after "it is"."""
    return {a: e.kind for e in attitudes().attitude for a in e.adjectives}


def _compiled(entry: Status) -> re.Pattern[str]:
    try:
        return re.compile("|".join(_regex(p) for p in entry.patterns), re.IGNORECASE)
    except re.error as error:
        raise DataError(
            f"a pattern of {entry.label!r} is not well formed: {error}",
            "data/claims/status.toml",
            "Balance its brackets",
        ) from error


def _regex(pattern: str) -> str:
    """Turn a pattern of the file into a regular expression over running text.

    A space matches any white space and an opening quotation mark after it; a "*" that stands alone matches up
    to three words, a "**" up to eight.
    """
    out = re.sub(r"\((?!\?)", "(?:", pattern.strip()).replace("'", "['’]")
    out = out.replace(" ** ", "\x01").replace(" * ", "\x00")
    out = out.replace(" ", _GAP)
    some = rf"{_GAP}(?:[\w’'-]+{_GAP})"
    out = out.replace("\x00", f"{some}{{0,{_MOST}}}").replace("\x01", f"{some}{{0,{_MANY}}}")
    return rf"(?<![\w-]){out}(?![\w-])"
