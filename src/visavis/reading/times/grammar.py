"""The time grammar: reads its data file and finds the expressions of a text.

A rule's pattern is a regular expression with ``<class>`` for the words of a class; the data file's head says
more.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Literal

import msgspec

from visavis.errors import DataError
from visavis.reading.guards import Guards, indices
from visavis.reading.openings import Openings, lettered
from visavis.records import TimeKind

_FILE = "times.toml"
Direction = Literal["past", "future", "open"]
_STARTS = re.compile(r"(?<!\w).", re.DOTALL)  # a rule's match starts where no word goes on
_SLOT = re.compile(r"(?<!\?P)<([a-z]+)(?::(\d))?>")


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A worked example of a rule, and its test."""

    text: str
    found: str
    at: str | None = None
    start: str = ""
    end: str = ""


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way of writing a time, as the data file gives it."""

    name: str
    pattern: str
    meaning: str
    kind: TimeKind = "date"
    proper: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    counter: tuple[str, ...] = ()


class TenseExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A worked example of a sentence's direction, and its test."""

    text: str
    time: str
    points: Direction


class Tense(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words by which a sentence looks forward or back."""

    future: tuple[str, ...]
    past: tuple[str, ...]
    limit: tuple[str, ...]
    examples: tuple[TenseExample, ...] = ()


class GrammarFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The schema of ``times.toml``."""

    schema: int
    figures: dict[str, str]
    tense: Tense
    words: dict[str, dict[str, int | float | str]]
    rule: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression as matched: where, by which rule, and the words of each slot.

    ``slots`` holds the words as written under the slot's name (``month``, ``month2``); ``values`` what they
    stand for.
    """

    start: int
    end: int
    text: str
    rule: Rule
    slots: dict[str, str]
    values: dict[str, int | float | str]

    def number(self, *names: str) -> int | None:
        """Return the whole number in the first filled slot of these names."""
        value = self.value(*names)
        return int(value) if value is not None else None

    def value(self, *names: str) -> int | float | str | None:
        """Return the value in the first filled slot of these names."""
        return next((self.values[name] for name in names if name in self.values), None)

    def word(self, *names: str) -> str | None:
        """Return the words, in lower case, in the first filled slot of these names."""
        return next((self.slots[name].lower() for name in names if name in self.slots), None)


class Grammar:
    """The compiled grammar."""

    def __init__(self, file: GrammarFile) -> None:
        self.words = {
            name: {word.casefold(): value for word, value in table.items()}
            for name, table in file.words.items()
        }
        self._figures = file.figures
        self.rules = file.rule
        self.tense = file.tense
        written = [self._written(rule) for rule in file.rule]
        self._compiled = [(r, _compiled(r, pattern)) for r, pattern in zip(file.rule, written, strict=True)]
        self._guards = Guards([pattern for _, pattern in self._compiled])
        self._openings = Openings([pattern for _, pattern in self._compiled])

    def _written(self, rule: Rule) -> str:
        """Return a rule's pattern with the words of its classes."""

        def slot(match: re.Match[str]) -> str:
            """Return the group of words or digits that a slot stands for."""
            name, number = match.group(1), match.group(2) or ""
            if name in self._figures:
                return f"(?P<{name}{number}>{self._figures[name]})"
            if name not in self.words:
                raise DataError(f"no class of words named {name!r}", f"{_FILE}, rule {rule.name!r}, pattern")
            return f"(?P<{name}{number}>{_alternation(self.words[name])})"

        return _SLOT.sub(slot, rule.pattern)

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Found]:
        """Return the time expressions of ``text[start:end]``, in text order, without overlaps.

        Of two that overlap the longer stays; of two of the same length, the earlier rule's.
        """
        stop = len(text) if end is None else end
        hits = [(m.start() - m.end(), order, m) for order, m in self._matches(text, start, stop)]
        hits.sort(key=lambda hit: (hit[0], hit[1], hit[2].start()))
        taken: list[Found] = []
        busy = bytearray(stop - start)
        for _, order, match in hits:
            low, high = match.start() - start, match.end() - start
            if any(busy[low:high]):
                continue
            found = self._found(self._compiled[order][0], match)
            if found is not None:
                busy[low:high] = b"\x01" * (high - low)
                taken.append(found)
        return sorted(taken, key=lambda found: found.start)

    def _matches(self, text: str, start: int, stop: int) -> Iterator[tuple[int, re.Match[str]]]:
        """Yield what each rule matches, without overlaps; it is tried only where its letters begin."""
        words = text[start:stop]
        asked = self._guards.met(words)
        if not asked:
            return
        letters, places = lettered(words)
        begins = [begun.start() for begun in _STARTS.finditer(text, start, stop)]
        ends: dict[int, int] = {}
        for number, here in self._openings.among(letters, [places[at - start] for at in begins], asked):
            at = begins[number]
            for order in indices(here):
                if at >= ends.get(order, 0) and (match := self._compiled[order][1].match(text, at, stop)):
                    ends[order] = match.end()
                    yield order, match

    def _found(self, rule: Rule, match: re.Match[str]) -> Found | None:
        slots = {name: words for name, words in match.groupdict().items() if words is not None}
        for name in rule.proper:
            if any(slots[s][0].islower() for s in slots if s.rstrip("0123456789") == name):
                return None
        values = {
            name: value for name, words in slots.items() if (value := self._value(name, words)) is not None
        }
        start, end = match.span("core") if "core" in slots else match.span()
        return Found(start, end, match.string[start:end], rule, slots, values)

    def _value(self, name: str, words: str) -> int | float | str | None:
        kind = name.rstrip("0123456789")
        if kind in self.words:
            return self.words[kind][" ".join(words.casefold().split())]
        figure = re.match(r"\d+(?:[.,]\d+)*", words)
        if figure is None:
            return None
        digits = figure.group().replace(",", "")
        return float(digits) if "." in digits else int(digits)


def _compiled(rule: Rule, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(rf"(?<!\w)(?:{_spaced(pattern)})(?!\w)", re.IGNORECASE)
    except re.error as error:
        raise DataError(f"bad pattern: {error}", f"{_FILE}, rule {rule.name!r}") from error


def _alternation(words: dict[str, int | float | str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", " ") for word in ordered) + ")"


def _spaced(pattern: str) -> str:
    """Let every blank stand for a run of white space (one character where only that is allowed)."""
    pieces: list[str] = []
    depth_behind, in_class, at = 0, False, 0
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            pieces.append(pattern[at : at + 2])
            at += 2
            continue
        if in_class:
            in_class = char != "]"
        elif char == "[":
            in_class = True
        elif depth_behind:
            depth_behind += (char == "(") - (char == ")")
        elif pattern.startswith(("(?<=", "(?<!"), at):
            depth_behind = 1
        if char == " ":
            pieces.append(r"\s" if in_class or depth_behind else r"\s+")
            at += 1
            # a quantifier written after the blank applies to the whole run
            if pieces[-1] == r"\s+" and at < len(pattern) and pattern[at] == "?":
                pieces[-1] = r"\s*"
                at += 1
            continue
        pieces.append(char)
        at += 1
    return "".join(pieces)


@functools.lru_cache(maxsize=1)
def load() -> Grammar:
    """Load the grammar that is shipped with the package.

    Raises:
        DataError: the file breaks its schema or a pattern does not compile.
    """
    data = resources.files("visavis").joinpath("data", "reading", _FILE).read_bytes()
    try:
        return Grammar(msgspec.toml.decode(data, type=GrammarFile))
    except msgspec.DecodeError as error:
        raise DataError(str(error), _FILE, "Mend the file as its head describes") from error
