"""Which words of a sentence may attribute: each is looked up once for all finders of statements."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field

from visavis.coding.statements.knowledge import (
    adjective_frames,
    noun_frames,
    phrases,
    verb_frames,
    verb_lemmas,
    words,
)
from visavis.reading.tokens import Token, Tree

_OPENERS = frozenset({"for", "to"})


@dataclass(frozen=True, slots=True)
class Cues:
    """Words of a sentence by what they may do, in text order; a word may be in several lists.

    Attributes:
        verbs: forms of cue verbs; ``asides``: those that may stand between commas ("S, X said, ..."),
            ``relays``: those that pass on what another says ("quoted X as saying").
        nouns: cue nouns and words of hearsay.
        adjectives: cue adjectives.
        views: nouns that make a view of a clause, and what "For X, ..." hangs on.
        phrases: first words of phrases that name a source ("according to").
        thats: "that".
    """

    verbs: list[Token] = field(default_factory=list)
    asides: list[Token] = field(default_factory=list)
    relays: list[Token] = field(default_factory=list)
    nouns: list[Token] = field(default_factory=list)
    adjectives: list[Token] = field(default_factory=list)
    views: list[Token] = field(default_factory=list)
    phrases: list[Token] = field(default_factory=list)
    thats: list[Token] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether there are any."""
        return self is not _NONE


_NONE = Cues()


def cues_of(doc: Tree) -> Cues:
    """Return the words of a sentence that may attribute."""
    known = _known()
    cued = [token for token in doc if token.lower_ in known]
    opened = doc[0].head if len(doc) and doc[0].lower_ in _OPENERS else None
    if not cued and opened is None:
        return _NONE
    found = Cues()
    for token in cued:
        for name in known[token.lower_]:
            getattr(found, name).append(token)
    if opened is not None and opened not in found.views:
        found.views.append(opened)
        found.views.sort(key=lambda token: token.i)
    return found


@functools.cache
def _known() -> dict[str, tuple[str, ...]]:
    """Return for each word the lists of ``Cues`` that it belongs to."""
    verbs, frames = verb_lemmas(), verb_frames()
    listed = {
        "verbs": frozenset(verbs),
        "asides": frozenset(form for form, lemma in verbs.items() if "aside" in frames[lemma]),
        "relays": frozenset(form for form, lemma in verbs.items() if "relay" in frames[lemma]),
        "nouns": words().hearsay | noun_frames().keys(),
        "adjectives": frozenset(adjective_frames()),
        "views": words().view_nouns,
        "phrases": frozenset(phrase.cue[0] for phrase in phrases()),
        "thats": frozenset({"that"}),
    }
    every = frozenset[str]().union(*listed.values())
    return {word: tuple(name for name, own in listed.items() if word in own) for word in every}
