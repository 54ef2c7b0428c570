"""When an event took place that is placed by its distance from another: "two days after ships fired on it"."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Sequence

from visavis.coding.events.sentence import Sentence
from visavis.records import DateSpan, Reading, Time

_DAYS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
_MONTHS = {"month": 1, "months": 1, "year": 12, "years": 12}
_SIGNS = {"after": -1, "before": 1}


def by_distance(reading: Reading, s: Sentence, root: int, times: Sequence[Time]) -> DateSpan | None:
    """Return the date of a clause that opens with a length of time and "after" or "before".

    Args:
        reading: for the day of publication, by which the main clause is dated if it names no time.
        s: the sentence.
        root: the head of the event's clause.
        times: the sentence's time expressions.

    Returns:
        A day for lengths in days and weeks, a month or a year for longer ones; None if the clause opens
        otherwise, or the other event has no day.
    """
    clause = next((i for i in (root, *s.above(root)) if s.dep[i] == "advcl"), None)
    mark = next((k for k in s.kids[clause] if s.low[k] in _SIGNS and k < clause), 0) if clause else 0
    if clause is None or mark < 2 or s.low[mark - 1] not in (*_DAYS, *_MONTHS):
        return None
    unit, count = s.low[mark - 1], _number(s, mark - 2)
    other = _day_of(reading, s, s.clause(s.head[clause]), times)
    if count is None or other is None:
        return None
    day, told = other
    basis = f"{s.low[mark - 2]} {unit} {'before' if _SIGNS[s.low[mark]] < 0 else 'after'} {told}"
    steps = _SIGNS[s.low[mark]] * count
    if unit in _DAYS:
        moved = (day + datetime.timedelta(steps * _DAYS[unit])).isoformat()
        return DateSpan(moved, moved, "day", basis)
    months = day.year * 12 + day.month - 1 + steps * _MONTHS[unit]
    year, month = months // 12, months % 12 + 1
    if unit.startswith("year"):
        return DateSpan(f"{year:04}-01-01", f"{year:04}-12-31", "year", basis)
    last = calendar.monthrange(year, month)[1]
    return DateSpan(f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{last}", "month", basis)


def _number(s: Sentence, at: int) -> int | None:
    word = s.low[at]
    if word in ("a", "an"):
        return 1
    return int(word) if word.isdigit() and len(word) < 4 else s.known.reference.numbers.get(word)


def _day_of(reading: Reading, s: Sentence, main: int, times: Sequence[Time]) -> tuple[datetime.date, str] | None:
    """Return the day of the main clause with how it is told: a day that it names, else that of publication."""
    for time in times:
        at = next((i for i in range(s.n) if s.start[i] >= time.start), None)
        if at is None or s.clause(at) != main or time.interval is None or time.interval.precision != "day":
            continue
        return datetime.date.fromisoformat(time.interval.start[:10]), f"{time.text} <- {time.basis}"
    published = reading.published
    if s.tag[main] != "VBD" or published is None or not published.start:
        return None
    if published.precision not in ("minute", "hour", "day"):
        return None
    return datetime.date.fromisoformat(published.start[:10]), f"published {published.start[:10]}"
