#!/usr/bin/env python3
"""Put visavis beside what a user would pick instead from PyPI, on the same texts in one run.

    python benchmarks/sidebyside.py [N]     N articles of benchmarks/world.py (200); one core

Rows: the whole way of one article against the same language model over every sentence (and over the whole
text); times against dateparser's search; utterances against a regular expression for quotation marks;
stories against TF-IDF with average linkage (scikit-learn); blocs of a signed network against communities
(networkx). Seconds are CPU time of this process; "found" is what each finds, not how much of it is right;
where we have labelled texts of our own (kept-out halves), F1 says how much is. Others' packages are in
benchmarks/requirements.txt; what is not installed is left out and said to be.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import statements
import stories_score
import system
import world
from throughput import machine

from visavis.engines.article import read_one
from visavis.merging.merge import merge
from visavis.reading import syntax
from visavis.reading.page import read
from visavis.reading.times.resolve import resolve
from visavis.records import Article, Record, Span
from visavis.sources.given import given
from visavis.systems.frustration import any_blocs

HERE = Path(__file__).parent
_QUOTED = re.compile(r'["“]([^"“”]{10,400})["”]')


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
    rows += quote_rows(made, records)
    rows += story_rows(made, records)
    rows += bloc_rows()
    for row in rows:
        told = [f"{key} {value:,}" for key, value in row.items() if key not in ("row", "articles")]
        print(f"{row['row']:58} {', '.join(told)}")
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


def _tfidf(texts: Sequence[str]) -> Any:
    """Return the distances of texts by TF-IDF, as an average linkage of scikit-learn takes them."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts)
    return (1 - (words @ words.T).toarray()).clip(min=0)


def _linked(far: Any, threshold: float) -> list[int]:
    from sklearn.cluster import AgglomerativeClustering

    found = AgglomerativeClustering(
        n_clusters=None, distance_threshold=threshold, metric="precomputed", linkage="average"
    ).fit_predict(far)
    return [int(label) for label in found]


def story_rows(made: list[Article], records: list[Record]) -> list[dict[str, Any]]:
    """Return stories by TF-IDF and by visavis: speed on made-up news, B-cubed on our labelled articles.

    TF-IDF gets the threshold that is best on the tuning half; visavis has one setting for all.
    """
    ours = timed("stories: visavis, one setting", made, lambda: len(merge(records)))
    ours["bcubed_f1"] = _bcubed("heldout", None)
    try:
        import sklearn  # noqa: F401
    except ImportError:
        print("stories: scikit-learn is not installed, its row is left out (benchmarks/requirements.txt)")
        return [ours]
    scores = {t / 100: _bcubed("tune", t / 100) for t in range(40, 100, 2)}
    best = max(scores, key=lambda t: (scores[t], -t))
    name = f"stories: TF-IDF, average linkage, tuned to {best:g}"
    theirs = timed(name, made, lambda: max(_linked(_tfidf([a.text for a in made]), best)) + 1)
    theirs["bcubed_f1"] = _bcubed("heldout", best)
    return [ours, theirs]


def _bcubed(half: str, threshold: float | None) -> float:
    """Return B-cubed F1 on a half of our labelled articles; of visavis when there is no threshold."""
    rows = stories_score.rows(HERE / "stories" / f"{half}.jsonl")
    gold = {str(row["id"]): str(row["story"]) for row in rows}
    if threshold is None:
        records = [
            r for item in given(rows) if isinstance(item, Article) and isinstance(r := read_one(item), Record)
        ]
        said = {ref: story.id for story in merge(records) for ref in story.members}
    else:
        labels = _linked(_tfidf([f"{row.get('title') or ''}\n{row['text']}" for row in rows]), threshold)
        said = {str(row["id"]): str(label) for row, label in zip(rows, labels, strict=True)}
    members = {name: tuple(ref for ref in said if said[ref] == name) for name in set(said.values())}
    stories = [_Group(name, refs) for name, refs in members.items()]
    return float(stories_score.bcubed(gold, stories)["f1"])


class _Group(NamedTuple):
    """What is scored of a story."""

    id: str
    members: tuple[str, ...]


def quote_rows(made: list[Article], records: list[Record]) -> list[dict[str, Any]]:
    """Return statements by a regular expression and by visavis, with F1 on our labelled quotations."""
    ours = {
        "row": "statements: visavis (in the first row)", "articles": len(made),
        "found": sum(len(r.statements) for r in records),
        "content_f1": statements.score("held_out", False)["f1"],
    }  # fmt: skip
    theirs = timed("statements: a regular expression", made, lambda: _quotes(made))
    right = said = wanted = 0
    for item in statements.gold("held_out"):
        spans = [m.span(1) for m in _QUOTED.finditer(item["text"])]
        said, wanted = said + len(spans), wanted + len(item["attributions"])
        for want in item["attributions"]:
            whole = (min(s for s, _ in want["content"]), max(e for _, e in want["content"]))
            best = max(spans, key=lambda s: statements.iou(whole, s), default=None)
            if best and statements.iou(whole, best) >= 0.5:
                right += 1
                spans.remove(best)
    theirs["content_f1"] = round(2 * right / max(1, said + wanted), 4)
    return [ours, theirs]


def bloc_rows() -> list[dict[str, Any]]:
    """Return blocs of a made-up world by networkx and by visavis: which ties are against them.

    networkx has communities of positive ties (Louvain) but no measure of balance: its blocs are scored by
    what visavis makes least, the ties that run against them (positive between, negative within).
    """
    import networkx as nx

    network = system.make(110, 800)
    names = range(len(network.names))
    ties = [(int(a), int(b), s) for (a, b), s in zip(network.ends, network.weights, strict=True)]

    def against(blocs: Sequence[int]) -> int:
        return sum(bool(s > 0) != (blocs[a] == blocs[b]) for a, b, s in ties)

    def louvain() -> int:
        graph = nx.Graph()
        graph.add_nodes_from(names)
        graph.add_edges_from((a, b) for a, b, s in ties if s > 0)
        home = {n: k for k, own in enumerate(nx.community.louvain_communities(graph, seed=1)) for n in own}
        return against([home[n] for n in names])

    def ours() -> int:
        found = any_blocs(network)
        if not found.proved:
            raise SystemExit("the least number of ties was not proved in time")
        return against([int(side) for side in found.side])

    rows = [timed(f"blocs of {len(names)} states, {len(ties)} ties: {who}", [], work)
            for who, work in (("visavis, proved least", ours), ("networkx, Louvain", louvain))]  # fmt: skip
    for row in rows:
        row["ties_against"] = row.pop("found")
        del row["per_second"], row["articles"]
    return rows


if __name__ == "__main__":
    main()
