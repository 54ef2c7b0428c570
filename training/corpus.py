"""How training documents reach the model: with the treebank's words, else as from a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.util import registry


@registry.readers("visavis.GoldWords.v1")
def gold_words(path: Path) -> Callable[[Language], Iterator[Example]]:
    """A reader of a `.spacy` file: pairs of a bare document and the annotated one."""

    def read(nlp: Language) -> Iterator[Example]:
        for annotated in DocBin().from_disk(path).get_docs(nlp.vocab):
            yield Example(bare(nlp, annotated), annotated)

    return read


def bare(nlp: Language, annotated: Doc) -> Doc:
    """The document without annotation. Where our tokenizer agrees with the treebank, it makes the words.

    So the model sees the normal forms that the tokenizer sets ("n't" is "not"), as it will on a page.
    """
    words = [token.text for token in annotated]
    made = nlp.make_doc(annotated.text)
    if [token.text for token in made] == words:
        return made
    return Doc(nlp.vocab, words=words, spaces=[bool(token.whitespace_) for token in annotated])
