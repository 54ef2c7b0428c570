"""Who stands against whom: the common adversary, and whether triads are balanced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from visavis.asking import claimed
from visavis.asking.lexicon import passages
from visavis.asking.material import Material
from visavis.asking.question import Query
from visavis.asking.writing import (
    Draft,
    capital,
    distinct,
    holder_of,
    names,
    nothing,
    plural,
    status_words,
    who,
)
from visavis.coding.agreements.registry import standing
from visavis.records import Citation, Happening
from visavis.relations.table import counts
from visavis.showing.phrases import in_sentence, joined
from visavis.showing.wording import actor_name, quoted, short

_MOST = 12
_STATES = 3
_TWO = 2


# ---------------------------------------------------------------- the common adversary


def adversary(query: Query, held: Material, pair: tuple[str, str]) -> Draft:
    """Answer against whom two stand, who says so by name, and who speaks of others without a name."""
    draft = Draft()
    found = [*claimed.against(held, pair)]
    targets: dict[str, list[tuple[str, str, Citation]]] = {}
    for record, claim, other in found:
        label = "a belief" if claim.kind == "belief" else status_words(claim)
        targets.setdefault(other, []).append(
            (holder_of(claim, record), label, claimed.cited(held, record, claim))
        )
    if not targets:
        nothing(draft, f"Nobody in the record names a common adversary of {names(pair)}.", held.searched)
    ranked = sorted(targets, key=lambda c: (-len(targets[c]), c))
    if ranked:
        draft.verdict = capital(names(ranked[:1]))
    for code in ranked:
        said = targets[code]
        holders = joined(dict.fromkeys(name for name, _, _ in said))
        draft.say(
            f"{capital(in_sentence(code))} is named as the one {names(pair)} stand against, by {holders}.",
            [c for *_, c in said],
        )
        for name, label, cited in said:
            draft.say(f"{name}: {label}, of {in_sentence(code)}.", [cited], part="claims")
    _unnamed(draft, held, pair)
    for one in held.system.alignments:
        if set(one.together) == set(pair):
            draft.say(
                f"By recorded happenings {names(pair)} stand together against {in_sentence(one.against)} "
                f"with probability {one.probability:.0%}.",
                basis="relation index",
                part="for",
            )
    return draft


def _unnamed(draft: Draft, held: Material, pair: tuple[str, str]) -> None:
    for record, one in held.statements():
        if one.unnamed and one.speaker and one.speaker.code in pair:
            name = one.speaker.name or one.speaker.text
            words = joined(quoted(u.text) for u in one.unnamed)
            draft.say(
                f"{short(name)} names nobody and speaks of {words}.",
                [held.cite(record, one.start, one.end, one.sentence, "statement", one.id)],
                part="against",
            )
    for cited in held.found(passages()["not named"]):
        draft.say(f"{cited.outlet} says that the adversary was not named.", [cited], part="against")


# ---------------------------------------------------------------- triads


@dataclass
class _Tie:
    """What the record holds of two: sentences for friendship and for hostility, and what is only feared."""

    friendly: list[Citation] = field(default_factory=list)
    hostile: list[Citation] = field(default_factory=list)
    feared: list[Citation] = field(default_factory=list)
    text: str = ""

    @property
    def sign(self) -> int:
        """1 for friends, -1 for foes, 0 where the record does not tell."""
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
    states = sorted({c for pair_ in ties for c in pair_})
    wanted = set(query.states)
    if len(wanted) >= _STATES:
        asked = [*combinations(sorted(wanted), _STATES)]
    else:
        asked = [
            t
            for t in combinations(states, _STATES)
            if wanted <= set(t) and sum(_tie(ties, *p).sign != 0 for p in combinations(t, 2)) >= 2
        ]
    complete = [t for t in asked if all(_tie(ties, *p).sign for p in combinations(t, 2))]
    complete.sort(key=lambda t: (-sum(len(_tie(ties, *p).told()) for p in combinations(t, 2)), t))
    balanced = 0
    for triad in complete[:_MOST]:
        balanced += _say_triad(draft, triad, ties)
    for triad in sorted(
        (t for t in asked if t not in complete),
        key=lambda t: (-sum(len(_tie(ties, *p).told()) for p in combinations(t, 2)), t),
    )[:_MOST]:
        _say_open(draft, triad, ties)
    if not complete and not draft.lines:
        return nothing(draft, "The record holds no three states that are all tied.", held.searched)
    draft.verdict = f"{balanced} of {plural(len(complete), 'triad')} balanced"
    draft.notes.append(
        "a triad is balanced when the product of its signs is positive (Heider; Cartwright and Harary)"
    )
    return draft


def _say_triad(draft: Draft, triad: tuple[str, ...], ties: dict[tuple[str, str], _Tie]) -> bool:
    pairs = [*combinations(triad, 2)]
    signs = [_tie(ties, *p).sign for p in pairs]
    balanced = signs.count(-1) % 2 == 0
    words = "; ".join(_side(p, _tie(ties, *p)) for p in pairs)
    why = ""
    if balanced and signs.count(-1) == 2:
        friends = pairs[signs.index(1)]
        foe = next(c for c in triad if c not in friends)
        why = (
            f" {who(friends)} stand together against {in_sentence(foe)}: the enemy of my enemy is my friend."
        )
    draft.say(
        f"{_listed(triad)}: {'balanced' if balanced else 'not balanced'} ({words}).{why}",
        [c for p in pairs for c in _tie(ties, *p).told()[:2]],
        topic="-".join(triad),
        basis="signs counted over happenings, claims and standing agreements",
    )
    return balanced


def _say_open(draft: Draft, triad: tuple[str, ...], ties: dict[tuple[str, str], _Tie]) -> None:
    pairs = [*combinations(triad, 2)]
    unknown = [p for p in pairs if not _tie(ties, *p).sign]
    product = 1
    for p in pairs:
        product *= _tie(ties, *p).sign or 1
    told = "; ".join(_side(p, _tie(ties, *p)) for p in pairs if p not in unknown)
    how = " nor how ".join(f"{names(p)} stand" for p in unknown)
    text = f"{_listed(triad)}: open, since the record does not tell how {how}"
    if len(unknown) == 1:
        text += f"; it is balanced only if they are {'friends' if product > 0 else 'foes'}"
    draft.say(
        f"{text} ({told or 'nothing else is held'}).",
        [c for p in pairs for c in _tie(ties, *p).told()[:2]],
        part="missing",
        topic="-".join(triad),
        basis="signs counted over happenings, claims and standing agreements",
    )


def _listed(triad: tuple[str, ...]) -> str:
    return ", ".join(actor_name(c) for c in triad)


def _side(pair: tuple[str, ...], tie: _Tie) -> str:
    sign = "+" if tie.sign > 0 else "−"
    seen = f"{len(tie.friendly)} for, {len(tie.hostile)} against"
    if not tie.friendly and not tie.hostile:
        seen = "feared only" if tie.sign < 0 else f"by the {tie.text}"
    return f"{actor_name(pair[0])}–{actor_name(pair[1])} {sign}: {seen}"


def _tie(ties: dict[tuple[str, str], _Tie], a: str, b: str) -> _Tie:
    return ties.get((min(a, b), max(a, b)), _NONE)


_NONE = _Tie()


def _ties(held: Material) -> dict[tuple[str, str], _Tie]:
    """Return what the record holds of each two states."""
    ties: dict[tuple[str, str], _Tie] = {}

    def tie(a: str, b: str) -> _Tie:
        return ties.setdefault((min(a, b), max(a, b)), _Tie())

    for a, b, sign, cited in (*_told(held), *_claimed(held)):
        one = tie(a, b)
        (one.friendly if sign > 0 else one.hostile if sign < 0 else one.feared).append(cited)
    for a, b in combinations(sorted({c for p in ties for c in p}), 2):
        text = next(
            (t.name for t in standing(a, b, held.today) if "defense" in t.obligations or t.obliged), ""
        )
        if text:
            tie(a, b).text = text
    return ties


def _told(held: Material) -> Iterator[tuple[str, str, int, Citation]]:
    """Yield the signs that happenings give: 1, -1, and 0 for what is only supposed or planned and hostile."""
    for one in held.happenings:
        score = one.score or 0.0
        vague = (
            one.type == "MOBILIZE" and len(one.recipients) > 1
        )  # "to the border of A and B": against whom?
        if not score or vague or set(one.aux) & {"negation", "historical"}:
            continue
        sign = (1 if score > 0 else -1) if counts(one) else 0
        if sign or score < 0:
            yield from ((a, b, sign, cited) for a, b in _dyads(held, one) for cited in held.told(one)[:1])


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
