"""What benchmarks/kills.py kills: kinds of work on a store, begun in forked processes that are ready at once.

The records are those that were read before, so that all the time goes into the store. Each process says on a
pipe when it is ready, which articles it acknowledged, and, when it came to the end, after how many steps:
calls that reach the disk or the catalog.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import Any

from visavis import pipeline
from visavis.coding.options import DEFAULT
from visavis.commands import intake, rounds
from visavis.records import Article, Record, Unread
from visavis.sources.fetch import Fetched, Validators
from visavis.sources.web import Web
from visavis.store import upkeep
from visavis.store.recoding import Recoder, waiting
from visavis.store.writer import Writer

KINDS = ("add", "watch", "compact", "migrate", "recode", "retract", "repair")
STEPS = frozenset(
    {"execute", "executemany", "fsync", "replace", "rename", "unlink", "mkdir", "write", "close"}
)
OUTLET = "Harbour Wire"
FEEDS = ("https://one.example/feed", "https://two.example/feed")
Say = Callable[[object], None]


class Pages:
    """Feeds and pages that are fetched from memory; see ``Fetcher``."""

    def __init__(self, texts: dict[str, str]) -> None:
        self._texts = texts

    def get(self, url: str, known: Validators | None = None) -> Fetched:
        """Return a page or feed, or that it has not changed."""
        state = Validators(etag='"1"')
        if known is not None and known.etag == state.etag:
            return Fetched(url, b"", "", None, state, fresh=False)
        if url not in FEEDS:
            return Fetched(url, self._texts[url].encode(), "text/plain", "utf-8", state)
        own = list(self._texts)[FEEDS.index(url) :: len(FEEDS)]
        items = "".join(f"<item><title>.</title><link>{link}</link></item>" for link in own)
        body = f'<rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'
        return Fetched(url, body.encode(), "application/rss+xml", "utf-8", state)


def work(kind: str, folder: Path, source: Path, pipe: Connection, step: int | None) -> None:
    """Do one kind of work; where a step is given, steps are counted, and it kills itself at that one."""
    told = pickle.loads(source.read_bytes())
    with open(os.devnull, "w") as nowhere:
        sys.stdout = nowhere
        upkeep.CROWD = 2
        pipe.send("ready")
        steps = count() if step is None else _counting(step)
        _WORK[kind](folder, told, pipe.send)
        sys.setprofile(None)
        pipe.send(next(steps))


def _counting(fatal: int) -> Iterator[int]:
    """Count the calls that reach the disk or the catalog, in all threads; die at one of them."""
    steps = count()

    def look(frame: FrameType, event: str, called: Any) -> None:
        if event == "c_call" and called.__name__ in STEPS:
            outside = not isinstance(getattr(called, "__self__", None), str | bytes)
            if outside and next(steps) == fatal:
                os.kill(os.getpid(), signal.SIGKILL)

    threading.setprofile(look)
    sys.setprofile(look)
    return steps


def _add(folder: Path, told: dict[str, Any], say: Say) -> None:
    with (
        Writer(folder, lambda a: told["dated"][a.ref]) as writer,
        upkeep.Compactor(folder) as compactor,
    ):
        for start in range(0, len(told["pairs"]), 2):
            batch = told["pairs"][start : start + 2]
            writer.add(batch)
            for article, _ in batch:
                say(article.ref)
            compactor.start()


def _watch(folder: Path, told: dict[str, Any], say: Say) -> None:
    def read(found: Iterable[Article | Unread], settings: object) -> Iterator[pipeline.Pair]:
        for item in found:
            assert isinstance(item, Article)
            yield item, told["pages_read"][item.source]

    pipeline.read_articles = read  # type: ignore[assignment]
    pipeline.read_one = lambda a, options=None: told["pages_dated"][a.source]  # type: ignore[misc]
    intake.web = lambda memory, sleep: Web(Pages(told["pages"]), memory)  # type: ignore[arg-type,misc]
    intake.BATCH = 2
    looking = rounds.Rounds([str(told["opml"])], folder, DEFAULT, 1, 900, threading.Event())
    looking.look(all_feeds=True)


def _compact(folder: Path, told: dict[str, Any], say: Say) -> None:
    for _ in range(2):
        upkeep.compact(folder, crowd=1)


def _migrate(folder: Path, told: dict[str, Any], say: Say) -> None:
    Writer(folder).__exit__(None, None, None)


def _recode(folder: Path, told: dict[str, Any], say: Say) -> None:
    with Recoder(folder, lambda a: told["less"][a.ref][1]) as recoder:
        recoder.begin("less")
        for one in list(waiting(folder, 4)):
            recoder.hold([(one.key, told["less"][one.article.ref][0])])
        recoder.changes()
        recoder.adopt()


def _retract(folder: Path, told: dict[str, Any], say: Say) -> None:
    with Writer(folder, lambda a: told["dated"][a.ref]) as writer:
        query = "SELECT 1 FROM articles WHERE outlet = ? AND NOT retracted"
        if writer.database.execute(query, (OUTLET,)).fetchone():
            writer.retract(outlet=OUTLET)


def _repair(folder: Path, told: dict[str, Any], say: Say) -> None:
    upkeep.repair(folder)


_WORK: dict[str, Callable[[Path, dict[str, Any], Say], None]] = {
    "add": _add, "watch": _watch, "compact": _compact, "migrate": _migrate, "recode": _recode,
    "retract": _retract, "repair": _repair,
}  # fmt: skip


def less(record: Record) -> Record:
    """Return a record as other knowledge might read it."""
    import msgspec

    kept = tuple(event for event in record.events if event.type != "CONSULT")
    return msgspec.structs.replace(record, events=kept)
