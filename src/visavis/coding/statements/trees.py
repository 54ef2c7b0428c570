"""Walking a parse: noun phrases, clauses and subjects, forgiving where a small parser errs."""

from __future__ import annotations

import operator
from collections.abc import Iterator

from visavis.coding.statements.knowledge import verb_lemmas, words
from visavis.reading.tokens import Token

_PLACE = operator.attrgetter("i")
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj", "advcl:relcl"})
_NP_OUT = frozenset(
    {"acl:relcl", "parataxis", "advcl", "cop", "ccomp", "advcl:relcl", "mark", "nsubj", "aux", "csubj",
     "discourse", "nsubj:outer", "obl", "nsubj:pass", "aux:pass", "obl:unmarked"}
)  # fmt: skip
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_TRIM = frozenset(",.;:—–-()[]?!“”\"'‘’`«»„") | {"``", "''", "--", "..."}
QUOTE_MARKS = frozenset("“”\"'‘’`«»„") | {"``", "''"}
_TRIM_INSIDE = _TRIM - QUOTE_MARKS


def is_mark(token: Token) -> bool:
    """Whether a token is nothing but punctuation."""
    return not token.text.isalnum() and not any(c.isalnum() for c in token.text)


def is_verb(token: Token) -> bool:
    """Whether the tagger sees a verb (Penn or universal tags)."""
    return token.tag_.startswith("VB") or token.pos_ == "VERB"


def cue_lemma(token: Token) -> str | None:
    """Return the cue verb that a token is a form of, if it is one."""
    return verb_lemmas().get(token.lower_)


def children(token: Token, *labels: str) -> list[Token]:
    """Return the children of a token that bear one of the labels."""
    return [child for child in token.children if child.dep_ in labels]


def subtree(token: Token, leave: frozenset[int] = frozenset()) -> list[Token]:
    """Return a token's subtree in text order, without the subtrees of the tokens in ``leave``."""
    gathered: list[Token] = []
    waiting = [token]
    while waiting:
        here = waiting.pop()
        gathered.append(here)
        waiting.extend([child for child in here.children if child.i not in leave] if leave else here.children)
    return sorted(gathered, key=_PLACE)


def trimmed(tokens: list[Token], keep_quotes: bool = False) -> list[Token]:
    """Drop punctuation at both ends (quotation marks stay when ``keep_quotes``)."""
    drop = _TRIM_INSIDE if keep_quotes else _TRIM
    first, last = 0, len(tokens)
    while first < last and tokens[first].text in drop:
        first += 1
    while last > first and tokens[last - 1].text in drop:
        last -= 1
    return tokens[first:last]


def noun_phrase(head: Token) -> list[Token]:
    """Return the words of a noun phrase as a source is named: titles and coordination in, clauses out.

    Appositions, relative clauses and anything after a comma that is no coordination stay out.
    """
    out = frozenset(
        child.i
        for child in head.children
        if child.dep_ in _NP_OUT
        or (child.dep_ in {"appos", "acl", "nmod"} and _comma_between(head, child))
        or (child.dep_ == "conj" and not is_nominal(child))
        or (child.dep_ == "case" and child.i < head.i)
        or (child.dep_.startswith(("nmod", "obl")) and _is_time(child))
        or (child.dep_ == "conj" and any(g.dep_ in SUBJECTS for g in child.children))
    )
    tokens = [t for t in subtree(head, out) if t.i not in out]
    cc_alone = [t for t in tokens if t.dep_ == "cc" and t.head == head and not children(head, "conj")]
    tokens = trimmed([t for t in tokens if t not in cc_alone])
    while len(tokens) > 1 and tokens[-1].i > head.i and _is_time(tokens[-1]):
        tokens.pop()
    return _contiguous(tokens, head)


def _is_time(token: Token) -> bool:
    """Whether a word is a time, and no part of a name ("Japan Today")."""
    named = token.is_title and token.i > 0 and token.doc[token.i - 1].is_title
    weekday = token.lower_.endswith("day") and token.lower_ != "today"
    return token.lower_ in words().time_words and (weekday or not named)


def is_nominal(token: Token) -> bool:
    """Whether a token can head a noun phrase."""
    return token.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"} or token.tag_[:1] in {"N", "P", "C", "J"}


def _comma_between(a: Token, b: Token) -> bool:
    first, last = min(a.i, b.i), max(a.i, b.i)
    return any(t.text in {",", "(", "—", "–", "-"} for t in a.doc[first:last])


def _contiguous(tokens: list[Token], head: Token) -> list[Token]:
    """Keep the stretch around the head that only punctuation interrupts."""
    have = {t.i for t in tokens}
    first = last = head.i
    while first - 1 in have or (first - 2 in have and is_mark(head.doc[first - 1])):
        first -= 1
    while last + 1 in have or (last + 2 in have and is_mark(head.doc[last + 1])):
        last += 1
    return trimmed(list(head.doc[first : last + 1]))


def antecedent(token: Token) -> Token:
    """Return what a relative pronoun stands for; any other token stands for itself."""
    if token.lower_ not in _RELATIVE:
        return token
    clause = token.head
    while clause.dep_ not in {"acl:relcl", "acl"} and clause.head != clause:
        if clause.dep_ not in {"conj", "xcomp", "ccomp", "aux"}:
            break
        clause = clause.head
    if clause.dep_ in {"acl:relcl", "acl"} and clause.head.i < token.i:
        return clause.head
    before = token.doc[token.i - 1] if token.i else token
    if before.text == "," and token.i > 1:
        before = token.doc[token.i - 2]
    return before if is_nominal(before) else token


def own_subject(verb: Token) -> Token | None:
    """Return the subject that hangs on the verb itself ("said Wednesday" has no subject in Wednesday)."""
    found = [c for c in verb.children if c.dep_ in SUBJECTS and c.lower_ not in words().time_words]
    if len(found) > 1:  # "Scores of monks throughout Burma marched": the last stands after a preposition
        found = [c for c in found if c.left_edge.i == 0 or _before(c.left_edge).tag_ != "IN"] or found
    return found[-1] if found else _called(verb)


def _called(verb: Token) -> Token | None:
    """Return the name that opens a sentence and that the parser took for somebody called: "Xi, he vowed"."""
    return next((c for c in children(verb, "vocative") if c.i < verb.i and c.left_edge.i == 0), None)


def _before(token: Token) -> Token:
    return token.doc[token.i - 1]


def is_passive(verb: Token) -> bool:
    """Whether a verb form is passive."""
    return any(c.dep_ in {"aux:pass", "nsubj:pass"} for c in verb.children)


def agent(verb: Token) -> Token | None:
    """Return the "by" phrase of a passive."""
    for child in verb.children:
        if child.dep_.startswith("obl") and any(
            g.dep_ == "case" and g.lower_ == "by" for g in child.children
        ):
            return child
    return None


PHRASE_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "DT", "PRP", "PRP$", "JJ", "CD", "POS", "HYPH", "IN"})
NAME_TAGS = PHRASE_TAGS - {"IN"}


def ancestors(token: Token) -> Iterator[Token]:
    """Yield a token's heads up to the root."""
    while token.head != token:
        token = token.head
        yield token
