"""Where things lie: the URLs of pages, and sentences that link to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

from visavis.records import Record
from visavis.showing.lookup import Lookup
from visavis.store.finding import Entry

PART = 60_000  # characters of an article on one page


def article_link(key: int) -> str:
    """Return the page of an article."""
    return f"/article/{key}"


def item_link(key: int, kind: str, number: int, start: int) -> str:
    """Return the page of an article with the drawer of one thing read from it open.

    Args:
        key: of the article.
        kind: letter of the layer (e: event, s: statement, f: figure, g: agreement, c: claim, t: time).
        number: its place among its kind.
        start: where it begins in the text: long texts are shown in parts.
    """
    part = start // PART + 1
    where = f"&part={part}" if part > 1 else ""
    return f"/article/{key}?show={kind}{number}{where}#{kind}{number}"


def why_link(key: int, kind: str, number: int) -> str:
    """Return the page that says why one thing is what it is; see ``item_link``."""
    return f"/article/{key}/item/{kind}{number}"


def happening_link(name: str) -> str:
    """Return the page of a happening."""
    return f"/happening/{quote(name, safe='')}"


def story_link(name: str) -> str:
    """Return the page of a story."""
    return f"/story/{quote(name, safe='')}"


def relation_link(a: str, b: str) -> str:
    """Return the page of a pair, in alphabetical order."""
    first, second = sorted((a, b))
    return f"/relation/{quote(first, safe='')}/{quote(second, safe='')}"


def with_query(path: str, query: Mapping[str, Sequence[str]], **changes: object) -> str:
    """Return a path with a query, some of its values changed; None or an empty value takes one out."""
    kept = {name: list(values) for name, values in query.items()}
    for name, value in changes.items():
        if value in (None, ""):
            kept.pop(name, None)
        else:
            kept[name] = [str(value)]
    pairs = [(name, value) for name, values in kept.items() for value in values if value]
    return f"{path}?{urlencode(pairs)}" if pairs else path


class Shelf(Lookup):
    """Finds what happenings name, with links to the pages of articles.

    Args:
        records: the articles.
        entries: their places in the catalog, by ref.
    """

    def __init__(self, records: Sequence[Record], entries: Mapping[str, Entry]) -> None:
        super().__init__(records)
        self.entries = entries
        self.shown = {record.ref: len(record.text) for record in records}
        self.anchors = {record.ref: article_link(entries[record.ref].key) for record in records}
        for record in records:
            key = entries[record.ref].key
            for number, event in reversed([*enumerate(record.events)]):
                self.links[record.ref, event.id] = item_link(key, "e", number, event.trigger.start)
            for number, statement in reversed([*enumerate(record.statements)]):
                self.links[record.ref, statement.id] = item_link(key, "s", number, statement.start)
