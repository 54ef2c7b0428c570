"""Guards: which of many regular expressions can match a text at all, told by one pass over it.

Most patterns hold words of which one must stand in whatever they match. One automaton (Aho-Corasick) looks
for the words of all patterns at once; a pattern none of whose words is there need not be tried. Guards only
save work: what they let pass is still for the pattern itself to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from visavis.reading.automaton import automaton
from visavis.reading.expressions import Branch, Chars, Edge, Part, Repeat, fold, parts_of

_MOST = 400  # words of one pattern: with more, it is always tried
_PARTS = 3  # sets of words that one pattern is asked for
_TELLING = 3  # letters from which a word tells texts apart
_RUNS = 60  # ways to write a run of letters and small sets
_NOTHING = frozenset({""})
_SIGNS = ".,-'\""  # signs of every text
_COMMON = frozenset({"the", "and", "for", "that", "was", "were", "with", "said", "from", "have", "this"})


class Guards:
    """The words of many patterns in one automaton.

    Args:
        patterns: the patterns, in the order by which ``possible`` names them.
    """

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        wanted = [requirements(pattern) for pattern in patterns]
        words = {word: None for sets in wanted for chosen in sets for word in chosen}
        numbers = {word: number for number, word in enumerate(words)}
        self.always = tuple(index for index, sets in enumerate(wanted) if not sets)
        self._free = [
            _bits(index for index, sets in enumerate(wanted) if len(sets) <= place) for place in range(_PARTS)
        ]
        self._meets = [[0] * len(words) for _ in range(_PARTS)]
        for index, sets in enumerate(wanted):
            for place, chosen in enumerate(sets):
                for word in chosen:
                    self._meets[place][numbers[word]] |= 1 << index
        self._automaton = automaton(list(words)) if words else None

    def met(self, text: str) -> int:
        """Return the patterns that may match somewhere in a text, as bits: bit i stands for pattern i."""
        return self._met(self._words(text))

    def _met(self, words: set[int]) -> int:
        """Return the patterns that may match where some words stand."""
        met = -1
        for free, meets in zip(self._free, self._meets, strict=True):
            for word in words:
                free |= meets[word]
            met &= free
            if not met:
                break
        return met

    def possible(self, text: str) -> list[int]:
        """Return the patterns that may match somewhere in a text, in order."""
        return indices(self.met(text))

    def possible_each(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the patterns that may match in each of some texts, in order; all are searched at once."""
        return [indices(met) for met in self.met_each(texts)]

    def met_each(self, texts: Sequence[str]) -> list[int]:
        """Return the patterns that may match in each of some texts, as bits; all are searched at once."""
        without = self._met(set())
        if self._automaton is None:
            return [without for _ in texts]
        hits = self._automaton.find_matches_as_indexes(fold("\n".join(texts)), overlapping=True)
        found: list[int] = []
        at, stop = 0, -1
        for text in texts:
            stop += len(text) + 1
            first = at
            while at < len(hits) and hits[at][2] <= stop:  # hits come in the order of their ends
                at += 1
            found.append(self._met({word for word, _, _ in hits[first:at]}) if at > first else without)
        return found

    def _words(self, text: str) -> set[int]:
        """Return which of the words stand in a text, by number."""
        if self._automaton is None:
            return set()
        return {hit[0] for hit in self._automaton.find_matches_as_indexes(fold(text), overlapping=True)}


def _bits(indices: Iterable[int]) -> int:
    return sum(1 << index for index in indices)


def indices(bits: int) -> list[int]:
    """Return which bits of a number are set, in ascending order."""
    found: list[int] = []
    while bits:
        low = bits & -bits
        found.append(low.bit_length() - 1)
        bits ^= low
    return found


def requirements(pattern: re.Pattern[str]) -> list[frozenset[str]]:
    """Return sets of words, folded: of each one stands in every match of a pattern; the best set first."""
    found = _of_sequence(parts_of(pattern) or ())
    few = [words for words in dict.fromkeys(found) if len(words) <= _MOST]
    chosen = [*few[:1], *filter(_tells, few[1:])][:_PARTS]
    # a word that holds another needs no place of its own
    return [frozenset(w for w in words if not any(o != w and o in w for o in words)) for words in chosen]


def _tells(words: frozenset[str]) -> bool:
    """Say whether words are worth a look where others are looked for already: most texts hold short ones."""
    return all(word.strip().isdecimal() or _rarity(word) >= _TELLING for word in words)


def required(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Return words, folded, of which one stands in every match of a pattern; None when it is unknown."""
    return next(iter(requirements(pattern)), None)


def _of_sequence(parts: Sequence[Part]) -> list[frozenset[str]]:
    """Return what the parts of a sequence require, the best first: the rarest words, then the fewest."""
    choices = [words for words in _runs(parts) if words]
    return sorted(choices, key=lambda words: (-min(map(_rarity, words)), len(words)))


def _rarity(word: str) -> int:
    """Return how well a word tells texts apart: by its letters; rare signs do as well as three of these."""
    bare = word.strip()
    if bare in _COMMON:
        return 1
    return _TELLING if len(bare) == 1 and not bare.isalnum() and bare not in _SIGNS else len(bare)


def _runs(parts: Sequence[Part]) -> Iterator[frozenset[str] | None]:
    """Yield what each part of a sequence requires; what can be spelled out side by side is one part."""
    runs = _NOTHING
    for part in parts:
        letters = _spelled(part)
        if letters and len(runs) * len(letters) <= _RUNS:
            runs = frozenset(run + more for run in runs for more in letters)
            continue
        yield _needed(runs)
        runs = _NOTHING
        yield _needed(letters) if letters else _of_part(part)
    yield _needed(runs)


def _needed(runs: frozenset[str]) -> frozenset[str] | None:
    """Return runs of letters if one of them must stand there."""
    return None if "" in runs else runs


def _spelled(part: Part) -> frozenset[str] | None:
    """Return all ways to write a part, None where they are too many or hold a blank."""
    if isinstance(part, Edge):
        return _NOTHING
    if isinstance(part, Chars):
        return None if part.blank else part.letters
    if isinstance(part, Branch):
        return _spelled_either(part.branches)
    once = _spelled_out(part.parts) if part.most == 1 else None
    return once | _NOTHING if once and not part.least else once


def _spelled_either(branches: Iterable[Sequence[Part]]) -> frozenset[str] | None:
    """Return all ways to write one or the other of some rows of parts."""
    found: frozenset[str] = frozenset()
    for branch in branches:
        ways = _spelled_out(branch)
        if ways is None or len(found) + len(ways) > _RUNS:
            return None
        found |= ways
    return found


def _spelled_out(parts: Sequence[Part]) -> frozenset[str] | None:
    """Return all ways to write some parts in a row."""
    runs = _NOTHING
    for part in parts:
        letters = _spelled(part)
        if not letters or len(runs) * len(letters) > _RUNS:
            return None
        runs = frozenset(run + more for run in runs for more in letters)
    return runs


def _of_part(part: Part) -> frozenset[str] | None:
    if isinstance(part, Repeat):
        return _best(part.parts) if part.least else None
    if isinstance(part, Branch):
        branches = [_best(branch) for branch in part.branches]
        return None if None in branches else frozenset().union(*(b for b in branches if b))
    return None


def _best(parts: Sequence[Part]) -> frozenset[str] | None:
    return next(iter(_of_sequence(parts)), None)
