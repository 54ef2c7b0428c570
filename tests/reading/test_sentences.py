from __future__ import annotations

import pytest

from visavis.reading.sentences import repaired
from visavis.records import Span


def spans(text: str, *pieces: str) -> list[Span]:
    found, at = [], 0
    for piece in pieces:
        at = text.index(piece, at)
        found.append(Span(at, at + len(piece)))
        at += len(piece)
    return found


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("They do this: They talk.", ["They do this:", "They talk."], ["They do this: They talk."]),
        ("They met … and spoke.", ["They met …", "and spoke."], ["They met … and spoke."]),
        ("They met…The two spoke.", ["They met…The two spoke."], ["They met…", "The two spoke."]),
        ("It was “new.” Putin spoke.", ["It was “new.” Putin spoke."], ["It was “new.”", "Putin spoke."]),
        ("in the “U.S.” President Weld", ["in the “U.S.” President Weld"], ["in the “U.S.” President Weld"]),
        ("He left. She came.", ["He left.", "She came."], ["He left.", "She came."]),
    ],
)
def test_repaired(text, given, expected):
    assert [text[s.start : s.end] for s in repaired(text, spans(text, *given))] == expected
