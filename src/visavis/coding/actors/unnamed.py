"""Those who act without a name: "rebels seized the town", "police fired on demonstrators"."""

from __future__ import annotations

from collections.abc import Sequence

from visavis.coding.actors.context import Context
from visavis.coding.actors.sentence import APOSTROPHES, Placed, Sentence
from visavis.records import Mention

_ARGUMENTS = frozenset(
    {"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "obl:arg", "nmod", "conj", "ROOT"}
)
_POSSESSIVES = frozenset({"whose", "his", "her", "its", "their", "our", "my", "your", *APOSTROPHES})
_DEFINITE = frozenset({"the", "this", "these", "those", "both", "two", "three"})
_COLLECTIVE = frozenset(
    {"police", "opposition", "army", "parliament", "court", "government", "military", "mob", "militia"}
)


def unnamed_actors(sentence: Sentence) -> tuple[list[Placed], list[Placed]]:
    """Return the unnamed groups and bodies of a sentence that act or are acted on, in text order.

    Returns:
        Those with no "the" before them, and those with it, which may refer back.
    """
    bare: list[Placed] = []
    definite: list[Placed] = []
    for first in sorted(sentence.roles):
        placed = sentence.chain(sentence.roles[first])
        if _acts(sentence, placed):
            (definite if _definite(sentence, first) else bare).append(placed)
    return bare, definite


def unnamed_mentions(sentence: Sentence, acting: Sequence[Placed], found: Sequence[Mention]) -> list[Mention]:
    """Return mentions of unnamed groups and bodies that no other mention covers.

    Args:
        sentence: the sentence.
        acting: the groups and bodies.
        found: its other mentions.

    Returns:
        Mentions whose code is that of the only state that the sentence, or else the article, names; None
        where it names several or none.
    """
    mentions: list[Mention] = []
    for placed in acting:
        start, end = sentence.starts[placed.first], sentence.ends[placed.last]
        if any(m.start < end and start < m.end for m in (*found, *mentions)):
            continue
        role = placed.role
        assert role is not None
        code = _owner(sentence, end, found)
        if code is None and (role.words, role.plural) != ("government", True):  # "the region's governments"
            code = only_state(found, sentence.context)
        text = sentence.words(start, end)
        mentions.append(Mention(start, end, text, code, None, role.sector, role.words, "nominal"))
    return mentions


def _definite(sentence: Sentence, first: int) -> bool:
    """Return whether "the" or a number stands before, over adjectives ("the two rebel armies")."""
    return sentence.word(_before(sentence, first)).lower() in _DEFINITE


def _before(sentence: Sentence, first: int) -> int:
    """Return the token before a noun and what modifies it ("its ramshackle army")."""
    i = first - 1
    while sentence.pos(i) in ("ADJ", "NOUN", "PROPN"):
        i -= 1
    return i


def _owner(sentence: Sentence, end: int, found: Sequence[Mention]) -> str | None:
    """Return the code of whoever follows in "the government of President Ruiz"."""
    rest = sentence.text[end : end + 12]
    link = next((len(of) for of in (" of the ", " of ") if rest.startswith(of)), None)
    owner = next((m for m in found if link is not None and m.start == end + link), None)
    return owner.actor if owner else None


def only_state(mentions: Sequence[Mention], context: Context) -> str | None:
    """Return the one state that mentions stand for, else the one that the article names; None if several."""
    codes = {m.actor for m in mentions if m.actor and context.registry.state(m.actor)}
    codes = codes or context.states
    return next(iter(codes)) if len(codes) == 1 else None


def told_there(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the one state whose media report: "the country's minister arrived, Ethiopian radio said"."""
    told = {m.actor: m for m in mentions if m.actor and m.sector == "MED" and m.via != "organisation"}
    return [Mention(m.start, m.end, m.text, m.actor) for m in told.values()] if len(told) == 1 else []


def _acts(sentence: Sentence, placed: Placed) -> bool:
    """Return whether an office stands alone as an argument of a verb or of a deed, not inside a name."""
    role, token = placed.role, sentence.tokens[placed.last]
    assert role is not None
    words = sentence.context.registry.reference.unnamed
    known = role.words in words or role.words.split()[-1] in words
    several = role.plural or role.words.split()[-1] in _COLLECTIVE
    compound = sentence.pos(placed.last + 1) in ("NOUN", "PROPN")
    owned = sentence.word(_before(sentence, placed.first)).lower() in _POSSESSIVES
    title = token.text[:1].isupper() and placed.first > 0
    return known and several and not (compound or owned or title) and token.dep_ in _ARGUMENTS
