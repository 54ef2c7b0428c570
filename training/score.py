"""Score a pipeline and print the model card's table: `python training/score.py MODEL [treebanks]`.

In: a pipeline directory, and the treebanks. Out, as JSON on standard output: syntax on gold words with one
sentence a document (as visavis parses), words and sentences on running text, names on UNER, speed on one
core, size on disk. `--dev` scores the development sets instead; tune on these alone.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import blas
import spacy
from corpus import bare
from prepare import LABELS, document
from spacy.language import Language
from spacy.tokens import Doc
from treebank import Sentence, read_conllu, with_names

Span = tuple[int, int]
Scores = dict[str, float]


def main() -> None:
    """Read the arguments and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("treebanks", type=Path, nargs="?", default=Path("../shared/treebanks"))
    parser.add_argument("--dev", action="store_true")
    arguments = parser.parse_args()
    print(json.dumps(score(arguments.model, arguments.treebanks, dev=arguments.dev), indent=2))


def score(model: Path, treebanks: Path, dev: bool = False) -> dict[str, object]:
    """Every figure of the model card."""
    plain_speed = speed(spacy.load(model), treebanks)
    blas.use()
    nlp = spacy.load(model)
    split = "dev" if dev else "test"
    names = ["ewt", "gum_clean"] + ([] if dev else ["gum_news"])
    sets = {name: list(read_conllu(treebanks / f"{name}_{split}.conllu.gz")) for name in names}
    report: dict[str, object] = {name: score_set(nlp, sentences) for name, sentences in sets.items()}
    if "ner" in nlp.pipe_names:
        named = with_names(sets["ewt"], treebanks / f"uner_en_ewt-ud-{split}.iob2.gz", LABELS)
        report["names_uner_ewt"] = score_names(nlp, list(named))
    report["words_per_second"] = {"thinc": plain_speed, "numpy_blas": speed(nlp, treebanks)}
    report["megabytes"] = round(sum(f.stat().st_size for f in model.rglob("*") if f.is_file()) / 1e6, 2)
    return report


def score_set(nlp: Language, sentences: Sequence[Sentence]) -> dict[str, Scores]:
    """Syntax, words and sentences of one treebank file."""
    return {
        "syntax": score_syntax(nlp, sentences) if "parser" in nlp.pipe_names else {},
        "text_by_paragraph": score_text(nlp, list(joined(sentences, at_paragraphs=True))),
        "text_run_together": score_text(nlp, list(joined(sentences, at_paragraphs=False))),
    }


def score_syntax(nlp: Language, sentences: Sequence[Sentence]) -> Scores:
    """Accuracies on gold words, one sentence a document.

    `las` counts every word and compares relations with their subtypes; `las_ud` leaves subtypes out, as
    the CoNLL 2018 evaluation does; `las_words` leaves out punctuation, as spaCy's own scorer does.
    """
    gold = [document([sentence], nlp.vocab) for sentence in sentences]
    hits: Counter[str] = Counter()
    for want, got in zip(gold, _parsed(nlp, gold), strict=True):
        for w, g in zip(want, got, strict=True):
            head = w.head.i == g.head.i
            found = {
                "upos": w.pos_ == g.pos_,
                "xpos": w.tag_ == g.tag_,
                "feats": w.morph == g.morph,
                "lemma": w.lemma_ == g.lemma_,
                "uas": head,
                "las": head and w.dep_ == g.dep_,
                "las_ud": head and w.dep_.split(":")[0] == g.dep_.split(":")[0],
            }
            hits.update(key for key, good in found.items() if good)
            hits["words"] += 1
            hits["las_words"] += found["las"] and w.dep_ != "punct"
            hits["not_punct"] += w.dep_ != "punct"
    bases = {"las_words": "not_punct"}
    keys = ("upos", "xpos", "feats", "lemma", "uas", "las", "las_ud", "las_words")
    return {key: round(100 * hits[key] / hits[bases.get(key, "words")], 2) for key in keys}


def _parsed(nlp: Language, gold: Iterable[Doc]) -> Iterable[Doc]:
    """The same words parsed, each document held to be one sentence."""
    docs = [bare(nlp, doc) for doc in gold]
    for doc in docs:
        for token in doc[1:]:
            token.is_sent_start = False
    with nlp.select_pipes(disable=[name for name in ("senter", "ner") if name in nlp.pipe_names]):
        return list(nlp.pipe(docs))


def joined(sentences: Iterable[Sentence], at_paragraphs: bool) -> Iterable[list[Sentence]]:
    """Sentences gathered into paragraphs or into whole documents."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and (sentence.new_doc or (at_paragraphs and sentence.new_par)):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def score_text(nlp: Language, texts: Sequence[Sequence[Sentence]]) -> Scores:
    """F1 of words and of sentences on running text, by their places among the printed characters."""
    if "senter" not in nlp.pipe_names:
        return {}
    words, sents = Counter[str](), Counter[str]()
    with nlp.select_pipes(enable=["senter"]):
        docs = nlp.pipe(" ".join(s.text for s in text) for text in texts)
        for doc, text in zip(docs, texts, strict=True):
            got = [[t.text for t in sent if not t.is_space] for sent in doc.sents]
            want = [[w.form for w in s.words] for s in text]
            _count(words, _places(w for s in want for w in s), _places(w for s in got for w in s))
            _count(sents, _places("".join(s) for s in want), _places("".join(s) for s in got))
    return {"words_f1": _f1(words)["f1"], "sentences_f1": _f1(sents)["f1"]}


def _places(pieces: Iterable[str]) -> set[Span]:
    """Where each piece stands when all are written without spaces."""
    places, at = set(), 0
    for piece in pieces:
        size = len("".join(piece.split()))
        places.add((at, at + size))
        at += size
    return places


def score_names(nlp: Language, sentences: Sequence[Sentence]) -> dict[str, Scores]:
    """F1 of names by exact place and label, overall and for each label."""
    gold = [document([sentence], nlp.vocab) for sentence in sentences]
    counts = {label: Counter[str]() for label in ("all", *sorted(LABELS))}
    with nlp.select_pipes(enable=["ner"]):
        docs = nlp.pipe([bare(nlp, doc) for doc in gold])
        for want, got in zip(gold, docs, strict=True):
            for label, count in counts.items():
                _count(count, _spans(want, label), _spans(got, label))
    return {label: _f1(count) for label, count in counts.items()}


def _spans(doc: Doc, label: str) -> set[tuple[int, int, str]]:
    """The names of a document that have this label, or all."""
    return {(e.start, e.end, e.label_) for e in doc.ents if label in ("all", e.label_)}


def _count(counter: Counter[str], want: set[Any], got: set[Any]) -> None:
    """Add one text's counts."""
    counter.update(want=len(want), got=len(got), both=len(want & got))


def _f1(counter: Counter[str]) -> Scores:
    """Precision, recall and F1 in per cent."""
    precision = counter["both"] / max(counter["got"], 1)
    recall = counter["both"] / max(counter["want"], 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"p": round(100 * precision, 2), "r": round(100 * recall, 2), "f1": round(100 * f1, 2)}


def speed(nlp: Language, treebanks: Path) -> int:
    """Words a second of processor time, whole pipeline, on sentences of GUM; the best of three rounds."""
    texts = [s.text for s in read_conllu(treebanks / "gum_clean_test.conllu.gz")]
    rates = []
    for _ in range(3):
        start = time.process_time()
        words = sum(len(doc) for doc in nlp.pipe(texts))
        rates.append(words / (time.process_time() - start))
    return round(max(rates))


if __name__ == "__main__":
    main()
