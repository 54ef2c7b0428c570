"""What each ``meaning`` of the time grammar computes, under the name that the data file uses."""

from __future__ import annotations

from visavis.reading.times import calendar
from visavis.reading.times import calendar_meanings as placed
from visavis.reading.times import relative_meanings as counted
from visavis.reading.times.grammar import Found
from visavis.reading.times.scene import Meaning, Reader, Scene


def duration(found: Found, scene: Scene) -> Meaning:
    """A length of time."""
    return Meaning(None, "a length of time, not placed")


def repeated(found: Found, scene: Scene) -> Meaning:
    """A set of times: "every year", "weekly"."""
    return Meaning(None, "a set of times")


def present(found: Found, scene: Scene) -> Meaning:
    """The present at large: no interval, but the basis says of when."""
    return Meaning(None, f"the present at large, {scene.publication}")


def vague(found: Found, scene: Scene) -> Meaning:
    """A time that is not told more closely."""
    return Meaning(None, "not told more closely")


def clock(found: Found, scene: Scene) -> Meaning | None:
    """A time of day, on the day that its sentence names or else the day of publication."""
    hour, minute = _hour_and_minute(found)
    if hour > 24 or minute > 59:
        return None
    zone = _zone(found) or scene.zone or ""
    clock_text = f"T{hour % 24:02d}:{minute:02d}:00{zone}"
    anchor = scene.anchor(found, "day")
    if anchor is None:
        return Meaning(None, "a time of day, with no date to place it")
    near = [
        days for offset, days in scene.known if 0 <= found.start - offset < 120 and days.precision == "day"
    ]
    if near:
        day, basis = near[-1], f"time of day on {near[-1].start.isoformat()}"
    elif scene.published is not None:
        day, basis = calendar.one_day(scene.published), f"time of day, {scene.publication}"
    else:
        day, basis = anchor[0], f"time of day on {anchor[1]}"
    return Meaning(day, basis, clock=clock_text)


def _hour_and_minute(found: Found) -> tuple[int, int]:
    if (word := found.word("twelve")) is not None:
        return (0 if word == "midnight" else 12), 0
    if (whole := found.word("hhmm")) is not None:
        return int(whole[:2]), int(whole[2:])
    hour, minute = found.number("hour", "hour2") or 0, found.number("minute") or 0
    half = found.number("ampm", "ampm2")
    if half is not None:
        hour = hour % 12 + half
    return hour, minute


def _zone(found: Found) -> str | None:
    minutes = found.number("zone")
    if minutes is None:
        return None
    if minutes == 0:
        return "Z"
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


READERS: dict[str, Reader] = {
    "calendar_date": placed.calendar_date,
    "slashed_date": placed.slashed_date,
    "month_of_year": placed.month_of_year,
    "day_of_month": placed.day_of_month,
    "month_alone": placed.month_alone,
    "season": placed.season,
    "quarter": placed.quarter,
    "half": placed.half,
    "years": placed.years,
    "academic_year": placed.academic_year,
    "year": placed.year,
    "decade": placed.decade,
    "century": placed.century,
    "feast": placed.feast,
    "deictic": counted.deictic,
    "part_of_today": counted.part_of_today,
    "weekday": counted.weekday,
    "near_span": counted.near_span,
    "weekend": counted.weekend,
    "ago": counted.ago,
    "shifted": counted.shifted,
    "in_units": counted.in_units,
    "same_span": counted.same_span,
    "the_span": counted.same_span,
    "next_span": counted.next_span,
    "reach": counted.reach,
    "clock": clock,
    "present": present,
    "vague": vague,
    "duration": duration,
    "set": repeated,
}
