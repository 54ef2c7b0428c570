"""What each ``meaning`` of the time grammar computes, under the name that the data file uses."""

from __future__ import annotations

from visavis.reading.times import calendar
from visavis.reading.times import calendar_meanings as placed
from visavis.reading.times import relative_meanings as counted
from visavis.reading.times import span_meanings as parted
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


def daypart_of_scene(found: Found, scene: Scene) -> Meaning:
    """Late afternoon: on the day that its sentence has named, else the day of publication."""
    near = [
        days for offset, days in scene.known if 0 <= found.start - offset < 120 and days.precision == "day"
    ]
    if near:
        return Meaning(near[-1], f"part of {near[-1].start.isoformat()}")
    if scene.published is None:
        return Meaning(None, "a time of day, with no date to place it")
    return Meaning(calendar.one_day(scene.published), f"part of the day, {scene.publication}")


def vague(found: Found, scene: Scene) -> Meaning:
    """A time that is not told more closely."""
    return Meaning(None, "not told more closely")


def clock(found: Found, scene: Scene) -> Meaning | None:
    """A time of day, on the day that its sentence names or else the day of publication."""
    if (found.number("hour", "hour2", "number") or 0) > 24:
        return None
    clock_text = placed.clock_of(found, scene.zone or "")
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


READERS: dict[str, Reader] = {
    "calendar_date": placed.calendar_date,
    "slashed_date": placed.slashed_date,
    "month_of_year": placed.month_of_year,
    "day_of_month": placed.day_of_month,
    "month_alone": placed.month_alone,
    "season": placed.season,
    "quarter": parted.quarter,
    "half": parted.half,
    "year_ago_span": parted.year_ago_span,
    "span_of_year": parted.span_of_year,
    "piece_of_span": parted.piece_of_span,
    "run_of_span": parted.run_of_span,
    "new_year": parted.new_year,
    "day_of_this_month": parted.day_of_this_month,
    "short_year": placed.short_year,
    "month_of_near_year": placed.month_of_near_year,
    "months_of_near_year": placed.months_of_near_year,
    "day_of_near_month": placed.day_of_near_month,
    "weekday_of_month": placed.weekday_of_month,
    "near_day": placed.near_day,
    "years": placed.years,
    "academic_year": placed.academic_year,
    "year": placed.year,
    "year_end": counted.year_end,
    "decade": placed.decade,
    "century": placed.century,
    "feast": placed.feast,
    "movable_feast": placed.movable_feast,
    "named_day": placed.named_day,
    "deictic": counted.deictic,
    "part_of_today": counted.part_of_today,
    "weekday": counted.weekday,
    "near_span": counted.near_span,
    "weekend": counted.weekend,
    "week_from_weekday": counted.week_from_weekday,
    "daypart_of_scene": daypart_of_scene,
    "ago": counted.ago,
    "shifted": counted.shifted,
    "in_units": counted.in_units,
    "same_span": counted.same_span,
    "the_span": counted.same_span,
    "same_year": counted.same_year,
    "next_span": counted.next_span,
    "next_named": counted.next_named,
    "reach": counted.reach,
    "clock": clock,
    "present": present,
    "vague": vague,
    "duration": duration,
    "set": repeated,
}
