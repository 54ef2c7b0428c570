"""Reading a bare sentence or text into statements, for the tests of this room."""

import pytest

from visavis.coding.actors.mentions import find_mentions
from visavis.coding.statements.find import find_statements
from visavis.reading.syntax import load
from visavis.records import Article, Reading, Span


def as_reading(text, parse=True):
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Span(at, at + len(line)))
        at += len(line) + 1
    sentences, paragraphs = [], []
    for number, spans in enumerate(load().sentences(text, blocks)):
        sentences += spans
        paragraphs += [number] * len(spans)
    article = Article(id="a", ref="a", source="a", text=text)
    reading = Reading(article, "en", None, None, None, (), (), tuple(sentences), tuple(paragraphs), ())
    parsed = dict(enumerate(load().parse(text, reading.sentences))) if parse else {}
    return reading, parsed


@pytest.fixture
def statements():
    def read(text, parse=True):
        reading, parsed = as_reading(text, parse)
        return find_statements(reading, parsed, find_mentions(reading, parsed))

    return read


@pytest.fixture
def reading_of():
    return as_reading
