"""The web as a place where articles come from: a page is one article, a feed those that it leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

import msgspec

from visavis.errors import InputError
from visavis.records import Article
from visavis.sources import feeds
from visavis.sources.addresses import ref_of, target
from visavis.sources.document import from_bytes
from visavis.sources.fetch import Fetched, Fetcher, Validators

Skip = Callable[[str], bool]


class Memory(Protocol):
    """What is known of addresses from earlier times."""

    def recall(self, url: str) -> Validators | None:
        """Return what an address said when its content was kept last; None when that is not known."""

    def note(self, url: str, source: str, validators: Validators) -> None:
        """Learn what an address says now; it is to be kept once the article ``source`` is."""

    def failed(self, url: str) -> None:
        """Learn that the article at an address could not be fetched."""

    def lately(self, url: str) -> bool:
        """Tell whether an address was asked so lately that it is not asked again to see what changed."""

    def rests(self, url: str) -> bool:
        """Tell whether an address failed so lately that it is not asked again yet."""


class Web:
    """Articles at addresses.

    Args:
        fetcher: what fetches them.
        memory: spares what did not change since the last time; nothing is spared when None.
    """

    def __init__(self, fetcher: Fetcher | None = None, memory: Memory | None = None) -> None:
        self._fetcher = fetcher or Fetcher()
        self._memory = memory
        self.unchanged = 0  # addresses that were spared

    def articles(self, url: str) -> Iterator[Article | InputError]:
        """Yield the article at an address, or those that a feed there leads to; none when nothing changed."""
        try:
            found = self._get(url)
            if not found.fresh:
                self.unchanged += 1
                return
            if not feeds.is_feed(found.data):
                yield self._article(url, found)
                return
            feed = feeds.parse_feed(found.data, found.url)
        except InputError as error:
            yield _at(url, error)
            return
        for entry in feed.entries:
            result = self.entry(entry, feed.title)
            if result is not None:
                yield result

    def feed(self, url: str, known: Validators | None) -> tuple[feeds.Feed | None, Validators]:
        """Fetch a feed.

        Returns:
            The feed, None when it did not change; and what it says of its state.

        Raises:
            InputError: it cannot be fetched, or is no feed.
        """
        found = self._fetcher.get(url, known)
        if not found.fresh:
            return None, found.validators
        return feeds.parse_feed(found.data, found.url), found.validators

    def entry(self, entry: feeds.Entry, outlet: str | None) -> Article | InputError | None:
        """Fetch the article that a feed's entry leads to.

        Args:
            entry: the entry; its date stands in where the page states none.
            outlet: whose it is where the page does not say.

        Returns:
            The article, what was wrong, or None when neither feed nor page says that anything changed.
        """
        try:
            if self._memory and self._memory.rests(entry.url):
                return None
            known = self._memory.recall(entry.url) if self._memory else None
            same = known is not None and known.stamp == entry.stamp
            # A feed without dates cannot say that an article was changed: the site is asked now and then.
            if same and (entry.stamp or (self._memory and self._memory.lately(entry.url))):
                self.unchanged += 1
                return None
            found = self._get(entry.url, Validators(stamp=entry.stamp))
            if not found.fresh:
                self.unchanged += 1
                return None
            article = self._article(entry.url, found, entry.stamp)
        except InputError as error:
            if self._memory:
                self._memory.failed(entry.url)
            return _at(entry.url, error)
        changes: dict[str, object] = {}
        if article.published is None and entry.published:
            changes = {"published": entry.published, "published_basis": "metadata"}
        return msgspec.structs.replace(
            article, outlet=article.outlet or outlet, title=article.title or entry.title, **changes
        )

    def _get(self, url: str, stamp: Validators | None = None) -> Fetched:
        known = self._memory.recall(url) if self._memory else None
        found = self._fetcher.get(url, known)
        if self._memory and not found.fresh and stamp:
            state = Validators(found.validators.etag, found.validators.modified, stamp.stamp)
            self._memory.note(url, "", state)
        return found

    def _article(self, url: str, found: Fetched, stamp: str | None = None) -> Article:
        article = from_bytes(
            found.data, ref_of(found.url), found.url, is_page="html" in found.kind,
            charset=found.charset,
        )  # fmt: skip
        if self._memory:
            state = Validators(found.validators.etag, found.validators.modified, stamp)
            self._memory.note(url, found.url, state)
        # A page's own word for where it stands may name another site; the address is where it was found.
        return msgspec.structs.replace(article, url=target(found.url).url)


def _at(url: str, error: InputError) -> InputError:
    """Return an error under the address that was asked for, which is the one to try again."""
    what = error.what if error.where in ("", url) else f"{error.what} (at {error.where})"
    return type(error)(what, url, error.remedy)
