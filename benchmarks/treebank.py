"""Score the events room on real text: `python benchmarks/treebank.py [--errors]`.

``benchmarks/events/treebank.jsonl`` labels sentences of the treebanks in ``shared/`` with PLOVER events, by
document and sentence id, without their words: GUM's news, interviews, speeches, lives, court sessions, guides
and textbooks, and EWT's newsgroups and weblogs. Documents were split into halves by a hash of their ids, then
160 sentences of each half drawn that name two countries or organisations, or someone who acts for one; both
halves were labelled before any event was printed. A document is read as a whole, as a reader would have it
read, and what is coded in a labelled sentence is held against its labels; a type in ``may`` (debatable, a
hypothesis, long past) is neither wanted nor wrong. Prints one JSON object per half; with ``--errors`` also
what is wrong in the tuned half.
"""

from __future__ import annotations

import functools
import gzip
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import events
import msgspec

from visavis.pipeline import read_one
from visavis.records import Article, Event, Record
from visavis.sources.document import text_id

HERE = Path(__file__).parent
LABELS = HERE / "events" / "treebank.jsonl"
BANKS = Path(os.environ.get("VISAVIS_SHARED") or HERE.parent.parent / "shared") / "treebanks"
FILES = tuple(f"{bank}_{part}.conllu.gz" for bank in ("gum_clean", "ewt") for part in ("train", "dev"))
DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")


class Label(msgspec.Struct, frozen=True):
    """What is labelled in a sentence, and which types would be neither wanted nor wrong."""

    document: str
    sentence: str
    half: str
    events: list[events.Gold]
    may: list[str]


class Document(msgspec.Struct):
    """A document of a treebank: the day it is of, its text, and where its sentences stand in it."""

    id: str
    date: str | None
    text: str = ""
    spans: dict[str, tuple[int, int]] = {}


def labels() -> list[Label]:
    """Return the labelled sentences."""
    lines = LABELS.read_text(encoding="utf-8").splitlines()
    return [msgspec.json.decode(line, type=Label) for line in lines if line]


def documents(wanted: set[str]) -> Iterator[Document]:
    """Yield these documents of the treebanks, a paragraph a block."""
    for name in FILES:
        with gzip.open(BANKS / name, "rt", encoding="utf-8") as lines:
            for one in _documents(lines):
                if one.id in wanted:
                    yield one


def _documents(lines: Iterator[str]) -> Iterator[Document]:
    found: Document | None = None
    sentence, paragraph = "", True
    for line in lines:
        key, _, value = line.rstrip("\n").partition(" = ")
        if key == "# newdoc id":
            if found:
                yield found
            day = DAY.search(value)
            found = Document(value, "-".join(day.groups()) if day else None)
        elif found is None:
            continue
        elif key == "# meta::dateCreated":
            found.date = value
        elif key.startswith("# newpar"):
            paragraph = True
        elif key == "# sent_id":
            sentence = value
        elif key == "# text":
            found.text += ("\n\n" if paragraph else " ") * bool(found.text)
            found.spans[sentence] = (len(found.text), len(found.text) + len(value))
            found.text += value
            paragraph = False
    if found:
        yield found


def coded(document: Document) -> list[Event]:
    """Return the events of a document, without what is negated or long past."""
    basis = "metadata" if document.date else None
    name, text = document.id, document.text
    record = read_one(
        Article(text_id(text), name, name, text, published=document.date, published_basis=basis)
    )
    if not isinstance(record, Record):
        raise SystemExit(f"{name}: {record.what}")
    return [event for event in record.events if not events.UNCOUNTED & set(event.aux)]


@functools.cache
def read() -> list[events.Read]:
    """Return the labelled sentences with what is coded in them, without what may be coded or not."""
    rows = labels()
    found: list[events.Read] = []
    by_document = {one.id: one for one in documents({row.document for row in rows})}
    printed = {name: coded(one) for name, one in by_document.items()}
    for row in rows:
        document = by_document[row.document]
        start, end = document.spans[row.sentence]
        mine = [event for event in printed[row.document] if start <= event.trigger.start < end]
        free = set(row.may) - {gold.type for gold in row.events}
        item = events.Item(row.sentence, document.text[start:end], document.date or "", row.events, row.half)
        found.append(events.Read(item, [event for event in mine if event.type not in free]))
    return found


def score(half: str) -> dict[str, object]:
    """Return the figures of a half, all its sentences in one; false alarms of those without an event."""
    rows = [row for row in read() if row.item.half == half]
    return {
        **events.score(rows, [row for row in rows if not row.wanted]),
        "with_events": sum(bool(row.wanted) for row in rows),
    }


def main(arguments: Sequence[str]) -> None:
    """Print the figures of each half; if asked, the tuned half's errors."""
    for half in ("tune", "kept"):
        print(json.dumps({"half": half, **score(half)}, indent=1))
    if "--errors" in arguments:
        print("\n".join(events.errors(read(), [])))


if __name__ == "__main__":
    main(sys.argv[1:])
