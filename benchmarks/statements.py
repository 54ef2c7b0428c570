"""Score the statements room on our own labelled quotations: `python benchmarks/statements.py [--show]`.

The files of ``benchmarks/statements/`` hold marked-up articles: one half that rules may be tuned on, one
that none was. ``press.toml`` holds both of its halves, called ``press/tune`` and ``press/kept``. A content
counts as found when its span overlaps with the labelled one by at least half (of their union); its speaker is
right when at least half of the words agree. Prints one JSON object per half.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections import Counter
from pathlib import Path

from visavis.coding.actors.mentions import find_mentions
from visavis.coding.statements.find import find_statements
from visavis.reading import page
from visavis.reading.syntax import load
from visavis.records import Article, Statement

HERE = Path(__file__).parent / "statements"
KINDS = {"d": "direct", "i": "indirect", "m": "mixed"}
SMALL = {"the", "a", "an", "of", "in", "and", "s"}


def unmark(marked: str) -> tuple[str, list[dict]]:
    """Return the bare text of a marked-up article and its attributions, as score.py's gold has them."""
    text: list[str] = []
    size = 0
    stack: list[tuple[str, str, int]] = []
    found: dict[str, dict] = {}
    for piece in re.findall(r"\{[dims]\d+ |\}|[^{}]+", marked):
        if piece == "}":
            kind, number, start = stack.pop()
            entry = found.setdefault(number, {"content": [], "source": [], "kind": None})
            entry["source" if kind == "s" else "content"].append([start, size])
            if kind != "s":
                entry["kind"] = KINDS[kind]
        elif piece[0] == "{":
            stack.append((piece[1], piece[2:].strip(), size))
        else:
            text.append(piece)
            size += len(piece)
    whole = "".join(text)
    golds = []
    for entry in found.values():
        if entry["content"]:
            words = " ".join(whole[s:e] for s, e in entry["source"][:1])
            golds.append({"content": entry["content"], "kind": entry["kind"], "source_text": words})
    return whole, golds


def gold(half: str) -> list[dict]:
    """Return the articles of a half in the gold format (id, text, attributions): "tuning", "press/kept"."""
    file, _, part = half.partition("/")
    articles = tomllib.loads((HERE / f"{file}.toml").read_text(encoding="utf-8"))["article"]
    made = []
    for article in articles:
        if article.get("half", "") != part:
            continue
        text, attributions = unmark(article["text"])
        made.append({"id": article["id"], "text": text, "attributions": attributions})
    return made


def read(text: str) -> list[Statement]:
    """Return the statements found in a bare text, read as any article is."""
    reading = page.read(Article(id="x", ref="x", source="x", text=text))
    parsed = dict(enumerate(load().parse(text, reading.sentences)))
    return list(find_statements(reading, parsed, find_mentions(reading, parsed)))


def iou(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Return the intersection of two spans over their union."""
    shared = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return shared / (max(a[1], b[1]) - min(a[0], b[0]) or 1)


def same_words(a: str, b: str) -> bool:
    """Whether two sources share half of the words of the shorter."""
    x, y = ({w for w in re.findall(r"\w+", s.lower()) if w not in SMALL} for s in (a, b))
    return bool(x and y) and len(x & y) / min(len(x), len(y)) >= 0.5


def score(half: str, show: bool) -> dict:
    """Return precision, recall and F1 of contents and the accuracy of speakers over one half."""
    tp = said_total = gold_total = sourced = right = 0
    kinds: Counter[str] = Counter()
    for item in gold(half):
        said = read(item["text"])
        free = set(range(len(said)))
        said_total, gold_total = said_total + len(said), gold_total + len(item["attributions"])
        for want in item["attributions"]:
            span = (min(s for s, _ in want["content"]), max(e for _, e in want["content"]))
            kinds[f"{want['kind']} of"] += 1
            best = max(free, key=lambda i: iou(span, (said[i].start, said[i].end)), default=None)
            if best is None or iou(span, (said[best].start, said[best].end)) < 0.5:
                if show:
                    print(f"{item['id']} MISSED {want['source_text']!r}: {item['text'][span[0] : span[1]]!r}")
                continue
            free.discard(best)
            tp += 1
            kinds[want["kind"]] += 1
            if want["source_text"]:
                who = said[best].speaker.text if said[best].speaker else ""
                sourced, right = sourced + 1, right + same_words(want["source_text"], who)
                if show and not same_words(want["source_text"], who):
                    print(f"{item['id']} SPEAKER {who!r} for {want['source_text']!r}: {said[best].text!r}")
        for i in sorted(free if show else ()):
            who = said[i].speaker.text if said[i].speaker else None
            print(
                f"{item['id']} EXTRA {who!r} {said[i].cue.text if said[i].cue else None!r}: {said[i].text!r}"
            )
    p, r = tp / max(1, said_total), tp / max(1, gold_total)
    by_kind = {k: f"{kinds[k]}/{kinds[f'{k} of']}" for k in KINDS.values()}
    return {
        "half": half, "articles": len(gold(half)), "labelled": gold_total, "found": said_total,
        "p": round(p, 4), "r": round(r, 4), "f1": round(2 * p * r / max(1e-9, p + r), 4),
        "speaker": round(right / max(1, sourced), 4), "recall": by_kind,
    }  # fmt: skip


if __name__ == "__main__":
    halves = [a for a in sys.argv[1:] if not a.startswith("-")] or ["tuning", "held_out"]
    for name in halves:
        print(json.dumps(score(name, "--show" in sys.argv)))
