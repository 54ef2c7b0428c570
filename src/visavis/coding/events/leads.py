"""Mends how a small parser reads the long sentences of news.

A time in front that swallows the subject: "In June Syrian gunners shot down a jet" has "gunners" as its
subject, not as part of "in June".
A lead whose main verb is taken for a participle because another verb follows behind "after" or "as":
"Turkish guns fired on a village hours after a bomb killed five" has "fired" as its main verb.
A sentence whose only verb hangs on its subject: "Hundreds of students clashed with police."
Subjects behind a lead taken for part of it: in "After talks in Oslo, Peru and Chile on May 3 signed ..." the
two sign, and do so on May 3.
A verb taken for a noun: "promises talks and rules out attacking Peru" promises no attack.
A conjunction taken for a preposition of the next subject: in "weeks after Japan closed the port" the word
"after" opens a clause.
A relative clause taken for what a noun says, or the other way about: "the embargo that Peru imposed" names
an embargo, "rumours that Peru imposed an embargo" tells what they say.
A second main clause taken for what the first one says: "Peru denies it, and a Chilean envoy demanded ...".
"""

from __future__ import annotations

from visavis.coding.events.calendar_words import MONTHS, WEEKDAYS

_OPENERS = frozenset({"in", "on", "during", "since", "by"})
_JOINTS = frozenset({"after", "before", "as", "while", "when", "since"})
_CONJUNCTIONS = frozenset({"after", "before", "since", "until", "while", "as"})
CONTENT_WORDS = (
    "rumour rumor report claim charge allegation accusation fear hope suggestion sign warning threat news "
    "evidence belief suspicion assertion denial statement assurance demand possibility speculation fact idea "
    "impression view notion concern prospect risk danger doubt promise pledge proposal "
    "insistence likelihood chance"
)
CONTENT = frozenset(form for word in CONTENT_WORDS.split() for form in (word, word + "s"))
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


def mend_leads(words: list[str], pos: list[str], tag: list[str], dep: list[str], head: list[int]) -> None:
    """Rewrite ``pos``, ``dep`` and ``head`` in place where a long sentence was misread.

    Args:
        words: lower-cased words.
        pos: parts of speech.
        tag: fine tags.
        dep: dependency labels.
        head: positions of the heads.
    """
    if len(words) < 5:
        return
    before = [*pos], [*dep], [*head]
    _free_subject(words, pos, dep, head)
    _comma_subject(words, pos, tag, dep, head)
    if not _lead(words, pos, tag, dep, head):
        _only_verb(words, pos, tag, dep, head)
    _ruled_out(words, pos, tag, dep, head)
    _conjunctions(words, pos, tag, dep, head)
    _that_clauses(words, dep, head)
    _second_clauses(words, dep, head)
    if before != (pos, dep, head) and not _is_tree(head):  # two slips in one sentence: leave it as it was
        pos[:], dep[:], head[:] = before


def _is_tree(head: list[int]) -> bool:
    """Tell whether every token leads up to one that heads itself."""
    for i in range(len(head)):
        at, steps = i, 0
        while head[at] != at and steps <= len(head):
            at, steps = head[at], steps + 1
        if steps > len(head):
            return False
    return True


def _timely(word: str) -> bool:
    return word in MONTHS or word in WEEKDAYS or (len(word) == 4 and word.isdigit())


def _free_subject(words: list[str], pos: list[str], dep: list[str], head: list[int]) -> None:
    """Part a time in front from the subject that the parse has put into its phrase."""
    if words[0] not in _OPENERS or not _timely(words[1]) or dep[0] != "case":
        return
    last = 1
    while last + 1 < len(words) and (_timely(words[last + 1]) or words[last + 1].isdigit()):
        last += 1
    noun = head[0]
    if noun <= last:
        return
    verb = head[noun]
    if dep[noun] != "obl" or verb < noun or pos[verb] not in ("VERB", "AUX"):
        return
    if any(head[i] == verb and dep[i].startswith("nsubj") and i < verb for i in range(noun, verb)):
        return
    for i in range(2, last + 1):
        head[i], dep[i] = 1, "nmod:unmarked"
    head[1], dep[1], head[0] = verb, "obl", 1
    dep[noun] = "nsubj"


def _comma_subject(words: list[str], pos: list[str], tag: list[str], dep: list[str], head: list[int]) -> None:
    """Give a verb without a subject the nouns between it and the comma that ends a lead."""
    if pos[0] not in ("ADP", "ADV", "SCONJ") and tag[0] not in ("VBG", "VBN"):  # no lead
        return
    root = next((i for i in range(len(words)) if head[i] == i), 0)
    if not _finite(tag[root]) or _subjected(root, dep, head):
        return
    comma = next((i for i in range(root - 1, 2, -1) if words[i] == ","), None)
    if comma is None or root - comma > 12:
        return
    inside = range(comma + 1, root)
    tops = [k for k in inside if head[k] not in inside and pos[k] in _NOMINAL]
    framed = {head[k] for k in inside if dep[k] == "case"}
    named = [k for k in tops if k not in framed]
    joined = {head[k] for k in inside if dep[k] == "cc"}
    if not named or any(k not in joined for k in named[1:]):
        return
    passive = any(head[k] == root and dep[k] == "aux:pass" for k in range(root))
    head[named[0]], dep[named[0]] = root, "nsubj:pass" if passive else "nsubj"
    for k in named[1:]:
        head[k], dep[k] = named[0], "conj"
    for k in tops:
        if k in framed and any(_timely(words[j]) for j in inside if j == k or head[j] == k):
            head[k], dep[k] = root, "obl"
    for k in range(comma):
        if head[k] == root and dep[k] == "obj" and any(head[j] == k and dep[j] == "case" for j in range(k)):
            dep[k] = "obl"


def _ruled_out(words: list[str], pos: list[str], tag: list[str], dep: list[str], head: list[int]) -> None:
    """Make "rules out" a verb of its own, with what it rules out."""
    if "out" not in words:
        return
    for i in range(1, len(words) - 1):
        other = head[i + 1]
        if words[i] not in ("rule", "rules", "ruled") or words[i + 1] != "out" or other in (i, i + 1):
            continue
        pos[i], tag[i] = "VERB", "VBD" if words[i] == "ruled" else "VBZ"
        head[i + 1], dep[i + 1] = i, "compound:prt"
        if dep[i] == "conj" and head[head[i]] == other:
            head[i] = other
        for k in range(i + 2, len(words)):
            if head[k] == other and dep[k] in ("xcomp", "ccomp", "obj", "advcl"):
                head[k] = i


def _subjected(verb: int, dep: list[str], head: list[int]) -> bool:
    return any(
        head[k] == verb and dep[k].split(":")[0] in ("nsubj", "csubj", "expl") for k in range(len(dep))
    )


def _lead(words: list[str], pos: list[str], tag: list[str], dep: list[str], head: list[int]) -> bool:
    """Make the first of two verbs the main one where the second stands behind "after" and its own subject."""
    if "acl" not in dep or _JOINTS.isdisjoint(words):
        return False
    root = next((i for i in range(len(words)) if head[i] == i), 0)
    if pos[root] != "VERB" or not _finite(tag[root]) or words[root - 1] == ",":
        return False
    subject = next((i for i in range(root) if head[i] == root and dep[i] == "nsubj"), None)
    if subject is None:
        return False
    first = next((i for i in range(subject + 1, root) if head[i] == subject and dep[i] == "acl"), None)
    if first is None or not _plain_past(first, subject, words, pos, dep, head):
        return False
    joint = next((i for i in range(root - 1, first, -1) if words[i] in _JOINTS), None)
    if joint is None or any(pos[i] in ("VERB", "AUX") for i in range(joint + 1, root)):
        return False
    inner = next((i for i in range(joint + 1, root) if head[joint] == i or pos[i] in _NOMINAL), None)
    inner = head[joint] if joint < head[joint] < root else inner
    if inner is None:
        return False
    head[first], dep[first] = first, "ROOT"
    head[subject], dep[subject] = first, "nsubj"
    head[root], dep[root] = first, "advcl"
    head[inner], dep[inner] = root, "nsubj"
    head[joint], dep[joint] = root, "mark"
    for i in range(len(words)):
        if (head[i] == root and (i < joint and i != first)) or (dep[i] == "punct" and head[i] == root):
            head[i] = first
    return True


def _only_verb(words: list[str], pos: list[str], tag: list[str], dep: list[str], head: list[int]) -> None:
    """Make a participle the main verb of a full sentence that has no other."""
    if "advcl" not in dep and "acl" not in dep:
        return
    root = next((i for i in range(len(words)) if head[i] == i), 0)
    if (
        words[-1] != "."
        or pos[root] not in _NOMINAL
        or any(_cop(i, root, dep, head) for i in range(len(dep)))
    ):
        return
    if any(_finite(tag[i]) and dep[i] not in ("acl:relcl", "advcl") for i in range(len(words))):
        return
    bare = [v for v in range(root + 1, len(words)) if dep[v] == "advcl" and _bare(v, tag, dep, head)]
    for v in bare or range(root + 1, len(words)):
        if not bare and (
            dep[v] != "acl" or v - root > 6 or not _plain_past(v, head[v], words, pos, dep, head)
        ):
            continue
        noun = head[v]
        if not bare and noun != root and not (dep[noun] == "nmod" and head[noun] == root):
            return
        for i in range(len(words)):
            if head[i] == root and i > v:
                head[i] = v
        head[v], dep[v], pos[v] = v, "ROOT", "VERB"
        head[root], dep[root] = v, "nsubj"
        return


def _bare(v: int, tag: list[str], dep: list[str], head: list[int]) -> bool:
    """Tell whether a finite verb has neither conjunction nor subject: a main verb that lost its own."""
    labels = {dep[i].split(":")[0] for i in range(len(dep)) if head[i] == v and i < v}
    return _finite(tag[v]) and not labels & {"mark", "nsubj", "advmod", "case"}


def _conjunctions(words: list[str], pos: list[str], tag: list[str], dep: list[str], head: list[int]) -> None:
    """Turn "after" and the like before a subject and its finite verb into the conjunction of their clause."""
    if _CONJUNCTIONS.isdisjoint(words):
        return
    for i in range(1, len(words) - 2):
        noun = head[i]
        if words[i] not in _CONJUNCTIONS or dep[i] != "case" or noun <= i:
            continue
        verb = _verb_of(noun, tag, dep, head)
        if verb is None or any(dep[k] == "mark" and head[k] == verb for k in range(len(words))):
            continue
        governor = head[noun]
        dep[noun], head[noun] = ("nsubj:pass" if dep[noun] == "nsubj:pass" else "nsubj"), verb
        dep[i], head[i] = "mark", verb
        for k in (k for k in range(i) if head[k] == noun):  # "three weeks" after
            head[k] = verb
        if governor < i and head[governor] == verb:
            dep[governor] = "obl:unmarked"
        if dep[verb] in ("ccomp", "parataxis", "conj", "xcomp") and head[verb] < i:
            dep[verb] = "advcl"


def _that_clauses(words: list[str], dep: list[str], head: list[int]) -> None:
    """Label clauses that "that" joins to a noun by the noun: relative, or what it says."""
    if "that" not in words:
        return
    for i in range(1, len(words)):
        verb = head[i]
        noun = head[verb]
        if words[i] != "that" or dep[verb] not in ("acl", "acl:relcl"):
            continue
        kids = {dep[k].split(":")[0] for k in range(len(words)) if head[k] == verb and k != i}
        if words[noun] in CONTENT and "nsubj" in kids and (dep[i] == "mark" or "obj" in kids):
            dep[verb], dep[i] = "acl", "mark"
        elif words[noun] not in CONTENT and "nsubj" in kids and "obj" not in kids and dep[i] == "mark":
            dep[verb], dep[i] = "acl:relcl", "obj"


def _second_clauses(words: list[str], dep: list[str], head: list[int]) -> None:
    """Join a clause that "and" or "but" opens to the one before: it is not what that one says."""
    if "cc" not in dep or ("ccomp" not in dep and "parataxis" not in dep):
        return
    for i in range(2, len(words)):
        if dep[i] != "cc" or words[i] not in ("and", "but") or not dep[head[i]].startswith("nsubj"):
            continue
        noun = head[i]
        verb = head[noun]
        first = not any(head[k] == noun and k < i and dep[k] != "punct" for k in range(i))
        if first and noun > i and dep[verb] in ("ccomp", "parataxis") and head[verb] < i:
            dep[verb], head[i] = "conj", verb


def _verb_of(noun: int, tag: list[str], dep: list[str], head: list[int]) -> int | None:
    """Return the finite verb whose subject a noun is, or must be: it stands right before it."""
    verb = head[noun]
    if dep[noun].startswith("nsubj") and verb > noun:
        return verb
    last = max([noun, *(k for k in range(len(dep)) if head[k] == noun and dep[k] != "acl")])
    v = last + 1
    if v >= len(dep) or not (_finite(tag[v]) and tag[v] != "MD") or dep[v].startswith("aux"):
        return None
    subject = any(head[k] == v and dep[k].startswith("nsubj") for k in range(v))
    return None if subject else v


def _cop(i: int, root: int, dep: list[str], head: list[int]) -> bool:
    return head[i] == root and dep[i] in ("cop", "nsubj", "aux")


def _finite(tag: str) -> bool:
    return tag in ("VBD", "VBZ", "VBP", "MD")


def _plain_past(v: int, noun: int, words: list[str], pos: list[str], dep: list[str], head: list[int]) -> bool:
    """Tell whether a participle right behind a noun may be a past tense: without "by" or a comma."""
    if pos[v] != "VERB" or words[v].endswith("ing") or words[v - 1] == ",":
        return False
    kids = [i for i in range(len(words)) if head[i] == v]
    if any(dep[i].startswith(("aux", "mark", "nsubj")) for i in kids):
        return False
    agents = any(words[j] == "by" and head[j] in kids for j in range(v, len(words)))
    return not agents and max([noun, *(i for i in range(v) if head[i] == noun)]) >= v - 1
