"""Intervals of whole days: the arithmetic behind every resolved time."""

from __future__ import annotations

import calendar
import functools
from datetime import date, timedelta

import msgspec

from visavis.records import Precision

FIRST_YEAR, LAST_YEAR = 1000, 2999
_REMEMBERED = 5_000  # months, and days around a day
_SEASON_START = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


class Days(msgspec.Struct, frozen=True):
    """An interval of days, both ends included."""

    start: date
    end: date
    precision: Precision

    def moved(self, years: int) -> Days:
        """Return the same calendar interval some years later (or, negative, earlier)."""
        return Days(_with_year(self.start, years), _with_year(self.end, years), self.precision)


def _with_year(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February in a common year
        return day.replace(year=day.year + years, day=28)


def day(year: int, month: int, number: int) -> Days | None:
    """Return one day, None where the calendar has no such day."""
    try:
        only = date(year, month, number)
    except ValueError:
        return None
    return Days(only, only, "day")


def one_day(only: date) -> Days:
    """Return a day as an interval."""
    return Days(only, only, "day")


def weekday_of_month(year: int, number: int, weekday: int, nth: int | None) -> Days | None:
    """Return the nth day of a month that falls on a weekday (Monday 0), the last where ``nth`` is None."""
    whole = month(year, number)
    if whole is None:
        return None
    first = whole.start + timedelta((weekday - whole.start.weekday()) % 7)
    days = [first + timedelta(7 * i) for i in range(5) if first + timedelta(7 * i) <= whole.end]
    if nth is not None and not 0 < nth <= len(days):
        return None
    return one_day(days[-1 if nth is None else nth - 1])


def week(of: date) -> Days:
    """Return the week, Monday to Sunday, that a day lies in."""
    monday = of - timedelta(of.weekday())
    return Days(monday, monday + timedelta(6), "week")


def weekend(of: date) -> Days:
    """Return the Saturday and Sunday of the week that a day lies in."""
    saturday = of - timedelta(of.weekday()) + timedelta(5)
    return Days(saturday, saturday + timedelta(1), "day")


@functools.lru_cache(maxsize=_REMEMBERED)
def month(year: int, number: int) -> Days | None:
    """Return a whole month; ``number`` may run over into other years (0 is the December before)."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return Days(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]), "month")


@functools.lru_cache(maxsize=_REMEMBERED)
def months(year: int, first: int, count: int, precision: Precision) -> Days | None:
    """Return ``count`` whole months from month ``first`` on."""
    start, end = month(year, first), month(year, first + count - 1)
    return Days(start.start, end.end, precision) if start and end else None


def quarter(year: int, number: int) -> Days | None:
    """Return a quarter; ``number`` may run over into other years (0 is the fourth of the year before)."""
    return months(year, 3 * number - 2, 3, "quarter")


def half(year: int, number: int) -> Days | None:
    """Return the first (1) or second (2) half of a year."""
    return months(year, 6 * number - 5, 6, "half")


def season(year: int, name: str) -> Days | None:
    """Return a season (northern, whole months); winter runs from its year's December into the next."""
    return months(year, _SEASON_START[name], 3, "season")


def year(number: int) -> Days | None:
    """Return a whole year."""
    return months(number, 1, 12, "year")


def years(first: int, last: int, precision: Precision) -> Days | None:
    """Return whole years from the first to the last."""
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        return None
    return Days(date(first, 1, 1), date(last, 12, 31), precision)


@functools.lru_cache(maxsize=_REMEMBERED)
def around(of: date, unit: str, offset: int = 0) -> Days | None:
    """Return the unit (day, week, month, ...) that lies ``offset`` units from the one holding a day."""
    try:
        if unit == "day":
            return one_day(of + timedelta(offset))
        if unit == "week":
            return week(of + timedelta(7 * offset))
        if unit == "weekend":
            return weekend(of + timedelta(7 * offset))
    except OverflowError:
        return None
    if unit == "month":
        return month(of.year, of.month + offset)
    if unit == "quarter":
        return quarter(of.year, (of.month + 2) // 3 + offset)
    if unit == "year":
        return year(of.year + offset)
    if unit in ("decade", "century"):
        size = 10 if unit == "decade" else 100
        first = (of.year // size + offset) * size
        return years(first, first + size - 1, "decade" if unit == "decade" else "century")
    return None
