"""May a sentence state an event? Its words alone are asked, before anything is parsed.

A trigger can hold only where its head stands in some form, where the classes and words that it asks for
occur in the sentence, and where these stand near enough. All phrases of all word classes are searched at
once (Aho-Corasick) over a text in which every word and sign stands between single spaces.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

import ahocorasick_rs

from visavis.coding.events.patterns import Lexicon, Pattern, class_nouns, lexicon
from visavis.coding.unparsed import may_be_verb

_TOKEN = re.compile(r"\w+|[^\w\s]")
_NEVER = 9  # a frame that asks for so many parties only shadows others
_NEAR = 16  # words between a trigger's head and what belongs to it, at most
_CLOSE = 10  # the same where the head is a verb that says nothing by itself ("have", "be")
_NOT = frozenset({"not", "t", "never", "cannot", "no"})  # "t" of "won't"
_FIRM = frozenset(
    {"will", "won", "would", "wouldn", "can", "cannot", "could", "couldn", "must", "mustn", "shall"}
)
_MONTHS = re.compile(r"(?<=\S\s)(?:March|May)\b")  # no march, no modal
_VERBAL = frozenset({"verb", "negated"})
_BEHIND = 12  # words between a verb and its particle, at most
_EMPTY = frozenset(
    [
        "have",
        "has",
        "had",
        "having",
        "be",
        "am",
        "is",
        "are",
        "was",
        "were",
        "been",
        "being",
        "do",
        "does",
        "did",
    ]
)

Places = dict[str, list[int]]
"""Where each word class, and each word, stands in a sentence: positions of words."""


@dataclass(frozen=True, eq=False)
class Scan:
    """What the words of one sentence hold; of most sentences no more is asked than which words they have.

    Attributes:
        words: its words and signs, lower-cased.
        find: finds word classes, and the positions of the phrases in them, in such words.
    """

    words: tuple[str, ...]
    find: Callable[[tuple[str, ...]], Places]

    @functools.cached_property
    def classes(self) -> Places:
        """Word classes and the positions of the phrases in them."""
        return self.find(self.words)

    @functools.cached_property
    def at(self) -> Places:
        """Positions of each word."""
        at: Places = {}
        for i, word in enumerate(self.words):
            at.setdefault(word, []).append(i)
        return at

    def has(self, words: frozenset[str]) -> bool:
        """Tell whether any of some words is among its own."""
        return not words.isdisjoint(self.words)


class Scanner:
    """The codebook's phrases and triggers, ready to be searched for in plain text."""

    def __init__(self, lex: Lexicon) -> None:
        phrases: dict[str, set[str]] = {}
        for phrase, names in lex.phrases.items():
            phrases.setdefault(spaced(phrase), set()).update(names)
        phrases.pop("", None)
        self._names = [frozenset(names) for names in phrases.values()]
        self._search = ahocorasick_rs.AhoCorasick([f" {phrase} " for phrase in phrases])
        self._triggers = {
            word: tuple(p for p in listed if p.frame.parties < _NEVER) for word, listed in lex.forms.items()
        }
        classes, irregular = lex.book.words.classes, lex.book.words.irregular
        self._bases = {p.head for listed in self._triggers.values() for p in listed}
        self._bases |= {word.lstrip("=") for head in self._bases for word in classes.get(head[1:], ())}
        self._past = frozenset(form for forms in irregular.values() for form in forms)
        self.political = class_nouns(lex.book, "political")

    def scan(self, text: str) -> Scan:
        """Return what the words of a sentence hold."""
        plain = _MONTHS.sub("#", text).lower().replace("’", "'")
        return Scan(tuple(_TOKEN.findall(plain)), self._classes)

    def _classes(self, words: tuple[str, ...]) -> Places:
        classes: Places = {}
        line = f" {' '.join(words)} "
        for which, start, _ in self._search.find_matches_as_indexes(line, overlapping=True):
            place = line.count(" ", 0, start)
            for name in self._names[which]:
                classes.setdefault(name, []).append(place)
        return classes

    def may_hold(self, found: Scan, actors: int) -> bool:
        """Tell whether any trigger may hold in a sentence.

        Args:
            found: its words.
            actors: how many words or phrases in it may stand for an actor.
        """
        refused = found.has(_NOT) and (found.has(_FIRM) or "no" in found.at)
        framing = False  # triggers that are nothing without an event inside
        for word, places in found.at.items():
            triggers = self._triggers.get(word, ())
            verbal = [at for at in places if self._verb_at(found, word, at)] if triggers else []
            for p in triggers:
                if (p.kind == "negated" and not refused) or (actors < 2 and _takes_two(p)):
                    continue
                if any(_possible(found, p, at) for at in (verbal if p.kind in _VERBAL else places)):
                    if not p.frame.needs_inner or framing or actors > 1:
                        return True
                    framing = True
        return False

    def _verb_at(self, found: Scan, word: str, at: int) -> bool:
        """Tell whether a word can be the verb of a trigger where it stands."""
        third = word.endswith("s") and word not in self._bases
        plain = word not in self._past and not word.endswith(("ed", "ing"))
        return may_be_verb(found.words, at, plain=plain, third=third)


def spaced(text: str) -> str:
    """Return a text's words and signs, lower-cased, with single spaces between them."""
    return " ".join(_TOKEN.findall(text.lower().replace("’", "'")))


def _takes_two(p: Pattern) -> bool:
    return p.frame.parties > 1 or p.frame.need == "both"


def _possible(found: Scan, p: Pattern, at: int) -> bool:
    """Tell whether all that a pattern asks for stands near its head, as far as words can tell."""
    if p.kind == "modal":
        return not p.before or any(found.words[at + 1 : at + 2] == (word,) for word in p.before)
    if p.prefix and not _hyphened(found, at, p.prefix):
        return False
    reach = _CLOSE if found.words[at] in _EMPTY else _NEAR
    for word in p.particles:
        if not any(at < place <= at + _BEHIND for place in found.at.get(word, ())):
            return False
    if not all(_near(found.at.get(word, ()), at, reach) for word in p.words):
        return False
    return all(_holds(found, p, name, at, reach) for name in p.classes)


def _holds(found: Scan, p: Pattern, name: str, at: int, reach: int) -> bool:
    """Tell whether a word of a class stands where a pattern may find it."""
    if name == "@political":  # any name may be one
        return True
    if name in p.near or name == p.inside:
        return name in found.classes
    return _near(found.classes.get(name, ()), at, reach)


def _hyphened(found: Scan, at: int, prefix: str) -> bool:
    """Tell whether a prefix stands before a word, joined by a hyphen ("sit-in")."""
    before = tuple(word for part in prefix.split("-") for word in (part, "-"))
    return found.words[max(0, at - len(before)) : at] == before


def _near(places: list[int] | tuple[int, ...], at: int, reach: int) -> bool:
    return any(-reach <= place - at <= reach for place in places)


@functools.lru_cache(maxsize=4)
def scanner(directory: str | None = None) -> Scanner:
    """Compile the codebook once for plain text; the argument and errors are those of ``lexicon``."""
    return Scanner(lexicon(directory))
