"""Attributions without a cue verb: nouns ("the claim that"), hearsay adverbs, and those of ``phrases``."""

from __future__ import annotations

from collections.abc import Iterator

from visavis.coding.statements.cues import Cues
from visavis.coding.statements.drafts import Draft, Source, source_of
from visavis.coding.statements.holders import holder_of, is_source
from visavis.coding.statements.knowledge import Group, light_lemmas, noun_frames, words
from visavis.coding.statements.phrases import find_phrases
from visavis.coding.statements.trees import (
    PHRASE_TAGS,
    antecedent,
    children,
    cue_lemma,
    is_verb,
    own_subject,
    subtree,
    trimmed,
)
from visavis.reading.syntax import Parsed
from visavis.reading.tokens import Token
from visavis.records import Span


def find_nominal(parsed: Parsed, index: int, cues: Cues) -> Iterator[Draft]:
    """Yield the attributions of one sentence that nouns, phrases and adverbs make.

    Args:
        parsed: the sentence.
        index: its index in the reading.
        cues: its words that may attribute.
    """
    for token in cues.nouns:
        frames = noun_frames().get(token.lower_)
        if frames is not None and not is_verb(token):
            yield from _under_noun(parsed, index, token, frames)
        if token.lower_ in words().hearsay:
            yield from _hearsay(parsed, index, token)
    yield from find_phrases(parsed, index, cues)


def _under_noun(parsed: Parsed, index: int, noun: Token, frames: dict[str, Group]) -> Iterator[Draft]:
    denied = is_denied(noun)
    if denied and not (noun.dep_ == "obj" and noun.head.lower_ in light_lemmas()):
        return
    for frame, group in frames.items():
        content = trimmed(_CONTENTS[frame](noun, group))
        if not content:
            continue
        if frame == "that" and len(content) < 6 and ends_in_cue(content):
            return  # "a claim that Moscow denies" is a relative clause
        source = source_of(parsed, holder_of(noun, group, frame))
        source = _apart(parsed, noun, source, content) if source is not None else None
        owned = group.owned or denied or frame in {"infinitive", "for"}
        if owned and source is None:
            continue
        yield Draft(
            sentence=index,
            content=parsed.between(content[0], content[-1]),
            cue=parsed.between(noun, noun),
            source=source,
            act=group.act,
            frame=f"noun-{frame}",
            aux=("negation",) if denied else (),
        )
        return


def _apart(parsed: Parsed, noun: Token, source: Source, content: list[Token]) -> Source:
    """Return a source without the content that the parser drew into it: "calls by Oslo [for a truce]"."""
    if not source.span.end > parsed.start(content[0]) > source.span.start:
        return source
    if source.span.start > parsed.start(noun) and content[0].i > noun.i + 3:
        last = parsed.doc[content[0].i - 2]
        return Source(Span(source.span.start, parsed.end(last)), source.head, parsed)
    return Source(Span(source.span.start, parsed.end(noun)), noun, parsed)


def ends_in_cue(tokens: list[Token]) -> bool:
    """Whether the last word is a finite cue verb, as in "a claim that Moscow denies"."""
    last = tokens[-1]
    return cue_lemma(last) is not None and last.tag_ != "VB" and not children(last, "aux", "aux:pass")


def is_denied(noun: Token) -> bool:
    """Whether a noun is nobody's: "there is no doubt that S" is the writer's own."""
    return any(c.lower_ == "no" for c in noun.children) or noun.doc[max(0, noun.i - 1)].lower_ == "no"


def _that(noun: Token, group: Group) -> list[Token]:
    nodes = [noun, *(c for c in noun.children if c.dep_ == "nmod")]
    for node in nodes:
        for child in children(node, "acl", "ccomp", "acl:relcl", "appos"):
            that = next((c for c in child.children if c.lower_ in {"that", "whether"} and _marks(c)), None)
            if that is not None and child.i > noun.i:
                tokens = [t for t in subtree(child) if t.i > that.i or that.lower_ == "whether"]
                return before_second_verb(tokens) if opens_clause(noun) else tokens
    verb = noun.head  # "rumours spread that S": the clause may hang on the verb
    if is_verb(verb) and noun.dep_ in {"nsubj", "obj"}:
        for child in children(verb, "ccomp", "advcl"):
            that = next((c for c in child.children if c.lower_ == "that" and c.dep_ == "mark"), None)
            light = noun.dep_ == "nsubj" or verb.lower_ in light_lemmas()
            if that is not None and child.i > max(verb.i, noun.i) and light and _follows(noun, verb, that):
                return [t for t in subtree(child) if t.i > that.i]
    return []


def _marks(that: Token) -> bool:
    """Whether a "that" opens a clause that lacks nothing, whatever the parser made of it."""
    who = own_subject(that.head) if that.dep_ in {"obl", "advmod", "obl:unmarked"} else None
    return that.dep_ == "mark" or (who is not None and who.i > that.i and not children(that, "case"))


def opens_clause(noun: Token) -> bool:
    """Whether a noun stands in the subject of its sentence: nothing finite comes before it."""
    before = noun.doc[: noun.i]
    return noun.dep_ in {"nsubj", "nsubj:pass"} or not any(
        t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in before
    )


def before_second_verb(tokens: list[Token]) -> list[Token]:
    """End the clause of a subject noun before the main verb: "the claim that [it was rigged] drew fire"."""
    seen, fresh, due = False, True, -1
    for token in tokens:
        if token.i == due + 1 and due >= 0:  # the predicate that an auxiliary or a copula waited for is over
            fresh = False
        finite = token.tag_ in {"VBD", "VBZ", "VBP", "MD"}
        bare = token.tag_ == "VBN" and not any(c.dep_.startswith("aux") for c in token.children)
        past = bare and (token.dep_ == "advcl" or (token.dep_ != "conj" and bool(children(token, "obj"))))
        if (finite or past) and seen and not fresh:
            return [t for t in tokens if t.i < token.i]
        if finite or token.tag_ in {"VB", "VBN", "VBG"}:
            group = token.dep_ in {"aux", "aux:pass", "cop"} and token.head.i > token.i
            seen, fresh, due = True, group, token.head.i if group else -1
        elif (
            token.tag_ in {"CC", "WDT", "WP", "WRB", ",", "TO"}
            or token.dep_ == "mark"
            or token.dep_ == "nsubj"
        ):
            fresh = True
    return tokens


def _follows(noun: Token, verb: Token, that: Token) -> bool:
    """Whether nothing but the noun, the verb and adverbs stand before the "that"."""
    return that.i - max(noun.right_edge.i, verb.i) <= 2


def _infinitive(noun: Token, group: Group) -> list[Token]:
    verb = noun.head
    near = [c for c in children(verb, "advcl", "xcomp") if c.left_edge.i == noun.i + 1 and noun.dep_ == "obj"]
    reporting = cue_lemma(verb) is not None or verb.lower_ in light_lemmas()
    for child in [*children(noun, "acl", "acl:relcl", "advcl"), *(near if reporting else ())]:
        if child.i > noun.i and any(c.lower_ == "to" and c.dep_ == "mark" for c in child.children):
            return subtree(child)
    return []


_GIVER = 12  # tokens from a noun to what is asked for, past who asks
_PLAIN = frozenset(
    {
        "rumor",
        "rumour",
        "report",
        "warning",
        "accusation",
        "allegation",
        "fear",
        "speculation",
        "hope",
        "charge",
    }
    | {"complaint", "account", "prediction", "forecast", "claim"}
)


def _of(noun: Token, group: Group) -> list[Token]:
    """'rumours of war': only the plurals; 'the report of N' names an author."""
    singular = noun.lower_.removesuffix("s")
    if singular not in _PLAIN or (noun.lower_ == singular and singular != "speculation"):
        return []
    for child in children(noun, "nmod", "acl"):
        case = [c for c in child.children if c.lower_ in {"of", "about"} and c.dep_ in {"case", "mark"}]
        if case and child.i > noun.i:
            if case[0].lower_ == "of" and _holds(noun, child):
                return []
            tokens = [t for t in subtree(child) if t.i > case[0].i]
            rest = noun.doc[tokens[-1].i + 1 : tokens[-1].i + 2]
            return [*tokens, *subtree(rest[0])] if len(rest) and rest[0].tag_ == "VBG" else tokens
    return _behind_giver(noun, frozenset({"of", "about"}))


def _holds(noun: Token, child: Token) -> bool:
    """Whether it is somebody's: "the hopes of the leadership", and not "rumours of leaders taking bribes"."""
    the = any(c.lower_ in {"the", "these", "those"} for c in children(noun, "det"))
    return the and is_source(child) and not children(child, "acl", "acl:relcl")


def _for(noun: Token, group: Group) -> list[Token]:
    """'Its calls for a truce': what is called for."""
    for child in children(noun, "nmod", "acl"):
        case = [c for c in child.children if c.lower_ == "for" and c.i == noun.i + 1]
        if case and child.i > noun.i:
            return [t for t in subtree(child) if t.i > case[0].i]
    return _behind_giver(noun, frozenset({"for"}))


def _behind_giver(noun: Token, cases: frozenset[str]) -> list[Token]:
    """'Calls (on Thursday) from Oslo for a truce': what stands behind who gives it."""
    doc, seen, i = noun.doc, False, noun.i + 1
    while i < len(doc) - 1 and i < noun.i + _GIVER and doc[i].tag_ in PHRASE_TAGS | {"CC"}:
        if seen and doc[i].lower_ in cases and doc[i].tag_ == "IN":
            head = doc[i].head
            return [t for t in subtree(head) if t.i > i] if head.i > i else []
        seen = seen or doc[i].lower_ in {"from", "by"}
        i += 1
    return []


def _is(noun: Token, group: Group) -> list[Token]:
    """'The question is whether S', 'his view is that S', 'its aim is to V'."""
    verb = noun.head
    clauses = [c for c in (verb, *verb.children) if c.i > noun.i]
    if noun.dep_ not in {"nsubj", "nsubj:outer", "nsubj:pass"}:
        return []
    for clause in clauses:
        marks = {"that", "whether", "to"} if group.owned else {"that", "whether"}
        mark = next((c for c in clause.children if c.lower_ in marks and c.dep_ == "mark"), None)
        if mark is None or mark.i < noun.i:
            continue
        be = noun.doc[mark.i - 1]
        if be.lower_ in {"is", "was", "are", "were", "remains", "remained", "been"}:
            return _to_next_view([t for t in subtree(clause) if t.i >= mark.i])
    return []


_CONTENTS = {"that": _that, "infinitive": _infinitive, "of": _of, "is": _is, "for": _for}


def _to_next_view(tokens: list[Token]) -> list[Token]:
    """End a content before ", and another's view is that S"."""
    for token in tokens[2:]:
        goes_on = token.dep_ in {"conj", "parataxis"} and token.head in tokens
        mine = own_subject(token) if goes_on else None
        if mine is not None and mine.lower_ in noun_frames() and mine.i > tokens[0].i:
            return [t for t in tokens if t.i < mine.left_edge.i - 1]
    return tokens


def _hearsay(parsed: Parsed, index: int, adverb: Token) -> Iterator[Draft]:
    """'They have reportedly met': hearsay that names nobody; the content is the clause."""
    clause = adverb.head
    if not is_verb(clause) and not children(clause, "cop"):
        return
    tokens = trimmed([t for t in subtree(clause) if t.i != adverb.i and (t.dep_ != "cc" or t.head != clause)])
    relative = [t for t in tokens if t.dep_ in {"nsubj", "nsubj:pass"} and antecedent(t) != t]
    if tokens and not relative:
        yield Draft(
            index,
            parsed.between(tokens[0], tokens[-1]),
            parsed.between(adverb, adverb),
            None,
            "report",
            "hearsay",
        )
