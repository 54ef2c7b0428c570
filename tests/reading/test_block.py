"""What a block's own words tell of it."""

import pytest

from visavis.reading.block import Block, by_punctuation
from visavis.reading.paragraphs import plain


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        ("  ", []),
        ("No stop", ["No stop"]),
        ("They met. Nobody spoke! Why?", ["They met.", "Nobody spoke!", "Why?"]),
        ('He said: "We go." (They stayed.) Then', ['He said: "We go."', "(They stayed.)", "Then"]),
        ("Gen. Ruiz met Mr. Bede in the U.S. Senate. It rained.", None),
        ("It rose by 3.5 per cent. then fell.", ["It rose by 3.5 per cent. then fell."]),
        ("... Nobody knew.", ["...", "Nobody knew."]),
        ("One.\n", ["One."]),
    ],
)
def test_sentences_by_punctuation(text, sentences):
    wanted = sentences or ([text[:42], "It rained."] if text.strip() else [])
    assert [text[start:end] for start, end in by_punctuation(text)] == wanted


@pytest.mark.parametrize(
    ("text", "terminal"), [("They met.", True), ('"We met!")', True), ("They met", False), ("", False)]
)
def test_a_block_that_ends_as_a_sentence(text, terminal):
    assert Block(0, text).terminal == terminal


def test_running_text_is_told_by_its_length_its_end_and_its_small_words():
    clause = "the ministers of both countries met in the old port and agreed"
    assert Block(0, f"{clause}.").running
    assert not Block(0, clause).running
    assert Block(0, " ".join([clause] * 4)).running
    assert not Block(0, "Ruiz Bede Lund Carvalho Strelsau Graustark Ruritania Port Gate.").running


def test_what_a_block_holds():
    block = Block(7, "The Fleet's at sea.")
    assert (block.start, block.end, block.words) == (7, 26, 4)
    assert block.lowered == ["the", "fleet's", "at", "sea"]
    assert block.key == ("the", "fleet", "s", "at", "sea")
    assert block.function_share == 0.5


@pytest.mark.parametrize("text", ["«Да» — “yes”, ‘no’\t−5\u00a0°", "plain\ttext", "ı İ"])
def test_plain_signs_stand_where_the_others_stood(text):
    made = plain(text)
    assert len(made) == len(text)
    assert not set(made) & set("‘’“”«»–—−\u00a0\t")
    assert [a for a, b in zip(text, made, strict=True) if a != b and b not in "'\"- "] == []
