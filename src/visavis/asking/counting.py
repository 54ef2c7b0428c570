"""Counts: independent reports of a happening, figures with unit and source, venues, how many times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from visavis.asking.lexicon import venue_names
from visavis.asking.material import Material
from visavis.asking.question import Query, Topic
from visavis.asking.topical import matches
from visavis.asking.writing import (
    Draft,
    dated,
    happened,
    names,
    nothing,
    number,
    outlets,
    plural,
    span_words,
    speaker_of,
)
from visavis.records import Citation, FieldDifference, Figure, Happening, Interval, Measure, Record
from visavis.relations.table import counts
from visavis.showing.phrases import in_sentence, joined
from visavis.showing.wording import date_words, outlet_words, quoted, short

_MOST = 20
_TWO = 2
_BOUNDS = {
    "at least": "at least ",
    "at most": "at most ",
    "more than": "more than ",
    "less than": "less than ",
    "exact": "",
}
_SMALL = 3  # a bare number up to this is a way of speaking ("two sides")


# ---------------------------------------------------------------- reports

_ASKING = frozenset({
    "figure", "figures", "number", "numbers", "given", "reported", "report", "articles", "which", "what",
    "unit", "units", "source", "sources", "large", "much", "many", "size", "value", "volume", "amount",
    "does", "with",
})  # fmt: skip


def reports(query: Query, held: Material, pair: tuple[str, str] | None) -> Draft:
    """Answer how many independent reports there are of the happening that a question means."""
    draft = Draft()
    found = chosen(query, held, pair)
    if not found:
        return nothing(draft, "No such happening is in the record.", held.searched)
    best = found[0]
    told = held.told(best)
    refs = list(dict.fromkeys(r.ref for r in best.reports))
    draft.verdict = plural(best.origins, "independent report")
    draft.measures.append(Measure("independent reports", best.origins))
    draft.measures.append(Measure("articles", len(refs)))
    draft.say(
        f"{dated(best)[:-1]}, told by {plural(best.origins, 'independent source')} "
        f"in {plural(len(refs), 'article')} of {len(held.records)}: "
        f"{joined(outlet_words(held.by_ref[ref]) for ref in refs)}.",
        told,
    )
    if len(best.reports) > len(refs):
        draft.say(f"These articles tell of it in {len(best.reports)} places; it counts once.", told)
    for record_ref in refs:
        record = held.by_ref[record_ref]
        forms = date_forms(held, record, best)
        if forms:
            draft.say(
                f"{outlet_words(record)} dates it by {joined(quoted(f) for f, _ in forms)}.",
                [c for _, c in forms],
                part="claims",
            )
    for difference in field_differences(best):
        words = f"The reports differ in {difference.field}: {joined(difference.values)}."
        draft.say(words, told, part="against")
    copies = [d for s in held.stories for d in s.duplicates if set(d) & set(refs)]
    for group in copies:
        draft.say(f"Copies of one text, counted once: {joined(group)}.", basis="duplicates")
    for one in [h for h in found[1:] if h.type == best.type][:3]:
        draft.say(
            f"Another that may be meant: {dated(one)} {plural(one.origins, 'independent source')}.",
            held.told(one),
            part="missing",
        )
    return draft


def field_differences(one: Happening) -> list[FieldDifference]:
    """Return in what the reports of a happening differ beside their words; a call has no place."""
    idle = {"wording"} | ({"place"} if one.mode == "phone" else set())
    return [difference for difference in one.differences if difference.field not in idle]


def date_forms(held: Material, record: Record, one: Happening) -> list[tuple[str, Citation]]:
    """Return the words by which an article dates a happening, with where they stand."""
    out: dict[str, Citation] = {}
    for report in one.reports:
        event = held.events.get((report.ref, report.event))
        if event is None or report.ref != record.ref:
            continue
        for time in record.times:
            inside = event.sentence.start <= time.start < event.sentence.end
            if inside and time.interval and time.interval.start[:10] == (event.date.start or "")[:10]:
                out.setdefault(time.text, held.cite(record, time.start, time.end, event.sentence, "time"))
    return [*out.items()]


def chosen(query: Query, held: Material, pair: tuple[str, str] | None) -> list[Happening]:
    """Return the happenings that a question may mean, the likeliest first: by actors, kind, day and place."""
    wanted = [c for c in query.states if c != query.against] or list(pair or ())
    kinds = query.deeds
    out = []
    for one in held.happenings:
        if not counts(one) or not set(wanted) <= set(one.parties):
            continue
        fits = any(
            k.split(":")[0] == one.type and (":" not in k or k.split(":")[1] == one.mode) for k in kinds
        )
        near = _on(one, query.days)
        if query.days and not near:
            continue
        out.append(((fits, near, one.outlets, len(one.reports), one.id), one))
    return [one for _, one in sorted(out, key=lambda x: x[0], reverse=True)]


def _on(one: Happening, days: Sequence[Interval]) -> bool:
    start, end = one.date.start, one.date.end or one.date.start
    return bool(start and end) and any(start[:10] <= d.end[:10] and d.start[:10] <= end[:10] for d in days)  # type: ignore[index]


# ---------------------------------------------------------------- figures


def figures(query: Query, held: Material, pair: tuple[str, str] | None) -> Draft:
    """Answer which figures are given: value, unit, of what, for when, by whom; those asked for first."""
    draft = Draft()
    found = _figures(query, held)
    if not found:
        return nothing(draft, "No figure on this is in the record.", held.searched)
    meant = [(r, f) for r, f in found if _words_of(query, f)] if not query.topics else []
    dated_ = [(r, f) for r, f in meant if f.period and _within(f, query.days)]
    found = dated_ or meant or found
    for record, figure in found:
        bare = figure.unit in (None, "dimensionless") and not figure.subject and figure.value <= _SMALL
        cited = held.cite(record, figure.start, figure.end, figure.sentence, "figure")
        subject = f" ({names(figure.subject)})" if figure.subject else ""
        period = f", {_period(figure)}" if figure.period else ""
        draft.say(
            f"{figure_words(figure)}{subject}{period}: {_source(record, figure)}.",
            [cited],
            part="claims" if bare else "answer",
        )
    draft.titles["claims"] = "Small counts, perhaps ways of speaking"
    values = dict.fromkeys(figure_words(f) for _, f in found) if meant or query.topics else ()
    count = plural(len(draft.lines.get("answer", ())), "figure")
    draft.verdict = next(iter(values)) if len(values) == 1 else count
    return draft


def _within(figure: Figure, days: Sequence[Interval]) -> bool:
    """Return whether a figure is of days that a question names."""
    start, end = (figure.period.start[:10], figure.period.end[:10]) if figure.period else ("9", "0")
    return any(start <= day.end[:10] and day.start[:10] <= end for day in days)


def _source(record: Record, figure: Figure) -> str:
    """Return who gives a figure: the outlet, and by whose word where it stands in a statement."""
    around = [s for s in record.statements if s.start <= figure.start and figure.end <= s.end and s.speaker]
    if not around:
        return outlet_words(record)
    inner = min(around, key=lambda s: s.end - s.start)
    return f"{speaker_of(inner)}, in {outlet_words(record)}"


def _figures(query: Query, held: Material) -> list[tuple[Record, Figure]]:
    every = [(r, f) for r in held.records for f in r.figures]
    asked = [t for t in query.topics if t.terms or t.codes]
    terms = [
        t
        for t in asked
        if t.terms and not set(t.terms) <= {"unit", "units", "source", "sources", "figures", "numbers"}
    ]
    states = set(query.states)
    if terms:
        every = [(r, f) for r, f in every if any(_about(r, f, t) for t in terms)]
    elif states:
        every = [(r, f) for r, f in every if states & (set(f.subject) | held.states_in(r, f.sentence))]
    return every


def _about(record: Record, figure: Figure, topic: Topic) -> bool:
    bare = Topic(topic.words, (), topic.terms)
    return matches(bare, f"{figure.what or ''} {figure.text}") or matches(
        bare, record.text[figure.sentence.start : figure.sentence.end]
    )


def figure_words(figure: Figure) -> str:
    """Return a figure with its bound, unit and what it counts: ``at least 100,000 Russian troops``."""
    unit = {"USD": "US dollars", "dimensionless": "times", "percent": "percent", "year": "years"}.get(
        figure.unit or "", figure.unit or ""
    )
    value = number(figure.value)
    if re.search(r"\d(?:st|nd|rd|th)\b", figure.text):
        return f"{figure.text} {figure.what or ''}".strip()
    about = "about " if figure.approximate else ""
    return " ".join(f"{_BOUNDS[figure.bound]}{about}{value} {unit} {figure.what or ''}".split())


def _period(figure: Figure) -> str:
    assert figure.period is not None
    start, end = figure.period.start[:10], figure.period.end[:10]
    return span_words(start, end)


# ---------------------------------------------------------------- venues


def venues(query: Query, held: Material, pair: tuple[str, str] | None) -> Draft:
    """Answer which organisations, summits and other venues are named, each with where."""
    draft = Draft()
    found: dict[str, list[tuple[str, Citation]]] = {}
    for record in held.records:
        for key, name, cited in named_venues(held, record):
            found.setdefault(key, []).append((name, cited))
    states = [c for c in query.states if held.actors.state(c)]
    ranked = sorted(found.items(), key=lambda item: (-len({c.ref for _, c in item[1]}), item[0]))
    shared = {key: _belonging(held, key, states or list(pair or ())) for key, _ in ranked}
    ranked.sort(key=lambda item: not shared[item[0]].startswith("both"))
    for key, places in ranked[:_MOST]:
        long = max((name for name, _ in places), key=len)
        name = long if key.islower() or long == key else f"{key} ({long})"
        cited_ = [c for _, c in places]
        belongs = f"; {shared[key]}" if shared[key] else ""
        draft.say(f"{name}, in {outlets(cited_)}{belongs}.", cited_)
    if not ranked:
        return nothing(draft, "No organisation and no gathering is named in the record.", held.searched)
    draft.verdict = plural(len(ranked), "venue or organisation", "venues and organisations")
    both = [k for k, _ in ranked if shared[k].startswith("both")]
    if both and states:
        draft.verdict = f"{joined(both)}: {names(states)} belong to them"
    if states:
        draft.notes.append("memberships are the registry's; what is named without them may have other parts")
    return draft


def _belonging(held: Material, key: str, states: list[str]) -> str:
    """Return which of some states are members of an organisation by the registry; empty where it has none."""
    if not held.actors.is_organisation(key) or len(states) < _TWO:
        return ""
    members = held.actors.members(key, held.today)
    if not members:
        return ""
    inside = [c for c in states if c in members]
    if len(inside) == len(states):
        return f"{'both' if len(states) == _TWO else 'all'} {names(states)} are members"
    return (
        f"{names(inside)} {'is a member' if len(inside) == 1 else 'are members'}"
        if inside
        else (f"neither {' nor '.join(in_sentence(c) for c in states)} is a member")
    )


def named_venues(held: Material, record: Record) -> Iterator[tuple[str, str, Citation]]:
    """Yield the organisations and gatherings that an article names: a key, the name as written, and where."""
    taken: list[tuple[int, int]] = []
    for mention in record.mentions:
        span = held.around(record, mention.start)
        if (
            span
            and mention.actor
            and held.actors.is_organisation(mention.actor)
            and mention.via == "organisation"
        ):
            taken.append((mention.start, mention.end))
            name = short(mention.text).removeprefix("the ")
            yield mention.actor, name, held.cite(record, mention.start, mention.end, span, "mention")
    for span in record.sentences:
        for match in venue_names().finditer(record.text, span.start, span.end):
            if not any(s < match.end() and match.start() < e for s, e in taken):
                name = short(match.group()).removeprefix("The ")
                yield venue_key(name), name, held.cite(record, match.start(), match.end(), span, "mention")


def venue_key(name: str) -> str:
    """Return what the forms of a gathering's name have in common."""
    words = [w for w in name.lower().split() if w not in ("for", "of", "on", "the", "summit")]
    return "olympics" if "olympics" in words else " ".join(words)


# ---------------------------------------------------------------- how many times


def how_many(query: Query, held: Material, pair: tuple[str, str] | None) -> Draft:
    """Answer how many happenings of a kind there were, or how many of something an article counts."""
    counted = [(r, f) for r, f in _figures(query, held) if query.topics or _words_of(query, f)]
    if not query.deeds or ("times" not in query.plain and "often" not in query.plain):
        fitting = [(r, f) for r, f in counted if _words_of(query, f)]
        if fitting:
            draft = Draft(verdict=number(fitting[0][1].value))
            for record, figure in fitting:
                draft.say(
                    f"{figure_words(figure)}: {outlet_words(record)}.",
                    [held.cite(record, figure.start, figure.end, figure.sentence, "figure")],
                )
            return draft
    draft = Draft()
    found = [h for h in chosen(query, held, pair) if any(k.split(":")[0] == h.type for k in query.deeds)]
    if not found:
        return nothing(draft, "Nothing of the kind is counted in the record.", held.searched)
    draft.verdict = str(len(found))
    draft.measures.append(Measure("happenings", len(found)))
    draft.say(
        f"The record holds {plural(len(found), 'such happening')}; there may have been others.",
        [c for h in found for c in held.told(h)[:1]],
    )
    for one in sorted(found, key=lambda h: h.date.start or "9999"):
        draft.say(f"{date_words(one.date)}: {happened(one, held.told(one))}.", held.told(one), topic=one.id)
    return draft


def _words_of(query: Query, figure: Figure) -> bool:
    """Return whether a question holds the word that a figure counts ("troops", "countries")."""
    asked = (w for w in re.findall(r"[^\W\d_]{4,}", query.plain) if w not in _ASKING)
    words = {w[: max(4, len(w) - 2)] for w in asked}
    counted = re.findall(r"[^\W\d_]{4,}", (figure.what or "").lower())
    return any(w[: max(4, len(w) - 2)] in words for w in counted)
