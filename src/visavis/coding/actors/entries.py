"""What the registry's entries are: forms and their meanings, people and their offices, roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import msgspec

Kind = Literal[
    "name", "adjective", "people", "capital", "seat", "place", "organisation", "group", "media", "person",
    "surname", "vague", "prefix", "vague_adjective", "region", "blocked",
]  # fmt: skip


_RISING = 14  # years before a first office in which the full name already means somebody
_REMEMBERED = 8  # years for which a surname alone still means somebody who left office


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing a surface form can stand for.

    Attributes:
        kind: what sort of form it is.
        code: state or organisation; None for words that stand for no codable actor.
        name: the actor's or person's name where it has one of its own.
        sector: PLOVER sector, None for a state as a whole.
        needs: the form counts only in texts that name one of these states.
        spells: sectors by date, latest last: (sector, from, to).
        one_of: it stands for whichever one of these states the text names.
        first: it stood for nobody before this date (ISO, of any precision); empty: always.
    """

    kind: Kind
    code: str | None
    name: str | None = None
    sector: str | None = None
    needs: tuple[str, ...] = ()
    spells: tuple[tuple[str, str, str], ...] = ()
    one_of: tuple[str, ...] = ()
    first: str = ""

    def sector_at(self, date: str | None) -> str | None:
        """Return the sector as of a date (ISO), the latest when the date is unknown."""
        day = date or "9999"
        for sector, start, end in reversed(self.spells):
            if start <= day and day[:10] <= (end or "9999"):
                return sector
        return self.sector


class Spell(NamedTuple):
    """One person's time in one office; ``end`` empty: still in office."""

    code: str
    office: str
    start: str
    end: str

    def covers(self, date: str | None) -> bool:
        """Return whether a date (ISO) falls into the spell; true when the date is unknown."""
        return date is None or (self.start <= date and date[:10] <= last_day(self.end))


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who held office; ``surnames``: the spellings of what the press writes on second mention."""

    name: str
    surnames: tuple[str, ...]
    sex: str
    common: bool
    spells: tuple[Spell, ...]

    def spell(self, date: str | None) -> Spell:
        """Return the office held at a date (ISO), else the last one held before it, else the first."""
        day = date or "9999"
        held = [s for s in self.spells if s.covers(day)]
        before = [s for s in self.spells if s.start <= day]
        return (held or before or self.spells[:1])[-1]

    def held(self, role: str) -> bool:
        """Return whether the person ever held an office that these words can name ("president")."""
        last = role.split()[-1]
        return any(s.office == role or s.office.split()[-1] == last or role == "leader" for s in self.spells)

    def holds(self, role: str, date: str | None) -> bool:
        """Return whether the person holds the very office that these words name at a date (any when None)."""
        words = role.replace("defense", "defence")
        return any(s.office.replace("defense", "defence") == words and s.covers(date) for s in self.spells)

    def left(self, date: str | None) -> bool:
        """Return whether the person held office before a date and does not at it; true when it is unknown."""
        return date is None or (self.began(date) and not self.serves(date))

    def known(self, date: str | None) -> bool:
        """Return whether the press means the person by the surname alone: in office or not long out."""
        if date is None or self.serves(date):
            return True
        last = max((last_day(s.end)[:4] for s in self.spells if s.start <= date), default="")
        return last != "" and int(date[:4]) - int(last) <= _REMEMBERED

    def grown(self, date: str | None) -> bool:
        """Return whether the person can have been known by a date: not long before the first office."""
        first = min((s.start[:4] for s in self.spells), default="")
        return date is None or first == "" or int(first) - int(date[:4]) <= _RISING

    def began(self, date: str | None) -> bool:
        """Return whether the person had come to any office by a date; true when the date is unknown."""
        return date is None or any(s.start <= date for s in self.spells)

    def serves(self, date: str | None) -> bool:
        """Return whether the person holds any office at a date; true when the date is unknown."""
        return any(s.covers(date) for s in self.spells)


class Hit(msgspec.Struct, frozen=True):
    """A surface form found in a text, with all it can mean, likeliest first."""

    start: int
    end: int
    text: str
    meanings: tuple[Meaning, ...]

    @property
    def best(self) -> Meaning:
        """Return the likeliest meaning."""
        return self.meanings[0]


PEERS = frozenset({"counterpart", "colleague"})
"""Offices of whoever holds the same one elsewhere ("his Iranian counterpart")."""


@dataclass(frozen=True, slots=True)
class Role:
    """Words for those who act for a state: "foreign minister", "troops"."""

    words: str
    sector: str
    title: bool
    plural: bool


class RoleHit(msgspec.Struct, frozen=True):
    """An office found in a text."""

    start: int
    end: int
    role: Role


def last_day(end: str) -> str:
    """Return the last day that an ISO date of any precision covers, as a sortable string."""
    return end + "-99" if end else "9999"
