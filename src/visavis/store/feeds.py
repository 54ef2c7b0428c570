"""Feeds: what the catalog remembers of feeds that are watched, and of addresses that were fetched."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from visavis.records import Frozen


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


class Fetched(Frozen, frozen=True):
    """What an address said when it was fetched last: its validators, and the stamp a feed gave it."""

    url: str
    checked: str
    etag: str | None = None
    modified: str | None = None
    stamp: str | None = None


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


def read_fetched(database: sqlite3.Connection, url: str) -> Fetched | None:
    """Return what is known of an address; None when it was never fetched."""
    query = "SELECT url, checked, etag, modified, stamp FROM fetched WHERE url = ?"
    row = database.execute(query, (url,)).fetchone()
    return Fetched(*row) if row else None


def write_fetched(database: sqlite3.Connection, fetched: Fetched) -> None:
    """Remember what an address said."""
    values = (fetched.url, fetched.checked, fetched.etag, fetched.modified, fetched.stamp)
    query = "INSERT OR REPLACE INTO fetched (url, checked, etag, modified, stamp) VALUES (?, ?, ?, ?, ?)"
    database.execute(query, values)
