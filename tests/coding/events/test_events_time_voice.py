"""When an event took place and who says so."""

from __future__ import annotations

from events_helpers import events_of, reading_of

from visavis.coding.record import code
from visavis.reading.page import read
from visavis.records import Article, Interval, Span, Speaker, Statement, Time, Words


def _time(text: str, words: str, day: str) -> Time:
    start = text.index(words)
    return Time(
        start,
        start + len(words),
        words,
        "date",
        Interval(day, day, "day"),
        f"{words} <- published 2005-06-15",
    )


def test_date_is_the_time_named_in_the_clause() -> None:
    text = "Greece and Turkey held talks on Monday after Cyprus closed its border with Syria on Friday."
    times = (_time(text, "Monday", "2005-06-13"), _time(text, "Friday", "2005-06-10"))
    found = {e.type: e.date for e in events_of(text, times=times)}
    assert found["CONSULT"].start == "2005-06-13"
    assert found["CONSULT"].basis == "Monday <- published 2005-06-15"
    assert found["COERCE"].start == "2005-06-10"


def test_fresh_report_without_a_time_is_dated_by_publication() -> None:
    (event,) = events_of("Greece expelled a Turkish diplomat.")
    assert (event.date.start, event.date.precision) == ("2005-06-15", "day")
    assert "reported as news" in event.date.basis


def test_unknown_date_says_why() -> None:
    (event,) = events_of("Greece expelled a Turkish diplomat.", published=None)
    assert (event.date.start, event.date.precision) == (None, "unknown")
    assert "no day of publication" in event.date.basis


def test_event_told_beside_another_is_not_dated_by_it() -> None:
    text = "Greece and Turkey met on Monday after Bulgaria had invaded Romania."
    found = {e.type: e.date for e in events_of(text, times=(_time(text, "Monday", "2005-06-13"),))}
    assert found["CONSULT"].start == "2005-06-13"
    assert found["ASSAULT"].start is None


def test_the_past_perfect_is_earlier_than_the_news() -> None:
    (event,) = events_of("Greece had expelled a Turkish diplomat.")
    assert event.date.start is None
    assert "earlier than the news" in event.date.basis


def test_the_past_perfect_of_a_report_is_news() -> None:
    event = next(e for e in events_of("Athens said Greece had expelled a Turkish diplomat.") if e.recipients)
    assert event.date.start == "2005-06-15"


def test_a_clause_about_the_subject_of_the_news_is_not_dated_by_it() -> None:
    text = "Cyprus, which expelled a Turkish diplomat, met Greece on Monday."
    found = {e.type: e.date for e in events_of(text, times=(_time(text, "Monday", "2005-06-13"),))}
    assert found["CONSULT"].start == "2005-06-13"
    assert found["SANCTION"].start is None


def test_a_time_before_which_something_is_ruled_out_is_not_when() -> None:
    text = "Norway ruled out talks with Iceland before the vote on Friday."
    (event,) = events_of(text, times=(_time(text, "Friday", "2005-06-17"),))
    assert (event.type, event.date.start) == ("REJECT", "2005-06-15")


def test_a_time_of_what_is_offered_is_not_when_it_is_offered() -> None:
    text = "Spain offered to host a summit with Morocco next month."
    (event,) = events_of(text, times=(_time(text, "next month", "2005-07-01"),))
    assert (event.type, event.date.start) == ("AGREE", "2005-06-15")


def test_the_second_of_two_clauses_does_not_date_the_first() -> None:
    text = "Fiji expelled an Australian diplomat, and Tonga met Samoa on Monday."
    found = {e.type: e.date for e in events_of(text, times=(_time(text, "Monday", "2005-06-13"),))}
    assert found["SANCTION"].start == "2005-06-15"
    assert found["CONSULT"].start == "2005-06-13"


def test_two_years_make_one_range(years_in) -> None:
    text = "Russia sold Vietnam submarines between 2003 and 2005."
    years = years_in(text, "2003", "2005")
    event = next(e for e in events_of(text, times=years))
    assert (event.date.start, event.date.end) == ("2003-01-01", "2005-12-31")


def test_denied_reports_are_negated_and_the_deniers() -> None:
    events = events_of("Chile denied reports that Peru had sold weapons to Bolivia.")
    (event,) = [e for e in events if e.type in ("COOPERATE", "AID")]
    assert event.aux == ("negation",)
    assert event.voice.actor == "CHL"


def test_long_past_is_historical() -> None:
    text = "In 1990 Iraq invaded Kuwait."
    start = text.index("1990")
    year = Time(start, start + 4, "1990", "date", Interval("1990-01-01", "1990-12-31", "year"), "as stated")
    (event,) = events_of(text, times=(year,))
    assert event.aux == ("historical",)


def test_event_in_a_statement_is_its_speakers() -> None:
    text = "Iraq attacked Iran, the Kuwaiti minister said."
    said = Statement(
        "s1", "indirect", 0, 18, text[:18], Speaker("the Kuwaiti minister", 20, 40, "KWT"),
        Words(41, 45, "said"), None, (), (), (), Span(0, len(text)),
    )  # fmt: skip
    event = next(e for e in events_of(text, statements=(said,)) if e.type == "ASSAULT")
    assert (event.voice.kind, event.voice.actor, event.voice.statement) == ("source", "KWT", "s1")


def test_belief_is_the_believers() -> None:
    events = events_of("The United States suspects that Iran has attacked Iraq.")
    event = next(e for e in events if e.type in ("ASSAULT", "THREATEN"))
    assert (event.voice.kind, event.voice.actor) == ("source", "USA")
    assert "hypothetical" in event.aux


def test_outlet_speaks_otherwise() -> None:
    (event,) = events_of("Iraq attacked Iran.")
    assert event.voice.kind == "outlet"
    assert reading_of("x").published is not None


def test_an_act_told_by_its_distance_from_a_day() -> None:
    text = "Manila protested to China on Monday, two days after Chinese ships fired on a Philippine boat."
    found = {e.type: e.date for e in events_of(text, times=(_time(text, "Monday", "2005-06-13"),))}
    assert found["ASSAULT"].start == found["ASSAULT"].end == "2005-06-11"
    assert found["ASSAULT"].basis.startswith("two days before Monday")


def test_the_day_of_the_other_act_counts_too() -> None:
    text = "Chad arrested six Libyan fishermen two days before the leaders of both countries met on Monday."
    found = {e.type: e.date for e in events_of(text, times=(_time(text, "Monday", "2005-06-13"),))}
    assert found["COERCE"].start == "2005-06-11"


def test_a_distance_from_no_day_dates_nothing() -> None:
    text = "Manila protested to China, two days after Chinese ships fired on a Philippine boat."
    found = {e.type: e.date for e in events_of(text)}
    assert found["ASSAULT"].start is None


def test_a_contrasted_clause_keeps_its_date_to_itself() -> None:
    text = "China expelled no Filipinos over the dispute, although it banned Philippine fruit on Monday."
    found = events_of(text, times=(_time(text, "Monday", "2005-06-13"),))
    assert {e.date.start for e in found if e.trigger.text.startswith("expelled")} != {"2005-06-13"}


def test_then_is_the_time_of_the_sentence_before() -> None:
    text = "Canada accused India of a murder in September 2003. New Delhi then suspended visas for Canadians."
    record = code(read(Article("a", "a", "a", text, published="2005-06-15", published_basis="metadata")))
    (event,) = [e for e in record.events if e.type == "SANCTION"]
    assert (event.date.start, event.date.end) == ("2003-09-01", "2003-09-30")
    assert event.date.basis.startswith("then <- ")


def test_a_distance_that_leaves_the_calendar_dates_nothing() -> None:
    text = "Manila protested to China on Monday, 999 weeks after Chinese ships fired on a Philippine boat."
    found = {e.type: e.date for e in events_of(text, times=(_time(text, "Monday", "0002-06-13"),))}
    assert found["ASSAULT"].start is None
