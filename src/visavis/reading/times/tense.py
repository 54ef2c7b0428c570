"""Which way a time without a year points: cheap cues of its sentence, no parser.

"will meet on Friday" looks forward, "met on Friday" back. The verb that governs a time mostly stands before
it, so the nearest cue before the expression decides; only where there is none, the nearest one after it.
"""

from __future__ import annotations

import functools
import re

from visavis.reading.times import grammar
from visavis.reading.times.grammar import Direction

_EDGE = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n")
_REACH = 300
# short forms whose full stop ends no sentence, just before the gap
_SHORT = re.compile(
    r"(?:\b(?:[A-Z]|[ap]\.m|Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|St|No|vs|Inc|Corp|Co|Ltd|Jr|Sr|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun))\.$"
)


def bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Return roughly where the sentence around ``text[start:end]`` begins and ends."""
    low = max(0, start - _REACH)
    begin = low
    for match in _EDGE.finditer(text, low, start):
        if not _SHORT.search(text, max(low, match.start() - 6), match.start() + 1):
            begin = match.end()
    high = min(len(text), end + _REACH)
    for match in _EDGE.finditer(text, end, high):
        if not _SHORT.search(text, max(0, match.start() - 6), match.start() + 1):
            return begin, match.start() + 1
    return begin, high


@functools.lru_cache(maxsize=1)
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the compiled cues, and the words that set a limit."""
    words = grammar.load().tense
    future, past, limit = ("|".join(group) for group in (words.future, words.past, words.limit))
    cue = re.compile(rf"(?<!\w)(?:(?P<future>{future})|(?P<past>{past}))(?!\w)", re.IGNORECASE)
    return cue, re.compile(rf"\b(?:{limit})\s+$", re.IGNORECASE)


def direction(text: str, start: int, end: int) -> Direction:
    """Say whether the words around ``text[start:end]`` look back, forward, or leave it open."""
    cues, limit = _cues()
    begin, stop = bounds(text, start, end)
    before = list(cues.finditer(text, begin, start))
    cue = before[-1] if before else next(cues.finditer(text, end, stop), None)
    if cue is None:
        return "future" if limit.search(text, begin, start) else "open"
    return "future" if cue.group("future") else "past"
