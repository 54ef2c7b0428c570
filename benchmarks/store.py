"""Measure the store: `python benchmarks/store.py window|grow|query [N]`; each prints one JSON object.

window  adds benchmarks/stories in batches of N (10) with only what is touched merged anew, in the order of
        time, and compares the stories and happenings with those of all articles merged at once.
grow    adds a thousand synthetic articles to stores of 1,000 and more, up to N (200,000): seconds, processor
        time and memory of each; what the stores hold before is put there without being merged.
query   fills a store with N (1,200,000) synthetic events in 60 months and asks for one pair's history, and
        for all pairs by month.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, count
from multiprocessing.connection import Connection
from pathlib import Path

import pyarrow as pa

import visavis
from visavis import pipeline
from visavis.records import (
    Article,
    DateSpan,
    Event,
    Happening,
    Party,
    Record,
    Report,
    Span,
    Story,
    StorySpan,
    Voice,
    Words,
)
from visavis.store import catalog, neighbours, upkeep
from visavis.store import writer as module
from visavis.store.segments import write_tables
from visavis.store.store import Store
from visavis.store.tables import to_tables
from visavis.store.writer import BATCH, Item, Writer

HERE = Path(__file__).parent
EXAMPLES = Path(visavis.__file__).parent / "examples" / "articles"
FORKS = multiprocessing.get_context("spawn")
POINTS = (1_000, 10_000, 50_000, 200_000)
FILLED = 2_000  # articles that are put into a store at once
DAILY = 274  # articles a day: 200,000 are two years
CODES = (
    "USA",
    "CHN",
    "RUS",
    "GBR",
    "FRA",
    "DEU",
    "IND",
    "JPN",
    "KOR",
    "PRK",
    "IRN",
    "ISR",
    "SAU",
    "TUR",
    "UKR",
    "POL",
    "BRA",
    "MEX",
    "CAN",
    "AUS",
)


def window(size: int) -> dict[str, object]:
    """Compare merging what is touched with merging all."""
    inputs = [str(HERE / "stories" / f"{half}.jsonl") for half in ("tune", "heldout")]
    pairs = [(a, r) for a, r in pipeline.read_each(inputs) if a and isinstance(r, Record)]
    pairs.sort(key=lambda p: (p[1].published.start or "" if p[1].published else "", p[1].ref))
    _, stories = pipeline.merge_dated(pairs)
    neighbours.EXACT = 0
    merged = []
    with tempfile.TemporaryDirectory() as name:
        for start in range(0, len(pairs), size):
            with Writer(Path(name), pipeline.read_one) as writer:
                own = writer._merge
                writer._merge = lambda items, own=own: merged.append(len(items)) or own(items)  # type: ignore
                writer.add(pairs[start : start + size])
        with Store(name) as store:
            found = store.stories()
    told = [[(r.ref, r.event) for r in h.reports] for s in found for h in s.happenings]
    whole = [[(r.ref, r.event) for r in h.reports] for s in stories for h in s.happenings]
    return {
        "articles": len(pairs),
        "merged_for_a_batch": statistics.mean(merged),
        "stories_f1": _pairwise([s.members for s in found], [s.members for s in stories]),
        "happenings_f1": _pairwise(told, whole),
        "stories_are_equal": _members(found) == _members(stories),
    }


def _members(stories: Iterable[Story]) -> set[tuple[str, ...]]:
    return {s.members for s in stories}


def _pairwise(found: Iterable[Sequence[object]], gold: Iterable[Sequence[object]]) -> float:
    one, two = (
        {frozenset(p) for group in groups for p in combinations(group, 2)} for groups in (found, gold)
    )
    return round(2 * len(one & two) / max(1, len(one) + len(two)), 4)


def grow(total: int) -> dict[str, object]:
    """Add a thousand articles to stores of 1,000 articles and more, up to ``total``.

    What lies before is put there without being merged, each affair as a story; the thousand that are measured
    are new affairs and go the whole way, in batches of a hundred, with the compaction that ingest does.
    """
    points, made = [], _articles(random.Random(2))
    with tempfile.TemporaryDirectory() as name:
        folder, held = Path(name), 0
        for size in (size for size in POINTS if size <= total):
            _fill(folder, made, size - held)
            points.append({"held": size, **_add(folder, [next(made) for _ in range(1000)])})
            print(json.dumps(points[-1]), file=sys.stderr, flush=True)
            held = size + 1000
        with Store(name) as store:
            held, kept = store.status().articles, store.status().bytes
    return {"points": points, "bytes_per_article": kept // held}


def _add(folder: Path, articles: Sequence[tuple[Article, Record]]) -> dict[str, object]:
    """Add articles in a process of its own; return what that took."""
    here, there = FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=_measure, args=(folder, articles, there))
    process.start()
    there.close()
    found: dict[str, object] = here.recv()
    process.join()
    return found


def _measure(folder: Path, articles: Sequence[tuple[Article, Record]], pipe: Connection) -> None:
    began, cpu = time.perf_counter(), time.process_time()
    with Writer(folder) as writer, upkeep.Compactor(folder) as compactor:
        for start in range(0, len(articles), BATCH):
            writer.add(articles[start : start + BATCH])
            if upkeep.crowded(writer):
                compactor.start()
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    with Store(folder) as store:
        store.status()
    pipe.send({"seconds": round(seconds, 2), "cpu": round(cpu, 2), "peak_mb": round(_peak() / 1e6)})


def _peak() -> int:
    """Return the most bytes that this process held, on Linux; ru_maxrss would count its parent's too."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


def _fill(folder: Path, made: Iterator[tuple[Article, Record]], count: int) -> None:
    """Put so many articles into a store, each affair as one story of one happening; nothing is merged."""
    with Writer(folder) as writer:
        writer._merge = _as_made  # type: ignore[method-assign]
        own, module.affected = module.affected, lambda *given, **how: set()  # type: ignore[assignment]
        for start in range(0, count, FILLED):
            writer.add([next(made) for _ in range(min(FILLED, count - start))])
            if upkeep.crowded(writer):
                with upkeep.Compactor(folder) as compactor:
                    compactor.start()
        module.affected = own


def _as_made(items: Sequence[Item]) -> tuple[Story, ...]:
    """Return each affair as a story."""
    affairs: dict[str, list[Record]] = {}
    for item in items:
        affairs.setdefault(item.base.title or "", []).append(item.base)
    return tuple(_affair(name, records) for name, records in affairs.items())


def _affair(name: str, records: Sequence[Record]) -> Story:
    first, refs = records[0].events[0], tuple(r.ref for r in records)
    parties = tuple(sorted(str(p.code) for p in (*first.actors, *first.recipients)))
    happening = Happening(
        name, first.type, None, (), parties, parties[:1], parties[1:], first.date, None, first.score, (),
        tuple(Report(r.ref, r.events[0].id) for r in records), len(records), len(records), (),
    )  # fmt: skip
    span = StorySpan(first.date.start, first.date.end)
    return Story(f"s-{name}", refs, name, (), len(refs), (), span, (happening,), (), ())


def _articles(chance: random.Random) -> Iterator[tuple[Article, Record]]:
    """Yield synthetic articles without end: affairs of eight articles within days, DAILY articles a day."""
    general = [f"word{n}" for n in range(5000)]
    for n in count():
        affair = n // 8
        own = random.Random(affair)
        day = date(2020, 1, 1) + timedelta(days=8 * affair // DAILY + chance.randrange(3))
        special = [f"Name{own.randrange(200_000)}" for _ in range(25)]
        words = [
            chance.choice(general) if chance.random() < 0.8 else chance.choice(special) for _ in range(300)
        ]
        sentences, text = [], ""
        for start in range(0, 300, 20):
            sentence = " ".join(words[start : start + 20]) + "."
            sentences.append(Span(len(text), len(text) + len(sentence)))
            text += sentence + " "
        ref, outlet, title = f"a{n}", f"Outlet {chance.randrange(40)}", f"Affair {affair}"
        span = DateSpan(day.isoformat(), day.isoformat(), "day", "metadata")
        event = _event(f"e{n}", own.sample(CODES, 2), span)
        article = Article(
            ref, ref, f"made.jsonl:{n}", text, outlet=outlet, title=title, published=day.isoformat()
        )
        yield article, _record(article, span, tuple(sentences), (event,))


def _record(
    article: Article, span: DateSpan, sentences: tuple[Span, ...], events: tuple[Event, ...]
) -> Record:
    return Record(
        article.id, article.ref, article.source, article.outlet, article.title, None, None, span, "en",
        article.text, (), (), sentences, (), (), events, (), (), (), (), (),
    )  # fmt: skip


def _event(name: str, codes: Sequence[str], span: DateSpan) -> Event:
    a, b = (Party(code, code, 0, 3) for code in codes)
    return Event(
        name, "CONSULT", "meet", (), (), (a,), (b,), span, None, Voice("outlet"), Words(0, 3, "met"),
        Span(0, 20), 2.5, 0.9, "made",
    )  # fmt: skip


def query(events: int) -> dict[str, object]:
    """Ask a store of many events for a pair's history and for all pairs by month; medians of five."""
    chance, months = random.Random(3), 60
    each = events // months
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Writer(folder) as writer:
            for index in range(months):
                month = f"{2018 + index // 12}-{index % 12 + 1:02d}"
                tables = _month(chance, month, each)
                segments = write_tables(folder, month, tables)
                with catalog.transaction(writer.database):
                    catalog.add_segments(writer.database, segments, 1)
        with Store(folder) as store:
            every = (
                "SELECT month, parties[1] AS a, parties[2] AS b, count(*) AS events, avg(score) AS score "
                "FROM events WHERE len(parties) = 2 GROUP BY ALL"
            )
            return {
                "events": each * months,
                "pair_rows": store.history("CHN", "USA").num_rows,
                "pair_seconds": _timed(lambda: store.history("CHN", "USA")),
                "all_pairs_rows": store.sql(every).num_rows,
                "all_pairs_seconds": _timed(lambda: store.sql(every)),
            }


def _timed(ask: Callable[[], object]) -> float:
    times = []
    for _ in range(5):
        began = time.perf_counter()
        ask()
        times.append(time.perf_counter() - began)
    return round(statistics.median(times), 3)


def _month(chance: random.Random, month: str, count: int) -> dict[str, pa.Table]:
    span = DateSpan(f"{month}-15", f"{month}-15", "day", "metadata")
    own = [_event(f"{month}-{n}", chance.sample(CODES, 2), span) for n in range(1000)]
    article = Article(month, month, "made.jsonl", "Made.", published=f"{month}-15")
    tables = to_tables({month: _record(article, span, (), tuple(own))})
    copies = pa.concat_tables([tables["events"]] * (count // 1000 + 1)).slice(0, count)
    return {"articles": tables["articles"], "events": copies}


MEASURES = {"window": (window, 10), "grow": (grow, 200_000), "query": (query, 1_200_000)}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in MEASURES:
        sys.exit(__doc__)
    measure, usual = MEASURES[sys.argv[1]]
    print(json.dumps(measure(int(sys.argv[2]) if len(sys.argv) > 2 else usual)))
