#!/usr/bin/env python3
"""Measure how much memory `visavis export` takes over stores of two sizes, in every format.

    python benchmarks/exports.py [N]        N happenings (200,000), and a tenth of that

The stores are made as benchmarks/serve.py makes its own. Each export is a process of its own; the peak is of
its resident memory. Memory is bounded when the peak of the large store is about that of the small one. Prints
a table and, as the last line, JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import serve
from throughput import Peak

from visavis.exchange.export import Format
from visavis.store.store import Store

FORMATS = (*Format.__args__, "parquet happenings")


def main() -> None:
    """Fill both stores, export each in every format, print."""
    whole = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    found: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as name:
        for happenings in (whole // 10, whole):
            folder = Path(name, f"of-{happenings}")
            serve.fill(folder, happenings)
            with Store(folder) as store:
                status = store.status()
            megabytes = status.bytes / 1e6
            print(f"{status.happenings:,} happenings, {status.articles:,} articles, {megabytes:,.0f} MB")
            rows = {}
            for form in FORMATS:
                rows[form] = row = measure(folder, form, Path(name, "out"))
                told = f"{row['peak_mb']:7,} MB {row['seconds']:7.1f} s {row['mb']:8,.1f} MB written"
                print(f"  {form:20} {told}", flush=True)
            found[str(status.happenings)] = {"articles": status.articles, "formats": rows}
    print(json.dumps(found))


def measure(folder: Path, form: str, output: Path) -> dict[str, float]:
    """Export a store in a process of its own; peak megabytes, seconds, megabytes written."""
    kind, _, table = form.partition(" ")
    command = [
        sys.executable,
        "-m",
        "visavis",
        "export",
        "--format",
        kind,
        "--store",
        str(folder),
        "-o",
        str(output),
    ]
    began = time.perf_counter()
    with subprocess.Popen(
        [*command, *(["--table", table] if table else [])], stdout=subprocess.DEVNULL
    ) as process:
        peak = Peak(process.pid)
        code = process.wait()
    most = peak.stop()
    if code:
        raise SystemExit(f"visavis export --format {form} left with code {code}")
    return {
        "peak_mb": round(most / 1e6), "seconds": round(time.perf_counter() - began, 1),
        "mb": round(output.stat().st_size / 1e6, 1),
    }  # fmt: skip


if __name__ == "__main__":
    main()
