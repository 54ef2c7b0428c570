"""The registry of actors: names to codes, who held which office when, who is a member of what.

Everything it knows is data under ``data/actors`` (see ``schema``), on top of the names that CLDR (through
Babel) and ISO 3166 (through pycountry) give for each state.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pycountry
from babel import Locale

from visavis.coding.actors.entries import Hit, Kind, Meaning, Person, Role, RoleHit, Spell, last_day
from visavis.coding.actors.members import Memberships
from visavis.coding.actors.schema import Data, Grammar, Metonymy, Reference, State, load_data
from visavis.coding.actors.search import Match, Search
from visavis.coding.actors.surnames import plain, spellings
from visavis.coding.actors.words import plurals

# Which reading wins when one surface form has several, e.g. "Luxembourg", a state and its capital.
_RANK: dict[str, int] = {
    kind: rank
    for rank, kind in enumerate(
        (
            "blocked",
            "name",
            "adjective",
            "people",
            "organisation",
            "group",
            "seat",
            "media",
            "person",
            "capital",
            "region",
            "place",
            "vague",
            "surname",
            "prefix",
            "vague_adjective",
        )
    )
}
# "Sino-Russian": the first half of a compound, only before a hyphen.
_PREFIXES = {
    "Sino": "CHN", "Russo": "RUS", "Anglo": "GBR", "Franco": "FRA", "Indo": "IND", "Israelo": "ISR",
    "Turco": "TUR", "Greco": "GRC", "Americano": "USA", "Austro": "AUT", "Serbo": "SRB", "Ibero": "ESP",
    "Soviet": "SUN", "Luso": "PRT", "Polono": "POL", "Italo": "ITA", "Irano": "IRN",
}  # fmt: skip


class Registry:
    """Names, offices and memberships, indexed for search."""

    def __init__(self, data: Data) -> None:
        self._data = data
        self._states = {state.code: state for state in data.states}
        self._historical = tuple(state for state in data.states if state.now)
        self._organisations = {one.code: one for one in data.organisations}
        self._memberships = Memberships(self._organisations)
        self.persons: dict[str, Person] = {}
        self.surnames: dict[str, list[Person]] = defaultdict(list)
        self._holders: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
        self._forms: dict[str, list[Meaning]] = defaultdict(list)
        forms = [(form, meaning) for form, meaning in self._all_forms() if form]
        forms += [("T" + form[1:], meaning) for form, meaning in forms if form.startswith("the ")]
        for form, meaning in forms:
            if meaning not in self._forms[form]:
                self._forms[form].append(meaning)
        self._meanings = [tuple(sorted(m, key=lambda one: _RANK[one.kind])) for m in self._forms.values()]
        self._search = Search(list(self._forms), self._hit)
        self.roles = dict(self._all_roles())
        self._groups = {group.name for group in data.groups}
        self._groups |= {one.names[0] for one in data.organisations if one.names}
        self.generic_words = frozenset(word for one in data.organisations for word in one.generic)
        self._role_list = list(self.roles.values())
        self._role_search = Search(list(self.roles), self._role_hit, _lowered)

    # ------------------------------------------------------------ look-up

    def find(self, text: str) -> list[Hit]:
        """Return the known forms in a text, in text order: whole words, longest first, none overlapping."""
        return [*self._search.find(text)]

    def find_each(self, texts: Sequence[str]) -> list[tuple[Hit, ...]]:
        """Return the known forms in each of some texts; see ``find``."""
        return self._search.find_each(texts)

    def find_roles(self, text: str) -> list[RoleHit]:
        """Return the offices in a text ("foreign minister", "troops"), whatever their case."""
        return [*self._role_search.find(text)]

    def find_roles_each(self, texts: Sequence[str]) -> list[tuple[RoleHit, ...]]:
        """Return the offices in each of some texts; see ``find_roles``."""
        return self._role_search.find_each(texts)

    def _hit(self, text: str, match: Match) -> Hit:
        start, end, which = match
        return Hit(start, end, text[start:end], self._meanings[which])

    def _role_hit(self, text: str, match: Match) -> RoleHit:
        start, end, which = match
        return RoleHit(start, end, self._role_list[which])

    def state(self, code: str) -> State | None:
        """Return a state's entry by its code, None for a code that is no state's."""
        return self._states.get(code)

    def states(self) -> tuple[State, ...]:
        """Return all states, those of today first, in the order of the data."""
        return self._data.states

    def stood(self, code: str | None, date: str | None) -> bool:
        """Return whether a historical state stood at a date (ISO; today when None); true for all others."""
        state = self._states.get(code or "")
        if state is None or state.end is None:
            return True
        return (state.start or "") <= (date or "9999")[:10] <= state.end

    def before(self, code: str | None, date: str | None) -> str | None:
        """Return the historical state that sat where one of today sits (SUN for RUS), if at that date."""
        found = (s.code for s in self._historical if s.now == code and self.stood(s.code, date))
        return next(found, None)

    def country_name(self, code: str) -> str:
        """Return the English short name of a state or organisation, the code itself when unknown."""
        if code in self._states:
            return self._states[code].name
        case = next((c for c in self._data.cases if c.actor == code and c.names), None)
        return case.names[0] if case else code

    def adjective(self, code: str) -> str | None:
        """Return the usual adjective of a state ("Chinese"), its name where it has none, None if unknown."""
        state = self._states.get(code)
        return None if state is None else (*state.adjectives, state.name)[0]

    def members(self, organisation: str, date: str | None = None) -> frozenset[str]:
        """Return an organisation's members at a date (ISO; today's when None), empty if none are kept."""
        return self._memberships.at(organisation, date)

    def is_organisation(self, code: str | None) -> bool:
        """Return whether a code is an organisation's."""
        return code in self._organisations

    def is_group(self, name: str | None) -> bool:
        """Return whether a name is an armed group's, a movement's or an organisation's."""
        return name in self._groups

    def generic(self, code: str) -> tuple[str, ...]:
        """Return the words that refer back to an organisation ("bloc", "alliance")."""
        entry = self._organisations.get(code)
        return entry.generic if entry else ()

    def holder(self, name: str, date: str | None = None) -> Spell | None:
        """Return the office that a person (full name) held at a date, or last before it; None if unknown."""
        person = self.persons.get(name)
        return person.spell(date) if person else None

    def incumbent(self, code: str, office: str, date: str | None) -> Person | None:
        """Return who held an office of a state at a date; None when unknown or not one person."""
        if date is None:
            return None
        held = self._holders.get((code, office), ())
        found = {name for start, end, name in held if start <= date[:10] <= last_day(end)}
        return self.persons[found.pop()] if len(found) == 1 else None

    def place(self, name: str) -> str | None:
        """Return the state that a city, region or state of this name counts to, None if unknown."""
        for meaning in self._forms.get(name, ()):
            placed = meaning.kind in ("name", "capital", "place", "region") and not meaning.needs
            if placed and (meaning.kind != "capital" or self.stood(meaning.code, None)):
                return meaning.code
        return None

    @property
    def metonymy(self) -> Metonymy:
        """Return the words that tell an acting capital from a place."""
        return self._data.metonymy

    @property
    def grammar(self) -> Grammar:
        """Return the word lists behind the rules for names and offices."""
        return self._data.grammar

    @property
    def reference(self) -> Reference:
        """Return the words that refer back to actors."""
        return self._data.reference

    # ------------------------------------------------------------ index

    def _all_forms(self) -> Iterator[tuple[str, Meaning]]:
        for form, meaning in self._state_forms():
            yield form, meaning
            if len(form) > 3 and meaning.kind in ("name", "adjective", "capital"):
                yield form.upper(), meaning
        for seat in self._data.seats:
            kind: Kind = "seat" if seat.sector == "GOV" else "organisation"
            yield from ((n, Meaning(kind, seat.actor, None, seat.sector, seat.needs)) for n in seat.names)
        yield from self._organisation_forms()
        for group in self._data.groups:
            spells, first = _spells(group.since), group.first or ""
            meaning = Meaning(
                "group", group.actor, group.name, group.sector, group.needs, spells, first=first
            )
            yield from ((name, meaning) for name in group.names)
        yield from self._case_forms()
        for place in self._data.places:
            yield place.name, Meaning("place", place.country)
        yield from ((prefix, Meaning("prefix", code)) for prefix, code in _PREFIXES.items())
        yield from self._person_forms()
        for blocked in self._data.not_actors:
            yield from ((name, Meaning("blocked", None)) for name in blocked.names)

    def _state_forms(self) -> Iterator[tuple[str, Meaning]]:
        listed = _listed_names()
        ours = {_bare(name): one.code for one in self._data.states for name in (one.name, *one.variants)}
        for state in self._data.states:
            known = (
                name for name in listed.get(state.code, ()) if ours.get(_bare(name), state.code) == state.code
            )
            names = (state.name, *state.variants, *known)
            yield from ((_bare(name), Meaning("name", state.code)) for name in names)
            for adjective in state.adjectives:
                yield adjective, Meaning("adjective", state.code)
                if adjective[-1] in "nike" and not adjective.endswith(("ese", "U.S.")):
                    yield adjective + "s", Meaning("people", state.code)
            yield from ((people, Meaning("people", state.code)) for people in state.people)
            yield from ((capital, Meaning("capital", state.code)) for capital in state.capital)

    def _organisation_forms(self) -> Iterator[tuple[str, Meaning]]:
        for one in self._data.organisations:
            code = one.code if one.actor is None else one.actor or None
            yield from (
                (seat, Meaning("capital", one.code, None, one.sector or one.kind)) for seat in one.seat
            )
            for form in one.names:
                if one.kind == "MED":
                    yield form, Meaning("media", code, form, "MED", one.needs)
                else:
                    sector = one.sector or one.kind
                    yield _bare(form), Meaning("organisation", code, one.names[0], sector, one.needs)

    def _case_forms(self) -> Iterator[tuple[str, Meaning]]:
        for case in self._data.cases:
            code = case.actor or None
            kind: Kind = {"state": "name", "place": "region", "vague": "vague"}[case.kind]  # type: ignore[assignment]
            yield from (
                (_bare(name), Meaning(kind, code, None, case.sector, case.needs)) for name in case.names
            )
            if case.kind == "vague":
                vague = Meaning("vague_adjective", None, one_of=case.one_of)
                yield from ((word, vague) for word in case.adjectives)
                continue
            for adjective in case.adjectives:
                yield adjective, Meaning("adjective", code, None, case.sector)
                if adjective[-1] in "ni":
                    yield adjective + "s", Meaning("people", code, None, case.sector)
            yield from ((word, Meaning("people", code, None, case.sector)) for word in case.people)

    def _person_forms(self) -> Iterator[tuple[str, Meaning]]:
        lines = defaultdict(list)
        for line in self._data.holders:
            lines[line.name].append(line)
        for name, held in sorted(lines.items()):
            spells = tuple(sorted(Spell(h.code, h.office, h.start, h.end or "") for h in held))
            spells = tuple(sorted(spells, key=lambda s: s.start))
            first = held[0]
            common = any(h.common for h in held)
            also = dict.fromkeys(form for h in held for form in h.also)
            surnames = spellings(name, first.surname, also, common=common)
            person = Person(name, surnames, first.sex, common, spells)
            self.persons[name] = person
            for spell in spells:
                self._holders[spell.code, spell.office].append((spell.start, spell.end, name))
            for surname in surnames:
                self.surnames[surname].append(person)
            yield from (
                (form, Meaning("person", first.code, name))
                for form in sorted({name, *also, *map(plain, (name, *also))})
            )
        alone = sorted(self.surnames.keys() - self.grammar.never_alone)
        yield from ((surname, Meaning("surname", None)) for surname in alone)

    def _all_roles(self) -> Iterator[tuple[str, Role]]:
        for office in self._data.offices:
            for words in office.words:
                yield words, Role(words, office.sector, office.title, False)
            for short, words in office.short.items():
                yield short, Role(words, office.sector, office.title, False)
        for office in self._data.offices:
            for words in office.words:
                for plural in plurals(words):
                    yield plural, Role(words, office.sector, office.title, True)


def _bare(name: str) -> str:
    return name.removeprefix("the ").removeprefix("The ") if name.lower() not in _KEEP_THE else name


_KEEP_THE = frozenset(
    {
        "the hague",
        "the quad",
        "the commonwealth",
        "the west",
        "the states",
        "the people's republic",
        "the west bank",
        "the north",
        "the south",
    }
)


def _spells(lines: Iterable[str]) -> tuple[tuple[str, str, str], ...]:
    return tuple(tuple([*line.split(), ""][:3]) for line in lines)  # type: ignore[misc]


@functools.cache
def _listed_names() -> dict[str, tuple[str, ...]]:
    """Return for each ISO alpha-3 code the names that ISO 3166 and CLDR give it, commas turned around."""
    territories = Locale("en").territories
    listed = {}
    for country in pycountry.countries:
        names = [territories.get(country.alpha_2, country.name), country.name]
        names += [getattr(country, key) for key in ("common_name", "official_name") if hasattr(country, key)]
        clean = (name.split(" (")[0] for name in names if "," not in name and " SAR" not in name)
        listed[country.alpha_3] = tuple(dict.fromkeys(clean))
    return listed


def _lowered(text: str) -> str:
    """Return a text in lower case and as long as it was: some letters become two when lowered."""
    return text.lower() if text.isascii() else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@functools.lru_cache(maxsize=8)
def registry(directory: str | Path | None = None) -> Registry:
    """Return the registry, loaded once.

    Args:
        directory: a user's folder of actors files, laid over the package's own.

    Raises:
        DataError: a file there breaks its schema.
    """
    return Registry(load_data(directory))
