"""Openings save work and hide nothing: where a pattern matches, its letters say that it may."""

import re
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.reading.openings import LENGTH, Openings, lettered, openings
from visavis.reading.times import grammar

PATTERNS = [pattern for _, pattern in grammar.load()._compiled]
OPENINGS = Openings(PATTERNS)
LETTERS = sorted({letters for pattern in PATTERNS for letters in openings(pattern)})


def hidden(text):
    letters, places = lettered(text)
    found = [(i, m) for i, p in enumerate(PATTERNS) for m in p.finditer(text)]
    at = [(i, m, places[m.start()]) for i, m in found]
    return [m.group() for i, m, a in at if not OPENINGS.at(letters[a : a + LENGTH]) >> i & 1]


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


@given(
    st.lists(st.sampled_from(LETTERS) | st.text(max_size=6), max_size=8), st.sampled_from(["", " ", "\n "])
)
def test_nothing_is_hidden_in_what_openings_make(parts, between):
    assert hidden(between.join(parts)) == []


def test_times_are_what_the_rules_find_by_themselves(monkeypatch):
    words, lines = grammar.load(), examples()
    near = [words.find(line) for line in lines]
    assert sum(map(len, near)) > 100
    every = (1 << len(words.rules)) - 1

    def anywhere(letters, places, asked):
        return [(number, every) for number in range(len(places))]

    monkeypatch.setattr(words._openings, "among", anywhere)
    monkeypatch.setattr(words._guards, "met", lambda text: every)
    assert [words.find(line) for line in lines] == near


def test_few_places_open_anything():
    letters, _ = lettered("A quiet walk by the sea with an old friend and her two dogs")
    assert sum(OPENINGS.at(letters[i : i + LENGTH]) > 0 for i in range(len(letters))) < 5


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("may", {"may"}),
        ("(?:the )?day", {"day", "the day"}),
        (r"(?<!\w)(?:in|on)\s+\d", {"in 0", "on 0"}),
        (r"\d{4}-", {"000"}),
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
    ("text", "letters", "places"),
    [
        ("May 5", "may 0", [0, 1, 2, 3, 4]),
        ("May \n 5", "may 0", [0, 1, 2, 3, 3, 3, 4]),
        ("\u0665 K", "0 k", [0, 1, 2]),
    ],
)
def test_texts_are_written_alike(text, letters, places):
    assert (lettered(text)[0], list(lettered(text)[1])) == (letters, places)
