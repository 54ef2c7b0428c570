"""Workers and nodes that are killed while they read: the job still ends, and nothing is lost.

scripts/test-cluster runs this whole; the pool's test needs nothing and always runs.
"""

import os
import signal
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest
import watched

from visavis import pipeline
from visavis.engines import pool
from visavis.records import Record, to_json
from visavis.sources.given import given

COUNT = int(os.environ.get("VISAVIS_CLUSTER_FAULTS", "0"))
NODES = [int(word) for word in os.environ.get("VISAVIS_RAY_NODES", "").split()]
PART = 8


@pytest.fixture
def articles():
    sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
    import world

    return list(given(world.articles(COUNT or 60, words=60)))


class Killer(threading.Thread):
    """Waits until some batches have begun, then kills; ``at`` is how many had begun by then."""

    def __init__(self, after, kill):
        super().__init__(daemon=True)
        self.after, self.kill, self.at, self.killed = after, kill, None, []
        self.start()

    def run(self):
        while len(watched.begun()) < self.after:
            time.sleep(0.02)
        self.killed, self.at = self.kill(), len(watched.begun())


def last_process():
    """Kill the process that began the last batch."""
    process = watched.begun()[-1]
    os.kill(process, signal.SIGKILL)
    return [process]


def its_worker():
    """Kill the worker of the cluster that the process which began the last batch is of."""
    process = watched.above(watched.begun()[-1], "ray::")
    os.kill(process, signal.SIGKILL)
    return [process]


def its_server():
    """Kill the server that forked the process which began the last batch, so that all its forks are lost."""
    process = watched.above(watched.begun()[-1], "forkserver import main")
    os.kill(process, signal.SIGKILL)
    return [process]


def last_node():
    """Kill all processes of the second node."""
    found = watched.family(NODES[-1])
    for process in found:
        os.kill(process, signal.SIGKILL)
    return found


def an_executor():
    """Kill the process of Java that leads the process which began the last batch: a Spark executor."""
    process = watched.above(watched.begun()[-1], "CoarseGrainedExecutorBackend")
    os.kill(process, signal.SIGKILL)
    return [process]


def holds(articles, settings, kill, after):
    """Hold that a job in which something is killed gives what one process gives."""
    killer = Killer(after, kill)
    shared = list(pipeline.read_articles(articles, settings))
    killer.join(10)
    assert killer.killed
    assert killer.at < len(watched.begun()), "it was killed when all had begun"
    assert [a.ref for a, _ in shared] == [a.ref for a in articles]
    alone = [to_json(pipeline.read_one(a)) for a in articles]
    assert [to_json(r) if isinstance(r, Record) else r for _, r in shared] == alone


@pytest.fixture
def eye(monkeypatch, tmp_path):
    """Watch what is begun; on a cluster in the file that its nodes were told of when they started."""

    def at(engine):
        if engine is pool:
            monkeypatch.setenv(watched.FILE, str(tmp_path / "begun"))
            reader = partial(watched.read_batch, path=os.environ[watched.FILE])
            monkeypatch.setattr(pool, "CHUNK_ARTICLES", PART)
            monkeypatch.setattr(pool, "POOL_FROM", 1)
        else:
            monkeypatch.setattr(engine, "PART", PART)
            reader = watched.read_batch
        Path(os.environ[watched.FILE]).write_text("")
        monkeypatch.setattr(engine, "read_batch", reader)

    return at


@pytest.mark.parametrize("kill", [last_process, its_server])
def test_a_killed_process_of_the_pool_costs_time_only(articles, eye, kill):
    if kill is its_server and not sys.platform.startswith("linux"):
        pytest.skip("processes are forked from a server on Linux alone")
    eye(pool)
    holds(articles, pipeline.Settings(workers=2), kill, after=3)


def clusters(engine):
    if not COUNT or watched.FILE not in os.environ:
        pytest.skip("scripts/test-cluster runs this")
    pytest.importorskip({"daft": "ray", "spark": "pyspark"}[engine])


def test_ray_outlives_a_killed_process_then_a_killed_worker_then_a_killed_node(articles, eye):
    clusters("daft")
    from visavis.engines import daft

    for kill in (last_process, its_worker, last_node):
        eye(daft)
        holds(articles, pipeline.Settings(engine="daft"), kill, after=4)


@pytest.mark.parametrize(("master", "kill"), [(None, last_process), ("local-cluster[2,1,1024]", an_executor)])
def test_spark_outlives_a_killed_worker_and_a_killed_executor(articles, eye, monkeypatch, master, kill):
    clusters("spark")
    from visavis.engines import spark

    if master:
        monkeypatch.setenv(spark.MASTER, master)
    eye(spark)
    holds(articles, pipeline.Settings(engine="spark"), kill, after=4)
