"""People whom the registry does not know, beside their office: "Ana Ruiz, Peru's trade minister, said"."""

from __future__ import annotations

from collections.abc import Sequence

from visavis.coding.actors.sentence import Sentence
from visavis.records import Mention

_OFFICES = ("office", "pronoun", "nominal")
_BODIES = ("name", "office", "organisation", "nominal", "pronoun")
_OF = frozenset({"of", "for", "at", "in", "with"})
_WHERE = frozenset({"to", "in", "at", "for"})


def apposed_names(
    sentence: Sentence, mentions: Sequence[Mention], others: Sequence[Mention] = ()
) -> list[Mention]:
    """Return the names that stand in apposition to one holder of an office, coded as the office is.

    Args:
        sentence: the sentence.
        mentions: its mentions so far; only those of one office holder of a known state count.
        others: mentions that no name may overlap either.
    """
    holders = [m for m in mentions if m.via in _OFFICES and m.actor is not None]
    officers = [m for m in holders if _one_person(sentence, m)]
    if not officers:
        return []
    names = []
    for mention in officers:
        inside = [t.i for t in sentence.parsed.tokens(mention.start, mention.end)]
        found = _before(sentence, inside[0]) or _after(sentence, inside[-1])
        names += _named(sentence, found, mention, mention.role, (*mentions, *others))
    return names


def people_of_bodies(sentence: Sentence, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the names of who speaks for a body: "Ana Ruiz, a spokeswoman for Peru's navy, said".

    Args:
        sentence: the sentence.
        mentions: its mentions so far; the names are coded as the one that they belong to.
    """
    words = sentence.context.registry.reference.of_bodies
    names = []
    for mention in mentions:
        if mention.actor is None or mention.via not in _BODIES:
            continue
        first = sentence.parsed.tokens(mention.start, mention.end)[0].i
        first -= sentence.pos(first - 1) == "DET"
        role = sentence.word(first - 2).lower()
        if sentence.word(first - 1).lower() not in _OF or role not in words:
            continue
        begin = first - 2
        while sentence.pos(begin - 1) in ("DET", "ADJ", "NOUN", "NUM") and begin - 1 not in sentence.hits:
            begin -= 1
        names += _named(sentence, _before(sentence, begin), mention, role, mentions)
    return names


def _named(
    sentence: Sentence,
    found: tuple[int, int] | None,
    mention: Mention,
    role: str | None,
    taken: Sequence[Mention],
) -> list[Mention]:
    """Return a name (its first and last token) coded as a mention is, nothing where it is another's."""
    if found is None:
        return []
    start, end = sentence.starts[found[0]], sentence.ends[found[1]]
    if any(m.start < end and start < m.end for m in taken):
        return []
    words = sentence.words(start, end)
    return [Mention(start, end, words, mention.actor, words, mention.sector, role, "name")]


def _one_person(sentence: Sentence, mention: Mention) -> bool:
    if mention.role is None:
        return False
    last = sentence.parsed.tokens(mention.start, mention.end)[-1]
    return "Plur" not in last.morph.get("Number", []) and last.pos_ != "PRON"


def _before(sentence: Sentence, first: int) -> tuple[int, int] | None:
    """Return the tokens of a name in "Ana Ruiz, the Peruvian trade minister"."""
    i = first - 1
    if sentence.pos(i) == "DET":
        i -= 1
    if sentence.word(i) != ",":
        return None
    last = i = i - 1
    while i >= 0 and sentence.in_name(i) and _of_name(sentence, i, last):
        i -= 1
    return (i + 1, last) if last - i >= 2 else None


def _of_name(sentence: Sentence, i: int, last: int) -> bool:
    """Return whether token i may be in a name that ends with token last: rare given names are mistagged."""
    other = sentence.word(i).lower() in sentence.context.registry.grammar.never_in_names
    rare = i < last and sentence.pos(i) in ("NOUN", "ADJ", "X", "VERB") and not other
    return sentence.word(i)[:1].isupper() and (sentence.pos(i) == "PROPN" or rare)


def _after(sentence: Sentence, last: int) -> tuple[int, int] | None:
    """Return the tokens of a name in "Peru's minister, Ana Ruiz,", "its envoy to Chile, Ana Ruiz,"."""
    if sentence.pos(last + 1) == "ADP" and sentence.word(last + 1).lower() in _WHERE:
        last = next((i - 1 for i in range(last + 3, last + 6) if sentence.word(i) == ","), last)
    if sentence.word(last + 1) != ",":
        return None
    found = sentence.name_after(last + 2)
    if found is None or found[1] == found[0] or "PROPN" not in map(sentence.pos, found):
        return None
    closes = sentence.word(found[1] + 1) in (",", ".", "") or sentence.pos(found[1] + 1) in ("VERB", "AUX")
    return found if closes else None
