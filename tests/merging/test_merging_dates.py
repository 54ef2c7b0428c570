"""An undated article is dated by its story, or not at all."""

import msgspec
import pytest
from merging_records import article, event, time

from visavis.merging.dates import infer_published, published_when
from visavis.merging.intervals import Days
from visavis.merging.merge import merge

DAY = Days(737549, 737549)  # 4 May 2020, a Monday


def reports(words):
    dated = article(
        "dated",
        "The kings met at the lake on Monday to talk about salmon and locks.",
        published="2020-05-05",
        title="Kings meet about salmon",
    )
    dated = msgspec.structs.replace(
        dated, events=(event(dated, 0, "CONSULT", ["NOR", "SWE"], date="2020-05-04", trigger="met"),)
    )
    other = article(
        "undated",
        f"The kings met at the lake {words} to talk about salmon ladders and locks.",
        "Guests ate salmon.",
        title="Salmon summit of kings",
    )
    other = msgspec.structs.replace(
        other,
        events=(event(other, 0, "CONSULT", ["NOR", "SWE"], trigger="met"),),
        times=(time(other, words),),
    )
    return [dated, other]


@pytest.mark.parametrize(("words", "day"), [("today", "2020-05-04"), ("yesterday", "2020-05-05")])
def test_words_that_count_from_today_date_the_article(words, day):
    records = reports(words)
    stories = merge(records)
    assert len(stories) == 1
    span = infer_published(records, stories)["undated"]
    assert (span.start, span.end, span.precision) == (day, day, "day")
    assert span.basis.startswith(f"inferred from its story (dated): “{words}”")


def test_a_weekday_leaves_a_week():
    records = reports("on Monday")
    span = infer_published(records, merge(records))["undated"]
    assert (span.start, span.end, span.precision) == ("2020-05-04", "2020-05-08", "week")


def test_without_such_words_nothing_is_guessed():
    records = reports("at noon")
    assert infer_published(records, merge(records)) == {}


def test_words_that_fit_no_day_date_nothing():
    assert published_when("Friday", DAY).start > DAY.start + 365
    assert published_when("last week", DAY) == Days(DAY.start + 7, DAY.start + 13)
    assert published_when("in 2019", DAY) is None
