"""How all stand together: what `systems/` gives."""

from __future__ import annotations

from typing import Literal

from visavis.records.base import Frozen
from visavis.records.related import Estimate


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

    ``notes`` say what was left out for lack of time, and which ties articles speak of otherwise.
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
