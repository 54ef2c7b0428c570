"""Furniture: which lines and sentences of a text belong to the page and not to the report.

Each block gets a kind from its words (the phrase file), its shape and its place: above the headline, among
the paragraphs, or below the last of them. What reads like running text needs a decisive phrase to be marked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from visavis.reading import entries, phrases, places, repeats, shapes, turns
from visavis.reading.block import Block
from visavis.reading.headline import find_headline
from visavis.reading.marked import Page
from visavis.reading.published import is_date_line, prefix
from visavis.records import Furniture, FurnitureKind

_CREDIT = re.compile(r"\([^()]{3,80}\)(?=\s+[\"']?[A-Z])")  # before the sentence it is glued to
_BAR = re.compile(r" ?[|>»·•] ?| / ")
_LONG = 60  # words above which one decisive phrase marks its sentence only


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
    phrases.load().look([block.plain for block in blocks])
    spoken = turns.find(blocks)
    page = Page(list(blocks), [None if i in spoken else _by_words(b) for i, b in enumerate(blocks)])
    if len(blocks) == 1 and not page.kinds[0]:
        _inside(page, 0)
        return page
    _foreign(page, languages, language)
    page.headline = find_headline(page.blocks, page.kinds, title)
    if page.headline in spoken:
        page.headline = None
    if page.headline is not None:
        page.kinds[page.headline] = None
    _weakly(page)
    _repeats(page)
    places.captions(page)
    places.above(page)
    places.below(page)
    places.between(page)
    places.authors(page)
    _entries(page)
    for index, kind in enumerate(page.kinds):
        if kind is None and index != page.headline:
            _inside(page, index)
    places.headings(page)
    return page


def _by_words(block: Block) -> FurnitureKind | None:
    """Return what a block's words and shape say of it, wherever it stands."""
    known = phrases.load()
    if block.words <= 14 and (kind := known.line(block.plain)) is not None:
        return kind
    if is_date_line(block):
        return "dateline"
    kind = known.start(block.plain) if block.words <= 18 or not block.running else None
    if kind is not None and (kind != "byline" or _is_byline(block)):
        return kind
    if block.words <= _LONG and not known.is_quiet(block.plain):
        if (kind := _decided(block)) is not None:
            return kind
        if _voice(block) >= 2:
            return _hinted(block)
    return "navigation" if _is_menu(block) else None


def _decided(block: Block) -> FurnitureKind | None:
    """Return the kind of a block, not a long one, most of which a decisive phrase marks."""
    known = phrases.load()
    if (kind := known.sure(block.plain)) is None:
        return None
    inside = block.sentences
    rest = [words for start, end in inside if not known.sure(words := block.plain[start:end], block.plain)]
    if not rest or all(len(words.split()) <= 4 or known.voice(words) for words in rest):
        return kind
    # the credit at its end makes the whole line a caption
    if kind != "caption" or not inside:
        return None
    last = known.sure(block.plain[inside[-1][0] :], block.plain)
    return kind if last == "caption" else None


def _hinted(block: Block) -> FurnitureKind:
    """Return the kind that most hints in a block point to, "share" where none does."""
    hints = phrases.load().hints(block.plain)
    return max(hints, key=lambda kind: hints[kind]) if hints else "share"


def _voice(block: Block) -> float:
    """Return the signs of the page's own voice in a block, as points per sentence; none where two cannot be.

    Where one of its sentences shows none, the block is not the page's as a whole.
    """
    inside = [block.plain[start:end] for start, end in block.sentences]
    telling = [words for words in inside if len(words.split()) > 2] or inside
    known = phrases.load()
    if all(known.signs(words) < 2 for words in telling):
        return 0
    points = [known.voice(words) for words in telling]
    if len(points) <= 1:
        return sum(points)
    return max(points) if min(points) > 0 else sum(points) / len(points) if block.words <= 20 else 0


def _weakly(page: Page) -> None:
    """Mark lines that are neither the headline nor sentences and speak with the page's voice."""
    for index, block in enumerate(page.blocks):
        if page.kinds[index] is not None or index == page.headline or block.words > 20:
            continue
        if block.running or shapes.has_verb(block):
            continue
        if len(block.sentences) > 1 and "@" not in block.plain:
            continue
        fragment = not block.terminal and block.words <= 14 and phrases.load().hints(block.plain)
        if fragment or phrases.load().weak_voice(block.plain):
            page.kinds[index] = _hinted(block)


def _is_menu(block: Block) -> bool:
    """Say whether a line is a row of labels: "Home | World | Asia"."""
    if block.terminal:
        return False
    parts = _BAR.split(block.plain.strip(" |>»·•"))
    return len(parts) >= 2 and all(len(part.split()) <= 4 for part in parts)


def _is_byline(block: Block) -> bool:
    """Say whether a line that begins like a byline goes on like one: names, not a clause."""
    if block.words > 16:
        return False
    words = block.plain.split()
    capitals = sum(word[:1].isupper() for word in words[1:])
    return capitals * 2 >= len(words) - 1 and not (block.plain.rstrip().endswith(".") and block.running)


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
            same = page.blocks[index].key == page.blocks[first].key
            adjacent = same and index == first + 1 and first != page.headline
            short = not page.blocks[index].running
            if adjacent and (short or page.kinds[first] == "caption"):
                page.kinds[first] = page.kinds[index] = "caption"
            elif page.kinds[index] is None:
                page.kinds[index] = "repeated"


def _entries(page: Page) -> None:
    """Mark the dates that the entries of a chronology open with: they date their paragraphs."""
    free = [i for i, kind in enumerate(page.kinds) if kind is None and i != page.headline]
    for place, length in entries.heads([page.blocks[i] for i in free]).items():
        index = free[place]
        start = page.blocks[index].start
        page.inner.append(Furniture(start, start + length, "dateline"))
        page.entries.add(index)


def _inside(page: Page, index: int) -> None:
    """Mark furniture inside a paragraph: an agency prefix, single sentences of the page."""
    block = page.blocks[index]
    if index not in page.entries and (found := prefix(block)) is not None:
        page.inner.append(Furniture(block.start, block.start + found[0], "dateline"))
    known, plain, spans = phrases.load(), block.plain, block.sentences
    if len(spans) < 2:
        return
    quiet = known.is_quiet(plain)
    for start, end in spans:
        words = plain[start:end]
        kind = None if quiet else known.sure(words, plain)
        if kind is None and plain.count('"', 0, start) % 2:
            continue  # somebody's words, not the page's
        if not quiet and (credit := _CREDIT.match(words)) and known.sure(credit.group(), plain) == "caption":
            stop = block.start + start + credit.end()
            page.inner.append(Furniture(block.start + start, stop, "caption"))
            continue
        size = len(words.split())
        if kind is None and size <= 8:
            kind = known.line(words)
        if kind is None and start > 0 and size <= 12:
            kind = known.start(words)
        if kind is None and not quiet and known.signs(words) >= 2 and known.voice(words) >= 2:
            kind = "share"
        if kind is not None:
            page.inner.append(Furniture(block.start + start, block.start + end, kind))
