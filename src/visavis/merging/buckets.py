"""Buckets: which of many things share one of their features, without a look at all pairs.

Features are numbers (``number`` gives one to a word); a feature that too many share says nothing.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Sequence

import numpy as np

Pairs = tuple[np.ndarray, np.ndarray]
"""The first and the second things of pairs."""


@functools.lru_cache(maxsize=100_000)
def number(word: str) -> int:
    """Return a number of 64 bits that stands for a word, everywhere the same."""
    digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def together(features: Sequence[np.ndarray]) -> Pairs:
    """Return the features of all things in one array, ascending, and whose each is, ascending within one.

    Args:
        features: those of each thing, each once.
    """
    if not features:
        return np.empty(0, np.uint64), np.empty(0, np.int64)
    names = np.concatenate(features)
    whose = np.repeat(np.arange(len(features)), [len(own) for own in features])
    order = np.argsort(names, kind="stable")
    return names[order], whose[order]


def sharing(names: np.ndarray, whose: np.ndarray, crowd: int) -> Pairs:
    """Return the pairs of things that share a feature, once for each that they share, the smaller first.

    Args:
        names: features, equal ones side by side.
        whose: whose each is.
        crowd: features that more things have are left out.
    """
    _, size = np.unique(names, return_counts=True)
    kept = np.repeat((size > 1) & (size <= crowd), size)
    names, whose = names[kept], whose[kept]
    first, second = [whose[:0]], [whose[:0]]
    for apart in range(1, int(size[(size > 1) & (size <= crowd)].max(initial=1))):
        same = np.flatnonzero(names[apart:] == names[:-apart])
        first.append(whose[same])
        second.append(whose[same + apart])
    return np.concatenate(first), np.concatenate(second)


def pairs_of(*found: Pairs) -> Iterator[tuple[int, int]]:
    """Yield pairs in order, each once."""
    first, second = (np.concatenate(side) for side in zip(*found, strict=True))
    width = int(second.max(initial=0)) + 1
    for pair in np.unique(first * width + second).tolist():
        yield divmod(pair, width)
