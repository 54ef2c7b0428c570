"""Dates as a source or a user states them: ISO 8601 of any precision, checked and put in one form."""

from __future__ import annotations

import re
from datetime import date, datetime

_ISO = re.compile(
    r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})"
    r"(?:[T ](\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?)?)?",
    re.I,
)
_FIRST_YEAR, _LAST_YEAR = 1400, 2999  # print and later; placeholders such as 0001 and 9999 are no dates
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")


def iso_date(text: str) -> str | None:
    """Return a stated date in one form, or None when it is no ISO 8601 date.

    Args:
        text: ``2021``, ``2021-12``, ``2021-12-16``, ``20211216`` or a date with a time of day, with or
            without an offset (``2021-12-16T16:47+09:00``).

    Returns:
        The same precision, zero-padded; the offset as ``Z`` or ``+hh:mm``; seconds and fractions dropped.
    """
    text = text.strip()
    compact = _COMPACT.fullmatch(text)
    if compact:
        text = "-".join(compact.groups())
    match = _ISO.fullmatch(text)
    if not match:
        return None
    year, month, day, clock, offset = match.groups()
    if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        return None
    try:
        date(int(year), int(month or 1), int(day or 1))
        if not month:
            return year
        if not day:
            return f"{year}-{int(month):02}"
        whole = f"{year}-{int(month):02}-{int(day):02}"
        if not clock:
            return whole
        hours, minutes = clock.split(":")[:2]
        stamp = f"{whole}T{int(hours):02}:{minutes}"
        datetime.fromisoformat(stamp + _offset(offset))
        return stamp + _offset(offset)
    except ValueError:
        return None


def _offset(text: str | None) -> str:
    if not text:
        return ""
    if text.upper() in {"Z", "UTC", "GMT"}:
        return "Z"
    digits = text[1:].replace(":", "").ljust(4, "0")
    return "Z" if digits == "0000" else f"{text[0]}{digits[:2]}:{digits[2:]}"
