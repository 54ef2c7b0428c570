"""The engines of clusters give the records that one process gives; run whole by scripts/test-cluster."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from visavis import pipeline
from visavis.errors import MissingPackage
from visavis.records import Record, to_json

COUNT = int(os.environ.get("VISAVIS_CLUSTER_ARTICLES", "0"))
WORLD = Path(__file__).parents[2] / "benchmarks"
NEEDS = {"daft": ("daft", "ray"), "spark": ("pyspark",)}


def missing(engine):
    return [name for name in NEEDS[engine] if find_spec(name) is None]


@pytest.mark.parametrize("engine", ["daft", "spark"])
def test_a_cluster_gives_the_same_bytes(engine, tmp_path):
    if missing(engine):
        pytest.skip(f"{', '.join(missing(engine))} not installed")
    if not COUNT:
        pytest.skip("scripts/test-cluster runs this")
    sys.path.insert(0, str(WORLD))
    import json

    import world

    path = tmp_path / "n.jsonl"
    made = world.articles(COUNT, words=60)
    path.write_text("".join(json.dumps(a) + "\n" for a in made), encoding="utf-8")
    alone = pipeline.read_all([str(path)], pipeline.Settings(workers=pipeline.cores()))
    shared = pipeline.read_all([str(path)], pipeline.Settings(engine=engine))
    assert len(alone[0]) == COUNT
    assert all(isinstance(r, Record) for r in shared[0])
    assert sorted(map(to_json, shared[0])) == sorted(map(to_json, alone[0]))
    assert shared[1] == alone[1]


@pytest.mark.parametrize("engine", ["daft", "spark"])
def test_without_its_extra_an_engine_says_what_to_install(engine, tmp_path):
    if not missing(engine):
        pytest.skip(f"{engine} is installed")
    (tmp_path / "a.txt").write_text("A text about Norway and Chad.", encoding="utf-8")
    with pytest.raises(MissingPackage, match=r"Install visavis\["):
        pipeline.read_all([str(tmp_path)], pipeline.Settings(engine=engine))
