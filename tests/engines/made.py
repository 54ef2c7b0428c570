"""Records that nobody had to read: synthetic articles with copies among them, for what joins articles."""

import random
import sys
from pathlib import Path

import msgspec

from visavis.records import Span

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))


def records(count):
    """Return records of affairs of about eight articles; one in five also as a copy, one in nine undated."""
    import store

    chance, found = random.Random(5), []
    for _, record in store._articles(chance, count):
        if chance.random() < 1 / 9:
            record = msgspec.structs.replace(record, published=None)
        found.append(record)
        if chance.random() < 1 / 5:
            found.append(_copied(record, chance))
    return found


def _copied(record, chance):
    """Return a record of another outlet with one word in twenty changed, or its first half only."""
    words = record.text.split()
    if chance.random() < 1 / 2:
        words = words[: len(words) // 2]
    else:
        words = [w if chance.random() < 19 / 20 else f"changed{chance.randrange(99)}" for w in words]
    text = " ".join(words)
    return msgspec.structs.replace(
        record,
        id=f"{record.id}c",
        ref=f"{record.ref}c",
        outlet="Copy",
        text=text,
        sentences=(Span(0, len(text)),),
    )
