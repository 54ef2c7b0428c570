"""Feeds: what the catalog remembers of feeds that are watched, and of addresses that were fetched."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from visavis.records import Frozen
from visavis.sources.fetch import Validators
from visavis.store.catalog import transaction


class Feed(Frozen, frozen=True):
    """A feed that is watched, and what came of it.

    Times are ISO 8601, UTC: when it was ``checked`` last, when it last ``changed``, and from when it is due
    ``next``. ``error`` says why it could not be read at the last check (None: it could), ``failures`` how
    often in a row. ``entries`` are those in it now, ``added`` articles that came out of it so far, ``unread``
    those that could not be read.
    """

    url: str
    title: str | None = None
    site: str | None = None
    folder: str | None = None
    checked: str | None = None
    changed: str | None = None
    next: str | None = None
    error: str | None = None
    failures: int = 0
    entries: int = 0
    added: int = 0
    unread: int = 0


_FEED = ", ".join(Feed.__struct_fields__)


def read_feeds(database: sqlite3.Connection) -> tuple[Feed, ...]:
    """Return the feeds that are watched, by folder and title."""
    order = "ORDER BY coalesce(folder, ''), coalesce(title, url), url"
    return tuple(Feed(*row) for row in database.execute(f"SELECT {_FEED} FROM feeds {order}"))


def write_feed(database: sqlite3.Connection, feed: Feed) -> None:
    """Remember a feed in the place of what was known of it."""
    values = [getattr(feed, name) for name in Feed.__struct_fields__]
    marks = ", ".join("?" * len(values))
    database.execute(f"INSERT OR REPLACE INTO feeds ({_FEED}) VALUES ({marks})", values)


def forget_feeds(database: sqlite3.Connection, urls: Iterable[str]) -> None:
    """Let go of feeds that are no longer watched."""
    database.executemany("DELETE FROM feeds WHERE url = ?", [(url,) for url in urls])


class Ledger:
    """What a store knows of addresses: it spares what did not change since it was kept.

    What an address says is remembered only once the store holds the article: a process that ends in between
    fetches it again, and loses nothing.

    Args:
        database: the catalog, open for writing.
        now: the time, ISO 8601, UTC.
        lately: addresses asked at this time or later were asked lately.
        rest: addresses that failed at this time or later are not asked yet; None when all are.
    """

    def __init__(
        self, database: sqlite3.Connection, now: str, rest: str | None = None, lately: str | None = None
    ) -> None:
        self._database, self._now, self._rest, self._lately = database, now, rest, lately
        self._waiting: dict[str, list[tuple[str, Validators]]] = {}

    def recall(self, url: str) -> Validators | None:
        """Return what an address said when its content was kept last; None when that is not known."""
        row = self._row(url)
        return Validators(*row[1:]) if row and any(value is not None for value in row[1:]) else None

    def lately(self, url: str) -> bool:
        """Tell whether an address was asked so lately that it is not asked again to see what changed."""
        row = self._row(url)
        return bool(row and self._lately is not None and row[0] >= self._lately)

    def rests(self, url: str) -> bool:
        """Tell whether an address failed so lately that it is not asked again yet."""
        row = self._row(url)
        failed = row is not None and all(value is None for value in row[1:])
        return bool(failed and row and self._rest is not None and row[0] >= self._rest)

    def note(self, url: str, source: str, validators: Validators) -> None:
        """Learn what an address says now; it is kept once the article ``source`` is (at once when empty)."""
        self._waiting.setdefault(source, []).append((url, validators))
        if not source:
            self.keep([""])

    def failed(self, url: str) -> None:
        """Learn that the article at an address could not be fetched."""
        if self._row(url) is None:
            self.note(url, "", Validators())

    def keep(self, sources: Iterable[str]) -> None:
        """Remember what was learned of articles that the store holds now."""
        found = [pair for source in sources for pair in self._waiting.pop(source, ())]
        if not found:
            return
        rows = [(url, self._now, v.etag, v.modified, v.stamp) for url, v in found]
        with transaction(self._database):
            query = (
                "INSERT OR REPLACE INTO fetched (url, checked, etag, modified, stamp) VALUES (?, ?, ?, ?, ?)"
            )
            self._database.executemany(query, rows)
            read = [(url,) for url, v in found if v != Validators()]
            self._database.executemany("DELETE FROM quarantine WHERE place = ?", read)

    def _row(self, url: str) -> tuple[str, str | None, str | None, str | None] | None:
        query = "SELECT checked, etag, modified, stamp FROM fetched WHERE url = ?"
        row: tuple[str, str | None, str | None, str | None] | None
        row = self._database.execute(query, (url,)).fetchone()
        return row
