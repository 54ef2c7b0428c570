#!/usr/bin/env python3
"""List the codebook's triggers that no example of its own exercises: `python benchmarks/triggers.py [TYPE]`.

A trigger is proved when it is among the patterns that hold in some positive example of its type, whether or
not a more specific one wins there. Prints the unproved ones by frame, and the counts as JSON at the end.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from visavis.coding.actors.mentions import find_mentions
from visavis.coding.actors.registry import registry
from visavis.coding.events.codebook import Entry
from visavis.coding.events.match import matches
from visavis.coding.events.patterns import Pattern, lexicon
from visavis.coding.events.sentence import Sentence
from visavis.reading.page import read
from visavis.reading.syntax import load
from visavis.records import Article
from visavis.sources.document import text_id


def proved(entry: Entry) -> set[tuple[str, str, str]]:
    """Return the triggers that hold in the examples of a type: frame, kind and text."""
    found: set[tuple[str, str, str]] = set()
    lex, known = lexicon(), registry()
    for example in entry.positive:
        name = text_id(example.text)
        reading = read(Article(name, name, name, example.text, published="2004-03-18"))
        parsed = dict(enumerate(load().parse(example.text, reading.sentences)))
        mentions = find_mentions(reading, parsed)
        for one in parsed.values():
            s = Sentence(one, mentions, lex, known)
            held = [m.pattern for ranked in matches(s, lex) for m in ranked]
            found |= {_key(p) for p in held if p.type == entry.type}
    return found


def _key(p: Pattern) -> tuple[str, str, str]:
    return p.frame.id, p.kind, p.text


def main(arguments: Sequence[str]) -> None:
    """Print what no example exercises, and how many triggers there are and are proved."""
    lex = lexicon()
    counts: dict[str, dict[str, int]] = {}
    for name, entry in lex.book.entries.items():
        if arguments and name not in arguments:
            continue
        all_ = {_key(p) for listed in lex.forms.values() for p in listed if p.type == name}
        left = sorted(all_ - proved(entry))
        counts[name] = {"triggers": len(all_), "proved": len(all_) - len(left)}
        for frame, kind, text in left:
            sys.stdout.write(f"{name} {frame} {kind}: {text}\n")
    sys.stdout.write(json.dumps(counts) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
