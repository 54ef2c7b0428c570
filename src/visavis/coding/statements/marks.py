"""Quotation marks: where a quotation opens and closes, paragraph by paragraph, without any syntax.

Apostrophes are told apart from closing marks by their neighbours; a quotation that is reopened at the head of
the next paragraph goes on there; one that is never closed ends with its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from visavis.records import Span

_CLOSER = {
    "``": ("''",),
    "`": "'’",
    "“": "”",
    "„": "“”‟",
    "«": "»",
    "‘": "’",
    "‚": "‘’",
    "‹": "›",
    '"': '"',
    "'": "'",
}
_DOUBLE = frozenset('“„«"')
_OPENING_SPACE = frozenset(" \t\n\u00a0([{—–-/…\"“„«‘'")
_MARK = re.compile("[“”„‟«»‹›‘’‚\"'`]")
_CLIPPED = re.compile(r"['’](?:\d0s|tis|twas|em\b|cause\b|til\b|n['’]|bout\b)", re.IGNORECASE)


class Quote(msgspec.Struct, frozen=True):
    """One quotation as its marks show it.

    Attributes:
        start: offset of the opening mark.
        end: offset after the closing mark (or the end of the paragraph where none closes it).
        depth: 0 for the outermost, 1 for a quotation in a quotation, ...
        closed: whether a closing mark was found.
        paragraphs: how many paragraphs it runs over.
    """

    start: int
    end: int
    depth: int
    closed: bool = True
    paragraphs: int = 1

    def holds(self, start: int, end: int) -> bool:
        """Whether a stretch of the text lies inside."""
        return self.start <= start and end <= self.end

    def meets(self, start: int, end: int) -> bool:
        """Whether a stretch of the text overlaps with it."""
        return self.start < end and start < self.end


@dataclass(slots=True)
class _Open:
    start: int
    mark: str
    depth: int
    paragraphs: int = 1


def _at(text: str, index: int, block: Span) -> str:
    return text[index] if block.start <= index < block.end else " "


def _is_apostrophe(text: str, i: int, block: Span, opened: bool) -> bool:
    """Whether the mark at ``i`` (’ or ') is an apostrophe and not a quotation mark."""
    before, after = _at(text, i - 1, block), _at(text, i + 1, block)
    if before.isalnum() and after.isalnum():
        return True
    if _CLIPPED.match(text, i) and not before.isalnum() and not opened:
        return True
    if not opened:
        return before.isalnum() or before in ".,"
    if before in "sS" and after in " \u00a0" and _at(text, i + 2, block).isalpha():
        # "the workers’ rights’ ...": a plural's apostrophe only if a closing mark is still to come
        rest = text[i + 1 : block.end]
        closing = re.search(r"(?<=[\w.,?!…])[’'](?!\w)", rest)
        opening = re.search(r"(?<!\w)[‘'](?=\w)", rest)
        return closing is not None and (opening is None or closing.start() < opening.start())
    return False


def _opens_straight(text: str, i: int, block: Span) -> bool:
    before, after = _at(text, i - 1, block), _at(text, i + 1, block)
    return before in _OPENING_SPACE and not after.isspace()


def _has_partner(text: str, i: int, block: Span) -> bool:
    """Whether a straight or curly single mark that seems to open is closed in the same paragraph."""
    return re.search(r"(?<=[\w.,?!…;:)])['’](?!\w)", text[i + 1 : block.end]) is not None


class _Scanner:
    """Reads paragraph after paragraph; keeps what is open from one to the next."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.stack: list[_Open] = []
        self.found: list[Quote] = []

    def close(self, index: int, end: int, closed: bool = True) -> None:
        """Close the open quotation at ``index`` of the stack and drop what is nested in it."""
        for inner in reversed(self.stack[index + 1 :]):
            self.found.append(Quote(inner.start, end, inner.depth, False, inner.paragraphs))
        done = self.stack[index]
        self.found.append(Quote(done.start, end, done.depth, closed, done.paragraphs))
        del self.stack[index:]

    def open(self, i: int, mark: str) -> None:
        self.stack.append(_Open(i, mark, len(self.stack)))

    def matching(self, char: str) -> int | None:
        """Return the place in the stack of the innermost quotation that ``char`` can close."""
        return next(
            (n for n in reversed(range(len(self.stack))) if char in _CLOSER[self.stack[n].mark]), None
        )

    def char(self, i: int, block: Span) -> None:
        """Read one quotation mark."""
        char = self.text[i]
        if self.text.startswith(("``", "''"), i) or self.text.startswith(("``", "''"), i - 1):
            self.typed(i)  # the marks of plain-text corpora
            return
        if char in "’'":
            self.single(i, block)
        elif char in "”»›‟":
            if (place := self.matching(char)) is not None:
                self.close(place, i + 1)
        elif char == '"':
            self.straight(i, block)
        elif char == "“" and self.stack and self.stack[-1].mark == "„":
            self.close(len(self.stack) - 1, i + 1)
        elif char not in "‘‚`" or _has_partner(self.text, i, block):
            self.open(i, char)

    def typed(self, i: int) -> None:
        """Read a mark that is typed as two characters."""
        if self.text.startswith("``", i):
            self.open(i, "``")
        elif self.text.startswith("''", i) and (place := self.matching("''")) is not None:
            self.close(place, i + 2)

    def single(self, i: int, block: Span) -> None:
        """Read ’ or ', which may be an apostrophe."""
        char = self.text[i]
        place = self.matching(char)
        if _is_apostrophe(self.text, i, block, place is not None):
            return
        opening = char == "'" and _opens_straight(self.text, i, block)
        if place is not None and not opening:
            self.close(place, i + 1)
        elif opening and place is None and _has_partner(self.text, i, block):
            self.open(i, char)

    def straight(self, i: int, block: Span) -> None:
        """Read a straight double mark, which looks the same at both ends."""
        place = self.matching('"')
        if place is not None:
            if not _opens_straight(self.text, i, block) or i + 1 >= block.end:
                self.close(place, i + 1)
        elif not _at(self.text, i - 1, block).isdigit() and i + 1 < block.end:
            self.open(i, '"')

    def goes_on(self, following: Span) -> bool:
        """Tell whether the next paragraph goes on with what is open: by its first mark or one that closes."""
        opened, text = self.stack[0].mark, self.text[following.start : following.end]
        if opened == text.lstrip()[:1] and opened in _DOUBLE:
            return True
        closer = _CLOSER[opened][0]
        if opened not in {"“", '"'} or (first := re.search(f"[{opened}{closer}]", text)) is None:
            return False
        end = first.end()
        ends = text[end - 2 : end - 1] in {".", ",", "!", "?", "…"} and not text[end : end + 1].isalnum()
        return first[0] == closer and end > 1 and ends

    def paragraph(self, block: Span, following: Span | None) -> None:
        """Read one paragraph; what stays open and is not reopened by the next ends here."""
        i = block.start
        while self.stack and i < block.end and (self.text[i].isspace() or i == block.start):
            i += 1  # the mark that reopens a quotation is no new one
        for mark in _MARK.finditer(self.text, i if self.stack else block.start, block.end):
            self.char(mark.start(), block)
        if not self.stack:
            return
        if following is not None and self.goes_on(following):
            for inner in reversed(self.stack[1:]):
                self.found.append(Quote(inner.start, block.end, inner.depth, False, inner.paragraphs))
            del self.stack[1:]
            self.stack[0].paragraphs += 1
        else:
            self.close(0, block.end, closed=False)


def find_quotes(text: str, paragraphs: Sequence[Span]) -> tuple[Quote, ...]:
    """Find the quotations that the marks show.

    Args:
        text: the article's text.
        paragraphs: its paragraphs of running text, in order.

    Returns:
        All quotations, nested ones too, in text order (outer before inner).
    """
    scanner = _Scanner(text)
    for place, block in enumerate(paragraphs):
        scanner.paragraph(block, paragraphs[place + 1] if place + 1 < len(paragraphs) else None)
    return tuple(sorted(scanner.found, key=lambda q: (q.start, -q.end)))
