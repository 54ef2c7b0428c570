"""Repetition inside an article: what is printed a second time, exactly or nearly."""

from __future__ import annotations

from collections.abc import Sequence

from visavis.reading.block import Block

_NEAR = 0.85  # share of three-word runs in common
_SHORTEST = 8  # words from which a near repetition is told from a coincidence


def repeated(blocks: Sequence[Block]) -> dict[int, int]:
    """Return, for each block that was printed before, the index of its first printing.

    Exact repetition counts from three words on, near repetition from eight (Jaccard similarity of three-word
    runs).

    Args:
        blocks: the article's blocks, in text order.
    """
    seen: dict[tuple[str, ...], int] = {}
    shingles: list[tuple[int, frozenset[int]]] = []
    known: set[int] = set()
    first: dict[int, int] = {}
    for index, block in enumerate(blocks):
        words = block.key
        if len(words) < 3:
            continue
        if words in seen:
            first[index] = seen[words]
            continue
        seen[words] = index
        if len(words) < _SHORTEST:
            continue
        runs = frozenset(map(hash, zip(words, words[1:], words[2:], strict=False)))
        near = None if known.isdisjoint(runs) else _first_similar(runs, shingles)
        if near is not None:
            first[index] = near
        else:
            shingles.append((index, runs))
            known |= runs
    return first


def _first_similar(runs: frozenset[int], shingles: Sequence[tuple[int, frozenset[int]]]) -> int | None:
    """Return the index of the first block that has nearly the same runs."""
    size = len(runs)
    for index, other in shingles:
        if len(other) >= _NEAR * size and size >= _NEAR * len(other):
            common = len(runs & other)
            if common >= _NEAR * (size + len(other) - common):
                return index
    return None
