#!/usr/bin/env python3
"""Put visavis beside what a user would pick instead from PyPI, on the same made-up news in one run.

    python benchmarks/sidebyside.py [N]     N articles of benchmarks/world.py (200); one core

Rows: the whole way of one article against the same language model over every sentence (and over the whole
text); times against dateparser's search; utterances against a regular expression for quotation marks;
stories against TF-IDF with average linkage (scikit-learn, left out where it is not installed). Seconds are
CPU time of this process; "found" is what each finds, not how much of it is right.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import world
from throughput import machine

from visavis.engines.article import read_one
from visavis.merging.merge import merge
from visavis.reading import syntax
from visavis.reading.page import read
from visavis.reading.times.resolve import resolve
from visavis.records import Article, Record, Span

_QUOTED = re.compile(r'"([^"]{10,400})"')


def main() -> None:
    """Measure each row and print a table and JSON."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    made = [
        Article(a["id"], a["id"], a["id"], a["text"], a["outlet"], a["title"], published=a["published"])
        for a in list(world.articles(1000))[:: max(1, 1000 // count)][:count]
    ]
    read_one(made[0])  # everything is loaded before the clock runs
    rows: list[dict[str, Any]] = []
    records: list[Record] = []
    cut = [(a, read(a).sentences) for a in made]
    rows.append(timed("article: visavis, the whole way", made, lambda: _coded(made, records)))
    rows.append(timed("article: our model over every sentence", made, lambda: _parsed(cut)))
    rows.append(timed("article: our model over whole texts", made, lambda: _whole(made)))
    rows.append(timed("times: visavis", made, lambda: sum(len(resolve(a.text, a.published)) for a in made)))
    rows.append(timed("times: dateparser search", made[:20], lambda: _dateparser(made[:20])))
    quotes = sum(len(r.statements) for r in records)
    rows.append({"row": "statements: visavis (in the first row)", "articles": count, "found": quotes})
    rows.append(timed("statements: a regular expression", made, lambda: _quotes(made)))
    rows.append(timed("stories: visavis", made, lambda: len(merge(records))))
    if (row := _tfidf(made)) is not None:
        rows.append(row)
    for row in rows:
        speed = f"{row['per_second']:10,.1f}" if "per_second" in row else " " * 10
        print(f"{row['row']:42} {row['articles']:6,} articles {speed} articles/s  found {row['found']:,}")
    print(json.dumps({"machine": machine(), "rows": rows}))


def timed(name: str, given: list[Article], work: Callable[[], int]) -> dict[str, Any]:
    """Run one row."""
    began = time.process_time()
    found = work()
    seconds = time.process_time() - began
    rate = round(len(given) / max(seconds, 1e-9), 2)
    return {
        "row": name,
        "articles": len(given),
        "seconds": round(seconds, 3),
        "per_second": rate,
        "found": found,
    }


def _coded(made: list[Article], records: list[Record]) -> int:
    records += [r for a in made if isinstance(r := read_one(a), Record)]
    return sum(len(r.events) for r in records)


def _parsed(cut: list[tuple[Article, Sequence[Span]]]) -> int:
    return sum(len(syntax.load().parse(a.text, spans)) for a, spans in cut)


def _whole(made: list[Article]) -> int:
    nlp = syntax.load().nlp
    return sum(len(list(doc.sents)) for doc in nlp.pipe(a.text for a in made))


def _dateparser(made: list[Article]) -> int:
    from dateparser.search import search_dates

    return sum(len(search_dates(a.text, languages=["en"]) or ()) for a in made)


def _quotes(made: list[Article]) -> int:
    return sum(len(_QUOTED.findall(a.text)) for a in made)


def _tfidf(made: list[Article]) -> dict[str, Any] | None:
    try:
        from sklearn.cluster import AgglomerativeClustering
        from sklearn.feature_extraction.text import TfidfVectorizer
    except ImportError:
        print("stories: scikit-learn is not installed, its row is left out")
        return None

    def work() -> int:
        words = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(a.text for a in made)
        far = 1 - (words @ words.T).toarray()
        found = AgglomerativeClustering(
            n_clusters=None, distance_threshold=0.7, metric="precomputed", linkage="average"
        ).fit_predict(far)
        return int(found.max()) + 1

    return timed("stories: TF-IDF, average linkage", made, work)


if __name__ == "__main__":
    main()
