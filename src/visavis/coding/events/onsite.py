"""Who is meant where a sentence names one side alone: whoever is there where it happens.

A raid always hits somebody: those of the place where it struck ("crossed into Chad and shelled a village"),
of the state whose things it destroyed, or, where nothing points abroad, the attackers' own people. Who is
arrested, tried or expelled without a word of by whom ("a Dane was held in Chad") is so by that state.
"""

from __future__ import annotations

from collections.abc import Sequence

from visavis.coding.events.arguments import objects, objects_own, obliques, subjects
from visavis.coding.events.domestic import UNNAMED, at_place, sites
from visavis.coding.events.edges import border, kin_owner
from visavis.coding.events.home import attempted
from visavis.coding.events.parties import codes, located, parties
from visavis.coding.events.sentence import CLAUSAL, Sentence
from visavis.coding.events.settle import Candidate
from visavis.coding.events.where import place_of
from visavis.records import Party

_SAID = frozenset({"THREATEN", "ACCUSE", "REQUEST", "REJECT", "CONCEDE"})
_TO_SOMEBODY = frozenset({"ACCUSE", "REQUEST", "THREATEN", "ASSAULT", "AID", "SANCTION"})
_TIMES = frozenset({"if", "unless", "after", "before", "since", "until", "while", "although", "though"})
_OPENS = _TIMES | {"without", "instead", "rather"}
_PEOPLE = ("persons", "civil", "home", "demogroup", "political")
_CROWDS = frozenset({None, "CVL", "EDU", "LAB", "OPP", "REL", "REF", "PTY", "AGR"})
_ADDRESSING = frozenset({"tell", "warn", "assure", "inform", "caution", "notify", "remind"})
_FACED = frozenset({"obj", "iobj", "ccomp"})
_AUDIENCE = ("audience",)
_RULING = frozenset({"GOV", "PTY", "OPP", "REB", "MIL"})
_FORCING = frozenset({"force", "compel", "oblige", "persuade", "prompt", "lead", "induce", "press", "push"})
_INTO = ("into", "in", "across", "inside", "on", "at")
_DEATH = frozenset({"when", "as", "after"})
_BY_THE_STATE = frozenset({"arrest", "deport", "convict", "seize"})
_NOT_ABROAD = frozenset({"REB", "UAF", "COP", "OPP", "CRM", "CVL", "PTY", "MIL"})


def on_site(s: Sentence, found: Sequence[Candidate]) -> None:
    """Complete the parties of settled events in place by where they happened.

    Args:
        s: the sentence.
        found: its settled events, their parties at home completed.
    """
    one_way = [c for c in found if not (c.match.pattern.frame.mutual and len(codes(c.actors)) > 1)]
    for c in one_way:
        c.recipients = _hearers(s, c) or c.recipients
        if c.type == "ACCUSE" and codes(c.recipients) == codes(c.actors):
            c.recipients = _blamed(s, c) or c.recipients
        if c.type == "ASSAULT" and codes(c.actors) and not codes(c.recipients):
            c.recipients = _struck(s, c) or c.recipients
        elif c.type == "AID" and codes(c.actors) and not codes(c.recipients):
            c.recipients = _helped(s, c)
        elif c.mode in _BY_THE_STATE and not c.actors and codes(c.recipients):
            c.actors = _holders(s, c) or _hosts(s, c)
        elif c.mode == "arrest" and codes(c.actors) and c.recipients and not codes(c.recipients):
            c.recipients = _jailed(s, c)
        elif c.type in ("RETREAT", "PROTEST") and not codes(c.actors):
            _doers(s, c)
    for c in found:
        _shared(s, c, found)
        if c in one_way and c.type in _TO_SOMEBODY and codes(c.actors) and not codes(c.recipients):
            c.recipients = c.recipients if _veiled(s, c) else _only_other(s, c) or c.recipients
        _by_deed(s, c, found)


def _veiled(s: Sentence, c: Candidate) -> bool:
    """Tell whether somebody is blamed without a name: for attempts, or as "certain parties"."""
    unnamed = any(UNNAMED & set(p.text.lower().split()) for p in c.recipients)
    return unnamed or (not c.recipients and bool(attempted(s, c)))


def _hearers(s: Sentence, c: Candidate) -> list[Party]:
    """Return to whom a verbal act is said that names nobody behind it, or who forced it."""
    if codes(c.recipients):
        return []
    if c.type == "AGREE":
        return [p for p in _told(s, c) if p.code not in codes(c.actors)]
    if c.type not in _SAID:
        return []
    told = _told(s, c) if c.type != "CONCEDE" else []  # a curfew is not lifted for whoever is told
    return _before(s, c) or _who_forced(s, c) or told


def _before(s: Sentence, c: Candidate) -> list[Party]:
    """Return of whom it is said what a closing speaker says ("a raid on X means war, Y warned")."""
    if c.at not in s.reported or not codes(c.actors):
        return []
    told = [i for i in range(min(s.reported)) if s.mentions[i]]
    return [p for p in parties(s, told) if p.code and p.code not in codes(c.actors)][:1]


def _told(s: Sentence, c: Candidate) -> list[Party]:
    """Return to whom its speaker says what is threatened or asked ("we will fight, he told the premier")."""
    verbs = [k for k in s.reported if "@speech" in s.classes[k] and s.is_verb(k)]
    verbs += [up for up in s.above(s.clause(c.at))[:2] if "@speech" in s.classes[up]]
    for v in verbs:
        if s.lemma(v) not in _ADDRESSING or s.passive(v) or c.at == v:
            continue
        speakers = codes(parties(s, subjects(s, v)))
        faced = [k for k in s.kids[v] if k > v and s.dep[k] in _FACED and s.is_noun(k) and not s.case(k)]
        found = [p for p in parties(s, faced) if p.code and not any(s.holds(p.text, n) for n in _AUDIENCE)]
        if speakers <= codes(c.actors) and found:
            own = codes(found) == codes(c.actors)
            return [p for p in found if not own or p.sector in _RULING]
    return []


def _who_forced(s: Sentence, c: Candidate) -> list[Party]:
    """Return who made somebody give in ("farmers forced the government to"), at home where unnamed."""
    above = s.head[c.at]
    if c.type != "CONCEDE" or s.dep[c.at] != "xcomp" or s.lemma(above) not in _FORCING or s.passive(above):
        return []
    states = codes(c.actors)
    found = parties(s, subjects(s, above))
    if codes(found) or len(states) != 1:
        return [p for p in found if p.code]
    return _coded([p for p in found if any(s.holds(p.text, n) for n in ("home", "civil"))], *states)


def _blamed(s: Sentence, c: Candidate) -> list[Party]:
    """Return who did to one's own what one condemns ("London condemned the arrest of a Briton in Dubai")."""
    deed = [k for k in (c.match.obj, *objects(s, c.at), *obliques(s, c.at, "against")) if k is not None]
    for link in ("by", "in", "at"):
        doers = [j for k in deed for j in s.kids[k] if s.case(j) == link and j > k]
        doers += [i for k in deed for j in s.kids[k] for i in s.kids[j] if s.case(i) == link and i > j > k]
        found = [located(s, p) for p in parties(s, doers)]
        found = [p for p in found if p.code and p.code not in codes(c.actors)]
        if found:
            return found
    return []


def _shared(s: Sentence, c: Candidate, found: Sequence[Candidate]) -> None:
    """Give a deed without anybody to whom it is done those of another such deed by the same ones."""
    if c.type not in ("ASSAULT", "COERCE") or codes(c.recipients) or not codes(c.actors):
        return
    own = [k for k in (c.match.obj, *objects(s, c.at)) if k is not None]
    if any(s.holds(s.word[k], name) for k in own for name in _PEOPLE):
        return
    for o in found:
        if c.type == "COERCE" and o.at > c.at:
            continue
        if o is not c and o.type == c.type and codes(o.actors) == codes(c.actors) and codes(o.recipients):
            c.recipients = [p for p in o.recipients if p.code]
            return


def _by_deed(s: Sentence, c: Candidate, found: Sequence[Candidate]) -> None:
    """Join who died with who did it, told in its own clause ("two Danes died when gunmen opened fire")."""
    if c.type != "ASSAULT" or codes(c.actors) or not codes(c.recipients):
        return
    for o in found:
        verb = o.at if o.match.light is None else o.match.light
        inside = o.type == c.type and s.dep[verb] == "advcl" and s.head[verb] == c.at < verb
        if not inside or not codes(o.actors) or _DEATH.isdisjoint(s.low[k] for k in s.kids[verb]):
            continue
        c.actors = [p for p in o.actors if p.code]
        if all(p.code is None or s.holds(p.text, "sites") or not _person(s, p) for p in o.recipients):
            o.recipients = list(c.recipients)
        return


def _struck(s: Sentence, c: Candidate) -> list[Party]:
    """Return whom an attack hit: those of its place, of what it destroyed, or the attackers' own state's."""
    place = place_of(s, c.match, c.type, c.mode, c.actors)
    if place is not None and place.country is not None:
        if c.recipients:
            return _coded(c.recipients, place.country)
        return [Party(place.country, place.text, place.start, place.end)]
    there = _entered(s, c.at) or _of_main_clause(s, c)
    there = [p for p in there if p.code and p.code not in codes(c.actors)]
    if there:
        return _coded(c.recipients, str(there[0].code)) or there[:1]
    return _own(s, c)


def _helped(s: Sentence, c: Candidate) -> list[Party]:
    """Return whom another state rescued or treated: those of the place ("saved villagers in Chad")."""
    people = [p for p in c.recipients if _person(s, p)]
    there = [k for link in ("in", "from") for k in obliques(s, c.at, link)] if people else []
    lands = codes(located(s, p) for p in parties(s, there)) - codes(c.actors)
    land = next(iter(lands)) if len(lands) == 1 else None
    return _coded(people, land) if land is not None and s.known.state(land) else c.recipients


def _jailed(s: Sentence, c: Candidate) -> list[Party]:
    """Return whom a state holds, nobody's in particular: those of the place, else its own people."""
    place = place_of(s, c.match, c.type, c.mode, c.actors)
    land = place.country if place is not None else None
    states = codes(c.actors)
    abroad = any(p.sector == "MIL" for p in c.actors)
    state = land or (next(iter(states)) if len(states) == 1 and not abroad else None)
    if state is None or s.known.state(state) is None or not any(_person(s, p) for p in c.recipients):
        return c.recipients
    return _coded(c.recipients, state)


def _person(s: Sentence, party: Party) -> bool:
    return any(s.holds(party.text, name) for name in _PEOPLE)


def _doers(s: Sentence, c: Candidate) -> None:
    """Name the one who disarms or leaves by what is taken away, and who protests by the clause's subject."""
    if c.type == "RETREAT" and c.match.pattern.kind == "verb" and s.passive(c.at) and not codes(c.recipients):
        owner = [p for p in parties(s, objects(s, c.at)) if p.code]
        c.actors = owner or c.actors
    elif c.type == "PROTEST" and c.match.pattern.kind == "noun" and s.case(c.at) in ("during", "in", "at"):
        crowd = [p for p in parties(s, subjects(s, s.clause(c.at))) if p.code and p.sector in _CROWDS]
        c.actors = crowd or c.actors


def _only_other(s: Sentence, c: Candidate) -> list[Party]:
    """Return the one other actor named before the act, outside side clauses: it is done to somebody.

    Who stands behind it has been looked at by the frame's slots.
    """
    taken = codes(c.actors)
    there = [i for i in range(c.at) if i not in s.reported and s.mentions[i] and not border(s, i)]
    there = [i for i in there if not kin_owner(s, i) and not _same(s, i, c)]
    there = [i for i in there if not _aside(s, i, s.clause(c.at))]
    other = [p for p in parties(s, there) if p.code and p.code not in taken]
    if len(codes(other)) != 1:
        return []
    return _coded(c.recipients if c.type == "ASSAULT" else (), *codes(other)) or other[:1]


def _same(s: Sentence, i: int, c: Candidate) -> bool:
    """Tell whether a name stands in apposition to one of the actors ("Japan's envoy, Yasushi Akashi")."""
    tops = [up for up in (i, *s.above(i)[:1]) if s.dep[up] == "appos"]
    return any(p.start <= s.start[s.head[up]] < p.end for up in tops for p in c.actors)


def _aside(s: Sentence, i: int, root: int) -> bool:
    """Tell whether a name stands in a clause of its own about when, whether or why."""
    marks = (k for up in (i, *s.above(i)) if up != root for k in s.kids[up] if k < i)
    return any(s.low[k] in _OPENS and s.dep[k] in ("mark", "case", "advmod") for k in marks)


def _coded(found: Sequence[Party], code: str) -> list[Party]:
    return [Party(code, p.text, p.start, p.end, p.sector, p.name) for p in found]


def _entered(s: Sentence, verb: int) -> list[Party]:
    """Return whose land the verbs before lead into ("crossed into Somalia, shelled a town")."""
    while s.dep[verb] in ("conj", "advcl", "xcomp") and s.head[verb] != verb:
        verb = s.head[verb]
        land = [k for link in _INTO for k in obliques(s, verb, link)] + objects_own(s, verb)
        found = [p for p in parties(s, land) if p.code and s.known.state(p.code)]
        if found:
            return found
    return []


def _of_main_clause(s: Sentence, c: Candidate) -> list[Party]:
    """Return whose thing suffers what the attack, told as the subject, did ("drones of X hit Y's wells")."""
    root = s.clause(c.at)
    while s.dep[root] in ("acl", "acl:relcl") and s.head[root] != root:
        root = s.clause(s.head[root])
    return parties(s, objects(s, root)) if root != c.at and s.is_verb(root) else []


def _own(s: Sentence, c: Candidate) -> list[Party]:
    """Return what was hit as the attackers' own people's, where the article names no other state."""
    states = codes(c.actors)
    state = next(iter(states))
    alone = len(states) == 1 and s.known.state(state) is not None and not (s.states | sites(s)) - states
    if not alone or any(p.sector not in _NOT_ABROAD for p in c.actors if p.code):
        return []
    if c.recipients:
        return _coded(c.recipients, state)
    hit = [k for k in (c.match.obj, *objects(s, c.at)) if k is not None and s.is_noun(k)][:1]
    return _coded(parties(s, hit), state) or [
        Party(state, s.word[k], s.start[k], s.end[k]) for k in hit if s.dep[k] not in CLAUSAL
    ]


def _hosts(s: Sentence, c: Candidate) -> list[Party]:
    """Return the state of the place taken for who suffers, and give it whoever does ("was held in Accra")."""
    if c.match.pattern.kind != "verb" or not s.passive(c.at) or not all(at_place(s, p) for p in c.recipients):
        return []
    held, place = parties(s, objects(s, c.at)), c.recipients[0]
    if place.code is None or not held or codes(held) or s.known.state(place.code) is None:
        return []
    unnamed = all(p.text[:1].islower() or s.start[0] == p.start for p in held)
    c.recipients = _coded(held, place.code) if unnamed and any(_person(s, p) for p in held) else held
    return [place]


def _holders(s: Sentence, c: Candidate) -> list[Party]:
    """Return the state in which somebody was arrested, tried or expelled, nobody being named who did it."""
    if c.match.pattern.kind != "verb" or not s.passive(c.at):
        return []
    place = place_of(s, c.match, c.type, c.mode, c.recipients)
    if place is None or place.country is None or s.known.state(place.country) is None:
        return []
    return [Party(place.country, place.text, place.start, place.end)]
