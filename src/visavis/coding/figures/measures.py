"""What a number measures: money, percentages, units of measure, ratios."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from visavis.coding.figures.lexicon import (
    BoundEntry,
    attachments,
    bound_edges,
    bounds,
    currencies,
    currency_edges,
    names,
    numbers,
    unit_openings,
    units,
)
from visavis.coding.figures.numerals import Numeral, scaled
from visavis.coding.figures.words import DASHES, Word, low, touching
from visavis.records import Bound

_COMPARING = frozenset({"as", "more", "less", "higher", "lower", "that", "the", "its", "greater", "fewer"})
_MOST_OUT_OF = 10  # "one in eight", "nine in ten"
_LONGEST_UNIT = 6  # words; "barrels of oil per day"
_AFTER_ELLIPSIS = frozenset(
    {"it", "they", "he", "she", "that", "which", "in", "to", "from", "last", "this", "and", "by"}
)


class Measure(msgspec.Struct, frozen=True):
    """A numeral with what it is a number of.

    Attributes:
        first: index of the first word of the figure (a currency sign, say).
        last: index of its last word.
        value: the value in ``unit``.
        unit: ISO 4217 code, pint's name, ``dimensionless`` for ratios; None for a plain count.
        kind: money, percent, unit, ratio, ordinal, duration or count.
        bound: how the value bounds the truth.
        approximate: about that much.
        numeral: the bare number.
    """

    first: int
    last: int
    value: float
    unit: str | None
    kind: str
    numeral: Numeral
    bound: Bound = "exact"
    approximate: bool = False


def measure(words: list[Word], number: Numeral, countries: Sequence[str]) -> Measure:
    """Attach to a number the sign before it or the words after it.

    Args:
        words: the sentence.
        number: a numeral in it.
        countries: the countries that the sentence speaks of, for words that several currencies share.
    """
    if number.kind == "ordinal":
        return Measure(number.first, number.last, number.value, None, "ordinal", number)
    alone = number.kind != "vague" and low(words, number.last + 1) not in attachments()
    if alone and not _signed(words, number):
        return _counted(words, number)
    money = _money(words, number, countries)
    if money is not None:
        return money
    plain = _short_scale(words, number)
    j = plain.last + 1
    if low(words, j) in DASHES and touching(words, j - 1) and touching(words, j):
        j += 1
    unit, last = _longest_unit(words, j)
    if unit is not None:
        kind = "percent" if unit == "percent" else "unit"
        return Measure(plain.first, last, plain.value, unit, kind, plain)
    return _ratio(words, plain) or _duration(words, plain) or _counted(words, plain)


def _counted(words: list[Word], number: Numeral) -> Measure:
    kind = "ratio" if number.kind == "fraction" else "count"
    return Measure(
        number.first, number.last, number.value, "dimensionless" if kind == "ratio" else None, kind, number
    )


# ---------------------------------------------------------------- money


def _money(words: list[Word], number: Numeral, countries: Sequence[str]) -> Measure | None:
    known = currencies()
    before = _sign(words, number.first) if _signed(words, number) else None
    if before is not None:
        first, code = before
        if words[first].text == "#" and not number.scaled:
            return None
        number = _suffixed(words, number)
        last = number.last
        named = _currency_word(words, last + 1, countries)
        return Measure(first, named[1] if named else last, number.value, code, "money", number)
    j = number.last + 1
    if low(words, j) in DASHES and touching(words, j - 1):
        j += 1
    if number.kind == "vague" and low(words, j) == "of":
        j += 1
    if low(words, j) in known.minor:
        code = known.minor[low(words, j)]
        return Measure(number.first, j, round(number.value / 100, 6), code, "money", number)
    named = _currency_word(words, j, countries)
    if named is None:
        return None
    return Measure(number.first, named[1], number.value, named[0], "money", number)


def _signed(words: list[Word], number: Numeral) -> bool:
    """Return whether a currency sign may stand before a number."""
    return number.first > 0 and words[number.first - 1].low in currency_edges()[0]


def _sign(words: list[Word], i: int) -> tuple[int, str] | None:
    """Return where a currency sign before word ``i`` starts, and its code."""
    known = currencies().signs
    for length in (3, 2, 1):
        first = i - length
        if first < 0 or not all(touching(words, k) for k in range(first, i - 1)):
            continue
        sign = "".join(word.low for word in words[first:i])
        if sign in known and (not sign.isalpha() or words[first].text[0].isupper()):
            return first, known[sign]
    return None


def _currency_word(words: list[Word], j: int, countries: Sequence[str]) -> tuple[str, int] | None:
    """Return the currency named from word ``j`` on, and the index of its last word."""
    known = currencies()
    if low(words, j) not in currency_edges()[1]:
        return None
    for size in (2, 1, 0):
        adjective = tuple(w.low for w in words[j : j + size])
        if size and adjective not in known.adjectives:
            continue
        for length in (2, 1):
            noun = tuple(w.low for w in words[j + size : j + size + length])
            if noun not in known.words:
                continue
            code = _code(" ".join(adjective), noun, countries)
            if code is not None:
                return code, j + size + length - 1
    return None


def _code(adjective: str, noun: tuple[str, ...], countries: Sequence[str]) -> str | None:
    known = currencies()
    if adjective:
        return known.qualified.get((adjective, noun))
    if noun in known.plain:
        return known.plain[noun]
    local = sorted({known.by_country[noun, c] for c in countries if (noun, c) in known.by_country})
    return local[0] if len(local) == 1 else noun[0].rstrip("s")


def _suffixed(words: list[Word], number: Numeral) -> Numeral:
    """After a currency sign even a single letter is a scale: "$5m", "£2b"."""
    j = number.last + 1
    scale = numbers().suffixes.get(low(words, j))
    if number.scaled or scale is None or len(words[j].text) > 1:
        return number
    if touching(words, number.last) or words[j].text in "Mm":
        return replace(number, last=j, value=scaled(repr(number.value), scale), scaled=True)
    return number


def _short_scale(words: list[Word], number: Numeral) -> Numeral:
    """Read "5m people" and "40k troops" as scaled: a letter right after digits, a plural right after it."""
    j = number.last + 1
    scale = numbers().suffixes.get(low(words, j))
    follows = low(words, j + 1)
    if number.scaled or number.kind != "digits" or scale is None or len(words[j].text) > 1:
        return number
    if (
        touching(words, number.last)
        and follows.isalpha()
        and follows.endswith(("s", "people", "men", "women"))
    ):
        return replace(number, last=j, value=scaled(repr(number.value), scale), scaled=True)
    return number


# ---------------------------------------------------------------- units, ratios, durations


def _longest_unit(words: list[Word], j: int) -> tuple[str | None, int]:
    forms, openings = units(), unit_openings()
    unit, last, form = None, j - 1, ""
    for k in range(j, min(j + _LONGEST_UNIT, len(words))):
        form += words[k].low
        if form not in openings:
            break
        if form in forms:
            unit, last = forms[form], k
    return unit, last


def _share(value: float, word: str) -> float | None:
    """Return the share of "one in eight" or "nine in 10", given the number and the word behind "in"."""
    of = float(word) if word.isdecimal() else numbers().units.get(word, 0.0)
    if not value < of <= _MOST_OUT_OF or (value != 1 and of != _MOST_OUT_OF):
        return None
    return round(value / of, 6)


def _ratio(words: list[Word], number: Numeral) -> Measure | None:
    """Read "ten times larger", "three times as many", "five-fold", "one in three"."""
    j = number.last + 1
    if low(words, j) == "in" and (share := _share(number.value, low(words, j + 1))) is not None:
        whole = replace(number, last=j + 1, value=share, kind="fraction")
        return Measure(number.first, j + 1, share, "dimensionless", "ratio", whole)
    if low(words, j) in DASHES:
        j += 1
    follows = low(words, j + 1)
    if low(words, j) == "times" and (follows in _COMPARING or (follows.endswith("er") and len(follows) > 4)):
        return Measure(number.first, j, number.value, "dimensionless", "ratio", number)
    if low(words, j) == "fold" or low(words, j) == "x":
        return Measure(number.first, j, number.value, "dimensionless", "ratio", number)
    return None


def _duration(words: list[Word], number: Numeral) -> Measure | None:
    """Read "12 consecutive years", "five years in a row"; other durations are the times' business."""
    known = names()
    j = number.last + 1
    noun = low(words, j + 1).removesuffix("s")
    if low(words, j) in known.running and noun in known.spans:
        return Measure(number.first, j + 1, number.value, noun, "duration", number)
    noun = low(words, j).removesuffix("s")
    if noun not in known.spans:
        return None
    tail = tuple(w.low for w in words[j + 1 : j + 4])
    if tail == ("in", "a", "row") or tail[:1] == ("running",):
        return Measure(number.first, j, number.value, noun, "duration", number)
    return None


# ---------------------------------------------------------------- bounds and ranges


def bounded(words: list[Word], item: Measure) -> Measure:
    """Add what the words around a figure say of its exactness ("over", "plus", "up to")."""
    (before, after), (_, tails) = bounds(), bound_edges()
    bound, approximate, last = item.bound, item.approximate, item.last
    first = item.first
    while (entry := _ending_at(words, first - 1, before)) is not None:
        if entry[0].measured and item.kind not in {"money", "percent", "unit"}:
            break
        bound = entry[0].bound if entry[0].bound != "exact" else bound
        approximate, first = approximate or entry[0].approximate, entry[1]
    for size in (3, 2, 1) if low(words, item.last + 1) in tails else ():
        tail = tuple(w.low for w in words[item.last + 1 : item.last + 1 + size])
        if len(tail) == size and tail in after and bound == "exact":
            bound, last = after[tail].bound, item.last + size
            approximate = approximate or after[tail].approximate
            break
    if item.numeral.kind == "vague":
        bound, approximate = "at least" if bound == "exact" else bound, True
    if (bound, approximate, last) == (item.bound, item.approximate, item.last):
        return item
    return replace(item, bound=bound, approximate=approximate, last=last)


def _ending_at(
    words: list[Word], i: int, table: dict[tuple[str, ...], BoundEntry]
) -> tuple[BoundEntry, int] | None:
    if low(words, i) not in bound_edges()[0]:
        return None
    for size in (4, 3, 2, 1):
        first = i - size + 1
        key = tuple(w.low for w in words[first : i + 1]) if first >= 0 else ()
        if key in table:
            return table[key], first
    return None


def ranged(words: list[Word], items: list[Measure]) -> list[Measure]:
    """Let the two ends of a range share scale and unit, and let a bare amount inherit its currency.

    "$5-10 billion", "between 3 and 4 million yuan"; "US$5 billion, on top of the four billion it has".
    """
    out = list(items)
    for k in range(1, len(out)):
        left, right = out[k - 1], out[k]
        between = [w.low for w in words[left.last + 1 : right.first]]
        lead = low(words, left.first - 1)
        if len(between) == 1 and (between[0] in DASHES or between[0] in {"to", "and"}):
            alike = left.kind == right.kind or left.kind == "count" or right.kind == "count"
            whole = between[0] != "and" or lead == "between"
            if alike and whole and not _moved(words, left, right, between[0]):
                out[k - 1], out[k] = _ends(words, left, right, lead)
        elif right.kind == "count" and right.numeral.scaled and right.value >= 1e6:
            money = next((m for m in reversed(out[:k]) if m.kind == "money"), None)
            follows = low(words, right.last + 1)
            if money is not None and (follows in _AFTER_ELLIPSIS or not follows[:1].isalpha()):
                out[k] = replace(right, unit=money.unit, kind="money")
    return out


def _moved(words: list[Word], left: Measure, right: Measure, joint: str) -> bool:
    """Return whether one figure is the way that something moved to the other: "rose $2 to $66"."""
    own = left.kind in {"money", "percent", "unit"} and right.kind == left.kind
    if joint != "to" or not own or (left.last == left.numeral.last and left.first == left.numeral.first):
        return False
    before = [word.low for word in words[max(0, left.first - 3) : left.first]]
    return any(word in names().moves for word in before)


def _ends(words: list[Word], left: Measure, right: Measure, lead: str) -> tuple[Measure, Measure]:
    if left.kind == "count" and right.kind != "ordinal":
        left = replace(left, unit=right.unit, kind=right.kind)
    elif right.kind == "count" and left.kind == "money":
        right = replace(right, unit=left.unit, kind="money")
    if right.numeral.scaled and not left.numeral.scaled and left.numeral.value:
        scale = _scale_of(words, right.numeral)
        if left.value * scale < right.value:
            left = replace(left, value=scaled(repr(left.value), scale))
    if lead == "from" or left.value >= right.value:
        return left, right
    return replace(left, bound="at least"), replace(right, bound="at most")


def _scale_of(words: list[Word], number: Numeral) -> float:
    data = numbers()
    scale = 1.0
    for word in words[number.first : number.last + 1]:
        scale *= data.scales.get(word.low, data.suffixes.get(word.low, 1.0))
    return scale
