"""Does a capital act in this sentence, or is it only where something is?

Source: the metonymy patterns of Markert & Nissim (2007, SemEval task 8: place-for-people as subject, agent,
possessor or partner, literal as locative), with word lists in ``data/actors/metonymy.toml``.
"""

from __future__ import annotations

from visavis.coding.actors.schema import Metonymy
from visavis.reading.tokens import Token

_HEADS_OF_ACTOR = frozenset({"nsubj", "nsubj:pass", "csubj", "obl:agent", "agent", "nsubjpass"})
_NOUNS = frozenset({"NOUN", "PROPN"})


def acts(token: Token, last: Token, words: Metonymy, *, region: bool = False) -> bool:
    """Return whether a capital (or a region) stands for an actor here.

    Args:
        token: the syntactic head of its name.
        last: the last token of its name.
        words: the word lists.
        region: a region rather than a capital; it acts only where it is acted on ("sealed off Gaza").
    """
    following = _possessed(last)
    if following is not None:
        return following.lemma_.lower() not in words.place_possessed
    if names_a_place(last, words):
        return False
    if _reached(token, words):
        return False
    if before_verb(last) and _bare_before(token, last):
        return True
    preposition = preposition_of(token)
    if preposition is not None:
        return _behind(token, preposition, words)
    if region:
        return token.dep_ in ("obj", "iobj", "nsubj", "nsubj:pass") and _bare(token, words)
    first = _first_conjunct(token)
    if first.i != token.i:
        return acts(first, first, words, region=region)
    return _bare(token, words)


def before_verb(last: Token) -> bool:
    """Return whether a finite verb follows at once: a subject even where the parse missed it."""
    after = last.nbor() if last.i + 1 < len(last.doc) else None
    finite = after is not None and ("Fin" in after.morph.get("VerbForm", []) or after.pos_ == "AUX")
    return finite and last.pos_ in ("PROPN", "NOUN", "PRON")


def _possessed(last: Token) -> Token | None:
    """Return the noun behind "Moscow's", None where no possessive follows."""
    if last.i + 1 >= len(last.doc) or last.nbor().text not in ("'s", "’s", "'", "’"):
        return None
    for token in last.doc[last.i + 2 : last.i + 6]:
        if token.pos_ in _NOUNS:
            return token
    return last.nbor()


def names_a_place(last: Token, words: Metonymy) -> bool:
    """Return whether the next words make the name part of a place ("Beijing Olympics", "Beijing, China")."""
    doc, after = last.doc, last.i + 1
    if after >= len(doc):
        return False
    nouns = [t for t in doc[after : after + 3] if t.text[:1].isalnum()]
    if doc[after].pos_ in _NOUNS | {"ADJ"} and nouns:
        run = []
        for token in doc[after : after + 4]:
            if token.pos_ not in _NOUNS | {"ADJ"}:
                break
            run.append(token.lemma_.lower())
        if run and run[0] in words.actor_modified:
            return False
        return any(
            lemma in words.place_modified or lemma.rstrip("s") in words.place_modified for lemma in run
        )
    return False


def preposition_of(token: Token) -> Token | None:
    """Return the preposition in front of a name, by the parse or by the words before it."""
    case = [child for child in token.children if child.dep_ == "case" and child.i < token.i]
    if case:
        return case[0]
    i = min(
        (child.i for child in token.subtree if child.i < token.i and child.head.i == token.i), default=token.i
    )
    before = token.doc[i - 1] if i > 0 else None
    return before if before is not None and before.pos_ == "ADP" else None


def _behind(token: Token, preposition: Token, words: Metonymy) -> bool:
    low = preposition.lower_
    heads = words.actor_heads.get(low)
    governor = token.head if token.head.i != token.i else preposition
    if heads is not None:
        candidates = {governor.lemma_.lower(), *(t.lemma_.lower() for t in _just_before(preposition))}
        return bool(candidates & heads)
    if low == "for":
        return governor.lemma_.lower() not in (
            "leave",
            "bind",
            "head",
            "depart",
            "flight",
            "train",
            "plane",
            "set",
        )
    if low in ("on", "over", "toward", "towards", "against"):
        return governor.lemma_.lower() not in (
            "march",
            "attack",
            "advance",
            "assault",
            "raid",
            "fly",
            "fire",
            "close",
            "drop",
            "fall",
        )
    return low in words.actor_prepositions and low not in words.place_prepositions


def _just_before(preposition: Token) -> list[Token]:
    return [t for t in preposition.doc[max(0, preposition.i - 2) : preposition.i] if t.is_alpha]


def _reached(token: Token, words: Metonymy) -> bool:
    """Return whether a verb of going or striking stands right before ("visits Tehran", "shelled Kyiv")."""
    verb = token.doc[token.i - 1] if token.i > 0 else None
    return verb is not None and bool({verb.lemma_.lower(), verb.lower_.removesuffix("s")} & words.place_verbs)


def _bare_before(token: Token, last: Token) -> bool:
    """Return whether no preposition stands right before a name or the names that it is joined to by "and"."""
    i = min(token.i, last.i) - 1
    while i >= 0 and (token.doc[i].lower_ in ("and", "the") or token.doc[i].pos_ == "PROPN"):
        i -= 1
    return i < 0 or token.doc[i].pos_ not in ("ADP", "SCONJ")


def _first_conjunct(token: Token) -> Token:
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


def _bare(token: Token, words: Metonymy) -> bool:
    """Judge a name without preposition: subject and addressee act, what is visited or shelled does not."""
    if token.dep_ in _HEADS_OF_ACTOR:
        return not any(c.dep_ == "cop" for c in token.head.children) or token.head.lemma_.lower() not in (
            "city",
            "capital",
            "home",
        )
    if token.dep_ in ("obj", "iobj", "dobj"):
        return token.head.lemma_.lower() not in words.place_verbs
    return True
