"""Whom a settled trigger is addressed to, among those that its recipient slots found.

Not everyone behind a trigger has it done to him: some only say what it is about ("solidarity against Peru"),
where ("took a hill on the Thai border"), or who suffered what is praised ("backed the invasion of Chad").
"""

from __future__ import annotations

from visavis.coding.events.arguments import addressees, agents
from visavis.coding.events.codebook import FRIENDLY
from visavis.coding.events.denial import leaves_open
from visavis.coding.events.match import Match
from visavis.coding.events.parties import codes, parties
from visavis.coding.events.sentence import Sentence
from visavis.coding.events.slots import modifiers
from visavis.records import Party

_HARM = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE"})
_ADDRESSING = frozenset({"ACCUSE", "REQUEST"})
_SIDE_CLAUSES = frozenset({"advcl", "acl", "acl:relcl", "xcomp", "ccomp"})
_SERVICE = frozenset({"spying", "working", "fighting", "spied", "worked", "fought", "spy", "work", "fight"})
_JUDGED = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
_DEEDS = frozenset(
    {"move", "step", "decision", "act", "action", "measure", "gesture", "policy", "practice", "deed"}
    | {"charge", "accusation", "allegation", "claim", "demand", "proposal", "offer", "remark", "statement"}
    | {
        "assertion",
        "suggestion",
        "contention",
        "verdict",
        "ruling",
        "ban",
        "plan",
        "idea",
        "notion",
        "theory",
    }
    | {"account", "version", "insinuation", "complaint", "request", "plea", "appeal", "ultimatum", "threat"}
)
_UPON = frozenset({"of", "on", "into", "against"})
_LANDED = frozenset({"invasion", "occupation", "bombing", "bombings", "massacre", "massacres", "siege"})
_CLAIMS = frozenset(
    {"charge", "accusation", "allegation", "claim", "assertion", "suggestion", "contention", "insinuation"}
)
_ABOUT = frozenset({"against", "versus", "regarding", "concerning", "about"})
_WHERE = frozenset({"in", "at", "near", "across", "throughout", "inside"})


def addressed(s: Sentence, m: Match, recipients: list[Party]) -> list[Party]:
    """Return the recipients that a trigger's act is done or said to.

    Args:
        s: the sentence.
        m: the trigger.
        recipients: whoever its slots found.
    """
    kind = m.pattern.type
    if kind in _JUDGED and not codes(recipients):
        recipients = parties(s, _doers(s, m)) or recipients
    if kind == "REJECT" and leaves_open(s, m.at):  # "did not rule out force against Peru"
        against = [k for k in s.subtree(m.at) if s.case(k) in ("against", "on") and s.mentions[k]]
        return parties(s, against) or recipients
    if kind in _ADDRESSING:
        recipients = [p for p in recipients if p.code is None or not _within_charge(s, m.at, p)]
    if kind in FRIENDLY:
        recipients = [p for p in recipients if not topic(s, p) and not _agent_of_another(s, m, p)]
        recipients = [p for p in recipients if p.code is not None or not _region(s, p)]
    if kind == "AID":
        return [p for p in recipients if not _compatriots(s, p)]
    if kind in _HARM:
        recipients = [p for p in recipients if not _served(s, p)]
    if kind == "ASSAULT":
        return [p for p in recipients if not p.text.lower().endswith(("border", "frontier"))]
    if kind == "MOBILIZE":
        return _faced(s, m, recipients)
    return recipients


def undergone(
    s: Sentence, m: Match, actors: list[Party], recipients: list[Party]
) -> tuple[list[Party], list[Party]]:
    """Return the parties of a deed told by a noun, a land that only stands before it among its recipients.

    "The Kuwait invasion", "the London bombings": a bare name tells where it was; "the US invasion" by whom.

    Args:
        s: the sentence.
        m: the trigger.
        actors: whoever its slots found to have done it.
        recipients: whoever they found to have suffered it.
    """
    if m.pattern.kind != "noun" or m.pattern.type != "ASSAULT" or not actors:
        return actors, recipients
    if any(s.case(k) in _UPON for k in s.kids[m.at]):
        return actors, recipients
    named = s.low[m.at] in _LANDED
    land = [
        k
        for k in s.kids[m.at]
        if k < m.at and s.dep[k] == "compound" and not s.word[k].isupper() and "." not in s.word[k]
        and any(one.via == "capital" or (named and one.via == "name") for one in s.mentions[k][:1])
    ]  # fmt: skip
    there = [p for p in actors if any(p.start <= s.start[k] < p.end for k in land) and p.sector is None]
    return ([p for p in actors if p not in there], there) if there else (actors, recipients)


def meant(s: Sentence, at: int, kind: str, recipients: list[Party]) -> list[Party]:
    """Return the recipients of a settled event without those whose loss, or whose land, it is only about.

    Args:
        s: the sentence.
        at: position of the trigger.
        kind: the event's type.
        recipients: its recipients.
    """
    if kind != "SUPPORT":
        return recipients
    return [p for p in recipients if not _victim(s, p) and not _aside(s, at, p)]


def _doers(s: Sentence, m: Match) -> list[int]:
    """Return who did what a relative clause judges ("Peru closed it, a move that Chile condemned")."""
    root = s.clause(m.at if m.light is None else m.light)
    noun = s.head[root]
    if s.dep[root] not in ("acl", "acl:relcl") or s.low[noun] not in _DEEDS or noun > root:
        return []
    first = s.subtree(noun)[0]
    beside = s.dep[noun] in ("appos", "parataxis") or "," in s.low[max(0, first - 1) : first + 1]
    if not beside or s.head[noun] == noun:
        return []
    verb = s.clause(s.head[noun])
    while s.low[noun] in _CLAIMS and s.dep[verb] == "ccomp" and "@speech" in s.classes[s.head[verb]]:
        verb = s.head[verb]  # "said Chad was to blame, an allegation that Mali rejected": of who said so
    return agents(s, verb)


def _within_charge(s: Sentence, at: int, party: Party) -> bool:
    """Tell whether a party only stands in what somebody else is accused of or asked to do.

    "Urged him to break with Iran", "scolded the Kurds for selling oil to Iran": not said to Iran.
    """
    faced = addressees(s, at)
    coded = any(m.actor for k in faced for m in s.mentions[k])
    for top in _tops(s, party) if faced and not coded else ():
        line = [top, *s.above(top)]
        inner = line[: line.index(at)] if at in line else []
        if any(s.dep[k] in _SIDE_CLAUSES for k in inner):
            return True
    return False


def _tops(s: Sentence, party: Party) -> list[int]:
    """Return the head of a party's words, in a list of one."""
    inside = s.touching(party.start, party.end)
    return [i for i in inside if s.head[i] not in inside or s.head[i] == i][:1]


def topic(s: Sentence, party: Party) -> bool:
    """Tell whether a party is only what is spoken of, or whom an act is aimed at ("solidarity against").

    Args:
        s: the sentence.
        party: one of its parties.
    """
    tops = _tops(s, party)
    if any(s.case(k).split(" ")[-1] == "to" for k in tops):
        return False  # "passed word about the plot to Peru", wherever the parse has hung Peru
    line = [k for i in tops for k in [i, *s.above(i)[:2]] if s.pos[k] in ("NOUN", "PROPN")]
    return any(s.case(k) in _ABOUT for k in line)


def _region(s: Sentence, party: Party) -> bool:
    """Tell whether words without a code only say where ("through exercises in both Europe and Asia")."""
    for top in _tops(s, party):
        first = s.head[top] if s.dep[top] == "conj" else top
        if s.case(first) in _WHERE and s.pos[top] == "PROPN":
            return True
    return False


def _agent_of_another(s: Sentence, m: Match, party: Party) -> bool:
    """Tell whether a party only did something told beside it ("agreed after talks mediated by Oman")."""
    own = (m.at, m.obj, m.light)
    for top in _tops(s, party):
        first = s.head[top] if s.dep[top] == "conj" and not s.case(top) else top
        deed = s.head[first]
        told = s.head[deed] if s.dep[deed] == "conj" else deed  # "proposed by Peru and backed by Chile"
        if s.case(first) == "by" and s.dep[told] == "acl" and deed not in own:
            return True
    return False


def _victim(s: Sentence, party: Party) -> bool:
    """Tell whether a party suffered the hostile deed that is praised: "the annexation of Crimea"."""
    for top in _tops(s, party):
        deeds = [k for k in [top, *s.above(top)[:2]] if s.classes[k] & {"@attack", "@grab"} and s.is_noun(k)]
        for deed in deeds:
            owner = codes(parties(s, [k for k in modifiers(s, deed) if s.mentions[k]]))
            if deed == top and party.code not in owner:
                return True
            if deed != top and top > deed and s.case(top) in ("of", "on", "against"):
                return True
    return False


def _aside(s: Sentence, at: int, party: Party) -> bool:
    """Tell whether a party is only where what is meant to be done is done ("efforts to end war in Chad")."""
    for top in _tops(s, party):
        clause = s.clause(top)
        if clause != s.clause(at) and s.dep[clause] == "acl" and clause > at:
            return any(s.case(k).split(" ")[0] in _WHERE for k in [top, *s.above(top)[:1]] if k > clause)
    return False


def _served(s: Sentence, party: Party) -> bool:
    """Tell whether a party is only whom the one who suffers served ("jailed for spying for Peru")."""
    return any(s.case(k) == "for" and s.low[s.head[k]] in _SERVICE for k in _tops(s, party))


def _compatriots(s: Sentence, party: Party) -> bool:
    """Tell whether those helped are the helper's own people in another land ("its nationals from Chad")."""
    for top in _tops(s, party):
        own = codes(parties(s, [k for k in modifiers(s, top) if s.mentions[k]]))
        if "@compatriots" in s.classes[top] and party.code not in own:
            behind = [k for k in range(top, s.n) if s.start[k] < party.end]
            return any(s.case(k) in ("from", "in", "out of") for k in behind)
    return False


def _faced(s: Sentence, m: Match, recipients: list[Party]) -> list[Party]:
    """Return whom a deployment faces: of two at whose border it is, the one that it is to counter."""
    if len(codes(recipients)) < 2:
        return recipients
    aims = [k for k in s.subtree(s.clause(m.at)) if k > m.at and "@deter" in s.classes[k]]
    against = [k for v in aims for k in s.kids[v] if s.dep[k] == "obj"]
    against += [k for k in s.subtree(s.clause(m.at)) if k > m.at and s.case(k) == "against"]
    named = codes(parties(s, against))
    return [p for p in recipients if p.code in named] or recipients
