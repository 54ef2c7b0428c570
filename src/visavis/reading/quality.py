"""Quality flags: what is the matter with an article's text, each with its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass

from visavis.reading import shapes
from visavis.reading.furniture import Page
from visavis.records import Article, DateSpan, Quality

_WALL = re.compile(
    r"free articles?|article limit|to (?:continue|keep) reading|(?:for|to) (?:our )?(?:subscribers|members) only|already a"
    r" (?:subscriber|member)|unlock|subscribe to (?:read|continue|unlock)|log ?in to (?:read|continue)|(?:exclusive|reserved)"
    r" (?:to|for) (?:our )?(?:subscribers|members)|subscribers[- ]only|premium (?:content|article)",
    re.IGNORECASE,
)
_CUT = re.compile(r"(?:\.\.\.|…|\[\+?\d+ chars\]|\[\.\.\.\]|\(more\)|read more)\s*$", re.IGNORECASE)
_MACHINE = re.compile(
    r"(?:machine|automatic(?:ally)?|auto|google|ai|deepl)[ -]?(?:generated )?translat|translated (?:automatically|by (?:google|deepl|a machine|ai|an algorithm))"
    r"|translation (?:was )?(?:generated|produced) (?:automatically|by (?:a machine|ai))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Flags with their reasons, in the same order."""

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
    found: list[tuple[Quality, str]] = []
    for flag, reason in (
        ("paywalled", _paywalled(article, page)),
        ("truncated", _truncated(page)),
        ("machine-translated", _machine_translated(article, page)),
        ("repeated", _repeated(page)),
        ("no-date", None if published else "no date in the metadata, in the text or given by the caller"),
        (
            "other-language",
            None if language in ("en", "und") else f"not coded: the article's language is {language!r}",
        ),
    ):
        if reason:
            found.append((flag, f"{flag}: {reason}"))  # type: ignore[arg-type]
    return Judgement(tuple(flag for flag, _ in found), tuple(note for _, note in found))


def _paywalled(article: Article, page: Page) -> str | None:
    for item in page.furniture():
        if item.kind == "subscription" and (match := _WALL.search(article.text[item.start : item.end])):
            return f"the text says {match.group()!r}"
    return None


def _truncated(page: Page) -> str | None:
    body = [
        block
        for index, (block, kind) in enumerate(zip(page.blocks, page.kinds, strict=True))
        if kind is None and index != page.headline and index not in page.headings
    ]
    if not body:
        return None
    last = body[-1].plain.rstrip()
    if (match := _CUT.search(last)) is not None:
        return f"the last paragraph ends with {match.group().strip()!r}"
    if (
        body[-1].words >= 12
        and shapes.function_share(body[-1]) > 0.15
        and last[-1:].isalnum()
        and len(body) > 1
    ):
        return "the last paragraph stops in mid-sentence"
    return None


def _machine_translated(article: Article, page: Page) -> str | None:
    for index, (block, kind) in enumerate(zip(page.blocks, page.kinds, strict=True)):
        if kind is not None or index == page.headline:
            if match := _MACHINE.search(block.plain):
                return f"the page says {match.group()!r}"
    return None


def _repeated(page: Page) -> str | None:
    count = sum(kind == "repeated" for kind in page.kinds)
    return f"{count} {'block is' if count == 1 else 'blocks are'} printed twice" if count else None
