"""What is known when a time expression is read: the publication date and the dates given so far."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import get_args

import msgspec

from visavis.reading.times.calendar import Days
from visavis.reading.times.grammar import Direction, Found
from visavis.reading.times.tense import bounds, direction
from visavis.records import Precision

# A later date of a text is its "here and now" for "the same day", "two days earlier" only for so long.
_REACH = 1200
_OPENING = 12  # letters before the date that a paragraph opens with: a bullet, a weekday
_FINENESS = tuple(p for p in get_args(Precision) if p != "unknown")  # listed finest first


@dataclass(slots=True)
class Scene:
    """The reader's state while it goes through one text.

    Attributes:
        text: the article's text.
        published: the day of publication in its own time zone, or None.
        zone: its offset from UTC as ISO 8601 writes it ("Z", "+09:00"), or None.
        headed: the paragraphs that open with their date, in text order.
        publication: the publication date as a basis names it.
        years: gives (offset, year) of every year that the text itself states.
        known: (offset, interval) of every expression resolved so far.
        stated: (offset, day) of every day that the text has stated with its year so far.
    """

    text: str
    published: date | None
    zone: str | None = None
    headed: Sequence[tuple[int, int]] = ()
    years: Callable[[], Sequence[tuple[int, int]]] = tuple
    known: list[tuple[int, Days]] = field(default_factory=list)
    stated: list[tuple[int, date]] = field(default_factory=list)
    publication: str = field(init=False)

    def __post_init__(self) -> None:
        """Name the publication date."""
        day = self.published
        self.publication = f"published {day.isoformat()}" if day else "no publication date"

    def tense(self, found: Found) -> Direction:
        """Say which way the sentence points."""
        return direction(self.text, found.start, found.end)

    def opens(self, place: int) -> bool:
        """Say whether a place is in the date that a paragraph opens with."""
        return any(0 <= place - first <= _OPENING for first, _ in self.headed)

    def date_of_sentence(self, found: Found) -> date | None:
        """Return the last whole date, year and all, that the sentence has stated before an expression.

        In a paragraph that opens with its date that one holds for all its sentences.

        Only a date of another year than the publication's: it alone says more than the publication does.
        """
        if not self.stated:
            return None
        begin, _ = bounds(self.text, found.start, found.end)
        begin = min([begin, *(first for first, last in self.headed if first <= found.start < last)])
        for offset, day in reversed(self.stated):
            if begin <= offset < found.start:
                return None if self.published and day.year == self.published.year else day
        return None

    def anchor(self, found: Found, unit: str, fallback: bool = True) -> tuple[Days, str] | None:
        """Return the last date given before an expression that is at least as fine as a unit, and its basis.

        Without one in the text it is the publication date, where ``fallback`` allows that.
        """
        limit = _FINENESS.index(unit) if unit in _FINENESS else len(_FINENESS)
        for offset, days in reversed(self.known):
            if found.start - offset > _REACH:
                break
            if unit == "day" and days.start != days.end:
                continue
            if days.precision in _FINENESS and _FINENESS.index(days.precision) <= limit:
                return days, f"the text's {days.start.isoformat()}"
        if self.published is None or not fallback:
            return None
        return Days(self.published, self.published, "day"), self.publication

    def last_of(self, found: Found, precisions: Container[str]) -> Days | None:
        """Return the last span of some precisions that the text has given before an expression."""
        near = (days for at, days in reversed(self.known) if found.start - at <= _REACH)
        return next((days for days in near if days.precision in precisions), None)

    def nearest_year(self, offset: int) -> int | None:
        """Return the year that the text last stated before a place, else the only one that it states at all.

        Of several years told later on ("a war in 1979", "the treaty of 2018") none says when the news was.
        """
        before = [year for place, year in self.years() if place <= offset]
        if before:
            return before[-1]
        later = {year for _, year in self.years()}
        return later.pop() if len(later) == 1 else None


class Meaning(msgspec.Struct, frozen=True):
    """What an expression comes to: days, or None with a basis that says why; a clock time within the day."""

    days: Days | None
    basis: str
    clock: str | None = None
    states_year: bool = False


Reader = Callable[[Found, Scene], Meaning | None]

NO_DATE = Meaning(None, "no publication date to count from")
STATED = "as stated"
