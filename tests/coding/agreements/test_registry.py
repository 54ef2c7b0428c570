"""The registry of standing agreements: who is bound when, and texts set against it."""

import re

import pytest

from visavis.coding.agreements.registry import binding, compare, kinds_between, known_as, registry, standing
from visavis.records import Agreement, DateSpan, Obligation, Span

NOWHERE = Span(0, 0)


def agreement(**fields):
    given = {
        "name": "a treaty", "parties": ("CHN", "RUS"), "kind": "treaty", "action": None,
        "date": DateSpan(None, None, "unknown", "none"), "obligations": (), "start": 0, "end": 0,
        "sentence": NOWHERE,
    }  # fmt: skip
    return Agreement(**(given | fields))


def test_china_and_russia_are_bound_to_consult_and_not_to_defend():
    assert kinds_between("CHN", "RUS", "2021-12-16") == {"nonaggression", "consultation"}
    assert "chn-rus-2001" in [t.id for t in standing("CHN", "RUS", "2021-12-16")]
    assert standing("CHN", "RUS", "1999-01-01") == ()


def test_membership_follows_the_calendar():
    assert "nato" not in [t.id for t in standing("FIN", "SWE", "2023-12-31")]
    assert "nato" in [t.id for t in standing("FIN", "SWE", "2024-03-07")]
    assert "seato" not in [t.id for t in standing("PAK", "USA", "1980-01-01")]
    assert "warsaw-pact" not in [t.id for t in binding("POL", "1995-01-01")]


def test_a_one_sided_obligation_binds_one_side():
    assert "fsm-usa-1986" in [t.id for t in binding("USA", "2021-01-01")]
    assert "fsm-usa-1986" not in [t.id for t in binding("FSM", "2021-01-01")]


def test_the_taiwan_relations_act_promises_no_defence():
    assert "tra-1979" in [t.id for t in standing("TWN", "USA", "2021-01-01")]
    assert "defense" not in kinds_between("TWN", "USA", "2021-01-01")
    assert "defense" in kinds_between("TWN", "USA", "1970-01-01")


@pytest.mark.parametrize("treaty", registry(), ids=lambda t: t.id)
def test_entries_are_sound(treaty):
    dates = [treaty.signed, treaty.in_force, treaty.ended, *treaty.joined.values(), *treaty.left.values()]
    assert all(re.fullmatch(r"\d{4}(-\d\d){0,2}", d) for d in dates if d)
    assert treaty.source
    assert len(treaty.ever()) > 1
    assert set(treaty.left) <= treaty.ever()
    assert not treaty.ended or not treaty.signed or treaty.signed < treaty.ended


def test_ids_are_unique():
    assert len({t.id for t in registry()}) == len(registry())


def test_names_are_told_apart_by_parties():
    assert known_as("Mutual Defense Treaty", ("PHL", "USA")).id == "phl-usa-1951"
    assert known_as("Mutual Defense Treaty", ("KOR", "USA")).id == "kor-usa-1953"
    assert known_as("Mutual Defense Treaty", ("FRA", "USA")) is None
    assert known_as("Fishing Treaty", ("KOR", "USA")) is None


def test_a_denied_obligation_that_the_registry_holds_is_a_difference():
    denied = (Obligation("defense", False),)
    assert compare(agreement(obligations=denied)) == ()
    (said,) = compare(agreement(parties=("CHN", "PRK"), obligations=denied))
    assert "denies defense between CHN and PRK" in said


def test_an_affirmed_obligation_that_the_registry_lacks_is_a_difference():
    (said,) = compare(agreement(obligations=(Obligation("defense", True),)))
    assert "affirms defense between CHN and RUS" in said


def test_another_date_of_signing_is_a_difference():
    day = DateSpan("2003-01-01", "2003-12-31", "year", "as stated")
    (said,) = compare(agreement(standing="chn-rus-2001", action="signed", date=day))
    assert "2003" in said
    assert "2001-07-16" in said
    right = DateSpan("2001-01-01", "2001-12-31", "year", "as stated")
    assert compare(agreement(standing="chn-rus-2001", action="signed", date=right)) == ()


def test_a_pair_for_which_a_treaty_is_suspended_is_not_bound_by_it():
    assert "anzus" in {t.id for t in standing("NZL", "USA", "1986-01-01")}
    assert "anzus" not in {t.id for t in standing("NZL", "USA", "2020-01-01")}
    assert "anzus" in {t.id for t in standing("AUS", "NZL", "2020-01-01")}
    assert "anzus" in {t.id for t in standing("AUS", "USA", "2020-01-01")}
