"""One opened input, whatever its format: text, page, JSON lines, table, web archive, feed; packed or not."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from visavis.errors import BadLine, EmptyInput, InputError, NotText
from visavis.records import Article
from visavis.sources import archives, feeds, tables
from visavis.sources.decode import MAX_BYTES, check_size, check_text, repair
from visavis.sources.document import from_bytes, text_id
from visavis.sources.inputs import LINES, PAGES
from visavis.sources.lines import Line, as_article, read_lines
from visavis.sources.packed import packed, unpack, unpacked_name

PEEK = 65_536
_BREAK = re.compile(r"<(?:/p|br|/div|/li|/h\d|/blockquote)\b[^>]{0,200}>", re.I)
_TAG = re.compile(r"<[^>]{0,2000}>")


def read_stream(stream: io.BufferedReader, name: str, ref: str, shown: str) -> Iterator[Article | InputError]:
    """Read the articles of one input.

    Args:
        stream: its bytes.
        name: its file name, empty for standard input; its suffixes count.
        ref: its own name among all that are read.
        shown: as the user would name it.

    Raises:
        InputError: nothing in it can be read.
    """
    head = stream.peek(PEEK)
    if (kind := packed(name, head)) is not None:
        stream, name = unpack(stream, kind, shown), unpacked_name(name)
        head = stream.peek(PEEK)
    suffix = PurePosixPath(name.lower()).suffix
    if archives.is_archive(head):
        yield from archives.read_archive(stream, ref, shown)
    elif tables.is_table(head):
        if not stream.seekable():
            raise NotText("a Parquet file that cannot be sought in", shown, "Give it as a file, unpacked")
        yield from (_from_line(line, ref, shown) for line in tables.read_table(stream, shown))
    elif suffix in LINES or (not suffix and _is_object(head)):
        yield from _lines(stream, head, ref, shown)
    else:
        data = stream.read(MAX_BYTES + 1)
        check_size(len(data), shown)
        if feeds.is_feed(data):
            yield from _feed(data, ref, shown)
        else:
            yield from_bytes(data, ref, shown, is_page=suffix in PAGES)


def _lines(stream: IO[bytes], head: bytes, ref: str, shown: str) -> Iterator[Article | InputError]:
    if b"\0" in head[:4096]:
        raise NotText("a binary file, or not in UTF-8", shown, "Save it as JSON lines in UTF-8")
    if head.lstrip().startswith(b"["):
        raise BadLine("one JSON list, not JSON lines", shown, "Write one object a line (jq -c '.[]' does it)")
    for line in read_lines(stream, shown):
        yield _from_line(line, ref, shown)


def _is_object(head: bytes) -> bool:
    """Tell whether an input without a name begins as a line of JSON."""
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return first.startswith(b"{") and first[1:].lstrip().startswith(b'"')


def _from_line(line: Line | InputError, ref: str, shown: str) -> Article | InputError:
    if isinstance(line, InputError):
        return line
    return as_article(line, f"{ref}:{line.number}", f"{shown}:{line.number}")


def _feed(data: bytes, ref: str, shown: str) -> Iterator[Article | InputError]:
    """Yield the articles that a saved feed holds itself, as far as it gives their text."""
    feed = feeds.parse_feed(data, shown)
    if not feed.entries:
        yield EmptyInput("a feed without entries that have an address", shown, "Give the pages it leads to")
    for number, entry in enumerate(feed.entries, start=1):
        where = f"{shown}:{number}"
        try:
            text, _ = repair(_text(entry.content))
            check_text(text, where)
        except InputError as error:
            yield error
            continue
        note = "a feed's own words, which may be the beginning of the article only"
        yield Article(
            id=text_id(text), ref=f"{ref}:{number}", source=where, text=text, outlet=feed.title,
            title=entry.title, url=entry.url, published=entry.published,
            published_basis="metadata" if entry.published else None, notes=(note,),
        )  # fmt: skip


def _text(fragment: str) -> str:
    """Return the words of a piece of HTML, paragraph by paragraph."""
    broken = _TAG.sub(" ", _BREAK.sub("\n", fragment))
    lines = (" ".join(line.split()) for line in html.unescape(broken).splitlines())
    return "\n\n".join(line for line in lines if line)
