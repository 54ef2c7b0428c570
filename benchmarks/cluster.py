#!/usr/bin/env python3
"""Measure the engines of clusters on one and two nodes of one core, and what stays serial beside them.

    python benchmarks/cluster.py [N]        N articles of 600 words (400)
    python benchmarks/cluster.py N pool     only the pool; or daft, spark (visavis[cluster], visavis[spark])

Prints a table and, as the last line, JSON. For each engine: articles a second once
it is warm (the start of processes and the loading of models are told apart). Serial are the steps that one
process does whatever the number of nodes: giving out articles, taking in records, and keeping them in a store
(merging included). From both follows how many cores a job can use. The sizes are bytes an article in each
form. What a day of the world's news and ten years of Common Crawl News cost follows from these numbers on
the page of costs (scripts/docs_measured.py).
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import world
from throughput import Peak, machine

from visavis import pipeline
from visavis.engines.batches import from_results, results, to_batch
from visavis.records import Article, Record, to_json
from visavis.sources.given import given
from visavis.sources.load import articles
from visavis.store.store import Store
from visavis.store.writer import BATCH, Writer

HERE = Path(__file__).parent
WARM = 16  # articles read before the clock runs
PLACES = {  # where a job runs: the engine and, for Ray, the nodes
    "pool, one process": ("pool1", None),
    "pool, two processes": ("pool2", None),
    "daft, one node of one core": ("daft", {"NODES": "1", "CPUS": "1"}),
    "daft, one node of two cores": ("daft", {"NODES": "1", "CPUS": "2"}),
    "daft, two nodes of one core": ("daft", {"NODES": "2", "CPUS": "1"}),
    "spark, one core": ("spark1", None),
    "spark, two cores": ("spark2", None),
}


def main() -> None:
    """Measure all, each place in a process of its own, and print."""
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(one(sys.argv[2], int(sys.argv[3]))))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    rows = []
    for name, (engine, nodes) in PLACES.items():
        if sys.argv[2:] and not engine.startswith(tuple(sys.argv[2:])):
            continue
        row = {"where": name, **asked(engine, nodes, count)}
        rows.append(row)
        told = row.get("left_out") or f"{row['per_second']:8.2f} articles/s, {row['start']:5.1f} s to start"
        print(f"{name:32} {told}", flush=True)
    alone = serial(count)
    for name, value in alone.items():
        print(f"{name:32} {value:10,}")
    print(json.dumps({"machine": machine(), "articles": count, "engines": rows, "serial": alone}))


def asked(engine: str, nodes: dict[str, str] | None, count: int) -> dict[str, Any]:
    """Measure one place in a process of its own."""
    command = [sys.executable, __file__, "--one", engine, str(count)]
    environment = dict(os.environ, PYTHON=sys.executable)
    if nodes:
        command = [str(HERE.parent / "scripts" / "two-nodes"), *command]
        environment |= nodes
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        return {"left_out": f"did not run: {(done.stderr.strip().splitlines() or ['?'])[-1][:200]}"}
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def one(engine: str, count: int) -> dict[str, float]:
    """Read articles with an engine: seconds to start, articles a second once it is warm, peak memory.

    Of the pool, which starts its processes anew for each job and gives records one by one, the clock runs
    from the first records on. Ray keeps its workers, so a small job goes before. Of Spark, which does
    neither, the time of a small job is subtracted from that of one four times as large.
    """
    count *= 4 if engine.startswith("spark") else 1
    made = list(given(world.articles(count + WARM)))
    settings = _settings(engine)
    peak = Peak(os.getpid())
    began = time.perf_counter()
    if engine.startswith("pool"):
        stream = pipeline.read_articles(made, settings)
        done = sum(isinstance(r, Record) for _, r in islice(stream, WARM)) - WARM
    else:
        done = sum(isinstance(r, Record) for _, r in pipeline.read_articles(made[:WARM], settings)) - WARM
        stream = pipeline.read_articles(made[WARM:], settings)
    start = time.perf_counter() - began
    began, cpu = time.perf_counter(), time.process_time()
    done += sum(isinstance(r, Record) for _, r in stream)
    seconds, spent = time.perf_counter() - began, time.process_time() - cpu
    if done != count:
        raise SystemExit(f"{engine}: {done} of {count} were read")
    net = seconds - start if engine.startswith("spark") else seconds
    if net < seconds / 4:
        raise SystemExit(f"{engine}: {count} articles are too few to tell its work from its start")
    own = {"cpu_ms": round(1000 * spent / count, 1)} if engine == "pool1" else {}
    return {
        **own, "articles": count, "start": round(start, 2), "seconds": round(seconds, 2),
        "per_second": round(count / net, 2), "peak_mb": round(peak.stop() / 1e6),
    }  # fmt: skip


def _settings(engine: str) -> pipeline.Settings:
    if engine == "pool2":
        from visavis.engines import pool

        pool.POOL_FROM = 1
    if engine.startswith("spark"):
        os.environ["VISAVIS_SPARK_MASTER"] = f"local[{engine[-1]}]"
        return pipeline.Settings(engine="spark")
    return (
        pipeline.Settings(engine="daft") if engine == "daft" else pipeline.Settings(workers=int(engine[-1]))
    )


def serial(count: int) -> dict[str, float]:
    """Measure what one process does, a second of CPU: articles given out, taken in, kept; and bytes."""
    lines = [json.dumps(a, ensure_ascii=False) + "\n" for a in world.articles(count)]
    whole = "".join(lines).encode()
    with tempfile.TemporaryDirectory() as name:
        source = Path(name, "news.jsonl")
        source.write_bytes(whole)
        _given_out(source)  # what it needs is loaded before the clock runs
        given_out, made = _rate(count, lambda: _given_out(source))
        pairs = list(pipeline.read_articles(made, pipeline.Settings(workers=pipeline.cores())))
        batch = from_results([(a.ref, r) for a, r in pairs if a])
        taken_in, _ = _rate(count, lambda: results(batch))
        folder = Path(name, "store")
        kept, _ = _rate(count, lambda: _kept(folder, pairs))
        with Store(folder) as store:
            size = store.status().bytes
    packed = sum(len(gzip.compress(line.encode())) for line in lines)
    records = "".join(to_json(r) for _, r in pairs if isinstance(r, Record)).encode()
    return {
        "given_out_per_second": given_out, "taken_in_per_second": taken_in, "kept_per_second": kept,
        "bytes_text": len(whole) // count, "bytes_text_gzip": packed // count,
        "bytes_record_json": len(records) // count, "bytes_store": size // count,
    }  # fmt: skip


def _rate(count: int, work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    found = work()
    return round(count / (time.process_time() - began), 1), found


def _given_out(source: Path) -> list[Article]:
    made = [item for item in articles([str(source)]) if isinstance(item, Article)]
    to_batch(made)
    return made


def _kept(folder: Path, pairs: list[Any]) -> None:
    with Writer(folder) as writer:
        for batch in _batches(pairs):
            writer.add(batch)


def _batches(pairs: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(pairs), BATCH):
        yield pairs[start : start + BATCH]


if __name__ == "__main__":
    main()
