"""What one article says has happened: what `coding/` gives, up to its complete record."""

from __future__ import annotations

from typing import Literal

from visavis.records.articles import Furniture, Time
from visavis.records.base import (
    Aux,
    Bound,
    DateSpan,
    Frozen,
    ObligationKind,
    Quality,
    Span,
    StatementKind,
    Via,
)


class Mention(Frozen, frozen=True):
    """Words that stand for an actor. ``actor`` is a country code or organisation name, None when unknown."""

    start: int
    end: int
    text: str
    actor: str | None
    name: str | None = None
    sector: str | None = None
    role: str | None = None
    via: Via = "name"


class Party(Frozen, frozen=True):
    """An actor or recipient of an event, in the words of the sentence; ``code`` is None when unknown."""

    code: str | None
    text: str
    start: int
    end: int
    sector: str | None = None
    name: str | None = None


class Place(Frozen, frozen=True):
    """Where an event took place."""

    text: str
    country: str | None
    start: int
    end: int


class Voice(Frozen, frozen=True):
    """Who says that it happened: the outlet, or a source inside a statement."""

    kind: Literal["outlet", "source"]
    actor: str | None = None
    statement: str | None = None


class Words(Frozen, frozen=True):
    """A span with its words."""

    start: int
    end: int
    text: str


class Event(Frozen, frozen=True):
    """One PLOVER event as one sentence reports it."""

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    aux: tuple[Aux, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    date: DateSpan
    place: Place | None
    voice: Voice
    trigger: Words
    sentence: Span
    score: float | None
    confidence: float
    rule: str


class Speaker(Frozen, frozen=True):
    """Who a statement is by, to, or reported through."""

    text: str
    start: int
    end: int
    code: str | None = None
    name: str | None = None


class Statement(Frozen, frozen=True):
    """An utterance that the article reports; ``start``/``end`` hold the content.

    ``via`` lists the channels it came through, from the outlet inwards. ``act`` is what the speaker does
    with the content (say, ask, demand, intend, believe, know, judge, deny, accuse, report);
    ``aux`` the modality of the cue ("did not say": negation); ``joint`` the
    speakers of a joint statement, one by one.
    """

    id: str
    kind: StatementKind
    start: int
    end: int
    text: str
    speaker: Speaker | None
    cue: Words | None
    addressee: Speaker | None
    via: tuple[Speaker, ...]
    about: tuple[str, ...]
    unnamed: tuple[Words, ...]
    sentence: Span
    act: str = "say"
    aux: tuple[Aux, ...] = ()
    joint: tuple[Speaker, ...] = ()


class Period(Frozen, frozen=True):
    """The time that a figure is about; both ends included."""

    start: str
    end: str


class Figure(Frozen, frozen=True):
    """A number that says something of the world."""

    value: float
    unit: str | None
    approximate: bool
    bound: Bound
    what: str | None
    subject: tuple[str, ...]
    period: Period | None
    start: int
    end: int
    text: str
    sentence: Span


class Obligation(Frozen, frozen=True):
    """What an agreement binds its parties to, or (``holds`` false) is said not to."""

    kind: ObligationKind
    holds: bool


class Agreement(Frozen, frozen=True):
    """A treaty, pact, joint statement or alliance that the text speaks of.

    ``action`` is what was done with it, None when nothing was or when it was only planned, denied or
    asked (``aux`` says which); ``standing`` is its id in the registry of obligations, ``differences`` where
    text and registry disagree.
    """

    name: str
    parties: tuple[str, ...]
    kind: str
    action: str | None
    date: DateSpan
    obligations: tuple[Obligation, ...]
    start: int
    end: int
    sentence: Span
    aux: tuple[Aux, ...] = ()
    standing: str | None = None
    differences: tuple[str, ...] = ()


class Claim(Frozen, frozen=True):
    """A status given to a relation ("lasting alliance", "not allies"), with its holder."""

    label: str
    kind: Literal["status", "belief", "rumour", "denial", "forecast", "plan"]
    about: tuple[str, ...]
    holder: str
    negated: bool
    date: DateSpan
    start: int
    end: int
    text: str
    sentence: Span
    holder_code: str | None = None
    statement: str | None = None


class Record(Frozen, frozen=True):
    """One article, complete: what ``visavis read`` prints."""

    id: str
    ref: str
    source: str
    outlet: str | None
    title: str | None
    byline: str | None
    url: str | None
    published: DateSpan | None
    language: str
    text: str
    quality: tuple[Quality, ...]
    furniture: tuple[Furniture, ...]
    sentences: tuple[Span, ...]
    times: tuple[Time, ...]
    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]
    statements: tuple[Statement, ...]
    figures: tuple[Figure, ...]
    agreements: tuple[Agreement, ...]
    claims: tuple[Claim, ...]
    notes: tuple[str, ...]
