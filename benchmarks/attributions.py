#!/usr/bin/env python3
"""Score statements on the attributions that GUM marks: `benchmarks/attributions.py [--show] [HALF...]`.

GUM (UD English GUM, CC BY; read from ``shared/treebanks`` where that is) marks rhetorical relations beside
syntax. A unit that says who says or thinks something is the satellite of an `attribution` relation; what is
said is its nucleus, with everything that hangs on that below the satellite. From these a set is made: the
content is the nucleus, stretched over quotations that it cuts; the source is what its signals name.
HALF is GENRES/tuned or GENRES/kept ("news/kept", "other/tuned"); halves go by a hash of the document's name.
GUM marks clauses only: infinitives of intent, demands and judgements of things are no attributions there, so
what is found beside the marked ones is counted (``beside``) and no error.

The embedded model was trained on these sentences: its parse is better here than on a text it never saw.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import statements

BANKS = Path(os.environ.get("VISAVIS_SHARED") or Path(__file__).parents[2] / "shared") / "treebanks"
FILES = tuple(BANKS / f"gum_clean_{part}.conllu.gz" for part in ("train", "dev"))
GENRES = {"news": ("news",), "other": ("interview", "speech", "bio", "court", "academic", "textbook")}
SEEN = frozenset({"GUM_news_afghan", "GUM_news_asylum", "GUM_news_clock"})  # read before the halves were made
_RELATION = re.compile(
    r"(?:^|;)(?P<name>[a-z_-]+):(?P<unit>\d+)->(?P<head>\d+):(?P<depth>\d+)(?P<rest>[^;]*)"
)
_ROOT = re.compile(r"ROOT:(\d+):(\d+)")
_OPENING, _CLOSING = "``", "''"


@dataclass(slots=True)
class Token:
    """A word of a document: ``head`` is the place of its governor, -1 for a root's."""

    text: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    sentence: int
    unit: int = 0


@dataclass(slots=True)
class Unit:
    """A discourse unit: what it hangs on, how high, by which relation, with which signals."""

    head: int
    depth: int
    name: str
    signals: str


@dataclass(slots=True)
class Document:
    """A document: its text, words, discourse units by number, the kinds of its sentences' blocks, its day."""

    name: str
    text: str = ""
    tokens: list[Token] = field(default_factory=list)
    units: dict[int, Unit] = field(default_factory=dict)
    blocks: list[str] = field(default_factory=list)
    published: str = ""


# ---------------------------------------------------------------- reading the treebank


def documents(files: Sequence[Path] = FILES) -> Iterator[Document]:
    """Yield the documents of treebank files."""
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            kept: list[str] = []
            for line in lines:
                if line.startswith("# newdoc") and kept:
                    yield document(kept)
                    kept = []
                kept.append(line.rstrip("\n"))
            yield document(kept)


def document(lines: Sequence[str]) -> Document:
    """Return the document that lines of a treebank hold; its paragraphs stand apart by an empty line."""
    made = Document(lines[0].split(" = ")[1])
    gap, block, first, last, at = "", "", 0, 0, 0
    for line in lines:
        if line.startswith("# newpar_block"):
            block = line.split(" = ")[1].split()[0]
        elif line.startswith("# newpar"):
            gap = "\n\n"
        elif line.startswith("# meta::dateCreated = "):
            made.published = line.split(" = ")[1]
        elif line.startswith("# sent_id"):
            made.blocks.append(block)
            first = len(made.tokens)
        elif line.startswith("# text = "):
            made.text += (gap if made.text else "") + line.removeprefix("# text = ")
            at, gap = len(made.text) - len(line.removeprefix("# text = ")), " "
        elif line and line[0].isdigit() and line.split("\t")[0].isdigit():
            token = _word(made, line.split("\t"), first, at)
            last = token.unit = token.unit or last
            at = token.end
            made.tokens.append(token)
    return made


def _word(made: Document, fields: list[str], first: int, at: int) -> Token:
    """Return a line's word, found in the text from a place on, and keep the unit that it opens."""
    form, head = fields[1], int(fields[6])
    start = made.text.find(form, at)
    if not 0 <= start <= at + 3:  # part of a longer word that is spelt otherwise
        start = at + (made.text[at : at + 1] == " ")
    token = Token(form, fields[4], fields[7], first + head - 1 if head else -1,
                  start, start + len(form), len(made.blocks) - 1)  # fmt: skip
    relation = next((m[10:] for m in fields[9].split("|") if m.startswith("Discourse=")), "")
    if found := _ROOT.search(relation):
        token.unit = int(found[1])
        made.units[token.unit] = Unit(0, 0, "ROOT", "")
    elif found := _RELATION.match(relation):
        token.unit = int(found["unit"])
        made.units[token.unit] = Unit(int(found["head"]), int(found["depth"]), found["name"], found["rest"])
    return token


# ---------------------------------------------------------------- from relations to attributions


def attributions(doc: Document) -> list[dict[str, Any]]:
    """Return the attributions of a document as score.py's gold has them, in text order."""
    found = []
    for number, unit in doc.units.items():
        if not unit.name.startswith("attribution"):
            continue
        tokens = [i for i, t in enumerate(doc.tokens) if t.unit == number]
        if doc.blocks[doc.tokens[tokens[0]].sentence] in {"figure", "caption"} or not _tells(doc, tokens):
            continue  # the credit of a picture
        content = _content(doc, number, unit)
        start, end = _over_quotations(doc, *content, tokens)
        quoted = sum(t.tag == _OPENING for t in doc.tokens[start : end + 1])
        whole = doc.tokens[start].tag == _OPENING
        span = [doc.tokens[start].start, doc.tokens[end].end]
        found.append({
            "content": [_trimmed(doc.text, *span)],
            "kind": "direct" if whole else "mixed" if quoted else "indirect",
            "source_text": _words(doc, _source(doc, unit)),
            "cue": " ".join(doc.tokens[i].text for i in _signalled(unit, "lex-ind(?:wd|ph)")),
        })  # fmt: skip
    return sorted(found, key=lambda one: one["content"][0])


def _tells(doc: Document, tokens: Sequence[int]) -> bool:
    """Whether a unit has words that attribute: a verb or a phrase, and no bare name or reference."""
    words = {doc.tokens[i].text.lower() for i in tokens}
    return any(doc.tokens[i].tag[:2] in {"VB", "MD"} for i in tokens) or bool(
        words & {"according", "per", "view", "opinion", "eyes", "reportedly", "words", "for", "to"}
    )


def _content(doc: Document, number: int, unit: Unit) -> tuple[int, int]:
    """Return the first and last word of a nucleus: the head unit and what hangs on it below the satellite."""
    inside = {unit.head}
    _gather(doc, unit.head, unit.depth, inside)
    nested = [n for n in inside if doc.units[n].name.startswith("attribution")]
    for other in nested:  # "X said Y thinks S": S with what Y thinks
        if doc.units[other].head not in inside and doc.units[other].head != number:
            _gather(doc, doc.units[other].head, doc.units[other].depth, inside)
            inside.add(doc.units[other].head)
    inside.discard(number)
    sentences = {doc.tokens[i].sentence for i in range(len(doc.tokens)) if doc.tokens[i].unit == unit.head}
    cue = [i for i, t in enumerate(doc.tokens) if t.unit == number]
    near = {doc.tokens[i].sentence for i in cue} & sentences or sentences
    places = [i for i, t in enumerate(doc.tokens) if t.unit in inside and t.sentence in near]
    return places[0], places[-1]


def _gather(doc: Document, head: int, below: int, inside: set[int]) -> None:
    """Add to a set what hangs on a unit lower than a given height."""
    for number, unit in doc.units.items():
        lower = unit.depth < below or unit.name.startswith("same-unit")
        if unit.head == head and number not in inside and lower:
            inside.add(number)
            _gather(doc, number, 99, inside)


def _over_quotations(doc: Document, start: int, end: int, cue: Sequence[int]) -> tuple[int, int]:
    """Stretch a content over the quotations that it cuts and that do not hold its cue."""
    opened = -1
    for i, token in enumerate(doc.tokens):
        if token.tag == _OPENING:
            opened = i
        elif token.tag == _CLOSING and opened >= 0:
            if opened <= end and start <= i and not any(opened < place < i for place in cue):
                start, end = min(start, opened), max(end, i)
            opened = -1
    return start, end


def _signalled(unit: Unit, name: str) -> list[int]:
    """Return the places of the words that a relation's signals of a name point to."""
    places: list[int] = []
    for listed in re.findall(rf"{name}-([\d,-]+)", unit.signals):
        for part in listed.split(","):
            first, _, last = part.partition("-")
            places += range(int(first) - 1, int(last or first))
    return sorted(set(places))


def _words(doc: Document, places: Sequence[int]) -> str:
    return doc.text[doc.tokens[places[0]].start : doc.tokens[places[-1]].end] if places else ""


def _source(doc: Document, unit: Unit) -> list[int]:
    """Return the words of a source: what the signal names, whole phrases, within its unit's sentence."""
    named = _signalled(unit, "sem-atsrc")
    if not named:
        return []
    return [i for i in named if doc.tokens[i].sentence == doc.tokens[named[-1]].sentence]


def _trimmed(text: str, start: int, end: int) -> list[int]:
    while start < end and text[start] in " ,.;:":
        start += 1
    while start < end and text[end - 1] in " ,.;:":
        end -= 1
    return [start, end]


def half_of(name: str) -> str:
    """Return the half that a document belongs to by its name."""
    odd = hashlib.sha256(name.encode()).digest()[0] % 2
    return "tuned" if name in SEEN or odd else "kept"


def gold(half: str, files: Sequence[Path] = FILES) -> list[dict[str, Any]]:
    """Return the documents of a half ("news/kept") with their attributions in the gold format."""
    genres, _, part = half.partition("/")
    chosen = {  # by name: one document stands in two files
        doc.name: {"id": doc.name, "text": doc.text, "date": doc.published, "attributions": attributions(doc)}
        for doc in documents(files)
        if doc.name.split("_")[1] in GENRES[genres] and half_of(doc.name) == part
    }
    return list(chosen.values())


# ---------------------------------------------------------------- the score


def score(half: str, show: bool = False, files: Sequence[Path] = FILES) -> dict[str, float]:
    """Return which share of the attributions of a half is found, by whom, and how many stand beside."""
    found = wanted = right = sourced = said_total = 0
    for item in gold(half, files):
        said = statements.read(item["text"])
        free = set(range(len(said)))
        for want in item["attributions"]:
            wanted, span = wanted + 1, tuple(want["content"][0])
            best = max(free, key=lambda i: statements.iou(span, (said[i].start, said[i].end)), default=None)
            told = f"{item['id']} {want['source_text']!r} {want['cue']!r}"
            if best is None or statements.iou(span, (said[best].start, said[best].end)) < 0.5:
                if show:
                    print("MISSED", told, repr(item["text"][span[0] : span[1]]))
                continue
            free.discard(best)
            found += 1
            who = getattr(said[best].speaker, "text", "")
            if want["source_text"]:
                same = statements.same_words(want["source_text"], who)
                sourced, right = sourced + 1, right + same
                if show and not same:
                    print("SPEAKER", repr(who), told, repr(said[best].text))
        for i in sorted(free) if show else ():
            one = said[i]
            who, cue = one.speaker and one.speaker.text, one.cue and one.cue.text
            print("BESIDE", item["id"], repr(who), repr(cue), repr(one.text))
        said_total += len(said)
    return {
        "labelled": wanted, "recall": round(found / max(1, wanted), 4),
        "speaker": round(right / max(1, sourced), 4), "beside": said_total - found,
    }  # fmt: skip


if __name__ == "__main__":
    chosen = [a for a in sys.argv[1:] if not a.startswith("-")] or ["news/tuned", "other/tuned"]
    for name in chosen:
        print(json.dumps({"half": name, **score(name, "--show" in sys.argv)}))
