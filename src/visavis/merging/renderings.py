"""Renderings: formulas of diplomacy that translators word in several ways.

"Core interests" in one outlet are "key interests" in the next. So that such reports of one utterance meet,
their words are compared by the formula; and what one side is quoted with in differing renderings is shown
side by side, whether it was said once or on several occasions.
"""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from visavis.knowledge import load_toml
from visavis.merging.memory import Memory
from visavis.merging.words import raw_words, stem
from visavis.records import Difference, DifferenceValue, Record, Span

_FILE = "merging/renderings.toml"
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_STANDS = "\N{ALMOST EQUAL TO}"  # begins what stands for a formula, and no word


class Rendering(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A formula, its renderings, and phrases that do and do not hold one."""

    name: str
    words: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]


class _Renderings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rendering: tuple[Rendering, ...]


@functools.lru_cache(maxsize=1)
def renderings() -> tuple[Rendering, ...]:
    """Return all formulas.

    Raises:
        DataError: the file breaks its schema.
    """
    return load_toml(_FILE, _Renderings).rendering


@functools.lru_cache(maxsize=1)
def _by_first() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return the renderings as stems with their formula, by their first stem, the longest first."""
    found: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for formula in renderings():
        for words in formula.words:
            stems = tuple(map(stem, raw_words(words)))
            found[stems[0]].append((stems, formula.name))
    return {first: sorted(own, key=lambda item: -len(item[0])) for first, own in found.items()}


def _runs(stems: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield where a run of stems renders a formula: begin, end, its name."""
    known, at = _by_first(), 0
    while at < len(stems):
        for words, name in known.get(stems[at], ()):
            if tuple(stems[at : at + len(words)]) == words:
                yield at, at + len(words), name
                at += len(words) - 1
                break
        at += 1


def as_formulas(stems: Sequence[str]) -> list[str]:
    """Return stems with each rendering of a formula replaced by what stands for it."""
    out, last = list[str](), 0
    for begin, end, name in _runs(stems):
        out += [*stems[last:begin], f"{_STANDS}{name}"]
        last = end
    return [*out, *stems[last:]]


def formulas_in(text: str) -> list[tuple[str, Span]]:
    """Return the formulas that a text renders, each with its place, in order."""
    words = list(_WORD.finditer(text))
    stems = [stem("".join(raw_words(word.group()))) for word in words]
    return [(name, Span(words[begin].start(), words[end - 1].end())) for begin, end, name in _runs(stems)]


def quoted_formulas(record: Record) -> list[tuple[str, str, str]]:
    """Return the formulas that an article quotes: each with the side that is quoted and the words."""
    return [
        (name, str(side), " ".join(statement.text[place.start : place.end].casefold().split()))
        for statement in record.statements
        if (side := statement.speaker and (statement.speaker.code or statement.speaker.name))
        for name, place in formulas_in(statement.text)
    ]


def wording_differences(records: Sequence[Record], memory: Memory | None = None) -> list[Difference]:
    """Return the formulas that one side is quoted with in several renderings, with the outlets of each.

    Args:
        records: the articles to compare.
        memory: what is known of them.
    """
    memory = memory or Memory()
    found: defaultdict[tuple[str, str], defaultdict[tuple[str, ...], list[tuple[str, Record]]]]
    found = defaultdict(lambda: defaultdict(list))
    for record in records:
        for name, side, words in memory.of(quoted_formulas, record):
            found[name, side][tuple(map(stem, raw_words(words)))].append((words, record))
    return [
        Difference("wording", f"{name} ({side})", tuple(_value(told) for _, told in sorted(held.items())))
        for (name, side), held in sorted(found.items())
        if len(held) > 1 and len({record.ref for told in held.values() for _, record in told}) > 1
    ]


def _value(told: Sequence[tuple[str, Record]]) -> DifferenceValue:
    """Return one rendering, in the most frequent of its forms, with the outlets that use it."""
    forms = Counter(words for words, _ in told)
    return DifferenceValue(
        min(forms, key=lambda words: (-forms[words], words)),
        tuple(sorted({record.outlet or record.ref for _, record in told})),
        tuple(sorted({record.ref for _, record in told})),
    )
