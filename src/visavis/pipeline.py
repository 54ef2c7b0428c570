"""The way through the house: articles are read and coded one by one, then merged into stories.

Everything per article runs unchanged on one core, in many processes or on a cluster (``engines``), and comes
back in the order of the inputs. The way leads forward only: an article without a date that its story can date
is read once more with that date, and what it then says is merged once more; nothing is dated from that second
pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from visavis.coding.options import DEFAULT, Options
from visavis.engines import pool
from visavis.engines.article import read_one
from visavis.engines.forks import cores
from visavis.engines.pool import Pair
from visavis.engines.settings import USUAL, Settings
from visavis.merging.dates import infer_published, stated
from visavis.merging.merge import HERE, Joins, merge
from visavis.records import Article, Record, Story, Unread
from visavis.sources.load import articles

__all__ = (
    "Outcome",
    "Settings",
    "cores",
    "merge_dated",
    "read_all",
    "read_articles",
    "read_each",
    "read_one",
    "run",
)


class Outcome(msgspec.Struct, frozen=True):
    """What came of a set of inputs: records in the order of the inputs, their stories, what was not read.

    ``first`` are the records as ``read_all`` gives them, before an article took its date from its story.
    """

    records: tuple[Record, ...]
    stories: tuple[Story, ...]
    unread: tuple[Unread, ...]
    first: tuple[Record, ...] = ()


def read_each(inputs: Sequence[str], settings: Settings = USUAL) -> Iterator[Pair]:
    """Read and code articles one after another, whatever their number, in the order of the inputs.

    Args:
        inputs: paths of text, HTML or JSONL files, folders, patterns, addresses on the web, or ``-``.
        settings: how.

    Yields:
        Each article with its record, or, when it could not be read, with what was wrong; None in place of
        the article when there was none.
    """
    yield from read_articles(
        articles(inputs, published=settings.published, shown_from=settings.shown_from, web=settings.web),
        settings,
    )


def read_articles(found: Iterable[Article | Unread], settings: Settings = USUAL) -> Iterator[Pair]:
    """Read and code articles that are at hand already, in order; see ``read_each``."""
    if (skip := settings.skip) is not None:
        found = (item for item in found if isinstance(item, Unread) or not skip(item))
    for done, (article, result) in enumerate(_through(found, settings), start=1):
        if settings.progress:
            settings.progress(done, article.ref if article else "")
        yield article, result


def _through(found: Iterable[Article | Unread], settings: Settings) -> Iterator[Pair]:
    if settings.engine == "daft":
        from visavis.engines import daft

        return daft.through(found, settings.options)
    if settings.engine == "spark":
        from visavis.engines import spark

        return spark.through(found, settings.options)
    return pool.through(found, settings.options, settings.workers)


def read_all(
    inputs: Sequence[str], settings: Settings = USUAL
) -> tuple[tuple[Record, ...], tuple[Unread, ...]]:
    """Read and code articles, each by itself; see ``read_each``.

    Returns:
        The records, and what could not be read, both in the order of the inputs.
    """
    results = [result for _, result in read_each(inputs, settings)]
    return (
        tuple(result for result in results if isinstance(result, Record)),
        tuple(result for result in results if isinstance(result, Unread)),
    )


def run(inputs: Sequence[str], settings: Settings = USUAL) -> Outcome:
    """Read, code and merge: the whole way; see ``read_each``."""
    pairs = list(read_each(inputs, settings))
    read_pairs = [(a, r) for a, r in pairs if a is not None and isinstance(r, Record)]
    unread = tuple(result for _, result in pairs if isinstance(result, Unread))
    records, stories = merge_dated(read_pairs, options=settings.options, joins=_joins(settings))
    return Outcome(records, stories, unread, tuple(record for _, record in read_pairs))


def _joins(settings: Settings) -> Joins:
    if settings.engine != "daft":
        return HERE
    from visavis.engines.joins import joins

    return joins()


def merge_dated(
    read_pairs: Sequence[tuple[Article, Record]], *, options: Options = DEFAULT, joins: Joins = HERE
) -> tuple[tuple[Record, ...], tuple[Story, ...]]:
    """Merge records into stories; articles without a date get that of their story and are read once more.

    Args:
        read_pairs: each article with its record.
        options: as for ``read_one``.
        joins: what compares the articles with each other; see ``merge``.

    Returns:
        The records, some read anew, in the order given; and the stories.
    """
    records = tuple(record for _, record in read_pairs)
    stories = merge(records, joins)
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
    return records, merge(records, joins)
