"""The vocabulary that all rooms share: one frozen record per stage.

    Article  --read-->  Reading  --code-->  Record  --merge-->  Story, Happening, Echo, Difference

Every extracted thing carries ``start``/``end``: half-open offsets in Unicode code points into the article's
``text``, so that ``text[start:end]`` is what was read. Unknown is ``None`` beside a ``basis`` or a note that
says why. Records are immutable, compare by value and write themselves as JSON in the order of their fields.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, Literal

import msgspec

# Finest first.
Precision = Literal[
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "quarter",
    "season",
    "half",
    "year",
    "decade",
    "century",
    "unknown",
]
TimeKind = Literal["date", "time", "duration", "set"]
Aux = Literal["future", "hypothetical", "negation", "historical"]
Via = Literal["name", "demonym", "capital", "office", "organisation", "pronoun", "nominal"]
StatementKind = Literal["direct", "indirect", "mixed"]
Bound = Literal["exact", "at least", "at most", "more than", "less than"]
FurnitureKind = Literal[
    "subscription", "navigation", "caption", "rights", "byline", "dateline", "share", "related", "repeated"
]
Quality = Literal["paywalled", "machine-translated", "truncated", "repeated", "no-date", "other-language"]
ObligationKind = Literal["defense", "offense", "neutrality", "nonaggression", "consultation"]


class Frozen(msgspec.Struct, frozen=True):
    """Base of all records: immutable, compared by value."""


class Span(Frozen, frozen=True):
    """A stretch of an article's text: ``text[start:end]``."""

    start: int
    end: int


class DateSpan(Frozen, frozen=True):
    """When something is: an interval of ISO 8601 dates (or date-times), both ends included.

    ``start`` and ``end`` are None when the time could not be resolved; ``basis`` then says why.
    """

    start: str | None
    end: str | None
    precision: Precision
    basis: str


class Interval(Frozen, frozen=True):
    """The resolved value of a time expression; both ends included, ISO 8601."""

    start: str
    end: str
    precision: Precision


# ---------------------------------------------------------------- sources -> reading


class Article(Frozen, frozen=True):
    """One article as it came in; ``text`` is never rewritten after this.

    ``published`` is what the source states (ISO 8601, any precision), ``published_basis`` where that came
    from (``metadata``, ``argument``, ``inferred from ...``); a date printed in the text itself is the
    reading room's to find.
    """

    id: str
    ref: str
    source: str
    text: str
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    url: str | None = None
    published: str | None = None
    published_basis: str | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()


class Unread(Frozen, frozen=True):
    """An input, or an article in it, that could not be read: where, what was wrong, what to do."""

    where: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        """Return the message as one line: ``where: what. remedy``."""
        return f"{self.where}: {self.what}. {self.remedy}".rstrip(". ") + "."


class Furniture(Frozen, frozen=True):
    """A span that belongs to the page, not to the report."""

    start: int
    end: int
    kind: FurnitureKind


class Time(Frozen, frozen=True):
    """A time expression in the text, resolved where it can be."""

    start: int
    end: int
    text: str
    kind: TimeKind
    interval: Interval | None
    basis: str


class Reading(Frozen, frozen=True):
    """What the page says: the article with furniture, sentences and times marked.

    ``sentences`` cover body text only, in text order; ``paragraphs[i]`` is the paragraph of sentence i.
    ``headline`` is where the text itself prints its title: neither furniture nor a sentence. ``outlet`` is
    what the source states, else the name that the page gives itself.
    """

    article: Article
    language: str
    title: str | None
    byline: str | None
    published: DateSpan | None
    quality: tuple[Quality, ...]
    furniture: tuple[Furniture, ...]
    sentences: tuple[Span, ...]
    paragraphs: tuple[int, ...]
    times: tuple[Time, ...]
    notes: tuple[str, ...] = ()
    headline: Span | None = None
    outlet: str | None = None


# ---------------------------------------------------------------- coding


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


# ---------------------------------------------------------------- merging


class Report(Frozen, frozen=True):
    """One article's report of a happening."""

    ref: str
    event: str


class FieldDifference(Frozen, frozen=True):
    """A field in which the reports of one happening differ."""

    field: str
    values: tuple[str, ...]


class Happening(Frozen, frozen=True):
    """One thing that happened (or is planned, denied, supposed: ``aux``), from all its reports.

    Without ``recipients`` the actors act on each other, unless ``uncoded``: then it is done to somebody for
    whom there is no code.
    """

    id: str
    type: str
    mode: str | None
    aux: tuple[Aux, ...]
    parties: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date: DateSpan
    place: str | None
    score: float | None
    contexts: tuple[str, ...]
    reports: tuple[Report, ...]
    outlets: int
    origins: int
    differences: tuple[FieldDifference, ...]
    fulfils: str | None = None
    uncoded: bool = False


class EchoVariant(Frozen, frozen=True):
    """One outlet's version of an utterance."""

    ref: str
    statement: str
    relation: Literal["identical", "truncated", "reworded"]


class Echo(Frozen, frozen=True):
    """One utterance, from all its quotations; ``fullest`` is the statement id of its fullest form."""

    id: str
    speaker: Speaker | None
    fullest: str
    variants: tuple[EchoVariant, ...]


class DifferenceValue(Frozen, frozen=True):
    """One of several conflicting values, with who holds it."""

    value: str
    holders: tuple[str, ...]
    refs: tuple[str, ...]


class Difference(Frozen, frozen=True):
    """Figures, claims, dates or labels that conflict between articles; shown, never averaged."""

    kind: Literal["figure", "claim", "date", "label"]
    about: str
    values: tuple[DifferenceValue, ...]


class StorySpan(Frozen, frozen=True):
    """From the first to the last day that a story's articles bear or speak of."""

    start: str | None
    end: str | None


class Story(Frozen, frozen=True):
    """Articles about the same affair, across outlets."""

    id: str
    members: tuple[str, ...]
    title: str
    outlets: tuple[str, ...]
    independent_sources: int
    duplicates: tuple[tuple[str, ...], ...]
    span: StorySpan
    happenings: tuple[Happening, ...]
    echoes: tuple[Echo, ...]
    differences: tuple[Difference, ...]


# ---------------------------------------------------------------- relations

Domain = Literal["all", "diplomatic", "military", "economic", "informational"]
PeriodLength = Literal["day", "week", "month"]


class Estimate(Frozen, frozen=True):
    """A quantity with its 90% interval."""

    mean: float
    low: float
    high: float


class RelationPoint(Frozen, frozen=True):
    """A pair in one period.

    ``balance`` runs from -1 (all conflict) to +1 (all cooperation); ``intensity`` is happenings per unit of
    exposure. Both are the model's smoothed estimates, not the raw counts beside them.
    """

    start: str
    end: str
    cooperative: int
    conflictual: int
    balance: Estimate
    intensity: Estimate


class Ramp(Frozen, frozen=True):
    """Probability that the mean of the last ``periods`` periods exceeds that of as many before."""

    periods: int
    balance: float
    intensity: float


class Mover(Frozen, frozen=True):
    """A happening and by how much the pair's balance would fall (or, negative, rise) without it.

    ``ramp`` is the same for the probability that the balance has risen.
    """

    happening: str
    effect: float
    ramp: float = 0.0


class Turn(Frozen, frozen=True):
    """A turning point: from the period that begins on ``start`` on, the balance is another than before.

    ``probability`` is that of a change in this direction, given all happenings up to some periods after.
    """

    start: str
    before: float
    after: float
    probability: float


class Bond(Frozen, frozen=True):
    """An agreement of the registry of obligations that stands between two states."""

    id: str
    name: str
    kinds: tuple[ObligationKind, ...]
    since: str | None
    article: str | None
    trigger: str | None
    source: str


class InDomain(Frozen, frozen=True):
    """How two states stand in one domain; see ``Relation`` for the fields."""

    domain: Domain
    happenings: int
    balance: Estimate
    confidence: float
    ramp: Ramp | None


class Capability(Frozen, frozen=True):
    """What two states have of something in a year, by a table that the user gave.

    ``ratio`` is the first state's share over the second's; None where that has none.
    """

    measure: str
    year: int
    a: float
    b: float
    ratio: float | None
    source: str


class Relation(Frozen, frozen=True):
    """How two states stand to each other, up to a day, in one domain.

    ``balance`` and ``intensity`` are the estimates of the last period; ``baseline`` is the balance of a pair
    of which nothing is known. ``confidence`` is the probability that the sign of the balance is right.
    ``earlier`` of the happenings lie too far back to be looked at. ``initiated`` counts who acts on whom, and
    ``initiative`` is the share of the first in it.
    """

    a: str
    b: str
    domain: Domain
    as_of: str | None
    period: PeriodLength
    happenings: int
    undated: int
    balance: Estimate
    baseline: Estimate
    confidence: float
    intensity: Estimate
    ramp: Ramp | None
    series: tuple[RelationPoint, ...]
    moved: tuple[Mover, ...]
    initiated: tuple[int, int]
    notes: tuple[str, ...] = ()
    earlier: int = 0
    turns: tuple[Turn, ...] = ()
    bonds: tuple[Bond, ...] = ()
    initiative: Estimate | None = None


# ---------------------------------------------------------------- system


class Edge(Frozen, frozen=True):
    """A tie: the sign of ``weight`` is the relation, ``positive`` the probability that it is above 0."""

    a: str
    b: str
    weight: float
    positive: float
    happenings: int


class Frustration(Frozen, frozen=True):
    """Least total weight of ties that no split into two factions can satisfy; proved when lower = upper."""

    lower: float
    upper: float
    proved: bool
    factions: tuple[tuple[str, ...], ...]
    strained: tuple[tuple[str, str], ...]


class WeakBalance(Frozen, frozen=True):
    """The same for any number of blocs."""

    lower: float
    upper: float
    blocs: tuple[tuple[str, ...], ...]


class Triad(Frozen, frozen=True):
    """Three states that are all tied: balanced when the product of the signs is positive."""

    states: tuple[str, str, str]
    signs: str
    balanced: bool
    probability: float


class Alignment(Frozen, frozen=True):
    """Two states that stand together against a third: friends, each in conflict with it."""

    together: tuple[str, str]
    against: str
    probability: float


class BoundState(Frozen, frozen=True):
    """A state that a contingency would call on, and why.

    ``because`` is ``obligation`` (a text binds it; ``bond`` says which, ``kind`` to what) or ``alignment``
    (recorded relations: friends with one side, in conflict with the other; ``probability`` of these signs).
    """

    state: str
    side: str
    because: Literal["obligation", "alignment"]
    kind: str
    bond: str | None = None
    article: str | None = None
    trigger: str | None = None
    source: str | None = None
    probability: float | None = None


class Contingency(Frozen, frozen=True):
    """If one state attacks another: who is bound or aligned, on which side. No forecast that it will.

    ``breaks`` names the agreements between the two that an attack would break; ``torn`` the states called on
    both sides.
    """

    attacker: str
    attacked: str
    bound: tuple[BoundState, ...]
    breaks: tuple[str, ...]
    torn: tuple[str, ...]


class TwoFronts(Frozen, frozen=True):
    """Two contingencies at once: states called on in both, and the sides they would take in each."""

    first: tuple[str, str]
    second: tuple[str, str]
    both: tuple[tuple[str, str, str], ...]


class Expectation(Frozen, frozen=True):
    """A tie that two known ones let expect ("the enemy of my enemy is my friend") and that is not recorded.

    ``positive`` is the probability that it is above 0 if triads were balanced; ``through`` are the third
    states. ``despite`` names an agreement to defend each other that speaks against an expected conflict.
    """

    a: str
    b: str
    positive: float
    through: tuple[str, ...]
    despite: str | None = None


class Relief(Frozen, frozen=True):
    """What would ease if a tie turned its sign.

    ``frustration`` is by how much the cost of the best split found would fall (where that split is proved,
    the index itself); ``triangles`` how many more triangles would be balanced.
    """

    a: str
    b: str
    weight: float
    frustration: float
    triangles: int


class Between(Frozen, frozen=True):
    """A state that stands between blocs (numbers in ``weak_balance.blocs``).

    ``with_own`` and ``with_other`` are how often, when ties are drawn anew, it stands together with a member
    of its own bloc and of the other one.
    """

    state: str
    own: int
    other: int
    with_own: float
    with_other: float


class Rule(Frozen, frozen=True):
    """One of Heider's four sayings, tried on earlier periods.

    Two ties of a period foretell a third of the next one, if something new is heard of it; ``holds`` and
    ``fails`` count pairs of states (one that is tried often, or by several third states, counts once in all).
    ``odds`` are those of its coming true, against the odds of that sign among all ties of the later periods:
    1 means that the saying tells nothing. ``turned`` is the same for ties that were not there or had the
    other sign before; None where there are none.
    """

    name: str
    holds: float
    fails: float
    periods: int
    odds: Estimate
    turned: Estimate | None


class Drawn(Frozen, frozen=True):
    """The measures of balance when ties are drawn from what is known of them, so many times.

    ``frustration`` is of the best split found in each draw, without proof.
    """

    draws: int
    triangle_balance: Estimate | None
    walk_balance: Estimate | None
    frustration: Estimate


class SystemPoint(Frozen, frozen=True):
    """The system as it stood at the end of a period, from what was known then."""

    day: str
    states: int
    ties: int
    positive: int
    triangle_balance: float | None
    walk_balance: float | None
    frustration: tuple[float, float]


class System(Frozen, frozen=True):
    """How all states stand together at a time.

    ``notes`` say what was left out for lack of time.
    """

    as_of: str | None
    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]
    frustration: Frustration
    weak_balance: WeakBalance
    triangles: dict[str, int]
    triangle_balance: float | None
    walk_balance: float | None
    triads: tuple[Triad, ...]
    alignments: tuple[Alignment, ...]
    notes: tuple[str, ...] = ()
    expected: tuple[Expectation, ...] = ()
    bloc_stability: tuple[float, ...] = ()
    contingencies: tuple[Contingency, ...] = ()
    two_fronts: tuple[TwoFronts, ...] = ()
    relief: tuple[Relief, ...] = ()
    between: tuple[Between, ...] = ()
    rules: tuple[Rule, ...] = ()
    drawn: Drawn | None = None
    course: tuple[SystemPoint, ...] = ()


# ---------------------------------------------------------------- answers

AnswerStatus = Literal["answered", "not in the record", "out of reach"]
PartKind = Literal["answer", "for", "against", "claims", "missing"]


class Citation(Frozen, frozen=True):
    """Where an answer was read: the words ``text[start:end]`` of an article, and their whole sentence.

    ``words`` are those words, on one line. ``kind`` says what was read there (event, statement, claim,
    figure, agreement, mention, time, passage), ``id`` its id where it has one.
    """

    ref: str
    outlet: str
    published: str | None
    start: int
    end: int
    words: str
    sentence_start: int
    sentence_end: int
    sentence: str
    kind: str = "passage"
    id: str | None = None


class AnswerLine(Frozen, frozen=True):
    """One sentence of an answer; ``basis`` says what it rests on where that is more or other than citations.

    ``topic`` sets lines apart that speak of different things (a domain, a date, a side).
    """

    text: str
    citations: tuple[Citation, ...] = ()
    basis: str = ""
    topic: str = ""


class AnswerPart(Frozen, frozen=True):
    """The answer itself, what speaks for and against it, what is claimed by whom, or what is not held."""

    kind: PartKind
    title: str
    lines: tuple[AnswerLine, ...]


class Measure(Frozen, frozen=True):
    """A figure of an answer: probability (0 to 1), balance (-1 to 1) or count, with its 90% interval."""

    name: str
    value: float
    low: float | None = None
    high: float | None = None


class PhrasedSentence(Frozen, frozen=True):
    """A sentence that a language model wrote; ``lines`` are the lines of the answer that it cites, from 1."""

    text: str
    lines: tuple[int, ...]


class Struck(Frozen, frozen=True):
    """A sentence that a language model wrote and that does not stand, and why."""

    text: str
    why: str


class Phrasing(Frozen, frozen=True):
    """An answer in a language model's words: what of it stands, and what was struck out."""

    model: str
    sentences: tuple[PhrasedSentence, ...]
    struck: tuple[Struck, ...] = ()


class Answer(Frozen, frozen=True):
    """What a record says to a question: cited sentence by sentence, or why it cannot be answered.

    ``intent`` is the kind of question, ``understood`` how it was read, in words; ``verdict`` the answer in a
    few words; ``can_ask`` questions that can be asked.
    """

    question: str
    intent: str | None
    understood: str
    status: AnswerStatus
    verdict: str
    measures: tuple[Measure, ...]
    parts: tuple[AnswerPart, ...]
    can_ask: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    phrasing: Phrasing | None = None


# ---------------------------------------------------------------- helpers


def content_id(*parts: object, size: int = 12) -> str:
    """Return a content hash: the same parts always give the same id.

    Args:
        parts: anything with a stable ``str``; joined by a separator that no text holds.
        size: length of the id in hexadecimal digits.
    """
    joined = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:size]


def to_builtins(record: Frozen) -> dict[str, Any]:
    """Return a record as plain dicts and lists, in field order."""
    plain: dict[str, Any] = msgspec.to_builtins(record)
    return plain


def to_json(record: Frozen) -> str:
    """Return a record as one line of JSON, keys in field order, text unescaped."""
    return msgspec.json.encode(record).decode("utf-8")


def write_jsonl(records: Iterable[Frozen]) -> str:
    """Return records as JSON lines, each ended by a newline."""
    return "".join(to_json(record) + "\n" for record in records)
