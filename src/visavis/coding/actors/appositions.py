"""People whom the registry does not know, beside their office: "Ana Ruiz, Peru's trade minister, said"."""

from __future__ import annotations

from collections.abc import Sequence

from visavis.coding.actors.sentence import Sentence
from visavis.records import Mention

_WHERE = frozenset({"to", "in", "at", "for"})


def apposed_names(sentence: Sentence, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the names that stand in apposition to one holder of an office, coded as the office is.

    Args:
        sentence: the sentence.
        mentions: its mentions so far; only those of one office holder of a known state count.
    """
    officers = [m for m in mentions if m.via == "office" and m.actor is not None and _one_person(sentence, m)]
    if not officers:
        return []
    names = []
    for mention in officers:
        inside = [t.i for t in sentence.parsed.tokens(mention.start, mention.end)]
        found = _before(sentence, inside[0]) or _after(sentence, inside[-1])
        if found is None:
            continue
        start, end = sentence.starts[found[0]], sentence.ends[found[1]]
        if any(m.start < end and start < m.end for m in mentions):
            continue
        words = sentence.words(start, end)
        names.append(Mention(start, end, words, mention.actor, words, mention.sector, mention.role, "name"))
    return names


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
    while i >= 0 and sentence.pos(i) == "PROPN" and sentence.word(i)[:1].isupper() and i not in sentence.hits:
        i -= 1
    return (i + 1, last) if last - i >= 2 else None


def _after(sentence: Sentence, last: int) -> tuple[int, int] | None:
    """Return the tokens of a name in "Peru's minister, Ana Ruiz,", "its envoy to Chile, Ana Ruiz,"."""
    if sentence.pos(last + 1) == "ADP" and sentence.word(last + 1).lower() in _WHERE:
        last = next((i - 1 for i in range(last + 3, last + 6) if sentence.word(i) == ","), last)
    if sentence.word(last + 1) != ",":
        return None
    found = sentence.name_after(last + 2)
    if found is None or found[1] == found[0] or sentence.pos(found[0]) != "PROPN":
        return None
    closes = sentence.word(found[1] + 1) in (",", ".", "") or sentence.pos(found[1] + 1) in ("VERB", "AUX")
    return found if closes else None
