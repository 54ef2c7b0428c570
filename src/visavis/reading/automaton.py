"""One automaton (Aho-Corasick) for many words, laid out as best suits their number."""

from __future__ import annotations

from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick, Implementation

_SMALL = 20_000  # letters of all words: so many are laid out in a few milliseconds


def automaton(words: Sequence[str]) -> AhoCorasick:
    """Return what finds words in texts.

    A table of all states and letters is searched up to twice as fast as what follows failed letters from
    state to state, and takes several times as long to make.

    Args:
        words: the words, in the order of the numbers by which hits name them.
    """
    small = sum(map(len, words)) <= _SMALL
    return AhoCorasick(words, implementation=Implementation.DFA if small else None)
