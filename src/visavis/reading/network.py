"""The network of a pipeline's sentence splitter in plain arrays, for those words alone that are asked about.

spaCy's own components run hash embeddings, convolutions and a softmax over every word of every text. The
same numbers come out here, up to rounding in the last bits; what depends on a word alone is for the caller
to keep.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import numpy.typing as npt

from visavis.reading.encoder import Floats, Mix, by_row
from visavis.reading.hashing import Hashed

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_KNOWN = re.compile(
    r"extract_features>>list2ragged>>with_array\((?:\|?ints-getitem>>hashembed)+\)"
    r">>with_array\(maxout>>layernorm>>dropout\)>>ragged2list"
    r">>with_array\((?:(?:>>)?residual\(expand_window>>maxout>>layernorm>>dropout\))+\)>>with_array\(softmax\)"
)


class Network:
    """A splitter's network.

    Attributes:
        columns: the attributes of a word that it reads, by spaCy's names.
        width: how many numbers stand for a word.
        gap: how many empty words stand between texts, so that none sees another.

    Args:
        model: the thinc model of a component ``senter``; one that ``known`` tells of.
    """

    def __init__(self, model: Any) -> None:
        parts: dict[str, list[Any]] = {}
        for part in model.walk():
            parts.setdefault(part.name, []).append(part)
        self._hashed = [
            (int(column.attrs["index"][1]), Hashed(hashed))
            for column, hashed in zip(parts["ints-getitem"], parts["hashembed"], strict=True)
        ]
        self._mix, *self._layers = [Mix(part) for part in parts["maxout>>layernorm"]]
        self._softmax: tuple[Floats, Floats] = (
            np.ascontiguousarray(parts["softmax"][0].get_param("W").T),
            parts["softmax"][0].get_param("b"),
        )
        self.columns: tuple[str, ...] = tuple(parts["extract_features"][0].attrs["columns"])
        self.width = self._mix.width
        reach = int(parts["expand_window"][0].attrs["window_size"])
        self._steps: Whole = np.arange(-reach, reach + 1)
        self.gap = reach * len(self._layers)

    def vectors(self, attributes: npt.NDArray[np.uint64]) -> Floats:
        """Return the numbers that stand for words.

        Args:
            attributes: a row for each word, its ``columns``.
        """
        apart = np.concatenate([layer(attributes[:, i]) for i, layer in self._hashed], axis=1)
        return self._mix.finished(by_row(apart, self._mix.weights))

    def begins(self, words: Floats, numbers: Whole, places: Whole) -> Flags:
        """Tell at which places of texts a sentence begins.

        Args:
            words: the vectors of all words; the first, of zeros, is that of the empty word.
            numbers: for each word of the texts which of them it is; ``gap`` empty ones before, between and
                after the texts.
            places: the places to tell of, in ascending order.
        """
        needed = [places]
        for _ in self._layers[1:]:
            around = np.zeros(len(numbers), dtype=bool)
            around[(needed[-1][:, None] + self._steps).ravel()] = True
            needed.append(np.flatnonzero(around))
        rows, where = words, numbers
        for layer, wanted in zip(self._layers, reversed(needed), strict=True):
            around = where.take(wanted[:, None] + self._steps)
            windows = rows.take(around, axis=0, mode="clip").reshape(
                len(wanted), -1
            )  # several times faster so
            rows = rows.take(where.take(wanted), axis=0, mode="clip") + layer(windows)
            where = np.zeros(len(numbers), dtype=np.int64)
            where[wanted] = np.arange(len(wanted))
        scores = rows @ self._softmax[0] + self._softmax[1]
        return np.asarray(scores[:, 1] > scores[:, 0])


def known(model: Any) -> bool:
    """Say whether a thinc model is built as ``Network`` takes it to be."""
    parts = [part for part in model.walk() if part.name.startswith("with_array(residual")]
    windows = [part.attrs["window_size"] for part in model.walk() if part.name == "expand_window"]
    trained = all(part.has_param("W") for part in model.walk() if part.name == "maxout")
    if _KNOWN.fullmatch(model.name) is None or len(parts) != 1 or not trained:
        return False
    return len(set(windows)) == 1 and bool(parts[0].attrs["pad"] >= sum(windows))
