from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visavis.reading.times import grammar
from visavis.reading.times.resolve import published_day, resolve
from visavis.reading.times.tense import direction
from visavis.records import Span

RULES = grammar.load().rules
EXAMPLES = [(rule.name, example) for rule in RULES for example in rule.examples]
COUNTERS = [(rule.name, text) for rule in RULES for text in rule.counter]


def found(text: str, published: str | None = "2021-12-16") -> list[tuple[str, str, str | None]]:
    return [
        (
            t.text,
            t.kind,
            None
            if t.interval is None
            else t.interval.start
            if t.interval.start == t.interval.end
            else f"{t.interval.start}..{t.interval.end}",
        )
        for t in resolve(text, published)
    ]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example(rule, example):
    times = {t.text: t for t in resolve(example.text, example.at)}
    assert example.found in times
    interval = times[example.found].interval
    assert (interval.start if interval else "") == example.start
    assert (interval.end if interval else "") == example.end


@pytest.mark.parametrize(("rule", "text"), COUNTERS)
def test_counter_example(rule, text):
    assert resolve(text) == ()


def test_every_rule_has_an_example():
    assert [rule.name for rule in RULES if not rule.examples] == []


@pytest.mark.parametrize("example", grammar.load().tense.examples)
def test_tense(example):
    start = example.text.index(example.time)
    assert direction(example.text, start, start + len(example.time)) == example.points


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He is due in Oslo in March.", ("March", "date", "2022-03-01..2022-03-31")),
        ("Biden said on Monday he will meet him on Friday.", ("Friday", "date", "2021-12-17")),
        ("the summit on Thursday next week", ("Thursday next week", "date", "2021-12-23")),
        ("the summit next Tuesday", ("next Tuesday", "date", "2021-12-21")),
        ("a decade ago they quarrelled", ("a decade ago", "date", "2011-01-01..2011-12-31")),
        ("two months ago they quarrelled", ("two months ago", "date", "2021-10-01..2021-10-31")),
        ("earlier this month they met", ("earlier this month", "date", "2021-12-01..2021-12-31")),
        ("in the first half of 2022", ("the first half of 2022", "date", "2022-01-01..2022-06-30")),
        ("a war that began in 1648 there", ("1648", "date", "1648-01-01..1648-12-31")),
        ("over the next six months", ("the next six months", "duration", "2021-12-16..2022-06-16")),
        ("for three consecutive days", ("three consecutive days", "duration", None)),
        ("They meet twice a year.", ("twice a year", "set", None)),
        ("at 3pm on Tuesday", ("3pm on Tuesday", "time", "2021-12-14T15:00:00")),
        ("December 31-January 2 in Oslo", ("December 31-January 2", "date", "2021-12-31..2022-01-02")),
        ("in the late 1980s", ("the late 1980s", "date", "1980-01-01..1989-12-31")),
        ("after last weekend", ("last weekend", "date", "2021-12-11..2021-12-12")),
    ],
)
def test_news_phrases(text, expected):
    assert expected in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May said so.",
        "USA Today said so.",
        "the Sunday Times said so.",
        "on Black Friday",
        "Resolution 1325",
    ],
)
def test_names_are_not_times(text):
    assert resolve(text, "2021-12-16") == ()


def test_sunday_may_be_the_last_or_the_day_itself():
    assert found("They met on Sunday.", "2021-12-19") == [("Sunday", "date", "2021-12-19")]
    assert found("They met on Sunday.", "2021-12-18") == [("Sunday", "date", "2021-12-12")]


def test_the_text_supplies_a_year_where_there_is_no_publication_date():
    text = "As 2020 came to its end the two spoke. The call in late December was their third."
    late = resolve(text)[1]
    assert (late.interval.start, late.interval.end) == ("2020-12-01", "2020-12-31")
    assert late.basis == "year from the text's nearest date 2020"


def test_nothing_is_guessed_without_a_publication_date():
    for time in resolve("They met on Friday, spoke yesterday, and will meet next week on December 3."):
        assert time.interval is None
        assert time.basis


def test_that_day_is_the_last_day_told_not_a_range():
    text = "They met on Wednesday. After the fair of Dec. 9-10 their talk that day was short."
    assert found(text)[-1] == ("that day", "date", "2021-12-15")


def test_the_zone_of_the_publication_date_counts():
    assert published_day("2021-12-16T00:30:00+09:00")[0].isoformat() == "2021-12-16"
    times = resolve("They spoke at 18:00 today.", "2021-12-16T16:47:00+09:00")
    assert times[0].interval.start == "2021-12-16T18:00:00+09:00"


def test_a_time_of_day_belongs_to_the_date_beside_it():
    times = resolve("He spoke at 16:15 UTC, June 1st, in Rome.", "2009-06-04")
    assert times[0].interval.start == "2009-06-01T16:15:00Z"


def test_basis_names_what_was_counted_from():
    bases = {
        t.text: t.basis
        for t in resolve("They met on Wednesday; on December 7 they had spoken.", "2021-12-16")
    }
    assert bases["Wednesday"] == "weekday before published 2021-12-16"
    assert bases["December 7"] == "December 7 <- published 2021-12-16"


def test_a_month_or_year_of_publication_is_no_day_to_count_from():
    assert published_day("2021-12") == (None, None)
    assert resolve("They met yesterday.", "2021")[0].interval is None


def test_only_the_spans_named_are_read():
    text = "In 2014 they met. In 2015 they met."
    assert [t.text for t in resolve(text, None, [Span(18, len(text))])] == ["2015"]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(sorted({example.found for _, example in EXAMPLES})),
            st.sampled_from(
                ["0", "29 February", "99/99/2020", "31 June 2021", "\n", "\u00a0", "Dec.", "of", "9999"]
            ),
            st.text(max_size=8),
        ),
        max_size=12,
    ),
    st.sampled_from([None, "2020-02-29", "1000-01-01", "2999-12-31", "2021-12-16T23:59:00-11:00"]),
)
def test_any_text_is_read_without_failing(pieces, published):
    text = " ".join(pieces)
    end = 0
    for time in resolve(text, published):
        assert time.text == text[time.start : time.end]
        assert time.start >= end
        end = time.end
        assert time.interval is None or time.interval.start <= time.interval.end
        assert time.basis
