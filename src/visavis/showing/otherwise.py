"""What articles say of ties that goes against what was read of deeds: foes by word who only met."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from visavis.coding.claims.lexicon import statuses
from visavis.records import Claim, Record, System
from visavis.showing.phrases import in_sentence, joined
from visavis.showing.wording import outlet_words, short, whose

_MOST_NAMED = 4
_TWO = 2


def otherwise(records: Iterable[Record], found: System) -> list[str]:
    """Return sentences on pairs whose tie leans to cooperation by deeds, while articles set them at odds.

    Args:
        records: the articles, whose claims are looked through.
        found: the system of their deeds.
    """
    friendly = {frozenset((edge.a, edge.b)) for edge in found.edges if edge.weight > 0}
    said: dict[frozenset[str], dict[str, None]] = {}
    for record in records:
        for claim in record.claims:
            for pair in _at_odds(claim):
                if pair in friendly:
                    said.setdefault(pair, {})[short(whose(claim.holder, outlet_words(record)))] = None
    return [
        f"By deeds, {joined(in_sentence(c) for c in sorted(pair))} lean to cooperation; they are said to be "
        f"at odds by {_few([*holders])}."
        for pair, holders in sorted(said.items(), key=lambda item: sorted(item[0]))
    ]


def _at_odds(claim: Claim) -> list[frozenset[str]]:
    """Return the pairs whom a status sets against each other."""
    if claim.kind != "status" or claim.negated:
        return []
    entry = next((entry for entry, _ in statuses().entries if entry.label == claim.label), None)
    if entry is None:
        return []
    if entry.about == "target" and len(claim.about) > _TWO:
        return [frozenset((side, claim.about[-1])) for side in claim.about[:-1] if side != claim.about[-1]]
    hostile = entry.polarity == "hostile" and entry.about != "involved" and len(claim.about) == _TWO
    return [frozenset(claim.about)] if hostile else []


def _few(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return joined([*names[:_MOST_NAMED], f"{more} more"]) if more > 0 else joined(names)
