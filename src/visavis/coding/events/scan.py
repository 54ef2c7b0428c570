"""May a sentence state an event? Its words alone are asked, before anything is parsed.

A trigger can hold only where its head stands in some form, where the classes and words that it asks for
occur in the sentence, and where these stand near enough. Each word of a sentence is looked up once: it tells
the classes that it stands for, the phrases that it begins, and the triggers that it heads; of these only
those are gone through whose rarest need the sentence meets.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from visavis.coding.events.patterns import Lexicon, Pattern, class_nouns, lexicon
from visavis.coding.unparsed import may_be_verb
from visavis.reading.guards import indices

_TOKEN = re.compile(r"\w+|[^\w\s]")
_NEVER = 9  # a frame that asks for so many parties only shadows others
_NEAR = 16  # words between a trigger's head and what belongs to it, at most
_CLOSE = 10  # the same where the head is a verb that says nothing by itself ("have", "be")
_NOT = frozenset({"not", "t", "never", "cannot", "no"})  # "t" of "won't"
_FIRM = frozenset(
    {"will", "won", "would", "wouldn", "can", "cannot", "could", "couldn", "must", "mustn", "shall"}
)
_MAY = re.compile("March|May")
_MONTHS = re.compile(r"(?<=\S\s)(?:March|May)\b")  # no march, no modal
_ANY_NAME = "@political"  # any name may be one
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

Words = tuple[str, ...]
"""A sentence's words and signs, lower-cased, each apostrophe by itself."""


class Classes:
    """The phrases of all word classes, by the words that they begin with; each class is one bit of a number.

    Attributes:
        bits: the bit of each class.
        single: for each word the classes that it stands for, as bits.
        longer: phrases of several words with their classes, by their two first words.
    """

    def __init__(self, phrases: Mapping[str, frozenset[str]]) -> None:
        self.bits: dict[str, int] = {}
        self.single: dict[str, int] = {}
        self.longer: dict[tuple[str, str], list[tuple[Words, int]]] = {}
        for phrase, names in phrases.items():
            bits = 0
            for name in names:
                bits |= self.bits.setdefault(name, 1 << len(self.bits))
            first, *rest = split(phrase) or [""]
            if rest:
                self.longer.setdefault((first, rest[0]), []).append(((first, *rest), bits))
            elif first:
                self.single[first] = self.single.get(first, 0) | bits


@dataclass(frozen=True, eq=False)
class Scan:
    """What the words of one sentence hold; of most sentences no more is asked than which words they have.

    Attributes:
        words: its words and signs, lower-cased.
        known: the word classes that are looked for in them.
    """

    words: Words
    known: Classes

    @functools.cached_property
    def at(self) -> dict[str, list[int]]:
        """Positions of each word."""
        at: dict[str, list[int]] = {}
        for i, word in enumerate(self.words):
            at.setdefault(word, []).append(i)
        return at

    @functools.cached_property
    def classes(self) -> int:
        """The classes of which a word or phrase stands in it, as bits."""
        bits = 0
        for word in self.known.single.keys() & self.at.keys():
            bits |= self.known.single[word]
        for _, more in self._longer:
            bits |= more
        return bits

    def places(self, name: str) -> list[int]:
        """Return the positions of the words and phrases of a class."""
        bit, single = self.known.bits[name], self.known.single
        found = [i for word in single.keys() & self.at.keys() if single[word] & bit for i in self.at[word]]
        return [*found, *(i for i, bits in self._longer if bits & bit)]

    @functools.cached_property
    def _longer(self) -> list[tuple[int, int]]:
        """Where a phrase of several words stands, and its classes."""
        return [
            (i, bits)
            for i, pair in enumerate(pairwise(self.words))
            for phrase, bits in self.known.longer.get(pair, ())
            if self.words[i : i + len(phrase)] == phrase
        ]

    def holds(self, name: str) -> bool:
        """Tell whether a word or phrase of a class stands in it."""
        return self.classes & self.known.bits.get(name, 0) != 0

    def has(self, words: frozenset[str]) -> bool:
        """Tell whether any of some words is among its own."""
        return not words.isdisjoint(self.words)


class _Triggers:
    """Triggers of one head: those that need nothing else, the others by a class or word that each needs."""

    __slots__ = ("_asked", "_by_class", "_by_word", "_free")

    def __init__(self) -> None:
        self._free: list[Pattern] = []
        self._asked = 0  # classes that any needs, as bits
        self._by_class: dict[int, list[Pattern]] = {}  # by the class's place among the bits
        self._by_word: dict[str, list[Pattern]] = {}

    def add(self, p: Pattern, need: int | str | None) -> None:
        """Take in a trigger under the class (a bit) or the word that it needs."""
        if isinstance(need, int):
            self._asked |= need
            self._by_class.setdefault(need.bit_length() - 1, []).append(p)
        elif need is not None:
            self._by_word.setdefault(need, []).append(p)
        else:
            self._free.append(p)

    def met(self, found: Scan) -> Iterator[Pattern]:
        """Yield those whose need a sentence meets."""
        yield from self._free
        for word in self._by_word.keys() & found.at.keys():
            yield from self._by_word[word]
        if self._asked:
            for place in indices(self._asked & found.classes):
                yield from self._by_class[place]


class Scanner:
    """The codebook's phrases and triggers, ready to be searched for in plain text."""

    def __init__(self, lex: Lexicon) -> None:
        self._classes = Classes(lex.phrases)
        self._single: dict[str, list[Pattern]] = {}  # head -> triggers for which one actor is enough
        self._paired: dict[str, list[Pattern]] = {}  # head -> triggers that take two
        self._met: dict[tuple[str, bool], _Triggers] = {}  # by head, and whether they take two
        self._spread = Counter(name for names in lex.phrases.values() for name in names)
        for word, listed in lex.forms.items():
            for p in listed:
                if p.frame.parties < _NEVER:
                    (self._paired if _takes_two(p) else self._single).setdefault(word, []).append(p)
        told = {p for heads in (self._single, self._paired) for listed in heads.values() for p in listed}
        classes, irregular = lex.book.words.classes, lex.book.words.irregular
        self._bases = {p.head for p in told}
        self._bases |= {word.lstrip("=") for head in self._bases for word in classes.get(head[1:], ())}
        self._past = frozenset(form for forms in irregular.values() for form in forms)
        self.political = class_nouns(lex.book, "political")

    def scan(self, text: str) -> Scan:
        """Return what the words of a sentence hold."""
        return Scan(split(_MONTHS.sub("#", text) if _MAY.search(text) else text), self._classes)

    def may_hold(self, found: Scan, actors: int) -> bool:
        """Tell whether any trigger may hold in a sentence.

        Args:
            found: its words.
            actors: how many words or phrases in it may stand for an actor.
        """
        refused = found.has(_NOT) and (found.has(_FIRM) or "no" in found.at)
        framing = False  # triggers that are nothing without an event inside
        for paired in (False, True) if actors > 1 else (False,):
            for word in (self._paired if paired else self._single).keys() & found.at.keys():
                asked = self._triggers(word, paired=paired).met(found)
                for p in self._possible(found, word, asked, refused=refused):
                    if not p.frame.needs_inner or framing or actors > 1:
                        return True
                    framing = True
        return False

    def _triggers(self, word: str, *, paired: bool) -> _Triggers:
        """Return the triggers of one head, filed by what they need when it is first met."""
        made = self._met.get((word, paired))
        if made is None:
            made = self._met[word, paired] = _Triggers()
            for p in (self._paired if paired else self._single)[word]:
                made.add(p, _need(p, self._classes, self._spread))
        return made

    def _possible(
        self, found: Scan, word: str, asked: Iterable[Pattern], *, refused: bool
    ) -> Iterator[Pattern]:
        """Yield those of some triggers of one head that may hold; ``refused``: anything may be refused."""
        places = found.at[word]
        verbal: list[int] | None = None
        for p in asked:
            if p.kind == "negated" and not refused:
                continue
            if p.kind not in _VERBAL:
                where = places
            else:
                if verbal is None:
                    verbal = [at for at in places if self._verb_at(found, word, at)]
                where = verbal
            if any([_possible(found, p, at) for at in where]):
                yield p

    def _verb_at(self, found: Scan, word: str, at: int) -> bool:
        """Tell whether a word can be the verb of a trigger where it stands."""
        third = word.endswith("s") and word not in self._bases
        plain = word not in self._past and not word.endswith(("ed", "ing"))
        return may_be_verb(found.words, at, plain=plain, third=third)


def split(text: str) -> Words:
    """Return a text's words and signs, lower-cased."""
    return tuple(_TOKEN.findall(text.lower().replace("’", "'")))


def _need(p: Pattern, known: Classes, spread: Mapping[str, int]) -> int | str | None:
    """Return the rarest class that a trigger needs as its bit, else a word, None if it needs neither.

    Args:
        p: the trigger.
        known: the word classes.
        spread: how many phrases each has.
    """
    if p.kind == "modal":  # it asks for the word behind it alone
        return None
    if classes := p.classes - {_ANY_NAME}:
        return known.bits[min(classes, key=lambda name: (spread[name], name))]
    return max(p.words, key=lambda word: (len(word), word), default=None)


def _takes_two(p: Pattern) -> bool:
    return p.frame.parties > 1 or p.frame.need == "both"


def _possible(found: Scan, p: Pattern, at: int) -> bool:
    """Tell whether all that a pattern asks for stands near its head, as far as words can tell."""
    if p.kind == "modal":
        return not p.before or any(found.words[at + 1 : at + 2] == (word,) for word in p.before)
    if p.prefix and not _hyphened(found, at, p.prefix):
        return False
    reach = _CLOSE if found.words[at] in _EMPTY else _NEAR
    for word in p.words:
        if not _near(found.at.get(word, ()), at - reach, at + reach):
            return False
    for word in p.particles:
        if not _near(found.at[word], at + 1, at + _BEHIND):
            return False
    return all([_holds(found, p, name, at, reach) for name in p.classes])


def _holds(found: Scan, p: Pattern, name: str, at: int, reach: int) -> bool:
    """Tell whether a word of a class stands where a pattern may find it."""
    if name == _ANY_NAME:
        return True
    if name in p.near or name == p.inside:
        return found.holds(name)
    return found.holds(name) and _near(found.places(name), at - reach, at + reach)


def _hyphened(found: Scan, at: int, prefix: str) -> bool:
    """Tell whether a prefix stands before a word, joined by a hyphen ("sit-in")."""
    before = tuple(word for part in prefix.split("-") for word in (part, "-"))
    return found.words[max(0, at - len(before)) : at] == before


def _near(places: Iterable[int], first: int, last: int) -> bool:
    """Tell whether any of some positions is from one to another, both included."""
    return any([first <= place <= last for place in places])


@functools.lru_cache(maxsize=4)
def scanner(directory: str | None = None) -> Scanner:
    """Compile the codebook once for plain text; the argument and errors are those of ``lexicon``."""
    return Scanner(lexicon(directory))
