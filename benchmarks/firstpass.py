#!/usr/bin/env python3
"""Measure the first pass: how much it leaves unparsed, and what is lost by that.

    python benchmarks/firstpass.py

Every text is coded twice, once with all sentences parsed. *General* texts are ordinary news of our own and,
where ``shared/`` is there (the environment's VISAVIS_SHARED, else beside the repository), news of GUM and the
texts of EWT (test); *political* ones our stories, agency sentences and the codebook's examples. Shares are of
characters. An event is lost when its sentence gives none of its type; a statement when no statement has its
place; those of coded speakers are also counted apart. Prints one JSON object.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import msgspec

from visavis.coding.events.codebook import codebook
from visavis.coding.firstpass import sentences_to_parse
from visavis.coding.options import Options
from visavis.coding.record import code
from visavis.reading.page import read
from visavis.records import Article, Reading, Record, Statement
from visavis.sources.document import text_id

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("VISAVIS_SHARED") or HERE.parent.parent / "shared")
THOROUGH = Options(thorough=True)


def article(text: str, published: str = "2005-06-15") -> Article:
    """Return a text as an article."""
    name = text_id(text)
    return Article(name, name, name, text, published=published, published_basis="metadata")


def documents(file: Path, kind: str) -> Iterator[Article]:
    """Yield the documents of a treebank as plain text, those whose name holds ``kind``."""
    name, text = "", ""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id"):
                if kind in name and text:
                    yield article(text)
                name, text = line, ""
            elif line.startswith("# newpar"):
                text += "\n\n"
            elif line.startswith("# text ="):
                text += line.split("=", 1)[1].strip() + " "
    if kind in name and text:
        yield article(text)


def lines(name: str) -> list[dict[str, str]]:
    """Return the rows of one of our own files of JSON lines."""
    rows = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(row) for row in rows if row]


def corpora() -> dict[str, list[Article]]:
    """Return the texts by corpus; general ones are called so."""
    ordinary = tomllib.loads((HERE / "false_alarms.toml").read_text(encoding="utf-8"))["sentence"]
    found = {"general: ordinary news, our own": [article(row["text"]) for row in ordinary]}
    banks = SHARED / "treebanks"
    for name, kind, files in (
        ("general: GUM news", "_news_", ("gum_clean_train", "gum_clean_dev", "gum_clean_test")),
        ("general: EWT test", "", ("ewt_test",)),
    ):
        there = [banks / f"{file}.conllu.gz" for file in files]
        if all(file.exists() for file in there):
            found[name] = [one for file in there for one in documents(file, kind)]
    found["political: stories, our own"] = [
        article(row["text"], row.get("published") or "2005-06-15")
        for half in ("tune", "heldout")
        for row in lines(f"stories/{half}.jsonl")
    ]
    found["political: agency sentences, our own"] = [
        article(row["text"], row["date"]) for row in lines("events/agency.jsonl")
    ]
    found["political: examples of the codebook"] = [
        article(example.text) for entry in codebook().entries.values() for example in entry.positive
    ]
    return found


def lost(reading: Reading, whole: Record, quick: Record) -> dict[str, int]:
    """Return how many events and statements of coded speakers one record has, and the other lacks."""
    events = [(e.sentence.start, e.type) for e in whole.events]
    there = {(e.sentence.start, e.type) for e in quick.events}
    said = whole.statements
    coded = [x for x in said if x.speaker and x.speaker.code]
    places = [(x.start, x.end) for x in quick.statements]

    def missed(found: Sequence[Statement]) -> int:
        return sum(all(x.end <= a or x.start >= b for a, b in places) for x in found)

    return {
        "events": len(events),
        "events_lost": sum(event not in there for event in events),
        "same_parties": sum(_parties(whole, key) == _parties(quick, key) for key in set(events) & there),
        "shared_events": len(set(events) & there),
        "statements": len(said),
        "statements_lost": missed(said),
        "statements_of_actors": len(coded),
        "statements_of_actors_lost": missed(coded),
    }


def _parties(record: Record, key: tuple[int, str]) -> set[str | None]:
    chosen = [e for e in record.events if (e.sentence.start, e.type) == key]
    return {p.code for e in chosen for p in (*e.actors, *e.recipients)}


def measure(texts: Sequence[Article]) -> dict[str, float]:
    """Return what the first pass leaves and loses in some texts."""
    sums: dict[str, float] = {}
    for text in texts:
        reading = read(text)
        start = time.process_time()
        chosen = sentences_to_parse(reading)
        spent = time.process_time() - start
        sizes = [s.end - s.start for s in reading.sentences]
        found: dict[str, float] = {
            "sentences": len(sizes),
            "characters": sum(sizes),
            "parsed": sum(sizes[i] for i in chosen),
            "cpu_seconds": spent,
            **lost(reading, code(reading, options=THOROUGH), code(reading)),
        }
        for key, value in found.items():
            sums[key] = sums.get(key, 0) + value
    return sums


def shown(sums: dict[str, float]) -> dict[str, object]:
    """Return sums as the figures that are reported."""
    return {
        "sentences": int(sums["sentences"]),
        "unparsed": round(1 - sums["parsed"] / sums["characters"], 3),
        "events": int(sums["events"]),
        "events_lost": int(sums["events_lost"]),
        "events_with_the_same_parties": round(sums["same_parties"] / max(1, sums["shared_events"]), 3),
        **{key: int(sums[key]) for key in ("statements", "statements_lost")},
        **{key: int(sums[key]) for key in ("statements_of_actors", "statements_of_actors_lost")},
        "ms_per_sentence": round(1000 * sums["cpu_seconds"] / sums["sentences"], 3),
    }


def main() -> int:
    """Measure all corpora, and general and political texts as a whole."""
    sentences_to_parse(read(article("Norway has many fjords.")))  # load what it needs before the clock runs
    found = {name: measure(texts) for name, texts in corpora().items()}
    for kind in ("general", "political"):
        whole: dict[str, float] = {}
        for name, sums in list(found.items()):
            if name.startswith(f"{kind}:"):
                for key, value in sums.items():
                    whole[key] = whole.get(key, 0) + value
        found[f"{kind}, all"] = whole
    sys.stdout.write(
        msgspec.json.format(msgspec.json.encode({k: shown(v) for k, v in found.items()})).decode() + "\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
