"""Neighbours: which stored articles may share a story or a happening with new ones.

Merging all articles anew for each batch would cost more the more there are. So each article leaves the words
that weigh most in it (TF-IDF against general English, which does not change with the store), and a new one
looks up who shares some of them within three weeks. The work is in proportion to what is new.
"""

from __future__ import annotations

import functools
import hashlib
import math
import sqlite3
from collections.abc import Iterable, Sequence
from itertools import combinations

from visavis.merging.features import NAME_WEIGHT, RARENESS, profile_of
from visavis.merging.intervals import days, iso
from visavis.merging.memory import Memory
from visavis.merging.words import background
from visavis.records import Record

EXACT = (
    300  # up to so many articles in all, every batch merges everything: the store is what `stories` prints
)
REACH = 21  # days around a publication in which it may have neighbours
NEAREST = 12  # neighbours of one article that are looked at
SHARED = 2  # words that neighbours share at least
WORDS = 16  # words that an article leaves
BOUND = 4  # articles merged anew for each new one, beyond which stories less near are left as they are
UNDATED = -1

_TOLD = 3  # days around a happening in which a new report may tell the same one
_LINKS = 3  # earlier happenings of its parties that one article is held against


def strongest_words(record: Record, memory: Memory | None = None) -> list[int]:
    """Return hashes of the words that weigh most in an article, those for an actor left out.

    Args:
        record: the article.
        memory: what is known of it.
    """
    about = profile_of(record, memory or Memory())
    weighed = []
    for term, weight in about.terms.items():
        if term not in about.actor_words:
            weighed.append((-weight * _rareness(term) * (NAME_WEIGHT if term in about.names else 1.0), term))
    return [_hashed(term) for _, term in sorted(weighed)[:WORDS]]


@functools.lru_cache(maxsize=100_000)
def _rareness(term: str) -> float:
    """Return how much a term weighs by how seldom general English uses it."""
    passages, general = background()
    return float(max(0.0, math.log((2 + passages) / (2 + general.get(term, 0)))) ** RARENESS)


@functools.lru_cache(maxsize=100_000)
def _hashed(term: str) -> int:
    return int.from_bytes(hashlib.blake2b(term.encode("utf-8", "replace"), digest_size=7).digest(), "big")


def remember(database: sqlite3.Connection, key: int, record: Record, words: Sequence[int]) -> None:
    """Leave an article's strongest words where new articles look for them."""
    when = days(record.published)
    day = when.start if when else UNDATED
    rows = [(word, day, key) for word in words]
    database.executemany("INSERT OR IGNORE INTO terms VALUES (?, ?, ?)", rows)


def affected(
    database: sqlite3.Connection,
    records: Sequence[tuple[Record, Sequence[int]]],
    gone: Iterable[int],
    *,
    bounded: bool = True,
) -> set[int]:
    """Return the keys of stored articles that must be merged anew.

    Args:
        database: the catalog.
        records: the new articles with their strongest words.
        gone: keys of articles that count no longer.
        bounded: leave stories that are only linked as they are when there are too many.

    Returns:
        All members of each story that is touched, those that are gone left out.
    """
    gone = set(gone)
    query = "SELECT key FROM articles WHERE current AND NOT retracted LIMIT ?"  # no count: it grows with all
    every = database.execute(query, (EXACT + 1,)).fetchall()
    if len(every) + len(records) <= EXACT:
        return {row[0] for row in every} - gone
    stories = _stories_of(database, gone)
    bound = max(EXACT, BOUND * max(1, len(records)))
    found = _members(database, stories)
    for nearest, story in _by_nearness(database, records):
        members = _members(database, {story})
        if nearest or not bounded or len(found) + len(members) <= bound:
            stories.add(story)
            found |= members
    linked = {s for r, _ in records for s in _telling(database, r)} | _linked(database, found | gone, stories)
    for story in sorted(linked - stories):
        members = _members(database, {story})
        if not bounded or len(found) + len(members) <= bound:
            found |= members
    return found - gone


def _by_nearness(
    database: sqlite3.Connection, records: Sequence[tuple[Record, Sequence[int]]]
) -> list[tuple[bool, str]]:
    """Return the stories of the new articles' neighbours, the nearest to an article first.

    Beside each stands whether it is the nearest to some article.
    """
    rank: dict[str, tuple[bool, int]] = {}
    for record, words in records:
        for place, (key, shared) in enumerate(_near(database, record, words)):
            for story in _stories_of(database, (key,)):
                rank[story] = max(rank.get(story, (False, 0)), (place == 0, shared))
    ranked = sorted(rank.items(), key=lambda one: (not one[1][0], -one[1][1], one[0]))
    return [(nearest, story) for story, (nearest, _) in ranked]


def _near(database: sqlite3.Connection, record: Record, words: Sequence[int]) -> list[tuple[int, int]]:
    """Return the articles that share most of a new one's strongest words: key, and how many they share."""
    when = days(record.published)
    marks = ",".join("?" * len(words))
    one = f"SELECT key FROM terms WHERE term IN ({marks})"
    if when is None:
        query, values = one, [*words]
    else:
        query = f"{one} AND day BETWEEN ? AND ? UNION ALL {one} AND day = ?"
        values = [*words, max(0, when.start - REACH), when.end + REACH, *words, UNDATED]
    query = (
        f"SELECT key, count(*) FROM ({query}) GROUP BY key HAVING count(*) >= ? "
        "ORDER BY count(*) DESC, key LIMIT ?"
    )
    return [(key, shared) for key, shared in database.execute(query, [*values, SHARED, NEAREST])]


def _telling(database: sqlite3.Connection, record: Record) -> set[str]:
    """Return the stories of happenings that an article may tell too: the same pair on about the same day."""
    found: set[str] = set()
    query = (
        "SELECT DISTINCT h.story FROM parties p JOIN happenings h ON h.id = p.happening "
        "WHERE p.a = ? AND p.b = ? AND p.start BETWEEN ? AND ? AND h.type = ? ORDER BY h.story LIMIT ?"
    )
    for event in record.events:
        when = days(event.date)
        if when is None or when.length > _TOLD:
            continue
        codes = sorted({p.code for p in (*event.actors, *event.recipients) if p.code})
        for a, b in combinations(codes, 2):
            span = iso(when.start - _TOLD), iso(when.end + _TOLD)
            found |= {row[0] for row in database.execute(query, (a, b, *span, event.type, _LINKS))}
    return found


def _linked(database: sqlite3.Connection, keys: set[int], stories: set[str]) -> set[str]:
    """Return the stories that share a happening with some articles or stories."""
    found: set[str] = set()
    for key in sorted(keys):
        query = (
            "SELECT DISTINCT h.story FROM articles a JOIN reports r ON r.ref = a.ref "
            "JOIN happenings h ON h.id = r.happening WHERE a.key = ?"
        )
        found |= {row[0] for row in database.execute(query, (key,))}
    for story in sorted(stories):
        query = (
            "SELECT DISTINCT a.story FROM happenings h JOIN reports r ON r.happening = h.id "
            "JOIN articles a ON a.ref = r.ref AND a.current WHERE h.story = ? AND a.story IS NOT NULL"
        )
        found |= {row[0] for row in database.execute(query, (story,))}
    return found


def _stories_of(database: sqlite3.Connection, keys: Iterable[int]) -> set[str]:
    query = "SELECT story FROM articles WHERE key = ? AND story IS NOT NULL"
    return {row[0] for key in keys for row in database.execute(query, (key,))}


def _members(database: sqlite3.Connection, stories: Iterable[str]) -> set[int]:
    query = "SELECT key FROM articles WHERE story = ? AND current AND NOT retracted"
    return {row[0] for story in stories for row in database.execute(query, (story,))}
