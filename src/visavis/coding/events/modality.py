"""What is not a plain event: negated, future, hypothetical, historical; and refusals and obligations.

Read off the verb of a trigger and the verbs and nouns above it, up to the edge of its assertion. The words
are data (``modality.toml``).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from visavis.coding.events.calendar_words import TIMES
from visavis.coding.events.codebook import AuxRules
from visavis.coding.events.denial import NOT, excludes, leaves_open, negated, undone
from visavis.coding.events.leads import CONTENT
from visavis.coding.events.match import Match
from visavis.coding.events.sentence import PASSIVE_SUBJECTS, SUBJECTS, Sentence, once

_KEPT_FROM = frozenset({"from", "of", "against", "at"})  # "refrained from attacking", "balked at signing"
_GERUNDIAL = frozenset({"advcl", "acl", "nmod", "obl"})
_BE_TO = frozenset({"is", "are", "was", "were"})
_STOP = frozenset({"acl:relcl", "parataxis", "advcl:relcl"})
_SEASONS = frozenset({"spring", "summer", "autumn", "fall", "winter"})
_OPENS = frozenset({"should", "had", "were"})
_IFS = frozenset({"if", "unless", "whether", "lest", "should"})
_WILL = frozenset({"will", "shall", "'ll", "wo"})
_MAY = frozenset({"may", "might", "could", "can", "cannot", "ca"})
_MUST = frozenset({"must", "should", "ought"})
_USED = frozenset({"use", "take", "seize"})
_AHEAD = frozenset({"tomorrow", "upcoming"})
_SOON = frozenset({"next", "coming", "later"})
_PENDING = frozenset({"offing", "works", "cards", "pipeline", "horizon", "agenda"})
_CHANCES = frozenset({"occasion", "opportunity", "visit", "meeting", "summit", "speech", "chance", "moment"})


@dataclass
class Modality:
    """What is found about the reality of one event.

    Attributes:
        aux: PLOVER's auxiliary modes found.
        will: an act still to come, said with will, would, plan and the like.
        open: expressly not ruled out.
        over: "no longer" done.
        denials: how often it is denied; two denials make a plain event ("has never stopped shelling").
        tense: "past", "present", "future" or "" of the clause, for dating.
    """

    aux: set[str] = field(default_factory=set)
    will: bool = False
    open: bool = False
    over: bool = False
    denials: int = 0
    tense: str = ""


def modality(s: Sentence, match: Match, rules: AuxRules) -> Modality:
    """Return the modality of a trigger in its sentence.

    Args:
        s: the sentence.
        match: the trigger.
        rules: the words, from ``modality.toml``.
    """
    found = _read(s, match, rules)
    if match.pattern.kind == "negated":  # the refusal is the act; it is not itself denied
        found.aux.clear()
    if match.pattern.kind == "modal":  # "shall" tells a duty, not what will be
        found.aux.discard("future")
    return found


def _read(s: Sentence, match: Match, rules: AuxRules) -> Modality:
    found = Modality()
    words, governors = rules.words, rules.governors
    node = match.at
    if match.pattern.kind == "noun":
        _noun(s, match.at, words, found, match.used)
        if match.light is None or s.case(match.at) in ("after", "following", "during"):
            _above_noun(s, match.at, governors, found)
            return found
        node = match.light
    wanted = [match.obj] if match.obj is not None else [k for k in s.kids[match.at] if s.dep[k] == "obj"]
    found.denials += any(s.low[k] in ("no", "neither") for w in wanted for k in s.kids[w])
    _climb(s, node, words, governors, found, match.used)
    if found.denials % 2:
        found.aux.add("negation")
    _set_before(s, node, governors, found)
    return found


def conditional(s: Sentence, node: int) -> bool:
    """Tell whether a verb stands in a condition, opened by "if" or inverted, and tells no event."""
    if s.there.isdisjoint(_IFS) and s.there.isdisjoint(_OPENS):
        return False
    for up in [node, *s.above(node)]:
        if s.dep[up] in ("advcl", "ccomp", "ROOT") or s.dep[up] in ("conj", "acl"):
            marks = {s.low[k] for k in s.kids[up] if s.dep[k] in ("mark", "advmod", "case") and k < up}
            if marks & _IFS or _inverted(s, up):
                return True
    return False


def _inverted(s: Sentence, v: int) -> bool:
    """Tell whether "should", "had" or "were" opens a clause before its subject ("Had Iran fired, ...")."""
    opening = [k for k in s.kids[v] if k < v and s.low[k] in _OPENS and s.dep[k].startswith(("aux", "cop"))]
    subject = [k for k in s.kids[v] if s.dep[k] in SUBJECTS | PASSIVE_SUBJECTS and k < v]
    if not opening or not subject or opening[0] > subject[0] or s.low[-1] == "?":
        return False
    before = s.low[opening[0] - 1] if opening[0] else ""
    return not before or not before[0].isalnum() or before in ("and", "but", "that", "or")


def _noun(
    s: Sentence, at: int, words: dict[str, frozenset[str]], found: Modality, used: frozenset[int]
) -> None:
    for k in s.kids[at]:
        low = s.low[k]
        if low in ("no", "neither") and k not in used:
            found.aux.add("negation")
        elif low in words["future_modifiers"]:
            found.aux.add("future")
        elif low in words["hypothetical_modifiers"]:
            found.aux.add("hypothetical")
    if undone(s, at, words["before_undone"], words["near_misses"]):
        found.aux.add("negation")
    if _next(s, at):
        found.aux.add("future")


def _next(s: Sentence, at: int) -> bool:
    """Tell whether a noun's own time is still to come ("a summit in Lyon next month")."""
    for j in s.subtree(at) if "next" in s.there else ():
        if s.low[j] == "next" and j + 1 < s.n and s.low[j + 1] in TIMES | _SEASONS:
            return not any(s.pos[k] in ("VERB", "AUX") for k in range(min(at, j), max(at, j)))
    return False


def _above_noun(s: Sentence, at: int, governors: dict[str, frozenset[str]], found: Modality) -> None:
    """Read a bare noun's governors: "plans for a visit", "fears of an attack", "called off the visit"."""
    below = at
    for up in s.above(at)[:3]:
        lemma, done = s.lemma(up), _done(s, below, up)
        below = up
        for kind in ("future", "hypothetical", "negation"):
            if lemma in governors[kind] and not (done and kind == "negation"):
                found.aux.add(kind)
        if s.pos[up] in ("VERB", "AUX") or any(s.dep[k] == "cop" for k in s.kids[up]):
            if _auxiliaries(s, up) & {"would", "could", "may", "might"}:
                found.aux.add("hypothetical")
            if _auxiliaries(s, up) & {"will", "shall", "'ll"}:
                found.aux.add("future")
            elif negated(s, up):
                found.aux.add("negation")
            elif s.low[up] in _PENDING and s.case(up) in ("in", "on"):  # "talks are in the offing"
                found.aux.add("future")
            return


def _done(s: Sentence, noun: int, verb: int) -> bool:
    """Tell whether a deed is the subject of a verb with an object or infinitive, and so was done.

    "The suspension of the bill failed to placate them": it was suspended all the same.
    """
    acts = s.dep[noun] in SUBJECTS and s.pos[verb] == "VERB" and "@light" not in s.classes[verb]
    return acts and any(s.dep[k] in ("obj", "xcomp", "ccomp") for k in s.kids[verb])


@once
def _auxiliaries(s: Sentence, v: int) -> set[str]:
    return {s.low[k] for k in s.kids[v] if s.dep[k].startswith("aux") or (s.tag[k] == "MD")}


def _climb(
    s: Sentence,
    node: int,
    words: dict[str, frozenset[str]],
    governors: dict[str, frozenset[str]],
    found: Modality,
    used: frozenset[int],
) -> None:
    seen: set[int] = set()
    while node not in seen:
        seen.add(node)
        _at(s, node, words, found, used)
        if found.open:
            return
        governor, dep = s.head[node], s.dep[node]
        if governor == node or dep in _STOP:
            return
        if dep == "conj":
            own = _auxiliaries(s, node) or any(s.dep[k] in SUBJECTS for k in s.kids[node])
            if own or s.pos[governor] not in ("VERB", "AUX", "ADJ"):
                return
            past = s.tag[node] == "VBD" or s.low[node].endswith("ed")
            past = past and not s.passive(governor)  # "will meet and discussed"
            if past and _auxiliaries(s, governor) & {"will", "would", "to"}:
                return
        elif governor not in used and not _link(s, node, governor, dep, governors, found, words["purposes"]):
            return
        node = governor


def _at(s: Sentence, v: int, words: dict[str, frozenset[str]], found: Modality, used: frozenset[int]) -> None:
    auxes = _auxiliaries(s, v)
    if not any(s.low[k] in NOT and k in used for k in s.kids[v]):
        found.denials += negated(s, v) or undone(s, v, words["before_undone"], words["near_misses"])
        found.over = found.over or s.low[max(0, v - 2) : v] == ["no", "longer"]
    if v > 1 and excludes(s, v - 2):  # "rules out attacking each other", "does not rule out attacking it"
        found.open = found.will = leaves_open(s, v - 2)
        found.denials += not found.open
        found.aux |= {"future"} if found.open else set()
    if auxes & _WILL:
        found.will = True
        found.aux.add("future")
    if "would" in auxes:
        found.will = True
        found.aux.add("future" if _reported(s, v) else "hypothetical")
    if auxes & _MAY:
        found.aux.add("hypothetical")
    if any(s.low[k] in _MUST and k not in used for k in s.kids[v]):
        found.aux.add("hypothetical")  # what somebody ought to do is not done
    if (
        s.tag[v] == "VB"
        and auxes | {s.low[k] for k in s.kids[v] if s.dep[k] == "cop"} & _BE_TO
        and _infinitive(s, v)
    ):
        found.will = True
        found.aux.add("future")
    wanted = v > 1 and s.low[v - 1] == "of" and s.lemma(v - 2) in words["goals"]
    if wanted or any(s.low[k] in words["conditions"] and s.dep[k] in ("mark", "advmod") for k in s.kids[v]):
        found.aux.add("hypothetical")
    if not found.tense:
        _set_tense(s, v, auxes, found)


def _set_tense(s: Sentence, v: int, auxes: set[str], found: Modality) -> None:
    """Read the tense of a clause; a present with a time still to come is a future."""
    found.tense = "future" if found.will else _tense(s, v)
    if found.tense == "present" and not auxes & {"may", "might", "could", "can"} and _scheduled(s, v):
        found.tense, found.will = "future", True
        found.aux.add("future")


def _scheduled(s: Sentence, v: int) -> bool:
    """Tell whether a verb in the present has a time still to come ("flies to Peru next week")."""
    if any(s.low[k] in ("has", "have") for k in s.kids[v] if s.dep[k].startswith("aux")):
        return False
    for k in s.kids[v]:
        if k < v or s.dep[k] not in ("obl", "obl:unmarked", "advmod", "nmod:unmarked", "obl:tmod"):
            continue
        if s.low[k] in _AHEAD or (s.low[k] in TIMES | _SEASONS and _SOON & set(s.low[max(0, k - 2) : k])):
            return True
    return False


def _set_before(s: Sentence, v: int, governors: dict[str, frozenset[str]], found: Modality) -> None:
    """Read the word before "to" where the parse does not set it above the verb ("is due to travel")."""
    if v < 2 or s.low[v - 1] != "to" or s.pos[v - 2] != "ADJ" or s.head[v] == v - 2:
        return
    if s.lemma(v - 2) in governors["future"]:
        found.aux.add("future")
        found.will = True


def _infinitive(s: Sentence, v: int) -> bool:
    """Tell whether a verb follows "is to", "was to" ("is to visit")."""
    low = s.low[max(0, v - 4) : v]
    return any(a in _BE_TO and b == "to" for a, b in itertools.pairwise(low))


def _tense(s: Sentence, v: int) -> str:
    tags = {s.tag[v]} | {s.tag[k] for k in s.kids[v] if s.dep[k].startswith(("aux", "cop"))}
    if "VBD" in tags or ("VBN" in tags and tags & {"VBZ", "VBP", "VBD"}):
        return "past"
    clausal = s.dep[v] in ("ROOT", "ccomp", "conj", "parataxis", "advcl")
    if s.tag[v] == "VBN" and s.pos[v] == "VERB" and clausal and not _auxiliaries(s, v):
        return "past"  # a past tense that the tagger took for a participle
    return "present" if tags & {"VBZ", "VBP"} else ""


def _reported(s: Sentence, v: int) -> bool:
    """Tell whether "would" stands in reported speech ("said it would"), where it is a plain future."""
    for up in s.above(v):
        if "@speech" in s.classes[up] or "@commit" in s.classes[up]:
            return True
    return any("@speech" in s.classes[k] for k in s.kids[v] if s.dep[k] == "parataxis")


def _purpose(s: Sentence, verb: int, purposes: frozenset[str]) -> bool:
    """Tell whether a passive says what a thing is for, not what anybody undertakes ("meant to help Chad")."""
    if s.lemma(verb) not in purposes:
        return False
    what = [k for k in s.kids[verb] if s.dep[k] in SUBJECTS | {"nsubj:pass"}]
    return bool(what) and not any(s.mentions[k] and s.mentions[k][0].actor for k in what)


def _suspicion(s: Sentence, noun: int, dep: str, marks: set[str]) -> str:
    """Return the verb under whose object a clause stands that says of what ("suspects Peru of planning")."""
    above = s.head[noun]
    return s.lemma(above) if dep in ("acl", "nmod") and "of" in marks and s.dep[noun] == "obj" else ""


def _prepositions(s: Sentence, node: int) -> set[str]:
    """Return the prepositions before a gerund, read as conjunctions or not."""
    return {s.low[k] for k in s.kids[node] if s.dep[k] in ("mark", "case")}


def _governed(
    s: Sentence, governor: int, lemma: str, hits: set[str], denial: frozenset[str], found: Modality
) -> None:
    """Take over what a governor says of an act: denied once more, or still to come, or in doubt."""
    found.denials += "negation" in hits
    found.aux |= hits - {"negation"}
    if "negation" in hits and lemma in denial and negated(s, governor):
        found.aux.add("hypothetical")  # who does not deny it has not owned to it


def _link(
    s: Sentence,
    node: int,
    governor: int,
    dep: str,
    governors: dict[str, frozenset[str]],
    found: Modality,
    purposes: frozenset[str],
) -> bool:
    """Read one step up; return whether the assertion goes on beyond it."""
    lemma = s.lemma(governor)
    marks = {s.low[k] for k in s.kids[node] if s.dep[k] == "mark"}
    gerund = dep in _GERUNDIAL and s.low[node].endswith("ing") and bool(_prepositions(s, node) & _KEPT_FROM)
    if dep in ("xcomp", "ccomp", "acl", "csubj") or (dep == "advcl" and "to" in marks) or gerund:
        lemma = _suspicion(s, governor, dep, _prepositions(s, node)) or lemma
        hits = {kind for kind in ("future", "hypothetical", "negation") if lemma in governors[kind]}
        if hits == {"future"} and _purpose(s, governor, purposes):
            hits = {"hypothetical"}
        _governed(s, governor, lemma, hits, governors["denial"], found)
        if "future" in hits:
            found.will = True
        chance = lemma in _CHANCES and s.lemma(s.head[governor]) in _USED  # "used the occasion to ask"
        if (
            dep == "acl"
            and "to" in marks
            and not hits
            and lemma not in governors["transparent"]
            and not chance
        ):
            found.aux.add("future" if lemma in governors["intent"] else "hypothetical")
        if dep == "xcomp" and s.low[governor] in ("is", "are", "was", "were") and "to" in marks:
            found.aux.add("future")
            found.will = True
    if dep in ("obj", "nsubj:pass") and s.low[node] in CONTENT and lemma in governors["denial"]:
        found.denials += 1
    joined = any(s.dep[k] == "cc" and k < node for k in s.kids[node])
    if dep in ("ccomp", "parataxis") and joined and node > governor:
        return False  # "denies it, and a minister demanded": a second main clause
    if dep == "advcl" and "to" not in marks and not (gerund and lemma in governors["negation"]):
        return False
    if dep in ("ccomp",) and "@speech" in s.classes[governor]:
        return negated(s, governor) or lemma in governors["negation"]
    return dep in (
        "xcomp",
        "ccomp",
        "acl",
        "advcl",
        "obj",
        "obl",
        "nmod",
        "csubj",
        "nsubj",
        "nsubj:pass",
        "aux",
        "cop",
    )
