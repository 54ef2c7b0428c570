"""Tokens tell what spaCy's tell."""

import pytest
import spacy
from spacy.tokens import Doc

from visavis.reading import syntax, tokens
from visavis.reading.syntax import load
from visavis.records import Span

TEXTS = [
    "The envoys of Norway and Chile, who had met the king in Oslo, weren't asked what they'd signed.",
    "A hearing was held on Monday that nobody in the two capitals had expected.",
    "Stop!",
]
CROSSED = {
    "words": ["a", "hearing", "is", "scheduled", "on", "the", "issue", "today"],
    "heads": [1, 2, 2, 2, 6, 6, 1, 3],
}


def crossed():
    """A tree in which lines cross: "on the issue" hangs on "hearing", over "is scheduled"."""
    deps = ["det", "nsubj", "ROOT", "xcomp", "case", "det", "nmod", "obl"]
    return Doc(spacy.blank("en").vocab, **CROSSED, deps=deps)


def docs():
    nlp = load().nlp
    made = [crossed()]
    for text in TEXTS:
        doc = nlp.make_doc(text)
        for token in doc:
            token.is_sent_start = token.i == 0
        for name in load()._parsers:
            doc = nlp.get_pipe(name)(doc)
        made.append(doc)
    return made


def places(found):
    return [token.i for token in found]


@pytest.mark.parametrize("doc", docs(), ids=lambda doc: doc[0].text)
def test_a_token_tells_what_spacys_does(doc):
    tree = tokens.trees([doc], None)[0]
    assert (tree.text, len(tree)) == (doc.text, len(doc))
    for ours, theirs in zip(tree, doc, strict=True):
        for name in ("i", "idx", "text", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "n_rights"):
            assert getattr(ours, name) == getattr(theirs, name), name
        for name in ("is_alpha", "is_title", "is_punct"):
            assert getattr(ours, name) == getattr(theirs, name), name
        for name in ("head", "left_edge", "right_edge"):
            assert getattr(ours, name).i == getattr(theirs, name).i, name
        for name in ("children", "lefts", "rights", "subtree", "ancestors"):
            assert places(getattr(ours, name)) == places(getattr(theirs, name)), name
        for feature in ("Number", "VerbForm", "Case"):
            assert ours.morph.get(feature) == theirs.morph.get(feature)
        assert ours.morph.get("Mood", ["none"]) == theirs.morph.get("Mood", ["none"])
        assert len(ours) == len(theirs)


@pytest.mark.parametrize("doc", docs(), ids=lambda doc: doc[0].text)
def test_a_stretch_tells_what_spacys_does(doc):
    tree = tokens.trees([doc], None)[0]
    for start in range(len(doc)):
        for end in range(start + 1, len(doc) + 1):
            assert tree[start:end].text == doc[start:end].text
            assert tree[start:end].root.i == doc[start:end].root.i
    assert tree[2:2].text == ""


def test_sentences_read_together_are_those_read_alone():
    blank = Doc(spacy.blank("en").vocab, words=[], spaces=[])
    many = [crossed(), blank, crossed()]
    alone = [tokens.trees([doc], None)[0] for doc in many]
    together = tokens.trees(many, None)
    assert [tree.text for tree in together] == [tree.text for tree in alone]
    for one, other in zip(together, alone, strict=True):
        assert [(t.i, t.idx, t.dep_, t.head.i, places(t.children)) for t in one] == [
            (t.i, t.idx, t.dep_, t.head.i, places(t.children)) for t in other
        ]
        assert all(token.doc is one for token in one)
    assert tokens.trees([], None) == []


def test_a_neighbour_beyond_the_sentence_is_an_error():
    tree = tokens.trees([crossed()], None)[0]
    assert tree[0].nbor().text == "hearing"
    assert tree[0].is_ancestor(tree[1]) is False
    assert tree[1].is_ancestor(tree[0]) is True
    with pytest.raises(IndexError):
        tree[0].nbor(-1)


def test_names_are_found_when_asked_for():
    text = "Angela Merkel spoke in Paris."
    parsed = load().parse(text, [Span(0, len(text))])[0]
    assert parsed.doc._names is None
    assert [token.ent_type_ for token in parsed.doc][:2] == ["PER", "PER"]


def test_the_vocabulary_does_not_grow_for_ever(monkeypatch):
    monkeypatch.setattr(syntax, "WORDS_KEPT", 0)
    one = load()

    def read(number):
        text = f"The Zorbl{'abcdefghij'[number]}q envoy flarn{'klmnopqrst'[number]}ed in Oslo. They left."
        spans = one.sentences(text, [Span(0, len(text))])[0]
        for parsed in one.parse(text, spans):
            assert parsed.doc.names
        return text, parsed

    read(0)
    before = len(one.nlp.vocab.strings)
    kept = [read(number) for number in range(1, 10)]
    assert len(one.nlp.vocab.strings) <= before + 3
    assert all(parsed.doc.text == "They left." for _, parsed in kept)
