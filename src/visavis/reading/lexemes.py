"""Words by themselves: text, lemma, tags and features of a word with its tag, looked up once and remembered.

spaCy finds each word by its number again at every place where it stands, and its lemmatizer keeps only some
of what it finds.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.tokens import Doc

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
        self._known: dict[tuple[int, ...], Lexeme] = {}
        self._labels: dict[int, str] = {}

    def of(self, doc: Doc, keys: list[tuple[int, ...]]) -> list[Lexeme]:
        """Return the words of a document in order.

        Args:
            doc: the document.
            keys: the ``COLUMNS`` of each of its tokens.
        """
        known = self._known
        try:
            return [known[key] for key in keys]
        except KeyError:
            if len(known) > _KEPT:
                known.clear()
            for i, key in enumerate(keys):
                if key not in known:
                    known[key] = self._learn(doc, i, key)
            return [known[key] for key in keys]

    def label(self, doc: Doc, number: int) -> str:
        """Return the label of that number in a document's vocabulary."""
        if (label := self._labels.get(number)) is None:
            label = self._labels[number] = str(doc.vocab.strings[number])
        return label

    def _learn(self, doc: Doc, i: int, key: tuple[int, ...]) -> Lexeme:
        token: Any = doc[i]
        _, token.tag, token.pos, morph, _ = key
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
