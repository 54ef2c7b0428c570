"""Indirect speech under cue verbs: who says what under which verb, over the parse of one sentence."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from visavis.coding.statements.cues import Cues
from visavis.coding.statements.drafts import Draft, Source, source_of
from visavis.coding.statements.frames import FINDERS, relayed, saying_of
from visavis.coding.statements.knowledge import Group, noun_frames, verb_frames, words
from visavis.coding.statements.subjects import left_neighbour, subject
from visavis.coding.statements.trees import (
    cue_lemma,
    is_passive,
    is_verb,
    own_subject,
    trimmed,
)
from visavis.reading.syntax import Parsed
from visavis.reading.tokens import Token
from visavis.records import Span

_MODAL = {
    **dict.fromkeys(("will", "shall", "'ll", "’ll"), "future"),
    **dict.fromkeys(("would", "could", "might", "may", "should"), "hypothetical"),
}
_NARROW = frozenset({"infinitive", "object", "gerund", "prep", "bid", "for", "of", "quoted"})
_CONTRAST = frozenset(
    {"despite", "although", "though", "while", "whereas", "amid", "but", "which", "who", "where"}
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OF_IT = frozenset({"say", "deny", "intend", "accuse", "demand", "judge", "believe", "know"})
PAST = frozenset({"VBD", "VBN"})
_NEGATIONS = frozenset({"not", "never", "n't", "n’t", "nor", "neither"})


def find_verbs(parsed: Parsed, index: int, cues: Cues) -> Iterator[Draft]:
    """Yield the attributions that cue verbs of one sentence make.

    Args:
        parsed: the sentence.
        index: its index in the reading.
        cues: its words that may attribute.
    """
    for token in cues.verbs:
        lemma = cue_lemma(token)
        if (
            lemma is None
            or not (is_verb(token) or _acts_as_verb(token))
            or token.dep_ in {"amod", "compound"}
        ):
            continue
        relays = [v for v in cues.relays if v.i < token.i and v.is_ancestor(token)]
        if any(saying_of(verb) == token for verb in relays):
            continue  # "quoted X as saying" is one attribution
        yield from _under(parsed, index, token, lemma)


def _acts_as_verb(token: Token) -> bool:
    """Whether a word that the tagger took for a noun has the dependents of a verb."""
    top = token.dep_ in {"ROOT", "conj", "parataxis", "acl:relcl", "xcomp", "ccomp"}
    return top and any(c.dep_ in {"ccomp", "xcomp", "aux", "nsubj", "obj"} for c in token.children)


@functools.cache
def _frames(lemma: str) -> tuple[tuple[str, Group, frozenset[str]], ...]:
    """Return the frames of a cue verb in the order in which they are tried, each with what it may ask for."""
    frames = verb_frames()[lemma]
    preps = frozenset(f.split(":")[1] for f in frames if f.startswith("prep:"))
    groups = {
        name: next((g for f, g in frames.items() if f == name or f.startswith(f"{name}:")), None)
        for name in FINDERS
    }
    return tuple(
        (name, group, preps if name == "prep" else frozenset(frames))
        for name, group in groups.items()
        if group is not None
    )


def _under(parsed: Parsed, index: int, verb: Token, lemma: str) -> Iterator[Draft]:
    for name, group, asked in _frames(lemma):
        if group.particle and not any(
            c.lower_ == group.particle and c.i == verb.i + 1 for c in verb.children
        ):
            continue
        found = FINDERS[name](verb, asked)
        if found is None:
            continue
        tokens, addressee = found
        draft = _draft(parsed, index, verb, group, name, tokens, addressee)
        if draft is not None:
            yield draft
            return


def _draft(
    parsed: Parsed, index: int, verb: Token, group: Group, frame: str, tokens: list[Token], to: Token | None
) -> Draft | None:
    tokens = trimmed(_without_contrast(tokens, frame) if frame in _NARROW else tokens)
    while len(tokens) > 1 and (
        tokens[0].dep_ == "cc" or (tokens[0].lower_ == "that" and tokens[0].dep_ == "mark")
    ):
        tokens = tokens[1:]
    if [t.lower_ for t in tokens[:3]] == ["not", "to", "be"]:
        return None  # "asked not to be named": how the source was dealt with, nothing it said
    if not tokens or (group.cue_nouns and not _names_speech(tokens)):
        return None
    via: tuple[Source, ...] = ()
    who: Token | None
    if frame == "passive":
        who = None
    elif frame == "relay":
        who, channel = relayed(verb)
        via = tuple(s for s in (source_of(parsed, channel),) if s is not None)
    else:
        who = (
            None if _is_asked(verb) else subject(verb) or (None if is_passive(verb) else left_neighbour(verb))
        )
        accused = frame == "of" and is_passive(verb) and verb.tag_ == "VBN"
        if who is None and ((_is_asked(verb) and group.act == "ask") or accused):
            pass
        elif who is None or not can_speak(who, group, frame):
            return None
    if who is not None and (who.lower_ == "who" or (frame not in {"aside", "as"} and who in tokens)):
        return None
    source = source_of(parsed, who, (saying_of(verb) if frame == "relay" else None) or verb)
    start = parsed.start(tokens[0])
    if source is not None and source.span.start < start < source.span.end and frame != "aside":
        source = replace(source, span=Span(source.span.start, parsed.end(parsed.doc[tokens[0].i - 1])))
    return Draft(
        sentence=index,
        content=parsed.between(tokens[0], tokens[-1]),
        cue=_cue(parsed, verb, frame),
        source=source,
        act=group.act,
        frame=frame,
        addressee=source_of(parsed, to),
        aux=aux_of(verb),
        via=via,
        strong=frame != "quoted",
    )


def _is_asked(verb: Token) -> bool:
    """Whether a participle says that somebody was asked: "asked whether S, X said"."""
    bare = own_subject(verb) is None and not any(c.dep_.startswith("aux") for c in verb.children)
    when = verb.i > 0 and verb.doc[verb.i - 1].lower_ in {"when", "if"} and verb.tag_ in PAST
    return bare and (
        when or (verb.tag_ == "VBN" and verb.dep_ == "advcl") or (verb.i == 0 and verb.tag_ in PAST)
    )


def _without_contrast(tokens: list[Token], frame: str) -> list[Token]:
    """Cut a phrase before ", despite ...", ", although ...": that is the writer's."""
    for here, following in pairwise(tokens):
        if here.text != ",":
            continue
        contrast = following.lower_ in _CONTRAST and frame != "quoted"
        if not contrast and not _starts_aside(following):
            continue
        closing = next((t for t in tokens if t.i > following.i and t.text == ","), None)
        if closing is None or closing == tokens[-1] or closing.nbor().tag_ not in _FINITE:
            return [t for t in tokens if t.i < here.i]  # no ", which S," in the middle
    return tokens


def _names_speech(tokens: list[Token]) -> bool:
    """Whether the head noun of a phrase is a cue noun ("raised concerns about the base")."""
    first = next((t for t in tokens if t.tag_ in {"IN", "TO", "WDT"} and t != tokens[0]), None)
    phrase = [t for t in tokens if first is None or t.i < first.i]
    return any(t.lower_ in noun_frames() for t in phrase[-1:])


def _starts_aside(token: Token) -> bool:
    """Whether ", calling it N" starts an attribution of its own."""
    frames = verb_frames().get(cue_lemma(token) or "", {})
    return token.tag_ == "VBG" and any(g.act not in {"know", "intend", "believe"} for g in frames.values())


def _cue(parsed: Parsed, verb: Token, frame: str) -> Span:
    if frame == "relay" and (saying := saying_of(verb)) is not None:
        return parsed.between(saying, saying)
    return parsed.between(verb, verb)


def can_speak(who: Token, group: Group, frame: str) -> bool:
    """Whether a subject can be a source for the verbs of a group."""
    if who.lower_ == "it":
        return group.act in _OF_IT and not (group.sourced and group.act == "say")
    if who.lower_ in words().never_sources:
        return False
    if not group.sourced:
        return True
    lemma = who.lemma_.lower()
    person = who.pos_ == "PROPN" or who.tag_.startswith("NNP") or who.lower_ in words().speaking_pronouns
    singular = who.lower_.removesuffix("s")
    return person or not words().source_nouns.isdisjoint({lemma, who.lower_, singular})


def aux_of(verb: Token) -> tuple[str, ...]:
    """Return the modality of a cue: "negation", "future", "hypothetical"."""
    found = set()
    for child in verb.children:
        if child.lower_ in _NEGATIONS and child.i < verb.i:
            found.add("negation")
        if child.dep_ in {"aux", "aux:pass"} and child.lower_ in _MODAL:
            found.add(_MODAL[child.lower_])
        if child.dep_ == "mark" and child.lower_ in {"if", "unless"} and child.i < verb.i:
            found.add("hypothetical")
    return tuple(sorted(found))
