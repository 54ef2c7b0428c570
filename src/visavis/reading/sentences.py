"""Sentence ends that punctuation settles, whatever the model says of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from visavis.reading.paragraphs import plain
from visavis.records import Span

_RUN_ON = re.compile(r"…|\.(?:\.\.|[\"'’‘‛“”„«»])")
_TAIL = 20  # characters in which a sentence's last sign stands
_ENDED = re.compile(r"[.!?…][\"')\]]*$")
# an ellipsis run into the next sentence ("they agreed…The two"), a full stop inside a closing quotation mark
# before a capital, where the word before it is no short form
_GLUED = re.compile(
    r"(?<=[a-z\"'])(?:…|\.\.\.)(?=[A-Z][a-z'’])|(?<=[a-z]{3})\.[\"']{1,2}(?=\s+[\"']?[A-Z][a-z])"
)


def repaired(text: str, sentences: Sequence[Span]) -> list[Span]:
    """Join sentences cut in the middle, and cut those that run into each other.

    A sentence ends at a full stop or its like. A stretch that ends with none goes on in the next one of its
    paragraph when that starts in lower case or the stretch ends with a colon or comma.

    Args:
        text: the article's text.
        sentences: the sentences of one paragraph, in text order.
    """
    joined: list[Span] = []
    for span in sentences:
        if joined and _goes_on(text, joined[-1], span):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    whole = text[joined[0].start : joined[-1].end] if joined else ""
    if _RUN_ON.search(whole) is None or _GLUED.search(plain(whole)) is None:
        return joined
    return [part for span in joined for part in _cut(text, span)]


def _goes_on(text: str, left: Span, right: Span) -> bool:
    if text[left.end - 1].isalnum():  # one word alone ends no sentence: "Somali / Islamist rebels"
        alone = text[left.end : right.start] == " " and text[left.start : left.end].isalpha()
        return alone or text[right.start].islower()
    end = plain(text[max(left.start, left.end - _TAIL) : left.end]).rstrip()
    if end.endswith((":", ",", ";", "-")):
        return not end.endswith(";") or text[right.start].islower()
    if end.endswith(("…", "...")):
        return text[right.start].islower()
    return not _ENDED.search(end) and text[right.start].islower()


def _cut(text: str, span: Span) -> Iterable[Span]:
    words = plain(text[span.start : span.end])
    start = 0
    for match in _GLUED.finditer(words):
        yield Span(span.start + start, span.start + match.end())
        start = match.end() + len(words[match.end() :]) - len(words[match.end() :].lstrip())
    yield Span(span.start + start, span.end)
