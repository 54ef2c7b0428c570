"""A record depends on its article alone: not on what is read before it, nor on how the work is shared out."""

from importlib import resources

import pytest

from visavis.coding.options import DEFAULT
from visavis.engines import pool
from visavis.engines.article import read_one
from visavis.reading import syntax
from visavis.records import to_json
from visavis.sources.load import articles


@pytest.fixture(scope="module")
def examples():
    return list(articles([str(resources.files("visavis") / "examples" / "articles")]))


@pytest.fixture(scope="module")
def records(examples):
    return [to_json(read_one(article)) for article in examples]


def test_what_was_read_before_changes_nothing(examples, records, monkeypatch):
    monkeypatch.setattr(syntax, "WORDS_KEPT", 0)  # nor what of it is remembered
    again = [to_json(read_one(article)) for article in reversed(examples)]
    assert again[::-1] == records


@pytest.mark.parametrize(("workers", "together"), [(2, 5), (3, 1)])
def test_how_the_work_is_shared_out_changes_nothing(examples, records, monkeypatch, workers, together):
    monkeypatch.setattr(pool, "POOL_FROM", 0)
    monkeypatch.setattr(pool, "CHUNK_ARTICLES", together)
    found = [to_json(result) for _, result in pool.through(examples, DEFAULT, workers)]
    assert len(found) > 10
    assert found == records
