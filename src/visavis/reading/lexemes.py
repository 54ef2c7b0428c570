"""Words by themselves: text, lemma, tags and features of a word with its tag, looked up once and remembered.

spaCy finds each word by its number again at every place where it stands, and its lemmatizer keeps only some
of what it finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from visavis.reading.features import Features

COLUMNS: tuple[int | str, ...] = ("ORTH", "TAG", "POS", "MORPH", "LEMMA")
"""The attributes of a token that tell which word it is, and as what it is used."""

_KEPT = 50_000  # words that are remembered; when there are more all are forgotten


class Lexeme(NamedTuple):
    """A word as it is used; the names mean what they mean in spaCy."""

    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    morph: Features


class Lexemes:
    """The words of a pipeline.

    Args:
        nlp: a pipeline that ``lemmatizes_words``, to find the lemmas; None for documents that have them.
    """

    def __init__(self, nlp: Language | None = None) -> None:
        self._lemmatizer: Any = nlp.get_pipe("lemmatizer") if nlp else None
        self._known: dict[bytes, Lexeme] = {}
        self._labels: dict[int, str] = {}

    def of(self, docs: Sequence[Doc], rows: NDArray[np.uint64]) -> list[Lexeme]:
        """Return the words of documents in order.

        Args:
            docs: the documents.
            rows: the ``COLUMNS`` of each of their tokens.
        """
        known = self._known
        keys = np.ascontiguousarray(rows).view(f"V{rows.itemsize * rows.shape[1]}").ravel().tolist()
        try:
            return [known[key] for key in keys]
        except KeyError:
            if len(known) > _KEPT:
                known.clear()
            tokens: list[Any] = [token for doc in docs for token in doc]
            for key, row, token in zip(keys, rows.tolist(), tokens, strict=True):
                if key not in known:
                    known[key] = self._learn(token, row)
            return [known[key] for key in keys]

    def labels(self, vocab: Vocab, numbers: Sequence[int]) -> list[str]:
        """Return the labels of those numbers in a vocabulary."""
        known = self._labels
        try:
            return [known[number] for number in numbers]
        except KeyError:
            known.update({number: str(vocab.strings[number]) for number in set(numbers)})
            return [known[number] for number in numbers]

    def _learn(self, token: Any, row: Sequence[int]) -> Lexeme:
        _, token.tag, token.pos, morph, _ = row
        token.set_morph(morph)
        asked = self._lemmatizer is not None and not token.lemma
        lemma = str(self._lemmatizer.lemmatize(token)[0]) if asked else token.lemma_
        return Lexeme(
            token.text, token.text.lower(), lemma, token.pos_, token.tag_, Features.of(str(token.morph))
        )


def lemmatizes_words(nlp: Language) -> bool:
    """Tell whether a pipeline's lemmas depend on a word and its tags alone, by a rule known here."""
    if "lemmatizer" not in nlp.pipe_names:
        return False
    pipe: Any = nlp.get_pipe("lemmatizer")
    return type(pipe) is EnglishLemmatizer and pipe.mode == "rule" and not pipe.overwrite
