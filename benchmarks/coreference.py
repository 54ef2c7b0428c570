#!/usr/bin/env python3
"""Measure who words that refer back are taken for, against the entities marked in GUM's texts.

    python benchmarks/coreference.py [tune|kept] [--show KIND,...]

GUM (Zeldes 2017) marks which mentions are of one entity. For every pronoun, definite noun and bare surname
that visavis gives an actor: is one of the entity's other mentions read, by its own words, as that actor
(``right``), or as another or nobody (``wrong``)? A definite noun of an entity that is never named is
``unnamed``. Of the words that refer to an entity with a name we know, those given nobody are ``missed``.
Texts are made from the treebank in ``shared/``; none of their words is kept here. Documents are halved by a
hash of their names.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from visavis.coding.actors.mentions import find_mentions
from visavis.coding.actors.registry import registry
from visavis.reading.page import read
from visavis.reading.syntax import load
from visavis.records import Article, Mention

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("VISAVIS_SHARED") or ROOT.parent / "shared")
BANKS = tuple(SHARED / "treebanks" / f"gum_clean_{part}.conllu.gz" for part in ("train", "dev"))
GENRES = ("news", "interview", "speech", "bio", "court", "textbook", "voyage", "academic")
OWN_WORDS = ("name", "demonym", "capital", "office", "organisation")
PERSONS = {
    "he": "he, she", "she": "he, she", "it": "it", "they": "they", "we": "we", "i": "I", "me": "I",
    "my": "I", "him": "he, she", "his": "he, she", "her": "he, she", "himself": "he, she",
    "herself": "he, she", "its": "it", "itself": "it", "them": "they", "their": "they",
    "themselves": "they", "us": "we", "our": "we", "ours": "we", "myself": "I", "mine": "I",
    "ourselves": "we",
}  # fmt: skip
_JOINED = frozenset({"n't", "n’t", "'s", "’s", "'re", "'ve", "'ll", "'d", "'m", "’re", "’ve", "’ll", "’m"})
_KINDS = frozenset({"person", "organization", "place"})
_PRIVATE = frozenset({"CVL", "EDU", "BUS", "MED", "LAB", "REF"})


@dataclass
class Span:
    """A mention that the treebank marks.

    Attributes:
        start, end: offsets in the text.
        head: offsets of its head word.
        entity: which entity of the document it is of.
        kind: the entity's type ("person").
    """

    start: int
    end: int
    head: tuple[int, int]
    entity: str
    kind: str


@dataclass
class Document:
    """One text with its marked mentions."""

    name: str
    date: str | None
    text: str = ""
    spans: list[Span] = field(default_factory=list)


def documents(half: str, genres: Sequence[str] = GENRES) -> Iterator[Document]:
    """Yield the documents of a half, made from the treebank's sentences."""
    for bank in BANKS:
        with gzip.open(bank, "rt", encoding="utf-8") as lines:
            block: list[str] = []
            for line in lines:
                if line.startswith("# newdoc id") and block:
                    yield from _wanted(block, half, genres)
                    block = []
                block.append(line.rstrip("\n"))
            yield from _wanted(block, half, genres)


def _wanted(block: Sequence[str], half: str, genres: Sequence[str]) -> Iterator[Document]:
    name = block[0].split(" = ")[1].strip()
    side = "kept" if hashlib.sha256(name.encode()).digest()[0] % 2 else "tune"
    if side == half and name.split("_")[1] in genres:
        yield _document(name, block)


def _document(name: str, block: Sequence[str]) -> Document:
    said = [line.split(" = ", 1) for line in block if line.startswith("# meta::dateCreated = ")]
    date = said[0][1].strip() if said else None
    document = Document(name, date if date and re.fullmatch(r"[\d-]+", date) else None)
    open_spans: dict[str, list[tuple[int, str, str, int]]] = collections.defaultdict(list)
    tokens: list[tuple[int, int]] = []
    text, gap = "", ""
    for line in block:
        if line.startswith("# newpar ") or line == "# newpar":
            gap = "\n\n"
        elif not line:
            gap, tokens = gap or " ", []
        if not line or line.startswith("#"):
            continue
        cell = line.split("\t")
        if not cell[0].isdigit():
            continue
        hyphen = cell[4] == "HYPH"
        joins = hyphen or cell[4] == "POS" or cell[1] in _JOINED
        text = text.rstrip(" ") if joins and tokens else text
        if not tokens:
            text = text.rstrip() + (gap if text else "")
            gap = ""
        tokens.append((len(text), len(text) + len(cell[1])))
        text += cell[1]
        text += "" if "SpaceAfter=No" in cell[9] or hyphen else " "
        _mark(document, cell[9], tokens, open_spans)
    document.text = text.strip()
    return document


def _mark(
    document: Document,
    misc: str,
    tokens: list[tuple[int, int]],
    open_spans: dict[str, list[tuple[int, str, str, int]]],
) -> None:
    found = re.search(r"(?:^|\|)Entity=([^|]*)", misc)
    for part in re.findall(r"\([^()]*\)?|[^()]+\)", found[1]) if found else ():
        opens, closes = part.startswith("("), part.endswith(")")
        values = part.strip("()").split("-")
        if opens:
            minimal = next((v for v in values[2:] if re.fullmatch(r"[\d,]+", v)), "1")
            open_spans[values[0]].append((len(tokens) - 1, values[1], minimal, len(document.spans)))
        if closes:
            first, kind, minimal, _ = open_spans[values[0]].pop()
            if first >= len(tokens):  # over a sentence's end
                continue
            at = min(first + int(minimal.split(",")[0]) - 1, len(tokens) - 1)
            document.spans.append(Span(tokens[first][0], tokens[-1][1], tokens[at], values[0], kind))


def mentions_of(document: Document) -> tuple[Mention, ...]:
    """Return what visavis reads in a document, every sentence parsed."""
    article = Article(document.name, document.name, document.name, document.text, published=document.date)
    reading = read(article)
    spans = [(i, s) for i, s in enumerate(reading.sentences) if s.end - s.start < 4000]
    parsed = load().parse(document.text, [s for _, s in spans])
    return find_mentions(reading, dict(zip([i for i, _ in spans], parsed, strict=True)))


# ---------------------------------------------------------------- judging

Actor = tuple[str, str | None, bool]
"""Code, name, and whether the sector is none of politics."""


def kind_of(mention: Mention) -> str | None:
    """Return how a mention refers back, None for one whose own words say who is meant."""
    first = re.split(r"\W", mention.text)[0].lower()
    if mention.via == "pronoun":
        return PERSONS.get(first, first)
    if mention.via == "nominal":
        return "the ..." if first in ("the", "this", "that") else "several" if first == "both" else "bare"
    bare = mention.via == "name" and mention.name and " " in mention.name and " " not in mention.text
    return "surname" if bare else None


def at(document: Document, mention: Mention) -> Span | None:
    """Return the marked mention that a mention is: the smallest whose head, or pronoun, it holds."""
    start, end = mention.start, mention.end
    if mention.via == "pronoun":
        end = start + len(re.split(r"\W", mention.text)[0])
    inside = [s for s in document.spans if start <= s.head[0] and s.head[1] <= end]
    exact = [s for s in inside if (s.start, s.end) == (start, end)]
    return min(
        exact or inside,
        key=lambda s: (-(min(s.end, end) - max(s.start, start)), s.end - s.start),
        default=None,
    )


def named(document: Document, found: Sequence[Mention]) -> dict[str, collections.Counter[Actor]]:
    """Return for each entity as whom visavis reads the mentions of it that name it."""
    entities: dict[str, collections.Counter[Actor]] = collections.defaultdict(collections.Counter)
    for mention in found:
        if mention.via not in OWN_WORDS or mention.actor is None:
            continue
        for span in document.spans:
            if span.kind not in _KINDS:
                continue
            if (
                mention.start <= span.head[0]
                and span.head[1] <= mention.end
                and span.start >= mention.start - 4
            ):
                entities[span.entity][mention.actor, mention.name, mention.sector in _PRIVATE] += 1
    return entities


@dataclass(frozen=True)
class Verdict:
    """How one word that refers back was read."""

    kind: str
    verdict: str
    document: str
    words: str
    sentence: str
    read: str
    meant: str


def judge(document: Document) -> list[Verdict]:
    """Return the verdicts on a document's words that refer back."""
    found = mentions_of(document)
    entities = named(document, found)
    said: dict[tuple[int, int], list[Mention]] = collections.defaultdict(list)
    for mention in found:
        if mention.actor is not None and kind_of(mention):
            said[mention.start, mention.end].append(mention)
    known = {entity: own for entity, own in entities.items() if any(not private for _, _, private in own)}
    verdicts, reached = [], set()
    for (start, end), group in said.items():
        span = at(document, group[0])
        kind = "several" if len(group) > 1 else kind_of(group[0]) or ""
        if span is not None:
            reached.add((span.start, span.end))
        verdicts.append(_verdict(document, kind, start, end, group, span, entities))
    for span in document.spans:
        word = document.text[span.start : span.end].lower()
        kind = PERSONS.get(word) or ("the ..." if word.startswith("the ") else "")
        taken = any(m.start <= span.head[0] < m.end and m.actor for m in found)
        if kind and known.get(span.entity) and not taken and (span.start, span.end) not in reached:
            meant = entities[span.entity].most_common(1)[0][0]
            verdicts.append(_said(document, kind, "missed", span.start, span.end, "-", meant))
    return verdicts


def _verdict(
    document: Document,
    kind: str,
    start: int,
    end: int,
    group: Sequence[Mention],
    span: Span | None,
    entities: dict[str, collections.Counter[Actor]],
) -> Verdict:
    read_as = ", ".join(f"{m.actor}/{m.name}" for m in group)
    meant = entities.get(span.entity) if span is not None else None
    pronoun = kind in PERSONS.values() or kind == "several"
    if kind == "surname" or (not meant and not pronoun):
        return _said(document, kind, "unnamed", start, end, read_as, span.kind if span else "-")
    if not meant:
        return _said(document, kind, "wrong", start, end, read_as, span.kind if span else "nobody")
    codes = {code for code, _, _ in meant}
    names = {name for _, name, _ in meant if name}
    right = all(m.actor in codes and (not m.name or not names or m.name in names) for m in group)
    return _said(
        document, kind, "right" if right else "wrong", start, end, read_as, meant.most_common(1)[0][0]
    )


def _said(
    document: Document, kind: str, verdict: str, start: int, end: int, read_as: str, meant: object
) -> Verdict:
    text = document.text
    around = text[max(0, start - 160) : start] + "[[" + text[start:end] + "]]" + text[end : end + 60]
    return Verdict(
        kind, verdict, document.name, text[start:end], " ".join(around.split()), read_as, str(meant)
    )


def figures(verdicts: Sequence[Verdict]) -> dict[str, dict[str, float | int]]:
    """Return counts, precision and recall by kind and over all."""
    table: dict[str, dict[str, float | int]] = {}
    for kind in ["all", *sorted({v.kind for v in verdicts})]:
        count = collections.Counter(v.verdict for v in verdicts if kind in ("all", v.kind))
        judged = count["right"] + count["wrong"]
        table[kind] = {
            **{k: count[k] for k in ("right", "wrong", "missed", "unnamed")},
            "precision": round(count["right"] / judged, 3) if judged else 0.0,
            "recall": round(count["right"] / (judged + count["missed"]), 3)
            if judged + count["missed"]
            else 0.0,
        }
    return table


def main(argv: Sequence[str] | None = None) -> int:
    """Measure one half and print its table; ``--show`` prints the tuned half's verdicts one by one."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("half", nargs="?", default="tune", choices=("tune", "kept"))
    parser.add_argument("--show", metavar="VERDICT,...", default="")
    args = parser.parse_args(argv)
    registry()
    verdicts = [v for document in documents(args.half) for v in judge(document)]
    for kind, row in figures(verdicts).items():
        print(f"{kind:10}", *(f"{key} {value:<6}" for key, value in row.items()))
    for v in verdicts if args.half == "tune" else ():
        if v.verdict in args.show.split(","):
            print(
                json.dumps([v.kind, v.verdict, v.document, v.read, v.meant, v.sentence], ensure_ascii=False)
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
