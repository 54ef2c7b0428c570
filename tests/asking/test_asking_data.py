"""The data behind questions: every example question is a test."""

import pytest

from visavis.asking.lexicon import PassageFile, kinds, passages, venue_names
from visavis.asking.question import parse
from visavis.coding.actors.registry import registry
from visavis.knowledge import load_toml

KINDS = [one.kind for one in kinds()]
FILE = load_toml("asking/passages.toml", PassageFile)


def kind_of(question):
    return parse(question, registry(), "2021-12-16").kind


@pytest.mark.parametrize(("kind", "question"), [(k.id, q) for k in KINDS for q in k.yes])
def test_an_example_question_is_of_its_kind(kind, question):
    assert kind_of(question) == kind


@pytest.mark.parametrize(("kind", "question"), [(k.id, q) for k in KINDS for q in k.no])
def test_a_counterexample_is_of_another_kind(kind, question):
    assert kind_of(question) != kind


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.id)
def test_what_is_suggested_can_be_asked(kind):
    words = {"a": "Iran", "b": "Iraq", "first": "a.txt", "last": "b.txt", "topic": "oil"}
    assert kind_of(kind.ask.format(**words)) == kind.id


@pytest.mark.parametrize(
    "question",
    [
        "What is the weather in Paris?",
        "Who won the match between Spain and Italy?",
        "Please write me a poem.",
        "How old is the king of Jordan?",
        "hello",
        "",
        "???",
    ],
)
def test_what_is_no_question_of_ours_is_of_no_kind(question):
    assert kind_of(question) is None


@pytest.mark.parametrize("one", FILE.passage, ids=lambda p: p.id)
def test_passages(one):
    assert [text for text in one.yes if not passages()[one.id].search(text)] == []
    assert [text for text in one.no if passages()[one.id].search(text)] == []


def test_venues():
    assert [text for text in FILE.venues.yes if not venue_names().search(text)] == []
    assert [text for text in FILE.venues.no if venue_names().search(text)] == []
