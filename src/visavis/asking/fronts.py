"""What follows if: who is drawn in when one state attacks another, and two fronts at once."""

from __future__ import annotations

from collections.abc import Sequence

from visavis.asking.claimed import cited as claim_cited
from visavis.asking.lexicon import passages
from visavis.asking.material import Material
from visavis.asking.question import Query
from visavis.asking.triads import feared
from visavis.asking.writing import Draft, names, nothing, percent
from visavis.records import Citation, Contingency
from visavis.showing.order import article_words, called_words
from visavis.showing.phrases import in_sentence, joined
from visavis.showing.wording import actor_name, quoted, short
from visavis.systems.contingency import contingency, two_fronts

_TWO = 2
_LONG = 240  # characters of a sentence
_NO_FORECAST = "what texts and recorded relations say; no forecast"


def drawn_in(query: Query, held: Material, pair: tuple[str, str] | None) -> Draft:
    """Answer who would be drawn in if one attacked another: who is bound, by which text, who is aligned."""
    draft = Draft()
    attacks = [*query.attacks] or _supposed(query, held)
    if not attacks:
        return nothing(
            draft, "Say who is supposed to attack whom, as “if A attacks B”.", "two states are needed"
        )
    cases = [contingency(a, b, held.system.edges, day=held.today) for a, b in attacks]
    for case in cases:
        _say_case(draft, held, case)
    bound = [c for case in cases for c in case.bound]
    draft.verdict = (
        names(dict.fromkeys(c.state for c in bound if c.kind == "defense")) or "Nobody is bound to defend"
    )
    if len(draft.verdict) > 120:
        draft.verdict = f"{len({c.state for c in bound if c.kind == 'defense'})} states are bound to defend"
    draft.verdict = draft.verdict[:1].upper() + draft.verdict[1:]
    return draft


def _supposed(query: Query, held: Material) -> list[tuple[str, str]]:
    """Return the attack that two named states make, or that the record fears on the one that is named."""
    states = [c for c in query.states if held.actors.state(c)]
    if len(states) >= _TWO:
        return [(states[0], states[1])]
    return [(a, b) for a, b, _ in fears(held) if states and b == states[0]][:1]


def _say_case(draft: Draft, held: Material, case: Contingency) -> None:
    attacker, attacked = in_sentence(case.attacker), in_sentence(case.attacked)
    head = f"If {attacker} attacked {attacked}"
    groups: dict[tuple[str, str, str], list[str]] = {}
    sources: dict[tuple[str, str, str], tuple[str, str]] = {}
    for one in case.bound:
        if one.because == "obligation":
            key = (one.side, one.kind, one.bond or "")
            groups.setdefault(key, []).append(one.state)
            where = f" ({article_words(one.article)})" if one.article else ""
            sources[key] = where, f"registry of obligations: {one.source}; {_NO_FORECAST}"
    for key, states in groups.items():
        side, kind, bond = key
        where, basis = sources[key]
        words = called_words(side, kind)
        called = f"would be {words[:1].lower() + words[1:]} by the {bond}{where}"
        if kind == "assurance":
            called = (
                f"would not be bound to defend {in_sentence(side)}, but gave assurances by the {bond}{where}"
            )
        draft.say(
            f"{head}, {names(states)} {called}.",
            basis=basis,
            topic=f"{case.attacker}:{case.attacked}",
        )
    _say_aligned(draft, held, case, head)
    for name in case.breaks:
        draft.say(
            f"{head}, that would break the {name}.",
            basis="registry of obligations",
            topic=f"{case.attacker}:{case.attacked}",
        )
    if not any(one.kind == "defense" for one in case.bound):
        draft.say(
            f"{head}, no text in the registry of obligations binds anybody to defend {attacked}.",
            basis="registry of obligations",
            topic=f"{case.attacker}:{case.attacked}",
        )
    for a, b, cited in fears(held):
        if (a, b) == (case.attacker, case.attacked):
            draft.say(
                f"That {attacker} may move on {attacked} is feared, not reported as done.",
                [cited],
                part="claims",
            )


def _say_aligned(draft: Draft, held: Material, case: Contingency, head: str) -> None:
    for one in case.bound:
        if one.because == "alignment":
            told = [c for h in held.of(one.state, one.side) for c in held.told(h)][:2]
            draft.say(
                f"{head}: {in_sentence(one.state)} is aligned with {in_sentence(one.side)} "
                f"by recorded relations (probability {percent(one.probability or 0)}).",
                told,
                basis=f"relation index; {_NO_FORECAST}",
                topic=f"{case.attacker}:{case.attacked}",
            )


def _called(side: str, kind: str) -> str:
    """Return what those who are called on are bound to, as the rest of a sentence."""
    if kind == "assurance":
        return f"would not be bound to defend {in_sentence(side)}, but gave assurances"
    words = called_words(side, kind)
    return f"would be {words[:1].lower() + words[1:]}"


# ---------------------------------------------------------------- two fronts


def fronts(query: Query, held: Material, pair: tuple[str, str] | None) -> Draft:
    """Answer which two fronts there are, who stands where, who needs whom, and what if both open at once."""
    draft = Draft()
    told = fears(held)
    wanted = set(query.states)
    attacks = [*query.attacks]
    if len(attacks) < _TWO:
        attacks = [*dict.fromkeys((a, b) for a, b, _ in told)]
        if wanted & {a for a, _ in attacks}:
            attacks = [x for x in attacks if x[0] in wanted] or attacks
    for a, b in attacks:
        cited = [c for x, y, c in told if (x, y) == (a, b)]
        how = "feared in the record" if cited else "supposed in the question"
        draft.say(
            f"A front: {in_sentence(a)} against {in_sentence(b)}, {how}.",
            cited,
            topic=f"{a}:{b}",
            basis="" if cited else "the question",
        )
    for spoken in held.found(passages()["two fronts"]):
        draft.say(
            f"{spoken.outlet} on two fronts: {quoted(short(spoken.sentence, _LONG))}",
            [spoken],
            part="claims",
            topic=spoken.sentence[:60],
        )
    if len(attacks) >= _TWO:
        _at_once(draft, held, attacks)
    _needs(draft, held, {a for a, _ in attacks} or set(pair or ()))
    if not draft.lines:
        return nothing(
            draft, "The record speaks of no two fronts, and the question names no two attacks.", held.searched
        )
    draft.verdict = (
        joined(f"{actor_name(a)} on {actor_name(b)}" for a, b in attacks) or "Two fronts are spoken of"
    )
    return draft


def _at_once(draft: Draft, held: Material, attacks: Sequence[tuple[str, str]]) -> None:
    cases = [contingency(a, b, held.system.edges, day=held.today) for a, b in attacks]
    for case in cases:
        _say_case(draft, held, case)
    for found in two_fronts(cases):
        first, second = (
            f"{in_sentence(a)} attacked {in_sentence(b)}" for a, b in (found.first, found.second)
        )
        head = f"If {first} and {second} at once"
        called = [
            f"{in_sentence(s)} (with {in_sentence(x)}, and with {in_sentence(y)})" for s, x, y in found.both
        ]
        words = f"called on in both would be {joined(called)}" if called else "nobody is called on in both"
        draft.say(
            f"{head}, {words}.",
            _overwhelm(held),
            basis=f"registry of obligations and relation index; {_NO_FORECAST}",
            topic="at once",
        )


def _overwhelm(held: Material) -> list[Citation]:
    return [c for c in held.found(passages()["two fronts"]) if "simultaneous" in c.sentence.lower()]


def _needs(draft: Draft, held: Material, states: set[str]) -> None:
    for cited in held.found(passages()["dependence"]):
        record = held.by_ref[cited.ref]
        here = {
            m.actor
            for m in record.mentions
            if m.actor and cited.sentence_start <= m.start < cited.sentence_end
        }
        if len(here & states) >= _TWO:
            draft.say(
                f"Who depends on whom, {names(sorted(here & states))}, "
                f"by {cited.outlet}: {quoted(cited.words)}.",
                [cited],
                topic=cited.sentence[:60],
            )


def fears(held: Material) -> list[tuple[str, str, Citation]]:
    """Return who is feared, supposed or threatening to attack whom, with where."""
    out: list[tuple[str, str, Citation]] = []
    for record in held.records:
        for claim in record.claims:
            if claim.kind in ("belief", "rumour", "forecast"):
                cited = claim_cited(held, record, claim)
                out += [(a, b, cited) for a, b in feared(held, cited)]
    paired = {c.sentence for *_, c in out}
    for one in held.happenings:
        hostile = one.type in ("THREATEN", "ASSAULT", "MOBILIZE") and set(one.aux) & {
            "hypothetical",
            "future",
        }
        if not hostile and one.type != "THREATEN":
            continue
        for cited in held.told(one)[:1]:
            if cited.sentence not in paired:
                out += [
                    (a, b, cited)
                    for a in one.actors
                    for b in one.recipients
                    if a != b and held.actors.state(a) and held.actors.state(b)
                ]
    return [
        x
        for i, x in enumerate(out)
        if x[:2] not in {y[:2] for y in out[:i]} or x[2].sentence not in {y[2].sentence for y in out[:i]}
    ]
