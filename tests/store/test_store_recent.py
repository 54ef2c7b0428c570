"""Records kept from earlier questions: the same as those read anew, and bounded."""

import msgspec

from visavis.store import finding, segments
from visavis.store.recent import Recent
from visavis.store.store import Store

ALL = frozenset({"events"})


def test_records_kept_are_those_read(filled, monkeypatch):
    recent = Recent()
    with Store(filled, recent) as store:
        entries = finding.latest(store)
        first = finding.records_of(store, entries)
        monkeypatch.setattr(segments, "_read", None)  # nothing is read again
        assert finding.records_of(store, entries) == first
        assert len(recent) == len(entries)
    monkeypatch.undo()
    with Store(filled) as store:
        assert finding.records_of(store, entries) == first


def test_a_record_read_in_part_does_not_stand_for_the_whole(filled):
    with Store(filled, Recent()) as store:
        entries = finding.latest(store)
        part = finding.records_of(store, entries, ("events",))
        whole = finding.records_of(store, entries)
        with Store(filled) as fresh:
            assert whole == finding.records_of(fresh, entries)
            assert part == finding.records_of(fresh, entries, ("events",))
    assert part != whole


def test_what_was_not_asked_for_longest_gives_way(filled):
    with Store(filled) as store:
        record = next(store.records())
    recent = Recent(most=2)
    for key in "ab":
        recent.put(key, ALL, record)
    assert recent.get("a", ALL)
    recent.put("c", ALL, record)
    assert set(recent.get("abc", ALL)) == {"a", "c"}


def test_size_is_bounded(filled):
    with Store(filled) as store:
        record = msgspec.structs.replace(next(store.records()), text="x" * 900_000)
    recent = Recent(most_size=8_000_000)
    for key in "abcdefghijkl":
        recent.put(key, ALL, record)
    assert 0 < len(recent) <= 8
    recent.put("book", ALL, msgspec.structs.replace(record, text="x" * 2_000_000))
    assert not recent.get(["book"], ALL)
