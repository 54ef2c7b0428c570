"""Claims sorted: how close a status says two are, whether it sets them against a third, who holds it."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from visavis.asking.lexicon import topics
from visavis.asking.material import Material
from visavis.asking.writing import Draft, holder_of, names, status_words
from visavis.coding.claims.lexicon import statuses
from visavis.records import Citation, Claim, PartKind, Record
from visavis.showing.phrases import joined

_THREE = 3
_CLOSE = 1.0  # ranks from which a status speaks for cooperation, and to which it does not


@functools.cache
def _ranks() -> dict[str, tuple[float | None, str]]:
    return {entry.label: (entry.rank, entry.polarity) for entry, _ in statuses().entries}


def rank(claim: Claim) -> float | None:
    """Return a status on the scale from -3 (war) to 3 (alliance); a denied closeness counts as none."""
    found = _ranks().get(claim.label, (None, ""))[0]
    if found is None:
        return None
    return min(found, 0.0) if claim.negated else found


def leaning(claim: Claim) -> int:
    """Return 1 for a status that speaks for cooperation, -1 for one that speaks against it, 0 for neither."""
    found, polarity = _ranks().get(claim.label, (None, ""))
    if claim.label in ("unequal partners", "fragile", "marriage of convenience"):
        return -1
    if claim.negated:
        return -1 if polarity == "cooperative" else 1 if polarity == "hostile" else 0
    if claim.label in topics().involving:
        return 0  # the two are drawn into it together
    if polarity == "hostile":
        return -1
    return 1 if found is not None and found >= _CLOSE else 0


def of_pair(held: Material, a: str, b: str) -> Iterator[tuple[Record, Claim]]:
    """Yield the statuses that articles give exactly these two."""
    for record in held.records:
        for claim in record.claims:
            if claim.kind == "status" and set(claim.about) == {a, b}:
                yield record, claim


def against(held: Material, codes: Iterable[str]) -> Iterator[tuple[Record, Claim, str]]:
    """Yield claims that set some actors against another, with that other; beliefs of a blow count too."""
    ours = set(codes)
    labels = set(topics().against)
    for record in held.records:
        for claim in record.claims:
            others = [c for c in claim.about if c not in ours]
            named = claim.label in labels and claim.kind == "status"
            meant = claim.kind == "belief" and len(claim.about) > len(ours)
            if len(others) == 1 and ours <= set(claim.about) and (named or meant) and not claim.negated:
                yield record, claim, others[0]


def opposed(claim: Claim) -> str | None:
    """Return against whom a status sets two others, None for any other claim."""
    sets = claim.kind == "status" and claim.label in topics().against and not claim.negated
    return claim.about[-1] if sets and len(claim.about) == _THREE else None


def cited(held: Material, record: Record, claim: Claim) -> Citation:
    """Return where a claim stands."""
    return held.cite(record, claim.start, claim.end, claim.sentence, "claim")


def say_statuses(
    draft: Draft, held: Material, found: Iterable[tuple[Record, Claim]], part: PartKind = "claims"
) -> None:
    """Say of each holder, and of each article that has it from them, how they call it."""
    by_holder: dict[tuple[str, str], dict[str, list[Citation]]] = {}
    for record, claim in found:
        where = cited(held, record, claim)
        words = by_holder.setdefault((holder_of(claim, record), where.outlet), {})
        words.setdefault(status_words(claim), []).append(where)
    for (holder, outlet), words in by_holder.items():
        via = "" if holder == outlet else f" (in {outlet})"
        draft.say(f"{holder}{via}: {joined(words)}.", [c for some in words.values() for c in some], part=part)


def pair_names(a: str, b: str) -> str:
    """Return two states as they stand in a sentence."""
    return names((a, b))
