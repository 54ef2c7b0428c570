"""People whom "he" and "she" may mean although they are no actors: "Archbishop Ruiz", "the suspect".

Who stands out most is whom a pronoun means (Grosz, Joshi & Weinstein 1995); an actor who stands out less
is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from visavis.coding.actors.discourse import SUBJECTS, first_conjunct
from visavis.coding.actors.given import given_names
from visavis.coding.actors.registry import Registry
from visavis.reading.syntax import Parsed
from visavis.reading.tokens import Token
from visavis.records import Mention

_PERSON = ("PER", "PERSON")
_EMBEDDED = frozenset({"ccomp", "xcomp", "advcl", "acl", "acl:relcl", "csubj", "advcl:relcl"})
_MODIFIERS = ("compound", "flat", "amod", "nummod")


class Stranger(msgspec.Struct, frozen=True):
    """Somebody who is no actor.

    Attributes:
        sentence: index of the sentence.
        token: the head of the words.
        last: the last token of the words.
        rank: how little the words stand out there; see ``rank``.
        sex: m, f or empty when unknown.
        named: whether the words are a name.
    """

    sentence: int
    token: Token
    last: int
    rank: tuple[int, int]
    sex: str
    named: bool = True

    def tells_of(self, token: Token) -> bool:
        """Return whether this is a source without a name, in whose words a token of the sentence stands.

        "An aide said that he would run": whoever speaks for another speaks of him.

        Args:
            token: a pronoun of the stranger's own sentence.
        """
        verb = self.token.head
        told = verb.i < token.i and verb.i in {t.i for t in token.ancestors}
        return not self.named and told and any(c.dep_ == "ccomp" for c in verb.children)


def strangers(parsed: Parsed, found: Sequence[Mention], index: int, registry: Registry) -> list[Stranger]:
    """Return the people of a sentence who are no actors, in text order.

    Args:
        parsed: the sentence.
        found: its mentions; people inside them are no strangers.
        index: its index.
        registry: the registry, for its word lists.
    """
    covered = {t.i for m in found for t in parsed.tokens(m.start, m.end)}
    groups = (True, _named(parsed, covered, registry)), (False, _unnamed(parsed, covered, registry))
    people = [(*one, named) for named, group in groups for one in group]
    return sorted(
        (Stranger(index, head, last, rank(head), sex, named) for head, last, sex, named in people),
        key=lambda one: one.token.i,
    )


def rank(head: Token, *, pronoun: bool = False) -> tuple[int, int]:
    """Return how little a mention stands out in its sentence, 0 the most: by clause, then by part.

    Subjects of the main clause come first, then those of others, pronouns, objects and the rest, possessors.
    A name in apposition stands out as what it stands beside.
    """
    first = first_conjunct(head)
    first = first_conjunct(first.head) if first.dep_ == "appos" else first
    if first.dep_ in SUBJECTS:
        return (0, _depth(first.head))
    part = 1 if pronoun else 3 if first.dep_ == "nmod:poss" else 2
    return (part, 0)


def _depth(verb: Token) -> int:
    """Return 1 for a clause that depends on another, 0 for a main one ("..., he said" is one)."""
    node, depth = verb, 0
    for _ in range(12):
        if node.head.i == node.i:
            return depth or int(_is_told(node))
        if node.dep_ == "parataxis":
            return depth
        depth = 1 if node.dep_ in _EMBEDDED else depth
        node = node.head
    return depth


def _is_told(verb: Token) -> bool:
    """Return whether a main clause is what somebody says in one beside it ("It rained, Ruiz said")."""
    return any(
        c.dep_ == "parataxis" and c.pos_ == "VERB" and any(k.dep_ == "nsubj" for k in c.children)
        for c in verb.children
    )


def _named(parsed: Parsed, covered: set[int], registry: Registry) -> Iterator[tuple[Token, int, str]]:
    tokens = list(parsed.doc)
    i = 0
    while i < len(tokens):
        if not _of_name(tokens[i]) or i in covered:
            i += 1
            continue
        first = i
        while i < len(tokens) and _of_name(tokens[i]) and i not in covered:
            i += 1
        run = tokens[first:i]
        head = next((t for t in run if not first <= t.head.i < i or t.head.i == t.i), run[0])
        told = any(t.ent_type_ in _PERSON for t in run)
        acting = head.dep_ in ("nsubj", "nsubj:pass") and all(t.ent_type_ in ("", *_PERSON) for t in run)
        places = any(t.lower_ in registry.metonymy.place_modified for t in run)
        part = first > 0 and first - 1 in covered and tokens[first - 1].pos_ == "PROPN"
        if (told or (acting and not places)) and not part and head.dep_ not in _MODIFIERS:
            yield head, i - 1, _sex(tokens[max(0, first - 1) : i], registry)


def _of_name(token: Token) -> bool:
    return token.text[:1].isupper() and (token.pos_ == "PROPN" or token.ent_type_ in _PERSON)


def _unnamed(parsed: Parsed, covered: set[int], registry: Registry) -> Iterator[tuple[Token, int, str]]:
    words = registry.reference
    for token in parsed.doc:
        if token.pos_ != "NOUN" or token.dep_ not in SUBJECTS or token.i in covered:
            continue
        low = token.lower_
        if low in words.men or low in words.women or low in words.humans:
            yield token, token.i, "m" if low in words.men else "f" if low in words.women else ""


def _sex(tokens: Sequence[Token], registry: Registry) -> str:
    """Return the sex of whoever a name is of, by the word before it and by the given name; empty if open."""
    before, *name = (t.text for t in tokens)
    courtesy = {"Mr": "m", "Mr.": "m", "Mrs": "f", "Mrs.": "f", "Ms": "f", "Ms.": "f", "Miss": "f"}
    if before in courtesy or (name and name[0] in courtesy):
        return courtesy.get(before) or courtesy[name[0]]
    words = registry.reference
    if before.lower() in words.men or before.lower() in words.women:
        return "m" if before.lower() in words.men else "f"
    known = given_names(registry)
    return next((known[n] for n in (before, *name[:1]) if n in known), "")
