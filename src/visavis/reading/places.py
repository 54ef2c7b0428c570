"""Furniture by its place: above the headline, under it, among the paragraphs, below the last of them."""

from __future__ import annotations

import re

from visavis.reading import phrases, shapes
from visavis.reading.block import Block
from visavis.reading.marked import Page
from visavis.reading.published import states_day
from visavis.records import FurnitureKind

_OPENERS = frozenset({"related", "share", "subscription", "navigation"})
_BIO = re.compile(
    r"(?P<who>(?:Dr\.? |Prof\.? |The )?[A-ZÀ-Þ][\w.'-]+"
    r"(?: (?:(?:van|von|de|del|di|da|al|el|bin|ibn|le|la|of) )*[A-ZÀ-Þ][\w.'-]*){0,5})"
    r"(?:,? who|, [^,]{3,60},)?,? (?:is|was|works as|worked as|serves as|served as|has been|writes|covers"
    r"|reports|teaches|lives|edits|holds|reported)\b"
)
_ABOUT = re.compile(r"about (?:the )?(?P<who>.+)", re.IGNORECASE)
_NOTE = re.compile(r"(?:a )?note from the (?:author|writer)", re.IGNORECASE)
_BY = re.compile(r"(?:(?:\w+ )?(?:written |posted |words |edited )?by:?|author:|from) ", re.IGNORECASE)
_APART = re.compile(r",| and | & | in | at |[|/;(]")
_LONG_NOTE, _LONGEST_NOTE = 60, 110
_LATE = 3  # notes on the author stand among the last paragraphs
_CREDIT = 4  # words of a bare credit
_LISTED = ("-", "*", "•", '"')
_LABELLED = re.compile(r"(?:image |photo |picture |media |video )?caption[,:]?", re.IGNORECASE)
_CREDITED = re.compile(r"(?:image|photo|picture|video|graphic|file photo)(?: credit)?:", re.IGNORECASE)
_SHOUTED = range(5, 15)  # words of a headline in capitals among the paragraphs
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
        if bare and _CREDITED.match(block.plain.lstrip(" *(")) and index and index - 1 != page.headline:
            line = page.blocks[index - 1]
            if page.kinds[index - 1] is None and not line.terminal and line.words <= 25:
                page.kinds[index - 1] = "caption"
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
        if page.kinds[index] is None and not page.blocks[index].running:
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
        ended = block.plain.rstrip("\"') ").endswith(".")
        sentence = ended and (block.words >= 6 or (block.words >= 4 and shapes.has_verb(block)))
        if opened is not None and not sentence:
            page.kinds[index] = opened
        elif shapes.is_label(block) and not block.plain.lstrip().startswith(('"', "'")):
            page.kinds[index] = "byline" if shapes.is_name(block.plain) else "navigation"


def between(page: Page) -> None:
    """Mark headline-like lines among the paragraphs: under a "related" heading, or in capitals."""
    opened = False
    running = page.paragraphs()
    for index in range(running[0] + 1, running[-1]) if running else ():
        block = page.blocks[index]
        free = page.kinds[index] is None and index != page.headline and not block.terminal
        if free and block.plain.isupper() and block.words in _SHOUTED:
            page.kinds[index] = "related"
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
    running = page.paragraphs()
    first = running[0] if running else len(page.blocks)
    for index in range(len(page.blocks)):
        if page.kinds[index] is None and index != page.headline:
            under = page.headline is not None and page.headline < index < first
            if under:
                page.kinds[index] = _under(page, index)
            elif _names_author(page, index, first):
                page.kinds[index] = "byline"
    names = _names(page)
    late_from = max(first, running[-_LATE - 1] if len(running) > _LATE else 0)
    for index, block in enumerate(page.blocks):
        late = index > late_from
        free = page.kinds[index] is None and index != page.headline
        noted = index > 0 and block.words <= _LONGEST_NOTE and _about(page, index - 1)
        if free and (noted or (late and _is_bio(block, names))):
            page.kinds[index] = "byline"


def _names(page: Page) -> set[str]:
    """Return the surnames in the bylines: "By Ines Carvalho and Tomas Bede, Strelsau"."""
    found: set[str] = set()
    for block, kind in zip(page.blocks, page.kinds, strict=True):
        if kind == "byline" and block.words <= 16:
            words = _BY.sub("", block.plain.strip(" .(*-"))
            for person in _APART.split(words):
                if shapes.is_name(person.strip()):
                    found.add(person.split()[-1].strip(".,"))
    return found


def _under(page: Page, index: int) -> FurnitureKind | None:
    """Return what a line between the headline and the first paragraph is: a name, a date, or a standfirst."""
    block = page.blocks[index]
    if shapes.is_name(block.plain):
        return "byline"
    if block.terminal or shapes.has_verb(block):
        return None
    titled = "," in block.plain and block.words <= 16 and shapes.is_name(block.plain.split(",")[0])
    if block.words <= 4 or titled:
        return "byline"
    return "dateline" if block.words <= 10 and states_day(block) else None


def _names_author(page: Page, index: int, first: int) -> bool:
    """Say whether a line below is a name beside a role, or a heading over a note on the author."""
    block = page.blocks[index]
    if _role_beside(page, index) and shapes.is_name(block.plain):
        return True
    about = _ABOUT.fullmatch(block.plain.strip(" :")) if index > first else None
    return about is not None and shapes.is_name(about.group("who"))


def _about(page: Page, index: int) -> bool:
    """Say whether a line is a heading over a note on the author: "About the author"."""
    block = page.blocks[index]
    if page.kinds[index] not in ("byline", "navigation") or block.words > 8:
        return False
    line = block.plain.lstrip(" *")
    return (_ABOUT.match(line) or _NOTE.match(line)) is not None


def _role_beside(page: Page, index: int) -> bool:
    return any(0 <= i < len(page.kinds) and page.kinds[i] == "byline" for i in (index - 1, index + 1))


def _is_bio(block: Block, names: set[str]) -> bool:
    """Say whether a paragraph tells who an author is: a name, "is", a calling of the trade."""
    if block.words > _LONGEST_NOTE:
        return False
    opening = block.plain.lstrip(" *_-\"'[(")
    named = _BIO.match(opening)
    if named is None:
        return False
    hints = phrases.load().hints(block.plain).get("byline", 0)
    known = named.group("who").split()[-1] in names
    person = len(named.group().split()) >= 3
    if (
        known
        and len(named.group("who").split()) >= 2
        and '"' not in block.plain
        and block.words <= _LONG_NOTE
    ):
        return True  # whoever wrote the report is seldom its subject
    return hints >= (1 if known or (person and block.words <= 30) else 2)


def headings(page: Page) -> None:
    """Note headings between paragraphs: short lines that are neither sentences nor furniture."""
    running = page.paragraphs()
    if len(running) < 2:
        return
    for index in range(running[0] + 1, running[-1]):
        block = page.blocks[index]
        free = page.kinds[index] is None and index != page.headline and index not in page.entries
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
