#!/usr/bin/env python3
"""How often an event of some confidence is right: `python benchmarks/confidence.py GOLD.jsonl ...`.

Events of our own labelled sentences when no file is named. An event is right when its type is among those
that the sentence's label still has to give. Prints a row for each tenth of confidence: how many events, their
mean confidence, the share of them that is right. The sets were tuned on, at least by their totals.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from visavis.engines.article import read_one
from visavis.records import Article, Record

HERE = Path(__file__).parent / "events"
OWN = ("agency.jsonl", "fresh.jsonl", "later.jsonl")


def judged(path: Path) -> list[tuple[float, bool]]:
    """Return the confidence of each event coded of a file's sentences, and whether its type is right."""
    out: list[tuple[float, bool]] = []
    for line in path.read_text("utf-8").splitlines():
        gold = json.loads(line)
        name = str(gold["id"])
        record = read_one(Article(name, name, name, gold["text"], published=gold["date"]))
        left = Counter(event["type"] for event in gold["events"])
        found = record.events if isinstance(record, Record) else ()
        for event in sorted(found, key=lambda e: -e.confidence):
            right = left[event.type] > 0
            left[event.type] -= right
            out.append((event.confidence, right))
    return out


def main(arguments: Sequence[str]) -> None:
    """Print the rows."""
    paths = [Path(name) for name in arguments] or [HERE / name for name in OWN]
    rows: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for path in paths:
        for confidence, right in judged(path):
            rows[int(confidence * 10)].append((confidence, right))
    print("events  mean confidence  right")
    for _, row in sorted(rows.items()):
        mean, share = sum(c for c, _ in row) / len(row), sum(r for _, r in row) / len(row)
        print(f"{len(row):6}  {mean:15.2f}  {share:5.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
