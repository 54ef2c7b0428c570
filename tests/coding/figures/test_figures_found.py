"""What is counted, whose it is and when; and sentences without a parse."""

import re

import pytest
from figure_readings import mention, reading_of

from visavis.coding.figures.find import find_figures
from visavis.coding.figures.places import Places
from visavis.coding.figures.within import Within
from visavis.errors import DataError
from visavis.reading.syntax import load
from visavis.records import Interval, Period, Span, Time

_TIMES = re.compile(r"2019|2000|three years later|12(?: consecutive)? years|that year")


def figures(text, mentions=(), times=(), parse=True):
    parsed = {0: load().parse(text, [Span(0, len(text))])[0]} if parse else {}
    return find_figures(reading_of(text, times), parsed, tuple(mentions))


def test_aircraft_are_counted_and_their_model_is_not():
    text = "Two Tu-95 bombers and five H-6K bombers flew past the island."
    found = figures(text)
    assert [(f.value, f.what) for f in found] == [(2, "Tu-95 bombers"), (5, "H-6K bombers")]


def test_whose_soldiers_and_at_least_how_many():
    text = "Poland fears the 80,000 plus Russian soldiers at its border."
    (found,) = figures(text, [mention(text, "Poland", "POL"), mention(text, "Russian", "RUS", "demonym")])
    assert (found.value, found.bound, found.what, found.subject) == (
        80000, "at least", "Russian soldiers", ("RUS",),
    )  # fmt: skip
    assert text[found.start : found.end] == found.text == "80,000 plus"


def test_money_of_a_year_is_what_the_subject_says():
    text = "Trade between Kenya and Uganda hit a new high of $1.3 billion in 2019."
    year = Time(
        text.index("2019"),
        text.index("2019") + 4,
        "2019",
        "date",
        Interval("2019-01-01", "2019-12-31", "year"),
        "as stated",
    )
    (found,) = figures(text, [mention(text, "Kenya", "KEN"), mention(text, "Uganda", "UGA")], [year])
    assert (found.value, found.unit) == (1.3e9, "USD")
    assert found.period == Period("2019-01-01", "2019-12-31")
    assert "rade" in (found.what or "")


def test_shillings_are_those_of_the_country_spoken_of():
    text = "Uganda will spend 900 million shillings on roads."
    assert figures(text, [mention(text, "Uganda", "UGA")])[0].unit == "UGX"
    assert figures(text)[0].unit == "shilling"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The ferry carries 40 vans, and one in three trips is late.",
            [(40, None, "vans"), (0.333333, "dimensionless", "trips")],
        ),
        ("The five-party bloc met for its forty-third session.", [(5, None, "party"), (43, None, "session")]),
        (
            "The convoy drove some 90 miles (145 km) to the port.",
            [(90, "mile", "convoy"), (145, "kilometer", None)],
        ),
    ],
)
def test_what_is_counted(text, expected):
    assert [(f.value, f.unit, f.what) for f in figures(text)] == expected


def test_who_puts_it_at_a_sum_is_not_what_it_measures():
    assert [f.what for f in figures("The Peruvian clerk put it at 40 million dollars.")] == [None]


def test_the_way_and_the_end_of_a_move_are_no_range():
    found = figures("The price of copper rose 40 cents to 9.10 dollars in a day of brisk trade.")
    assert [(f.value, f.bound) for f in found] == [(0.4, "exact"), (9.1, "exact")]
    found = figures("The price of copper is at 8 to 9 dollars after a day of brisk trade.")
    assert [(f.value, f.bound) for f in found] == [(8, "at least"), (9, "at most")]


def test_a_figure_is_of_all_the_years_that_the_sentence_names(years_in):
    text = "Sales of wool fell by 25 percent from 1980 to 1992."
    (found,) = figures(text, (), years_in(text, "1980", "1992"))
    assert found.period == Period("1980-01-01", "1992-12-31")


def test_a_date_is_no_figure_but_a_streak_of_years_is():
    text = "On 12 May the party won for 12 consecutive years."
    day = Time(text.index("12 May"), text.index("12 May") + 6, "12 May", "date", None, "no year")
    (found,) = figures(text, times=[day])
    assert (found.value, found.unit, found.text) == (12, "year", "12 consecutive years")


def test_the_size_of_an_economy_is_its_owners():
    text = "Brazil's economy is three times larger than Chile's."
    (found,) = figures(text, [mention(text, "Brazil", "BRA"), mention(text, "Chile", "CHL")])
    assert (found.value, found.unit, found.what, found.subject) == (3, "dimensionless", "larger", ("BRA",))


@pytest.mark.parametrize("parse", [True, False])
def test_ranges_share_scale_and_currency(parse):
    found = figures("The bank will lend between 3 and 4 billion euros.", parse=parse)
    assert [(f.value, f.unit, f.bound) for f in found] == [(3e9, "EUR", "at least"), (4e9, "EUR", "at most")]


def test_an_amount_without_a_sign_inherits_the_currency():
    found = figures("It asked for US$5 billion on top of the four billion it has received.", parse=False)
    assert [(f.value, f.unit) for f in found] == [(5e9, "USD"), (4e9, "USD")]


def test_figures_are_decimal_exact():
    assert figures("The plan costs $16.6 billion.", parse=False)[0].value == 16_600_000_000.0


def test_a_broken_file_names_itself_and_the_field():
    from visavis.coding.figures.lexicon import UnitFile
    from visavis.knowledge import load_toml

    with pytest.raises(DataError, match=r"data/figures/numbers.toml.*unit"):
        load_toml("figures/numbers.toml", UnitFile)
    with pytest.raises(DataError, match="missing"):
        load_toml("figures/nothing.toml", UnitFile)


def test_signs_that_are_digits_to_unicode_alone_are_no_numbers():
    assert [f.value for f in figures("The park covers 5 km \u00b2 and holds 12 ponds.", parse=False)] == [
        5,
        12,
    ]


def test_only_where_figures_or_number_words_stand_is_a_text_read_for_numbers():
    text = "One boat sank. A few men swam. It was cold. The G7 met."
    places = Places(text, Within([]))
    ends = [text.index(".", at) + 1 for at in (0, 15, 31, 44)]
    starts = [0, *ends[:-1]]
    assert [places.within(Span(a, b)) for a, b in zip(starts, ends, strict=True)] == [True, True, False, True]


def test_a_sentence_whose_numbers_are_all_times_is_not_read_unless_one_may_be_more():
    said = [
        "It opened in 2019 and shut three years later.",
        "It opened in 2019 with three boats.",
        "In 2019 dollars it lost little.",
        "It won for 12 years in a row.",
        "It won for 12 consecutive years.",
        "It rose to 2000% that year.",
        "It rose to 2000bn that year.",
    ]
    text = " ".join(said)
    times = [Time(m.start(), m.end(), m[0], "date", None, "") for m in _TIMES.finditer(text)]
    places, at, read = Places(text, Within(times)), 0, []
    for words in said:
        read.append(places.within(Span(at, at + len(words))))
        at += len(words) + 1
    assert read == [False, True, True, True, True, True, True]


def test_things_are_found_by_the_stretch_they_stand_in():
    text = "Kenya and Uganda met Kenya again"
    every = [mention(text, words, "X") for words in ("Uganda", "Kenya", "Kenya again", "and")]
    known = Within(every)
    assert [m.text for m in known.over(Span(2, 11))] == ["Kenya", "and", "Uganda"]
    assert [m.text for m in known.inside(Span(2, 16))] == ["and", "Uganda"]
    assert Within([]).over(Span(0, 9)) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The report put the number of Kenyan troops there at between 3,000 and 4,000.",
            ["Kenyan troops"] * 2,
        ),
        ("The death toll has risen to 1,200.", ["death toll"]),
        ("The number of dead rose to 45, and 300 people fled.", ["dead", "people"]),
        ("Two-way trade in goods stood at $12 billion.", ["Two-way trade"]),
        ("They will not deploy third-country forces along the border.", []),
    ],
)
def test_what_a_number_is_of_may_stand_before_it(text, told):
    assert [f.what for f in figures(text)] == told
