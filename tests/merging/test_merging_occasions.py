"""A gathering with a name has the days that any report of its story gives with that name."""

import msgspec
import pytest
from merging_records import article, event
from test_merging_happenings import joined, with_events

from visavis.records import DateSpan, Interval, Time

ACTORS = {"Norway": "NOR", "Chile": "CHL"}
WEEK = DateSpan("2020-05-04", "2020-05-10", "week", "last week")


def hosted(sentence="Norway called ninety guests to the forum of glaciers last week.", date=WEEK):
    record = article("a", sentence, published="2020-05-12", outlet="a", actors=ACTORS)
    told = event(record, 0, "CONSULT", ["NOR"], trigger="called ninety guests to the forum")
    return with_events(record, msgspec.structs.replace(told, date=date))


def passing(sentence, days=("2020-05-06", "2020-05-07"), words="May 6-7"):
    record = article("b", sentence, published="2020-05-13", outlet="b", actors=ACTORS)
    start = sentence.index(words)
    time = Time(start, start + len(words), words, "interval", Interval(*days, "day"), "as stated")
    return msgspec.structs.replace(record, times=(time,))


def test_a_date_told_in_passing_with_the_name_narrows_last_week():
    (only,) = joined([hosted(), passing("Since Norway held its Forum on Glaciers on May 6-7, ice is news.")])
    assert (only.date.start, only.date.end, only.date.precision) == ("2020-05-06", "2020-05-07", "day")
    assert only.date.basis.startswith("b: “Forum on Glaciers”, as stated")
    assert "last week" in only.date.basis


@pytest.mark.parametrize(
    "sentence",
    [
        "Since Norway held its Forum on Volcanoes on May 6-7, lava is news.",
        "Since Norway spoke at a forum on glaciers on May 6-7, ice is news.",
        "Since Chile held its Forum on Glaciers on May 6-7, ice is news.",
        "Norway lauded the Forum on Glaciers, and a whale was seen off Bergen on May 6-7.",
    ],
    ids=["another name", "no name", "others", "another date"],
)
def test_other_gatherings_and_other_dates_say_nothing(sentence):
    (only,) = joined([hosted(), passing(sentence)])
    assert (only.date.start, only.date.end) == ("2020-05-04", "2020-05-10")


def test_days_outside_what_the_report_says_or_in_another_story_change_nothing():
    text = "Since Norway held its Forum on Glaciers on May 6-7, ice is news."
    (year_before,) = joined([hosted(), passing(text, ("2019-05-06", "2019-05-07"))])
    assert year_before.date.start == "2020-05-04"
    (elsewhere,) = joined([hosted(), passing(text)], [0, 1])
    assert elsewhere.date.start == "2020-05-04"
    (undated,) = joined([hosted(date=DateSpan(None, None, "unknown", "no time named")), passing(text)])
    assert undated.date.start == "2020-05-06"


def test_what_a_summit_is_of_is_no_name_when_it_is_a_party():
    record = hosted("Norway called ninety guests to the forum of Chile last week.")
    (only,) = joined([record, passing("Norway praised the Forum of Chile on May 6-7.")])
    assert only.date.start == "2020-05-04"


SPRING = DateSpan("2020-03-01", "2020-05-31", "season", "this spring")


def rounds(sentence, *kinds):
    record = article("c", sentence, published="2020-05-13", outlet="c", actors=ACTORS)
    start = sentence.index("yesterday")
    time = Time(start, start + 9, "yesterday", "date", Interval("2020-05-12", "2020-05-12", "day"), "told")
    record = msgspec.structs.replace(record, times=(time,))
    events = [event(record, 0, kind, ["NOR", "CHL"], trigger="held") for kind in kinds]
    return with_events(record, *(msgspec.structs.replace(e, date=SPRING) for e in events))


def test_the_day_in_the_sentence_tells_more_than_the_season_that_holds_it():
    second = rounds("In Bergen yesterday both held a second round this spring.", "CONSULT")
    record = article("d", "Envoys met for fish.", published="2020-05-13", outlet="d")
    day = with_events(record, event(record, 0, "CONSULT", ["NOR", "CHL"], date="2020-05-12", trigger="met"))
    (only,) = joined([second, day])
    assert (only.date.start, only.date.end) == ("2020-05-12", "2020-05-12")
    # Where the sentence tells of more, nothing says whose day it is.
    both = rounds("In Bergen yesterday both held a second round this spring.", "CONSULT", "PROTEST")
    assert len([h for h in joined([both, day]) if h.type == "CONSULT"]) == 2
