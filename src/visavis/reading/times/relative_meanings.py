"""Meanings of expressions that count from the publication date or from a date in the text."""

from __future__ import annotations

import re
from datetime import date, timedelta

from visavis.reading.times import calendar
from visavis.reading.times.calendar import Days
from visavis.reading.times.grammar import Found
from visavis.reading.times.scene import NO_DATE, Meaning, Scene
from visavis.reading.times.tense import bounds

_OPEN = Meaning(None, "a length of time, not placed")
# The precision at which a count of units is meant: "five years ago" is a year, "a week ago" a day.
_GRAIN = {
    "second": "day", "minute": "day", "hour": "day", "day": "day", "week": "day", "fortnight": "day",
    "month": "month", "quarter": "quarter", "year": "year", "decade": "year", "century": "decade",
    "generation": "decade",
}  # fmt: skip
_LENGTH = {"second": 0, "minute": 0, "hour": 1 / 24, "day": 1, "week": 7, "fortnight": 14}
_SUPERLATIVE = re.compile(r"\b(?:first|only|most|least|best|worst|\w{3,}est)\b", re.IGNORECASE)
_SPANS = frozenset({"week", "month", "quarter", "year", "decade", "century"})
_VAGUE_COUNT = 3  # "recent months" is read as the last three


def _from(found: Found, scene: Scene, days: Days | None) -> Meaning:
    return Meaning(days, f"{found.text.strip()} <- {scene.publication}")


def deictic(found: Found, scene: Scene) -> Meaning:
    """Today, yesterday, tomorrow."""
    if scene.published is None:
        return NO_DATE
    return _from(found, scene, calendar.around(scene.published, "day", found.number("deictic") or 0))


def part_of_today(found: Found, scene: Scene) -> Meaning:
    """This morning, last night."""
    if scene.published is None:
        return NO_DATE
    return _from(found, scene, calendar.around(scene.published, "day", -1 if "eve" in found.slots else 0))


def weekday(found: Found, scene: Scene) -> Meaning:
    """A weekday: the last before publication, or the next where the sentence looks forward."""
    if scene.published is None:
        return NO_DATE
    here, wanted = scene.published, found.number("weekday") or 0
    since = (here.weekday() - wanted) % 7
    until = (wanted - here.weekday()) % 7
    week_steps = {"next_week": 1, "last_week": -1, "this_week": 0}
    named = next((steps for name, steps in week_steps.items() if name in found.slots), None)
    near = found.number("near")
    if named is not None or near == 0:
        day = calendar.week(here).start + timedelta(7 * (named or 0) + wanted)
        return Meaning(calendar.one_day(day), f"weekday of that week, {scene.publication}")
    if near is not None:
        steps = -(since or 7) if near < 0 else (until or 7)
    else:
        steps = until if scene.tense(found) == "future" else -since
    side = "after" if steps > 0 else "before"
    basis = f"weekday {side} {scene.publication}" if steps else f"weekday = {scene.publication}"
    return Meaning(calendar.one_day(here + timedelta(steps)), basis)


def week_from_weekday(found: Found, scene: Scene) -> Meaning:
    """Weeks before the last, or after the next, weekday of that name: "a week ago Friday"."""
    if scene.published is None:
        return NO_DATE
    here, wanted = scene.published, found.number("weekday") or 0
    count = {"two": 2, "three": 3}.get(found.text.split()[0].lower(), 1)
    if found.word("way") == "ago":
        days = -((here.weekday() - wanted) % 7 or 7) - 7 * count
    else:
        days = ((wanted - here.weekday()) % 7 or 7) + 7 * count
    return _from(found, scene, calendar.one_day(here + timedelta(days)))


def near_span(found: Found, scene: Scene) -> Meaning:
    """Last week, this month, the next decade."""
    if scene.published is None:
        return NO_DATE
    unit, steps = str(found.value("span") or found.word("span2")), found.number("near", "around") or 0
    return _from(found, scene, calendar.around(scene.published, unit, steps))


def weekend(found: Found, scene: Scene) -> Meaning:
    """At the weekend: the last one begun, or the next where the sentence looks forward."""
    if scene.published is None:
        return NO_DATE
    here = scene.published
    word = found.word("near_weekend", "reach")
    if word == "this":
        return _from(found, scene, calendar.weekend(here))
    forward = word in ("next", "coming") or (word is None and scene.tense(found) == "future")
    of = calendar.weekend(here)
    if forward and word == "next" and of.start <= here:
        of = calendar.weekend(here + timedelta(7))
    if not forward and (of.start > here or word in ("last", "past")):
        of = calendar.weekend(here - timedelta(7)) if of.end >= here else of
    return _from(found, scene, of)


def _count(found: Found) -> float | None:
    value = found.value("figure", "number", "figure2", "number2")
    if not isinstance(value, int | float):
        return None
    more = found.value("number2")  # "twenty" and "five"
    return float(value) + (float(more) if isinstance(more, int | float) and 20 <= value < 100 else 0)


def _unit(found: Found) -> str:
    return str(found.value("unit", "units"))


def _moved(of: date, count: float, unit: str) -> Days | None:
    """Return the day, month or year that lies a count of units from a day."""
    if unit in _LENGTH:
        return calendar.around(of, "day", round(count * _LENGTH[unit]))
    if unit in ("month", "quarter"):
        return calendar.around(of, "month", round(count * (3 if unit == "quarter" else 1)))
    size = {"year": 1, "decade": 10, "century": 100, "generation": 30}[unit]
    years = count * size
    if years != int(years) and size == 1:
        return calendar.around(of, "month", round(12 * years))
    return calendar.around(of, _GRAIN[unit], round(years / (10 if _GRAIN[unit] == "decade" else 1)))


def ago(found: Found, scene: Scene) -> Meaning:
    """Counted back (or on) from the publication date: "five years ago", "two weeks from now"."""
    count = _count(found)
    if scene.published is None or count is None:
        return NO_DATE
    sign = 1 if found.word("way") in ("from now", "hence") else -1
    return _from(found, scene, _moved(scene.published, sign * count, _unit(found)))


def shifted(found: Found, scene: Scene) -> Meaning | None:
    """Counted from a date in the text: "two days earlier", "a year later"."""
    count, unit = _count(found), _unit(found)
    back = found.word("way") in ("earlier", "before", "previously", "beforehand")
    if count is None:
        return _OPEN
    anchor = scene.anchor(found, _GRAIN[unit], fallback=back)
    if anchor is None:
        return Meaning(None, "no date in the text to count from")
    return Meaning(_moved(anchor[0].start, -count if back else count, unit), f"{found.text} <- {anchor[1]}")


def in_units(found: Found, scene: Scene) -> Meaning:
    """Counted on, "in two weeks": a date where the sentence looks forward, else a length of time."""
    count = _count(found)
    if scene.published is None or count is None or scene.tense(found) != "future":
        return _OPEN
    begin, _ = bounds(scene.text, found.start, found.end)
    if _SUPERLATIVE.search(scene.text, begin, found.start):  # "the first visit in two years" looks back
        return _OPEN
    return _from(found, scene, _moved(scene.published, count, _unit(found)))


def year_end(found: Found, scene: Scene) -> Meaning:
    """The end of the year of publication; the interval stays the whole year."""
    if scene.published is None:
        return NO_DATE
    return _from(found, scene, calendar.year(scene.published.year))


def same_span(found: Found, scene: Scene) -> Meaning:
    """The same day, that year: the unit that holds the text's last date."""
    unit = found.word("anaphor", "anaphor2") or "day"
    unit = unit if unit in _SPANS else "day"
    anchor = scene.anchor(found, unit, fallback=found.rule.meaning == "the_span")
    if anchor is None:
        return Meaning(None, "no date in the text to refer to")
    published = scene.published
    to_come = found.rule.meaning == "the_span" and published is not None and anchor[0].start > published
    if published is not None and to_come and scene.tense(found) != "future":
        anchor = Days(published, published, "day"), scene.publication  # "earlier in the week"
    return Meaning(calendar.around(anchor[0].start, unit), f"{found.text} <- {anchor[1]}")


def same_year(found: Found, scene: Scene) -> Meaning:
    """That August, the same spring: the month or season of the year of the text's last date."""
    anchor = scene.anchor(found, "year", fallback=False)
    if anchor is None:
        return Meaning(None, "no date in the text to refer to")
    year, number = anchor[0].start.year, found.number("monthname", "monthname2")
    days = calendar.month(year, number) if number else calendar.season(year, str(found.value("season")))
    return Meaning(days, f"{found.text} <- {anchor[1]}")


def next_span(found: Found, scene: Scene) -> Meaning:
    """The next day, the year before: one unit from the text's last date."""
    unit = found.word("anaphor", "anaphor2") or "day"
    unit = unit if unit in ("week", "month", "quarter", "year") else "day"
    steps = 1 if found.word("which", "which2", "which3") in ("next", "following", "after") else -1
    anchor = scene.anchor(found, unit, fallback=steps < 0)
    if anchor is None:
        return Meaning(None, "no date in the text to count from")
    return Meaning(calendar.around(anchor[0].start, unit, steps), f"{found.text} <- {anchor[1]}")


def next_named(found: Found, scene: Scene) -> Meaning:
    """The following autumn, the previous June: the nearest before or after the text's last date."""
    anchor = scene.anchor(found, "year", fallback=False)
    if anchor is None:
        return Meaning(None, "no date in the text to count from")
    here, number, season = anchor[0], found.number("monthname"), str(found.value("season"))
    years = range(here.start.year - 2, here.end.year + 3)
    named = [calendar.month(year, number) if number else calendar.season(year, season) for year in years]
    options = [days for days in named if days is not None]
    if found.word("which") == "following":
        fitting = [days for days in options if days.start > here.end][:1]
    else:
        fitting = [days for days in options if days.end < here.start][-1:]
    return Meaning(fitting[0] if fitting else None, f"{found.text} <- {anchor[1]}")


def reach(found: Found, scene: Scene) -> Meaning:
    """The past two weeks, recent months, the next six months: anchored at the publication date."""
    unit = str(found.value("units", "units2") or found.word("one") or "day")
    count = _count(found)
    if count is None and "one" in found.slots:
        count = 1
    vague = count is None
    if unit == "weekend":
        return weekend(found, scene)
    if scene.published is None:
        return NO_DATE
    forward = found.word("reach", "reach2") in ("next", "coming", "following")
    other = _back(scene.published, (count or _VAGUE_COUNT) * (1 if forward else -1), unit)
    if other is None:
        return _OPEN
    low, high = sorted((other, scene.published))
    basis = f"{found.text} <- {scene.publication}"
    if vague:
        return Meaning(Days(low, high, "unknown"), f"{basis}, taken as {_VAGUE_COUNT} {unit}s")
    return Meaning(Days(low, high, "day"), basis)


def _back(of: date, count: float, unit: str) -> date | None:
    """Return the day a count of units away, keeping the day of the month where there is one."""
    if unit in _LENGTH:
        return of + timedelta(round(count * _LENGTH[unit]))
    size = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200, "generation": 360}[unit]
    target = calendar.month(of.year, of.month + round(count * size))
    return None if target is None else min(target.end, target.start.replace(day=1) + timedelta(of.day - 1))
