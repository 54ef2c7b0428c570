"""What is done with an agreement, by whom, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from visavis.coding.agreements.lexicon import lexicon
from visavis.coding.agreements.names import Name
from visavis.coding.agreements.parties import Group, codes_of, names_of, plural, within
from visavis.reading.syntax import Parsed
from visavis.reading.tokens import Token
from visavis.records import Aux, DateSpan, Mention, Time

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "obl:agent"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "without"})
_PENDING = frozenset(
    {
        "ratify",
        "approve",
        "block",
        "oppose",
        "support",
        "back",
        "discuss",
        "seek",
        "delay",
        "veto",
        "urge",
        "demand",
    }
)
_THROUGH = frozenset({"membership", "participation", "implementation"})
_HAVING = frozenset({"have", "give", "exist", "offer", "provide", "form", "want", "possess"})
_DENYING = frozenset({"advmod", "det", "cc:preconj"})
_OPEN = frozenset({"whether", "if", "unless"})
_MODALS = frozenset({"would", "could", "may", "might", "should", "must", "can"})
_WISHES = frozenset(
    {
        "want", "plan", "hope", "seek", "intend", "try", "propose", "urge", "ask", "expect", "refuse", "fail",
        "negotiate", "consider", "threaten", "need",
    }
)  # fmt: skip
_PLURALS = frozenset(
    {"they", "we", "both", "sides", "countries", "nations", "leaders", "presidents", "governments", "states",
     "powers", "neighbours", "neighbors", "ministers", "parties", "two", "capitals",
     "allies", "men", "their", "our"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done with an agreement: the action and the word that says so (None when none is said)."""

    action: str | None
    word: Token | None
    aux: tuple[Aux, ...]


def deeds(name: Name) -> list[Deed]:
    """Return what the sentence says was done with an instrument, in text order."""
    known = lexicon()
    found: list[Deed] = []
    for word in _governors(name):
        verb = known.verbs.get(word.lemma_.lower()) if word.pos_ in {"VERB", "AUX", "ADJ"} else None
        noun = known.nouns.get(word.lower_) if word.pos_ == "NOUN" else None
        entry = verb or noun
        if entry is not None and all(deed.word != word for deed in found):
            found.append(Deed(entry.action, word, status(word)))
    return sorted(found, key=lambda deed: deed.word.i if deed.word is not None else 0)


def _governors(name: Name) -> list[Token]:
    """Return the words that could say what is done: above the name, and the clauses that describe it."""
    top = name.top
    while top.dep_ in {"conj", "appos"} and top.head.pos_ in {"NOUN", "PROPN"}:
        top = top.head
    out: list[Token] = []
    above = top.head
    if above.lower_ in _THROUGH and above.head != above:  # "suspended its membership of the union"
        out.append(above.head)
    if above != top and _reaches(top, above):
        out.append(above)
        out.extend(c for c in above.children if c.dep_ == "conj" and c.pos_ == "VERB" and not _has_object(c))
    for token in (*name.tokens, top):
        clauses = [c for c in token.children if c.dep_ in {"acl", "acl:relcl"} and _describes(c)]
        out.extend(clauses)
        out.extend(c for clause in clauses for c in clause.children if c.dep_ == "conj" and c.pos_ == "VERB")
    return out


def _describes(clause: Token) -> bool:
    """Return whether a clause says what was done with the noun: "signed in May", "which they renewed"."""
    finite = any(c.dep_ in _SUBJECTS for c in clause.children)
    if clause.dep_ == "acl" and clause.tag_ != "VBN" and not finite:
        return False
    if any(
        c.lower_ in {"which", "whom"} and any(g.dep_ == "case" for g in c.children) for c in clause.children
    ):
        return False  # "a text in which they agreed"
    things = [c for c in clause.children if c.dep_ in {"obj", "nsubj:pass"}]
    return all(c.lower_ in {"which", "that", "it"} for c in things)


def _reaches(top: Token, above: Token) -> bool:
    """Return whether a word acts on the name: object, passive subject, or through a preposition that fits."""
    if top.dep_ in {"nsubj:pass", "obj", "compound", "nmod:poss"}:
        return True
    if top.dep_ == "nsubj":
        return above.tag_ == "VBN"
    entry = lexicon().verbs.get(above.lemma_.lower()) or lexicon().nouns.get(above.lower_)
    if entry is None:
        return False
    cases = [c.lower_ for c in top.children if c.dep_ == "case"]
    return not cases or cases[0] in {*entry.with_prep, "of"}


def _has_object(verb: Token) -> bool:
    return any(c.dep_ in {"obj", "ccomp", "xcomp"} for c in verb.children)


def status(word: Token) -> tuple[Aux, ...]:
    """Return whether a deed is denied, to come, or only supposed.

    Args:
        word: the verb or noun of the deed.
    """
    out: set[Aux] = set()
    for token in (word, *word.children, *(g for c in word.children if c.dep_ == "obj" for g in c.children)):
        if token.lower_ in _NEGATIONS and token.dep_ in {"advmod", "det", "case", "cc:preconj", "neg"}:
            out.add("negation")
        if token.lower_ in {"will", "shall", "'ll", "’ll"} and token.dep_ == "aux":
            out.add("future")
        if (token.lower_ in _MODALS and token.dep_ == "aux") or (
            token.lower_ in _OPEN and token.dep_ == "mark"
        ):
            out.add("hypothetical")
    if word.pos_ == "NOUN" and word.head.lemma_.lower() in _PENDING:
        out.add("hypothetical")
    infinitive = any(c.lower_ == "to" and c.dep_ == "mark" for c in word.children)
    if infinitive and word.dep_ in {"xcomp", "ccomp", "advcl", "acl"}:
        out.add("future" if word.head.lemma_.lower() not in _WISHES else "hypothetical")
    order: tuple[Aux, ...] = ("future", "hypothetical", "negation", "historical")
    return tuple(aux for aux in order if aux in out)


def denied_above(token: Token, *, after: bool = False) -> bool:
    """Return whether a word is denied by its own determiner or by the verbs above it, up to a subject.

    This finds denials that come after their object: "An alliance they do not have".

    Args:
        token: the word.
        after: whether only denials that stand after it count.
    """
    for word in [token, *token.ancestors]:
        clauses = [c for c in word.children if c.dep_ == "acl:relcl" and c.lemma_.lower() in _HAVING]
        if any(c.lower_ in _NEGATIONS for clause in clauses for c in clause.children):
            return True
        denials = [c for c in word.children if c.lower_ in _NEGATIONS and c.dep_ in _DENYING]
        if any(c.i > token.i or not after for c in denials):
            return True
        if any(c.dep_ in _SUBJECTS for c in word.children):
            return False
    return False


def parties(
    name: Name, deed: Deed, parsed: Parsed, mentions: Sequence[Mention], known: Sequence[Group]
) -> tuple[str, ...]:
    """Return the parties that the sentence gives an agreement, subject first.

    Args:
        name: the instrument.
        deed: what is done with it.
        parsed: the sentence.
        mentions: all mentions of the article.
        known: the groups of actors named together in the article.
    """
    here = within(mentions, parsed.span.start, parsed.span.end)
    codes: list[str] = []
    if deed.word is not None:
        codes.extend(_actors_of(deed.word, parsed, here, mentions, known))
    codes.extend(codes_of(within(here, name.start, name.end)))
    for child in [*name.head.children, *name.top.children]:
        if child.dep_ in {"nmod", "nmod:poss", "obl"} and child.i > name.head.i:
            codes.extend(_inside(child, parsed, here))
        elif child.dep_ == "nmod:poss":
            codes.extend(_inside(child, parsed, here) or _plural(child, parsed, mentions, known))
    return tuple(dict.fromkeys(codes))


def _actors_of(
    word: Token, parsed: Parsed, here: list[Mention], mentions: Sequence[Mention], known: Sequence[Group]
) -> list[str]:
    """Return the subject of a deed and whom it is done "with" or "between"."""
    codes: list[str] = []
    children = list(word.children)
    if word.dep_ in {"conj", "xcomp", "advcl"} and not any(c.dep_ in _SUBJECTS for c in children):
        children = [c for c in word.head.children if c.dep_ in _SUBJECTS] + children
    for child in children:
        if child.dep_ in _SUBJECTS:
            named = _joined(_mentions_in(child, parsed, here), known)
            codes.extend(named if len(named) > 1 else _plural(child, parsed, mentions, known) or named)
        elif child.dep_ in {"obl", "nmod", "nmod:poss", "compound", "amod"}:
            cases = {c.lower_ for c in child.children if c.dep_ == "case"}
            if cases & {"with", "between", "by"} or child.dep_ not in {"obl", "nmod"} or word.pos_ == "NOUN":
                codes.extend(_inside(child, parsed, here))
    return codes


def _inside(token: Token, parsed: Parsed, here: list[Mention]) -> list[str]:
    """Return the actors of a phrase, without those in clauses that describe it."""
    return list(codes_of(_mentions_in(token, parsed, here)))


def _mentions_in(token: Token, parsed: Parsed, here: list[Mention]) -> list[Mention]:
    left, right = token.left_edge.i, token.right_edge.i
    clause = next(
        (c for c in token.children if c.dep_ in {"acl:relcl", "acl", "advcl"} and c.i > token.i), None
    )
    if clause is not None:
        right = max(token.i, clause.left_edge.i - 1)
    span = parsed.between(parsed.doc[left], parsed.doc[right])
    return within(here, span.start, span.end)


def _joined(inside: list[Mention], known: Sequence[Group]) -> tuple[str, ...]:
    """Return the actors that a subject names, with those joined to them that the parse put elsewhere."""
    whole = [g for g in known if any(g.start <= m.start < g.end for m in inside)]
    return tuple(dict.fromkeys([*(code for g in whole for code in g.codes), *names_of(inside)]))


def _plural(token: Token, parsed: Parsed, mentions: Sequence[Mention], known: Sequence[Group]) -> list[str]:
    """Resolve "they", "the two sides", "their" to the group named last."""
    if not {t.lower_ for t in token.subtree} & _PLURALS:
        return []
    return list(plural(known, mentions, parsed.span, parsed.start(token)))


def date_of(word: Token | None, parsed: Parsed, times: Sequence[Time], rivals: Sequence[Token]) -> DateSpan:
    """Return when a deed was done: the time expression that hangs from its verb.

    Args:
        word: the word of the deed; None when the sentence says of none.
        parsed: the sentence.
        times: the article's time expressions.
        rivals: all words of deeds in the sentence; a time belongs to the nearest of them.
    """
    span = parsed.span
    here = [t for t in times if t.kind in {"date", "time"} and t.start < span.end and t.end > span.start]
    if word is not None:
        here = [t for t in here if _belongs(t, word, parsed, rivals)]
    dated = [t for t in here if t.interval is not None]
    if not dated:
        why = here[0].basis if here else "the sentence gives no date"
        return DateSpan(None, None, "unknown", why)
    place = parsed.start(word) if word is not None else span.start
    best = min(dated, key=lambda t: (abs(t.start - place), t.start))
    if best.interval is None:
        return DateSpan(None, None, "unknown", best.basis)
    return DateSpan(best.interval.start, best.interval.end, best.interval.precision, _basis(best))


def _basis(time: Time) -> str:
    return time.basis if time.basis.startswith(time.text) else f"{time.text} <- {time.basis}"


def _belongs(time: Time, word: Token, parsed: Parsed, rivals: Sequence[Token]) -> bool:
    """Return whether a time expression tells when a deed was done.

    It hangs from the deed, or from a clause above a deed that is a verb ("met on Monday, where they agreed"),
    but from no other deed; a deed that is a noun has only the times inside its own phrase.
    """
    tokens = parsed.tokens(time.start, time.end)
    if not tokens:
        return False
    above = [tokens[0], *tokens[0].ancestors]
    nearest = next((t for t in above if t in rivals), None)
    if nearest is not None:
        below = above[: above.index(nearest)]
        apart = any(t.dep_ in {"parataxis", "conj", "ccomp"} and _has_subject(t) for t in below)
        return nearest == word and not apart
    if word.pos_ == "NOUN":
        return False
    return any(t in word.ancestors for t in above) and not _between(tokens[0], word)


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in _SUBJECTS for c in verb.children)


def _between(time: Token, word: Token) -> bool:
    """Return whether another clause of its own stands between a time and a deed."""
    verb = next((t for t in time.ancestors if t.pos_ == "VERB"), None)
    return verb is not None and verb != word and verb not in word.ancestors
