"""What whole articles showed: chronologies, who "they" are, to whom a verb belongs."""

from __future__ import annotations

import pytest

from visavis.coding.record import code
from visavis.reading.page import read
from visavis.records import Article

_CHRONOLOGY = """How Brazil and Peru fell out

Key dates of the quarrel between the two neighbours.

March 3, 2011: Brazil recalls its ambassador from Peru. Peru rejects the move on April 2.

May 2012 - Peru expels two Brazilian diplomats, whom it later accuses of spying.

14 June 2012: Chile sends troops to its border after Bolivia had shelled a village.
"""


def _record(text: str, published: str | None = "2021-12-15"):
    return code(read(Article("a", "a", "a", text, published=published, published_basis="metadata")))


def test_the_date_at_the_head_of_an_entry_dates_what_it_tells():
    record = _record(_CHRONOLOGY, "2013-01-05")
    days = {e.type: (e.date.start, e.date.end) for e in record.events}
    assert days["SANCTION"] == ("2012-05-01", "2012-05-31")
    assert days["REJECT"] == ("2011-04-02", "2011-04-02")
    assert days["MOBILIZE"] == ("2012-06-14", "2012-06-14")
    assert days["ASSAULT"] == (None, None)
    recalled = record.events[0]
    assert (recalled.date.start, recalled.date.basis[:9]) == ("2011-03-03", "entry of ")
    heads = [record.text[f.start : f.end] for f in record.furniture if f.kind == "dateline"]
    assert heads == ["March 3, 2011: ", "May 2012 - ", "14 June 2012: "]


@pytest.mark.parametrize("text", ["2008: Peru won.", "Lima, 3 March 2011: Peru recalls its ambassador."])
def test_one_date_makes_no_chronology(text):
    record = _record(f"A quarrel\n\n{text}\n\nPeru recalled its ambassador from Chile on Monday, it said.\n")
    assert not any(e.date.basis.startswith("entry of") for e in record.events)


def test_since_reaches_up_to_the_news():
    record = _record(
        "Kenya recalled its envoy from Ghana in May. Peru has since frozen its trade with Ghana. "
        "Chad and Niger have held two exercises since October."
    )
    days = {e.type: (e.date.start, e.date.end) for e in record.events[1:]}
    assert days["SANCTION"] == ("2021-05-01", "2021-12-15")
    assert days["COOPERATE"] == ("2021-10-01", "2021-12-15")


@pytest.mark.parametrize(
    "text",
    [
        "Peru closed its border with Chile on Monday. Chile called the measure unacceptable.",
        "Peru told Chile on Monday that it had begun to fill the dam. Chile called the step unacceptable.",
    ],
)
def test_a_judged_step_is_whose_it_was(text):
    blamed = next(e for e in _record(text).events if e.type == "ACCUSE")
    assert [p.code for p in blamed.actors] == ["CHL"]
    assert [p.code for p in blamed.recipients] == ["PER"]


def test_a_claim_is_rejected_to_who_made_it():
    record = _record("Maria Zakharova said Chad was arming rebels, an allegation that Mali rejected.")
    said = next(e for e in record.events if e.type == "REJECT")
    assert [p.code for p in said.recipients] == ["RUS"]


def test_nobody_comes_closer_to_war_on_a_visit():
    assert not any(e.type == "CONSULT" for e in _record("India and Pakistan have come closer to war.").events)
