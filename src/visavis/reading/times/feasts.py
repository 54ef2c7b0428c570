"""Feasts whose day moves from year to year, by the rule that the data file gives for each.

Rules, as ``words.movable`` in times.toml writes them:

    easter N           N days from Easter Sunday of the western churches (dateutil; Gauss, Oudin)
    orthodox N         N days from Easter Sunday of the eastern churches
    nth N W M          the Nth weekday W (0 Monday ... 6 Sunday; -1 the last) of month M
    hijri M [D]        month M, or its day D, of the Umm al-Qura calendar (hijridate, 1924 to 2077)
    unknown            no calendar at hand tells the day
"""

from __future__ import annotations

import calendar as months
from datetime import date, timedelta

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter
from hijridate import Gregorian, Hijri

from visavis.reading.times.calendar import Days, one_day


def days_of(rule: str, year: int) -> list[Days]:
    """Return the feast's days in a year of the common calendar: none, one, or (lunar years being short) two.

    Args:
        rule: the feast's rule, as above.
        year: the year.
    """
    name, *given = rule.split()
    numbers = [int(n) for n in given]
    if name in ("easter", "orthodox"):
        sunday = easter(year, EASTER_WESTERN if name == "easter" else EASTER_ORTHODOX)
        return [one_day(sunday + timedelta(numbers[0]))]
    if name == "nth":
        return [one_day(_nth(year, *numbers))]
    return _hijri(year, *numbers) if name == "hijri" else []


def _nth(year: int, which: int, weekday: int, month: int) -> date:
    """Return the nth (or last) weekday of a month."""
    if which < 0:
        last = date(year, month, months.monthrange(year, month)[1])
        return last - timedelta((last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (which - 1))


def _hijri(year: int, month: int, number: int = 0) -> list[Days]:
    """Return the months, or the days, of the Islamic calendar that begin in a year."""
    found = []
    try:
        first = Gregorian(year, 1, 1).to_hijri().year
        for of in range(first, first + 2):
            start = Hijri(of, month, number or 1)
            begin = start.to_gregorian()
            length = 1 if number else start.month_length()
            if begin.year == year:
                opened = date(begin.year, begin.month, begin.day)
                found.append(Days(opened, opened + timedelta(length - 1), "month" if not number else "day"))
    except (OverflowError, ValueError):  # beyond the tables
        return []
    return found
