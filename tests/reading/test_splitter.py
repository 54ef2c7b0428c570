"""Sentences begin where the pipeline's own component says so, and no other texts and no order change that."""

from importlib import resources
from itertools import accumulate

import numpy as np
import pytest
import spacy

from visavis.reading import network, splitter, syntax
from visavis.reading.paragraphs import blocks
from visavis.reading.sentences import repaired
from visavis.records import Span

SYNTAX = syntax.load(None, "en")
NLP = spacy.load(resources.files("visavis") / "data" / "model")  # as spaCy itself runs it
NLP.tokenizer.token_match = SYNTAX.nlp.tokenizer.token_match


def paragraphs():
    folder = resources.files("visavis") / "examples" / "articles"
    texts = [p.read_text("utf-8") for p in sorted(folder.iterdir())]
    return [(text, [Span(b.start, b.end) for b in blocks(text)]) for text in texts]


def by_component(text, spans):
    flats = [syntax._flatten(text, span) for span in spans]
    docs = list(NLP.get_pipe("senter").pipe([NLP.make_doc(flat) for flat, _ in flats]))
    return [
        [Span(at[s.start_char], at[s.end_char - 1] + 1) for s in doc.sents]
        for doc, (_, at) in zip(docs, flats, strict=True)
    ]


def test_the_embedded_model_has_the_network_that_is_known_here():
    assert network.known(NLP.get_pipe("senter").model)
    assert SYNTAX._own is not None


def test_sentences_are_those_of_the_component_once_they_are_repaired():
    found = 0
    for text, spans in paragraphs():
        ours, theirs = SYNTAX.sentences(text, spans), by_component(text, spans)
        assert [repaired(text, one) for one in ours] == [repaired(text, one) for one in theirs]
        found += sum(map(len, ours))
    assert found > 200


def test_words_are_cut_as_the_tokenizer_cuts_them():
    fresh = splitter.splitter(NLP)
    for text, spans in paragraphs():
        for span in spans:
            flat, _ = syntax._flatten(text, span)
            *chunks, last = flat.split(" ")
            words = fresh._cut([*chunks, f"{last}\n"])
            words = words[words[:, 0] > 0]
            begins = list(accumulate((len(chunk) + 1 for chunk in chunks), initial=0))
            offsets = words[:, 1] + np.repeat(
                begins, np.diff([*np.flatnonzero(words[:, 1] == 0), len(words)])
            )
            assert offsets.tolist() == [token.idx for token in SYNTAX.nlp.make_doc(flat)]


def test_neither_order_nor_what_was_read_before_matters():
    texts = [syntax._flatten(text, span)[0] for text, spans in paragraphs() for span in spans]
    fresh, other = splitter.splitter(NLP), splitter.splitter(NLP)
    alone = [fresh.begins([text])[0] for text in texts]
    assert other.begins(texts[::-1]) == alone[::-1]
    assert fresh.begins(texts) == alone
    numbers = {word: number for word, number in fresh._numbers.items() if number <= fresh._known}
    assert all(
        (fresh._vectors[n] == other._vectors[other._numbers[word]]).all() for word, n in numbers.items()
    )


def test_what_is_remembered_has_a_limit(monkeypatch):
    monkeypatch.setattr(splitter, "_CHUNKS", 3)
    monkeypatch.setattr(splitter, "_ROOM", 2)
    fresh = splitter.splitter(NLP)
    text = "The talks ended on Friday. Both sides will meet again in May."
    assert fresh.begins([text]) == fresh.begins([text]) == [[0, 27]]
    fresh.begins(["Others", "came"])
    assert len(fresh._numbers) == 2


@pytest.mark.parametrize(
    ("texts", "begins"),
    [
        ([], []),
        ([""], [[]]),
        (["One"], [[0]]),
        (["", "He left. She stayed.", "", "They met."], [[], [0, 9], [], [0]]),
    ],
)
def test_texts_of_any_number(texts, begins):
    assert SYNTAX._own.begins(texts) == begins


def test_other_pipelines_split_by_their_own_components():
    nlp = spacy.blank("en")
    assert splitter.splitter(nlp) is None
    nlp.add_pipe("senter")
    assert splitter.splitter(nlp) is None
