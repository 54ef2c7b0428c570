"""Tellings: one event as one article tells it, in the form that reports are compared by."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from visavis.knowledge import load_toml
from visavis.merging.intervals import Days, days, meet
from visavis.merging.kinds import RECIPROCAL
from visavis.merging.words import content, raw_words, sentence_stems, stem, stems_of_name, without_common
from visavis.records import DateSpan, Event, Mention, Party, Record

_FILE = "merging/forms.toml"
_NEAR = 60  # characters on either side of a trigger that tell how parties met
_WORD = re.compile(r"\w+")
_AND = re.compile(r"(?:['’]s)?\s*(?:,|and|with)\s+(?:the\s+)?")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ASSUMED = "no time named"  # in the basis of a date that rests on the day of publication alone
_NEWS = 2  # days that such a report may be late
_MONTH = 31  # days beyond which a time does not tell which of several events is meant
_VAGUE = 400  # days: "the century" tells nothing of when
_FAMILY_NAME_FIRST = frozenset({"CHN", "TWN", "HKG", "KOR", "PRK", "VNM"})


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How or on which level parties meet, a plan to, whether both ways or one by one; and words for it."""

    field: Literal["form", "level", "plan", "mutual", "joint", "many"]
    name: str
    words: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]


class _Forms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    form: tuple[Form, ...]


class Telling(msgspec.Struct, frozen=True):
    """One event as one article tells it.

    Attributes:
        article: index of the article.
        ref: the article's name; event ids are no name, for copies of one text share them.
        story: index of the article's story; -1 before stories are known.
        event: the event.
        stance: what keeps it apart from what happened: future, hypothetical, negation.
        codes: all coded parties.
        actors: coded actors of a directed event; empty for reciprocal ones.
        recipients: coded recipients.
        unknown: the words of parties that have no code.
        names: for each coded party the surnames that the article gives.
        when: its days, None when unknown; where no time is named, the days that news is of.
        stated: whether a time is named.
        weekday: 0 for Monday to 6, when the sentence names one weekday; else None.
        form: how the parties met: video, phone, person, or None.
        level: on which level they met, or None.
        one_by_one: whether the words tell several meetings, each with some of the parties.
        verb: the stem of the first word that tells it.
        named: codes of its parties, and of actors that the sentence names with one by "and".
        told: days of publication of the article.
        sentence: the sentence.
        words: its content words, those of its parties left out.
        context: content words of the sentence and those around it.
    """

    article: int
    ref: str
    story: int
    event: Event
    stance: frozenset[str]
    codes: frozenset[str]
    actors: frozenset[str]
    recipients: frozenset[str]
    unknown: frozenset[str]
    names: tuple[tuple[str, str], ...]
    when: Days | None
    stated: bool
    weekday: int | None
    form: str | None
    level: str | None
    one_by_one: bool
    verb: str
    named: frozenset[str]
    told: Days | None
    sentence: str
    words: frozenset[str]
    context: frozenset[str]


@functools.lru_cache(maxsize=1)
def forms() -> tuple[Form, ...]:
    """Return all forms and levels.

    Raises:
        DataError: the file breaks its schema.
    """
    return load_toml(_FILE, _Forms).form


@functools.cache
def _patterns(field: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (form.name, re.compile(r"\b(?:" + "|".join(map(re.escape, form.words)) + r")\b"))
        for form in forms()
        if form.field == field
    )


@functools.cache
def _begin(field: str) -> frozenset[str]:
    """Return the words that what tells a form begins with."""
    return frozenset(
        _WORD.findall(words)[0] for form in forms() if form.field == field for words in form.words
    )


def form_in(text: str, field: str) -> str | None:
    """Return the one form (or level) that a stretch of text tells; None when it tells none or several."""
    folded = text.casefold()
    if _begin(field).isdisjoint(_WORD.findall(folded)):
        return None
    found = {name for name, pattern in _patterns(field) if pattern.search(folded)}
    return found.pop() if len(found) == 1 else None


def both_ways(event: Event, sentence: str) -> bool:
    """Return whether actors of an event without recipients act on each other, by its type or its words."""
    if event.type in RECIPROCAL or form_in(sentence, "mutual"):
        return True
    return form_in(event.trigger.text, "joint") is not None


def is_stated(date: DateSpan) -> bool:
    """Return whether a date rests on a time that the text names, not on the day of publication alone."""
    return date.start is not None and _ASSUMED not in date.basis


def tellings(record: Record, stemmed: Mapping[tuple[int, int], Sequence[str]] | None = None) -> list[Telling]:
    """Return the events of an article as tellings, in the article's order; its index is left at 0.

    Args:
        record: the article.
        stemmed: the stems of its sentences, where they are known already.
    """
    starts = [span.start for span in record.sentences]
    known = sentence_stems(record) if stemmed is None else stemmed

    @functools.cache
    def words(start: int, end: int) -> frozenset[str]:
        own = known.get((start, end))
        return frozenset(content(record.text[start:end]) if own is None else without_common(own))

    mentioned = sorted((m for m in record.mentions if m.actor), key=lambda m: m.start)
    places = [m.start for m in mentioned]
    found = []
    elsewhere = _parties_by_sentence(record)
    for event in record.events:
        first, last = bisect_left(places, event.sentence.start), bisect_left(places, event.sentence.end)
        taken = {code for other, code in elsewhere[event.sentence.start] if other != event.id}
        inside = [m for m in mentioned[first:last] if m.actor not in taken or _is_party(m.actor, event)]
        alone = {other for other, _ in elsewhere[event.sentence.start]} <= {event.id}
        found.append(_telling(record, event, inside, alone, starts, words))
    return found


def _parties_by_sentence(record: Record) -> defaultdict[int, set[tuple[str, str]]]:
    """Return the coded parties of the events in each sentence, with the events."""
    found: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    for event in record.events:
        found[event.sentence.start] |= {(event.id, p.code) for p in _parties(event) if p.code}
    return found


def _beside(text: str, inside: Sequence[Mention], codes: frozenset[str]) -> frozenset[str]:
    """Return the actors that a sentence names with a party in one breath ("Oslo and Riga announced")."""
    found = set()
    for one, other in pairwise(inside):
        if one.actor and other.actor and _AND.fullmatch(text, one.end, other.start):
            found |= {one.actor, other.actor} if {one.actor, other.actor} & codes else set()
    return frozenset(found)


def _parties(event: Event) -> tuple[Party, ...]:
    return (*event.actors, *event.recipients)


def _is_party(code: str | None, event: Event) -> bool:
    return any(p.code == code for p in _parties(event))


def _telling(
    record: Record,
    event: Event,
    inside: Sequence[Mention],
    alone: bool,
    starts: Sequence[int],
    words: Callable[[int, int], frozenset[str]],
) -> Telling:
    parties = _parties(event)
    sentence = record.text[event.sentence.start : event.sentence.end]
    near = _near(record.text, event)
    one_by_one = form_in(near, "many") is not None
    # In separate talks one side meets the others, who do not meet each other.
    directed = bool(event.recipients) and (event.type not in RECIPROCAL or one_by_one)
    stated = is_stated(event.date)
    codes = frozenset(p.code for p in parties if p.code)
    # "They agreed": the parties' names stand elsewhere in the sentence and say no more of the deed.
    names = [p.text for p in parties if p.code] + [m.text for m in inside if m.actor in codes]
    actor_words = frozenset[str]().union(*map(stems_of_name, names))
    return Telling(
        article=0,
        ref=record.ref,
        story=-1,
        event=event,
        stance=frozenset(event.aux) - {"historical"},
        codes=codes,
        actors=frozenset(p.code for p in event.actors if p.code) if directed else frozenset(),
        recipients=frozenset(p.code for p in event.recipients if p.code) if directed else frozenset(),
        unknown=frozenset(" ".join(content(p.text)) for p in parties if not p.code) - {""},
        names=tuple(sorted({(p.code, _surname(p)) for p in parties if p.code and p.name})),
        when=_when(event, stated) if not alone else _finest(record, event, _when(event, stated)),
        stated=stated,
        weekday=_weekday(near),
        form=_form(event, near),
        level=form_in(f"{' '.join(p.text for p in parties)} {event.trigger.text}", "level"),
        one_by_one=one_by_one,
        verb=_first_stem(event.trigger.text),
        named=codes | _beside(record.text, inside, codes),
        told=days(record.published),
        sentence=sentence,
        words=words(event.sentence.start, event.sentence.end) - actor_words,
        context=_context(record, event, starts, words),
    )


def _when(event: Event, stated: bool) -> Days | None:
    when = days(event.date)
    if when is None or when.length > _VAGUE:
        return None
    # News without a time is of the day it appears or of the days before it.
    return when if stated else Days(when.start - _NEWS, when.end)


def _finest(record: Record, event: Event, when: Days | None) -> Days | None:
    """Return the one day within a longer time that the sentence names too ("yesterday, … this spring")."""
    if when is None or when.length <= _MONTH:
        return when
    inside = [t for t in record.times if event.sentence.start <= t.start < event.sentence.end]
    fine = {d for t in inside if (d := days(t.interval)) and d.length == 1 and meet(d, when)}
    return fine.pop() if len(fine) == 1 else when


def _near(text: str, event: Event) -> str:
    begin = max(event.sentence.start, event.trigger.start - _NEAR)
    return text[begin : min(event.sentence.end, event.trigger.end + _NEAR)]


def _form(event: Event, near: str) -> str | None:
    if event.type != "CONSULT" and "CONSULT" not in event.rule:
        return None
    return form_in(near, "form") or {"visit": "person", "phone": None}.get(event.mode or "")


def _weekday(near: str) -> int | None:
    folded = near.casefold()
    found = {i for i, name in enumerate(_WEEKDAYS) if name in folded}
    return found.pop() if len(found) == 1 else None


def _surname(party: Party) -> str:
    """Return the part of a name that a second mention would use; in East Asia names begin with it."""
    words = (party.name or "").casefold().split()
    return words[0 if party.code in _FAMILY_NAME_FIRST else -1]


def _context(
    record: Record,
    event: Event,
    starts: Sequence[int],
    words: Callable[[int, int], frozenset[str]],
) -> frozenset[str]:
    middle = bisect_right(starts, event.sentence.start) - 1
    around = record.sentences[max(0, middle - 1) : middle + 2]
    return frozenset[str]().union(*(words(span.start, span.end) for span in around))


@functools.lru_cache(maxsize=10_000)
def _first_stem(text: str) -> str:
    words = raw_words(text)
    return stem(words[0]) if words else ""
