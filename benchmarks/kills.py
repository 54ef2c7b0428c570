"""Kill the store: `python benchmarks/kills.py [N]` does so in N rounds (200) and prints one JSON object.

Each round takes one kind of work (adding with compaction beside it, watching feeds, compaction, migration
from the oldest schema, recoding, retraction, repair), starts it in a forked process, and kills that: in every
second round at a random moment of the time that the work takes, in the others at a random one of its calls
that reach the disk or the catalog. Then the store must open, hold every article that was acknowledged,
remember no address whose article it lacks, tell the stories that it told before or those that it was to tell
after, show nothing worse than orphans, have a table of pairs that follows from its events, and end well when
the work is begun again.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import pickle
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import visavis
from visavis import pipeline
from visavis.records import Article, Record, Story
from visavis.sources.web import Web
from visavis.store import catalog, layout, upkeep
from visavis.store.store import Store
from visavis.store.writer import Writer

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tests" / "store")]
from kills_work import FEEDS, KINDS, Pages, less, work  # noqa: E402
from older import SCHEMAS, outdate  # noqa: E402  (it lies beside the tests that use it)

ARTICLES = 9  # of the examples; more make a round longer, not other
EXAMPLES = Path(visavis.__file__).parent / "examples" / "articles"
FORKS = multiprocessing.get_context("forkserver")
ALSO_BEFORE = ("compact", "recode", "retract")  # kinds whose work is all there or not at all
PAIRS = (
    "SELECT x.code AS a, y.code AS b, e.record, e.nth FROM events e, unnest(e.parties) x(code), "
    "unnest(e.parties) y(code) WHERE x.code < y.code"
)


def kill(rounds: int) -> dict[str, object]:
    """Kill work on a store again and again; count what went wrong."""
    chance, wrong, ended = random.Random(1), Counter[str](), Counter[str]()
    acknowledged = 0
    with tempfile.TemporaryDirectory() as name:
        world = World(Path(name))
        for number in range(rounds):
            kind = KINDS[number % len(KINDS)]
            folder = world.folder(kind, number)
            part = chance.random()
            by_step = number // len(KINDS) % 2 == 1
            told, killed = world.work(kind, folder, part, by_step=by_step)
            ended[f"{kind} {'killed' if killed else 'done before'}"] += 1
            acknowledged += len(told)
            for problem in world.problems(kind, folder, told):
                wrong[f"{kind}: {problem}"] += 1
            shutil.rmtree(folder)
            if number % 10 == 9:
                print(number + 1, dict(ended), dict(wrong), file=sys.stderr, flush=True)
    return {
        "killed": sum(n for what, n in ended.items() if what.endswith("killed")),
        "by_kind": dict(sorted(ended.items())),
        "acknowledged": acknowledged,
        "wrong": dict(wrong),
    }


class World:
    """The articles, filled stores to copy, how long each kind of work takes, and how it ends."""

    def __init__(self, root: Path) -> None:
        self._root, self._source = root, root / "pairs.pickle"
        self._fill()
        self._seconds: dict[str, float] = {}
        self._steps: dict[str, int] = {}
        self._after: dict[str, tuple[Story, ...]] = {}
        for kind in KINDS:
            for by_step in (False, True):
                folder = self.folder(kind, -1)
                self.work(kind, folder, by_step=by_step)
                self._after[kind] = _stories(folder)
                shutil.rmtree(folder)

    def _fill(self) -> None:
        """Read the examples, as files and as pages of feeds; fill stores with them."""
        paths = [str(path) for path in sorted(EXAMPLES.glob("*.txt"))[:ARTICLES]]
        pairs = [(a, r) for a, r in pipeline.read_each(paths) if a and isinstance(r, Record)]
        records, self._stories = pipeline.merge_dated(pairs)
        dated = {r.ref: r for r in records}
        pages = {f"https://one.example/{a.ref}": a.text for a, _ in pairs}
        web = Web(Pages(pages))  # type: ignore[arg-type]
        found = [a for url in FEEDS for a in web.articles(url) if isinstance(a, Article)]
        read = [(a, r) for a in found if isinstance(r := pipeline.read_one(a), Record)]
        again, _ = pipeline.merge_dated(read)
        opml = self._root / "feeds.opml"
        lines = "".join(f'<outline text="{url}" xmlUrl="{url}"/>' for url in FEEDS)
        opml.write_text(f'<opml version="2.0"><body>{lines}</body></opml>', encoding="utf-8")
        told = {
            "pairs": pairs, "dated": dated, "pages": pages, "opml": opml,
            "less": {r.ref: (less(r), less(dated[r.ref])) for _, r in pairs},
            "pages_read": {a.source: r for a, r in read},
            "pages_dated": {a.source: r for (a, _), r in zip(read, again, strict=True)},
        }  # fmt: skip
        self._source.write_bytes(pickle.dumps(told))
        self._pages = set(pages)
        with Writer(self._root / "full", lambda article: dated[article.ref]) as writer:
            for start in range(0, len(pairs), 4):
                writer.add(pairs[start : start + 4])
        for name in ("old", "broken"):
            shutil.copytree(self._root / "full", self._root / name)
        outdate(self._root / "old", SCHEMAS[0])
        segment = sorted((self._root / "broken" / "segments" / "events").rglob("*.parquet"))[1]
        segment.write_bytes(segment.read_bytes()[:-100])

    def folder(self, kind: str, number: int) -> Path:
        """Return a folder with what a kind of work begins with."""
        folder = self._root / f"{kind}-{number}"
        if kind in ("add", "watch"):
            folder.mkdir()
        else:
            begun = {"migrate": "old", "repair": "broken"}.get(kind, "full")
            shutil.copytree(self._root / begun, folder)
        return folder

    def work(
        self, kind: str, folder: Path, part: float | None = None, *, by_step: bool = False
    ) -> tuple[list[str], bool]:
        """Work in another process; return what it said, and whether it was killed.

        ``part`` is the part of its time, or of its steps, after which it is killed; None lets it end.
        """
        step = None if not by_step else -1 if part is None else int(part * self._steps[kind])
        here, there = FORKS.Pipe(duplex=False)
        process = FORKS.Process(target=work, args=(kind, folder, self._source, there, step))
        process.start()
        there.close()
        assert here.recv() == "ready"
        began = time.perf_counter()
        if part is not None and not by_step:
            process.join(part * self._seconds[kind])
            process.kill()
        said = []
        while True:
            try:
                said.append(here.recv())
            except EOFError:
                break
        seconds = time.perf_counter() - began
        process.join()
        if process.exitcode == 0:
            steps = said.pop()
            if step == -1:
                self._steps[kind] = steps
            elif kind not in self._seconds:
                self._seconds[kind] = seconds
        elif process.exitcode != -signal.SIGKILL:
            raise SystemExit(f"{kind} failed by itself")
        return said, process.exitcode != 0

    def problems(self, kind: str, folder: Path, told: list[str]) -> list[str]:
        """Return what is wrong with a store after a kill, and after the work was done again."""
        found = []
        if (folder / layout.CATALOG).exists() and kind != "migrate":
            found += self._problems(kind, folder, told)
        elif told and not (folder / layout.CATALOG).exists():
            found.append("the store is gone")
        self.work(kind, folder)
        if _stories(folder) != self._after[kind]:
            found.append("the work done again ends otherwise")
        upkeep.repair(folder)
        return found + _pairs(folder) + [f"not repaired: {p.what}" for p in upkeep.check(folder)]

    def _problems(self, kind: str, folder: Path, told: list[str]) -> list[str]:
        found = []
        worse = [p.what for p in upkeep.check(folder) if "orphan" not in p.what]
        found += [what for what in worse if kind != "repair"]
        if kind == "repair" and worse:
            return found  # nothing was repaired yet
        with Store(folder) as store:
            records = list(store.records())
            urls = {one.source for one in records}
            lost = bool(set(told) - {one.ref for one in records})
            query = "SELECT url FROM fetched WHERE etag IS NOT NULL"
            with catalog.snapshot(store.database):
                remembered = {row[0] for row in store.database.execute(query)}
        found += ["an acknowledged article is lost"] * lost
        due = (remembered - set(FEEDS)) | (self._pages if remembered >= set(FEEDS) else set())
        found += ["an address is remembered, its article is not there"] * bool(due - urls)
        if kind in ALSO_BEFORE and _stories(folder) not in (self._stories, self._after[kind]):
            found.append("the stories are neither those before nor those after")
        return found + _pairs(folder)


def _stories(folder: Path) -> tuple[Story, ...]:
    with Store(folder) as store:
        return store.stories()


def _pairs(folder: Path) -> list[str]:
    """Return whether the table of pairs does not follow from the events."""
    with Store(folder) as store:
        kept = store.sql("SELECT a, b, record, nth FROM pairs ORDER BY ALL")
        made = store.sql(f"{PAIRS} ORDER BY ALL")
    return [] if kept.to_pylist() == made.to_pylist() else ["the pairs do not follow from the events"]


if __name__ == "__main__":
    # The server of forks looks for modules where the environment says, not where this process does.
    os.environ["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    FORKS.set_forkserver_preload(["kills_work"])
    print(json.dumps(kill(int(sys.argv[1]) if len(sys.argv) > 1 else 200)))
