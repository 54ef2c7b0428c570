"""Other pipelines than the embedded one: their labels, their trees, one for each language."""

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from visavis.errors import ModelError
from visavis.reading import labels, syntax
from visavis.reading.page import read
from visavis.reading.universal import convert
from visavis.records import Article, Span

# A sentence in two schemes: word, tags, kind of name; head and relation of ClearNLP; head and relation of UD.
TABLE = """
    Iran     NNP  PROPN B-GPE      2 nsubjpass   2 nsubj:pass
    was      VBD  AUX   O          2 auxpass     2 aux:pass
    accused  VBN  VERB  O          2 ROOT        2 ROOT
    by       IN   ADP   O          2 agent       5 case
    Mr.      NNP  PROPN B-PERSON   5 compound    5 compound
    Holt     NNP  PROPN I-PERSON   3 pobj        2 obl:agent
    of       IN   ADP   O          2 prep        7 mark
    shelling VBG  VERB  O          6 pcomp       2 advcl
    a        DT   DET   O          9 det         9 det
    port     NN   NOUN  O          7 dobj        7 obj
    in       IN   ADP   O          9 prep       11 case
    Rome     NNP  PROPN B-GPE     10 pobj        9 nmod
    and      CC   CCONJ O          2 cc         14 cc
    was      VBD  AUX   O          2 conj       14 cop
    silent   JJ   ADJ   O         13 acomp       2 conj
    .        .    PUNCT O          2 punct       2 punct
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]
WORDS, TAGS, POS, NAMES = (list(column) for column in zip(*(row[:4] for row in ROWS), strict=True))
CLEAR_HEADS, UD_HEADS = [int(row[4]) for row in ROWS], [int(row[6]) for row in ROWS]
CLEAR, UD = [row[5] for row in ROWS], [row[7] for row in ROWS]


def parsed(heads, deps, names=NAMES):
    nlp = spacy.blank("en")
    return Doc(nlp.vocab, words=WORDS, tags=TAGS, pos=POS, heads=heads, deps=deps, ents=names)


@pytest.fixture(scope="module")
def clear_model(tmp_path_factory):
    """A small pipeline with ClearNLP and OntoNotes labels that knows one sentence by heart."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tagger")
    nlp.add_pipe("parser", config={"min_action_freq": 1})
    nlp.add_pipe("ner")
    gold = parsed(CLEAR_HEADS, CLEAR)
    examples = [spacy.training.Example(Doc(nlp.vocab, words=WORDS), gold)]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(60):
        nlp.update(examples, sgd=optimizer)
    folder = tmp_path_factory.mktemp("clear")
    nlp.to_disk(folder)
    return str(folder)


def test_a_clearnlp_tree_becomes_universal():
    scheme = labels.scheme_of(CLEAR)
    made = convert(parsed(CLEAR_HEADS, CLEAR), scheme)
    assert scheme.name == "clear"
    assert [(t.text, t.dep_, t.head.i) for t in made] == list(zip(WORDS, UD, UD_HEADS, strict=True))
    assert [(e.text, e.label_) for e in made.ents] == [("Iran", "LOC"), ("Mr. Holt", "PER"), ("Rome", "LOC")]


def test_further_roots_hang_on_the_first():
    heads = [*UD_HEADS[:14], 14, 2]
    deps = [*UD[:14], "root", "punct"]
    made = convert(parsed(heads, deps), labels.scheme_of(["nsubj:pass", "root"]))
    assert len(list(made.sents)) == 1
    assert made[14].dep_ == "parataxis"


def test_our_own_labels_need_no_map():
    nlp = syntax.load().nlp
    relations, entities = nlp.get_pipe("parser").labels, nlp.get_pipe("ner").labels
    assert labels.is_ours(labels.scheme_of(relations), relations, entities)


def test_a_pipeline_with_other_labels_is_read_through_the_map(clear_model):
    text = " ".join(WORDS[:-1]) + "."
    one = syntax.load(clear_model).parse(text, [Span(0, len(text))])[0]
    assert {t.dep_ for t in one.doc}.isdisjoint({"pobj", "prep", "dobj", "nsubjpass", "agent"})
    assert [(t.text, t.dep_) for t in one.doc if t.dep_ in ("nsubj:pass", "obl:agent", "obj")] == [
        ("Iran", "nsubj:pass"),
        ("Holt", "obl:agent"),
        ("port", "obj"),
    ]
    assert {t.ent_type_ for t in one.doc} == {"", "PER", "LOC"}


class Whole:
    """A tokenizer that tags and parses, as spacy-stanza's does."""

    def __init__(self, vocab):
        self.vocab = vocab

    def __call__(self, text):
        words = [*text.removesuffix(".").split(), "."]
        half = len(words) // 2
        deps = ["root" if i in (0, half) else "nsubj" for i in range(len(words))]
        heads = [half if i >= half else 0 for i in range(len(words))]
        spaces = [i < len(words) - 2 for i in range(len(words))]
        ents = ["B-GPE" if word == "Rome" else "O" for word in words]
        return Doc(self.vocab, words=words, spaces=spaces, heads=heads, deps=deps, ents=ents)


def test_a_pipeline_that_does_all_in_its_tokenizer():
    nlp = Language()
    nlp.tokenizer = Whole(nlp.vocab)
    text = "They met in Rome on Friday and left."
    one = syntax.Syntax(nlp).parse(text, [Span(0, len(text))])[0]
    assert [t.dep_ for t in one.doc].count("ROOT") == 1
    assert [(t.text, t.ent_type_) for t in one.doc if t.ent_type_] == [("Rome", "LOC")]
    assert text[one.start(one.doc[3]) : one.end(one.doc[3])] == "Rome"


def test_a_pipeline_with_labels_of_another_grammar_is_refused():
    nlp = spacy.blank("en")
    nlp.add_pipe("tagger")
    nlp.add_pipe("parser").add_label("SBJ")
    with pytest.raises(ModelError, match="no labels that visavis knows"):
        syntax.Syntax(nlp)


def test_one_pipeline_for_each_language(clear_model):
    assert syntax.pipelines(None) == {"en": None}
    assert syntax.pipelines("some/folder") == {"en": "some/folder"}
    assert syntax.pipelines("uk=a, en=b") == {"en": "b", "uk": "a"}
    text = "Les deux ministres se sont rencontrés dans la capitale. Ils ont décidé de rouvrir la frontière."
    reading = read(Article(id="a", ref="a", source="a", text=text), model=f"fr={clear_model}")
    assert reading.language == "fr"
    assert reading.sentences
