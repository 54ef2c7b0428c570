"""Given: an article as it came in, which version of which it is, and how a place is read again."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import msgspec

from visavis.records import Article, Record, content_id
from visavis.sources.addresses import is_url

_replace = msgspec.structs.replace


def identity(article: Article) -> str:
    """Return what makes an article the same one in another version: its file, or its line's own id in a file.

    Texts without a name of their own (standard input, lines without an id) are themselves alone: another text
    is another article.
    """
    if is_url(article.source):
        return article.source
    line = re.fullmatch(r"(.+):(\d+)", article.source, re.DOTALL)
    if line and not Path(article.source).exists():
        named = not re.sub(r"#\d+$", "", article.ref).endswith(f":{line[2]}")
        return f"{_home(line[1])}\x1f{article.ref if named else article.id}"
    return _home(article.source) if article.source != "-" else f"-\x1f{article.id}"


def _home(source: str) -> str:
    return source if source == "-" else os.path.realpath(source)


def given_hash(article: Article) -> str:
    """Return a hash of all that a source states: text, title, outlet, date, address."""
    date = article.published if article.published_basis != "argument" else None
    stated_by = (article.title, article.outlet, article.byline, article.url, article.language)
    return content_id(article.text, date, *stated_by, size=20)


def retry(place: str, folder: Path) -> str:
    """Return the command that reads a place in an input again."""
    path = place if is_url(place) or Path(place).exists() else re.sub(r":\d+$", "", place)
    return f"visavis ingest {shlex.quote(path)} --store {shlex.quote(str(folder))}"


def article_given(given: bytes, base: Record) -> Article:
    """Return an article as it came in, from what the catalog and its record hold of it."""
    return _replace(msgspec.json.decode(given, type=Article), text=base.text)
