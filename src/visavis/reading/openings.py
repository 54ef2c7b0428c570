"""Openings: with which letters whatever a regular expression matches can begin.

Most places of a text begin nothing that a pattern could match, and their first letters tell so. One automaton
(Aho-Corasick) goes over a text for the first words of all patterns; where one stands, a look into a table
from letters to patterns says which may match there. Openings only save work: where one fits, it is still for
the pattern itself to say whether it matches.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence, Set

from ahocorasick_rs import AhoCorasick

from visavis.reading.automaton import automaton
from visavis.reading.expressions import Branch, Chars, Edge, Part, Repeat, fold, parts_of

LENGTH = 8  # letters that are looked at
_MOST = 1_000  # openings of one pattern: of what would have more, fewer letters are looked at
_TURNS = 5  # repetitions that are followed; few numbers have more figures
_REMEMBERED = 50_000  # openings of texts
_BLANK = (Chars(frozenset(), blank=True),)
_BLANKS = re.compile(r"\s")
_DIGITS = str.maketrans("123456789", "000000000")
_BEGINS = re.compile(r"(?<!\w).", re.DOTALL)
_FIRST = re.compile(r" *\w* ?")
_BEYOND = re.compile(r"[^\x00-\x7f]")
_ASCII = tuple(map(chr, range(128)))
_EVEN = str.maketrans({c: " " if c.isspace() else "0" if c.isdigit() else c.lower() for c in _ASCII})
_APART = str.maketrans({c: " " for c in _ASCII if not re.match(r"\w", c)})

Opened = tuple[int, tuple[int, ...]]
"""A place of a text, and the numbers of the patterns that may match there."""
_Opening = tuple[str, bool]
"""Letters as ``even`` gives them; whether the pattern's next part follows, else anything may."""


class Openings:
    """The openings of many patterns, by their letters.

    Args:
        patterns: the patterns, in the order of the numbers by which they are named.
        length: how many letters are looked at.
    """

    def __init__(self, patterns: Sequence[re.Pattern[str]], length: int = LENGTH) -> None:
        self._length = length
        self._whole: dict[str, list[int]] = {}
        for number, pattern in enumerate(patterns):
            for letters in {even(opening) for opening in openings(pattern, length)}:
                self._whole.setdefault(letters, []).append(number)
        self._ahead = re.compile(rf"(?: +|[^ ]){{0,{length}}}")
        self._known: dict[str, tuple[int, ...]] = {}

    def first(self, text: str) -> tuple[int, ...]:
        """Return the numbers of the patterns that may match at the start of a text."""
        begin = text[: self._length]
        here = self._known.get(begin)
        if here is None:
            letters = even(begin)
            if "  " in letters:
                return self._at(even(text), 0)
            here = self._at(letters, 0)
            self._remember(begin, here)
        return here

    def within(self, text: str) -> list[Opened]:
        """Return the places of a text where patterns may match, in order, but those where a word goes on."""
        letters = even(text)
        known, length = self._known, self._length
        found = []
        for place in self._begun(letters):
            here = known.get(letters[place : place + length])
            if here is None:
                here = self._at(letters, place)
            if here:
                found.append((place, here))
        return found

    @functools.cached_property
    def _words(self) -> AhoCorasick | None:
        """The first words of all patterns behind a blank; None where a pattern may begin with anything."""
        first = _first_words(self._whole)
        return automaton([f" {word}" for word in first]) if all(first) else None

    def _begun(self, letters: str) -> list[int]:
        """Return the places of a text where the first word of a pattern stands, in order."""
        if self._words is None:
            return [begun.start() for begun in _BEGINS.finditer(letters)]
        words = letters.translate(_APART)
        return sorted({hit[1] for hit in self._words.find_matches_as_indexes(f" {words}", overlapping=True)})

    def _at(self, letters: str, place: int) -> tuple[int, ...]:
        """Return which patterns may match at a place of a text, and remember it."""
        ahead = letters[place : place + self._length]
        if "  " in ahead:  # what stands for one blank may be any run of them
            run = self._ahead.match(letters, place)
            ahead = re.sub(" +", " ", run[0]) if run else ""
        here = self._known.get(ahead)
        if here is None:
            found = {n for length in range(len(ahead) + 1) for n in self._whole.get(ahead[:length], ())}
            here = tuple(sorted(found))
            self._remember(ahead, here)
        return here

    def _remember(self, letters: str, here: tuple[int, ...]) -> None:
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[letters] = here


def _first_words(letters: Iterable[str]) -> list[str]:
    """Return with which words openings begin, each with the sign behind it, where it is known, as a blank."""
    found: list[str] = []
    for word in sorted({first[0] for one in letters if (first := _FIRST.match(one.translate(_APART)))}):
        if not found or not word.startswith(found[-1]):
            found.append(word)
    return found


def even(text: str) -> str:
    """Return a text as openings are compared with it, letter for letter.

    It is folded, any blank is a space, any digit 0, any other letter than those of English _, any other sign
    an apostrophe.
    """
    for sign in () if text.isascii() else set(_BEYOND.findall(text)):
        text = text.replace(sign, _stand_in(sign))
    return text.translate(_EVEN)


def apart(text: str) -> str:
    """Return a text as ``even`` gives it with all signs as blanks: what is left of it are words."""
    return even(text).translate(_APART)


@functools.lru_cache(maxsize=_REMEMBERED)
def _stand_in(sign: str) -> str:
    """Return what stands for a sign beyond those of ASCII."""
    letter = " " if sign.isspace() else fold(sign)
    return letter if letter.isascii() else "_" if re.match(r"\w", sign) else "'"


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
        found = _followed(found, _of_part(part, length), length)
    return found


def _followed(found: set[_Opening], following: Set[_Opening], length: int) -> set[_Opening]:
    """Return openings with what may follow each."""
    longer = {opening for opening in found if not opening[1]}
    fitting: dict[int, set[_Opening]] = {}  # by how many letters there is room for
    for letters, goes_on in found:
        if goes_on:
            room = length - len(letters)
            if room not in fitting:
                fitting[room] = {_cut(more, further, room) for more, further in following}
            longer.update([(letters + more, further) for more, further in fitting[room]])
    while len(longer) > _MOST:
        length -= 1
        longer = {_cut(letters, goes_on, length) for letters, goes_on in longer}
    return longer


def _cut(letters: str, goes_on: bool, length: int) -> _Opening:
    return letters[:length], goes_on and len(letters) < length


def _of_part(part: Part, length: int) -> Set[_Opening]:
    """Return how one part of a pattern can begin."""
    if isinstance(part, Edge):
        return {("", True)}
    if isinstance(part, Chars):
        return _of_chars(part)
    if isinstance(part, Branch):
        return set().union(*(_of_sequence(branch, length) for branch in part.branches))
    return _of_repeat(part, length)


def _of_repeat(part: Repeat, length: int) -> set[_Opening]:
    """Return how a repetition can begin; a text without two blanks in a row repeats none."""
    most = 1 if part.parts == _BLANK else part.most
    once, found, turns = _of_sequence(part.parts, length), {("", True)}, set[_Opening]()
    for turn in range(1, min(most, _TURNS) + 1):
        if turn > part.least:
            turns |= found
        found = _followed(found, once, length)
    if most > _TURNS:
        found = {(letters, False) for letters, _ in found}
    return turns | found


@functools.lru_cache(maxsize=1024)
def _of_chars(chars: Chars) -> frozenset[_Opening]:
    """Return the characters of a set; blanks are one of them."""
    if chars.letters is None or not (chars.letters or chars.blank):
        return frozenset({("", False)})
    letters = {_BLANKS.sub(" ", char).translate(_DIGITS) for char in chars.letters}
    return frozenset((char, True) for char in letters | ({" "} if chars.blank else set()))
