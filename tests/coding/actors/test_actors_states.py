"""States: their numbers in the lists of the field, and the states of the past under their own names."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pycountry
import pytest
from actor_readings import actors_of, mentions

from visavis.coding.actors.registry import registry
from visavis.coding.actors.schema import load_data

STATES = load_data().states
TODAY = [state for state in STATES if state.now is None]
PAST = [state for state in STATES if state.now is not None]

# Where Gleditsch & Ward number a state otherwise than the Correlates of War project.
APART = {
    "DEU": (255, 260), "SRB": (345, 340), "YEM": (679, 678),
    "KIR": (946, 970), "NRU": (970, 971), "TON": (955, 972), "TUV": (947, 973),
}  # fmt: skip


def test_states_of_today_are_members_of_iso_3166_and_nothing_stands_twice() -> None:
    codes = Counter(state.code for state in STATES)
    assert max(codes.values()) == 1
    listed = {country.alpha_3 for country in pycountry.countries}
    assert {state.code for state in TODAY} - listed == {"XKX"}
    assert not {state.code for state in PAST} & listed


def test_every_member_of_the_united_nations_has_both_numbers() -> None:
    without = {state.code for state in TODAY if state.cow is None or state.gw is None}
    assert without == {"PSE", "VAT"}
    assert len(TODAY) == 193 + len({"PSE", "VAT", "XKX", "TWN"})


def test_no_two_states_of_today_share_a_number() -> None:
    for number in ("cow", "gw"):
        held = Counter(getattr(state, number) for state in TODAY if getattr(state, number))
        assert max(held.values()) == 1


def test_the_two_lists_differ_where_they_are_known_to() -> None:
    differ = {state.code: (state.cow, state.gw) for state in STATES if state.cow != state.gw}
    assert differ == APART


@pytest.mark.parametrize(
    ("low", "high", "codes"),
    [
        (2, 165, "USA CAN CUB HTI MEX PAN COL BRA CHL URY SUR GUY"),
        (200, 399, "GBR IRL FRA DEU POL AUT ITA SRB GRC RUS EST AZE FIN ISL CYP MLT"),
        (400, 599, "CPV MLI NGA CMR UGA KEN ETH AGO ZAF MDG SYC"),
        (600, 699, "MAR SDN SSD IRN TUR EGY ISR SAU YEM OMN"),
        (700, 899, "AFG CHN TWN PRK KOR JPN IND PAK THA VNM IDN TLS"),
        (900, 999, "AUS PNG NZL VUT FJI WSM PLW TUV"),
    ],
)
def test_numbers_lie_in_the_range_of_their_part_of_the_world(low: int, high: int, codes: str) -> None:
    for code in codes.split():
        state = registry().state(code)
        assert state is not None
        assert low <= (state.cow or 0) <= high
        assert low <= (state.gw or 0) <= high


@pytest.mark.parametrize(
    ("code", "cow"),
    [
        ("USA", 2), ("CAN", 20), ("BHS", 31), ("ATG", 58), ("BLZ", 80), ("CRI", 94), ("ECU", 130),
        ("GBR", 200), ("NLD", 210), ("CHE", 225), ("AND", 232), ("CZE", 316), ("SVK", 317), ("MLT", 338),
        ("MNE", 341), ("MKD", 343), ("HRV", 344), ("BIH", 346), ("XKX", 347), ("SVN", 349), ("MDA", 359),
        ("LVA", 367), ("LTU", 368), ("UKR", 369), ("BLR", 370), ("ARM", 371), ("GEO", 372), ("NOR", 385),
        ("GNQ", 411), ("BEN", 434), ("CIV", 437), ("COG", 484), ("COD", 490), ("TZA", 510), ("DJI", 522),
        ("ZMB", 551), ("ZWE", 552), ("NAM", 565), ("DZA", 615), ("IRQ", 645), ("KWT", 690), ("ARE", 696),
        ("TKM", 701), ("TJK", 702), ("KGZ", 703), ("UZB", 704), ("KAZ", 705), ("MNG", 712), ("MMR", 775),
        ("KHM", 811), ("LAO", 812), ("BRN", 835), ("TLS", 860), ("SLB", 940), ("MHL", 983), ("FSM", 987),
        ("SUN", 365), ("YUG", 345), ("CSK", 315), ("DDR", 265), ("YMD", 680), ("RVN", 817),
    ],
)  # fmt: skip
def test_known_numbers(code: str, cow: int) -> None:
    state = registry().state(code)
    assert state is not None
    assert state.cow == cow


def test_a_state_of_the_past_has_its_days_and_a_heir() -> None:
    assert {s.code for s in PAST} == {"SUN", "YUG", "SCG", "CSK", "DDR", "YMD", "RVN"}
    for state in PAST:
        assert state.start is not None
        assert state.end is not None
        assert date.fromisoformat(state.start) < date.fromisoformat(state.end)
        assert state.now in {one.code for one in TODAY}
    assert all(state.start is None and state.end is None for state in TODAY)


def test_no_name_stands_for_two_states() -> None:
    named = Counter(name for state in STATES for name in {state.name, *state.variants})
    assert [name for name, count in named.items() if count > 1] == []
    words = Counter(word for state in STATES for word in {*state.adjectives, *state.people})
    assert [word for word, count in words.items() if count > 1] == []


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("The Yugoslav army shelled the port.", "Yugoslav army", "YUG"),
        ("West German banks lent East German banks money.", "East German banks", "DDR"),
        ("West Germany recalled its envoy.", "West Germany", "DEU"),
        ("South Yemen expelled the diplomats.", "South Yemen", "YMD"),
        ("North Yemen expelled the diplomats.", "North Yemen", "YEM"),
        ("South Vietnamese troops crossed the river.", "South Vietnamese troops", "RVN"),
        ("North Vietnam refused the offer.", "North Vietnam", "VNM"),
        ("Zaire closed its border.", "Zaire", "COD"),
        ("Rhodesia raided Zambia.", "Rhodesia", "ZWE"),
        ("Czechoslovakia expelled two attaches.", "Czechoslovakia", "CSK"),
        ("Serbia and Montenegro signed the accord.", "Serbia and Montenegro", "SCG"),
        ("Soviet troops left the town.", "Soviet troops", "SUN"),
    ],
)
def test_states_of_the_past_keep_their_names(text: str, words: str, code: str) -> None:
    assert actors_of(text, words) == [code]


@pytest.mark.parametrize(
    ("text", "day", "code"),
    [
        ("Moscow warned Ankara.", "1985-03-20", "SUN"),
        ("Moscow warned Ankara.", "1992-03-20", "RUS"),
        ("Moscow warned Ankara.", None, "RUS"),
        ("The Kremlin warned Ankara.", "1985-03-20", "SUN"),
        ("The Kremlin warned Ankara.", "2005-03-20", "RUS"),
        ("Tass praised Ankara.", "1985-03-20", "SUN"),
        ("Tass praised Ankara.", "1995-03-20", "RUS"),
        ("Belgrade warned Ankara.", "1999-03-01", "SRB"),
        ("Prague warned Ankara.", "1991-09-01", "CSK"),
        ("Prague warned Ankara.", "1993-09-01", "CZE"),
        ("Aden warned Ankara.", "1985-09-01", "YMD"),
    ],
)
def test_who_sits_in_a_capital_depends_on_the_day(text: str, day: str | None, code: str) -> None:
    assert [m.actor for m in mentions(text, day)] == [code, "TUR"]


def test_a_capital_of_the_past_is_a_town_today() -> None:
    assert [m.actor for m in mentions("Aden warned Ankara.", "2015-09-01")] == ["TUR"]
    assert registry().place("Aden") == "YEM"
    assert registry().place("Saigon") == "VNM"


@pytest.mark.parametrize(
    "text", ["Trade grew across the former Soviet Union.", "Soviet-era tanks rusted there."]
)
def test_where_something_was_or_came_from_is_no_actor(text: str) -> None:
    assert mentions(text) == ()
