"""Transcripts: blocks that open with the name of who speaks ("ANCHOR: ...", "Q: ...", "Merkel: ...")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from visavis.reading.block import Block

_NAME = r"[A-Z][A-Z.’'-]+(?:[ -][A-Z][A-Z.’'-]*){0,4}|Q|A|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}"
LABEL = re.compile(rf"(?P<who>{_NAME})(?: ?\([^()\n]{{1,40}}\))?:[ \u00a0](?=\S)")
"""The label of a turn, at the start of a block."""


def find(blocks: Sequence[Block]) -> frozenset[int]:
    """Return which blocks are turns of a transcript: two speakers in capitals, one of them more than once.

    Args:
        blocks: the article's blocks.
    """
    labels = {i: m["who"] for i, b in enumerate(blocks) if ": " in b.plain and (m := LABEL.match(b.plain))}
    capitals = {i: who for i, who in labels.items() if who.isupper()}
    counts = Counter(capitals.values())
    if len(counts) < 2 or (max(counts.values()) < 2 and not {"Q", "A"} <= set(counts)):
        return frozenset()
    return frozenset(capitals)
