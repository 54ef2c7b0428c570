"""Forms are found as whole words, the longest first, in one text as in many."""

from __future__ import annotations

from visavis.coding.actors.search import Match, Search

FORMS = ["North", "North Korea", "Korea", "Peru", "the Hague"]


def search() -> Search[Match]:
    return Search(FORMS, lambda text, match: match)


def named(text: str, found: tuple[Match, ...]) -> list[str]:
    return [text[start:end] for start, end, _ in found]


def test_the_longest_wins_and_words_stay_whole() -> None:
    text = "North Korea, Peruvian Korea and Northern Peru"
    assert named(text, search().find(text)) == ["North Korea", "Korea", "Peru"]


def test_texts_searched_together_are_told_apart() -> None:
    texts = ["It was North", "Korea and Peru", "", "Peru", "Peru\nand Korea", "Peru"]
    together = search().find_each(texts)
    assert together == [search().find(text) for text in texts]
    assert [named(text, found) for text, found in zip(texts, together, strict=True)] == [
        ["North"],
        ["Korea", "Peru"],
        [],
        ["Peru"],
        ["Peru", "Korea"],
        ["Peru"],
    ]


def test_what_was_found_is_found_again_when_much_else_was_searched() -> None:
    looks = search()
    first = looks.find("Peru and Korea")
    looks.find_each([f"Korea {i}" for i in range(3000)])
    assert looks.find("Peru and Korea") == first
