"""The catalog: one SQLite database that says what counts.

It is in WAL mode, so that readers go on while one process writes, and every commit is on the disk before it
returns. A batch is published by one transaction: before it nobody sees anything of the batch, after it all.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from visavis.errors import StoreError
from visavis.store.layout import CATALOG, TEMPORARY, sync_folder, told
from visavis.store.segments import Segment

SCHEMA = 4
_CACHE = 65_536  # KiB of the catalog that a writer keeps in memory
_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE batches (          -- the ledger: what each transaction published
  batch INTEGER PRIMARY KEY, kind TEXT NOT NULL, added INTEGER NOT NULL, changed INTEGER NOT NULL,
  unread INTEGER NOT NULL,
  at TEXT);                     -- when, UTC, where whoever wrote it looked at a clock
CREATE TABLE segments (
  path TEXT PRIMARY KEY, tbl TEXT NOT NULL, month TEXT NOT NULL, grp TEXT NOT NULL, rows INTEGER NOT NULL,
  size INTEGER NOT NULL, sha256 TEXT NOT NULL, batch INTEGER NOT NULL,
  retired INTEGER);             -- the batch that replaced it; its file goes one compaction later
CREATE INDEX segments_grp ON segments (grp);
CREATE TABLE records (          -- every record in a segment, current or not
  record TEXT PRIMARY KEY, grp TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (         -- every version of every article
  key INTEGER PRIMARY KEY, identity TEXT NOT NULL, version INTEGER NOT NULL, hash TEXT NOT NULL,
  id TEXT NOT NULL, ref TEXT NOT NULL, source TEXT NOT NULL, outlet TEXT, title TEXT, published TEXT,
  base TEXT NOT NULL,           -- the record as first read
  record TEXT NOT NULL,         -- the record that counts: read anew when its story dates an undated article
  given BLOB NOT NULL,          -- the article as it came in, without its text
  story TEXT, batch INTEGER NOT NULL, current INTEGER NOT NULL, retracted INTEGER NOT NULL DEFAULT 0,
  UNIQUE (identity, version));
CREATE INDEX articles_hash ON articles (hash);
CREATE INDEX articles_ref ON articles (ref);
CREATE INDEX articles_story ON articles (story);
CREATE INDEX articles_outlet ON articles (outlet);
CREATE TABLE stories (id TEXT PRIMARY KEY, start TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE happenings (
  id TEXT PRIMARY KEY, story TEXT NOT NULL, start TEXT NOT NULL, type TEXT NOT NULL, body BLOB NOT NULL,
  sign INTEGER NOT NULL DEFAULT 0,  -- 1 cooperative, -1 conflictual
  real INTEGER NOT NULL DEFAULT 1); -- it happened: not planned, denied, supposed or history
CREATE INDEX happenings_story ON happenings (story);
CREATE INDEX happenings_start ON happenings (start, real, sign, type);
CREATE INDEX happenings_type ON happenings (type, start);
CREATE TABLE actors (           -- a happening once for each of its parties
  code TEXT NOT NULL, start TEXT NOT NULL, happening TEXT NOT NULL, PRIMARY KEY (code, start, happening))
  WITHOUT ROWID;
CREATE INDEX actors_happening ON actors (happening);
CREATE INDEX stories_start ON stories (start);
CREATE TABLE reports (
  ref TEXT NOT NULL, event TEXT NOT NULL, happening TEXT NOT NULL, PRIMARY KEY (ref, event, happening))
  WITHOUT ROWID;
CREATE INDEX reports_happening ON reports (happening);
CREATE TABLE parties (          -- a happening once for each pair of its parties, a < b
  a TEXT NOT NULL, b TEXT NOT NULL, start TEXT NOT NULL, happening TEXT NOT NULL,
  PRIMARY KEY (a, b, start, happening)) WITHOUT ROWID;
CREATE INDEX parties_happening ON parties (happening);
CREATE TABLE terms (            -- the words that weigh most in each current article, hashed; day -1: undated
  term INTEGER NOT NULL, day INTEGER NOT NULL, key INTEGER NOT NULL, PRIMARY KEY (term, day, key))
  WITHOUT ROWID;
CREATE INDEX terms_key ON terms (key);
CREATE TABLE quarantine (       -- what could not be read, and how to try again
  place TEXT PRIMARY KEY, what TEXT NOT NULL, remedy TEXT NOT NULL, retry TEXT NOT NULL,
  batch INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE fetched (          -- what an address said last: its validators, and a feed's stamp for it
  url TEXT PRIMARY KEY, checked TEXT NOT NULL, etag TEXT, modified TEXT, stamp TEXT) WITHOUT ROWID;
CREATE TABLE feeds (            -- feeds that are watched, and what came of them; times are UTC
  url TEXT PRIMARY KEY, title TEXT, site TEXT, folder TEXT, checked TEXT, changed TEXT, next TEXT,
  error TEXT, failures INTEGER NOT NULL, entries INTEGER NOT NULL, added INTEGER NOT NULL,
  unread INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE recoded (          -- articles read anew with other knowledge, until all are
  key INTEGER PRIMARY KEY, base TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (title, text, content='');
"""
_MIGRATIONS: dict[int, str] = {
    1: """
ALTER TABLE happenings ADD COLUMN sign INTEGER NOT NULL DEFAULT 0;
ALTER TABLE happenings ADD COLUMN real INTEGER NOT NULL DEFAULT 1;
UPDATE happenings SET
  sign = coalesce(json_extract(CAST(body AS TEXT), '$.score') > 0, 0)
    - coalesce(json_extract(CAST(body AS TEXT), '$.score') < 0, 0),
  real = json_array_length(CAST(body AS TEXT), '$.aux') = 0;
CREATE INDEX happenings_start ON happenings (start, real, sign, type);
CREATE INDEX happenings_type ON happenings (type, start);
CREATE TABLE actors (
  code TEXT NOT NULL, start TEXT NOT NULL, happening TEXT NOT NULL, PRIMARY KEY (code, start, happening))
  WITHOUT ROWID;
INSERT OR IGNORE INTO actors SELECT value, start, happenings.id FROM happenings,
  json_each(CAST(body AS TEXT), '$.parties');
CREATE INDEX actors_happening ON actors (happening);
CREATE INDEX stories_start ON stories (start);
""",
    2: """
ALTER TABLE batches ADD COLUMN at TEXT;
CREATE TABLE fetched (
  url TEXT PRIMARY KEY, checked TEXT NOT NULL, etag TEXT, modified TEXT, stamp TEXT) WITHOUT ROWID;
CREATE TABLE feeds (
  url TEXT PRIMARY KEY, title TEXT, site TEXT, folder TEXT, checked TEXT, changed TEXT, next TEXT,
  error TEXT, failures INTEGER NOT NULL, entries INTEGER NOT NULL, added INTEGER NOT NULL,
  unread INTEGER NOT NULL) WITHOUT ROWID;
""",
    3: """
CREATE TABLE recoded (key INTEGER PRIMARY KEY, base TEXT NOT NULL);
""",
}
"""SQL that leads from a schema version to the next."""


def connect(folder: Path, *, write: bool = False) -> sqlite3.Connection:
    """Open the catalog of a store; a writer makes or migrates it.

    Args:
        folder: the store.
        write: the caller holds the writer's lock.

    Raises:
        StoreError: there is no store, it was made by a newer visavis, or it cannot be opened.
    """
    path = folder / CATALOG
    if not write and not path.exists():
        raise StoreError(
            "there is no store here", str(folder), "Make one: visavis ingest PATH... --store DIR"
        )
    with told(folder):
        if write and not path.exists():
            _make(path)
        database = _open(path, write)
        try:
            if write:
                _migrate(database)
            _check_version(database, folder)
        except BaseException:
            database.close()
            raise
    return database


def _open(path: Path, write: bool) -> sqlite3.Connection:
    if write:
        database = sqlite3.connect(path, isolation_level=None, timeout=10)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute(f"PRAGMA cache_size = -{_CACHE}")
        return database
    # A folder that may not be written to has no place for the files that readers share: it does not change.
    still = not os.access(path.parent, os.W_OK) and not _pending(path)
    mode = "mode=ro&immutable=1" if still else "mode=ro"
    uri = f"{path.absolute().as_uri()}?{mode}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=10, check_same_thread=False)


def _pending(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _make(path: Path) -> None:
    """Make an empty catalog, which appears only when it is complete."""
    part = path.with_name(f"{TEMPORARY}{path.name}")
    for name in (part, part.with_name(f"{part.name}-journal")):  # of a process that was ended in here
        name.unlink(missing_ok=True)
    made = sqlite3.connect(part, isolation_level=None)
    with contextlib.closing(made), transaction(made):
        _run(made, _TABLES)
        made.execute(f"PRAGMA user_version = {SCHEMA}")
    part.replace(path)
    sync_folder(path.parent)


def _migrate(database: sqlite3.Connection) -> None:
    """Bring the tables of an older version up to date."""
    version = _version(database)
    if not 0 < version < SCHEMA:
        return
    with transaction(database):
        for step in range(version, SCHEMA):
            _run(database, _MIGRATIONS[step])
        database.execute(f"PRAGMA user_version = {SCHEMA}")


def _run(database: sqlite3.Connection, script: str) -> None:
    for statement in re.sub(r"--.*", "", script).split(";"):
        database.execute(statement)


def _check_version(database: sqlite3.Connection, folder: Path) -> None:
    version = _version(database)
    if version > SCHEMA:
        raise StoreError(
            f"this store has schema {version}, made by a newer visavis", str(folder), "Update visavis"
        )
    if version < SCHEMA:
        what = f"this store has schema {version}, not {SCHEMA}"
        raise StoreError(what, str(folder), "Any visavis ingest into it brings it up to date")


def _version(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])


@contextlib.contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """Do all that is inside, or nothing."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            database.execute("ROLLBACK")
        raise


@contextlib.contextmanager
def snapshot(database: sqlite3.Connection) -> Iterator[None]:
    """See one state of the catalog throughout, whatever a writer publishes meanwhile."""
    if database.in_transaction:  # it is seen already, with what this very process changes
        yield
        return
    database.execute("BEGIN")
    try:
        yield
    finally:
        database.execute("COMMIT")


def next_batch(database: sqlite3.Connection) -> int:
    """Return the number of the batch that is being made."""
    return int(database.execute("SELECT coalesce(max(batch), 0) + 1 FROM batches").fetchone()[0])


def add_segments(database: sqlite3.Connection, segments: Iterable[Segment], batch: int) -> None:
    """List segments; the same ones again change nothing."""
    rows = [(s.path, s.table, s.month, s.group, s.rows, s.size, s.sha256, batch) for s in segments]
    database.executemany("INSERT OR REPLACE INTO segments VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)", rows)


def live_segments(database: sqlite3.Connection, groups: Sequence[str] | None = None) -> list[Segment]:
    """Return the segments that count, all or those of some groups."""
    query = "SELECT path, tbl, month, grp, rows, size, sha256 FROM segments WHERE retired IS NULL"
    if groups is None:
        return [Segment(*row) for row in database.execute(f"{query} ORDER BY month, grp, tbl")]
    found = [row for group in set(groups) for row in database.execute(f"{query} AND grp = ?", (group,))]
    return [Segment(*row) for row in sorted(found, key=lambda row: (row[2], row[3], row[1]))]


def groups_of(database: sqlite3.Connection, keys: Iterable[str]) -> dict[str, str]:
    """Return the group in which each record is; those in none are left out."""
    return {
        key: found[0]
        for key in keys
        if (found := database.execute("SELECT grp FROM records WHERE record = ?", (key,)).fetchone())
    }


def dead_records(database: sqlite3.Connection) -> list[str]:
    """Return the records in segments that do not count: older versions, retracted, or read anew since."""
    query = (
        "SELECT record FROM records WHERE record NOT IN "
        "(SELECT record FROM articles WHERE current = 1 AND retracted = 0) ORDER BY record"
    )
    return [row[0] for row in database.execute(query)]
