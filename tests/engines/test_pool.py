"""The pool: order, what goes in between, and processes that die."""

import os
import subprocess
import sys

import dying
import pytest

from visavis import pipeline
from visavis.coding.options import Options
from visavis.engines import batches, forks, pool, ready
from visavis.records import Article, Record, Unread, to_json

TEXT = "The foreign ministers of China and Japan met in Seoul on Tuesday. They spoke of trade, number {}."


def article(n, text=TEXT):
    return Article(f"id{n}", f"a{n}", f"made.jsonl:{n}", text.format(n), published="2021-12-16")


@pytest.fixture
def shared(monkeypatch):
    monkeypatch.setattr(pool, "POOL_FROM", 1)
    monkeypatch.setattr(pool, "CHUNK_ARTICLES", 3)
    monkeypatch.setattr(pool, "read_batch", dying.read_batch)
    return lambda found: list(pipeline.read_articles(found, pipeline.Settings(workers=2)))


@pytest.mark.parametrize("death", [dying.MARK, dying.FAULT])
def test_the_article_that_ends_its_process_is_given_up_and_the_rest_is_read(shared, death):
    found = [article(n) for n in range(14)]
    found[4] = article(4, death)
    found.insert(7, Unread("missing.txt", "no such file"))
    pairs = shared(found)
    assert [a.ref if a else None for a, _ in pairs] == [getattr(item, "ref", None) for item in found]
    lost = [result for _, result in pairs if isinstance(result, Unread)]
    assert [u.where for u in lost] == ["made.jsonl:4", "missing.txt"]
    assert "ended" in lost[0].what
    alone = [pipeline.read_one(a) for a, r in pairs if isinstance(r, Record)]
    assert [to_json(r) for _, r in pairs if isinstance(r, Record)] == [to_json(r) for r in alone]


def test_a_job_in_which_every_process_dies_ends(shared):
    pairs = shared([article(n, dying.MARK) for n in range(4)])
    assert [type(result) for _, result in pairs] == [Unread] * 4


def test_a_consumer_may_stop_early(shared, monkeypatch):
    settings = pipeline.Settings(workers=2)
    endless = (article(n) for n in iter(int, 1))
    stream = pipeline.read_articles(endless, settings)
    assert next(stream)[0].ref == "a0"
    stream.close()


def test_few_inputs_are_taken_ahead_of_the_results(monkeypatch):
    monkeypatch.setattr(pool, "POOL_FROM", 1)
    monkeypatch.setattr(pool, "CHUNK_ARTICLES", 2)
    taken = []

    def source():
        for n in range(400):
            taken.append(n)
            yield article(n)

    stream = pipeline.read_articles(source(), pipeline.Settings(workers=2))
    next(stream)
    assert len(taken) <= 2 * (2 * pool.AHEAD + 2)  # chunks of two, for two processes
    stream.close()


def test_a_batch_is_what_its_articles_are():
    articles = [article(0), Article("b", "b", "b.txt", "A text.", title="T", notes=("one", "two"))]
    assert batches.from_batch(batches.to_batch(articles)) == articles


def test_reading_a_batch_is_reading_its_articles():
    articles = [article(n) for n in range(3)]
    options = pipeline.Settings().options
    read = batches.read_batch(batches.to_batch(articles), options)
    assert read.schema == batches.RECORDS
    assert batches.results(read) == [pipeline.read_one(a) for a in articles]


def test_what_cannot_be_read_stands_in_its_row(monkeypatch):
    lost = Unread("a.txt", "visavis failed on it", "Report it")
    monkeypatch.setattr(batches, "read_one", lambda article, options: lost)
    read = batches.read_batch(batches.to_batch([article(0)]), pipeline.Settings().options)
    assert batches.results(read) == [lost]


ENDS = """
from visavis import pipeline
from visavis.engines import forks, pool
from visavis.records import Article

pool.POOL_FROM, forks.LOADED = 1, "ends_at_once"
if __name__ == "__main__":
    found = [Article(f"a{n}", f"a{n}", "made", "China and Japan met on Tuesday.") for n in range(3)]
    pairs = pipeline.read_articles(found, pipeline.Settings(workers=2))
    print([type(result).__name__ for _, result in pairs])
"""


def test_where_nothing_can_be_loaded_ahead_each_process_loads_for_itself(tmp_path):
    (tmp_path / "ends_at_once.py").write_text("import os\nos._exit(1)\n")
    (tmp_path / "program.py").write_text(ENDS)
    told = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
    done = subprocess.run(
        [sys.executable, "program.py"], cwd=tmp_path, env=told, capture_output=True, text=True, check=False
    )
    assert done.stdout == "['Record', 'Record', 'Record']\n", done.stderr


def test_other_data_than_the_packages_own_is_loaded_by_each_process():
    for options in (Options(model="other"), Options(codebook="folder"), Options(actors="folder")):
        assert forks.context(options).get_start_method() == "spawn"
    if sys.platform.startswith("linux"):
        assert forks.context(Options(thorough=True)).get_start_method() == "forkserver"


def test_what_is_loaded_ahead_is_what_reading_needs():
    record = pipeline.read_one(Article("r", "r", "r", ready.TEXT, published="2021-03-04"))
    assert all((record.events, record.statements, record.figures, record.agreements, record.times))
