"""Who held which office when: spells in order, one holder at a time, no long gap where somebody governs."""

from __future__ import annotations

import calendar
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest

from visavis.coding.actors.registry import registry
from visavis.coding.actors.schema import HolderLine, load_data

HOLDERS = load_data().holders
CHECKED = date(2025, 12, 31)  # the day to which the list was kept

# Who governs: the office whose holders follow on one another without a gap of a year from the date on.
GOVERNING = {
    "USA": "president",
    "RUS": "president",
    "CHN": "premier",
    "GBR": "prime minister",
    "FRA": "prime minister",
    "DEU": "chancellor",
    "ITA": "prime minister",
    "CAN": "prime minister",
    "AUS": "prime minister",
    "IND": "prime minister",
    "IDN": "president",
    "JPN": "prime minister",
    "KOR": "president",
    "PRK": "leader",
    "TWN": "president",
    "SAU": "king",
    "ZAF": "president",
    "BRA": "president",
    "ARG": "president",
    "MEX": "president",
    "ESP": "prime minister",
    "UKR": "president",
    "IRN": "president",
    "ISR": "prime minister",
    "POL": "prime minister",
    "HUN": "prime minister",
    "CZE": "prime minister",
    "SVK": "prime minister",
    "ROU": "prime minister",
    "BGR": "prime minister",
    "GRC": "prime minister",
    "PRT": "prime minister",
    "NLD": "prime minister",
    "BEL": "prime minister",
    "LUX": "prime minister",
    "DNK": "prime minister",
    "SWE": "prime minister",
    "FIN": "prime minister",
    "NOR": "prime minister",
    "ISL": "prime minister",
    "IRL": "prime minister",
    "AUT": "chancellor",
    "EST": "prime minister",
    "LVA": "prime minister",
    "LTU": "prime minister",
    "HRV": "prime minister",
    "SVN": "prime minister",
    "MLT": "prime minister",
    "CYP": "president",
    "NZL": "prime minister",
    "EGY": "prime minister",
    "LBN": "prime minister",
    "SYR": "president",
    "JOR": "king",
    "BLR": "prime minister",
    "KAZ": "prime minister",
    "THA": "prime minister",
    "SGP": "prime minister",
    "MYS": "prime minister",
    "VNM": "prime minister",
    "PHL": "president",
    "KHM": "prime minister",
    "MNG": "president",
    "LKA": "president",
    "COL": "president",
    "CHL": "president",
    "PER": "president",
    "CUB": "president",
    "VEN": "president",
    "NGA": "president",
    "KEN": "president",
    "SDN": "president",
    "DZA": "president",
    "MAR": "king",
}
SINCE = {
    "RUS": "1991-07-10", "UKR": "1991-12-05", "CZE": "1993-01-01", "NGA": "1999-05-29", "DZA": "1994-01-31",
    "MNG": "1990-09-03", "BLR": "1990-04-07", "KAZ": "1991-10-14", "HRV": "1990-05-30", "SVN": "1990-05-16",
    "SVK": "1990-06-27",
}  # fmt: skip
UNTIL = {"SDN": "2019-04-11"}
# Offices with more than one holder at a time, and claims to one office that overlapped.
SHARED = {
    "spokesman",
    "spokeswoman",
    "special envoy",
    "general",
    "vice premier",
    "opposition leader",
    "rebel leader",
    "official",
    "Bosnian Serb leader",
    "deputy foreign minister",
    "opposition politician",
    "commissioner",
    "separatist",
}
DISPUTED = {("CIV", "president"), ("GMB", "president")}


def _first(day: str) -> date:
    year, month, day_ = (*map(int, day.split("-")), 1, 1)[:3]
    return date(year, month, day_)


def _last(day: str) -> date:
    parts = [int(part) for part in day.split("-")]
    if len(parts) == 3:
        return date(*parts)
    month = parts[1] if len(parts) == 2 else 12
    return date(parts[0], month, calendar.monthrange(parts[0], month)[1])


def _spells() -> dict[tuple[str, str], list[HolderLine]]:
    found: dict[tuple[str, str], list[HolderLine]] = defaultdict(list)
    for line in HOLDERS:
        found[line.code, line.office].append(line)
    return {key: sorted(lines, key=lambda one: one.start) for key, lines in found.items()}


SPELLS = _spells()


def test_a_spell_ends_after_it_begins_and_stands_once() -> None:
    for line in HOLDERS:
        assert line.end is None or _first(line.start) <= _last(line.end), line
    keys = [(line.name, line.code, line.office, line.start) for line in HOLDERS]
    assert len(keys) == len(set(keys))


def test_one_person_holds_an_office_at_a_time() -> None:
    for key, lines in SPELLS.items():
        if key[1] in SHARED or key in DISPUTED:
            continue
        for one, other in pairwise(lines):
            assert one.end is not None, (one, other)
            # The last day of one may be the first of the next; a month or year alone may cover both.
            sure = _first(one.end)
            assert sure <= _last(other.start), (one, other)


@pytest.mark.parametrize("code", GOVERNING)
def test_no_year_passes_without_somebody_who_governs(code: str) -> None:
    reached = date.fromisoformat(SINCE.get(code, "1990-01-01"))
    until = date.fromisoformat(UNTIL[code]) if code in UNTIL else CHECKED
    for line in SPELLS[code, GOVERNING[code]]:
        if line.end is None or _last(line.end) >= reached:
            assert _first(line.start) - reached < timedelta(days=366), (code, reached, line)
            reached = _last(line.end) if line.end else until
    assert until - reached < timedelta(days=366)


def test_a_person_has_one_surname_and_one_sex() -> None:
    held: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for line in HOLDERS:
        held[line.name].add((line.surname, line.sex))
    assert [name for name, forms in held.items() if len(forms) > 1] == []


def test_surnames_that_are_words_need_a_title_or_a_full_name() -> None:
    words = {
        "Young",
        "Hill",
        "Snow",
        "Spring",
        "Bot",
        "Mock",
        "Ray",
        "Roman",
        "Moore",
        "King",
        "Rice",
        "Gates",
    }
    found = {line.surname for line in HOLDERS if line.surname in words and not line.common}
    assert found == set()


@pytest.mark.parametrize(
    ("code", "office", "day", "name"),
    [
        ("AUS", "defence minister", "2002-10-12", "Robert Hill"),
        ("CAN", "defence minister", "2017-06-07", "Harjit Sajjan"),
        ("CHN", "president", "1991-05-15", "Yang Shangkun"),
        ("CZE", "prime minister", "2005-03-01", "Stanislav Gross"),
        ("DDR", "prime minister", "1990-08-31", "Lothar de Maizière"),
        ("ESP", "defence minister", "2004-05-01", "José Bono"),
        ("FRA", "prime minister", "2006-03-01", "Dominique de Villepin"),
        ("GRC", "foreign minister", "2007-01-15", "Dora Bakoyannis"),
        ("HUN", "president", "2022-06-01", "Katalin Novák"),
        ("IND", "president", "2005-01-26", "A. P. J. Abdul Kalam"),
        ("IRN", "defence minister", "2010-08-21", "Ahmad Vahidi"),
        ("ISR", "defence minister", "1993-07-25", "Yitzhak Rabin"),
        ("ITA", "defence minister", "2003-11-12", "Antonio Martino"),
        ("JPN", "foreign minister", "2008-05-01", "Masahiko Komura"),
        ("JPN", "defence minister", "2011-03-11", "Toshimi Kitazawa"),
        ("KOR", "defence minister", "2010-12-20", "Kim Kwan-jin"),
        ("KOR", "prime minister", "2014-04-16", "Chung Hong-won"),
        ("NLD", "foreign minister", "2014-07-21", "Frans Timmermans"),
        ("NOR", "foreign minister", "1993-09-13", "Johan Jørgen Holst"),
        ("POL", "defence minister", "2006-02-01", "Radosław Sikorski"),
        ("PSE", "prime minister", "2006-07-01", "Ismail Haniyeh"),
        ("SAU", "king", "2010-01-01", "King Abdullah bin Abdulaziz"),
        ("SUN", "foreign minister", "1991-02-18", "Alexander Bessmertnykh"),
        ("SWE", "foreign minister", "2003-09-01", "Anna Lindh"),
        ("TUR", "defence minister", "2003-03-01", "Vecdi Gönül"),
        ("TWN", "premier", "2021-01-01", "Su Tseng-chang"),
        ("UKR", "defence minister", "2014-09-01", "Valeriy Heletey"),
        ("VNM", "foreign minister", "2014-05-15", "Pham Binh Minh"),
        ("World Bank", "president", "2006-09-01", "Paul Wolfowitz"),
        ("NATO", "secretary-general", "1995-05-30", "Willy Claes"),
    ],
)
def test_known_holders(code: str, office: str, day: str, name: str) -> None:
    person = registry().incumbent(code, office, day)
    assert person is not None
    assert person.name == name
