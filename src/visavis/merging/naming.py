"""Naming: somebody speaks of "certain forces" and names nobody, and others say who is meant."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Sequence

from visavis.coding.claims.lexicon import statuses
from visavis.merging.matters import holder_of
from visavis.records import Claim, Difference, DifferenceValue, Record

Held = tuple[str, str]  # who says so, in which article
_THREE = 3


def naming_differences(records: Sequence[Record]) -> list[Difference]:
    """Return whom a side speaks against without naming it, beside those whom others name.

    Args:
        records: the articles to compare.

    Returns:
        For each side that is quoted so: its own words with who said them, and each state that a report sets
        it against, with who does.
    """
    veiled: defaultdict[str, defaultdict[str, set[Held]]] = defaultdict(lambda: defaultdict(set))
    named: defaultdict[str, defaultdict[str, set[Held]]] = defaultdict(lambda: defaultdict(set))
    for record in records:
        sides = set[str]()
        for statement in record.statements:
            speaker = statement.speaker
            if not statement.unnamed or speaker is None or speaker.code is None:
                continue
            sides |= {speaker.code, *statement.about}
            for words in statement.unnamed:
                said = f"nobody: “{' '.join(words.text.split())}”"
                veiled[speaker.code][said].add((speaker.name or speaker.text, record.ref))
        for claim in record.claims:
            for side, other in _against(claim, sides):
                named[side][other].add((holder_of(record, claim), record.ref))
    return [
        Difference("naming", f"whom is meant ({side})", _values({**own, **named[side]}))
        for side, own in sorted(veiled.items())
        if named[side]
    ]


def _against(claim: Claim, sides: set[str]) -> Iterator[tuple[str, str]]:
    """Yield each side that a claim sets against a third state, with that state.

    A belief about them and one more ("no doubt that it was aimed at Norland") sets them against that one;
    ``sides`` are those who speak, and whom they speak of, without naming whom they mean.
    """
    if claim.negated or len(claim.about) != _THREE:
        return
    if claim.kind == "status" and claim.label in _setting_against():
        yield from ((side, claim.about[-1]) for side in claim.about[:-1])
    others = set(claim.about) - sides
    if claim.kind == "belief" and len(others) == 1:
        (other,) = others
        yield from ((side, other) for side in claim.about if side in sides)


@functools.cache
def _setting_against() -> frozenset[str]:
    """Return the labels of relations that are against somebody."""
    return frozenset(entry.label for entry, _ in statuses().entries if entry.about == "target")


def _values(held: dict[str, set[Held]]) -> tuple[DifferenceValue, ...]:
    return tuple(
        DifferenceValue(value, tuple(sorted({who for who, _ in by})), tuple(sorted({ref for _, ref in by})))
        for value, by in sorted(held.items(), key=lambda item: (not item[0].startswith("nobody"), item[0]))
    )
