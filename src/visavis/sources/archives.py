"""Web archives (WARC): the pages that a crawler kept, as Common Crawl News ships them by the billion.

Responses with a page (HTML) and texts taken out of pages (WET) are read; what else an archive holds
(requests, images, robots.txt, pages of errors) is passed over.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import IO, Any

from visavis.errors import InputError, NotText, TooLarge
from visavis.records import Article
from visavis.sources.decode import MAX_BYTES
from visavis.sources.document import from_bytes

_HTML = ("text/html", "application/xhtml+xml")
_FINE = range(200, 300)


def is_archive(head: bytes) -> bool:
    """Tell a web archive by its first bytes."""
    return head.startswith(b"WARC/")


def read_archive(stream: IO[bytes], ref: str, shown: str) -> Iterator[Article | InputError]:
    """Read the articles of a web archive, page by page.

    Args:
        stream: its bytes, unpacked.
        ref: its own name; an article's is it and the number of its record.
        shown: the archive, as the user would name it.

    Yields:
        Articles; for a page that holds none, what was wrong with it.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.conversion
    records = enumerate(ArchiveIterator(_Told(stream), record_types=kinds, parse_http=True), start=1)
    while True:
        try:
            number, record = next(records)
            data = _content(record)
        except StopIteration:
            return
        except (OSError, ValueError) as error:
            yield NotText(f"a damaged web archive ({error})", shown, "Get it anew; what came before is read")
            return
        if data is None:
            continue
        where = f"{shown}:{number}"
        try:
            yield _article(record, data, f"{ref}:{number}", where)
        except InputError as error:
            error.what = f"{error.what} ({record.headers.get('WARC-Target-URI') or 'no address'})"
            yield error


class _Told:
    """A stream that tells its place, which the reader of archives asks for, without being sought in."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._place = stream, 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._place += len(data)
        return data

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Return the place; there is no other to go to."""
        if (offset, whence) not in ((0, io.SEEK_CUR), (self._place, io.SEEK_SET)):
            raise io.UnsupportedOperation("seek")
        return self._place

    def tell(self) -> int:
        return self._place

    def close(self) -> None:
        """Leave the stream to whoever opened it."""


def _content(record: Any) -> bytes | None:
    """Return the bytes of a page or text, one more than an article may have at most; None for others."""
    if record.http_headers is None:
        return record.reader.read(MAX_BYTES + 1) if record.content_length else None
    kind = (record.http_content_type or "").lower()
    if record.http_headers.status_code not in _FINE or kind not in _HTML:
        return None
    data: bytes = record.reader.read(MAX_BYTES + 1)
    coding = (record.http_headers.get("Content-Encoding") or "").strip().lower()
    return _decoded(data) if coding in ("gzip", "x-gzip", "deflate") else data


def _decoded(data: bytes) -> bytes:
    """Return what a compressed page holds; as it is when it was unpacked already, as Common Crawl does."""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(data, MAX_BYTES + 1)
    except zlib.error:
        return data


def _article(record: Any, data: bytes, ref: str, where: str) -> Article:
    from msgspec.structs import replace

    if len(data) > MAX_BYTES:
        raise TooLarge(f"a page of more than {MAX_BYTES / 1e6:.0f} MB", where, "It is no article")
    if not data.strip():
        raise NotText("an empty page", where, "")
    http = record.http_headers is not None
    article = from_bytes(data, ref, where, is_page=http, charset=record.http_charset if http else None)
    return replace(article, url=record.headers.get("WARC-Target-URI") or article.url)
