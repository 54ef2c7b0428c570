"""The first pass: what is worth a parse, told by words alone."""

import pytest

from visavis.coding.events.codebook import codebook
from visavis.coding.firstpass import sentences_to_parse
from visavis.coding.options import Options
from visavis.coding.record import code
from visavis.reading.page import read
from visavis.records import Article, content_id


def reading(text):
    return read(Article(content_id(text), "a.txt", "a.txt", text, published="2004-03-18"))


EXAMPLES = [e.text for entry in codebook().entries.values() for e in entry.positive]


def test_hardly_an_example_of_the_codebook_goes_unparsed():
    missed = [text for text in EXAMPLES if not sentences_to_parse(reading(text))]
    assert len(missed) <= 0.01 * len(EXAMPLES), missed


@pytest.mark.parametrize(
    "text",
    [
        "The bakery on Mill Street opens at six. Its bread is sold out by noon.",
        "Rain fell on the hills all night. The river rose by a metre.",
        "He took the bread out of the oven. In May the Baker brothers asked the bank for a loan.",
        "My sister met her old teacher at the market and they talked for an hour.",
    ],
)
def test_texts_without_actors_are_not_parsed(text):
    assert sentences_to_parse(reading(text)) == frozenset()


def test_an_article_on_nothing_but_a_country_is_not_parsed():
    assert not sentences_to_parse(
        reading("Norway has many fjords. The longest is two hundred kilometres deep.")
    )


def test_the_last_word_of_a_hyphened_trigger_marks_nothing_alone():
    assert sentences_to_parse(reading("The chapel lies in Norway, in a valley.")) == frozenset()
    assert sentences_to_parse(reading("Students staged a sit-in in Norway.")) == {0}


def test_what_a_pronoun_refers_to_is_parsed_with_it():
    text = "Vladimir Putin is seventy. He arrived in Beijing and met Xi Jinping on Monday."
    assert sentences_to_parse(reading(text)) == {0, 1}


def test_of_those_named_before_a_pronoun_the_nearest_are_parsed():
    text = "Angela Merkel is tall. Vladimir Putin is old. He arrived in Beijing and met Xi Jinping."
    assert sentences_to_parse(reading(text)) == {1, 2}
    text = "Chile is long. Peru is wide. The mountains are high. The two countries signed a treaty in May."
    assert sentences_to_parse(reading(text)) == {0, 1, 3}


def test_a_month_is_no_march_and_the_second_backs_nobody():
    assert not sentences_to_parse(reading("Norway was cold in March, and the second of May was warm."))
    assert sentences_to_parse(reading("Norway seconds the plan of Sweden."))


def test_names_in_unparsed_sentences_are_mentions():
    text = "Norway has many fjords. The longest lies in the west."
    record = code(reading(text))
    assert [(m.text, m.actor) for m in record.mentions] == [("Norway", "NOR")]


def test_thorough_parses_everything():
    text = "The baker says that flour costs too much. Nobody was surprised."
    assert not code(reading(text)).statements
    assert code(reading(text), options=Options(thorough=True)).statements


def test_what_anybody_says_in_an_article_on_affairs_of_state_is_parsed():
    text = (
        "France expelled two Russian diplomats. The baker argued that flour would cost more. "
        "A girl took a bus. A survey found wages falling. A child found some keys."
    )
    assert sentences_to_parse(reading(text)) == {0, 1, 3}
