"""The time grammar: reads its data file and finds the expressions of a text.

A rule's pattern is a regular expression with ``<class>`` for the words of a class; the data file's head says
more.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal

import msgspec

from visavis.errors import DataError
from visavis.knowledge import load_toml
from visavis.reading.openings import Opened, Openings
from visavis.records import Span, TimeKind

_FILE = "reading/times.toml"
Direction = Literal["past", "future", "open"]
_DIGITS = "0123456789"
_REMEMBERED = 5_000  # words of slots
_SLOT = re.compile(r"(?<!\?P)<([a-z]+)(?::(\d))?>")
_Hit = tuple[int, int, int, re.Match[str]]
"""What a rule matches: its length, negative; the rule's number; where it starts; the match."""


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


class Found(msgspec.Struct, frozen=True):
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
        for name in names:
            if name in self.values:
                return self.values[name]
        return None

    def word(self, *names: str) -> str | None:
        """Return the words, in lower case, in the first filled slot of these names."""
        for name in names:
            if name in self.slots:
                return self.slots[name].lower()
        return None


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
        self._compiled = [_compiled(rule, self._written(rule)) for rule in file.rule]
        self._proper = [
            _proper(rule, pattern) for rule, pattern in zip(file.rule, self._compiled, strict=True)
        ]
        self._openings = Openings(self._compiled)
        self._value = functools.lru_cache(maxsize=_REMEMBERED)(self._read)

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

    def find(self, text: str, spans: Sequence[Span] | None = None) -> list[Found]:
        """Return the time expressions of some stretches of a text, without overlaps, in the order of these.

        Of two that overlap the longer stays; of two of the same length, the earlier rule's.

        Args:
            text: the text.
            spans: the stretches to read, all of it when None; an expression lies in one of them.
        """
        opened = self._openings.within(text)
        places = [place for place, _ in opened]
        found: list[Found] = []
        for span in spans or (Span(0, len(text)),):
            first, behind = bisect_left(places, span.start), bisect_left(places, span.end)
            if first < behind:
                found += self._chosen(self._matches(text, opened[first:behind], span.end))
        return found

    def _matches(self, text: str, opened: Sequence[Opened], stop: int) -> list[_Hit]:
        """Return what each rule matches up to a place, without overlaps, where its letters begin."""
        ends: dict[int, int] = {}
        hits: list[_Hit] = []
        for place, orders in opened:
            for order in orders:
                if place < ends.get(order, 0):
                    continue
                match = self._compiled[order].match(text, place, stop)
                if match is not None:
                    ends[order] = end = match.end()
                    hits.append((place - end, order, place, match))
        return hits

    def _chosen(self, hits: list[_Hit]) -> list[Found]:
        """Return the expressions that stay of what the rules match, in text order."""
        taken: list[Found] = []
        busy: list[tuple[int, int]] = []
        for length, order, start, match in sorted(hits):
            end = start - length
            if any(start < high and low < end for low, high in busy):
                continue
            found = self._found(order, match)
            if found is not None:
                busy.append((start, end))
                taken.append(found)
        return sorted(taken, key=lambda found: found.start)

    def _found(self, order: int, match: re.Match[str]) -> Found | None:
        slots = {name: words for name, words in match.groupdict().items() if words is not None}
        if any(name in slots and slots[name][0].islower() for name in self._proper[order]):
            return None
        values = {
            name: value for name, words in slots.items() if (value := self._value(name, words)) is not None
        }
        start, end = match.span("core") if "core" in slots else match.span()
        return Found(start, end, match.string[start:end], self.rules[order], slots, values)

    def _read(self, name: str, words: str) -> int | float | str | None:
        """Return what the words of a slot stand for."""
        kind = name.rstrip(_DIGITS)
        if kind in self.words:
            return self.words[kind][" ".join(words.casefold().split())]
        figure = re.match(r"\d+(?:[.,]\d+)*", words)
        if figure is None:
            return None
        digits = figure.group().replace(",", "")
        return float(digits) if "." in digits else int(digits)


def _proper(rule: Rule, pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Return the slots of a rule whose words are names: they begin with a capital."""
    return tuple(name for name in pattern.groupindex if name.rstrip(_DIGITS) in rule.proper)


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
    return Grammar(load_toml(_FILE, GrammarFile))
