"""Recoding: all that counts is read anew with other knowledge, and the record changes at one stroke.

First each article is read anew, and what was read is put by: segments that hold it, and a list of which
articles are done. A process that is ended goes on where it was. Reading takes long, and needs the store for
writing only while what was read is put by: others may write between, and what they add or change is read too.
Then one transaction puts the new records in the place of the old ones and merges what changed; until then the
store answers as before. Ids are made of content, so that they stay where nothing changed.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from visavis.errors import StoreBusy
from visavis.merging.dates import stated
from visavis.records import Article, Event, Frozen, Record
from visavis.store import catalog
from visavis.store.affairs import replace_stories
from visavis.store.given import article_given
from visavis.store.layout import told
from visavis.store.neighbours import affected, remember, strongest_words
from visavis.store.segments import read_records
from visavis.store.tables import record_key
from visavis.store.writer import Item, Writer

EXAMPLES = 3  # of each kind of change of each type
_READ = 500  # articles that are looked at together
_MERGED = 100  # changed articles that are merged together, with what they touch
_LIVE = "a.current AND NOT a.retracted"
_replace = msgspec.structs.replace


class Example(Frozen, frozen=True):
    """One event that changed: in which article and sentence, what it was and what it is (None: nothing)."""

    ref: str
    sentence: str
    was: str | None
    now: str | None


class Change(Frozen, frozen=True):
    """How many events of a type are new, gone, or other than they were, with examples of each."""

    type: str
    added: int
    removed: int
    changed: int
    examples: tuple[Example, ...]


class Recoding(Frozen, frozen=True):
    """What reading anew changed: articles in all and those that changed, events that stayed, and by type."""

    articles: int
    changed: int
    same: int
    types: tuple[Change, ...]


class Waiting(Frozen, frozen=True):
    """An article that is to be read anew, by its key; ``dated``: with the date that its story told."""

    key: int
    article: Article
    dated: Article | None = None


def waiting(folder: Path, size: int = _READ) -> Iterator[Waiting]:
    """Yield the articles that are to be read, those of one segment together.

    The store need not be held for writing: what another process adds meanwhile is found by asking again. The
    ref of each is that which it bears in the store: no two have the same.

    Raises:
        StoreError: a segment is missing or damaged.
    """
    query = (
        "SELECT a.key FROM articles a JOIN records r ON r.record = a.base "
        f"WHERE {_LIVE} AND a.key NOT IN (SELECT key FROM recoded) ORDER BY r.grp, a.key"
    )
    with contextlib.closing(catalog.connect(folder)) as database, told(folder):
        keys = [row[0] for row in database.execute(query).fetchall()]
        for start in range(0, len(keys), size):
            yield from _read_waiting(folder, database, keys[start : start + size])


def _read_waiting(folder: Path, database: sqlite3.Connection, keys: Sequence[int]) -> Iterator[Waiting]:
    marks = ", ".join("?" * len(keys))
    query = f"SELECT a.key, a.given, a.base, a.record FROM articles a WHERE {_LIVE} AND a.key IN ({marks})"
    with catalog.snapshot(database):
        rows = database.execute(f"{query} ORDER BY a.key", list(keys)).fetchall()
        wanted = sorted({record for row in rows for record in row[2:]})
        groups = catalog.groups_of(database, wanted)
        segments = catalog.live_segments(database, sorted(set(groups.values())))
    records = dict(read_records(folder, [s for s in segments if s.table == "articles"], wanted))
    by_key = {row[0]: row for row in rows}
    for key in keys:
        if key in by_key:
            _, given, base, record = by_key[key]
            article = _replace(article_given(given, records[base]), ref=records[base].ref)
            yield Waiting(key, article, _dated(article, records[record]) if record != base else None)


def _dated(article: Article, record: Record) -> Article | None:
    """Return an article with the date that its story told."""
    date = stated(record.published) if record.published else None
    if record.published is None or date is None:
        return None
    return _replace(article, published=date, published_basis=record.published.basis)


class Recoder(Writer):
    """A writer that reads anew what the store holds; see ``waiting``."""

    def begin(self, fingerprint: str) -> int:
        """Begin, or go on with what was begun with the same knowledge.

        Args:
            fingerprint: tells one state of the knowledge from another.

        Returns:
            How many articles are still to be read.
        """
        with told(self.folder), catalog.transaction(self.database):
            row = self._one("SELECT value FROM meta WHERE name = 'recoding'", ())
            if row is None or row[0] != fingerprint:
                self.database.execute("DELETE FROM recoded")
                query = "INSERT OR REPLACE INTO meta VALUES ('recoding', ?)"
                self.database.execute(query, (fingerprint,))
            query = f"SELECT count(*) FROM articles a WHERE {_LIVE} AND key NOT IN (SELECT key FROM recoded)"
            left = self._one(query, ())
        return int(left[0]) if left else 0

    def go_on(self, fingerprint: str) -> None:
        """See that this recoding is the one that was begun last.

        Raises:
            StoreBusy: another process began one with other knowledge since, or ended this one.
        """
        with told(self.folder):
            row = self._one("SELECT value FROM meta WHERE name = 'recoding'", ())
        if row is None or row[0] != fingerprint:
            what = "another process recoded this store meanwhile"
            raise StoreBusy(what, str(self.folder), "Run visavis store recode again once it is done")

    def hold(self, read: Sequence[tuple[int, Record]]) -> None:
        """Put by what articles were read as; when this returns it is on the disk.

        Args:
            read: the keys of articles with the records that they were read as.
        """
        with told(self.folder):
            written, groups = self._store([record for _, record in read])
            with catalog.transaction(self.database):
                batch = catalog.next_batch(self.database)
                row = (batch, "recode", 0, 0, 0, self.at)
                self.database.execute("INSERT INTO batches VALUES (?, ?, ?, ?, ?, ?)", row)
                catalog.add_segments(self.database, written, batch)
                self.database.executemany(
                    "INSERT OR IGNORE INTO records VALUES (?, ?)", sorted(groups.items())
                )
                rows = [(key, record_key(record)) for key, record in read]
                self.database.executemany("INSERT OR REPLACE INTO recoded VALUES (?, ?)", rows)

    def changes(self) -> Recoding:
        """Compare what was put by with what counts."""
        tally, same, number, changed = _Tally(), 0, 0, 0
        query = (
            "SELECT a.base, c.base, r.grp FROM recoded c JOIN articles a ON a.key = c.key "
            f"JOIN records r ON r.record = a.base WHERE {_LIVE} ORDER BY r.grp, a.key"
        )
        with told(self.folder):
            rows = self.database.execute(query).fetchall()
        for start in range(0, len(rows), _READ):
            chunk = rows[start : start + _READ]
            other = sorted({key for old, new, _ in chunk if old != new for key in (old, new)})
            records = self._read(other)
            for old, new, _ in chunk:
                number += 1
                if old != new:
                    changed += 1
                    same += tally.compare(records[old], records[new])
        return Recoding(number, changed, same, tally.types())

    def adopt(self) -> None:
        """Let what was put by count, all at once; stories and happenings of what changed are merged anew."""
        with told(self.folder), catalog.transaction(self.database):
            query = (
                "SELECT c.key, c.base FROM recoded c JOIN articles a ON a.key = c.key "
                f"WHERE (a.base != c.base OR a.record != a.base) AND {_LIVE} ORDER BY c.key"
            )  # what its story dated is read once more with that date, and may have changed in that alone
            bases = dict(self.database.execute(query).fetchall())
            keys = list(bases)
            for start in range(0, len(keys), _MERGED):
                self._adopt(keys[start : start + _MERGED], bases)
            batch = catalog.next_batch(self.database)
            row = (batch, "recode", 0, len(bases), 0, self.at)
            self.database.execute("INSERT INTO batches VALUES (?, ?, ?, ?, ?, ?)", row)
            self.database.execute("DELETE FROM recoded")
            self.database.execute("DELETE FROM meta WHERE name = 'recoding'")

    def _adopt(self, keys: Sequence[int], bases: dict[int, str]) -> None:
        """Merge some changed articles anew, with all that they touch."""
        fresh = self._read(bases[key] for key in keys)
        new = [(fresh[bases[key]], strongest_words(fresh[bases[key]])) for key in keys]
        items = self._load(affected(self.database, new, keys) | set(keys))
        changed = self._read(bases[item.key] for item in items if item.key in bases)
        for item in items:
            if item.key in bases:
                item.base = item.record = changed[bases[item.key]]
        stories = self._merge(items)
        written, groups = self._write(items)
        catalog.add_segments(self.database, written, catalog.next_batch(self.database))
        self.database.executemany("INSERT OR IGNORE INTO records VALUES (?, ?)", sorted(groups.items()))
        for item in items:
            self._renew(item)
        for key, (record, words) in zip(keys, new, strict=True):
            self.database.execute("DELETE FROM terms WHERE key = ?", (key,))
            remember(self.database, key, record, words)
        replace_stories(self.database, {item.record.ref for item in items}, set(), stories)

    def _renew(self, item: Item) -> None:
        published = item.record.published.start if item.record.published else None
        values = (
            record_key(item.base), record_key(item.record), published, item.base.title, item.base.outlet,
            item.key,
        )  # fmt: skip
        query = "UPDATE articles SET base = ?, record = ?, published = ?, title = ?, outlet = ? WHERE key = ?"
        self.database.execute(query, values)

    def _read(self, keys: Iterable[str]) -> dict[str, Record]:
        """Return records by their keys."""
        wanted = sorted(set(keys))
        with catalog.snapshot(self.database):
            groups = catalog.groups_of(self.database, wanted)
            segments = catalog.live_segments(self.database, sorted(set(groups.values())))
        return dict(read_records(self.folder, segments, wanted))


class _Tally:
    """Counts changes by type, and keeps the first few of each kind."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._examples: dict[tuple[str, str], list[Example]] = {}

    def compare(self, old: Record, new: Record) -> int:
        """Count what differs between two records of one article; return how many events stayed."""
        before, after = ({_told(event): event for event in record.events} for record in (old, new))
        gone = [event for told_, event in before.items() if told_ not in after]
        come = [event for told_, event in after.items() if told_ not in before]
        for event in come:
            was = next((one for one in gone if _place(one) == _place(event)), None)
            if was is not None:
                gone.remove(was)
            self._count("changed" if was else "added", event.type, new, was, event)
        for event in gone:
            self._count("removed", event.type, old, event, None)
        return len(before.keys() & after.keys())

    def types(self) -> tuple[Change, ...]:
        """Return what was counted, the types with most changes first."""
        kinds = ("added", "removed", "changed")
        names = {name for _, name in self._counts}
        order = sorted(names, key=lambda name: (-sum(self._counts[kind, name] for kind in kinds), name))
        return tuple(
            Change(
                name,
                self._counts["added", name],
                self._counts["removed", name],
                self._counts["changed", name],
                tuple(example for kind in kinds for example in self._examples.get((kind, name), ())),
            )
            for name in order
        )

    def _count(self, kind: str, name: str, record: Record, was: Event | None, now: Event | None) -> None:
        self._counts[kind, name] += 1
        own = self._examples.setdefault((kind, name), [])
        event = now or was
        if len(own) < EXAMPLES and event:
            sentence = " ".join(record.text[event.sentence.start : event.sentence.end].split())
            words = [_words(one) if one else None for one in (was, now)]
            own.append(Example(record.ref, sentence[:400], *words))


def _told(event: Event) -> Event:
    """Return what an event says, without how surely: two that differ in that alone are the same."""
    return _replace(event, confidence=0.0, rule="", voice=_replace(event.voice, statement=None))


def _place(event: Event) -> tuple[int, int]:
    return event.trigger.start, event.trigger.end


def _words(event: Event) -> str:
    """Return an event in a few words: type, mode, who to whom, when, and its modality."""
    mode = f":{event.mode}" if event.mode else ""
    sides = [", ".join(p.code or p.text for p in side) for side in (event.actors, event.recipients)]
    who = " → ".join(side for side in sides if side)
    rest = [who, event.date.start or "undated", *event.aux]
    return f"{event.type}{mode} ({'; '.join(part for part in rest if part)})"
