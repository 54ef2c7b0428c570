"""When an event took place and who says so."""

from __future__ import annotations

from events_helpers import events_of, reading_of

from visavis.records import Interval, Span, Speaker, Statement, Time, Words


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
