import pytest

from visavis.records import Interval, Time


@pytest.fixture
def years_in():
    """Give the years that a text names, as times; each stands in it once."""

    def years(text: str, *named: str) -> tuple[Time, ...]:
        return tuple(
            Time(text.index(year), text.index(year) + 4, year, "date", whole(year), "as stated")
            for year in named
        )

    def whole(year: str) -> Interval:
        return Interval(f"{year}-01-01", f"{year}-12-31", "year")

    return years
