"""Searching texts for thousands of forms at once: whole words, the longest first, none overlapping."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from visavis.reading.automaton import automaton

_REMEMBERED = 1024  # texts (sentences): several readers ask for the same one

Found = TypeVar("Found")
Match = tuple[int, int, int]
"""Where a form starts and ends in a text, and which one it is."""


class Search(Generic[Found]):
    """Forms to look for (Aho-Corasick), and what was found in the latest texts.

    Args:
        forms: what to look for, each once.
        made: makes what is returned of a match in a text.
        fold: how a text is written before it is searched; as long as the text itself.
    """

    def __init__(
        self,
        forms: Sequence[str],
        made: Callable[[str, Match], Found],
        fold: Callable[[str], str] = lambda text: text,
    ) -> None:
        self._search = automaton(forms)
        self._made, self._fold = made, fold
        self._known: dict[str, tuple[Found, ...]] = {}

    def find(self, text: str) -> tuple[Found, ...]:
        """Return what is found in a text, in text order."""
        known = self._known.get(text)
        return self.find_each([text])[0] if known is None else known

    def find_each(self, texts: Sequence[str]) -> list[tuple[Found, ...]]:
        """Return what is found in each of some texts: one search for all that are new."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            if len(self._known) + len(new) > _REMEMBERED:
                self._known.clear()
                new = list(dict.fromkeys(texts))
            self._known.update(zip(new, self._searched(new), strict=True))
        return [self._known[text] for text in texts]

    def _searched(self, texts: Sequence[str]) -> Iterator[tuple[Found, ...]]:
        """Yield what is in each text; no form reaches over a line's end, by which they are joined."""
        joined = self._fold("\n".join(texts))
        matches = longest(joined, self._search.find_matches_as_indexes(joined, overlapping=True))
        begin, at = 0, 0
        for text in texts:
            end, first = begin + len(text), at
            while at < len(matches) and matches[at][0] < end:
                at += 1
            yield tuple(
                [self._made(text, (a - begin, b - begin, which)) for a, b, which in matches[first:at]]
            )
            begin = end + 1


def longest(text: str, matches: Iterable[Match]) -> list[Match]:
    """Keep matches that are whole words; of those that overlap the longest ("the" does not count).

    Args:
        text: what was searched.
        matches: (form, start, end) of each.

    Returns:
        (start, end, form) of those kept, in text order.
    """
    size = len(text)
    whole = sorted(
        [
            (start, end, which)
            for which, start, end in matches
            if not (start and text[start - 1].isalnum() and text[start].isalnum())
            and not (end < size and text[end].isalnum() and text[end - 1].isalnum())
        ]
    )
    kept: list[Match] = []
    cluster: list[Match] = []
    reach = 0
    for match in whole:
        if match[0] >= reach and cluster:
            kept += cluster if len(cluster) == 1 else _best(text, cluster)
            cluster = []
        cluster.append(match)
        reach = max(reach, match[1])
    return kept + _best(text, cluster)


def _best(text: str, cluster: list[Match]) -> list[Match]:
    """Choose among matches that overlap one another."""
    chosen: list[Match] = []
    for match in sorted(cluster, key=lambda m: (-_weight(text, m), m[0])):
        if all(match[1] <= start or match[0] >= end for start, end, _ in chosen):
            chosen.append(match)
    return sorted(chosen)


def _weight(text: str, match: Match) -> int:
    start, end, _ = match
    return end - start - 4 * (text[start : start + 4].lower() == "the ")
