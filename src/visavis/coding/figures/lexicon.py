"""What the figures room knows: number words, currencies, units, bounds, and numbers that are names."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Literal

import msgspec

from visavis.coding.figures.words import DASHES
from visavis.knowledge import load_toml
from visavis.records import Bound

_RATIOS = frozenset({"times", "fold", "x", "in"})


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence and the values that must be read in it, no more and no less."""

    text: str
    values: list[float]


class NumberWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``figures/numbers.toml``."""

    units: dict[str, float]
    tens: dict[str, float]
    scales: dict[str, float]
    suffixes: dict[str, float]
    plurals: dict[str, float]
    groups: dict[str, float]
    fractions: dict[str, float]
    ordinals: dict[str, float]
    examples: list[Example]


class BoundEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that say how exact a number is."""

    words: list[str]
    yes: list[str]
    no: list[str]
    bound: Bound = "exact"
    approximate: bool = False
    measured: bool = False
    place: Literal["before", "after"] = "before"


class BoundFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``figures/bounds.toml``."""

    bound: list[BoundEntry]


class UnitEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A unit of measure under pint's name, and the forms that news writes."""

    name: str
    forms: list[str]
    yes: list[str]
    no: list[str]


class UnitFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``figures/units.toml``."""

    unit: list[UnitEntry]


class CurrencyEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A currency under its ISO 4217 code."""

    code: str
    yes: list[str]
    no: list[str]
    signs: list[str] = []
    words: list[str] = []
    adjectives: list[str] = []
    minor: list[str] = []
    countries: list[str] = []
    plain: bool = False


class CurrencyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``figures/currencies.toml``."""

    currency: list[CurrencyEntry]


class NameFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``figures/names.toml``."""

    labels: frozenset[str]
    stages: frozenset[str]
    named_after: frozenset[str]
    meetings: frozenset[str]
    counted: frozenset[str]
    pairs: frozenset[str]
    definite: frozenset[str]
    plain_before: frozenset[str]
    stops: frozenset[str]
    months: frozenset[str]
    ages: frozenset[str]
    selling: list[str]
    running: frozenset[str]
    spans: frozenset[str]
    empty_heads: frozenset[str]
    containers: frozenset[str]
    owning: frozenset[str]
    votes: frozenset[str]
    changes: frozenset[str]
    moves: frozenset[str]
    examples: list[Example]


@dataclass(frozen=True)
class Currencies:
    """Currencies, ready to look up.

    Attributes:
        signs: what stands before a number, lower case -> code.
        plain: word without an adjective -> code.
        qualified: (adjective, word) -> code.
        by_country: (word, country) -> code, for words that several countries use.
        minor: word for a hundredth -> code.
        words: every word for a currency, split at spaces.
        adjectives: every adjective.
    """

    signs: dict[str, str]
    plain: dict[tuple[str, ...], str]
    qualified: dict[tuple[str, tuple[str, ...]], str]
    by_country: dict[tuple[tuple[str, ...], str], str]
    minor: dict[str, str]
    words: frozenset[tuple[str, ...]]
    adjectives: frozenset[tuple[str, ...]]


@functools.cache
def numbers() -> NumberWords:
    """Return the number words."""
    return load_toml("figures/numbers.toml", NumberWords)


@functools.cache
def names() -> NameFile:
    """Return what tells labels from counts."""
    return load_toml("figures/names.toml", NameFile)


@functools.cache
def bounds() -> tuple[dict[tuple[str, ...], BoundEntry], dict[tuple[str, ...], BoundEntry]]:
    """Return the bound words before and after a number, split into words."""
    before: dict[tuple[str, ...], BoundEntry] = {}
    after: dict[tuple[str, ...], BoundEntry] = {}
    for entry in load_toml("figures/bounds.toml", BoundFile).bound:
        table = before if entry.place == "before" else after
        table.update({tuple(words.split()): entry for words in entry.words})
    return before, after


@functools.cache
def bound_edges() -> tuple[frozenset[str], frozenset[str]]:
    """Return the last words of bounds before a number, and the first words of those after one."""
    before, after = bounds()
    return frozenset(words[-1] for words in before), frozenset(words[0] for words in after)


@functools.cache
def units() -> dict[str, str]:
    """Return the written forms of units, lower case without spaces -> pint's name."""
    file = load_toml("figures/units.toml", UnitFile)
    return {form.replace(" ", ""): unit.name for unit in file.unit for form in unit.forms}


@functools.cache
def unit_openings() -> frozenset[str]:
    """Return all beginnings of the written forms of units."""
    return frozenset(form[:length] for form in units() for length in range(1, len(form) + 1))


@functools.cache
def currency_edges() -> tuple[frozenset[str], frozenset[str]]:
    """Return all ends of currency signs, and the first words of currencies and of their adjectives."""
    known = currencies()
    ends = frozenset(sign[length:] for sign in known.signs for length in range(len(sign)))
    return ends, frozenset(words[0] for words in known.words | known.adjectives)


@functools.cache
def attachments() -> frozenset[str]:
    """Return the words that may open what makes a number before them more than a count."""
    known = names()
    spans = {*known.spans, *(f"{span}s" for span in known.spans)}
    follow = {*currencies().minor, *numbers().suffixes, *known.running, *spans, *_RATIOS, *DASHES}
    return frozenset({*follow, *currency_edges()[1], *unit_openings()})


@functools.cache
def currencies() -> Currencies:
    """Return the currencies, ready to look up."""
    entries = load_toml("figures/currencies.toml", CurrencyFile).currency
    split = [(entry, [tuple(w.split()) for w in entry.words]) for entry in entries]
    return Currencies(
        signs={sign: e.code for e in entries for sign in e.signs},
        plain={word: e.code for e, words in split if e.plain for word in words},
        qualified={(adj, word): e.code for e, words in split for word in words for adj in e.adjectives},
        by_country={(word, c): e.code for e, words in split for word in words for c in e.countries},
        minor={word: e.code for e in entries for word in e.minor},
        words=frozenset(word for _, words in split for word in words),
        adjectives=frozenset(tuple(a.split()) for e in entries for a in e.adjectives),
    )
