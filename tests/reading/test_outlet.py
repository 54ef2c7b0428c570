import pytest

from visavis.reading.outlet import named_in, patterns
from visavis.reading.page import read
from visavis.records import Article

PATTERNS = [pattern for pattern, _ in patterns()[1]]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda p: p.regex[:20])
def test_examples_name_their_outlet_and_counter_examples_none(pattern):
    assert pattern.examples
    for line, name in pattern.examples.items():
        assert named_in(line, pattern) == name
    for line in pattern.counter:
        assert named_in(line, pattern) is None


def outlet(text, stated=None):
    return read(Article("id", "ref", "src", text, outlet=stated)).outlet


BODY = (
    "Ministers of Norway and Chile met in Oslo on Monday and signed an accord on fishing. They will meet "
    "again in May, the Norwegian side said.\n\n"
    "The accord lets boats of both countries land their catch in each other's ports."
)


def test_a_masthead_above_the_headline_is_the_outlet():
    assert outlet(f"The Fjord Herald\n\nNorway and Chile sign fishing accord\n\n{BODY}") == "The Fjord Herald"


def test_a_section_is_no_outlet():
    assert outlet(f"World news\n\nNorway and Chile sign fishing accord\n\n{BODY}") is None


def test_what_the_source_states_wins():
    assert (
        outlet(f"The Fjord Herald\n\nNorway and Chile sign fishing accord\n\n{BODY}", "Fjord Radio")
        == "Fjord Radio"
    )


def test_furniture_names_the_outlet():
    foot = "Subscribe to The Fjord Herald today\n\nMore from The Fjord Herald"
    text = f"Norway and Chile sign fishing accord\n\n{BODY}\n\n{foot}"
    assert outlet(text) == "The Fjord Herald"


def test_a_page_that_names_nobody_has_no_outlet():
    assert outlet(f"Norway and Chile sign fishing accord\n\n{BODY}") is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("The Fjord Herald, 3 May 2021", "The Fjord Herald"),
        ("Andes Courier | 3 May 2021", "Andes Courier"),
        ("The Quiet Bay Post — Monday, May 3, 2021", "The Quiet Bay Post"),
        ("3 May 2021 | Nordic Press Review", "Nordic Press Review"),
        ("May 3, 2021 · Fjord Radio", "Fjord Radio"),
        ("Lake & River Journal - 3 May 2021, 10:30 GMT", "Lake & River Journal"),
    ],
)
def test_a_name_beside_the_date_is_the_outlet(line, name):
    reading = read(Article("id", "ref", "src", f"Norway and Chile sign fishing accord\n{line}\n\n{BODY}"))
    assert reading.outlet == name
    assert reading.published is not None
    assert reading.published.start[:10] == "2021-05-03"
    assert [f.kind for f in reading.furniture] == ["dateline"]


@pytest.mark.parametrize("line", ["Puerto Montt | 3 May 2021", "Oslo, 3 May 2021"])
def test_a_place_beside_the_date_is_no_outlet(line):
    reading = read(Article("id", "ref", "src", f"Norway and Chile sign fishing accord\n{line}\n\n{BODY}"))
    assert reading.outlet is None
    assert reading.published is not None
    assert reading.published.start == "2021-05-03"


@pytest.mark.parametrize("line", ["Norway Signs Fishing Accord, 3 May 2021", "World | 3 May 2021"])
def test_other_lines_with_a_date_name_no_outlet(line):
    reading = read(Article("id", "ref", "src", f"Norway and Chile in accord\n\n{line}\n\n{BODY}"))
    assert reading.outlet is None


def test_a_sentence_that_ends_in_a_date_does_not_date_the_report():
    line = "Ministers signed it in Oslo on 3 May 2021"
    reading = read(Article("id", "ref", "src", f"Norway and Chile in accord\n\n{line}\n\n{BODY}"))
    assert reading.published is None


@pytest.mark.parametrize(
    ("head", "name", "byline"),
    [
        ("Fjord Herald\n3 May 2021\nBy Ada Lindqvist", "Fjord Herald", "Ada Lindqvist"),
        ("by Ada Lindqvist, Fjord Herald, 3 May 2021", "Fjord Herald", "Ada Lindqvist"),
        ("The Fjord Herald / May 3, 2021 / Oslo desk", "The Fjord Herald", None),
        ("By Ada Lindqvist, Oslo, 3 May 2021", None, "Ada Lindqvist, Oslo"),
    ],
)
def test_an_outlet_in_the_lines_above_the_report(head, name, byline):
    reading = read(Article("id", "ref", "src", f"Norway and Chile sign fishing accord\n\n{head}\n\n{BODY}"))
    assert (reading.outlet, reading.byline) == (name, byline)
    assert reading.published is not None
