"""Names of agreements in a sentence: "Treaty of Amity", "a joint statement", "the Iran nuclear deal"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from visavis.coding.agreements.lexicon import Instrument, lexicon
from visavis.reading.syntax import Parsed
from visavis.records import Mention

_CAPITAL = r"[A-Z][\w'’]*(?:[-–][\w'’]+)*"
_RIGHT = re.compile(
    rf"(?:\s+(?:(?:of|on|for|in|to|the|and|against|concerning|between|with|a|an|its|their)\s+){{0,3}}{_CAPITAL}"
    rf"|\s+\d{{4}}\b(?=\s+{_CAPITAL}))+"
)
_LEFT = frozenset({"compound", "amod", "nummod", "flat", "nmod", "nmod:desc", "punct", "case", "nmod:poss"})
_DROP = frozenset({"PRON", "DET", "ADP", "ADV", "VERB", "CCONJ", "SCONJ", "PUNCT", "AUX"})
_INNER = frozenset({"nmod", "acl", "compound", "amod"})
_LONGEST = 14  # words in the description of an instrument that has no name


@dataclass(frozen=True, slots=True)
class Name:
    """An instrument as a sentence names it.

    Attributes:
        start: offset into the article's text.
        end: its end.
        instrument: what kind of thing it is.
        head: the token of its head word.
        top: the token of the name that hangs from a word outside it.
        proper: whether it is a name rather than a description.
    """

    start: int
    end: int
    instrument: Instrument
    head: Token
    top: Token
    proper: bool


def names_in(text: str, parsed: Parsed, mentions: list[Mention]) -> list[Name]:
    """Return the instruments that a sentence names or describes, in text order, without overlaps."""
    known = lexicon()
    found: list[Name] = []
    for match in known.head.finditer(text, parsed.span.start, parsed.span.end):
        if found and match.start() < found[-1].end:
            continue
        tokens = parsed.tokens(match.start(), match.end())
        if not tokens:
            continue
        head = tokens[-1]
        instrument = known.heads[" ".join(match.group().lower().split())]
        name = _name(text, parsed, mentions, instrument, tokens[0], head, (match.start(), match.end()))
        if name is not None:
            found.append(name)
    return found


def _name(
    text: str,
    parsed: Parsed,
    mentions: list[Mention],
    instrument: Instrument,
    first: Token,
    head: Token,
    place: tuple[int, int],
) -> Name | None:
    if head.pos_ not in {"NOUN", "PROPN"} and not text[place[0]].isupper():
        return None
    start = _extend_left(parsed, first)
    end, proper = place[1], False
    if text[place[0]].isupper() and place[0] > parsed.span.start:
        right = _RIGHT.match(text, place[1], parsed.span.end)
        if right is not None:
            end = _before_actor(text, place[1], right.end(), mentions)
        proper = end > place[1] or text[start].isupper()
    elif text[start].isupper() and start < place[0] and start > parsed.span.start:
        proper = True
    if not proper:
        end = _describe(parsed, head, end)
    return Name(start, end, instrument, head, _top(parsed, start, end, head), proper)


def _extend_left(parsed: Parsed, first: Token) -> int:
    """Return where the modifiers right before the head start; determiners and "their" stay outside."""
    keep = first
    i = first.i - 1
    while i >= 0:
        token = parsed.doc[i]
        joins = token.text in {"-", "–", "'s", "’s", "'", "’"}
        if not joins and (token.pos_ in _DROP or token.dep_ not in _LEFT or token.tag_ in {"PRP$", "POS"}):
            break
        if not joins:
            keep = token
        i -= 1
    return parsed.start(keep)


def _before_actor(text: str, start: int, end: int, mentions: list[Mention]) -> int:
    """Cut a name before ", Russia" or "and China" when the actor only follows it."""
    for mention in mentions:
        if start < mention.start < end and re.search(r"\band\s+$|,\s*$", text[start : mention.start]):
            joined = re.search(r"\bbetween\b|\bof\b[^,]*$", text[start : mention.start])
            if joined is None:
                cut = re.sub(r"(?:\s*,|\s+and)\s*$", "", text[start : mention.start])
                return start + len(cut)
    return end


def _describe(parsed: Parsed, head: Token, end: int) -> int:
    """Extend a described instrument over "to share fuel", "on fishing", "of friendship"."""
    last = head
    for child in head.rights:
        if child.dep_ == "punct" or child.dep_ not in _INNER or child.i - last.i > _LONGEST:
            break
        if child.dep_ == "acl" and child.tag_ in {"VBN", "VBG"}:
            break
        edge = child.right_edge
        inside = parsed.doc[child.left_edge.i : edge.i + 1]
        if edge.i - head.i > _LONGEST or any(t.text in {",", ";", "—", "“", "”"} for t in inside):
            break
        if inside[0].lower_ in {"with", "between"} or any(t.pos_ == "NUM" for t in inside):
            break
        last = edge
    return max(end, parsed.end(last))


def _top(parsed: Parsed, start: int, end: int, head: Token) -> Token:
    tokens = parsed.tokens(start, end)
    inside = {t.i for t in tokens}
    outer = [t for t in tokens if t.head.i not in inside or t.head == t]
    return head if head in outer or not outer else outer[0]
