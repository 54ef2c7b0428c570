"""What the functions of the library work on: articles in whatever form, records, an outcome, or a store."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TypedDict, Unpack, cast

import visavis
from visavis import pipeline
from visavis.coding.options import Options
from visavis.errors import InputError
from visavis.merging.merge import merge
from visavis.pipeline import Outcome
from visavis.records import Article, Record, Unread
from visavis.sources.given import Source, given
from visavis.store.store import Store

EXAMPLES = Path(visavis.__file__).parent / "examples" / "articles"
"""The folder of the example articles that come with visavis."""

Material = Outcome | Store | Record | Source | Iterable[Record] | Iterable[Source]
"""An outcome of ``gather``, a store, records, or articles: paths, patterns, texts, dicts, one or many."""


class How(TypedDict, total=False):
    """How articles are read; all of it may be left out.

    Attributes:
        published: the date of articles that bear none, ISO 8601 (``"2021-12-16"``) or a date.
        jobs: how many processes share the work when there are many articles; 1 by default. More than one
            needs a program that other processes can import (``if __name__ == "__main__":``).
        model: another spaCy pipeline with Universal Dependencies labels.
        codebook: a folder of your own codebook files, laid over the package's.
        actors: a folder of your own actors files, laid over the package's.
        thorough: parse every sentence, not only those of articles that may tell of political actors.
        unread: a list; what could not be read is appended to it, and the rest goes on. Without one, the first
            input that cannot be read raises an InputError.
    """

    published: str | date | None
    jobs: int
    model: str | None
    codebook: str | os.PathLike[str] | None
    actors: str | os.PathLike[str] | None
    thorough: bool
    unread: list[Unread] | None


def gather(material: Material, **how: Unpack[How]) -> Outcome:
    """Read, code and merge articles once, to ask many questions of them.

    Args:
        material: articles, records, an outcome (returned as it is) or a store (all that it holds).
        **how: see ``How``.

    Returns:
        ``records`` in the order of the inputs, ``stories`` (with their happenings), ``unread``.

    Raises:
        InputError: something could not be read, and there is no list ``unread`` to say so in.
        StoreError: the store cannot be read.
        TypeError: an unknown keyword.
    """
    options = options_of(how)
    if isinstance(material, Outcome):
        return material
    if isinstance(material, Store):
        return Outcome(tuple(sorted(material.records(), key=lambda r: r.ref)), material.stories(), ())
    items = listed(material)
    if items and all(isinstance(item, Record) for item in items):
        records = tuple(cast("list[Record]", items))
        return Outcome(records, merge(records), (), records)
    pairs = list(read_pairs(cast("list[Source]", items), how, options))
    records, stories = pipeline.merge_dated(pairs, options=options)
    return Outcome(records, stories, tuple(how.get("unread") or ()), tuple(record for _, record in pairs))


def read_pairs(sources: list[Source], how: How, options: Options) -> Iterable[tuple[Article, Record]]:
    """Yield each article with its record; what cannot be read is told as ``how`` says.

    Raises:
        InputError: something could not be read, and there is no list ``unread``.
    """
    published = how.get("published")
    stated = published.isoformat() if isinstance(published, date) else published
    found = given(sources, published=stated, shown_from=_shown_from(sources))
    told = how.get("unread")
    settings = pipeline.Settings(options=options, workers=how.get("jobs", 1))
    for article, result in pipeline.read_articles(found, settings):
        if isinstance(result, Unread):
            if told is None:
                raise InputError(result.what, result.where, result.remedy)
            told.append(result)
        elif article is not None:
            yield article, result


def listed(material: Material) -> list[Record | Source]:
    """Return one thing or many as a list.

    Raises:
        InputError: records and articles are mixed, or there is nothing in it.
    """
    alone = isinstance(material, str | os.PathLike | Mapping | Article | Record)
    items = [material] if alone else list(cast("Iterable[Record | Source]", material))
    kinds = {isinstance(item, Record) for item in items}
    if len(kinds) != 1:
        what = "records and articles are mixed" if kinds else "nothing to read"
        raise InputError(what, "", "Give paths, texts or dicts, or records that were read before")
    return cast("list[Record | Source]", items)


def options_of(how: How) -> Options:
    """Return the options to code with.

    Raises:
        TypeError: a keyword is unknown.
    """
    unknown = set(how) - set(How.__annotations__)
    if unknown:
        raise TypeError(
            f"unknown keyword {', '.join(sorted(unknown))}: there is {', '.join(How.__annotations__)}"
        )
    folders = (how.get("codebook"), how.get("actors"))
    codebook, actors = (os.fspath(folder) if folder is not None else None for folder in folders)
    return Options(how.get("model"), codebook, actors, how.get("thorough", False))


def _shown_from(sources: list[Source]) -> Path | None:
    """Return the folder that the examples' sources are named from, as the commands name them."""
    return EXAMPLES.parent if EXAMPLES in sources else None
