"""The page of what a day of the world's news and ten years of Common Crawl News cost, on paper.

Made from what ``benchmarks/cluster.py`` measured, as ``benchmarks/run cluster`` wrote it down.
"""

from __future__ import annotations

import math

import docs_measured

DAY = 1_000_000
"""Articles of a day of the world's news."""

CRAWL = 1_350_000_000
"""Articles of ten years of Common Crawl News (August 2016 to May 2026)."""

_SOURCE = "[R. M. Lazzaroni, J. Lasser and K. Solovev, *Infini-News*, 2026](https://arxiv.org/abs/2605.18337)"
_MONTHS = 120
_CORES = (16, 64, 1024)
Results = docs_measured.Results


def costs_page(found: Results) -> str:
    """Return the page; without numbers when nothing was measured yet."""
    if "cluster" not in found:
        return "# What the world's news costs\n\nNot measured yet: `python benchmarks/run cluster` does it.\n"
    kept = found["cluster"]
    one = next(row for row in kept["result"]["engines"] if row["where"] == "pool, one process")
    numbers = {**kept["result"]["serial"], "rate": round(1000 / one["cpu_ms"], 1), "memory": one["peak_mb"]}
    lines = [
        "# What the world's news costs", "",
        "On paper, from numbers that `benchmarks/cluster.py` measured; none of these jobs was run whole. All "
        "articles are counted as English texts of 600 words: what is in other languages is kept but not "
        "coded, and costs less. Made-up articles repeat sentences of each other, so that real ones take more "
        "room in a store than these.", "",
        "## The numbers", "", *_measured(numbers), "", docs_measured.measured_on("cluster", kept), "",
        "## The formulas", "", *_formulas(numbers), "",
        "## A day of the world's news, a million articles", "", *_cost(DAY, numbers, stores=1), "",
        "## Ten years of Common Crawl News", "",
        f"{CRAWL / 1e9:.2f} billion articles, by {_SOURCE}. A store for each of its {_MONTHS} months can be "
        "filled beside the others; what happens across the border of two months is then merged in neither.",
        "", *_cost(CRAWL, numbers, stores=_MONTHS), "",
        "A store of a month of it would be larger than any that was tried: the largest that was measured is "
        "on the page of [speed and growth](speed.md).",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _measured(numbers: Results) -> list[str]:
    """Return the table of what was measured."""
    rows = [
        ("r: read and coded, one core (by CPU time)", f"{numbers['rate']:g} articles/s"),
        ("g: given out to workers, one process", f"{numbers['given_out_per_second']:,.0f} articles/s"),
        ("t: records taken in, one process", f"{numbers['taken_in_per_second']:,.0f} articles/s"),
        ("k: merged and kept, one process", f"{numbers['kept_per_second']:,.0f} articles/s"),
        ("m: memory of a process that reads", f"{numbers['memory']:,} MB"),
        ("an article as JSON", f"{numbers['bytes_text']:,} bytes"),
        ("the same, packed by itself (gzip)", f"{numbers['bytes_text_gzip']:,} bytes"),
        ("its record as JSON", f"{numbers['bytes_record_json']:,} bytes"),
        ("s: an article in the store, all in", f"{numbers['bytes_store']:,} bytes"),
    ]
    return docs_measured.table(("", "measured"), rows)


def _formulas(numbers: Results) -> list[str]:
    """Return how costs follow from the numbers, and where more cores help no more."""
    rate, kept = numbers["rate"], numbers["kept_per_second"]
    taken = min(numbers["given_out_per_second"], numbers["taken_in_per_second"])
    return [
        "- core hours of reading = articles / r / 3600",
        "- memory = m for each process that reads, and one more process that keeps",
        "- storage = articles × s",
        f"- one store keeps up with k / r = {kept / rate:.0f} cores that read: reading scales with cores, "
        f"but one process merges and keeps, {kept:,.0f} articles a second. This is where `ingest` stops "
        "scaling, and why more than a few million articles are better spread over several stores",
        "- without a store (`read`), one process gives out articles and takes in records for "
        f"min(g, t) / r = {taken / rate:,.0f} cores; for more, several jobs run beside each other, each over "
        "its part of the inputs",
    ]


def _cost(count: int, numbers: Results, stores: int) -> list[str]:
    """Return the table of what so many articles cost."""
    hours = count / numbers["rate"] / 3600
    keeping = count / stores / numbers["kept_per_second"] / 3600
    rows = [("reading and coding", f"{hours:,.0f} core hours")]
    served = min(numbers["given_out_per_second"], numbers["taken_in_per_second"]) / numbers["rate"]
    for cores in _CORES:
        memory, jobs = cores * numbers["memory"] / 1000, math.ceil(cores / served)
        beside = "" if jobs == 1 else f", in {jobs} jobs"
        rows.append((f"on {cores:,} cores with {memory:,.0f} GB of memory{beside}", _span(hours / cores)))
    each = "one store" if stores == 1 else f"each of {stores} stores"
    rows += [
        (f"merging and keeping, {each}, one process", _span(keeping)),
        ("storage of the stores", _bytes(count * numbers["bytes_store"])),
        ("the articles as JSONL.gz", _bytes(count * numbers["bytes_text_gzip"])),
    ]
    return docs_measured.table(("", "cost"), rows)


def _span(hours: float) -> str:
    if hours < 1:
        return f"{hours * 60:.0f} minutes"
    return f"{hours:,.1f} hours" if hours < 48 else f"{hours / 24:,.0f} days"


def _bytes(count: float) -> str:
    return f"{count / 1e12:,.1f} TB" if count >= 1e12 else f"{count / 1e9:,.1f} GB"
