"""A second look at "that" clauses which the parser hung on the wrong word.

A complementiser "that" belongs to the nearest cue before it, as long as nothing but an addressee, a time or a
prepositional phrase stands between; and "..., and that S" carries on the content before it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from visavis.coding.statements.clauses import FINITE
from visavis.coding.statements.cues import Cues
from visavis.coding.statements.drafts import Draft, source_of
from visavis.coding.statements.knowledge import Group, noun_frames, verb_frames, words
from visavis.coding.statements.nominal import before_second_verb, ends_in_cue, is_denied, opens_clause
from visavis.coding.statements.subjects import left_neighbour, subject
from visavis.coding.statements.trees import (
    antecedent,
    children,
    cue_lemma,
    is_passive,
    is_verb,
    subtree,
    trimmed,
)
from visavis.coding.statements.verbs import aux_of, can_speak
from visavis.reading.syntax import Parsed
from visavis.reading.tokens import Token
from visavis.records import Span

_FAR = 14  # tokens between a cue and its "that"
_BETWEEN = frozenset({"MD", "VBD", "VBZ", "VBP", "WDT", "WP", "WRB"})


def sweep(parsed: Parsed, index: int, drafts: Sequence[Draft], cues: Cues) -> list[Draft]:
    """Return a sentence's drafts with the "that" clauses that were nobody's.

    Args:
        parsed: the sentence.
        index: its index in the reading.
        drafts: what the parse alone gave.
        cues: its words that may attribute.
    """
    made = list(drafts)
    for token in cues.thats:
        if not (_is_mark(token) or _after_aside(token)):
            continue
        if any(_starts_at(parsed, d, token) for d in made):
            continue
        content = _content(parsed, token)
        if content is None:
            continue
        made = _placed(parsed, index, made, token, content)
    return made


def _is_mark(that: Token) -> bool:
    return that.dep_ == "mark" and that.head.i > that.i


def _after_aside(that: Token) -> bool:
    """Whether "that" follows a cue and an aside between commas: "insisted, falsely, that"."""
    before = [t for t in that.doc[max(0, that.i - 4) : that.i] if t.text != "," and t.tag_ != "RB"]
    comma = that.i > 0 and that.doc[that.i - 1].text == ","
    return comma and len(before) > 0 and cue_lemma(before[-1]) is not None and before[-1].tag_ in FINITE


def _placed(parsed: Parsed, index: int, made: list[Draft], that: Token, content: Span) -> list[Draft]:
    """Give a "that" clause to the content before it or to the nearest cue."""
    before = that.doc[that.i - 1] if that.i else that
    if before.lower_ in {"and", "or", "but", ","}:
        if (went_on := _carry_on(parsed, made, content, before)) != made:
            return went_on
        if (again := _quoting_cue(parsed, index, that, content)) is not None:
            return [*made, again]
        if before.text != ",":
            return made
    if (found := _under_nearest_cue(parsed, index, that, content)) is None:
        return made
    return [*(d for d in made if d.cue != found.cue or d.frame in {"aside", "relay"}), found]


def _starts_at(parsed: Parsed, draft: Draft, that: Token) -> bool:
    start = parsed.start(that)
    return start <= draft.content.start <= start + 6


def _content(parsed: Parsed, that: Token) -> Span | None:
    tokens = trimmed([t for t in subtree(that.head) if t.i > that.i])
    if not any(t.tag_ in FINITE for t in tokens):  # the parser cut the clause before its verb
        tokens = trimmed(list(that.doc[that.i + 1 :]))
    if len(tokens) < 6 and tokens and ends_in_cue(tokens):
        return None  # "a claim that Moscow denies" is a relative clause
    return parsed.between(tokens[0], tokens[-1]) if tokens else None


def _carry_on(parsed: Parsed, drafts: list[Draft], content: Span, conjunction: Token) -> list[Draft]:
    """Let "and that S" go on from the content that ends right before it."""
    at = parsed.start(conjunction)
    ending = [
        d for d in drafts if 0 <= at - d.content.end <= 4 and d.frame in {"clause", "relay", "noun-that"}
    ]
    if not ending:
        return drafts
    widest = max(ending, key=lambda d: d.content.end - d.content.start)
    joined = replace(widest, content=Span(widest.content.start, content.end))
    return [joined if d is widest else d for d in drafts]


def _quoting_cue(parsed: Parsed, index: int, that: Token, content: Span) -> Draft | None:
    """Return the second content of 'X stated, “A,” and that S'."""
    for token in reversed(that.doc[: that.i]):
        lemma = cue_lemma(token)
        if lemma is None or not is_verb(token) or "quote" not in verb_frames()[lemma]:
            continue
        following = that.doc[token.i + 1 : token.i + 3].text
        if any(mark in following for mark in '“"«‘'):
            return _by_verb(parsed, index, token, content, verb_frames()[lemma]["quote"])
    return None


def _under_nearest_cue(parsed: Parsed, index: int, that: Token, content: Span) -> Draft | None:
    for i in range(that.i - 1, max(-1, that.i - _FAR), -1):
        token = that.doc[i]
        frames = noun_frames().get(token.lower_, {})
        if "that" in frames and not is_verb(token) and "obl" not in {token.dep_, token.head.dep_}:
            if is_denied(token):
                return None
            if opens_clause(token):
                inside = [t for t in parsed.tokens(content.start, content.end) if t.i > that.i]
                inside = trimmed(before_second_verb(inside)) or inside
                content = parsed.between(inside[0], inside[-1])
            return _by_noun(parsed, index, token, content, frames["that"])
        lemma = cue_lemma(token)
        if lemma is not None and "clause" in verb_frames()[lemma] and _is_finite_cue(token):
            return _by_verb(parsed, index, token, content, verb_frames()[lemma]["clause"])
        if token.tag_ in _BETWEEN or token.text in {";", ":", "—", "(", ")"}:
            return None
    return None


def _is_finite_cue(token: Token) -> bool:
    before = token.doc[token.i - 1] if token.i else token
    noun_verb = token.tag_ == "NN" and before.tag_ in {"NNS", "NNP", "PRP"}
    third = token.tag_ == "NNS" and before.tag_ in {"NN", "NNS", "NNP", "NNPS", "PRP", "RB", ","}
    return is_verb(token) or third or noun_verb


def _by_verb(parsed: Parsed, index: int, verb: Token, content: Span, group: Group) -> Draft | None:
    told = is_passive(verb) and "addressed" in verb_frames()[cue_lemma(verb) or ""]
    who = subject(verb) or (None if told else left_neighbour(verb))
    if (who is None and not told) or (who is not None and not can_speak(who, group, "clause")):
        return None
    cue = parsed.between(verb, verb)
    source = source_of(parsed, who, verb)
    return Draft(index, content, cue, source, group.act, "clause", aux=aux_of(verb))


def _by_noun(parsed: Parsed, index: int, noun: Token, content: Span, group: Group) -> Draft:
    holder = next(iter(children(noun, "nmod:poss")), None)
    if holder is None and is_verb(noun.head) and noun.dep_ == "obj":
        found = subject(noun.head)
        holder = (
            antecedent(found) if found is not None and found.lower_ not in words().never_sources else None
        )
    cue = parsed.between(noun, noun)
    return Draft(index, content, cue, source_of(parsed, holder), group.act, "noun-that")
