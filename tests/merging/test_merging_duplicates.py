"""Near copies are found and verified; sources are counted by origin."""

import sys
from itertools import combinations

import msgspec
import numpy as np
import pytest
from merging_records import article

from visavis.merging.agencies import agencies, credit_in, wire
from visavis.merging.duplicates import copies, origins
from visavis.merging.memory import Memory
from visavis.merging.shingles import CROWD, at_most, candidates, pairs_in, shingles
from visavis.records import Furniture

WIRE = (
    "Ministers of the two coastal states opened a rail tunnel under the strait that cost nine billion euros.",
    "The first train carried engineers, school classes and a choir on a journey of twenty minutes.",
    "Unions had warned that the signalling was untested and asked for another six months of trials.",
    "The operator expects eleven million passengers in the first year and a freight service from the spring.",
)
EDITED = (
    "Ministers of both states opened a rail tunnel under the strait for nine billion euros on Monday.",
    "The first train carried engineers, school classes and a choir on a journey of twenty minutes.",
    "The operator expects eleven million passengers in the first year and a freight service from the spring.",
)
OWN = (
    "After a decade of digging, the rail link beneath the strait took its first paying guests this week.",
    "Nine billion euros have gone into the tube, far more than the two governments had once budgeted.",
    "Drivers' unions remain unhappy with the signals, which in their eyes have not been tried long enough.",
    "Freight is to follow in spring; the company hopes for eleven million travellers a year.",
)


@pytest.mark.parametrize("agency", agencies(), ids=lambda a: a.name)
def test_each_agency_is_told_by_its_credits_alone(agency):
    assert {credit_in(line) for line in agency.copy} == {agency.name}
    assert {credit_in(line) for line in agency.not_} == {None}


def test_an_edited_and_shortened_copy_is_a_copy_and_an_own_report_is_not():
    records = [article("a", *WIRE), article("b", *EDITED), article("c", *OWN)]
    assert copies(records) == [[0, 1]]


def test_a_copy_cut_to_its_first_half_is_a_copy():
    long = WIRE + tuple(
        f"Paragraph {n} tells of station {n * 7} and what people there had to say." for n in range(12)
    )
    assert copies([article("a", *long), article("b", *WIRE)]) == [[0, 1]]


def test_one_long_quotation_in_common_makes_no_copy():
    said = "“" + " ".join(WIRE) + "”"
    records = [
        article("a", f"The chairman said: {said}", *OWN),
        article(
            "b",
            "Bells rang out over the harbour at dawn as crowds lined the quay for hours to see it.",
            "Few of them had read the small print of the timetable that begins to apply in the autumn.",
            f"One speaker put it so: {said}",
        ),
    ]
    assert copies(records) == []


def test_copies_go_back_to_the_agency_that_one_of_them_credits():
    credited = article("a", "PORT TOWN, May 3 (Reuters) - " + WIRE[0], *WIRE[1:], outlet="Gazette")
    records = [credited, article("b", *EDITED, outlet="Herald"), article("c", *OWN, outlet="Courier")]
    assert origins(records, copies(records)) == ["agency:Reuters", "agency:Reuters", "outlet:Courier"]


def test_copies_without_a_credit_go_back_to_the_outlet_that_was_first():
    records = [
        article("a", *WIRE, outlet="Gazette", published="2020-05-04"),
        article("b", *EDITED, outlet="Herald", published="2020-05-03"),
    ]
    assert origins(records, copies(records)) == ["outlet:Herald", "outlet:Herald"]


def test_a_photograph_credit_is_no_source():
    record = article("a", "The minister waves from the train. (Reuters)", *OWN, outlet="Gazette")
    caption = Furniture(record.sentences[0].start, record.sentences[0].end, "caption")
    record = msgspec.structs.replace(record, furniture=(caption,), sentences=record.sentences[1:])
    assert wire(record) is None


def test_an_agency_that_no_list_names_is_told_by_its_dateline():
    record = article("a", "PORT TOWN, May 3 (Strait Wire) - " + WIRE[0], outlet="Gazette")
    assert origins([record], []) == ["agency:Strait Wire"]


def test_a_short_item_is_a_copy_only_when_it_is_the_same():
    records = [
        article("a", "The bridge is open."),
        article("b", "The bridge is open."),
        article("c", "The bridge is shut."),
    ]
    assert copies(records) == [[0, 1]]


def test_a_forgotten_record_is_let_go():
    record = article("a", *WIRE)
    held = sys.getrefcount(record)
    memory = Memory()
    assert memory.of(lambda r: r.title, record) == record.title
    assert sys.getrefcount(record) > held
    memory.forget([record])
    assert sys.getrefcount(record) == held


def test_a_pair_is_a_candidate_by_one_bucket_and_of_a_crowd_only_bands_count():
    three = [np.array(own, np.uint64) for own in ([2, 5], [4, 5, 2], [7])]
    assert listed(candidates(three)) == [(0, 1)]
    for bucket, pairs in ((16, []), (17, [(0, other) for other in range(1, CROWD + 1)])):
        crowd = [np.array([bucket], np.uint64)] * (CROWD + 1)
        assert listed(candidates(crowd)) == list(pairs_in(bucket, range(CROWD + 1))) == pairs


def test_the_bound_on_what_texts_have_in_common_is_never_too_low():
    texts = [shingles([f"word{n}" for n in range(begin, begin + 400)]) for begin in range(0, 900, 150)]
    for one in texts:
        assert one.at_most(one) == one.in_common(one) == len(one.numbers)
        assert all(one.at_most(other) >= one.in_common(other) for other in texts)
    apart = [(one, other) for one, other in combinations(texts, 2) if not one.in_common(other)]
    assert apart
    assert all(one.at_most(other) < 100 for one, other in apart)


def test_what_is_made_of_several_records_is_known_while_these_and_all_else_are_the_same():
    first, second, third = article("a", *WIRE), article("b", *EDITED), article("c", *OWN)
    memory, made = Memory(), list[int]()

    def count(records, *more):
        made.append(len(records))
        return len(made)

    assert [memory.of_all(count, [first, second], [0]) for _ in range(2)] == [1, 1]
    assert memory.of_all(count, [first, second], [1]) == 2
    assert memory.of_all(count, [first, third], [1]) == 3
    assert memory.of_all(count, [first, second, third], [1]) == 4
    assert memory.of_all(count, [first, msgspec.structs.replace(second), third], [1]) == 5
    assert made == [2, 2, 2, 3, 3]


def listed(pairs):
    return list(zip(*(side.tolist() for side in pairs), strict=True))


def test_texts_share_no_more_runs_than_their_places_allow():
    texts = [(" ".join(WIRE[:n]) + " " + " ".join(OWN[n - 1 :])).split() for n in (1, 2, 4)]
    texts.append([f"word{n % 997}x{n}" for n in range(6000)])  # more runs than places
    own = [shingles(words) for words in [*texts, texts[3][:4000]]]
    pairs = np.array([*combinations(range(len(own)), 2)]).T
    bounds = at_most(own, (pairs[0], pairs[1])).tolist()
    each = [(own[i], own[j]) for i, j in pairs.T.tolist()]
    assert bounds == [one.at_most(other) for one, other in each]
    shared = [one.in_common(other) for one, other in each]
    assert all(bound >= really for bound, really in zip(bounds, shared, strict=True))
    assert max(shared) > 3000
