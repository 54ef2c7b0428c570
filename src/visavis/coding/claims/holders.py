"""Whose claim it is: the speaker of a statement, the subject of a verb of seeing or saying, or the outlet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from visavis.coding.agreements.parties import within
from visavis.coding.claims.lexicon import attitudes
from visavis.reading.syntax import Parsed
from visavis.reading.tokens import Token
from visavis.records import Mention, Reading, Statement

OUTLET = "the outlet"
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
# Pronouns that nothing resolved: whoever speaks around them holds the claim.
_PRONOUNS = frozenset({"we", "i", "us", "me", "our", "my", "they", "them", "their"}) | frozenset(
    {"he", "she", "his", "her", "it"}
)
_LONGEST = 12  # words in a holder's name


@dataclass(frozen=True, slots=True)
class Holder:
    """Who makes a claim: words for them, their code, and the statement that it stands in."""

    name: str
    code: str | None = None
    statement: str | None = None


def holder_of(
    reading: Reading,
    parsed: Parsed | None,
    start: int,
    end: int,
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
) -> Holder:
    """Return the holder of the words ``text[start:end]``, the innermost when there are several."""
    said = speaker_of(start, end, statements)
    if said is not None:
        return said
    if parsed is not None:
        found = _by_preposition(reading, parsed, start, mentions) or _by_verb(parsed, start, end, mentions)
        if found is not None and found.name.lower() not in _PRONOUNS and not _is_time(found.name, reading):
            return found
    return Holder(reading.outlet or OUTLET)


def _is_time(name: str, reading: Reading) -> bool:
    """Return whether a holder's words are a time: "a call in late December that confirmed ..."."""
    return any(time.text.lower() in (name.lower(), f"in {name.lower()}") for time in reading.times)


def speaker_of(start: int, end: int, statements: Sequence[Statement]) -> Holder | None:
    """Return the speaker of the innermost statement around words; "we" is whoever speaks around it."""
    inside = [s for s in statements if s.start <= start and end <= s.end and s.speaker is not None]
    named = [s for s in inside if s.speaker and (s.speaker.code or s.speaker.text.lower() not in _PRONOUNS)]
    if not named:
        return None
    inner = min(named, key=lambda s: (s.end - s.start, s.start))
    if inner.speaker is None:
        return None
    together = [speaker.name for speaker in inner.joint if speaker.name]
    if len(together) > 1 and len(together) == len(inner.joint):
        return Holder(" and ".join(dict.fromkeys(together)), None, inner.id)
    if " and " in inner.speaker.text:  # said together: no one name or code is right
        return Holder(inner.speaker.text, None, inner.id)
    return Holder(inner.speaker.name or inner.speaker.text, inner.speaker.code, inner.id)


def _by_preposition(
    reading: Reading, parsed: Parsed, start: int, mentions: Sequence[Mention]
) -> Holder | None:
    """Read "For Xi, ..." and "In the eyes of Tehran, ..." at the start of a sentence."""
    opening = reading.article.text[parsed.span.start : start]
    for words in attitudes().holding.prepositions:
        match = re.match(rf"{re.escape(words)}\s+(?:the\s+)?", opening, re.IGNORECASE)
        if match is None:
            continue
        at = parsed.span.start + match.end()
        named = next((m for m in mentions if m.start <= at < m.end), None)
        if named is not None and reading.article.text[named.end : named.end + 1] == ",":
            return Holder(named.name or named.text, named.actor)
    return None


def _by_verb(parsed: Parsed, start: int, end: int, mentions: Sequence[Mention]) -> Holder | None:
    """Climb from the words to a verb of seeing or saying that has a subject of its own."""
    tokens = parsed.tokens(start, end)
    if not tokens:
        return None
    inside = {t.i for t in tokens}
    top = next((t for t in tokens if t.head.i not in inside or t.head == t), tokens[0])
    below = top
    for verb in [top, *top.ancestors]:
        if below.dep_ in {"conj", "parataxis"} and any(c.dep_ in _SUBJECTS for c in below.children):
            return None  # a clause of its own, joined by "and" or "but"
        if verb.lemma_.lower() in attitudes().holding.verbs and verb.pos_ == "VERB":
            subject = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
            if subject is not None and below != subject and subject.lower_ not in {"it", "which", "that"}:
                if subject.lower_ == "who" and verb.dep_ == "acl:relcl":
                    subject = verb.head  # "those who saw an axis"
                return named_by(subject, parsed, mentions)
        below = verb
    return None


def named_by(subject: Token, parsed: Parsed, mentions: Sequence[Mention]) -> Holder:
    """Return a holder from the subject of a verb: the actor that heads it, else its own words."""
    if any(c.dep_ == "case" and c.lower_ != "'s" for c in subject.children):
        name = _name_before(subject, parsed)
        if name:
            return Holder(name)
    heads = within(mentions, parsed.start(subject), parsed.end(subject))
    joined = any(c.dep_ == "conj" for c in subject.children)
    if heads and not joined:
        pronoun = heads[0].via == "pronoun"
        known = heads[0].actor if pronoun and heads[0].actor else heads[0].text
        return Holder(heads[0].name or known, heads[0].actor)
    clause = next((c for c in subject.children if c.dep_ in {"acl", "acl:relcl", "appos"}), None)
    last = clause.left_edge.i - 1 if clause is not None and clause.i > subject.i else subject.right_edge.i
    words = parsed.doc[subject.left_edge.i : min(last + 1, subject.left_edge.i + _LONGEST)]
    return Holder(words.text.strip(" ,"))


def _name_before(subject: Token, parsed: Parsed) -> str:
    """Return the names before a phrase that was taken for the subject: "Smith and Wu, in their book, say"."""
    i = subject.left_edge.i - 1
    while i >= 0 and parsed.doc[i].is_punct:
        i -= 1
    last = i
    while i >= 0 and (parsed.doc[i].pos_ == "PROPN" or (parsed.doc[i].lower_ == "and" and i < last)):
        i -= 1
    return parsed.doc[i + 1 : last + 1].text
