"""Expressions: patterns are taken apart as Python reads them, and what is not followed is said to be."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visavis.coding.claims.lexicon import statuses
from visavis.reading import phrases
from visavis.reading.expressions import Branch, Chars, Edge, Repeat, parts_of
from visavis.reading.guards import Guards
from visavis.reading.openings import Openings
from visavis.reading.times import grammar

MANY = 1 << 32
ANY = Chars(None)
BLANK = Chars(frozenset(), blank=True)


def one_of(letters):
    return Chars(frozenset(letters))


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        ("aB", (one_of("a"), one_of("b"))),
        (r"\d\s\w\W.", (one_of("0123456789"), BLANK, ANY, ANY, ANY)),
        (r"\.\-\n", (one_of("."), one_of("-"), one_of("\n"))),
        ("[a-cX_-]", (one_of("abcx_-"),)),
        ("[]^]", (one_of("]^"),)),
        (r"[^a]b|[a-z]b|[\w.]c", (ANY, one_of("bc"))),
        (r"[.\s]", (Chars(frozenset("."), blank=True),)),
        (r"[0-9\]]", (one_of("0123456789]"),)),
        ("a?b*?c+d{2}e{,3}f{4,}", (
            Repeat(0, 1, (one_of("a"),)), Repeat(0, MANY, (one_of("b"),)), Repeat(1, MANY, (one_of("c"),)),
            Repeat(2, 2, (one_of("d"),)), Repeat(0, 3, (one_of("e"),)), Repeat(4, MANY, (one_of("f"),)),
        )),
        ("a{}{x}", tuple(map(one_of, "a{}{x}"))),
        ("(?:a(b))(?P<c>c)(?-i:d)", tuple(map(one_of, "abcd"))),
        ("(?:ab){2}", (Repeat(2, 2, (one_of("a"), one_of("b"))),)),
        (r"^\ba$", (Edge("^"), Edge(r"\b"), one_of("a"), Edge("$"))),
        ("(?<!a|b)c(?=(?:d))", (Edge("(?<!a|b)"), one_of("c"), Edge("(?=(?:d))"))),
        ("ab|acd", (one_of("a"), Branch(((one_of("b"),), (one_of("c"), one_of("d")))))),
        ("may|mar|", (Branch((tuple(map(one_of, "may")), tuple(map(one_of, "mar")), ())),)),
        ("(?:ab|ac)d", (one_of("a"), one_of("bc"), one_of("d"))),
    ],
)  # fmt: skip
def test_what_a_pattern_is_made_of(pattern, parts):
    assert parts_of(re.compile(pattern, re.IGNORECASE)) == parts


@pytest.mark.parametrize("pattern", [r"(a)\1", "(?P<n>a)(?P=n)", "(a)?(?(1)b|c)", r"\x41", "a(?#b)", "(?i)a"])
def test_what_is_not_followed_is_always_tried(pattern):
    compiled = re.compile(pattern)
    assert parts_of(compiled) is None
    assert Guards([compiled]).always == (0,)
    assert Openings([compiled]).within("so") == [(0, (0,))]


def test_patterns_with_blanks_between_their_parts_are_not_followed():
    assert parts_of(re.compile("a b  # and so on", re.VERBOSE)) is None


def test_all_patterns_of_the_data_are_followed():
    known = phrases.load()
    patterns = [p for _, p in (*known._sure, *known._hints, *statuses().entries)]
    patterns += grammar.load()._compiled
    assert len(patterns) > 200
    assert [p.pattern for p in patterns if parts_of(p) is None] == []


LETTER = st.sampled_from(
    [*"abAB1 .-", r"\d", r"\s", r"\w", r"\.", "[ab]", "[^a]", "[a-c]", "[1-3x-]", r"[\s,]"]
)
PATTERN = st.recursive(
    LETTER,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda some: f"(?:{'|'.join(some)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{0,2}", "+?"])).map(
            lambda both: f"(?:{both[0]}){both[1]}"
        ),
        inner.map(lambda one: rf"\b{one}"),
        inner.map(lambda one: f"(?={one}){one}"),
    ),
    max_leaves=8,
)


@settings(deadline=None)  # how long it takes is for no test to say
@given(PATTERN, st.text(alphabet="abAB12 .-,xc", max_size=12))
def test_a_pattern_that_matches_is_neither_guarded_nor_closed(pattern, text):
    compiled = re.compile(pattern, re.IGNORECASE)
    assert parts_of(compiled) is not None
    found = compiled.search(text)
    if found:
        assert Guards([compiled]).possible(text) == [0]
    begun = re.compile(rf"(?<!\w)(?:{pattern})", re.IGNORECASE)
    found = begun.search(text)
    if found and found.start() < len(text):
        assert found.start() in dict(Openings([begun]).within(text))
