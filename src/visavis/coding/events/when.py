"""When an event took place: the time expression that its clause names, else what the report implies."""

from __future__ import annotations

from collections.abc import Sequence

from visavis.coding.events.sentence import Sentence
from visavis.records import DateSpan, Reading, Time

_TOO_WIDE = frozenset({"decade", "century", "unknown"})
_HISTORICAL_YEARS = 5  # older than so many years before publication is history, not news


def times_of(reading: Reading, s: Sentence) -> list[Time]:
    """Return the dates and times of day that stand in a sentence."""
    return [t for t in reading.times if s.span.start <= t.start < s.span.end and t.kind in ("date", "time")]


def date_of(
    reading: Reading, s: Sentence, anchor: int, times: Sequence[Time], previous: DateSpan | None, tense: str
) -> DateSpan:
    """Return an event's date with its basis.

    Args:
        reading: for the day of publication.
        s: the sentence.
        anchor: the trigger.
        times: the sentence's time expressions.
        previous: the date of the same event where it was told before, if any.
        tense: of the clause; only a report in the past tense is dated by its publication.
    """
    sure = [t for t in times if t.interval is not None and t.interval.precision not in _TOO_WIDE]
    nearest = _nearest(s, anchor, sure)
    if nearest is not None and nearest.interval is not None:
        interval = nearest.interval
        return DateSpan(interval.start[:10], interval.end[:10], interval.precision, _basis(nearest))
    unresolved = _nearest(s, anchor, [t for t in times if t.interval is None])
    if unresolved is not None:
        return DateSpan(None, None, "unknown", _basis(unresolved))
    if previous is not None:
        basis = "told before <- " + previous.basis.removeprefix("told before <- ")
        return DateSpan(previous.start, previous.end, previous.precision, basis)
    return _from_publication(reading, s, anchor, tense)


def _from_publication(reading: Reading, s: Sentence, anchor: int, tense: str) -> DateSpan:
    """Return the date of a fresh report in the past tense; unknown, with the reason, for all else."""
    published = reading.published
    if published is None or published.start is None:
        return DateSpan(None, None, "unknown", "no time named, and no day of publication to go by")
    if _backgrounded(s, s.clause(anchor)):
        return DateSpan(None, None, "unknown", "no time named; told beside another event")
    if tense != "past":
        return DateSpan(None, None, "unknown", f"no time named; published {published.start[:10]}")
    precision = "day" if published.precision in ("minute", "hour", "day") else published.precision
    end = (published.end or published.start)[:10]
    basis = f"no time named; reported as news <- published {published.start[:10]}"
    return DateSpan(published.start[:10], end, precision, basis)


def _basis(time: Time) -> str:
    """Return a time's words and how they were resolved, the words once."""
    return time.basis if time.basis.startswith(time.text) else f"{time.text} <- {time.basis}"


def _mere_topic(s: Sentence, anchor: int, root: int) -> bool:
    """Tell whether a noun stands deep inside its clause, whose time is not its own."""
    verbal = s.is_verb(anchor) or anchor == root
    return not verbal and s.head[anchor] != root and s.dep[s.head[anchor]] not in ("nsubj", "nsubj:pass")


def _names_other(s: Sentence, top: int, anchor: int) -> bool:
    """Tell whether a time only names another thing ("the 1982 massacre"), not when the event took place."""
    inside = s.dep[top] in ("nummod", "amod", "compound", "nmod:poss")
    return inside and s.head[top] != anchor and not s.classes[s.head[top]] & {"@meeting", "@visit", "@call"}


def _deeper(s: Sentence, home: int, root: int) -> bool:
    """Tell whether a time stands in a relative clause below the trigger's clause."""
    line = [home, *s.above(home)]
    if root not in line or home == root:
        return False
    return any(s.dep[k] in ("acl:relcl", "acl", "parataxis") for k in line[: line.index(root)])


def _backgrounded(s: Sentence, root: int) -> bool:
    """Tell whether a clause is dated against another ("after the two had met"), not by its time."""
    marks = {s.low[k] for k in s.kids[root] if s.dep[k] in ("mark", "advmod") and k < root}
    return s.dep[root] == "advcl" and bool(marks & {"after", "before", "since", "until"})


def _nearest(s: Sentence, anchor: int, times: Sequence[Time]) -> Time | None:
    """Return the time in the trigger's own clause, the closest first; else one that governs the clause."""
    best: tuple[int, int, int] | None = None
    chosen: Time | None = None
    root = s.clause(anchor)
    line = [root, *s.above(root)]
    for time in times:
        tokens = [i for i in range(s.n) if s.start[i] < time.end and s.end[i] > time.start]
        if not tokens:
            continue
        top = min(tokens, key=lambda i: len(s.above(i)))
        home = s.clause(top)
        if _deeper(s, home, root) or _names_other(s, top, anchor):
            continue
        below = anchor in s.above(top) or home == root
        if _mere_topic(s, anchor, root) and anchor not in s.above(top):
            continue
        if not below and home != root and _backgrounded(s, root):
            continue
        if not below and home not in line and root not in s.above(home):
            continue
        if s.dep[top] == "amod" or (home != root and "@speech" in s.classes[home]):
            rank = 3
        else:
            rank = 0 if anchor in s.above(top) else 1 if home == root else 2
        key = (rank, abs(top - anchor), top)
        if best is None or key < best:
            best, chosen = key, time
    return chosen


def historical(reading: Reading, date: DateSpan) -> bool:
    """Tell whether a date lies long before publication."""
    published = reading.published
    if published is None or published.start is None or date.end is None:
        return False
    try:
        return int(published.start[:4]) - int(date.end[:4]) > _HISTORICAL_YEARS
    except ValueError:
        return False


def upcoming(reading: Reading, date: DateSpan) -> bool:
    """Tell whether a date named in the text lies after publication."""
    published = reading.published
    if published is None or published.end is None or date.start is None:
        return False
    return date.start[:10] > published.end[:10]
