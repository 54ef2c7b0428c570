"""How two stand to each other: what `relations/` gives."""

from __future__ import annotations

from typing import Literal

from visavis.records.base import Frozen, ObligationKind

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
