"""What the brief shows, as plain items: each holds words, and the quotations that they were read from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from visavis.records import Difference, Record, Relation, System, Unread


@dataclass(frozen=True)
class Quoted:
    """A sentence of an article, cut at what was read from it.

    Attributes:
        before, marked, after: the sentence around the words that matter.
        outlet: who printed it.
        published: when, in words.
        link: anchor in the article on the page.
        says: whose word it is when not the outlet's; may be empty.
    """

    before: str
    marked: str
    after: str
    outlet: str
    published: str
    link: str
    says: str = ""


@dataclass(frozen=True)
class Happened:
    """A happening as shown.

    ``parties`` and ``what`` make a sentence; ``sign`` is ``coop``, ``conf`` or ``none``.
    """

    anchor: str
    what: str
    kind: str
    aux: str
    sign: str
    parties: str
    day: str
    iso: str
    basis: str
    published: str
    place: str
    outlets: int
    origins: int
    reports: tuple[Quoted, ...]
    differences: tuple[tuple[str, str], ...]
    fulfils: str
    story: int


@dataclass(frozen=True)
class Said:
    """An utterance as shown, with the other outlets' versions of it."""

    speaker: str
    act: str
    kind: str
    about: str
    unnamed: str
    via: str
    quoted: Quoted
    told: str = ""
    others: tuple[tuple[str, Quoted], ...] = ()


@dataclass(frozen=True)
class Moved:
    """A happening that moved a relation, with its effect."""

    happening: Happened
    effect: str


@dataclass(frozen=True)
class Bond:
    """An agreement that the registry knows to stand between a pair."""

    name: str
    since: str
    binds: str
    source: str


@dataclass(frozen=True)
class Pair:
    """A relation as shown.

    ``standing`` is what the registry of agreements holds on the day that the relation is reckoned to;
    ``bonds`` and ``labels`` are what the articles say, each with its sentence.
    """

    relation: Relation
    anchor: str
    names: str
    verdict: str
    until: str
    figures: str
    sentence: str
    ramp: str
    pushed: tuple[Moved, ...]
    pulled: tuple[Moved, ...]
    standing: tuple[Bond, ...]
    bonds: tuple[tuple[str, Quoted], ...]
    labels: tuple[tuple[str, str, Quoted], ...]


@dataclass(frozen=True)
class StoryView:
    """A story as shown; ``core`` is what happened in it by most sources."""

    number: int
    anchor: str
    title: str
    outlets: str
    origins: int
    articles: int
    span: str
    differences: tuple[Difference, ...]
    shared: tuple[Happened, ...]
    alone: int
    core: tuple[Happened, ...] = ()


@dataclass
class Brief:
    """Everything on the page, in its order."""

    title: str
    records: Sequence[Record]
    stories: list[StoryView] = field(default_factory=list)
    happened: list[Happened] = field(default_factory=list)
    apart: list[tuple[str, list[Happened]]] = field(default_factory=list)
    said: list[tuple[str, list[Said]]] = field(default_factory=list)
    labels: list[Difference] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    system: System | None = None
    unread: Sequence[Unread] = ()
    anchors: Mapping[str, str] = field(default_factory=dict)
    outlets: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, int] = field(default_factory=dict)
