"""Every example in the agreements' and obligations' data files is a test."""

import pytest

from visavis.coding.actors.mentions import find_mentions
from visavis.coding.agreements.find import find_agreements
from visavis.coding.agreements.lexicon import file
from visavis.coding.agreements.registry import registry
from visavis.reading.syntax import load
from visavis.records import Article, Reading, Span


def agreements(text):
    span = Span(0, len(text))
    reading = Reading(Article("a", "a", "a", text), "en", None, None, None, (), (), (span,), (0,), ())
    parsed = {0: load().parse(text, [span])[0]}
    return find_agreements(reading, parsed, find_mentions(reading, parsed))


@pytest.mark.parametrize("entry", file().instrument, ids=lambda e: e.kind)
def test_instrument(entry):
    for text in entry.yes:
        assert entry.kind in [a.kind for a in agreements(text)], text
    for text in entry.no:
        assert entry.kind not in [a.kind for a in agreements(text)], text


@pytest.mark.parametrize("entry", file().action, ids=lambda e: e.action)
def test_action(entry):
    for text in entry.yes:
        assert entry.action in [a.action for a in agreements(text)], text
    for text in entry.no:
        assert entry.action not in [a.action for a in agreements(text)], text


@pytest.mark.parametrize("entry", file().obligation, ids=lambda e: e.kind)
def test_obligation(entry):
    for text in entry.yes:
        assert entry.kind in [o.kind for a in agreements(text) for o in a.obligations], text
    for text in entry.no:
        assert not [o for a in agreements(text) for o in a.obligations], text


@pytest.mark.parametrize("treaty", registry(), ids=lambda t: t.id)
def test_registry_names(treaty):
    for text in treaty.yes:
        assert treaty.id in [a.standing for a in agreements(text)], text
    for text in treaty.no:
        assert treaty.id not in [a.standing for a in agreements(text)], text
