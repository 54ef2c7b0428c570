"""Every example in the claims' data files is a test."""

import pytest

from visavis.coding.actors.mentions import find_mentions
from visavis.coding.claims.find import find_claims
from visavis.coding.claims.lexicon import StatusFile, attitudes
from visavis.knowledge import load_toml
from visavis.reading.syntax import load
from visavis.records import Article, Reading, Span

STATUSES = load_toml("claims/status.toml", StatusFile).status
ATTITUDES = attitudes().attitude


def claims(text):
    span = Span(0, len(text))
    reading = Reading(Article("a", "a", "a", text), "en", None, None, None, (), (), (span,), (0,), ())
    parsed = {0: load().parse(text, [span])[0]}
    return find_claims(reading, parsed, find_mentions(reading, parsed), ())


@pytest.mark.parametrize("entry", STATUSES, ids=lambda e: e.label)
def test_status(entry):
    for text in entry.yes:
        assert entry.label in [c.label for c in claims(text)], text
    for text in entry.no:
        assert entry.label not in [c.label for c in claims(text)], text


@pytest.mark.parametrize("entry", ATTITUDES, ids=lambda e: e.kind)
def test_attitude(entry):
    for text in entry.yes:
        assert entry.kind in [c.kind for c in claims(text)], text
    for text in entry.no:
        assert entry.kind not in [c.kind for c in claims(text)], text
