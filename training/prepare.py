"""Treebanks into spaCy's binary format: `python training/prepare.py [treebanks] [out]`.

In: UD English EWT and GUM (`*.conllu.gz`) and UNER's names on EWT (`*.iob2.gz`).
Out: `syntax_train.spacy`, `names_train.spacy`, `sentences_train.spacy`, and the same for dev.

Visavis parses one sentence at a time, so a training document holds one sentence, or one paragraph where the
end of a sentence is to be learnt. Each sentence comes once as it is and twice varied (see `augment.py`).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from random import Random

from augment import name_pool, restyle, swap_names, vary
from gazetteer import gazetteer
from mentions import settled, with_mentions
from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab
from treebank import Sentence, read_conllu, with_names

LABELS = frozenset({"PER", "ORG", "LOC"})
SPLITS = ("train", "dev")


def main() -> None:
    """Read the arguments and write all files."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("treebanks", type=Path, nargs="?", default=Path("../shared/treebanks"))
    parser.add_argument("out", type=Path, nargs="?", default=Path("build/model/data"))
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    prepare(arguments.treebanks, arguments.out, arguments.seed)


def prepare(treebanks: Path, out: Path, seed: int) -> None:
    """Write every file that training and scoring read."""
    rng = Random(seed)
    ewt = {split: list(read_conllu(treebanks / f"ewt_{split}.conllu.gz")) for split in SPLITS}
    gum = {split: list(read_conllu(treebanks / f"gum_clean_{split}.conllu.gz")) for split in SPLITS}
    uner = {s: list(with_names(ewt[s], treebanks / f"uner_en_ewt-ud-{s}.iob2.gz", LABELS)) for s in SPLITS}

    train = ewt["train"] + gum["train"]
    varied = [vary(sentence, rng) for _ in range(2) for sentence in train]
    write(singly(train + varied), out / "syntax_train.spacy")
    write(singly(ewt["dev"] + gum["dev"]), out / "syntax_dev.spacy")

    restyled = [restyle(sentence, rng) for sentence in train]
    write(chain(paragraphs(train, rng), paragraphs(restyled, rng)), out / "sentences_train.spacy")
    write(paragraphs(ewt["dev"] + gum["dev"], rng), out / "sentences_dev.spacy")

    mentioned = list(with_mentions(gum["train"]))
    named = uner["train"] + settled(mentioned, by=uner["train"] * 2 + mentioned)
    pool = name_pool(named, gazetteer(rng))
    named += [vary(swap_names(sentence, pool, rng), rng) for _ in range(2) for sentence in named]
    write(singly(named), out / "names_train.spacy")
    write(singly(uner["dev"]), out / "names_dev.spacy")


def singly(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """Each sentence as a document of its own."""
    return ([sentence] for sentence in sentences)


def paragraphs(sentences: Sequence[Sentence], rng: Random) -> Iterator[list[Sentence]]:
    """Paragraphs as the page has them, and now and then one run together with the next."""
    group: list[Sentence] = []
    for sentence in sentences:
        breaks = sentence.new_doc or (sentence.new_par and rng.random() < 0.8) or len(group) >= 40
        if group and breaks:
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def write(documents: Iterable[Sequence[Sentence]], path: Path) -> None:
    """Save the groups of sentences as a DocBin, one document a group."""
    vocab = Vocab()
    docs = [document(group, vocab) for group in documents]
    DocBin(docs=docs).to_disk(path)
    print(f"{path.name}: {len(docs)} documents, {sum(map(len, docs))} words")


def document(sentences: Sequence[Sentence], vocab: Vocab) -> Doc:
    """Sentences as one annotated spaCy document; names are set only where they have been annotated."""
    closed = [replace(s, words=(*s.words[:-1], replace(s.words[-1], space=True))) for s in sentences[:-1]]
    sentences = [*closed, sentences[-1]]
    words = [word for sentence in sentences for word in sentence.words]
    starts = [sum(len(s.words) for s in sentences[:i]) for i in range(len(sentences))]
    heads = [start + word.head for s, start in zip(sentences, starts, strict=True) for word in s.words]
    doc = Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space for word in words],
        tags=[word.xpos for word in words],
        pos=[word.upos for word in words],
        morphs=[word.feats for word in words],
        lemmas=[word.lemma for word in words],
        heads=heads,
        deps=[word.dep for word in words],
    )
    if all(s.names is not None for s in sentences):
        doc.set_ents(_spans(doc, sentences, starts))
    return doc


def _spans(doc: Doc, sentences: Sequence[Sentence], starts: Sequence[int]) -> list[Span]:
    """The sentences' names as spans of the document."""
    pairs = zip(sentences, starts, strict=True)
    return [Span(doc, start + n.start, start + n.end, n.label) for s, start in pairs for n in s.names or ()]


if __name__ == "__main__":
    main()
