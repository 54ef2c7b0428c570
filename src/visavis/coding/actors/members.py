"""Who belonged to which organisation, when.

Most organisations list their members. One that nearly all states belong to says instead whose members it
shares ("like the United Nations"), since when, and who is otherwise: see the head of ``organisations.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from visavis.coding.actors.entries import last_day
from visavis.coding.actors.schema import REMEDY, Organisation
from visavis.errors import DataError

Membership = tuple[str, str, str]  # code, first day, last day; both ISO dates of any precision, empty: open


class Memberships:
    """The members of all organisations."""

    def __init__(self, organisations: Mapping[str, Organisation]) -> None:
        """Take the organisations by code.

        Raises:
            DataError: one shares the members of an organisation that is not listed, or in a circle.
        """
        self._organisations = organisations
        self._spells: dict[str, tuple[Membership, ...]] = {}
        for one in organisations.values():
            self._chain(one)

    def at(self, organisation: str, date: str | None) -> frozenset[str]:
        """Return the codes of an organisation's members at a date (ISO; today's when None)."""
        day = date or "9999"
        spells = self.of(organisation)
        return frozenset(code for code, start, end in spells if start <= day and day[:10] <= last_day(end))

    def of(self, organisation: str) -> tuple[Membership, ...]:
        """Return all spells of membership of an organisation, empty where none are kept."""
        if organisation not in self._spells:
            one = self._organisations.get(organisation)
            self._spells[organisation] = tuple(self._all(one)) if one is not None else ()
        return self._spells[organisation]

    def _all(self, one: Organisation) -> Iterator[Membership]:
        own: list[Membership] = [tuple([*line.split(), "", ""][:3]) for line in one.members]  # type: ignore[misc]
        yield from own
        apart = {code for code, _, _ in own} | set(one.without)
        since = one.since or ""
        for code, start, end in self.of(one.like) if one.like else ():
            if code not in apart and since <= last_day(end):
                yield code, max(start, since), end

    def _chain(self, one: Organisation) -> None:
        """Follow "like" from one organisation to the next."""
        passed = [one.code]
        while one.like is not None:
            if one.like not in self._organisations or one.like in passed:
                fault = "goes in a circle" if one.like in passed else "is not an organisation of this file"
                raise DataError(f"like = {one.like!r} {fault}", f"organisations.toml, {one.code!r}", REMEDY)
            one = self._organisations[one.like]
            passed.append(one.code)
