"""The headline: which line of the text prints the article's title."""

from __future__ import annotations

from collections.abc import Sequence

from visavis.reading import repeats, shapes
from visavis.reading.block import Block, key
from visavis.reading.paragraphs import plain
from visavis.records import FurnitureKind

_LONGEST = 40  # words
_DEPTH = 12  # blocks


def find_headline(
    blocks: Sequence[Block], kinds: Sequence[FurnitureKind | None], title: str | None
) -> int | None:
    """Return the index of the block that prints the title, None where the text prints none.

    The title that the source states decides; else the first line above the first paragraph that reads like a
    headline: no full stop, at least four words (three where nothing longer stands there), and text below it.

    Args:
        blocks: the article's blocks.
        kinds: what their words say of each.
        title: the title as the source states it.
    """
    first = next((i for i, block in enumerate(blocks) if _is_paragraph(block, kinds[i])), None)
    if first is None:  # no paragraph to speak of: a short sentence ends the search
        first = next((i for i, block in enumerate(blocks) if _is_short_sentence(block)), len(blocks))
    head = [
        i
        for i in range(min(first, _DEPTH))
        if kinds[i] in (None, "repeated") and blocks[i].words <= _LONGEST and not _ends_as_sentence(blocks[i])
    ]
    if title:
        wanted = key(plain(title))
        for index in range(min(len(blocks), _DEPTH)):
            if wanted and blocks[index].key == wanted:
                return index
    if not head:  # "Watch: ...", "Photo of ..." above the first paragraph is a title after all
        likely = ("related", "caption", "share", "byline")
        near = (i for i in range(min(first, 3)) if kinds[i] in likely and blocks[i].words >= 5)
        return next(near, None) if first < len(blocks) else None
    if not head or (first == len(blocks) and len(blocks) < 2):
        return None
    return _chosen(blocks, kinds, head, first)


def _chosen(
    blocks: Sequence[Block], kinds: Sequence[FurnitureKind | None], head: Sequence[int], first: int
) -> int | None:
    """Return which of the lines above the first paragraph is the headline."""
    again = repeats.repeated([blocks[i] for i in head])
    if again:
        return head[min(again.values())]
    opening = head[0]
    if blocks[opening].words >= 3 and opening + 1 < len(blocks):
        below = kinds[opening + 1]
        if below in ("byline", "dateline", "caption") or opening + 1 == first:
            return opening
    long = [i for i in head if blocks[i].words >= 4 and not shapes.is_name(blocks[i].plain)]
    if long:
        return long[0]
    short = [i for i in head if blocks[i].words >= 2]
    return short[0] if short and first < len(blocks) else None


def _is_paragraph(block: Block, kind: FurnitureKind | None) -> bool:
    return kind is None and block.running and not (block.words < 20 and not _ends_as_sentence(block))


def _is_short_sentence(block: Block) -> bool:
    """Say whether a line that is too short for a paragraph is a sentence all the same."""
    return block.words >= 5 and block.plain.rstrip(" \"')]").endswith(".") and shapes.has_verb(block)


def _ends_as_sentence(block: Block) -> bool:
    """Say whether a line ends with a full stop; headlines may end with "?" or "!"."""
    return block.plain.rstrip(" \"')]").endswith((".", ";", ":", ","))
