"""Transcripts: "ANCHOR: ...", "Q: ...", "Merkel: ..." — paragraphs that open with the name of who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from re import Match

from visavis.coding.statements.drafts import Draft, Source
from visavis.reading.turns import LABEL
from visavis.records import Reading, Span


def find_turns(reading: Reading, paragraphs: Sequence[Span]) -> list[Draft]:
    """Find the turns of a transcript.

    Somebody must speak twice, or the labels be Q and A ("ROME: ...", "DELHI: ..." are places of news items);
    a label in mixed case counts only when it returns.

    Args:
        reading: the article.
        paragraphs: its paragraphs of running text.

    Returns:
        One direct statement per turn, whose source is the label.
    """
    text = reading.article.text
    labelled = [block for block in paragraphs if text.find(":", block.start, block.end) >= 0]
    found = [(block, match) for block in labelled if (match := LABEL.match(text, block.start, block.end))]
    names = [match["who"] for _, match in found]
    turns = [
        (block, match)
        for block, match in found
        if (match["who"].isupper() or names.count(match["who"]) > 1) and text[match.end()] not in "“\"‘'«„"
    ]
    speakers = [match["who"] for _, match in turns]
    if len(set(speakers)) == len(speakers) and not {"Q", "A"} <= set(speakers):
        return []
    return [_turn(reading, block, match) for block, match in turns]


def _turn(reading: Reading, block: Span, match: Match[str]) -> Draft:
    index = next(i for i, s in enumerate(reading.sentences) if s.end > match.start())
    source = Source(Span(match.start("who"), match.end("who")))
    content = Span(match.end(), block.end)
    return Draft(index, content, None, source, "say", "turn", passage=True)
