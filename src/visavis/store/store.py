"""Reading a store: records, stories, happenings, search, and SQL over its tables.

Every question is answered from one state of the catalog, whatever a writer in another process does meanwhile.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import pyarrow as pa

from visavis.errors import StoreError
from visavis.records import Frozen, Happening, Record, Story, to_builtins
from visavis.store import catalog
from visavis.store.affairs import read_happenings, read_stories
from visavis.store.feeds import Feed, read_feeds
from visavis.store.layout import CATALOG, told
from visavis.store.recent import Recent
from visavis.store.segments import Segment, read_records
from visavis.store.tables import PAIRS, TABLES, columns, schema

_MERGED = ("stories", "happenings")
_LIVE = "SELECT record FROM articles WHERE current AND NOT retracted"


class Found(Frozen, frozen=True):
    """An article that a search found."""

    ref: str
    title: str | None
    outlet: str | None
    published: str | None
    source: str


class Held(Frozen, frozen=True):
    """What could not be read, and the command that tries again."""

    place: str
    what: str
    remedy: str
    retry: str


class Status(Frozen, frozen=True):
    """What a store holds."""

    path: str
    schema: int
    articles: int
    versions: int
    retracted: int
    outlets: int
    first: str | None
    last: str | None
    undated: int
    stories: int
    happenings: int
    segments: int
    bytes: int
    batches: int
    quarantine: tuple[Held, ...]
    feeds: tuple[Feed, ...] = ()


class Store:
    """A store, for reading; use it as a context manager, or close it.

    Args:
        path: its folder.
        recent: records kept from earlier questions, where whoever asks keeps them.

    Raises:
        StoreError: there is none, or it cannot be opened.
    """

    def __init__(self, path: str | Path, recent: Recent | None = None) -> None:
        self.path = Path(path)
        self.recent = recent
        self.database = catalog.connect(self.path)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the catalog."""
        self.database.close()

    def records(self) -> Iterator[Record]:
        """Yield the records of all articles that count, month by month.

        Raises:
            StoreError: a segment is missing or damaged.
        """
        with told(self.path), catalog.snapshot(self.database):
            live = {row[0] for row in self.database.execute(_LIVE)}
            segments = catalog.live_segments(self.database)
        for key, record in read_records(self.path, segments):
            if key in live:
                yield record

    def stories(self) -> tuple[Story, ...]:
        """Return all stories, the earliest first."""
        with told(self.path), catalog.snapshot(self.database):
            return tuple(read_stories(self.database))

    def happenings(
        self, pair: tuple[str, str] | None = None, since: str | None = None
    ) -> tuple[Happening, ...]:
        """Return happenings by date, undated ones last.

        Args:
            pair: only those in which both take part, as ``("CHN", "USA")``.
            since: only those that begin on this day or later, and undated ones.
        """
        with told(self.path), catalog.snapshot(self.database):
            return tuple(read_happenings(self.database, pair, since))

    def feeds(self) -> tuple[Feed, ...]:
        """Return the feeds that are watched, by folder and title, with what came of them last."""
        with told(self.path), catalog.snapshot(self.database):
            return read_feeds(self.database)

    def search(self, text: str, limit: int = 50) -> tuple[Found, ...]:
        """Return the articles whose title or text has all words, best match first.

        Args:
            text: words, and phrases in quotation marks.
            limit: how many at most.
        """
        asked = " ".join(
            f'"{word}"' for word in re.findall(r'(?<=")[^"]+(?=")|[^\s"]+', text) if word.strip()
        )
        query = (
            "SELECT a.ref, a.title, a.outlet, a.published, a.source FROM words w JOIN articles a "
            "ON a.key = w.rowid WHERE words MATCH ? AND a.current AND NOT a.retracted "
            "ORDER BY bm25(words, 5.0, 1.0), a.key LIMIT ?"
        )
        if not asked:
            return ()
        with told(self.path):
            return tuple(Found(*row) for row in self.database.execute(query, (asked, limit)))

    def sql(self, query: str) -> pa.Table:
        """Answer a question in SQL (DuckDB's), over the tables of what counts.

        The tables are ``articles``, ``events``, ``statements``, ``figures``, ``agreements``, ``claims``,
        ``mentions``, ``times``, ``stories`` and ``happenings``, with the columns of their records; ``month``
        is that of publication. In ``pairs`` each event stands once for each pair of its parties (a < b).

        Raises:
            StoreError: the query is wrong, or a segment is missing.
        """
        named = {name for name in (*TABLES, PAIRS, *_MERGED) if re.search(rf"\b{name}\b", query, re.I)}
        with self.duckdb(merged=not named.isdisjoint(_MERGED), tables=named.difference(_MERGED)) as database:
            try:
                found = database.sql(query)
                table: pa.Table = found.to_arrow_table() if found is not None else pa.table({})
            except duckdb.Error as error:
                raise StoreError(_first_line(error), "the query", "Check its words") from error
        return table

    def history(self, a: str, b: str) -> pa.Table:
        """Return the events between two parties by day, as the articles report them, undated ones last.

        The columns are those of ``pairs``; see ``sql``.

        Raises:
            StoreError: a segment is missing.
        """
        first, second = sorted((a, b))
        with self.duckdb(tables=(PAIRS,)) as database:
            query = f"SELECT * FROM {PAIRS} WHERE a = ? AND b = ? ORDER BY day NULLS LAST, record, nth"
            try:
                found: pa.Table = database.sql(query, params=[first, second]).to_arrow_table()
            except duckdb.Error as error:
                remedy = 'Run "visavis store check --repair"'
                raise StoreError(_first_line(error), str(self.path), remedy) from error
        return found

    def duckdb(
        self, *, merged: bool = False, tables: Iterable[str] = (*TABLES, PAIRS)
    ) -> duckdb.DuckDBPyConnection:
        """Return an in-memory DuckDB with a view for each table of what counts.

        Args:
            merged: with the tables ``stories`` and ``happenings`` too, which are made for the purpose.
            tables: those that are needed of the others.
        """
        with told(self.path), catalog.snapshot(self.database):
            dead = catalog.dead_records(self.database)
            segments = catalog.live_segments(self.database)
            stories = list(read_stories(self.database)) if merged else []
        database = duckdb.connect()
        if merged:
            told_in = [(h, s.id) for s in stories for h in s.happenings]
            rows = [{**to_builtins(h), "story": story} for h, story in told_in]
            database.register("happenings", pa.Table.from_pylist(rows, schema=columns(Happening, "story")))
            rows = [{**to_builtins(s), "happenings": None} for s in stories]
            shown = pa.Table.from_pylist(rows, schema=columns(Story)).drop_columns(["happenings"])
            database.register("stories", shown)
        database.register("_dead", pa.table({"record": pa.array(dead, pa.string())}))
        for table in tables:
            own = [s for s in segments if s.table == table]
            if table == PAIRS:
                groups = {s.group for s in own}
                old = [s for s in segments if s.table == "events" and s.group not in groups]
                database.execute(_pairs_view(database, self._paths(own), self._paths(old), bool(dead)))
            else:
                database.execute(_view(database, table, self._paths(own), bool(dead)))
        return database

    def _paths(self, segments: Iterable[Segment]) -> list[str]:
        return [str((self.path / segment.path).absolute()) for segment in segments]

    def status(self) -> Status:
        """Return what the store holds."""
        with told(self.path), catalog.snapshot(self.database):
            one = self._one
            live = "FROM articles WHERE current AND NOT retracted"
            held = self.database.execute("SELECT place, what, remedy, retry FROM quarantine ORDER BY place")
            return Status(
                path=str(self.path),
                schema=catalog.SCHEMA,
                articles=one(f"SELECT count(*) {live}"),
                versions=one("SELECT count(*) FROM articles WHERE NOT current"),
                retracted=one("SELECT count(*) FROM articles WHERE current AND retracted"),
                outlets=one(f"SELECT count(DISTINCT outlet) {live}"),
                first=one(f"SELECT min(substr(published, 1, 10)) {live}"),
                last=one(f"SELECT max(substr(published, 1, 10)) {live}"),
                undated=one(f"SELECT count(*) {live} AND published IS NULL"),
                stories=one("SELECT count(*) FROM stories"),
                happenings=one("SELECT count(*) FROM happenings"),
                segments=one("SELECT count(*) FROM segments WHERE retired IS NULL"),
                bytes=one("SELECT coalesce(sum(size), 0) FROM segments WHERE retired IS NULL")
                + (self.path / CATALOG).stat().st_size,
                batches=one("SELECT count(*) FROM batches"),
                quarantine=tuple(Held(*row) for row in held),
                feeds=read_feeds(self.database),
            )

    def _one(self, query: str) -> Any:
        return self.database.execute(query).fetchone()[0]


def _view(database: duckdb.DuckDBPyConnection, table: str, paths: list[str], some_dead: bool) -> str:
    """Return the SQL of the view of a table."""
    if not paths:
        database.register(f"_{table}", schema(table).empty_table())
        return f"CREATE VIEW {table} AS SELECT *, NULL::VARCHAR AS month FROM _{table}"
    files = _files(paths, alike=False)
    counted = " WHERE record NOT IN (SELECT record FROM _dead)" if some_dead else ""
    return f"CREATE VIEW {table} AS SELECT * FROM {files}{counted}"


def _files(paths: Sequence[str], *, alike: bool) -> str:
    """Return the SQL that reads files; ``alike`` when all are known to have the same columns."""
    listed = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
    union = "" if alike else "union_by_name = true, "
    return f"read_parquet([{listed}], {union}hive_partitioning = true, hive_types_autocast = false)"


def _pairs_view(
    database: duckdb.DuckDBPyConnection, paths: Sequence[str], old: Sequence[str], some_dead: bool
) -> str:
    """Return the SQL of the view of pairs; where an older visavis wrote none they are made of the events."""
    database.register(f"_{PAIRS}", schema(PAIRS).empty_table())
    parts = [f"SELECT *, NULL::VARCHAR AS month FROM _{PAIRS}"]
    if paths:
        parts.append(f"SELECT * FROM {_files(paths, alike=True)}")
    if old:
        own = ", ".join(f"e.{name}" for name in schema(PAIRS).names[2:])
        parts.append(
            f"SELECT x.code AS a, y.code AS b, {own}, e.month FROM {_files(old, alike=False)} e, "
            "unnest(e.parties) x(code), unnest(e.parties) y(code) WHERE x.code < y.code"
        )
    counted = " WHERE record NOT IN (SELECT record FROM _dead)" if some_dead else ""
    return f"CREATE VIEW {PAIRS} AS SELECT * FROM ({' UNION ALL BY NAME '.join(parts)}){counted}"


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0].rstrip(".")
