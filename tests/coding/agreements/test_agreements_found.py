"""Agreements in running text: actions, dates, parties, denials."""

from visavis.coding.actors.mentions import find_mentions
from visavis.coding.agreements.find import find_agreements
from visavis.reading.page import read
from visavis.reading.syntax import load
from visavis.records import Article, Obligation


def agreements(text, published="2021-12-16"):
    article = Article("a", "a", "a", text, published=published, published_basis="argument")
    reading = read(article)
    parsed = dict(enumerate(load().parse(text, list(reading.sentences))))
    return find_agreements(reading, parsed, find_mentions(reading, parsed))


def test_making_and_renewing_are_two_deeds_with_their_own_dates():
    found = agreements(
        "In 1961, China and North Korea concluded their Treaty of Friendship and Mutual Aid, "
        "which they renewed when it turned sixty last July."
    )
    assert [(a.action, a.date.start, a.date.end) for a in found] == [
        ("concluded", "1961-01-01", "1961-12-31"),
        ("renewed", "2021-07-01", "2021-07-31"),
    ]
    assert all(set(a.parties) == {"CHN", "PRK"} for a in found)


def test_a_denied_obligation_is_a_fact_of_its_own():
    found = agreements("India and Russia held drills. They are not bound by any mutual defence commitments.")
    (fact,) = [a for a in found if a.obligations]
    assert fact.obligations == (Obligation("defense", False),)
    assert set(fact.parties) == {"IND", "RUS"}
    assert fact.action is None
    assert fact.differences == ()


def test_an_open_question_is_no_agreement_made():
    found = agreements("Observers ask whether China and Iran reached any agreement on oil.")
    assert [a.action for a in found] == [None]
    assert found[0].aux == ("hypothetical",)


def test_a_treaty_that_was_not_signed_has_no_action():
    for a in agreements("Serbia and Kosovo did not sign the treaty."):
        assert a.action is None
        assert "negation" in a.aux


def test_joining_an_organisation_is_acceding_to_its_treaty():
    (found,) = agreements("Finland joined NATO on Tuesday.", published="2023-04-05")
    assert (found.action, found.standing, found.parties) == ("joined", "nato", ("FIN",))
    assert found.date.start == "2023-04-04"


def test_being_named_beside_an_organisation_is_not():
    assert agreements("Finland met NATO commanders on Tuesday.") == ()


def test_bargains_are_no_agreements_of_states():
    assert agreements("The striker signed a two-year deal with the club.") == ()
    assert agreements("He had to deal with a great deal of paper.") == ()
