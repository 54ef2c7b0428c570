"""Intake: articles into a store, batch by batch, with compaction beside it. Shared by ingest and watch."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from types import TracebackType

import msgspec

from visavis import pipeline
from visavis.coding.options import Options
from visavis.commands.shared import report, web
from visavis.engines.settings import Engine
from visavis.records import Article, Record, Unread
from visavis.store.feeds import Ledger
from visavis.store.upkeep import Compactor, crowded
from visavis.store.writer import BATCH, Added, Pair, Writer, summed

PATIENCE = 5.0  # seconds to wait for another process that writes, as recoding does for a moment at a time
_LATELY = timedelta(days=1)  # after it, an article that its feed does not date is looked at again
_REST = timedelta(hours=6)  # an address that failed is not asked before, when feeds are watched


def now() -> str:
    """Return the time, ISO 8601, UTC, to the second: the one place where a store's clock is read."""
    return stamp(datetime.now(UTC))


def stamp(when: datetime) -> str:
    """Return a time as the store keeps it."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Intake:
    """The one process that takes articles into a store; use it as a context manager.

    Args:
        folder: the store; it is made when there is none.
        options: what articles are coded with.
        workers: how many processes may share the work.
        engine: what shares the work out.
        watching: addresses that failed lately rest for a while.
        sleep: waits so many seconds between two requests to one host.

    Raises:
        StoreError: another process writes to it, or it cannot be opened.
    """

    def __init__(
        self,
        folder: Path,
        options: Options,
        workers: int,
        *,
        engine: Engine = "pool",
        watching: bool = False,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._how = pipeline.Settings(options=options, workers=workers, engine=engine)
        began = datetime.now(UTC)
        self._open = ExitStack()
        self.writer = self._open.enter_context(
            Writer(folder, self._reread, at=stamp(began), patience=PATIENCE)
        )
        rest = stamp(began - _REST) if watching else None
        self.ledger = Ledger(self.writer.database, stamp(began), rest, stamp(began - _LATELY))
        self.web = web(self.ledger, sleep)
        self._compactor = self._open.enter_context(Compactor(folder, stamp(began)))
        self._known: list[str] = []

    def __enter__(self) -> Intake:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def take(
        self, found: Iterable[Article | Unread], progress: Callable[[int, str], None] | None = None
    ) -> Added:
        """Read, code and keep articles; what the store knows is not read again.

        Args:
            found: the articles, and what could not be read.
            progress: called after each article.

        Returns:
            What came of them; it is on the disk.
        """
        total, unchanged = Added(), self.web.unchanged
        settings = msgspec.structs.replace(self._how, progress=progress)
        pairs = self._prepared(pipeline.read_articles(self._new(found), settings))
        while batch := list(islice(pairs, BATCH)):
            total = summed(total, self.writer.add(batch))
            kept = [article.source for article, result in batch if article and isinstance(result, Record)]
            total.known += self._keep(kept)
            report([result for _, result in batch if isinstance(result, Unread)])
            if crowded(self.writer):
                self._compactor.start()
        total.known += self._keep([]) + self.web.unchanged - unchanged
        return total

    def _new(self, found: Iterable[Article | Unread]) -> Iterator[Article | Unread]:
        for item in found:
            if isinstance(item, Article) and self.writer.knows(item):
                self._known.append(item.source)
            else:
                yield item

    def _prepared(self, pairs: Iterable[Pair]) -> Iterator[Pair]:
        """Let the writer work ahead on each article as it comes, instead of on a whole batch at its end."""
        for article, result in pairs:
            self.writer.prepare(result)
            yield article, result

    def _keep(self, sources: list[str]) -> int:
        """Remember the addresses of articles that are kept; return how many the store knew before."""
        known, self._known = self._known, []
        self.ledger.keep([*sources, *known])
        return len(known)

    def _reread(self, article: Article) -> Record | Unread:
        return pipeline.read_one(article, self._how.options)
