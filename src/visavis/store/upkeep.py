"""Upkeep: is all there that the catalog lists, as it was written; and few large segments out of many."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.compute as pc

from visavis.errors import StoreError
from visavis.records import Frozen
from visavis.store import catalog
from visavis.store.layout import SEGMENTS, sha256, told
from visavis.store.segments import Segment, read_tables, unified, write_tables
from visavis.store.store import Store
from visavis.store.writer import Writer

DAMAGED = "damaged"  # the folder that repairing moves damaged segments to
CROWD = 32  # groups of one month from which ingest compacts by itself
LARGE = 64_000_000  # bytes of a group that ingest leaves as it is

_REFERENCED = "SELECT base FROM articles UNION SELECT record FROM articles UNION SELECT base FROM recoded"


class Problem(Frozen, frozen=True):
    """Something that is not as it should be: where, what, and what repairing does (None: nothing)."""

    where: str
    what: str
    repair: str | None


class Compacted(Frozen, frozen=True):
    """What compaction did, in files."""

    before: int
    after: int
    removed: int


def check(folder: Path) -> tuple[Problem, ...]:
    """Compare a store with its catalog.

    Args:
        folder: the store; while another process writes to it, its unfinished files are among the orphans.

    Raises:
        StoreError: there is no store, or its catalog cannot be read.
    """
    with Store(folder) as store, told(folder), catalog.snapshot(store.database):
        return tuple(_problems(folder, store))


def _problems(folder: Path, store: Store) -> Iterator[Problem]:
    database = store.database
    for row in database.execute("PRAGMA quick_check"):
        if row[0] != "ok":
            yield Problem("catalog.sqlite", row[0], None)
    for segment in catalog.live_segments(database):
        fault = _fault(folder, segment)
        if fault:
            action = "its articles leave the store and go to quarantine, with a command that reads them again"
            yield Problem(segment.path, fault, action)
    for path in orphans(folder, store):
        yield Problem(path, "an orphan: the catalog does not list it", "it is deleted")
    lost = f"SELECT record FROM ({_REFERENCED.replace('base FROM', 'base AS record FROM')})"
    for row in database.execute(f"{lost} WHERE record NOT IN (SELECT record FROM records)"):
        yield Problem("catalog.sqlite", f"no segment holds the record {row[0]}", None)
    homeless = (
        "SELECT ref FROM articles WHERE current AND NOT retracted "
        "AND (story IS NULL OR story NOT IN (SELECT id FROM stories))"
    )
    for row in database.execute(homeless):
        yield Problem("catalog.sqlite", f"the article {row[0]} is in no story", None)
    stray = (
        "SELECT DISTINCT ref FROM reports WHERE ref NOT IN "
        "(SELECT ref FROM articles WHERE current AND NOT retracted)"
    )
    for row in database.execute(stray):
        yield Problem("catalog.sqlite", f"a happening rests on {row[0]}, which does not count", None)


def _fault(folder: Path, segment: Segment) -> str | None:
    path = folder / segment.path
    if not path.exists():
        return "a segment is missing"
    if path.stat().st_size != segment.size or sha256(path) != segment.sha256:
        return "a segment is damaged: its bytes are not those that were written"
    return None


def orphans(folder: Path, store: Store) -> list[str]:
    """Return the files among the segments that the catalog does not list, relative to the store."""
    listed = {row[0] for row in store.database.execute("SELECT path FROM segments")}
    found = (p for p in (folder / SEGMENTS).rglob("*") if p.is_file())
    return sorted(path for p in found if (path := p.relative_to(folder).as_posix()) not in listed)


def repair(folder: Path) -> tuple[Problem, ...]:
    """Repair what can be: orphans are deleted, articles of damaged segments go to quarantine.

    Returns:
        What was wrong.

    Raises:
        StoreError: the store cannot be read, or another process writes to it.
    """
    Store(folder).close()  # a folder that is no store is not made one
    with Writer(folder) as writer, told(folder):
        found = check(folder)
        bad = {p.where for p in found if p.repair}
        broken = {s.group for s in catalog.live_segments(writer.database) if s.path in bad}
        if broken:
            segments = catalog.live_segments(writer.database, sorted(broken))
            writer.lose(sorted(broken))
            for segment in segments:
                _set_aside(folder, segment)
        with Store(folder) as store:
            for path in orphans(folder, store):
                (folder / path).unlink(missing_ok=True)
    return found


def _set_aside(folder: Path, segment: Segment) -> None:
    target = folder / DAMAGED / f"{segment.table}-{segment.month}-{segment.group}.parquet"
    target.parent.mkdir(exist_ok=True)
    with contextlib.suppress(FileNotFoundError):
        (folder / segment.path).replace(target)


def compact(folder: Path, crowd: int = 2) -> Compacted:
    """Make one segment a table and month out of several, and leave out records that no version needs.

    The files that are replaced stay until the next compaction, so that readers who opened them go on.

    Args:
        folder: the store.
        crowd: groups that a month must have at least.

    Raises:
        StoreError: the store cannot be read or written.
    """
    Store(folder).close()
    with Writer(folder) as writer, told(folder):
        before = catalog.live_segments(writer.database)
        removed = _remove_retired(folder, writer.database, catalog.next_batch(writer.database))
        for month, groups in _months(before):
            if len(groups) >= crowd or (crowd <= 2 and _unneeded(writer, groups)):
                _compact_month(folder, writer.database, month, groups, writer.at)
        after = catalog.live_segments(writer.database)
    return Compacted(len(before), len(after), removed)


def _months(segments: Iterable[Segment]) -> list[tuple[str, list[str]]]:
    """Return each month with its groups."""
    months: dict[str, set[str]] = {}
    for segment in segments:
        months.setdefault(segment.month, set()).add(segment.group)
    return [(month, sorted(groups)) for month, groups in sorted(months.items())]


class Compactor:
    """Compacts crowded months beside the process's own writing; use it as a context manager.

    It has a thread and a connection of its own. What it reads are segments, which never change; what it
    publishes takes one short transaction. Files that it replaces while it is open stay until later.

    Args:
        folder: the store, for which the caller holds the writer's lock.
        at: the time to note beside what is done; see ``Writer``.
    """

    def __init__(self, folder: Path, at: str | None = None) -> None:
        self._folder, self._at = folder, at
        self._thread: threading.Thread | None = None
        self._first: int | None = None
        self.failed: StoreError | None = None

    def __enter__(self) -> Compactor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.wait()

    def start(self) -> None:
        """Begin to compact, unless that is under way or has failed."""
        if self.failed is None and (self._thread is None or not self._thread.is_alive()):
            self._thread = threading.Thread(target=self._compact, name="compaction")
            self._thread.start()

    def wait(self) -> None:
        """Wait until compaction that is under way is done."""
        if self._thread is not None:
            self._thread.join()

    def _compact(self) -> None:
        try:
            with (
                told(self._folder),
                contextlib.closing(catalog.connect(self._folder, write=True)) as database,
            ):
                if self._first is None:
                    self._first = catalog.next_batch(database)
                    _remove_retired(self._folder, database, self._first)
                for month, groups in _crowds(database):
                    _compact_month(self._folder, database, month, groups, self._at)
        except StoreError as error:  # the store stands as it was; what is being written goes on
            self.failed = error


def crowded(writer: Writer) -> bool:
    """Return whether some month consists of so many groups that reading it is slow."""
    return next(_crowds(writer.database), None) is not None


def _crowds(database: sqlite3.Connection) -> Iterator[tuple[str, list[str]]]:
    """Yield crowded months, each with the groups that are worth making one.

    A group that is larger than twice all smaller ones waits until these have grown: so what was written is
    written anew a few times in all, however much a month comes to hold (as in the log-structured merge-tree
    of P. O'Neil and others, 1996).
    """
    query = (
        "SELECT month, grp, sum(size) FROM segments WHERE retired IS NULL GROUP BY month, grp "
        "HAVING sum(size) < ? ORDER BY month, sum(size), grp"
    )
    months: dict[str, list[tuple[int, str]]] = {}
    for month, group, size in database.execute(query, (LARGE,)).fetchall():
        months.setdefault(month, []).append((size, group))
    for month, groups in months.items():
        total, chosen = 0, list[str]()
        for size, group in groups:
            if len(chosen) > 1 and size > 2 * total:
                break
            total += size
            chosen.append(group)
        if len(groups) >= CROWD and len(chosen) > 1:
            yield month, sorted(chosen)


def _remove_retired(folder: Path, database: sqlite3.Connection, before: int) -> int:
    """Delete what was replaced before a batch; return how many files."""
    query = "SELECT path FROM segments WHERE retired IS NOT NULL AND retired < ? ORDER BY path"
    paths = [row[0] for row in database.execute(query, (before,))]
    for path in paths:
        (folder / path).unlink(missing_ok=True)
    with catalog.transaction(database):
        database.executemany("DELETE FROM segments WHERE path = ?", [(path,) for path in paths])
    return len(paths)


def _unneeded(writer: Writer, groups: Iterable[str]) -> bool:
    query = f"SELECT 1 FROM records WHERE grp = ? AND record NOT IN ({_REFERENCED}) LIMIT 1"
    return any(writer.database.execute(query, (group,)).fetchone() for group in groups)


def _compact_month(
    folder: Path, database: sqlite3.Connection, month: str, groups: list[str], at: str | None
) -> None:
    marks = ", ".join("?" * len(groups))
    query = f"SELECT record FROM records WHERE grp IN ({marks}) AND record IN ({_REFERENCED}) ORDER BY record"
    kept = [row[0] for row in database.execute(query, groups)]
    found = read_tables(folder, catalog.live_segments(database, groups), kept)
    tables: dict[str, pa.Table] = {name: unified(own, name) for name, own in found.items() if own}
    tables = {name: table.take(pc.sort_indices(table, _order(table))) for name, table in tables.items()}
    written = write_tables(folder, month, tables, groups) if tables else []
    group = written[0].group if written else ""
    with catalog.transaction(database):
        if kept != [row[0] for row in database.execute(query, groups)]:
            return  # a batch came back to a record that was left out: the next compaction sees it
        batch = catalog.next_batch(database)
        database.execute("INSERT INTO batches VALUES (?, 'compact', 0, 0, 0, ?)", (batch, at))
        database.execute(f"UPDATE segments SET retired = ? WHERE grp IN ({marks})", (batch, *groups))
        database.execute(f"DELETE FROM records WHERE grp IN ({marks})", groups)
        database.executemany("INSERT INTO records VALUES (?, ?)", [(key, group) for key in kept])
        catalog.add_segments(database, written, batch)


def _order(table: pa.Table) -> list[tuple[str, str]]:
    keys = [("record", "ascending")]
    return [*keys, ("nth", "ascending")] if "nth" in table.column_names else keys
