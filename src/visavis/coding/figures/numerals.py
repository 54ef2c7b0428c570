"""Numerals: digits, number words and what they combine to, without regard to what is counted."""

from __future__ import annotations

import functools
from decimal import Decimal

import msgspec

from visavis.coding.figures.lexicon import names, numbers
from visavis.coding.figures.words import DASHES, Word, low, touching

_ORDINAL = frozenset({"st", "nd", "rd", "th"})
ARTICLES = frozenset({"a", "an"})


class Numeral(msgspec.Struct, frozen=True):
    """A number as written.

    Attributes:
        first: index of its first word.
        last: index of its last word.
        value: what it says; for a bare plural ("dozens") two of the scale.
        kind: digits, words, vague ("dozens"), fraction ("a third of"), group ("a pair of") or ordinal.
        scaled: whether a scale word or suffix is part of it ("million", "bn").
    """

    first: int
    last: int
    value: float
    kind: str
    scaled: bool = False


def numeral(words: list[Word], i: int) -> Numeral | None:
    """Return the numeral that starts at word ``i``, the longest reading of it, or None."""
    word = words[i]
    if word.is_digits:
        return _digits(words, i)
    if word.low not in openers():
        return None
    if word.low in ARTICLES and low(words, i + 1) not in _after_articles():
        return None
    for read in (_fraction, _vague, _group, _ordinal_word, _spelled):
        found = read(words, i)
        if found is not None:
            return found
    return None


def openings(words: list[Word]) -> list[int]:
    """Return the indices of the words at which a numeral may start."""
    known = openers()
    return [i for i, word in enumerate(words) if word.low in known or word.text[0].isdecimal()]


def _digits(words: list[Word], i: int) -> Numeral | None:
    written = words[i].text.replace(",", "")
    value = float(written)
    follows = low(words, i + 1)
    if follows in _ORDINAL and touching(words, i):
        return Numeral(i, i + 1, value, "ordinal")
    scale, last = _scale(words, i + 1) if follows in _scaling() else (1.0, i)
    return (
        Numeral(i, last, scaled(written, scale), "digits", last > i)
        if last > i
        else Numeral(i, i, value, "digits")
    )


def scaled(written: str, scale: float) -> float:
    """Return a written decimal times a scale, without binary rounding in between ("16.6" billion)."""
    return float(Decimal(written) * Decimal(repr(scale)))


def _scale(words: list[Word], i: int) -> tuple[float, int]:
    """Return the product of the scale words from ``i`` on, and the index of the last one."""
    data = numbers()
    scale, last = 1.0, i - 1
    if low(words, i) in data.suffixes and touching(words, i - 1) and len(words[i].low) > 1:
        return data.suffixes[words[i].low], i
    while True:
        j = last + 1
        if low(words, j) in DASHES and touching(words, j) and low(words, j + 1) in data.scales:
            j += 1
        if low(words, j) in data.scales and low(words, j) != "dozen":
            scale, last = scale * data.scales[words[j].low], j
        elif low(words, j) in data.suffixes and len(words[j].low) > 1 and scale == 1:
            scale, last = data.suffixes[words[j].low], j
        else:
            return scale, last


def _spelled(words: list[Word], i: int) -> Numeral | None:
    """Read "two hundred and ten", "forty-two thousand", "a million", "half a million"."""
    data = numbers()
    if low(words, i) == "half" and low(words, i + 1) in ARTICLES:
        scale, last = _scale(words, i + 2)
        if last >= i + 2:
            return Numeral(i, last, scale / 2, "words", True)
    if low(words, i) in ARTICLES or low(words, i) in data.scales:
        start = i + (low(words, i) in ARTICLES)
        if start == i and low(words, i) != "dozen":
            return None
        if low(words, start) == "dozen":
            return Numeral(i, start, 12, "words", True)
        scale, last = _scale(words, start)
        return Numeral(i, last, scale, "words", True) if last >= start else None
    return _composed(words, i)


def _composed(words: list[Word], i: int) -> Numeral | None:
    data = numbers()
    total, current, last, j, scaled = 0.0, 0.0, i - 1, i, False
    while j < len(words):
        word = words[j].low
        if word in data.tens:
            current += data.tens[word]
        elif word in data.units:
            if current % 10 and current < 100:
                break
            current += data.units[word]
        elif word == "hundred" and last >= i:
            current, scaled = (current or 1) * 100, True
        elif word in data.scales and last >= i:
            total, current, scaled = total + (current or 1) * data.scales[word], 0.0, True
        elif _joins(words, j, last, i):
            j += 1
            continue
        elif word == "and" and low(words, j + 1) in ARTICLES and low(words, j + 2) == "half" and last >= i:
            current, j = current + 0.5, j + 2
        else:
            break
        last, j = j, j + 1
    if last < i:
        return None
    return Numeral(i, last, total + current, "words", scaled)


def _joins(words: list[Word], j: int, last: int, first: int) -> bool:
    """Return whether a hyphen or "and" at ``j`` continues the number ("forty-two", "hundred and ten")."""
    if last < first or j != last + 1:
        return False
    data = numbers()
    follows = low(words, j + 1)
    if words[j].low in DASHES:
        return touching(words, j - 1) and (follows in data.units or follows in data.scales)
    return (
        words[j].low == "and"
        and words[last].low in data.scales
        and (follows in data.units or follows in data.tens)
    )


def _fraction(words: list[Word], i: int) -> Numeral | None:
    """Read "two-thirds of", "a quarter of", "half of", "half the"; not "half an hour"."""
    data = numbers()
    if low(words, i) == "half":
        follows = low(words, i + 1)
        if follows in {"of", "the", "its", "their", "all", "his"}:
            return Numeral(i, i, 0.5, "fraction")
        if follows in ARTICLES and low(words, i + 2) in {"percent", "percentage", "per"}:
            return Numeral(i, i + 1, 0.5, "digits")
        return None
    count = 1.0 if low(words, i) in ARTICLES else data.units.get(low(words, i), 0.0)
    j = i + 1
    if low(words, j) in DASHES and touching(words, j):
        j += 1
    part = data.fractions.get(low(words, j))
    if not count or part is None or low(words, j) == "half" or low(words, j + 1) != "of":
        return None
    if low(words, j + 2) in ARTICLES and low(words, j + 3) in names().spans:
        return None  # "a quarter of a century" is a duration
    return Numeral(i, j, round(count * part, 6), "fraction")


def _vague(words: list[Word], i: int) -> Numeral | None:
    """Read "dozens", "hundreds of thousands", "several hundred", "a few thousand"."""
    data = numbers()
    j = i + (low(words, i) == "a")
    if low(words, j) in {"several", "few"}:
        k = j + (low(words, j + 1) == "dozen")
        scale, last = (12.0, k) if k > j else _scale(words, j + 1)
        return Numeral(i, last, 2 * scale, "vague", True) if last > j else None
    value = data.plurals.get(low(words, i))
    if value is None:
        return None
    if low(words, i + 1) == "of" and low(words, i + 2) in data.plurals:
        return Numeral(i, i + 2, 2 * value * data.plurals[low(words, i + 2)], "vague", True)
    if low(words, i) in {"scores", "tens"} and low(words, i + 1) != "of":
        return None
    return Numeral(i, i, 2 * value, "vague", True)


def _group(words: list[Word], i: int) -> Numeral | None:
    """Read "a pair of", "a couple of", "a trio of"."""
    value = numbers().groups.get(low(words, i + 1)) if low(words, i) == "a" else None
    if value is None or low(words, i + 2) != "of":
        return None
    return Numeral(i, i + 2, value, "group")


def _ordinal_word(words: list[Word], i: int) -> Numeral | None:
    known = numbers()
    tens, ordinal = known.tens.get(low(words, i)), known.ordinals.get(low(words, i + 2))
    if tens is not None and ordinal is not None and ordinal < 10 and low(words, i + 1) in DASHES:
        return Numeral(i, i + 2, tens + ordinal, "ordinal")  # "fifty-ninth"
    value = known.ordinals.get(low(words, i))
    return None if value is None else Numeral(i, i, value, "ordinal")


@functools.cache
def openers() -> frozenset[str]:
    """Return the words that a numeral in letters may begin with."""
    data = numbers()
    known = {*data.units, *data.tens, *data.scales, *data.plurals, *data.ordinals}
    return frozenset({*known, *ARTICLES, "half", "several", "few"})


@functools.cache
def _scaling() -> frozenset[str]:
    """Return the words that may open what scales a number before them."""
    data = numbers()
    return frozenset({*data.scales, *data.suffixes, *DASHES})


@functools.cache
def _after_articles() -> frozenset[str]:
    """Return what stands behind an article that is part of a number: "a dozen", "a few", "a third of"."""
    data = numbers()
    return _scaling() | {*data.fractions, *data.groups, "few", "several"}
