"""Entries of a chronology: paragraphs that open with their date ("June 5, 2017: Egypt cuts its ties")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from visavis.reading.block import Block

_FEWEST = 2  # so many make a chronology; one alone may be anything
_WORDS = 4  # words of an entry besides its date, at least
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?: ?(?:-|to|and) ?\d{1,2})?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_DATE = (
    rf"(?:(?:early|mid|late)[ -])?(?:{_MONTH}(?: {_DAY})?,? {_YEAR}|{_MONTH} {_DAY}"
    rf"|{_DAY} {_MONTH}(?:,? {_YEAR})?|{_YEAR}-\d\d-\d\d|{_YEAR})"
)
_HEAD = re.compile(
    rf"(?:[-*] )?(?P<date>(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?{_DATE}(?: ?(?:-|to) ?{_DATE})?)"
    r"(?:\s?:|\s--?)\s+(?=[\"'(A-Z0-9])",
    re.IGNORECASE,
)


def heads(blocks: Sequence[Block]) -> dict[int, int]:
    """Return the length of the date that each entry of a chronology opens with, by block; none where is none.

    Args:
        blocks: the blocks of a text that may be the report's own.
    """
    found: dict[int, int] = {}
    for index, block in enumerate(blocks):
        opening = block.plain[:1]
        if (opening.isdigit() or opening.isupper() or opening in "-*") and block.words > _WORDS:
            head = _HEAD.match(block.plain)
            if head is not None and block.plain[head.end()].isupper():
                found[index] = head.end()
    return found if len(found) >= _FEWEST else {}
