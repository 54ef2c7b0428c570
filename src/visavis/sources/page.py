"""Saved web pages: the article's text and what the page states of it, taken out by trafilatura."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from visavis.errors import EmptyInput, NotText
from visavis.sources.stated import iso_date

_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_LANGUAGE = re.compile(r"""<html\b[^>]{0,500}?\slang\s*=\s*["']?([A-Za-z]{2,3})\b""", re.I)
_DATED = re.compile(
    r"""<meta\s(?=[^>]*?(?:property|name|itemprop)\s*=\s*["']?(?:article:published_time|datePublished|"""
    r"""dc\.date(?:\.issued)?|dcterms\.(?:issued|created)|parsely-pub-date|sailthru\.date)["'\s])"""
    r"""[^>]*?content\s*=\s*["']([^"'<>]{4,40})["']""",
    re.I,
)
_LINKED = re.compile(r"<script\b[^>]*?application/ld\+json[^>]*>(.*?)</script>", re.I | re.S)
_CLOSED = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*$")  # how a paragraph of prose ends, in most scripts
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")  # written without spaces between words
_PROSE_LINE = 5  # words: a shorter line is a label of the page, however it ends
_PROSE = 20  # words in lines of prose: less is no article
_HEAD = 300_000  # characters in which a page's metadata are looked for

for _name in ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer"):
    logging.getLogger(_name).addHandler(logging.NullHandler())  # their warnings are our notes and errors


@dataclass(frozen=True, slots=True)
class Page:
    """What a saved page holds: the article's text and what the page states of it (None: not stated)."""

    text: str
    title: str | None
    byline: str | None
    outlet: str | None
    url: str | None
    published: str | None
    language: str | None
    notes: tuple[str, ...]


def is_page(text: str) -> bool:
    """Tell whether a text begins as an HTML page does."""
    return _OPENING.match(text[:5000]) is not None


def extract(html: str, where: str) -> Page:
    """Take the article out of a page.

    Paragraphs of the extracted text are separated by an empty line. Dates are taken only where the page
    states them as metadata; nothing is guessed from the running text.

    Args:
        html: the page.
        where: the file, as the user would name it.

    Raises:
        EmptyInput: no article was found in it.
        NotText: the page is too broken or too deeply nested to be read.
    """
    # Imported here: it costs a second, and plain text does not need it.
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            html.replace("\0", ""),
            with_metadata=True,
            include_comments=False,
            date_extraction_params={
                "extensive_search": False,
                "original_date": True,
                "outputformat": "%Y-%m-%d",
                "max_date": "2199-12-31",  # by default today: the same page would read otherwise tomorrow
            },
        )
    except (RecursionError, MemoryError, ValueError, TypeError, AttributeError, AssertionError) as error:
        raise NotText(
            f"the page could not be taken apart ({type(error).__name__})",
            where,
            "Save the article's text instead",
        ) from error
    lines = [" ".join(line.split()) for line in (getattr(found, "text", None) or "").split("\n")]
    if sum(_prose(line) for line in lines) < _PROSE:
        raise EmptyInput(
            "an HTML page with no article in it",
            where,
            "Save the page of one article, not a front page or a login form; or give the article's text",
        )
    dates = [date for date in (iso_date(raw) for raw in _stated_dates(html[:_HEAD])) if date]
    loose = _text(found, "date")
    language = _LANGUAGE.search(html[:5000])
    return Page(
        text="\n\n".join(line for line in lines if line),
        title=_text(found, "title"),
        byline=_text(found, "author"),
        outlet=_text(found, "sitename"),
        url=_text(found, "url"),
        published=dates[0] if dates else iso_date(loose) if loose else None,
        language=language.group(1).lower() if language else None,
        notes=("text and metadata taken out of an HTML page",),
    )


def _prose(line: str) -> int:
    """Return how many words of prose a line holds; none when it is a label or a headline."""
    count = max(len(line.split()), len(_UNSPACED.findall(line)) // 2)
    return count if count >= _PROSE_LINE and _CLOSED.search(line) else 0


def _text(found: Any, name: str) -> str | None:
    value = getattr(found, name, None)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _stated_dates(html: str) -> Iterator[str]:
    """Yield the dates of publication that a page states, as finely as it states them."""
    for match in _DATED.finditer(html):
        yield match.group(1)
    for match in _LINKED.finditer(html):
        try:
            yield from _published(json.loads(match.group(1)), depth=0)
        except (ValueError, RecursionError):
            continue


def _published(node: object, depth: int) -> Iterator[str]:
    """Yield ``datePublished`` of linked data (schema.org), outermost first."""
    if depth > 6:
        return
    if isinstance(node, dict):
        value = node.get("datePublished")
        if isinstance(value, str):
            yield value
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _published(child, depth + 1)
