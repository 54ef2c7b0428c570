"""Grammatical arguments: who is subject, object or oblique of a verb, however the sentence is built.

Each function takes and returns token positions. Passive voice, control and raising, relative clauses,
participles and coordination are undone here, so that frames need only name the plain argument.
"""

from __future__ import annotations

from visavis.coding.events.calendar_words import TIMES
from visavis.coding.events.sentence import NOMINAL, PASSIVE_SUBJECTS, SUBJECTS, Sentence, once

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_OBJECT_CONTROL_WORDS = (
    "urge ask order force allow tell invite help want persuade press pressure compel enable permit "
    "lead push get instruct require call warn authorize encourage send let make authorise"
)
_OBJECT_CONTROL = frozenset(_OBJECT_CONTROL_WORDS.split())
_CHARGE_WORDS = (
    "suspect accuse convict acquit clear absolve exonerate charge blame fault condemn criticise criticize "
    "praise thank punish denounce reproach indict fine jail arrest detain reprimand applaud "
    "commend catch"
)
_CHARGES = frozenset(_CHARGE_WORDS.split())
_CLAUSES = frozenset({"xcomp", "ccomp", "csubj"})
_MAYBE_CLAUSES = frozenset({"advcl", "acl", "obl", "nmod"})
_BEARERS = frozenset({"obj", "obl", "nmod", "xcomp", "iobj"})  # what a complement may hang on instead
# What an anchor governs and what may govern its prepositions in its stead.
_NEAR = frozenset(
    {"obj", "obl", "nmod", "xcomp", "nsubj:pass", "obl:unmarked", "compound:prt", "advmod", "iobj"}
)

# What "of" ends no phrase of its own behind: "deployed ahead of a visit by Peru".
_COMPLEX = frozenset({"ahead", "because", "instead", "regardless", "irrespective"})


def subjects(s: Sentence, v: int, depth: int = 0) -> list[int]:
    """Return the surface subject of a verb or predicate; inherited where the clause has none of its own."""
    return _subjects(s, v, depth) if depth else _subjects_here(s, v)


@once
def _subjects_here(s: Sentence, v: int) -> list[int]:
    return _subjects(s, v, 0)


def _subjects(s: Sentence, v: int, depth: int) -> list[int]:
    own = [k for k in _subjects_own(s, v) if k not in s.reported or v in s.reported]
    if own:
        more = [k for k in own[1:] if k < v and s.low[own[0]] not in _RELATIVE]
        return [_stands_for(s, v, _antecedent(s, v, own[0])), *more]
    if s.headline_verb(v):
        return [s.head[v]]
    if s.head[v] in s.reported and v not in s.reported:
        return _main_subject(s, v, depth)
    if depth > 6 or s.head[v] == v:
        return _left_of(s, v)
    h, dep = s.head[v], s.dep[v]
    if dep == "acl:relcl":
        return [h] if not objects_own(s, v) or not _left_of(s, v, h) else _left_of(s, v, h)
    if (told := _by_object(s, v, depth)) is not None:
        return told
    if (
        dep == "conj"
        and s.pos[h] not in ("VERB", "AUX")
        and s.dep[h] not in ("ROOT", "ccomp", "advcl", "conj")
    ):
        return subjects(s, s.clause(h), depth + 1) if s.clause(h) != h else _left_of(s, v)
    if dep in ("conj", "xcomp", "ccomp", "advcl", "parataxis", "csubj", "dep", "cop", "aux"):
        return _by_whom(s, v, h) or subjects(s, h, depth + 1)
    above = s.clause(h)
    return subjects(s, above, depth + 1) if above not in (v, h) or s.pos[above] == "VERB" else []


def _by_object(s: Sentence, v: int, depth: int) -> list[int] | None:
    """Return who does what a verb above says of its object, or a noun of its owner; None if none is above."""
    h, dep = s.head[v], s.dep[v]
    if dep in ("xcomp", "ccomp") and _controls_object(s, h):
        return objects(s, h, depth + 1)[:1] or subjects(s, h, depth + 1)
    if _charged(s, v, h):
        return objects(s, h, depth + 1)[:1]
    return _of_noun(s, v, h, depth) if dep in ("acl", "amod", "nmod") else None


def _charged(s: Sentence, v: int, h: int) -> bool:
    """Tell whether a verb says what its object did ("suspects Peru of planning", "was cleared of arming")."""
    if not s.low[v].endswith("ing") or s.lemma(h) not in _CHARGES:
        return False
    return any(
        s.low[k] in ("of", "with", "for", "over", "in") and s.dep[k] in ("mark", "case") for k in s.kids[v]
    )


def _by_whom(s: Sentence, v: int, h: int) -> list[int]:
    """Return the agent of a passive whose deed a participle carries on ("was hit by rebels, killing six")."""
    bare = s.low[v].endswith("ing") and not any(s.dep[k] == "mark" for k in s.kids[v])
    if s.dep[v] != "advcl" or v < h or not bare or not objects_own(s, v) or not s.passive(h):
        return []
    return obliques(s, h, "by")


@once
def _subjects_own(s: Sentence, v: int) -> list[int]:
    """Return the subjects that the parse hangs on a verb; no time: "Hours after the rally, X was held"."""
    own = [k for k in s.kids[v] if s.dep[k] in SUBJECTS or s.dep[k] in PASSIVE_SUBJECTS]
    own = [_doer(s, k) for k in own]
    return [k for k in own if not _time(s, k)] or own


def _doer(s: Sentence, k: int) -> int:
    """Return who stands before a participle that was taken for the subject ("rebels fighting X seized")."""
    if s.dep[k] != "csubj" or not s.low[k].endswith("ing"):
        return k
    return next((j for j in s.kids[k] if s.dep[j] in SUBJECTS and j == k - 1 and s.is_noun(j)), k)


def _time(s: Sentence, i: int) -> bool:
    """Tell whether a noun is one of time, in the singular or plural, and no actor's."""
    return not s.mentions[i] and (s.low[i] in TIMES or s.low[i].removesuffix("s") in TIMES)


def _main_subject(s: Sentence, v: int, depth: int) -> list[int]:
    """Return the subject of the main clause for a verb that was hung on the closing attribution."""
    for i in range(v - 1, -1, -1):
        if (
            s.pos[i] == "VERB"
            and i not in s.reported
            and s.dep[i] in ("ROOT", "ccomp", "conj", "parataxis", "advcl")
        ):
            return subjects(s, i, depth + 1) if depth < 6 else []
    return _left_of(s, v)


def _stands_for(s: Sentence, v: int, subject: int) -> int:
    """Return what a personal pronoun stands for when nobody has said: the subject of the clause above."""
    if s.low[subject] not in ("it", "they", "he", "she") or s.mentions[subject]:
        return subject
    for up in s.above(v):
        for k in s.kids[up]:
            if s.dep[k] in SUBJECTS and k < subject and s.low[k] not in ("it", "they", "he", "she", "there"):
                return k
    left = [i for i in range(subject) if s.dep[i] in SUBJECTS and s.mentions[i]]
    return left[-1] if left else subject


def _antecedent(s: Sentence, v: int, subject: int) -> int:
    """Return what a relative pronoun stands for, else the subject itself."""
    if s.low[subject] not in _RELATIVE:
        return subject
    up = v
    while s.dep[up] in ("conj", "xcomp") and s.head[up] != up:
        up = s.head[up]
    if s.dep[up] in ("acl:relcl", "acl") or (s.dep[up] != "ROOT" and s.pos[s.head[up]] in ("NOUN", "PROPN")):
        return s.head[up]
    left = subject - 1
    while left >= 0 and s.low[left] == ",":
        left -= 1
    return left if left >= 0 and s.pos[left] in NOMINAL else subject


def _controls_object(s: Sentence, h: int) -> bool:
    lemma = s.lemma(h)
    has = any(s.dep[k] in ("obj", "iobj") for k in s.kids[h]) or s.passive(h)
    if lemma == "call":
        has = any(s.case(k) in ("on", "upon") for k in s.kids[h])
    return has and lemma in _OBJECT_CONTROL


def asked(s: Sentence, v: int) -> list[int]:
    """Return whom a verb asks to do something: "urged Peru to leave", "called on Peru to leave"."""
    if s.passive(v) or s.lemma(v) not in _OBJECT_CONTROL | {"appeal", "plead"}:
        return []
    to = [k for k in s.kids[v] if k > v and any(s.low[j] == "to" and s.dep[j] == "mark" for j in s.kids[k])]
    if not to:
        return []
    told = [k for k in s.kids[v] if v < k < to[0] and s.dep[k].split(":")[0] in ("obj", "iobj", "obl")]
    return [k for k in told if s.low[k] not in TIMES and s.case(k) in ("", "on", "upon", "to", "with")][:1]


def addressees(s: Sentence, v: int) -> list[int]:
    """Return the objects of a verb that are persons or people, by pronoun, name or noun."""
    return [k for k in s.kids[v] if k > v and s.dep[k] in ("obj", "iobj") and _somebody(s, k)]


def _somebody(s: Sentence, i: int) -> bool:
    named = s.pos[i] == "PROPN" and s.low[i] not in TIMES and s.known.place(s.word[i]) is None
    return s.low[i] in ("him", "her", "them") or named or "@persons" in s.classes[i]


def captors(s: Sentence, v: int) -> list[int]:
    """Return who holds those whom a verb sets free ("freed nurses held by rebels", "the release of ...")."""
    freed = objects(s, v)
    freed = [
        *freed,
        *(j for k in freed for j in s.kids[k] if s.dep[j] == "nmod" and s.case(j) in ("of", "in")),
    ]
    held = [j for k in freed for j in s.kids[k] if s.dep[j] in ("acl", "acl:relcl")]
    return [a for j in held for a in (obliques(s, j, "by") if s.passive(j) else [])]


def _of_noun(s: Sentence, v: int, noun: int, depth: int) -> list[int]:
    """Return the understood subject of a verb that modifies a noun ("plans to meet", "troops guarding")."""
    infinitive = any(s.dep[k] == "mark" and s.low[k] == "to" for k in s.kids[v])
    if s.dep[noun] == "obj" and _charged(s, v, s.head[noun]):
        return [noun]
    if s.low[v].endswith("ing") and s.dep[noun] == "obl" and s.case(noun) == "to" and depth < 6:
        return subjects(s, s.head[noun], depth + 1)  # "wrote to Kampala demanding ..."
    if not infinitive and s.case(v) == "" and not any(s.dep[k] == "mark" for k in s.kids[v]):
        if "@text" in s.classes[noun] and s.low[v].endswith("ing") and depth < 6:
            governor = s.head[noun]
            if s.dep[noun] in ("obj", "obl"):
                return subjects(s, governor, depth + 1)
            if s.dep[noun] in PASSIVE_SUBJECTS | SUBJECTS and s.passive(governor):
                return obliques(s, governor, "by")  # "a bill ending ... was passed by parliament"
        first = s.head[noun] if s.dep[noun] == "conj" else noun  # "with Chad, Niger and Mali urging Peru to"
        return [first] if s.case(first) == "with" else [noun]
    holder = s.deps(noun, "nmod:poss")
    if holder:
        return holder
    governor = s.head[noun]
    if s.dep[noun] in ("obj", "obl", "nsubj:pass", "xcomp") and governor != noun and depth < 6:
        return subjects(s, governor, depth + 1)
    return [k for k in s.kids[noun] if s.case(k) in ("of", "by")] or [noun]


def _left_of(s: Sentence, v: int, stop: int = -1) -> list[int]:
    """Return the nearest nominal left of a verb when the parse gives no subject, no other verb between."""
    for i in range(v - 1, stop, -1):
        if s.pos[i] in ("VERB",) and s.dep[i] not in ("amod", "compound"):
            return []
        if s.pos[i] in ("NOUN", "PROPN", "PRON") and s.low[i] not in TIMES and not s.case(i):
            head = i
            while (
                s.head[head] < v
                and s.head[head] > stop
                and s.pos[s.head[head]] in NOMINAL
                and s.head[head] != head
            ):
                head = s.head[head]
            return [] if s.case(head) else [head]
    return []


@once
def agents(s: Sentence, v: int) -> list[int]:
    """Return who does what a verb says: its subject, or the by-phrase of a passive."""
    if s.passive(v):
        return obliques(s, v, "by") or _agents_below(s, v)
    return subjects(s, v)


def _agents_below(s: Sentence, v: int) -> list[int]:
    """Return the by-phrase of a passive hung on a clause it governs ("barred from entering by guards")."""
    below = [k for k in s.joined("by") if k > v and s.mentions[k] and s.case(k) == "by"]
    found = [k for k in below if _governs(s, v, s.head[k])]
    return found[-1:]


def _governs(s: Sentence, v: int, verb: int) -> bool:
    """Tell whether an active verb behind a passive is part of what it says, by complements alone."""
    if s.passive(verb) or not s.is_verb(verb):
        return False
    while s.dep[verb] in ("xcomp", "advcl", "ccomp") and verb > v:
        verb = s.head[verb]
    return verb == v


@once
def objects_own(s: Sentence, v: int) -> list[int]:
    """Return the objects that the parse hangs on the verb itself."""
    return [k for k in s.kids[v] if s.dep[k] in ("obj", "iobj")]


def objects(s: Sentence, v: int, depth: int = 0) -> list[int]:
    """Return who or what suffers what a verb says: its object, or the subject of a passive."""
    return _objects(s, v, depth) if depth else _objects_here(s, v)


@once
def _objects_here(s: Sentence, v: int) -> list[int]:
    return _objects(s, v, 0)


def _objects(s: Sentence, v: int, depth: int) -> list[int]:
    if s.passive(v):
        own = _subjects_own(s, v)
        if own:
            return [_antecedent(s, v, own[0]), *(k for k in s.kids[v] if s.dep[k] == "obj")]
        if s.dep[v] in ("acl", "amod", "acl:relcl"):
            return [s.head[v]]
        return subjects(s, v, depth + 1) if depth < 6 else []
    own = sorted(objects_own(s, v), key=lambda k: s.dep[k] == "iobj")
    own = [k for k in own if s.low[k] not in TIMES]
    if own:
        return [_antecedent(s, v, k) if s.low[k] in _RELATIVE else k for k in own]
    if s.dep[v] == "acl:relcl" and any(s.dep[k] in SUBJECTS and s.low[k] not in _RELATIVE for k in s.kids[v]):
        return [s.head[v]]
    shared = [k for k in s.kids[v] if s.dep[k] == "conj" and k - v <= 3]
    if shared and objects_own(s, shared[0]):
        return objects_own(s, shared[0])
    return _right_of(s, v)


def _right_of(s: Sentence, v: int) -> list[int]:
    """Return the bare nominal right behind a verb where the parse gives no object; times are skipped."""
    i = v + 1
    while i < s.n and i < v + 14:
        if s.dep[i] in ("case", "mark") or s.low[i] in ("to", "that", "and", "or"):
            timely = next((j for j in range(i + 1, min(s.n, i + 4)) if s.low[j] in TIMES), None)
            if s.low[i] in ("on", "in", "at") and timely:
                i = timely + 1
                continue
            return []
        if s.pos[i] in ("VERB", "SCONJ", "PUNCT", "AUX") and s.dep[i] not in ("amod", "compound"):
            return []
        if s.pos[i] in ("NOUN", "PROPN", "PRON") and s.low[i] not in TIMES:
            head = i
            while head < s.head[head] < i + 8 and s.pos[s.head[head]] in ("NOUN", "PROPN"):
                head = s.head[head]
            return [head] if s.dep[head] not in SUBJECTS else []
        i += 1
    return []


def obliques(s: Sentence, anchor: int, prep: str) -> list[int]:
    """Return nominals that a preposition joins to an anchor, or its object (attachment wavers)."""
    joined = s.joined(prep)
    if not joined:
        return []
    direct = [k for k in joined if s.head[k] == anchor != k and not (prep == "by" and _to_come(s, k))]
    if direct:
        return direct
    near: list[int] = []
    for k in s.kids[anchor]:
        if s.dep[k] in _NEAR and not (prep == "of" and s.low[k] in _COMPLEX):
            near += [j for j in joined if s.head[j] == k != j]
            if s.dep[k] in ("obj", "nsubj:pass", "obl"):
                near += [j for m in s.kids[k] if s.dep[m] == "nmod" for j in joined if s.head[j] == m != j]
    return near


def _to_come(s: Sentence, k: int) -> bool:
    """Tell whether a by-phrase ends one of what is still to come ("posted ahead of a march by Fatah")."""
    by = next((i for i in range(k - 1, 1, -1) if s.low[i] == "by"), 0)
    i = by - 1
    while i > 1 and s.pos[i] in ("NOUN", "PROPN", "ADJ", "DET", "NUM"):
        i -= 1
    opens = s.low[i] == "before" or s.low[i - 1 : i + 1] == ["ahead", "of"]
    return by > 1 and i < by - 1 and opens


@once
def complements(s: Sentence, anchor: int) -> list[int]:
    """Return the verbs of the complement clauses of a verb, noun or adjective ("agreed to meet")."""
    out: list[int] = []
    for k in s.kids[anchor]:
        label = s.dep[k]
        if label in _CLAUSES or (label in _MAYBE_CLAUSES and _clausal(s, k, anchor)):
            out.append(k)  # "is due to meet"
        if label == "nsubj:pass" or label.split(":")[0] in _BEARERS:
            out += [j for j in s.kids[k] if s.dep[j] in ("acl", "advcl") and _clausal(s, j, anchor)]
    if not out:
        return out
    wide = set(out)
    for k in out:
        wide |= {j for j in s.kids[k] if s.dep[j] == "conj" and s.pos[j] in ("VERB", "AUX", "ADJ")}
    return sorted(k for k in wide if k > anchor)


def _clausal(s: Sentence, k: int, anchor: int) -> bool:
    if k < anchor:
        return False
    if (
        s.low[k].endswith("ing")
        and s.pos[k] in ("VERB", "NOUN")
        and s.case(k) in ("from", "of", "for", "against", "to")
    ):
        return True
    between = [s.dep[j] for j in range(anchor + 1, k)]
    if s.low[k].endswith("ing") and between and set(between) == {"compound:prt"}:
        return True  # "ruled out sending", "put off signing"
    marks = {s.low[j] for j in s.kids[k] if s.dep[j] == "mark" and j < k}
    if s.low[k].endswith("ing") and marks & {"with", "in", "over", "by"}:
        return True
    return bool(marks & {"to", "that", "from", "of", "for", "against", "with"}) and s.pos[k] not in ("PROPN",)


def attributed(s: Sentence, at: int) -> list[int]:
    """Return who says what a sentence tells: by its closing attribution, wherever the parse has hung it.

    Else according to whom it is so, where the token asked for is not itself part of that.
    """
    closing = [k for k in s.reported if "@speech" in s.classes[k] and s.is_verb(k)]
    told = [k for v in closing[:1] for k in agents(s, v) or subjects(s, v)]
    if told or "according" not in s.there:
        return told
    by = [s.head[i] for i in range(s.n - 1) if s.low[i : i + 2] == ["according", "to"] and s.head[i] > i + 1]
    return [k for k in by[:1] if at not in s.subtree(k)]
