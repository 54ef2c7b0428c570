"""Matters: what several holders believe, deny, plan, foresee or rumour about one thing, side by side."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Sequence

import msgspec

from visavis.knowledge import load_toml
from visavis.merging.groups import Groups
from visavis.merging.words import stems
from visavis.records import Claim, Difference, DifferenceValue, Record

_FILE = "merging/matters.toml"
CROWD = 60  # claims that are shown side by side


class Matter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A matter that claims can be on, what names it, and claims that are and are not on it.

    ``words`` name it in a belief, denial, plan, forecast or rumour; ``labels`` are those of claims of status.
    """

    name: str
    words: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    labels: tuple[str, ...] = ()


class _Matters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    matter: tuple[Matter, ...]


@functools.lru_cache(maxsize=1)
def matters() -> tuple[Matter, ...]:
    """Return all matters.

    Raises:
        DataError: the file breaks its schema.
    """
    return load_toml(_FILE, _Matters).matter


@functools.lru_cache(maxsize=1)
def _named_by() -> dict[str, str]:
    return {stem: matter.name for matter in matters() for word in matter.words for stem in stems(word)}


@functools.lru_cache(maxsize=1)
def matters_labelled() -> dict[str, str]:
    """Return the labels of status that are on a matter, not on how two stand to each other."""
    return {label: matter.name for matter in matters() for label in matter.labels}


def matter_of(text: str) -> str | None:
    """Return the matter that a claim's words are on; the first named, None when they name none."""
    return next((name for stem in stems(text) if (name := _named_by().get(stem))), None)


def matter_differences(records: Sequence[Record]) -> list[Difference]:
    """Return where several holders claim different things on one matter about the same states.

    Args:
        records: the articles to compare.
    """
    found: defaultdict[str, list[tuple[Record, Claim]]] = defaultdict(list)
    for record in records:
        for claim in record.claims:
            status = claim.kind == "status"
            matter = (
                matters_labelled().get(claim.label) if status else matter_of(f"{claim.label} {claim.text}")
            )
            if matter and claim.about:
                found[matter].append((record, claim))
    return [
        d for name, held in sorted(found.items()) for group in _alike(held) if (d := _difference(name, group))
    ]


def _alike(held: Sequence[tuple[Record, Claim]]) -> list[list[tuple[Record, Claim]]]:
    """Return claims in groups that have states in common."""
    groups = Groups(len(held))
    first: dict[str, int] = {}
    for k, (_, claim) in enumerate(held):
        for code in claim.about:
            groups.join(first.setdefault(code, k), k)
    found: list[list[tuple[Record, Claim]]] = []
    for group in groups.lists():
        claims = [held[k] for k in group]
        if len(claims) <= CROWD:
            found.append(claims)
            continue
        # States that everybody speaks of chain years of claims together: then each month stands by itself.
        months: defaultdict[str, list[tuple[Record, Claim]]] = defaultdict(list)
        for record, claim in claims:
            months[((record.published.start if record.published else None) or "")[:7]].append((record, claim))
        found += [months[month] for month in sorted(months)]
    return found


def _difference(name: str, group: Sequence[tuple[Record, Claim]]) -> Difference | None:
    """Return the claims of a group by what they say; None when all say the same or are of one article."""
    said: defaultdict[str, list[tuple[Record, Claim]]] = defaultdict(list)
    for record, claim in group:
        kind = "" if claim.kind == "status" else f"{claim.kind}: "
        said[f"{kind}{' '.join(claim.label.split())}"].append((record, claim))
    if len(said) < 2 or len({record.ref for record, _ in group}) < 2:
        return None
    states = sorted({code for _, claim in group for code in claim.about})
    values = [
        DifferenceValue(
            value,
            tuple(sorted({holder_of(r, c) for r, c in items})),
            tuple(sorted({r.ref for r, _ in items})),
        )
        for value, items in sorted(said.items())
    ]
    return Difference("claim", f"{name} ({' '.join(states)})", tuple(values))


def holder_of(record: Record, claim: Claim) -> str:
    """Return who holds a claim; the outlet by its name, or by the article's when it has none.

    What the article uses as a time ("the call in late May confirmed ties") holds nothing: its outlet does.
    """
    holder = " ".join(claim.holder.split())
    nobody = holder in ("outlet", "the outlet") or any(
        " ".join(t.text.split()) == holder for t in record.times
    )
    return (record.outlet or record.ref) if nobody else holder
