"""If one state attacks another: who is bound to act, by which text, and who is aligned, on which side.

What is said follows from the registry of obligations and from recorded relations; it is no forecast that
anything of the kind will happen, nor that those who are bound will act.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from visavis.coding.actors.registry import registry as actors
from visavis.coding.agreements.registry import Treaty, registry, standing
from visavis.errors import TableError
from visavis.records import BoundState, Contingency, Edge, TwoFronts

_ALIGNED = 0.5  # an alignment is named when the signs it rests on are likelier than this
_LENGTH = 3  # letters of a state's code
_SMALL = 8  # parties; in larger bodies consultation is what they always do


def contingency(
    attacker: str, attacked: str, edges: Iterable[Edge] = (), *, day: str | None = None
) -> Contingency:
    """Return what an attack would call on.

    Args:
        attacker: the code of the state that attacks.
        attacked: the code of the state that it attacks.
        edges: recorded relations; none are needed.
        day: an ISO day on which agreements must stand; None asks for today as far as the registry knows.

    Raises:
        TableError: a code is no state's, or the two are one.
    """
    for code in (attacker, attacked):
        if actors().state(code) is None:
            raise TableError(
                f"unknown state {code!r}", "contingency", "Give ISO 3166 alpha-3 codes, as CHN:TWN"
            )
    if attacker == attacked:
        raise TableError(f"{attacker} cannot attack itself", "contingency", "Name two states")
    bound = [
        *_obliged(attacked, attacker, "defense", day),
        *_obliged(attacker, attacked, "offense", day),
        *_assured(attacked, attacker, day),
        *_neutral(attacker, attacked, day),
        *_aligned(attacker, attacked, list(edges)),
    ]
    broken = [
        t.name for t in standing(attacker, attacked, day) if {"nonaggression", "defense"} & {*t.obligations}
    ]
    sides: dict[str, set[str]] = {}
    for one in bound:
        if one.side in (attacker, attacked):
            sides.setdefault(one.state, set()).add(one.side)
    torn = tuple(sorted(state for state, taken in sides.items() if len(taken) > 1))
    return Contingency(attacker, attacked, tuple(bound), tuple(broken), torn)


def two_fronts(found: Sequence[Contingency]) -> tuple[TwoFronts, ...]:
    """Return, for each two contingencies, the states called on in both, with the side they take in each."""
    out = []
    for first, second in combinations(found, 2):
        sides = [_side_of(one) for one in (first, second)]
        both = tuple(
            (state, sides[0][state], sides[1][state]) for state in sorted(sides[0].keys() & sides[1])
        )
        pairs = [(one.attacker, one.attacked) for one in (first, second)]
        out.append(TwoFronts(pairs[0], pairs[1], both))
    return tuple(out)


def _side_of(found: Contingency) -> dict[str, str]:
    """Return the side of each state that is called on, and of the two themselves."""
    sides = {found.attacker: found.attacker, found.attacked: found.attacked}
    for one in found.bound:
        if one.side != "neutral" and one.state not in found.torn:
            sides.setdefault(one.state, one.side)
    return sides


def _obliged(side: str, other: str, kind: str, day: str | None) -> list[BoundState]:
    """Return who is bound to help a side; in a treaty that binds some only, those."""
    found: list[BoundState] = []
    for treaty in _treaties(side, day):
        members = treaty.members(day)
        if kind not in treaty.obligations or other in members or not treaty.covers(side):
            continue  # among parties of one treaty it does not say who would help whom
        helpers = [
            m
            for m in (treaty.obliged or members)
            if m != side and len(m) == _LENGTH and treaty.between(m, side, day)
        ]
        found += [_bound(state, side, kind, treaty) for state in sorted(helpers)]
    return found


def _assured(side: str, other: str, day: str | None) -> list[BoundState]:
    """Return who has given a side less than a promise of defence: consultation, or assurances of its own."""
    found: list[BoundState] = []
    for treaty in registry():
        members = treaty.members(day)
        kind = "consultation" if "consultation" in treaty.obligations else "assurance"
        weaker = "defense" not in treaty.obligations and (treaty.obliged or kind == "consultation")
        if side in members and weaker and len(members) <= _SMALL and treaty.covers(side):
            helpers = [m for m in (treaty.obliged or members) if m not in (side, other)]
            found += [_bound(state, side, kind, treaty) for state in sorted(helpers)]
    return found


def _neutral(attacker: str, attacked: str, day: str | None) -> list[BoundState]:
    """Return who has promised one of the two to stay out."""
    found: list[BoundState] = []
    for side, other in ((attacker, attacked), (attacked, attacker)):
        for treaty in _treaties(side, day):
            if "neutrality" in treaty.obligations and other not in treaty.members(day):
                members = [m for m in (treaty.obliged or treaty.members(day)) if m != side]
                found += [_bound(state, "neutral", "neutrality", treaty) for state in sorted(members)]
    return found


def _treaties(code: str, day: str | None) -> list[Treaty]:
    """Return the agreements with obligations of which a state is a party, whoever is bound."""
    return [treaty for treaty in registry() if treaty.obligations and code in treaty.members(day)]


def _bound(state: str, side: str, kind: str, treaty: Treaty) -> BoundState:
    return BoundState(
        state, side, "obligation", kind, treaty.name, treaty.article, treaty.trigger, treaty.source
    )


def _aligned(attacker: str, attacked: str, edges: Sequence[Edge]) -> list[BoundState]:
    """Return who is friends with one side and in conflict with the other, by recorded relations."""
    chance = {frozenset((e.a, e.b)): e.positive for e in edges}
    found = []
    for state in sorted({name for e in edges for name in (e.a, e.b)} - {attacker, attacked}):
        with_attacker = chance.get(frozenset((state, attacker)))
        with_attacked = chance.get(frozenset((state, attacked)))
        if with_attacker is None or with_attacked is None:
            continue
        for side, friend, foe in (
            (attacked, with_attacked, with_attacker),
            (attacker, with_attacker, with_attacked),
        ):
            if friend * (1 - foe) > _ALIGNED:
                probability = round(friend * (1 - foe), 4)
                found.append(BoundState(state, side, "alignment", "aligned", probability=probability))
    return found
