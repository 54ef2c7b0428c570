"""Dates that hold from one day on: entries of a chronology, and what has been done since something."""

from __future__ import annotations

from visavis.coding.events.sentence import Sentence
from visavis.coding.events.settle import Candidate
from visavis.records import DateSpan, Reading, Time

_OPENING = 12  # letters before the date that a paragraph opens with: a bullet, a weekday
_HAVE = frozenset({"has", "have", "'ve"})


def entries(reading: Reading) -> dict[int, Time]:
    """Return the dates that paragraphs of a chronology open with, by the number of the paragraph.

    Args:
        reading: the article as read; such a date stands right before the first sentence of its paragraph.
    """
    heads = {f.end: f.start for f in reading.furniture if f.kind == "dateline"}
    if len(heads) < 2:
        return {}
    opened: dict[int, Time] = {}
    for time in reading.times:
        if time.kind == "date" and time.interval is not None:
            for end, start in heads.items():
                if start <= time.start <= start + _OPENING and time.end <= end:
                    opened.setdefault(end, time)
    found: dict[int, Time] = {}
    for sentence, number in zip(reading.sentences, reading.paragraphs, strict=True):
        if sentence.start in opened:
            found[number] = opened[sentence.start]
    return found


def since(s: Sentence, c: Candidate, time: Time, basis: str, news: str | None) -> DateSpan | None:
    """Return the stretch in which something has happened "since November": up to the day of publication.

    Args:
        s: the sentence.
        c: the event.
        time: the time that is its own.
        basis: how that time was resolved.
        news: the day of publication, if it is known.
    """
    if "since" not in s.there or time.interval is None:
        return None
    named = any(s.case(i) == "since" for i in s.touching(time.start, time.end))
    return _until(time.interval.start[:10], news, basis) if named and _perfect(s, _root(s, c)) else None


def has_since(s: Sentence, c: Candidate, news: str | None) -> DateSpan | None:
    """Return the stretch in which a side "has since left": from the event told before to publication.

    Args:
        s: the sentence; ``s.earlier`` are the events of those before it.
        c: the event.
        news: the day of publication, if it is known.
    """
    if "since" not in s.there or not s.earlier:
        return None
    root = _root(s, c)
    if not any(s.low[k] == "since" and s.low[k - 1] in _HAVE and k < root for k in s.kids[root]):
        return None
    before = s.earlier[-1].date
    if before.start is None or before.basis.startswith("no "):
        return DateSpan(None, None, "unknown", "no day named; told as done since what is told before")
    return _until(before.start, news, before.basis)


def _root(s: Sentence, c: Candidate) -> int:
    return s.clause(c.at if c.match.light is None else c.match.light)


def _perfect(s: Sentence, root: int) -> bool:
    return any(s.low[k] in _HAVE and s.dep[k].startswith("aux") for k in s.kids[root])


def _until(start: str, news: str | None, basis: str) -> DateSpan | None:
    """Return the days from one up to the day of publication."""
    if news is None or len(news) < len(start) or news < start:
        return None
    return DateSpan(start, news, "day", f"since {basis.removeprefix('since ')}")
