#!/usr/bin/env python3
"""Measure every figure that we claim, and hold it against ``baseline.json``.

    python benchmarks/quality.py [--only SET,...] [--fast] [--check] [--write]

Prints a table on standard error and one JSON object on standard output. Figures are points out of 100.
``--check`` leaves with 1 when a figure is more than half a point worse than the baseline, or when a set has
changed since its baseline was written; ``--write`` makes what was measured the baseline. ``--fast`` leaves
out what rules were tuned on and the model's own scores. Sets of ``shared/`` (the environment's
VISAVIS_SHARED, else beside the repository) are measured where that folder is there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from quality_sets import sets

BASELINE = Path(__file__).parent / "baseline.json"
TOLERANCE = 0.5  # points
LOWER = ("body_marked", "false_alarms")  # figures that are the better the lower they are


def digest(files: Iterable[Path]) -> str:
    """Return a hash of what a set consists of."""
    whole = hashlib.sha256()
    for file in files:
        whole.update(file.read_bytes())
    return whole.hexdigest()[:16]


def loss(name: str, now: float, then: float) -> float:
    """Return by how many points a figure is worse than it was."""
    return round(now - then if name.endswith(LOWER) else then - now, 2)


def falls(measured: dict[str, dict[str, object]], baseline: dict[str, dict[str, object]]) -> list[str]:
    """Return in words what is worse than the baseline by more than the tolerance, or cannot be compared."""
    said = []
    for name, one in measured.items():
        old = baseline.get(name)
        if old is None:
            said.append(f"{name}: not in the baseline; write it with --only {name} --write")
            continue
        if old["sha256"] != one["sha256"]:
            said.append(f"{name}: the set has changed since its baseline; see the figures, then --write")
        then, now = dict(old["figures"]), dict(one["figures"])  # type: ignore[call-overload]
        for key in sorted(then.keys() | now.keys()):
            if key not in then or key not in now:
                said.append(f"{name} {key}: only in {'the baseline' if key in then else 'what was measured'}")
            elif (worse := loss(key, now[key], then[key])) > TOLERANCE:
                said.append(f"{name} {key}: {now[key]:g}, was {then[key]:g}: worse by {worse:g} points")
    return said


def table(measured: dict[str, dict[str, object]], baseline: dict[str, dict[str, object]]) -> str:
    """Return what was measured beside the baseline, one line a figure."""
    lines = [f"{'set':24}{'figure':30}{'now':>8}{'baseline':>10}"]
    for name, one in measured.items():
        then = baseline.get(name, {}).get("figures", {})
        for key, now in one["figures"].items():  # type: ignore[attr-defined]
            old = f"{then[key]:.2f}" if key in then else "-"  # type: ignore[operator,index]
            lines.append(f"{name:24}{key:30}{now:8.2f}{old:>10}")
    return "\n".join(lines)


def read_baseline() -> dict[str, dict[str, object]]:
    """Return the baseline's sets; none when it has not been written."""
    return json.loads(BASELINE.read_text(encoding="utf-8"))["sets"] if BASELINE.exists() else {}


def write_baseline(measured: dict[str, dict[str, object]], known: dict[str, dict[str, object]]) -> None:
    """Make what was measured the baseline; sets that were not measured keep theirs."""
    about = (
        "Every figure that we claim, in points of 100; `python benchmarks/quality.py --write` measures them."
    )
    whole = {"about": about, "tolerance": TOLERANCE, "sets": dict(sorted({**known, **measured}.items()))}
    BASELINE.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and check or write as asked; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", metavar="SET,...", help="measure these sets, as furniture/kept_out,model")
    parser.add_argument("--fast", action="store_true", help="leave out tuned halves and the model")
    parser.add_argument("--check", action="store_true", help="leave with 1 when a figure has fallen")
    parser.add_argument("--write", action="store_true", help="make what is measured the baseline")
    args = parser.parse_args(argv)
    there = {one.name: one for one in sets()}
    names = (
        args.only.split(",") if args.only else [n for n, one in there.items() if one.fast or not args.fast]
    )
    if unknown := [name for name in names if name not in there]:
        parser.error(f"no such set here: {', '.join(unknown)}; there are {', '.join(there)}")
    known = read_baseline()
    measured: dict[str, dict[str, object]] = {}
    for name in names:
        one = there[name]
        measured[name] = {"on": one.on, "sha256": digest(one.files), "figures": one.measure()}
    print(table(measured, known), file=sys.stderr)
    print(json.dumps(measured, indent=1, ensure_ascii=False))
    if args.write:
        write_baseline(measured, known)
    fallen = falls(measured, known) if args.check else []
    for line in fallen:
        print(f"FELL {line}", file=sys.stderr)
    return int(bool(fallen))


if __name__ == "__main__":
    sys.exit(main())
