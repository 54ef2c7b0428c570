"""Openings save work and hide nothing: where a pattern matches, its letters say that it may."""

import re
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visavis.reading import phrases
from visavis.reading.openings import Openings, even, openings
from visavis.reading.times import grammar

PATTERNS = grammar.load()._compiled
OPENINGS = Openings(PATTERNS)
LETTERS = sorted({letters for pattern in PATTERNS for letters in openings(pattern)})


def hidden(text):
    opened = dict(OPENINGS.within(text))
    found = [(i, m) for i, p in enumerate(PATTERNS) for m in p.finditer(text)]
    return [m.group() for i, m in found if i not in opened.get(m.start(), ())]


def examples():
    folder = resources.files("visavis") / "examples" / "articles"
    return [line for p in sorted(folder.iterdir()) for line in p.read_text("utf-8").splitlines()]


def test_nothing_is_hidden_in_the_example_articles():
    lines = examples()
    assert sum(p.search(line) is not None for line in lines for p in PATTERNS) > 100
    for line in lines:
        assert hidden(line) == hidden(line.upper()) == hidden(line.replace(" ", "  ")) == []


def test_nothing_is_hidden_in_the_examples_of_the_rules():
    texts = [example.text for rule in grammar.load().rules for example in rule.examples]
    assert len(texts) > 80
    assert [found for text in texts for found in hidden(text)] == []


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(LETTERS) | st.text(max_size=6), max_size=8), st.sampled_from(["", " ", "\n "])
)
def test_nothing_is_hidden_in_what_openings_make(parts, between):
    assert hidden(between.join(parts)) == []


def test_times_are_what_the_rules_find_by_themselves(monkeypatch):
    words, lines = grammar.load(), examples()
    near = [words.find(line) for line in lines]
    assert sum(map(len, near)) > 100
    every = tuple(range(len(words.rules)))

    def anywhere(text):
        return [(start.start(), every) for start in re.finditer(r"(?s)(?<!\w).", text)]

    monkeypatch.setattr(words._openings, "within", anywhere)
    assert [words.find(line) for line in lines] == near


def test_few_places_open_anything():
    opened = OPENINGS.within("A quiet walk by the sea with an old friend and her two dogs")
    assert 0 < len(opened) < 5


def test_places_come_in_order_with_the_patterns_of_each():
    some = Openings([re.compile(p, re.I) for p in (r"in\s+may", r"may\s+\d", r"\d+")])
    assert some.within("In May 5 or in \n may, not in July; 12") == [
        (0, (0,)),
        (3, (1,)),
        (7, (2,)),
        (12, (0,)),
        (35, (2,)),
    ]


def test_where_a_pattern_may_begin_with_anything_each_place_is_looked_at():
    some = Openings([re.compile(r"\w+ago"), re.compile("may")])
    assert some.within("so may") == [(0, (0,)), (3, (0, 1))]


def test_the_first_letters_of_a_line_hide_no_phrase_of_furniture():
    known = phrases.load()
    lines = [line for entry in known.sets for line in (*entry.examples, *entry.counter)]
    written = [form for line in lines for form in (line, line.upper(), line.replace(" ", "   "))]
    matched = 0
    for table, opened in ((known._lines, known._line_openings), (known._starts, known._start_openings)):
        for line in written:
            found = [i for i, (_, pattern) in enumerate(table) if pattern.match(line)]
            matched += len(found)
            assert set(found) <= set(opened.first(line))
    assert matched > 100


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("may", {"may"}),
        ("(?:the )?day", {"day", "the day"}),
        (r"(?<!\w)(?:in|on)\s+\d", {"in 0", "on 0"}),
        (r"\d{6}-", {"00000"}),
        (r"[12]?\d:", {"0:", "00:"}),
        (r"\w+ago", {""}),
        (r"a\w", {"a"}),
        (r"no(?:on)?(?!\w)", {"no", "noon"}),
        (r"half\s+\s+year", {"half "}),
        ("remembrance day", {"remembra"}),
    ],
)
def test_how_a_pattern_begins(pattern, letters):
    assert openings(re.compile(pattern, re.IGNORECASE)) == letters


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("May\t5", "may 0"),
        ("\u0665 \u212a", "0 k"),
        ("caf\u00e9 \u2013 \u2019til\u00a0I\u0307", "caf_ ' 'til i'"),
    ],
)
def test_texts_are_written_alike(text, written):
    assert even(text) == written
