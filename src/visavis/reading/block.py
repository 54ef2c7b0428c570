"""A block of a text, and what its words alone tell of it."""

from __future__ import annotations

import re

_FUNCTION = frozenset(
    """
    the a an of to in on at for with and or but that which who by from as is are was were be been has have had
    will would it its their his her this these those not after before over into than they he she we you i
    """.split()  # noqa: SIM905 (a list of fifty words is read more easily so)
)
_LOWER = re.compile(r"[a-z']+")
_WORD = re.compile(r"\w+")
_APART = {code: " " for code in range(128) if not _WORD.match(chr(code))}
_ENDS = frozenset(".!?…:;")
_CLOSING = "\"')]"
_END = re.compile(r"[.!?…][\"')\]]*(?=\s+[\"'(\[]?[A-Z0-9À-Þ$€£©▶►»→])")
_SHORT = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|St|No|vs|Inc|Ltd|Co|Jr|Sr|U\.S|U\.K|U\.N"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))\.$"
)


class Block:
    """A paragraph or a stand-alone line, with what others ask of its words.

    Attributes:
        start: where it starts in the text.
        end: where it ends (half-open).
        plain: its words with quotes, dashes and blanks made plain, character for character.
        words: how many words it has.
        lowered: its words in lower case, as far as they are written in plain Latin letters.
        key: its words, without case and punctuation.
        terminal: whether it ends as a sentence does.
        function_share: the share of function words among its words, 0 to 1.
        running: whether it reads like running text: long enough, ended, with function words.
        sentences: where its sentences start and end in ``plain``, by punctuation alone.
    """

    def __init__(self, start: int, plain: str) -> None:
        self.start, self.end, self.plain = start, start + len(plain), plain
        self.words = len(plain.split())
        self.lowered = _LOWER.findall(plain.lower())
        self.key = key(plain)
        self.terminal = is_ended(plain)
        function = sum(map(_FUNCTION.__contains__, self.lowered))
        self.function_share = function / len(self.lowered) if function else 0.0
        long = self.words >= 40
        ended = self.words >= 9 and self.terminal
        self.running = self.function_share > (0.15 if long else 0.18) and (long or ended)
        self.sentences = by_punctuation(plain)


def is_ended(plain: str) -> bool:
    """Say whether a line ends with a stop, perhaps inside quotation marks or brackets."""
    return plain.rstrip(_CLOSING)[-1:] in _ENDS


def key(plain: str) -> tuple[str, ...]:
    """Return the words of a line, without case and punctuation."""
    folded = plain.casefold()
    return tuple(folded.translate(_APART).split() if folded.isascii() else _WORD.findall(folded))


def by_punctuation(plain: str) -> list[tuple[int, int]]:
    """Cut a text into sentences by punctuation alone; a stop behind a short form ends none.

    Args:
        plain: the text, its quotes and dashes made plain.
    """
    last = len(plain) - plain.endswith("\n")
    ends = [match.end() for match in _END.finditer(plain, 1)]
    spans: list[tuple[int, int]] = []
    begin = 0
    for end in [*ends, last]:
        words = plain[begin:end]
        start = end - len(words.lstrip())
        begin = end
        if start >= end:
            continue
        if spans and _SHORT.search(plain, max(0, spans[-1][1] - 8), spans[-1][1]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans
