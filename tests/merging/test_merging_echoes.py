"""One utterance in several outlets, and differences word by word."""

import msgspec
import pytest
from merging_records import article, claim, event, figure, said, statement, time

from visavis.merging.differences import find_differences, label_differences, word_diff
from visavis.merging.echoes import find_echoes
from visavis.merging.happenings import join_happenings
from visavis.merging.matters import holder_of, matter_differences, matter_of, matters

FULL = "we will defend every fishing ground from the northern cape to the southern shoals"


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        (FULL, "identical"),
        ("we will defend every fishing ground", "truncated"),
        ("we shall defend each fishing ground between the northern cape and the shoals", "reworded"),
    ],
)
def test_an_utterance_is_recognised_in_another_wording(text, relation):
    (echo,) = find_echoes([said("full", FULL), said("other", text)])
    assert [(v.ref, v.relation) for v in echo.variants] == [("full", "identical"), ("other", relation)]
    assert echo.speaker.name == "Ana Lund"
    assert echo.fullest == echo.variants[0].statement


def test_other_speakers_and_other_words_are_no_echo():
    assert find_echoes([said("a", FULL), said("b", FULL, "Per Holm", "DNK")]) == ()
    assert find_echoes([said("a", FULL), said("b", "we will build harbours for every island by 2030")]) == ()


def test_a_quoted_fragment_echoes_only_word_for_word():
    assert len(find_echoes([said("a", FULL), said("b", "southern shoals", None, None)])) == 1
    assert find_echoes([said("a", FULL), said("b", "southern shores", None, None)]) == ()


def test_one_article_does_not_echo_itself():
    record = article("a", f"She said: {FULL}.", f"He heard that {FULL}.")
    both = (statement(record, FULL, "Ana Lund", "NOR"),)
    assert find_echoes([msgspec.structs.replace(record, statements=both + both)]) == ()


def test_word_diff_shows_what_was_left_out_and_put_in():
    edits = word_diff("a firm and lasting bond", "A firm, lasting friendship")
    assert [tuple(e) for e in edits] == [
        ("same", "A firm,"),
        ("removed", "and"),
        ("same", "lasting"),
        ("removed", "bond"),
        ("added", "friendship"),
    ]


def test_figures_that_cannot_both_hold_are_shown_with_their_holders():
    def guests(ref, text, value, **fields):
        record = article(ref, f"The fair drew {text} guests.", outlet=ref)
        return msgspec.structs.replace(record, figures=(figure(record, text, value, "guests", **fields),))

    records = [
        guests("Post", "110", 110),
        guests("Sun", "140", 140),
        guests("Star", "more than 100", 100, bound="more than"),
    ]
    (found,) = find_differences(records, ())
    assert (found.kind, found.about) == ("figure", "guests")
    assert [(v.value, v.holders) for v in found.values] == [("110", ("Post", "Star")), ("140", ("Sun",))]
    assert find_differences([records[0], records[2]], ()) == ()


def test_dates_that_differ_are_shown():
    def met(ref, day):
        record = article(ref, "The kings met at the lake.", outlet=ref, published="2020-05-06")
        return msgspec.structs.replace(
            record, events=(event(record, 0, "CONSULT", ["NOR", "SWE"], date=day, trigger="met"),)
        )

    records = [met("Post", "2020-05-04"), met("Sun", "2020-05-05")]
    found = find_differences(records, join_happenings(records, [0, 0], ["a", "b"]))
    assert [(d.kind, [(v.value, v.refs) for v in d.values]) for d in found] == [
        ("date", [("2020-05-04", ("Post",)), ("2020-05-05", ("Sun",))])
    ]


def test_labels_of_one_relation_by_several_holders_conflict():
    a = article("Post", "It is a lasting alliance.", outlet="Post")
    b = article("Sun", "They are not allies.", outlet="Sun")
    a = msgspec.structs.replace(a, claims=(claim(a, "lasting alliance", "lasting alliance", ("NOR", "SWE")),))
    b = msgspec.structs.replace(b, claims=(claim(b, "not allies", "allies", ("SWE", "NOR"), negated=True),))
    (found,) = label_differences([a, b], "claim")
    assert [(v.value, v.holders) for v in found.values] == [
        ("lasting alliance", ("Post",)),
        ("not: allies", ("Sun",)),
    ]
    assert label_differences([a], "claim") == []


@pytest.mark.parametrize("matter", matters(), ids=lambda m: m.name)
def test_matters_are_told_by_their_words(matter):
    assert {matter_of(text) for text in matter.yes} == {matter.name}
    assert all(matter_of(text) != matter.name for text in matter.no)


def test_a_rumour_and_a_denial_of_one_matter_stand_side_by_side():
    a = article("Post", "There are rumours of war.", outlet="Post")
    b = article("Sun", "Ruritania denied planning an invasion.", outlet="Sun")
    rumour = msgspec.structs.replace(claim(a, "rumours of war", "war", ("SWE",)), kind="rumour")
    denial = claim(b, "planning an invasion", "plan invasion", ("SWE", "NOR"), "Norway", negated=True)
    a = msgspec.structs.replace(a, claims=(rumour,))
    b = msgspec.structs.replace(b, claims=(msgspec.structs.replace(denial, kind="denial"),))
    (found,) = matter_differences([a, b])
    assert found.about == "an attack (NOR SWE)"
    assert [(v.value, v.holders) for v in found.values] == [
        ("denial: plan invasion", ("Norway",)),
        ("rumour: war", ("Post",)),
    ]
    assert matter_differences([a]) == []


def test_a_time_holds_no_claim_and_a_name_broken_by_space_is_one_name():
    text = "The call in late May confirmed warmer ties, said Ann\N{NO-BREAK SPACE}Example."
    record = article("a", text, outlet="Post")
    record = msgspec.structs.replace(record, times=(time(record, "late May"),))
    holders = ("late May", "Ann\N{NO-BREAK SPACE}Example", "outlet")
    claims = [claim(record, "warmer ties", "warmer ties", ("FIN", "EST"), holder) for holder in holders]
    assert [holder_of(record, c) for c in claims] == ["Post", "Ann Example", "Post"]
