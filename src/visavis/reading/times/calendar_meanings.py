"""Meanings of expressions that name a place in the calendar: days, months, quarters, years."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec

from visavis.reading.times import calendar
from visavis.reading.times.calendar import Days
from visavis.reading.times.feasts import days_of
from visavis.reading.times.grammar import Found
from visavis.reading.times.scene import NO_DATE, STATED, Meaning, Scene

# A date against the sentence's tense is taken only when the other is this many times as far away.
_AGAINST_FUTURE = 8  # times as far a day lies that is behind, in a sentence that looks forward
_AGAINST_PAST = 40  # ... and one that is ahead, in one that looks back: "seized in January" was last January


def stated(found: Found, days: Days | None) -> Meaning:
    """Return what the text states outright."""
    if days is None:
        return Meaning(None, "no such day in the calendar")
    part = found.value("part")
    return Meaning(days, f"{STATED} ({part})" if part else STATED, states_year=True)


def calendar_date(found: Found, scene: Scene) -> Meaning:
    """Day, month and year, or two days and a year: "16 December 2021", "Nov. 28 to Dec. 2, 2022"."""
    year = found.number("year")
    month = found.number("month", "mm")
    if year is None or month is None:
        return Meaning(None, "incomplete date")
    if (only := found.number("dd")) is not None:
        day = stated(found, calendar.day(year, month, only))
        timed = day.days is not None and "hour" in found.slots
        return msgspec.structs.replace(day, clock=clock_of(found)) if timed else day
    return stated(found, _span_of_days(found, year, month))


def clock_of(found: Found, zone: str = "") -> str:
    """Return the time of day in a rule's slots as ISO 8601 writes it, with its offset from UTC."""
    hour, minute = found.number("hour", "hour2", "number") or 0, found.number("minute") or 0
    if (word := found.word("twelve")) is not None:
        hour = 0 if word == "midnight" else 12
    if (whole := found.word("hhmm")) is not None:
        hour, minute = int(whole[:2]), int(whole[2:])
    half = found.number("ampm", "ampm2")
    if (part := found.word("daypart", "daypart2", "daypart3", "daypart4")) is not None:
        half = 0 if part == "morning" or hour > 11 else 12
    if half is not None:
        hour = hour % 12 + half
    east = found.number("zone", "zone2")
    zone = found.slots.get("offset") or (offset(east) if east is not None else zone)
    return f"T{hour % 24:02d}:{minute:02d}:00{zone}"


def offset(minutes: int) -> str:
    """Return an offset from UTC, given in minutes east, as ISO 8601 writes it."""
    if minutes == 0:
        return "Z"
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _span_of_days(found: Found, year: int, month: int) -> Days | None:
    """Return the day, or the days from first to last, that a rule's slots name in a year."""
    numbers = [n for n in (found.number("day", "nthword"), found.number("day2")) if n is not None]
    first = calendar.day(year, month, numbers[0])
    if len(numbers) == 1 or first is None:
        return first
    end_month = found.number("month2") or month
    last = calendar.day(year + (end_month < month), end_month, numbers[1])
    if last is None or last.start < first.start:
        return first
    return Days(first.start, last.end, "day")


def slashed_date(found: Found, scene: Scene) -> Meaning | None:
    """Figures with strokes, resolved where they are told apart or one reading is the news's day."""
    first, second = found.number("md", "md3"), found.number("md2", "md4")
    year, short = found.number("fullyear"), found.number("yy", "yy2")
    if year is None and short is not None:
        year = short + (1900 if short >= 30 else 2000)
    if first is None or second is None or year is None:
        return Meaning(None, "incomplete date")
    readings = [calendar.day(year, month, number) for month, number in ((first, second), (second, first))]
    days = [one for one in readings if one is not None]
    if short is not None and not days:
        return None  # a score or a vote
    today = [one for one in days if one.start == scene.published]
    if len({one.start for one in days}) > 1 and not today:
        return Meaning(None, "day and month could be either way round")
    meaning = stated(found, next(iter(today or days), None))
    return msgspec.structs.replace(meaning, clock=clock_of(found)) if "hhmm" in found.slots else meaning


def month_of_year(found: Found, scene: Scene) -> Meaning:
    """A month and its year, or the months from first to last."""
    year, first = found.number("year"), found.number("month")
    if year is None or first is None:
        return Meaning(None, "incomplete date")
    last = found.number("month2") or first
    if last < first:
        last += 12
    return stated(found, calendar.months(year, first, last - first + 1, "month"))


def day_of_month(found: Found, scene: Scene) -> Meaning:
    """A day without its year: "December 15", "Dec. 9-10"."""
    month = found.number("month")
    if month is None:
        return Meaning(None, "incomplete date")
    if (year := found.number("year")) is not None:
        return stated(found, _span_of_days(found, year, month))
    return without_year(found, scene, lambda of: _span_of_days(found, of, month))


def month_alone(found: Found, scene: Scene) -> Meaning:
    """A month without its year: "since November", "last June", "late December"."""
    month = found.number("monthname", "monthname2")
    if month is None:
        return Meaning(None, "incomplete date")
    near = found.number("near")
    if near is None:
        return without_year(found, scene, lambda of: calendar.month(of, month))
    if scene.published is None:
        return NO_DATE
    here = scene.published
    year = here.year
    if near < 0:
        year -= month >= here.month
    elif near > 0:
        year += month <= here.month
    return Meaning(calendar.month(year, month), f"{found.text} <- {scene.publication}")


def without_year(found: Found, scene: Scene, build: Callable[[int], Days | None]) -> Meaning:
    """Choose the year of a date that the text gives without one.

    A whole date in the same sentence decides, then the publication date with the sentence's tense; without
    one, the nearest year that the text states.
    """
    told = scene.date_of_sentence(found)
    if told is not None and (days := build(told.year)) is not None:
        if days.end < told and (after := build(told.year + 1)) is not None and (days.end - told).days < -180:
            days = after
        return Meaning(days, f"year from the text's nearest date {told.isoformat()}")
    if scene.published is None:
        year = scene.nearest_year(found.start)
        if year is None:
            return NO_DATE
        days = build(year)
        return Meaning(
            days, f"year from the text's nearest date {year}" if days else "no such day in the calendar"
        )
    here = scene.published
    options = [days for offset in (-1, 0, 1) if (days := build(here.year + offset)) is not None]
    if not options:
        return Meaning(None, "no such day in the calendar")
    tense = scene.tense(found)
    best = min(options, key=lambda days: (_cost(days, here, tense), days.start))
    return Meaning(best, f"{found.text} <- {scene.publication}")


def _cost(days: Days, here: date, tense: str) -> float:
    """Return how far a candidate lies from the publication date, more so against the tense."""
    if days.start <= here <= days.end:
        return 0.5 if days.precision == "day" or tense != "past" else 5
    if days.start > here:
        return (days.start - here).days * (
            1 if tense == "future" else _AGAINST_PAST if tense == "past" else 2
        )
    return (here - days.end).days * (_AGAINST_FUTURE if tense == "future" else 1)


def short_year(found: Found, scene: Scene) -> Meaning:
    """A year of two figures behind an apostrophe, alone or with a month or a day: "Sept. '96"."""
    short = int(found.slots["short"])
    return _in_year(found, short + (1900 if short >= 30 else 2000), "century taken as the usual one")


def month_of_near_year(found: Found, scene: Scene) -> Meaning:
    """A month or a day of last, this or next year."""
    if scene.published is None:
        return NO_DATE
    of = scene.published.year + (found.number("near") or 0)
    return _in_year(found, of, f"{found.text} <- {scene.publication}")


def months_of_near_year(found: Found, scene: Scene) -> Meaning:
    """The months from first to last of last, this or next year."""
    first, last = found.number("month"), found.number("month2")
    if scene.published is None or first is None or last is None:
        return NO_DATE
    of = scene.published.year + (found.number("near") or 0)
    days = calendar.months(of, first, last - first + 1, "month") if first <= last else None
    return Meaning(days, f"{found.text} <- {scene.publication}" if days else "no such months in one year")


def day_of_near_month(found: Found, scene: Scene) -> Meaning:
    """A day of last, this or next month: "the first of next month"."""
    if scene.published is None:
        return NO_DATE
    here = scene.published
    of = calendar.month(here.year, here.month + (found.number("near") or 0))
    number = found.number("nthword") or 1
    days = calendar.day(of.start.year, of.start.month, number) if of is not None else None
    return Meaning(days, f"{found.text} <- {scene.publication}" if days else "no such day in the calendar")


def weekday_of_month(found: Found, scene: Scene) -> Meaning:
    """The first, second or last weekday of that name in a month: "the last Sunday of May"."""
    month, weekday = found.number("month") or 1, found.number("weekday") or 0
    nth = None if found.slots.get("end") else found.number("nthword")
    if (of := found.number("year")) is not None:
        return stated(found, calendar.weekday_of_month(of, month, weekday, nth))
    return without_year(found, scene, lambda of: calendar.weekday_of_month(of, month, weekday, nth))


def _in_year(found: Found, of: int, basis: str) -> Meaning:
    """Return the day, month or year that a rule's slots name in a year."""
    number, nth = found.number("month"), found.slots.get("nth")
    if number is None:
        days = calendar.year(of)
    else:
        days = calendar.day(of, number, int(nth)) if nth else calendar.month(of, number)
    return Meaning(days, basis if days else "no such day in the calendar")


def near_day(found: Found, scene: Scene) -> Meaning:
    """The last or next day of that date: "last Oct. 12"."""
    if scene.published is None:
        return NO_DATE
    here, number, nth = scene.published, found.number("month") or 1, int(found.slots["nth"])
    options = [days for offset in (-1, 0, 1) if (days := calendar.day(here.year + offset, number, nth))]
    near = found.number("near") or 0
    past = [days for days in options if days.end < here][-1:]
    coming = [days for days in options if days.start > here][:1]
    same = [days for days in options if days.start.year == here.year]
    fitting = past if near < 0 else coming if near > 0 else same
    return Meaning(fitting[0] if fitting else None, f"{found.text} <- {scene.publication}")


def season(found: Found, scene: Scene) -> Meaning | None:
    """A season of a year, or the last, this or the next one."""
    name = str(found.value("season", "season2", "season3", "season4"))
    if (year := found.number("year")) is not None:
        return stated(found, calendar.season(year, name))
    if scene.published is None:
        return NO_DATE
    here = scene.published
    near = found.number("near")
    if near is None:
        return without_year(found, scene, lambda of: calendar.season(of, name))
    options = [days for of in range(here.year - 2, here.year + 3) if (days := calendar.season(of, name))]
    if near < 0:
        fitting = [days for days in options if days.end < here][-1:]
    elif near > 0:
        fitting = [days for days in options if days.start > here][:1]
    else:
        fitting = [days for days in options if days.start.year == here.year]
    return Meaning(fitting[0] if fitting else None, f"{found.text} <- {scene.publication}")


def year(found: Found, scene: Scene) -> Meaning:
    """A year, as stated."""
    number = found.number("year")
    return stated(found, calendar.year(number) if number is not None else None)


def years(found: Found, scene: Scene) -> Meaning | None:
    """Years from first to last: "2014-2019", "2020/21"; one year where only one is named."""
    first = found.number("year")
    if first is None:
        return None
    last = found.number("year2")
    if last is None:
        short = found.number("yy")
        last = first if short is None else first - first % 100 + short
    if not 0 <= last - first <= 150:
        return None
    return stated(found, calendar.years(first, last, "year"))


def academic_year(found: Found, scene: Scene) -> Meaning:
    """September of the first year to August of the second."""
    first = found.number("year", "year3")
    return stated(found, calendar.months(first, 9, 12, "year") if first is not None else None)


def decade(found: Found, scene: Scene) -> Meaning:
    """A decade; without its century, the last one of that name that has begun."""
    if (tens := found.number("tens")) is not None:
        return stated(found, calendar.years(tens, tens + 9, "decade"))
    short = found.number("tens2", "tens3", "decade", "decade2") or 0
    if scene.published is None:
        century = 1900 if short >= 30 else 2000
        return Meaning(
            calendar.years(century + short, century + short + 9, "decade"), "century taken as the usual one"
        )
    century = scene.published.year - scene.published.year % 100
    first = century + short if century + short <= scene.published.year else century - 100 + short
    return Meaning(calendar.years(first, first + 9, "decade"), f"{found.text} <- {scene.publication}")


def century(found: Found, scene: Scene) -> Meaning:
    """A century, counted as people count: the 21st is 2000-2099."""
    number = found.number("cth", "nthword") or 1
    if not 10 < number < 30:
        return Meaning(None, "a century outside the calendar's reach")
    return stated(found, calendar.years((number - 1) * 100, (number - 1) * 100 + 99, "century"))


def feast(found: Found, scene: Scene) -> Meaning:
    """A feast with a fixed day."""
    code = found.number("feast") or 101
    month, number = divmod(code, 100)
    if (of := found.number("year", "year2")) is not None:
        return stated(found, calendar.day(of, month, number))
    return without_year(found, scene, lambda of: calendar.day(of, month, number))


def movable_feast(found: Found, scene: Scene) -> Meaning:
    """A feast whose day moves: in the year named, else the nearest that fits the sentence's tense."""
    rule = str(found.value("movable"))
    if rule == "unknown":
        return Meaning(None, "a feast that no calendar at hand places")
    of = found.number("year")
    if of is None and "of" in found.slots and scene.published is not None:
        of = scene.published.year + (found.number("near2") or 0)
    if of is not None:
        held = days_of(rule, of)
        return stated(found, held[0]) if held else Meaning(None, "outside the calendar's tables")
    if scene.published is None:
        return NO_DATE
    here, near = scene.published, found.number("near")
    options = [days for year in range(here.year - 1, here.year + 2) for days in days_of(rule, year)]
    if near is not None and near != 0:
        options = [d for d in options if (d.end < here if near < 0 else d.start > here)]
    if not options:
        return Meaning(None, "outside the calendar's tables")
    tense = scene.tense(found)
    best = min(options, key=lambda days: (_cost(days, here, tense), days.start))
    return Meaning(best, f"{found.text} <- {scene.publication}")


def named_day(found: Found, scene: Scene) -> Meaning:
    """A day known by its date: "9/11"."""
    code = found.number("named") or 0
    return Meaning(calendar.day(code // 10000, code // 100 % 100, code % 100), "known by its date")
