"""Tellings: one event as one article tells it, in the form that reports are compared by."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Literal

import msgspec

from visavis.errors import DataError
from visavis.merging.intervals import Days, days
from visavis.merging.kinds import RECIPROCAL
from visavis.merging.words import content, stems
from visavis.records import DateSpan, Event, Party, Record

_FILE = "data/merging/forms.toml"
_NEAR = 60  # characters on either side of a trigger that tell how parties met
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ASSUMED = "no time named"  # in the basis of a date that rests on the day of publication alone
_NEWS = 2  # days that such a report may be late
_VAGUE = 400  # days: "the century" tells nothing of when
_FAMILY_NAME_FIRST = frozenset({"CHN", "TWN", "HKG", "KOR", "PRK", "VNM"})


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How or on which level parties meet, a plan to, or that it goes both ways; and the words for it."""

    field: Literal["form", "level", "plan", "mutual"]
    name: str
    words: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]


class _Forms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    form: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Telling:
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
    raw = resources.files("visavis").joinpath(_FILE).read_bytes()
    try:
        return msgspec.toml.decode(raw, type=_Forms).form
    except msgspec.DecodeError as error:
        raise DataError(str(error), _FILE, "See the comments at the head of the file") from error


@functools.lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple(
        (form.field, form.name, re.compile(r"\b(?:" + "|".join(map(re.escape, form.words)) + r")\b"))
        for form in forms()
    )


def form_in(text: str, field: str) -> str | None:
    """Return the one form (or level) that a stretch of text tells; None when it tells none or several."""
    folded = text.casefold()
    found = {name for kind, name, pattern in _patterns() if kind == field and pattern.search(folded)}
    return found.pop() if len(found) == 1 else None


def is_stated(date: DateSpan) -> bool:
    """Return whether a date rests on a time that the text names, not on the day of publication alone."""
    return date.start is not None and _ASSUMED not in date.basis


def tellings(record: Record, article: int = 0, story: int = -1) -> list[Telling]:
    """Return the events of an article as tellings, in the article's order."""
    starts = [span.start for span in record.sentences]
    return [_telling(record, event, starts, article, story) for event in record.events]


def _telling(record: Record, event: Event, starts: Sequence[int], article: int, story: int) -> Telling:
    parties = (*event.actors, *event.recipients)
    directed = event.type not in RECIPROCAL and bool(event.recipients)
    sentence = record.text[event.sentence.start : event.sentence.end]
    near = _near(record.text, event)
    stated = is_stated(event.date)
    codes = frozenset(p.code for p in parties if p.code)
    actor_words = {s for p in parties if p.code for s in stems(p.text)}
    return Telling(
        article=article,
        ref=record.ref,
        story=story,
        event=event,
        stance=frozenset(event.aux) - {"historical"},
        codes=codes,
        actors=frozenset(p.code for p in event.actors if p.code) if directed else frozenset(),
        recipients=frozenset(p.code for p in event.recipients if p.code) if directed else frozenset(),
        unknown=frozenset(" ".join(content(p.text)) for p in parties if not p.code) - {""},
        names=tuple(sorted({(p.code, _surname(p)) for p in parties if p.code and p.name})),
        when=_when(event, stated),
        stated=stated,
        weekday=_weekday(near),
        form=_form(event, near),
        level=form_in(f"{' '.join(p.text for p in parties)} {event.trigger.text}", "level"),
        told=days(record.published),
        sentence=sentence,
        words=frozenset(content(sentence)) - actor_words,
        context=_context(record, event, starts),
    )


def _when(event: Event, stated: bool) -> Days | None:
    when = days(event.date)
    if when is None or when.length > _VAGUE:
        return None
    # News without a time is of the day it appears or of the days before it.
    return when if stated else Days(when.start - _NEWS, when.end)


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


def _context(record: Record, event: Event, starts: Sequence[int]) -> frozenset[str]:
    middle = bisect_right(starts, event.sentence.start) - 1
    around = record.sentences[max(0, middle - 1) : middle + 2]
    return frozenset(w for span in around for w in content(record.text[span.start : span.end]))
