"""Articles out of whatever the user named: files, pages, JSON lines, folders, patterns, standard input."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

import msgspec

from visavis.errors import BadLine, InputError, MissingInput, NotText
from visavis.records import Article, Unread, content_id
from visavis.sources.addresses import is_url
from visavis.sources.decode import MAX_BYTES, check_size
from visavis.sources.document import from_bytes, text_id
from visavis.sources.inputs import LINES, PAGES, Input, expand
from visavis.sources.lines import Line, read_lines
from visavis.sources.stated import iso_date

if TYPE_CHECKING:
    from visavis.sources.web import Web

_PEEK = 65_536


def articles(
    inputs: Sequence[str],
    *,
    published: str | None = None,
    shown_from: Path | None = None,
    web: Web | None = None,
) -> Iterator[Article | Unread]:
    """Read articles one after another, in the order in which they were named.

    Args:
        inputs: paths of text, HTML or JSONL files, folders, patterns, ``-`` for standard input, or addresses
            (http, https) of pages and feeds.
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
    seen: dict[str, str] = {}
    for item in expand(inputs):
        if isinstance(item, InputError):
            yield _unread(item)
            continue
        shown = _shown(item, shown_from)
        for found in _fetch(item, web) if is_url(item.shown) else _read(item, shown):
            if isinstance(found, InputError):
                yield _unread(found)
                continue
            article = named(found, seen)
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
        if item.path is None:
            with _stdin() as stream:
                yield from _sniffed(stream, item, shown)
        else:
            with item.path.open("rb") as stream:
                yield from _sniffed(stream, item, shown)
    except InputError as error:
        yield error
    except PermissionError:
        yield MissingInput("it may not be read", shown, "Check its permissions")
    except OSError as error:
        yield MissingInput(error.strerror or type(error).__name__, shown, "Check the path")


def _stdin() -> IO[bytes]:
    """Return standard input as bytes; closing it leaves the process's own open."""
    raw = getattr(sys.stdin, "buffer", None)
    if raw is None:
        raise MissingInput("there is no standard input", "-", "Pipe a text in, or name a file")
    return io.BufferedReader(_Unclosing(raw), _PEEK)


class _Unclosing(io.RawIOBase):
    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _sniffed(stream: IO[bytes], item: Input, shown: str) -> Iterator[Article | InputError]:
    suffix = item.path.suffix.lower() if item.path else ""
    head = stream.peek(_PEEK) if isinstance(stream, io.BufferedReader) else b""
    if suffix in LINES or ((not suffix or item.path is None) and _is_object(head)):
        if b"\0" in head[:4096]:
            raise NotText("a binary file, or not in UTF-8", shown, "Save it as JSON lines in UTF-8")
        if head.lstrip().startswith(b"["):
            raise BadLine(
                "one JSON list, not JSON lines", shown, "Write one object a line (jq -c '.[]' does it)"
            )
        for line in read_lines(stream, shown):
            yield line if isinstance(line, InputError) else _from_line(line, item, shown)
        return
    if item.path is not None and item.path.is_file():
        check_size(item.path.stat().st_size, shown)
    data = stream.read(MAX_BYTES + 1)
    check_size(len(data), shown)
    yield from_bytes(data, item.ref, shown, is_page=suffix in PAGES)


def _is_object(head: bytes) -> bool:
    """Tell whether an input without a name begins as a line of JSON."""
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return first.startswith(b"{") and first[1:].lstrip().startswith(b'"')


def _from_line(line: Line, item: Input, shown: str) -> Article:
    return Article(
        id=text_id(line.text),
        ref=line.id or f"{item.ref}:{line.number}",
        source=f"{shown}:{line.number}",
        text=line.text,
        outlet=line.outlet,
        title=line.title,
        byline=line.byline,
        url=line.url,
        published=line.published,
        published_basis="metadata" if line.published else None,
        language=line.language,
        notes=line.notes,
    )


def named(article: Article, seen: dict[str, str]) -> Article | None:
    """Return the article under a ref of its own; None when it was read already, ref and all.

    Args:
        article: an article.
        seen: for each ref that was given out, a hash of what bears it; the article's is added.
    """
    whole = content_id(article.text, article.outlet, article.title, article.published, article.url)
    ref, count = article.ref, 1
    while ref in seen:
        if seen[ref] == whole:
            return None
        count += 1
        ref = f"{article.ref}#{count}"
    seen[ref] = whole
    if ref == article.ref:
        return article
    note = f'another article bears the id "{article.ref}"; this one is called "{ref}"'
    return _replace(article, ref=ref, notes=(*article.notes, note))


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
