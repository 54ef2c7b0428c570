"""The way through the house: articles are read and coded one by one, then merged into stories.

Everything per article runs unchanged on one core or in many processes, and comes back in the order of the
inputs. The way leads forward only: an article without a date that its story can date is read once more with
that date, and what it then says is merged once more; nothing is dated from that second pass.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from visavis.coding.options import DEFAULT, Options
from visavis.coding.record import code
from visavis.errors import VisavisError
from visavis.merging.dates import infer_published, stated
from visavis.merging.merge import merge
from visavis.reading.page import read
from visavis.records import Article, Record, Story, Unread
from visavis.sources.load import articles

if TYPE_CHECKING:
    from visavis.sources.web import Web

POOL_FROM = 300_000
"""Below this many characters of text one process is faster: each further one loads the model anew."""

Progress = Callable[[int, str], None]
"""Called after each article with how many are done and the article's ref."""


class Outcome(msgspec.Struct, frozen=True):
    """What came of a set of inputs: records in the order of the inputs, their stories, what was not read.

    ``first`` are the records as ``read_all`` gives them, before an article took its date from its story.
    """

    records: tuple[Record, ...]
    stories: tuple[Story, ...]
    unread: tuple[Unread, ...]
    first: tuple[Record, ...] = ()


def read_one(article: Article, options: Options = DEFAULT) -> Record | Unread:
    """Read and code one article.

    Args:
        article: the article.
        options: the model, codebook and actors to use; those that come with visavis by default.

    Returns:
        Its record; when visavis fails on it, what failed, so that the rest goes on.

    Raises:
        VisavisError: a knowledge file or the model is at fault, so that no article could be read.
    """
    try:
        return code(read(article, model=options.model), options=options)
    except VisavisError:
        raise
    except Exception as error:  # the one edge where anything may come: no article may stop the others
        return Unread(
            article.source,
            f"visavis failed on it ({type(error).__name__}: {' '.join(str(error).split())[:200]})",
            "Please report this with the text, as CONTRIBUTING describes",
        )


def read_each(
    inputs: Sequence[str],
    *,
    published: str | None = None,
    options: Options = DEFAULT,
    workers: int = 1,
    progress: Progress | None = None,
    shown_from: Path | None = None,
    skip: Callable[[Article], bool] | None = None,
    web: Web | None = None,
) -> Iterator[tuple[Article | None, Record | Unread]]:
    """Read and code articles, in the order of the inputs; see ``read_all`` for the arguments.

    ``skip`` tells which articles need not be read; they are left out.

    Yields:
        Each article with its record, or, when it could not be read, with what was wrong; None in place of
        the article when there was none.
    """
    found = articles(inputs, published=published, shown_from=shown_from, web=web)
    if skip:
        found = (item for item in found if isinstance(item, Unread) or not skip(item))
    yield from read_articles(found, options=options, workers=workers, progress=progress)


def read_articles(
    found: Iterable[Article | Unread],
    *,
    options: Options = DEFAULT,
    workers: int = 1,
    progress: Progress | None = None,
) -> Iterator[tuple[Article | None, Record | Unread]]:
    """Read and code articles that are at hand already, in order; see ``read_each``."""
    for done, (article, result) in enumerate(_through(found, options, workers), start=1):
        if progress:
            progress(done, article.ref if article else "")
        yield article, result


def read_all(
    inputs: Sequence[str],
    *,
    published: str | None = None,
    options: Options = DEFAULT,
    workers: int = 1,
    progress: Progress | None = None,
    shown_from: Path | None = None,
    web: Web | None = None,
) -> tuple[tuple[Record, ...], tuple[Unread, ...]]:
    """Read and code articles, each by itself.

    Args:
        inputs: paths of text, HTML or JSONL files, folders, patterns, addresses on the web, or ``-``.
        published: the date of articles that state none, ISO 8601.
        options: the model, codebook and actors to use; those that come with visavis by default.
        workers: how many processes may share the work when there are many articles. More than one needs a
            program that other processes can import (``if __name__ == "__main__":``).
        progress: called after each article.
        shown_from: name sources relative to this folder.
        web: what fetches addresses; one with the usual manners when None.

    Returns:
        The records, and what could not be read, both in the order of the inputs.
    """
    pairs = read_each(
        inputs,
        published=published,
        options=options,
        workers=workers,
        progress=progress,
        shown_from=shown_from,
        web=web,
    )
    results = [result for _, result in pairs]
    return (
        tuple(result for result in results if isinstance(result, Record)),
        tuple(result for result in results if isinstance(result, Unread)),
    )


def run(
    inputs: Sequence[str],
    *,
    published: str | None = None,
    options: Options = DEFAULT,
    workers: int = 1,
    progress: Progress | None = None,
    shown_from: Path | None = None,
    web: Web | None = None,
) -> Outcome:
    """Read, code and merge: the whole way. The arguments are those of ``read_all``."""
    pairs = list(
        read_each(
            inputs,
            published=published,
            options=options,
            workers=workers,
            progress=progress,
            shown_from=shown_from,
            web=web,
        )
    )
    read_pairs = [(a, r) for a, r in pairs if a is not None and isinstance(r, Record)]
    unread = tuple(result for _, result in pairs if isinstance(result, Unread))
    records, stories = merge_dated(read_pairs, options=options)
    return Outcome(records, stories, unread, tuple(record for _, record in read_pairs))


def merge_dated(
    read_pairs: Sequence[tuple[Article, Record]], *, options: Options = DEFAULT
) -> tuple[tuple[Record, ...], tuple[Story, ...]]:
    """Merge records into stories; articles without a date get that of their story and are read once more.

    Args:
        read_pairs: each article with its record.
        options: as for ``read_one``.

    Returns:
        The records, some read anew, in the order given; and the stories.
    """
    records = tuple(record for _, record in read_pairs)
    stories = merge(records)
    dates = infer_published(records, stories)
    again: dict[str, Record] = {}
    for article, record in read_pairs:
        span = dates.get(record.ref)
        date = stated(span) if span and record.published is None else None
        if span is None or date is None:
            continue
        dated = msgspec.structs.replace(article, published=date, published_basis=span.basis)
        result = read_one(dated, options)
        if isinstance(result, Record):
            again[record.ref] = result
    if not again:
        return records, stories
    records = tuple(again.get(record.ref, record) for record in records)
    return records, merge(records)


# ---------------------------------------------------------------- one process or many

_Pair = tuple[Article | None, Record | Unread]


def _through(found: Iterable[Article | Unread], options: Options, workers: int) -> Iterator[_Pair]:
    """Read and code what was found, in order; in several processes when it is worth starting them."""
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


def _shared(items: Iterable[Article | Unread], options: Options, workers: int) -> Iterator[_Pair]:
    """Share the work among processes; a few articles a process are under way at a time."""
    pool = _pool(workers)
    window: deque[tuple[Article | Unread, Future[Record | Unread] | None]] = deque()
    try:
        for item in items:
            future: Future[Record | Unread] | None = None
            if isinstance(item, Article):
                try:
                    future = _submit(pool, item, options)
                except BrokenProcessPool:
                    pool = _pool(workers)
                    future = _submit(pool, item, options)
            window.append((item, future))
            if len(window) >= workers * 4:
                yield _result(*window.popleft(), options)
        while window:
            yield _result(*window.popleft(), options)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _result(item: Article | Unread, future: Future[Record | Unread] | None, options: Options) -> _Pair:
    """Wait for an article; if its process died (out of memory), try it once in a process of its own."""
    if isinstance(item, Unread) or future is None:
        return None, item if isinstance(item, Unread) else read_one(item, options)
    try:
        return item, future.result()
    except BrokenProcessPool:
        pass
    try:
        with _pool(1) as alone:
            return item, _submit(alone, item, options).result()
    except BrokenProcessPool:
        what = "the process that read it was ended, perhaps for lack of memory"
        return item, Unread(item.source, what, "Split the text, or read it on a machine with more memory")


def _pool(workers: int) -> ProcessPoolExecutor:
    # Fresh processes, not forks: numerical libraries may hold threads and locks that a fork would break.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context)


def _submit(pool: ProcessPoolExecutor, article: Article, options: Options) -> Future[Record | Unread]:
    """Hand an article to the pool, which may start a process; Ctrl-C is left to this one alone."""
    if threading.current_thread() is not threading.main_thread():
        return pool.submit(read_one, article, options)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # what a new process inherits from its first moment
    try:
        return pool.submit(read_one, article, options)
    finally:
        signal.signal(signal.SIGINT, before)


def cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1
