"""Who is the stronger of two: what is said, by whom, and in which figures."""

from __future__ import annotations

import re

from visavis.asking import claimed
from visavis.asking.counting import figure_words
from visavis.asking.lexicon import passages, topics
from visavis.asking.material import Material
from visavis.asking.question import Query
from visavis.asking.writing import Draft, capital, holder_of, names, nothing
from visavis.records import Claim
from visavis.showing.phrases import in_sentence, joined
from visavis.showing.wording import actor_name, outlet_words, quoted

_RATIOS = frozenset({"dimensionless", "percent"})


def asymmetry(query: Query, held: Material, pair: tuple[str, str]) -> Draft:
    """Answer who is called stronger or junior, by whom, and which figures compare the two."""
    draft = Draft()
    ours = set(pair)
    stronger: dict[str, int] = dict.fromkeys(pair, 0)
    seen: set[tuple[str, str]] = set()
    for record in held.records:
        for claim in record.claims:
            if claim.label not in topics().stature or not ours & set(claim.about) or claim.kind != "status":
                continue
            if not set(claim.about) <= ours:
                continue
            cited = claimed.cited(held, record, claim)
            seen.add((cited.ref, cited.sentence))
            equal = claim.label in ("equals", "comparable strength")
            name, outlet = holder_of(claim, record), outlet_words(record)
            draft.say(
                f"{capital(with_outlet(name, outlet))}: {_words(claim)}.",
                [cited],
                part="against" if equal else "claims",
            )
            _tally(stronger, claim, pair)
        for figure in record.figures:
            if figure.unit in _RATIOS and set(figure.subject) & ours and set(figure.subject) <= ours:
                cited = held.cite(record, figure.start, figure.end, figure.sentence, "figure")
                near = {c for c in held.states_in(record, figure.sentence) if held.actors.state(c)}
                if near <= ours and _compares(figure.what or ""):
                    seen.add((cited.ref, cited.sentence))
                    draft.say(
                        f"{cited.outlet} gives a figure: {names(figure.subject)}, {figure_words(figure)}.",
                        [cited],
                    )
                    stronger[figure.subject[0]] += 1
    for cited in held.found(passages()["stature"]):
        record = held.by_ref[cited.ref]
        here = {
            m.actor
            for m in record.mentions
            if m.actor and cited.sentence_start <= m.start < cited.sentence_end
        }
        if here & ours and here <= ours and (cited.ref, cited.sentence) not in seen:
            draft.say(
                f"{cited.outlet} compares them: {quoted(cited.words)}.",
                [cited],
                part="claims",
                topic=cited.sentence[:60],
            )
    _conclude(draft, held, pair, stronger)
    _called(draft, held, pair, query.plain)
    return draft


def _called(draft: Draft, held: Material, pair: tuple[str, str], plain: str) -> None:
    """Where a question asks who uses a word ("who calls it junior?"), name those who do."""
    if not re.match(
        r"(?:and )?who\w* (?:calls?|called|says?|said|sees?|saw|considers?|regards?|describes?)\b", plain
    ):
        return
    found = [
        (record, claim)
        for record in held.records
        for claim in record.claims
        if claim.label in topics().stature
        and claim.kind == "status"
        and not claim.negated
        and set(claim.about) <= set(pair)
        and re.search(rf"\b{claim.label.split()[0]}", plain)
    ]
    if found:
        told = dict.fromkeys((with_outlet(holder_of(c, r), outlet_words(r))) for r, c in found)
        draft.verdict = capital(joined(told))
        lines = draft.lines.setdefault("answer", [])
        first = len(lines)
        for r, c in found:
            name = with_outlet(holder_of(c, r), outlet_words(r))
            draft.say(f"{capital(name)} says so: {_words(c)}.", [claimed.cited(held, r, c)])
        lines[:] = [*lines[first:], *lines[:first]]


def with_outlet(name: str, outlet: str) -> str:
    """Return who holds a claim, with the outlet that has it from them."""
    return name if name == outlet else f"{name}, as {outlet} has it"


def _compares(what: str) -> bool:
    return any(
        word in what for word in ("larger", "bigger", "stronger", "richer", "smaller", "size", "than", "as ")
    )


def _words(claim: Claim) -> str:
    a, b = claim.about[0], claim.about[1] if len(claim.about) > 1 else ""
    said = {
        "junior partner": f"{in_sentence(a)} is the junior partner" + (f" of {in_sentence(b)}" if b else ""),
        "superpower": f"{in_sentence(a)} is the superpower",
        "equals": f"{names(claim.about)} are equals",
        "unequal partners": f"{names(claim.about)} are unequal partners",
        "comparable strength": f"{in_sentence(a)} is of comparable strength"
        + (f" to {in_sentence(b)}" if b else ""),
    }.get(claim.label, quoted(claim.label))
    said = f"it is not so that {said}" if claim.negated else said
    return f"{said} ({quoted(' '.join(claim.text.split()))})"


def _tally(stronger: dict[str, int], claim: Claim, pair: tuple[str, str]) -> None:
    first = claim.about[0]
    other = pair[1] if first == pair[0] else pair[0]
    if claim.label == "junior partner" and not claim.negated:
        stronger[other] = stronger.get(other, 0) + 1
    if claim.label == "superpower" and not claim.negated:
        stronger[first] = stronger.get(first, 0) + 1


def _conclude(draft: Draft, held: Material, pair: tuple[str, str], stronger: dict[str, int]) -> None:
    _measured(draft, held, pair)
    a, b = sorted(pair, key=lambda c: -stronger.get(c, 0))
    if not draft.lines.get("claims") and not draft.lines.get("answer") and not draft.lines.get("against"):
        nothing(draft, f"Who of {names(pair)} is the stronger is not said in the record.", held.searched)
        return
    if stronger.get(a, 0) > stronger.get(b, 0):
        draft.verdict = f"{actor_name(a)} is said to be the stronger"
        cited = [
            c for part in ("answer", "claims") for line in draft.lines.get(part, ()) for c in line.citations
        ]
        lines = draft.lines.setdefault("answer", [])
        draft.say(
            f"What is said makes {in_sentence(a)} the stronger and {in_sentence(b)} the weaker of the two.",
            cited,
        )
        lines.insert(0, lines.pop())
    else:
        draft.verdict = "Not settled by what is said"
        cited = [
            c for part in ("claims", "against") for line in draft.lines.get(part, ()) for c in line.citations
        ]
        draft.say("What is said does not settle who is the stronger.", cited)


def _measured(draft: Draft, held: Material, pair: tuple[str, str]) -> None:
    """Say what a table that the user gave holds of the two; or that none was given."""
    table = held.capabilities
    given = (table.compare(*pair, held.day) or table.compare(*pair)) if table else ()
    for one in given:
        (small, less), (large, more) = sorted(zip((one.a, one.b), pair, strict=True))
        times = f", {large / small:.2g} times as much" if small else ""
        values = f"{in_sentence(more)} {large:.6g}, {in_sentence(less)} {small:.6g}{times}"
        draft.say(
            f"{one.measure} in {one.year}: {values}.",
            basis=f"the table {one.source} that you gave",
        )
    if not given:
        draft.say(
            "No measured index of capabilities (as CINC of the Correlates of War) is held, only what is "
            "said; with --capabilities FILE you can give one.",
            part="missing",
            basis=held.searched,
        )
