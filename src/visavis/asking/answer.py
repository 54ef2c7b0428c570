"""Questions answered: parsed, evaluated over a record, told in cited sentences; never a guess."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import combinations

from visavis.asking.binding import agreements, allies, concrete
from visavis.asking.chronicle import changed, last_met
from visavis.asking.conflicts import conflicts, disagree
from visavis.asking.counting import figures, how_many, reports, venues
from visavis.asking.deeds import deeds
from visavis.asking.disputes import disputes
from visavis.asking.doubts import doubts
from visavis.asking.fronts import drawn_in, fronts
from visavis.asking.gaps import missing
from visavis.asking.lexicon import kinds
from visavis.asking.material import Material
from visavis.asking.question import Query, parse
from visavis.asking.ramping import ramp
from visavis.asking.sides import adversary
from visavis.asking.stature import asymmetry
from visavis.asking.timeline import timeline
from visavis.asking.triads import triads
from visavis.asking.voices import unnamed, voices
from visavis.asking.writing import Draft, names
from visavis.records import Answer, Interval
from visavis.showing.phrases import joined
from visavis.showing.wording import actor_name, days_words

Pair = tuple[str, str]
_YEARS = 6  # in which a day without a year is looked for
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)

_OF_PAIRS: dict[str, Callable[[Query, Material, Pair], Draft]] = {
    "ramp": ramp,
    "allies": allies,
    "agreements": agreements,
    "concrete": concrete,
    "adversary": adversary,
    "asymmetry": asymmetry,
    "last_met": last_met,
    "changed": changed,
}
_OF_ALL: dict[str, Callable[[Query, Material, Pair | None], Draft]] = {
    "triads": triads,
    "fronts": fronts,
    "drawn_in": drawn_in,
    "timeline": timeline,
    "reports": reports,
    "conflicts": conflicts,
    "disagree": disagree,
    "doubts": doubts,
    "disputes": disputes,
    "unnamed": unnamed,
    "missing": missing,
    "figures": figures,
    "venues": venues,
    "voices": voices,
    "how_many": how_many,
    "deeds": deeds,
}


def answer(question: str, held: Material) -> Answer:
    """Answer a question from what is held.

    Args:
        question: in English; of one of the kinds in ``data/asking/questions.toml``.
        held: what it is asked of.

    Returns:
        The answer, each sentence with where it was read; when the question is of no known kind, or nothing is
        held to answer it from, an answer that says so and what can be asked.
    """
    query = parse(question, held.actors, held.today)
    kind = query.kind
    if kind is None:
        return _out_of_reach(query, held, "This is not a kind of question that visavis can answer.")
    if not held.records:
        return _out_of_reach(query, held, "The record is empty: there is no article to answer from.")
    if query.days and re.search(r"\b(as of|by|until|up to) (the )?#", query.plain):
        last = date.fromisoformat(max(d.end for d in query.days)[:10])
        held = Material(
            held.records, held.stories, as_of=last, actors=held.actors, capabilities=held.capabilities
        )
        query = replace(query, days=())
    query = _in_its_year(query, held)
    pair, default = _pair(query, held)
    if kind in _OF_PAIRS:
        if pair is None:
            return _out_of_reach(query, held, "Name the two states that are meant.")
        draft = _OF_PAIRS[kind](query, held, pair)
    else:
        draft = _OF_ALL[kind](query, held, pair)
    if default and pair and query.kind in _OF_PAIRS:
        draft.notes.insert(
            0, f"no two states were named: {names(pair)} are meant, of whom the record tells most"
        )
    return Answer(
        query.text,
        query.kind,
        _understood(query, pair if query.kind in _OF_PAIRS else None, held),
        draft.status,
        draft.verdict,
        tuple(draft.measures),
        draft.parts(),
        suggestions(held, [kind, *query.others])[:3],
        tuple(dict.fromkeys(draft.notes)),
    )


def _in_its_year(query: Query, held: Material) -> Query:
    """Return a question whose days, named without a year, lie in the last year of which the record tells."""
    if not query.days or re.search(r"\b(?:19|20)\d\d\b", query.text) or not _MONTH.search(query.text):
        return query
    known = [
        h.date for h in held.happenings if h.date.start and h.date.precision in ("minute", "hour", "day")
    ]
    for back in range(_YEARS):
        days = tuple(_earlier(day, back) for day in query.days)
        if any(d.start[:10] <= (k.start or "")[:10] <= d.end[:10] for d in days for k in known):
            return replace(query, days=days)
    return query


def _earlier(day: Interval, years: int) -> Interval:
    """Return days so many years before; the 29th of February stays as it is written."""
    start, end = (f"{int(text[:4]) - years}{text[4:]}" for text in (day.start, day.end))
    return Interval(start, end, day.precision)


def _pair(query: Query, held: Material) -> tuple[Pair | None, bool]:
    """Return the two states that a question is about, and whether they were not named but taken."""
    about = {c for t in query.topics for c in t.codes} if query.kind == "voices" else set()
    states = [
        c for c in query.states if (held.actors.state(c) or held.actors.is_organisation(c)) and c not in about
    ]
    states = (
        [c for c in states if c != query.against]
        if len(states) != 2 or query.kind in ("ramp", "concrete", "adversary")
        else states
    )
    if len(states) > 2 and query.kind in _OF_PAIRS:
        shared = {p: len(held.of(*p)) for p in combinations(states, 2)}
        return max(shared, key=lambda p: shared[p]), False
    if len(states) >= 2:
        return (states[0], states[1]), False
    if len(states) == 1:
        other = _partner(states[0], held, query.against)
        if other:
            return (states[0], other), True
    return held.main_pair, True


def _partner(code: str, held: Material, against: str | None) -> str | None:
    tally: dict[str, int] = {}
    for one in held.of(code):
        for other in set(one.parties) - {code, against or ""}:
            if held.actors.state(other):
                tally[other] = tally.get(other, 0) + 1
    return min(tally, key=lambda c: (-tally[c], c), default=None)


def _understood(query: Query, pair: Pair | None, held: Material) -> str:
    says = next(k.kind.says for k in kinds() if k.kind.id == query.kind)
    words = [says]
    about = {c for t in query.topics for c in t.codes} if query.kind == "voices" else set()
    shown = pair or [c for c in query.states if c not in about]
    if shown:
        words.append(f"of {joined(actor_name(c) for c in shown)}")
    if query.against:
        words.append(f"against {actor_name(query.against)}")
    if query.topics and query.kind in ("voices", "figures"):
        words.append(f"on {joined(t.words for t in query.topics)}")
    if query.days:
        words.append(f"at {joined(days_words([d.start[:10], d.end[:10]]) for d in query.days)}")
    if held.as_of:
        words.append(f"as of {days_words([held.as_of.isoformat()])}")
    return "; ".join(words)


def _out_of_reach(query: Query, held: Material, why: str) -> Answer:
    draft = Draft()
    draft.say(why, basis="the question")
    return Answer(
        query.text,
        query.kind,
        "not understood",
        "out of reach",
        "Out of reach",
        (),
        draft.parts(),
        suggestions(held, ()),
    )


def suggestions(held: Material, without: list[str] | tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return questions that can be asked of a record, with states of it.

    Args:
        held: the record.
        without: kinds to leave out.
    """
    pair = held.main_pair or ("CHN", "RUS")
    a, b = (actor_name(c) for c in pair)
    refs = [r.ref for r in held.records]
    third = next(
        (actor_name(c) for h in held.happenings for c in h.parties if c not in pair and held.actors.state(c)),
        "a third state",
    )
    words = {
        "a": a,
        "b": b,
        "first": refs[0] if refs else "",
        "last": refs[-1] if refs else "",
        "topic": third,
    }
    return tuple(
        k.kind.ask.format(**words)
        for k in kinds()
        if k.kind.id not in without and (k.kind.id != "changed" or len(refs) > 1)
    )
