"""Whose claim a noun is: "Oslo's claim that", "calls from Oslo for", "X repeated its call to"."""

from __future__ import annotations

import functools

from visavis.coding.statements.knowledge import Group, light_lemmas, noun_frames, verb_frames, words
from visavis.coding.statements.subjects import subject
from visavis.coding.statements.trees import children, cue_lemma, is_verb, own_subject, subtree
from visavis.reading.tokens import Token

_GIVERS = frozenset({"by", "from", "among"})


def holder_of(noun: Token, group: Group, frame: str) -> Token | None:
    """Return whose claim it is: possessor, "by"/"from"/"of" phrase, or subject of the light verb.

    Args:
        noun: a cue noun.
        group: the group that gives its frame.
        frame: the frame under which it has its content.
    """
    verb = noun.head
    for child in children(noun, "nmod:poss"):
        own = is_verb(verb) and noun.dep_ in {"obj", "obl"} and noun.i > verb.i and _own_words(verb)
        whose = subject(verb) if own and child.tag_ == "PRP$" else None
        return whose or child  # "they reiterated their urge to": "they"
    if (giver := _giver(noun, frame) or _named_in(noun)) is not None:
        return giver
    if is_verb(verb) and noun.dep_ in {"obj", "xcomp"} and verb.lower_ in light_lemmas():
        found = subject(verb)
        return found if found is None or found.lower_ not in words().never_sources else None
    if (author := _author(noun)) is not None:
        return author
    if group.document and not children(noun, "case"):
        return noun
    return noun if group.document and frame == "that" else None


def _giver(noun: Token, frame: str) -> Token | None:
    """Return the one after "by", "from", "among" or "of"."""
    for child in children(noun, "nmod", "acl", "obl"):
        case = {c.lower_ for c in children(child, "case")}
        if case & {"inside", "within"} and frame in {"is", "that"}:
            return child  # "the thinking inside the campaign is that S"
        of = "of" in case and frame in {"that", "infinitive", "is"}
        if child.lower_ in words().time_words or not (of or case & (_GIVERS | {"in", "on"})):
            continue
        poss = children(child, "nmod:poss")
        if case & {"in", "on"} and not poss and child.pos_ != "PROPN":
            continue
        return poss[0] if case == {"on"} and poss else child
    if noun.dep_ == "nsubj" and children(noun.head, "expl"):  # "there were calls on Thursday from Oslo"
        for child in children(noun.head, "obl"):
            if any(c.lower_ in _GIVERS for c in children(child, "case")):
                return child
    return None


def _named_in(noun: Token) -> Token | None:
    """Return "Talvian" of "Talvian claims"."""
    qualifiers = children(noun, "amod", "compound")
    return next((c for c in qualifiers if c.pos_ == "PROPN" or c.text[:1].isupper()), None)


def _author(noun: Token) -> Token | None:
    """Return who acts in "in a statement that S, the cabinet gave no date"."""
    carrier = noun.lower_.removesuffix("s") in words().carriers
    if not carrier or noun.dep_ != "obl" or not is_verb(noun.head) or noun.i > noun.head.i:
        return None
    who = own_subject(noun.head)
    return who if who is not None and who.i > noun.right_edge.i and is_source(who) else None


def _own_words(verb: Token) -> bool:
    """Whether whoever acts speaks of their own words: "repeated her call", and not "welcomed her call"."""
    lemma = cue_lemma(verb)
    acts = {group.act for group in verb_frames()[lemma].values()} if lemma is not None else set()
    return verb.lower_ in light_lemmas() or bool(acts and not acts & {"judge", "deny", "accuse"})


def is_source(head: Token) -> bool:
    """Whether a noun phrase after "according to" is somebody or something that speaks."""
    lemma = head.lemma_.lower()
    if not _sources().isdisjoint({lemma, head.lower_, head.lower_.removesuffix("s")}):
        return True
    return head.pos_ == "PRON" or any(t.pos_ == "PROPN" for t in subtree(head))


@functools.cache
def _sources() -> frozenset[str]:
    """Return the nouns of all that speaks."""
    return words().source_nouns | words().carriers | words().media_nouns | noun_frames().keys()
