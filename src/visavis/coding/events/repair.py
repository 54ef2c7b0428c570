"""Mends the commonest slips of a small parser, in sentences that may tell an event.

These are the likelier readings there, not anywhere: on treebanks they right about as much as they spoil. What
no English sentence could mean is mended for all readers (``visavis.reading.mends``).

A past tense read as a participle before its object:

"India blamed Pakistan" may come out as a noun phrase, "Pakistan" its head, "blamed" an adjective of it. Where
a nominal stands right before such a participle and hangs on the same noun, the participle is the verb.
The main verb behind a relative clause read as part of it ("Peru, which hosted talks, threatened to ..."): a
root noun with no verb of its own takes it back.
A second conjunct read as a modifier ("six tanks and two T-72 tanks"): it is joined where "and" opens its
phrase.
A main verb read as a second participle of its subject ("rebels disguised as waiters stormed the villa",
"aircraft using missiles killed four"): a past participle with an object of its own modifies nothing.
A subject hung on the auxiliary ("Peru has once again rejected ..."): it is the verb's.
"Premier" and "due" taken for modifiers ("the Slovak premier thanked ...", "is due to meet"): the one is the
subject, the other the predicate. A past tense taken for a name ("the council upheld ..."), and the second
party "between A and B" taken for another subject.
"""

from __future__ import annotations

from visavis.coding.events.insets import SUBJECTS, unhook

_HAVE = frozenset({"have", "has", "had", "having", "'ve"})
_BE = frozenset({"is", "are", "was", "were", "be", "been"})
_MOVED = frozenset({"departed", "arrived", "travelled", "traveled", "journeyed", "abided", "knelt"})
_UNMISTAKABLE = frozenset(
    {
        "swore",
        "stood",
        "chose",
        "sought",
        "flew",
        "spoke",
        "gave",
        "took",
        "withdrew",
        "forgave",
        "overthrew",
        "upheld",
        "unfroze",
    }
)
_BEFORE_GERUNDS = frozenset(
    {"of", "from", "by", "without", "against", "before", "after", "than", "in", "for"}
)
# Forms that modify nothing: what follows them is their object ("short of imposing sanctions").
_GERUNDS = frozenset(
    {"imposing", "condemning", "attacking", "invading", "expelling", "recognising", "recognizing", "bombing"}
    | {"sending", "signing", "supplying", "lifting", "sanctioning", "shelling", "seizing", "accusing"}
    | {"arresting", "releasing", "withdrawing", "deploying", "supporting", "criticising", "criticizing"}
)
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
# Verbs whose passive keeps an object ("rebels given arms by the army").
_DITRANSITIVE = frozenset(
    {"given", "offered", "sent", "shown", "paid", "taught", "told", "handed", "awarded", "granted", "denied"}
    | {"promised", "asked", "lent", "sold", "allowed", "refused", "named", "called", "dubbed", "left", "made"}
    | {"considered", "elected", "appointed", "declared", "deemed", "termed", "assigned", "allotted", "issued"}
)
_LEFT = frozenset({"nsubj", "nsubj:outer", "compound", "nsubj:pass", "flat", "appos"})


def repair(words: list[str], pos: list[str], tag: list[str], dep: list[str], head: list[int]) -> None:
    """Rewrite ``pos``, ``dep`` and ``head`` in place where a participle must be the clause's verb.

    Args:
        words: lower-cased words.
        pos: parts of speech.
        tag: fine tags.
        dep: dependency labels.
        head: positions of the heads.
    """
    unhook(words, pos, dep, head)
    _premier(words, pos, tag, dep, head)
    _no_longer(words, pos, tag, dep, head)
    _gerunds(words, pos, tag, dep, head)
    _plain_past(words, pos, dep, head)
    _between(words, dep, head)
    _join(words, dep, head, pos)
    _off_auxiliary(words, dep, head)
    _due(words, pos, dep, head)
    _second_object(pos, tag, dep, head)
    _behind_participle(words, pos, tag, dep, head)
    _past_relative(words, pos, tag, dep, head)
    for v, label in enumerate(dep):
        if label not in ("amod", "compound") or not 0 < v < head[v]:
            continue
        if not _participle(words[v], pos[v], tag[v]) or _in_compound(v, words, dep, head):
            continue
        noun = head[v]
        if words[v - 1] in _HAVE:
            _perfect(v, noun, pos, dep, head)
        elif dep[noun] in ("ROOT", "ccomp", "parataxis", "conj", "nmod") and "cop" not in _labels(
            noun, dep, head
        ):
            left = [i for i in range(v) if head[i] in (noun, v) and dep[i] in _LEFT and pos[i] in _NOMINAL]
            if left and (
                _ends_at(left[-1], v, head) or all(pos[i] in ("PROPN", "ADJ") for i in range(left[0], v))
            ):
                _promote(v, noun, left[-1], pos, dep, head)
                tag[v] = "VBD" if tag[v] == "JJ" else tag[v]  # else a bare participle has none who does it
            elif dep[noun] == "conj" and _group(head[noun], v, dep, head):
                _promote(v, noun, head[noun], pos, dep, head)


def _no_longer(words: list[str], pos: list[str], tag: list[str], dep: list[str], head: list[int]) -> None:
    """Make "supplies" in "no longer supplies arms" the verb that it must be."""
    if "longer" not in words:
        return
    for v in range(2, len(words)):
        if words[v - 2 : v] == ["no", "longer"] and words[v].endswith("s") and pos[v] == "NOUN":
            pos[v], tag[v] = "VERB", "VBZ"
            head[v - 1], dep[v - 1] = v, "advmod"


def _gerunds(words: list[str], pos: list[str], tag: list[str], dep: list[str], head: list[int]) -> None:
    """Make a verb in "-ing" between a preposition and a name govern it ("held back from attacking Chad")."""
    if "VBG" not in tag or "amod" not in dep:
        return
    for v in range(1, len(words) - 1):
        noun = head[v]
        transitive = pos[noun] == "PROPN" if noun > v else False
        if dep[v] != "amod" or tag[v] != "VBG" or words[v - 1] not in _BEFORE_GERUNDS:
            continue
        if not transitive and words[v] not in _GERUNDS:
            continue
        for k in range(v):
            if head[k] == noun and (dep[k] == "case" or words[k] in _BEFORE_GERUNDS):
                head[k], dep[k] = v, "mark"
        above = head[noun] if head[noun] != noun else v
        head[v], dep[v] = above, "advcl" if above != v else "ROOT"
        head[noun], dep[noun], pos[v] = v, "obj", "VERB"


def _premier(words: list[str], pos: list[str], tag: list[str], dep: list[str], head: list[int]) -> None:
    """Make "premier" the subject of the verb after it, where it was taken for an adjective."""
    if "premier" not in words:
        return
    for k in range(1, len(words) - 2):
        v = k + 1
        if words[k] == "premier" and dep[k] in SUBJECTS:
            pos[k] = "NOUN"
        if words[k] != "premier" or dep[k] != "amod" or not _participle(words[v], pos[v], tag[v]):
            continue
        top = head[k]
        if top != v:
            if dep[v] != "amod" or head[v] != top or top < v:
                continue
            head[v], dep[v] = (v if head[top] == top else head[top]), dep[top]
            head[top], dep[top] = v, "obj"
        for i in range(len(words)):
            if head[i] in (top, v) and i < k and dep[i] in ("det", "amod", "nmod:poss", "compound"):
                head[i] = k
            elif head[i] == top and i > top and dep[i] == "punct":
                head[i] = v
        head[k], dep[k], pos[k], pos[v] = v, "nsubj", "NOUN", "VERB"


def _plain_past(words: list[str], pos: list[str], dep: list[str], head: list[int]) -> None:
    """Make a root that can only be a past tense ("the council upheld ...") the verb of the name before it."""
    if _MOVED.isdisjoint(words) and _UNMISTAKABLE.isdisjoint(words):
        return
    for v in range(1, len(words) - 1):
        k = v - 1
        if words[v] in _MOVED and dep[v] == "acl" and dep[head[v]] == "ROOT" and pos[head[v]] in _NOMINAL:
            _enthrone(v, head[v], pos, dep, head)
            for i in range(v + 1, len(words)):
                dep[i] = "obl" if head[i] == v and dep[i] == "obl:agent" else dep[i]
            continue
        if words[v] not in _UNMISTAKABLE or dep[v] != "ROOT" or pos[v] not in ("NOUN", "PROPN"):
            continue
        if head[k] != v or dep[k] != "compound" or pos[k] not in _NOMINAL:
            continue
        for i in range(k):
            if head[i] == v:
                head[i] = k
        dep[k], pos[v] = "nsubj", "VERB"


def _between(words: list[str], dep: list[str], head: list[int]) -> None:
    """Join the second of two parties "between A and B" where it was taken for a second subject."""
    if "between" not in words:
        return
    for c in range(3, len(words) - 2):
        a = c - 1
        if words[c] != "and" or dep[a] != "nmod":
            continue
        if not any(words[i] == "between" and head[i] == a for i in range(a)):
            continue
        b = next((k for k in range(c + 1, len(words)) if dep[k] in (*SUBJECTS, "conj")), None)
        if b is None or head[b] == a or any(head[i] != b for i in range(c + 1, b)):
            continue
        if dep[b] == "conj" and head[b] < a:  # "talks in Geneva between Syria and the rebels"
            head[b], head[c] = a, b
            continue
        if any(dep[j] in SUBJECTS and head[j] == head[b] for j in range(a)):
            head[b], dep[b], head[c] = a, "conj", b


def _join(words: list[str], dep: list[str], head: list[int], pos: list[str]) -> None:
    """Turn a noun's modifier after "and" or "or" into its conjunct where no preposition governs it."""
    if "nmod" not in dep or "cc" not in dep:
        return
    for k, label in enumerate(dep):
        first = head[k]
        if label != "nmod" or first >= k or pos[k] not in _NOMINAL or pos[first] not in _NOMINAL:
            continue
        if words[first + 1] not in ("and", "or") or dep[first + 1] != "cc":
            continue
        if any(pos[i] == "ADP" and dep[i] == "case" and head[i] == k for i in range(first, k)):
            continue
        dep[k] = "conj"


def _second_object(pos: list[str], tag: list[str], dep: list[str], head: list[int]) -> None:
    """Join a bare noun that "and" hangs on a verb to the verb's object ("flew tents and pumps to Chad")."""
    if "conj" not in dep or "cc" not in dep or "obj" not in dep:
        return
    for k, label in enumerate(dep):
        verb = head[k]
        if label != "conj" or k < 3 or not tag[k].startswith("NN") or pos[verb] != "VERB" or verb >= k:
            continue
        objects = [i for i in range(verb + 1, k) if head[i] == verb and dep[i] == "obj"]
        joins = [i for i in range(verb, k) if head[i] == k and dep[i] == "cc"]
        clausal = any(
            head[i] == k and dep[i].startswith(("nsubj", "aux", "cop", "case")) for i in range(len(dep))
        )
        if not objects or not joins or joins[0] != objects[-1] + 1 or clausal:
            continue
        head[k], pos[k] = objects[-1], "NOUN" if pos[k] == "VERB" else pos[k]
        for i in range(k + 1, len(dep)):
            if head[i] == k and dep[i] == "obl":
                head[i] = verb


def _off_auxiliary(words: list[str], dep: list[str], head: list[int]) -> None:
    """Give a verb the subject that was hung on its auxiliary; one who departed did not suffer it."""
    for k, label in enumerate(dep):
        if label not in SUBJECTS:
            continue
        if label == "nsubj:pass" and words[head[k]] in _MOVED:
            dep[k] = "nsubj"
        if dep[head[k]].startswith("aux"):
            head[k] = head[head[k]]


def _due(words: list[str], pos: list[str], dep: list[str], head: list[int]) -> None:
    """Make "due" the predicate of "is due in Canberra" and "is due to meet", where town or act was."""
    if "due" not in words:
        return
    for k in range(1, len(words) - 2):
        if words[k] != "due" or words[k + 1] not in ("in", "at", "to") or words[k - 1] not in _BE:
            continue
        below = head[k]
        if below <= k or dep[k] not in ("advmod", "case", "mark", "amod"):
            continue
        governor, label = (k if head[below] == below else head[below]), dep[below]
        for i in range(len(words)):
            if head[i] == below and i != below and (i < k or dep[i] == "punct"):
                head[i] = k
        head[k], dep[k], pos[k] = governor, label, "ADJ"
        if words[k + 1] != "to":
            head[below], dep[below] = k, "obl"
            continue
        act = k + 2
        if act != below and head[act] == below:  # "due to open talks", read as open talks
            head[below], dep[below] = act, "obj"
        elif act != below:
            continue
        head[act], dep[act], pos[act] = k, "xcomp", "VERB"
        head[k + 1], dep[k + 1] = act, "mark"


def _behind_participle(
    words: list[str], pos: list[str], tag: list[str], dep: list[str], head: list[int]
) -> None:
    """Make a past tense hung on a noun of its subject's own participle the verb of that subject."""
    if "acl" not in dep:
        return
    for v, label in enumerate(dep):
        if (
            label != "acl"
            or v < 3
            or tag[v] not in ("VBN", "VBD")
            or not _transitive(v, words, pos, dep, head)
        ):
            continue
        top = head[v]
        said = head[top]
        if (
            dep[top] in SUBJECTS
            and said > v
            and any(head[k] == said and dep[k] in SUBJECTS for k in range(v, said))
        ):
            head[top], dep[top], head[v], dep[v], pos[v] = v, "nsubj", said, "ccomp", "VERB"
            continue  # "The army forced out villagers, residents said": the first subject is not theirs
        while head[top] != top and head[top] < v and dep[top] not in SUBJECTS:
            top = head[top]
        if top == head[v] or pos[top] not in ("NOUN", "PROPN", "VERB", "ADJ"):
            continue
        if pos[top] in ("VERB", "ADJ"):  # "rebels disguised as waiters": the participle was the root
            top = _participle_of(top, words, pos, tag, dep, head)
        elif dep[top] in SUBJECTS:
            continue
        if top >= 0:
            _enthrone(v, top, pos, dep, head)


def _in_compound(v: int, words: list[str], dep: list[str], head: list[int]) -> bool:
    """Tell whether a participle ends a hyphened word behind a preposition ("in state-owned mines")."""
    governed = any(head[i] == head[v] and dep[i] == "case" for i in range(v))
    return governed and words[v - 1] == "-"


def _transitive(v: int, words: list[str], pos: list[str], dep: list[str], head: list[int]) -> bool:
    """Tell whether a verb without subject has an object that a passive would not leave behind it."""
    kids = [k for k in range(v + 1, len(words)) if head[k] == v]
    by = any(words[k] == "by" and head[head[k]] == v for k in range(v + 1, len(words)))
    cased = {head[j] for j in range(len(words)) if dep[j] == "case"}
    if any(head[k] == v and dep[k] in SUBJECTS for k in range(v)):  # "fell so far that he lacked food"
        return False
    objects = [
        k for k in kids if dep[k] == "obj" or (dep[k] == "obl" and k not in cased and pos[k] == "NOUN")
    ]
    return bool(objects) and not by and words[v] not in _DITRANSITIVE


def _participle_of(
    v: int, words: list[str], pos: list[str], tag: list[str], dep: list[str], head: list[int]
) -> int:
    """Return the subject of a root that is only a bare participle of it, -1 if it is more."""
    kids = [k for k in range(len(words)) if head[k] == v and k != v]
    finite = not _participle(words[v], pos[v], tag[v]) or any(
        dep[k].startswith(("aux", "cop")) or dep[k] == "obj" for k in kids
    )
    subjects = [k for k in kids if dep[k] in SUBJECTS and k < v]
    return subjects[-1] if subjects and not finite and dep[v] == "ROOT" else -1


def _enthrone(v: int, subject: int, pos: list[str], dep: list[str], head: list[int]) -> None:
    """Make a verb the root, or the clause's verb, of a subject that had none or only a participle."""
    old = head[subject]
    if old != subject:
        head[old], dep[old] = subject, "acl"
    head[v], dep[v], pos[v] = v, "ROOT", "VERB"
    head[subject], dep[subject] = v, "nsubj"


def _past_relative(words: list[str], pos: list[str], tag: list[str], dep: list[str], head: list[int]) -> None:
    """Make the participle after a relative clause's closing comma the main verb where there is no other."""
    if "acl:relcl" not in dep:
        return
    root = next((i for i in range(len(words)) if head[i] == i), 0)
    clauses = [i for i in range(root + 1, len(words)) if head[i] == root and dep[i] == "acl:relcl"]
    if pos[root] not in _NOMINAL or not clauses or "cop" in _labels(root, dep, head):
        return
    for v in range(clauses[0] + 2, len(words)):
        if words[v - 1] != "," or tag[v] not in ("VBN", "VBD"):
            continue
        noun = head[v]
        object_ = dep[v] == "amod" and noun > v and head[noun] == root and dep[noun] in ("conj", "appos")
        if object_ and "cc" not in _labels(noun, dep, head):
            head[noun], dep[noun] = v, "obj"
        elif (
            dep[v] != "acl"
            or noun <= root
            or any(words[i] == "by" and head[head[i]] == v for i in range(v, len(words)))
        ):
            continue
        head[v], dep[v], pos[v] = v, "ROOT", "VERB"
        head[root], dep[root] = v, "nsubj"
        for i in range(v + 1, len(words)):
            if head[i] == root:
                head[i] = v
        return


def _group(first: int, v: int, dep: list[str], head: list[int]) -> bool:
    """Tell whether a coordinated nominal ("Finland and Estonia") stands right before the verb as the root."""
    joined = [i for i in range(first + 1, v) if head[i] == first and dep[i] == "conj"]
    return dep[first] == "ROOT" and bool(joined) and joined[-1] == v - 1


def _participle(word: str, pos: str, tag: str) -> bool:
    return tag in ("VBD", "VBN") or (pos in ("VERB", "ADJ") and word.endswith("ed")) or word in _UNMISTAKABLE


def _labels(noun: int, dep: list[str], head: list[int]) -> set[str]:
    return {dep[i] for i in range(len(dep)) if head[i] == noun and i != noun}


def _ends_at(nominal: int, v: int, head: list[int]) -> bool:
    """Tell whether a nominal with what hangs on it reaches up to the verb."""
    last = max([nominal, *(i for i in range(nominal, v) if head[i] == nominal)])
    return last == v - 1


def _promote(v: int, noun: int, subject: int, pos: list[str], dep: list[str], head: list[int]) -> None:
    governor, label = head[noun], dep[noun]
    if governor == subject:  # the nominal before the verb was the root
        governor, label = noun, dep[subject]
    for i in range(len(head)):
        if head[i] == noun and i < v and i != subject:
            head[i] = subject if abs(i - subject) < abs(i - v) and i < subject else v
    head[subject], dep[subject] = v, "nsubj"
    pos[v], dep[v] = "VERB", label
    head[v] = v if governor == noun else governor
    head[noun], dep[noun] = v, "obj"
    for i in range(noun + 1, len(head)):
        if (
            head[i] == noun
            and dep[i] in ("punct", "advcl", "parataxis", "ccomp", "conj")
            and dep[i] != "conj"
        ):
            head[i] = v


def _perfect(v: int, noun: int, pos: list[str], dep: list[str], head: list[int]) -> None:
    """Mend "has imposed sanctions" where "imposed" was hung on "sanctions"."""
    have = v - 1
    governor, label = head[noun], dep[noun]
    if governor == have:
        governor, label = head[have], dep[have]
        for i in range(len(head)):
            if head[i] == have and i != have and i != noun:
                head[i] = v
    own = governor in (have, noun)
    head[v], dep[v], pos[v] = (v if own else governor), ("ROOT" if own else label), "VERB"
    if dep[v].startswith("aux"):
        dep[v] = "ccomp"
    head[have], dep[have] = v, "aux"
    head[noun], dep[noun] = v, "obj"
    before = [
        i for i in range(have) if pos[i] in _NOMINAL and dep[i].startswith(("nsubj", "compound", "obj"))
    ]
    if before and head[before[-1]] >= have:
        head[before[-1]], dep[before[-1]] = v, "nsubj"
