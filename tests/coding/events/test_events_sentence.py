"""A sentence laid out for matching: stretches of its text, prepositions, answers worked out once."""

from __future__ import annotations

import pytest
from events_helpers import reading_of

from visavis.coding.actors.mentions import find_mentions
from visavis.coding.actors.registry import registry
from visavis.coding.events.patterns import lexicon
from visavis.coding.events.sentence import Sentence, once_for_all
from visavis.reading.syntax import load


def _laid_out(text: str) -> Sentence:
    reading = reading_of(text)
    parsed = load(None).parse(text, reading.sentences)
    return Sentence(parsed[0], find_mentions(reading, dict(enumerate(parsed))), lexicon(), registry())


def test_stretches_of_text_are_found_by_where_tokens_start_and_end() -> None:
    s = _laid_out("Peru signed a treaty with Chile in March.")
    start = s.parsed.doc.text.index("treaty")
    assert [s.low[i] for i in s.starting(start, start + 11)] == ["treaty", "with"]
    assert [s.low[i] for i in s.touching(start + 3, start + 8)] == ["treaty", "with"]
    assert [s.low[i] for i in s.at(start)] == ["treaty"]
    assert not s.at(start + 1)


def test_tokens_that_a_mention_covers_and_months_are_known() -> None:
    s = _laid_out("Peru signed a treaty with Chile in March.")
    assert [s.low[i] for i in s.named] == ["peru", "chile"]
    assert [s.word[i] for i in s.months] == ["March"]


@pytest.mark.parametrize(
    ("text", "word", "preposition"),
    [
        ("Peru signed a treaty with Chile.", "chile", "with"),
        ("Peru signed a treaty with Chile.", "peru", ""),
        ("The army drove the rebels out of Dohuk.", "dohuk", "out of"),
    ],
)
def test_each_nominal_has_its_preposition(text: str, word: str, preposition: str) -> None:
    s = _laid_out(text)
    assert s.case(s.low.index(word)) == preposition
    assert s.low.index(word) in s.joined(preposition) or not preposition


def test_a_question_about_a_sentence_is_worked_out_once() -> None:
    asked: list[int] = []

    @once_for_all
    def length(s: Sentence) -> int:
        """Return how many tokens a sentence has."""
        asked.append(s.n)
        return s.n

    first, second = _laid_out("Peru signed a treaty."), _laid_out("Chile protested in Lima.")
    assert [length(first), length(first), length(second)] == [first.n, first.n, second.n]
    assert len(asked) == 2
