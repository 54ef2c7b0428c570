"""Time expressions of a text, found and resolved."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from datetime import date, datetime

from visavis.errors import DataError
from visavis.reading.times import grammar
from visavis.reading.times.calendar import Days
from visavis.reading.times.calendar_meanings import offset as iso_offset
from visavis.reading.times.grammar import Found
from visavis.reading.times.meanings import READERS
from visavis.reading.times.scene import Meaning, Scene
from visavis.records import Interval, Span, Time, TimeKind

_BESIDE = re.compile(r"\)?(?:\s*\([^()\n]{3,30}\))?,?\s+(?:on\s+)?")
_RUN_ON = re.compile(r"\s+(?:on\s+)?")
_REMEMBERED = 5_000  # intervals
_OF_DAYS = frozenset({"weekday", "deictic", "day_of_month"})
_ABSOLUTE = frozenset(
    {"calendar_date", "slashed_date", "month_of_year", "years", "year", "academic_year", "decade", "season"}
)


def resolve(
    text: str,
    published: str | None = None,
    spans: Sequence[Span] | None = None,
    headed: Sequence[tuple[int, int]] = (),
) -> tuple[Time, ...]:
    """Find the time expressions of a text and resolve them.

    Args:
        text: the article's text.
        published: its publication date or date-time in ISO 8601, in its own time zone; only a whole day (or
            finer) can be counted from. None: expressions that count from it stay open.
        spans: the stretches of text to read, in text order; all of it when None.
        headed: the paragraphs that open with their date, in text order: it tells the year of others in them.

    Returns:
        The expressions in text order; ``interval`` is None where nothing certain can be said, and ``basis``
        then says why.
    """
    found = grammar.load().find(text, spans)
    day, zone = published_day(published)
    scene = Scene(text, day, zone, headed=headed)
    scene.years = functools.cache(lambda: _stated_years(found, Scene(text, day, zone)))
    times: list[Time] = []
    for index, one in enumerate(found):
        time = _time(one, scene, _beside(text, one, found[index + 1 : index + 3]))
        if time is not None:
            times.append(time)
    return tuple(_joined(text, times))


def _beside(text: str, clock: Found, following: Sequence[Found]) -> Found | None:
    """Return the date that stands right behind a time of day: "16:15 UTC, June 1st"."""
    if clock.rule.meaning != "clock":
        return None
    for one in following:
        if one.rule.meaning == "clock":
            continue
        return one if one.rule.kind == "date" and _BESIDE.fullmatch(text, clock.end, one.start) else None
    return None


def _joined(text: str, times: Sequence[Time]) -> list[Time]:
    """Join a time of day and the day right behind it ("12:00 UTC Monday") into one expression."""
    joined: list[Time] = []
    for time in times:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.interval is not None
            and last.interval.precision == "minute"
            and time.kind == "date"
            and time.interval is not None
            and time.interval.start == last.interval.start[:10]
            and _RUN_ON.fullmatch(text, last.end, time.start)
        ):
            words = text[last.start : time.end]
            joined[-1] = Time(
                last.start, time.end, words, "time", last.interval, f"{last.basis}; {time.basis}"
            )
        else:
            joined.append(time)
    return joined


def published_day(published: str | None) -> tuple[date | None, str | None]:
    """Return the day of an ISO 8601 date or date-time in its own time zone, and its offset from UTC.

    A month or a year is no day to count from: (None, None).
    """
    if published is None or len(published) < 10:
        return None, None
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return None, None
    if len(published) == 10:
        return day, None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return day, None
    offset = moment.utcoffset()
    if offset is None:
        return day, None
    return day, iso_offset(int(offset.total_seconds() // 60))


def _meaning(found: Found, scene: Scene) -> Meaning | None:
    try:
        reader = READERS[found.rule.meaning]
    except KeyError as error:
        raise DataError(
            f"no meaning named {found.rule.meaning!r}", f"times.toml, rule {found.rule.name!r}"
        ) from error
    return reader(found, scene)


def _stated_years(found: Sequence[Found], scene: Scene) -> list[tuple[int, int]]:
    """Return where the text states a year outright, and which."""
    absolute = [one for one in found if one.rule.meaning in _ABSOLUTE and "year" in one.values]
    meant = [(one.start, _meaning(one, scene)) for one in absolute]
    return [(start, meaning.days.start.year) for start, meaning in meant if meaning and meaning.days]


def _time(found: Found, scene: Scene, beside: Found | None) -> Time | None:
    if beside is not None and (day := _meaning(beside, scene)) is not None and day.days is not None:
        scene.known.append((found.start, day.days))
    meaning = _meaning(found, scene)
    if meaning is None:
        return None
    kind = _kind(found, meaning)
    interval = None
    if meaning.days is not None:
        interval = _interval(meaning.days, meaning.clock)
        if kind in ("date", "time"):
            scene.known.append((found.start, meaning.days))
        if meaning.states_year and (meaning.days.precision == "day" or scene.opens(found.start)):
            scene.stated.append((found.start, meaning.days.start))
    return Time(found.start, found.end, found.text, kind, interval, meaning.basis)


def _kind(found: Found, meaning: Meaning) -> TimeKind:
    if found.rule.meaning == "in_units":
        return "date" if meaning.days is not None else "duration"
    if found.rule.meaning in _OF_DAYS and ("daypart" in found.slots or "daypart2" in found.slots):
        return "time"
    return "time" if meaning.clock is not None or found.word("deictic") == "tonight" else found.rule.kind


@functools.lru_cache(maxsize=_REMEMBERED)
def _interval(days: Days, clock: str | None) -> Interval:
    start, end = days.start.isoformat(), days.end.isoformat()
    if clock is None:
        return Interval(start, end, days.precision)
    return Interval(start + clock, end + clock, "minute")
