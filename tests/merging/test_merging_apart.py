"""What is told apart: renderings of one formula, whom a side means that names nobody, two fronts."""

import msgspec
import pytest
from merging_records import article, claim, said

from visavis.merging.echoes import find_echoes
from visavis.merging.matters import matter_differences
from visavis.merging.naming import naming_differences
from visavis.merging.renderings import as_formulas, formulas_in, renderings, wording_differences
from visavis.merging.words import stems
from visavis.records import Words


@pytest.mark.parametrize("formula", renderings(), ids=lambda f: f.name)
def test_formulas_are_told_by_their_renderings(formula):
    assert all(formula.name in {name for name, _ in formulas_in(text)} for text in formula.yes)
    assert all(formula.name not in {name for name, _ in formulas_in(text)} for text in formula.no)
    for words in formula.words:
        (found,) = formulas_in(f"of {words}, he said")
        assert found[0] == formula.name


def test_the_longest_rendering_counts_and_the_rest_stays():
    assert (
        as_formulas(stems("They suppress and divide whoever is weak"))[1]
        == "\N{ALMOST EQUAL TO}attempts to divide"
    )
    assert as_formulas(stems("boats and nets")) == stems("boats and nets")


def test_one_utterance_in_two_translations_is_one_echo():
    one = said("one", "the harbour town is among the core interests of our republic")
    other = said("other", "the harbour town is among the vital interests of our republic")
    (echo,) = find_echoes([one, other])
    assert sorted(v.relation for v in echo.variants) == ["identical", "reworded"]
    short = [said("one", "nobody shall drive a wedge here"), said("other", "nobody shall sow discord here")]
    assert len(find_echoes(short)) == 1
    assert find_echoes([short[0], said("other", "barley was sown in the north")]) == ()


def test_a_formula_of_one_side_in_several_renderings_is_shown_with_the_outlets_of_each():
    records = [
        said("one", "our core interests come first"),
        said("two", "they must respect key interests"),
        said("three", "a key interest of ours"),
    ]
    (found,) = wording_differences(records)
    assert (found.kind, found.about) == ("wording", "core interests (NOR)")
    assert [(v.value, v.refs) for v in found.values] == [
        ("core interests", ("one",)),
        ("key interest", ("three", "two")),
    ]
    assert wording_differences(records[1:]) == []
    assert wording_differences([records[0], said("four", "our key interests", "Per Holm", "DNK")]) == []


def veiled(ref, words):
    record = said(ref, f"{words} meddle in our affairs")
    (statement,) = record.statements
    unnamed = Words(statement.start, statement.start + len(words), words)
    return msgspec.structs.replace(
        record, statements=(msgspec.structs.replace(statement, unnamed=(unnamed,), about=("SWE",)),)
    )


def test_whom_a_side_means_stands_beside_its_own_words():
    quoted = veiled("one", "certain powers")
    comment = article("two", "It is a bulwark against Denmark.", outlet="Sun")
    against = claim(comment, "bulwark against", "bulwark against", ("NOR", "SWE", "DNK"))
    comment = msgspec.structs.replace(comment, claims=(against,))
    (found,) = naming_differences([quoted, comment])
    assert (found.kind, found.about) == ("naming", "whom is meant (NOR)")
    assert [(v.value, v.refs) for v in found.values] == [
        ("nobody: “certain powers”", ("one",)),
        ("DNK", ("two",)),
    ]
    assert naming_differences([quoted]) == []
    assert naming_differences([comment]) == []


def test_a_belief_of_the_article_that_quotes_tells_whom_it_takes_to_be_meant():
    quoted = veiled("one", "certain powers")
    believed = msgspec.structs.replace(
        claim(quoted, "certain powers", "aim at", ("DNK", "NOR", "SWE")), kind="belief"
    )
    (found,) = naming_differences([msgspec.structs.replace(quoted, claims=(believed,))])
    assert [v.value for v in found.values] == ["nobody: “certain powers”", "DNK"]


def test_two_fronts_in_different_words_stand_side_by_side():
    a = article("Post", "They opened two fronts.", outlet="Post")
    b = article("Sun", "They made coordinated moves.", outlet="Sun")
    a = msgspec.structs.replace(a, claims=(claim(a, "two fronts", "two fronts", ("NOR", "SWE")),))
    b = msgspec.structs.replace(
        b, claims=(claim(b, "coordinated moves", "coordinated moves", ("NOR", "SWE")),)
    )
    (found,) = matter_differences([a, b])
    assert (found.about, [v.value for v in found.values]) == (
        "two fronts (NOR SWE)",
        ["coordinated moves", "two fronts"],
    )
