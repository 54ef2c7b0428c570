"""Articles out of what a program gives: paths as the command line takes them, texts, and dicts."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from visavis.errors import BadLine, InputError
from visavis.records import Article, Unread
from visavis.sources.lines import as_article, parse_line
from visavis.sources.load import articles, published_date
from visavis.sources.names import Names

Source = str | os.PathLike[str] | Mapping[str, Any] | Article
"""A path, folder or pattern; a text; a dict with ``text`` (and, as in JSON lines, ``id``, ``title``,
``byline``, ``outlet``, ``published``, ``url``, ``language``); or an article. A string is a text when it has a
line break or ends like a sentence, and a path otherwise; a ``Path`` is always a path."""

_ENDS = (".", "!", "?", "…", '"', "”", "'", "’", ")")


def is_text(source: str) -> bool:
    """Tell a text from a path: it has a line break, or a space and the end of a sentence."""
    stripped = source.strip()
    return "\n" in stripped or (" " in stripped and stripped.endswith(_ENDS))


def given(
    sources: Iterable[Source], *, published: str | None = None, shown_from: Path | None = None
) -> Iterator[Article | Unread]:
    """Read articles in the order given.

    Args:
        sources: paths, texts, dicts and articles, mixed as you like.
        published: the date of articles that state none (ISO 8601).
        shown_from: name sources relative to this folder.

    Yields:
        Articles, each under a ref of its own; where something could not be read, what and why.

    Raises:
        InputError: ``published`` is no date.
    """
    fallback = published_date(published) if published is not None else None
    names = Names()
    for found in _found(sources, shown_from):
        if isinstance(found, Unread):
            yield found
            continue
        article = names.named(found)
        if article is not None:
            if article.published is None and fallback:
                article = _replace(article, published=fallback, published_basis="argument")
            yield article


def _found(sources: Iterable[Source], shown_from: Path | None) -> Iterator[Article | Unread]:
    paths: list[str] = []  # those that follow each other are read together: a file is read once
    for number, source in enumerate(sources, start=1):
        if isinstance(source, os.PathLike) or (isinstance(source, str) and not is_text(source)):
            paths.append(os.fspath(source))
            continue
        yield from _at(paths, shown_from)
        paths = []
        try:
            yield _article(source, number)
        except InputError as error:
            yield Unread(error.where, error.what, error.remedy)
    yield from _at(paths, shown_from)


def _at(paths: list[str], shown_from: Path | None) -> Iterator[Article | Unread]:
    for found in articles(paths, shown_from=shown_from) if paths else ():
        if isinstance(found, Unread) and " " in found.where and not Path(found.where).exists():
            yield Unread(found.where, found.what, f'{found.remedy}, or give a text as {{"text": ...}}')
        else:
            yield found


def _article(source: Source, number: int) -> Article:
    """Return the article that a text, dict or article is; ``number`` is its place among all that is given.

    Raises:
        InputError: it is none.
    """
    where = f"input {number}"
    if isinstance(source, Article):
        return source
    if isinstance(source, str):
        source = {"text": source}
    if not isinstance(source, Mapping):
        raise BadLine(f"{type(source).__name__}, not an article", where, "Give a path, a text or a dict")
    return as_article(parse_line(_encoded(source, where), number, where), f"input-{number}", where)


def _encoded(source: Mapping[str, Any], where: str) -> bytes:
    """Return a dict as the line of JSON that it stands for; dates as they write themselves."""
    try:
        return json.dumps(dict(source), default=str).encode("utf-8")
    except (TypeError, ValueError) as error:
        raise BadLine(f"a dict that is no JSON ({error})", where, "Give texts, numbers and dates") from error


def _replace(article: Article, **changes: object) -> Article:
    return msgspec.structs.replace(article, **changes)
