"""Crashes: killed at any moment, with a full disk, without permission, or with two writers."""

import errno
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from store_articles import fill, outcome, pairs

from visavis.errors import StoreBusy, StoreError
from visavis.store import layout, upkeep
from visavis.store.store import Store
from visavis.store.writer import Writer

WRITER = """
import pickle, sys
from pathlib import Path
from visavis.store.writer import Writer
from visavis.store.upkeep import compact

folder, source = map(Path, sys.argv[1:])
pairs = pickle.loads(source.read_bytes())
again = {}
for article, record in pairs.pop("dated"):
    again[article.id] = record
print("ready", flush=True)
with Writer(folder, lambda article: again[article.id]) as writer:
    for pair in pairs["all"]:
        writer.add([pair])
        print(pair[0].ref, flush=True)
compact(folder)
print("done", flush=True)
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    import pickle

    dated = {r.ref: r for r in outcome().records}
    path = tmp_path_factory.mktemp("pairs") / "pairs.pickle"
    path.write_bytes(
        pickle.dumps({"all": pairs(), "dated": [(article, dated[article.ref]) for article, _ in pairs()]})
    )
    return path


def killed(folder, source, after):
    """Write in another process, kill it some time after it began, and return what it acknowledged."""
    command = [sys.executable, "-c", WRITER, str(folder), str(source)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "ready\n"
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        return process.stdout.read().splitlines()


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_a_killed_writer_loses_nothing_that_it_acknowledged(source, tmp_path):
    chance = random.Random(6)
    for round_ in range(3):
        told = killed(tmp_path, source, chance.uniform(0.05, 0.5))
        if not (tmp_path / layout.CATALOG).exists():
            continue
        with Store(tmp_path) as store:
            assert {r.ref for r in store.records()} >= set(told) - {"done"}, round_
        assert all("orphan" in problem.what for problem in upkeep.check(tmp_path))
    fill(tmp_path)
    upkeep.repair(tmp_path)
    assert upkeep.check(tmp_path) == ()
    with Store(tmp_path) as store:
        assert store.stories() == outcome().stories


def test_a_full_disk_is_said_and_nothing_of_the_batch_is_kept(store, monkeypatch):
    with Store(store) as opened:
        before = opened.status()
    article, record = pairs()[0]
    from msgspec.structs import replace

    new = replace(article, ref="new", source="new.txt"), replace(record, ref="new", source="new.txt")
    written = []

    def full(handle):
        written.append(handle)
        if len(written) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(layout.os, "fsync", full)
    with pytest.raises(StoreError, match="the disk is full"):
        fill(store, [new])
    monkeypatch.undo()
    with Store(store) as opened:
        assert opened.status() == before
        assert upkeep.orphans(store, opened) == []  # they would fill the disk further
    assert fill(store, [new]).added == 1
    assert upkeep.check(store) == ()


def test_a_folder_that_may_not_be_written_to_is_said_to_be_one(tmp_path, monkeypatch):
    def refuse(self, *args, **kwargs):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(StoreError, match="may not be written to"):
        Writer(tmp_path / "store")


def test_a_store_in_a_folder_that_may_not_be_written_to_can_be_read(store, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    with Store(store) as opened:
        assert opened.stories() == outcome().stories


def test_a_second_writer_is_told_who_writes_and_readers_go_on(store):
    with Writer(store), pytest.raises(StoreBusy, match=f"another process .{os.getpid()}. is writing"):
        Writer(store)
    with Writer(store), Store(store) as opened:
        assert opened.stories() == outcome().stories
    Writer(store).__exit__(None, None, None)  # the lock is free again


def test_a_reader_sees_one_state_while_a_batch_is_published(tmp_path):
    fill(tmp_path, pairs()[:4])
    with Store(tmp_path) as reader:
        before = reader.stories()
        records = reader.records()
        first = next(records)
        fill(tmp_path, pairs()[4:])
        assert {first.ref, *(r.ref for r in records)} == {a.ref for a, _ in pairs()[:4]}
        assert reader.stories() != before
        assert reader.stories() == outcome().stories


def test_a_catalog_appears_only_when_it_is_complete(tmp_path, monkeypatch):
    def ended(*paths):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", ended)
    with pytest.raises(KeyboardInterrupt):  # ended before the catalog got its name
        Writer(tmp_path)
    assert not (tmp_path / layout.CATALOG).exists()
    monkeypatch.undo()
    assert fill(tmp_path, pairs()[:1]).added == 1


def test_a_store_of_a_newer_visavis_is_left_alone(store):
    import sqlite3

    with sqlite3.connect(store / layout.CATALOG) as database:
        database.execute("PRAGMA user_version = 99")
    for opening in (Store, Writer):
        with pytest.raises(StoreError, match="made by a newer visavis"):
            opening(store)


FULL = """
import pickle, resource, signal, sys
from pathlib import Path
from visavis.errors import StoreError
from visavis.store.writer import Writer

folder, source, most = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
pairs = pickle.loads(source.read_bytes())["all"]
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
try:
    with Writer(folder, None) as writer:
        for pair in pairs:
            writer.add([pair])
            print(pair[0].ref, flush=True)
except StoreError as error:
    print(error, file=sys.stderr)
"""


@pytest.mark.skipif(os.name == "nt", reason="there are no such limits")
@pytest.mark.parametrize("most", [30_000, 120_000, 400_000])
def test_files_that_cannot_grow_are_said_and_what_was_acknowledged_stays(source, tmp_path, most):
    command = [sys.executable, "-c", FULL, str(tmp_path), str(source), str(most)]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    told = run.stdout.splitlines()
    assert len(told) < len(pairs())
    assert run.stderr.startswith(str(tmp_path))
    assert "disk I/O error" in run.stderr or "may not grow" in run.stderr
    assert "nothing that was stored is lost" in run.stderr
    if told:
        with Store(tmp_path) as opened:
            assert {r.ref for r in opened.records()} == set(told)
    fill(tmp_path)
    upkeep.repair(tmp_path)
    assert upkeep.check(tmp_path) == ()
    with Store(tmp_path) as opened:
        assert opened.stories() == outcome().stories


def test_a_writer_with_patience_waits_for_another_to_end(store):
    ended = []

    def write():
        with layout.writing(store):
            begun.set()
            time.sleep(0.1)
            ended.append(True)

    begun = threading.Event()
    other = threading.Thread(target=write)
    other.start()
    begun.wait()
    with Writer(store, patience=60.0):
        assert ended
    other.join()
