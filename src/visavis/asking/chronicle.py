"""Time: a timeline, when two last met, what changed between two articles or two days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from visavis.asking import claimed
from visavis.asking.binding import agreements_of
from visavis.asking.counting import figure_words
from visavis.asking.material import Material, published
from visavis.asking.question import Query
from visavis.asking.writing import (
    Draft,
    capital,
    dated,
    happened,
    names,
    nothing,
    outlets,
    plural,
    status_words,
)
from visavis.records import Citation, Happening, Interval, Measure, Record
from visavis.relations.table import counts
from visavis.showing.pairs import figures
from visavis.showing.phrases import in_sentence, joined
from visavis.showing.wording import date_words, days_words, iso_words, outlet_words, quoted, short

_DECADE = 11  # years; longer spans date nothing
_MOST = 14
_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4}


# ---------------------------------------------------------------- timeline


def timeline(query: Query, held: Material, pair: tuple[str, str] | None) -> Draft:
    """Answer what happened when: happenings, agreements and other dated sentences, in order."""
    draft = Draft()
    wanted = set(query.states) or set(pair or ())
    rows: list[tuple[str, str, str, tuple[Citation, ...]]] = []
    told: set[tuple[str, str]] = set()
    for _, item, where in agreements_of(held, pair) if pair else ():
        if item.action and not item.aux and item.date.start:
            told.add((where.sentence, item.date.start[:10]))
            words = f"{capital(short(item.name))}: {item.action}."
            rows.append((item.date.start, item.date.end or "", words, (where,)))
    for one in held.happenings:
        if (
            not wanted & set(one.parties)
            or not (counts(one) or "historical" in one.aux)
            or "negation" in one.aux
        ):
            continue
        cited = held.told(one)
        day = (one.date.start or "")[:10]
        if day and all((c.sentence, day) in told for c in cited):
            continue  # the agreement is told already
        told |= {(c.sentence, day) for c in cited}
        rows.append((one.date.start or "", one.date.end or "", f"{happened(one, cited)}.", cited))
    rows += _other_dates(held, wanted, told)
    within = [r for r in rows if r[0] and (not query.days or _touches(r[0], r[1] or r[0], query.days))]
    for start, end, words, cited in sorted(within, key=lambda r: (r[0][:10], r[1][:10], r[2])):
        draft.say(f"{capital(_day(start, end))}: {words}", cited, topic=start[:10])
    for _, _, words, cited in (r for r in rows if not r[0]):
        draft.say(f"Without a date: {words}", cited, part="missing")
    draft.titles["missing"] = "Happened, but bears no date that can be resolved"
    if not within:
        return nothing(draft, "No dated happening of this is in the record.", held.searched)
    draft.verdict = (
        f"{plural(len(draft.lines['answer']), 'entry', 'entries')}, {days_words([r[0][:10] for r in within])}"
    )
    return draft


def _other_dates(
    held: Material, wanted: set[str], told: set[tuple[str, str]]
) -> list[tuple[str, str, str, tuple[Citation, ...]]]:
    """Return sentences that speak of the actors and bear a date that no happening of theirs took."""
    out: list[tuple[str, str, str, tuple[Citation, ...]]] = []
    for record in held.records:
        for time in record.times:
            span = held.around(record, time.start)
            if span is None or time.interval is None or time.kind not in ("date", "time"):
                continue
            start, end = time.interval.start, time.interval.end
            if int(end[:4]) - int(start[:4]) >= _DECADE - 1 or not wanted & held.states_in(record, span):
                continue
            cited = held.cite(record, time.start, time.end, span, "time")
            day = start[:10]
            counted = any(f.sentence == span and f.period and f.period.start == start for f in record.figures)
            if counted or any(
                d == day and (sentence == cited.sentence or start == end) for sentence, d in told
            ):
                continue
            out.append((start, end, f"{cited.outlet}: {quoted(short(cited.sentence))}", (cited,)))
    return out


def _day(start: str, end: str) -> str:
    if start[:10] == (end or start)[:10]:
        return iso_words(start[:10])
    if start[8:10] == "01" and start[:7] == end[:7]:
        return iso_words(start[:7])
    if start[5:10] == "01-01" and end[5:10] == "12-31" and start[:4] == end[:4]:
        return start[:4]
    return days_words([start[:10], end[:10]])


def _touches(start: str, end: str, days: Sequence[Interval]) -> bool:
    first, last = min(d.start[:10] for d in days), max(d.end[:10] for d in days)
    return start[:10] <= last and first <= end[:10]


# ---------------------------------------------------------------- last met


def last_met(query: Query, held: Material, pair: tuple[str, str]) -> Draft:
    """Answer when two last met or talked; a meeting without a date may be later."""
    draft = Draft()
    met = [
        h for h in held.of(*pair) if h.type == "CONSULT" and not h.aux and not set(h.recipients) & set(pair)
    ]
    met += [h for h in held.of(*pair) if h.type == "CONSULT" and not h.aux and h not in met]
    known = sorted(
        (h for h in met if h.date.start), key=lambda h: (h.date.end or h.date.start or "", h.outlets)
    )
    undated = [h for h in met if not h.date.start]
    if not met:
        return nothing(draft, f"No meeting of {names(pair)} is in the record.", held.searched)
    if known:
        last = known[-1]
        draft.verdict = date_words(last.date)
        draft.say(f"The last dated contact of {names(pair)}: {dated(last, held.told(last))}", held.told(last))
    for one in undated:
        place = f" in {one.place}" if one.place else ""
        cited = held.told(one)
        plan = next((h for h in held.happenings if h.id == one.fulfils), None)
        if plan:
            draft.say(
                f"A meeting{place} without a date is told by {outlets(cited)}; "
                "it fulfils a plan that was reported before, and so is later.",
                (*cited, *held.told(plan)),
            )
            draft.verdict = (
                f"At a meeting{place} whose date is not given, after {draft.verdict}"
                if known
                else f"A meeting{place}, undated"
            )
        else:
            draft.say(
                f"A meeting{place} without a date is told by {outlets(cited)}; "
                "whether it is later cannot be told.",
                cited,
                part="missing",
            )
    for one in reversed(known[:-1]):
        draft.say(f"Before that: {dated(one, held.told(one))}", held.told(one), part="claims")
    draft.titles["claims"] = "Earlier meetings"
    if not known and not draft.verdict:
        draft.verdict = "A meeting, undated"
    return draft


# ---------------------------------------------------------------- what changed


def changed(query: Query, held: Material, pair: tuple[str, str]) -> Draft:
    """Answer what changed between two articles, or between two days."""
    draft = Draft()
    before, after = _articles(query, held)
    if before and after:
        _between_articles(draft, held, pair, before, after)
        draft.verdict = f"{', '.join(r.ref for r in before)} → {', '.join(r.ref for r in after)}"
    if len(query.days) >= 2 or (query.days and not before):
        _between_days(draft, held, pair, sorted(query.days, key=lambda d: d.start))
    if not draft.lines:
        return nothing(
            draft,
            "Name two articles (by number, outlet or title) or two days between which to look.",
            held.searched,
        )
    return draft


def _articles(query: Query, held: Material) -> tuple[list[Record], list[Record]]:
    """Return the articles that a question names: by ref, by number, by outlet, as first and last."""
    plain = query.text.lower()
    places: list[tuple[int, Record]] = []
    for record in held.records:
        for name in _names_of(record):
            match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plain)
            if match:
                places.append((match.start(), record))
                break
    if len({r.ref for _, r in places}) >= 2:
        ordered = [r for _, r in sorted(places, key=lambda p: p[0])]
        return [ordered[0]], [ordered[1]]
    by_day = sorted(held.records, key=lambda r: (_first_day(held, r) or "9999", r.ref))
    if re.search(r"\b(articles?|documents?|docs?|texts?|reports?|pieces?)\b", plain) or not query.days:
        found = [
            by_day[n] for word, n in _ORDINALS.items() if re.search(rf"\b{word}\b", plain) and n < len(by_day)
        ]
        if re.search(r"\b(last|latest|newest)\b", plain) and by_day:
            found.append(by_day[-1])
        if len(found) >= 2:
            return found[:1], found[1:2]
    if not query.days and len(by_day) > 1:
        return by_day[:1], by_day[-1:]
    return [], []


def _names_of(record: Record) -> list[str]:
    stem = re.sub(r"\.\w+$", "", record.ref.lower())
    number = re.match(r"\d{2,}", stem)
    names_ = [stem, record.ref.lower(), *([number.group()] if number else [])]
    return [
        *names_,
        *([record.outlet.lower()] if record.outlet else []),
        *([record.title.lower()] if record.title else []),
    ]


def _first_day(held: Material, record: Record) -> str | None:
    """Return the day of publication, else the last day that the article's events bear."""
    days = [e.date.start[:10] for e in record.events if e.date.start and not e.aux]
    return published(record) or max(days, default=None)


def _between_articles(
    draft: Draft, held: Material, pair: tuple[str, str], before: list[Record], after: list[Record]
) -> None:
    for part, records, lead in (("for", before, "Before"), ("claims", after, "After")):
        for record in records:
            labels = [(r, c) for r, c in claimed.of_pair(held, *pair) if r is record]
            words = dict.fromkeys(status_words(c) for _, c in labels)
            if labels:
                draft.say(
                    f"{lead}, {outlet_words(record)} calls them {joined(words)}.",
                    [claimed.cited(held, r, c) for r, c in labels],
                )
            for one in held.happenings:
                told = [c for c in held.told(one) if c.ref == record.ref]
                if told and set(pair) <= set(one.parties) and counts(one):
                    draft.say(dated(one, told), told, part=part)  # type: ignore[arg-type]
    draft.titles |= {"for": "Told in the earlier one", "claims": "Told in the later one"}
    old, new = ({c for r in side for m in r.mentions if (c := m.actor)} for side in (before, after))
    _new_actors(draft, held, after, new - old, "Named only in the later one")
    _new_actors(draft, held, before, old - new, "Named only in the earlier one")
    _new_items(draft, held, after)
    targets = {other: (r, c) for r, c, other in claimed.against(held, pair) if r in after}
    known = {other for r, _, other in claimed.against(held, pair) if r in before}
    for other, (record, claim) in targets.items():
        if other not in known:
            draft.say(
                f"The later one sets them against {in_sentence(other)} by name.",
                [claimed.cited(held, record, claim)],
            )


def _new_actors(draft: Draft, held: Material, records: list[Record], codes: set[str], lead: str) -> None:
    shown = sorted(c for c in codes if held.actors.state(c) or held.actors.is_organisation(c))
    cited = []
    for code in shown:
        for record in records:
            mention = next((m for m in record.mentions if m.actor == code), None)
            span = held.around(record, mention.start) if mention else None
            if mention and span:
                cited.append(held.cite(record, mention.start, mention.end, span, "mention"))
                break
    if shown:
        draft.say(f"{lead}: {names(shown)}.", cited)


def _new_items(draft: Draft, held: Material, records: list[Record]) -> None:
    for record in records:
        for item in record.agreements:
            if item.action and not item.aux:
                draft.say(
                    f"New in the later one: {short(item.name)}, {item.action}.",
                    [held.cite(record, item.start, item.end, item.sentence, "agreement")],
                )
        for figure in record.figures:
            if figure.unit not in (None, "dimensionless") or figure.subject:
                draft.say(
                    f"Figure in the later one: {figure_words(figure)}.",
                    [held.cite(record, figure.start, figure.end, figure.sentence, "figure")],
                )


def _between_days(draft: Draft, held: Material, pair: tuple[str, str], days: list[Interval]) -> None:
    first = days[0]
    last = days[-1].end[:10] if len(days) > 1 else held.today or "9999"
    start = first.start[:10]
    rows: list[Happening] = [
        h for h in held.of(*pair) if counts(h) and h.date.start and start <= h.date.start[:10] <= last
    ]
    ends = []
    for day in (start, last):
        until = Material(
            held.records, held.stories, as_of=date.fromisoformat(day), actors=held.actors
        ).relation(*pair)
        if until is not None:
            ends.append(until)
            draft.measures.append(
                Measure(f"balance on {day}", until.balance.mean, until.balance.low, until.balance.high)
            )
    if len(ends) == 2:
        draft.say(
            f"The balance of {names(pair)} went from {figures(ends[0])} on {iso_words(start)} "
            f"to {figures(ends[1])} on {iso_words(last)} (90% intervals).",
            [c for h in rows for c in held.told(h)[:1]],
            basis="relation index",
        )
    for one in rows:
        draft.say(dated(one, held.told(one)), held.told(one), part="for")
    draft.titles["for"] = "What happened in between"
    draft.verdict = (
        draft.verdict or f"{plural(len(rows), 'happening')} between {iso_words(start)} and {iso_words(last)}"
    )
    if not rows:
        draft.say(
            f"Nothing of {names(pair)} is dated between {iso_words(start)} and {iso_words(last)}.",
            basis=held.searched,
        )
