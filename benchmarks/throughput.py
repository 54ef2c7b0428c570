#!/usr/bin/env python3
"""Measure what `visavis ingest` reads a second, against the same spaCy pipeline over every sentence.

    python benchmarks/throughput.py                    1,000 articles of each mix, and the pipeline over both
    python benchmarks/throughput.py 1000 20000 200000  other sizes; each is a point of the curve
    python benchmarks/throughput.py --mix general      one mix alone; --share 0.5 for a share of one's own
    python benchmarks/throughput.py --no-baseline      visavis alone
    python benchmarks/throughput.py --by-day           articles in order of publication, as news comes in

Articles of about 600 words come from benchmarks/world.py. Two mixes: *political*, in which every article is
on an affair between states (the worst case), and *general*, in which one in four is and the rest are ordinary
news. Their days lie anywhere within two years, so that each batch meets affairs of all that time again, the
hardest order for a store; ``--by-day`` sorts them. Of each mix and size: articles a second end to end (from a
JSONL file into a fresh store, with all cores), CPU milliseconds an article, and the peak memory of all
processes together. Against it, on the first articles of the same file and with as many processes: the
embedded pipeline over every sentence (benchmarks/parse_all.py), as spaCy loads it and with the faster matrix
products that visavis brings. Prints a table and, as the last line, JSON with the machine described.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import world

import visavis

MIXES = {"political": 1.0, "general": 0.25}
"""The share of articles on affairs between states in each mix."""

COMPARED = 1_000
"""Articles that the bare pipeline reads at most: its start counts too, and over fewer it would flatter us."""

HERE = Path(__file__).parent


def main() -> None:
    """Measure each mix and size and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sizes", type=int, nargs="*", default=[1000])
    parser.add_argument("--mix", choices=MIXES)
    parser.add_argument("--share", type=float)
    parser.add_argument("--no-baseline", action="store_true")
    parser.add_argument("--by-day", action="store_true")
    given = parser.parse_args()
    mixes = {given.mix: MIXES[given.mix]} if given.mix else MIXES
    if given.share is not None:
        mixes = {"own": given.share}
    points = []
    print("mix        what                    articles  words  seconds  articles/s  CPU ms/article  peak MB")
    for mix, share in mixes.items():
        for size in given.sizes:
            points += measure(
                mix,
                share,
                size,
                baseline=not given.no_baseline and size == given.sizes[0],
                by_day=given.by_day,
            )
    order = "by day" if given.by_day else "mixed"
    print(json.dumps({"machine": machine(), "mixes": mixes, "order": order, "points": points}))


def measure(mix: str, share: float, size: int, *, baseline: bool, by_day: bool) -> list[dict[str, Any]]:
    """Ingest so many articles into a fresh store and, if asked, parse them all; print each as a row."""
    cores = len(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as name:
        source = Path(name, "news.jsonl")
        words = write(source, size, share, by_day=by_day)
        store = str(Path(name, "store"))
        visavis_ingest = [sys.executable, "-m", "visavis", "ingest", str(source), "--store", store]
        rows = [timed("visavis", visavis_ingest, size)]
        if baseline:
            compared = min(size, COMPARED)
            first = Path(name, "first.jsonl")
            write(first, compared, share, by_day=by_day)
            parse = [sys.executable, str(HERE / "parse_all.py"), str(first), "--workers", str(cores)]
            rows.append(timed("spaCy, every sentence", parse, compared))
            rows.append(timed("the same, NumPy's BLAS", [*parse, "--blas"], compared))
    found = [{"mix": mix, "words": words, **row} for row in rows]
    for row in found:
        print(
            f"{mix:9}  {row['what']:22}  {row['articles']:8,}  {words:5}  {row['seconds']:7.1f}"
            f"  {row['per_second']:10.1f}  {row['cpu_ms']:14.1f}  {row['peak_mb']:7,.0f}",
            flush=True,
        )
    for row in found[1:]:
        wall = found[0]["per_second"] / row["per_second"]
        cpu = row["cpu_ms"] / found[0]["cpu_ms"]
        print(f"           visavis against {row['what']}: {wall:.2f} times the articles a second, "
              f"{cpu:.2f} by CPU", flush=True)  # fmt: skip
    return found


def write(path: Path, size: int, share: float, *, by_day: bool = False) -> int:
    """Write articles as JSON lines, in order of their days if asked; return their mean number of words."""
    words = 0
    articles = world.articles(size, share)
    with path.open("w", encoding="utf-8") as file:
        for article in sorted(articles, key=lambda one: one["published"]) if by_day else articles:
            words += len(article["text"].split())
            file.write(json.dumps(article) + "\n")
    return round(words / size)


def timed(what: str, command: list[str], size: int) -> dict[str, Any]:
    """Run a command that reads so many articles; return its time, CPU time and memory.

    Starting up counts, as it does for whoever runs it.
    """
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        peak = Peak(process.pid)
        code = process.wait()
        memory = peak.stop()
    if code:
        raise SystemExit(f"{what} left with code {code}")
    seconds, used = time.perf_counter() - began, peak.used
    return {
        "what": what, "articles": size, "seconds": round(seconds, 2), "per_second": round(size / seconds, 2),
        "cpu_ms": round(1000 * used / size, 2), "peak_mb": round(memory / 1e6),
    }  # fmt: skip


class Peak:
    """The largest memory of a process and all below it, looked at four times a second (Linux).

    A page that several processes share counts once. What all of them used of the processor stands in
    ``used``, in seconds: a server of forks is nobody's child to wait for, so that no clock of ours knows it.
    """

    def __init__(self, process: int) -> None:
        self._process, self._most, self._done = process, 0, threading.Event()
        self._used: dict[int, float] = {}
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        """Return the largest sum seen, in bytes."""
        self._done.set()
        self._thread.join()
        return self._most

    @property
    def used(self) -> float:
        """Return the processor's seconds seen so far; a quarter of a second a process may lack."""
        return sum(self._used.values())

    def _watch(self) -> None:
        while not self._done.wait(0.25):
            running = family(self._process)
            self._used |= {one: seconds for one in running if (seconds := processor(one))}
            self._most = max(self._most, sum(map(resident, running)))


def family(process: int) -> list[int]:
    """Return a process and all below it."""
    found = [process]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:  # it has ended
                continue
    return found


def resident(process: int) -> int:
    """Return the bytes of memory that a process holds, its share of those that it holds with others."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def processor(process: int) -> float:
    """Return the seconds of the processor that a process has used."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def machine() -> dict[str, object]:
    """Describe what is measured on."""
    cpu = Path("/proc/cpuinfo")
    names = cpu.read_text().split("model name") if cpu.exists() else []
    return {
        "cpu": names[1].split("\n")[0].strip("\t: ") if len(names) > 1 else platform.processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9),
        "python": platform.python_version(),
        "visavis": visavis.__version__,
    }


if __name__ == "__main__":
    main()
