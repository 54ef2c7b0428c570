"""Parties named by a home office or role alone ("the opposition", "police") in a sentence about one country.

A bare role noun belongs to the country under discussion: with one country only in the sentence, its code is
taken over, and the party's ``name`` stays empty; with several, the country where it happens is. Those who
attack without a name ("gunmen", "a roadside bomb") are coded by that place alone, as PLOVER does.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from visavis.coding.events.patterns import class_nouns
from visavis.coding.events.sentence import Sentence, once_for_all
from visavis.coding.events.where import ground, lands, settings
from visavis.records import Mention, Party

# Types that a state and its own people have with each other; a bare "president" in others may be anyone's.
_HOME_TYPES = frozenset(
    {
        "PROTEST",
        "COERCE",
        "CONCEDE",
        "REJECT",
        "REQUEST",
        "ACCUSE",
        "MOBILIZE",
        "RETREAT",
        "THREATEN",
        "AGREE",
        "ASSAULT",
    }
)


# Whoever is attacked as one of these is at home there; soldiers, ministers and tourists may be abroad.
_ROOTED = frozenset({"COP", "JUD", "LEG", "OPP", "PTY", "ELI", "LAB", "EDU"})
_OWNED = frozenset({"amod", "nmod:poss", "compound", "nmod"})
_VOICED = frozenset({"REQUEST", "ACCUSE", "REJECT"})  # what people say to those who rule them
TAKING_PART = ("civil", "labour", "home", "bodies")
"""Classes of those who take part in their own land's affairs."""

PLACED = frozenset({"ASSAULT", "PROTEST", "COERCE"})
"""Types whose parties the place can tell."""


UNNAMED = frozenset({"certain", "outside", "external", "unnamed", "hostile"})
"""Words for those whom a speaker does not name: "certain parties" are not of his own country."""

_PRIVATE = frozenset({"BUS", "MNC", "EDU", "CVL"})
# Sectors of those who act at home.
_INNER = frozenset(
    {"OPP", "PTY", "LAB", "EDU", "REL", "COP", "JUD", "LEG", "AGR", "CVL", "MED", "JRN", "CRM"}
)

SIDES = frozenset({"all", "both", "the", "warring", "rival", "two", "other", "these", "parties", "sides"})


def domestic(
    s: Sentence,
    kind: str,
    actors: Sequence[Party],
    recipients: Sequence[Party],
    place: str | None = None,
) -> tuple[list[Party], list[Party]]:
    """Return the parties of an event, home offices coded where the sentence names one country only.

    Args:
        s: the sentence.
        kind: the event's type.
        actors: its actors.
        recipients: its recipients.
        place: code of the state where the sentence sets it, if it does.
    """
    if kind not in PLACED:
        actors, recipients = _among_themselves(s, actors, recipients)
    if kind not in _HOME_TYPES:
        return list(actors), list(recipients)
    civil = kind in PLACED
    abroad = foreign(s) if civil else {}
    if abroad:  # who burns a flag or besieges an embassy is not of its country
        home = _others(s, abroad) or (place if place not in abroad else None)
        actors = [_released(s, p, abroad, home) for p in actors]
        recipients = [_sent_by(s, p, abroad) for p in recipients]
        if kind == "PROTEST" and len(abroad) == 1:  # "burned a Danish flag in Karachi": against Denmark
            recipients = [p for p in recipients if p.code in abroad or not at_place(s, p)]
        if kind == "PROTEST" and len(abroad) == 1 and not recipients:
            recipients = [Party(m.actor, m.text, m.start, m.end, m.sector, m.name) for m in abroad.values()]
    else:
        home = _home(s, kind, place)
    if home is None:
        return list(actors), list(recipients)
    doer = _reporter(s) if kind not in PLACED and _facing(home, recipients) else home
    voiced = kind in _VOICED
    people = kind in ("PROTEST", "ASSAULT") or voiced
    found = [_coded(s, p, doer, people, voiced) for p in actors] if doer else list(actors)
    if kind == "COERCE":
        found = [_enforcer(s, p, home) for p in found]
    if kind == "ASSAULT":
        mine = any(p.code == home and p.sector in _ROOTED for p in recipients)
        found = [_attacker(s, p, place or (home if mine else None)) for p in found]
    unions = kind == "AGREE" and home in {p.code for p in found}  # "offered the nurses a rise"
    return found, [_coded(s, p, home, civil or (unions and s.holds(p.text, "labour"))) for p in recipients]


def _home(s: Sentence, kind: str, place: str | None) -> str | None:
    """Return the one land that a sentence is about, None where it is of several or of none."""
    civil = kind in PLACED
    home = _one_country(s) or (place if civil else None) or (ground(s) if civil and _bare(s) else None)
    if home is None and _bare(s):
        home = _site(s, "") or None  # "mobs went on the rampage in Jakarta"
    return _site(s, home) if kind == "ASSAULT" and home is not None else home


def _among_themselves(
    s: Sentence, actors: Sequence[Party], recipients: Sequence[Party]
) -> tuple[list[Party], list[Party]]:
    """Give those who face a land's own bodies or people its code where the sentence names no other land.

    A government as such may act abroad: those whom it faces are its own where the whole article names no
    other state.
    """
    known = [p for p in (*actors, *recipients) if p.code]
    bare = any([p.code is None for p in (*actors, *recipients)])
    home = _one_country(s) if known and bare else None
    if home is None or any(p.code != home for p in known) or not public(s, known) or _set_abroad(s, home):
        return list(actors), list(recipients)
    if not s.states <= {home} and not any(p.sector in _INNER for p in known):
        return list(actors), list(recipients)
    return [_own(s, p, home) for p in actors], [_own(s, p, home) for p in recipients]


def _set_abroad(s: Sentence, home: str) -> bool:
    """Tell whether a sentence names any place of another land ("met bishops in Kampala")."""
    return bool(sites(s) - {home}) or any(it.place.country not in (None, home) for it in lands(s))


def public(s: Sentence, found: Iterable[Party]) -> bool:
    """Tell whether any coded parties are a state or its bodies, not only private people or houses in it.

    Args:
        s: the sentence.
        found: the parties; those without a code do not count.
    """
    return any(
        p.code is not None
        and (p.sector not in _PRIVATE if p.sector else _proper(p) or s.holds(p.text, "political"))
        for p in found
    )


def _proper(party: Party) -> bool:
    return not party.text.removeprefix("the ")[:1].islower()


def _own(s: Sentence, party: Party, home: str) -> Party:
    """Give a party without a code that of its land if it is one of its bodies or of its people."""
    words = set(party.text.lower().split())
    if party.code is not None or words <= SIDES or words & UNNAMED or s.holds(party.text, "kin"):
        return party
    if (
        not party.text[:1].islower()
        or s.holds(party.text, "elsewhere")
        or not any(s.holds(party.text, name) for name in TAKING_PART)
    ):
        return party
    return Party(home, party.text, party.start, party.end, party.sector, party.name)


def _site(s: Sentence, home: str) -> str | None:
    """Return where those without a code were attacked: the one place abroad that is named, else at home."""
    abroad = sites(s) - {home}
    return home if not abroad else next(iter(abroad)) if len(abroad) == 1 else None


@once_for_all
def sites(s: Sentence) -> set[str]:
    """Return the states in whose cities and regions a sentence sets something ("raids on Sanaa")."""
    proper = (i for i, pos in enumerate(s.pos) if pos == "PROPN" and i not in s.reported)
    return {
        code
        for i in proper
        if not s.mentions[i] and (code := s.known.place(s.word[i])) and s.known.state(code)
    }


def _facing(home: str, recipients: Sequence[Party]) -> bool:
    """Tell whether the other side is that very state as such, so that a minister here is another's."""
    return any(p.code == home and p.sector is None for p in recipients)


def _reporter(s: Sentence) -> str | None:
    """Return the state whose media close the sentence ("..., Chilean television said"), if any."""
    told = [m for i in s.reported for m in s.mentions[i][:1] if m.actor and s.known.state(m.actor)]
    return told[0].actor if told else None


def _enforcer(s: Sentence, party: Party, home: str) -> Party:
    """Give officers and guards without a state the one where they arrest."""
    if party.code is not None or not s.holds(party.text, "enforcers"):
        return party
    return Party(home, party.text, party.start, party.end, party.sector or "COP", party.name)


def at_place(s: Sentence, party: Party) -> bool:
    """Tell whether a party only names the place in which the sentence is set.

    Args:
        s: the sentence.
        party: one of its parties.
    """
    return any(one.place.start == party.start for one in settings(s))


@once_for_all
def foreign(s: Sentence) -> dict[str, Mention]:
    """Return the states whose embassy, flag or goods a sentence names: targets, never those who act there."""
    out: dict[str, Mention] = {}
    for i in s.named:
        for m in s.mentions[i][:1]:
            owned = {s.low[i], s.low[s.head[i]]} if s.dep[i] in _OWNED else {s.low[i]}
            if m.actor and any(word in class_nouns(s.book, "abroad") for word in owned):
                out.setdefault(m.actor, m)
    return out


def _released(s: Sentence, party: Party, abroad: Container[str], home: str | None) -> Party:
    """Take from an unnamed group the code that only an embassy or flag gave it; give it its own place's."""
    nominal = any(m.via == "nominal" for i in s.at(party.start) for m in s.mentions[i][:1])
    if not nominal or party.code not in abroad:
        return party
    return Party(home, party.text, party.start, party.end, party.sector, party.name)


def _sent_by(s: Sentence, party: Party, abroad: Mapping[str, Mention]) -> Party:
    """Give a bare embassy the state whose flag is burnt before it, not the one in which it stands."""
    bare = not any(party.start <= m.start < party.end for m in abroad.values())
    if len(abroad) != 1 or not bare or not s.holds(party.text, "abroad"):
        return party
    return Party(next(iter(abroad)), party.text, party.start, party.end, party.sector, party.name)


def _others(s: Sentence, abroad: Container[str]) -> str | None:
    """Return the one other state that a sentence names, or in one of whose cities it is set."""
    found = {m.actor for at in s.mentions for m in at[:1] if m.actor and m.via != "nominal"}
    states = {code for code in found if code not in abroad and s.known.state(code) is not None}
    if not states:
        sites = [i for i in range(s.n) if s.pos[i] == "PROPN" and _inside(s, i)]
        states = {code for i in sites if (code := s.known.place(s.word[i])) and code not in abroad}
    return next(iter(states)) if len(states) == 1 else None


def _inside(s: Sentence, i: int) -> bool:
    """Tell whether a name says where something is: "in Tehran", "in the centre of Tehran"."""
    at = s.head[i] if s.case(i) == "of" else i
    return s.case(at) in ("in", "at", "near")


@once_for_all
def _bare(s: Sentence) -> bool:
    """Tell whether a sentence names nobody with a code, so that its police are those of the place before."""
    return not any(m.actor for at in s.mentions for m in at)


def _attacker(s: Sentence, party: Party, place: str | None) -> Party:
    """Give those who attack without a name, or the weapon that stands for them, the place's code."""
    tokens = s.starting(party.start, party.end)
    head = next((i for i in tokens if s.head[i] not in tokens or s.head[i] == i), tokens[0])
    named = party.name is not None or (s.pos[head] == "PROPN" and head > 0)
    place = place or _site(s, "")
    armed = s.holds(party.text, "attackers") or any(s.classes[i] & {"@bombs", "@suicide"} for i in tokens)
    if party.code is not None or not place or named or not armed or _backed(s, head, place):
        return party
    return Party(place, party.text, party.start, party.end, party.sector or "UAF", party.name)


def _backed(s: Sentence, head: int, place: str) -> bool:
    """Tell whether another state stands behind attackers ("gunmen backed by Iran"), who may be its own.

    Where it is told in which land they struck, they are of that land.
    """
    if any(it.preposition in ("in", "inside", "within") and it.place.country == place for it in lands(s)):
        return False
    clauses = [k for k in s.kids[head] if s.dep[k] == "acl"]
    return any(m.actor not in (None, place) for k in clauses for i in s.subtree(k) for m in s.mentions[i][:1])


def _one_country(s: Sentence) -> str | None:
    found = {
        m.actor
        for i in s.named
        if i not in s.reported
        for m in s.mentions[i][:1]
        if m.actor and m.sector != "MED" and not _in_weak(s, i)
    }
    states = {code for code in found if s.known.state(code) is not None}
    return next(iter(states)) if len(found) == len(states) == 1 else None


def _in_weak(s: Sentence, i: int) -> bool:
    """Tell whether a token is part of a party that only a nationality ties to a country."""
    return any(start <= s.start[i] < end for start, end in s.weak)


def _coded(s: Sentence, party: Party, home: str, civil: bool, voiced: bool = False) -> Party:
    words = set(party.text.lower().split())
    if words <= SIDES or words & UNNAMED:  # "all parties" to a war, whoever they are
        return party
    if any(seat in party.text for seat in s.known.grammar.court_seats):
        return party
    if party.code is not None or not (
        s.holds(party.text, "home")
        or (civil and s.holds(party.text, "civil"))
        or (voiced and s.holds(party.text, "attackers"))
    ):
        return party
    return Party(home, party.text, party.start, party.end, party.sector, party.name)
