"""Questions that pages ask of a store."""

import pytest
from store_articles import outcome

from visavis.store import finding
from visavis.store.store import Store


@pytest.fixture
def opened(filled):
    with Store(filled) as store:
        yield store


def test_happenings_come_latest_first_and_undated_last(opened):
    found = finding.find_happenings(opened, finding.Wanted(real=None), limit=1000)
    starts = [h.date.start or "" for h in found]
    assert len(found) == opened.status().happenings
    assert starts == sorted(starts, reverse=True)


def test_pages_join_to_the_whole(opened):
    wanted = finding.Wanted(real=None)
    whole = finding.find_happenings(opened, wanted, limit=1000)
    pages = [finding.find_happenings(opened, wanted, 7, n) for n in range(0, len(whole), 7)]
    assert tuple(h for page in pages for h in page) == whole
    assert finding.count_happenings(opened, wanted) == len(whole)


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (finding.Wanted(actors=("CHN", "RUS")), lambda h: {"CHN", "RUS"} <= set(h.parties)),
        (finding.Wanted(type="CONSULT"), lambda h: h.type == "CONSULT"),
        (finding.Wanted(real=False), lambda h: bool(h.aux)),
        (finding.Wanted(since="2021-12-01", until="2021-12-15"),
         lambda h: "2021-12-01" <= (h.date.start or "") <= "2021-12-15~"),
    ],
)  # fmt: skip
def test_each_filter_keeps_what_fits_and_nothing_else(opened, wanted, fits):
    everything = {h.id: h for h in opened.happenings()}
    found = {h.id for h in finding.find_happenings(opened, wanted, limit=1000)}
    real = {key for key, h in everything.items() if wanted.real is None or bool(h.aux) is not wanted.real}
    assert found == {key for key in real if fits(everything[key])}
    assert found


def test_outlet_and_words_narrow_to_articles_that_hold_them(opened):
    refs = {one.ref for one in opened.search('"video summit"')}
    for happening in finding.find_happenings(opened, finding.Wanted(text='"video summit"'), limit=500):
        assert refs & {r.ref for r in happening.reports}
    by_outlet = finding.find_happenings(opened, finding.Wanted(outlet="The Beacon Ledger"), limit=500)
    own = {r.ref for r in outcome().records if r.outlet == "The Beacon Ledger"}
    assert by_outlet
    assert all(own & {r.ref for r in h.reports} for h in by_outlet)


def test_the_volume_counts_each_dated_happening_once(opened):
    wanted = finding.Wanted()
    counted = sum(v.cooperative + v.conflictual + v.neither for v in finding.volume(opened, wanted, "month"))
    assert counted == sum(not h.aux and h.date.start is not None for h in opened.happenings())


def test_records_come_back_as_they_were_kept(opened):
    entries = finding.latest(opened, 3)
    found = finding.records_of(opened, entries)
    whole = {record.ref: record for record in opened.records()}
    assert found == {one.ref: whole[one.ref] for one in entries}
    assert finding.entry(opened, entries[0].key) == entries[0]
    assert finding.entry(opened, 10_000) is None
