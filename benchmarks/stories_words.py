#!/usr/bin/env python3
"""Count in how many passages of general English each word occurs; writes src/visavis/data/merging/words.csv.

    python benchmarks/stories_words.py TREEBANK.conllu.gz ...

A passage is ten sentences of one document, about an article's length. The table steadies the inverse document
frequencies of small inputs: five articles about one affair must not make its own names look common.
"""

from __future__ import annotations

import gzip
import sys
from collections import Counter
from pathlib import Path

from visavis.merging.words import stems

PASSAGE = 10
OUT = Path(__file__).parents[1] / "src/visavis/data/merging/words.csv"
HEAD = """# In how many passages of ten sentences a word's stem occurs; "*" is the number of passages.
# Counted by benchmarks/stories_words.py over the training parts of two treebanks of Universal Dependencies:
# English-EWT and English-GUM (https://universaldependencies.org), both CC BY-SA 4.0.
# Stems in fewer than three passages are left out.
"""


def passages(path: str) -> list[list[str]]:
    """Return the sentences of a treebank in passages that do not cross documents."""
    found: list[list[str]] = [[]]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc") or len(found[-1]) == PASSAGE:
                found.append([])
            if line.startswith("# text = "):
                found[-1].append(line.removeprefix("# text = "))
    return [p for p in found if p]


def main(paths: list[str]) -> None:
    """Count and write."""
    count: Counter[str] = Counter()
    total = 0
    for path in paths:
        for passage in passages(path):
            total += 1
            count.update({s for s in stems(" ".join(passage)) if s.replace("'", "").isalpha()})
    kept = sorted((w, n) for w, n in count.items() if n >= 3)
    OUT.write_text(HEAD + f"*,{total}\n" + "".join(f"{w},{n}\n" for w, n in kept), encoding="utf-8")
    print(f"{len(kept)} words over {total} passages")


if __name__ == "__main__":
    main(sys.argv[1:])
