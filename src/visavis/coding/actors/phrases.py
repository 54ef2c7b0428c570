"""Mentions that the words of one sentence give by themselves: names, offices, demonyms, acting capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from visavis.coding.actors.appositions import apposed_names, people_of_bodies
from visavis.coding.actors.capitals import acts, names_a_place
from visavis.coding.actors.entries import PEERS, Meaning, Person, Role
from visavis.coding.actors.pairs import joined_names, twins
from visavis.coding.actors.sentence import APOSTROPHES, Placed, Sentence
from visavis.records import Mention, Via

_ANCHORS = frozenset(
    {"name", "adjective", "people", "organisation", "group", "capital", "seat", "place", "vague"}
)
_INDEFINITE = frozenset({"a", "an", "another", "any", "no", "some", "every", "one"})
_HYPHENS = frozenset("-–")
_BEFORE = re.compile(r"\b(\w+)[-–]$")
_AFTER = re.compile(r"[-–](\w+)")
_VIA: dict[str, Via] = {
    "name": "name", "adjective": "demonym", "people": "demonym", "capital": "capital", "seat": "capital",
    "organisation": "organisation", "group": "organisation", "media": "organisation", "region": "name",
    "vague": "name", "vague_adjective": "demonym", "prefix": "demonym",
}  # fmt: skip


def direct_mentions(sentence: Sentence) -> list[Mention]:
    """Return the mentions of one sentence that need no other sentence to be understood."""
    if not sentence.hits and not sentence.roles:
        return twins(sentence, [])
    found = list(_Finder(sentence).find())
    found = joined_names(sentence, found)
    found += twins(sentence, found)
    found += apposed_names(sentence, found)
    return found + people_of_bodies(sentence, found)


class _Finder:
    def __init__(self, sentence: Sentence) -> None:
        self.s = sentence
        self.context = sentence.context
        self.registry = sentence.context.registry
        self.grammar = self.registry.grammar

    def find(self) -> Iterator[Mention]:
        """Yield the mentions of the sentence, in text order."""
        free = 0  # the first token behind what was read last
        for i in sorted({*self.s.hits, *self.s.roles}):
            if i < free:
                continue
            hit = self.s.hits.get(i)
            taken = self._from_role(self.s.roles[i]) if hit is None else self._from_hit(hit)
            if taken is None:
                continue
            mention, last = taken
            if mention is not None:
                yield mention
            free = last + 1

    # ------------------------------------------------------------ from a state's name

    def _from_hit(self, placed: Placed) -> tuple[Mention | None, int] | None:
        hit = placed.hit
        assert hit is not None
        kind = hit.best.kind
        if kind in ("person", "surname"):
            return self._person(placed)
        if kind == "prefix":
            return self._mention(placed, placed, hit.best), placed.last
        if kind == "media":
            return self._mention(placed, placed, hit.best, role="media"), placed.last
        doc = self.s.parsed.doc
        local = kind == "seat" or (kind == "organisation" and hit.best.name is None)
        if local and names_a_place(doc[placed.last], self.registry.metonymy):
            return None, placed.last
        if kind == "place":
            return self._townsmen(placed)
        if kind == "blocked" or self._part_of_a_name(placed):
            return None, placed.last
        return self._anchored(placed)

    def _townsmen(self, placed: Placed) -> tuple[Mention | None, int]:
        """Read "Karachi police" or "Darfur rebels": a city or region right before people of that place."""
        assert placed.hit is not None
        role = self.s.role_after(placed.last + 1)
        if role is None or role.role is None or not placed.hit.best.code:
            return None, placed.last
        many = role.role.plural or role.role.sector == "COP"
        if not many or role.role.sector not in self.grammar.local_sectors:
            return None, placed.last
        return self._office(placed, role, placed.hit.best)

    def _anchored(self, placed: Placed) -> tuple[Mention | None, int]:
        hit = placed.hit
        assert hit is not None
        meaning, last = hit.best, placed.last
        suffix = _AFTER.match(self.s.text, hit.end)
        word = suffix[1].lower() if suffix else ""
        if word in self.grammar.no_actor:
            return None, last
        if self.s.word(placed.first - 1).lower() in self.grammar.not_kin_states:
            return self._mention(placed, placed, Meaning(meaning.kind, None, None, "CVL")), last
        if suffix is not None and word in self.grammar.led | self.grammar.backed:
            while last + 1 < len(self.s) and self.s.ends[last] < suffix.end():
                last += 1
        possessed = self.s.word(last + 1) in APOSTROPHES
        after = last + 2 if possessed else last + 1
        role = self._role(placed, after, meaning, possessed)
        if word in self.grammar.backed or self._prefix(hit.start) in self.grammar.not_actor_prefixes:
            nobody = Meaning(meaning.kind, None)
            return (self._mention(placed, role, nobody, role=role.role), role.last) if role else (None, last)
        if role is not None:
            return self._office(placed, role, meaning)
        return self._bare(placed, after, meaning, possessed)

    def _prefix(self, start: int) -> str:
        """Return the word that a hyphen joins to a name before it ("pro-Russian"), empty if none is."""
        if self.s.text[start - 1 : start] not in _HYPHENS:
            return ""
        found = _BEFORE.search(self.s.text[max(0, start - 8) : start])
        return found[1].lower() if found is not None else ""

    def _bare(
        self, placed: Placed, after: int, meaning: Meaning, possessed: bool
    ) -> tuple[Mention | None, int]:
        """Read a state's name or adjective that no office follows."""
        named = self._possessed_person(placed, after, meaning) if possessed else None
        if named is not None:
            return named
        if meaning.kind == "vague_adjective":
            return None, placed.last
        if meaning.kind in ("capital", "region", "vague"):
            return self._judged(placed, meaning), placed.last
        return self._mention(placed, placed, meaning, role=self._shared(after, possessed)), placed.last

    def _role(self, placed: Placed, after: int, meaning: Meaning, possessed: bool) -> Placed | None:
        bare_name = meaning.kind in ("name", "organisation", "seat", "capital") and not possessed
        role = self.s.role_after(after, gap=1 if bare_name else 4)
        if role is None or role.role is None:
            return None
        if (
            meaning.kind in ("capital", "place")
            and not possessed
            and role.role.sector not in self.grammar.city_sectors
        ):
            return None
        if meaning.kind == "region" or (meaning.kind == "people" and not possessed):
            return None
        return role

    def _office(self, placed: Placed, role: Placed, meaning: Meaning) -> tuple[Mention, int]:
        """Build "Chinese" + "President" (+ "Xi Jinping")."""
        assert role.role is not None
        name = None
        end = role
        if not role.role.plural:
            person = self._name(role.last + 1, meaning.code, role.role.words)
            if person is not None:
                name, last, _ = person
                end = Placed(role.first, last, role=role.role)
        around = (placed.first - 1, *range(placed.last + 1, role.first))
        gap = {self.s.word(j).lower() for j in around}
        former = bool(gap & self.grammar.former)
        mention = self._mention(placed, end, meaning, role=role.role, name=name, former=former, office=True)
        return mention, end.last

    def _name(self, i: int, code: str | None, role: str) -> tuple[str, int, Person | None] | None:
        """Return who is named from token i on (the registry's name, else the words), the last token, who."""
        tokens = self.s.name_after(i)
        if i in self.s.hits and self.s.hits[i].hit.best.kind in ("person", "surname"):  # type: ignore[union-attr]
            hit = self.s.hits[i]
            person = self.context.person(hit.hit, role=role, code=code)  # type: ignore[arg-type]
            if person is not None and (tokens is None or hit.last >= tokens[1]):
                return person.name, hit.last, person
        if tokens is None:
            return None
        name = self.s.words(self.s.starts[tokens[0]], self.s.ends[tokens[1]])
        return name, tokens[1], self.registry.persons.get(name)

    def _possessed_person(self, placed: Placed, after: int, meaning: Meaning) -> tuple[Mention, int] | None:
        """Read "China's Wang Yi": the possessor says whose, and makes a common surname safe."""
        found = self.s.hits.get(after)
        if found is None or found.hit is None or found.hit.best.kind not in ("person", "surname"):
            return None
        person = self.context.person(found.hit, code=meaning.code)
        if person is None:
            return None
        return self._of_person(placed.first, found.last, person), found.last

    def _judged(self, placed: Placed, meaning: Meaning) -> Mention | None:
        doc = self.s.parsed.doc
        last = doc[placed.last]
        head = last if placed.first == placed.last else doc[placed.first : placed.last + 1].root
        if self._dateline(placed) or not acts(
            head, last, self.registry.metonymy, region=meaning.kind == "region"
        ):
            return None
        return self._mention(placed, placed, meaning)

    def _dateline(self, placed: Placed) -> bool:
        """Return whether a capital opens a report as its dateline: "BEIJING (AP) -", "MOSCOW, Dec 3 -"."""
        rest = self.s.text[self.s.ends[placed.last] : self.s.ends[placed.last] + 40]
        return (
            placed.first == 0
            and re.match(r"\s*(\([A-Z][\w /-]*\)|,[^.]{2,30}?)?\s*[-–—]{1,2}\s", rest) is not None
        )

    def _shared(self, after: int, possessed: bool) -> Role | None:
        """Return the office that "US and British forces" shares with its first state."""
        if possessed or self.s.word(after).lower() not in ("and", "or", "&", "/", "-", "–"):
            return None
        other = self.s.hits.get(after + 1)
        if other is None or other.hit is None or other.hit.best.kind not in _ANCHORS:
            return None
        j = other.last + 1
        j += self.s.word(j) in APOSTROPHES
        role = self.s.role_after(j, gap=3)
        return role.role if role is not None and role.role is not None and role.role.plural else None

    def _part_of_a_name(self, placed: Placed) -> bool:
        """Return whether a state's name is a person's ("Michael Jordan", "Chad Smith")."""
        hit = placed.hit
        assert hit is not None
        if hit.text not in self.grammar.personal:
            return False
        before = self.s.word(placed.first - 1)
        capital = (
            before[:1].isupper()
            and self.s.pos(placed.first - 1) == "PROPN"
            and placed.first - 1 not in self.s.hits
        )
        return capital and before.lower() not in self.grammar.not_given_names and len(before) > 2

    # ------------------------------------------------------------ from an office

    def _from_role(self, placed: Placed) -> tuple[Mention | None, int] | None:
        placed = self.s.chain(placed)
        role = placed.role
        assert role is not None
        if (role.title or role.sector in self.grammar.titled_sectors) and not role.plural:
            found = self._name(placed.last + 1, None, role.words)
            if found is not None:
                name, last, person = found
                role = self._past(role, self.s.word(placed.first - 1))
                if person is not None:
                    return self._of_person(placed.first, last, person, role=role), last
                if role.title or " " in name:
                    return self._titled(placed, name, last, role), last
        return self._located(placed, role)

    def _past(self, role: Role, before: str) -> Role:
        """Return the role as it is behind the word before it: a "former Vice President" holds none."""
        if before.lower() not in self.grammar.former:
            return role
        return Role(f"former {role.words}", "ELI", role.title, role.plural)

    def _titled(self, placed: Placed, name: str, last: int, role: Role) -> Mention:
        start, end = self.s.starts[placed.first], self.s.ends[last]
        return Mention(start, end, self.s.words(start, end), None, name, role.sector, role.words, "office")

    def _located(self, placed: Placed, role: Role) -> tuple[Mention | None, int] | None:
        """Read "president of Russia", "rebels in the Ivory Coast"."""
        j = placed.last + 1
        link = self.s.word(j).lower()
        local = link in self.grammar.local_prepositions and (
            role.sector in self.grammar.local_sectors or role.words in self.grammar.local_words
        )
        if (link != "of" and not local) or role.words in self.grammar.no_members:
            return None
        j += 1
        while self.s.pos(j) in ("DET", "ADJ", "NOUN") and j not in self.s.hits and j - placed.last < 5:
            j += 1
        anchor = self.s.hits.get(j)
        if anchor is None or anchor.hit is None:
            return None
        meaning = anchor.hit.best
        if role.sector == "JUD" and anchor.hit.text in self.grammar.court_seats:
            return None
        of_people = meaning.kind == "adjective" and role.sector in self.grammar.local_sectors and link == "of"
        named = meaning.kind in ("name", "organisation", "capital", "place", "region")
        if meaning.code is None or not (named or of_people):
            return None
        modifies = self.s.pos(anchor.last + 1) in ("NOUN", "PROPN") and meaning.kind in (
            "name",
            "organisation",
        )
        within = self.s.word(anchor.last + 1) in APOSTROPHES and not self._province(anchor.last + 2)
        if within or modifies:
            return None
        end = Placed(anchor.first, anchor.last)
        if link not in ("of", "from") and role.words in self.grammar.posted:
            meaning = Meaning(meaning.kind, None)  # "analysts in Nairobi"
        return self._mention(placed, end, meaning, role=role, office=True), anchor.last

    def _province(self, i: int) -> bool:
        """Return whether a part of a state follows: "the governor of Pakistan's Punjab province"."""
        words = [self.s.word(j).lower() for j in range(i, i + 4)]
        return any(word in self.grammar.provinces for word in words)

    # ------------------------------------------------------------ persons and mentions

    def _person(self, placed: Placed) -> tuple[Mention | None, int] | None:
        assert placed.hit is not None
        person = self.context.person(placed.hit) or self._ruler(placed)
        if person is None or (placed.hit.best.kind == "surname" and self._namesake(placed, person)):
            return None
        possessed = self.s.word(placed.last + 1) in APOSTROPHES
        role = self.s.role_after(placed.last + 1 + possessed, gap=2 if possessed else 0)
        if role is not None and self._serves(role, possessed):
            return self._office(placed, role, Meaning("person", person.spell(self.context.date).code))
        return self._of_person(placed.first, placed.last, person), placed.last

    def _ruler(self, placed: Placed) -> Person | None:
        """Read "the Clinton administration": the noun makes a common surname a ruler's."""
        assert placed.hit is not None
        if self.s.word(placed.last + 1).lower() not in ("administration", "government", "cabinet", "regime"):
            return None
        found = (
            self.context.person(placed.hit, role=role)
            for role in ("president", "prime minister", "chancellor")
        )
        return next((person for person in found if person is not None), None)

    def _serves(self, placed: Placed, possessed: bool) -> bool:
        """Return whether an office behind a leader's name is his state's ("Assad's forces")."""
        role = placed.role
        if role is None or role.words in PEERS or (role.title and not possessed):
            return False
        return role.sector in self.registry.reference.owned_sectors

    def _namesake(self, placed: Placed, person: Person) -> bool:
        """Return whether the words around a surname make it someone else's ("Mary Trump", "Trump Tower")."""
        known = {*person.name.split(), *person.name.replace("-", " ").split()}
        after = placed.last + 1
        while self._part(after) and self.s.word(after) in known:  # "Kim Jong Nam" is not Kim Jong-un
            after += 1
        for i in (placed.first - 1, after):
            word = self.s.word(i)
            if self._part(i) and word not in known and word.lower() not in self.grammar.beside_surnames:
                return word.lower() not in self.grammar.never_in_names
        return False

    def _part(self, i: int) -> bool:
        """Return whether token i may be part of a person's name and is nothing else."""
        word = self.s.word(i)
        free = i not in self.s.hits and not any(r.first <= i <= r.last for r in self.s.roles.values())
        return self.s.pos(i) == "PROPN" and word[:1].isupper() and word[1:2].islower() and free

    def _of_person(self, first: int, last: int, person: Person, role: Role | None = None) -> Mention:
        spell = person.spell(self.context.date)
        office = self.registry.roles.get(spell.office)
        sector = office.sector if office else "GOV"
        title: str | None = role.words if role else spell.office
        if self.registry.state(spell.code) is None and not self.registry.is_organisation(spell.code):
            sector = "UAF"
        if role is not None and role.sector == "ELI":
            sector = "ELI"
        if not person.serves(self.context.date) and role is None:
            past = self.context.date is not None and spell.start <= self.context.date
            sector, title = "ELI", f"former {spell.office}" if past else None
        start, end = self.s.starts[first], self.s.ends[last]
        via: Via = "office" if role else "name"
        return Mention(start, end, self.s.words(start, end), spell.code, person.name, sector, title, via)

    def _mention(
        self,
        first: Placed,
        last: Placed,
        meaning: Meaning,
        *,
        role: Role | str | None = None,
        name: str | None = None,
        former: bool = False,
        office: bool = False,
    ) -> Mention:
        start = self._start(first)
        end = max(self._end(last), self._end(first))
        sector = meaning.sector_at(self.context.date)
        words = role.words if isinstance(role, Role) else role
        if isinstance(role, Role) and meaning.kind != "group":
            sector = "ELI" if former else role.sector
        indefinite = self.s.word(first.first - 1).lower() in _INDEFINITE
        holder = self._incumbent(meaning, role, former) if office and not indefinite else None
        known = name or holder or meaning.name
        via: Via = "office" if office else _VIA[meaning.kind]
        return Mention(start, end, self.s.words(start, end), meaning.code, known, sector, words, via)

    def _incumbent(self, meaning: Meaning, role: Role | str | None, former: bool) -> str | None:
        if not isinstance(role, Role) or role.plural or former or meaning.code is None:
            return None
        person = self.registry.incumbent(meaning.code, role.words, self.context.date)
        return person.name if person else None

    def _start(self, placed: Placed) -> int:
        return placed.hit.start if placed.hit else self.s.starts[placed.first]

    def _end(self, placed: Placed) -> int:
        return placed.hit.end if placed.hit else self.s.ends[placed.last]
