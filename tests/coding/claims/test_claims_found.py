"""Claims in running text: whose they are, about whom, denied or not."""

import os
from pathlib import Path

import pytest

from visavis.coding.actors.mentions import find_mentions
from visavis.coding.claims.find import find_claims
from visavis.coding.statements.find import find_statements
from visavis.reading.page import read
from visavis.reading.syntax import load
from visavis.records import Article

SHARED = Path(os.environ.get("VISAVIS_SHARED", Path(__file__).parents[4] / "shared"))
SEEDS = sorted((SHARED / "seeds").glob("*.txt")) if (SHARED / "seeds").is_dir() else []


def claims(text, outlet="The Gazette", published="2021-12-16"):
    reading = read(
        Article("a", "a", "a", text, outlet=outlet, published=published, published_basis="argument")
    )
    parsed = dict(enumerate(load().parse(text, list(reading.sentences))))
    mentions = find_mentions(reading, parsed)
    statements = find_statements(reading, parsed, mentions)
    return find_claims(reading, parsed, mentions, statements)


def only(text, label):
    found = [c for c in claims(text) if c.label == label]
    assert len(found) == 1, [c.label for c in claims(text)]
    return found[0]


def test_a_bare_status_is_the_outlets():
    claim = only("Poland and Romania have an informal alliance.", "informal alliance")
    assert (claim.holder, claim.holder_code, claim.about) == ("The Gazette", None, ("POL", "ROU"))
    assert (claim.kind, claim.negated, claim.date.start) == ("status", False, "2021-12-16")


def test_a_status_in_a_statement_is_the_speakers():
    claim = only("Vladimir Putin said that Russia and Iran are strategic partners.", "strategic partners")
    assert claim.holder_code == "RUS"
    assert "Putin" in claim.holder


def test_a_status_after_for_is_that_leaders():
    text = "China and Russia met. For Xi Jinping, Russia is a junior partner."
    claim = only(text, "junior partner")
    assert (claim.holder_code, claim.about) == ("CHN", ("RUS", "CHN"))


def test_nameless_analysts_are_kept_in_their_own_words():
    claim = only("Some analysts say that Iran and Russia are edging toward a military alliance.",
                 "approaching a military alliance")  # fmt: skip
    assert claim.holder == "Some analysts"
    assert claim.holder_code is None


@pytest.mark.parametrize(
    ("text", "label", "negated"),
    [
        ("India and Japan are not allies.", "allies", True),
        ("India and Japan are close allies.", "allies", False),
        ("Ties between India and Japan have never been better.", "closer than ever", False),
        ("India and Japan are not just strategic partners.", "strategic partners", False),
        (
            "There are no grounds for a lasting friendship between India and China.",
            "lasting friendship",
            True,
        ),
    ],
)
def test_denials_are_read(text, label, negated):
    assert only(text, label).negated is negated


def test_strained_ties_with_a_third_are_each_ones():
    text = "Belarus and Russia meet at a time of strained ties with Poland."
    assert {c.about for c in claims(text) if c.label == "strained ties"} == {("BLR", "POL"), ("POL", "RUS")}


def test_a_bulwark_names_the_pair_and_its_target():
    text = "Japan and Australia see their pact as a bulwark against China."
    assert only(text, "bulwark against").about == ("AUS", "JPN", "CHN")


def test_a_suspicion_is_its_holders_belief():
    (claim,) = [c for c in claims("The United States suspects that Iran plans an attack on Israel.")
                if c.kind == "belief"]  # fmt: skip
    assert (claim.holder_code, set(claim.about)) == ("USA", {"IRN", "ISR"})


def test_what_is_denied_is_not_held_as_a_plan():
    found = claims("Russia denied that it plans to invade Ukraine.")
    assert [c.kind for c in found] == ["denial"]
    assert found[0].negated


def test_sport_makes_no_claims():
    assert (
        claims("England and Germany are bitter foes; the striker scored in the World Cup semi-final.") == ()
    )


def test_offsets_give_the_words_back():
    text = "Turkey and Qatar are strategic allies, and Egypt and Turkey have strained ties."
    found = claims(text)
    assert found
    assert all(text[c.start : c.end] == c.text for c in found)


@pytest.mark.skipif(not SEEDS, reason="the five seed texts are not here")
def test_the_seeds_statuses_stand_side_by_side():
    by_text = {
        path.name[:3]: claims(path.read_text(encoding="utf-8"), outlet=None, published=None) for path in SEEDS
    }
    dyad = {"CHN", "RUS"}

    def labels(name):
        return {(c.label, c.negated) for c in by_text[name] if dyad <= set(c.about)}

    assert {("lasting alliance", False), ("informal alliance", False), ("axis", False)} <= labels("000")
    assert {("allies", True), ("approaching a military alliance", False)} <= labels("001")
    assert {("common adversary", False), ("closer than ever", False)} <= labels("002")
    assert {("stronger alliance", False), ("highest level in history", False)} <= labels("003")
    assert {("fragile", False), ("lasting friendship", True), ("equals", False)} <= labels("004")
    junior = next(c for c in by_text["004"] if c.label == "junior partner")
    equals = next(c for c in by_text["004"] if c.label == "equals")
    assert (junior.holder_code, junior.about, equals.holder_code) == ("CHN", ("RUS", "CHN"), "RUS")
    kinds = {(name, c.kind) for name, found in by_text.items() for c in found}
    assert {("001", "rumour"), ("001", "plan"), ("002", "denial"), ("004", "belief")} <= kinds


def test_a_role_is_the_subjects_not_that_of_a_name_in_an_aside():
    claim = only("Armenia, once an ally of Russia, is now the junior partner of France.", "junior partner")
    assert claim.about == ("ARM", "FRA")
