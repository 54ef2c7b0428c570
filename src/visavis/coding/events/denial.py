"""What is not done though its own clause has no "not": "rather than attack", "nearly attacked", "has yet to".

The words are data (``modality.toml``, ``before_undone`` and ``near_misses``). They are read off
what stands right before a verb with its auxiliaries, or before a noun with its modifiers: the order of words
is surer here than the parse, which hangs "instead of" and "far from" now on the verb and now behind it.
"""

from __future__ import annotations

import functools
from collections.abc import Collection

from visavis.coding.events.sentence import PASSIVE_SUBJECTS, SUBJECTS, Sentence, once

NOT = frozenset({"not", "n't", "never", "nor", "neither", "hardly", "barely", "scarcely"})
_NOBODY = frozenset({"nobody", "none", "neither"})
_DENYING = NOT | _NOBODY | {"no", "longer"}
_RULE = frozenset({"rule", "rules", "ruled", "ruling"})
_REFUSE = frozenset({"refuse", "decline"})
_CERTAIN = frozenset({"doubt", "question", "mistaking", "denying"})  # "there is no doubt that he did"
_HELPERS = frozenset({"aux", "aux:pass", "cop", "advmod", "mark"})
_INSIDE_NOUN = frozenset({"det", "amod", "compound", "nummod", "nmod:poss", "advmod"})
_REACH = 6  # words before a verb or noun in which a phrase is looked for


@once
def negated(s: Sentence, v: int) -> bool:
    """Tell whether a verb's own clause denies it: by "not" and the like, or by its subject ("no state")."""
    if _DENYING.isdisjoint(s.there):
        return False
    for k in s.kids[v]:
        if s.low[k] == "longer" and k and s.low[k - 1] == "no":
            return True
        if s.low[k] in NOT and s.pos[k] != "PROPN" and (k < v or s.dep[k] == "advmod"):
            after = s.low[k + 1] if k + 1 < s.n else ""
            return after not in ("only", "just", "until") and not (s.low[k] == "barely" and after.isdigit())
        subject = s.dep[k] in SUBJECTS | PASSIVE_SUBJECTS and s.low[k] not in _CERTAIN
        if subject and (s.low[k] in _NOBODY or _no(s, k)):
            return True
    return False


def _no(s: Sentence, subject: int) -> bool:
    """Tell whether a subject is nobody: "no state", "neither Peru nor Chile", "not one of them"."""
    before = [s.low[j] for j in s.kids[subject] if j < subject]
    return bool({"no", "neither"} & set(before)) or s.low[max(0, subject - 2) : subject] == ["not", "a"]


def undone(s: Sentence, at: int, phrases: frozenset[str], near_misses: Collection[str]) -> bool:
    """Tell whether the words before a verb or noun say that it was not done, or only nearly.

    Args:
        s: the sentence.
        at: position of the verb or noun.
        phrases: what stands before an act that was not done ("instead of", "short of", "yet to").
        near_misses: adverbs of what nearly happened.
    """
    if any(s.low[k] in near_misses and s.dep[k] == "advmod" and k < at for k in s.kids[at]):
        return True
    return _before(s, at).endswith(_ends(phrases))


@functools.lru_cache(maxsize=8)
def _ends(phrases: frozenset[str]) -> tuple[str, ...]:
    return tuple(f" {phrase}" for phrase in phrases)


@once
def _before(s: Sentence, at: int) -> str:
    """Return the words before a verb with its helpers (its "to" included), or before a noun phrase."""
    verb = s.pos[at] in ("VERB", "AUX")
    own = _HELPERS if verb else _INSIDE_NOUN
    first = at
    while first and s.head[first - 1] == at and s.dep[first - 1] in own and s.dep[first - 1] != "mark":
        first -= 1
    return " " + " ".join(s.low[max(0, first - _REACH) : first])


def excludes(s: Sentence, verb: int) -> bool:
    """Tell whether a verb excludes what it governs: "rule out"."""
    return s.low[verb] in _RULE and verb + 1 < s.n and s.low[verb + 1] == "out"


def leaves_open(s: Sentence, verb: int) -> bool:
    """Tell whether it is said that something is not excluded ("did not rule out", "refused to rule out")."""
    governor = s.head[verb]
    refuses = s.dep[verb] == "xcomp" and s.lemma(governor) in _REFUSE and not negated(s, governor)
    return excludes(s, verb) and (negated(s, verb) or refuses)
