"""Finding words that refer back: pronouns, "the two leaders", "the bloc", "each other"."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from visavis.coding.actors.registry import Registry
from visavis.coding.actors.schema import Reference
from visavis.coding.actors.sentence import APOSTROPHES
from visavis.reading.syntax import Parsed
from visavis.reading.tokens import Token
from visavis.records import Mention

Sort = Literal[
    "he",
    "she",
    "it",
    "they",
    "whose",
    "each other",
    "of two",
    "several",
    "country",
    "domestic",
    "title",
    "generic",
    "group",
    "kin",
]

_BEFORE_NUMBERS = frozenset({"the", "these", "those", "its", "their", "all", "between", "our"})
_PRONOUNS: dict[str, Sort] = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
    "it": "it", "its": "it", "itself": "it",
    "they": "they", "them": "they", "their": "they", "theirs": "they", "themselves": "they",
    "whose": "whose",
}  # fmt: skip
_DEFINITE = ("the", "this", "that")
_MODIFIERS = ("ADJ", "NOUN", "PROPN", "NUM")
_BARE = "two"  # the word of an anaphor that is a number alone
_ENDS = ("VERB", "AUX", "PUNCT", "ADP", "ADV", "PART", "SCONJ")
_BE = frozenset({"is", "was", "'s", "’s", "be", "were"})
_ARGUMENTS = ("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod")


class Anaphor(msgspec.Struct, frozen=True):
    """Words that refer back.

    Attributes:
        first, last: the tokens they cover (indices, both included).
        sort: how they refer.
        word: the noun or pronoun, lower case.
        number: how many actors they mean, for ``several``.
        people: they mean persons rather than states.
    """

    first: int
    last: int
    sort: Sort
    word: str
    number: int = 1
    people: bool = False


def find_anaphors(parsed: Parsed, taken: Sequence[Mention], registry: Registry) -> list[Anaphor]:
    """Return the words of a sentence that refer back, in text order.

    Args:
        parsed: the sentence.
        taken: mentions already found there; words inside them refer to nothing else.
        registry: the registry, for its word lists.
    """
    tokens = list(parsed.doc)
    lows = [token.lower_ for token in tokens]
    if _telling(registry).isdisjoint(lows):
        return []
    opening = _opening(registry.reference.pair_words, registry.reference.kin)
    may = [i for i, low in enumerate(lows) if low in opening]
    if not may:
        return []
    covered = {t.i for mention in taken for t in parsed.tokens(mention.start, mention.end)}
    finder = _Finder(tokens, lows, covered, registry)
    found: list[Anaphor] = []
    free = 0  # the first token behind the last one found
    for i in may:
        one = finder.at(i) if i >= free else None
        if one is not None and not covered.intersection(range(one.first, one.last + 1)):
            found.append(one)
            free = one.last + 1
    return found


@functools.lru_cache(maxsize=4)
def _opening(pair_words: tuple[str, ...], kin: frozenset[str]) -> frozenset[str]:
    """Return all words with which what refers back can begin."""
    return frozenset({*_PRONOUNS, "each", "one", *_DEFINITE, *_counting(pair_words), *kin})


@functools.lru_cache(maxsize=4)
def _telling(registry: Registry) -> frozenset[str]:
    """Return words of which one stands in all that refers back: "the" and "this" alone tell nothing."""
    words = registry.reference
    several = {noun.partition(" ")[0] for noun in (*words.bare, *words.pair_words)}
    alone = {*_PRONOUNS, "each", "one", "neither", "former", "latter", *words.numbers, *words.kin}
    return _begins(registry).union(several, alone)


class _Finder:
    def __init__(self, tokens: list[Token], lows: list[str], covered: set[int], registry: Registry) -> None:
        self.tokens, self.lows, self.covered, self.words = tokens, lows, covered, registry.reference
        self.counting = _counting(self.words.pair_words)
        self.sorts, self.begins, self.parts = _sorts(registry), _begins(registry), _parts(registry)

    def at(self, i: int) -> Anaphor | None:
        """Return what refers back at a token of the sentence, None where nothing does."""
        low = self.tokens[i].lower_
        if low in _PRONOUNS:
            return None if self._empty(i) else Anaphor(i, i, _PRONOUNS[low], low)
        if low in ("each", "one") and self._low(i + 1) in ("other", "another"):
            return Anaphor(i, i + 1, "each other", "each other")
        if low == "the" and self._low(i + 1) in ("former", "latter") and self._alone(i + 2):
            return Anaphor(i, i + 1, "of two", self._low(i + 1))
        if low == "each" and self.tokens[i].dep_ in ("nsubj", "nsubj:pass") and self._ends(i + 1):
            return Anaphor(i, i, "each other", "each")
        several = self._several(i) if low in self.counting else None
        return several or self._definite(i) or self._kin(i)

    def _ends(self, i: int) -> bool:
        return i >= len(self.tokens) or self.tokens[i].pos_ in ("VERB", "AUX", "ADV", "PUNCT")

    def _alone(self, i: int) -> bool:
        return i >= len(self.tokens) or self.tokens[i].pos_ in _ENDS

    def _low(self, i: int) -> str:
        return self.lows[i] if 0 <= i < len(self.lows) else ""

    def _empty(self, i: int) -> bool:
        """Return whether "it" means nothing ("it seems", "it is clear that")."""
        token = self.tokens[i]
        if token.lower_ != "it":
            return False
        opens_quote = i > 0 and self.tokens[i - 1].text in ("“", '"', "``", "‘")
        set_phrase = (self._low(i - 1), self._low(i + 1)) == ("as", "were") or self._low(i + 2) == "about"
        if opens_quote or set_phrase or self._compared(i) or self._cleft(i):
            return True
        if token.dep_ == "expl" or token.head.lemma_.lower() in self.words.empty_it:
            return True
        clausal = any(
            c.dep_ in ("csubj", "ccomp", "xcomp") and c.i > token.head.i for c in token.head.children
        )
        impersonal = token.head.pos_ in ("ADJ", "NOUN") or self._low(i + 1) in ("is", "was", "'s", "’s", "be")
        passive = token.dep_ == "nsubj:pass"
        return impersonal and (clausal or passive)

    def _compared(self, i: int) -> bool:
        """Return whether "it" stands for what was said ("as strong as it was then", "when it is needed")."""
        return self._low(i - 1) in ("as", "than") and self._low(i + 1) in _BE

    def _cleft(self, i: int) -> bool:
        """Return whether "it" opens a cleft: "it was in Lima that they met", "it is Peru which pays"."""
        if self._low(i + 1) not in _BE:
            return False
        verb = self.tokens[i].head
        return any(
            c.dep_ in ("acl:relcl", "ccomp", "advcl")
            and any(k.lower_ in ("that", "who", "which") for k in c.children)
            for c in verb.children
            if c.i > i
        )

    # ------------------------------------------------------------ several actors

    def _several(self, i: int) -> Anaphor | None:
        low = self._low(i)
        if f"{low} {self._low(i + 1)}" in self.words.pair_words:
            return Anaphor(i, i + 1, "several", "pair", 2)
        if low == "neither":
            return self._neither(i)
        j = i + 1 if low in _BEFORE_NUMBERS else i
        number = self.words.numbers.get(self._low(j))
        if number is not None and (j > i or low == "both"):
            return self._counted(i if low != "between" else j, j, number)
        if low == "the" or low in ("these", "those"):
            noun = self._noun(i + 1, self.words.bare)
            if noun is not None and self._whole(i, noun):
                return self._plural(i, noun, 2)
        return None

    def _whole(self, i: int, noun: int) -> bool:
        """Return whether nothing says which ("the leaders in charge of it", "the other two writers")."""
        if self._low(noun) == "two":
            return noun == i + 1 and self._alone(noun + 1)
        return self._low(noun + 1) not in ("of", "in", "from", "who", "that", "whose", "at")

    def _neither(self, i: int) -> Anaphor | None:
        """Find "neither side", "neither of the leaders": the two of whom something is denied."""
        if self._low(i + 1) == "of":
            return self._counted(i, i, 2)
        noun = self._low(i + 1)
        plural = {f"{noun}s", f"{noun[:-1]}ies"} & (self.words.people | self.words.states)
        ends = i + 2 >= len(self.tokens) or self.tokens[i + 2].pos_ in _ENDS
        return (
            Anaphor(i, i + 1, "several", noun, 2, bool(plural & self.words.people))
            if plural and ends
            else None
        )

    def _counted(self, first: int, j: int, number: int) -> Anaphor | None:
        k = j + 1
        if self._low(k) == "of":
            k += 1
        if self._low(k) in ("the", "these", "our"):
            k += 1
        noun = self._noun(k, self.words.people | self.words.states)
        if noun is not None:
            return self._plural(first, noun, number)
        if self._low(j + 1) == "of":  # "both of them", "both of these stops"
            return None
        return Anaphor(first, j, "several", _BARE, number) if self._bare(first, j, number) else None

    def _bare(self, first: int, j: int, number: int) -> bool:
        """Return whether a number alone means actors: "the two should", "urged both", "from all three"."""
        after = self.tokens[j + 1].pos_ if j + 1 < len(self.tokens) else "PUNCT"
        before = self._low(first - 1) if first == j else ""  # "which both": they are named already
        if after not in _ENDS or before in ("which", "who", "that", "they", "we", "you", "it"):
            return False
        dep = self.tokens[j].dep_
        if dep in ("cc", "cc:preconj"):  # "both in Asia and in Europe"; but "warned both against a race"
            return self._low(j) == "both" and not any(t.lower_ == "and" for t in self.tokens[j:])
        if number == 2:
            return dep not in ("nummod", "det", "advmod")
        return dep in _ARGUMENTS

    def _plural(self, first: int, noun: int, number: int) -> Anaphor:
        word = self.tokens[noun].lower_
        whole = f"{self._low(noun - 1)} {word}"
        return Anaphor(
            first, noun, "several", word, number, word in self.words.people or whole in self.words.people
        )

    def _noun(self, k: int, nouns: frozenset[str]) -> int | None:
        """Return the index of one of some plural nouns that stands at token k, over up to three modifiers."""
        ahead = self.lows[k : k + 6]
        hyphens = ahead.count("-") + ahead.count("–")
        for j in range(k, min(k + 4 + 2 * hyphens, len(self.tokens))):
            low = self.tokens[j].lower_
            if j in self.covered or low in self.words.not_referring:
                return None
            if low in nouns or f"{low} {self._low(j + 1)}" in nouns:
                end = j if low in nouns and f"{low} {self._low(j + 1)}" not in nouns else j + 1
                compound = end + 1 < len(self.tokens) and self.tokens[end + 1].pos_ in ("NOUN", "PROPN")
                if not compound:
                    return end
            if self.tokens[j].pos_ not in _MODIFIERS and low not in ("-", "–"):
                return None
        return None

    # ------------------------------------------------------------ one actor

    def _definite(self, i: int) -> Anaphor | None:
        if self._low(i) not in _DEFINITE:
            return None
        for j in range(i + 1, min(i + 7, len(self.tokens))):
            if j in self.covered:
                return None
            for end in (j + 2, j + 1, j) if self.lows[j] in self.begins else ():
                found = self._single(i, j, end)
                if found is not None:
                    return found
            low = self.lows[j]
            if self.tokens[j].pos_ not in ("ADJ", "NOUN") and low not in self.parts:
                return None
        return None

    def _single(self, i: int, j: int, end: int) -> Anaphor | None:
        if end >= len(self.tokens) or end in self.covered:
            return None
        words = " ".join(self.lows[j : end + 1]).replace(" - ", "-")
        sort = self.sorts.get(words)
        if sort is None:
            return None
        if end + 1 < len(self.tokens) and self.tokens[end + 1].pos_ in ("NOUN", "PROPN"):
            return None
        if self._low(end + 1) == "of" or self._low(end + 1) in ("-", "–"):
            return None
        return Anaphor(i, end, sort, words)

    def _kin(self, i: int) -> Anaphor | None:
        """Find "neighbour" behind a possessive ("its neighbour", "Iran's rival") where no name follows."""
        if self._low(i) not in self.words.kin or self._low(i - 1) not in ("its", "their", *APOSTROPHES):
            return None
        named = i + 1 < len(self.tokens) and self.tokens[i + 1].pos_ in ("NOUN", "PROPN", "ADJ")
        return None if named else Anaphor(i, i, "kin", self._low(i))


@functools.lru_cache(maxsize=4)
def _sorts(registry: Registry) -> dict[str, Sort]:
    """Return the nouns that refer back to one actor behind "the", each with how it does."""
    words = registry.reference
    listed: list[tuple[Sort, Iterable[str]]] = [
        ("generic", registry.generic_words),
        ("country", words.country),
        ("title", words.titles),
        ("domestic", words.domestic),
        ("group", words.group),
    ]
    return {noun: sort for sort, nouns in reversed(listed) for noun in nouns}


@functools.lru_cache(maxsize=4)
def _begins(registry: Registry) -> frozenset[str]:
    """Return the first words of the nouns that refer back to one actor."""
    return frozenset(noun.replace("-", " ").partition(" ")[0] for noun in _sorts(registry))


@functools.lru_cache(maxsize=4)
def _parts(registry: Registry) -> frozenset[str]:
    """Return what may stand before "country" beside adjectives and nouns: "West African", "oil-rich"."""
    words = (word for region in registry.reference.regions for word in region.split())
    return frozenset({"-", "–", "rich", "torn", *words})


@functools.cache
def _counting(pair_words: tuple[str, ...]) -> frozenset[str]:
    """Return the words with which a phrase for several actors can begin."""
    return frozenset({"both", "neither", *_BEFORE_NUMBERS, *(phrase.split()[0] for phrase in pair_words)})


def possessive(tokens: Sequence[Token], last: int) -> bool:
    """Return whether "'s" follows a token."""
    return last + 1 < len(tokens) and tokens[last + 1].text in APOSTROPHES


def plural_subjects_between(doc_tokens: Sequence[Token], start: int, end: int) -> Iterator[Token]:
    """Yield plural common nouns that are subjects between two token indices: rivals of a plural pronoun."""
    for token in doc_tokens[start:end]:
        if (
            token.pos_ == "NOUN"
            and token.dep_ in ("nsubj", "nsubj:pass")
            and "Plur" in token.morph.get("Number", [])
        ):
            yield token


def counted_others(parsed: Parsed, found: Sequence[Mention], words: Reference) -> Iterator[tuple[int, int]]:
    """Yield where a sentence counts what is no actor ("two fishermen"): the token and the number."""
    for token in parsed.doc:
        if token.dep_ != "nummod" or token.head.pos_ != "NOUN" or token.lower_ not in words.numbers:
            continue
        if token.head.lower_ in words.people or token.head.lower_ in words.states:
            continue
        start, end = parsed.start(token.head), parsed.end(token.head)
        if not any(m.start < end and start < m.end for m in found):
            yield token.i, words.numbers[token.lower_]
