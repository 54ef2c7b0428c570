"""One document: the bytes of a text file or a page, and the article in them."""

from __future__ import annotations

from visavis.records import Article, content_id
from visavis.sources.decode import check_text, decode, repair


def text_id(text: str) -> str:
    """Return the id of a text: a hash of its words, whatever the white space between them."""
    return content_id(" ".join(text.split()))


def from_bytes(
    data: bytes, ref: str, shown: str, *, is_page: bool = False, charset: str | None = None
) -> Article:
    """Read one article out of a text file or a page.

    Args:
        data: its bytes.
        ref: its own name.
        shown: where it is, as the user would name it.
        is_page: it is an HTML page; otherwise that is told by how it begins.
        charset: its encoding as whoever sent it states it.

    Raises:
        InputError: there is no article in it.
    """
    from visavis.sources import page

    text, notes = decode(data, shown, charset)
    if not is_page and not page.is_page(text):
        text, repaired = repair(text)
        check_text(text, shown)
        return Article(text_id(text), ref, shown, text, notes=notes + repaired)
    found = page.extract(text, shown)
    text, repaired = repair(found.text)
    check_text(text, shown)
    return Article(
        id=text_id(text),
        ref=ref,
        source=shown,
        text=text,
        outlet=found.outlet and repair(found.outlet)[0],
        title=found.title and repair(found.title)[0],
        byline=found.byline and repair(found.byline)[0],
        url=found.url,
        published=found.published,
        published_basis="metadata" if found.published else None,
        language=found.language,
        notes=notes + found.notes + repaired,
    )
