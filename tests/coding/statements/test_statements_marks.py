"""Quotation marks without syntax: what opens, what closes, what is an apostrophe."""

import re

import pytest

from visavis.coding.statements.marks import find_quotes
from visavis.records import Span


def quoted(text, depth=None):
    blocks = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    return [text[q.start : q.end] for q in find_quotes(text, blocks) if depth is None or q.depth == depth]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said “no” twice.", ["“no”"]),
        ('He said "no" twice.', ['"no"']),
        ("Sie sagte „nein“ und ging.", ["„nein“"]),
        ("Il a dit « non » hier.", ["« non »"]),
        ("'We don't know the workers' plan,' she said.", ["'We don't know the workers' plan,'"]),
        ("The boys’ club isn’t open.", []),
        ("He said `` no '' twice.", ["`` no ''"]),
        ("In the '90s the states' debts grew.", []),
        ("A 6'2\" guard spoke.", []),
        ("‘It’s the farmers’ land,’ he said.", ["‘It’s the farmers’ land,’"]),
    ],
)
def test_marks_of_every_kind(text, found):
    assert quoted(text) == found


def test_nested_quotations_know_their_depth():
    text = "“She said ‘never’ to me,” he said."
    assert quoted(text, 0) == ["“She said ‘never’ to me,”"]
    assert quoted(text, 1) == ["‘never’"]


def test_a_quotation_reopened_in_the_next_paragraph_is_one():
    text = "“First part.\n“Second part,” he said.\nNo more."
    assert quoted(text) == ["“First part.\n“Second part,”"]


def test_a_quotation_never_closed_ends_with_its_paragraph():
    text = "He wrote: “It is late. We must go.\nThe council met."
    assert quoted(text) == ["“It is late. We must go."]
