"""Which way a time without a year points: cheap cues of its sentence, no parser.

"will meet on Friday" looks forward, "met on Friday" back. The verb that governs a time mostly stands before
it, so the nearest cue before the expression decides; only where there is none, the nearest one after it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from visavis.reading.expressions import fold
from visavis.reading.openings import openings
from visavis.reading.times import grammar
from visavis.reading.times.grammar import Direction, Tense

_EDGE = re.compile(r"[.!?\n](?:(?<=\n)|[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9]))")
_WORD = re.compile(r"\w+|[^\w\s]")
_REACH = 300
_REMEMBERED = 20_000  # words
# short forms whose full stop ends no sentence, just before the gap
_SHORT = re.compile(
    r"(?:\b(?:[A-Z]|[ap]\.m|Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|St|No|vs|Inc|Corp|Co|Ltd|Jr|Sr|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun))\.$"
)


@functools.lru_cache(maxsize=4)
def bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Return roughly where the sentence around ``text[start:end]`` begins and ends."""
    begin = low = max(0, start - _REACH)
    for match in reversed([*_EDGE.finditer(text, low, start)]):
        if not _SHORT.search(text, max(low, match.start() - 6), match.start() + 1):
            begin = match.end()
            break
    high = min(len(text), end + _REACH)
    for match in _EDGE.finditer(text, end, high):
        if not _SHORT.search(text, max(0, match.start() - 6), match.start() + 1):
            return begin, match.start() + 1
    return begin, high


class _Cues:
    """The words by which a sentence looks forward or back, ready to match."""

    def __init__(self, words: Tense) -> None:
        future, past, limit = ("|".join(group) for group in (words.future, words.past, words.limit))
        self._cue = re.compile(rf"(?<!\w)(?:(?P<future>{future})|(?P<past>{past}))(?!\w)", re.IGNORECASE)
        self.limit = re.compile(rf"\b(?:{limit})\s+$", re.IGNORECASE)
        begins = {cue: openings(re.compile(cue, re.IGNORECASE)) for cue in (*words.future, *words.past)}
        self._first = tuple({_WORD.findall(one)[0] for some in begins.values() for one in some if one})
        wide = "|".join(cue.split(" ")[0] for cue, some in begins.items() if "" in some)
        self._wide = re.compile(wide or r"(?!)", re.IGNORECASE)
        self._opens = functools.lru_cache(maxsize=_REMEMBERED)(self._may_open)

    def _may_open(self, word: str) -> bool:
        """Say whether a word may be the first of a cue."""
        return fold(word).startswith(self._first) or self._wide.match(word) is not None

    def within(self, text: str, begin: int, end: int) -> Iterator[Direction]:
        """Yield which way each cue in ``text[begin:end]`` points, in text order."""
        behind = begin
        for word in _WORD.finditer(text, begin, end):
            if word.start() < behind or not self._opens(word[0]):
                continue
            cue = self._cue.match(text, word.start(), end)
            if cue is not None:
                behind = cue.end()
                yield "future" if cue["future"] else "past"


@functools.lru_cache(maxsize=1)
def _cues() -> _Cues:
    return _Cues(grammar.load().tense)


def direction(text: str, start: int, end: int) -> Direction:
    """Say whether the words around ``text[start:end]`` look back, forward, or leave it open."""
    cues = _cues()
    begin, stop = bounds(text, start, end)
    before = list(cues.within(text, begin, start))
    cue = before[-1] if before else next(cues.within(text, end, stop), None)
    if cue is not None:
        return cue
    return "future" if cues.limit.search(text, begin, start) else "open"
