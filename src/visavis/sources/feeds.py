"""Feeds: RSS and Atom, read for the articles that they lead to; and lists of feeds (OPML)."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from visavis.errors import EmptyInput, InputError, MissingInput, NotText
from visavis.sources.addresses import is_url, joined
from visavis.sources.decode import check_size

MOST = 200  # entries of one feed that are looked at
_FEED = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.S | re.I)
_WORDS = 300  # characters of a title


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that a feed leads to.

    ``stamp`` changes when the feed says that the article did; ``content`` is what the feed itself gives of
    it, as HTML.
    """

    url: str
    title: str | None
    published: str | None
    stamp: str
    content: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself, and the articles that it leads to, in its order."""

    title: str | None
    site: str | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed in a list of feeds."""

    url: str
    title: str | None
    site: str | None
    folder: str | None


def is_feed(data: bytes) -> bool:
    """Tell whether bytes begin as a feed does."""
    return _FEED.match(data.removeprefix(b"\xef\xbb\xbf")[:5_000]) is not None


def parse_feed(data: bytes, url: str) -> Feed:
    """Read a feed.

    Args:
        data: its bytes.
        url: where it was fetched; links are relative to it.

    Raises:
        NotText: it is no feed.
    """
    import feedparser

    try:
        found = feedparser.parse(data, response_headers={"content-location": url})
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError, LookupError) as error:
        raise NotText(f"a feed that is broken ({type(error).__name__})", url, "Check the address") from error
    if not found.get("version") or (found.get("bozo") and not found.entries and not found.feed.get("title")):
        raise NotText("no feed, or one that is broken", url, "Name the address of an RSS or Atom feed")
    entries: dict[str, Entry] = {}
    for item in found.entries[:MOST]:
        entry = _entry(item, url)
        if entry is not None:
            entries.setdefault(entry.url, entry)
    return Feed(_plain(found.feed.get("title")), _plain(found.feed.get("link")), tuple(entries.values()))


def _entry(item: Any, base: str) -> Entry | None:
    link = item.get("link") or (item.get("id") if is_url(str(item.get("id", ""))) else None)
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        link = joined(base, link)
    except InputError:
        return None
    if not is_url(link):
        return None
    own = dict(item)  # the parser's own look-up takes one date for the other
    published = _date(own.get("published_parsed")) or _date(own.get("updated_parsed"))
    stamp = str(own.get("updated") or own.get("published") or "")[:100]
    given = [part.get("value") or "" for part in item.get("content") or ()]
    content = max([*given, str(item.get("summary") or "")], key=len)
    return Entry(link, _plain(item.get("title")), published, stamp, content)


def _date(parsed: Any) -> str | None:
    """Return a feed's date (always UTC) in the one form; one that no newspaper has is none."""
    if parsed is None:
        return None
    try:
        when = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError, TypeError):
        return None
    return when.strftime("%Y-%m-%dT%H:%MZ") if 1990 <= when.year <= 2999 else None


def _plain(text: Any) -> str | None:
    if not isinstance(text, str):
        return None
    return " ".join(re.sub(r"<[^>]{0,200}>", " ", text).split())[:_WORDS] or None


def read_opml(path: str | Path) -> tuple[Listed, ...]:
    """Read a list of feeds, as feed readers export it (OPML).

    Entities and anything outside the file are not resolved.

    Args:
        path: the file.

    Returns:
        Its feeds, each once, in its order.

    Raises:
        InputError: there is no such file, it is no OPML, or no feed is in it.
    """
    from lxml import etree

    where = str(path)
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise MissingInput(error.strerror or "it cannot be read", where, "Check the path") from error
    check_size(len(data), where)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotText(f"no OPML ({str(error)[:100]})", where, "Export the list from a feed reader") from error
    if root.tag != "opml" or root.getroottree().docinfo.internalDTD is not None:
        raise NotText("no OPML", where, "Export the list from a feed reader")
    found: dict[str, Listed] = {}
    for outline in root.iter("outline"):
        url = (outline.get("xmlUrl") or "").strip()
        if is_url(url):
            title = _plain(outline.get("title") or outline.get("text"))
            folders = [_plain(up.get("title") or up.get("text")) for up in outline.iterancestors("outline")]
            folder = " / ".join(name for name in reversed(folders) if name) or None
            found.setdefault(url, Listed(url, title, _plain(outline.get("htmlUrl")), folder))
    if not found:
        raise EmptyInput("no feed is in it", where, "It needs outline elements with an xmlUrl")
    return tuple(found.values())
