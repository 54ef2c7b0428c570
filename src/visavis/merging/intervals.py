"""Intervals of days: how dates of several reports are compared and narrowed."""

from __future__ import annotations

import functools
from datetime import date, timedelta
from typing import NamedTuple

from visavis.records import DateSpan, Interval, Precision

# The finer a precision, the smaller its rank.
RANK: dict[Precision, int] = {
    "minute": 0,
    "hour": 1,
    "day": 2,
    "week": 3,
    "month": 4,
    "quarter": 5,
    "season": 6,
    "year": 7,
    "decade": 8,
    "century": 9,
    "unknown": 10,
}


class Days(NamedTuple):
    """A closed interval of days, as ordinals of the proleptic Gregorian calendar."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """How many days it holds."""
        return self.end - self.start + 1

    @property
    def first(self) -> date:
        """Its first day."""
        return date.fromordinal(self.start)


def days(span: DateSpan | Interval | None) -> Days | None:
    """Return the days of a date, or None when it is unknown or not a date of the calendar."""
    return None if span is None or span.start is None else _between(span.start, span.end or span.start)


@functools.lru_cache(maxsize=20_000)
def _between(first: str, last: str) -> Days | None:
    try:
        start, end = date.fromisoformat(first[:10]).toordinal(), date.fromisoformat(last[:10]).toordinal()
    except ValueError:
        return None
    return Days(start, max(start, end))


def gap(a: Days, b: Days) -> int:
    """Return how many days lie between two intervals; 0 when they touch or overlap."""
    if a.start > b.end:
        return a.start - b.end
    return b.start - a.end if b.start > a.end else 0


def meet(a: Days, b: Days) -> Days | None:
    """Return what two intervals share, or None."""
    start, end = max(a.start, b.start), min(a.end, b.end)
    return Days(start, end) if start <= end else None


def iso(ordinal: int) -> str:
    """Return an ordinal as an ISO 8601 date."""
    return date.fromordinal(ordinal).isoformat()


def shift(span: Days, back: int, ahead: int) -> Days:
    """Return an interval widened by so many days on either side."""
    return Days(span.start - back, span.end + ahead)


def week_of(ordinal: int) -> Days:
    """Return the calendar week (Monday to Sunday) of a day."""
    day = date.fromordinal(ordinal)
    monday = day - timedelta(days=day.weekday())
    return Days(monday.toordinal(), monday.toordinal() + 6)
