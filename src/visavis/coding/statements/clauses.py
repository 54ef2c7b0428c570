"""Contents that are clauses: complements, infinitives, and the sentence around an aside ("S, X said")."""

from __future__ import annotations

from visavis.coding.statements.knowledge import noun_frames, words
from visavis.coding.statements.subjects import inverted, is_stray, subject
from visavis.coding.statements.trees import (
    QUOTE_MARKS,
    SUBJECTS,
    ancestors,
    antecedent,
    children,
    cue_lemma,
    is_mark,
    is_passive,
    is_verb,
    own_subject,
    subtree,
)
from visavis.reading.tokens import Token

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OF_CLAUSES = SUBJECTS | {"cop", "expl"}
_OF_VERBS = SUBJECTS | {"cop", "aux"}
_OPEN = frozenset({"where", "how", "why", "what", "who"})
_ASKING = frozenset({"ask", "tell", "show", "remind", "teach"})
_RELATIVES = frozenset({"who", "which", "that", "whose"})
WH = frozenset({"that", "whether", "if", "how", "why", "what", "who", "where", "when", "which"})

_NEAR = 3  # tokens between a verb and its "why"
_STOPS = frozenset({";", ",", "—", "–", "--"})

Content = tuple[list[Token], Token | None]
"""The words of a content, and the addressee's head."""


def is_clause(token: Token, verb: Token) -> bool:
    """Whether a dependent is a finite clause and no participle that starts an attribution of its own."""
    if token.tag_ == "VBG" and not any(c.dep_ in _OF_VERBS for c in token.children):
        return False
    kids = list(token.children)
    if has_to(token) and not any(c.dep_ in SUBJECTS or c.lower_ in WH for c in kids):
        return False
    return any(
        c.dep_ in _OF_CLAUSES
        or (c.dep_ in {"mark", "advmod", "obj", "det", "nsubj"} and c.lower_ in WH)
        or (c.dep_ in {"aux", "aux:pass"} and c.lower_ != "to" and token.tag_ != "VB")
        for c in kids
    )


def complement_words(verb: Token, head: Token) -> list[Token]:
    """Return the words of a complement clause to the right of its verb.

    Leaves out a coordinated verb that belongs to the cue's own level ("said that A is B and welcomed C") and
    takes in adjuncts that the parser hung on the cue although they follow the complement without a comma.
    """
    stray = _strays(head)
    tokens = [t for t in subtree(head, stray) if t.i > verb.i]
    if stray:
        cut = head.doc[min(stray)].left_edge.i
        tokens = [t for t in tokens if t.i < cut]
    if not tokens:  # the parser hung the coordinated verb before all else
        return []
    last = tokens[-1].i
    for child in verb.children:
        follows = child.left_edge.i == last + 1 and not is_mark(child.left_edge)
        if follows and child.dep_ in {"obl", "advcl", "advmod", "nmod", "obj", "obl:unmarked", "xcomp"}:
            extra = subtree(child)
            tokens, last = tokens + extra, extra[-1].i
    tokens = _with_second_modal(verb, _with_its_verb(tokens))
    stop = next((t.i for t in tokens if ends_content(t)), None)
    return tokens if stop is None else [t for t in tokens if t.i < stop]


def ends_content(mark: Token) -> bool:
    """Tell whether a mark ends what is said: ";", or a comma before ", a stance that aides softened".

    Args:
        mark: any token.
    """
    return mark.text in _STOPS and (mark.text == ";" or _names_it(mark))


def _names_it(comma: Token) -> bool:
    """Whether a comma opens the writer's name for what was said: ", a stance that aides softened"."""
    doc, i = comma.doc, comma.i + 1
    while i < len(doc) - 1 and is_mark(doc[i]):
        i += 1
    if i >= len(doc) - 1 or doc[i].lower_ not in {"a", "an"}:
        return False
    i += 1
    while i < len(doc) and doc[i].tag_ in {"JJ", "NN"} and doc[i].lower_ not in words().labels:
        i += 1
    return i < len(doc) and doc[i].lower_ in words().labels


def _with_second_modal(verb: Token, tokens: list[Token]) -> list[Token]:
    """Take in "and could not V", which after "X said S" goes on with S although it hangs on "said"."""
    for child in children(verb, "conj"):
        first = child.left_edge
        modal = any(c.lower_ in {"would", "could", "might"} and c.i < child.i for c in child.children)
        cut = not children(child, "cc") and child.dep_ == "conj" and first.tag_ in FINITE
        goes_on = (modal or cut) and first.i == tokens[-1].i + 1 and own_subject(child) is None
        if verb.tag_ == "VBD" and goes_on:
            return [*tokens, *subtree(child)]
    return tokens


def _with_its_verb(tokens: list[Token]) -> list[Token]:
    """Take in the rest of a clause that the parser cut before its verb ("that [he alone] could fix it")."""
    doc, last = tokens[0].doc, tokens[-1].i
    marked = tokens[0].lower_ in {"that", "whether"}
    if not marked or any(t.tag_ in FINITE for t in tokens) or last + 1 >= len(doc):
        return tokens
    return [*tokens, *doc[last + 1 :]] if doc[last + 1].tag_ in FINITE else tokens


def _strays(head: Token) -> frozenset[int]:
    found = {c.i for c in children(head, "conj", "advcl") if is_stray(c)}
    last = head.doc[-1].i - (1 if is_mark(head.doc[-1]) else 0)
    for child in children(head, "advcl", "acl"):
        comma = child.left_edge.i > 0 and head.doc[child.left_edge.i - 1].text == ","
        closes = child.right_edge.i >= last
        if child.lower_ in words().afterthoughts and (comma or child.left_edge.text == ",") and closes:
            found.add(child.i)
    return frozenset(found)


def clause(verb: Token, frames: frozenset[str]) -> Content | None:
    """Return the finite complement of a verb: "X said (that) S"."""
    labels = ("ccomp", "advcl", "xcomp", "acl", "parataxis", "acl:relcl", "csubj")
    there = {child.dep_ for child in verb.children}
    for label in labels:
        for child in children(verb, label) if label in there else ():
            if child.i < verb.i or not is_clause(child, verb):
                continue
            marked = any(c.lower_ in {"that", "whether"} and c.i < child.i for c in child.children)
            if label not in {"ccomp", "xcomp"} and not (marked or _adjacent(verb, child)):
                continue
            asks = child.left_edge.lower_ in _OPEN and _adjacent(verb, child)
            if label == "advcl" and not (marked or asks):
                continue
            if _is_circumstance(child.left_edge if not is_mark(child.left_edge) else child.left_edge.nbor()):
                continue
            tokens = complement_words(verb, child)
            if len(tokens) > 1 and tokens[0].lower_ == "that" and tokens[1].tag_[:1] not in {"V", "M"}:
                tokens = tokens[1:]
            if tokens:
                return _after_time(verb, tokens), addressee_of(verb, frames)
    return _on_addressee(verb, frames) or _split_subject(verb) or _asked_what(verb) or _adverb(verb)


def _asked_what(verb: Token) -> Content | None:
    """Return "why she left" of "explained why she left", where the parser hung the clause on "why"."""
    for child in children(verb, "obj", "advmod", "obl"):
        if child.i > verb.i and child.lower_ in _OPEN and (child.i - verb.i <= _NEAR):
            inner = children(child, "acl:relcl", "advcl:relcl", "acl")
            if inner and inner[0].i > child.i and child.left_edge == child:
                return subtree(child), None
    return None


def _is_circumstance(first: Token) -> bool:
    """Whether ", when asked about it" or ", who asked for silence" follows a comma: not what was said."""
    conjunction = first.lower_ in {"when", "while", "if", "as", "because", "after", "before", "who", "which"}
    some = "whom" in {t.lower_ for t in first.doc[first.i : first.i + 3]}  # ", two of whom spoke"
    return (conjunction or some) and first.i > 0 and first.doc[first.i - 1].text == ","


def _after_time(verb: Token, tokens: list[Token]) -> list[Token]:
    """Leave out when it was said: "said on Monday it will V", "said Monday the planes V"."""
    skip = 0
    if tokens[0].i == verb.i + 1 and verb.tag_ in {"VBD", "VBN"}:
        skip = 2 if tokens[0].lower_ in {"on", "late", "early", "last"} else 1
        timed = len(tokens) > skip + 1 and tokens[skip - 1].lower_ in words().time_words
        opens = timed and tokens[skip].tag_ in {"PRP", "DT", "NNP", "NNS", "PRP$", "EX", "NNPS", "JJ", "CD"}
        skip = skip if opens and tokens[skip].lower_ not in words().time_words else 0
    return tokens[skip:]


def _adverb(verb: Token) -> Content | None:
    """'The poll suggests otherwise', 'most think not': an adverb that stands for a clause."""
    after = verb.doc[verb.i + 1 : verb.i + 3]
    closes = len(after) < 2 or is_mark(after[1])
    return (
        ([after[0]], None) if len(after) > 0 and closes and after[0].lower_ in {"otherwise", "not"} else None
    )


def _split_subject(verb: Token) -> Content | None:
    """'The poll found [voters] [believe S]': the parser made the clause's subject the object of the cue."""
    thing = next((c for c in children(verb, "obj") if c.i > verb.i), None)
    for child in children(verb, "ccomp", "xcomp"):
        if thing is not None and child.i > thing.i and child.tag_ in FINITE and own_subject(child) is None:
            return [*subtree(thing), *complement_words(verb, child)], None
    for inner in children(thing, "acl") if thing is not None else ():  # "said [the boat] “[turned] on us”"
        quoted = any(t.text in QUOTE_MARKS for t in verb.doc[inner.head.i : inner.i])
        told = (quoted or inner.tag_ in {"VBD", "VBZ"}) and not children(inner, "obl:agent")
        if told and inner.i > inner.head.i and cue_lemma(verb) == "say" and own_subject(inner) is None:
            return subtree(inner.head), None
    for child in children(verb, "obj", "dep", "obl"):  # both hung on the cue: "contend [the bill] [costs S]"
        if thing is not None and child.i > thing.i and child.tag_ in FINITE and child.tag_ != "MD":
            return list(verb.doc[thing.left_edge.i : verb.right_edge.i + 1]), None
    return None


def _on_addressee(verb: Token, frames: frozenset[str]) -> Content | None:
    """'told the council that S', where the parser hung S on the council."""
    for child in children(verb, "obj", "iobj", "obl", "obl:unmarked"):
        for inner in children(child, "acl", "acl:relcl", "ccomp"):
            marked = any(c.lower_ in {"that", "whether"} and c.dep_ == "mark" for c in inner.children)
            named = child.lower_ in noun_frames() and child.dep_ == "obj"
            if marked and child.i > verb.i and not named:
                return _with_its_verb(subtree(inner))[1:], child if child.dep_ != "obl" else None
            first, own = inner.left_edge, own_subject(inner)
            when = child.lower_ in words().time_words and first.i == child.i + 1 and first.tag_[:1] != "W"
            if when and own is not None and child.i > verb.i and first.lower_ != "that":
                return subtree(inner), None  # "said Monday night [the bridge was open]"
            asks = first.tag_[:1] == "W" and inner.left_edge.i == child.i + 1 and cue_lemma(verb) in _ASKING
            if asks and own is not None and child.i > verb.i and first.lower_ not in _RELATIVES:
                return subtree(inner), child  # "asked residents [what they thought]"
            if child.i < verb.i or own is None or first.i != child.i + 1 or "addressed" not in frames:
                continue
            if first.lower_ == "that" and own != first:  # "that" read as a relative pronoun
                return subtree(inner)[1:], child
            if first.tag_[:1] != "W":
                return subtree(inner), child  # "told the BBC [it would end]"
    return None


def _adjacent(verb: Token, clause: Token) -> bool:
    return clause.left_edge.i == verb.i + 1


def addressee_of(verb: Token, frames: frozenset[str]) -> Token | None:
    """Return to whom a verb speaks: "told Y", "said to Y", "Y was told"."""
    if "addressed" in frames or "bid" in frames:
        for child in children(verb, "iobj", "obj"):
            if child.i > verb.i and child.lower_ not in words().time_words:
                return child
        if is_passive(verb) and (told := own_subject(verb)) is not None:
            return antecedent(told)
    for child in children(verb, "obl"):
        if any(c.dep_ == "case" and c.lower_ == "to" for c in child.children) and child.i > verb.i:
            return child
    return None


def aside(verb: Token, frames: frozenset[str]) -> Content | None:
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
            and is_clause(child, verb)
        ):
            who = subject(verb)
            inside = who is not None and child.i < who.i and child in who.ancestors  # “S,” X, who V, told Y
            limit = who.left_edge.i if who is not None and inside else verb.i
            tokens = [t for t in subtree(child) if t.i < limit and (who is None or t.i != who.i)]
            if tokens and tokens[0].lower_ in {"asked", "pressed", "questioned"}:
                continue  # "Asked whether S, X said"
            return _to_the_start(verb, tokens), addressee_of(verb, frames)
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
    return tokens, addressee_of(verb, frames)


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


def infinitive(verb: Token, frames: frozenset[str]) -> Content | None:
    """Return the infinitive after a verb: "X vowed to V"."""
    for child in children(verb, "xcomp", "ccomp", "advcl"):
        adjacent = child.dep_ != "advcl" or child.left_edge.i == verb.i + 1
        if child.i > verb.i and has_to(child) and adjacent and child.tag_ != "VBG":
            return _from_object(verb, child), None
    for child in children(verb, "acl") if not is_verb(verb) else ():  # a verb that was taken for a noun
        if child.left_edge.i == verb.i + 1 and has_to(child):
            return subtree(child), None
    if (later := _after_adjuncts(verb)) is not None:
        return later, None
    after = verb.doc[verb.i + 1 : verb.i + 3]  # "vowed to V" where the tagger took V for something else
    if len(after) == 2 and after[0].lower_ == "to" and after[1].tag_ in {"JJ", "NN", "RB", "VB", "VBP"}:
        tokens = [t for t in subtree(verb) if t.i > verb.i]
        return (tokens, None) if tokens and tokens[0] == after[0] else None
    return None


def _after_adjuncts(verb: Token) -> list[Token] | None:
    """Return "to break off ties" of "threatened on Monday to break off ties", whatever it hangs on."""
    doc, i = verb.doc, verb.i + 1
    while i < len(doc) and i < verb.i + 9:
        token = doc[i]
        to = token.lower_ == "to" and i + 1 < len(doc) and doc[i + 1].tag_ == "VB"
        if to and (verb in ancestors(token)):
            return [t for t in subtree(doc[i + 1]) if t.i >= i]
        own = token.tag_ in {"RB", "CC"} or token.lower_ in words().time_words or token.tag_ == "CD"
        place = token.tag_ in {"IN", "NN", "NNP", "DT", "JJ", "PRP$"} and doc[verb.i + 1].tag_ == "IN"
        if not own and not place:
            return None
        i += 1
    return None


def _from_object(verb: Token, infinitive_head: Token) -> list[Token]:
    """Return "prices to fall" of "expects prices to fall"."""
    words = complement_words(verb, infinitive_head)
    whom = next((c for c in children(verb, "obj", "iobj") if verb.i < c.i < infinitive_head.i), None)
    return [*subtree(whom), *words] if whom is not None else words


def has_to(token: Token) -> bool:
    """Whether "to" stands before a verb."""
    return any(
        c.lower_ == "to" and c.dep_ in {"mark", "aux", "case"} and c.i < token.i for c in token.children
    )
