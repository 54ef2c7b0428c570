"""Score the marking of furniture on the labelled articles beside this file.

    python benchmarks/furniture.py [--errors] [FILE...]

Prints one JSON object per file: precision, recall and F1 by character (white space aside), the share of
true body text that was marked, and how many furniture lines and articles there are.
``--errors`` lists what went wrong.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from visavis.reading import furniture
from visavis.reading.language import languages
from visavis.reading.paragraphs import blocks

HERE = Path(__file__).parent / "furniture"
_INNER = re.compile(r"\{\{(\w+)\|(.*?)\}\}")
_REPORT = ("body", "title")


@dataclass
class Labelled:
    """An article of the benchmark: its text and what each stretch of it is."""

    name: str
    text: str = ""
    spans: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, kind: str, words: str) -> None:
        """Append a line of one kind, with furniture inside it marked by ``{{kind|words}}``."""
        at = 0
        for match in _INNER.finditer(words):
            self._append(kind, words[at : match.start()])
            self._append(match.group(1), match.group(2))
            at = match.end()
        self._append(kind, words[at:])
        self.text += "\n"

    def _append(self, kind: str, words: str) -> None:
        if words:
            self.spans.append((len(self.text), len(self.text) + len(words), kind))
            self.text += words


def labelled(path: Path) -> list[Labelled]:
    """Read a file of labelled articles."""
    found: list[Labelled] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("=== "):
            found.append(Labelled(line[4:]))
        elif not found or line.startswith("#"):
            continue
        elif not line.strip():
            found[-1].text += "\n"
        elif line.startswith("+"):
            found[-1].add(found[-1].spans[-1][2], line[1:])
        else:
            kind, words = line.split(": ", 1)
            found[-1].add(kind, words)
    return found


def score(articles: list[Labelled], errors: bool = False) -> dict[str, float | int]:
    """Compare what is marked with what should be, by character."""
    hit = marked = wanted = body = kinds = 0
    for article in articles:
        parts = blocks(article.text)
        language, each = languages(parts)
        page = furniture.mark(article.text, parts, each, language, None)
        said = {at: f.kind for f in page.furniture() for at in range(f.start, f.end)}
        for start, end, kind in article.spans:
            chars = [at for at in range(start, end) if not article.text[at].isspace()]
            found = [at for at in chars if at in said]
            marked += len(found)
            if kind in _REPORT:
                body += len(chars)
            else:
                wanted += len(chars)
                hit += len(found)
                kinds += sum(said[at] == kind for at in found)
            wrong = len(found) if kind in _REPORT else len(chars) - len(found)
            if errors and wrong:
                what = f"marked {said[found[0]]}" if kind in _REPORT else "not marked"
                print(f"{article.name} | {kind} | {what} | {article.text[start:end]}", file=sys.stderr)
    precision, recall = hit / marked, hit / wanted
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / (precision + recall), 4),
        "body_marked": round((marked - hit) / body, 5),
        "kind_accuracy": round(kinds / hit, 4),
        "articles": len(articles),
        "furniture_lines": sum(kind not in _REPORT for a in articles for _, _, kind in a.spans),
    }


def main(argv: list[str]) -> None:
    """Print the scores of the files named, or of all."""
    paths = [Path(arg) for arg in argv if not arg.startswith("--")] or sorted(HERE.glob("*.txt"))
    for path in paths:
        print(json.dumps({"file": path.name, **score(labelled(path), "--errors" in argv)}))


if __name__ == "__main__":
    main(sys.argv[1:])
