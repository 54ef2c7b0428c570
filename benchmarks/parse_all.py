#!/usr/bin/env python3
"""What visavis is compared with: the same spaCy pipeline run over every sentence, and nothing else.

    python benchmarks/parse_all.py news.jsonl --workers 2           as spaCy loads it
    python benchmarks/parse_all.py news.jsonl --workers 2 --blas    with the matrix products that visavis uses

Reads JSON lines with a ``text``, splits sentences with the pipeline's own splitter, tags, parses, lemmatises
and finds names in all of them, as ``nlp.pipe`` does, in several processes. Prints the numbers of articles and
tokens; nothing is kept.
"""

from __future__ import annotations

import argparse
import json
import os
from importlib import resources
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import spacy
from thinc.api import use_ops

from visavis.reading.blas import BlasOps


def main() -> None:
    """Parse all and print how much it was."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--blas", action="store_true")
    given = parser.parse_args()
    with use_ops(BlasOps.name if given.blas else "numpy"):
        nlp = spacy.load(Path(str(resources.files("visavis"))) / "data" / "model")
    with given.file.open(encoding="utf-8") as lines:
        texts = (json.loads(line)["text"] for line in lines)
        sizes = [len(doc) for doc in nlp.pipe(texts, batch_size=32, n_process=given.workers)]
    print(json.dumps({"articles": len(sizes), "tokens": sum(sizes)}))


if __name__ == "__main__":
    main()
