"""Dates: when an undated article must have been published, by its story.

An article that says "today's summit" was published on the day of the summit; what day that was, other members
of its story know. Only what all such words agree on is inferred, and the basis says from where.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from visavis.merging.intervals import RANK, Days, days, iso, meet, week_of
from visavis.merging.tellings import is_stated
from visavis.merging.words import content
from visavis.records import DateSpan, Happening, Record, Span, Story, Time

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TODAY = re.compile(r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b", re.IGNORECASE)
_YESTERDAY = re.compile(r"\b(?:yesterday|last night)\b", re.IGNORECASE)
_TOMORROW = re.compile(r"\btomorrow\b", re.IGNORECASE)
_LAST_WEEK = re.compile(r"\blast week\b", re.IGNORECASE)
_THIS_WEEK = re.compile(r"\bthis week\b", re.IGNORECASE)
_LATEST = 3  # days after the last dated member within which an undated member of a story lies


def infer_published(records: Sequence[Record], stories: Sequence[Story]) -> dict[str, DateSpan]:
    """Return dates of publication for undated articles, where their story tells.

    Args:
        records: all records.
        stories: the stories that they were merged into.

    Returns:
        For the ref of each article that can be dated, when it was published; others are left out.
    """
    by_ref = {r.ref: r for r in records}
    told: dict[str, list[tuple[Happening, str]]] = {}
    for story in stories:
        for happening in story.happenings:
            for report in happening.reports:
                told.setdefault(report.ref, []).append((happening, report.event))
    found: dict[str, DateSpan] = {}
    for story in stories:
        dated = [d for ref in story.members if ref in by_ref and (d := days(by_ref[ref].published))]
        for ref in story.members:
            record = by_ref.get(ref)
            if record is not None and record.published is None and dated:
                window = Days(min(d.start for d in dated), max(d.end for d in dated))
                span = _infer(record, story, window, told.get(ref, []), story.happenings, by_ref)
                if span:
                    found[ref] = span
    return dict(sorted(found.items()))


def stated(span: DateSpan) -> str | None:
    """Return an interval as one ISO date of its precision; None when it is none (a week, a few days)."""
    if span.start is None:
        return None
    if span.precision in {"year", "month"}:
        return span.start[: 4 if span.precision == "year" else 7]
    return span.start if span.start == span.end or span.precision in {"minute", "hour"} else None


def _infer(
    record: Record,
    story: Story,
    window: Days,
    told: Sequence[tuple[Happening, str]],
    known: Sequence[Happening],
    by_ref: dict[str, Record],
) -> DateSpan | None:
    """Return the days on which all time words of an article fit what its story knows, or None."""
    possible: Days | None = None
    words: list[str] = []
    for day, time in _anchors(record, told, known, by_ref):
        allowed = published_when(time.text, day)
        if allowed is None:
            continue
        possible = meet(possible, allowed) if possible else allowed
        words.append(f"“{' '.join(time.text.split())}” of {iso(day.start)}")
        if possible is None:
            return None
    if possible is None:
        return None
    # An article is no older than what its story reports, nor much younger than the last member.
    possible = meet(possible, Days(window.start - 7, window.end + _LATEST))
    if possible is None:
        return None
    others = ", ".join(r for r in story.members if by_ref[r].published is not None)
    basis = f"inferred from its story ({others}): {', '.join(dict.fromkeys(words))}"
    precision = "day" if possible.length == 1 else "week"
    return DateSpan(iso(possible.start), iso(possible.end), precision, basis)  # type: ignore[arg-type]


def _anchors(
    record: Record,
    told: Sequence[tuple[Happening, str]],
    known: Sequence[Happening],
    by_ref: dict[str, Record],
) -> list[tuple[Days, Time]]:
    """Return the day of each happening that an article tells in words that count from its day, with these.

    A sentence tells a happening when an event of it was joined to it; where none was, when it names just its
    parties and one of the words by which other articles tell it ("today's video summit").
    """
    events = {e.id: e for e in record.events}
    found = []
    for happening, event_id in told:
        day = _day_by_others(happening, record.ref, by_ref)
        if event_id in events and day:
            event = events[event_id]
            found += [(day, time) for time in _near(record, event.sentence, event.trigger.start)]
    if found:
        return found
    for happening in known:
        day = _day_by_others(happening, record.ref, by_ref)
        if day is None or len(happening.parties) < 2:
            continue
        words = _told_by(happening, by_ref)
        for span in record.sentences:
            named = {m.actor for m in record.mentions if span.start <= m.start < span.end} - {None}
            if set(happening.parties) == named and words & set(content(record.text[span.start : span.end])):
                found += [(day, time) for time in _near(record, span, span.start)]
    return found


def _told_by(happening: Happening, by_ref: dict[str, Record]) -> set[str]:
    """Return the content words of a happening's triggers."""
    events = {r.event for r in happening.reports}
    return {
        word
        for ref in sorted({r.ref for r in happening.reports})
        if ref in by_ref
        for event in by_ref[ref].events
        if event.id in events
        for word in content(event.trigger.text)
    }


def published_when(words: str, day: Days) -> Days | None:
    """Return when an article was published that calls a day so; None when the words do not depend on that.

    Args:
        words: a time expression: "today", "Wednesday afternoon", "last week".
        day: the day that it stands for.
    """
    start = day.start
    if _TODAY.search(words):
        return day
    if _YESTERDAY.search(words):
        return Days(start + 1, start + 1)
    if _TOMORROW.search(words):
        return Days(start - 1, start - 1)
    if _LAST_WEEK.search(words):
        week = week_of(start)
        return Days(week.start + 7, week.end + 7)
    if _THIS_WEEK.search(words):
        return week_of(start)
    named = [i for i, name in enumerate(_WEEKDAYS) if name in words.casefold()]
    if len(named) == 1 and not re.search(r"\d", words):
        # A bare weekday is the last such day up to publication; one of another name fits no day at all.
        return (
            Days(start, start + 6)
            if day.first.weekday() == named[0]
            else Days(start + 10_000, start + 10_000)
        )
    return None


def _day_by_others(happening: Happening, ref: str, by_ref: dict[str, Record]) -> Days | None:
    """Return the one day that other articles give for a happening."""
    found = days(happening.date)
    others = [r for r in happening.reports if r.ref != ref]
    dated = any(
        e.id == report.event and is_stated(e.date) and RANK[e.date.precision] <= RANK["day"]
        for report in others
        if report.ref in by_ref
        for e in by_ref[report.ref].events
    )
    return found if found and found.length == 1 and dated and not happening.aux else None


def _near(record: Record, sentence: Span, place: int) -> list[Time]:
    """Return the unresolved time expression of a sentence that is nearest to a place in it, if any."""
    inside = [t for t in record.times if t.start < sentence.end and t.end > sentence.start]
    unresolved = [t for t in inside if t.interval is None]
    unresolved.sort(key=lambda t: (abs(t.start - place), t.start))
    return unresolved[:1]
