"""Openings: with which letters whatever a regular expression matches can begin.

Most places of a text begin nothing that a pattern could match, and their first letters tell so. One look into
a table from letters to patterns spares the patterns themselves the search. Openings only save work: where one
fits, it is still for the pattern itself to say whether it matches.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

from visavis.reading.guards import fold, of_set

LENGTH = 8  # letters that are looked at
_MOST = 3_000  # openings of one pattern: of what would have more, fewer letters are looked at
_TURNS = 3  # repetitions that are followed
_REMEMBERED = 50_000  # openings of texts
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
_WIDTHLESS = (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT)
_SPACE = (_constants.CATEGORY, _constants.CATEGORY_SPACE)
_BLANK = [(_constants.IN, [_SPACE])]
_BLANKS = re.compile(r"\s")
_DIGITS = str.maketrans("123456789", "000000000")

_Opening = tuple[str, bool]
"""Letters as ``lettered`` gives them; whether the pattern's next part follows, else anything may."""


class Openings:
    """The openings of many patterns, by their letters.

    Args:
        patterns: the patterns, in the order of the bits by which ``at`` names them.
    """

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        self._whole: dict[str, int] = {}
        for index, pattern in enumerate(patterns):
            for letters in openings(pattern):
                self._whole[letters] = self._whole.get(letters, 0) | 1 << index
        self._known: dict[str, int] = {}

    def at(self, letters: str) -> int:
        """Return the patterns that may match where a text goes on with some letters, as bits.

        Args:
            letters: the text from there on, ``LENGTH`` of its letters as ``lettered`` gives them.
        """
        found = self._known.get(letters)
        if found is None:
            found = 0
            for length in range(len(letters) + 1):
                found |= self._whole.get(letters[:length], 0)
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[letters] = found
        return found

    def among(self, letters: str, places: Iterable[int], asked: int) -> Iterator[tuple[int, int]]:
        """Yield which of some places of a text open any of the patterns asked for, and which ones, as bits.

        Args:
            letters: the text, as ``lettered`` gives it.
            places: places in it; each is named by its number among them, from 0 on.
            asked: the patterns asked for, as bits.
        """
        known = self._known
        for number, place in enumerate(places):
            ahead = letters[place : place + LENGTH]
            found = known.get(ahead)
            if found is None:
                found = self.at(ahead)
            if found & asked:
                yield number, found & asked


def lettered(text: str) -> tuple[str, Sequence[int]]:
    """Return a text as openings are compared with it, and for each of its characters where it stands there.

    It is folded, any run of blanks is one space, and any digit 0.
    """
    letters = _BLANKS.sub(" ", fold(text).translate(_DIGITS))
    if "  " not in letters:
        return letters, range(len(text))
    kept = [at == 0 or char != " " or letters[at - 1] != " " for at, char in enumerate(letters)]
    return "".join(itertools.compress(letters, kept)), [n - 1 for n in itertools.accumulate(kept)]


def openings(pattern: re.Pattern[str]) -> frozenset[str]:
    """Return letters, at most ``LENGTH`` of them, such that every match of a pattern begins with one."""
    found = (letters for letters, _ in _of_sequence(_parser.parse(pattern.pattern, pattern.flags)))
    return frozenset(letters[: _stop(letters)] for letters in found)


def _stop(letters: str) -> int | None:
    """Return where an opening must end for a text without runs of blanks, None where it need not."""
    run = letters.find("  ")
    return None if run < 0 else run + 1


def _of_sequence(nodes: Iterable[tuple[Any, Any]]) -> set[_Opening]:
    found: set[_Opening] = {("", True)}
    for kind, value in nodes:
        if not any(goes_on for _, goes_on in found):
            break
        found = _followed(found, set(_of_node(kind, value)))
    return found


def _followed(found: set[_Opening], following: set[_Opening]) -> set[_Opening]:
    """Return openings with what may follow each."""
    longer = {opening for opening in found if not opening[1]}
    for letters, goes_on in found:
        if goes_on:
            longer |= {_cut(letters + more, further, LENGTH) for more, further in following}
    length = LENGTH
    while len(longer) > _MOST:
        length -= 1
        longer = {_cut(letters, goes_on, length) for letters, goes_on in longer}
    return longer


def _cut(letters: str, goes_on: bool, length: int) -> _Opening:
    return letters[:length], goes_on and len(letters) < length


def _of_node(kind: Any, value: Any) -> Iterator[_Opening]:
    """Yield how one part of a pattern can begin."""
    if kind in _WIDTHLESS:
        yield "", True
    elif kind is _constants.LITERAL:
        yield from _of_chars([(kind, value)])
    elif kind is _constants.IN:
        yield from _of_chars(value)
    elif kind is _constants.SUBPATTERN:
        yield from _of_sequence(value[3])
    elif kind is _constants.ATOMIC_GROUP:
        yield from _of_sequence(value)
    elif kind is _constants.BRANCH:
        for branch in value[1]:
            yield from _of_sequence(branch)
    elif kind in _REPEATS:
        yield from _of_repeat(*value)
    else:
        yield "", False


def _of_repeat(least: int, most: int, inner: Any) -> Iterator[_Opening]:
    """Yield how a repetition can begin; a text without two blanks in a row repeats none."""
    if list(inner) == _BLANK:
        most = 1
    once, found = _of_sequence(inner), {("", True)}
    for turn in range(1, min(most, _TURNS) + 1):
        if turn > least:
            yield from found
        found = _followed(found, once)
    if most > _TURNS:
        found = {(letters, False) for letters, _ in found}
    yield from found


def _of_chars(members: Sequence[tuple[Any, Any]]) -> Iterator[_Opening]:
    """Yield the characters of a set; blanks are one of them."""
    blank = any(tuple(member) == _SPACE for member in members)
    chars = of_set([member for member in members if tuple(member) != _SPACE])
    if chars is None or not (chars or blank):
        yield "", False
        return
    for char in {_BLANKS.sub(" ", char).translate(_DIGITS) for char in chars} | ({" "} if blank else set()):
        yield char, True
