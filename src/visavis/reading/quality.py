"""Quality flags: what is the matter with an article's text, each with its reason."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from visavis.errors import DataError
from visavis.knowledge import REMEDY, load_toml
from visavis.reading.guards import Guards, indices
from visavis.reading.marked import Page
from visavis.reading.paragraphs import plain
from visavis.records import Article, DateSpan, Quality

_FILE = "reading/quality.toml"
_ENOUGH = 2  # signs that decide together


class Sign(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sign of a flaw, as the data file gives it."""

    flag: Quality
    name: str
    where: Literal["furniture", "page", "end", "text"]
    pattern: str
    alone: bool = False
    examples: tuple[str, ...] = ()


_Signed = tuple[Sign, re.Pattern[str]]


class QualityFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The schema of ``quality.toml``."""

    schema: int
    signs: tuple[Sign, ...]


@functools.lru_cache(maxsize=1)
def signs() -> tuple[_Signed, ...]:
    """Load the signs that are shipped with the package.

    Raises:
        DataError: the file breaks its schema or a pattern does not compile.
    """
    file = load_toml(_FILE, QualityFile)
    try:
        return tuple((sign, re.compile(sign.pattern, re.IGNORECASE)) for sign in file.signs)
    except re.error as error:
        raise DataError(str(error), _FILE, REMEDY) from error


@functools.lru_cache(maxsize=1)
def _guards() -> Guards:
    return Guards([pattern for _, pattern in signs()])


def _possible(text: str) -> list[_Signed]:
    """Return the signs that the words of a text allow."""
    met = _guards().met(text)
    if (smooth := plain(text)) != text:
        met |= _guards().met(smooth)
    known = signs()
    return [known[index] for index in indices(met)]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Flags, and the reason of each in words."""

    flags: tuple[Quality, ...]
    notes: tuple[str, ...]


def judge(article: Article, page: Page, language: str, published: DateSpan | None) -> Judgement:
    """Return what is the matter with a text.

    Args:
        article: the article.
        page: its blocks, told apart.
        language: its language.
        published: its date of publication, if known.
    """
    possible = _possible(article.text)
    foreign = language not in ("en", "und")
    reasons: dict[Quality, str | None] = {
        "paywalled": _by_signs("paywalled", article, page, possible),
        "truncated": _by_signs("truncated", article, page, possible) or _broken_off(page),
        "machine-translated": _by_signs("machine-translated", article, page, possible),
        "repeated": _repeated(page),
        "no-date": None if published else "no date in the metadata, in the text or given by the caller",
        "other-language": f"not coded: the article is in {language!r}" if foreign else None,
    }
    found = [(flag, reason) for flag, reason in reasons.items() if reason]
    return Judgement(tuple(flag for flag, _ in found), tuple(f"{flag}: {reason}" for flag, reason in found))


def _by_signs(flag: Quality, article: Article, page: Page, possible: Sequence[_Signed]) -> str | None:
    """Return the reason for a flag, where those of its signs that are possible are enough."""
    asked = [(sign, pattern) for sign, pattern in possible if sign.flag == flag]
    names = _two_spellings(page) if asked and flag == "machine-translated" else None
    if sum(not sign.alone for sign, _ in asked) + (names is not None) < _ENOUGH:
        asked = [(sign, pattern) for sign, pattern in asked if sign.alone]
    weak: dict[str, str] = {}
    for sign, pattern in asked:
        for words in _searched(sign, article, page):
            if (match := pattern.search(words)) is not None:
                if sign.alone:
                    return f"{sign.name}: {' '.join(match.group().split())!r}"
                weak.setdefault(sign.name, " ".join(match.group().split()))
                break
    if weak and names:
        weak["a name spelled in two ways"] = names
    if len(weak) < _ENOUGH:
        return None
    return "likely, from " + "; ".join(f"{name} ({words!r})" for name, words in weak.items())


def _searched(sign: Sign, article: Article, page: Page) -> Iterator[str]:
    """Yield the stretches of text that a sign is looked for in."""
    if sign.where == "furniture":
        yield from (article.text[f.start : f.end] for f in page.furniture() if f.kind == "subscription")
    elif sign.where == "page":
        for index, (block, kind) in enumerate(zip(page.blocks, page.kinds, strict=True)):
            if kind is not None or index == page.headline:
                yield block.plain
    elif sign.where == "end":
        if report := _report(page):
            yield page.blocks[report[-1]].plain
    else:
        yield article.text


def _report(page: Page) -> list[int]:
    return [
        index
        for index, kind in enumerate(page.kinds)
        if kind is None and index != page.headline and index not in page.headings
    ]


def _broken_off(page: Page) -> str | None:
    """Say that the report stops in mid-sentence."""
    report = _report(page)
    if len(report) < 2:
        return None
    last = page.blocks[report[-1]]
    if last.words >= 12 and last.function_share > 0.15 and last.plain.rstrip()[-1:].isalnum():
        return "the last paragraph stops in mid-sentence"
    return None


def _two_spellings(page: Page) -> str | None:
    """Return an author's name that the page spells in two ways: "Meyerhoff", "Meyerhof"."""
    words = sorted(
        {
            word
            for block, kind in zip(page.blocks, page.kinds, strict=True)
            if kind == "byline"
            for word in re.findall(r"\b[A-ZÀ-Þ][a-zà-ÿ]{5,}\b", block.plain)
        }
    )
    for index, word in enumerate(words):
        for other in words[index + 1 :]:
            grown = other.startswith(word) or word.startswith(other)
            alike = word[:4] == other[:4] and difflib.SequenceMatcher(None, word, other).ratio() > 0.85
            if alike and not grown:
                return f"{word}, {other}"
    return None


def _repeated(page: Page) -> str | None:
    count = sum(kind == "repeated" for kind in page.kinds)
    return f"{count} {'block is' if count == 1 else 'blocks are'} printed twice" if count else None
