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
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

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

Places = dict[str, list[int]]
"""Where each word class, and each word, stands in a sentence: positions of words."""


@dataclass(frozen=True, eq=False)
class Scan:
    """What the words of one sentence hold; of most sentences no more is asked than which words they have.

    Attributes:
        words: its words and signs, lower-cased.
        find: finds word classes, and the positions of the phrases in them, in such words.
    """

    words: Words
    find: Callable[[Scan], Places]

    @functools.cached_property
    def classes(self) -> Places:
        """Word classes and the positions of the phrases in them."""
        return self.find(self)

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


class _Triggers:
    """Triggers of one head: those that need nothing else, the others by a class or word that each needs."""

    __slots__ = ("_by_class", "_by_word", "_free")

    def __init__(self) -> None:
        self._free: list[Pattern] = []
        self._by_class: dict[str, list[Pattern]] = {}
        self._by_word: dict[str, list[Pattern]] = {}

    def add(self, p: Pattern, spread: Mapping[str, int]) -> None:
        """Take in a trigger under the rarest class that it needs; ``spread`` tells how common each is."""
        if p.kind == "modal":  # it asks for the word behind it alone
            self._free.append(p)
        elif classes := p.classes - {_ANY_NAME}:
            rarest = min(classes, key=lambda name: (spread.get(name, 0), name))
            self._by_class.setdefault(rarest, []).append(p)
        elif p.words:
            self._by_word.setdefault(max(p.words, key=lambda word: (len(word), word)), []).append(p)
        else:
            self._free.append(p)

    def met(self, found: Scan) -> Iterator[Pattern]:
        """Yield those whose need a sentence meets."""
        yield from self._free
        for word in self._by_word.keys() & found.at.keys():
            yield from self._by_word[word]
        if self._by_class:
            for name in self._by_class.keys() & found.classes.keys():
                yield from self._by_class[name]


class Scanner:
    """The codebook's phrases and triggers, ready to be searched for in plain text."""

    def __init__(self, lex: Lexicon) -> None:
        self._names: dict[str, frozenset[str]] = {}  # word -> the classes that it stands for
        self._longer: dict[tuple[str, str], list[tuple[Words, frozenset[str]]]] = {}  # by two first words
        for phrase, names in lex.phrases.items():
            words = split(phrase)
            if len(words) > 1:
                self._longer.setdefault(words[:2], []).append((words, names))
            elif words:
                self._names[words[0]] = self._names.get(words[0], frozenset()) | names
        self._single: dict[str, _Triggers] = {}  # head -> triggers for which one actor is enough
        self._paired: dict[str, _Triggers] = {}  # head -> triggers that take two
        spread = Counter(name for names in lex.phrases.values() for name in names)
        for word, listed in lex.forms.items():
            for p in listed:
                if p.frame.parties < _NEVER:
                    heads = self._paired if _takes_two(p) else self._single
                    heads.setdefault(word, _Triggers()).add(p, spread)
        classes, irregular = lex.book.words.classes, lex.book.words.irregular
        self._bases = {p.head for listed in lex.forms.values() for p in listed if p.frame.parties < _NEVER}
        self._bases |= {word.lstrip("=") for head in self._bases for word in classes.get(head[1:], ())}
        self._past = frozenset(form for forms in irregular.values() for form in forms)
        self.political = class_nouns(lex.book, "political")

    def scan(self, text: str) -> Scan:
        """Return what the words of a sentence hold."""
        return Scan(split(_MONTHS.sub("#", text) if _MAY.search(text) else text), self._classes)

    def _classes(self, found: Scan) -> Places:
        classes: Places = {}
        for word in self._names.keys() & found.at.keys():
            for name in self._names[word]:
                classes.setdefault(name, []).extend(found.at[word])
        for place, pair in enumerate(pairwise(found.words)):
            for phrase, names in self._longer.get(pair, ()):
                if found.words[place : place + len(phrase)] == phrase:
                    for name in names:
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
        for heads in (self._single, self._paired) if actors > 1 else (self._single,):
            for word in heads.keys() & found.at.keys():
                for p in self._possible(found, word, heads[word].met(found), refused=refused):
                    if not p.frame.needs_inner or framing or actors > 1:
                        return True
                    framing = True
        return False

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
        return name in found.classes
    return _near(found.classes.get(name, ()), at - reach, at + reach)


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
