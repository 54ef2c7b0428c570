"""A pair of states as shown: how they stand, what moved it, what binds them and what that is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from visavis.coding.agreements.registry import Treaty, standing
from visavis.records import Agreement, Relation
from visavis.showing.items import Bond, Happened, Moved, Pair, Quoted
from visavis.showing.lookup import Lookup
from visavis.showing.phrases import in_sentence, joined
from visavis.showing.wording import AUX_WORDS, date_words, days_words, iso_words, plain, short, signed, whose

_MOST_MOVERS = 5
_FELT = 0.005  # an effect that is shown as something else than 0.00
_EVEN = 0.15  # a probability this near to one half says nothing
_FEW = 3
_LEAN, _LIKELY = 0.1, 0.6


def pair_view(look: Lookup, relation: Relation, shown: Mapping[str, Happened]) -> Pair:
    """Return a relation with what moved it, what binds it and what it is called.

    Args:
        look: the articles.
        relation: the relation.
        shown: happenings as shown, by id.
    """
    moved = [m for m in relation.moved if m.happening in shown and abs(m.effect) >= _FELT]
    felt = [Moved(shown[m.happening], signed(m.effect)) for m in moved]
    bound = standing(relation.a, relation.b, relation.as_of)
    names = joined(in_sentence(code) for code in (relation.a, relation.b))
    return Pair(
        relation=relation,
        anchor=f"pair-{relation.a}-{relation.b}",
        names=names[:1].upper() + names[1:],
        verdict=verdict(relation),
        until=days_words([relation.as_of] if relation.as_of else []),
        figures=figures(relation),
        sentence=_sentence(relation),
        ramp=ramp(relation),
        pushed=tuple(m for m in felt if not m.effect.startswith("−"))[:_MOST_MOVERS],
        pulled=tuple(m for m in felt if m.effect.startswith("−"))[:_MOST_MOVERS],
        standing=tuple(_bond(found, relation) for found in bound),
        bonds=tuple(_bonds(look, relation)),
        labels=tuple(_labels(look, relation)),
    )


def _bond(treaty: Treaty, relation: Relation) -> Bond:
    """Return a standing agreement in words, with the day from which it binds both."""
    begun, later = treaty.in_force or treaty.signed, [treaty.joined.get(c) for c in (relation.a, relation.b)]
    since = f"{'in force' if treaty.in_force else 'signed'} {iso_words(begun)}" if begun else ""
    if any(later):
        since = f"both parties since {iso_words(max(filter(None, later)))}"
    binds = joined(_kind(kind) for kind in treaty.obligations)
    return Bond(
        treaty.name, since, f"binds to {binds}" if binds else "binds to nothing military", treaty.source
    )


def _bonds(look: Lookup, relation: Relation) -> Iterator[tuple[str, Quoted]]:
    """Yield what the articles say of agreements between the two."""
    for ref, record in look.records.items():
        for number, found in enumerate(record.agreements):
            if {relation.a, relation.b} <= set(found.parties):
                link = f"{look.anchors[ref]}-g{number}"
                yield _agreement(found), look.quote(ref, found.sentence, found.start, found.end, link)


def _agreement(found: Agreement) -> str:
    name = short(found.name)
    head = name if found.kind.casefold() in name.casefold() else f"{name} ({found.kind})"
    words = [head[:1].upper() + head[1:], found.action or ""]
    words += [] if found.date.start is None else [date_words(found.date)]
    denied = "negation" in found.aux
    for obligation in found.obligations:
        kind = _kind(obligation.kind)
        words.append(f"said to bind to {kind}" if obligation.holds else f"said not to bind to {kind}")
    # A denied obligation says already that it is denied.
    words += [AUX_WORDS[aux] for aux in found.aux if not (aux == "negation" and found.obligations)]
    if denied and found.obligations and all(o.holds for o in found.obligations):
        words.append("denied")
    words += [f"but {plain(difference)}" for difference in found.differences]
    return ", ".join(filter(None, words))


def _kind(kind: str) -> str:
    return {"defense": "defence", "nonaggression": "non-aggression"}.get(kind, kind)


def _labels(look: Lookup, relation: Relation) -> Iterator[tuple[str, str, Quoted]]:
    """Yield what the articles call the relation, and whose word it is."""
    for ref, record in look.records.items():
        for number, claim in enumerate(record.claims):
            if {relation.a, relation.b} == set(claim.about) and claim.kind == "status":
                label = f"not {claim.label}" if claim.negated else claim.label
                link = f"{look.anchors[ref]}-c{number}"
                quoted = look.quote(ref, claim.sentence, claim.start, claim.end, link)
                yield short(label), whose(claim.holder, quoted.outlet), quoted


def verdict(relation: Relation) -> str:
    """Return in words whether cooperation or conflict prevails, and how sure that is."""
    balance, sure = relation.balance.mean, relation.confidence
    if abs(balance) < _LEAN or sure < _LIKELY:
        return "no clear lean"
    lean = "cooperation" if balance > 0 else "conflict"
    how = "almost certainly" if sure >= 0.95 else "probably" if sure >= 0.8 else "perhaps"
    return f"{how} more {lean} than {'conflict' if balance > 0 else 'cooperation'}"


def figures(relation: Relation) -> str:
    """Return the balance with its interval."""
    b = relation.balance
    return f"{signed(b.mean)} ({signed(b.low)} to {signed(b.high)})"


def _sentence(relation: Relation) -> str:
    count = f"{relation.happenings} happening{'s' if relation.happenings != 1 else ''}"
    earlier = f" ({relation.earlier} of them too long ago to weigh)" if relation.earlier else ""
    undated = f"; {relation.undated} more without a date" if relation.undated else ""
    day = f" as of {days_words([relation.as_of])}" if relation.as_of else ""
    return f"Balance {figures(relation)}{day}, from {count}{earlier}{undated}."


def ramp(relation: Relation) -> str:
    """Return how the last periods compare with those before; empty when there is too little to compare."""
    ramp = relation.ramp
    if ramp is None or relation.happenings < _FEW:
        return ""
    unit = f"{relation.period}" if ramp.periods == 1 else f"{ramp.periods} {relation.period}s"
    tone = _compared(ramp.balance, "friendlier", "less friendly")
    news = _compared(ramp.intensity, "more in the news", "less in the news")
    if not tone and not news:
        return f"No clear change in the last {unit}."
    said = joined(filter(None, [tone, news]))
    return f"Against the {unit} before, the last {unit} were {said}."


def _compared(probability: float, more: str, less: str) -> str:
    if abs(probability - 0.5) < _EVEN:
        return ""
    chance = max(probability, 1 - probability)
    return f"{more if probability > 0.5 else less} with probability {chance:.0%}"
