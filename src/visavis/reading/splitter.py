"""Where sentences begin: the pipeline's own network, asked only where one may begin.

What stands between two blanks is cut into words as spaCy's tokenizer cuts it, once, and remembered with the
numbers that the network has for each word. At most places no sentence can begin, and the network is not
asked: what begins in lower case behind a word, or stands behind a colon, comma or dash,
``sentences.repaired`` would join again, and a closing mark right behind a word begins nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from spacy.language import Language

from visavis.reading.encoder import Floats
from visavis.reading.network import Network, Whole, known
from visavis.reading.paragraphs import plain

_CHUNKS = 40_000  # stretches between blanks that are remembered, at most
_ROOM = 4_096  # words for which there is room at first
_JOINS, _WORD, _INNER = (
    1,
    2,
    4,
)  # what is known of a word: nothing begins behind it; it is one; begins nothing
_JOINING = (":", ",", "-")
_CLOSING = frozenset(".,?!:;)]/%'’…$&")

_Chunk = tuple[tuple[int, ...], tuple[int, ...]]
"""The words of a stretch between blanks, by number, and where each begins in it."""


def splitter(nlp: Language) -> Splitter | None:
    """Return a splitter for a pipeline, None where its sentences are not split by a network known here."""
    model = nlp.get_pipe("senter").model if "senter" in nlp.component_names else None  # type: ignore[attr-defined]
    return Splitter(nlp, Network(model)) if model is not None and known(model) else None


class Splitter:
    """Finds where sentences begin.

    Args:
        nlp: the pipeline whose tokenizer cuts words.
        network: that of its sentence splitter.
    """

    def __init__(self, nlp: Language, network: Network) -> None:
        self._nlp, self._network = nlp, network
        self._columns: list[int | str] = ["ORTH", *network.columns]
        self._spaced = self._columns.index("SPACY") if "SPACY" in self._columns else None
        self._forget()

    def _forget(self) -> None:
        self._chunks: tuple[dict[str, _Chunk], dict[str, _Chunk]] = (
            {},
            {},
        )  # at the end of a text, within it
        self._numbers: dict[bytes, int] = {}
        self._known = 0  # words that have their vectors
        self._new: list[tuple[npt.NDArray[np.uint64], int]] = []
        self._vectors: Floats = np.zeros((_ROOM, self._network.width), dtype=np.float32)
        self._signs: npt.NDArray[np.uint8] = np.zeros(_ROOM, dtype=np.uint8)

    def begins(self, texts: Sequence[str]) -> list[list[int]]:
        """Return for each text the offsets at which its sentences begin.

        Args:
            texts: running text with single blanks, none at its ends.
        """
        if sum(map(len, self._chunks)) > _CHUNKS:
            self._forget()
        gap = [0] * self._network.gap
        numbers, offsets, firsts = [*gap], [*gap], []
        for text in texts:
            firsts.append(len(numbers))
            self._cut(text, numbers, offsets)
            numbers += gap
            offsets += gap
        self._embed()
        found: list[list[int]] = [[0] if text else [] for text in texts]
        which = -1
        for place in self._places(np.array(numbers)):
            while which + 1 < len(firsts) and firsts[which + 1] <= place:
                which += 1
            found[which].append(offsets[place])
        return found

    def _cut(self, text: str, numbers: list[int], offsets: list[int]) -> None:
        """Add a text's words, and where each begins in it."""
        last, within = self._chunks
        *chunks, end = text.split(" ")
        begin = 0
        for chunk in chunks:
            words, places = within.get(chunk) or self._learn(chunk, spaced=True)
            if len(words) == 1:
                numbers.append(words[0])
                offsets.append(begin)
            else:
                numbers += words
                offsets += [begin + place for place in places]
            begin += len(chunk) + 1
        if end:
            words, places = last.get(end) or self._learn(end, spaced=False)
            numbers += words
            offsets += [begin + place for place in places]

    def _learn(self, chunk: str, *, spaced: bool) -> _Chunk:
        """Cut a stretch between blanks into words."""
        doc = self._nlp.make_doc(chunk)
        rows = doc.to_array(self._columns).reshape(len(doc), -1).astype(np.uint64)
        if spaced and self._spaced is not None:
            rows[-1, self._spaced] = 1
        numbers = tuple(self._number(token.text, row) for token, row in zip(doc, rows, strict=True))
        made = self._chunks[spaced][chunk] = numbers, tuple(token.idx for token in doc)
        return made

    def _number(self, word: str, row: npt.NDArray[np.uint64]) -> int:
        """Return the number of a word; 0 is the empty one's."""
        number = self._numbers.setdefault(row.tobytes(), len(self._numbers) + 1)
        if number > self._known + len(self._new):
            self._new.append((row[1:], _signs(word)))
        return number

    def _embed(self) -> None:
        """Put the vectors and signs of new words behind those of the known ones."""
        if not self._new:
            return
        first, self._known = self._known + 1, len(self._numbers)
        while self._known >= len(self._signs):
            self._vectors = np.concatenate([self._vectors, np.zeros_like(self._vectors)])
            self._signs = np.concatenate([self._signs, np.zeros_like(self._signs)])
        self._vectors[first : self._known + 1] = self._network.vectors(
            np.stack([row for row, _ in self._new])
        )
        self._signs[first : self._known + 1] = [signs for _, signs in self._new]
        self._new.clear()

    def _places(self, numbers: Whole) -> list[int]:
        """Return the places at which sentences begin, the first words of the texts aside."""
        here, before = self._signs[numbers], self._signs[np.roll(numbers, 1)]
        inside = (numbers > 0) & (np.roll(numbers, 1) > 0)
        goes_on = (before & _JOINS > 0) | ((before & _WORD > 0) & (here & _INNER > 0))
        places = np.flatnonzero(inside & ~goes_on)
        if not len(places):
            return []
        found: list[int] = places[self._network.begins(self._vectors, numbers, places)].tolist()
        return found


def _signs(word: str) -> int:
    end = plain(word)
    joins = _JOINS if end.endswith(_JOINING) else 0
    inner = _INNER if word[0].islower() or word[0] in _CLOSING else 0
    return joins | (_WORD if end[-1].isalnum() else 0) | inner
