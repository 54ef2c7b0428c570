"""Whether triads of states are balanced: signs from happenings, claims and standing agreements."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from visavis.asking import claimed
from visavis.asking.lexicon import Bygone, topics
from visavis.asking.material import Material
from visavis.asking.question import Query
from visavis.asking.writing import (
    Draft,
    distinct,
    names,
    nothing,
    plural,
    who,
)
from visavis.coding.agreements.registry import Treaty, standing
from visavis.records import Citation, Happening
from visavis.relations.table import counts
from visavis.showing.phrases import in_sentence
from visavis.showing.wording import actor_name

_MOST = 12
_STATES = 3
_TWO = 2


@dataclass
class _Tie:
    """What the record holds of two: sentences for friendship and for hostility, and what is only feared."""

    friendly: list[Citation] = field(default_factory=list)
    hostile: list[Citation] = field(default_factory=list)
    feared: list[Citation] = field(default_factory=list)
    text: str = ""
    known: str = ""

    @property
    def sign(self) -> int:
        """1 for friends, -1 for foes, 0 where the record does not tell."""
        if self.known:
            return -1
        lead = len(self.friendly) - len(self.hostile)
        if lead < 0 or lead > bool(self.feared):
            return 1 if lead > 0 else -1
        if lead:
            return 0  # one friendly word against a feared attack
        if self.feared and not self.text:
            return -1
        return 1 if self.text and not self.hostile else 0

    def told(self) -> tuple[Citation, ...]:
        """The sentences behind the sign."""
        return distinct(self.friendly if self.sign > 0 else [*self.hostile, *self.feared])


def triads(query: Query, held: Material, pair: tuple[str, str] | None) -> Draft:
    """Answer which triads are balanced: signs from happenings, from claims and from standing agreements."""
    draft = Draft()
    ties = _ties(held)
    named = len(query.states) >= _STATES
    asked = [t for t in _asked(query, ties) if not _heirs(t)]
    every = {t: _sides(t, ties) for t in asked}
    sides = {
        t: three
        for t, three in every.items()
        if named or (any(one.told() for one in three.values()) and _known(three) >= _TWO)
    }
    complete = [t for t, three in sides.items() if _known(three) == _STATES]
    complete.sort(key=lambda t: (-sum(len(one.told()) for one in sides[t].values()), t))
    balanced = 0
    for triad in complete[:_MOST]:
        balanced += _say_triad(draft, triad, sides[triad])
    for triad in sorted(
        (t for t in sides if t not in complete),
        key=lambda t: (-sum(bool(one.hostile or one.known) for one in sides[t].values()), t),
    )[:_MOST]:
        _say_open(draft, triad, sides[triad])
    if not complete and not draft.lines:
        return nothing(draft, "The record holds no three states that are all tied.", held.searched)
    draft.verdict = f"{balanced} of {plural(len(complete), 'triad')} balanced"
    draft.notes.append(
        "a triad is balanced when the product of its signs is positive (Heider; Cartwright and Harary)"
    )
    return draft


def _known(sides: dict[tuple[str, str], _Tie]) -> int:
    """Return how many of the three sides of a triad have a sign."""
    return sum(one.sign != 0 for one in sides.values())


def _asked(query: Query, ties: dict[tuple[str, str], _Tie]) -> list[tuple[str, ...]]:
    """Return the triads that a question names, else those of which at least two sides are known."""
    named = [tuple(sorted(t)) for t in _WRITTEN.findall(query.text) if set(t) <= set(query.states)]
    if named:
        return named
    wanted = set(query.states)
    if len(wanted) >= _STATES:
        return [*combinations(sorted(wanted), _STATES)]
    states = sorted({c for pair in ties for c in pair})
    return [
        t
        for t in combinations(states, _STATES)
        if wanted <= set(t) and sum(_tie(ties, *p).sign != 0 for p in combinations(t, 2)) >= _TWO
    ]


def _bygone(codes: Iterable[str]) -> Bygone | None:
    """Return the state among some that is no more, None when all are."""
    return next((topics().bygone[c] for c in codes if c in topics().bygone), None)


def _heirs(triad: tuple[str, ...]) -> bool:
    """Return whether a triad sets a bygone state beside one of its heirs: they never met."""
    gone = _bygone(triad)
    return gone is not None and bool(set(gone.heirs) & set(triad))


def _say_triad(draft: Draft, triad: tuple[str, ...], sides: dict[tuple[str, str], _Tie]) -> bool:
    pairs = [*sides]
    signs = [one.sign for one in sides.values()]
    balanced = signs.count(-1) % 2 == 0
    words = "; ".join(_side(p, one) for p, one in sides.items())
    why = ""
    if balanced and signs.count(-1) == 2:
        friends = pairs[signs.index(1)]
        foe = next(c for c in triad if c not in friends)
        why = (
            f" {who(friends)} stand together against {in_sentence(foe)}: the enemy of my enemy is my friend."
        )
    draft.say(
        f"{_listed(triad)}: {'balanced' if balanced else 'not balanced'} ({words}).{why}",
        [c for one in sides.values() for c in one.told()[:2]],
        topic="-".join(triad),
        basis="signs counted over happenings, claims and standing agreements",
    )
    return balanced


def _say_open(draft: Draft, triad: tuple[str, ...], sides: dict[tuple[str, str], _Tie]) -> None:
    gone = _bygone(triad)
    unknown = [p for p, one in sides.items() if not one.sign]
    product = math.prod(one.sign or 1 for one in sides.values())
    told = "; ".join(_side(p, one) for p, one in sides.items() if one.sign)
    then, are = (f" in {gone.when}", "were") if gone else ("", "are")
    how = " nor how ".join(f"{names(p)} {'stood' if gone else 'stand'}" for p in unknown)
    text = f"{_listed(triad)}{then}: open, since the record does not tell how {how}{' then' if gone else ''}"
    if len(unknown) == 1:
        text += f"; it is balanced only if they {are} {'friends' if product > 0 else 'foes'}"
    draft.say(
        f"{text} ({told or 'nothing else is held'}).",
        [c for one in sides.values() for c in one.told()[:2]],
        part="missing",
        topic="-".join(triad),
        basis="signs counted over happenings, claims and standing agreements",
    )


def _listed(triad: tuple[str, ...]) -> str:
    return ", ".join(actor_name(c) for c in triad)


def _side(pair: tuple[str, ...], tie: _Tie) -> str:
    sign = "+" if tie.sign > 0 else "−"
    if tie.known:
        return f"{actor_name(pair[0])}–{actor_name(pair[1])} {sign}: adversaries in {tie.known}, known"
    seen = f"{len(tie.friendly)} for, {len(tie.hostile)} against"
    if not tie.friendly and not tie.hostile:
        seen = "feared only" if tie.sign < 0 else f"by the {tie.text}"
    return f"{actor_name(pair[0])}–{actor_name(pair[1])} {sign}: {seen}"


def _tie(ties: dict[tuple[str, str], _Tie], a: str, b: str) -> _Tie:
    return ties.get((min(a, b), max(a, b)), _NONE)


def _sides(triad: tuple[str, ...], ties: dict[tuple[str, str], _Tie]) -> dict[tuple[str, str], _Tie]:
    """Return the three ties of a triad; of a bygone state's time nothing is known but what is told of it."""
    gone = next((c for c in triad if c in topics().bygone), None)
    out = {}
    for a, b in combinations(triad, 2):
        one = _tie(ties, a, b)
        if gone is not None:
            foes = topics().bygone[gone].foes
            known = bool(foes and {a, b} <= {gone, *foes})
            one = _Tie(known=topics().bygone[gone].when) if known else one if gone in (a, b) else _NONE
        out[a, b] = one
    return out


_NONE = _Tie()
_WRITTEN = re.compile(r"\b([A-Z]{3})[-–/]([A-Z]{3})[-–/]([A-Z]{3})\b")


def _ties(held: Material) -> dict[tuple[str, str], _Tie]:
    """Return what the record holds of each two states."""
    ties: dict[tuple[str, str], _Tie] = {}

    def tie(a: str, b: str) -> _Tie:
        return ties.setdefault((min(a, b), max(a, b)), _Tie())

    for a, b, sign, cited in (*_told(held), *_claimed(held)):
        one = tie(a, b)
        (one.friendly if sign > 0 else one.hostile if sign < 0 else one.feared).append(cited)
    for a, b in combinations(sorted({c for p in ties for c in p}), 2):
        one = _tie(ties, a, b)
        text = next((t.name for t in standing(a, b, held.today) if _befriends(t, a, b, one)), "")
        if text:
            tie(a, b).text = text
    return ties


def _befriends(text: Treaty, a: str, b: str, tie: _Tie) -> bool:
    """Return whether an agreement makes friends: by a promise of defence or by assurances."""
    assures = bool({a, b} & set(text.assured)) and not tie.feared
    return "defense" in text.obligations or bool(text.obliged) or assures


def _told(held: Material) -> Iterator[tuple[str, str, int, Citation]]:
    """Yield the signs that happenings give: 1, -1, and 0 for what is only supposed or planned and hostile."""
    paired = {cited.sentence for _, _, sign, cited in _claimed(held) if not sign}  # who on whom is said
    for one in held.happenings:
        score = one.score or 0.0
        vague = (
            one.type == "MOBILIZE" and len(one.recipients) > 1
        )  # "to the border of A and B": against whom?
        if not score or vague or set(one.aux) & {"negation", "historical"}:
            continue
        sign = (1 if score > 0 else -1) if counts(one) else 0
        if sign or score < 0:
            for cited in held.told(one)[:1]:
                if sign or cited.sentence not in paired:
                    yield from ((a, b, sign, cited) for a, b in _dyads(held, one))


def _dyads(held: Material, one: Happening) -> Iterator[tuple[str, str]]:
    actors = [c for c in dict.fromkeys(one.actors or one.parties) if held.actors.state(c)]
    others = [c for c in dict.fromkeys(one.recipients) if held.actors.state(c)]
    pairs = (
        [(a, b) for a in actors for b in others if a != b] if one.recipients else [*combinations(actors, 2)]
    )
    yield from {(min(p), max(p)): p for p in pairs}


def _claimed(held: Material) -> Iterator[tuple[str, str, int, Citation]]:
    """Yield the signs that claims give: of a pair, of each of two to a third, and 0 for what is feared."""
    for record in held.records:
        for claim in record.claims:
            cited = claimed.cited(held, record, claim)
            codes = [c for c in claim.about if held.actors.state(c)]
            other = claimed.opposed(claim)
            if other in codes:
                ours = [c for c in codes if c != other]
                yield from ((c, other, -1, cited) for c in ours)
                yield from ((a, b, 1, cited) for a, b in combinations(ours, 2))
            elif claim.kind == "status" and len(codes) == _TWO and claimed.leaning(claim):
                yield codes[0], codes[1], claimed.leaning(claim), cited
            elif claim.kind == "belief":
                yield from ((a, b, 0, cited) for a, b in feared(held, cited))


_INTO = re.compile(r"^\s*(?:in|into|of|on|against|to)\s+(?:the\s+)?$")


def feared(held: Material, cited: Citation) -> list[tuple[str, str]]:
    """Return who is feared to move on whom: "an invasion: A in B and C in D" gives (A, B) and (C, D)."""
    record = held.by_ref[cited.ref]
    here = sorted(
        {(m.start, m.end, m.actor) for m in record.mentions if m.actor and cited.start <= m.start < cited.end}
    )
    out = []
    for (_, end, one), (start, _, other) in pairwise(here):
        if one and other and one != other and _INTO.match(record.text[end:start]):
            out.append((one, other))
    return out
