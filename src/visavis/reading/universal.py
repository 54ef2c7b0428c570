"""Another pipeline's parse as visavis reads it: Universal Dependencies, one tree a document, PER, ORG, LOC.

A Stanford-style tree is turned round by the published rules (de Marneffe and others 2014, "Universal Stanford
Dependencies"): prepositions become ``case`` of their nouns, which hang where the preposition hung; "to be"
becomes ``cop`` of its predicate; every conjunct hangs on the first, "and" on what follows it.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from visavis.reading.labels import Scheme, load

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "DET"})
_BE = frozenset(
    {"be", "is", "are", "was", "were", "been", "being", "am", "'s", "’s", "'re", "’re", "'m", "’m"}
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})


@dataclass(slots=True)
class _Tree:
    """A tree while it is turned round; ``deps`` are the scheme's until the last step."""

    doc: Doc
    heads: list[int]
    deps: list[str]

    def children(self, index: int, *labels: str) -> list[int]:
        """Return what hangs on a token by one of these labels, in text order."""
        return [i for i, head in enumerate(self.heads) if head == index != i and self.deps[i] in labels]

    def hang(self, index: int, head: int, label: str) -> None:
        """Hang a token elsewhere; a token hung on itself is the root."""
        self.heads[index], self.deps[index] = head, label

    def nominal(self, index: int) -> bool:
        """Whether a token is a noun, a name, a pronoun or a number."""
        return self.doc[index].pos_ in _NOMINAL


def convert(doc: Doc, scheme: Scheme) -> Doc:
    """Return a document with the same words and tags whose tree and names are in visavis's terms.

    Args:
        doc: the parse; more than one sentence becomes one tree.
        scheme: how the pipeline labels.
    """
    tree = _Tree(doc, [token.head.i for token in doc], [token.dep_ for token in doc])
    if scheme.build == "stanford":
        _conjuncts(tree)
        _prepositions(tree)
        _copulas(tree)
        _small(tree)
    _one_root(tree)
    made = Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[token.tag_ for token in doc],
        pos=[token.pos_ for token in doc],
        morphs=[str(token.morph) for token in doc],
        lemmas=[token.lemma_ for token in doc],
        heads=tree.heads,
        deps=[scheme.relation(label) for label in tree.deps],
        ents=_names(doc),
    )
    return made


def _names(doc: Doc) -> list[str]:
    """Return the names as IOB tags with visavis's labels."""
    known = load().entities
    tags = []
    for token in doc:
        label = known.get(token.ent_type_.upper(), "")
        tags.append(f"{token.ent_iob_ or 'O'}-{label}" if label and token.ent_iob_ in "BI" else "O")
    return tags


def _conjuncts(tree: _Tree) -> None:
    """Hang every conjunct on the first one, and each "and" on the conjunct that follows it."""
    for i, label in enumerate(tree.deps):
        if label == "conj":
            first = tree.heads[i]
            while tree.deps[first] == "conj" and tree.heads[first] != first:
                first = tree.heads[first]
            tree.heads[i] = first
    for i, label in enumerate(tree.deps):
        if label == "cc":
            after = [c for c in tree.children(tree.heads[i], "conj") if c > i]
            onward = after or [c for c in tree.children(_top(tree, tree.heads[i]), "conj") if c > i]
            if onward:
                tree.heads[i] = onward[0]


def _top(tree: _Tree, index: int) -> int:
    """Return the first conjunct of the row that a token is in."""
    return tree.heads[index] if tree.deps[index] == "conj" else index


def _prepositions(tree: _Tree) -> None:
    """Make prepositions ``case`` (before a clause ``mark``) of what they govern, from the inmost out."""
    for i in reversed(range(len(tree.deps))):
        if tree.deps[i] not in ("prep", "agent", "dative"):
            continue
        governed = tree.children(i, "pobj", "pcomp")
        if not governed:
            if tree.deps[i] == "prep" and not tree.children(i):
                tree.deps[i] = "advmod"
            continue
        what, head = governed[0], tree.heads[i]
        clause = tree.deps[what] == "pcomp"
        tree.hang(what, head, _role(tree, i, head, clause))
        for other in [c for c, at in enumerate(tree.heads) if at == i and c != i]:
            tree.heads[other] = what
        tree.hang(i, what, "mark" if clause else "case")


def _role(tree: _Tree, preposition: int, head: int, clause: bool) -> str:
    """Return what the phrase of a preposition is to the word that it hangs on."""
    if clause:
        return "acl" if tree.nominal(head) else "advcl"
    if tree.deps[preposition] == "agent":
        return "obl:agent"
    return "nmod" if tree.nominal(head) and not tree.children(head, "cop") else "obl"


def _copulas(tree: _Tree) -> None:
    """Make "to be" the ``cop`` of its predicate, which takes over all that hung on it."""
    for i, token in enumerate(tree.doc):
        predicate = tree.children(i, "attr", "acomp")
        if token.lower_ not in _BE or not predicate:
            continue
        what, head = predicate[-1], tree.heads[i]
        others = [c for c, at in enumerate(tree.heads) if at == i and c not in (i, what)]
        tree.hang(what, what if head == i else head, tree.deps[i])
        tree.hang(i, what, "cop")
        for other in others:
            late = tree.deps[other] == "prep" and other > what
            tree.heads[other] = what
            if late:
                tree.deps[other] = "prep"


def _small(tree: _Tree) -> None:
    """Settle what labels alone do not tell: "to" before a verb, nouns beside nouns, "by" of a passive."""
    for i, label in enumerate(tree.deps):
        token, head = tree.doc[i], tree.heads[i]
        if label == "aux" and token.lower_ == "to":
            tree.deps[i] = "mark"
        elif label == "npadvmod" and tree.nominal(head) and tree.doc[head].pos_ != "NUM":
            tree.deps[i] = "nmod:unmarked"
        elif label == "dative" and any(tree.deps[c] == "case" for c in tree.children(i, "case")):
            tree.deps[i] = "obl"
        elif label == "ccomp" and head == i:
            tree.deps[i] = "ROOT"


def _one_root(tree: _Tree) -> None:
    """Hang the roots of further sentences, and what runs in a circle, on the first root."""
    roots = [i for i, head in enumerate(tree.heads) if head == i]
    first = roots[0] if roots else 0
    tree.hang(first, first, "ROOT")
    for other in roots[1:]:
        tree.hang(other, first, "parataxis")
    for i in range(len(tree.heads)):
        seen, at = {i}, tree.heads[i]
        while at != tree.heads[at] and at not in seen:
            seen.add(at)
            at = tree.heads[at]
        if at != first:
            tree.hang(i, first, "dep")
