"""Whom an act at home is done to: the words that say so, given the acting state's code.

A state that bows to "student demands", shuts "a dozen newspapers" or dissolves "Congress" acts on its own
people; PLOVER makes them the recipient. Here the words are found that name them, and coded where nothing in
the sentence points abroad. A second deed of the same clause without an object of its own has the first's
("sealed off the town, cutting water and power").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from visavis.coding.events.arguments import objects
from visavis.coding.events.domestic import SIDES, UNNAMED, at_place, sites
from visavis.coding.events.edges import border
from visavis.coding.events.parties import codes, parties
from visavis.coding.events.sentence import CLAUSAL, SUBJECTS, Sentence
from visavis.coding.events.settle import Candidate
from visavis.coding.events.where import SITES, place_of
from visavis.records import Party

_AT_HOME = frozenset(
    {"ASSAULT", "COERCE", "PROTEST", "CONCEDE", "ACCUSE", "REQUEST", "REJECT", "THREATEN"}
)  # and a court's verdict, and who is let go
_CUSTODY = frozenset({"convict", "release"})
_PLACED = frozenset({"ASSAULT", "COERCE", "CONCEDE"})  # done to whoever lives where they are done
_SHARED = frozenset({"ASSAULT", "COERCE", "SANCTION", "REQUEST", "ACCUSE", "THREATEN"})
_ADDRESSED = frozenset({"REQUEST", "ACCUSE"})  # said to another, whatever of one's own it is about
# Whoever is of these acts in his own country; an army or a state as such may act anywhere.
_LOCAL = frozenset({"COP", "JUD", "LEG", "OPP", "REB", "UAF", "CVL", "EDU", "LAB", "REL", "PTY", "CRM"})
_OWN_PEOPLE = ("home", "civil", "demogroup")
_NOT_OURS = UNNAMED | frozenset(
    {"emergency", "foreign", "overseas", "international", "exiled", "neighbouring", "neighboring"}
)
_TO_ENVOYS = frozenset({"ACCUSE", "SANCTION", "COERCE", "REQUEST", "REJECT", "THREATEN"})
_ENVOYS = frozenset({"ambassador", "envoy", "consul", "commissioner", "affaires", "attache", "attaché"})
_FORCES = frozenset({"COP", "MIL"})
_BLAMING = frozenset({"ACCUSE", "REJECT"})
_ATTEMPTS = frozenset(
    {"attempt", "effort", "move", "bid", "plot", "plan", "scheme", "campaign", "drive", "push", "conspiracy"}
)
_CROWDS = ("civil", "demogroup")
_REACH = 3  # how far below a trigger the people are looked for


def at_home(s: Sentence, found: Sequence[Candidate]) -> None:
    """Complete the recipients of settled events in place: shared ones first, then those at home.

    Args:
        s: the sentence.
        found: its settled events, in text order.
    """
    _same_doers(found)
    for c in found:
        _suffering(s, c)
        _posture(c)
        _crowd(s, c)
        _rioters(s, c)
        _accredited(s, c)
        own = codes(c.actors) if c.type in _ADDRESSED else set()
        if c.type in _SHARED and not codes(c.recipients) - own:
            c.recipients = _from_before(s, c, found) or c.recipients
        state = _acting_state(s, c)
        if state is not None and not codes(c.recipients):
            c.recipients = list(_own(s, c, state)) or c.recipients


def _suffering(s: Sentence, c: Candidate) -> None:
    """Leave out whom an attempt is made against: "condemned attempts by outsiders to divide Sudan"."""
    inside = {i for k in attempted(s, c) for i in s.subtree(k)}
    c.recipients = [p for p in c.recipients if not inside & set(s.starting(p.start, p.end))]


def attempted(s: Sentence, c: Candidate) -> list[int]:
    """Return the verbs that say what is attempted where attempts are condemned or rejected.

    Args:
        s: the sentence.
        c: one of its events.
    """
    if c.type not in _BLAMING or c.match.pattern.kind != "verb":
        return []
    tops = [i for i in objects(s, c.at) if s.lemma(i) in _ATTEMPTS]
    return [k for i in tops for k in s.kids[i] if s.dep[k] == "acl" and k > i and "to" in s.low[i:k]]


def _same_doers(found: Sequence[Candidate]) -> None:
    """Give whoever has no code the one that the same words have in another event of the sentence."""
    known = {(p.start, p.end): p for c in found for p in (*c.actors, *c.recipients) if p.code}
    for c in found:
        c.actors = [known.get((p.start, p.end), p) if p.code is None else p for p in c.actors]


def _posture(c: Candidate) -> None:
    """Make whoever is put on alert the one that mobilises where nobody else is named."""
    if c.type == "MOBILIZE" and not c.actors and codes(c.recipients):
        c.actors, c.recipients = [*c.actors, *(p for p in c.recipients if p.code)], []


def _crowd(s: Sentence, c: Candidate) -> None:
    """Make the crowd the one that protests where police are said to have clashed with it."""
    forces = bool(c.actors) and all(p.sector in _FORCES for p in c.actors)
    crowd = [p for p in c.recipients if p.sector not in _FORCES and any(s.holds(p.text, n) for n in _CROWDS)]
    if c.type == "PROTEST" and forces and crowd:
        c.actors, c.recipients = crowd, [*c.actors, *(p for p in c.recipients if p not in crowd)]


def _rioters(s: Sentence, c: Candidate) -> None:
    """Make the place of a protest without protesters the one whose people they are ("riots in Jakarta")."""
    if c.type != "PROTEST" or codes(c.actors):
        return
    here = [p for p in c.recipients if p.code and at_place(s, p)]
    if here and len(here) == len(c.recipients):
        c.actors, c.recipients = [*c.actors, *here], []


def _accredited(s: Sentence, c: Candidate) -> None:
    """Give the act the state to which the envoy is sent who suffers it ("the envoy to Chad was expelled")."""
    second = s.dep[c.at] == "conj" and s.passive(s.head[c.at]) and not s.passive(c.at)
    suffers = c.actors if second and not c.recipients else c.recipients
    if c.type not in _TO_ENVOYS or not (second or s.passive(c.at)) or (c.actors and not second):
        return
    for p in suffers:
        sent = [i for i in s.starting(p.start, p.end) if s.low[i] in _ENVOYS]
        for h in parties(s, [k for i in sent for k in s.kids[i] if k > i and s.case(k) in ("to", "in")]):
            code = h.code or s.known.place(h.text)
            if code is not None and code != p.code:
                c.recipients = list(suffers)
                c.actors = [Party(code, h.text, h.start, h.end, h.sector, h.name)]
                return


def _from_before(s: Sentence, c: Candidate, found: Sequence[Candidate]) -> list[Party]:
    """Return the recipients of the deed that this one only continues, empty if there is none."""
    able = [p for p in c.recipients if p.code is None]
    if able or s.passive(c.at):
        return []
    for o in found:
        joined = _continues(s, c.at, {o.at, o.match.light, o.match.obj})
        same = bool(codes(c.actors)) and codes(c.actors) == codes(o.actors)
        if o is not c and joined and same and o.type in _SHARED and codes(o.recipients) - codes(o.actors):
            return [p for p in o.recipients if p.code]
    return []


def _continues(s: Sentence, at: int, first: set[int | None]) -> bool:
    """Tell whether a verb carries on from another's words ("fired shells ..., killing or wounding ten")."""
    while s.dep[at] in ("conj", "advcl", "xcomp") and s.head[at] != at:
        if s.head[at] in first:
            return True
        if s.pos[at] == "VERB" and any(s.dep[k] in SUBJECTS for k in s.kids[at]):
            return False
        at = s.head[at]
    return False


def _acting_state(s: Sentence, c: Candidate) -> str | None:
    """Return the one state that acts here at home, None where the deed may reach abroad."""
    acting = codes(c.actors)
    if (c.type not in _AT_HOME and c.mode not in _CUSTODY) or len(acting) != 1:
        return None
    state = next(iter(acting))
    told = {i for v in c.comps for i in s.subtree(v)} if c.recipients and c.type in _ADDRESSED else set()
    here = [i for i in s.named if i not in s.reported and i not in told]
    named = {m.actor for i in here if not border(s, i) for m in s.mentions[i] if m.actor}
    if s.known.state(state) is None or ((set() if _policed(c) else named) | sites(s)) - {state}:
        return None
    local = all(p.sector in _LOCAL for p in c.actors if p.code)
    return state if local or s.states <= {state} or _people(s, c) else None


def _policed(c: Candidate) -> bool:
    """Tell whether police are at work: they arrest and disperse at home, whatever else is named."""
    return c.type == "COERCE" and all(p.sector == "COP" for p in c.actors if p.code)


def _people(s: Sentence, c: Candidate) -> bool:
    """Tell whether the recipients, or what is done, are a country's own bodies and people."""
    if c.type == "ASSAULT":
        return False
    return any(s.holds(p.text, name) for p in c.recipients for name in _OWN_PEOPLE) or any(_below(s, c))


def _own(s: Sentence, c: Candidate, state: str) -> Iterator[Party]:
    """Yield those at home to whom it is done: recipients without a code, people named, or the place."""
    if c.recipients:
        held = [p for p in c.recipients if not _NOT_OURS & set(p.text.lower().split())]
        held = [p for p in held if c.type in _PLACED or not s.holds(p.text, "sites")]
        held = [p for p in held if not s.holds(p.text, "checkers")]  # who inspects is from abroad
        held = [p for p in held if not set(p.text.lower().split()) <= SIDES]
        held = [p for p in held if not s.holds(p.text, "kin")]  # "its neighbours" live elsewhere
        yield from (Party(state, p.text, p.start, p.end, p.sector, p.name) for p in held)
        return
    near = list(_below(s, c))
    if near:
        at = near[0]
        yield Party(state, s.word[at], s.start[at], s.end[at], None, None)
        return
    place = place_of(s, c.match, c.type, c.mode, c.actors) if c.type in _PLACED else None
    inside = place is not None and any(p.start <= place.start < p.end for p in c.actors)
    if place is not None and place.country == state and not inside:
        yield Party(state, place.text, place.start, place.end, None, None)
    elif c.type in _PLACED and (site := _own_site(s)) is not None:
        yield Party(state, s.word[site], s.start[site], s.end[site], None, None)


def _own_site(s: Sentence) -> int | None:
    """Return the site that is called the acting state's own: "in its largest city"."""
    for i in range(s.n):
        own = any(s.low[k] in ("its", "their") and s.dep[k] == "nmod:poss" for k in s.kids[i])
        if own and s.low[i] in SITES and s.case(i) in ("in", "at", "across", "around"):
            return i
    return None


def _below(s: Sentence, c: Candidate) -> Iterator[int]:
    """Yield the nouns for a country's own bodies and people below a trigger, but in no clause of theirs."""
    todo = [(k, 1) for k in (c.at, c.match.obj) if k is not None]
    taken = {i for p in c.actors for i in s.starting(p.start, p.end)}
    while todo:
        i, depth = todo.pop(0)
        for k in s.kids[i]:
            if s.dep[k] in CLAUSAL or s.dep[k] == "conj" or k in taken or k in s.reported or k < c.at:
                continue
            mine = any(name[1:] in _OWN_PEOPLE for name in s.classes[k])
            if mine and s.pos[k] in ("NOUN", "PROPN") and s.case(k) not in ("by", "after", "since"):
                yield k
            if depth < _REACH:
                todo.append((k, depth + 1))
