"""Beliefs, rumours, denials, forecasts and plans: a cue, its content, and whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from visavis.coding.agreements.parties import codes_of, within
from visavis.coding.claims.holders import Holder, named_by
from visavis.coding.claims.lexicon import AttitudeKind, attitude_adjectives, attitude_words, attitudes
from visavis.reading.syntax import Parsed
from visavis.reading.tokens import Token
from visavis.records import Mention, Span

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_CLAUSES = ("ccomp", "xcomp", "advcl", "obj")
_RELATIVES = frozenset({"which", "that", "this", "it", "these", "those", "them", "such"})
_LIGHT = frozenset({"mean", "intend", "suppose", "aim", "want", "try", "seem", "appear", "set"})
_TWO = 2


@dataclass(frozen=True, slots=True)
class Draft:
    """An attitude as a sentence holds it; ``holder`` is None when no subject is named."""

    kind: AttitudeKind
    label: str
    about: tuple[str, ...]
    holder: Holder | None
    negated: bool
    start: int
    end: int


def drafts(parsed: Parsed, mentions: Sequence[Mention]) -> list[Draft]:
    """Return the attitudes of one sentence that speak of known actors.

    Args:
        parsed: the sentence.
        mentions: the actors mentioned in the article.
    """
    verbs, nouns = attitude_words()
    adjectives = attitude_adjectives()
    cues = [t for t in parsed.doc if t.lower_ in nouns or t.lower_ in adjectives or t.lemma_.lower() in verbs]
    here = within(mentions, parsed.span.start, parsed.span.end) if cues else []
    found: list[Draft] = []
    for token in cues:
        if token.lemma_.lower() in verbs and (token.pos_ == "VERB" or _mistaken(token)):
            draft = _verb(token, verbs[token.lemma_.lower()], parsed, here)
        elif token.pos_ == "NOUN" and token.lower_ in nouns and _affirmed(token):
            draft = _noun(token, nouns[token.lower_], parsed, here)
        elif token.lower_ in adjectives:
            draft = _inferred(token, adjectives[token.lower_], parsed, here)
        else:
            continue
        if draft is not None and not any(d.start <= draft.start and draft.end <= d.end for d in found):
            found.append(draft)  # what is denied or suspected is not held again on its own
    return found


def _affirmed(noun: Token) -> bool:
    """Return whether a noun is a cue here: "doubt" is one of belief under "no" only."""
    needs_no = any(noun.lower_ in entry.denied_nouns for entry in attitudes().attitude)
    return not needs_no or any(c.lower_ in {"no", "little"} for c in noun.children)


def _mistaken(token: Token) -> bool:
    """Return whether a verb was tagged as a noun: "Iran denies", "which they vehemently deny"."""
    if any(c.dep_ in _SUBJECTS for c in token.lefts) and not any(
        c.dep_ in {"cop", "det"} for c in token.children
    ):
        return True
    left = any(c.dep_ in {"compound", *_SUBJECTS} and c.pos_ in {"PROPN", "PRON"} for c in token.lefts)
    follows = token.i + 1 < len(token.doc) and token.nbor(1).lower_ in {"that", "to"}
    return token.dep_ == "ROOT" and (token.text.endswith("s") or follows) and left and token.n_rights > 0


def _subject(verb: Token) -> Token | None:
    subject = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
    if subject is None:  # a parser's slip: a name right before the verb is its subject
        subject = next((c for c in verb.lefts if c.pos_ == "PROPN" and c.i == verb.i - 1), None)
    return subject


def _verb(verb: Token, kind: AttitudeKind, parsed: Parsed, here: list[Mention]) -> Draft | None:
    subject = _subject(verb)
    if kind == "plan" and subject is not None and subject.dep_ == "nsubj:pass":
        return None  # "was intended to": no plan of its subject
    content = _content(verb, kind)
    if kind == "denial" and (content is None or content.lower_ in _RELATIVES):
        return _denied_before(verb, subject, parsed, here)
    if content is None:
        return None
    who = named_by(subject, parsed, here) if subject is not None else None
    codes = _codes(content, parsed, here)
    if kind == "plan":
        codes = tuple(dict.fromkeys([*([who.code] if who and who.code else []), *codes]))
    if kind == "denial" and not codes and who is not None and who.code is not None:
        codes = (who.code,)
    if len({*codes, *([who.code] if who and who.code else [])}) < (1 if kind == "denial" else _TWO):
        return None
    if not codes or (who is None and kind != "forecast"):
        return None
    if kind == "belief" and content.dep_ == "obj":
        return None
    return _draft(kind, verb, content, codes, who, parsed)


def _content(verb: Token, kind: AttitudeKind) -> Token | None:
    wanted: tuple[str, ...] = ("xcomp",) if kind == "plan" else _CLAUSES
    if verb.pos_ != "VERB" or kind == "denial":
        wanted = (*wanted, "acl")
    for dep in wanted:
        child = next(
            (c for c in verb.children if c.dep_ == dep and (c.i > verb.i or c.lower_ in _RELATIVES)), None
        )
        if child is not None:
            return child
    return None


def _denied_before(verb: Token, subject: Token | None, parsed: Parsed, here: list[Mention]) -> Draft | None:
    """Resolve "..., which Moscow denies": what the sentence said of the denier before."""
    if subject is None:
        return None
    who = named_by(subject, parsed, here)
    earlier = [
        m for m in here if who.code is not None and m.actor == who.code and m.end <= parsed.start(subject)
    ]
    for mention in reversed(earlier):
        token = parsed.tokens(mention.start, mention.end)[-1]
        head = token.head if token.dep_ in {"amod", "compound", "nmod:poss", "nmod", "nsubj"} else token
        while head.dep_ in {"compound", "amod"}:
            head = head.head
        start = min(parsed.start(token), parsed.start(head))
        label = (
            " ".join(t.text for t in parsed.doc[token.i + 1 : head.i + 1] if t.pos_ in {"ADJ", "NOUN"})
            or head.lemma_
        )
        return Draft("denial", label.lower(), codes_of([mention]), who, False, start, parsed.end(verb))
    return None


def _noun(noun: Token, kind: AttitudeKind, parsed: Parsed, here: list[Mention]) -> Draft | None:
    """Read "rumours of war", "plans to meet", "fears that Iran will attack"."""
    deps = {"acl"} if kind == "plan" else {"nmod", "acl", "ccomp", "acl:relcl"}
    content = next((c for c in noun.children if c.dep_ in deps and c.i > noun.i), None)
    if content is None and noun.dep_ == "obj":
        content = next((c for c in noun.head.children if c.dep_ in {"xcomp", "advcl"} and c.i > noun.i), None)
    if content is None or (kind == "plan" and not any(c.lower_ == "to" for c in content.children)):
        return None
    if content.dep_ == "nmod" and content.lemma_.lower() not in attitudes().events.nouns:
        return None
    holder = _possessor(noun, parsed, here) or _governor(noun, parsed, here)
    codes = _codes(content, parsed, here)
    if kind in {"rumour", "belief"} and not codes:
        before = [m for m in here if m.end <= parsed.start(noun) and m.actor]
        codes = codes_of(before[-1:])
    if kind == "plan":
        codes = tuple(dict.fromkeys([*([holder.code] if holder and holder.code else []), *codes]))
    involved = {*codes, *([holder.code] if holder and holder.code else [])}
    if not codes or (len(involved) < _TWO and kind not in {"rumour", "denial"}):
        return None
    return _draft(kind, noun, content, codes, None if kind == "rumour" else holder, parsed)


def _inferred(adjective: Token, kind: AttitudeKind, parsed: Parsed, here: list[Mention]) -> Draft | None:
    """Read "it is obvious that the visit was meant to isolate them": of those named before, too."""
    content = next(
        (c for c in adjective.children if c.dep_ in {"csubj", "ccomp"} and c.i > adjective.i), None
    )
    if content is None or not any(c.lower_ == "it" for c in adjective.lefts):
        return None
    codes = _codes(content, parsed, here)
    if len(codes) < _TWO:
        codes = tuple(dict.fromkeys([*codes_of(m for m in here if m.end <= parsed.start(adjective)), *codes]))
    if len(codes) < _TWO:
        return None
    return _draft(kind, adjective, content, codes, None, parsed)


def _possessor(noun: Token, parsed: Parsed, here: list[Mention]) -> Holder | None:
    owner = next((c for c in noun.children if c.dep_ in {"nmod:poss", "amod", "compound"}), None)
    if owner is None:
        return None
    found = within(here, parsed.start(owner), parsed.end(owner))
    return Holder(found[0].name or found[0].text, found[0].actor) if found else None


def _governor(noun: Token, parsed: Parsed, here: list[Mention]) -> Holder | None:
    """Return the subject of the verb that announces a plan, also over "went on to declare"."""
    for verb in noun.ancestors:
        subject = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
        if subject is not None and subject != noun:
            return named_by(subject, parsed, here)
    return None


def _codes(content: Token, parsed: Parsed, here: list[Mention]) -> tuple[str, ...]:
    last = content.right_edge
    if last.i + 1 < len(parsed.doc) and last.nbor(1).text == ":":
        last = parsed.doc[-1]  # "both plan an invasion: X of A, Y of B"
    span = parsed.between(content.left_edge, last)
    return codes_of(within(here, span.start, span.end))


def _draft(
    kind: AttitudeKind,
    cue: Token,
    content: Token,
    codes: tuple[str, ...],
    holder: Holder | None,
    parsed: Parsed,
) -> Draft:
    span = (
        parsed.between(cue, content.right_edge)
        if content.right_edge.i > cue.i
        else parsed.between(content, cue)
    )
    if (no := next((c for c in cue.lefts if c.lower_ == "no"), None)) is not None:
        span = Span(min(span.start, parsed.start(no)), span.end)  # "no doubt that", whole
    negated = any(c.lower_ in {"not", "n't", "n’t", "never"} for c in [*cue.children, *content.children])
    return Draft(kind, label_of(content), codes, holder, negated, span.start, span.end)


def label_of(content: Token) -> str:
    """Return a content in short: its verb and what the verb acts on, as lemmas ("plan invasion")."""
    thing = next(
        (c for c in content.children if c.dep_ in {"obj", "nsubj:pass", "xcomp"} and c.i > content.i), None
    )
    if thing is not None and content.lemma_.lower() in _LIGHT:
        return label_of(thing)  # "was meant to deal a blow": the deed, not the intent
    words = [content.lemma_.lower()]
    if thing is not None and thing.pos_ in {"NOUN", "VERB", "PROPN"}:
        words.append(thing.lemma_.lower())
    return " ".join(words)
