"""Which way a time without a year points: cheap cues of its sentence, no parser.

"will meet on Friday" looks forward, "met on Friday" back. The verb that governs a time mostly stands before it,
so the nearest cue before the expression decides; only where there is none, the nearest one after it.
"""

from __future__ import annotations

import re
from typing import Literal

Direction = Literal["past", "future", "open"]

_FUTURE = (
    r"will|['’]ll|won['’]t|shall|would|going to|about to|due|scheduled|slated|set to|expect(?:s|ed)? to|expected"
    r"|planned|plans?|planning|intends?|aims?|hopes?|upcoming|forthcoming|ahead of|prepar(?:es?|ing)|ready to"
    r"|deadline|is to|are to|was to|were to|to be (?:held|signed|released|launched|published|completed)|poised"
    r"|promis(?:es|ed) to|agreed to (?:meet|hold|resume)|invited|tentatively|may|might|can|could"
)
_PAST = (
    r"was|were|had|has|have|did|said|told|met|held|took|began|went|came|made|gave|saw|spoke|left|became|sent"
    r"|put|led|rose|fell|won|lost|hit|struck|shot|flew|ran|broke|kept|brought|thought|found|got|grew|knew"
    r"|paid|read|felt|stood|understood|wrote|chose|drew|drove|spent|bought|sold|fought|built|sought|set|cut"
    r"|since|died|born|closed|ended|earlier|posted|after|\w{2,}ed"
)
_CUE = re.compile(rf"(?<![\w])(?:(?P<future>{_FUTURE})|(?P<past>{_PAST}))(?!\w)", re.IGNORECASE)
_LIMIT = re.compile(r"\b(?:by|until|till)\s+$", re.IGNORECASE)  # a term set, where no verb says more
_EDGE = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n")
_REACH = 300
# short forms whose full stop ends no sentence, just before the gap
_SHORT = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|St|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
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


def direction(text: str, start: int, end: int) -> Direction:
    """Say whether the words around ``text[start:end]`` look back, forward, or leave it open."""
    begin, stop = bounds(text, start, end)
    before = list(_CUE.finditer(text, begin, start))
    cue = before[-1] if before else next(_CUE.finditer(text, end, stop), None)
    if cue is None:
        return "future" if _LIMIT.search(text, begin, start) else "open"
    return "future" if cue.group("future") else "past"
