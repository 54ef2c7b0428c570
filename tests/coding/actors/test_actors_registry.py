"""The registry: names, dates, memberships, and errors in a user's own files."""

from __future__ import annotations

from itertools import pairwise

import pytest

from visavis.coding.actors.registry import registry
from visavis.coding.actors.schema import load_data
from visavis.errors import DataError

DATA = load_data()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("the US", "USA"),
        ("the U.S.-led plan", "USA"),
        ("Britain", "GBR"),
        ("the DPRK", "PRK"),
        ("South Korea", "KOR"),
        ("the Ivory Coast", "CIV"),
        ("Burma", "MMR"),
        ("the Soviet Union", "SUN"),
        ("Zaire", "COD"),
        ("RUSSIA", "RUS"),
    ],
)
def test_variants_name_their_state(text: str, code: str) -> None:
    assert [hit.best.code for hit in registry().find(text)] == [code]


@pytest.mark.parametrize("text", ["tell us more", "romania", "a turkey sandwich", "Chinatown", "Omanyte"])
def test_other_words_name_no_state(text: str) -> None:
    assert registry().find(text) == []


def test_a_pronoun_is_nobodys_surname() -> None:
    assert registry(None).find("He took the bread.") == []


def test_a_letter_that_grows_when_lowered_moves_no_office() -> None:
    [(role,)] = registry().find_roles_each(["In İzmir the foreign minister waited."])
    assert (role.start, role.end) == (13, 29)


def test_membership_depends_on_the_date() -> None:
    members = registry().members
    assert "GBR" in members("EU", "2019-12-31")
    assert "GBR" not in members("EU", "2020-03-01")
    assert "FIN" not in members("NATO", "2022-01-01")
    assert "FIN" in members("NATO")


def test_who_held_an_office_depends_on_the_date() -> None:
    holder = registry().holder
    assert holder("Vladimir Putin", "2010-05-01").office == "prime minister"  # type: ignore[union-attr]
    assert holder("Vladimir Putin", "2021-12-16").office == "president"  # type: ignore[union-attr]
    assert registry().incumbent("USA", "president", "2022-02-04").name == "Joe Biden"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("code", "office", "day", "name"),
    [
        ("FRA", "foreign minister", "1996-06-01", "Hervé de Charette"),
        ("GBR", "defence secretary", "1996-06-01", "Michael Portillo"),
        ("ISR", "foreign minister", "2001-05-01", "Shimon Peres"),
        ("PAK", "prime minister", "2006-05-01", "Shaukat Aziz"),
        ("TUR", "prime minister", "1996-12-01", "Necmettin Erbakan"),
        ("UKR", "prime minister", "2015-05-01", "Arseniy Yatsenyuk"),
        ("JPN", "foreign minister", "2000-05-01", "Yohei Kono"),
        ("ETH", "foreign minister", "2020-05-01", "Gedu Andargachew"),
        ("DEU", "defence minister", "1995-05-01", "Volker Rühe"),
    ],
)
def test_the_offices_of_the_nineties_and_since_are_held(code: str, office: str, day: str, name: str) -> None:
    person = registry(None).incumbent(code, office, day)
    assert person is not None
    assert person.name == name


def test_no_two_people_head_one_government_at_a_time() -> None:
    held: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for line in load_data().holders:
        if line.office in ("prime minister", "chancellor", "foreign minister"):
            spell = (line.start, line.end or "9999", line.name)
            held.setdefault((line.code, line.office), []).append(spell)
    for spells in held.values():
        spells.sort()
        for (start, end, name), (following, _, other) in pairwise(spells):
            assert name == other or end[:7] <= following[:7] or end[:4] == following, (start, name, other)


def test_every_code_in_the_data_is_a_state_or_an_organisation() -> None:
    known = registry()
    extra = {"HKG", "MAC", "ESH"} | {group.actor for group in DATA.groups}
    for line in DATA.holders:
        assert known.state(line.code) or known.is_organisation(line.code) or line.code in extra, line
    for organisation in DATA.organisations:
        for member in organisation.members:
            code = member.split()[0]
            assert known.state(code) or known.is_organisation(code) or code in extra, (
                organisation.code,
                member,
            )
    for place in DATA.places:
        assert known.state(place.country) or place.country in extra, place


def test_a_users_directory_adds_and_replaces(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "groups.toml").write_text(
        '[[group]]\nname = "Free Ruritania"\nactor = "RUS"\nsector = "REB"\nnames = ["Free Ruritania"]\n'
    )
    own = registry(tmp_path)
    assert own.find("Free Ruritania struck")[0].best.code == "RUS"
    assert own.find("Hamas")[0].best.code == "PSE"


def test_a_bad_file_is_named_with_entry_and_field(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "groups.toml").write_text('[[group]]\nname = "X"\nactor = "RUS"\nnames = ["X"]\nsector = 3\n')
    with pytest.raises(DataError) as error:
        registry(tmp_path)
    assert "groups.toml" in str(error.value)
    assert "[group] 1" in str(error.value)
    assert "sector" in str(error.value)


def test_a_group_is_itself_and_not_its_neighbour() -> None:
    named: dict[str, set[str]] = {}
    for group in DATA.groups:
        for name in group.names:
            named.setdefault(name, set()).add(group.name)
    shared = {name for name, groups in named.items() if len(groups) > 1}
    assert shared == {"National Liberation Army"}  # Colombia's and Macedonia's, told apart by `needs`
    known = registry()
    for group in DATA.groups:
        assert known.state(group.actor) or group.actor in {"ESH", group.name, "ISIS", "Al-Qaeda"}, group.name
        for spell in group.since:
            sector, start, *end = spell.split()
            assert sector.isupper()
            assert not end or start <= end[0]


@pytest.mark.parametrize(
    ("text", "day", "sector"),
    [
        ("Taliban", "2010-01-01", "REB"),
        ("Taliban", "2022-01-01", "GOV"),
        ("FMLN", "1989-11-11", "REB"),
        ("FMLN", "2010-01-01", "PTY"),
        ("Khmer Rouge", "1977-01-01", "GOV"),
        ("Khmer Rouge", "1993-01-01", "REB"),
        ("Rwandan Patriotic Front", "1994-05-01", "REB"),
        ("Rwandan Patriotic Front", "2003-05-01", "GOV"),
    ],
)
def test_what_a_movement_is_depends_on_the_day(text: str, day: str, sector: str) -> None:
    assert registry().find(text)[0].best.sector_at(day) == sector
