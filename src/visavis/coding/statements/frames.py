"""The frames of cue verbs: which words of a sentence are the content, one finder per shape.

The frames follow the argument structure of reporting verbs as PARC and PolNeAR annotate attributions (Pareti
2012; Newell et al. 2018): the content is the complement clause, infinitive or noun phrase.
"""

from __future__ import annotations

from collections.abc import Callable

from visavis.coding.statements.clauses import (
    WH,
    Content,
    aside,
    clause,
    complement_words,
    has_to,
    infinitive,
    is_clause,
)
from visavis.coding.statements.idioms import deadline, done, idiom, what_it_calls
from visavis.coding.statements.knowledge import light_lemmas, noun_frames, verb_frames, words
from visavis.coding.statements.subjects import subject
from visavis.coding.statements.trees import (
    NAME_TAGS,
    QUOTE_MARKS,
    agent,
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

_SAYING = frozenset(
    {"say", "state", "tell", "write", "declare", "add", "warn", "describe", "call", "confirm", "claim"}
    | {
        "announce",
        "argue",
        "insist",
        "deny",
        "urge",
        "ask",
        "suggest",
        "express",
        "note",
        "comment",
        "report",
    }
)
_TOPICS = frozenset({"about", "for", "against", "over"})
_EMPTY = frozenset(
    {"it", "them", "him", "her", "itself", "himself", "herself", "themselves", "me", "us", "you", "so"}
    | {"that", "this", "what", "everyone"}
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
        if c.dep_ in {"xcomp", "ccomp", "advcl", "obl"} and c.i > verb.i and has_to(c)
    ]
    if whom is not None:
        to += [c for c in whom.children if c.dep_ in {"acl", "acl:relcl"} and has_to(c)]
    for child in to:
        if not is_verb(child) and not children(child, "cop"):
            continue
        if passive:
            return subtree(child), antecedent(own_subject(verb) or child)
        assert whom is not None
        start = whom.left_edge.i + (1 if whom.left_edge.dep_ == "case" else 0)
        content = complement_words(verb, child)
        end = content[-1].i if content else child.right_edge.i
        return [t for t in verb.doc[start : end + 1]], whom
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
            if real == child or verb.dep_ not in {"acl:relcl", "acl"}:
                return None
            real = _whole_antecedent(real)
            return [t for t in subtree(real) if t.i < child.i], None
        if _has_own_clause(child) and verb.lower_ in light_lemmas():
            return None
        if verb.doc[child.i + 1 : child.i + 2].text == "that" and child.lower_ in noun_frames():
            return _with_its_clause(verb, child), None
        if cue_lemma(verb) == "deny" and _is_withheld(verb, child):
            return None
        return complement_words(verb, child), None
    return None


def _is_withheld(verb: Token, thing: Token) -> bool:
    """Whether something is not given, and nothing gainsaid: "deny visas to students", "deny him a visa"."""
    whom = [c for c in [*children(verb, "obl"), *children(thing, "nmod")] if c.i > thing.i]
    given = any("to" in {g.lower_ for g in children(c, "case")} for c in whom)
    return thing.lower_ not in noun_frames() and (given or bool(children(verb, "iobj")))


def _with_its_clause(verb: Token, noun: Token) -> list[Token]:
    """Return 'Putin's demand that S' where the parser hung S on the verb."""
    clause = next((c for c in children(verb, "ccomp", "advcl") if c.left_edge.i == noun.i + 1), None)
    return [*subtree(noun), *(subtree(clause) if clause is not None else ())]


def _whole_antecedent(noun: Token) -> Token:
    """Return the noun that a far relative clause is about: "aggression ... in Kyiv, which they deny"."""
    while noun.dep_ == "nmod" and (noun.pos_ == "PROPN" or noun.head.dep_ in {"nmod", "obj", "obl"}):
        noun = noun.head
    where = any(c.dep_ == "case" and c.lower_ in {"during", "in", "at", "on", "after"} for c in noun.children)
    if noun.dep_ == "obl" and where:
        return next((c for c in children(noun.head, "obj") if c.i < noun.i), noun)
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


def _scene(verb: Token, frames: frozenset[str]) -> Content | None:
    """'The poll showed Y leading': from Y to the end of the participle's clause."""
    whom = next((c for c in children(verb, "obj", "iobj") if c.i > verb.i), None)
    for head in (verb, whom):
        for child in children(head, "advcl", "acl", "xcomp", "ccomp") if head is not None else ():
            after = verb.doc[child.i - 1]
            apart = child.i > verb.i + 1 and after.text != "," and not children(child, "mark", "case")
            if child.tag_ == "VBG" and apart and not is_verb(after):
                first = whom if whom is not None and whom.i < child.i else own_subject(child)
                if first is not None and first.i > verb.i:
                    return list(verb.doc[first.left_edge.i : child.right_edge.i + 1]), None
    return None


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
        """Return what a verb says of what it is said of, None where the marked phrase is missing."""
        what = _marked(verb, marker)
        if what is None:
            return None
        whom = next((c for c in children(verb, "obj", "iobj") if verb.i < c.i < what.i), None)
        if whom is None:
            relative = [c for c in children(verb, "obj") if c.i < verb.i and antecedent(c) != c]
            if relative and marker == "as":  # "the isle, which Y calls a province": from the isle on
                return list(verb.doc[antecedent(relative[0]).left_edge.i : what.right_edge.i + 1]), None
            reduced = verb.dep_ in {"acl:relcl", "acl"}
            nobody = is_passive(verb) and agent(verb) is None and marker != "of"
            if not (relative or is_passive(verb) or reduced) or nobody:
                return None
            return subtree(what), None
        if whom.lower_ in {"himself", "herself", "itself"} and marker == "for":
            return None
        return list(verb.doc[whom.left_edge.i : what.right_edge.i + 1]), None

    return find


def _at(verb: Token, frames: frozenset[str]) -> Content | None:
    """'X put Y at N', N a number."""
    found = _with("at")(verb, frames)
    counted = found is not None and any(t.tag_ == "CD" or t.text[:1].isdigit() for t in found[0])
    return found if counted else None


def _naming(verb: Token, frames: frozenset[str]) -> Content | None:
    """'X called Y N'."""
    if (quoted := _named_in_quotes(verb) or what_it_calls(verb)) is not None:
        return quoted, None
    names = [
        c
        for c in children(verb, "xcomp", "ccomp", "obj", "appos", "obl", "dep")
        if c.i > verb.i and (not is_verb(c) or c.tag_ in {"VBN", "VBD"}) and own_subject(c) is None
    ]
    names = [c for c in names if not children(c, "case") and not has_to(c)]
    if not names:
        return None
    whom = next((c for c in children(verb, "obj", "iobj", "nsubj") if c.i > verb.i), None)
    if whom == names[-1] and len(names) == 1 and _follows_a_noun(verb, whom):
        return list(verb.doc[verb.i + 1 : whom.right_edge.i + 1]), None
    first = whom if whom is not None else next((c for c in children(names[0], "nsubj")), None)
    if first is None or (first == names[-1]):
        return None
    if not any(c.dep_ in {"xcomp", "ccomp"} for c in names) and len(names) < 2:
        return None
    end = max(c.right_edge.i for c in names)
    return list(verb.doc[first.left_edge.i : end + 1]), None


def _named_in_quotes(verb: Token) -> list[Token] | None:
    """Return 'Y “N”' of 'X dubbed Y “N”', whatever the parser made of the two."""
    doc, i = verb.doc, verb.i + 1
    while i < len(doc) and (doc[i].tag_ in NAME_TAGS or doc[i].tag_ == "RP"):
        i += 1
    if i == verb.i + 1 or i >= len(doc) - 1 or doc[i].text not in QUOTE_MARKS:
        return None
    end = next((t.i for t in doc[i + 1 :] if t.text in QUOTE_MARKS and t.tag_ != "``"), None)
    return list(doc[verb.i + 1 : end + 1]) if end is not None else None


def _follows_a_noun(verb: Token, name: Token) -> bool:
    """Whether "called climate change a hoax" has a second noun phrase in its "a hoax"."""
    between = verb.doc[verb.i + 1 : name.left_edge.i]
    plain = all(t.tag_ in {"NN", "NNS", "NNP", "NNPS", "DT", "PRP$", "JJ", "VB", "POS"} for t in between)
    return len(between) > 0 and plain and name.left_edge.lower_ in {"a", "an"}


def _prep(verb: Token, preps: frozenset[str]) -> Content | None:
    for child in verb.children:
        if child.i < verb.i or child.dep_ not in {"obl", "advcl", "nmod", "xcomp", "ccomp", "obj"}:
            continue
        case = [c for c in child.children if c.dep_ in {"case", "mark"} and c.lower_ in preps]
        if not case or case[0].i > verb.i + 2 + _times(verb) + _addressed(verb, case[0]):
            continue
        if case[0].lower_ in {"on", "upon", "to"}:  # a demand on somebody needs what is demanded
            later = [
                c
                for c in verb.children
                if c.i > child.i and c.dep_ in {"xcomp", "advcl", "ccomp", "obl"} and has_to(c)
            ]
            inside = [c for c in child.children if c.dep_ in {"acl", "acl:relcl"} and has_to(c)]
            later += [
                c
                for c in children(verb, "obl")
                if c.i > child.i and any(g.lower_ == "for" for g in c.children)
            ]
            if not later and not inside:
                continue
            end = (later or inside)[0].right_edge.i
            return list(verb.doc[case[0].i + 1 : end + 1]), child
        return [t for t in complement_words(verb, child) if t.i > case[0].i], None
    return _past_addressee(verb, preps)


def _past_addressee(verb: Token, preps: frozenset[str]) -> Content | None:
    """'X complained to Y about N', where the parser hung N on Y."""
    for whom in children(verb, "obl"):
        cases = {c.lower_ for c in children(whom, "case") if c.i == verb.i + 1}
        for thing in children(whom, "nmod") if cases & {"to", "with"} else ():
            case = next((c for c in children(thing, "case") if c.lower_ in preps), None)
            if case is not None and case.lower_ in _TOPICS:
                return [t for t in subtree(thing) if t.i > case.i], whom
    return None


def _to(verb: Token, frames: frozenset[str]) -> Content | None:
    """'X agreed to N', where N is a thing and no deed."""
    for child in children(verb, "obl", "nmod"):
        case = next((c for c in children(child, "case") if c.lower_ == "to"), None)
        if case is not None and case.i == verb.i + 1 and child.tag_[:2] == "NN":
            return [t for t in complement_words(verb, child) if t.i > case.i], None
    return None


def _addressed(verb: Token, case: Token) -> int:
    """Return how many words name to whom: "complained to the council about N"."""
    for child in children(verb, "obl"):
        to = next((c for c in children(child, "case") if c.lower_ in {"to", "with"}), None)
        if to is not None and verb.i < to.i <= verb.i + 2 + _times(verb) and child.right_edge.i < case.i:
            return child.right_edge.i - to.i + 1
    return 0


def _times(verb: Token) -> int:
    """Return how many words of time follow a verb: "called Thursday on Arabs"."""
    following = verb.doc[verb.i + 1 : verb.i + 4]
    return sum(1 for t in following if t.lower_ in words().time_words or t.lower_ in {"on", "last", "this"})


def _passive(verb: Token, frames: frozenset[str]) -> Content | None:
    """'Y is believed to V'; 'it is feared that S': nobody says by whom."""
    if not is_passive(verb) or agent(verb) is not None or verb.tag_ != "VBN":
        return None
    thing = own_subject(verb) or next(iter(children(verb, "expl")), None)
    if thing is not None and thing.lower_ == "it":
        for child in children(verb, "ccomp", "csubj", "csubj:pass", "nsubj:pass", "advcl", "nsubj"):
            if child.i > verb.i and is_clause(child, verb):
                return subtree(child), None
    for child in children(verb, "xcomp", "ccomp", "advcl"):
        if child.i > verb.i and has_to(child) and thing is not None and thing.lower_ not in WH:
            return list(verb.doc[thing.left_edge.i : child.right_edge.i + 1]), None
    return None


def relays(verb: Token) -> bool:
    """Whether a verb passes on what another says ("quoted X as saying")."""
    lemma = cue_lemma(verb)
    return lemma is not None and "relay" in verb_frames()[lemma]


def saying_of(verb: Token) -> Token | None:
    """Return the "saying" of "quoted X as saying"."""
    for token in subtree(verb):
        saying = token.tag_ == "VBG" or (token.tag_ == "NN" and token.lower_.endswith("ing"))
        if token.i > verb.i and saying and cue_lemma(token) in _SAYING:
            return token
    return None


def relayed(verb: Token) -> tuple[Token | None, Token | None]:
    """Return who was quoted and who quotes."""
    if is_passive(verb):
        who = own_subject(verb)
        inner = saying_of(verb)
        channel = agent(verb) or (agent(inner) if inner is not None else None)
        return (antecedent(who) if who is not None else None), channel
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
    found = clause(saying, frozenset({"clause"}))
    if found is not None:
        return found[0], None
    rest = [t for t in subtree(verb) if t.i > saying.i]
    words = [t for t in rest if not is_mark(t)]
    return (rest, None) if words and words[0].lower_ != "by" else None


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
    "clause": clause,
    "scene": _scene,
    "bid": _bid,
    "infinitive": infinitive,
    "of": _with("of"),
    "as": _with("as"),
    "at": _at,
    "with": _with("with"),
    "deadline": deadline,
    "done": done,
    "like": _with("to"),
    "on": _with("on"),
    "for": _with("for"),
    "naming": _naming,
    "prep": _prep,
    "to": _to,
    "gerund": _gerund,
    "object": _object,
    "passive": _passive,
    "aside": aside,
    "quoted": _quoted,
    "idiom": idiom,
}
