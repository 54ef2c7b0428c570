"""Writing: how a batch of articles gets into the store, whole or not at all.

Segments are written first, under names that nobody knows yet; then one transaction lists them, with the
articles, their stories and what could not be read. After it the batch is kept, whatever happens to the
process. What a crash leaves before it are files that do not count.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from visavis.errors import StoreError
from visavis.merging.dates import infer_published, stated
from visavis.merging.memory import Memory
from visavis.merging.merge import know, merge
from visavis.records import Article, Record, Story, Unread
from visavis.store import catalog
from visavis.store.affairs import replace_stories
from visavis.store.given import article_given, given_hash, identity, retry
from visavis.store.layout import discard, told, writing
from visavis.store.neighbours import affected, remember, strongest_words
from visavis.store.segments import Segment, month_of, read_records, write_groups
from visavis.store.tables import record_key

BATCH = 250  # articles that are published at once: fewer cost more each, and are merged with less in view
KEPT = 2_000  # articles that were merged last, which are kept at hand for the next batch

Pair = tuple[Article | None, Record | Unread]
Reread = Callable[[Article], Record | Unread]
_replace = msgspec.structs.replace


class Added(msgspec.Struct):
    """What came of a batch: articles that are new, in a new version, kept already, or unread."""

    added: int = 0
    changed: int = 0
    known: int = 0
    unread: int = 0


def summed(one: Added, other: Added) -> Added:
    """Return what came of two batches together."""
    return Added(
        *(a + b for a, b in zip(msgspec.structs.astuple(one), msgspec.structs.astuple(other), strict=True))
    )


class Item(msgspec.Struct):
    """An article that is merged: as it came in, as first read, and as it counts now."""

    key: int
    article: Article
    base: Record
    record: Record
    identity: str = ""
    version: int = 1
    hash: str = ""
    words: Sequence[int] = ()


class Writer:
    """The one process that writes to a store; use it as a context manager.

    Args:
        folder: the store; it is made when there is none.
        reread: reads and codes an article once more, when its story tells its date.
        at: the time to note beside what is written, ISO 8601, UTC; None when nobody looked at a clock.
        patience: seconds to wait for another process that writes.

    Raises:
        StoreBusy: another process writes to it.
        StoreError: it cannot be opened or written.
    """

    def __init__(
        self,
        folder: Path,
        reread: Reread | None = None,
        *,
        at: str | None = None,
        patience: float = 0.0,
    ) -> None:
        self.folder, self._reread, self.at = folder, reread, at
        self._open = ExitStack()
        self._open.enter_context(writing(folder, patience))
        try:
            self.database = catalog.connect(folder, write=True)
        except BaseException:
            self._open.close()
            raise
        self._open.callback(self.database.close)
        self._kept: OrderedDict[int, Item] = OrderedDict()
        self._memory = Memory()
        self._new: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def knows(self, article: Article) -> bool:
        """Return whether just this article is kept already, so that it need not be read."""
        return self._knows(article, identity(article), given_hash(article))

    def _knows(self, article: Article, own: str, given: str) -> bool:
        query = "SELECT given FROM articles WHERE current AND hash = ? AND (identity = ? OR ref = ?)"
        row = self._one(query, (given, own, article.ref))
        if row is None or article.published_basis != "argument":
            return row is not None
        return msgspec.json.decode(row[0], type=Article).published == article.published

    def prepare(self, result: Record | Unread) -> None:
        """Work out what merging asks of one article by itself, while the rest of its batch is still read."""
        if isinstance(result, Record):
            know(result, self._memory)
            self._strongest(result)

    def add(self, batch: Iterable[Pair]) -> Added:
        """Publish a batch: articles with their records, and what could not be read.

        Args:
            batch: as ``pipeline.read_each`` yields it.

        Returns:
            What came of it; when this returns, the batch is on the disk.

        Raises:
            StoreError: it cannot be written; nothing of the batch is in the store.
        """
        done, failures = Added(), []
        new: list[tuple[Article, Record, str, str]] = []  # each with its identity and its hash
        taken: dict[str, str] = {}
        rest = deque(batch)
        while rest:
            article, result = rest.popleft()
            if isinstance(result, Unread):
                failures.append(result)
            elif article is not None:
                own, given = identity(article), given_hash(article)
                if taken.get(own, given) != given:  # two versions in one batch, one after the other
                    rest.appendleft((article, result))
                    break
                if own in taken or self._knows(article, own, given):
                    done.known += 1
                    self._memory.forget((result,))
                else:
                    taken[own] = given
                    new.append((article, result, own, given))
        items = self._items(new)
        gone = [key for item in items if (key := self._current(item.identity)) is not None]
        done.changed, done.unread = len(gone), len(failures)
        done.added = len(items) - done.changed
        resolved = {article.source for article, *_ in new}
        fresh = [failure for failure in failures if not self._holds(failure)]
        if items or fresh or self._held(resolved):
            self._publish("ingest", items, gone, fresh, done, resolved)
        return summed(done, self.add(rest)) if rest else done

    def retract(self, *, ref: str | None = None, outlet: str | None = None) -> list[str]:
        """Take back an article, or all of an outlet, and what rested on them alone.

        Returns:
            The refs of the articles that were taken back; they stay in the segments as retracted.

        Raises:
            StoreError: there is no such article or outlet.
        """
        column, value = ("ref", ref) if ref is not None else ("outlet", outlet)
        query = f"SELECT key, ref FROM articles WHERE {column} = ? AND current AND NOT retracted ORDER BY key"
        found = self.database.execute(query, (value,)).fetchall()
        if not found:
            what = "no article bears this ref" if ref is not None else "no article is of this outlet"
            raise StoreError(f"{what}: {value}", str(self.folder), "visavis status shows what is there")
        self._publish("retract", [], [key for key, _ in found], [], Added(changed=len(found)), set())
        return [name for _, name in found]

    def lose(self, groups: Sequence[str]) -> None:
        """Let go of groups of segments that are damaged: their articles go to quarantine.

        Args:
            groups: as the catalog names them.
        """
        query = (
            "SELECT DISTINCT a.key, a.source, a.current FROM articles a JOIN records r "
            "ON r.record IN (a.base, a.record) WHERE r.grp = ? ORDER BY a.key"
        )
        rows = [row for group in groups for row in self.database.execute(query, (group,))]
        what, remedy = "what was read from it was in a segment that is damaged", "Read it again"
        lost = [Unread(source, what, remedy) for _, source, current in rows if current]
        live = sorted({key for key, _, current in rows if current})
        self._publish("repair", [], live, lost, Added(unread=len(lost)), set())
        with catalog.transaction(self.database):
            self.database.executemany("DELETE FROM articles WHERE key = ?", [(row[0],) for row in rows])
            for group in groups:
                self.database.execute("DELETE FROM records WHERE grp = ?", (group,))
                self.database.execute("DELETE FROM segments WHERE grp = ?", (group,))

    def _publish(
        self,
        kind: str,
        items: list[Item],
        gone: list[int],
        failures: Sequence[Unread],
        done: Added,
        resolved: set[str],
    ) -> None:
        """Merge what is touched, write the segments, then publish all in one transaction."""
        bases = [(item.base, item.words) for item in items]
        with told(self.folder), self._all_or_nothing():
            for key in gone:
                self._kept.pop(key, None)
            others = self._load(affected(self.database, bases, gone, bounded=kind == "ingest"))
            stories = self._merge([*others, *items]) if items or gone else ()
            written, groups = self._write([*others, *items])
            with catalog.transaction(self.database):
                batch = catalog.next_batch(self.database)
                row = (batch, kind, done.added, done.changed, done.unread, self.at)
                self.database.execute("INSERT INTO batches VALUES (?, ?, ?, ?, ?, ?)", row)
                catalog.add_segments(self.database, written, batch)
                self.database.executemany(
                    "INSERT OR IGNORE INTO records VALUES (?, ?)", sorted(groups.items())
                )
                self._write_again([*others, *items], batch)
                dropped = {ref for key in gone if (ref := self._leave(key, kind)) is not None}
                for item in items:
                    self._enter(item, batch)
                for item in others:
                    values = (self._key(item.record), _start(item.record), item.key)
                    self.database.execute(
                        "UPDATE articles SET record = ?, published = ? WHERE key = ?", values
                    )
                if items or gone:
                    refs = {item.record.ref for item in (*others, *items)}
                    replace_stories(self.database, refs, dropped - refs, stories)
                    for key in gone:
                        self.database.execute("UPDATE articles SET story = NULL WHERE key = ?", (key,))
                self._quarantine(failures, resolved, batch)
        self._keep([*others, *items])

    # ------------------------------------------------------------ what is merged

    def _items(self, new: Sequence[tuple[Article, Record, str, str]]) -> list[Item]:
        """Give new articles their key, their version, and a ref that no other article bears."""
        with told(self.folder):
            first = self._one("SELECT coalesce(max(key), 0) + 1 FROM articles", ())
        items, refs = [], set[str]()
        for key, (article, record, own, given) in enumerate(new, start=first[0] if first else 1):
            last = self._one(
                "SELECT ref, version FROM articles WHERE identity = ? ORDER BY version DESC LIMIT 1", (own,)
            )
            ref = last[0] if last else self._free(article.ref, refs)
            refs.add(ref)
            if record.ref != ref:
                self._memory.forget((record,))
                record = _replace(record, ref=ref)
            version = last[1] + 1 if last else 1
            words = self._strongest(record)
            items.append(Item(key, article, record, record, own, version, given, words))
        return items

    def _strongest(self, record: Record) -> Sequence[int]:
        return self._memory.of(strongest_words, record, self._memory)

    def _free(self, ref: str, taken: set[str]) -> str:
        name, count = ref, 1
        while name in taken or self._one("SELECT 1 FROM articles WHERE ref = ?", (name,)):
            count += 1
            name = f"{ref}#{count}"
        return name

    def _load(self, keys: set[int]) -> list[Item]:
        """Return stored articles with their records; those that are at hand are taken out of there."""
        kept = [item for key in keys if (item := self._kept.pop(key, None))]
        return sorted([*kept, *self._read_items(keys - {item.key for item in kept})], key=lambda i: i.key)

    def _keep(self, items: Iterable[Item]) -> None:
        """Keep articles at hand, as they were published; those that were merged longest ago give way."""
        self._kept |= {item.key: item for item in items}
        while len(self._kept) > KEPT:
            _, item = self._kept.popitem(last=False)
            self._memory.forget((item.base, item.record))

    def _read_items(self, keys: set[int]) -> list[Item]:
        query = "SELECT key, given, base, record FROM articles WHERE key = ?"
        rows = [self._one(query, (key,)) for key in sorted(keys)]
        wanted = {record for row in rows if row for record in row[2:]}
        with catalog.snapshot(self.database):  # compaction may be under way beside this
            groups = catalog.groups_of(self.database, sorted(wanted))
            segments = catalog.live_segments(self.database, sorted(set(groups.values())))
        records = dict(read_records(self.folder, segments, sorted(wanted)))
        for name, record in records.items():
            self._memory.know(record_key, record, name)
        missing = wanted - records.keys()
        if missing:
            raise StoreError(
                f"{len(missing)} records are missing", str(self.folder), 'Run "visavis store check --repair"'
            )
        return [
            Item(row[0], article_given(row[1], records[row[2]]), records[row[2]], records[row[3]])
            for row in rows
            if row
        ]

    def _merge(self, items: Sequence[Item]) -> tuple[Story, ...]:
        """Merge articles; undated ones get the date of their story and are read once more, as in pipeline."""
        bases = [item.base for item in items]
        stories = merge(bases, memory=self._memory)
        dates = infer_published(bases, stories)
        for item in items:
            span = dates.get(item.base.ref)
            date = stated(span) if span and item.base.published is None else None
            if span is None or date is None:
                item.record = item.base
                continue
            dated = _replace(item.article, published=date, published_basis=span.basis)
            if self._reread is None or _is_dated(item.record, date, span.basis):
                continue
            result = self._reread(dated)
            item.record = _replace(result, ref=item.base.ref) if isinstance(result, Record) else item.base
        if all(item.record is item.base for item in items):
            return stories
        return merge([item.record for item in items], memory=self._memory)

    # ------------------------------------------------------------ what is written

    def _write(self, items: Sequence[Item]) -> tuple[list[Segment], dict[str, str]]:
        """Write the records that no segment holds; return the segments, and the group of each record."""
        return self._store([record for item in items for record in (item.base, item.record)])

    def _store(self, all_records: Iterable[Record]) -> tuple[list[Segment], dict[str, str]]:
        """Write those of some records that no segment holds; see ``_write``."""
        months: dict[str, dict[str, Record]] = {}
        for record in all_records:
            key = self._key(record)
            if not self._one("SELECT 1 FROM records WHERE record = ?", (key,)):
                months.setdefault(month_of(record), {})[key] = record
        written = write_groups(self.folder, months)
        self._new += [segment.path for segment in written]
        group_of = {segment.month: segment.group for segment in written}
        return written, {key: group_of[month] for month, records in months.items() for key in records}

    @contextlib.contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        """Delete the segments that are written inside when they do not come to count."""
        self._new = []
        try:
            yield
        except (OSError, sqlite3.Error, StoreError):
            query = "SELECT 1 FROM segments WHERE path = ?"
            with contextlib.suppress(sqlite3.Error):
                discard(self.folder / path for path in self._new if not self._one(query, (path,)))
            raise

    def _write_again(self, items: Sequence[Item], batch: int) -> None:
        """Write records that compaction left out since they were looked for, as nothing needed them then."""
        written, groups = self._write(items)
        catalog.add_segments(self.database, written, batch)
        self.database.executemany("INSERT INTO records VALUES (?, ?)", sorted(groups.items()))

    def _enter(self, item: Item, batch: int) -> None:
        base, record = item.base, item.record
        given = msgspec.json.encode(_replace(item.article, text=""))
        row = (
            item.key, item.identity, item.version, item.hash, base.id, base.ref, base.source, base.outlet,
            base.title, _start(record), self._key(base), self._key(record), given, None, batch, 1, 0,
        )  # fmt: skip
        marks = ", ".join("?" * len(row))
        self.database.execute(f"INSERT INTO articles VALUES ({marks})", row)
        text = (item.key, base.title or "", base.text)
        self.database.execute("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", text)
        remember(self.database, item.key, base, item.words)

    def _leave(self, key: int, kind: str) -> str | None:
        """Let a version count no longer; return its ref."""
        change = "retracted = 1" if kind == "retract" else "current = 0"
        self.database.execute(f"UPDATE articles SET {change} WHERE key = ?", (key,))
        self.database.execute("DELETE FROM terms WHERE key = ?", (key,))
        row = self._one("SELECT ref FROM articles WHERE key = ?", (key,))
        return row[0] if row else None

    def _quarantine(self, failures: Iterable[Unread], resolved: set[str], batch: int) -> None:
        self.database.executemany(
            "DELETE FROM quarantine WHERE place = ?", [(place,) for place in sorted(resolved)]
        )
        for item in failures:
            row = (item.where, item.what, item.remedy, retry(item.where, self.folder), batch)
            self.database.execute("INSERT OR REPLACE INTO quarantine VALUES (?, ?, ?, ?, ?)", row)

    # ------------------------------------------------------------ questions

    def _key(self, record: Record) -> str:
        return self._memory.of(record_key, record)

    def _one(self, query: str, values: Sequence[object]) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self.database.execute(query, values).fetchone()
        return row

    def _current(self, own: str) -> int | None:
        row = self._one("SELECT key FROM articles WHERE identity = ? AND current", (own,))
        return row[0] if row else None

    def _holds(self, failure: Unread) -> bool:
        query = "SELECT 1 FROM quarantine WHERE place = ? AND what = ? AND remedy = ?"
        return self._one(query, (failure.where, failure.what, failure.remedy)) is not None

    def _held(self, places: set[str]) -> bool:
        return any(self._one("SELECT 1 FROM quarantine WHERE place = ?", (place,)) for place in places)


def _start(record: Record) -> str | None:
    return record.published.start if record.published else None


def _is_dated(record: Record, date: str, basis: str) -> bool:
    """Return whether an article was read with this date already."""
    published = record.published
    return bool(
        published and published.start and published.start.startswith(date) and published.basis == basis
    )
