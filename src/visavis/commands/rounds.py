"""Rounds: which feeds are due, what they lead to, and when they are looked at next."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from visavis.coding.options import Options
from visavis.commands.intake import Intake, stamp
from visavis.commands.shared import complain
from visavis.commands.store import say, tally_of
from visavis.errors import InputError
from visavis.pipeline import cores
from visavis.records import Article, Unread
from visavis.sources import feeds as sources
from visavis.sources.fetch import Validators
from visavis.store.catalog import transaction
from visavis.store.feeds import Feed, forget_feeds, read_feeds, write_feed
from visavis.store.writer import Added, summed

_LONGEST = 86_400  # seconds that a feed which fails is left alone at most
_SOON = 5.0  # seconds: feeds that are due so nearly together are looked at together

_replace = msgspec.structs.replace


class Rounds:
    """Looks at feeds, one round after another.

    Args:
        lists: OPML files.
        folder: the store.
        options: what articles are coded with.
        jobs: how many processes may share the work; as many as there are cores when None.
        every: seconds between two looks at one feed.
        stop: set when it is to end.

    ``total`` is what came of all rounds; ``looked`` and ``failed`` count feeds that could be read or not.
    """

    def __init__(
        self,
        lists: Sequence[str],
        folder: Path,
        options: Options,
        jobs: int | None,
        every: int,
        stop: threading.Event,
    ) -> None:
        self._lists, self._folder, self._options = lists, folder, options
        self._jobs, self._every, self._stop = jobs or cores(), every, stop
        self._next: str | None = None
        self.total, self.looked, self.failed = Added(), 0, 0

    def look(self, *, all_feeds: bool = False) -> None:
        """Look at the feeds that are due, or at all.

        Raises:
            InputError: a list cannot be read.
            StoreError: the store cannot be written.
        """
        listed = {one.url: one for path in self._lists for one in sources.read_opml(path)}
        with self._intake() as intake:
            watched = self._listed(intake, listed)
            latest = stamp(datetime.now(UTC) + timedelta(seconds=_SOON))
            for feed in watched:
                due = all_feeds or feed.next is None or feed.next <= latest
                if due and not self._stop.is_set():
                    self._look_at(intake, feed)
            self._next = min((f.next or "" for f in read_feeds(intake.writer.database)), default=None)

    def pause(self) -> float:
        """Return the seconds until a feed is due."""
        if not self._next:
            return float(self._every)
        left = datetime.fromisoformat(self._next) - datetime.now(UTC)
        return max(1.0, left.total_seconds())

    def _intake(self) -> Intake:
        def sleep(seconds: float) -> None:
            self._stop.wait(seconds)

        return Intake(self._folder, self._options, self._jobs, watching=True, sleep=sleep)

    def _listed(self, intake: Intake, listed: dict[str, sources.Listed]) -> list[Feed]:
        """Bring the feeds in the catalog in line with the lists."""
        database = intake.writer.database
        known = {feed.url: feed for feed in read_feeds(database)}
        watched = []
        with transaction(database):
            forget_feeds(database, sorted(known.keys() - listed.keys()))
            for url, one in listed.items():
                feed = known.get(url, Feed(url))
                feed = _replace(
                    feed, title=one.title or feed.title, site=one.site or feed.site, folder=one.folder
                )
                write_feed(database, feed)
                watched.append(feed)
        return watched

    def _look_at(self, intake: Intake, feed: Feed) -> None:
        """Look at one feed, take in what it leads to, and remember how it did."""
        now = datetime.now(UTC)
        try:
            found, validators = intake.web.feed(feed.url, intake.ledger.recall(feed.url))
        except InputError as error:
            self.failed += 1
            complain(f"{feed.title or feed.url}: {error.what}. {error.remedy}")
            self._remember(intake, _failed(feed, error, now, self._every))
            return
        self.looked += 1
        feed = _replace(
            feed, checked=stamp(now), error=None, failures=0, next=stamp(now + timedelta(seconds=self._every))
        )
        if found is not None:
            feed = self._take(intake, feed, found, validators)
        self._remember(intake, feed)

    def _take(self, intake: Intake, feed: Feed, found: sources.Feed, validators: Validators) -> Feed:
        """Take in what a feed leads to; what it says of its state counts once all of that was seen."""
        done = intake.take(self._entries(intake, feed, found))
        self.total = summed(self.total, done)
        if not done.unread and not self._stop.is_set():
            intake.ledger.note(feed.url, "", _replace_stamp(validators, feed))
        if done.added or done.changed or done.unread:
            say(f"{feed.checked} {found.title or feed.title or feed.url}: {tally_of(done)}")
        return _replace(
            feed,
            title=feed.title or found.title,
            site=feed.site or found.site,
            changed=feed.checked if done.added or done.changed else feed.changed,
            entries=len(found.entries),
            added=feed.added + done.added,
            unread=done.unread,
        )

    def _entries(self, intake: Intake, feed: Feed, found: sources.Feed) -> Iterator[Article | Unread]:
        for entry in found.entries:
            if self._stop.is_set():
                return
            result = intake.web.entry(entry, found.title or feed.title)
            if isinstance(result, InputError):
                yield Unread(result.where, result.what, result.remedy)
            elif result is not None:
                yield result

    def _remember(self, intake: Intake, feed: Feed) -> None:
        with transaction(intake.writer.database):
            write_feed(intake.writer.database, feed)


def _replace_stamp(validators: Validators, feed: Feed) -> Validators:
    """Return a feed's validators with a stamp, so that it does not look like one that failed."""
    return Validators(validators.etag, validators.modified, feed.checked)


def _failed(feed: Feed, error: InputError, now: datetime, every: int) -> Feed:
    """Return a feed that failed, to be left alone for twice as long each time."""
    failures = feed.failures + 1
    pause = min(every * 2 ** min(failures - 1, 20), max(every, _LONGEST))
    return _replace(
        feed,
        checked=stamp(now),
        error=error.what,
        failures=failures,
        next=stamp(now + timedelta(seconds=pause)),
    )
