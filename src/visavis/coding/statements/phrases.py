"""Phrases that attribute: "according to X, S", "in X's view, S", "for X, S"."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from visavis.coding.statements.cues import Cues
from visavis.coding.statements.drafts import Draft, Source, source_of
from visavis.coding.statements.holders import is_source
from visavis.coding.statements.knowledge import phrases, words
from visavis.coding.statements.trees import (
    ancestors,
    children,
    is_mark,
    is_verb,
    own_subject,
    subtree,
    trimmed,
)
from visavis.reading.syntax import Parsed
from visavis.reading.tokens import Token

_FENCES = frozenset({",", "(", ")", "—", "–", ";"})


def find_phrases(parsed: Parsed, index: int, cues: Cues) -> Iterator[Draft]:
    """Yield the attributions that phrases make: "according to X", "in X's view".

    Args:
        parsed: the sentence.
        index: its index in the reading.
        cues: its words that may attribute.
    """
    yield from _phrases(parsed, index, cues)
    yield from _views(parsed, index, cues)


def _phrases(parsed: Parsed, index: int, cues: Cues) -> Iterator[Draft]:
    found: list[tuple[int, int, int]] = []
    for token in cues.phrases:
        here = tuple([t.lower_ for t in parsed.doc[token.i : token.i + _longest_phrase()]])
        for rank, cue in _by_first_word()[token.lower_]:
            if here[: len(cue)] == cue and token.i + len(cue) < len(parsed.doc):
                found.append((rank, token.i, len(cue)))
    for _, i, size in sorted(found):
        draft = _phrase(parsed, index, i, size)
        if draft is not None:
            yield draft


@functools.cache
def _by_first_word() -> dict[str, list[tuple[int, tuple[str, ...]]]]:
    """Return the phrases that name a source by their first word, each with its place in the list."""
    found: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for rank, phrase in enumerate(phrases()):
        found.setdefault(phrase.cue[0], []).append((rank, phrase.cue))
    return found


@functools.cache
def _longest_phrase() -> int:
    return max(len(phrase.cue) for phrase in phrases())


def _phrase(parsed: Parsed, index: int, first: int, size: int) -> Draft | None:
    doc = parsed.doc
    head = _phrase_head(doc[first + size])
    according = doc[first].lower_ == "according"
    if head is None or not (_reports(head) if according else is_source(head)):
        return None
    if first == 0 and (opening := _opening(parsed, index, size, head)) is not None:
        return opening
    source = source_of(parsed, head)
    own = {t.i for t in subtree(head)} | set(range(first, first + size))
    clause = next((a for a in ancestors(head) if a.i not in own and _has_clause(a)), None)
    if clause is None:
        return None
    if clause.i > head.i and any(t.dep_ == "ROOT" for t in (clause,)):
        tokens = [t for t in doc if t.i > max(own)]
    else:
        tokens = [t for t in subtree(clause) if t.i not in own]
    tokens = trimmed(tokens)
    if not tokens or source is None:
        return None
    cue = parsed.between(doc[first], doc[first + size - 1])
    return Draft(index, parsed.between(tokens[0], tokens[-1]), cue, source, "say", "phrase")


def _reports(head: Token) -> bool:
    """Whether something after "according to" is a source: anything but a measure ("according to rank")."""
    measure = not words().measures.isdisjoint({head.lower_, head.lower_.removesuffix("s")})
    return not measure and (head.tag_[:2] == "NN" or is_source(head))


def _opening(parsed: Parsed, index: int, size: int, head: Token) -> Draft | None:
    """'According to X, S': the source ends at the comma that S follows."""
    doc = parsed.doc
    commas = [t.i for t in doc[size:] if t.text == ","]
    if (start := _start(head)) - 1 in commas:
        tail, who = trimmed(list(doc[start:]), keep_quotes=True), source_of(parsed, head)
        if who is not None and any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in tail):
            span = parsed.between(tail[0], tail[-1])
            return Draft(index, span, parsed.between(doc[0], doc[size - 1]), who, "say", "phrase")
    for place, comma in enumerate(commas):
        until = commas[place + 1] if place + 1 < len(commas) else len(doc)
        if comma > head.i and any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in doc[comma + 1 : until]):
            tokens = trimmed(list(doc[comma + 1 :]), keep_quotes=True)
            source = trimmed([t for t in doc[size : commas[0] if commas[0] > head.i else comma]])
            if not tokens or not source:
                return None
            words = Source(parsed.between(source[0], source[-1]), head, parsed)
            cue = parsed.between(doc[0], doc[size - 1])
            return Draft(index, parsed.between(tokens[0], tokens[-1]), cue, words, "say", "phrase")
    return None


def _start(head: Token) -> int:
    """Return where the parser sees the clause start that "according to X" goes with; 0 where X ends it."""
    behind = [c for c in head.head.children if c.left_edge.i > head.right_edge.i and not is_mark(c)]
    return min((c.left_edge.i for c in behind), default=0) if head.head.i > head.i else 0


def _views(parsed: Parsed, index: int, cues: Cues) -> Iterator[Draft]:
    """'In X's view, S' and 'For X, Y is Z': a clause that is somebody's judgement."""
    nouns = words().view_nouns
    for token in cues.views:
        viewed = token.lower_ in nouns
        owner = next(iter(children(token, "nmod:poss")), None) if viewed else None
        case = next(iter(children(token, "case")), None) if viewed else None
        if owner is not None and case is not None and case.lower_ in {"in", "by"} and _set_off(token):
            holder, cue = owner, token
        elif _opens_view(token):
            holder, cue = token, parsed.doc[0]
        else:
            continue
        own = {t.i for t in subtree(token)}
        tokens = trimmed([t for t in subtree(token.head) if t.i not in own])
        source = source_of(parsed, holder)
        if tokens and source is not None:
            span = parsed.between(tokens[0], tokens[-1])
            yield Draft(index, span, parsed.between(cue, cue), source, "judge", "view")


def _set_off(noun: Token) -> bool:
    """Whether "in her eyes" stands apart from its clause, as what is said of the eyes does not."""
    if noun.lower_ in {"view", "opinion", "estimation", "judgment", "judgement", "reckoning", "telling"}:
        return True
    doc, first, last = noun.doc, noun.left_edge.i, noun.right_edge.i
    before = first == 0 or doc[first - 1].text in _FENCES
    after = last + 1 >= len(doc) - 1 or doc[last + 1].text in _FENCES or doc[last].text in _FENCES
    return (before and after) or (first == 0 and noun.dep_ == "obl")


def _opens_view(token: Token) -> bool:
    """Whether a sentence opens with "For X," or "To his critics," before a copular judgement."""
    doc, clause = token.doc, token.head
    if doc[0].lower_ not in {"for", "to"} or doc[0].head != token:
        return False
    if token.pos_ != "PROPN" and not (token.tag_ == "NNS" and is_source(token)):
        return False
    edge = subtree(token)[-1].i
    after = doc[edge + 1] if edge + 1 < len(doc) else token
    ends = "," in {doc[edge].text, after.text}
    return ends and token.dep_ == "obl" and any(c.dep_ == "cop" for c in clause.children)


def _phrase_head(token: Token) -> Token | None:
    """Return the head of the noun phrase that starts at a token."""
    start = token.i
    best: Token | None = None
    for candidate in (token, *ancestors(token)):
        if candidate.left_edge.i > start or candidate.i < start or is_verb(candidate):
            break
        best = candidate
        if candidate.left_edge.i < start:
            break
    return best


def _has_clause(token: Token) -> bool:
    return (
        is_verb(token)
        or own_subject(token) is not None
        or bool(children(token, "cop"))
        or token.dep_ == "ROOT"
    )
