"""What the five example texts say, and who says it, where they lie beside the repository."""

import os
from pathlib import Path

import pytest

from visavis.coding.actors.mentions import find_mentions
from visavis.coding.statements.find import find_statements
from visavis.reading.page import read
from visavis.reading.syntax import load
from visavis.records import Article

SHARED = Path(os.environ.get("VISAVIS_SHARED", Path(__file__).parents[4] / "shared"))
SEEDS = {p.name[:3]: p for p in sorted((SHARED / "seeds").glob("*.txt"))}

pytestmark = pytest.mark.skipif(not SEEDS, reason="the example texts are not beside the repository")

# text, words of the content, speaker's words, speaker's code, channel's words
SAID = [
    ("000", "certain international forces", "Xi", "CHN", None),
    ("000", "drive a wedge", "Xi", "CHN", None),
    ("000", "the Cold War mentality", "The men", None, None),
    ("000", "domination of the international", "Xi and Putin", None, None),
    ("001", "model of cooperation", "Putin", "RUS", None),
    ("001", "key interests", "Xi", "CHN", None),
    ("001", "new vitality", "Xi", "CHN", None),
    ("001", "politicize sports", "Putin", "RUS", None),
    ("001", "to meet with Xi", "He", "RUS", None),
    ("001", "brutally trampling", "Xi", "CHN", None),
    ("001", "reject hegemonic acts", "Xi", "CHN", "Xinhua"),
    ("001", "staunch support", "Putin", "RUS", None),
    ("001", "small fences", "He", "RUS", None),
    ("001", "approaching a military alliance", "analysts", None, None),
    ("002", "European security architecture", "Prime Minister", "GBR", None),
    ("002", "integral part of China", "Russia", "RUS", None),
    ("002", "attempts by external forces", "Beijing", "CHN", None),
    ("002", "military aggression", "the Russians", "RUS", None),
    ("003", "highest level in", "The", None, "Moscow"),
    ("003", "safeguard international fairness", "President Xi Jinping", "CHN", "Chinese news agency"),
    ("003", "suppress and divide", "Xi", "CHN", "Chinese news agency"),
    ("003", "advancing China’s military power", "Putin", "RUS", "American Military News"),
    ("003", "fundamentally alter", "Douglas", None, None),
    ("003", "pair of its Tu-95", "Russian military", "RUS", "Japan Today"),
    ("003", "expand their ability", "Russian Defense Ministry", "RUS", "Japan Today"),
    ("004", "strategic partners", "China and Russia", None, None),
    ("004", "wrestle with authoritarian", "Biden", "USA", None),
    ("004", "NATO not expand", "Putin", "RUS", None),
    ("004", "planning an invasion", "United States", "USA", None),
    ("004", "just a junior partner", "Xi", "CHN", None),
    ("004", "as equals", "He", "RUS", None),
]


@pytest.fixture(scope="module")
def found():
    cache = {}
    for name, path in SEEDS.items():
        reading = read(Article(id=name, ref=name, source=name, text=path.read_text(encoding="utf-8")))
        parsed = dict(enumerate(load().parse(reading.article.text, reading.sentences)))
        cache[name] = find_statements(reading, parsed, find_mentions(reading, parsed))
    return cache


@pytest.mark.parametrize(
    ("name", "words", "who", "code", "channel"), SAID, ids=[f"{s[0]}-{s[1]}" for s in SAID]
)
def test_a_statement_has_its_speaker_and_its_channel(found, name, words, who, code, channel):
    mine = [
        s for s in found[name] if words in " ".join(s.text.split()) and s.speaker and who in s.speaker.text
    ]
    assert mine, [(s.speaker and s.speaker.text, s.text[:60]) for s in found[name]]
    assert code is None or code in {s.speaker.code for s in mine}
    if channel:
        assert any(channel in v.text for s in mine for v in s.via)


def test_unnamed_targets_are_marked_in_three_texts(found):
    marked = {name for name, statements in found.items() for s in statements if s.unnamed}
    assert {"000", "001", "002"} <= marked


def test_the_term_of_the_outlet_is_nobodys_statement(found):
    assert not [s for s in found["001"] if "front lines" in s.text]


def test_a_paragraph_printed_twice_speaks_once(found):
    assert (
        len([s for s in found["002"] if "European security architecture" in s.text and s.kind == "direct"])
        == 1
    )
