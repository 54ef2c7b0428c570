#!/usr/bin/env python3
"""Count on treebanks what the mends of the parse (``visavis.reading.mends``) right and spoil.

    python benchmarks/mends.py [FILE.conllu.gz...]

Sentences are read as the command reads them, from their text; those whose tokens are not the treebank's are
passed over. For each file: sentences, sentences changed, heads (and heads with relations) that were right
before and after among the words that the mends touched. Prints a table and, as the last line, JSON.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from visavis.reading import tokens
from visavis.reading.mends import mend
from visavis.reading.syntax import load
from visavis.records import Span

BANKS = Path(__file__).parents[2] / "shared" / "treebanks"
Gold = tuple[str, list[str], list[int], list[str]]


def main() -> None:
    """Print the counts of each file."""
    files = [Path(name) for name in sys.argv[1:]] or sorted(BANKS.glob("*.conllu.gz"))
    found = {file.name: count(file) for file in files}
    print(f"{'':28}{'sentences':>10}{'changed':>9}{'words':>7}{'heads before':>14}{'after':>7}{'LAS':>9}")
    for name, one in found.items():
        words = max(1, one["words"])
        told = "".join(f"{100 * one[key] / words:8.1f}" for key in ("uas0", "uas1", "las0", "las1"))
        print(f"{name:28}{one['sentences']:>10,}{one['changed']:>9,}{one['words']:>7,}  {told}")
    print(json.dumps(found))


def count(file: Path) -> Counter[str]:
    """Return the counts of a treebank."""
    counts = Counter[str](sentences=0, changed=0, words=0)
    drafts: list[tuple[list[str], list[int], list[str], list[int]]] = []

    def watched(draft: tokens.Draft) -> None:
        before = [*draft.deps], [*draft.heads]
        mend(draft)
        drafts.append((*before, draft.deps, draft.heads))

    tokens.mend, kept = watched, tokens.mend
    try:
        syntax = load()
        for text, words, heads, deps in gold(file):
            drafts.clear()
            tree = syntax.parse(text, [Span(0, len(text))])[0].doc
            if [token.text for token in tree] != words:
                continue
            counts["sentences"] += 1
            old_deps, old, new_deps, new = drafts[0]
            moved = [i for i in range(len(new)) if (old[i], old_deps[i]) != (new[i], new_deps[i])]
            counts.update(changed=bool(moved), words=len(moved))
            for i in moved:
                counts["uas0"] += old[i] == heads[i]
                counts["uas1"] += new[i] == heads[i]
                counts["las0"] += (old[i], old_deps[i].lower()) == (heads[i], deps[i])
                counts["las1"] += (new[i], new_deps[i].lower()) == (heads[i], deps[i])
    finally:
        tokens.mend = kept
    return counts


def gold(file: Path) -> Iterator[Gold]:
    """Yield the sentences of a treebank: text, words, heads (the root's own place), relations."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for block in lines.read().split("\n\n"):
            text = next((line[9:] for line in block.splitlines() if line.startswith("# text = ")), "")
            rows = [line.split("\t") for line in block.splitlines() if line[:1].isdigit()]
            rows = [row for row in rows if row[0].isdigit()]
            if rows:
                heads = [int(row[6]) - 1 if int(row[6]) else i for i, row in enumerate(rows)]
                yield text, [row[1] for row in rows], heads, [row[7] for row in rows]


if __name__ == "__main__":
    main()
