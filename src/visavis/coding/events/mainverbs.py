"""Mends sentences whose main verb a small parser has hung on a noun, or lost.

"Surgeons flown in from Cuba operated on the wounded": of two participles of the root noun, the second is the
verb. "Rupturing relations with Khartoum, Ethiopia ordered ...": a gerund that opens the sentence and is taken
for a noun's modifier governs that noun, and the verb behind the comma, with its own subject, is the main one.
"Told the assembly that Peru had ...": a clause told, not one that says which assembly is meant.
"Parents of murdered girls walked out": a participle behind "of" modifies its noun.
"Let go its captive", "let fly at": "let" is the verb, the other word belongs to it.
"""

from __future__ import annotations

from visavis.coding.events.insets import SUBJECTS

_FINITE = frozenset({"VBD", "VBZ", "VBN"})  # a small tagger takes a past tense for a participle
_TELL = frozenset({"tell", "told", "tells", "informed", "assured", "warned", "notified", "reminded"})
_WHOM = frozenset({"obj", "iobj", "nsubj:pass"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def mend_main(words: list[str], pos: list[str], tag: list[str], dep: list[str], head: list[int]) -> None:
    """Rewrite ``pos``, ``dep`` and ``head`` in place; the arguments are those of ``repair``."""
    _let_go(words, pos, dep, head)
    _opening_gerund(words, pos, dep, head)
    _second_participle(words, pos, tag, dep, head)
    _told_that(words, pos, dep, head)
    _of_participle(words, pos, tag, dep, head)


def _of_participle(words: list[str], pos: list[str], tag: list[str], dep: list[str], head: list[int]) -> None:
    """Make a participle behind "of" modify its noun, and the verb after that the main one."""
    if "of" not in words or "mark" not in dep:
        return
    for v in range(2, len(words) - 3):
        of = v - 1
        if (
            words[of] != "of"
            or head[of] != v
            or dep[of] != "mark"
            or tag[v] not in ("VBN", "VBD")
            or head[v] != v
        ):
            continue
        subject = next((k for k in range(of) if head[k] == v and dep[k] in SUBJECTS), None)
        noun = next((k for k in range(v + 1, len(words)) if head[k] == v and dep[k] == "obj"), None)
        if subject is None or noun is None:
            continue
        main = next((k for k in range(noun + 1, len(words)) if head[k] == v and tag[k] in _FINITE), None)
        if main is None:
            continue
        for k in range(len(words)):
            if head[k] == v and k not in (of, noun, main):
                head[k] = main
        head[main], dep[main], pos[main] = main, "ROOT", "VERB"
        head[noun], dep[noun] = subject, "nmod"
        head[of], dep[of], head[v], dep[v] = noun, "case", noun, "amod"


def _told_that(words: list[str], pos: list[str], dep: list[str], head: list[int]) -> None:
    """Make what somebody was told a clause of the telling, not one that says who was told."""
    if "acl:relcl" not in dep:
        return
    for v in range(4, len(words)):
        noun = head[v]
        if dep[v] != "acl:relcl" or words[head[noun]] not in _TELL or dep[noun] not in _WHOM:
            continue
        that = next((k for k in range(noun + 1, v) if words[k] == "that" and head[k] == v), None)
        own = [k for k in range(noun + 2, v) if head[k] == v and dep[k] in SUBJECTS]
        if that == noun + 1 and own:
            head[v], dep[v], dep[that] = head[noun], "ccomp", "mark"


def _let_go(words: list[str], pos: list[str], dep: list[str], head: list[int]) -> None:
    """Give what was hung on "go" in "let go", or "fly" in "let fly", to "let"."""
    if "go" not in words and "fly" not in words:
        return
    for go in range(1, len(words)):
        let = go - 1
        if words[go] not in ("go", "fly") or words[let] not in ("let", "lets", "letting") or head[let] != go:
            continue
        above, label = head[go], dep[go]
        for k in range(len(words)):
            if head[k] == go:
                head[k] = let
        head[let], dep[let], pos[let] = (let if above == go else above), label, "VERB"
        head[go], dep[go] = let, "compound:prt"


def _opening_gerund(words: list[str], pos: list[str], dep: list[str], head: list[int]) -> None:
    """Make a gerund that opens a sentence govern its noun, and the verb behind the comma the main one."""
    if (
        len(words) < 6
        or not words[0].endswith("ing")
        or pos[0] == "VERB"
        or dep[0] not in ("compound", "amod")
    ):
        return
    noun = head[0]
    if head[noun] != noun or pos[noun] not in _NOMINAL:
        return
    for v in range(noun + 2, len(words)):
        own = [k for k in range(noun + 1, v) if head[k] == v and dep[k] in SUBJECTS]
        if pos[v] != "VERB" or head[v] != noun or not own or "," not in words[noun:v]:
            continue
        head[v], dep[v] = v, "ROOT"
        head[0], dep[0], pos[0] = v, "advcl", "VERB"
        head[noun], dep[noun] = 0, "obj"
        for k in range(noun + 1, len(words)):
            if head[k] == noun and (k > v or dep[k] == "punct"):
                head[k] = v
        return


def _second_participle(
    words: list[str], pos: list[str], tag: list[str], dep: list[str], head: list[int]
) -> None:
    """Make the second of two participles of a root noun the verb whose subject that noun is."""
    if dep.count("acl") < 2:
        return
    root = next((i for i in range(len(words)) if head[i] == i), 0)
    if pos[root] not in _NOMINAL or any(head[k] == root and dep[k] == "cop" for k in range(len(words))):
        return
    told = [k for k in range(root + 1, len(words)) if head[k] == root and dep[k] == "acl"]
    if len(told) < 2 or tag[told[0]] != "VBN" or tag[told[1]] not in ("VBN", "VBD"):
        return
    first, v = told[0], told[1]
    by = any(words[k] == "by" and head[head[k]] == v for k in range(v, len(words)))
    if by or words[v - 1] in (",", "and", "or", ";") or "," in words[first:v]:
        return
    head[v], dep[v], pos[v] = v, "ROOT", "VERB"
    head[root], dep[root] = v, "nsubj"
    for k in range(v + 1, len(words)):
        if head[k] == root:
            head[k] = v
