"""Time: when two last met, what changed between two articles or two days."""

from __future__ import annotations

import re
from datetime import date

from visavis.asking import claimed
from visavis.asking.counting import figure_words
from visavis.asking.material import Material, apart, published
from visavis.asking.placed import placed
from visavis.asking.question import Query
from visavis.asking.writing import (
    Draft,
    capital,
    dated,
    names,
    nothing,
    outlets,
    plural,
    span_words,
    status_words,
)
from visavis.records import Happening, Interval, Measure, Record
from visavis.relations.table import counts
from visavis.showing.pairs import figures
from visavis.showing.phrases import in_sentence, joined
from visavis.showing.wording import date_words, iso_words, outlet_words, short

_DECADE = 11  # years; longer spans date nothing
_MOST = 14
_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4}


# ---------------------------------------------------------------- last met


def last_met(query: Query, held: Material, pair: tuple[str, str]) -> Draft:
    """Answer when two last met or talked; a meeting without a date may be later."""
    draft = Draft()
    met = [
        h for h in held.of(*pair) if h.type == "CONSULT" and not h.aux and not set(h.recipients) & set(pair)
    ]
    met += [h for h in held.of(*pair) if h.type == "CONSULT" and not h.aux and h not in met]
    met = [h for h in met if not apart(held, h)]
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
        where = placed(held, one)
        if where and (not known or where.start > (known[-1].date.end or "")[:10]):
            day = span_words(where.start, where.end)
            draft.verdict = f"{capital(day)}{place}"
            draft.say(
                f"{capital(day)} ({where.why}): a meeting{place}, told without a date by {outlets(cited)}.",
                where.cited,
            )
        elif plan:
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
