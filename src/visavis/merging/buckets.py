"""Buckets: which of many things share one of their features, without a look at all pairs.

Features are numbers (``number`` gives one to a word); a feature that too many share says nothing.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np

Pairs = tuple[np.ndarray, np.ndarray]
"""The first and the second things of pairs."""


@functools.lru_cache(maxsize=100_000)
def number(word: str) -> int:
    """Return a number of 64 bits that stands for a word, everywhere the same."""
    digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def numbers_of(words: Sequence[Sequence[str]]) -> Pairs:
    """Return the numbers of the words of several things, in order, and whose each is."""
    sizes = [len(own) for own in words]
    numbers = np.fromiter(map(number, chain.from_iterable(words)), np.uint64, sum(sizes))
    return numbers, np.repeat(np.arange(len(words)), sizes)


def together(names: np.ndarray, whose: np.ndarray) -> Pairs:
    """Return features in ascending order, and whose each is in the same order, each once.

    Args:
        names: features.
        whose: whose each is.
    """
    order = np.lexsort((whose, names))
    names, whose = names[order], whose[order]
    new = np.ones(len(names), bool)
    new[1:] = (names[1:] != names[:-1]) | (whose[1:] != whose[:-1])
    return names[new], whose[new]


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


def once(*found: Pairs) -> Pairs:
    """Return pairs in order, each once."""
    first, second = (np.concatenate(side) for side in zip(*found, strict=True))
    width = int(second.max(initial=0)) + 1
    return np.divmod(np.unique(first * width + second), width)


def pairs_of(*found: Pairs) -> Iterator[tuple[int, int]]:
    """Yield pairs in order, each once."""
    first, second = once(*found)
    return zip(first.tolist(), second.tolist(), strict=True)
