"""Read treebanks: CoNLL-U (syntax, mentions) and IOB2 (names) into plain `Sentence` records.

In: paths of `.conllu.gz` / `.iob2.gz` files. Out: sentences with their words, spacing and annotation.
Nothing here knows spaCy; `prepare.py` turns sentences into `Doc`s.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word. `head` counts from 0 inside the sentence; the root is its own head."""

    form: str
    space: bool
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    dep: str
    misc: str = "_"


@dataclass(frozen=True, slots=True)
class Name:
    """A named entity over the words `start` up to, not including, `end`."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. `new_doc` and `new_par` say whether a document or a paragraph starts with it."""

    words: tuple[Word, ...]
    names: tuple[Name, ...] | None = None
    new_doc: bool = False
    new_par: bool = False
    sent_id: str = ""

    @property
    def text(self) -> str:
        """The running text, without a trailing space."""
        return "".join(word.form + " " * word.space for word in self.words).rstrip()


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Yield every sentence of a CoNLL-U file. Surface tokens such as "don't" come as their words."""
    for comments, rows in _blocks(path):
        words = tuple(_words(rows))
        if words:
            yield Sentence(
                words,
                new_doc=any(c.startswith("# newdoc") for c in comments),
                new_par=any(c.startswith(("# newpar ", "# newpar=")) or c == "# newpar" for c in comments),
                sent_id=_value(comments, "sent_id"),
            )


def read_names(path: Path, labels: frozenset[str]) -> Iterator[tuple[str, list[str], tuple[Name, ...]]]:
    """Yield (sent_id, forms, names) for every sentence of an IOB2 file; only names with these labels."""
    for comments, rows in _blocks(path):
        forms = [row[1] for row in rows]
        names = tuple(n for n in _names([row[2] for row in rows]) if n.label in labels)
        yield _value(comments, "sent_id"), forms, names


def with_names(sentences: Iterable[Sentence], path: Path, labels: frozenset[str]) -> Iterator[Sentence]:
    """Join names (IOB2) to the treebank sentences that they were annotated on; others are left out."""
    annotated = {sent_id: (forms, names) for sent_id, forms, names in read_names(path, labels)}
    for sentence in sentences:
        forms, names = annotated.get(sentence.sent_id, ([], ()))
        if forms == [word.form for word in sentence.words]:
            yield Sentence(sentence.words, names, sentence.new_doc, sentence.new_par, sentence.sent_id)


def _blocks(path: Path) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Yield (comment lines, token rows) for each blank-line-separated block."""
    comments: list[str] = []
    rows: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in (raw.rstrip("\n") for raw in lines):
            if line.startswith("#") and "\t" not in line:
                comments.append(line)
            elif line:
                rows.append(line.split("\t"))
            elif rows:
                yield comments, rows
                comments, rows = [], []
    if rows:
        yield comments, rows


def _value(comments: Iterable[str], key: str) -> str:
    """The value of the comment `# key = value`, or an empty string."""
    start = f"# {key} = "
    return next((c[len(start) :] for c in comments if c.startswith(start)), "")


def _words(rows: Iterable[list[str]]) -> Iterator[Word]:
    """Syntactic words of one sentence, each knowing whether a space follows it on the page."""
    last, space_after_token = 0, True
    for row in rows:
        number, misc = row[0], row[9]
        if "." in number:  # an empty node of the enhanced graph
            continue
        space = "SpaceAfter=No" not in misc
        if "-" in number:
            last, space_after_token = int(number.split("-")[1]), space
            continue
        index = int(number)
        if index <= last:  # inside a surface token
            space = space_after_token if index == last else False
        yield _word(row, index, space)


def _word(row: list[str], index: int, space: bool) -> Word:
    """One CoNLL-U row as a `Word`."""
    _, form, lemma, upos, xpos, feats, head, dep = row[:8]
    root = head == "0"
    return Word(
        form=form,
        space=space,
        lemma=form if lemma == "_" else lemma,
        upos=upos,
        xpos=xpos,
        feats="" if feats == "_" else feats,
        head=index - 1 if root else int(head) - 1,
        dep="ROOT" if root else dep,
        misc=row[9],
    )


def _names(tags: list[str]) -> Iterator[Name]:
    """Spans of an IOB2 tag sequence."""
    start, label = -1, ""
    for index, tag in enumerate([*tags, "O"]):
        kind, _, kind_label = tag.partition("-")
        goes_on = kind == "I" and start >= 0 and kind_label == label
        if start >= 0 and not goes_on:
            yield Name(start, index, label)
            start = -1
        if kind == "B" or (kind == "I" and start < 0):
            start, label = index, kind_label
