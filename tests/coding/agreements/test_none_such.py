"""A bond that a sentence affirms of some and denies of others."""

from __future__ import annotations

from visavis.coding.record import code
from visavis.reading.page import read
from visavis.records import Article


def test_no_such_pact_is_denied_of_its_own_pair():
    text = "Kenya is bound to Ghana by a mutual defence treaty, but it has no such pact with Chad."
    article = Article("a", "a", "a", text, published="2021-12-15", published_basis="metadata")
    held = {a.parties: a.obligations[0].holds for a in code(read(article)).agreements}
    assert held == {("KEN", "GHA"): True, ("KEN", "TCD"): False}
