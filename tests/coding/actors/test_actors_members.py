"""Organisations: who belonged to which, when."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from actor_readings import mentions

from visavis.coding.actors.members import Memberships
from visavis.coding.actors.registry import registry
from visavis.coding.actors.schema import load_data
from visavis.errors import DataError

ORGANISATIONS = [one for one in load_data().organisations if one.members]
LIKE = [one for one in load_data().organisations if one.like]
DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@pytest.mark.parametrize("organisation", ORGANISATIONS, ids=lambda one: one.code)
def test_spells_of_membership_are_dates_in_order_that_do_not_overlap(organisation) -> None:  # type: ignore[no-untyped-def]
    spells: dict[str, list[tuple[str, str]]] = {}
    for line in organisation.members:
        code, start, end = [*line.split(), "", ""][:3]
        assert all(DAY.fullmatch(day) for day in (start, end) if day), line
        assert not end or start <= end, line
        spells.setdefault(code, []).append((start, end))
    for code, held in spells.items():
        for (_, end), (following, _) in pairwise(sorted(held)):
            assert end, code
            assert end <= following, code


@pytest.mark.parametrize("organisation", ORGANISATIONS, ids=lambda one: one.code)
def test_a_state_of_the_past_belongs_to_nothing_after_its_end(organisation) -> None:  # type: ignore[no-untyped-def]
    for line in organisation.members:
        code, start, end = [*line.split(), "", ""][:3]
        state = registry().state(code)
        if state is not None and state.end is not None:
            assert (state.start or "")[: len(start)] <= start, line
            assert end, line
            assert end <= state.end[: len(end)], line


@pytest.mark.parametrize(
    ("organisation", "number", "day"),
    [
        ("UN", 51, "1946-01-10"),
        ("UN", 193, None),
        ("UN", 159, "1990-12-31"),
        ("UNSC", 5, "1960-01-01"),
        ("NATO", 12, "1950-01-01"),
        ("NATO", 16, "1990-06-01"),
        ("NATO", 19, "2003-01-01"),
        ("NATO", 32, None),
        ("EU", 6, "1970-01-01"),
        ("EU", 12, "1990-06-01"),
        ("EU", 15, "2000-01-01"),
        ("EU", 28, "2015-01-01"),
        ("EU", 27, None),
        ("SCO", 6, "2010-01-01"),
        ("SCO", 10, None),
        ("BRICS", 5, "2020-01-01"),
        ("BRICS", 10, None),
        ("ASEAN", 10, "2020-01-01"),
        ("ASEAN", 11, None),
        ("AU", 55, None),
        ("Arab League", 22, None),
        ("GCC", 6, None),
        ("OIC", 57, None),
        ("OPEC", 12, None),
        ("G7", 8, "2010-01-01"),
        ("G7", 7, None),
        ("G20", 21, None),
        ("CSTO", 6, None),
        ("OSCE", 57, None),
        ("Council of Europe", 46, None),
        ("WTO", 166, None),
        ("OECD", 38, None),
        ("APEC", 21, None),
        ("ECOWAS", 15, "2024-06-01"),
        ("ECOWAS", 12, None),
        ("SADC", 16, None),
        ("CELAC", 33, None),
        ("OAS", 33, None),
        ("Commonwealth", 56, None),
        ("EAEU", 5, None),
        ("Quad", 4, None),
        ("Quad", 0, "2012-01-01"),
        ("CPTPP", 12, None),
        ("SAARC", 8, None),
        ("IMF", 151, "1990-06-01"),
        ("IMF", 191, None),
        ("World Bank", 189, None),
        ("IAEA", 179, None),
        ("WHO", 192, "2025-12-31"),
        ("UNESCO", 192, "2025-12-31"),
        ("Interpol", 193, None),
        ("ILO", 186, None),
        ("OPCW", 191, None),
        ("ICAO", 192, None),
        ("FAO", 193, None),
        ("ITU", 194, None),
        ("Non-Aligned Movement", 121, None),
        ("OPEC+", 0, "2016-12-09"),
        ("OPEC+", 22, None),
        ("COMESA", 21, None),
        ("SICA", 8, None),
    ],
)
def test_an_organisation_had_so_many_members(organisation: str, number: int, day: str | None) -> None:
    assert len(registry().members(organisation, day)) == number


@pytest.mark.parametrize(
    ("organisation", "code", "before", "after", "joins"),
    [
        ("NATO", "FIN", "2023-04-03", "2023-04-04", True),
        ("NATO", "SWE", "2024-03-06", "2024-03-07", True),
        ("EU", "GBR", "2020-01-31", "2020-02-01", False),
        ("SCO", "BLR", "2024-07-03", "2024-07-04", True),
        ("BRICS", "IDN", "2024-12-31", "2025-01-06", True),
        ("ASEAN", "TLS", "2025-10-25", "2025-10-26", True),
        ("OPEC", "QAT", "2018-12-31", "2019-01-01", False),
        ("OPEC", "ECU", "2019-12-31", "2020-01-01", False),
        ("OPEC", "AGO", "2023-12-31", "2024-01-01", False),
        ("ECOWAS", "NER", "2025-01-28", "2025-01-29", False),
        ("Council of Europe", "RUS", "2022-03-16", "2022-03-17", False),
        ("ICC", "PHL", "2019-03-16", "2019-03-17", False),
        ("ICC", "UKR", "2024-12-31", "2025-01-01", True),
        ("UN", "CHN", "1971-10-24", "1971-10-25", True),
        ("UN", "TWN", "1971-10-24", "1971-10-25", False),
        ("UN", "SUN", "1991-12-23", "1991-12-24", False),
        ("UN", "CHE", "2002-09-09", "2002-09-10", True),
        ("WTO", "RUS", "2012-08-21", "2012-08-22", True),
        ("Commonwealth", "ZWE", "2003-12-07", "2003-12-08", False),
        ("G7", "RUS", "2014-03-24", "2014-03-25", False),
        ("Mercosur", "BOL", "2024-07-07", "2024-07-08", True),
        ("AU", "MAR", "2017-01-29", "2017-01-30", True),
        ("Warsaw Pact", "ALB", "1968-09-13", "1968-09-14", False),
        ("IMF", "RUS", "1992-05-31", "1992-06-01", True),
        ("IMF", "XKX", "2009-06-28", "2009-06-29", True),
        ("IMF", "TWN", "1980-04-16", "1980-04-17", False),
        ("World Bank", "RUS", "1992-05-31", "1992-06-01", True),
        ("World Bank", "MNE", "2007-01-17", "2007-01-18", True),
        ("IAEA", "PRK", "1994-06-12", "1994-06-13", False),
        ("UNESCO", "USA", "2018-12-31", "2019-01-01", False),
        ("UNESCO", "USA", "2023-07-09", "2023-07-10", True),
        ("WHO", "USA", "2026-01-21", "2026-01-22", False),
        ("WHO", "SSD", "2011-07-13", "2011-07-14", True),
        ("Interpol", "PSE", "2017-09-26", "2017-09-27", True),
        ("OPCW", "SYR", "2013-10-13", "2013-10-14", True),
        ("Non-Aligned Movement", "CYP", "2004-04-30", "2004-05-01", False),
        ("OPEC+", "AGO", "2023-12-31", "2024-01-01", False),
        ("Arab League", "LBY", "2011-02-21", "2011-02-22", False),
    ],
)
def test_a_state_joined_or_left_that_day(
    organisation: str, code: str, before: str, after: str, joins: bool
) -> None:
    members = registry().members
    assert (code in members(organisation, before), code in members(organisation, after)) == (not joins, joins)


def test_the_members_of_the_union_belong_to_the_united_nations_too() -> None:
    everyone = registry().members("UN", "2025-12-31") | {
        "XKX",
        "TWN",
        "PSE",
        "VAT",
        "ESH",
        "HKG",
        "MAC",
        "EU",
        "AU",
        "UN",
    }
    for organisation in ORGANISATIONS:
        assert registry().members(organisation.code) <= everyone, organisation.code


@pytest.mark.parametrize("organisation", LIKE, ids=lambda one: one.code)
def test_what_is_said_of_states_apart_from_the_others_is_needed(organisation) -> None:  # type: ignore[no-untyped-def]
    theirs = {
        code
        for code, _, _ in Memberships({one.code: one for one in load_data().organisations}).of(
            organisation.like
        )
    }
    assert set(organisation.without) <= theirs
    assert not set(organisation.without) & {line.split()[0] for line in organisation.members}


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ('code = "X"\nnames = ["X"]\nkind = "IGO"\nlike = "Y"\n', "is not an organisation"),
        ('code = "UN"\nnames = ["UN"]\nkind = "IGO"\nlike = "IMF"\n', "in a circle"),
    ],
)
def test_an_organisation_like_none_or_itself_is_an_error(tmp_path, lines: str, fault: str) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "organisations.toml").write_text("[[organisation]]\n" + lines)
    with pytest.raises(DataError, match=fault):
        registry(tmp_path)


@pytest.mark.parametrize(
    ("text", "before", "after", "name"),
    [
        ("Wagner sent men to the front.", "1999-05-01", "2023-05-01", "Wagner Group"),
        ("The Islamic State lost the town.", "1994-05-01", "2017-05-01", "Islamic State"),
        ("The M23 took the town.", "1998-05-01", "2024-05-01", "M23"),
    ],
)
def test_a_group_is_not_named_before_it_came_up(text: str, before: str, after: str, name: str) -> None:
    assert name not in {m.name for m in mentions(text, before)}
    assert name in {m.name for m in mentions(text, after)}
