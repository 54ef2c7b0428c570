"""The vectors of words in their sentences, faster than thinc's own layers give them.

A pipeline's ``tok2vec`` first makes a vector for each word by itself, out of hashed features; that vector is
made once here and kept. Layers of windowed maxout (Collobert et al. 2011; spaCy's ``MaxoutWindowEncoder``)
then mix neighbours; here each goes over the whole batch at once, with half of the multiplications. Results
differ from thinc's in the last bits at most, and a word's own vector never depends on what it was read with.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

Floats = NDArray[np.float32]

WORDS_KEPT = 40_000
"""Words whose vectors are kept; when there are more all are forgotten. 20 MB at 128 numbers each."""


def quicken(nlp: Language) -> None:
    """Let the components of a pipeline that read words by hashed features do so faster, where they can."""
    for _, pipe in nlp.pipeline:
        model: Any = getattr(pipe, "model", None)
        if not isinstance(model, Model):
            continue
        if (quick := _quick(model, nlp)) is not None:
            pipe.model = quick  # type: ignore[attr-defined]
            continue
        for layer in list(model.walk()):
            for i, inner in enumerate(layer.layers):
                if (quick := _quick(inner, nlp)) is not None:
                    layer.layers[i] = quick


def _quick(model: Model[Any, Any], nlp: Language) -> Model[Any, Any] | None:
    """Return a layer that does what a ``Tok2Vec.v2`` layer does; None if the layer is none that we know."""
    if len(model.layers) != 2 or not model.has_dim("nO"):
        return None
    embed, encode = model.layers
    names = [layer.name for layer in embed.walk()]
    blocks = encode.layers[0].layers if encode.layers else []
    known = names.count("extract_features") == names.count("maxout") == names.count("layernorm") == 1
    windows = [layer.attrs["window_size"] for block in blocks for layer in _named(block, "expand_window")]
    if not known or not blocks or windows != [1] * len(blocks):
        return None
    if any(not block.name.startswith("residual(expand_window>>") for block in blocks):
        return None
    encoder = Encoder(embed, encode, nlp)
    return Model("quick_tok2vec", encoder.forward, dims={"nO": model.get_dim("nO")}, ops=model.ops)


class Mix:
    """One maxout layer with layer normalisation, its weights laid out by pieces."""

    def __init__(self, layer: Model[Any, Any]) -> None:
        (maxout,), (norm,) = _named(layer, "maxout"), _named(layer, "layernorm")
        weights, bias = (np.asarray(maxout.get_param(name)) for name in ("W", "b"))
        self.width, self.pieces, given = weights.shape
        self.weights: Floats = np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(given, -1))
        self.bias: Floats = np.ascontiguousarray(bias.T.reshape(-1))
        self.scale, self.shift = (np.asarray(norm.get_param(name)) for name in ("G", "b"))

    def __call__(self, given: Floats) -> Floats:
        """Return the outputs for rows of inputs."""
        return self.finished(given @ self.weights)

    def finished(self, product: Floats) -> Floats:
        """Return the outputs for rows of inputs times weights; the rows are overwritten."""
        product += self.bias
        return self.normal(product)

    def normal(self, product: Floats) -> Floats:
        """Return the outputs for rows of inputs times weights, the bias added; the rows are overwritten."""
        first, *pieces = [product[:, i * self.width : (i + 1) * self.width] for i in range(self.pieces)]
        out: Floats = first
        for piece in pieces:
            out = np.maximum(out, piece, out=None if out is first else out)
        out -= (np.einsum("ij->i", out) / self.width)[:, None]
        spread = np.einsum("ij,ij->i", out, out)
        spread /= self.width
        spread += 1e-8
        out *= (1 / np.sqrt(spread))[:, None]
        out *= self.scale
        out += self.shift
        return out


class Words:
    """The vectors of words by themselves."""

    def __init__(self, embed: Model[Any, Any], nlp: Language) -> None:
        (features,) = _named(embed, "extract_features")
        self._columns = [*features.attrs["columns"], "ORTH"]
        self._hashed = _named(embed, "hashembed")
        self._static = [np.ascontiguousarray(s.get_param("W").T) for s in _named(embed, "static_vectors")]
        self._mix = Mix(embed)
        self._vectors = nlp.vocab.vectors
        self._places: dict[bytes, int] = {}
        self._table = np.empty((0, self._mix.width), dtype=np.float32)

    def __call__(self, docs: Sequence[Doc]) -> Floats:
        """Return a row for each token of the documents, in order."""
        features = np.concatenate([doc.to_array(self._columns).astype(np.uint64) for doc in docs])
        keys = (
            np.ascontiguousarray(features).view(f"V{features.itemsize * features.shape[1]}").ravel().tolist()
        )
        places = self._places
        try:
            rows = [places[key] for key in keys]
        except KeyError:
            self._learn(features, keys)
            rows = [places[key] for key in keys]
        found: Floats = self._table[rows]
        return found

    def _learn(self, features: NDArray[np.uint64], keys: Sequence[bytes]) -> None:
        first = {key: i for i, key in reversed(list(enumerate(keys)))}
        new = [key for key in first if key not in self._places]
        if len(self._places) + len(new) > WORDS_KEPT:
            self._places.clear()
            new = list(first)
        if (wanted := max(WORDS_KEPT, len(new))) > len(self._table):
            table = np.empty((wanted, self._mix.width), dtype=np.float32)
            table[: len(self._table)] = self._table
            self._table = table
        made = self._made(features[[first[key] for key in new]])
        for key, vector in zip(new, made, strict=True):
            self._table[len(self._places)] = vector
            self._places[key] = len(self._places)

    def _made(self, features: NDArray[np.uint64]) -> Floats:
        parts = [layer.predict(features[:, i]) for i, layer in enumerate(self._hashed)]
        for weights in self._static:
            rows = self._vectors.find(keys=features[:, -1])
            parts.append(by_row(self._vectors.data[rows], weights) * (rows >= 0)[:, None])
        return self._mix.finished(by_row(np.concatenate(parts, axis=1), self._mix.weights))


_AT_ONCE = 4  # words for which a window is computed at once
# How six words in a row are summed, how three weights are, and how the six products are summed into four.
_INPUTS: Floats = np.array(
    [
        [4, 0, -5, 0, 1, 0],
        [0, -4, -4, 1, 1, 0],
        [0, 4, -4, -1, 1, 0],
        [0, -2, -1, 2, 1, 0],
        [0, 2, -1, -2, 1, 0],
        [0, 4, 0, -5, 0, 1],
    ],
    dtype=np.float32,
)
_WEIGHTS = np.array([[6, 0, 0], [-4, -4, -4], [-4, 4, -4], [1, 2, 4], [1, -2, 4], [0, 0, 24]]) / 24
_OUTPUTS: Floats = np.array(
    [[1, 1, 1, 1, 1, 0], [0, 1, -1, 2, -2, 0], [0, 1, 1, 4, 4, 0], [0, 1, -1, 8, -8, 1]], dtype=np.float32
)


class Window:
    """A maxout layer over each word and its two neighbours, added to the word.

    For four words in a row that takes twelve products of a word with weights; six products of sums of words
    with sums of weights tell as much: F(4, 3) of Winograd's minimal filtering (1980), which Lavin and Gray
    (2016) brought to networks.
    """

    def __init__(self, layer: Model[Any, Any]) -> None:
        self._mix = Mix(layer)
        weights = self._mix.weights.reshape(3, self._mix.width, -1)
        self._weights: Floats = np.einsum("kt,tij->kij", _WEIGHTS, weights).astype(np.float32)

    def __call__(self, rows: Floats) -> None:
        """Let the words know their neighbours, in place.

        Args:
            rows: an array (4, n, width); the word at place ``p`` is ``rows[p % 4, p // 4]``. The first word
                and the last three stay as they are.
        """
        _, groups, width = rows.shape
        fours = groups - 1
        six = np.concatenate([rows[:, :-1], rows[:2, 1:]])
        summed = (_INPUTS @ six.reshape(6, -1)).reshape(6, fours, width)
        products = summed @ self._weights
        products[1] += self._mix.bias  # it counts once in each of the four
        four = (_OUTPUTS @ products.reshape(6, -1)).reshape(_AT_ONCE * fours, -1)
        mixed = self._mix.normal(four).reshape(_AT_ONCE, fours, width)
        rows[1:, :-1] += mixed[:-1]
        rows[0, 1:] += mixed[-1]


class Encoder:
    """Vectors of tokens in their sentences: those of words by themselves, mixed with their neighbours'."""

    def __init__(self, embed: Model[Any, Any], encode: Model[Any, Any], nlp: Language) -> None:
        self._words = Words(embed, nlp)
        self._pad: int = encode.attrs["pad"]
        self._layers = [Window(block) for block in encode.layers[0].layers]

    def forward(self, _: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[list[Floats], Any]:
        """Return for each document an array (tokens, width), and no way back, as a layer of thinc's does.

        Raises:
            NotImplementedError: it is asked to train.
        """
        if is_train:
            raise NotImplementedError("train the pipeline as spaCy loads it")
        return self(docs), None

    def __call__(self, docs: Sequence[Doc]) -> list[Floats]:
        """Return for each document an array (tokens, width)."""
        ends = list(accumulate((len(doc) for doc in docs), initial=0))
        gaps = np.repeat(np.arange(1, len(docs) + 1), np.diff(ends))
        places = np.arange(ends[-1]) + gaps * self._pad
        words = self._words(docs)
        groups = -(-(ends[-1] + self._pad * (len(docs) + 1)) // _AT_ONCE) + 1
        rows = np.zeros((_AT_ONCE, groups, words.shape[1]), dtype=np.float32)
        at = (places % _AT_ONCE, places // _AT_ONCE)
        rows[at] = words
        for layer in self._layers:
            layer(rows)
        out = rows[at]
        return [out[start:end] for start, end in pairwise(ends)]


def by_row(rows: Floats, weights: Floats) -> Floats:
    """Multiply row by row: in a product of matrices a row's last bits depend on the rows beside it."""
    return np.stack([row @ weights for row in rows])


def _named(model: Model[Any, Any], name: str) -> list[Model[Any, Any]]:
    return [layer for layer in model.walk() if layer.name == name]
