"""Guards save work and hide nothing: a pattern that matches a text is always among the possible ones."""

import re
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visavis.coding.claims.lexicon import statuses
from visavis.reading import phrases
from visavis.reading.expressions import fold
from visavis.reading.guards import Guards, required
from visavis.reading.times import grammar

PATTERNS = [
    *(pattern for _, pattern in phrases.load()._sure),
    *(pattern for _, pattern in phrases.load()._hints),
    *(cue for cue, _ in phrases.load()._cues),
    *grammar.load()._compiled,
    *(pattern for _, pattern in statuses().entries),
]
GUARDS = Guards(PATTERNS)


def hidden(text):
    possible = set(GUARDS.possible(text))
    return [p.pattern for i, p in enumerate(PATTERNS) if i not in possible and p.search(text)]


def test_nothing_is_hidden_in_the_example_articles():
    folder = resources.files("visavis") / "examples" / "articles"
    texts = [p.read_text(encoding="utf-8") for p in folder.iterdir()]
    assert len(texts) > 10
    for text in texts:
        for line in text.splitlines():
            assert hidden(line) == []
            assert hidden(line.upper()) == []


WORDS = sorted({word for pattern in PATTERNS for word in required(pattern) or ()})


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=12))
def test_nothing_is_hidden_in_what_the_patterns_words_make(words):
    assert hidden(" ".join(words)) == []


def test_most_patterns_are_guarded():
    assert len(GUARDS.always) <= len(PATTERNS) // 20
    assert len(GUARDS.possible("A quiet walk by the sea.")) < len(PATTERNS) // 4


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("treat(?:y|ies)", {"treaty", "treaties"}),
        (r"(?:all(?:y|ies)|\w+ treaty)", {"ally", "allies", " treaty"}),
        ("(?:re)?(?:al|un)it(?:y|ies)?", {"alit", "unit"}),
        (r"\b(?:pact|accord)s?\b", {"pact", "accord"}),
        (r"(?:no )?war", {"war"}),
        (r"(?:peace|war)?", None),
        (r"\w+", None),
        (r"\d{4}", set("0123456789")),
        (r"(?:a|\w)b", {"b"}),
        ("(?=peace)war", {"war"}),
        ("(?!peace)war", {"war"}),
        ("(?:war){2,}", {"war"}),
        ("Q[1-3]", {"q1", "q2", "q3"}),
        ("the day", {"the day"}),
        (r"the\s+day", {"day"}),
        (r"(?P<m>may|june)\s\d\d?", {"may", "june"}),
        (r"(?P<m>may|june) [1-3]\d?", {f"{m} {d}" for m in ("may", "june") for d in "123"}),
        (r"H(?P<h>[12])", {"h1", "h2"}),
    ],
)
def test_what_a_pattern_requires(pattern, words):
    assert required(re.compile(pattern, re.IGNORECASE)) == words


def test_all_that_a_pattern_requires_must_be_there():
    guards = Guards([re.compile(r"(?:may|june)\s\d\d?", re.IGNORECASE)])
    assert guards.possible("in may") == guards.possible("7 or 8") == []
    assert guards.possible("on 7 may") == [0]
    assert guards.met("on 7 may, 7 June") == 1


@pytest.mark.parametrize("text", ["ſix", "SIX", "sıx", "sİx", "\u212a", "٣", "ÅNGSTRÖM", "\u212bngström"])
def test_letters_that_only_look_alike_to_a_pattern_are_folded(text):
    for word in ("six", "k", "ångström", r"\d"):
        pattern = re.compile(word, re.IGNORECASE)
        if pattern.search(text):
            assert Guards([pattern]).possible(text) == [0]


def test_folding_keeps_plain_text():
    assert fold("The Treaty") == "the treaty"


def test_no_patterns_no_work():
    assert Guards([]).possible("words") == []


def test_texts_searched_together_are_told_apart():
    patterns = [re.compile(word, re.IGNORECASE) for word in ("treaty", "pact of \\d+", "[a-z]+")]
    guards = Guards(patterns)
    texts = ["A Treaty", "", "the pact", "no more", "a pact of 7, a treaty"]
    assert guards.possible_each(texts) == [guards.possible(text) for text in texts]
    assert Guards([]).possible_each(texts) == [[]] * 5
