"""From candidates to events: one act, one event.

A verbal act (to demand, to reject, to threaten, to agree, to accuse ...) swallows what it speaks of: the
embedded event is its content, not something that happened. A cooperative act still to come is an agreement,
a hostile one a threat, a refused one a rejection; the tables are data (``modality.toml``).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from visavis.coding.events.arguments import addressees, objects
from visavis.coding.events.codebook import AuxRules
from visavis.coding.events.denial import excludes, leaves_open
from visavis.coding.events.match import Match
from visavis.coding.events.modality import Modality, conditional
from visavis.coding.events.parties import codes
from visavis.coding.events.sentence import SUBJECTS, Sentence, once
from visavis.coding.events.turned import committed, turn
from visavis.records import Party

SCOPED = frozenset(
    {"CONSULT", "PROTEST", "AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "SUPPORT", "CONCEDE"}
)
_HOSTILE = frozenset({"@attack", "@sanctions", "@retribution"})
_WHO = frozenset({"who", "which", "whom", "whose"})
_ASIDE = frozenset({"advcl", "acl", "acl:relcl", "parataxis"})
_OUTSIDE = frozenset(
    {"after", "before", "while", "as", "when", "since", "because", "although", "though", "until"}
)


@dataclass
class Candidate:
    """A trigger with its parties, not yet settled.

    Attributes:
        match: the trigger; ``at``: its position.
        type, mode: what it tells.
        actors, recipients: whom it is between.
        read: reads its modality, which only those are asked for that have the parties they need.
        comps: verbs of its complement clauses.
        inner: the act that it speaks of, if it is one of words.
        confidence: how sure it is, 0 to 1.
        own_words: whether its actors say so themselves.
        points: whether its recipients are told by a noun that points back.
        share: of several events that one trigger tells, whom this one is between; empty for the only one.
    """

    match: Match
    type: str
    mode: str | None
    actors: list[Party]
    recipients: list[Party]
    read: Callable[[], Modality]
    comps: list[int] = field(default_factory=list)
    inner: Candidate | None = None
    confidence: float = 0.0
    own_words: bool = False
    points: bool = False
    share: str = ""

    def __post_init__(self) -> None:
        self.at = self.match.at

    @functools.cached_property
    def modality(self) -> Modality:
        """What is found about its reality."""
        return self.read()

    @property
    def coded(self) -> set[str]:
        """Codes of all parties."""
        return codes(self.actors) | codes(self.recipients)


def drop_consumed(s: Sentence, found: Sequence[Candidate], rules: AuxRules) -> list[Candidate]:
    """Drop candidates whose head is already part of a fuller trigger ("talks" in "held talks").

    Args:
        s: the sentence.
        found: its candidates.
        rules: the words, from ``modality.toml``.
    """
    kept: list[Candidate] = []
    found = _unceasing(s, found, frozenset(rules.words["ceasing"]))
    for one in found:
        rivals = [o.match for o in found if o is not one and one.at in o.match.used and o.at != one.at]
        rivals = [o for o in rivals if o.at < one.at or o.at not in one.match.used]  # of two, the first
        if any(o.pattern.specificity > one.match.pattern.specificity or o.at < one.at for o in rivals):
            continue
        if one.match.pattern.case and any(
            o is not one and o.type == one.type and o.at == one.match.light for o in found
        ):
            continue  # "closed their shops in protest" is one protest
        kept.append(one)
    return kept


def _unceasing(s: Sentence, found: Sequence[Candidate], ceasing: frozenset[str]) -> list[Candidate]:
    """Leave one act where a verb says that another ended, or did not end.

    "Stopped buying oil" is one act, the stop; who "has never stopped shelling" shells.
    """
    out = list(found)
    for c in found:
        if c.match.pattern.kind != "verb" or s.lemma(c.at) not in ceasing:
            continue
        told = {*c.comps, *c.match.used, c.match.obj} - {c.at}
        ended = [o for o in found if o is not c and o.at in told]
        if not ended:
            continue
        for o in [c] if "negation" in c.modality.aux else ended:
            if o in out and (o is c or c.type not in SCOPED):
                out.remove(o)
    return out


def by_means(s: Sentence, c: Candidate, rules: AuxRules) -> bool:
    """Tell whether an answer says by what act it was given ("retaliated by closing ports")."""
    if s.lemma(c.at) not in rules.words["answers"]:
        return False
    return any(
        s.dep[k] == "advcl" and s.low[k].endswith("ing") and any(s.low[j] == "by" for j in s.kids[k])
        for k in s.kids[c.at]
        if k > c.at
    )


def scope(s: Sentence, c: Candidate) -> set[int]:
    """Return the tokens that a verbal act speaks of: its complement, and what its object is about."""
    tops = list(c.comps)
    if c.match.pattern.kind == "modal":
        return _reach(s, c.at)
    if c.type in ("CONSULT", "PROTEST"):
        return _topic(s, c)
    tops += [k for k in c.match.used if k > c.at]
    if c.match.pattern.kind == "verb":
        tops += [k for k in s.kids[c.at] if k > c.at and s.dep[k] in ("obj", "xcomp", "ccomp", "iobj")]
        tops += [
            k
            for k in s.kids[c.at]
            if k > c.at
            and s.dep[k] == "obl"
            and s.case(k) in ("of", "for", "to", "on", "with", "against", "over", "as", "in")
        ]
        tops += [
            k
            for k in s.kids[c.at]
            if k > c.at
            and s.dep[k] == "advcl"
            and any(s.low[j] in ("of", "for", "from", "against", "over", "on", "to", "by") for j in s.kids[k])
        ]
        if s.passive(c.at):
            tops += [k for k in s.kids[c.at] if s.dep[k] in ("nsubj:pass", "nsubj")]
    else:
        tops += [
            k
            for k in s.kids[c.at]
            if k > c.at and s.dep[k].split(":")[0] in ("nmod", "acl", "ccomp", "xcomp", "obl")
        ]
    out: set[int] = set()
    for top in tops:
        out |= _reach(s, top)
    return out - {c.at}


def _topic(s: Sentence, c: Candidate) -> set[int]:
    """Return the tokens that say what talks or protests are about: a topic, not something that happened."""
    nodes = [k for k in (c.at, c.match.obj, c.match.light) if k is not None]
    tops = list(c.comps)
    for node in nodes:
        for k in s.kids[node]:
            if k > node and s.dep[k].split(":")[0] in (
                "obl",
                "nmod",
                "advcl",
                "acl",
                "xcomp",
                "ccomp",
                "obj",
            ):
                marks = {s.low[j] for j in s.kids[k] if s.dep[j] in ("mark", "case") and j < k}
                about = marks & {
                    "on",
                    "about",
                    "over",
                    "regarding",
                    "concerning",
                    "to",
                    "for",
                    "against",
                    "of",
                }
                bare = s.dep[k] in ("advcl", "acl", "xcomp") and s.low[k].endswith("ing")
                if (about or bare or s.dep[k] == "obj") and not marks & _OUTSIDE:
                    tops.append(k)
    out: set[int] = set()
    for top in tops:
        out |= _reach(s, top)
    return out - set(c.match.used)


@once
def _reach(s: Sentence, top: int) -> set[int]:
    out, todo = set(), [top]
    while todo:
        i = todo.pop()
        out.add(i)
        todo.extend([k for k in s.kids[i] if s.dep[k] not in _ASIDE or not _aside(s, k)])
    return out


def _aside(s: Sentence, k: int) -> bool:
    """Tell whether a clause tells when something was, which one is meant, or of something else."""
    if s.dep[k] == "advcl":
        return any(s.dep[j] in ("mark", "advmod") and j < k and s.low[j] in _OUTSIDE for j in s.kids[k])
    if s.dep[k] == "acl":
        return s.tag[k] in ("VBD", "VBZ", "VBP") and any(s.dep[j] in SUBJECTS for j in s.kids[k])
    return True


def settle(s: Sentence, candidates: list[Candidate], rules: AuxRules) -> list[Candidate]:
    """Return the events of a sentence: contents swallowed, types turned, the same act told twice dropped."""
    swallowed: set[int] = set()
    for c in candidates:
        _leave_open(s, c, candidates, rules)
    apart = sorted(candidates, key=lambda c: len(s.above(c.at))) if len(candidates) > 1 else ()
    for c in apart:
        if id(c) in swallowed:
            continue
        spoken = c.match.pattern.type in SCOPED or c.match.pattern.frame.mode == "convict"
        inside = scope(s, c) if spoken else _prevented(s, c)
        for other in candidates:
            if (
                other is not c
                and other.at in inside
                and id(other) not in swallowed
                and not _presupposed(s, c, other)
                and not _held_before(s, other)
            ):
                swallowed.add(id(other))
                if c.inner is None or (other.at in c.comps and c.inner.at not in c.comps):
                    c.inner = other
    kept = [
        c
        for c in candidates
        if id(c) not in swallowed
        and (c.inner is not None or not c.match.pattern.frame.needs_inner or len(codes(c.actors)) > 1)
    ]
    kept = [c for c in kept if not _background(s, c, kept)]
    for c in kept:
        _from_inner(s, c, rules)
        turn(s, c, rules)
        _mode_by_words(s, c, rules)
    return _once(s, _with_weapons(s, kept))


def _with_weapons(s: Sentence, kept: list[Candidate]) -> list[Candidate]:
    """Join what a weapon is told to have hit to what it did ("a bomb outside the embassy killed two men")."""
    out = list(kept)
    for c in kept:
        for o in kept:
            within = any(p.start <= s.start[c.at] < p.end for p in o.actors)
            if o is c or c.type != o.type or not within or codes(c.actors) or c.match.pattern.kind != "noun":
                continue
            o.mode = o.mode or c.mode
            o.recipients = [*o.recipients, *(p for p in c.recipients if p.code not in codes(o.recipients))]
            if c in out:
                out.remove(c)
    return out


def _leave_open(s: Sentence, c: Candidate, candidates: Sequence[Candidate], rules: AuxRules) -> None:
    """Turn what is expressly not ruled out into a threat where it is hostile ("did not rule out force")."""
    verb = next((v for v in (c.at, *c.comps) if excludes(s, v)), None)
    if c.type != "REJECT" or verb is None or not leaves_open(s, verb):
        return
    inside = set(s.subtree(verb))
    turned = [
        o for o in candidates if o is not c and o.at in inside and o.match.pattern.type in rules.future.modes
    ]
    words = any(s.classes[i] & _HOSTILE for i in inside if i > verb)
    if not turned and not words:
        c.modality.aux.add("negation")
        return
    c.type, c.mode = "THREATEN", None
    c.modality.aux -= {"negation", "hypothetical"}
    if turned:
        kind = turned[0].match.pattern.type
        c.mode = rules.future.modes.get(f"{kind}:{turned[0].mode}") or rules.future.modes[kind]
        c.recipients = turned[0].recipients or c.recipients


def _prevented(s: Sentence, c: Candidate) -> set[int]:
    """Return the tokens of what somebody is kept from or forced to: it is the content of a coercion."""
    if c.match.pattern.type != "COERCE":
        return set()
    tops = list(c.comps) if c.match.pattern.clause else []
    nodes = [c.at, *([c.match.obj] if c.match.obj is not None else []), *objects(s, c.at)]
    for k in {k for node in nodes for k in s.kids[node] if k > c.at}:
        if s.is_verb(k) and any(s.low[j] == "from" and s.dep[j] == "mark" for j in s.kids[k]):
            tops.append(k)
    return set().union(*(_reach(s, top) for top in tops)) - {c.at}


def _presupposed(s: Sentence, c: Candidate, other: Candidate) -> bool:
    """Tell whether a topic is taken as a fact: "their response to the US withdrawal from Iraq"."""
    definite = any(
        s.low[k] in ("the", "its", "their", "his", "her", "'s") for k in range(max(0, other.at - 4), other.at)
    )
    whole = bool(other.actors) and bool(other.recipients) and other.match.pattern.kind == "noun"
    return c.type == "CONSULT" and whole and definite


def _held_before(s: Sentence, other: Candidate) -> bool:
    """Tell whether talks were held before what is agreed or said ("agreed to it after talks with Chad")."""
    if other.type != "CONSULT" or len(other.coded) < 2:
        return False
    if other.match.pattern.frame.id == "told-by-phone":  # "told Chad so in a call"
        return True
    line = [other.at, *s.above(other.at)[:2]]  # "after two days of talks mediated by Oman"
    return any(s.is_noun(k) and s.case(k) in ("after", "following") for k in line)


def _background(s: Sentence, c: Candidate, kept: Sequence[Candidate]) -> bool:
    """Tell whether an act only tells who is meant ("rebels who hold the town"), another being the news."""
    clause = s.clause(c.at if c.match.light is None else c.match.light)
    reduced = s.dep[clause] == "acl" and s.tag[clause] == "VBN"
    if not (reduced or s.dep[clause] == "acl:relcl") or s.head[clause] > clause:
        return False
    inside = s.subtree(clause)
    first = inside[0]
    apart = s.low[first] == "," and bool(_WHO & set(s.low[first + 1 : first + 2]))
    told = first == 0 or s.low[first - 1] == "," or apart  # ", which it bombed": told as news
    if told and not conditional(s, s.head[clause]) and s.case(s.head[clause]) not in ("if", "unless"):
        return False
    if reduced:  # "freed a reporter jailed in May": whom it freed
        return any(o.at == s.head[s.head[clause]] and o.type != c.type for o in kept)
    helpers = {s.low[k] for k in s.kids[clause] if s.dep[k].startswith(("aux", "cop"))}
    usual = s.tag[clause] in ("VBZ", "VBP") or bool(helpers & {"had", "is", "are"})
    usual = usual or bool(helpers & {"has", "have"} and any(s.low[k] == "where" for k in s.kids[clause]))
    return bool(usual) and any(o.at not in inside and o.confidence >= c.confidence - 0.2 for o in kept)


def _from_inner(s: Sentence, c: Candidate, rules: AuxRules) -> None:
    inner = c.inner
    if inner is None:
        return
    taken = codes(c.actors)
    if c.type == "CONSULT":
        return
    spans = {p.start for p in c.actors}
    # "Scolded the Kurds for selling oil to Iran": not said to those to whom it was done.
    unnamed = c.type in ("ACCUSE", "REQUEST") and bool(addressees(s, c.at))
    offered = [
        p
        for p in [*(() if unnamed else inner.recipients), *inner.actors]
        if p.code and p.start not in spans and (p.code not in taken or c.type == "PROTEST")
    ]
    if (
        offered
        and not codes(c.recipients)
        and c.match.pattern.frame.recipient
        and "inner" not in c.match.pattern.frame.note
    ):
        c.recipients = offered[:3]
    table = rules.content_modes.get(c.type, {})
    if c.mode is None:
        c.mode = table.get(f"{inner.type}:{inner.mode}") or table.get(inner.type)
    if c.match.pattern.frame.commissive:
        committed(c, inner, rules)


def _rated(s: Sentence, c: Candidate) -> set[int]:
    """Return what a warning only rates: "warned that an invasion would be a disaster" threatens none."""
    return {
        i
        for v in s.kids[c.at]
        if c.type == "THREATEN" and s.dep[v] == "ccomp" and any(s.dep[k] == "cop" for k in s.kids[v])
        for k in s.kids[v]
        if s.dep[k] in SUBJECTS
        for i in s.subtree(k)
    }


def _mode_by_words(s: Sentence, c: Candidate, rules: AuxRules) -> None:
    """Give a verbal act without a mode the one that the words of its content tell."""
    table = rules.content_classes.get(c.type, {})
    if c.mode is not None or not table:
        return
    inside = set(s.subtree(s.clause(c.at))) if c.type == "ASSAULT" else scope(s, c) - _rated(s, c)
    for name, mode in table.items():
        if any(name in s.classes[i] for i in inside):
            c.mode = mode
            return


def _once(s: Sentence, kept: list[Candidate]) -> list[Candidate]:
    """Keep one event for each act: of two of one type with the same parties, the fuller and surer."""
    order = sorted(kept, key=lambda c: (-len(c.coded), -c.confidence, c.at))
    out: list[Candidate] = []
    for c in order:
        if not any(_same_act(s, c, o) for o in out):
            out.append(c)
    return sorted(out, key=lambda c: c.at)


def _same_act(s: Sentence, c: Candidate, o: Candidate) -> bool:
    if c.type != o.type or c.modality.aux != o.modality.aux:
        return False
    if c.mode and o.mode and c.mode != o.mode:
        return False
    first, last = sorted((c.at, o.at))
    if ";" in s.low[first:last]:
        return False  # two clauses set side by side tell two acts
    verbs = s.is_verb(c.at) and s.is_verb(o.at) and s.low[c.at] != s.low[o.at]
    if verbs and "acl:relcl" in (s.dep[s.clause(c.at)], s.dep[s.clause(o.at)]) and c.type != "CONSULT":
        return False  # "signed a treaty, which they renewed in June": two acts
    if c.type == "SUPPORT" and verbs and c.match.pattern.frame.mutual != o.match.pattern.frame.mutual:
        return False  # "signed a statement, with Peru backing Chile's claim"
    one_way = not c.match.pattern.frame.mutual and not o.match.pattern.frame.mutual
    if one_way and codes(c.actors) and codes(o.actors) and codes(c.actors).isdisjoint(codes(o.actors)):
        return False  # "Iran massed troops on the Azerbaijani border, and Baku called up reservists"
    related = s.clause(c.at) == s.clause(o.at) or o.at in s.above(c.at) or c.at in s.above(o.at)
    if c.recipients and o.recipients and not c.match.pattern.frame.mutual:
        sides = codes(c.actors) <= codes(o.actors) and codes(c.recipients) <= codes(o.recipients)
        if codes(c.actors) and codes(o.actors) and not sides:
            return False
    subset = c.coded <= o.coded
    return subset and (related or c.coded == o.coded or not c.coded)
