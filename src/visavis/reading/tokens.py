"""Tokens of a parsed sentence as plain objects, with spaCy's names for what they tell.

spaCy makes a new object for each look at a token and finds each word by its number; coding looks thousands
of times at every sentence. Here each token is made once, holds its words, and knows its dependents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, chain, pairwise
from typing import overload

import numpy as np
from spacy.lang.lex_attrs import is_punct
from spacy.tokens import Doc

from visavis.reading.lexemes import COLUMNS, Lexeme, Lexemes
from visavis.reading.mends import Draft, mend
from visavis.reading.tagging import Tags

Names = Callable[[str], Sequence[str]]
"""Finds names: gives the kind of name ("PER", "ORG", "LOC", "" for none) of each token of a sentence."""


class Token:
    """One token; the attributes mean what they mean in spaCy.

    Attributes:
        i: its place in the sentence; ``idx``: where it starts in the sentence's text.
        text, lower_, lemma_: its words; ``pos_``, ``tag_``, ``dep_``, ``morph``: what it is.
        head: what it hangs on, itself if it is the root.
        children: what hangs on it, in text order.
        doc: the sentence.
    """

    __slots__ = (
        "_left",
        "_right",
        "children",
        "dep_",
        "doc",
        "head",
        "i",
        "idx",
        "lemma_",
        "lower_",
        "morph",
        "pos_",
        "tag_",
        "text",
    )  # fmt: skip

    i: int
    doc: Tree
    head: Token
    children: tuple[Token, ...]

    def __init__(self, idx: int, word: Lexeme, dep: str) -> None:
        self.idx, self.dep_ = idx, dep
        self.text, self.lower_, self.lemma_, self.pos_, self.tag_, self.morph = word
        self._left = self._right = -1

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def lefts(self) -> list[Token]:
        """What hangs on it and stands before it."""
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> list[Token]:
        """What hangs on it and stands after it."""
        return [child for child in self.children if child.i > self.i]

    @property
    def n_rights(self) -> int:
        """How many tokens hang on it and stand after it."""
        return len(self.rights)

    @property
    def left_edge(self) -> Token:
        """The first token of its subtree."""
        if self._left < 0:
            self._edges()
        return self.doc[self._left]

    @property
    def right_edge(self) -> Token:
        """The last token of its subtree."""
        if self._left < 0:
            self._edges()
        return self.doc[self._right]

    def _edges(self) -> None:
        """Work out where its subtree starts and ends; what hangs on it is then known as well."""
        first = last = self.i
        for child in self.children:
            if child._left < 0:
                child._edges()
            first, last = min(first, child._left), max(last, child._right)
        self._left, self._right = first, last

    @property
    def subtree(self) -> Iterator[Token]:
        """The token and all below it: what hangs on its left, itself, what hangs on its right."""
        gathered: list[Token] = []
        self._gather(gathered)
        return iter(gathered)

    def _gather(self, into: list[Token]) -> None:
        """Append its subtree to a list."""
        passed = False
        for child in self.children:
            if not passed and child.i > self.i:
                into.append(self)
                passed = True
            if child.children:
                child._gather(into)
            else:
                into.append(child)
        if not passed:
            into.append(self)

    @property
    def ancestors(self) -> Iterator[Token]:
        """What it hangs on, up to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def is_ancestor(self, other: Token) -> bool:
        """Tell whether another token hangs on it, at whatever distance."""
        return any(token is self for token in other.ancestors)

    def nbor(self, steps: int = 1) -> Token:
        """Return the token so many places on.

        Raises:
            IndexError: the sentence does not reach so far.
        """
        if not 0 <= self.i + steps < len(self.doc):
            raise IndexError(f"token {self.i} has no neighbour {steps} places on")
        return self.doc[self.i + steps]

    @property
    def ent_type_(self) -> str:
        """The kind of name it is part of; empty when it is part of none."""
        return self.doc.names[self.i]

    @property
    def is_alpha(self) -> bool:
        """Whether it is made of letters alone."""
        return self.text.isalpha()

    @property
    def is_title(self) -> bool:
        """Whether it starts with a capital, and goes on without."""
        return self.text.istitle()

    @property
    def is_punct(self) -> bool:
        """Whether it is a punctuation mark."""
        return bool(is_punct(self.text))


class Stretch(tuple[Token, ...]):
    """Some tokens in a row."""

    __slots__ = ()

    @property
    def text(self) -> str:
        """Their words, with the blanks between them."""
        return self[0].doc.text[self[0].idx : self[-1].idx + len(self[-1])] if self else ""

    @property
    def root(self) -> Token:
        """The token that all others in the row hang on, or the one that is nearest to the sentence's root."""
        if (top := next((token for token in self if token.head is token), None)) is not None:
            return top
        first, last = self[0].i, self[-1].i
        out = [token for token in self if not first <= token.head.i <= last]
        return min(out, key=_depth, default=self[0])


def _depth(token: Token) -> int:
    """Return how far a token is from the root; a lone punctuation mark is as far as can be."""
    if token.is_punct and not token.children:
        return len(token.doc) - 1
    return sum(1 for _ in token.ancestors)


class Tree:
    """The tokens of one parsed sentence, in order.

    Attributes:
        text: the sentence's words, with single blanks.
    """

    __slots__ = ("_find_names", "_names", "_tokens", "text")

    def __init__(self, text: str, tokens: Sequence[Token], find_names: Names) -> None:
        self.text, self._tokens = text, tuple(tokens)
        self._find_names, self._names = find_names, None

    _names: Sequence[str] | None

    @property
    def names(self) -> Sequence[str]:
        """For each token the kind of name it is part of; found when first asked for."""
        if self._names is None:
            self._names = self._find_names(self.text)
        return self._names

    def __len__(self) -> int:
        return len(self._tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self._tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...

    @overload
    def __getitem__(self, at: slice) -> Stretch: ...

    def __getitem__(self, at: int | slice) -> Token | Stretch:
        if isinstance(at, slice):
            return Stretch(self._tokens[at])
        return self._tokens[at]


_WRITTEN: list[int | str] = ["DEP", "HEAD", "IDX", "SPACY", *COLUMNS]
_TAGGED = slice(_WRITTEN.index("TAG"), _WRITTEN.index("MORPH") + 1)


def trees(
    docs: Sequence[Doc],
    find_names: Names | None,
    words: Lexemes | None = None,
    tags: Tags | None = None,
) -> list[Tree]:
    """Return the tokens of parsed documents.

    Args:
        docs: the parses, one sentence each, of one pipeline.
        find_names: finds the kinds of names when somebody asks; those of the documents count when None.
        words: what is known of the pipeline's words.
        tags: the tags of all their tokens; those that stand in the documents when None.
    """
    if not docs:
        return []
    known = words or Lexemes()
    table = np.concatenate([doc.to_array(_WRITTEN).reshape(-1, len(_WRITTEN)) for doc in docs])
    if tags is not None:
        table[:, _TAGGED] = tags
    deps, _, starts, spaces = table[:, :4].T.tolist()
    lexemes = known.of(docs, table[:, 4:])
    labels = known.labels(docs[0].vocab, deps)
    steps = table[:, 1].astype(np.int64).tolist()
    bounds = list(pairwise(accumulate(map(len, docs), initial=0)))
    drafts = [_mended(lexemes[a:b], labels[a:b], steps[a:b]) for a, b in bounds]
    for (start, _), draft in zip(bounds, drafts, strict=True):
        for place in draft.verbs:
            tag = "VBZ" if lexemes[start + place].tag_ == "NNS" else "VBD"
            lexemes[start + place] = lexemes[start + place]._replace(pos_="VERB", tag_=tag)
    tokens = list(map(Token, starts, lexemes, chain.from_iterable(draft.deps for draft in drafts)))
    written = [f"{word.text} " if space else word.text for word, space in zip(lexemes, spaces, strict=True)]
    made: list[Tree] = []
    for doc, draft, (start, end) in zip(docs, drafts, bounds, strict=True):
        tree = Tree("".join(written[start:end]), tokens[start:end], find_names or _names_of(doc))
        _link(tree, draft.heads)
        made.append(tree)
    return made


def _names_of(doc: Doc) -> Names:
    given = [word.ent_type_ for word in doc]
    return lambda _: given


def _mended(words: Sequence[Lexeme], deps: list[str], steps: Sequence[int]) -> Draft:
    """Return a parse with its plainest slips mended; each word hangs on the one so many steps on."""
    _, lower, _, pos, tags, _ = zip(*words, strict=True) if words else ((),) * 6
    draft = Draft(lower, pos, tags, deps, [i + step for i, step in enumerate(steps)])
    mend(draft)
    return draft


def _link(tree: Tree, heads: Sequence[int]) -> None:
    """Hang the tokens of a tree on each other, the root on itself."""
    tokens = list(tree)
    below: list[list[Token]] = [[] for _ in tokens]
    for i, (token, head) in enumerate(zip(tokens, heads, strict=True)):
        token.i, token.doc, token.head = i, tree, tokens[head]
        if head != i:
            below[head].append(token)
    for token, hanging in zip(tokens, below, strict=True):
        token.children = tuple(hanging)
