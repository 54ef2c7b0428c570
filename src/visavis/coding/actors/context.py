"""What a whole article tells about its names: its date, the states it names, who was named in full."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from visavis.coding.actors.entries import Hit, Meaning, Person
from visavis.coding.actors.registry import Registry
from visavis.records import Reading

_PAST = ("former ", "ex-", "late ")
_COURTESY = frozenset({"Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms."})
_PLACES = frozenset({"name", "capital", "place", "region"})


class Context:
    """One article's context for reading names.

    Attributes:
        registry: the registry in use.
        text: the article's text.
        date: the day of publication (ISO), None when unknown.
        states: codes of states that the article names anywhere, furniture aside.
        codes: the same, with the states of the people whom it names in full.
    """

    def __init__(self, reading: Reading, registry: Registry) -> None:
        self.registry = registry
        self.reading = reading
        self.text = reading.article.text
        published = reading.published
        self.date = published.start[:10] if published is not None and published.start else None
        self._inside = self._in_sentences()
        self._hits = [hit for hits in self._inside.values() for hit in hits]
        self.states: set[str] = {
            meaning.code
            for hit in self._hits
            for meaning in hit.meanings[:1]
            if meaning.code
            and not meaning.needs
            and meaning.kind in ("name", "adjective", "people", "capital")
        }
        self.named: set[str] = {
            hit.best.code
            for hit in self._hits
            if hit.best.code and hit.best.kind in ("name", "adjective", "people")
            if not any(meaning.needs for meaning in hit.meanings)
        }
        self.codes: set[str | None] = {*self.states}
        self.codes |= {hit.best.code for hit in self._hits if hit.best.kind == "person"}
        title_hits = registry.find(reading.title or "")
        self._full = {
            m.name for hit in (*self._hits, *title_hits) for m in hit.meanings if m.kind == "person"
        }
        self._full |= self._by_office()
        self.unknown: dict[str, tuple[str | None, str, str | None, str | None]] = {}

    def _in_sentences(self) -> dict[int, list[Hit]]:
        """Return the known forms of each sentence that has any, by its start."""
        spans = self.reading.sentences
        words = [self.text[span.start : span.end] for span in spans]
        found = zip(spans, words, self.registry.find_each(words), strict=True)
        return {
            span.start: [
                _of_its_day(hit, self.registry, self.date)
                for found in _shifted(self.registry, text, hits, span.start)
                if (hit := _first_half(found, self.text)) is not None and _known_by(hit, self.date)
            ]
            for span, text, hits in found
            if hits
        }

    def _by_office(self) -> set[str]:
        """Return whom the article names by office and surname: "President Bush" makes a later "Bush" safe."""
        names = set()
        for span in self.reading.sentences:
            surnames = [hit for hit in self._inside.get(span.start, ()) if hit.best.kind == "surname"]
            if not surnames:
                continue
            found = self.registry.find_roles(self.text[span.start : span.end])
            roles = {one.end + span.start + 1: one.role.words for one in found if one.role.title}
            for hit in surnames:
                if hit.start in roles:
                    person = self.person(hit, role=roles[hit.start])
                    if person is not None and person.began(self.date):
                        names.add(person.name)
        return names & self.registry.persons.keys()

    def hits(self, start: int, end: int) -> list[Hit]:
        """Return the known forms inside a sentence whose conditions the article meets."""
        inside = self._inside.get(start)
        if inside is None:
            return []
        meant = [self._meant(hit) for hit in inside if hit.end <= end]
        return [hit for hit in meant if hit.meanings]

    def _meant(self, hit: Hit) -> Hit:
        """Keep what a known form can mean in this article; most mean one thing under no condition."""
        if len(hit.meanings) == 1 and not hit.best.needs and not hit.best.one_of:
            return hit
        met = self._met(self._placed(hit))
        return self._settled(met) if met.meanings else met

    def _met(self, hit: Hit) -> Hit:
        """Keep the meanings whose conditions the article meets ("the North" needs a Korea)."""
        if not hit.best.needs:
            return hit
        met = tuple(m for m in hit.meanings if self.codes.issuperset(m.needs))
        return Hit(hit.start, hit.end, hit.text, met)

    def _placed(self, hit: Hit) -> Hit:
        """Choose among the states and organisations that a place's name can stand for.

        "Tripoli" is Lebanon's where Lebanon is named and Libya is not; "Brussels" is the EU, which has its
        seat there, where Belgium is not named.
        """
        best, *others = hit.meanings
        if best.kind not in _PLACES or not others or best.code in self.named:
            return hit
        near = (m for m in others if m.needs and self.states.issuperset(m.needs))
        seat = (m for m in others if m.kind == "capital" and self.registry.is_organisation(m.code))
        chosen = next(near, None) or next(seat, None)
        return Hit(hit.start, hit.end, hit.text, (chosen,)) if chosen else hit

    def _settled(self, hit: Hit) -> Hit:
        """Give "Korean" the one Korea that the article names."""
        named = self.states.intersection(hit.best.one_of)
        if len(named) != 1:
            return hit
        return Hit(hit.start, hit.end, hit.text, (Meaning("adjective", next(iter(named))),))

    def person(self, hit: Hit, *, role: str | None = None, code: str | None = None) -> Person | None:
        """Return whom a full name or surname means here, None when that is open.

        Args:
            hit: the name.
            role: the office that stands in front of it, if any; it makes a common surname safe.
            code: the state that the words around it give, if any; so does this.
        """
        for meaning in hit.meanings:
            if meaning.kind == "person" and meaning.name:
                person = self.registry.persons[meaning.name]
                return person if person.grown(self.date) else None
        people = self.registry.surnames.get(hit.text, [])
        named = [p for p in people if p.name in self._full]
        if len(named) == 1 and role is None:
            return named[0]
        people = named or people
        if role is None and code is None:
            known = self._courteous(hit)
            people = [
                p for p in people
                if p in named
                or (not p.common and p.known(self.date))
                or (p.serves(self.date) and p.spell(self.date).code in known)
            ]  # fmt: skip
        else:
            people = [p for p in people if code is None or p.spell(self.date).code == code]
            people = [p for p in people if role is None or p.held(role)] or (people if code else [])
        return self._one(hit.text, self._of_the_time(people, role))

    def _of_the_time(self, people: list[Person], role: str | None) -> list[Person]:
        """Return those whom a surname can mean at the article's date, behind an office or not.

        "Defence Minister Ivanov" is the one of two in that office, "former President Bush" the one who left
        it, and nobody is meant who has yet to come to office, if there is another.
        """
        if role is not None and role.startswith(_PAST):
            return [p for p in people if p.left(self.date)] or people
        holding = [p for p in people if role is not None and p.holds(role, self.date)]
        serving = holding or [p for p in people if p.serves(self.date)]
        return serving or [p for p in people if p.began(self.date)] or people

    def _courteous(self, hit: Hit) -> set[str | None]:
        """Return whose people a common surname may mean here: after "Mr", those of the states named."""
        before = self.text[max(0, hit.start - 5) : hit.start].split()
        return self.codes if before and before[-1] in _COURTESY else set()

    def _one(self, surname: str, people: list[Person]) -> Person | None:
        """Return the one person left, or a nameless one where all who are left served the same state."""
        if len(people) < 2 or len({p.spell(self.date).code for p in people}) > 1:
            return people[0] if len(people) == 1 else None
        spells = tuple(sorted((s for p in people for s in p.spells), key=lambda s: s.start))
        return Person(surname, (surname,), people[0].sex, True, spells)


def _shifted(registry: Registry, words: str, hits: Sequence[Hit], start: int) -> list[Hit]:
    """Return the hits of a sentence that starts there; in one all in capitals "US" may be a word."""
    drop = registry.grammar.words_in_capitals if hits and words.isupper() else frozenset()
    found = (hit for hit in hits if hit.text not in drop)
    return [Hit(hit.start + start, hit.end + start, hit.text, hit.meanings) for hit in found]


def _first_half(hit: Hit, text: str) -> Hit | None:
    """Read "Franco" as France before a hyphen and another name ("Franco-German"), and never elsewhere."""
    halves = [meaning for meaning in hit.meanings if meaning.kind == "prefix"]
    if not halves:
        return hit
    joined = text[hit.end : hit.end + 1] in ("-", "–") and text[hit.end + 1 : hit.end + 2].isupper()
    meant = halves if joined else [meaning for meaning in hit.meanings if meaning.kind != "prefix"]
    return Hit(hit.start, hit.end, hit.text, tuple(meant)) if meant else None


def _known_by(hit: Hit, date: str | None) -> bool:
    """Return whether a name stood for anybody yet: no Wagner Group in 1999, whoever Wagner was."""
    return date is None or hit.best.first <= date


def _of_its_day(hit: Hit, registry: Registry, date: str | None) -> Hit:
    """Read a capital, a seat of power or a state's own agency as its state of that day: TASS in 1985."""
    if hit.best.kind not in ("capital", "seat", "media"):
        return hit
    standing = tuple(m for m in hit.meanings if m.kind != "capital" or registry.stood(m.code, date))
    meanings = standing or hit.meanings
    old = registry.before(meanings[0].code, date)
    theirs = meanings[0].kind != "capital" or any(m.code == old for m in meanings)
    if old is None or not theirs:
        return Hit(hit.start, hit.end, hit.text, meanings)
    first = dataclasses.replace(meanings[0], code=old)
    rest = (m for m in meanings[1:] if m.code != old)
    return Hit(hit.start, hit.end, hit.text, (first, *rest))
