"""Every example in the figures' data files is a test."""

import pytest
from figure_readings import reading_of

from visavis.coding.figures.find import find_figures
from visavis.coding.figures.lexicon import BoundFile, CurrencyFile, UnitFile, names, numbers
from visavis.knowledge import load_toml

BOUNDS = load_toml("figures/bounds.toml", BoundFile).bound
UNITS = load_toml("figures/units.toml", UnitFile).unit
CURRENCIES = load_toml("figures/currencies.toml", CurrencyFile).currency


def figures(text):
    return find_figures(reading_of(text), {}, ())


@pytest.mark.parametrize("example", [*numbers().examples, *names().examples], ids=lambda e: e.text)
def test_values(example):
    assert [f.value for f in figures(example.text)] == pytest.approx(example.values, rel=1e-6)


@pytest.mark.parametrize("unit", UNITS, ids=lambda u: u.name)
def test_units(unit):
    for text in unit.yes:
        assert unit.name in [f.unit for f in figures(text)], text
    for text in unit.no:
        assert unit.name not in [f.unit for f in figures(text)], text


@pytest.mark.parametrize("currency", CURRENCIES, ids=lambda c: c.code)
def test_currencies(currency):
    for text in currency.yes:
        assert [f.unit for f in figures(text)] == [currency.code], text
    for text in currency.no:
        assert currency.code not in [f.unit for f in figures(text)], text


@pytest.mark.parametrize("entry", BOUNDS, ids=lambda b: b.words[0])
def test_bounds(entry):
    def says(figure):
        return (figure.bound == entry.bound != "exact") or (entry.approximate and figure.approximate)

    for text in entry.yes:
        assert any(says(f) for f in figures(text)), text
    for text in entry.no:
        assert not any(says(f) for f in figures(text)), text
