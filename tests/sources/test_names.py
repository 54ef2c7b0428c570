"""Refs given out once, whether they are held in memory or on disk."""

import pytest

from visavis.records import Article
from visavis.sources import names


@pytest.fixture(params=[1, 3, 1000])
def few(request, monkeypatch):
    monkeypatch.setattr(names, "_IN_MEMORY", request.param)
    return names.Names()


def article(ref, text="A text."):
    return Article(ref, ref, ref, text)


def test_the_same_article_is_given_out_once(few):
    assert few.named(article("a")) == article("a")
    assert few.named(article("b")) == article("b")
    assert few.named(article("a")) is None


def test_another_article_of_the_same_ref_gets_its_own(few):
    refs = [few.named(article("a", f"Text {n}.")).ref for n in range(5)]
    assert refs == ["a", "a#2", "a#3", "a#4", "a#5"]
    assert few.named(article("a", "Text 3.")) is None
    assert "bears the id" in few.named(article("a", "New.")).notes[0]
