#!/usr/bin/env python3
"""Measure the pages of visavis serve over a large store of made-up articles.

    python benchmarks/serve.py [--happenings 100000] [--store DIR] [--chromium PATH]

A store is made (or, with --store, kept and used again) by the store's own writer, whose merging is given the
stories that the articles were made from. Then the pages are asked for once each after all pairs have been
reckoned: seconds to the first byte, kilobytes, and, where Playwright and a Chromium are there, seconds until
the page is drawn (its load event, with style and scripts). Prints one JSON object.

Aim: first byte below 0.3 s, drawn below 2 s, below 5 MB a page.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from visavis.records import (
    Article,
    Claim,
    DateSpan,
    Event,
    Happening,
    Mention,
    Party,
    Record,
    Report,
    Span,
    Statement,
    Story,
    StorySpan,
    Voice,
    Words,
    content_id,
)
from visavis.store import finding
from visavis.store.store import Store
from visavis.store.writer import Writer

ANEW = (
    "/system?as_of=2022-07-31",
    "/ask?q=Are+China+and+Russia+allies%3F",
    "/relation/CHN/USA?as_of=2022-03-31",
)
"""Pages that must be reckoned anew: they say so, and ask again by themselves."""
EACH, OUTLETS = 40, 5  # happenings and articles of a story
STORIES = 50  # of a batch
FIRST, DAYS = date(2021, 1, 1), 3 * 365
STATES = [
    "USA",
    "CHN",
    "RUS",
    "GBR",
    "FRA",
    "DEU",
    "JPN",
    "IND",
    "IRN",
    "ISR",
    "UKR",
    "TUR",
    "SAU",
    "PRK",
    "KOR",
    "PAK",
    "BRA",
    "AUS",
    "CAN",
    "ITA",
    "EGY",
    "SYR",
    "POL",
    "ESP",
    "TWN",
    "VNM",
    "IDN",
    "MEX",
    "ZAF",
    "NGA",
    "ETH",
    "KEN",
    "COL",
    "VEN",
    "CUB",
    "GRC",
    "SRB",
    "HUN",
    "ROU",
    "BGR",
    "SWE",
    "NOR",
    "FIN",
    "DNK",
    "NLD",
    "BEL",
    "CHE",
    "AUT",
    "CZE",
    "SVK",
    "BLR",
    "KAZ",
    "UZB",
    "ARM",
    "AZE",
    "GEO",
    "IRQ",
    "JOR",
    "LBN",
    "QAT",
    "ARE",
    "KWT",
    "OMN",
    "YEM",
    "AFG",
    "BGD",
    "LKA",
    "MMR",
    "THA",
    "MYS",
    "PHL",
    "NZL",
    "ARG",
    "CHL",
    "PER",
]
KINDS = (
    ("CONSULT", "visit", 1.5, "met", "diplomatic"), ("SUPPORT", None, 2.0, "backed", "diplomatic"),
    ("COOPERATE", None, 5.0, "worked with", "economic"), 
    ("AGREE", None, 3.0, "promised help to", "military"),
    ("ACCUSE", "disapprove", -2.0, "criticised", "diplomatic"),
    ("THREATEN", None, -4.0, "warned", "military"),
    ("SANCTION", None, -5.0, "cut trade with", "economic"), ("REJECT", None, -3.0, "refused", "diplomatic"),
)  # fmt: skip


class Maker(Writer):
    """A writer whose merging is given the stories that its articles were made from."""

    stories: Sequence[Story] = ()

    def _merge(self, items: object) -> tuple[Story, ...]:
        return tuple(self.stories)

    def _load(self, keys: object) -> list[object]:
        return []


def fill(folder: Path, happenings: int) -> None:
    """Fill a store with made-up articles that report so many happenings."""
    dice = random.Random(8)
    with Maker(folder) as writer:
        for number in range(0, happenings // EACH, STORIES):
            pairs, stories = [], []
            for n in range(number, min(number + STORIES, happenings // EACH)):
                articles, story = affair(n, dice)
                pairs += articles
                stories.append(story)
            writer.stories = stories
            writer.add(pairs)


def affair(number: int, dice: random.Random) -> tuple[list[tuple[Article, Record]], Story]:
    """Make one story: its articles, and the happenings that they report."""
    start = FIRST + timedelta(days=dice.randrange(DAYS))
    refs = [f"s{number}-{k}" for k in range(OUTLETS)]
    lines: list[list[str]] = [[f"Made-up affair number {number}."] for _ in refs]
    events: list[list[Event]] = [[] for _ in refs]
    happenings = []
    for n in range(EACH):
        a, b = pair(dice)
        kind = KINDS[dice.randrange(len(KINDS))]
        day = (start + timedelta(days=dice.randrange(-3, 8))).isoformat()
        reports = []
        for k in dice.sample(range(OUTLETS), dice.choice((1, 1, 2, 3))):
            event = told(lines[k], a, b, kind, day)
            events[k].append(event)
            reports.append(Report(refs[k], event.id))
        happenings.append(
            Happening(
                content_id(number, n), kind[0], kind[1], (), tuple(sorted((a, b))), (a,), (b,),
                DateSpan(day, day, "day", "made up"), None, kind[2], (kind[4],), tuple(reports), len(reports),
                len(reports), (),
            )
        )  # fmt: skip
    published = start.isoformat()
    articles = [article(ref, k, published, lines[k], events[k]) for k, ref in enumerate(refs)]
    outlets = tuple(record.outlet or "" for _, record in articles)
    span = StorySpan(published, (start + timedelta(days=8)).isoformat())
    title = f"Made-up affair number {number}"
    story = Story(
        content_id("story", number), tuple(refs), title, outlets, OUTLETS, (), span, tuple(happenings), (), ()
    )
    return articles, story


def pair(dice: random.Random) -> tuple[str, str]:
    """Draw two states, some of which are in the news far more than others."""
    while True:
        a, b = (STATES[min(len(STATES) - 1, int(dice.paretovariate(0.7)) - 1)] for _ in range(2))
        if a != b:
            return a, b


def told(lines: list[str], a: str, b: str, kind: tuple[str, str | None, float, str, str], day: str) -> Event:
    """Add a sentence to an article, and return the event that it reports."""
    at = sum(len(line) + 1 for line in lines)
    sentence = f"On {day} {a} {kind[3]} {b}, officials said."
    lines.append(sentence)
    where = at + len(f"On {day} ")
    trigger = Words(where + 4, where + 4 + len(kind[3]), kind[3])
    second = trigger.end + 1
    return Event(
        content_id(a, b, day, kind[0], at), kind[0], kind[1], (kind[4],), (),
        (Party(a, a, where, where + 3),), (Party(b, b, second, second + 3),),
        DateSpan(day, day, "day", "made up"), None, Voice("outlet"), trigger,
        Span(at, at + len(sentence)), kind[2], 0.8, f"{kind[0]}#made-up",
    )  # fmt: skip


def article(
    ref: str, k: int, published: str, lines: list[str], events: list[Event]
) -> tuple[Article, Record]:
    """Make an article of its sentences, with a claim and some statements."""
    text = "\n".join(lines)
    outlet = f"The Made-up {('Herald', 'Post', 'Wire', 'Courier', 'Review')[k]}"
    found = Article(content_id(text), ref, f"{ref}.txt", text, outlet, lines[0], published=published)
    claims = tuple(
        Claim("strategic partners", "status",
              tuple(sorted((e.actors[0].code or "", e.recipients[0].code or ""))), "outlet", False,
              e.date, e.trigger.start, e.trigger.end, e.trigger.text, e.sentence)
        for e in events[:1]
    )  # fmt: skip
    statements = tuple(
        Statement(content_id(ref, e.id), "indirect", e.sentence.start, e.trigger.end + 4,
                  text[e.sentence.start : e.trigger.end + 4], None, None, None, (), (), (), e.sentence)
        for e in events[:3]
    )  # fmt: skip
    mentions = tuple(
        Mention(p.start, p.end, p.text, p.code) for e in events for p in (*e.actors, *e.recipients)
    )
    record = Record(
        found.id, ref, found.source, outlet, lines[0], None, None,
        DateSpan(published, published, "day", "metadata"), "en", text, (), (),
        tuple(e.sentence for e in events), (), mentions, tuple(events), statements, (), (), claims, (),
    )  # fmt: skip
    return found, record


# ---------------------------------------------------------------- what is measured


def paths(folder: Path) -> list[str]:
    """Return the pages that are asked for."""
    with Store(folder) as store:
        one = finding.find_happenings(store, finding.Wanted(actors=("CHN", "USA")), 1)[0]
        _, story = finding.happening(store, one.id) or (one, "")
        key = finding.entries_of(store, [one.reports[0].ref])[one.reports[0].ref].key
    return [
        "/", "/?page=50", "/?page=3000", "/?actor=CHN&actor=USA", "/?q=affair", "/?q=%22affair+number+7%22",
        "/?type=THREATEN&since=2022-01&until=2022-06", "/?outlet=The+Made-up+Wire",
        "/?outlet=The+Made-up+Wire&q=officials", "/relations",
        "/relation/CHN/USA", "/relation/KAZ/VNM", "/stories", f"/story/{story}", f"/happening/{one.id}",
        f"/article/{key}", f"/article/{key}?show=e0", f"/article/{key}/item/e0",
        "/system", "/system?if=CHN:TWN",
        "/inbox", "/codebook/CONSULT", "/api", "/overview.json", "/relations.csv",
    ]  # fmt: skip


def asked(base: str, path: str, process: int | None = None) -> tuple[float, int, float]:
    """Return seconds to the first byte, kilobytes, and the server's processor seconds, of one page."""
    before = busy(process)
    begun = time.perf_counter()
    with urllib.request.urlopen(base + path, timeout=120) as answer:
        first = answer.read(1)
        late = time.perf_counter() - begun
        size = len(first + answer.read()) // 1000
    return late, size, busy(process) - before


def busy(process: int | None) -> float:
    """Return the processor seconds of a process so far, by Linux's /proc; 0 where there is none."""
    stat = Path(f"/proc/{process}/stat")
    if process is None or not stat.exists():
        return 0.0
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def until_idle(process: int) -> None:
    """Wait until a process does next to nothing, at most a minute."""
    for _ in range(60):
        before = busy(process)
        time.sleep(1)
        if busy(process) - before < 0.05:
            return


def waited(base: str, path: str) -> float:
    """Return seconds until a page that says that it is being reckoned says so no more."""
    begun = time.perf_counter()
    while True:
        with urllib.request.urlopen(base + path, timeout=120) as answer:
            if "Refresh" not in answer.headers:
                return time.perf_counter() - begun
        time.sleep(0.2)


def until_reckoned(base: str) -> float:
    """Wait until no page says that all pairs are being reckoned; return the seconds."""
    begun = time.perf_counter()
    for path in ("/relations.json", "/relation/CHN/USA.json", "/system.json", "/static/vega.js"):
        while True:
            try:
                asked(base, path)
                break
            except urllib.error.HTTPError as error:
                if error.code != 503:
                    raise
                time.sleep(0.5)
    while "being reckoned" in urllib.request.urlopen(base + "/relation/CHN/USA").read().decode():
        time.sleep(0.5)
    return time.perf_counter() - begun


def drawn(base: str, pages: Sequence[str], chromium: str) -> Iterator[float]:
    """Yield seconds until each page is drawn in Chromium."""
    from playwright.sync_api import sync_playwright

    quiet = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=quiet)
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        page.goto(base + "/api")
        for path in pages:
            begun = time.perf_counter()
            page.goto(base + path, wait_until="load")
            page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
            yield time.perf_counter() - begun
        browser.close()


def main() -> int:
    """Make the store, serve it, ask for the pages."""
    options = argparse.ArgumentParser(description="Measure visavis serve.")
    options.add_argument("--happenings", type=int, default=100_000)
    options.add_argument("--store", type=Path)
    options.add_argument("--chromium", default=os.environ.get("CHROMIUM") or shutil.which("chromium"))
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = given.store or Path(made) / "store"
        begun = time.perf_counter()
        if not folder.exists():
            fill(folder, given.happenings)
        with Writer(folder):  # a store that is used again may be of an older schema
            pass
        report = {"filled_s": round(time.perf_counter() - begun, 1)}
        with Store(folder) as store:
            status = store.status()
        report |= {
            "happenings": status.happenings,
            "articles": status.articles,
            "mb": status.bytes // 1_000_000,
        }
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "visavis", "serve", "--store", str(folder), "--port", str(port)]
        served = subprocess.Popen(command, stdout=subprocess.PIPE)
        try:
            assert served.stdout is not None
            served.stdout.readline()
            print(
                json.dumps(
                    report | measured(f"http://127.0.0.1:{port}", folder, given.chromium, served.pid),
                    indent=1,
                )
            )
        finally:
            served.terminate()
            served.wait()
    return 0


def measured(base: str, folder: Path, chromium: str | None, process: int) -> dict[str, object]:
    """Return what each page took."""
    time.sleep(1)
    ready = until_reckoned(base)
    until_idle(process)
    pages = paths(folder)
    first = [asked(base, path, process) for path in pages]
    again = [asked(base, path, process) for path in pages]
    anew = {path: (*asked(base, path, process)[::2], waited(base, path)) for path in ANEW}
    shown = [p for p in pages if not p.endswith((".json", ".csv"))]
    try:
        times = dict(zip(shown, drawn(base, shown, chromium), strict=True)) if chromium else {}
    except ImportError:
        times = {}
    table = {
        path: {
            "first_byte_s": round(one[0], 3),
            "again_s": round(two[0], 3),
            "kb": one[1],
            "cpu_s": round(one[2], 2),
        }
        | ({"drawn_s": round(times[path], 3)} if path in times else {})
        for path, one, two in zip(pages, first, again, strict=True)
    }
    return {
        "reckoned_s": round(ready, 1),
        "worst_first_byte_s": round(max(one[0] for one in first), 3),
        "worst_drawn_s": round(max(times.values()), 3) if times else None,
        "anew": {
            path: {"first_byte_s": round(one, 3), "cpu_s": round(cpu, 2), "ready_s": round(ready, 2)}
            for path, (one, cpu, ready) in anew.items()
        },
        "worst_kb": max(one[1] for one in first),
        "pages": table,
    }


if __name__ == "__main__":
    sys.exit(main())
