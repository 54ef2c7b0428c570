"""Tags and features in one product: the same as the two components give one after the other."""

from visavis.reading.syntax import load
from visavis.reading.tagging import PIPES, Tagging, tags_words

TEXTS = ("The envoys of Chad had met in Cairo.", "He didn't sign it, she said.", "Talks?")


def test_the_embedded_model_is_tagged_at_once_as_by_its_components():
    nlp = load().nlp
    assert tags_words(nlp)
    docs = [nlp.make_doc(text) for text in TEXTS]
    docs = list(nlp.get_pipe("tok2vec").pipe(docs))
    found = Tagging(nlp)(docs)
    for name in PIPES:
        docs = list(nlp.get_pipe(name).pipe(docs))
    assert found.tolist() == [[t.tag, t.pos, t.morph.key] for doc in docs for t in doc]
