"""Articles into a store, from a program: what ``visavis ingest`` does, as a function."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Unpack, cast

from visavis import pipeline
from visavis.api.materials import How, options_of
from visavis.engines.settings import Engine
from visavis.records import Article, Unread
from visavis.sources.given import Source, given
from visavis.store.upkeep import Compactor, crowded
from visavis.store.writer import BATCH, Added, Writer, summed

__all__ = ["Added", "ingest"]


def ingest(
    material: Source | Iterable[Source], store: str | os.PathLike[str], *, engine: Engine = "pool",
    at: str | None = None, **how: Unpack[How],
) -> Added:  # fmt: skip
    """Read articles into a store, as ``visavis ingest`` does.

    Each is kept once and merged with what is there.

    Articles are taken, read and kept a few at a time: ``material`` may be an endless generator of texts
    or dicts, and memory does not grow with it. What cannot be read does not stop the rest; the store
    remembers it (``Store(...).status().quarantine``).

    Args:
        material: paths, folders, patterns, texts or dicts, one or many.
        store: its folder; it is made when there is none.
        engine: what shares the work out: ``pool`` (processes of this machine), ``daft`` or ``spark``.
        at: the time to note beside what is kept, ISO 8601, UTC; none by default, for no clock is read here.
        **how: see ``visavis.api.materials.How``; what could not be read is appended to a list ``unread`` too.

    Returns:
        How many articles are ``added``, ``changed`` (a new version), ``known`` already and ``unread``; it is
        on the disk.

    Raises:
        InputError: ``published`` is no date.
        StoreBusy: another process writes to the store.
        StoreError: it cannot be opened or written.
    """
    options, published, told = options_of(how), how.get("published"), how.get("unread")
    alone = isinstance(material, str | os.PathLike | Mapping | Article)
    sources = [cast("Source", material)] if alone else cast("Iterable[Source]", material)
    found = given(sources, published=str(published) if published is not None else None)
    folder, total, known = Path(store), Added(), Added()
    settings = pipeline.Settings(options=options, workers=how.get("jobs", 1), engine=engine)
    with (
        Writer(folder, lambda article: pipeline.read_one(article, options), at=at) as writer,
        Compactor(folder, at) as compactor,
    ):
        pairs = pipeline.read_articles(_new(found, writer, known), settings)
        while batch := list(islice(pairs, BATCH)):
            total = summed(total, writer.add(batch))
            if told is not None:
                told += [result for _, result in batch if isinstance(result, Unread)]
            if crowded(writer):
                compactor.start()
    return summed(total, known)


def _new(found: Iterable[Article | Unread], writer: Writer, known: Added) -> Iterator[Article | Unread]:
    """Yield what the store does not hold yet; count the rest."""
    for item in found:
        if isinstance(item, Article) and writer.knows(item):
            known.known += 1
        else:
            yield item
