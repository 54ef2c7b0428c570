"""The engines of clusters give the records that one process gives; run whole by scripts/test-cluster."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

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


def test_a_cluster_that_gives_up_is_told_as_one(monkeypatch):
    from visavis.engines import daft
    from visavis.errors import EngineError

    class Lost(Exception):
        pass

    class Frame:
        def __init__(self, error):
            self.error = error

        def collect(self):
            raise self.error

    monkeypatch.setitem(sys.modules, "ray", SimpleNamespace())
    monkeypatch.setitem(sys.modules, "ray.exceptions", SimpleNamespace(RayError=Lost))
    for error in (Lost("node gone\nfor good"), ValueError()):
        with pytest.raises(EngineError, match="gave up") as told:
            daft._collected(Frame(error))
        assert "ray status" in str(told.value)
        assert "\n" not in told.value.what
    with pytest.raises(KeyError):  # what is not the cluster's is not hidden
        daft._collected(Frame(KeyError("x")))
