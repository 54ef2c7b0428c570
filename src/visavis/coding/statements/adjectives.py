"""Attributions by adjectives: "X is confident that S", "X is willing to V", "X made clear that S"."""

from __future__ import annotations

from collections.abc import Iterator, Set

from visavis.coding.statements.clauses import complement_words, has_to, is_clause
from visavis.coding.statements.cues import Cues
from visavis.coding.statements.drafts import Draft, source_of
from visavis.coding.statements.knowledge import Group, adjective_frames, words
from visavis.coding.statements.subjects import left_neighbour, subject
from visavis.coding.statements.trees import (
    SUBJECTS,
    ancestors,
    antecedent,
    children,
    is_mark,
    own_subject,
    trimmed,
)
from visavis.coding.statements.verbs import aux_of
from visavis.reading.syntax import Parsed
from visavis.reading.tokens import Token

_BE = frozenset(
    {"is", "are", "was", "were", "be", "been", "being", "am", "'s", "’s", "'re", "’re", "'m", "’m"}
    | {"remain", "remains", "remained", "seem", "seems", "seemed", "feel", "feels", "felt", "said", "become"}
    | {"became", "grow", "grew", "grown", "sound", "sounded"}
)
_MAKE = frozenset({"make", "makes", "made", "making"})
_ABOUT = frozenset({"about", "over", "on"})


def find_adjectives(parsed: Parsed, index: int, cues: Cues) -> Iterator[Draft]:
    """Yield the attributions of one sentence that adjectives make.

    Args:
        parsed: the sentence.
        index: its index in the reading.
        cues: its words that may attribute.
    """
    for token in cues.adjectives:
        for frame, group in adjective_frames()[token.lower_].items():
            draft = _under(parsed, index, token, frame, group)
            if draft is not None:
                yield draft
                break


def _under(parsed: Parsed, index: int, adjective: Token, frame: str, group: Group) -> Draft | None:
    verb = _made(adjective) if frame == "make" else _link(adjective)
    if verb is None:
        return None
    who = (subject(verb) or left_neighbour(verb)) if frame == "make" else _holder(adjective, verb)
    if who is None or not (_has_a_mind(who) or (frame in {"that", "make"} and _may_have_a_mind(who))):
        return None
    tokens = trimmed(_content(adjective, verb, frame), keep_quotes=True)
    source = source_of(parsed, who, verb if verb.i < adjective.i else adjective)
    if not tokens or source is None or who in tokens:
        return None
    span = parsed.between(tokens[0], tokens[-1])
    cue = parsed.between(adjective, adjective)
    return Draft(index, span, cue, source, group.act, f"adjective-{frame}", aux=aux_of(verb))


def _made(adjective: Token) -> Token | None:
    """Return the "made" of "made clear", "made it clear"."""
    before = adjective.doc[max(0, adjective.i - 2) : adjective.i]
    made = next((t for t in reversed(before) if t.lower_ in _MAKE), None)
    if made is None:
        return None
    return made if all(t.lower_ in {"it", "very"} for t in adjective.doc[made.i + 1 : adjective.i]) else None


def _link(adjective: Token) -> Token | None:
    """Return what carries the subject of a predicate adjective: itself, or the verb before it."""
    before = adjective.doc[max(0, adjective.i - 4) : adjective.i]
    be = next((t for t in reversed(before) if t.lower_ in _BE), None)
    if be is None or any(t.tag_[:2] == "NN" or is_mark(t) for t in adjective.doc[be.i + 1 : adjective.i]):
        return None
    return adjective if own_subject(adjective) is not None else be


def _holder(adjective: Token, verb: Token) -> Token | None:
    for node in (verb, adjective, *list(ancestors(adjective))[:2]):
        found = [c for c in node.children if c.dep_ in SUBJECTS and c.i < adjective.i]
        if found:
            return antecedent(found[-1])
    return None


def _has_a_mind(who: Token) -> bool:
    """Whether a subject is a person, a body of people or a state."""
    if who.lower_ == "it" or who.lower_ in words().never_sources:
        return False
    known = {who.lower_, who.lower_.removesuffix("s"), who.lemma_.lower()}
    people = who.tag_ == "NNS" and who.i > 0 and who.text[:1].isupper()  # "Most Talvians"
    named = people or who.pos_ in {"PROPN", "PRON"} or who.ent_type_ != ""
    return named or not words().source_nouns.isdisjoint(known)


def _may_have_a_mind(who: Token) -> bool:
    """Whether a noun may be one that a clause with "that" is in the mind of."""
    return who.tag_[:2] == "NN" and who.lower_ not in words().never_sources


def _content(adjective: Token, verb: Token, frame: str) -> list[Token]:
    if frame == "about" or frame.startswith("prep:"):
        return _under_preposition(adjective, _ABOUT if frame == "about" else {frame.partition(":")[2]})
    nodes = [adjective, verb, *list(ancestors(adjective))[:1]]
    for node in nodes:
        for child in children(node, "ccomp", "advcl", "xcomp", "acl", "acl:relcl", "csubj", "parataxis"):
            if child.i < adjective.i or child.left_edge.i != adjective.i + 1:
                continue
            if frame == "infinitive" and has_to(child):
                return complement_words(adjective, child)
            if frame != "infinitive" and is_clause(child, adjective) and not has_to(child):
                tokens = complement_words(adjective, child)
                return tokens[1:] if tokens and tokens[0].lower_ == "that" else tokens
    return []


def _under_preposition(adjective: Token, cases: Set[str]) -> list[Token]:
    """Return what the preposition right behind an adjective governs: "wary of N", "opposed to Ving"."""
    for child in children(adjective, "obl", "nmod", "advcl", "obj", "xcomp"):
        case = next((c for c in child.children if c.lower_ in cases and c.i == adjective.i + 1), None)
        if case is not None and child.i > case.i:
            return [t for t in complement_words(adjective, child) if t.i > case.i]
    return []
