"""Attributions that end a sentence: "S, a ministry spokesman said on Monday", "S, according to the army".

The order of the words alone tells these, so they hold whatever the parser made of the sentence; and no other
content of the sentence may run into them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from visavis.coding.statements.cues import Cues
from visavis.coding.statements.drafts import Draft, Source, source_of
from visavis.coding.statements.holders import is_source
from visavis.coding.statements.knowledge import verb_frames, words
from visavis.coding.statements.trees import PHRASE_TAGS, cue_lemma, is_mark, is_verb, trimmed
from visavis.reading.syntax import Parsed
from visavis.reading.tokens import Token, Tree
from visavis.records import Span

_TWO = 2
_APPOSITION = 14  # tokens of a title and a name behind it
_LONGEST = 22  # tokens in a tail
_ADVERBS = frozenset({"RB", "MD", "VBZ", "VBP", "VBD"})
_QUOTES = frozenset({"“", "”", '"', "``", "''", "‘", "«"})
_JOINING = frozenset({"though", "although", "while", "but", "and", "which", "who", "as", "whereas", "with"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_VERBAL = _FINITE | {"VB", "TO"}


def with_tail(parsed: Parsed, index: int, drafts: Sequence[Draft], cues: Cues) -> list[Draft]:
    """Return a sentence's drafts with the one that its tail makes, the others cut before it.

    Args:
        parsed: the sentence.
        index: its index in the reading.
        drafts: what the parse gave.
        cues: its words that may attribute.
    """
    commas = [t.i for t in parsed.doc if t.text == ","] if cues.asides else []
    found = _said(parsed, index, commas) if commas else None
    found = found or (_according(parsed, index) if cues.phrases else None)
    if found is None:
        return _with_middle(parsed, index, drafts, commas) if len(commas) >= _TWO else list(drafts)
    comma, tail = found
    made = [_cut(d, comma, tail) for d in drafts if d.cue != tail.cue or d.frame not in {"aside", "phrase"}]
    return [*made, tail]


def _with_middle(parsed: Parsed, index: int, drafts: Sequence[Draft], commas: Sequence[int]) -> list[Draft]:
    """Return the drafts with the aside in the middle: "It was, she said, the hardest of days"."""
    doc = parsed.doc
    if any(t.text in _QUOTES for t in doc):
        return list(drafts)
    for comma, following in pairwise(commas):
        inside = list(doc[comma + 1 : following])
        verb = next((t for t in inside if _is_cue(t, doc[-1]) or _ends_aside(t, following)), None)
        phrase = [t for t in inside if verb is not None and t.i < verb.i]
        if verb is None or not phrase or len(inside) > 9 or comma < 2 or len(doc) - following < 4:
            continue
        if _starts_anew(doc[following + 1 :]):
            continue
        after = doc[verb.i + 1 : following]
        if (
            any(t.tag_ not in PHRASE_TAGS for t in phrase)
            or phrase[0].tag_ == "IN"
            or any(is_verb(t) for t in after)
        ):
            continue
        stop = max((t.i for t in doc[:comma] if t.text == ";"), default=-1)  # "A; B, X said, C"
        tokens = trimmed(list(doc[stop + 1 :]), keep_quotes=True)
        source = Source(parsed.between(phrase[0], phrase[-1]), phrase[-1], parsed)
        cue = parsed.between(verb, verb)
        middle = Draft(index, parsed.between(tokens[0], tokens[-1]), cue, source, "say", "aside")
        return [*(d for d in drafts if d.cue != cue), middle]
    return list(drafts)


def _starts_anew(rest: Sequence[Token]) -> bool:
    """Whether what follows an aside is a clause of its own: "S, X said, adding that", "S, X said, but"."""
    if "whom" in {t.lower_ for t in rest[:3]}:
        return True
    return len(rest) == 0 or rest[0].lower_ in _JOINING or rest[0].tag_ in {"VBG", "CC", "WDT", "WP", "IN"}


def _cut(draft: Draft, comma: int, tail: Draft) -> Draft:
    """End a content before the tail, unless it holds the tail on purpose (a quotation that goes on)."""
    inside = draft.content.start < comma < draft.content.end
    own = draft.cue is not None and draft.cue.start > comma
    return replace(draft, content=Span(draft.content.start, comma)) if inside and not own else draft


def _said(parsed: Parsed, index: int, commas: Sequence[int]) -> tuple[int, Draft] | None:
    doc = parsed.doc
    end = len(doc)
    while end > 1 and is_mark(doc[end - 1]):
        end -= 1
    end = _before_citing(doc, end, commas)
    comma = next((i for i in reversed(commas) if i < end), -1)
    if comma < max(3, end - _LONGEST):
        return None
    i = comma + 1
    while i < end and not _is_cue(doc[i], doc[end - 1]):
        if doc[i].tag_ not in PHRASE_TAGS and not _joins_names(doc[i]):
            break
        i += 1
    verb = next((t for t in doc[i : min(i + 3, end)] if _is_cue(t, doc[end - 1])), None)
    comma = _before_apposition(doc, comma, verb, commas)
    phrase = trimmed(list(doc[comma + 1 : i]))
    if verb is None or not phrase or any(t.tag_ not in _ADVERBS for t in doc[i : verb.i]):
        return None
    if phrase[0].tag_ == "IN" or _has_object(verb):  # "in a statement posted on Monday"
        return None
    if any(t.tag_ in _VERBAL for t in doc[verb.i + 1 : end]) or any(
        t.lower_ in {"that", "which"} or (t.lower_ == "and" and not _joins_names(t)) for t in phrase[:3]
    ):
        return None
    before = trimmed(list(doc[:comma]), keep_quotes=True)
    finite = any(t.tag_ in _FINITE or (t.tag_ == "VBN" and t.i > before[0].i + 1) for t in before)
    if not before or not finite or before[0].tag_ in {"VBN", "VBG"} or before[0].lower_ == "asked":
        return None
    if before[0].tag_ == "IN" and "that" in {t.lower_ for t in before if t.i < _first_finite(before)}:
        return None  # "In a letter that warned of floods, engineers asked for help"
    head = next((t for t in phrase if not phrase[0].i <= t.head.i <= phrase[-1].i), phrase[-1])
    source = Source(parsed.between(phrase[0], phrase[-1]), head, parsed)
    cue = parsed.between(verb, verb)
    draft = Draft(index, parsed.between(before[0], before[-1]), cue, source, "say", "aside")
    return parsed.end(before[-1]), draft


def _has_object(verb: Token) -> bool:
    """Whether a verb has an object that is nobody spoken to: "two days later, China recalled its envoy"."""
    if "addressed" in verb_frames().get(cue_lemma(verb) or "", {}):
        return False
    objects = [c for c in verb.children if c.dep_ == "obj" and c.i > verb.i and c.tag_[:2] == "NN"]
    return any(c.lower_ not in words().time_words for c in objects)


def _before_apposition(doc: Tree, comma: int, verb: Token | None, commas: Sequence[int]) -> int:
    """Return the comma before the speaker of "S, their commander, Abdou Sarr, said"; else the one given."""
    before = [i for i in commas if comma - _APPOSITION <= i < comma]
    if verb is None or verb.i != comma + 1 or len(before) < _TWO:
        return comma
    named = doc[before[-1] + 1].tag_ == "NNP"
    phrase = [t for t in doc[before[-2] + 1 : comma] if t.text != ","]
    plain = named and all(t.tag_ in PHRASE_TAGS - {"IN"} for t in phrase)
    return before[-2] if plain else comma


def _first_finite(tokens: Sequence[Token]) -> int:
    """Return the place of the first finite verb of some words, -1 when there is none."""
    return next((t.i for t in tokens if t.tag_ in _FINITE), -1)


def _before_citing(doc: Tree, end: int, commas: Sequence[int]) -> int:
    """Return where ", X reported" ends when ", citing Y" follows it."""
    inside = [i for i in reversed(commas) if 3 <= i < end - 1]
    return next((i for i in inside if doc[i + 1].tag_ == "VBG" and _is_cue(doc[i - 1], doc[i])), end)


def _joins_names(token: Token) -> bool:
    """Whether "and" stands between two nouns: "the officials and two witnesses said"."""
    nouns = token.i > 0 and token.doc[token.i - 1].tag_[:2] == "NN"
    return nouns and token.lower_ == "and" and token.head.tag_[:2] == "NN"


def _is_cue(token: Token, last: Token) -> bool:
    lemma = cue_lemma(token)
    finite = token.tag_ in {"VBD", "VBZ", "VBP"} or (token.tag_ in {"VBN", "NNS"} and token.i + 3 >= last.i)
    return lemma is not None and "aside" in verb_frames()[lemma] and finite


def _ends_aside(token: Token, comma: int) -> bool:
    """Whether a seeming participle says who said it: "The post, X confirmed late on Tuesday, would stay"."""
    lemma, doc = cue_lemma(token), token.doc
    after = doc[token.i + 1 : comma]
    plain = all(t.tag_ in {"RB", "IN", "NNP", "NN", "CD"} and t.lower_ != "by" for t in after)
    finite = comma + 1 < len(doc) and doc[comma + 1].tag_ in _FINITE
    return lemma is not None and "aside" in verb_frames()[lemma] and token.tag_ == "VBN" and plain and finite


def _according(parsed: Parsed, index: int) -> tuple[int, Draft] | None:
    """'S(,) according to X.': the whole sentence before it is X's."""
    doc = parsed.doc
    place = next((t.i for t in doc[2:] if t.lower_ == "according" and t.i + 2 < len(doc)), None)
    if place is None or doc[place + 1].lower_ != "to":
        return None
    comma = next((t for t in doc[place + 2 : -1] if t.text == ","), None)
    goes_on = comma is not None and doc[comma.i + 1].lower_ in _JOINING
    if comma is not None and not goes_on and any(t.tag_ in _FINITE for t in doc[comma.i :]):
        return None  # "The army, according to X, did Y": not at the end
    before = trimmed(list(doc[:place]), keep_quotes=True)
    if not any(t.tag_ in _FINITE for t in before) or before[0].tag_ == "WRB":
        return None
    head = doc[place + 2]
    while head.head.i > head.i and head.head.tag_ in PHRASE_TAGS:
        head = head.head
    source = source_of(parsed, head)
    if source is None or not is_source(head):
        return None
    cue = parsed.between(doc[place], doc[place + 1])
    draft = Draft(index, parsed.between(before[0], before[-1]), cue, source, "say", "phrase")
    return parsed.end(before[-1]), draft
