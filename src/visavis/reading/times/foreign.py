"""Dates written out in full in other languages: "15 décembre 2021", "15. Dezember 2021", "2021年12月15日".

Where a number, a word or two and a year stand together, dateparser is asked what they say in the article's
language; only what names day and month and year, or month and year, outright is taken.
"""

from __future__ import annotations

import calendar as months
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from visavis.records import Interval, Span, Time

_YEAR = r"(?:1[6-9]|20)\d\d"
_WORD = r"[^\W\d_]{3,14}\.?"
_OF = r"(?:\s+(?:de|del|do|d['’]|of|van|af|ta['’])\s*|\s*)"
_FULL = re.compile(
    rf"(?<!\w)\d{{1,2}}(?:\.|[^\W\d_]{{1,3}}|[º°ª])?\s*{_OF}{_WORD}\s*{_OF}{_YEAR}(?!\d)"
    rf"|(?<!\w){_WORD}\s+\d{{1,2}}(?:\.|-?[^\W\d_]{{1,2}})?,?\s+{_YEAR}(?!\d)"
    rf"|(?<!\d){_YEAR}\s?[年년]\s?\d{{1,2}}\s?[月월]\s?\d{{1,2}}\s?[日일]"
    r"|(?<!\d)\d{4}-\d\d-\d\d(?!\d)"
)
_MONTH = re.compile(
    rf"(?<![\w.]){_WORD}{_OF}{_YEAR}(?!\d)|(?<!\d){_YEAR}\s?[年년]\s?\d{{1,2}}\s?[月월](?!\s?\d)"
)
_FIXED = datetime(2000, 1, 1)  # what is not said is not read off the clock
_MOST = 400  # candidates in one article


def resolve(text: str, language: str, spans: Sequence[Span]) -> tuple[Time, ...]:
    """Find the full dates of a text in a language other than English.

    Args:
        text: the article's text.
        language: its ISO 639 code.
        spans: the stretches of text to read, in text order.

    Returns:
        Days and months that the text states outright; nothing where dateparser does not know the language.
    """
    found: list[Time] = []
    for pattern, parts in ((_FULL, ("day", "month", "year")), (_MONTH, ("month", "year"))):
        for span in spans:
            for match in pattern.finditer(text, span.start, span.end):
                if len(found) < _MOST and not any(
                    t.start < match.end() and match.start() < t.end for t in found
                ):
                    interval = _interval(match.group(), language, parts)
                    if interval is not None:
                        found.append(
                            Time(match.start(), match.end(), match.group(), "date", interval, "as stated")
                        )
    return tuple(sorted(found, key=lambda time: time.start))


def _interval(words: str, language: str, parts: tuple[str, ...]) -> Interval | None:
    """Return what dateparser reads in some words, if it reads all the parts in them."""
    import dateparser  # a third of a second, and only for articles in other languages

    settings: Any = {
        "REQUIRE_PARTS": list(parts),
        "PARSERS": ["absolute-time"],
        "RELATIVE_BASE": _FIXED,
        "DATE_ORDER": "DMY",
    }
    if words[:4].isdigit():
        settings["DATE_ORDER"] = "YMD"
    try:
        read = dateparser.parse(" ".join(words.split()), languages=[language], settings=settings)
    except ValueError:  # a language that it does not know
        return None
    if read is None:
        return None
    day = read.date()
    if parts[0] == "day":
        return Interval(day.isoformat(), day.isoformat(), "day")
    last = date(day.year, day.month, months.monthrange(day.year, day.month)[1])
    return Interval(day.replace(day=1).isoformat(), last.isoformat(), "month")
