"""Kill the store: `python benchmarks/kills.py [N]` does so in N rounds (200) and prints one JSON object.

Each round takes one kind of work (adding with compaction beside it, compaction, migration from the oldest
schema, recoding), starts it in a process of its own, and kills that at a random moment of the time that
the work takes. Then the store must open, hold every article that was acknowledged, tell the stories that it
told before or those that it was to tell after, show nothing worse than orphans, and end well when the work
is begun again.
"""

from __future__ import annotations

import json
import pickle
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import msgspec

import visavis
from visavis import pipeline
from visavis.records import Record, Story
from visavis.store import layout, upkeep
from visavis.store.store import Store
from visavis.store.writer import Writer

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests" / "store"))
from older import SCHEMAS, outdate  # noqa: E402  (it lies beside the tests that use it)

EXAMPLES = Path(visavis.__file__).parent / "examples" / "articles"
KINDS = ("add", "compact", "migrate", "recode")
WORK = """
import pickle, sys
from pathlib import Path
from visavis.store import upkeep
from visavis.store.recoding import Recoder
from visavis.store.writer import Writer

kind, folder, source = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
pairs, dated, less = pickle.loads(source.read_bytes())
upkeep.CROWD = 2
print("ready", flush=True)
if kind == "add":
    with Writer(folder, lambda a: dated[a.ref]) as writer, upkeep.Compactor(folder) as compactor:
        for pair in pairs:
            writer.add([pair])
            print(pair[0].ref, flush=True)
            compactor.start()
elif kind == "compact":
    for _ in range(2):
        upkeep.compact(folder, crowd=1)
elif kind == "migrate":
    Writer(folder).__exit__(None, None, None)
else:
    with Recoder(folder, lambda a: less[a.ref][1]) as recoder:
        recoder.begin("less")
        for key, article in list(recoder.waiting(4)):
            recoder.hold([(key, less[article.ref][0])])
        recoder.changes()
        recoder.adopt()
"""


def kill(rounds: int) -> dict[str, object]:
    """Kill work on a store again and again; count what went wrong."""
    chance, wrong, ended = random.Random(1), Counter[str](), Counter[str]()
    acknowledged = 0
    with tempfile.TemporaryDirectory() as name:
        world = _World(Path(name))
        for number in range(rounds):
            kind = KINDS[number % len(KINDS)]
            folder = world.folder(kind, number)
            told, killed = world.work(kind, folder, chance.uniform(0.0, 1.1 * world.seconds[kind]))
            ended[f"{kind} killed" if killed else f"{kind} done before"] += 1
            acknowledged += len(told) if kind == "add" else 0
            for problem in world.problems(kind, folder, told):
                wrong[f"{kind}: {problem}"] += 1
            shutil.rmtree(folder)
    return {
        "killed": sum(n for what, n in ended.items() if what.endswith("killed")),
        "by_kind": dict(sorted(ended.items())),
        "acknowledged": acknowledged,
        "wrong": dict(wrong),
    }


class _World:
    """The articles, a filled store to copy, and how long each kind of work takes."""

    def __init__(self, root: Path) -> None:
        self._root, self._source = root, root / "pairs.pickle"
        pairs = [(a, r) for a, r in pipeline.read_each([str(EXAMPLES)]) if a and isinstance(r, Record)]
        records, self.stories = pipeline.merge_dated(pairs)
        self.dated = {r.ref: r for r in records}
        less = {r.ref: (_less(r), _less(self.dated[r.ref])) for _, r in pairs}
        self._source.write_bytes(pickle.dumps((pairs, self.dated, less)))
        self._full, self._old = root / "full", root / "old"
        with Writer(self._full, lambda article: self.dated[article.ref]) as writer:
            for start in range(0, len(pairs), 4):
                writer.add(pairs[start : start + 4])
        shutil.copytree(self._full, self._old)
        outdate(self._old, SCHEMAS[0])
        self.seconds: dict[str, float] = {}
        for kind in KINDS:
            folder = self.folder(kind, -1)
            began = time.perf_counter()
            self.work(kind, folder, None)
            self.seconds[kind] = time.perf_counter() - began - self._start
            if kind == "recode":
                self.recoded = _stories(folder)
            shutil.rmtree(folder)

    def folder(self, kind: str, number: int) -> Path:
        """Return a folder with what a kind of work begins with."""
        folder = self._root / f"{kind}-{number}"
        if kind == "add":
            folder.mkdir()
        else:
            shutil.copytree(self._old if kind == "migrate" else self._full, folder)
        return folder

    def work(self, kind: str, folder: Path, after: float | None) -> tuple[list[str], bool]:
        """Work in another process, killed some time after it is ready; return what it said, and if it was."""
        command = [sys.executable, "-c", WORK, kind, str(folder), str(self._source)]
        began = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            process.stdout.readline()
            self._start = time.perf_counter() - began
            try:
                process.wait(after)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
            said = process.stdout.read().splitlines()
            return said, process.wait() == -signal.SIGKILL

    def problems(self, kind: str, folder: Path, told: list[str]) -> list[str]:
        """Return what is wrong with a store after a kill, and after the work was done again."""
        found = []
        if (folder / layout.CATALOG).exists() and kind != "migrate":
            with Store(folder) as store:
                refs = {r.ref for r in store.records()}
            found += ["an acknowledged article is lost"] * bool(set(told) - refs)
            found += [p.what for p in upkeep.check(folder) if "orphan" not in p.what]
            if kind == "compact" and _stories(folder) != self.stories:
                found.append("the stories are others")
            if kind == "recode" and _stories(folder) not in (self.stories, self.recoded):
                found.append("the stories are neither those before nor those after")
        elif told and not (folder / layout.CATALOG).exists():
            found.append("the store is gone")
        self.work(kind, folder, None)
        if _stories(folder) != (self.recoded if kind == "recode" else self.stories):
            found.append("the work done again ends otherwise")
        upkeep.repair(folder)
        return found + [f"not repaired: {p.what}" for p in upkeep.check(folder)]


def _less(record: Record) -> Record:
    """Return a record as other knowledge might read it."""
    kept = tuple(event for event in record.events if event.type != "CONSULT")
    return msgspec.structs.replace(record, events=kept)


def _stories(folder: Path) -> tuple[Story, ...]:
    with Store(folder) as store:
        return store.stories()


if __name__ == "__main__":
    print(json.dumps(kill(int(sys.argv[1]) if len(sys.argv) > 1 else 200)))
