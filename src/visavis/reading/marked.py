"""A text's blocks with what each of them is: furniture, headline, heading or the report's own."""

from __future__ import annotations

from dataclasses import dataclass, field

from visavis.reading.block import Block
from visavis.records import Furniture, FurnitureKind, Span


@dataclass(slots=True)
class Page:
    """A text's blocks with what each of them is.

    Attributes:
        blocks: the blocks, in text order.
        kinds: the furniture kind of each, None for the report's own.
        headline: the index of the block that prints the title, or None.
        inner: furniture inside blocks that are otherwise the report's.
        headings: indices of headings between paragraphs.
        foreign: indices of paragraphs in another language than the article's.
        entries: indices of the paragraphs that open with their date, as a chronology's do.
    """

    blocks: list[Block]
    kinds: list[FurnitureKind | None]
    headline: int | None = None
    inner: list[Furniture] = field(default_factory=list)
    headings: set[int] = field(default_factory=set)
    foreign: set[int] = field(default_factory=set)
    entries: set[int] = field(default_factory=set)

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
        apart = {self.headline, *self.headings, *self.foreign}
        inside = sorted(self.inner, key=lambda f: f.start)
        for index, (block, kind) in enumerate(zip(self.blocks, self.kinds, strict=True)):
            if kind is not None or index in apart:
                continue
            start = block.start
            for inner in inside:
                if block.start <= inner.start and inner.end <= block.end:
                    spans.append(Span(start, inner.start))
                    start = inner.end
            spans.append(Span(start, block.end))
        return [span for span in spans if span.end > span.start]

    def paragraphs(self) -> list[int]:
        """Return the indices of the blocks that are the report's and read like running text."""
        return [
            index
            for index, (block, kind) in enumerate(zip(self.blocks, self.kinds, strict=True))
            if kind is None and index != self.headline and block.running
        ]
