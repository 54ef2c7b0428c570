"""Furniture phrases: reads their data file and says what kind of furniture a line's words point to."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib import resources

import msgspec

from visavis.errors import DataError
from visavis.reading.guards import Guards
from visavis.records import FurnitureKind

_FILE = "furniture.toml"
_QUOTED = re.compile(r'"[^"]*(?:"|$)|(?<!\w)\'[^\']{3,}\'(?!\w)')
_WORD = ("\\w", "(?:\\w")
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


@dataclass(frozen=True, slots=True)
class _Compiled:
    kind: FurnitureKind
    line: re.Pattern[str] | None
    start: re.Pattern[str] | None
    hint: re.Pattern[str] | None


class Phrases:
    """The compiled phrase file."""

    def __init__(self, file: PhraseFile) -> None:
        self.sets = file.phrases
        self._cues = [(_pattern(cue.pattern, f"cue {cue.name!r}"), cue.weak) for cue in file.cues]
        self._cue_guards = Guards([cue for cue, _ in self._cues])
        self._compiled = [
            _Compiled(
                entry.kind,
                _compile(entry, "line", entry.line),
                _compile(entry, "start", entry.start),
                _compile(entry, "hint", entry.hint),
            )
            for entry in file.phrases
        ]
        self._sure = [
            (entry.kind, pattern)
            for entry in file.phrases
            for phrase in entry.sure
            if (pattern := _compile(entry, "sure", (phrase,))) is not None
        ]
        self._sure_guards = Guards([pattern for _, pattern in self._sure])
        self._hints = [(e.kind, e.hint) for e in self._compiled if e.hint]
        self._hint_guards = Guards([pattern for _, pattern in self._hints])

    def line(self, plain: str) -> FurnitureKind | None:
        """Return the kind of a line that says nothing but a furniture phrase."""
        words = plain.strip(_TRIM)
        if not words:
            return "navigation"
        for entry in self._compiled:
            if entry.line and (entry.line.fullmatch(words) or entry.line.fullmatch(plain.strip())):
                return entry.kind
        return None

    def start(self, plain: str) -> FurnitureKind | None:
        """Return the kind whose opening words a line or sentence has."""
        words = plain.lstrip(" \"'([*•·-")
        for entry in self._compiled:
            if entry.start and (entry.start.match(words) or entry.start.match(plain)):
                return entry.kind
        return None

    def sure(self, plain: str) -> FurnitureKind | None:
        """Return the kind of a decisive phrase anywhere in a sentence."""
        chosen = (self._sure[index] for index in self._sure_guards.possible(plain))
        return next((kind for kind, pattern in chosen if pattern.search(plain)), None)

    def voice(self, plain: str) -> int:
        """Return how many signs of the page's own voice a sentence shows, its quotations aside."""
        words = _QUOTED.sub(" ", plain)
        return sum(cue.search(words) is not None for cue, _ in self._chosen(words))

    def weak_voice(self, plain: str) -> bool:
        """Say whether a line that is no running text shows a sign that is enough for such a line."""
        words = _QUOTED.sub(" ", plain)
        return any(weak and cue.search(words) is not None for cue, weak in self._chosen(words))

    def _chosen(self, words: str) -> list[tuple[re.Pattern[str], bool]]:
        return [self._cues[index] for index in self._cue_guards.possible(words)]

    def hints(self, plain: str) -> dict[FurnitureKind, int]:
        """Return how many hints of each kind a line holds."""
        chosen = (self._hints[index] for index in self._hint_guards.possible(plain))
        counts = {kind: len({m.group().lower() for m in hint.finditer(plain)}) for kind, hint in chosen}
        return {kind: count for kind, count in counts.items() if count}


def _pattern(pattern: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise DataError(f"bad pattern {pattern!r}: {error}", f"{_FILE}, {where}") from error


def _compile(entry: PhraseSet, field: str, patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    if not patterns:
        return None
    where = f"{_FILE}, phrases of kind {entry.kind!r}, {field}"
    for pattern in patterns:
        _pattern(pattern, where)
    edge = r"\b" if field in ("start", "hint", "sure") else ""
    # patterns that begin with a word begin at one
    edges = (edge if pattern[0].isalpha() or pattern.startswith(_WORD) else "" for pattern in patterns)
    joined = "|".join(f"{before}(?:{pattern})" for before, pattern in zip(edges, patterns, strict=True))
    # "[A-Z]" means a capital even though the words around it may be written either way
    joined = re.sub(r"\[A-Z\]", r"(?-i:[A-Z])", joined)
    return re.compile(joined, re.IGNORECASE)


@functools.lru_cache(maxsize=1)
def load() -> Phrases:
    """Load the phrases that are shipped with the package.

    Raises:
        DataError: the file breaks its schema or a pattern does not compile.
    """
    data = resources.files("visavis").joinpath("data", "reading", _FILE).read_bytes()
    try:
        return Phrases(msgspec.toml.decode(data, type=PhraseFile))
    except msgspec.DecodeError as error:
        raise DataError(str(error), _FILE, "Mend the file as its head describes") from error
