from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visavis.reading import quality
from visavis.reading.page import read
from visavis.reading.paragraphs import blocks
from visavis.records import Article


def article(text: str, **fields) -> Article:
    return Article(id="1", ref="r", source="s", text=text, **fields)


BODY = """The envoy of Belmora met the king on Wednesday afternoon. They spoke of the dam and of the grain.

On December 9 the two countries had agreed to talk again, and they did so within a week of that day.

The king will visit Belmora in March, his office said, if the snow on the pass allows it by then."""


def test_sentences_are_the_report_alone():
    head = "Envoy meets king over dam\n\nPosted on : 2021-12-16 16:47 KST"
    text = f"{head}\n\n{BODY}\n\nRelated stories\n\nSnow closes pass"
    reading = read(article(text))
    words = [text[s.start : s.end] for s in reading.sentences]
    assert words[0] == "The envoy of Belmora met the king on Wednesday afternoon."
    assert len(words) == 4
    assert len(reading.paragraphs) == 4
    assert reading.title == "Envoy meets king over dam"
    assert reading.headline is not None
    assert [f.kind for f in reading.furniture] == ["dateline", "related", "related"]


def test_times_are_counted_from_the_date_in_the_text():
    text = f"Envoy meets king over dam\n\nPosted on : 2021-12-16 16:47 KST\n\n{BODY}"
    reading = read(article(text))
    assert reading.published is not None
    assert reading.published.start == "2021-12-16T16:47:00+09:00"
    assert reading.published.precision == "minute"
    found = {t.text: t.interval.start for t in reading.times if t.interval}
    assert found["Wednesday afternoon"] == "2021-12-15"
    assert found["December 9"] == "2021-12-09"
    assert found["March"] == "2022-03-01"


@pytest.mark.parametrize(
    ("line", "start", "precision"),
    [
        ("Date: 16 December 2021", "2021-12-16", "day"),
        ("Published 4 Feb 2022", "2022-02-04", "day"),
        ("Strelsau, 4 February 2022", "2022-02-04", "day"),
        ("March 3, 2020, 6:12 PM GMT", "2020-03-03T18:12:00Z", "minute"),
        ("Updated: July 30, 2020 10:47 am", "2020-07-30T10:47:00", "minute"),
        ("Friday, February 4, 2022", "2022-02-04", "day"),
    ],
)
def test_date_lines(line, start, precision):
    published = read(article(f"Envoy meets king over dam\n\n{line}\n\n{BODY}")).published
    assert published is not None
    assert (published.start, published.precision) == (start, precision)
    assert published.basis.startswith("dateline")


def test_order_of_dates():
    dated = f"Envoy meets king over dam\n\nDate: 16 December 2021\n\n{BODY}"
    metadata = read(article(dated, published="2021-12-20", published_basis="metadata"))
    assert metadata.published is not None
    assert (metadata.published.start, metadata.published.basis) == ("2021-12-20", "metadata")
    assert any("2021-12-16" in note for note in metadata.notes)
    argument = read(article(dated, published="2021-12-20", published_basis="argument")).published
    assert argument is not None
    assert argument.start == "2021-12-16"
    bare = read(article(BODY, published="2021-12-20", published_basis="argument")).published
    assert bare is not None
    assert (bare.start, bare.basis) == ("2021-12-20", "argument")


def test_no_date_is_said():
    reading = read(article(BODY))
    assert reading.published is None
    assert "no-date" in reading.quality
    assert any(note.startswith("no-date:") for note in reading.notes)


def test_a_month_of_publication_is_a_whole_month():
    published = read(article(BODY, published="2021-02")).published
    assert published is not None
    assert (published.start, published.end, published.precision) == ("2021-02-01", "2021-02-28", "month")


def test_an_agency_dateline_without_year():
    text = f"Envoy meets king over dam\n\nSTRELSAU, Dec 15 (Harbour News) — {BODY}"
    reading = read(article(text))
    assert reading.published is None
    assert any("its year is not known" in note for note in reading.notes)
    assert text[reading.sentences[0].start :].startswith("The envoy of Belmora")
    assert [text[f.start : f.end].strip() for f in reading.furniture] == ["STRELSAU, Dec 15 (Harbour News) —"]


def test_bylines():
    for line, who in [
        ("By Ines Carvalho, Strelsau correspondent", "Ines Carvalho, Strelsau correspondent"),
        ("Ines Carvalho", "Ines Carvalho"),
    ]:
        assert read(article(f"Envoy meets king over dam\n\n{line}\n\n{BODY}")).byline == who
    late = f"Envoy meets king over dam\n\n{BODY}\n\nInes Carvalho is a reporter based in Strelsau."
    assert read(article(late)).byline == "Ines Carvalho"
    assert read(article(late, byline="Staff")).byline == "Staff"


def test_other_languages_are_kept_and_said_not_to_be_coded():
    text = "Die Präsidenten trafen sich am Mittwoch in Genf. Sie sprachen über den Staudamm und das Getreide."
    reading = read(article(text))
    assert reading.language == "de"
    assert reading.quality == ("no-date", "other-language")
    assert "other-language: not coded: the article is in 'de'" in reading.notes
    assert len(reading.sentences) == 2


@pytest.mark.parametrize("sign", [sign for sign, _ in quality.signs()], ids=lambda s: f"{s.flag}: {s.name}")
def test_quality_signs_match_their_examples(sign):
    import re

    assert sign.examples
    for example in sign.examples:
        assert re.search(sign.pattern, example, re.IGNORECASE)


def test_quality_flags():
    wall = "You have reached your free article limit."
    assert "paywalled" in read(article(f"Envoy meets king over dam\n\n{BODY}\n\n{wall}")).quality
    assert "truncated" in read(article(BODY[:-30])).quality
    assert "repeated" in read(article(f"{BODY}\n\n{BODY}")).quality
    machine = "This article was automatically translated."
    assert "machine-translated" in read(article(f"Envoy meets king over dam\n\n{BODY}\n\n{machine}")).quality
    assert read(article(BODY, published="2021-12-16")).quality == ()


def test_hard_wrapped_lines_are_joined():
    text = (
        "The envoy of Belmora met the king on Wednesday afternoon and spoke with\n"
        "him of the dam and of the grain that had been lost in the flood of the\n"
        "year before. They agreed to meet again.\n\n"
        "In March the king will visit Belmora, his office said, if the snow on\n"
        "the pass allows it.\n"
    )
    assert len(blocks(text)) == 2
    assert len(read(article(text)).sentences) == 3


def test_lines_without_blank_lines_are_paragraphs():
    assert len(blocks(BODY.replace("\n\n", "\n"))) == 3
    assert len(blocks(BODY.replace("\n\n", "\r\n"))) == 3
    assert blocks(" \n\u00a0\n") == []


def test_a_reading_says_the_same_twice():
    assert read(article(BODY)) == read(article(BODY))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [*BODY.split("\n\n"), "By Ines Carvalho", "Related", "2 May 2020", "Ad", "—", "12:30 GMT"]
            ),
            st.text(max_size=30),
        ),
        max_size=8,
    )
)
def test_any_text_is_read_without_failing(lines):
    text = "\n".join(lines)
    reading = read(article(text))
    marked = {at for f in reading.furniture for at in range(f.start, f.end)}
    end = 0
    for sentence in reading.sentences:
        assert end <= sentence.start < sentence.end <= len(text)
        assert sentence.start not in marked
        end = sentence.end
    for time in reading.times:
        assert text[time.start : time.end] == time.text


def test_a_paragraph_in_another_language_is_kept_and_not_read_for_coding():
    english = (
        "The two ministers met in the capital on Monday and agreed to open the border again in the spring."
    )
    french = (
        "Les deux ministres se sont rencontrés lundi dans la capitale et ont décidé de rouvrir la frontière."
    )
    last = "Fishermen on both sides had waited for such a step since the storms of last winter, they said."
    text = f"{english}\n\n{french}\n\n{last}"
    reading = read(Article(id="a", ref="a", source="a", text=text))
    kept = " ".join(text[s.start : s.end] for s in reading.sentences)
    assert reading.language == "en"
    assert "ministres" not in kept
    assert "Fishermen" in kept
    assert reading.furniture == ()
    assert any("1 paragraph in French" in note for note in reading.notes)


def test_full_dates_in_another_language_are_resolved():
    text = (
        "Le président russe et le président chinois se sont entretenus le 15 décembre 2021 par vidéo. "
        "Ils s'étaient déjà vus en juin 2019 à Moscou, où ils avaient signé un accord sur l'énergie."
    )
    times = read(Article(id="a", ref="a", source="a", text=text)).times
    assert [(t.text, t.interval.start, t.interval.end) for t in times] == [
        ("15 décembre 2021", "2021-12-15", "2021-12-15"),
        ("juin 2019", "2019-06-01", "2019-06-30"),
    ]


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Ada Lindqvist, 3 May 2021", "Ada Lindqvist"),
        ("By Ada Lindqvist | 3 May 2021", "Ada Lindqvist"),
        ("Ada Lindqvist - 3 May 2021", "Ada Lindqvist"),
        ("The Fjord Herald / May 3, 2021 / Oslo desk", None),
        ("The Fjord Herald, 3 May 2021", None),
        ("3 May 2021 • 4 min read", None),
    ],
)
def test_the_one_whole_date_above_the_report_dates_it_and_is_no_part_of_the_byline(line, byline):
    reading = read(article(f"Envoy meets king over dam\n\n{line}\n\n{BODY}"))
    assert reading.published is not None
    assert reading.published.start == "2021-05-03"
    assert reading.published.basis.startswith("dateline")
    assert reading.byline == byline


def test_two_days_above_the_report_date_nothing():
    head = "By Ada Lindqvist, 3 May 2021\n\nBy Per Aas, 9 June 2020"
    assert read(article(f"Envoy meets king over dam\n\n{head}\n\n{BODY}")).published is None


@pytest.mark.parametrize(
    ("prefix", "rest"),
    [
        ("LIMA. ", "Ministers of Norway and Chile met on Monday and signed an accord on fishing."),
        ("LIMA/QUITO. ", "Ministers of Norway and Chile met on Monday and signed an accord on fishing."),
        ("LIMA, May 3. /ANDES/. ", "Ministers of Norway and Chile met on Monday and signed an accord."),
    ],
)
def test_a_city_and_a_full_stop_open_a_report(prefix, rest):
    reading = read(article(f"Envoy meets king over dam\n\n{prefix}{rest}\n\n{BODY}"))
    text = f"Envoy meets king over dam\n\n{prefix}{rest}\n\n{BODY}"
    first = reading.furniture[0]
    assert (first.kind, text[first.start : first.end]) == ("dateline", prefix)


def test_an_abbreviation_opens_no_report():
    first = "U.S.A. The name of the country came up often when ministers of Norway and Chile met."
    assert read(article(f"Envoy meets king over dam\n\n{first}\n\n{BODY}")).furniture == ()
