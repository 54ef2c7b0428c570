"""Cues of several words: "cast doubt on N", "threw its weight behind N", "came out in favour of N"."""

from __future__ import annotations

from visavis.coding.statements.clauses import Content, has_to
from visavis.coding.statements.knowledge import words
from visavis.coding.statements.trees import (
    PHRASE_TAGS,
    QUOTE_MARKS,
    children,
    is_mark,
    is_verb,
    subtree,
)
from visavis.reading.tokens import Token

_POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "your"})
_SHORTEST = 2  # tokens from "what" to the verb of "what X called"
_TERMS = frozenset({"days", "hours", "weeks", "months", "minutes", "day", "week", "month", "hour", "time"})
_FILLING = frozenset({"RB", "JJ", "DT", "PRP$"})
_OBJECTS = ("obj", "iobj")
_FAR = 4  # words that may stand between two words of an idiom


def idiom(verb: Token, asked: frozenset[str]) -> Content | None:
    """Return what an idiom's preposition governs, None where its words do not follow the verb.

    Args:
        verb: the verb that opens the idiom.
        asked: one frame, "idiom:" and the words after the verb; "*" stands for a possessive.
    """
    (frame,) = asked
    wanted = frame.partition(":")[2].split()
    last = _follow(verb, wanted)
    if last is None or last.i + 1 >= len(verb.doc):
        return None
    first = verb.doc[last.i + 1]
    if is_mark(first) and last.i + 2 < len(verb.doc):
        first = verb.doc[last.i + 2]
    head = _top(first, verb)
    if head is None or head.lower_ in words().time_words or head.tag_ == "CD":
        return None  # "agreed on Sunday"
    end = max(_end(head), *[_end(c) for c in _more(head, verb)], first.i)
    return list(verb.doc[last.i + 1 : end + 1]), None


def _follow(verb: Token, wanted: list[str]) -> Token | None:
    """Return the last word of an idiom, adverbs and adjectives between its words passed over."""
    doc, i = verb.doc, verb.i
    for word in wanted:
        for token in doc[i + 1 : i + 1 + _FAR]:
            if token.lower_ == word or (word == "*" and token.lower_ in _POSSESSIVES):
                i = token.i
                break
            if token.tag_ not in _FILLING:
                return None
        else:
            return None
    return doc[i]


def _top(first: Token, verb: Token) -> Token | None:
    """Return the highest word of the phrase that starts at a word: a noun's, a gerund's or a clause's."""
    here = first
    while here.head != here and here.head != verb and here.head.i > verb.i and here.head.i >= first.i:
        here = here.head
    return here if here.tag_[:1] not in {"I", "C", "T"} or here != first else None


def _more(head: Token, verb: Token) -> list[Token]:
    """Return what follows a phrase without a comma and hangs on the verb."""
    later = [c for c in children(verb, "obl", "nmod", "acl") if c.i > head.i]
    return [c for c in later if c.left_edge.i == _end(head) + 1]


def _end(head: Token) -> int:
    """Return where a phrase ends: before a comma that opens a clause of its own, before a second verb."""
    apart = {c.i for c in head.children if c.dep_ == "conj" and is_verb(c) and not is_verb(head)}
    return subtree(head, frozenset(apart))[-1].i


def deadline(verb: Token, frames: frozenset[str]) -> Content | None:
    """Return the time and the infinitive of 'X gave Y ten days to V', None where there is neither."""
    for child in children(verb, "obj", "obl", "obl:unmarked"):
        if child.lower_ not in _TERMS or child.i < verb.i:
            continue
        for holder in (verb, child):
            for deed in children(holder, "advcl", "xcomp", "acl"):
                if deed.i > child.i and has_to(deed):
                    whom = next(iter(children(verb, "iobj")), None)
                    return list(verb.doc[child.left_edge.i : deed.right_edge.i + 1]), whom
    return None


def done(verb: Token, frames: frozenset[str]) -> Content | None:
    """Return what is to be done in 'X ordered the square cleared', None where nothing is."""
    for thing in children(verb, "obj"):
        for deed in [*children(thing, "acl"), *children(verb, "xcomp")]:
            if deed.tag_ == "VBN" and thing.i > verb.i and deed.i == thing.i + 1:
                return list(verb.doc[thing.left_edge.i : deed.right_edge.i + 1]), None
    return None


def what_it_calls(verb: Token) -> list[Token] | None:
    """Return '“N”' of 'what X called “N”', 'which X has branded “N”', whatever the parser made of it."""
    doc, i = verb.doc, verb.i + 1
    if i >= len(doc) - 1 or doc[i].text not in QUOTE_MARKS:
        return None
    back = verb.i - 1
    while back > 0 and doc[back].tag_ in PHRASE_TAGS | {"VBZ", "VBD", "RB"} and doc[back].tag_ != "WDT":
        back -= 1
    if doc[back].lower_ not in {"what", "which"} or verb.i - back < _SHORTEST:
        return None
    end = next((t.i for t in doc[i + 1 :] if t.text in QUOTE_MARKS and t.tag_ != "``"), None)
    return list(doc[i : end + 1]) if end is not None else None
