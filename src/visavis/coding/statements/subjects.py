"""Who does it: the subject of a verb by the parse, or by the order of the words where that went astray."""

from __future__ import annotations

import functools

from visavis.coding.statements.knowledge import verb_frames, words
from visavis.coding.statements.trees import (
    CLAUSES,
    NAME_TAGS,
    PHRASE_TAGS,
    QUOTE_MARKS,
    agent,
    ancestors,
    antecedent,
    children,
    cue_lemma,
    is_mark,
    is_nominal,
    is_passive,
    is_verb,
    own_subject,
)
from visavis.reading.tokens import Token

_OPENING = NAME_TAGS - {"POS", "HYPH"}


def _adds_to(token: Token, clause: Token, matrix: Token) -> bool:
    """Whether ", adding that S" goes with the cue although the parser hung it in the content before."""
    if (
        token.dep_ != "advcl"
        or token.tag_ != "VBG"
        or clause.dep_ != "ccomp"
        or own_subject(token) is not None
    ):
        return False
    comma = any(t.text == "," for t in token.doc[max(0, token.i - 2) : token.i])
    return comma and None not in {cue_lemma(token), cue_lemma(matrix)} and cue_lemma(clause) is None


def _opens_second_report(token: Token, matrix: Token) -> bool:
    """Whether ", and noted that S" reports on a par with the cue before it."""
    if cue_lemma(token) is None or cue_lemma(matrix) is None:
        return False
    comma = any(t.text == "," for t in token.doc[max(0, token.i - 5) : token.i])
    but = comma and any(c.lower_ == "but" for c in children(token, "cc")) and own_subject(token) is None
    if but and token.tag_ in {"VBD", "VBN"} and matrix.tag_ == "VBD" and children(token, "obj"):
        return "object" in verb_frames()[cue_lemma(token) or ""]  # "confirmed S, but rejected N"
    if own_subject(token) is not None or _clause_initial(token) is not None:
        return comma and bool(children(token, "ccomp"))
    that = any(g.lower_ == "that" for c in children(token, "ccomp") for g in c.children)
    return comma and that and token.tag_ == matrix.tag_


def _speechless(token: Token, clause: Token, matrix: Token) -> bool:
    """Whether the subject inside cannot have said it: "admitted that aid was late but insisted that S"."""
    who = own_subject(clause)
    if who is None or own_subject(token) is not None or _may_speak(who) or who.tag_ == "EX":
        return False
    report = cue_lemma(token) is not None and bool(children(token, "ccomp", "xcomp"))
    bare = token.tag_ == "VBN" and matrix.tag_ == "VBD" and not children(token, "aux", "aux:pass")
    return report and cue_lemma(matrix) is not None and (matrix.tag_ == token.tag_ or bare)


def subject(verb: Token) -> Token | None:
    """Return who does it: the verb's subject, or that of the clause it leans on.

    "X did A, adding that", "X went on to say", "X came and said", "X, who said", ", said X": all give X; "a
    statement saying that" gives the statement unless somebody issues it.
    """
    if (beside := _beside(verb)) is not None:
        return beside
    here: Token | None = verb
    for _ in range(6):
        if here is None:
            return None
        found = _paper_on_it(here) or own_subject(here)
        if found is not None:
            by = agent(here) if is_passive(here) else None
            if by is not None or (here == verb and is_passive(here)):
                return by
            return _past_whose(antecedent(_without_preposition(found, here)), verb)
        if (inner := _in_csubj(here)) is not None:
            return inner
        if here.dep_ in {"acl", "acl:relcl"} and is_nominal(here.head):
            if here.tag_ == "VBN":
                return here.head if _is_main(here) else agent(here)
            if _used_by(here) is None and (here.tag_ != "VBG" or _may_speak(here.head)):
                return _issuer(here.head)
        here = _used_by(here) or _leans_on(here)
    return None


def _past_whose(who: Token, verb: Token) -> Token:
    """Return X of "X, whose visit had been kept secret, told", where the parser gave "told" to the visit."""
    whose = next((c for c in children(who, "nmod:poss") if c.lower_ == "whose"), None)
    if whose is None or whose.i < 2 or whose.doc[whose.i - 1].text != ",":
        return who
    closed = verb.i - 1 > who.i and verb.doc[verb.i - 1].text == ","
    name = whose.doc[whose.i - 2]
    while name.dep_ in {"flat", "compound"} and name.head.i < whose.i:
        name = name.head
    return name if closed and is_nominal(name) else who


def _paper_on_it(verb: Token) -> Token | None:
    """Return P of "a policy regarding X opposing Y": what is written on a matter says so, not its matter."""
    if verb.tag_ != "VBG":
        return None
    mark = next((c for c in children(verb, "mark") if c.lower_ in _MATTER and 0 < c.i < verb.i), None)
    if mark is not None:  # the parser made X the subject
        paper = verb.doc[mark.i - 1]
    else:
        matter = verb.head
        on = any(c.dep_ == "case" and c.lower_ in _MATTER for c in matter.children)
        paper = matter.head if verb.dep_ == "acl" and matter.dep_ == "nmod" and on else verb
    return paper if paper.lower_ in _PAPERS else None


def _used_by(verb: Token) -> Token | None:
    """Return the verb whose subject acts in "used the occasion to ask": the noun between cannot speak."""
    noun = verb.head
    fits = verb.tag_ == "VB" and verb.dep_ in {"acl", "acl:relcl"} and noun.dep_ == "obj"
    return noun.head if fits and not _may_speak(noun) else None


def _in_csubj(verb: Token) -> Token | None:
    """Return the noun of "[The group operating there] said" where the parser made a clause of it."""
    inner = [own_subject(c) for c in children(verb, "csubj") if c.i < verb.i]
    return next((t for t in inner if t is not None and t.i < verb.i), None)


def _beside(verb: Token) -> Token | None:
    """Return the subject that the order of the words shows where the parser shows none."""
    if (turned := inverted(verb)) is not None:
        return turned[0]
    if (near := _of_subordinate(verb)) is not None:
        return near
    if own_subject(verb) is not None:
        return None
    if (controller := _controller(verb)) is not None:
        return controller
    if (main := _of_main_clause(verb)) is not None:
        return main
    if (named := _before_relative(verb)) is not None:
        return named
    if (dated := _dated(verb)) is not None:
        return dated
    if verb.tag_ in {"NNS", "NN"}:
        return left_neighbour(verb)  # a verb that the tagger took for a noun
    return _clause_initial(verb)


def _of_subordinate(verb: Token) -> Token | None:
    """Return the noun between "after" and a finite verb to which the parser gave a subject further off."""
    i = verb.i - 1
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} or i < 1 or verb.doc[i].tag_[:2] != "NN":
        return None
    last = verb.doc[i]
    while i > 0 and verb.doc[i].tag_ in NAME_TAGS:
        i -= 1
    own = own_subject(verb) if verb.doc[i].lower_ in _CONJUNCTIONS else None
    return last if own is not None and own.i < i else None


def _of_main_clause(participle: Token) -> Token | None:
    """Return the subject of the clause that ", saying that S" ends, whatever noun the parser hung it on."""
    comma = participle.i > 1 and participle.doc[participle.i - 1].text == ","
    if participle.tag_ != "VBG" or not comma or is_stray(participle):
        return None
    found: Token | None = None
    for verb in ancestors(participle):
        who = own_subject(verb) if is_verb(verb) else None
        if who is None or who.i > participle.i or verb.tag_ == "VBG":
            continue
        said = cue_lemma(verb) is not None and bool(children(verb, "ccomp"))
        if found is None or said:  # "said that it would go if A paid, accusing B": who said it accuses
            found = None if is_passive(verb) else antecedent(_without_preposition(who, verb))
        if said or is_passive(verb):
            break
    return found


def _dated(verb: Token) -> Token | None:
    """Return the subject of "A poll released Saturday showed", where "released" became the main verb."""
    head, i = verb.head, verb.i - 1
    while i > head.i and (verb.doc[i].lower_ in words().time_words or verb.doc[i].tag_ in {"CD", "IN", ","}):
        i -= 1
    past = head.tag_ in {"VBD", "VBN"} and cue_lemma(head) is None
    return own_subject(head) if i == head.i and past and verb.tag_ in {"VBD", "VBZ", "VBP"} else None


def _before_relative(verb: Token) -> Token | None:
    """Return the name in “S,” X, who hosted it, told a crowd, where the parser made X part of S."""
    if verb.i < 4 or verb.doc[verb.i - 1].text != "," or verb.tag_ not in {"VBD", "VBZ"}:
        return None
    for who in verb.doc[: verb.i - 1]:
        clause = who.head
        opens = who.lower_ == "who" and who.i > 1 and verb.doc[who.i - 1].text == ","
        if not opens or clause.dep_ != "acl:relcl" or clause.right_edge.i not in {verb.i - 1, verb.i - 2}:
            continue
        name = clause.head
        before = verb.doc[name.left_edge.i - 1] if name.left_edge.i else None
        if name.i == who.i - 2 and before is not None and before.text in QUOTE_MARKS:
            return name
    return None


def _clause_initial(verb: Token) -> Token | None:
    """Return the noun or pronoun between "and" and a coordinated verb that the parser gave no subject."""
    if verb.dep_ != "conj":
        return None
    i = verb.i - 1
    while i >= 0 and verb.doc[i].tag_ in {"RB", "MD"}:
        i -= 1
    last = verb.doc[i] if i >= 0 else None
    if last is None or last.tag_ not in {"NN", "NNS", "NNP", "NNPS", "PRP", "DT", "CD"}:
        return None
    while i >= 0 and verb.doc[i].tag_ in NAME_TAGS:
        i -= 1
    return last if i >= 0 and verb.doc[i].tag_ == "CC" else None


def _without_preposition(found: Token, verb: Token) -> Token:
    """Return the subject, or the name before it where the parser took 'X, in her book “N”, says' apart."""
    located = any(c.dep_ == "case" and c.i < found.i and c.lower_ in _LOCATIVE for c in found.children)
    marks = [t for t in found.doc[found.i : verb.i] if t.text in QUOTE_MARKS]
    titled = len(marks) == 1 and any(t.text in QUOTE_MARKS for t in found.doc[: found.left_edge.i + 1])
    if not located and not titled:
        return found
    return bare_name(found.left_edge) or found


def bare_name(limit: Token) -> Token | None:
    """Return the last name before a token that no preposition governs."""
    left = [t for t in limit.doc[: limit.i] if t.tag_.startswith("NNP")]
    names = [t for t in left if t.dep_ not in {"flat", "compound", "conj", "nmod:desc", "amod", "nmod:poss"}]
    names = [t for t in names if not children(t, "case") and t.head.i != t.i and not _in_marks(t)]
    return names[-1] if names else None


def _in_marks(token: Token) -> bool:
    return any(is_mark(c) and c.text in QUOTE_MARKS for c in token.children)


def _controller(verb: Token) -> Token | None:
    """Return the object that an infinitive belongs to: "led analysts to observe", "forced him to admit"."""
    to = next((c for c in verb.children if c.lower_ == "to" and c.i < verb.i), None)
    if to is None or verb.dep_ not in {"xcomp", "advcl", "acl", "ccomp"}:
        return None
    objects = [c for c in verb.head.children if c.dep_ in {"obj", "iobj"} and c.right_edge.i == to.i - 1]
    return objects[0] if objects and _may_speak(objects[0]) else None


def _is_main(participle: Token) -> bool:
    """Whether a seeming participle is the one verb of its sentence: "X, their envoy, warned that"."""
    that = any(g.lower_ == "that" for c in children(participle, "ccomp") for g in c.children)
    return that and participle.head.dep_ == "ROOT" and agent(participle) is None


_CONJUNCTIONS = frozenset(
    {"after", "before", "since", "because", "until", "while", "although", "though", "that"}
)
_MATTER = frozenset({"regarding", "concerning", "on", "about", "over", "towards", "toward"})
_PAPERS = frozenset({
    "policy", "resolution", "statement", "declaration", "bill", "law", "paper", "letter", "communique",
    "document", "report", "motion", "position", "stance", "text", "treaty", "note",
    "memorandum", "petition", "article",
})  # fmt: skip
_LOCATIVE = frozenset({"in", "at", "on", "of", "for", "from", "by", "during", "after", "before"})
_LEANING = CLAUSES | {"conj", "dep", "aux", "cop", "root", "appos", "obl", "obj"}


def _leans_on(verb: Token) -> Token | None:
    """Return the verb whose subject a verb without one shares."""
    head = verb.head
    if head == verb or verb.dep_ not in _LEANING:
        return None
    modal = any(c.dep_ == "aux" and c.lower_ != "to" for c in verb.children)
    if verb.dep_ == "ccomp" and (verb.tag_ not in {"VBG", "VB", "VBN"} or modal):
        return None
    if verb.dep_ in {"acl", "acl:relcl"} and is_nominal(head):
        return next((a for a in head.ancestors if is_verb(a)), None)
    return head.head if is_stray(verb) else head


def inverted(verb: Token) -> tuple[Token, int] | None:
    """Return the subject of ", said X" and the index after it, whatever the parser made of X."""
    doc, start = verb.doc, verb.i + 1
    if verb.i < 3 or verb.tag_ not in {"VBD", "VBZ"} or start >= len(doc) or not is_mark(doc[verb.i - 1]):
        return None
    if "addressed" in verb_frames().get(cue_lemma(verb) or "", {}):
        return None  # what follows "told" is the addressee
    mine = own_subject(verb)
    if mine is not None:
        return None if mine.i < verb.i else (mine, mine.right_edge.i + 1)
    if doc[start].lower_ in words().time_words:
        return None
    if doc[start].tag_ not in _OPENING or doc[verb.i - 1].text in {":", ";", "(", "-"}:
        return None
    end = start
    while end < len(doc) and doc[end].tag_ in PHRASE_TAGS:
        end += 1
    if end < len(doc) and not is_mark(doc[end]):
        return None
    return next((t for t in doc[start:end] if is_nominal(t) and not start <= t.head.i < end), doc[start]), end


def _may_speak(noun: Token) -> bool:
    """Whether a noun names somebody or something that can speak."""
    forms = {noun.lower_, noun.lower_.removesuffix("s"), noun.lemma_.lower()}
    return noun.pos_ in {"PROPN", "PRON"} or noun.tag_.startswith("NNP") or not _speakers().isdisjoint(forms)


@functools.cache
def _speakers() -> frozenset[str]:
    """Return the nouns of all who can speak, and of what can speak for them."""
    return words().source_nouns | words().carriers | words().media_nouns


def left_neighbour(verb: Token) -> Token | None:
    """Return the noun, pronoun or number right before a verb that the parser gave no subject."""
    if verb.tag_ == "VBN" and verb.dep_ in {"acl", "amod", "advcl", "acl:relcl"}:
        return None
    i = verb.i - 1
    while i >= 0 and (verb.doc[i].tag_ in {"RB", "MD"} or verb.doc[i].dep_ in {"aux", "aux:pass"}):
        i -= 1
    if i < 0:
        return None
    token = verb.doc[i]
    return token if token.tag_[:2] in {"NN", "PR", "CD", "DT"} and token.tag_ != "PRP$" else None


def is_stray(token: Token) -> bool:
    """Whether a coordinated verb belongs a level higher than the parser put it.

    "told him that A is B and welcomed C": the past tense of "welcomed" goes with "told", not with "is";
    "vowed to fight and called for": a finite verb is no second infinitive.
    """
    clause = token.head
    matrix = clause.head
    if _adds_to(token, clause, matrix):
        return True
    carried = clause.dep_ == "acl" and matrix.dep_ == "obl" and matrix.lower_ in words().carriers
    if carried:  # "said in a statement that S"
        matrix = matrix.head
    if token.dep_ != "conj" or matrix == clause:
        return False
    if not carried and clause.dep_ not in {"ccomp", "xcomp", "advcl"}:
        return False
    if _opens_second_report(token, matrix) or _speechless(token, clause, matrix):
        return True
    return _tense_parts(token, clause, matrix)


def _tense_parts(token: Token, clause: Token, matrix: Token) -> bool:
    """Whether the tense of a coordinated verb goes with the cue and not with the clause under it."""
    if own_subject(token) is not None or any(c.dep_.startswith("aux") for c in token.children):
        return False
    if cue_lemma(matrix) is None or token.tag_ not in {"VBD", "VBN", "VBZ"}:
        return False
    if children(clause, "aux:pass") and token.tag_ == "VBD" and children(token, "obj", "xcomp", "ccomp"):
        return matrix.tag_ == "VBD"  # "disclosed that two had been held but declined to name them"
    if clause.tag_ == "VB" and any(c.lower_ == "to" for c in clause.children):
        return token.tag_ == "VBZ" if matrix.tag_ == "VBZ" else matrix.tag_ in {"VBD", "VBN"}
    if any(
        c.lower_ in {"have", "has"} and c.i < clause.i for c in (clause, *clause.children)
    ) or clause.lower_ in {
        "have",
        "has",
    }:
        return False  # "have withstood and shown": a second participle
    modal = any(c.tag_ == "MD" for c in clause.children)
    if modal and token.tag_ == "VBD" and any(c.lower_ == "but" for c in children(token, "cc")):
        return matrix.tag_ in {"VBD", "VBN"}  # "has said it will listen but made no promise"
    if modal and matrix.tag_ == token.tag_ == "VBD" and _after_comma(token):
        return True  # "said that he would not sign, and left": no past tense goes with "would"
    if modal and matrix.tag_ == "VBD" and token.tag_ in {"VBD", "VBN"} and children(token, "obj"):
        frames = verb_frames().get(cue_lemma(token) or "", {})
        return "object" in frames  # "agreed that it should open and expressed hope"
    finite = {clause.tag_, *(c.tag_ for c in clause.children if c.dep_ in {"aux", "aux:pass", "cop"})}
    return (
        matrix.tag_ == "VBD" and token.tag_ == "VBD" and "VBD" not in finite and bool({"VBZ", "VBP"} & finite)
    )


def _after_comma(token: Token) -> bool:
    """Whether a coordinated verb stands behind a comma and its conjunction."""
    joins = children(token, "cc")
    return bool(joins) and joins[0].i > 0 and token.doc[joins[0].i - 1].text == ","


def _issuer(noun: Token) -> Token:
    """Return who issued a document: "X issued a statement saying that" gives X."""
    if noun.lower_ not in words().carriers or children(noun, "nmod:poss"):
        return noun
    verb = noun.head
    if is_verb(verb) and noun.dep_ in {"obj", "obl"} and (found := own_subject(verb)) is not None:
        return antecedent(found)
    return noun
