"""Duplicates: near copies of one text, and the origin that each article goes back to.

Candidates come from MinHash sketches (A. Broder, "On the resemblance and containment of documents", 1997;
library rensa) cut into bands, and, for copies that were shortened, from a sample of shared shingles. Every
candidate is verified on the text itself: sketches only propose.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from rensa import RMinHash

from visavis.merging.agencies import wire
from visavis.merging.groups import Groups
from visavis.merging.memory import Memory
from visavis.merging.words import body, raw_words, unquoted
from visavis.records import Record

SHINGLE = 4
PERMUTATIONS = 128
BANDS = 32
SAMPLE = 16  # one shingle in so many is looked at for shortened copies
CROWD = 64  # a shingle shared by more articles than this is boilerplate, not a sign of copying
LEAST_WORDS = 25
_BAND = "#"  # begins the name of a band's bucket, and no word
JACCARD = 0.40
CONTAINED = 0.65

Shingles = frozenset[str]


def shingles(text: str) -> Shingles:
    """Return the overlapping runs of four words of a text."""
    words = raw_words(text)
    return frozenset(" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))


def own_words(record: Record) -> str:
    """Return an article's own words, quotations left out unless little else is there."""
    text = body(record)
    own = unquoted(text)
    return own if len(raw_words(own)) >= LEAST_WORDS else text


def are_copies(a: Shingles, b: Shingles) -> bool:
    """Return whether two texts are copies: much in common, or the shorter one contained in the longer.

    With runs of four words, an edit of one word in ten still leaves about 0.5 of the shingles (0.9 to the
    fourth, over their union); independent reports of one event share under 0.1 of theirs.
    """
    smaller = min(len(a), len(b))
    if smaller < LEAST_WORDS - SHINGLE:
        return bool(a) and a == b
    shared = len(a & b)
    return shared >= JACCARD * (len(a) + len(b) - shared) or shared >= CONTAINED * smaller


def copies(records: Sequence[Record], memory: Memory | None = None) -> list[list[int]]:
    """Return the groups of near copies among records, as sorted lists of indices, singles left out."""
    memory = memory or Memory()
    sets = [memory.of(own_shingles, record) for record in records]
    buckets = [memory.of(_buckets, record, own) for record, own in zip(records, sets, strict=True)]

    def alike(i: int, j: int) -> bool:
        return memory.of_both(lambda: are_copies(sets[i], sets[j]), records[i], records[j])

    groups = Groups(len(records))
    for i, j in sorted(_candidates(buckets)):
        if not groups.same(i, j) and alike(i, j):
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


def _buckets(record: Record, own: Shingles) -> tuple[str, ...]:
    return tuple(buckets_of(own))


def _candidates(named: Sequence[Sequence[str]]) -> set[tuple[int, int]]:
    """Return the pairs worth verifying, by the names of each text's buckets."""
    buckets: defaultdict[str, list[int]] = defaultdict(list)
    for i, own in enumerate(named):
        for key in own:
            buckets[key].append(i)
    return {pair for key, members in buckets.items() for pair in pairs_in(key, members)}


def buckets_of(own: Shingles) -> Iterator[str]:
    """Yield the names of the buckets that a text falls into; two texts with one in common are candidates."""
    if not own:
        return
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
    sketch.update(sorted(own))
    digest = sketch.digest()
    rows = PERMUTATIONS // BANDS
    for band in range(BANDS):
        yield f"{_BAND}{band} {' '.join(map(str, digest[band * rows : (band + 1) * rows]))}"
    yield from (shingle for shingle in own if _sampled(shingle))


def pairs_in(bucket: str, members: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the candidates that a bucket gives, the smaller index first.

    Args:
        bucket: its name.
        members: the texts in it, ascending, each once.
    """
    if len(members) <= CROWD:
        yield from combinations(members, 2)
    elif bucket.startswith(_BAND):
        # Many exact copies share a bucket; a star around the first is enough to join them all.
        yield from ((members[0], other) for other in members[1:])


def _sampled(shingle: str) -> bool:
    return hashlib.blake2b(shingle.encode("utf-8", "surrogatepass"), digest_size=1).digest()[0] % SAMPLE == 0
