"""Furniture: which lines and sentences of a text belong to the page and not to the report.

Each block gets a kind from its words (the phrase file), its shape and its place: above the headline, among the
paragraphs, or below the last of them. What reads like running text needs a decisive phrase to be marked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from visavis.reading import phrases, repeats, shapes
from visavis.reading.headline import find_headline
from visavis.reading.paragraphs import Block, make_block
from visavis.reading.published import is_date_line, prefix
from visavis.records import Furniture, FurnitureKind, Span

_LONG = 60  # words above which one decisive phrase marks its sentence only
_OPENERS = frozenset({"related", "share", "subscription", "navigation"})
_BIO = re.compile(
    r"(?:Dr\.? |Prof\.? |The )?[A-ZÀ-Þ][\w.'-]+(?: (?:(?:van|von|de|del|di|da|al|el|bin|ibn|le|la|of) )*[A-ZÀ-Þ][\w.'-]*){0,5}"
    r"(?:,? who)?,? (?:is|was|works as|worked as|serves as|served as|has been|writes|covers|reports)\b"
)
_ABOUT = re.compile(r"about (?:the )?(?P<who>.+)", re.IGNORECASE)
_LABELLED = re.compile(r"(?:image |photo |picture )?caption[,:]?", re.IGNORECASE)
_UNFOLDED = re.compile(r"(?:hide|toggle) caption", re.IGNORECASE)


@dataclass(slots=True)
class Page:
    """A text's blocks with what each of them is.

    Attributes:
        blocks: the blocks, in text order.
        kinds: the furniture kind of each, None for the report's own.
        headline: the index of the block that prints the title, or None.
        inner: furniture inside blocks that are otherwise the report's.
        headings: indices of headings between paragraphs.
    """

    blocks: list[Block]
    kinds: list[FurnitureKind | None]
    headline: int | None = None
    inner: list[Furniture] = field(default_factory=list)
    headings: set[int] = field(default_factory=set)

    def furniture(self) -> tuple[Furniture, ...]:
        """Return all furniture, in text order."""
        whole = [
            Furniture(block.start, block.end, kind)
            for block, kind in zip(self.blocks, self.kinds, strict=True)
            if kind is not None
        ]
        return tuple(sorted([*whole, *self.inner], key=lambda f: (f.start, f.end)))

    def body(self) -> list[Span]:
        """Return the stretches of running text: what is left of each block, in text order."""
        spans: list[Span] = []
        for index, (block, kind) in enumerate(zip(self.blocks, self.kinds, strict=True)):
            if kind is not None or index == self.headline or index in self.headings:
                continue
            start = block.start
            for inner in sorted(self.inner, key=lambda f: f.start):
                if block.start <= inner.start and inner.end <= block.end:
                    spans.append(Span(start, inner.start))
                    start = inner.end
            spans.append(Span(start, block.end))
        return [span for span in spans if span.end > span.start]


def mark(
    text: str, blocks: Sequence[Block], languages: Sequence[str], language: str, title: str | None
) -> Page:
    """Tell furniture from the report.

    Args:
        text: the article's text.
        blocks: its blocks.
        languages: the language of each block ("und" where it cannot be told).
        language: the article's language.
        title: its title as the source states it, if it does.
    """
    page = Page(list(blocks), [_by_words(block) for block in blocks])
    if len(blocks) == 1 and not page.kinds[0]:
        _inside(page, 0)
        return page
    _foreign(page, languages, language)
    page.headline = find_headline(page.blocks, page.kinds, title)
    if page.headline is not None:
        page.kinds[page.headline] = None
    _weakly(page)
    _repeats(page)
    _captions(page)
    _above(page)
    _below(page)
    _between(page)
    _authors(page)
    for index, kind in enumerate(page.kinds):
        if kind is None and index != page.headline:
            _inside(page, index)
    _headings(page)
    return page


def _by_words(block: Block) -> FurnitureKind | None:
    """Return what a block's words and shape say of it, wherever it stands."""
    known = phrases.load()
    if (kind := known.line(block.plain)) is not None and block.words <= 14:
        return kind
    if is_date_line(block):
        return "dateline"
    running = shapes.is_running(block)
    if (kind := known.start(block.plain)) is not None and (not running or block.words <= 18):
        if kind != "byline" or _is_byline(block):
            return kind
    if block.words <= _LONG and (kind := known.sure(block.plain)) is not None:
        inside = shapes.sentences(block)
        hit = sum(end - start for start, end in inside if known.sure(block.plain[start:end]))
        if hit * 2 >= len(block.plain) or len(inside) == 1:
            return kind
        if kind == "caption" and inside and known.sure(block.plain[inside[-1][0] :]) == "caption":
            return kind  # the credit at its end makes the whole line a caption
    hints = known.hints(block.plain)
    if hints and not running and not block.terminal and block.words <= 14 and not shapes.has_verb(block):
        return max(hints, key=lambda kind: hints[kind])
    if _voice(block) >= 2:
        return max(hints, key=lambda kind: hints[kind]) if hints else "share"
    if _is_menu(block):
        return "navigation"
    return None


def _voice(block: Block) -> float:
    """Return the signs of the page's own voice in a block, as points per sentence.

    Where one of its sentences shows none, the block is not the page's as a whole.
    """
    if block.words > _LONG:
        return 0
    points = [phrases.load().voice(block.plain[start:end]) for start, end in shapes.sentences(block)]
    if len(points) <= 1:
        return sum(points)
    return max(points) if min(points) > 0 else sum(points) / len(points) if block.words <= 20 else 0


def _weakly(page: Page) -> None:
    """Mark lines that are neither the headline nor sentences and speak with the page's voice."""
    for index, block in enumerate(page.blocks):
        if page.kinds[index] is not None or index == page.headline or block.words > 20:
            continue
        if shapes.is_running(block) or shapes.has_verb(block):
            continue
        if phrases.load().weak_voice(block.plain):
            hints = phrases.load().hints(block.plain)
            page.kinds[index] = max(hints, key=lambda kind: hints[kind]) if hints else "share"


def _is_menu(block: Block) -> bool:
    """Say whether a line is a row of labels: "Home | World | Asia"."""
    parts = re.split(r" ?[|>»·•] ?", block.plain.strip(" |>»·•"))
    return len(parts) >= 2 and all(len(part.split()) <= 4 for part in parts) and not block.terminal


def _is_byline(block: Block) -> bool:
    """Say whether a line that begins like a byline goes on like one: names, not a clause."""
    if block.words > 16:
        return False
    words = block.plain.split()
    capitals = sum(word[:1].isupper() for word in words[1:])
    return capitals * 2 >= len(words) - 1 and not (
        block.plain.rstrip().endswith(".") and shapes.is_running(block)
    )


def _foreign(page: Page, languages: Sequence[str], language: str) -> None:
    """Mark short lines in another language than the article's: buttons, language switches."""
    for index, (block, code) in enumerate(zip(page.blocks, languages, strict=True)):
        if page.kinds[index] is None and code not in (language, "und") and block.words <= 12:
            letters = [char for char in block.plain if char.isalpha()]
            strange = sum(not char.isascii() for char in letters)
            if letters and strange > 0.2 * len(letters) and language in ("en", "und"):
                page.kinds[index] = "navigation"


def _repeats(page: Page) -> None:
    """Mark what was printed before; a short line printed twice in a row is a caption."""
    for index, first in repeats.repeated(page.blocks).items():
        if page.kinds[index] is None or page.kinds[index] == page.kinds[first]:
            adjacent = index == first + 1 and first != page.headline
            short = page.blocks[index].words <= 40
            if adjacent and short and page.kinds[first] in (None, "caption"):
                page.kinds[first] = page.kinds[index] = "caption"
            elif page.kinds[index] is None:
                page.kinds[index] = "repeated"


def _captions(page: Page) -> None:
    """Mark the lines above a caption's own button ("hide caption") as the caption and its credit."""
    for index, block in enumerate(page.blocks):
        below = index + 1
        if _LABELLED.fullmatch(block.plain.strip()) and below < len(page.kinds) and page.kinds[below] is None:
            page.kinds[below] = "caption"
        if _UNFOLDED.fullmatch(block.plain.strip()):
            for above in (index - 1, index - 2):
                if above >= 0 and page.kinds[above] is None and above != page.headline:
                    if page.blocks[above].words <= 40:
                        page.kinds[above] = "caption"


def _paragraphs(page: Page) -> list[int]:
    return [
        i
        for i, (block, kind) in enumerate(zip(page.blocks, page.kinds, strict=True))
        if kind is None and i != page.headline and shapes.is_running(block)
    ]


def _above(page: Page) -> None:
    """Mark the labels above the headline: the site's name, the section."""
    if page.headline is None:
        return
    for index in range(page.headline):
        if page.kinds[index] is None and not shapes.is_running(page.blocks[index]):
            page.kinds[index] = "navigation"


def _below(page: Page) -> None:
    """Mark the leftovers below the last paragraph: labels, and lists of headlines under a furniture heading."""
    running = _paragraphs(page)
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
        if opened is not None:
            page.kinds[index] = opened
        elif shapes.is_label(block) and not block.plain.lstrip().startswith(('"', "'")):
            page.kinds[index] = "byline" if shapes.is_name(block.plain) else "navigation"


def _between(page: Page) -> None:
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


def _authors(page: Page) -> None:
    """Mark names under the headline or beside a role, and the notes that say who an author is."""
    names = {
        word
        for block, kind in zip(page.blocks, page.kinds, strict=True)
        if kind == "byline" and block.words <= 12
        for word in re.findall(r"[A-ZÀ-Þ][\w'-]{2,}", block.plain)
    }
    running = _paragraphs(page)
    first = running[0] if running else len(page.blocks)
    for index, block in enumerate(page.blocks):
        if page.kinds[index] is not None or index == page.headline:
            continue
        about = _ABOUT.fullmatch(block.plain.strip(" :"))
        if about and (shapes.is_name(about.group("who")) or about.group("who").split()[0] in names):
            page.kinds[index] = "byline"
            continue
        under = page.headline is not None and page.headline < index < first
        if under and block.words <= 4 and not block.terminal and not shapes.has_verb(block):
            page.kinds[index] = "byline"
            continue
        if shapes.is_name(block.plain) and (under or _role_beside(page, index)):
            page.kinds[index] = "byline"
        elif running and index >= running[-1] - 1 and index > first and _is_bio(block, names):
            page.kinds[index] = "byline"


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


def _inside(page: Page, index: int) -> None:
    """Mark furniture inside a paragraph: an agency prefix, single sentences of the page."""
    block = page.blocks[index]
    if (found := prefix(block)) is not None:
        page.inner.append(Furniture(block.start, block.start + found[0], "dateline"))
    known = phrases.load()
    spans = shapes.sentences(block)
    if len(spans) < 2:
        return
    for start, end in spans:
        words = block.plain[start:end]
        kind = known.sure(words)
        if kind is None and len(words.split()) <= 8:
            kind = known.line(words)
        if kind is None and known.voice(words) >= 2:
            kind = "share"
        if kind is not None:
            page.inner.append(Furniture(block.start + start, block.start + end, kind))


def _headings(page: Page) -> None:
    """Note headings between paragraphs: short lines that are neither sentences nor furniture."""
    running = _paragraphs(page)
    if len(running) < 2:
        return
    for index in range(running[0] + 1, running[-1]):
        block = page.blocks[index]
        if page.kinds[index] is None and index != page.headline and block.words <= 10 and not block.terminal:
            if not block.plain.startswith(("-", "*", "•", '"')):
                page.headings.add(index)


def rest_of(text: str, block: Block, start: int) -> Block:
    """Return what is left of a block from an offset of the text on."""
    return make_block(text, start, block.end)
