"""Parts of speech, fine tags and features of words: a tagger's and a morphologizer's last layers at once.

Each of the two ends in a softmax over its labels for every word. Which label is the likeliest shows before
the softmax already, and one matrix product gives it for both; what comes out is what spaCy would write into
its documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

Tags = NDArray[np.uint64]
"""A row for each token: the numbers of its fine tag, part of speech and features."""

PIPES = ("tagger", "morphologizer")


def tags_words(nlp: Language) -> bool:
    """Tell whether a pipeline's tagger and morphologizer are built as ``Tagging`` takes them to be."""
    if any(name not in nlp.pipe_names for name in PIPES):
        return False
    pipes: list[Any] = [nlp.get_pipe(name) for name in PIPES]
    # Words bear no tags before these, so it does not matter whether one may overwrite them.
    plain = not any(pipe.cfg.get("extend") for pipe in pipes)
    return plain and all(pipe.model.name == "tok2vec-listener>>with_array(softmax)" for pipe in pipes)


class Tagging:
    """A pipeline's tagger and morphologizer.

    Args:
        nlp: a pipeline that ``tags_words`` accepts.
    """

    def __init__(self, nlp: Language) -> None:
        tagger: Any
        morphologizer: Any
        tagger, morphologizer = (nlp.get_pipe(name) for name in PIPES)
        layers = [
            next(layer for layer in pipe.model.walk() if layer.name == "softmax")
            for pipe in (tagger, morphologizer)
        ]
        self._weights = np.ascontiguousarray(np.concatenate([one.get_param("W") for one in layers]).T)
        self._bias = np.concatenate([one.get_param("b") for one in layers])
        self._tags = np.array([nlp.vocab.strings.add(label) for label in tagger.labels], np.uint64)
        features, parts = (morphologizer.cfg[name] for name in ("labels_morph", "labels_pos"))
        self._morphs = np.array(
            [
                (parts.get(label, 0), nlp.vocab.morphology.add(features.get(label, 0)))
                for label in morphologizer.labels
            ],
            np.uint64,
        )

    def __call__(self, docs: Sequence[Doc]) -> Tags:
        """Return the tags of the tokens of documents that have the vectors the two components read."""
        scores = np.concatenate([doc.tensor for doc in docs]) @ self._weights
        scores += self._bias
        tags = self._tags[scores[:, : len(self._tags)].argmax(axis=1)]
        morphs = self._morphs[scores[:, len(self._tags) :].argmax(axis=1)]
        found: Tags = np.column_stack((tags, morphs))
        return found
