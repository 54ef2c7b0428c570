"""Measure the store: `python benchmarks/store.py window|grow|query [N]`; each prints one JSON object.

window  adds benchmarks/stories in batches of N (10) with only what is touched merged anew, in the order of
        time, and compares the stories and happenings with those of all articles merged at once.
grow    adds synthetic articles, a thousand at a time, up to N (10,000); seconds for each thousand.
query   fills a store with N (1,200,000) synthetic events in 60 months and asks for one pair's history, and
        for all pairs by month.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pyarrow as pa

import visavis
from visavis import pipeline
from visavis.records import Article, DateSpan, Event, Party, Record, Span, Story, Voice, Words
from visavis.store import catalog, neighbours, upkeep
from visavis.store.segments import write_tables
from visavis.store.store import Store
from visavis.store.tables import to_tables
from visavis.store.writer import Writer

HERE = Path(__file__).parent
EXAMPLES = Path(visavis.__file__).parent / "examples" / "articles"
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
    """Add synthetic articles; seconds for each thousand, in batches of a hundred."""
    chance, seconds = random.Random(2), []
    with tempfile.TemporaryDirectory() as name:
        made = _articles(chance, total)
        for _ in range(total // 1000):
            batch = [next(made) for _ in range(1000)]
            began = time.perf_counter()
            with Writer(Path(name)) as writer:
                for start in range(0, 1000, 100):
                    writer.add(batch[start : start + 100])
                full = upkeep.crowded(writer)
            if full:
                upkeep.compact(Path(name))
            seconds.append(round(time.perf_counter() - began, 2))
        with Store(name) as store:
            size = store.status().bytes
    return {"articles": total, "seconds_per_thousand": seconds, "bytes_per_article": size // total}


def _articles(chance: random.Random, total: int) -> Iterator[tuple[Article, Record]]:
    """Yield synthetic articles of affairs of about eight articles within days, over two years."""
    general = [f"word{n}" for n in range(5000)]
    for n in range(total):
        affair = n // 8
        own = random.Random(affair)
        day = date(2020, 1, 1) + timedelta(days=own.randrange(730) + chance.randrange(3))
        special = [f"Name{own.randrange(200_000)}" for _ in range(25)]
        words = [
            chance.choice(general) if chance.random() < 0.8 else chance.choice(special) for _ in range(300)
        ]
        sentences, text = [], ""
        for start in range(0, 300, 20):
            sentence = " ".join(words[start : start + 20]) + "."
            sentences.append(Span(len(text), len(text) + len(sentence)))
            text += sentence + " "
        ref, outlet = f"a{n}", f"Outlet {chance.randrange(40)}"
        span = DateSpan(day.isoformat(), day.isoformat(), "day", "metadata")
        event = _event(f"e{n}", own.sample(CODES, 2), span)
        article = Article(ref, ref, f"made.jsonl:{n}", text, outlet=outlet, published=day.isoformat())
        yield article, _record(article, span, tuple(sentences), (event,))


def _record(
    article: Article, span: DateSpan, sentences: tuple[Span, ...], events: tuple[Event, ...]
) -> Record:
    return Record(
        article.id, article.ref, article.source, article.outlet, None, None, None, span, "en", article.text,
        (), (), sentences, (), (), events, (), (), (), (), (),
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


MEASURES = {"window": (window, 10), "grow": (grow, 10_000), "query": (query, 1_200_000)}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in MEASURES:
        sys.exit(__doc__)
    measure, usual = MEASURES[sys.argv[1]]
    print(json.dumps(measure(int(sys.argv[2]) if len(sys.argv) > 2 else usual)))
