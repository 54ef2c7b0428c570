"""Numbers that mark a place instead of counting: notes, points of a list, scores, ages in words."""

from __future__ import annotations

from visavis.coding.figures.lexicon import names
from visavis.coding.figures.measures import Measure
from visavis.coding.figures.words import DASHES, Word, low, touching

_POINTS = 40  # a list has fewer
_SCORES = 200  # no match ends with more
_OPENED_WITHIN = 8  # words between a bracket and the number that closes it
_OLDEST = 120  # years
_WHO = frozenset({"he", "she", "i", "who", "they", "we"})
_ARE = frozenset({"is", "was", "am", "were", "are", "turned", "turns", "'m", "’m"})
_GOES_ON = frozenset(
    {
        "so",
        "and",
        "when",
        "but",
        "at",
        "now",
        "then",
        "or",
        "in",
        "on",
        "that",
        "because",
        "while",
        "who",
        "as",
    }
)


def marks(item: Measure, words: list[Word]) -> bool:
    """Return whether a bare number is a note ("[6]"), a point of a list ("2)") or part of a score ("1 – 0").

    Args:
        item: the number as measured.
        words: the sentence.
    """
    if item.kind != "count" or item.numeral.scaled or item.numeral.kind != "digits":
        return False
    before, after = low(words, item.first - 1), low(words, item.last + 1)
    if before == "[" and after == "]":
        return True
    if after == ")" and item.value < _POINTS:
        opened = any(word.text == "(" for word in words[max(0, item.first - _OPENED_WITHIN) : item.first])
        if before == "(" or not opened:
            return True
    return _scored(item, words)


def _scored(item: Measure, words: list[Word]) -> bool:
    """Return whether two small numbers stand on both sides of a free dash, and nothing is counted behind."""
    for other, dash, last in (
        (item.last + 2, item.last + 1, item.last + 2),
        (item.first - 2, item.first - 1, item.last),
    ):
        if low(words, dash) not in DASHES or touching(words, dash - 1) or touching(words, dash):
            continue
        text = words[other].text if 0 <= other < len(words) else ""
        if text.isdigit() and item.value < _SCORES and int(text) < _SCORES:
            follows = low(words, last + 1)
            return not (follows.endswith("s") or follows in names().counted or follows in {"%", "per"})
    return False


def is_age_in_words(item: Measure, words: list[Word]) -> bool:
    """Return whether a number is somebody's age: "at age seventeen", "when she was six", "I am 61 now"."""
    if item.kind != "count" or item.numeral.scaled or item.value > _OLDEST:
        return False
    before, after = low(words, item.first - 1), low(words, item.last + 1)
    if before in names().ages or (before == "of" and low(words, item.first - 2) in names().ages):
        return True
    tells = before in _ARE and low(words, item.first - 2) in _WHO
    return tells and (not after.isalpha() or after in _GOES_ON)
