"""Furniture phrases: reads their data file and says what kind of furniture a line's words point to."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence

import msgspec

from visavis.errors import DataError
from visavis.knowledge import load_toml
from visavis.reading.guards import Guards, indices
from visavis.reading.openings import Openings
from visavis.records import FurnitureKind

_FILE = "reading/furniture.toml"
_QUOTED = re.compile(r'"[^"]*(?:"|$)|(?<!\w)\'[^\']{3,}\'(?!\w)')
_WORD = ("\\w", "(?:\\w")
_ASIDE = '"'  # stands for a quotation
_LETTERS = 3  # of a line that tell which phrases it may begin with
_CUES, _SURE, _HINTS = range(3)
_REMEMBERED = 256  # sentences and lines: the same one is asked about several times
_LOOKED_AT = 4_096  # the same, with no more known than which phrases they may hold
_TRIM = " \t.:;!>»|•·*-…[]()→▶►"


class PhraseSet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The phrases of one kind of furniture, as the data file gives them."""

    kind: FurnitureKind
    why: str = ""
    line: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    sure: tuple[str, ...] = ()
    hint: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()


class Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sign of the page's own voice; ``weak`` where it suffices for a line that is no running text."""

    name: str
    pattern: str
    weak: bool = False


class PhraseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The schema of ``furniture.toml``."""

    schema: int
    cues: tuple[Cue, ...]
    phrases: tuple[PhraseSet, ...]


_Phrase = tuple[FurnitureKind, re.Pattern[str]]


class Phrases:
    """The compiled phrase file."""

    def __init__(self, file: PhraseFile) -> None:
        self.sets = file.phrases
        self._cues = [(_pattern(cue.pattern, f"cue {cue.name!r}"), cue.weak) for cue in file.cues]
        self._lines = [pair for entry in file.phrases for pair in _each(entry, "line", entry.line)]
        self._starts = [pair for entry in file.phrases for pair in _each(entry, "start", entry.start)]
        self._sure = [pair for entry in file.phrases for pair in _each(entry, "sure", entry.sure)]
        self._hints = [(e.kind, _compiled(e, "hint", e.hint)) for e in file.phrases if e.hint]
        self._line_openings = Openings([pattern for _, pattern in self._lines], _LETTERS)
        self._start_openings = Openings([pattern for _, pattern in self._starts], _LETTERS)
        groups = [[cue for cue, _ in self._cues], [p for _, p in self._sure], [p for _, p in self._hints]]
        self._guards = Guards([pattern for group in groups for pattern in group])
        firsts = itertools.accumulate(map(len, groups), initial=0)
        self._groups = [(first, (1 << len(group)) - 1) for first, group in zip(firsts, groups, strict=False)]
        self._met: dict[str, int] = {}
        self._spoken = functools.lru_cache(maxsize=_REMEMBERED)(self._voice)

    def look(self, lines: Sequence[str]) -> None:
        """Look at lines that will be asked about, all at once."""
        if len(self._met) > _LOOKED_AT:
            self._met.clear()
        self._met.update(zip(lines, self._guards.met_each(lines), strict=True))

    def line(self, plain: str) -> FurnitureKind | None:
        """Return the kind of a line that says nothing but a furniture phrase."""
        words, whole = plain.strip(_TRIM), plain.strip()
        if not words:
            return "navigation"
        for index in _either(self._line_openings.first(words), self._line_openings.first(whole)):
            kind, pattern = self._lines[index]
            if pattern.fullmatch(words) or pattern.fullmatch(whole):
                return kind
        return None

    def start(self, plain: str) -> FurnitureKind | None:
        """Return the kind whose opening words a line or sentence has."""
        words = plain.lstrip(" \"'([*•·-")
        for index in _either(self._start_openings.first(words), self._start_openings.first(plain)):
            kind, pattern = self._starts[index]
            if pattern.match(words) or pattern.match(plain):
                return kind
        return None

    def is_quiet(self, plain: str) -> bool:
        """Say whether no sentence of a text can hold a decisive phrase or two signs of the page's voice."""
        return self.signs(plain) < 2 and not self._possible(plain, _SURE)

    def signs(self, plain: str) -> int:
        """Return how many signs of the page's own voice a text can show at most."""
        return self._possible(plain, _CUES).bit_count()

    def sure(self, plain: str, within: str = "") -> FurnitureKind | None:
        """Return the kind of a decisive phrase anywhere in a sentence.

        Args:
            plain: the sentence.
            within: a text that the sentence is part of; what its words rule out once is ruled out for each.
        """
        for index in indices(self._possible(within or plain, _SURE)):
            kind, pattern = self._sure[index]
            if pattern.search(plain):
                return kind
        return None

    def voice(self, plain: str) -> int:
        """Return how many signs of the page's own voice a sentence shows, its quotations aside."""
        return self._spoken(plain)

    def _voice(self, plain: str) -> int:
        possible = indices(self._possible(plain, _CUES))
        words = _QUOTED.sub(_ASIDE, plain) if possible else ""
        return sum(self._cues[index][0].search(words) is not None for index in possible)

    def weak_voice(self, plain: str) -> bool:
        """Say whether a line that is no running text shows a sign that is enough for such a line."""
        words = _QUOTED.sub(_ASIDE, plain)
        chosen = (self._cues[index] for index in indices(self._possible(plain, _CUES)))
        return any(weak and cue.search(words) is not None for cue, weak in chosen)

    def _possible(self, text: str, group: int) -> int:
        """Return which patterns of a group may match somewhere in a text, as bits."""
        met = self._met.get(text)
        if met is None:
            met = self._met[text] = self._guards.met(text)
        first, kinds = self._groups[group]
        return met >> first & kinds

    def hints(self, plain: str) -> dict[FurnitureKind, int]:
        """Return how many hints of each kind a line holds."""
        chosen = (self._hints[index] for index in indices(self._possible(plain, _HINTS)))
        counts = {kind: len({m.group().lower() for m in hint.finditer(plain)}) for kind, hint in chosen}
        return {kind: count for kind, count in counts.items() if count}


def _either(one: tuple[int, ...], other: tuple[int, ...]) -> Sequence[int]:
    """Return the numbers that are in one or the other, in ascending order."""
    return one if one == other else sorted({*one, *other})


def _pattern(pattern: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise DataError(f"bad pattern {pattern!r}: {error}", f"{_FILE}, {where}") from error


def _each(entry: PhraseSet, field: str, patterns: tuple[str, ...]) -> list[_Phrase]:
    """Return the phrases of a field, each with its kind."""
    return [(entry.kind, _compiled(entry, field, (pattern,))) for pattern in patterns]


def _compiled(entry: PhraseSet, field: str, patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Return phrases of a field as one expression."""
    edge = r"\b" if field in ("start", "hint", "sure") else ""
    # patterns that begin with a word begin at one
    edges = (edge if pattern[0].isalpha() or pattern.startswith(_WORD) else "" for pattern in patterns)
    joined = "|".join(f"{before}(?:{pattern})" for before, pattern in zip(edges, patterns, strict=True))
    # "[A-Z]" means a capital even though the words around it may be written either way
    joined = re.sub(r"\[A-Z\]", r"(?-i:[A-Z])", joined)
    try:
        return re.compile(joined, re.IGNORECASE)
    except re.error:
        for pattern in patterns:  # the one at fault is told by itself
            _pattern(pattern, f"{_FILE}, phrases of kind {entry.kind!r}, {field}")
        raise


@functools.lru_cache(maxsize=1)
def load() -> Phrases:
    """Load the phrases that are shipped with the package.

    Raises:
        DataError: the file breaks its schema or a pattern does not compile.
    """
    return Phrases(load_toml(_FILE, PhraseFile))
