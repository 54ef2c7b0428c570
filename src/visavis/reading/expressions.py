"""Expressions: what a regular expression is made of, as far as its letters tell.

Python keeps its own reader of patterns to itself, so this is one of ours, for the usual signs. Groups
dissolve in what they stand in; what all branches begin with stands before them; single letters of which one
is to stand are one set. A pattern with other signs (back references, conditions, codes) is not followed.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

_DIGITS = frozenset("0123456789")
_WIDEST = 10  # characters of a range beyond which it tells nothing
_UNBOUNDED = 1 << 32  # turns
_BLANKS = {"n": "\n", "t": "\t", "r": "\r"}
_GROUP = re.compile(r"\((?:\?(?:P<\w+>|>|[aiLmsux]*(?:-[imsx]+)?:|(?P<look><?[=!])))?(?!\?)")
_TURNING = frozenset("*+?{")
_TURNS = re.compile(r"([*+?]|\{(?!\})(\d*)(,?)(\d*)\})[?+]?")


class _Folding(dict[int, str]):
    """What regular expressions take for one letter when they ignore case, and any digit as 0."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = folded = "0" if code > 127 and char.isdecimal() else char
        return folded


_FOLDING = _Folding({0x130: "i", 0x131: "i", 0x17F: "s", 0x212A: "k", 0x212B: "å"})


def fold(text: str) -> str:
    """Return a text as patterns are compared with it: of the same length in letters, in lower case."""
    if not text.isascii():
        for sign in set(text):
            if (letter := _FOLDING[ord(sign)]) != sign:
                text = text.replace(sign, letter)
    return text.lower()


@dataclass(frozen=True, slots=True)
class Chars:
    """One character.

    Attributes:
        letters: which it may be, folded; None when it may be too many.
        blank: whether it may be any blank besides.
    """

    letters: frozenset[str] | None
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A place between characters: an anchor, or what is only looked at, as it is written."""

    written: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """Parts that stand several times in a row, at least and at most so often."""

    least: int
    most: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """Parts of which one or the other stands."""

    branches: tuple[tuple[Part, ...], ...]


Part = Chars | Edge | Repeat | Branch


@functools.lru_cache(maxsize=64)
def parts_of(pattern: re.Pattern[str]) -> tuple[Part, ...] | None:
    """Return the parts of a pattern in order; None where it holds signs that are not followed."""
    if pattern.flags & re.VERBOSE:
        return None
    try:
        return tuple(_Reader(pattern.pattern).branches())
    except _NotFollowed:
        return None


class _NotFollowed(Exception):
    """A sign of regular expressions that this reader does not know."""


class _Reader:
    """Reads a pattern that is known to be one, from the left."""

    def __init__(self, written: str) -> None:
        self._written, self._at = written, 0

    def branches(self) -> list[Part]:
        """Return the parts up to the end of the group, or of the whole."""
        found = [self._sequence()]
        while self._next() == "|":
            self._at += 1
            found.append(self._sequence())
        return found[0] if len(found) == 1 else _joined(found)

    def _next(self) -> str:
        return self._written[self._at : self._at + 1]

    def _sequence(self) -> list[Part]:
        found: list[Part] = []
        while self._next() not in ("", "|", ")"):
            one = self._one()
            turns = _TURNS.match(self._written, self._at) if self._next() in _TURNING else None
            if turns:
                self._at = turns.end()
                one = [Repeat(*_counted(turns), tuple(one))]
            found += one
        return found

    def _one(self) -> list[Part]:
        """Return what is next, before it is known how often."""
        sign = self._next()
        if sign == "(":
            return self._group()
        if sign == "[":
            return [self._set()]
        self._at += 1
        if sign == "\\":
            return [self._escaped()]
        if sign in "^$":
            return [Edge(sign)]
        return [_literal(sign)]

    def _group(self) -> list[Part]:
        start = self._at
        opening = _GROUP.match(self._written, start)
        if opening is None:
            raise _NotFollowed
        self._at = opening.end()
        inner = self.branches()
        self._at += 1
        return [Edge(self._written[start : self._at])] if opening["look"] else inner

    def _escaped(self) -> Chars | Edge:
        sign = self._next()
        self._at += 1
        if sign in "bBAZ":
            return Edge(f"\\{sign}")
        if sign in "wWDS":
            return Chars(None)
        if sign in "ds":
            return Chars(_DIGITS) if sign == "d" else Chars(frozenset(), blank=True)
        if sign.isalnum() and sign not in _BLANKS:
            raise _NotFollowed
        return Chars(_folded(_BLANKS.get(sign, sign)))

    def _set(self) -> Chars:
        """Return a set, from its bracket on."""
        self._at += 1
        negated = self._next() == "^"
        self._at += negated
        found: list[Chars] = []
        while not found or self._next() != "]":
            found.append(self._member())
        self._at += 1
        return Chars(None) if negated else _either(found)

    def _member(self) -> Chars:
        """Return a character of a set, or a range of them."""
        first = self._character()
        if self._next() != "-" or self._written[self._at + 1] == "]":
            return first if isinstance(first, Chars) else Chars(_folded(first))
        self._at += 1
        last = self._character()
        if isinstance(first, Chars) or isinstance(last, Chars):
            raise _NotFollowed
        wide = ord(last) - ord(first) >= _WIDEST
        return Chars(None if wide else frozenset(map(fold, map(chr, range(ord(first), ord(last) + 1)))))

    def _character(self) -> str | Chars:
        """Return what stands in a set: a character, or the characters of a class."""
        sign = self._next()
        self._at += 1
        if sign != "\\":
            return sign
        sign = self._next()
        if sign.isalnum() and sign not in _BLANKS:
            found = self._escaped()
            if isinstance(found, Edge):
                raise _NotFollowed
            return found
        self._at += 1
        return _BLANKS.get(sign, sign)


def _counted(turns: re.Match[str]) -> tuple[int, int]:
    """Return how often a part is to stand, at least and at most."""
    if turns[1] in "*+?":
        return int(turns[1] == "+"), 1 if turns[1] == "?" else _UNBOUNDED
    least = int(turns[2] or 0)
    return least, int(turns[4] or _UNBOUNDED) if turns[3] else least


@functools.lru_cache(maxsize=1024)
def _literal(sign: str) -> Chars:
    """Return what a sign stands for outside of sets, where it is not escaped."""
    return Chars(None if sign == "." else _folded(sign))


def _folded(sign: str) -> frozenset[str] | None:
    """Return a character folded; None for one that is several letters then."""
    letters = fold(sign)
    return frozenset({letters}) if len(letters) == 1 else None


def _either(chars: Sequence[Chars]) -> Chars:
    """Return the characters of several sets as one."""
    letters: set[str] = set()
    for one in chars:
        if one.letters is None:
            return Chars(None)
        letters |= one.letters
    return Chars(frozenset(letters), any(one.blank for one in chars))


def _joined(branches: list[list[Part]]) -> list[Part]:
    """Return branches with what all begin with before them; a set where each is a character."""
    found: list[Part] = []
    while all(branches) and isinstance(branches[0][0], Chars | Edge):
        if any(branch[0] != branches[0][0] for branch in branches):
            break
        found.append(branches[0][0])
        branches = [branch[1:] for branch in branches]
    chars = [branch[0] for branch in branches if len(branch) == 1 and isinstance(branch[0], Chars)]
    if len(chars) == len(branches) and all(c.letters is not None for c in chars):
        return [*found, _either([c for c in chars if isinstance(c, Chars)])]
    return [*found, Branch(tuple(map(tuple, branches)))]
