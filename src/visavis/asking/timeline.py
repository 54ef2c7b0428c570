"""A timeline: happenings, agreements and other dated sentences in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from visavis.asking.binding import agreements_of
from visavis.asking.material import Material
from visavis.asking.placed import counted_back, placed
from visavis.asking.question import Query
from visavis.asking.writing import Draft, as_news, capital, happened, nothing, plural, span_words
from visavis.records import Citation, Happening, Interval, Record, Span, Time
from visavis.relations.table import counts
from visavis.showing.wording import days_words, plain, quoted, short

_DECADE = 11  # years; longer spans date nothing
_AROUND = 90  # characters shown on either side of a date


@dataclass(frozen=True)
class _Row:
    """One entry: from when to when (empty for unknown), what, where, and a word on the date."""

    start: str
    end: str
    words: str
    cited: tuple[Citation, ...]
    lead: str = ""
    why: str = ""


def timeline(query: Query, held: Material, pair: tuple[str, str] | None) -> Draft:
    """Answer what happened when: happenings, agreements and other dated sentences, in order."""
    draft = Draft()
    wanted = set(query.states) or set(pair or ())
    told: set[tuple[str, str]] = set()
    rows = [*_agreements(held, pair, told), *_happenings(held, wanted, told)]
    rows += _other_dates(held, wanted, told)
    within = [r for r in rows if r.start and (not query.days or _touches(r.start, r.end, query.days))]
    for row in sorted(within, key=lambda r: (r.start[:10], r.end[:10], r.words)):
        day = capital(f"{row.lead}{span_words(row.start, row.end)}")
        why = f" ({row.why})" if row.why else ""
        draft.say(f"{day}{why}: {row.words}", row.cited, topic=row.start[:10])
    for row in rows:
        if not row.start:
            draft.say(f"Without a date: {row.words}", row.cited, part="missing")
    draft.titles["missing"] = "Happened, but bears no date that can be resolved"
    if not within:
        return nothing(draft, "No dated happening of this is in the record.", held.searched)
    span = days_words([r.start[:10] for r in within])
    draft.verdict = f"{plural(len(draft.lines['answer']), 'entry', 'entries')}, {span}"
    return draft


def _agreements(held: Material, pair: tuple[str, str] | None, told: set[tuple[str, str]]) -> list[_Row]:
    rows = []
    for _, item, where in agreements_of(held, pair) if pair else ():
        if item.action and not item.aux and item.date.start:
            told.add((where.sentence, item.date.start[:10]))
            end = item.date.end or item.date.start
            rows.append(_Row(item.date.start, end, f"{capital(short(item.name))}: {item.action}.", (where,)))
    return rows


def _happenings(held: Material, wanted: set[str], told: set[tuple[str, str]]) -> list[_Row]:
    rows = []
    for one in held.happenings:
        real = counts(one) or "historical" in one.aux
        if not wanted & set(one.parties) or not real or "negation" in one.aux:
            continue
        cited = held.told(one)
        day = (one.date.start or "")[:10]
        if day and all((c.sentence, day) in told for c in cited):
            continue  # the agreement is told already
        told |= {(c.sentence, day) for c in cited}
        rows.append(_row(held, one, cited))
    return rows


def _row(held: Material, one: Happening, cited: tuple[Citation, ...]) -> _Row:
    words = f"{happened(one, cited)}."
    if not one.date.start:
        where = placed(held, one)
        return (
            _Row(where.start, where.end, words, where.cited, "", where.why)
            if where
            else _Row("", "", words, cited)
        )
    lead, why = ("by ", "when it was reported") if as_news(one) else ("", "")
    return _Row(one.date.start, one.date.end or one.date.start, words, cited, lead, why)


def _other_dates(held: Material, wanted: set[str], told: set[tuple[str, str]]) -> list[_Row]:
    """Return sentences that speak of the actors and bear a date that no happening of theirs took."""
    best: dict[tuple[str, int], _Row] = {}
    for record in held.records:
        for time in record.times:
            span = held.around(record, time.start)
            if span is None or not wanted & held.states_in(record, span):
                continue
            row = _of_length(held, record, time, span, wanted) or _of_date(held, record, time, span, told)
            key = (record.ref, span.start)
            if row and (key not in best or _length(row) < _length(best[key])):
                best[key] = row
    return [*best.values()]


def _length(row: _Row) -> int:
    return int(row.end[:4]) - int(row.start[:4])


def _of_length(held: Material, record: Record, time: Time, span: Span, wanted: set[str]) -> _Row | None:
    """Return the year from which "for ten years" runs, where all who are asked about are named."""
    where = counted_back(record, time, None) if wanted <= held.states_in(record, span) else None
    if where is None:
        return None
    words, cited = _sentence(held, record, time, span)
    return _Row(where.start, where.end, words, (cited,), "about ", where.why)


def _of_date(
    held: Material, record: Record, time: Time, span: Span, told: set[tuple[str, str]]
) -> _Row | None:
    if time.interval is None or time.kind not in ("date", "time"):
        return None
    start, end = time.interval.start, time.interval.end
    if int(end[:4]) - int(start[:4]) >= _DECADE - 1:
        return None
    words, cited = _sentence(held, record, time, span)
    counted = any(f.sentence == span and f.period and f.period.start == start for f in record.figures)
    if counted or any(d == start[:10] and (s == cited.sentence or start == end) for s, d in told):
        return None
    ahead = cited.published is not None and start[:10] > cited.published
    return _Row(start, end, words, (cited,), "", "spoken of in advance" if ahead else "")


def _sentence(held: Material, record: Record, time: Time, span: Span) -> tuple[str, Citation]:
    cited = held.cite(record, time.start, time.end, span, "time")
    first, last = max(span.start, time.start - _AROUND), min(span.end, time.end + _AROUND)
    text = record.text[first:last]
    text = text if first == span.start else f"… {text.partition(' ')[2]}"
    text = text if last == span.end else f"{text.rpartition(' ')[0]} …"
    return f"{cited.outlet}: {quoted(plain(text))}", cited


def _touches(start: str, end: str, days: Sequence[Interval]) -> bool:
    """Return whether days lie in those asked about; what is known to a year alone is of no one month."""
    first, last = min(d.start[:10] for d in days), max(d.end[:10] for d in days)
    vague = start[:4] == end[:4] and start[5:10] == "01-01" and end[5:10] == "12-31"
    return start[:10] <= last and first <= end[:10] and (not vague or first <= start[:10])
