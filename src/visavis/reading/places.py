"""Furniture by its place: above the headline, under it, among the paragraphs, below the last of them."""

from __future__ import annotations

import re

from visavis.reading import phrases, shapes
from visavis.reading.marked import Page
from visavis.reading.paragraphs import Block
from visavis.reading.published import states_day
from visavis.records import FurnitureKind

_OPENERS = frozenset({"related", "share", "subscription", "navigation"})
_BIO = re.compile(
    r"(?P<who>(?:Dr\.? |Prof\.? |The )?[A-ZÀ-Þ][\w.'-]+"
    r"(?: (?:(?:van|von|de|del|di|da|al|el|bin|ibn|le|la|of) )*[A-ZÀ-Þ][\w.'-]*){0,5})"
    r"(?:,? who)?,? (?:is|was|works as|worked as|serves as|served as|has been|writes|covers|reports)\b"
)
_ABOUT = re.compile(r"about (?:the )?(?P<who>.+)", re.IGNORECASE)
_LATE = 3  # notes on the author stand among the last paragraphs
_CREDIT = 4  # words of a bare credit
_LISTED = ("-", "*", "•", '"')
_LABELLED = re.compile(r"(?:image |photo |picture )?caption[,:]?", re.IGNORECASE)
_UNFOLDED = re.compile(r"(?:hide|toggle) caption", re.IGNORECASE)


def captions(page: Page) -> None:
    """Mark the lines above a caption's own button ("hide caption") as the caption and its credit."""
    for index, block in enumerate(page.blocks):
        below = index + 1
        if _LABELLED.fullmatch(block.plain.strip()) and below < len(page.kinds) and page.kinds[below] is None:
            page.kinds[below] = "caption"
        bare = page.kinds[index] == "caption" and block.words <= _CREDIT and not block.terminal
        if bare and below < len(page.kinds) and page.kinds[below] is None and below != page.headline:
            line = page.blocks[below]
            if not line.terminal and line.words <= 15:
                page.kinds[below] = "caption"
        if _UNFOLDED.fullmatch(block.plain.strip()):
            for above in (index - 1, index - 2):
                free = above >= 0 and page.kinds[above] is None and above != page.headline
                if free and page.blocks[above].words <= 40:
                    page.kinds[above] = "caption"


def above(page: Page) -> None:
    """Mark the labels above the headline: the site's name, the section."""
    if page.headline is None:
        return
    for index in range(page.headline):
        if page.kinds[index] is None and not shapes.is_running(page.blocks[index]):
            page.kinds[index] = "navigation"


def below(page: Page) -> None:
    """Mark the leftovers below the last paragraph: labels, and headlines under a furniture heading."""
    running = page.paragraphs()
    if not running:
        return
    last = running[-1]
    opened: FurnitureKind | None = None
    for index in range(last + 1, len(page.blocks)):
        kind = page.kinds[index]
        if kind is not None:
            opened = kind if kind in _OPENERS else opened
            continue
        block = page.blocks[index]
        sentence = block.terminal and block.words >= 4 and shapes.has_verb(block)
        if opened is not None and not sentence:
            page.kinds[index] = opened
        elif shapes.is_label(block) and not block.plain.lstrip().startswith(('"', "'")):
            page.kinds[index] = "byline" if shapes.is_name(block.plain) else "navigation"


def between(page: Page) -> None:
    """Mark headline-like lines that follow a "related" heading among the paragraphs."""
    opened = False
    for index, (block, kind) in enumerate(zip(page.blocks, page.kinds, strict=True)):
        if kind is not None:
            opened = kind == "related" and block.words <= 6
            continue
        if opened and index != page.headline and not block.terminal and block.words <= 20:
            page.kinds[index] = "related"
        else:
            opened = False


def authors(page: Page) -> None:
    """Mark names under the headline or beside a role, and the notes that say who an author is."""
    names = {
        word
        for block, kind in zip(page.blocks, page.kinds, strict=True)
        if kind == "byline" and block.words <= 12
        for word in re.findall(r"[A-ZÀ-Þ][\w'-]{2,}", block.plain)
    }
    running = page.paragraphs()
    first = running[0] if running else len(page.blocks)
    for index, block in enumerate(page.blocks):
        if page.kinds[index] is not None or index == page.headline:
            continue
        about = _ABOUT.fullmatch(block.plain.strip(" :"))
        if (
            about
            and index > first
            and (shapes.is_name(about.group("who")) or about.group("who").split()[0] in names)
        ):
            page.kinds[index] = "byline"
            continue
        if index and _about(page, index - 1) and block.words <= 110:
            page.kinds[index] = "byline"
            continue
        under = page.headline is not None and page.headline < index < first
        short = block.words <= 4 and not block.terminal and not shapes.has_verb(block)
        name = shapes.is_name(block.plain) and _role_beside(page, index)
        if under and block.words <= 10 and not shapes.has_verb(block) and states_day(block):
            page.kinds[index] = "dateline"
            continue
        late = index > first and sum(other >= index for other in running) <= _LATE
        if (under and (short or shapes.is_name(block.plain))) or name or (late and _is_bio(block, names)):
            page.kinds[index] = "byline"


def _about(page: Page, index: int) -> bool:
    """Say whether a line is a heading over a note on the author: "About the author"."""
    block = page.blocks[index]
    named = _ABOUT.match(block.plain.lstrip(" *"))
    return page.kinds[index] in ("byline", "navigation") and block.words <= 8 and named is not None


def _role_beside(page: Page, index: int) -> bool:
    return any(0 <= i < len(page.kinds) and page.kinds[i] == "byline" for i in (index - 1, index + 1))


def _is_bio(block: Block, names: set[str]) -> bool:
    """Say whether a paragraph tells who an author is: a name, "is", a calling of the trade."""
    if block.words > 110:
        return False
    opening = block.plain.lstrip(" *_-\"'[(")
    named = _BIO.match(opening)
    if named is None:
        return False
    hints = phrases.load().hints(block.plain).get("byline", 0)
    known = bool(set(re.findall(r"[A-ZÀ-Þ][\w'-]{2,}", named.group())) & names)
    person = len(named.group().split()) >= 3
    return hints >= (1 if known or (person and block.words <= 30) else 2)


def headings(page: Page) -> None:
    """Note headings between paragraphs: short lines that are neither sentences nor furniture."""
    running = page.paragraphs()
    if len(running) < 2:
        return
    for index in range(running[0] + 1, running[-1]):
        block = page.blocks[index]
        free = page.kinds[index] is None and index != page.headline
        if free and block.words <= 10 and not block.terminal and not block.plain.startswith(_LISTED):
            page.headings.add(index)


def author(block: Block) -> str | None:
    """Return whom a note on the author is about."""
    if about := _ABOUT.fullmatch(
        re.sub(r" view all posts.*", "", block.plain.strip(" :"), flags=re.IGNORECASE)
    ):
        return about.group("who")
    named = _BIO.match(block.plain.lstrip(" *_-\"'[("))
    return named.group("who") if named and len(named.group("who").split()) >= 2 else None
