"""What holds articles against each other gives the same in parts, and on a cluster, as in one go."""

import os

import made
import pytest

from visavis.merging.candidates import parts
from visavis.merging.duplicates import copies
from visavis.merging.features import profile, vectors
from visavis.merging.merge import merge
from visavis.merging.stories import similar_pairs, similarities
from visavis.records import to_json

COUNT = int(os.environ.get("VISAVIS_CLUSTER_MERGED", "0"))


@pytest.mark.parametrize("size", [1, 7, 50, 1000])
def test_the_parts_of_a_search_give_all_similar_pairs_once(size):
    records = made.records(120)
    profiles = [profile(record) for record in records]
    rows = vectors(profiles)
    found, told = {}, 0
    for taken, since in parts([p.published for p in profiles], size):
        own = similar_pairs([profiles[i] for i in taken], rows[taken], since)
        found |= {(taken[i], taken[j]): value for (i, j), value in own.items()}
        told += len(own)
    whole = similarities(records)
    assert found == whole
    assert told == len(whole) > 100


def test_a_part_holds_little_beside_its_own():
    size = 50
    records = made.records(400)
    published = [profile(record).published for record in records]
    undated = sum(date is None for date in published)
    widths = [len(taken) for taken, _ in parts(published, size)]
    assert max(widths) < size + undated + 60


@pytest.mark.skipif(not COUNT, reason="scripts/test-cluster runs this")
def test_a_cluster_finds_the_same_copies_and_stories():
    pytest.importorskip("ray")
    from visavis.engines.joins import joins

    records = sorted(made.records(COUNT), key=lambda r: (r.id, r.ref, r.source))
    shared = joins()
    alone = copies(records)
    assert shared.copies(records) == alone
    assert len(alone) > COUNT / 10
    assert shared.similar(records) == similarities(records)
    assert [to_json(s) for s in merge(records, shared)] == [to_json(s) for s in merge(records)]
