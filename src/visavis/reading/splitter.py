"""Where sentences begin: the pipeline's own network, asked only where one may begin.

What stands between two blanks is cut into words as spaCy's tokenizer cuts it, once, and remembered with the
numbers that the network has for each word. At most places no sentence can begin, and the network is not
asked: what begins in lower case behind a word, or stands behind a colon, comma or dash,
``sentences.repaired`` would join again, and a closing mark right behind a word begins nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from operator import eq, itemgetter

import numpy as np
import numpy.typing as npt
from spacy.language import Language

from visavis.reading.encoder import Floats
from visavis.reading.network import Network, Whole, known
from visavis.reading.paragraphs import plain

_CHUNKS = 40_000  # stretches between blanks that are remembered, at most
_LAST = "\n"  # marks the last stretch of a text
_APART = f"{_LAST} "
_ROOM = 4_096  # words for which there is room at first
_JOINS, _WORD, _INNER = (
    1,
    2,
    4,
)  # what is known of a word: nothing begins behind it; it is one; begins nothing
_JOINING = (":", ",", "-")
_CLOSING = frozenset(".,?!:;)]/%'’…$&")


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
        self._gap = np.tile(np.array([0, -1], dtype=np.int64), network.gap).tobytes()
        self._forget()

    def _forget(self) -> None:
        self._chunks: dict[str, bytes] = {}  # the rows of their words
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
        if len(self._chunks) > _CHUNKS:
            self._forget()
        ended = [text and text + _APART for text in texts]
        chunks = "".join(ended).split(" ")[:-1]
        words = self._cut(chunks)
        self._embed()
        at = self._places(np.ascontiguousarray(words[:, 0]))
        chunk = np.cumsum(words[:, 1] == 0)[at] - 1
        begun = np.cumsum([0, *map(len, chunks)])[chunk] + chunk + words[at, 1]
        firsts = list(accumulate(map(len, ended), initial=0))
        found: list[list[int]] = [[0] if text else [] for text in texts]
        which = np.searchsorted(firsts, begun, side="right") - 1
        for number, offset in zip(which.tolist(), begun.tolist(), strict=True):
            found[number].append(offset - firsts[number])
        return found

    def _cut(self, chunks: Sequence[str]) -> Whole:
        """Return a row for each word: its number, and where it begins between its blanks.

        Before, between and behind the texts stand empty words.
        """
        known = self._chunks
        try:
            rows = b"".join([self._gap, *map(known.__getitem__, chunks)])
        except KeyError:
            self._learn([chunk for chunk in dict.fromkeys(chunks) if chunk not in known])
            rows = b"".join([self._gap, *map(known.__getitem__, chunks)])
        return np.frombuffer(rows, dtype=np.int64).reshape(-1, 2)

    def _learn(self, chunks: Sequence[str]) -> None:
        """Cut stretches between blanks into words, and remember their rows.

        The tokenizer takes each by itself, so they can all be one document.
        """
        written = [chunk.removesuffix(_LAST) for chunk in chunks]
        begins = list(accumulate((len(words) + 1 for words in written), initial=0))
        doc = self._nlp.make_doc(" ".join(written))
        tokens = [(token.text, token.idx) for token in doc]
        stops = [bisect_left(tokens, begin, key=itemgetter(1)) for begin in begins[1:]]
        attributes = doc.to_array(self._columns).astype(np.uint64).reshape(len(doc), -1)
        if self._spaced is not None:
            attributes[np.array(stops) - 1, self._spaced] = list(map(eq, written, chunks))
        rows = np.empty((len(doc), 2), dtype=np.int64)
        rows[:, 0] = self._numbered([word for word, _ in tokens], attributes)
        rows[:, 1] = [at for _, at in tokens]
        first = 0
        for chunk, words, begin, stop in zip(chunks, written, begins, stops, strict=False):
            made = rows[first:stop]
            made[:, 1] -= begin
            self._chunks[chunk] = made.tobytes() + (b"" if words == chunk else self._gap)
            first = stop

    def _numbered(self, words: Sequence[str], attributes: npt.NDArray[np.uint64]) -> list[int]:
        """Return the numbers of words; 0 is the empty one's."""
        known, found = self._numbers, []
        whole = f"V{attributes.itemsize * attributes.shape[1]}"
        keys = np.ascontiguousarray(attributes).view(whole).ravel().tolist()
        for word, key, row in zip(words, keys, attributes, strict=True):
            number = known.get(key)
            if number is None:
                number = known[key] = len(known) + 1
                self._new.append((row[1:], _signs(word)))
            found.append(number)
        return found

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

    def _places(self, numbers: Whole) -> Whole:
        """Return the places at which sentences begin, the first words of the texts aside."""
        signs = self._signs[numbers]
        here, before = signs[1:], signs[:-1]
        inside = (numbers[1:] > 0) & (numbers[:-1] > 0)
        goes_on = (before & _JOINS > 0) | ((before & _WORD > 0) & (here & _INNER > 0))
        places = np.flatnonzero(inside & ~goes_on) + 1
        return places[self._network.begins(self._vectors, numbers, places)] if len(places) else places


def _signs(word: str) -> int:
    end = plain(word[-1])
    joins = _JOINS if end in _JOINING else 0
    inner = _INNER if word[0].islower() or word[0] in _CLOSING else 0
    return joins | (_WORD if end.isalnum() else 0) | inner
