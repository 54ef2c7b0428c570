"""Which sentences may attribute something, told by their words alone."""

import pytest

from visavis.coding.events.scan import scanner
from visavis.coding.statements.knowledge import adjective_groups, noun_groups, phrases, verb_groups
from visavis.coding.statements.signs import may_attribute

GROUPS = [*verb_groups(), *noun_groups(), *adjective_groups(), *phrases()]
EXAMPLES = [example.text for group in GROUPS for example in group.positive]


def marked(text, actors=True):
    return may_attribute(scanner().scan(text).words, text, actors=actors)


def test_hardly_an_example_of_a_cue_goes_unmarked():
    missed = [text for text in EXAMPLES if not marked(text) and not any(c in text for c in '“"')]
    assert len(missed) <= 1, missed  # "as she sees it": to see is far oftener to look


@pytest.mark.parametrize(
    "text",
    [
        "The talks lasted until noon.",
        "A statement was handed out.",
        "The theory of music bored him.",
        "His notes lay on the table.",
        "Workers lit a fire at the gate.",
        "The certain winner fell at the last fence.",
        "They met in the state of Sonora.",
    ],
)
def test_a_cue_that_cannot_be_one_where_it_stands_marks_nothing(text):
    assert not marked(text, actors=False)


@pytest.mark.parametrize(
    "text",
    [
        "The claim that wolves were back made the rounds.",
        "She was certain the bridge would hold.",
        "In the baker's view the mill is lost.",
        "They talk ‘peace’ and buy guns.",
        "The farmer states what everybody knows.",
    ],
)
def test_a_cue_with_what_it_asks_for_marks_its_sentence(text):
    assert marked(text, actors=False)


def test_what_says_little_alone_needs_an_actor_or_a_clause():
    assert not marked("The tailor observed the birds.", actors=False)
    assert marked("The tailor observed the birds.")
    assert marked("The tailor observed that the birds had left.", actors=False)
    assert not marked("They point at the dam.", actors=False)
    assert marked("He sees Russia and China as equals.")
    assert not marked("He sees nobody at noon.", actors=False)
    assert marked("They point out that the dam is empty.", actors=False)


def test_the_words_of_a_name_are_no_cues():
    words = scanner().scan("The United States is large.").words
    text = "The United States is large."
    assert may_attribute(words, text, actors=True)
    assert not may_attribute(words, text, actors=True, names=frozenset({"united", "states"}))
