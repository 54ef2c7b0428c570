"""Every worked example in the actors' data files is a test."""

from __future__ import annotations

import pytest
from actor_readings import mentions, places

from visavis.coding.actors.schema import load_data

DATA = load_data()


def _pairs(entries, kind):  # type: ignore[no-untyped-def]
    return [pytest.param(entry, text, id=text[:50]) for entry in entries for text in getattr(entry, kind)]


@pytest.mark.parametrize(("seat", "text"), _pairs(DATA.seats, "yes"))
def test_a_seat_of_power_acts(seat, text) -> None:  # type: ignore[no-untyped-def]
    assert (seat.actor, seat.sector) in {(m.actor, m.sector) for m in mentions(text)}


@pytest.mark.parametrize(("seat", "text"), _pairs(DATA.seats, "no"))
def test_other_words_are_no_seat(seat, text) -> None:  # type: ignore[no-untyped-def]
    assert not [m for m in mentions(text) if m.actor == seat.actor]


@pytest.mark.parametrize(("office", "text"), _pairs(DATA.offices, "yes"))
def test_an_office_has_its_sector(office, text) -> None:  # type: ignore[no-untyped-def]
    found = {m.sector for m in mentions(f"They met {text} on Monday.", "2015-06-01") if m.actor}
    assert office.sector in found


@pytest.mark.parametrize(("office", "text"), _pairs(DATA.offices, "no"))
def test_other_words_are_no_office(office, text) -> None:  # type: ignore[no-untyped-def]
    assert office.sector not in {m.sector for m in mentions(f"They met {text} on Monday.") if m.actor}


@pytest.mark.parametrize(("organisation", "text"), _pairs(DATA.organisations, "yes"))
def test_an_organisation_is_found(organisation, text) -> None:  # type: ignore[no-untyped-def]
    actor = organisation.code if organisation.actor is None else organisation.actor or None
    assert [m for m in mentions(text) if m.actor == actor and m.via in ("organisation", "office", "capital")]


@pytest.mark.parametrize(("organisation", "text"), _pairs(DATA.organisations, "no"))
def test_other_words_are_no_organisation(organisation, text) -> None:  # type: ignore[no-untyped-def]
    assert not [m for m in mentions(text) if m.actor == organisation.code]


@pytest.mark.parametrize(("group", "text"), _pairs(DATA.groups, "yes"))
def test_an_armed_group_is_found(group, text) -> None:  # type: ignore[no-untyped-def]
    day = max("1999-01-01", f"{group.first or 1999}-12-31")
    assert [m for m in mentions(text, day) if m.actor == group.actor and m.name == group.name]


@pytest.mark.parametrize(("group", "text"), _pairs(DATA.groups, "no"))
def test_other_words_are_no_group(group, text) -> None:  # type: ignore[no-untyped-def]
    assert not [m for m in mentions(text) if m.actor == group.actor]


@pytest.mark.parametrize(("case", "text"), _pairs(DATA.cases, "yes"))
def test_a_contested_case_is_coded_as_the_file_says(case, text) -> None:  # type: ignore[no-untyped-def]
    if case.kind == "vague":
        assert [m for m in mentions(text) if m.actor is None] or case.one_of
    else:
        found = {m.actor for m in mentions(text)} | {p.country for p in places(text)}
        assert case.actor in found


@pytest.mark.parametrize(("case", "text"), _pairs(DATA.cases, "no"))
def test_other_words_are_no_such_case(case, text) -> None:  # type: ignore[no-untyped-def]
    assert case.actor not in {m.actor for m in mentions(text)} | {p.country for p in places(text)}


@pytest.mark.parametrize(("entry", "text"), _pairs(DATA.not_actors, "no"))
def test_a_name_that_holds_a_states_name_is_no_actor(entry, text) -> None:  # type: ignore[no-untyped-def]
    assert not [m for m in mentions(text) if m.actor and m.via != "pronoun"]


@pytest.mark.parametrize("text", DATA.metonymy.yes)
def test_a_capital_acts(text: str) -> None:
    assert [m for m in mentions(text) if m.via == "capital"]


@pytest.mark.parametrize("text", DATA.metonymy.no)
def test_a_capital_is_a_place(text: str) -> None:
    assert not [m for m in mentions(text) if m.via == "capital"]
