"""Shingles: the overlapping runs of four words of a text as numbers, and the buckets that a text falls into.

A number stands for each run, so that texts are compared as arrays. Buckets come from MinHash sketches (A.
Broder, "On the resemblance and containment of documents", 1997) cut into bands, and, for copies that were
shortened, from a sample of the shingles themselves. Two texts with a bucket in common may be copies.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from visavis.merging.buckets import Pairs, number, once, sharing, together

SIZE = 4  # words in a run
BANDS, ROWS = 32, 4  # a sketch of so many times so many numbers
SAMPLE = 16  # one shingle in so many is looked at for shortened copies
_PLACES = 4096  # bits on which the shingles of a text fall
_AT_ONCE = 2048  # pairs of texts that are looked at at once
CROWD = 64  # a shingle shared by more articles than this is boilerplate, not a sign of copying


class Shingles(NamedTuple):
    """The runs of words of a text.

    Attributes:
        numbers: what stands for each, ascending, each once.
        bits: the places that they fall on, as the bits of one number.
        crowded: how many fall on a place that another has taken.
    """

    numbers: np.ndarray
    bits: int
    crowded: int

    def at_most(self, other: Shingles) -> int:
        """Return how many runs two texts can have in common at most, by the places that both take."""
        return (self.bits & other.bits).bit_count() + min(self.crowded, other.crowded)

    def in_common(self, other: Shingles) -> int:
        """Return how many runs two texts have in common."""
        return len(np.intersect1d(self.numbers, other.numbers, assume_unique=True))


def shingles(words: Sequence[str]) -> Shingles:
    """Return the shingles of a text.

    Args:
        words: its words in order.
    """
    each = np.fromiter(map(number, words), np.uint64, len(words))
    count = max(0, len(words) - SIZE + 1)
    runs = np.zeros(count, np.uint64)
    for place, factor in enumerate(_factors("place", SIZE)):
        runs += each[place : place + count] * factor
    numbers = np.unique(runs)
    taken = np.zeros(_PLACES, bool)
    taken[numbers % np.uint64(_PLACES)] = True
    bits = int.from_bytes(np.packbits(taken).tobytes(), "big")
    return Shingles(numbers, bits, len(numbers) - bits.bit_count())


def at_most(own: Sequence[Shingles], pairs: Pairs) -> np.ndarray:
    """Return how many runs the texts of pairs have in common at most; see ``Shingles.at_most``.

    Args:
        own: the shingles of each text.
        pairs: pairs of texts, by index.
    """
    first, second = pairs
    crowded = np.array([one.crowded for one in own], np.int64)
    found = np.minimum(crowded[first], crowded[second])
    bits = b"".join(one.bits.to_bytes(_PLACES // 8, "big") for one in own)
    places = np.frombuffer(bits, np.uint64).reshape(len(own), _PLACES // 64)
    for begin in range(0, len(found), _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        both = places[first[part]] & places[second[part]]
        found[part] += np.bitwise_count(both).sum(axis=1, dtype=np.int64)
    return found


def buckets_of(own: Shingles) -> np.ndarray:
    """Return the buckets that a text falls into, as numbers: odd ones of bands, even ones of shingles."""
    numbers = own.numbers
    if not len(numbers):
        return numbers
    # The upper half of a product with an odd number puts the shingles in a new order.
    orders, weights = _factors("order", ROWS, BANDS, 1), _factors("weight", ROWS, BANDS)
    least = [((numbers * order) >> np.uint64(32)).min(axis=1) for order in orders]
    bands = (np.stack(least) * weights).sum(axis=0, dtype=np.uint64) | np.uint64(1)
    return np.concatenate([bands, numbers[numbers % np.uint64(SAMPLE) == 0]])


def candidates(buckets: Sequence[np.ndarray]) -> Pairs:
    """Return the pairs of texts that share a bucket, ascending, the smaller index first, each pair once.

    Args:
        buckets: those of each text.
    """
    sizes = [len(own) for own in buckets]
    names = np.concatenate([np.empty(0, np.uint64), *buckets])
    names, texts = together(names, np.repeat(np.arange(len(sizes)), sizes))
    return once(sharing(names, texts, CROWD), _star(names, texts))


def _star(names: np.ndarray, texts: np.ndarray) -> Pairs:
    """Return the pairs of the first of a band's crowd with each other text: enough to join exact copies."""
    _, begin, size = np.unique(names, return_index=True, return_counts=True)
    first = np.repeat(begin, size)
    rest = np.arange(len(names)) > first
    star = np.flatnonzero(rest & (np.repeat(size, size) > CROWD) & (names % np.uint64(2) == 1))
    return texts[first[star]], texts[star]


def pairs_in(bucket: int, texts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that one bucket gives; ``candidates`` gives those of all.

    Args:
        bucket: its number.
        texts: the texts in it, ascending, each once.
    """
    if len(texts) <= CROWD:
        yield from combinations(texts, 2)
    elif bucket % 2:
        yield from ((texts[0], other) for other in texts[1:])


@functools.cache
def _factors(use: str, *shape: int) -> np.ndarray:
    """Return odd numbers at random, always the same ones."""
    drawn = [number(f"{use} {i}") for i in range(math.prod(shape))]
    return np.array(drawn, np.uint64).reshape(shape) | np.uint64(1)
