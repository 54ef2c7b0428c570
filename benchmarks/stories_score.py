#!/usr/bin/env python3
"""Score stories and happenings on our own set, both halves; end to end from raw text.

    python benchmarks/stories_score.py [--write FOLDER]

Stories are scored by B-cubed (A. Bagga and B. Baldwin, 1998), as ``score.py stories`` does. Happenings are
scored on pairs of reports: of all pairs of labelled sentences in which an event of the labelled type was
coded, which are joined and which should be; once with the labelled events given, which measures merging
alone, and once end to end. ``tune`` is what settings were chosen on, ``heldout`` was kept out.
``ordinary.txt`` holds short undated reports of other news, each affair beside one easily mixed up with it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import msgspec

from visavis.merging.merge import merge
from visavis.pipeline import read_all
from visavis.records import DateSpan, Event, Party, Record, Span, Story, Voice, Words, write_jsonl

HERE = Path(__file__).parent / "stories"


def rows(path: Path) -> list[dict[str, object]]:
    """Return the lines of a JSONL file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def ordinary(half: str) -> tuple[list[dict[str, str]], dict[str, str]]:
    """Return the undated articles of ordinary news of a half, as inputs and with the story of each."""
    inputs, stories = [], {}
    for block in (HERE / "ordinary.txt").read_text("utf-8").split("\n= ")[1:]:
        head, *texts = block.splitlines()
        if head.split()[0] == half:
            for text in filter(str.strip, texts):
                ref = hashlib.sha256(text.encode()).hexdigest()[:8]  # no order in the ids
                inputs.append({"id": ref, "text": text})
                stories[ref] = head.split()[1]
    return inputs, stories


def prf(right: int, said: int, wanted: int) -> dict[str, float]:
    """Return precision, recall and F1 of counts."""
    p, r = right / said if said else 0.0, right / wanted if wanted else 0.0
    return {"p": round(p, 4), "r": round(r, 4), "f1": round(2 * p * r / (p + r), 4) if p + r else 0.0}


def bcubed(gold: dict[str, str], stories: tuple[Story, ...]) -> dict[str, float]:
    """Return B-cubed precision, recall and F1 of story membership."""
    said = {ref: story.id for story in stories for ref in story.members}
    wanted, found = defaultdict(set), defaultdict(set)
    for ref, name in gold.items():
        wanted[name].add(ref)
        found[said[ref]].add(ref)
    both = {ref: len(wanted[name] & found[said[ref]]) for ref, name in gold.items()}
    p = sum(both[r] / len(found[said[r]]) for r in gold) / len(gold)
    r = sum(both[r] / len(wanted[n]) for r, n in gold.items()) / len(gold)
    return {"stories": len(found), "p": round(p, 4), "r": round(r, 4), "f1": round(2 * p * r / (p + r), 4)}


def labelled(records: tuple[Record, ...], labels: list[dict[str, object]]) -> dict[str, str]:
    """Return for each event of the labelled type in a labelled sentence the happening that it tells."""
    told = defaultdict(list)
    for label in labels:
        told[label["id"]].append(label)
    found: dict[str, str] = {}
    for record in records:
        for label in told[record.ref]:
            inside = [
                e
                for e in record.events
                if e.type == label["type"]
                and label["start"] <= e.trigger.start < label["end"]
                and not set(e.aux) - {"historical"} ^ planned(label)
            ]
            if inside:
                found[f"{record.ref}/{inside[0].id}"] = str(label["happening"])
    return found


def given(records: tuple[Record, ...], labels: list[dict[str, object]]) -> tuple[Record, ...]:
    """Return the records with just the labelled events, coded as they should be."""
    told = defaultdict(list)
    for label in labels:
        told[label["id"]].append(label)
    return tuple(
        msgspec.structs.replace(record, events=tuple(event(record, label) for label in told[record.ref]))
        for record in records
    )


def event(record: Record, label: dict[str, object]) -> Event:
    """Return a label as an event."""
    start, end = int(str(label["start"])), int(str(label["end"]))
    codes = [None if p == "-" else str(p) for p in label["parties"]]  # type: ignore[attr-defined]
    parties = [Party(c, c, start, start) for c in codes if c]
    directed = label["type"] not in ("CONSULT", "AGREE", "COOPERATE")
    sides = [[p for p in parties if p.code == c] for c in codes[:2]] if directed else [parties]
    day = str(label["day"]) if label["day"] else None
    return Event(
        id=f"{start}", type=str(label["type"]), mode=None, contexts=(),
        aux=("future",) if planned(label) else (),
        actors=tuple(sides[0]) if sides else (), recipients=tuple(sides[1]) if len(sides) > 1 else (),
        date=DateSpan(day, day, "day" if day else "unknown", "label"),
        place=None, voice=Voice("outlet"), trigger=Words(start, start + 4, record.text[start : start + 4]),
        sentence=Span(start, end), score=None, confidence=1.0, rule="label",
    )  # fmt: skip


def planned(label: dict[str, object]) -> set[str]:
    """Return the mark that an event of a label bears: plans are named so."""
    return {"future"} if str(label["happening"]).endswith("/plan") else set()


def pairs(half: str, records: tuple[Record, ...], stories: tuple[Story, ...]) -> dict[str, float]:
    """Return the pairwise score of happenings."""
    gold = labelled(records, rows(HERE / f"{half}.happenings.jsonl"))
    said = {f"{r.ref}/{r.event}": h.id for s in stories for h in s.happenings for r in h.reports}
    keys = sorted(gold)
    together = [(a, b) for a, b in combinations(keys, 2) if gold[a] == gold[b]]
    joined = [(a, b) for a, b in combinations(keys, 2) if said[a] == said[b]]
    right = len(set(together) & set(joined))
    wanted = len(rows(HERE / f"{half}.happenings.jsonl"))
    return {
        "reports": wanted,
        "coded": len(keys),
        "pairs": len(together),
        **prf(right, len(joined), len(together)),
    }


def main() -> None:
    """Score both halves and print one JSON object."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", type=Path, help="also write stories as JSONL here, for score.py")
    args = parser.parse_args()
    result = {}
    for half in ("tune", "heldout"):
        records, _ = read_all([str(HERE / f"{half}.jsonl")])
        stories = merge(records)
        gold = {str(row["id"]): str(row["story"]) for row in rows(HERE / f"{half}.jsonl")}
        told = given(records, rows(HERE / f"{half}.happenings.jsonl"))
        result[half] = {
            "stories_bcubed": bcubed(gold, stories),
            "happenings_pairwise_given_events": pairs(half, told, merge(told)),
            "happenings_pairwise_end_to_end": pairs(half, records, stories),
        }
        if args.write:
            (args.write / f"{half}.stories.jsonl").write_text(write_jsonl(stories), encoding="utf-8")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
