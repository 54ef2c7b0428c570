"""Where an event took place: the places that a sentence sets something in, told apart from parties.

A place is a name behind "in", "at", "near" and the like. It counts for an event when the trigger, its light
verb or its object stand in it ("held talks in Vienna"); what lies deeper in the clause is where a violent act
struck ("a village near Basra") but for talk and words only their topic ("discussed the war in Syria").
"""

from __future__ import annotations

import bisect
import operator
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from visavis.coding.events.match import Match
from visavis.coding.events.parties import parties
from visavis.coding.events.sentence import Sentence, once_for_all
from visavis.records import Party, Place

_RANK = operator.itemgetter(0)
_AT = frozenset({"in", "at", "near", "outside", "inside", "around", "across", "off", "along", "throughout"})
_BEYOND = frozenset({"over", "into"})  # places for those who move or strike; "over Kashmir" else tells why
_STILL = frozenset({"in", "at", "near", "outside", "inside"})
_MOVING = frozenset({"ASSAULT", "MOBILIZE", "COOPERATE", "COERCE"})
_STRIKING = frozenset({"ASSAULT", "MOBILIZE", "COOPERATE", "COERCE", "PROTEST", "RETREAT"})
_GATHERED = frozenset({"@meeting", "@visit", "@demo"})
_NAMING = frozenset({"nmod", "appos", "flat"})
_NAMES = frozenset({"capital", "place", "region", "name"})
_SITE_WORDS = (
    "city town village capital province district region port island suburb enclave county valley airport "
    "resort desert area countryside north south east west camp base coast peninsula strait channel zone "
    "archipelago mountains waters airspace outskirts centre center border frontier crossing hospital prison "
    "palace square market refinery highlands jungle hills forest hinterland"
)
SITES = frozenset(_SITE_WORDS.split())
_BETWEEN_WORDS = (
    "the a an northern southern eastern western central north south east west northeastern northwestern "
    "southeastern southwestern north-eastern north-western south-eastern south-western upper lower inner "
    "outer nearby neighbouring neighboring downtown occupied rebel-held - 's of city town village capital "
    "port province district region suburb island resort enclave ,"
)
_BETWEEN = frozenset(_BETWEEN_WORDS.split())

_Name = tuple[int, int, str | None]
"""First and last token of a place's name, and the state it lies in, if that is known."""


@dataclass(frozen=True)
class Setting:
    """A place that a sentence sets something in.

    Attributes:
        place: the place.
        at: token that the preposition belongs to, the head of its phrase.
        preposition: "in", "at" and the like.
        first: first token of the name.
    """

    place: Place
    at: int
    preposition: str
    first: int


def place_of(
    s: Sentence,
    match: Match,
    kind: str,
    mode: str | None,
    taken: Sequence[Party],
    *,
    of_states: bool = False,
) -> Place | None:
    """Return where an event took place, as far as its sentence says so.

    Args:
        s: the sentence.
        match: the event's trigger.
        kind: its type.
        mode: its mode; a call takes place nowhere.
        taken: its parties, which are no places; save that a visit takes place where its host is.
        of_states: whether only places whose state is known are wanted.
    """
    if mode == "phone":
        return None
    if mode == "visit" and (seat := _seat(s, taken)) is not None:
        return seat
    sought = _Sought(match, kind, frozenset(p.start for p in taken))
    known = s.settings if s.settings is not None else _settings(s, _named(s)[0])
    chosen, key = _nearest(s, sought, known)
    other = _antecedent(s, s.clause(match.at)) if mode != "visit" else None
    asked = s.settings is None and (chosen is not None or other is not None or not of_states)
    if asked and any(_may_be_nearer(s, sought, i, key) for i in _unknown(s)):
        chosen, _ = _nearest(s, sought, settings(s))  # the model is asked for names
    return chosen or other


class _Sought(NamedTuple):
    """What a place is sought for: an event's trigger and type, and where its parties start."""

    match: Match
    kind: str
    taken: frozenset[int]

    def rank(self, s: Sentence, one: Setting) -> tuple[int, int, int] | None:
        """Return how closely a setting belongs to the event, the closest least; None when it does not."""
        beyond = one.preposition in _BEYOND and self.kind not in _MOVING
        if beyond or one.place.start in self.taken or one.at in s.reported:
            return None
        rank = _rank(s, one, self.match, self.kind)
        return None if rank is None else (rank, abs(one.first - self.match.at), one.first)


def _nearest(
    s: Sentence, sought: _Sought, found: Iterable[Setting]
) -> tuple[Place | None, tuple[int, int, int] | None]:
    """Return the place among some settings that belongs most closely to an event, and how closely."""
    ranked = [(key, one.place) for one in found if (key := sought.rank(s, one)) is not None]
    if not ranked:
        return None, None
    key, place = min(ranked, key=_RANK)
    return place, key


def _may_be_nearer(s: Sentence, sought: _Sought, first: int, key: tuple[int, int, int] | None) -> bool:
    """Tell whether a place whose name starts at a token, should one do so, may be nearer than a known one."""
    if key is not None and (0, abs(first - sought.match.at), first) > key:
        return False
    settings = (_setting(s, first, last, None) for last in _reach(s, first))
    return any(one is not None and sought.rank(s, one) is not None for one in settings)


def _reach(s: Sentence, first: int) -> range:
    """Return the tokens at which a name that starts at one may end: no verb, and of signs only a hyphen."""
    stop = first + 1
    while stop < s.n and (s.pos[stop] not in ("PUNCT", "VERB", "AUX") or s.low[stop] in ("-", "–")):
        stop += 1
    return range(first, stop)


def ground(s: Sentence) -> str | None:
    """Return the state in which an article was last set before a sentence, or None."""
    one = s.before
    while one is not None:
        found = [it.place.country for it in lands(one) if it.preposition in _STILL and it.place.country]
        if found:
            return found[-1]
        one = one.before
    return None


def lands(s: Sentence) -> list[Setting]:
    """Return settings among which are all whose state is known; the model is not asked for others' names.

    A name that only the model marks has no state but that of a site before it ("the Iraqi town of").
    """
    if s.settings is not None:
        return s.settings
    if s.lands is None:
        s.lands = settings(s) if _sites_named(s) else _settings(s, _named(s)[0])
    return s.lands


def _sites_named(s: Sentence) -> bool:
    """Tell whether anything names a site before it ("the town of Dohuk"), be it a name or not."""
    return not SITES.isdisjoint(s.low) and any(
        head < k and s.low[head] in SITES and s.dep[k].split(":")[0] in _NAMING
        for k, head in enumerate(s.head)
    )


def settings(s: Sentence) -> list[Setting]:
    """Return the places that stand behind a preposition of place in a sentence, in text order."""
    if s.settings is None:
        s.settings = _settings(s, _names(s))
    return s.settings


def _settings(s: Sentence, names: Iterable[_Name]) -> list[Setting]:
    return [one for first, last, code in names if (one := _setting(s, first, last, code))]


def _names(s: Sentence) -> Iterator[_Name]:
    """Yield each place name: known ones, and those the model marks."""
    names, known = _named(s)
    yield from names
    for i in _unknown(s):
        label = s.parsed.doc[i].ent_type_  # asked last: the model looks for names when asked
        if label not in ("LOC", "GPE"):
            continue
        last = i
        for more in _reach(s, i)[1:]:
            if more in known or s.parsed.doc[more].ent_type_ != label:
                break
            last = more
        yield i, last, None


def names_known(s: Sentence) -> bool:
    """Tell whether a sentence holds any name that the registry knows."""
    return bool(_named(s)[1])


@once_for_all
def _unknown(s: Sentence) -> list[int]:
    """Return the tokens behind a preposition of place that the model may take for a place's name."""
    known = _named(s)[1]
    proper = [i for i, pos in enumerate(s.pos) if pos == "PROPN" and i and not s.mentions[i]]
    return [i for i in proper if i not in known and _preposition(s, i) is not None]


def _named(s: Sentence) -> tuple[list[_Name], set[int]]:
    """Return the place names that the registry knows, and the tokens of all names that it knows."""
    if s.names is None:
        s.names = _found_names(s)
    return s.names


def _found_names(s: Sentence) -> tuple[list[_Name], set[int]]:
    starts, offsets = s.start, s.parsed.offsets
    names: list[_Name] = []
    known: set[int] = set()
    told: list[_Name] = []  # names that only the site before them gives a state
    for hit in s.known.find(s.parsed.doc.text):
        first = bisect.bisect_right(starts, offsets[hit.start]) - 1
        last = bisect.bisect_right(starts, offsets[hit.end - 1]) - 1
        known |= set(range(first, last + 1))
        if all(meaning.kind == "blocked" for meaning in hit.meanings):
            names.append((first, last, None))
        elif hit.best.kind in _NAMES:
            names.append((first, last, hit.best.code))
        elif hit.best.kind == "adjective" and _sited(s, last + 1):
            edge = s.low[last + 1] in ("border", "frontier", "crossing")  # on either side of it
            names.append((first, last + 1, None if edge else hit.best.code))  # "in the Iraqi capital"
        elif hit.best.kind == "adjective" and (site := _site_name(s, last + 1)) is not None:
            told.append((*site, hit.best.code))  # "in the Iraqi town of Dohuk"
    new = [name for name in told if known.isdisjoint(range(name[0], name[1] + 1))]
    known |= {i for first, last, _ in new for i in range(first, last + 1)}
    return [*names, *new], known


def _site_name(s: Sentence, i: int) -> tuple[int, int] | None:
    """Return the first and last token of the name behind "town of", if a word is such a site."""
    if i + 2 >= s.n or s.low[i] not in SITES or s.low[i + 1] != "of" or not s.word[i + 2][:1].isupper():
        return None
    last = i + 2
    while last + 1 < s.n and s.pos[last + 1] == "PROPN" and s.head[last] == last + 1:
        last += 1
    return i + 2, last


def _sited(s: Sentence, i: int) -> bool:
    """Tell whether a word is a site that is not named by itself ("the Iraqi capital")."""
    named = i + 1 < s.n and (s.low[i + 1] == "of" or s.pos[i + 1] == "PROPN")
    return i < s.n and s.low[i] in SITES and not named


def _setting(s: Sentence, first: int, last: int, code: str | None) -> Setting | None:
    """Return a name as a setting, when a preposition of place leads to it and it heads its phrase."""
    preposition = _preposition(s, first)
    if preposition is None:
        return None
    inside = range(first, last + 1)
    top = min(inside, key=lambda i: (len(s.above(i)), i))
    head = s.head[top]
    while head > last and s.dep[top].split(":")[0] in ("compound", "amod", "nmod") and not s.case(top):
        if s.low[head] not in SITES:
            return None  # "at a Russian rally": the head tells what is meant
        top, head = head, s.head[head]
    while s.low[head] in SITES and head < first and s.dep[top].split(":")[0] in _NAMING:
        top, head = head, s.head[head]  # "in the city of Basra"
    if code is None and (site := _owner(s, top, first)) is not None:
        code = site
    start, end = s.start[first], s.end[last]
    text = s.parsed.doc[first : last + 1].text
    return Setting(Place(text, code, start, end), top, preposition, first)


def _owner(s: Sentence, top: int, first: int) -> str | None:
    """Return the state that a site's adjective names: "in the Iraqi town of Dohuk"."""
    if top >= first:
        return None
    named = [p.code for p in parties(s, [top]) if p.code and len(p.code) == 3]
    return named[0] if len(named) == 1 else None


def _preposition(s: Sentence, first: int) -> str | None:
    """Return the preposition of place before a name, over its articles and attributes."""
    i = first - 1
    while i >= 0 and first - i < 8:
        low = s.low[i]
        if low in _AT or low in _BEYOND:
            return low
        named = s.mentions[i] and s.mentions[i][0].via == "demonym"
        demonym = named or (s.word[i][:1].isupper() and s.low[i + 1] in SITES)  # "the Congolese town of"
        if low not in _BETWEEN and not demonym:
            return None
        if low == "," and s.low[i - 1] not in SITES:  # "in the Sudanese capital, Khartoum"
            return None
        i -= 1
    return None


def _rank(s: Sentence, one: Setting, match: Match, kind: str) -> int | None:
    """Return how closely a setting belongs to an event, 0 the closest; None when it does not."""
    at, anchors = match.at, (match.at, match.light, match.obj)
    root = s.clause(at)
    governor = s.head[one.at] if s.head[one.at] != one.at else one.at
    if governor in anchors:
        return 0
    if governor == root or (one.at == root and kind in _STRIKING):
        return 1
    line = [governor, *s.above(governor)]
    if any(s.case(k).startswith("according") for k in line):
        return None  # "according to the office in Seoul": where it was told
    if root not in line or (s.clause(one.at) != root and kind != "AGREE"):
        return 3 if at in line and kind in _STRIKING else None
    if s.classes[governor] & _GATHERED or _people(s, governor):
        return 2  # "met at a summit in Lisbon", "received the envoy in Beijing"
    return 3 if kind in _STRIKING else None


def _people(s: Sentence, i: int) -> bool:
    """Tell whether a noun names people, of whom a place tells where they were met."""
    named = any(m.actor and m.sector for m in s.mentions[i])
    return named or bool(s.classes[i] & {"@persons", "@home", "@office", "@envoy"})


def _antecedent(s: Sentence, root: int) -> Place | None:
    """Return the place just named before a clause that tells what happened there ("Accra, where he met")."""
    found = [k for k in s.kids[root] if s.low[k] == "where" and s.dep[k] == "advmod"]
    before = [name for name in _names(s) if name[1] < found[0] <= name[1] + 5] if found else []
    if not before:
        return None
    first, last, code = before[-1]
    return Place(s.parsed.doc[first : last + 1].text, code, s.start[first], s.end[last])


def _seat(s: Sentence, taken: Sequence[Party]) -> Place | None:
    """Return the host of a visit as a place, where its words are a place's name ("visited Tehran")."""
    for party in taken[1:]:
        code = s.known.place(party.text)
        if code is not None:
            return Place(party.text, code, party.start, party.end)
    return None
