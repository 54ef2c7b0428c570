"""Vectors of words' attributes by hashing: rows of a table, chosen by four hashes and added up.

That is thinc's ``HashEmbed`` (after Svenstrup and others 2017, "Hash Embeddings") without what it does to be
trained.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


class Hashed:
    """The vectors of one attribute.

    Args:
        layer: a trained ``HashEmbed`` layer of thinc.
    """

    def __init__(self, layer: Any) -> None:
        self._ops, self._seed = layer.ops, int(layer.attrs["seed"])
        self._table: NDArray[np.float32] = layer.get_param("E")

    def __call__(self, ids: NDArray[np.uint64]) -> NDArray[np.float32]:
        """Return a row for each of some values of the attribute, at least one, as spaCy numbers them."""
        keys = self._ops.hash(np.ascontiguousarray(ids), self._seed) % len(self._table)
        found: NDArray[np.float32] = self._ops.gather_add(self._table, keys)
        return found
