"""The faster ways through a pipeline give what spaCy's own give."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from visavis.reading import encoder
from visavis.reading.decoder import decodes
from visavis.reading.encoder import quicken
from visavis.reading.syntax import load
from visavis.records import Span

SENTENCES = (
    "Norway's foreign minister flew to Lisbon on Tuesday, where she met her Portuguese counterpart.",
    "No.",
    "The talks, which had been put off, ended without an agreement on fishing rights; both blamed it.",
    "“We will not sign,” he said — twice.",
    "Zyxwvutia and Qwertistan (two made-up states) exchanged 14 prisoners at 06:30.",
)


FEATURES = ("Number", "Tense", "VerbForm", "Person", "PronType", "Case", "Mood")


@pytest.fixture(scope="module")
def plain() -> Language:
    return spacy.load(Path(str(resources.files("visavis"))) / "data" / "model")


def _docs(nlp: Language) -> list[Doc]:
    docs = [nlp.make_doc(text) for text in SENTENCES]
    for doc in docs:
        for token in doc:
            token.is_sent_start = token.i == 0
    return docs


def test_parses_and_names_are_spacys(plain: Language) -> None:
    wanted = list(plain.pipe(_docs(plain)))
    at = [Span(0, len(text)) for text in SENTENCES]
    for text, span, doc in zip(SENTENCES, at, wanted, strict=True):
        (found,) = load().parse(text, [span])
        assert [(t.tag_, t.dep_, t.head.i, t.lemma_, t.ent_type_) for t in found.doc] == [
            (t.tag_, t.dep_, t.head.i, t.lemma_, t.ent_type_) for t in doc
        ]
        assert [(t.pos_, *(t.morph.get(name) for name in FEATURES)) for t in found.doc] == [
            (t.pos_, *(t.morph.get(name) for name in FEATURES)) for t in doc
        ]


def test_vectors_are_thincs_but_for_rounding(plain: Language) -> None:
    quick = spacy.load(Path(str(resources.files("visavis"))) / "data" / "model")
    quicken(quick)
    assert quick.get_pipe("tok2vec").model.name != plain.get_pipe("tok2vec").model.name  # type: ignore[attr-defined]
    names = [layer.name for layer in quick.get_pipe("ner").model.walk()]  # type: ignore[attr-defined]
    assert "quick_tok2vec" in names
    given = quick.get_pipe("tok2vec").model.predict(_docs(quick))  # type: ignore[attr-defined]
    wanted = plain.get_pipe("tok2vec").model.predict(_docs(plain))  # type: ignore[attr-defined]
    for one, other in zip(given, wanted, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-4)


def test_a_word_has_one_vector_whatever_is_read_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = spacy.load(Path(str(resources.files("visavis"))) / "data" / "model")
    embed = nlp.get_pipe("tok2vec").model.layers[0]  # type: ignore[attr-defined]
    docs = _docs(nlp)
    together = encoder.Words(embed, nlp)(docs)
    words = encoder.Words(embed, nlp)
    alone = [words([doc]) for doc in reversed(docs)]
    assert (np.concatenate(alone[::-1]) == together).all()
    monkeypatch.setattr(encoder, "WORDS_KEPT", 10)
    short = encoder.Words(embed, nlp)
    assert (np.concatenate([short([doc]) for doc in docs]) == together).all()


def test_a_pipeline_of_another_make_is_left_as_it_is() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("tagger").add_label("X")  # type: ignore[attr-defined]
    nlp.add_pipe("parser").add_label("dep")  # type: ignore[attr-defined]
    nlp.initialize()
    assert decodes(nlp.get_pipe("parser"))
    assert not decodes(nlp.get_pipe("tagger"))
    nlp.get_pipe("parser").cfg["beam_width"] = 4  # type: ignore[attr-defined]
    assert not decodes(nlp.get_pipe("parser"))
