"""Articles out of whatever the user named: files, pages, JSON lines, folders, patterns, standard input."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

import msgspec

from visavis.errors import InputError, MissingInput
from visavis.records import Article, Unread
from visavis.sources import objects
from visavis.sources.addresses import is_url
from visavis.sources.decode import check_size
from visavis.sources.formats import PEEK, read_stream
from visavis.sources.inputs import Input, expand, is_streamed
from visavis.sources.names import Names
from visavis.sources.stated import iso_date

if TYPE_CHECKING:
    from visavis.sources.web import Web


def articles(
    inputs: Sequence[str],
    *,
    published: str | None = None,
    shown_from: Path | None = None,
    web: Web | None = None,
) -> Iterator[Article | Unread]:
    """Read articles one after another, in the order in which they were named.

    Args:
        inputs: paths of text, HTML or JSONL files, folders, patterns, the same of an object store
            (``s3://``), ``-`` for standard input, or addresses (http, https) of pages and feeds.
        published: the date of articles that state none (ISO 8601); a dateline in the text still wins.
        shown_from: name sources relative to this folder, so that the output does not depend on where it lies.
        web: what fetches addresses; one with the usual manners when None.

    Yields:
        Articles; where something could not be read, what and why. Refs are unique. The id of an article is
        a hash of its words alone, so that one text is one article wherever it stands.

    Raises:
        InputError: ``published`` is no date.
    """
    fallback = published_date(published) if published is not None else None
    names = Names()
    for item in expand(inputs):
        if isinstance(item, InputError):
            yield _unread(item)
            continue
        shown = _shown(item, shown_from)
        for found in _fetch(item, web) if is_url(item.shown) else _read(item, shown):
            if isinstance(found, InputError):
                yield _unread(found)
                continue
            article = names.named(found)
            if article is None:
                continue
            if article.published is None and fallback:
                article = _replace(article, published=fallback, published_basis="argument")
            yield article


def published_date(text: str) -> str:
    """Check a date that the user gave.

    Args:
        text: an ISO 8601 date of any precision, or date and time.

    Returns:
        It, in the one form that all rooms use.

    Raises:
        InputError: it is none.
    """
    found = iso_date(text)
    if found is None:
        raise InputError(
            f'"{text[:40]}" is no date', "--published", "Write it as 2021-12-16 or 2021-12-16T16:47+09:00"
        )
    return found


def _fetch(item: Input, web: Web | None) -> Iterator[Article | InputError]:
    """Fetch what is at an address."""
    from visavis.sources.web import Web

    yield from (web or Web()).articles(item.shown)


def _read(item: Input, shown: str) -> Iterator[Article | InputError]:
    """Read one file; an error ends it."""
    try:
        with _stream(item) as stream:
            yield from _opened(stream, item, shown)
    except InputError as error:
        yield error
    except PermissionError:
        yield MissingInput("it may not be read", shown, "Check its permissions")
    except OSError as error:
        yield MissingInput(error.strerror or type(error).__name__, shown, "Check the path")


def _stream(item: Input) -> io.BufferedReader:
    if item.path is not None:
        return item.path.open("rb")
    return objects.opened(item.shown) if objects.is_object(item.shown) else _stdin()


def _opened(stream: io.BufferedReader, item: Input, shown: str) -> Iterator[Article | InputError]:
    name = PurePosixPath(item.shown if objects.is_object(item.shown) else item.path or "").name
    if item.path is not None and item.path.is_file() and not is_streamed(item):
        check_size(item.path.stat().st_size, shown)
    yield from read_stream(stream, name, item.ref, shown)


def _stdin() -> io.BufferedReader:
    """Return standard input as bytes; closing it leaves the process's own open."""
    raw = getattr(sys.stdin, "buffer", None)
    if raw is None:
        raise MissingInput("there is no standard input", "-", "Pipe a text in, or name a file")
    return io.BufferedReader(_Unclosing(raw), PEEK)


class _Unclosing(io.RawIOBase):
    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _replace(article: Article, **changes: object) -> Article:
    return msgspec.structs.replace(article, **changes)


def _shown(item: Input, shown_from: Path | None) -> str:
    if item.path is None or shown_from is None:
        return item.shown
    try:
        return item.path.resolve().relative_to(shown_from.resolve()).as_posix()
    except ValueError:
        return item.shown


def _unread(error: InputError) -> Unread:
    return Unread(error.where, error.what, error.remedy)
