"""What the words of a sentence tell before it is parsed."""

from __future__ import annotations

import pytest

from visavis.coding.events.scan import scanner


@pytest.mark.parametrize(
    ("text", "actors", "may"),
    [
        ("Chile attacked Peru.", 2, True),
        ("The attacked city lies in Chile.", 1, False),
        ("Chile is cold.", 2, False),
        ("Chile and Peru signed a treaty.", 2, True),
        ("Chile has a long coast.", 2, False),
    ],
)
def test_triggers_are_told_by_words(text: str, actors: int, may: bool) -> None:
    scans = scanner()
    assert scans.may_hold(scans.scan(text), actors) is may


def test_a_class_stands_where_its_words_stand() -> None:
    found = scanner().scan("Peru sent troops and peacekeeping troops.")
    assert found.holds("@troops")
    assert 2 in found.places("@troops")
    assert not found.holds("@no-such-class")


def test_months_are_no_verbs() -> None:
    assert scanner().scan("It met in March.").words == ("it", "met", "in", "#", ".")
