"""The frames of cue verbs: which words of a sentence are the content, one finder per shape.

The frames follow the argument structure of reporting verbs as PARC and PolNeAR annotate attributions (Pareti
2012; Newell et al. 2018): the content is the complement clause, infinitive or noun phrase.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from visavis.coding.statements.knowledge import noun_frames, verb_frames
from visavis.coding.statements.trees import (
    SUBJECTS,
    agent,
    antecedent,
    children,
    cue_lemma,
    inverted,
    is_mark,
    is_passive,
    is_stray,
    is_verb,
    own_subject,
    subject,
    subtree,
)

_WH = frozenset({"that", "whether", "if", "how", "why", "what", "who", "where", "when", "which"})
_EMPTY = frozenset(
    {"it", "them", "him", "her", "itself", "himself", "herself", "themselves", "me", "us", "you", "so"}
    | {"that", "this", "what", "everyone"}
)

Content = tuple[list[Token], Token | None]
"""The words of a content, and the addressee's head."""


def _is_clause(token: Token, verb: Token) -> bool:
    """Whether a dependent is a finite clause and no participle that starts an attribution of its own."""
    if token.tag_ == "VBG" and not any(c.dep_ in {"aux", "cop"} | SUBJECTS for c in token.children):
        return False
    kids = list(token.children)
    if _has_to(token) and not any(c.dep_ in SUBJECTS or c.lower_ in _WH for c in kids):
        return False
    return any(
        c.dep_ in SUBJECTS | {"cop", "expl"}
        or (c.dep_ in {"mark", "advmod", "obj", "det", "nsubj"} and c.lower_ in _WH)
        or (c.dep_ in {"aux", "aux:pass"} and c.lower_ != "to" and token.tag_ != "VB")
        for c in kids
    )


def _complement_words(verb: Token, head: Token) -> list[Token]:
    """Return the words of a complement clause to the right of its verb.

    Leaves out a coordinated verb that belongs to the cue's own level ("said that A is B and welcomed C") and
    takes in adjuncts that the parser hung on the cue although they follow the complement without a comma.
    """
    stray = _strays(head)
    tokens = [t for t in subtree(head, stray) if t.i > verb.i]
    if not tokens:
        return []
    cut = min((t.i for t in head.doc if t.i in stray), default=None)
    if cut is not None:
        tokens = [t for t in tokens if t.i < head.doc[cut].left_edge.i]
    last = tokens[-1].i
    for child in verb.children:
        follows = child.left_edge.i == last + 1 and not is_mark(child.left_edge)
        if follows and child.dep_ in {"obl", "advcl", "advmod", "nmod", "obj", "obl:unmarked", "xcomp"}:
            extra = subtree(child)
            tokens, last = tokens + extra, extra[-1].i
    return tokens


def _strays(head: Token) -> frozenset[int]:
    return frozenset(c.i for c in children(head, "conj") if is_stray(c))


def _clause(verb: Token, frames: frozenset[str]) -> Content | None:
    labels = ("ccomp", "advcl", "xcomp", "acl", "parataxis", "acl:relcl", "csubj")
    for label in labels:
        for child in children(verb, label):
            if child.i < verb.i or not _is_clause(child, verb):
                continue
            marked = any(c.lower_ in {"that", "whether"} and c.i < child.i for c in child.children)
            if label not in {"ccomp", "xcomp"} and not (marked or _adjacent(verb, child)):
                continue
            if label == "advcl" and not marked:
                continue
            tokens = _complement_words(verb, child)
            if len(tokens) > 1 and tokens[0].lower_ == "that" and tokens[1].tag_[:1] not in {"V", "M"}:
                tokens = tokens[1:]
            return (tokens, _addressee(verb, frames)) if tokens else None
    return _clause_on_addressee(verb, frames)


def _clause_on_addressee(verb: Token, frames: frozenset[str]) -> Content | None:
    """'told the council that S', where the parser hung S on the council."""
    for child in children(verb, "obj", "iobj", "obl"):
        for inner in children(child, "acl", "acl:relcl", "ccomp"):
            marked = any(c.lower_ in {"that", "whether"} and c.dep_ == "mark" for c in inner.children)
            named = child.lower_ in noun_frames() and child.dep_ == "obj"
            if marked and child.i > verb.i and not named:
                return subtree(inner)[1:], child if child.dep_ != "obl" else None
            first, own = inner.left_edge, own_subject(inner)
            if "addressed" in frames and own is not None and first.i == child.i + 1 and first.tag_[:1] != "W":
                return subtree(inner), child  # "told the BBC [it would end]"
    return None


def _adjacent(verb: Token, clause: Token) -> bool:
    return clause.left_edge.i == verb.i + 1


def _addressee(verb: Token, frames: frozenset[str]) -> Token | None:
    if "addressed" in frames or "bid" in frames:
        for child in children(verb, "iobj", "obj"):
            if child.i > verb.i:
                return child
        if is_passive(verb) and (told := own_subject(verb)) is not None:
            return antecedent(told)
    for child in children(verb, "obl"):
        if any(c.dep_ == "case" and c.lower_ == "to" for c in child.children) and child.i > verb.i:
            return child
    return None


def _aside(verb: Token, frames: frozenset[str]) -> Content | None:
    """Content before or around the cue: "S, X said"; "the plan, X said, would fail"."""
    if (whole := _inverted(verb)) is not None:
        return whole, None
    quoted_as = any(c.lower_ == "as" and c.dep_ == "mark" for c in verb.children)
    if not quoted_as and any(
        c.dep_ in {"xcomp", "obj"} and c.i > verb.i and c.tag_[:2] in {"VB", "NN"} for c in verb.children
    ):
        return None
    for child in children(verb, "ccomp", "advcl", "parataxis", "dep"):
        if (
            child.i < verb.i
            and (child.dep_ != "advcl" or not children(child, "mark"))
            and _is_clause(child, verb)
        ):
            who = subject(verb)
            tokens = [t for t in subtree(child) if t.i < verb.i and (who is None or t.i != who.i)]
            return _to_the_start(verb, tokens), _addressee(verb, frames)
    head = verb.head
    if head == verb or own_subject(verb) is None or children(verb, "ccomp"):
        return None
    marks = {c.lower_ for c in children(verb, "mark", "advmod") if c.i < verb.i}
    if (
        verb.dep_ not in {"parataxis", "ccomp", "advcl", "conj", "dep", "appos"}
        or children(verb, "cc")
        or (verb.dep_ == "advcl" and marks != {"as"})
    ):
        return None
    if verb.dep_ != "advcl" and not _set_off(verb):
        return None
    own = {t.i for t in subtree(verb)}
    tokens = [t for t in subtree(head) if t.i not in own]
    if not any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in tokens):
        return None
    return tokens, _addressee(verb, frames)


def _inverted(verb: Token) -> list[Token] | None:
    """Content around "S, said X" and "S, said X, S"."""
    doc, turned = verb.doc, inverted(verb)
    if turned is None or doc[verb.i - 1].text != ",":
        return None
    end = turned[1]
    before = [t for t in doc[: verb.i] if not is_mark(t)]
    if end >= len(doc) - 1 or doc[end].text in {".", "!", "?"}:
        return before if any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in before) else None
    return list(doc) if doc[end].text == "," and len(doc) - end > 3 else None


def _to_the_start(verb: Token, tokens: list[Token]) -> list[Token]:
    """Take in adjuncts before the content that the parser hung on the cue ("On Monday S, X said")."""
    if not tokens or any(t.text == ":" for t in verb.doc[: tokens[0].i]):
        return tokens
    before = verb.doc[: tokens[0].i]
    if any(cue_lemma(t) and is_verb(t) for t in before):
        return tokens
    extra = [t for t in before if t.head == verb or any(a == verb for a in t.ancestors)]
    return [*before, *tokens] if len(extra) == len(before) else tokens


def _set_off(verb: Token) -> bool:
    """Whether "X said" is fenced off by commas: before its subject, or at the end of the sentence."""
    first = subtree(verb)[0]
    before = verb.doc[first.i - 1] if first.i else None
    return first.text in {",", "—", "–", "-", "("} or (
        before is not None and before.text in {",", "—", "–", "-", "("}
    )


def _infinitive(verb: Token, frames: frozenset[str]) -> Content | None:
    for child in children(verb, "xcomp", "ccomp", "advcl"):
        adjacent = child.dep_ != "advcl" or child.left_edge.i == verb.i + 1
        if child.i > verb.i and _has_to(child) and adjacent and child.tag_ != "VBG":
            return _complement_words(verb, child), None
    after = verb.doc[verb.i + 1 : verb.i + 3]  # "vowed to V" where the tagger took V for something else
    if len(after) == 2 and after[0].lower_ == "to" and after[1].tag_ in {"JJ", "NN", "RB", "VB", "VBP"}:
        tokens = [t for t in subtree(verb) if t.i > verb.i]
        return (tokens, None) if tokens and tokens[0] == after[0] else None
    return None


def _has_to(token: Token) -> bool:
    return any(
        c.lower_ == "to" and c.dep_ in {"mark", "aux", "case"} and c.i < token.i for c in token.children
    )


def _bid(verb: Token, frames: frozenset[str]) -> Content | None:
    """'X urged Y to V': from Y to the end of the infinitive."""
    whom = next((c for c in children(verb, "obj", "iobj", "obl") if c.i > verb.i), None)
    passive = is_passive(verb)
    if whom is None and not passive:
        return None
    to = [
        c
        for c in verb.children
        if c.dep_ in {"xcomp", "ccomp", "advcl", "obl"} and c.i > verb.i and _has_to(c)
    ]
    if whom is not None:
        to += [c for c in whom.children if c.dep_ in {"acl", "acl:relcl"} and _has_to(c)]
    for child in to:
        if not is_verb(child) and not children(child, "cop"):
            continue
        if passive:
            return subtree(child), antecedent(own_subject(verb) or child)
        assert whom is not None
        start = whom.left_edge.i + (1 if whom.left_edge.dep_ == "case" else 0)
        return [t for t in verb.doc[start : child.right_edge.i + 1]], whom
    if (
        whom is not None
        and verb_frames()[cue_lemma(verb) or ""].get("bid")
        and cue_lemma(verb) in {"ask", "press", "beg"}
    ):
        for child in children(verb, "obl"):
            if child.i > whom.i and any(c.lower_ == "for" for c in children(child, "case")):
                return _without_case(child), whom
    return None


def _without_case(head: Token) -> list[Token]:
    tokens = subtree(head)
    while len(tokens) > 1 and (tokens[0].dep_ in {"case", "mark"} or is_mark(tokens[0])):
        tokens = tokens[1:]
    return tokens


def _object(verb: Token, frames: frozenset[str]) -> Content | None:
    if is_passive(verb):
        thing = own_subject(verb)
        if agent(verb) is None or thing is None:
            return None
        return subtree(thing), None
    for child in children(verb, "obj"):
        if child.lower_ in _EMPTY:
            return None
        if child.i < verb.i:
            real = antecedent(child)
            if real is child or verb.dep_ not in {"acl:relcl", "acl"}:
                return None
            real = _whole_antecedent(real)
            return [t for t in subtree(real) if t.i < child.i], None
        if _has_own_clause(child):
            return None
        if verb.doc[child.i + 1 : child.i + 2].text == "that" and child.lower_ in noun_frames():
            return _with_its_clause(verb, child), None
        return _complement_words(verb, child), None
    return None


def _with_its_clause(verb: Token, noun: Token) -> list[Token]:
    """Return 'Putin's demand that S' where the parser hung S on the verb."""
    clause = next((c for c in children(verb, "ccomp", "advcl") if c.left_edge.i == noun.i + 1), None)
    return [*subtree(noun), *(subtree(clause) if clause is not None else ())]


def _whole_antecedent(noun: Token) -> Token:
    """Return the noun that a far relative clause is about: "aggression ... in Kyiv, which they deny"."""
    while noun.dep_ == "nmod" and (
        noun.pos_ == "PROPN" or noun.head.dep_ == "nmod" or noun.head.dep_ == "obj"
    ):
        noun = noun.head
    return noun


def _has_own_clause(noun: Token) -> bool:
    """Whether a cue noun brings its own content: "expressed the hope that S"."""
    if noun.lower_ not in noun_frames():
        return False
    return any(
        c.dep_ in {"acl", "ccomp", "acl:relcl"}
        and any(g.lower_ in {"that", "to"} and g.dep_ == "mark" for g in c.children)
        for c in noun.children
    )


def _gerund(verb: Token, frames: frozenset[str]) -> Content | None:
    for child in children(verb, "xcomp", "ccomp", "advcl", "obj"):
        if child.tag_ == "VBG" and child.i > verb.i and child.left_edge.i <= verb.i + 2:
            return subtree(child), None
    return None


def _marked(verb: Token, marker: str) -> Token | None:
    """Return the dependent of a verb or of its object that a preposition marks: "of supplying drones"."""
    heads = [
        verb,
        *(
            c
            for c in verb.children
            if c.i > verb.i and c.dep_ in {"obj", "iobj", "obl", "xcomp", "obl:agent"}
        ),
    ]
    for head in heads:
        for child in head.children:
            if child.i > verb.i and any(
                c.lower_ == marker and c.dep_ in {"case", "mark", "advmod"} and c.i < child.i
                for c in child.children
            ):
                return child
    return None


def _with(marker: str) -> Callable[[Token, frozenset[str]], Content | None]:
    """Return the finder of "X verbed Y <marker> N": from Y to the end of the marked phrase."""

    def find(verb: Token, frames: frozenset[str]) -> Content | None:
        what = _marked(verb, marker)
        if what is None:
            return None
        whom = next((c for c in children(verb, "obj", "iobj") if verb.i < c.i < what.i), None)
        if whom is None:
            relative = [c for c in children(verb, "obj") if c.i < verb.i and antecedent(c) is not c]
            if relative and marker == "as":  # "the isle, which Y calls a province": from the isle on
                return list(verb.doc[antecedent(relative[0]).left_edge.i : what.right_edge.i + 1]), None
            reduced = verb.dep_ in {"acl:relcl", "acl"}
            if not (relative or is_passive(verb) or reduced) or (is_passive(verb) and agent(verb) is None):
                return None
            return subtree(what), None
        if whom.lower_ in {"himself", "herself", "itself"} and marker == "for":
            return None
        return list(verb.doc[whom.left_edge.i : what.right_edge.i + 1]), None

    return find


def _naming(verb: Token, frames: frozenset[str]) -> Content | None:
    """'X called Y N'."""
    names = [
        c
        for c in children(verb, "xcomp", "ccomp", "obj", "appos", "obl", "dep")
        if c.i > verb.i and not is_verb(c)
    ]
    names = [c for c in names if not children(c, "case") and not _has_to(c)]
    if not names:
        return None
    whom = next((c for c in children(verb, "obj", "iobj", "nsubj") if c.i > verb.i), None)
    first = whom if whom is not None else next((c for c in children(names[0], "nsubj")), None)
    if first is None or (first is names[-1]):
        return None
    if not any(c.dep_ in {"xcomp", "ccomp"} for c in names) and len(names) < 2:
        return None
    end = max(c.right_edge.i for c in names)
    return list(verb.doc[first.left_edge.i : end + 1]), None


def _prep(verb: Token, preps: frozenset[str]) -> Content | None:
    for child in verb.children:
        if child.i < verb.i or child.dep_ not in {"obl", "advcl", "nmod", "xcomp", "ccomp", "obj"}:
            continue
        case = [c for c in child.children if c.dep_ in {"case", "mark"} and c.lower_ in preps]
        if not case or case[0].i > verb.i + 2:
            continue
        if case[0].lower_ in {"on", "upon", "to"}:  # a demand on somebody needs what is demanded
            later = [
                c
                for c in verb.children
                if c.i > child.i and c.dep_ in {"xcomp", "advcl", "ccomp", "obl"} and _has_to(c)
            ]
            inside = [c for c in child.children if c.dep_ in {"acl", "acl:relcl"} and _has_to(c)]
            later += [
                c
                for c in children(verb, "obl")
                if c.i > child.i and any(g.lower_ == "for" for g in c.children)
            ]
            if not later and not inside:
                continue
            end = (later or inside)[0].right_edge.i
            return list(verb.doc[case[0].i + 1 : end + 1]), child
        return [t for t in _complement_words(verb, child) if t.i > case[0].i], None
    return None


def _passive(verb: Token, frames: frozenset[str]) -> Content | None:
    """'Y is believed to V'; 'it is feared that S': nobody says by whom."""
    if not is_passive(verb) or agent(verb) is not None or verb.tag_ != "VBN":
        return None
    thing = own_subject(verb) or next(iter(children(verb, "expl")), None)
    if thing is not None and thing.lower_ == "it":
        for child in children(verb, "ccomp", "csubj", "advcl", "nsubj"):
            if child.i > verb.i and _is_clause(child, verb):
                return subtree(child), None
    for child in children(verb, "xcomp", "ccomp", "advcl"):
        if child.i > verb.i and _has_to(child) and thing is not None and thing.lower_ not in _WH:
            return list(verb.doc[thing.left_edge.i : child.right_edge.i + 1]), None
    return None


def relays(verb: Token) -> bool:
    """Whether a verb passes on what another says ("quoted X as saying")."""
    lemma = cue_lemma(verb)
    return lemma is not None and "relay" in verb_frames()[lemma]


def saying_of(verb: Token) -> Token | None:
    """Return the "saying" of "quoted X as saying"."""
    for token in subtree(verb):
        if (
            token.i > verb.i
            and token.tag_ in {"VBG", "NN"}
            and cue_lemma(token) in {"say", "state", "tell", "write", "declare", "add", "warn"}
        ):
            return token
    return None


def relayed(verb: Token) -> tuple[Token | None, Token | None]:
    """Return who was quoted and who quotes."""
    if is_passive(verb):
        who = own_subject(verb)
        return (antecedent(who) if who is not None else None), agent(verb)
    quoted = next((c for c in children(verb, "obj", "iobj", "nsubj") if c.i > verb.i), None)
    saying = saying_of(verb)
    if (
        quoted is None and saying is not None
    ):  # "quoted [Xi saying]": the parser made Xi the subject of saying
        quoted = own_subject(saying)
    return quoted, subject(verb)


def _relay(verb: Token, frames: frozenset[str]) -> Content | None:
    saying = saying_of(verb)
    if saying is None:
        return None
    found = _clause(saying, frozenset({"clause"}))
    if found is not None:
        return found[0], None
    rest = [t for t in subtree(verb) if t.i > saying.i]
    return (rest, None) if rest else None


def _quoted(verb: Token, frames: frozenset[str]) -> Content | None:
    """Everything that follows the verb in its clause; kept later only when it holds a quotation."""
    right = [
        c
        for c in verb.children
        if c.i > verb.i
        and c.dep_ in {"obj", "iobj", "obl", "xcomp", "ccomp", "advcl", "nmod", "appos", "obl:unmarked"}
    ]
    right = [c for c in right if not (c.dep_ == "advcl" and c.tag_ == "VBG" and cue_lemma(c))]
    if not right:
        return None
    tokens = list(verb.doc[right[0].left_edge.i : max(c.right_edge.i for c in right) + 1])
    while len(tokens) > 1 and tokens[0].dep_ in {"case", "mark"}:
        tokens = tokens[1:]
    return tokens, None


FINDERS: dict[str, Callable[[Token, frozenset[str]], Content | None]] = {
    "relay": _relay,
    "clause": _clause,
    "bid": _bid,
    "infinitive": _infinitive,
    "of": _with("of"),
    "as": _with("as"),
    "for": _with("for"),
    "naming": _naming,
    "prep": _prep,
    "gerund": _gerund,
    "object": _object,
    "passive": _passive,
    "aside": _aside,
    "quoted": _quoted,
}
