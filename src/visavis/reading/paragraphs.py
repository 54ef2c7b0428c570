"""Blocks of a text: its paragraphs and stand-alone lines.

Texts differ in habit. Some part paragraphs by an empty line and break lines inside them at a column
(hard-wrapped), others put each paragraph on a line of its own. The habit is read off the text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

from visavis.reading.block import Block, is_ended

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
_SAME = {
    "'": "‘’‛",
    '"': "“”„«»",
    "-": "–—―−‐‑",
    " ": "\u00a0\u202f\u2009\t",
}
"""Plain signs, and those that stand for the same."""
_BULLET = re.compile(r"(?:[-*•·▪◦‣–—o]|\d{1,2}[.)])\s+\S")
_WRAP = (50, 100)  # the columns at which people wrap lines
_Extent = tuple[int, int]


def plain(text: str) -> str:
    """Return text with plain quotes, dashes and blanks, of the same length."""
    if text.isascii():
        return text.replace("\t", " ")
    for sign, others in _SAME.items():
        for other in others:
            text = text.replace(other, sign)
    return text


def blocks(text: str) -> list[Block]:
    """Cut a text into its blocks, in text order; none is empty.

    Args:
        text: the article's text, as received.
    """
    lines = [
        (match.start() + len(raw) - len(raw.lstrip()), match.start() + len(raw.rstrip()))
        for match in _LINE.finditer(text)
        if (raw := match.group()).strip()
    ]
    if not lines:
        return []
    joined = _joiner(text, lines)
    spans: list[_Extent] = []
    for line in lines:
        if spans and joined(spans[-1], line):
            spans[-1] = (spans[-1][0], line[1])
        else:
            spans.append(line)
    smooth = plain(text)
    return [Block(start, smooth[start:end]) for start, end in spans]


def _gap(text: str, left: _Extent, right: _Extent) -> int:
    """Return how many line ends lie between two lines."""
    between = text[left[1] : right[0]].replace("\r\n", "\n")
    return sum(char in "\n\r\u2028\u2029" for char in between)


def _joiner(text: str, lines: list[_Extent]) -> Callable[[_Extent, _Extent], bool]:
    """Return a test of whether a line goes on the block before it."""
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if _gap(text, a, b) == 1]
    widths = [len(text[text.rfind("\n", 0, b[0]) + 1 : b[1]]) for a, b in pairs]
    wrapped = _is_wrapped(text, pairs, widths)
    column = max((end - start for start, end in lines), default=0)

    def joins(block: _Extent, line: _Extent) -> bool:
        """Return whether a line was broken off the block before it: its first word found no room there."""
        if not wrapped or _gap(text, block, line) != 1:
            return False
        last = text[max(text.rfind("\n", 0, block[1]) + 1, block[0]) : block[1]]
        first_word = text[line[0] : line[1]].split()[0]
        if _BULLET.match(text[line[0] : line[1]]):
            return False
        return len(last.rstrip()) + 1 + len(first_word) > column * 0.8

    return joins


def _is_wrapped(text: str, pairs: list[tuple[_Extent, _Extent]], widths: list[int]) -> bool:
    """Say whether lines are broken at a column: many go on in mid-sentence, none is long."""
    if len(pairs) < 2 or max(widths) > _WRAP[1] or max(widths) < _WRAP[0]:
        return False
    going_on = sum(
        not is_ended(plain(text[a[0] : a[1]])) and b[0] < len(text) and a[1] - a[0] > max(widths) * 0.6
        for a, b in pairs
    )
    lower = sum(text[b[0]].islower() for _, b in pairs)
    return going_on >= 0.5 * len(pairs) and lower >= 0.3 * len(pairs)
