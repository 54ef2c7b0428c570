from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest

from visavis.reading import furniture, phrases
from visavis.reading.language import languages
from visavis.reading.paragraphs import blocks

REPO = Path(__file__).parents[2]
SHARED = Path(os.environ.get("VISAVIS_SHARED", REPO.parent / "shared"))
FLOOR = {"tuned": 0.95, "kept_out": 0.90}
SETS = phrases.load().sets


def page_of(text: str):
    parts = blocks(text)
    language, each = languages(parts)
    return furniture.mark(text, parts, each, language, None)


def marked(text: str) -> list[tuple[str, str]]:
    return [(f.kind, text[f.start : f.end]) for f in page_of(text).furniture()]


@pytest.mark.parametrize(("kind", "line"), [(s.kind, line) for s in SETS for line in s.examples])
def test_example_is_marked(kind, line):
    body = "The two ministers met in the capital and agreed to open the border again in the spring."
    assert line in [
        words for _, words in marked(f"A headline of some words\n\n{body}\n\n{line}\n\n{body[::-1]}.")
    ]


@pytest.mark.parametrize("line", [line for s in SETS for line in s.counter])
def test_counter_example_is_not_marked(line):
    body = "The two ministers met in the capital and agreed to open the border again in the spring."
    other = "Nobody in the room had expected that the talks would end before the evening was over."
    assert marked(f"A headline of some words\n\n{body}\n\n{line}\n\n{other}") == []


@pytest.fixture(scope="module")
def benchmark():
    path = REPO / "benchmarks" / "furniture.py"
    spec = importlib.util.spec_from_file_location("furniture_benchmark", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.mark.parametrize("half", ["tuned", "kept_out"])
def test_benchmark_keeps_its_aim(half, benchmark):
    scores = benchmark.score(benchmark.labelled(benchmark.HERE / f"{half}.txt"))
    assert scores["f1"] >= FLOOR[half]
    assert scores["body_marked"] <= 0.005


BODY = """Two presidents signed a treaty on grain in the port town on Monday, ending a quarrel of nine years.

The treaty lets ships of both countries use the northern channel from the first of June.

Farmers on both sides had asked for it. "We have waited long enough," said one of them.
"""


def test_running_text_alone_has_no_furniture():
    assert marked(BODY) == []


def test_a_second_printing_is_repeated_and_the_first_is_not():
    text = "Treaty on grain ends a long quarrel\n\n" + BODY + "\n" + BODY
    assert [kind for kind, _ in marked(text)] == ["repeated"] * 3


def test_a_near_copy_is_repeated():
    text = (
        BODY + "\nFarmers on both sides had asked for it: “We have waited long enough,” said one of them.\n"
    )
    assert [kind for kind, _ in marked(text)] == ["repeated"]


def test_a_credit_makes_a_caption():
    line = "President Ana Ruiz shakes hands with King Olaf in the port town. (Harbour News/Per Lund)"
    assert marked(f"Treaty on grain ends a long quarrel\n\n{line}\n\n{BODY}") == [("caption", line)]


def test_a_button_in_another_script_is_navigation():
    text = "Treaty on grain ends a long quarrel\n\n" + BODY + "\n원문 보기 (클릭시 원문으로 이동)\n"
    assert marked(text)[-1][0] == "navigation"


def test_headline_printed_twice():
    title = "Treaty on grain ends a long quarrel"
    assert marked(f"Daily Harbour\n\n{title}\n\n{title}\n\n{BODY}") == [
        ("navigation", "Daily Harbour"),
        ("repeated", title),
    ]


def test_a_bad_pattern_says_where(monkeypatch):
    from visavis.errors import DataError
    from visavis.reading.phrases import PhraseFile, Phrases, PhraseSet

    with pytest.raises(DataError, match=r"furniture\.toml, phrases of kind 'share', line"):
        Phrases(PhraseFile(1, (), (PhraseSet("share", line=("(",)),)))


def test_the_place_in_a_byline_is_no_author():
    last = "Strelsau Winter Games was the name that both countries had chosen for the meeting in the snow."
    text = (
        f"Treaty on grain ends a long quarrel\n\n{BODY}\n{last}\n\nBy Ines Carvalho, Strelsau correspondent"
    )
    assert [words for _, words in marked(text)] == ["By Ines Carvalho, Strelsau correspondent"]


@pytest.mark.parametrize("piece", ["A", "a ", "a@", "1", "(", '"', "A/", "Aa bb\n", ".", "May 5 and "])
def test_hostile_texts_come_to_an_end(piece):
    text = piece * 3000
    assert all(text[f.start : f.end] for f in page_of(text).furniture())


def test_a_lone_sentence_is_the_report():
    assert marked("Ruritania recalled its ambassador from Graustark on Tuesday.") == []
    assert marked("") == []


def test_blocks_count_their_words():
    assert [block.words for block in blocks("a bc  d")] == [3]


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the shared seeds are not here")
@pytest.mark.parametrize(
    ("seed", "pieces"),
    [
        ("000", ["Support Us", "Donations", "Images may not", "Related posts"]),
        (
            "001",
            [
                "(TASS/Yonhap News)",
                "A still from",
                "By Jung",
                "[]",
                "button",
                "Related stories",
                "Most viewed",
            ],
        ),
        (
            "002",
            ["free article limit", "$0.50/Week", "14 DAYS", "McCardle", "Wikimedia", "COMMENTS", "(Sputnik/"],
        ),
        ("003", ["Frank Vernuccio serves", "PDF & Email"]),
        ("004", ["Complete News World", "Open the people box", "Geneva", "International Reporter"]),
    ],
)
def test_seeds(seed, pieces):
    text = next((SHARED / "seeds").glob(f"{seed}_*.txt")).read_text(encoding="utf-8")
    parts = blocks(text)
    language, each = languages(parts)
    page = furniture.mark(text, parts, each, language, None)
    inside = {at for f in page.furniture() for at in range(f.start, f.end)}
    for piece in pieces:
        at = text.find(piece)
        while at >= 0:
            assert at in inside, piece
            at = text.find(piece, at + 1)


def test_words_in_quotation_marks_are_somebodys_and_not_the_pages():
    text = "The attorney said the state would appeal. He posted: “A bad day. See you in the higher court!”"
    body = "The two ministers met in the capital and agreed to open the border again in the spring."
    assert marked(f"{body}\n\n{text}\n\n{body[:-1]} of next year.") == []


def test_a_sentence_is_no_menu_above_a_headline():
    page = page_of("The attorney said the state would appeal.\n\nHe was sure of it. The court was not!")
    assert page.headline is None
    assert page.furniture() == ()


def test_turns_of_a_transcript_are_neither_headline_nor_byline():
    page = page_of("REPORTER: Will you sail?\n\nCAPTAIN: No.\n\nREPORTER: Why?\n\nCAPTAIN: There is ice.")
    assert page.headline is None
    assert page.furniture() == ()
