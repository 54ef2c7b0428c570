"""Who stands against whom: the common adversary."""

from __future__ import annotations

from visavis.asking import claimed
from visavis.asking.lexicon import passages
from visavis.asking.material import Material
from visavis.asking.question import Query
from visavis.asking.writing import (
    Draft,
    capital,
    holder_of,
    names,
    nothing,
    status_words,
)
from visavis.records import Citation
from visavis.showing.phrases import in_sentence, joined
from visavis.showing.wording import quoted, short

_MOST = 12
_STATES = 3
_TWO = 2


def adversary(query: Query, held: Material, pair: tuple[str, str]) -> Draft:
    """Answer against whom two stand, who says so by name, and who speaks of others without a name."""
    draft = Draft()
    found = [*claimed.against(held, pair)]
    targets: dict[str, list[tuple[str, str, Citation]]] = {}
    for record, claim, other in found:
        inferred = claim.kind == "belief"
        label = f"{quoted(short(claim.text))} (an inference)" if inferred else status_words(claim)
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
            draft.say(f"{name} on {in_sentence(code)}: {label}.", [cited], part="claims")
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
                f"{short(name)}, as reported, names nobody and speaks of {words}.",
                [held.cite(record, one.start, one.end, one.sentence, "statement", one.id)],
                part="against",
            )
    for cited in held.found(passages()["not named"]):
        draft.say(f"{cited.outlet} says that the adversary was not named.", [cited], part="against")
