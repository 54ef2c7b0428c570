"""The ledger of all happenings says what the catalog says."""

import pytest

from visavis.serving import ledger as ledgers
from visavis.serving.desk import Desk
from visavis.serving.ledger import ledger
from visavis.store import finding
from visavis.store.finding import Wanted


@pytest.fixture(scope="module")
def desk(kept):
    opened = Desk(kept, patience=60)
    yield opened
    opened.close()


WANTED = [
    Wanted(),
    Wanted(real=None),
    Wanted(real=False),
    Wanted(actors=("CHN",)),
    Wanted(actors=("CHN", "RUS")),
    Wanted(actors=("CHN", "XXX")),
    Wanted(type="CONSULT"),
    Wanted(type="CONSULT", since="2021-12", until="2022-01"),
    Wanted(since="2022"),
    Wanted(until="2021-12-15"),
    Wanted(outlet="Harbour Wire"),
    Wanted(outlet="nobody's"),
    Wanted(text="summit"),
    Wanted(text='"video summit"', actors=("RUS",), outlet="Harbour Wire"),
    Wanted(text="no such word anywhere"),
]


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_it_says_what_the_catalog_says(desk, wanted):
    with desk.open() as store:
        known = ledger(store)
        places = known.chosen(store, wanted)
        volume, undated = known.volume(places)
        assert volume == finding.volume(store, wanted, "day")
        if not (wanted.since or wanted.until):
            assert undated == finding.count_undated(store, wanted)
        assert len(places) == finding.count_happenings(store, wanted)
        for offset in (0, 7):
            assert known.page(store, places, 5, offset) == finding.find_happenings(store, wanted, 5, offset)


def test_too_many_are_left_to_the_catalog(desk, monkeypatch):
    monkeypatch.setattr(ledgers, "MOST", 3)
    with desk.open() as store:
        assert ledger(store) is None


def test_the_desk_keeps_it(desk):
    with desk.open() as store:
        known = desk.ledger(store)  # it waits, with much patience
        assert known is not None
        assert len(known.ids) == store.status().happenings
        assert desk.ledger(store) is known
