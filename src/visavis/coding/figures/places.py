"""Where a text holds numbers at all, and where these can be nothing but times: told by a pass over it."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from ahocorasick_rs import AhoCorasick

from visavis.coding.figures.lexicon import currencies, names, numbers, units
from visavis.coding.figures.numerals import ARTICLES, openers
from visavis.coding.figures.within import Within
from visavis.reading.automaton import automaton
from visavis.reading.openings import apart
from visavis.records import Span, Time

_DIGITS = re.compile(r"\d+")
_ROW = "row"  # "five years in a row"


class Places:
    """Where a text holds figures or number words: no other sentence is worth reading for numbers.

    Args:
        text: the article's text.
        times: its time expressions.
    """

    def __init__(self, text: str, times: Within[Time]) -> None:
        self._text, self._times = text, times
        self._words = f" {apart(text)} "
        self._numbers = _places(text, self._words, _hints(), _DIGITS)

    def within(self, span: Span) -> bool:
        """Return whether a stretch of the text holds any number that may be more than a time."""
        inside = _between(self._numbers, span)
        return bool(inside) and not (self._timed(span, inside) and not _between(self._measures, span))

    def _timed(self, span: Span, numbers: Sequence[int]) -> bool:
        """Return whether all numbers of a stretch stand in time expressions."""
        times = self._times.over(span)
        return all(any(time.start <= place < time.end for time in times) for place in numbers)

    @functools.cached_property
    def _measures(self) -> list[int]:
        """Where words and signs stand that may make a number more than a time: of money, shares, rows."""
        return _places(self._text, self._words, *_measuring())


def _places(text: str, words: str, known: AhoCorasick, signs: re.Pattern[str]) -> list[int]:
    """Return where known words and signs stand in a text.

    Args:
        text: the text.
        words: its words between blanks.
        known: what finds the known words with what stands beside them.
        signs: the signs.
    """
    hits = known.find_matches_as_indexes(words, overlapping=True)
    return sorted({*(match.start() for match in signs.finditer(text)), *(start for _, start, _ in hits)})


def _between(places: Sequence[int], span: Span) -> Sequence[int]:
    """Return the places in a stretch of the text."""
    return places[bisect_left(places, span.start) : bisect_left(places, span.end)]


@functools.cache
def _hints() -> AhoCorasick:
    """Return what finds the words by which a sentence may hold a number in letters, among blanks."""
    data = numbers()
    words = {*openers(), *data.groups, *data.fractions} - ARTICLES
    return automaton([f" {word} " for word in sorted(words)])


@functools.cache
def _measuring() -> tuple[AhoCorasick, re.Pattern[str]]:
    """Return what finds the words, and the signs, without which no number is of money, a share or a row."""
    money = currencies()
    percent = {form for form, unit in units().items() if unit == "percent"}
    words = {*(words[0] for words in money.words), *money.signs, *money.minor, *percent}
    words |= {*names().running, _ROW, *(word for word in numbers().suffixes if len(word) > 1)}
    letters = {word.strip(".") for word in words if word.strip(".").isalpha()}
    signs = {sign for word in words - letters for sign in word if not sign.isalnum() and sign != "."}
    return automaton(_beside(letters)), re.compile(f"[{re.escape(''.join(sorted(signs)))}]")


def _beside(words: Iterable[str]) -> list[str]:
    """Return words with what may stand right beside them: blanks, or figures, which are read as 0."""
    return [f"{before}{word}{after}" for word in sorted(words) for before in " 0" for after in " 0"]
