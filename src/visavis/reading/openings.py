"""Openings: with which letters whatever a regular expression matches can begin.

Most places of a text begin nothing that a pattern could match, and their first letters tell so. One look into
a table from letters to patterns spares the patterns themselves the search. Openings only save work: where one
fits, it is still for the pattern itself to say whether it matches.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from visavis.reading.expressions import Branch, Chars, Edge, Part, Repeat, fold, parts_of

LENGTH = 8  # letters that are looked at
_MOST = 3_000  # openings of one pattern: of what would have more, fewer letters are looked at
_TURNS = 3  # repetitions that are followed
_REMEMBERED = 50_000  # openings of texts
_BLANK = (Chars(frozenset(), blank=True),)
_BLANKS = re.compile(r"\s")
_DIGITS = str.maketrans("123456789", "000000000")

_Opening = tuple[str, bool]
"""Letters as ``lettered`` gives them; whether the pattern's next part follows, else anything may."""


class Openings:
    """The openings of many patterns, by their letters.

    Args:
        patterns: the patterns, in the order of the bits by which ``at`` names them.
        length: how many letters are looked at.
    """

    def __init__(self, patterns: Sequence[re.Pattern[str]], length: int = LENGTH) -> None:
        self._length = length
        self._whole: dict[str, int] = {}
        for index, pattern in enumerate(patterns):
            for letters in openings(pattern, length):
                self._whole[letters] = self._whole.get(letters, 0) | 1 << index
        self._known: dict[str, int] = {}

    def at(self, letters: str) -> int:
        """Return the patterns that may match where a text goes on with some letters, as bits.

        Args:
            letters: the text from there on, as many of its letters as are looked at, as ``lettered`` gives
                them.
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

    def first(self, text: str) -> int:
        """Return the patterns that may match at the start of a text, as bits."""
        begin = text[: self._length]
        found = self._known.get(begin)
        if found is None:
            letters = lettered(begin)[0]
            if len(letters) < len(begin):  # blanks in a row
                return self.at(lettered(text)[0][: self._length])
            self._known[begin] = found = self.at(letters)
        return found

    def among(self, letters: str, places: Iterable[int], asked: int) -> Iterator[tuple[int, int]]:
        """Yield which of some places of a text open any of the patterns asked for, and which ones, as bits.

        Args:
            letters: the text, as ``lettered`` gives it.
            places: places in it; each is named by its number among them, from 0 on.
            asked: the patterns asked for, as bits.
        """
        known, length = self._known, self._length
        for number, place in enumerate(places):
            ahead = letters[place : place + length]
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


def openings(pattern: re.Pattern[str], length: int = LENGTH) -> frozenset[str]:
    """Return letters, so many of them at most, such that every match of a pattern begins with one."""
    parts = parts_of(pattern)
    if parts is None:
        return frozenset({""})
    return frozenset(letters[: _stop(letters)] for letters, _ in _of_sequence(parts, length))


def _stop(letters: str) -> int | None:
    """Return where an opening must end for a text without runs of blanks, None where it need not."""
    run = letters.find("  ")
    return None if run < 0 else run + 1


def _of_sequence(parts: Iterable[Part], length: int) -> set[_Opening]:
    found: set[_Opening] = {("", True)}
    for part in parts:
        if not any(goes_on for _, goes_on in found):
            break
        found = _followed(found, set(_of_part(part, length)), length)
    return found


def _followed(found: set[_Opening], following: set[_Opening], length: int) -> set[_Opening]:
    """Return openings with what may follow each."""
    longer = {opening for opening in found if not opening[1]}
    for letters, goes_on in found:
        if goes_on:
            longer |= {_cut(letters + more, further, length) for more, further in following}
    while len(longer) > _MOST:
        length -= 1
        longer = {_cut(letters, goes_on, length) for letters, goes_on in longer}
    return longer


def _cut(letters: str, goes_on: bool, length: int) -> _Opening:
    return letters[:length], goes_on and len(letters) < length


def _of_part(part: Part, length: int) -> Iterator[_Opening]:
    """Yield how one part of a pattern can begin."""
    if isinstance(part, Edge):
        yield "", True
    elif isinstance(part, Chars):
        yield from _of_chars(part)
    elif isinstance(part, Branch):
        for branch in part.branches:
            yield from _of_sequence(branch, length)
    else:
        yield from _of_repeat(part, length)


def _of_repeat(part: Repeat, length: int) -> Iterator[_Opening]:
    """Yield how a repetition can begin; a text without two blanks in a row repeats none."""
    most = 1 if part.parts == _BLANK else part.most
    once, found = _of_sequence(part.parts, length), {("", True)}
    for turn in range(1, min(most, _TURNS) + 1):
        if turn > part.least:
            yield from found
        found = _followed(found, once, length)
    if most > _TURNS:
        found = {(letters, False) for letters, _ in found}
    yield from found


def _of_chars(chars: Chars) -> Iterator[_Opening]:
    """Yield the characters of a set; blanks are one of them."""
    if chars.letters is None or not (chars.letters or chars.blank):
        yield "", False
        return
    letters = {_BLANKS.sub(" ", char).translate(_DIGITS) for char in chars.letters}
    for char in letters | ({" "} if chars.blank else set()):
        yield char, True
