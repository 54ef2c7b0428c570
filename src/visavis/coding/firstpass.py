"""The first pass: which sentences of an article are worth a parse.

An article in which no sentence may state an event between actors is left as read. In the others these
sentences are parsed: those that may state an event; those that may report what is said, believed or agreed
(on a weak sign only if they name or mean an actor); and before a word that refers back the nearest that names
somebody, or, where it means several, all that are near. All of this is told by words alone, searched for
thousands at a time; ``benchmarks/firstpass.py`` measures what it leaves unparsed and what it loses.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from visavis.coding.actors.entries import Hit, RoleHit
from visavis.coding.actors.registry import Registry, registry
from visavis.coding.agreements.lexicon import lexicon as agreement_words
from visavis.coding.claims.lexicon import attitude_words
from visavis.coding.events.forms import verb_forms
from visavis.coding.events.patterns import lexicon
from visavis.coding.events.scan import Scan, Scanner, scanner
from visavis.coding.options import DEFAULT, Options
from visavis.coding.statements.signs import may_attribute
from visavis.records import Reading

_ACTORS = frozenset(
    {"name", "adjective", "people", "capital", "organisation", "group", "person", "seat", "region", "surname"}
)
_ANYBODY = _ACTORS | {"place"}
_PERSONS = frozenset({"person", "surname"})
_OFFICIAL = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "IGO"})
_HE = frozenset(["he", "him", "his", "himself", "she", "her", "hers", "herself"])
_IT = frozenset(["it", "its", "itself", "they", "them", "their", "theirs", "themselves"])
_SEVERAL = frozenset({"both", "two", "pair", "each", "sides"})
_BODIES = frozenset(
    ["police", "opposition", "army", "parliament", "court", "government", "military", "mob", "militia"]
)
_QUOTES = re.compile('[“”"„«»]')
_RULED = re.compile(r"\s+(administration|government|cabinet|regime)")  # "the Clinton administration"
_NAME = re.compile(r"\s+[A-Z]")
_NO_WORDS = frozenset[str]()
_BACK = 3  # sentences that a pronoun looks back over
_FAR = 8  # sentences that "the two leaders" looks back over


class _Named(msgspec.Struct, frozen=True):
    """The names and offices of one sentence.

    ``names``: how many actors of the registry; ``places``: how many other places; ``persons``: whether any
    name is a person's.
    """

    text: str
    hits: Sequence[Hit]
    roles: Sequence[RoleHit]
    names: int
    places: int
    persons: bool


@dataclass(slots=True)
class _Line:
    """What one sentence tells by its words.

    ``names``: actors of the registry; ``places``: other places; ``persons``, ``official``: whether "he" may
    mean somebody in it; ``unnamed``: bare groups and bodies, officials with a name; ``own``: words that stand
    only in names; ``scan``: its words; ``refers``: words that may refer back, ``several``: to more than one.
    """

    scan: Scan
    text: str
    names: int
    places: int
    persons: bool
    unnamed: int
    own: frozenset[str]
    refers: int = 0
    several: bool = False

    @property
    def actors(self) -> int:
        """How many words or phrases may stand for an actor."""
        return self.names + self.places + self.unnamed + self.refers

    @property
    def tells(self) -> bool:
        """Whether there is enough in it to tell of actors: one pronoun alone is too little."""
        return self.names + self.places + self.unnamed > 0 or self.refers > 1


def sentences_to_parse(reading: Reading, *, options: Options = DEFAULT) -> frozenset[int]:
    """Return the indices of the sentences that are worth a parse.

    Args:
        reading: what the article's page says.
        options: the codebook and actors to code it with.
    """
    known, scans = registry(options.actors), scanner(options.codebook)
    named = _named(reading, known)
    if not any(one.names or one.places for one in named):
        return frozenset()
    lines = [_line(one, known, scans) for one in named]
    _refer(lines, known)
    telling = (line for line in lines if line.tells)
    first = next((line for line in telling if scans.may_hold(line.scan, line.actors)), None)
    if first is None:
        return frozenset()
    chosen = {
        i
        for i, line in enumerate(lines)
        if line is first
        or _may_report(line, options)  # asked first: it costs less
        or (line.tells and scans.may_hold(line.scan, line.actors))
    }
    for i in sorted(chosen):
        if lines[i].refers:
            earlier = [j for j in range(max(0, i - _BACK), i) if lines[j].names]
            chosen |= set(earlier if lines[i].several else earlier[-1:])
    return frozenset(chosen)


def _named(reading: Reading, known: Registry) -> list[_Named]:
    """Return which names and offices stand in each sentence."""
    text = reading.article.text
    sentences = [text[span.start : span.end] for span in reading.sentences]
    hits = known.find_each(sentences)
    if not any(hit.best.kind in _ANYBODY for found in hits for hit in found):
        return []
    doubtful = any(hit.best.kind == "surname" for found in hits for hit in found)
    sure = _in_full(text, known) if doubtful else frozenset[str]()
    roles = known.find_roles_each(sentences)
    return [_of_sentence(*one, sure, known) for one in zip(sentences, hits, roles, strict=True)]


def _in_full(text: str, known: Registry) -> frozenset[str]:
    """Return the surnames of the people whom a text names in full."""
    full = {m.name for hit in known.find(text) for m in hit.meanings if m.kind == "person" and m.name}
    return frozenset[str]().union(*(known.persons[name].surnames for name in full))


def _of_sentence(
    text: str, hits: Sequence[Hit], roles: Sequence[RoleHit], sure: frozenset[str], known: Registry
) -> _Named:
    """Count the names of a sentence; a surname means somebody if it is unusual, or sure in this text."""
    titled_at = {role.end + 1 for role in roles}
    kinds = [
        hit.best.kind
        for hit in hits
        if hit.best.kind != "surname"
        or hit.text in sure
        or hit.text in _rare(known)
        or hit.start in titled_at
        or _RULED.match(text, hit.end)
    ]
    persons = not _PERSONS.isdisjoint(kinds)
    return _Named(text, hits, roles, sum(kind in _ACTORS for kind in kinds), kinds.count("place"), persons)


@functools.lru_cache(maxsize=4)
def _rare(known: Registry) -> frozenset[str]:
    """Return the surnames that are no common word or name as well."""
    return frozenset(name for name, people in known.surnames.items() if not all(p.common for p in people))


def _line(named: _Named, known: Registry, scans: Scanner) -> _Line:
    text, scan = named.text, scans.scan(named.text)
    titled = [r for r in named.roles if r.role.title or r.role.sector in _OFFICIAL]
    called = sum([_NAME.match(text, r.end) is not None for r in titled])
    bare = sum([_is_body(r.role.words, r.role.plural, known) for r in named.roles])
    nouns = sum(map(scans.political.__contains__, scan.words)) if scan.has(scans.political) else 0
    return _Line(
        scan,
        text,
        named.names,
        named.places,
        named.persons or bool(titled),
        max(bare, nouns) + called,
        _own(named.hits, scan.words),
    )


def _own(hits: Sequence[Hit], words: tuple[str, ...]) -> frozenset[str]:
    """Return the words that stand nowhere but in names ("states" of "United States")."""
    inside = [word for hit in hits if " " in hit.text for word in hit.text.lower().split()]
    if not inside:
        return _NO_WORDS
    return frozenset(word for word in inside if words.count(word) == inside.count(word))


def _is_body(words: str, plural: bool, known: Registry) -> bool:
    """Tell whether an office without a name may act: several of them, or a body ("police")."""
    last = words.rpartition(" ")[2]
    unnamed = known.reference.unnamed
    return (words in unnamed or last in unnamed) and (plural or last in _BODIES)


def _refer(lines: list[_Line], known: Registry) -> None:
    """Count in each sentence the words that may refer back to an actor, or to a person, named before."""
    nominal = _nominal(known)
    meant: list[bool] = []
    people: list[bool] = []
    for i, line in enumerate(lines):
        has = line.scan.has
        he = has(_HE) and (line.persons or any(people[max(0, i - _BACK) :]))
        it = has(_IT) and (line.names > 0 or any(meant[max(0, i - _BACK) :]))
        back = has(nominal) and any(meant[max(0, i - _FAR) :])
        line.several = back and has(_SEVERAL)
        line.refers = he + it + back * (2 if line.several else 1)
        meant.append(line.names > 0 or line.refers > 0)
        people.append(line.persons or he)


@functools.lru_cache(maxsize=4)
def _nominal(known: Registry) -> frozenset[str]:
    """Return the single words of phrases that refer back ("leaders", "bloc", "president")."""
    listing = known.reference
    listed = {
        *listing.titles,
        *listing.domestic,
        *listing.country,
        *listing.group,
        *listing.people,
        *listing.states,
    }
    return frozenset(word for word in {*listed, *listing.bare, *known.generic_words} if " " not in word)


def _may_report(line: _Line, options: Options) -> bool:
    """Tell whether a sentence may hold a statement, a belief or an agreement."""
    actors = line.actors > 0
    if _QUOTES.search(line.text) or may_attribute(line.scan.words, line.text, actors=actors, names=line.own):
        return True
    if actors and line.scan.has(_believed(options.codebook)):
        return True
    return line.names + line.refers > 0 and agreement_words().speaks(line.text)


@functools.lru_cache(maxsize=4)
def _believed(directory: str | None = None) -> frozenset[str]:
    """Return the forms of all words of belief, denial, forecast and plan."""
    irregular = lexicon(directory).book.words.irregular
    verbs, nouns = attitude_words()
    return frozenset(nouns).union(*(verb_forms(verb, irregular) for verb in verbs))
