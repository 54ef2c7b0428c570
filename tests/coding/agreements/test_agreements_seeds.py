"""What the five seed texts must give of agreements and figures; skipped where the texts are not at hand."""

import os
from pathlib import Path

import pytest

from visavis.coding.actors.mentions import find_mentions
from visavis.coding.agreements.find import find_agreements
from visavis.coding.figures.find import find_figures
from visavis.reading.page import read
from visavis.reading.syntax import load
from visavis.records import Article, Obligation

SHARED = Path(os.environ.get("VISAVIS_SHARED", Path(__file__).parents[4] / "shared"))
SEEDS = sorted((SHARED / "seeds").glob("*.txt")) if (SHARED / "seeds").is_dir() else []
pytestmark = pytest.mark.skipif(not SEEDS, reason="the five seed texts are not here")


def found(prefix, find):
    path = next(p for p in SEEDS if p.name.startswith(prefix))
    reading = read(Article("a", "a", "a", path.read_text(encoding="utf-8")))
    parsed = dict(enumerate(load().parse(reading.article.text, list(reading.sentences))))
    return find(reading, parsed, find_mentions(reading, parsed))


def test_the_treaty_of_2001_its_renewal_and_the_denied_obligation():
    agreements = found("001", find_agreements)
    treaty = [a for a in agreements if a.standing == "chn-rus-2001"]
    assert [(a.action, a.date.start) for a in treaty] == [
        ("concluded", "2001-01-01"),
        ("renewed", "2021-06-01"),
    ]
    (denied,) = [a for a in agreements if Obligation("defense", False) in a.obligations]
    assert set(denied.parties) == {"CHN", "RUS"}
    assert denied.differences == ()
    asked = [a for a in agreements if a.aux == ("hypothetical",)]
    assert [a.action for a in asked] == [None]
    (stepped,) = [a for a in agreements if a.date.start == "2021-11-23"]
    assert (stepped.action, set(stepped.parties)) == ("concluded", {"CHN", "RUS"})


@pytest.mark.parametrize(
    ("prefix", "value", "unit", "bound", "subject"),
    [
        ("002", 38, None, "exact", {"CHN", "RUS"}),
        ("002", 100_000, None, "at least", {"RUS"}),
        ("002", 12, "year", "exact", {"CHN"}),
        ("002", 130_430_000_000, "USD", "exact", {"CHN", "RUS"}),
        ("002", 21, None, "more than", set()),
        ("003", 2, None, "exact", {"RUS"}),
        ("003", 4, None, "exact", {"CHN"}),
        ("004", 110, None, "exact", set()),
        ("004", 10, "dimensionless", "exact", {"CHN"}),
    ],
)
def test_figures(prefix, value, unit, bound, subject):
    figures = [f for f in found(prefix, find_figures) if f.value == value]
    assert [(f.unit, f.bound, set(f.subject)) for f in figures] == [(unit, bound, subject)]


def test_prices_of_the_page_and_names_are_no_figures():
    values = {f.value for prefix in ("000", "002", "004") for f in found(prefix, find_figures)}
    assert not values & {0.5, 14, 4.0, 10.5}
    assert {f.text for f in found("000", find_figures)} == set()
