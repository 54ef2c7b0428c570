"""Meanings of expressions that name a part of a year or of a month, or the like part of another year."""

from __future__ import annotations

import re
from datetime import timedelta

from visavis.reading.times import calendar
from visavis.reading.times.calendar import Days
from visavis.reading.times.calendar_meanings import stated, without_year
from visavis.reading.times.grammar import Found
from visavis.reading.times.scene import NO_DATE, STATED, Meaning, Scene
from visavis.reading.times.tense import bounds

_REPORTED_WITHIN = 60  # days within which a quarter's figures come out
_ALIKE = {
    "day": ("day",),
    "week": ("week",),
    "month": ("month",),
    "quarter": ("quarter",),
    "half": ("half",),
    "period": ("quarter", "half", "month"),
}
_LATE_IN_YEAR = 7  # the month from which "the new year" is the coming one
_BUSINESS = re.compile(
    r"\b(?:profits?|earnings|earned|sales|revenues?|loss(?:es)?|income|econom\w+|growth|gdp|grew|exports?"
    r"|imports?|trade|shares?|output|production|orders|percent|per cent|prices?|demand|results|deficit"
    r"|surplus|inflation|investment|budget|dividend|spending|deliver\w+|shipments)\b|%",
    re.IGNORECASE,
)


def _year_of(found: Found, scene: Scene) -> tuple[int, str] | None:
    """Return the year that a quarter or half belongs to where its words say so, and the basis."""
    if (year := found.number("year")) is not None:
        return year, STATED
    if "near" in found.values and scene.published is not None:
        return scene.published.year + (found.number("near") or 0), f"{found.text} <- {scene.publication}"
    if found.text.lower().endswith("year") and (anchor := scene.anchor(found, "year")) is not None:
        return anchor[0].start.year, f"year of {anchor[1]}"
    return None


def quarter(found: Found, scene: Scene) -> Meaning:
    """A quarter; without a year the last one that was over, or the next where the sentence looks forward."""
    number = found.number("ordinal", "q") or 1
    if (year := _year_of(found, scene)) is not None:
        return Meaning(calendar.quarter(year[0], number), year[1], states_year=year[1] == STATED)
    if scene.published is None:
        return without_year(found, scene, lambda of: calendar.quarter(of, number))
    here = scene.published
    options = [days for offset in (-1, 0, 1) if (days := calendar.quarter(here.year + offset, number))]
    if scene.tense(found) == "future":
        fitting = [days for days in options if days.end >= here][:1]
        just_over = [days for days in options if 0 < (here - days.end).days <= _REPORTED_WITHIN]
        if just_over and fitting and (fitting[0].start - here).days > 3 * _REPORTED_WITHIN:
            fitting = just_over  # "expects to report a loss for the second quarter" in July
    else:
        fitting = [days for days in options if days.end < here][-1:]  # none at the calendar's own beginning
    return Meaning(fitting[0] if fitting else None, f"{found.text} <- {scene.publication}")


def half(found: Found, scene: Scene) -> Meaning | None:
    """A half of a year; without a year only where the sentence speaks of business, not of a match."""
    number = found.number("ordinal", "h") or 1
    number = 2 if number > 1 else 1
    if (year := _year_of(found, scene)) is None:
        if found.text.lower().endswith(" half") and not _in_business(found, scene):
            return None
        if scene.published is None:
            return NO_DATE
        over = [calendar.half(scene.published.year + offset, number) for offset in (-1, 0)]
        last = [days for days in over if days is not None and days.end < scene.published]
        return Meaning(last[-1] if last else None, f"{found.text} <- {scene.publication}")
    return Meaning(calendar.half(year[0], number), year[1], states_year=year[1] == STATED)


def _in_business(found: Found, scene: Scene) -> bool:
    """Return whether the sentence of an expression speaks of business or the economy."""
    begin, end = bounds(scene.text, found.start, found.end)
    return _BUSINESS.search(scene.text, begin, end) is not None


def new_year(found: Found, scene: Scene) -> Meaning:
    """The new year: in the second half of a year the next one, else the current one."""
    if scene.published is None:
        return NO_DATE
    here = scene.published
    days = calendar.year(here.year + (here.month >= _LATE_IN_YEAR))
    return Meaning(days, f"{found.text} <- {scene.publication}")


def day_of_this_month(found: Found, scene: Scene) -> Meaning:
    """A day without its month: "on the 19th", the nearest that fits the sentence's tense."""
    if scene.published is None:
        return NO_DATE
    here, number = scene.published, int(re.sub(r"\D", "", found.slots["nth"]))
    if (near := found.number("near")) is not None:
        steps = [near]
    else:
        steps = [0, 1, 2] if scene.tense(found) == "future" else [0, -1, -2]
    for step in steps:
        of = calendar.month(here.year, here.month + step)
        days = calendar.day(of.start.year, of.start.month, number) if of is not None else None
        fits = days is not None and (days.start >= here if steps[-1] > 0 else days.start <= here)
        if days is not None and (fits or near is not None):
            return Meaning(days, f"{found.text} <- {scene.publication}")
    return Meaning(None, "no such day in the calendar")


def span_of_year(found: Found, scene: Scene) -> Meaning:
    """A quarter of the year before it ("the 1988 fourth quarter"), or the text's ("the 1988 quarter")."""
    year = found.number("year") or 0
    if (number := found.number("ordinal")) is not None:
        return Meaning(calendar.quarter(year, number), STATED, states_year=True)
    return _moved_to(found, scene, "quarter", year)


def year_ago_span(found: Found, scene: Scene) -> Meaning:
    """The same quarter, month or week of another year: "the year-ago quarter", "the same month of 1987"."""
    unit = found.word("anaphor") or "quarter"
    return _moved_to(found, scene, unit, found.number("year"))


def _moved_to(found: Found, scene: Scene, unit: str, year: int | None) -> Meaning:
    """Return the text's last span of a kind in another year, the one before where none is given.

    Where the text names no quarter it is the last one that was over when the report came out.
    """
    days, basis = scene.last_of(found, _ALIKE.get(unit, _ALIKE["period"])), ""
    if days is not None:
        basis = f"the text's {days.start.isoformat()}"
    elif scene.published is not None and unit in ("quarter", "period"):
        days, basis = calendar.around(scene.published, "quarter", -1), scene.publication
    if days is None:
        return Meaning(None, "no span in the text to count from")
    steps = -1 if year is None else year - days.start.year
    return Meaning(days.moved(steps), f"{found.text} <- {basis}")


def piece_of_span(found: Found, scene: Scene) -> Meaning:
    """The first or last day or week of a month or year; "the final weeks of 1992" is taken as the whole."""
    month, year = found.number("month"), found.number("year", "year2")
    if month is not None and year is None:
        return without_year(found, scene, lambda of: _piece(found, calendar.month(of, month)))
    if year is not None:
        return stated(found, _piece(found, calendar.month(year, month) if month else calendar.year(year)))
    unit = "year" if found.text.lower().endswith("year") else "month"
    if (near := found.number("near")) is not None:
        if scene.published is None:
            return NO_DATE
        days = calendar.around(scene.published, unit, near)
        return Meaning(_piece(found, days), f"{found.text} <- {scene.publication}")
    anchor = scene.anchor(found, unit)
    if anchor is None:
        return Meaning(None, "no date in the text to count from")
    return Meaning(_piece(found, calendar.around(anchor[0].start, unit)), f"{found.text} <- {anchor[1]}")


def _piece(found: Found, whole: Days | None) -> Days | None:
    """Return the day or the seven days of a span that a rule's slots number."""
    piece, number = found.word("piece") or "day", found.number("nthword") or 1
    if whole is None or piece in ("days", "weeks"):
        return whole
    length = 1 if piece == "day" else 7
    first = whole.end - timedelta(length - 1)
    if "end" not in found.slots:
        first = whole.start + timedelta(length * (number - 1))
    last = first + timedelta(length - 1)
    if not whole.start <= first <= whole.end:
        return None
    if piece == "weekend":
        return calendar.weekend(first)
    return Days(first, min(last, whole.end), "day" if piece == "day" else "week")


def run_of_span(found: Found, scene: Scene) -> Meaning:
    """The first nine months, the last two weeks of a year or a month."""
    year, month = found.number("year", "year2"), found.number("month")
    if month is not None and year is None:
        return without_year(found, scene, lambda of: _run(found, calendar.month(of, month)))
    if year is not None:
        return stated(found, _run(found, calendar.month(year, month) if month else calendar.year(year)))
    if scene.published is None:
        return NO_DATE
    days = _run(found, calendar.year(scene.published.year + (found.number("near") or 0)))
    return Meaning(days, f"{found.text} <- {scene.publication}")


def _run(found: Found, whole: Days | None) -> Days | None:
    """Return so many months, quarters, weeks or days at the beginning or the end of a span."""
    if whole is None:
        return None
    count, piece = found.number("figure", "number") or 1, found.word("piece") or "months"
    last = found.word("which") in ("last", "final")
    if piece in ("months", "quarters"):
        size = count * (3 if piece == "quarters" else 1)
        if not 0 < size <= 12 or whole.precision != "year":
            return None
        return calendar.months(whole.start.year, 13 - size if last else 1, size, "month")
    length = timedelta(count * (7 if piece == "weeks" else 1) - 1)
    first, end = (whole.end - length, whole.end) if last else (whole.start, whole.start + length)
    return Days(first, end, "day") if whole.start <= first <= end <= whole.end else None
