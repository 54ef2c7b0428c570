"""Where an event took place: told apart from parties, from topics and from times."""

from __future__ import annotations

import pytest
from events_helpers import events_of

from visavis.reading.tokens import Tree
from visavis.records import Event


def _only(text: str, kind: str) -> Event:
    return next(e for e in events_of(text) if e.type == kind)


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("Hungary and Slovakia held talks in Addis Ababa on Sunday.", "CONSULT", ("Addis Ababa", "ETH")),
        ("The Danish envoy met Polish leaders in Cape Town.", "CONSULT", ("Cape Town", "ZAF")),
        ("Ghana and Togo signed an accord on the sidelines of a summit in Oslo.", "SUPPORT", ("Oslo", "NOR")),
        ("Iranian jets bombed a village near the Iraqi city of Kirkuk.", "ASSAULT", ("Kirkuk", "IRQ")),
        ("Students burned a Danish flag in Karachi.", "PROTEST", ("Karachi", "PAK")),
        ("Kenya's envoy flew to Kampala, where he met the Ugandan leader.", "CONSULT", ("Kampala", "UGA")),
        ("Russian and Indian warships held joint exercises in the Sea of Japan.", "COOPERATE",
         ("Sea of Japan", None)),
    ],
)  # fmt: skip
def test_place_named_in_the_clause(text: str, kind: str, place: tuple[str, str | None]) -> None:
    found = _only(text, kind).place
    assert found is not None
    assert (found.text, found.country) == place


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Bolivia and Peru discussed the fighting in Colombia.", "CONSULT"),
        ("Sweden condemned German policy in Namibia.", "ACCUSE"),
        (
            "The two presidents spoke by telephone about the war in Libya: Chad and Niger want peace.",
            "CONSULT",
        ),
        ("South African police arrested protesters outside the Zambian embassy.", "COERCE"),
        ("In April Georgian forces shelled Armenian positions.", "ASSAULT"),
        ("Chad apologised, according to the president's office in Niamey.", "CONCEDE"),
        ("Korean jets fired warning shots at a Chinese aircraft.", "ASSAULT"),
    ],
)
def test_topics_parties_and_times_are_no_places(text: str, kind: str) -> None:
    assert all(e.place is None for e in events_of(text) if e.type == kind)


def test_a_visit_takes_place_where_its_host_is() -> None:
    found = _only("The Finnish minister visited Jakarta after an agreement was signed in Bangkok.", "CONSULT")
    assert found.place is not None
    assert (found.place.text, found.place.country) == ("Jakarta", "IDN")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Norway pledged tents to Chad after the floods around Ravensholm.", False),  # where floods were
        ("Hungary and Slovakia held talks in Addis Ababa on rivers in Ravensholm.", False),  # further off
        ("Norway and Chad held talks in Ravensholm.", True),
    ],
)
def test_the_model_is_asked_for_names_only_where_one_could_be_the_place(
    monkeypatch: pytest.MonkeyPatch, text: str, asked: bool
) -> None:
    names, calls = Tree.names, []

    def ask(tree: Tree) -> object:
        calls.append(tree.text)
        return names.fget(tree)  # type: ignore[attr-defined]

    monkeypatch.setattr(Tree, "names", property(ask))
    assert events_of(text)
    assert bool(calls) is asked
