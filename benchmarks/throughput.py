#!/usr/bin/env python3
"""Measure what `visavis ingest` reads a second, and how that holds as the input grows.

    python benchmarks/throughput.py                    1,000 and 5,000 articles of 600 words, a store each
    python benchmarks/throughput.py 1000 20000 200000  other sizes; each is a point of the curve
    python benchmarks/throughput.py --share 1.0        only articles on affairs between states

Articles come from benchmarks/world.py. For each size: articles a second end to end (from a JSONL file into a
fresh store, with all cores), CPU milliseconds an article, and the peak memory of all processes together.
Prints a table and, as the last line, JSON with the machine described.
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

import world

import visavis


def main() -> None:
    """Measure each size and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sizes", type=int, nargs="*", default=[1000, 5000])
    parser.add_argument("--share", type=float, default=world.SHARE)
    given = parser.parse_args()
    points = []
    print("articles  seconds  articles/s  CPU ms/article  peak MB")
    for size in given.sizes:
        point = measure(size, given.share)
        points.append(point)
        print(
            f"{size:8,}  {point['seconds']:7.1f}  {point['per_second']:10.1f}  {point['cpu_ms']:14.1f}"
            f"  {point['peak_mb']:7,.0f}",
            flush=True,
        )
    print(json.dumps({"machine": machine(), "share": given.share, "points": points}))


def measure(size: int, share: float) -> dict[str, float]:
    """Ingest so many articles into a fresh store, in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        source = Path(name, "news.jsonl")
        with source.open("w", encoding="utf-8") as file:
            for article in world.articles(size, share):
                file.write(json.dumps(article) + "\n")
        command = [
            sys.executable,
            "-m",
            "visavis",
            "ingest",
            str(source),
            "--store",
            str(Path(name, "store")),
        ]
        began, cpu = time.perf_counter(), os.times()
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            peak = Peak(process.pid)
            code = process.wait()
            memory = peak.stop()
        if code:
            raise SystemExit(f"visavis ingest left with code {code}")
        seconds, spent = time.perf_counter() - began, os.times()
    used = spent.children_user + spent.children_system - cpu.children_user - cpu.children_system
    return {
        "articles": size, "seconds": round(seconds, 2), "per_second": round(size / seconds, 2),
        "cpu_ms": round(1000 * used / size, 2), "peak_mb": round(memory / 1e6),
    }  # fmt: skip


class Peak:
    """The largest memory of a process and all below it, looked at ten times a second (Linux)."""

    def __init__(self, process: int) -> None:
        self._process, self._most, self._done = process, 0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        """Return the largest sum seen, in bytes; pages that processes share count in each."""
        self._done.set()
        self._thread.join()
        return self._most

    def _watch(self) -> None:
        while not self._done.wait(0.1):
            self._most = max(self._most, sum(map(resident, family(self._process))))


def family(process: int) -> list[int]:
    """Return a process and all below it."""
    found = [process]
    for one in found:
        try:
            found += map(int, Path(f"/proc/{one}/task/{one}/children").read_text().split())
        except OSError:  # it has ended
            continue
    return found


def resident(process: int) -> int:
    """Return the bytes of memory that a process holds."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


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
