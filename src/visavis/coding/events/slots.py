"""Frame slots: where a frame's actor and recipient stand around a trigger.

An expression is alternatives ``a | b`` (the first that names a coded party wins, else the first that names
any) of unions ``a + b`` of paths ``obj.of``. Steps: ``subj``, ``obj``, ``mod`` (modifiers and possessor of a
noun), ``patient`` (the subject of a passive: "was put on alert"), ``asked`` (who is asked to do what the
complement says: "urged Peru to", "called on Peru to"), ``captor`` (who held those set free: "nurses held by
rebels were freed"), ``comp`` (parties of the complement clause), ``csubj`` (subject of the complement),
``rest`` (any other mention behind the trigger in its clause), ``said`` (subject of the governing verb of
saying), ``head`` (the noun it modifies), ``faced`` (whom a noun's verb addresses); else a preposition.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import NamedTuple

from visavis.coding.events import arguments as args
from visavis.coding.events.edges import border, kin_owner, off_coast
from visavis.coding.events.guard import by_noun
from visavis.coding.events.listed import listed
from visavis.coding.events.parties import DONE, codes, located, parties, teller
from visavis.coding.events.sentence import PASSIVE_SUBJECTS, SUBJECTS, Sentence
from visavis.records import Party

_PRONOUNS = frozenset(
    ["it", "its", "they", "their", "them", "he", "his", "him", "she", "her", "hers", "theirs"]
)
_BEFORE_NOUN = frozenset({"nmod", "compound", "amod", "flat", "obl", "appos", "nummod"})
_OBLIGED = frozenset({"have", "has", "had", "need", "needs", "needed", "ought"})
_MEANWHILE = frozenset({"when", "while", "as", "though", "although", "whereas"})
_SET_AGAINST = frozenset({"without", "instead", "rather"})
_NESTED, _CLAUSES = frozenset({"acl:relcl", "parataxis", "advcl:relcl"}), frozenset({"acl", "advcl"})
_NOT_SPATIAL = frozenset({"subj", "mod", "said", "csubj", "other"})
_ORIGIN = frozenset({"from"})  # "let go five soldiers from Mali"
_BELONGING = frozenset({"from", "mod", "of"})
_MEANS = frozenset({"@weapons", "@bombs"})
_DEPTH = 2  # clauses within clauses where "rest" still looks for a party


class Anchor:
    """A trigger in its sentence, as slots see it.

    Attributes:
        at: position of the trigger's head.
        kind: "verb", "noun" or "adjective".
        obj: position of the object that the pattern asked for, if it did.
        light: for nouns, the light verb that governs it ("hold" in "hold talks"), if any.
        comps: verbs of its complement clauses.
        verb: position of the trigger or of its light verb, if it has one.
        faces: whether a border is named for who is behind it ("the Thai border").
        own: where the trigger's own words start; they name no party ("used force").
        points: whether a noun that points back tells its recipients.
    """

    def __init__(self, s: Sentence, at: int, kind: str, obj: int | None, light: int | None) -> None:
        self.s, self.at, self.obj, self.light = s, at, obj, light
        self.kind = "verb" if kind in ("modal", "negated") else kind
        self.verb = at if self.kind == "verb" else light
        self.own: frozenset[int] = frozenset()
        self.faces = self.points = False
        self.comps = [at] if kind == "modal" else args.complements(s, at)
        if light is not None:
            self.comps = self.comps or args.complements(s, light)


def fill(anchor: Anchor, expression: str, taken: Sequence[Party] = ()) -> list[Party]:
    """Return the parties that an expression names, those already taken left out.

    Args:
        anchor: the trigger.
        expression: as the codebook writes it.
        taken: parties of the other side; the same code is not used twice by ``rest`` and ``comp``.
    """
    fallback: list[Party] = []
    there = anchor.s.there
    for alternative in _alternatives(expression):
        found: list[Party] = []
        for path in alternative:
            if path.asked and any(map(there.isdisjoint, path.asked)):
                continue
            for party in _path(anchor, path, taken):
                own = party.code is None and party.start in anchor.own
                if party not in found and party not in taken and not own and not _means(anchor, party):
                    found.append(party)
        if not found:
            continue
        found = _distinct(found, taken)
        known = codes(found)
        if len(alternative) > 1 and known:
            found = [p for p in found if p.code or (len(known) < 2 and _own_right(anchor.s, p))]
        if known or any(_own_right(anchor.s, p) for p in found):
            return found if known else _whose(anchor, expression, alternative, taken) or found
        fallback = fallback or found
    return fallback


def _whose(anchor: Anchor, expression: str, told: Sequence[Path], taken: Sequence[Party]) -> list[Party]:
    """Return whose those without a code are, by what belongs to them ("let go five soldiers from Mali")."""
    for alternative in _alternatives(expression):
        close = all(p.tail in _BELONGING and any(p.first == o.first for o in told) for p in alternative)
        for path in alternative if close else ():
            found = [p for p in _path(anchor, path, taken) if p.code]
            if found:
                return found
    return []


def _means(anchor: Anchor, party: Party) -> bool:
    """Tell whether a party is the weapons of which the trigger itself speaks ("laid more sea mines")."""
    s = anchor.s
    if party.code is not None or anchor.obj is None:
        return False
    return s.start[anchor.obj] < party.end <= s.end[anchor.obj] and bool(s.classes[anchor.obj] & _MEANS)


class Path(NamedTuple):
    """A path of an expression.

    Attributes:
        first: its first step.
        tail: what follows it, empty if nothing does.
        asked: for each step of prepositions the words of which one must stand in the sentence.
    """

    first: str
    tail: str
    asked: tuple[frozenset[str], ...]


@functools.cache
def _alternatives(expression: str) -> tuple[tuple[Path, ...], ...]:
    """Return the alternatives of an expression, each the paths whose parties it unites."""
    return tuple(tuple(_compiled(path.strip()) for path in one.split("+")) for one in expression.split("|"))


def _compiled(path: str) -> Path:
    first, _, tail = path.partition(".")
    prepositions = [step for step in (first, tail) if step and step not in _STEPS and step not in _WIDE]
    asked = [frozenset(word.rpartition(" ")[2] for word in step.split("/")) for step in prepositions]
    return Path(first, tail, tuple(asked))


def _own_right(s: Sentence, party: Party) -> bool:
    """Tell whether a party without a code is one all the same: a political noun, or an office with a name."""
    return party.sector is not None or by_noun(s, party.text)


def _distinct(found: Sequence[Party], taken: Sequence[Party]) -> list[Party]:
    """Keep each actor once, names before pronouns; a pronoun for the other side is no party."""
    out: list[Party] = []
    pronouns = [party.text.lower().split()[0] in _PRONOUNS for party in found]
    if len(found) == 1 and not pronouns[0]:
        return [*found]
    order = sorted(zip(pronouns, found, strict=True), key=lambda pair: (pair[0], pair[1].start))
    for pronoun, party in order:
        if pronoun and party.code in codes([*taken, *out]):
            continue
        if not any(party.code and (party.code, party.sector) == (o.code, o.sector) for o in out):
            out.append(party)
    return sorted(out, key=lambda p: p.start)


def _path(anchor: Anchor, path: Path, taken: Sequence[Party]) -> list[Party]:
    s, first, tail = anchor.s, path.first, path.tail
    if first in _WIDE:
        wide = _WIDE[first](anchor)
        heads = [h for h in wide if not teller(s, h) and s.case(h) not in _SET_AGAINST]
        if not heads:
            return []
        used = codes(taken)
        roles = {(p.code, p.sector) for p in taken}
        named = [
            p
            for p in parties(s, heads)
            if p.code and (p.code not in used or (p.sector and (p.code, p.sector) not in roles))
        ]
        return named if first == "comp" else named[:1]
    heads = [h for h in _step(anchor, first) if first == "said" or not teller(s, h)]
    if first == "subj" and not tail and anchor.kind == "verb":
        heads = _named_subject(anchor, heads)
    if first in ("subj", "obj") and not tail:
        heads = listed(s, heads)
    if tail:
        heads = [j for h in heads for j in _below(s, h, tail)]
    if not heads:
        return []
    found = parties(s, heads)
    if first == "csubj":  # "promised that his soldiers would leave": his own are not whom he promises it
        found = [p for p in found if p.code is None or p.code not in codes(taken)]
    if first == "obj":
        found = [p for p in found if not (p.code and p.sector is None and _mine(s, p, taken))]
    spatial = first not in _NOT_SPATIAL or tail
    return [p if p.code else located(s, p) for p in found] if spatial else found


def _mine(s: Sentence, party: Party, taken: Sequence[Party]) -> bool:
    """Tell whether a party is the other side once more; a region may ask its own capital."""
    same = [p for p in taken if p.code == party.code]
    if not same:
        return False
    own = {m.via for p in same for i in s.at(p.start) for m in s.mentions[i][:1]}
    seat = any(m.via == "capital" for i in s.at(party.start) for m in s.mentions[i][:1])
    return not (seat and own <= {"office", "organisation"} and all(p.sector for p in same))


def _step(anchor: Anchor, step: str) -> list[int]:
    s, at = anchor.s, anchor.at
    if (own := _STEPS.get(step)) is not None:
        return own(anchor)
    found: list[int] = []
    for prep in step.split("/"):
        for place in (at, anchor.light, anchor.obj) if s.joined(prep) else ():
            if place is not None:
                found += [k for k in args.obliques(s, place, prep) if k not in found and k != at]
        if prep == "by" and not found and anchor.kind == "noun":  # "a probe opened by Brussels"
            made = [k for k in s.kids[at] if s.dep[k] == "acl" and s.low[k] in DONE]
            found += [j for k in made for j in args.obliques(s, k, prep)]
    return [k for k in found if not off_coast(s, k)]


def _other(anchor: Anchor) -> list[int]:
    """Return an object beside the one that the pattern asked for ("gave Chad a loan")."""
    if anchor.verb is None:
        return []
    return [k for k in args.objects(anchor.s, anchor.at) if k != anchor.obj]


def _modified(anchor: Anchor) -> list[int]:
    s, at = anchor.s, anchor.at
    return [s.head[at]] if s.dep[at] in ("amod", "acl", "acl:relcl", "compound") else []


def _patient(anchor: Anchor) -> list[int]:
    passive = anchor.kind == "verb" and anchor.s.passive(anchor.at)
    return args.objects(anchor.s, anchor.at) if passive else []


def _indirect(anchor: Anchor) -> list[int]:
    """Return the indirect object: labelled so, or the first of two objects."""
    s, at = anchor.s, anchor.at
    if anchor.kind != "verb":
        return []
    marked = [k for k in s.kids[at] if s.dep[k] == "iobj"]
    plain = [k for k in s.kids[at] if s.dep[k] == "obj"]
    return marked or (plain[:1] if len(plain) > 1 else [])


def _object(anchor: Anchor) -> list[int]:
    suffers = args.objects(anchor.s, anchor.at) if anchor.kind == "verb" else []
    if anchor.obj is not None:
        part = anchor.s.passive(anchor.at) and suffers and anchor.obj not in suffers  # "was found guilty"
        return suffers if part else [anchor.obj]
    return suffers


def _subject(anchor: Anchor) -> list[int]:
    s, at, verb = anchor.s, anchor.at, anchor.verb
    if anchor.kind == "adjective" or verb is None:
        cop = [k for k in s.kids[at] if s.dep[k] == "cop"]
        return args.subjects(s, at) if cop or anchor.kind == "adjective" else []
    found = args.agents(s, verb)
    if found and all(s.low[k] in ("we", "i") for k in found):  # what is quoted in the first person
        return said_by(s, verb) or found
    return [k for k in found if k != at and at not in s.subtree(k)] if anchor.kind == "noun" else found


def _faced(anchor: Anchor) -> list[int]:
    """Return to whom a noun's verb is addressed, as object or behind "to" ("told Peru in a call")."""
    s, verb = anchor.s, anchor.light
    if verb is None or s.passive(verb):
        return []
    return [*args.objects_own(s, verb), *args.obliques(s, verb, "to")]


def _named_subject(anchor: Anchor, heads: list[int]) -> list[int]:
    """Return the subject, or the nearest actor before an active verb when the parse gives none."""
    s, at = anchor.s, anchor.at
    if any(p.code for p in parties(s, heads)) or s.passive(at):
        return heads
    if any(s.pos[h] in ("NOUN", "PROPN") and h not in s.reported and _person_like(s, h) for h in heads):
        return heads
    for i in range(at - 1, -1, -1):
        if s.pos[i] == "VERB" and s.dep[i] not in ("amod", "compound") and i not in heads:
            break
        if s.mentions[i] and s.mentions[i][0].actor and i not in s.reported and not _under_case(s, i):
            return [i]
    return heads


def _person_like(s: Sentence, head: int) -> bool:
    return s.low[head] not in s.things or bool(s.mentions[head])


def _under_case(s: Sentence, i: int) -> bool:
    return any(s.case(k) for k in [i, *s.above(i)[:1]] if s.pos[k] in ("NOUN", "PROPN", "ADJ"))


def _below(s: Sentence, head: int, step: str) -> list[int]:
    if step == "mod":
        return [k for k in modifiers(s, head) if not kin_owner(s, k)]
    found = [j for prep in step.split("/") for j in args.obliques(s, head, prep) if not off_coast(s, j)]
    return found or (_right_behind(s, head, step) if s.is_noun(head) else [])


def _right_behind(s: Sentence, head: int, prep: str) -> list[int]:
    """Return what a preposition right behind a noun governs: the parse may have hung it on the verb."""
    case = head + 1
    joined = prep in _ORIGIN and s.low[case : case + 1] == [prep] and s.dep[case] == "case"
    return [s.head[case]] if joined and s.head[case] > case else []


def modifiers(s: Sentence, noun: int) -> list[int]:
    """Return what stands before a noun and may be a party: possessor, compound, adjective of nationality."""
    out: list[int] = []
    for k in s.kids[noun]:
        if k < noun and s.dep[k].split(":")[0] in _BEFORE_NOUN:
            inner = [j for j in s.subtree(k) if j < noun and s.mentions[j]]
            out += [k] if s.mentions[k] or not inner else inner
    i = noun - 1
    while i >= 0 and i not in out and (s.mentions[i] or s.low[i] in ("-", "–", "'s", "'", "’s")):
        if s.mentions[i] and s.head[i] <= noun and not any(i in s.subtree(k) for k in out):
            out.append(i)
        i -= 1
    for k in list(out):
        out += [
            j
            for j in s.subtree(k)
            if s.mentions[j] and {"-", "–"} & {*s.low[j - 1 : j], *s.low[j + 1 : j + 2]}
        ]
    return sorted(set(k for k in out if s.mentions[k] or s.dep[k] == "nmod:poss"))


def said_by(s: Sentence, at: int) -> list[int]:
    """Return who says the clause that a token stands in ("Syria says it will not ...")."""
    for up in [s.clause(at), *s.above(s.clause(at))]:
        if s.dep[up] == "xcomp" and s.low[s.head[up]] in _OBLIGED:
            continue  # "said Israel had to leave"
        if s.dep[up] in ("ccomp", "parataxis", "xcomp") and s.pos[s.head[up]] == "VERB":
            return args.agents(s, s.head[up])
        speech = [k for k in s.kids[up] if s.dep[k] == "parataxis" and "@speech" in s.classes[k]]
        if speech:
            return args.agents(s, speech[0]) or args.subjects(s, speech[0])  # "was quoted as saying"
    return [] if at in s.reported else args.attributed(s, at)


def _blocked(s: Sentence, i: int, root: int) -> bool:
    """Tell whether a token lies in another clause, or names who reports."""
    deep = 0
    for up in [i, *s.above(i)]:
        if up == root:
            return False
        if s.dep[up] == "conj" and s.head[up] == root and _apart(s, root, up):
            return True
        if s.dep[up] in _NESTED and s.low[s.head[up]] != "what" and not _same_doer(s, up, root):
            return True  # but "deplored what it called Iran's ...", "cut the gas it sells to Peru"
        deep += s.dep[up] in _CLAUSES
        if deep > _DEPTH:
            return True
        if s.dep[up] in SUBJECTS and "@speech" in s.classes[s.head[up]]:
            return True
        if s.dep[up] == "advcl" and _meanwhile(s, up):
            return True
        if s.dep[up] in ("advcl", "conj") and _not_done(s, up):
            return True
    return False


def _same_doer(s: Sentence, clause: int, root: int) -> bool:
    """Tell whether a relative clause has the main clause's own subject ("the gas it sells to Peru")."""
    own = [k for k in s.kids[clause] if s.dep[k] in SUBJECTS and s.low[k] in ("it", "they")]
    above = args.subjects(s, root) if own else []
    mine = {m.actor for k in own for m in s.mentions[k] if m.actor}
    return bool(mine & {m.actor for k in above for m in s.mentions[k]})


def _meanwhile(s: Sentence, verb: int) -> bool:
    """Tell whether a clause tells of what else is the case ("when both are at odds with Peru")."""
    kids = s.kids[verb]
    own = any(s.dep[k] in SUBJECTS or s.dep[k] in PASSIVE_SUBJECTS for k in kids)
    return own and any(s.low[k] in _MEANWHILE for k in kids if k < verb)


def _not_done(s: Sentence, verb: int) -> bool:
    """Tell whether a clause only says what was not done ("protested without condemning Chad")."""
    return any(s.low[k] in _SET_AGAINST for k in s.kids[verb] if k < verb)


def _apart(s: Sentence, first: int, second: int) -> bool:
    """Tell whether a verb joined to another tells of something else: its own subject, the other's own object.

    "Norway condemned the raid and seeks trade with Chad" has no word against Chad.
    """
    if s.pos[second] not in ("VERB", "AUX"):
        return False
    labels = [(k, s.dep[k].split(":")[0]) for k in s.kids[first] if first < k < second]
    own = any(label in ("obj", "ccomp", "xcomp", "iobj") for _, label in labels)
    return own or any(s.dep[k] in SUBJECTS or s.dep[k] in PASSIVE_SUBJECTS for k in s.kids[second])


def _rest(anchor: Anchor) -> list[int]:
    s = anchor.s
    light = anchor.at if anchor.light is None else anchor.light
    behind = [i for i in s.named if i > anchor.at and i > light and i != anchor.obj]
    root = s.clause(light)
    inside = s.subtree(root) if behind else ()
    behind = [i for i in behind if i in inside and not _blocked(s, i, root)]
    behind = [i for i in behind if (anchor.at in s.reported or i not in s.reported) and not kin_owner(s, i)]
    behind = behind if anchor.faces else [i for i in behind if not border(s, i)]
    return [i for i in behind if s.head[i] not in behind or s.dep[i] == "conj"]


def _place(anchor: Anchor) -> list[int]:
    s = anchor.s
    told = ("in", "at", "near", "into", "across")
    return [k for k in _rest(anchor) if any(s.case(j) in told for j in [k, *s.above(k)[:2]])]


def _comp(anchor: Anchor) -> list[int]:
    s = anchor.s
    out: list[int] = []
    for verb in anchor.comps:
        core = [*args.subjects(s, verb), *args.objects(s, verb)]
        for prep in ("to", "for", "with", "against", "from", "on", "of", "in"):
            core += args.obliques(s, verb, prep)
        out += [k for k in core if k not in out]
        below = s.subtree(verb)
        inside = [i for i in s.named if i in below and not _blocked(s, i, verb)]
        out += [i for i in inside if i not in out and s.head[i] not in inside]
    return [k for k in out if k > anchor.at]


_WIDE: dict[str, Callable[[Anchor], list[int]]] = {"rest": _rest, "comp": _comp, "place": _place}
_STEPS: dict[str, Callable[[Anchor], list[int]]] = {
    "subj": _subject,
    "obj": _object,
    "other": _other,
    "iobj": _indirect,
    "patient": _patient,
    "asked": lambda anchor: args.asked(anchor.s, anchor.at) if anchor.kind == "verb" else [],
    "captor": lambda anchor: args.captors(anchor.s, anchor.at) if anchor.kind == "verb" else [],
    "mod": lambda anchor: modifiers(anchor.s, anchor.at) if anchor.kind == "noun" else [],
    "csubj": lambda anchor: [j for c in anchor.comps for j in args.subjects(anchor.s, c)][:1],
    "said": lambda anchor: said_by(anchor.s, anchor.at),
    "head": _modified,
    "faced": _faced,
}
