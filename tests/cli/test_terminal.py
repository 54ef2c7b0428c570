"""What a person reads in the terminal: every line in plain words, whatever the records hold."""

import io

import pytest

from visavis.records import (
    Agreement,
    Claim,
    DateSpan,
    Difference,
    DifferenceValue,
    Echo,
    EchoVariant,
    Event,
    FieldDifference,
    Figure,
    Happening,
    Obligation,
    Party,
    Record,
    Report,
    Span,
    Speaker,
    Statement,
    Story,
    StorySpan,
    Voice,
    Words,
)
from visavis.showing.terminal import console_for, show_record, show_story
from visavis.showing.wording import actor_name, date_words, kind_words, plain, plain_piece

TEXT = (
    "The envoys met in Lagos on Monday [bold]today[/bold]. “We agree,” said Ama Mensah. "
    "Trade rose to $3 billion."
)
DAY = DateSpan("2021-03-01", "2021-03-01", "day", "Monday before published 2021-03-03")
UNKNOWN = DateSpan(None, None, "unknown", "no time in the sentence")


def span(words):
    start = TEXT.index(words)
    return start, start + len(words)


def event(**changes):
    start, end = span("met")
    fields = {
        "id": "e1",
        "type": "CONSULT",
        "mode": "visit",
        "contexts": (),
        "aux": (),
        "actors": (Party("NGA", "The envoys", 0, 10), Party(None, "the \x1brebels", 0, 3)),
        "recipients": (),
        "date": DAY,
        "place": None,
        "voice": Voice("outlet"),
        "trigger": Words(start, end, "met"),
        "sentence": Span(0, span("[/bold].")[1]),
        "score": 1.0,
        "confidence": 0.9,
        "rule": "meet",
    }
    return Event(**fields | changes)


def record(**changes):
    start, end = span("We agree,")
    said = Statement(
        "s1",
        "direct",
        start,
        end,
        "We agree,",
        Speaker("Ama Mensah", *span("Ama Mensah"), "GHA", "Ama Mensah"),
        None,
        None,
        (),
        (),
        (Words(*span("The envoys"), "The envoys"),),
        Span(start, end),
    )
    start, end = span("$3 billion")
    figure = Figure(
        3e9, "USD", False, "exact", "trade", ("NGA", "GHA"), None, start, end, "$3 billion", Span(0, 10)
    )
    pact = Agreement(
        "Lagos Pact",
        ("NGA", "GHA"),
        "pact",
        "signed",
        DAY,
        (Obligation("defense", False),),
        0,
        10,
        Span(0, 10),
    )
    claim = Claim(
        "alliance", "status", ("NGA", "GHA"), "outlet", True, UNKNOWN, 0, 10, "The envoys", Span(0, 10)
    )
    fields = {
        "id": "r",
        "ref": "a.txt",
        "source": "a.txt",
        "outlet": "The Lagoon",
        "title": "Envoys meet",
        "byline": None,
        "url": None,
        "published": DateSpan("2021-03-03T10:05Z", "2021-03-03T10:05Z", "minute", "dateline 'Wed 3'"),
        "language": "en",
        "text": TEXT,
        "quality": ("paywalled",),
        "furniture": (),
        "sentences": (),
        "times": (),
        "mentions": (),
        "events": (event(),),
        "statements": (said,),
        "figures": (figure,),
        "agreements": (pact,),
        "claims": (claim,),
        "notes": ("encoding: read as Windows-1252",),
    }
    return Record(**fields | changes)


@pytest.fixture
def shown(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")

    def show(item, *rest):
        out, taken = console_for(io.BytesIO())
        (show_record if isinstance(item, Record) else show_story)(out, item, *rest)
        return taken()

    return show


def test_a_record_shows_all_that_was_read(shown):
    text = shown(record())
    for words in (
        "Envoys meet",
        "The Lagoon · published 3 Mar 2021 10:05 UTC (dateline) · en · paywalled",
        "1 Mar 2021  CONSULT visit  Nigeria, “the rebels”",
        "The envoys met in Lagos on Monday [bold]today[/bold].",
        "Ama Mensah (Ghana): “We agree,”  [unnamed: The envoys]",
        "status  Nigeria, Ghana: not alliance  held by the outlet",
        "$3 billion  trade · Nigeria, Ghana",
        "Lagos Pact  Nigeria, Ghana  [signed]  [no defense obligation]",
        "encoding: read as Windows-1252",
    ):
        assert words in text
    assert "\x1b" not in text


def test_what_did_not_happen_and_whose_word_it_is_are_marked(shown):
    odd = event(aux=("future", "negation"), voice=Voice("source", "GHA"), date=UNKNOWN, mode=None)
    text = shown(record(events=(odd,)))
    words = " ".join(text.split())
    assert "undated CONSULT Nigeria, “the rebels” [planned, denied or not done] [Ghana says]" in words


def test_an_empty_record_is_one_heading(shown):
    bare = record(
        events=(),
        statements=(),
        figures=(),
        agreements=(),
        claims=(),
        notes=(),
        title=None,
        outlet=None,
        published=None,
        quality=(),
    )
    assert shown(bare).splitlines()[1:] == ["date of publication unknown · en", ""]


def happening(**changes):
    fields = {
        "id": "h",
        "type": "CONSULT",
        "mode": "visit",
        "aux": (),
        "parties": ("NGA", "GHA"),
        "actors": (),
        "recipients": (),
        "date": DAY,
        "place": None,
        "score": 1.0,
        "contexts": (),
        "reports": (Report("b.txt", "e2"), Report("a.txt", "e1")),
        "outlets": 2,
        "origins": 2,
        "differences": (FieldDifference("date", ("1 March", "2 March")),),
        "fulfils": "h0",
    }
    return Happening(**fields | changes)


PLAN = {
    "id": "p", "mode": None, "aux": ("future",), "parties": ("NGA",), "actors": ("NGA",),
    "recipients": ("GHA",), "date": UNKNOWN, "reports": (), "differences": (), "fulfils": None,
}  # fmt: skip
VARIANTS = EchoVariant("a.txt", "s1", "identical"), EchoVariant("b.txt", "s1", "truncated")
VALUES = DifferenceValue("3", ("The Lagoon",), ("a.txt",)), DifferenceValue("4", (), ("b.txt",))


@pytest.fixture
def told(shown):
    """A story of two reports, as it is shown, on one line."""
    records = {
        "a.txt": record(),
        "b.txt": record(ref="b.txt", outlet="The Coast", events=(event(id="e2", confidence=0.5),)),
    }
    echo, difference = Echo("e", None, "s1", VARIANTS), Difference("figure", "trade", VALUES)
    span = StorySpan("2021-03-01", "2021-03-03")
    happenings = happening(**PLAN), happening()
    outlets = ("The Coast", "The Lagoon")
    story = Story(
        "s", tuple(records), "Envoys meet", outlets, 2, (), span, happenings, (echo,), (difference,)
    )
    return " ".join(shown(story, records).split())


def test_a_story_is_headed_by_where_it_is_from(told):
    assert "2 articles · The Coast, The Lagoon · 2 independent sources · 2021-03-01 – 2021-03-03" in told


@pytest.mark.parametrize(
    "words",
    [
        "What happened (1)",
        "1 Mar 2021 CONSULT visit Nigeria, Ghana [2 outlets]",
        "also in The Coast",
        "differs in date: 1 March / 2 March",
        "an earlier report planned this",
    ],
)
def test_a_story_shows_its_happenings(told, words):
    assert words in told


def test_a_story_shows_what_did_not_happen_after_what_did(told):
    assert "Planned, denied, supposed or earlier (1) undated CONSULT Nigeria → Ghana [planned]" in told
    assert told.index("What happened") < told.index("Planned, denied")


def test_a_story_shows_its_echoes_and_differences(told):
    assert "Ama Mensah (Ghana): “We agree,”" in told
    assert "truncated" in told
    assert "figure: trade" in told


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        ("2021-12-15", "2021-12-15", "day", "15 Dec 2021"),
        ("2021-12-09", "2021-12-10", "day", "9–10 Dec 2021"),
        ("2021-11-30", "2021-12-02", "day", "30 Nov – 2 Dec 2021"),
        ("2020-12-28", "2021-01-03", "week", "28 Dec 2020 – 3 Jan 2021"),
        ("2019-06-01", "2019-06-30", "month", "Jun 2019"),
        ("2014-01-01", "2014-12-31", "year", "2014"),
        ("2010-01-01", "2019-12-31", "decade", "2010–2019"),
        ("2021-12-16T16:47+09:00", "2021-12-16T16:47+09:00", "minute", "16 Dec 2021"),
        ("2021-12", "2021-12", "month", "Dec 2021"),
        ("2021", "2021", "year", "2021"),
        (None, None, "unknown", "undated"),
    ],
)
def test_dates_in_a_few_words(start, end, precision, words):
    assert date_words(DateSpan(start, end, precision, "")) == words


@pytest.mark.parametrize(
    ("code", "name"), [("CHN", "China"), ("XKX", "Kosovo"), ("NATO", "NATO"), ("EU", "EU"), ("ZZZ", "ZZZ")]
)
def test_actors_by_name(code, name):
    assert actor_name(code) == name


def test_words_are_made_plain():
    assert plain("a\x1b[31m\n\tb\u202ec\u200b") == "a [31m b c\u200b"
    assert plain_piece(" met ") == " met "
    assert plain_piece("  ") == " "
    assert kind_words(event(mode=None)) == "CONSULT"
