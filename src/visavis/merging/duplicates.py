"""Duplicates: near copies of one text, and the origin that each article goes back to.

Candidates come from sketches and samples of the texts (``shingles``). Every candidate is verified on the text
itself: sketches only propose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from visavis.merging.agencies import wire
from visavis.merging.buckets import Pairs
from visavis.merging.groups import Groups
from visavis.merging.memory import Memory
from visavis.merging.shingles import SIZE, Shingles, at_most, buckets_of, candidates, shingles
from visavis.merging.words import body, raw_words, unquoted
from visavis.records import Record

LEAST_WORDS = 25
JACCARD = 0.40
CONTAINED = 0.65
FEW = LEAST_WORDS - SIZE  # shingles below which texts are copies only when they are the same

Count = int | np.ndarray


def own_words(record: Record) -> list[str]:
    """Return an article's own words, quotations left out unless little else is there."""
    text = body(record)
    own = raw_words(unquoted(text))
    return own if len(own) >= LEAST_WORDS else raw_words(text)


def are_copies(a: Shingles, b: Shingles) -> bool:
    """Return whether two texts are copies: much in common, or the shorter one contained in the longer.

    With runs of four words, an edit of one word in ten still leaves about 0.5 of the shingles (0.9 to the
    fourth, over their union); independent reports of one event share under 0.1 of theirs.
    """
    smaller, both = min(len(a.numbers), len(b.numbers)), len(a.numbers) + len(b.numbers)
    if smaller < FEW:
        return smaller > 0 and a.in_common(b) * 2 == both
    return bool(_enough(a.at_most(b), smaller, both) and _enough(a.in_common(b), smaller, both))


def _enough(shared: Count, smaller: Count, both: Count) -> Any:
    """Return whether texts are copies by how many runs they share, the smaller has, both have together."""
    return (shared >= JACCARD * (both - shared)) | (shared >= CONTAINED * smaller)


def _likely(own: Sequence[Shingles], pairs: Pairs) -> Iterator[tuple[int, int]]:
    """Yield those pairs of texts that could be copies by the places that their shingles fall on."""
    first, second = pairs
    sizes = np.array([len(one.numbers) for one in own], np.int64)
    smaller, both = np.minimum(sizes[first], sizes[second]), sizes[first] + sizes[second]
    likely = (smaller < FEW) | _enough(at_most(own, pairs), smaller, both)
    return zip(first[likely].tolist(), second[likely].tolist(), strict=True)


def copies(records: Sequence[Record], memory: Memory | None = None) -> list[list[int]]:
    """Return the groups of near copies among records, as sorted lists of indices, singles left out."""
    memory = memory or Memory()
    own = [memory.of(own_shingles, record) for record in records]
    groups = Groups(len(records))
    for i, j in _likely(own, candidates([buckets(record, memory) for record in records])):
        if not groups.same(i, j) and are_copies(own[i], own[j]):
            groups.join(i, j)
    return groups.several()


def origins(records: Sequence[Record], groups: Iterable[Sequence[int]]) -> list[str]:
    """Return for each record the source that its report goes back to.

    That is the agency it credits, or a copy of it credits; else the outlet that printed the text first;
    else, with no outlet known, the article itself.

    Args:
        records: the articles.
        groups: the groups of near copies among them, by index.
    """
    found = [_own_origin(record, wire(record)) for record in records]
    for group in groups:
        credited = sorted({found[i] for i in group if found[i].startswith("agency:")})
        first = min(group, key=lambda i: _age(records[i]))
        for i in group:
            found[i] = credited[0] if credited else found[first]
    return found


def _own_origin(record: Record, agency: str | None) -> str:
    if agency:
        return f"agency:{agency}"
    return f"outlet:{record.outlet}" if record.outlet else f"article:{record.id}"


def _age(record: Record) -> tuple[str, str, str]:
    published = record.published.start if record.published else None
    return (published or "9999", record.outlet or "~", record.ref)


def own_shingles(record: Record) -> Shingles:
    """Return the shingles of an article's own words."""
    return shingles(own_words(record))


def buckets(record: Record, memory: Memory) -> np.ndarray:
    """Return the buckets of an article's own words."""
    return memory.of(_buckets, record, memory.of(own_shingles, record))


def _buckets(record: Record, own: Shingles) -> np.ndarray:
    return buckets_of(own)
