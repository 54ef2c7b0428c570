"""When an event took place that is told by its distance from another: "two days after ships fired"."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from visavis.coding.events.sentence import Sentence
from visavis.reading.times.calendar import around
from visavis.records import DateSpan, Time

_DAYS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
_Day = tuple[datetime.date, str]  # a day, with how it is told
_MONTHS = frozenset({"month", "months"})  # "a year after" is too vague to date anything


def by_distance(s: Sentence, root: int, times: Sequence[Time]) -> DateSpan | None:
    """Return the date of a clause that is told by its distance from another whose day is named.

    "Two days after ships fired, Manila protested on Thursday" dates the shots; "protested two days after the
    ships had fired on Tuesday" the protest.

    Args:
        s: the sentence.
        root: the head of the event's clause.
        times: the sentence's time expressions.

    Returns:
        A day for lengths in days and weeks, a month for those in months; None if there is no such
        length or the other event has no day.
    """
    if s.dep[root] == "advcl" and (mark := _mark(s, root)) is not None:
        named = _day_beside(s, mark, times) or _day_of(s, s.clause(s.head[root]), times)
        return _moved(s, mark, named, after=-1)
    for clause in s.kids[root]:
        if s.dep[clause] == "advcl" and (mark := _mark(s, clause)) is not None:
            if (beside := _day_beside(s, mark, times)) is not None:
                day, told = beside[0].isoformat(), beside[1]
                return DateSpan(day, day, "day", told)
            return _moved(s, mark, _day_of(s, clause, times), after=1)
    return None


def _mark(s: Sentence, clause: int) -> int | None:
    """Return where "after" or "before" opens a clause behind a length of time."""
    marks = [k for k in s.kids[clause] if s.low[k] in ("after", "before") and 2 <= k < clause]
    return marks[0] if marks and s.low[marks[0] - 1] in (*_DAYS, *_MONTHS) else None


def _moved(s: Sentence, mark: int, named: _Day | None, *, after: int) -> DateSpan | None:
    """Return the date at that length from the day of another clause; ``after``: the sign that "after" has."""
    unit, count = s.low[mark - 1], _number(s, mark - 2)
    if count is None or named is None:
        return None
    day, told = named
    sign = after if s.low[mark] == "after" else -after
    steps = sign * count
    days = around(day, "day", steps * _DAYS[unit]) if unit in _DAYS else around(day, "month", steps)
    if days is None:  # outside the calendar
        return None
    basis = f"{s.low[mark - 2]} {unit} {'after' if sign > 0 else 'before'} {told}"
    return DateSpan(days.start.isoformat(), days.end.isoformat(), days.precision, basis)


def _number(s: Sentence, at: int) -> int | None:
    word = s.low[at]
    if word in ("a", "an"):
        return 1
    return int(word) if word.isdigit() and len(word) < 4 else s.known.reference.numbers.get(word)


def _day_beside(s: Sentence, mark: int, times: Sequence[Time]) -> _Day | None:
    """Return the day that a length of time stands beside ("on Thursday, two days after"), however parsed."""
    first = mark - 2
    if first < 2 or s.low[first - 1] != ",":
        return None
    for time in times:
        if time.end == s.end[first - 2] and time.interval is not None and time.interval.precision == "day":
            return datetime.date.fromisoformat(time.interval.start[:10]), f"{time.text} <- {time.basis}"
    return None


def _day_of(s: Sentence, clause: int, times: Sequence[Time]) -> _Day | None:
    """Return the day that a clause names, with how it is told."""
    for time in times:
        at = next((i for i in range(s.n) if s.start[i] >= time.start), None)
        if at is None or s.clause(at) != clause or time.interval is None or time.interval.precision != "day":
            continue
        return datetime.date.fromisoformat(time.interval.start[:10]), f"{time.text} <- {time.basis}"
    return None
