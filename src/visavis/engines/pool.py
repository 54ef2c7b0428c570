"""The default engine: a pool of processes on this machine, over chunks of articles.

The result of a chunk comes back whole or not at all. When a process dies (out of memory, a crash in a
parser), the chunks under way are read again, each by itself; when that process dies too, article by article,
and the one with which it dies is given up, with the reason. A few chunks a process are under way at a time,
so that memory does not grow with the input, and results come back in its order.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing.context import BaseContext

import pyarrow as pa

from visavis.coding.options import Options
from visavis.engines import forks
from visavis.engines.article import read_one
from visavis.engines.batches import from_batch, from_results, read_batch, results, to_batch
from visavis.records import Article, Record, Unread

Reader = Callable[[pa.RecordBatch, Options], pa.RecordBatch]
Pair = tuple[Article | None, Record | Unread]

POOL_FROM = 300_000
"""Below this many characters of text one process is faster: others load the model anew."""

CHUNK_ARTICLES, CHUNK_CHARACTERS = 12, 100_000
"""A chunk is full at so many articles or characters."""

AHEAD = 24
"""Chunks under way for each process: they work on while the store merges a few hundred articles."""

_DIED = "the process that read it was ended, perhaps for lack of memory"
_REMEDY = "Split the text, or read it on a machine with more memory"


@dataclass(slots=True)
class _Chunk:
    """Inputs in order, the articles among them handed to the pool."""

    items: list[Article | Unread] = field(default_factory=list)
    length: int = 0
    future: Future[pa.RecordBatch] | None = None

    @property
    def articles(self) -> list[Article]:
        return [item for item in self.items if isinstance(item, Article)]


def through(found: Iterable[Article | Unread], options: Options, workers: int) -> Iterator[Pair]:
    """Read and code what was found, in order; in several processes when it is worth starting them.

    Args:
        found: articles, and what could not be read.
        options: what to code with.
        workers: how many processes.

    Yields:
        Each article with its result; None in the place of an article for what had been found unreadable.
    """
    items = iter(found)
    first: list[Article | Unread] = []
    if workers > 1:
        length = 0
        for item in items:
            first.append(item)
            length += len(item.text) if isinstance(item, Article) else 0
            if length >= POOL_FROM and len(first) > 1:
                yield from _shared(itertools.chain(first, items), options, workers)
                return
    for item in itertools.chain(first, items):
        yield (None, item) if isinstance(item, Unread) else (item, read_one(item, options))


def _shared(items: Iterable[Article | Unread], options: Options, workers: int) -> Iterator[Pair]:
    """Share the work among processes."""
    pool, careful = _Processes(workers, options, read_batch), _Processes(1, options, read_batch)
    window: deque[_Chunk] = deque()
    try:
        for chunk in chunks(items):
            if chunk.articles:
                chunk.future = pool.submit(chunk.articles)
            window.append(chunk)
            if len(window) >= workers * AHEAD:
                yield from _finished(window.popleft(), careful)
        while window:
            yield from _finished(window.popleft(), careful)
    finally:
        pool.close()
        careful.close()


def chunks(items: Iterable[Article | Unread]) -> Iterator[_Chunk]:
    """Yield inputs in chunks, in order."""
    chunk = _Chunk()
    for item in items:
        chunk.items.append(item)
        chunk.length += len(item.text) if isinstance(item, Article) else 0
        if len(chunk.items) >= CHUNK_ARTICLES or chunk.length >= CHUNK_CHARACTERS:
            yield chunk
            chunk = _Chunk()
    if chunk.items:
        yield chunk


def _finished(chunk: _Chunk, careful: _Processes) -> Iterator[Pair]:
    """Wait for a chunk and yield its results in order."""
    done = iter(_results(chunk, careful))
    for item in chunk.items:
        yield (None, item) if isinstance(item, Unread) else (item, next(done))


def _results(chunk: _Chunk, careful: _Processes) -> list[Record | Unread]:
    """Return the results of a chunk's articles; those of a process that died are read once more."""
    if chunk.future is None:
        return []
    try:
        return results(chunk.future.result())
    except BrokenProcessPool:
        pass
    try:
        return results(careful.submit(chunk.articles).result())
    except BrokenProcessPool:
        return [_alone(article, careful) for article in chunk.articles]


def _alone(article: Article, careful: _Processes) -> Record | Unread:
    try:
        return results(careful.submit([article]).result())[0]
    except BrokenProcessPool:
        return Unread(article.source, _DIED, _REMEDY)


class Crew:
    """Processes that read batches for the worker of a cluster, with the pool's care when one of them dies.

    A language model is not to be used by two threads at a time, and threads of Python share one core.

    Args:
        workers: how many processes.
        options: what to code with.
        reader: what reads a batch.
    """

    def __init__(self, workers: int, options: Options, reader: Reader) -> None:
        self._workers = workers
        self._pool, self._careful = _Processes(workers, options, reader), _Processes(1, options, reader)

    def read(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Read a batch, cut in as many pieces as there are processes; may be called by several threads."""
        articles = from_batch(batch)
        step = max(1, -(-len(articles) // self._workers))
        pieces = [_Chunk(list(articles[i : i + step])) for i in range(0, len(articles), step)]
        for piece in pieces:
            piece.future = self._pool.submit(piece.articles)
        pairs = [pair for piece in pieces for pair in _finished(piece, self._careful)]
        return from_results([(article.ref, result) for article, result in pairs if article])


class _Processes:
    """Processes that are started when there is work, and again when they have died."""

    def __init__(self, workers: int, options: Options, reader: Reader) -> None:
        self._workers, self._options, self._reader = workers, options, reader
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()

    def submit(self, articles: list[Article]) -> Future[pa.RecordBatch]:
        """Hand a batch to the processes."""
        batch = to_batch(articles)
        with self._lock:
            if self._pool is not None:
                try:
                    return self._submit(self._pool, batch)
                except BrokenProcessPool:
                    self._pool.shutdown(wait=False)
            try:
                return self._begun(forks.context(self._options), batch)
            except (EOFError, ConnectionError):  # the server of forks ended while it loaded
                return self._begun(multiprocessing.get_context("spawn"), batch)

    def close(self) -> None:
        """Wait for what is under way, and end the processes."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _begun(self, context: BaseContext, batch: pa.RecordBatch) -> Future[pa.RecordBatch]:
        self._pool = ProcessPoolExecutor(self._workers, context, _leave_with_parent)
        return self._submit(self._pool, batch)

    def _submit(self, pool: ProcessPoolExecutor, batch: pa.RecordBatch) -> Future[pa.RecordBatch]:
        """Hand a batch to the pool, which may start a process."""
        with forks.alone_interrupted():
            return pool.submit(self._reader, batch, self._options)


def _leave_with_parent() -> None:
    """End this process when the one that started it has ended without a word, as when it was killed."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
