"""Names of agreements in a sentence: "Treaty of Amity", "a joint statement", "the Iran nuclear deal"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from visavis.coding.agreements.lexicon import Instrument, lexicon
from visavis.coding.agreements.registry import named, organisations
from visavis.reading.syntax import Parsed
from visavis.reading.tokens import Token
from visavis.records import Mention

_CAPITAL = r"[A-Z][\w'’]*(?:[-–][\w'’]+)*"
_RIGHT = re.compile(
    rf"(?:\s+(?:(?:of|on|for|in|to|the|and|against|concerning|between|with|a|an|its|their)\s+){{0,3}}{_CAPITAL}"
    rf"|,\s+{_CAPITAL}(?=(?:,\s+{_CAPITAL})*,?\s+and\s+{_CAPITAL})"  # "of Friendship, Alliance and Aid"
    rf"|\s+\d{{4}}\b(?=\s+{_CAPITAL}))+"
)
_LEADS = re.compile(r"(?:\s*,|\s+and|\s+with|\s+between)\s+(?:the\s+)?$")
_LEFT = frozenset({"compound", "amod", "nummod", "flat", "nmod", "nmod:desc", "punct", "case", "nmod:poss"})
_DROP = frozenset({"PRON", "DET", "ADP", "ADV", "VERB", "CCONJ", "SCONJ", "PUNCT", "AUX"})
_INNER = frozenset({"nmod", "acl", "compound", "amod"})
_ALLIANCE = Instrument("alliance", [], [], [])
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
        tokens: its words.
        registered: "treaty" or "organisation" where the registry knows the words as one's name.
    """

    start: int
    end: int
    instrument: Instrument
    head: Token
    top: Token
    proper: bool
    tokens: tuple[Token, ...]
    registered: str = ""


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
    found.extend(_registered(parsed, text, found))
    return sorted(found, key=lambda name: name.start)


def _registered(parsed: Parsed, text: str, taken: list[Name]) -> list[Name]:
    """Add the agreements that a sentence calls by a name of the registry: "AUKUS", "the Aachen Treaty"."""
    out: list[Name] = []
    for match in named().finditer(text, parsed.span.start, parsed.span.end):
        start, end = match.span()
        around = next((n for n in taken if n.start < end and n.end > start), None)
        if around is not None:
            start, end = min(start, around.start), max(end, around.end)
            taken.remove(around)
        tokens = tuple(parsed.tokens(start, end))
        if not tokens:
            continue
        kind = "organisation" if match.group() in organisations() else "treaty"
        top = _top(parsed, start, end, tokens[-1])
        instrument, head = (around.instrument, around.head) if around is not None else (_ALLIANCE, top)
        out.append(Name(start, end, instrument, head, top, True, tokens, "treaty" if around else kind))
    return out


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
    tokens = tuple(parsed.tokens(start, end))
    return Name(start, end, instrument, head, _top(parsed, start, end, head), proper, tokens)


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
    """Cut a name before ", Russia", "and China", "with Japan" or "between" when actors only follow it."""
    for mention in mentions:
        if not start < mention.start < end:
            continue
        lead = _LEADS.search(text, start, mention.start)
        if lead is not None and lead.end() == mention.start:
            return lead.start()
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
        cased = child.dep_ == "nmod" and inside[0].lower_ not in {
            "of",
            "on",
            "about",
            "against",
            "over",
            "for",
        }
        if cased or any(t.pos_ == "NUM" for t in inside):
            break
        last = edge
    return max(end, parsed.end(last))


def _top(parsed: Parsed, start: int, end: int, head: Token) -> Token:
    tokens = parsed.tokens(start, end)
    inside = {t.i for t in tokens}
    outer = [t for t in tokens if t.head.i not in inside or t.head == t]
    return head if head in outer or not outer else outer[0]
