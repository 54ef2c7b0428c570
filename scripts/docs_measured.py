"""The page of speed and growth, made from what ``benchmarks/run`` wrote into ``benchmarks/results/``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent.parent / "benchmarks" / "results"
Results = dict[str, Any]


def results() -> Results:
    """Return what each benchmark wrote, by its name."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(RESULTS.glob("*.json"))}


def speed_page(found: Results) -> str:
    """Return the page of speed, memory and growth, and of others side by side."""
    lines = [
        "# Speed and growth", "",
        "What `benchmarks/run` measured, with the machine it ran on; `python benchmarks/run NAME` measures "
        "one table again. Articles are made up (`benchmarks/world.py`, about 600 words), the same every "
        "time. How well visavis reads stands on [another page](results.md).",
    ]  # fmt: skip
    for name, (title, note, table) in _TABLES.items():
        if name in found:
            lines += [
                "",
                f"## {title}",
                "",
                note,
                "",
                *table(found[name]["result"]),
                "",
                measured_on(name, found[name]),
            ]
    return "\n".join(lines) + "\n"


def measured_on(name: str, kept: Results) -> str:
    """Return how to measure it again, and on what it was measured."""
    on = kept["machine"]
    busy = on["load_before"] > on["cores"] / 2
    warning = " **The machine was busy with other work: expect better on a quiet one.**" if busy else ""
    return (
        f"`python benchmarks/run {name}`: {on['cores']} cores of {on['cpu']}, {on['memory_gb']} GB, "
        f"Python {on['python']}, visavis {on['visavis']}, load {on['load_before']} before it began.{warning}"
    )


def _throughput(result: Results) -> list[str]:
    rows = [
        (
            f"{p['mix']} news",
            p["what"],
            f"{p['articles']:,}",
            f"{p['per_second']:.1f}",
            f"{p['cpu_ms']:.0f}",
            f"{p['peak_mb']:,}",
        )
        for p in result["points"]
    ]
    head = ("", "what reads it", "articles", "articles/s", "CPU ms an article", "peak MB, all processes")
    return table(head, rows)


def _beside(result: Results) -> list[str]:
    rows = []
    for row in result["rows"]:
        quality = [
            f"{k.replace('_', ' ').replace('f1', 'F1')} {v:g}" for k, v in row.items() if k.endswith("_f1")
        ]
        quality += [f"{row['ties_against']} ties against it"] if "ties_against" in row else []
        rate = f"{row['per_second']:,.1f}" if row.get("per_second") else ""
        rows.append((row["row"], rate, f"{row['found']:,}" if "found" in row else "", ", ".join(quality)))
    return table(("", "articles/s of CPU", "found", "how well, on our labelled texts (kept out)"), rows)


def _grow(result: Results) -> list[str]:
    rows = [
        (
            f"{p['held']:,}",
            f"{1000 / p['seconds']:,.0f}",
            f"{p['seconds']:g}",
            f"{p['cpu']:g}",
            f"{p['peak_mb']:,}",
        )
        for p in result["points"]
    ]
    head = ("articles held before", "articles/s", "seconds for a thousand more", "CPU seconds", "peak MB")
    return table(head, rows)


def _query(result: Results) -> list[str]:
    rows = [
        ("one pair's history", f"{result['pair_seconds']:g}"),
        ("all pairs by month", f"{result['all_pairs_seconds']:g}"),
    ]
    return table((f"of {result['events']:,} events", "seconds"), rows)


def _exports(result: Results) -> list[str]:
    sizes = sorted(result, key=int)
    head = (
        "format",
        *(f"peak MB, {int(size):,} happenings" for size in sizes),
        "seconds of the last",
        "MB written",
    )
    rows = []
    for form in result[sizes[0]]["formats"]:
        each = [result[size]["formats"][form] for size in sizes]
        rows.append(
            (
                form,
                *(f"{row['peak_mb']:,}" for row in each),
                f"{each[-1]['seconds']:,}",
                f"{each[-1]['mb']:,}",
            )
        )
    return table(head, rows)


def _cluster(result: Results) -> list[str]:
    rows = [
        (
            row["where"],
            row.get("left_out") or f"{row['per_second']:.1f}",
            f"{row['start']:.0f}" if "start" in row else "",
        )
        for row in result["engines"]
    ]
    return table(("where", "articles/s", "seconds to start"), rows)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a table in Markdown, numbers to the right."""
    marks = ["---" if k == 0 else "---:" for k in range(len(head))]
    return [f"| {' | '.join(cells)} |" for cells in (head, marks, *rows)]


_TABLES = {
    "throughput": (
        "Articles into a store",
        "`visavis ingest` from a JSONL file into a fresh store, all cores, whole process, starting included. "
        "In *general* news one article in four is on affairs between states, in *political* news each. "
        "Against it the bare spaCy pipeline with the same model over every sentence, which codes and keeps "
        "nothing.",
        _throughput,
    ),
    "sidebyside": (
        "Beside what one would pick instead",
        "On the same texts in one run, one core. TF-IDF gets the threshold that is best on our tuning half; "
        "visavis has one setting for all inputs. *Found* is how much each finds, not how much is right.",
        _beside,
    ),
    "store_grow": (
        "A growing store",
        "A thousand synthetic records of new affairs merged and kept, as `ingest` does it, in stores that "
        "hold so many already; nothing is read or coded.",
        _grow,
    ),
    "store_query": ("Asking a store", "Medians of five.", _query),
    "exports": (
        "Exporting a store",
        "Each format in a process of its own. Memory is bounded where the second column is about the first.",
        _exports,
    ),
    "cluster": ("Engines and nodes", "Once warm; two nodes are two Ray nodes on one machine.", _cluster),
}
