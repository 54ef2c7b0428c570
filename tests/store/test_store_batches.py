"""In which batches articles are taken in: the last ones small, whoever reads them and however far ahead."""

from itertools import islice

import pytest

from visavis.commands import intake


def sizes(count, taken_ahead):
    """Return the sizes of batches when results come so many items behind what was taken."""
    ahead = intake.Ahead(iter(range(count)))
    window, items = [], iter(ahead)

    def pairs():
        for item in items:
            window.append(item)
            if len(window) > taken_ahead:
                yield window.pop(0)
        yield from window

    stream, found = pairs(), []
    while batch := list(islice(stream, ahead.batch())):
        found.append(len(batch))
    return found


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(intake, "BATCH", 20)
    monkeypatch.setattr(intake, "_FEW", 4)


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, []),
        (1, [1]),
        (20, [20]),
        (21, [20, 1]),
        (40, [20, 12, 4, 4]),
        (60, [20, 20, 12, 4, 4]),
        (53, [20, 20, 7, 4, 2]),
    ],
)
@pytest.mark.parametrize("taken_ahead", [0, 7, 100])
def test_the_last_batches_are_small_but_an_only_one_is_whole(small, count, expected, taken_ahead):
    assert sizes(count, taken_ahead) == expected


def test_little_is_looked_at_before_it_is_wanted(small):
    taken = []
    next(iter(intake.Ahead(taken.append(n) or n for n in range(1_000))))
    assert len(taken) == 2 * intake.BATCH
