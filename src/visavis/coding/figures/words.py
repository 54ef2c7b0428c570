"""A sentence as words with places, the way numbers are written rather than the way grammar cuts them."""

from __future__ import annotations

import re

import msgspec

from visavis.records import Span

DASHES = frozenset("-–—‑")
_PIECE = re.compile(
    r"[A-Za-z]{2,}+(?![^ -~]|')"  # most words
    r"|\s+"
    r"|\d+(?:,\d{2,3})*(?:\.\d+)?"  # 1,200,000.5 and 3.14
    r"|(?:[A-Za-z]\.){2,}"  # U.S.
    r"|[^\W\d_]+(?:['’][^\W\d_]+)?"  # words, with an apostrophe inside
    r"|\S"
)


class Word(msgspec.Struct, frozen=True, gc=False):
    """One written unit of a sentence; ``start`` and ``end`` are offsets into the article's text."""

    text: str
    low: str
    start: int
    end: int

    @property
    def is_digits(self) -> bool:
        """Return whether this is a number written in digits."""
        return self.text[0].isdecimal()

    @property
    def is_letters(self) -> bool:
        """Return whether this is a word of letters."""
        return self.text[0].isalpha()


def split(text: str, span: Span) -> list[Word]:
    """Return the words of ``text[span.start:span.end]``."""
    words: list[Word] = []
    start = span.start
    for piece in _PIECE.findall(text, start, span.end):  # they stand side by side
        end = start + len(piece)
        if not piece.isspace():
            words.append(Word(piece, piece.lower(), start, end))
        start = end
    return words


def low(words: list[Word], i: int) -> str:
    """Return the word at ``i`` in lower case, or nothing when there is none."""
    return words[i].low if 0 <= i < len(words) else ""


def touching(words: list[Word], i: int) -> bool:
    """Return whether nothing stands between the words at ``i`` and ``i + 1``."""
    return 0 <= i < len(words) - 1 and words[i].end == words[i + 1].start
