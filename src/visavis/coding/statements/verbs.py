"""Indirect speech under cue verbs: who says what under which verb, over the parse of one sentence."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from visavis.coding.statements.clauses import ends_content
from visavis.coding.statements.cues import Cues
from visavis.coding.statements.drafts import Draft, Source, source_of
from visavis.coding.statements.frames import FINDERS, relayed, saying_of
from visavis.coding.statements.knowledge import Group, idioms, noun_frames, verb_frames, words
from visavis.coding.statements.subjects import left_neighbour, subject
from visavis.coding.statements.trees import (
    ancestors,
    children,
    cue_lemma,
    is_passive,
    is_verb,
    own_subject,
    subtree,
    trimmed,
)
from visavis.reading.syntax import Parsed
from visavis.reading.tokens import Token
from visavis.records import Span

_MODAL = {
    **dict.fromkeys(("will", "shall", "'ll", "’ll"), "future"),
    **dict.fromkeys(("would", "could", "might", "may", "should"), "hypothetical"),
}
_NARROW = frozenset(
    {"infinitive", "object", "gerund", "prep", "bid", "for", "of", "quoted", "idiom"}
    | {"at", "on", "to", "with", "as", "like", "done", "deadline"}
)
_CONTRAST = frozenset(
    {"despite", "although", "though", "while", "whereas", "amid", "but", "which", "who", "where"}
)
_REPORTING = frozenset({"though", "although", "while", "but", "whereas"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OF_IT = frozenset({"say", "deny", "intend", "accuse", "demand", "judge", "believe", "know"})
PAST = frozenset({"VBD", "VBN"})
_THREE = 3
_REACH = 12  # tokens from a verb to the telling word of its idiom
_DECLINED = frozenset({"decline", "refuse"})
_INNER = frozenset(
    {"say", "confirm", "deny", "reveal", "disclose", "discuss", "specify", "tell", "elaborate", "comment"}
)
_WHEN = frozenset({"after", "as", "when", "before", "because", "since"})
_SPAN = frozenset(
    {"day", "days", "hour", "hours", "week", "weeks", "month", "months", "a", "just", "shortly", "soon"}
)
_SAID = frozenset({"say", "report"})
_ABSTRACT = ("bility", "ness", "ism", "iveness")
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
            if (joined := _joined(parsed, index, token)) is not None:
                yield joined
            continue
        relays = [v for v in cues.relays if v.i < token.i and v.is_ancestor(token)]
        if any(saying_of(verb) == token for verb in relays):
            continue  # "quoted X as saying" is one attribution
        yield from _under(parsed, index, token, lemma)


def _joined(parsed: Parsed, index: int, token: Token) -> Draft | None:
    """'They held talks and welcomed progress', where the parser made "welcomed" a word of the noun's."""
    doc, noun = token.doc, token.head
    group = verb_frames()[cue_lemma(token) or ""].get("object")
    plain = group is not None and not (group.cue_nouns or group.particle or group.things)
    if group is None or not plain or token.tag_ != "VBN" or token.dep_ != "amod" or token.i < _THREE:
        return None
    if doc[token.i - 1].lower_ not in {"and", "but"} or doc[token.i - 2].tag_[:2] != "NN":
        return None
    verb = next((a for a in (noun, *ancestors(noun)) if is_verb(a)), None)
    who = subject(verb) if verb is not None else None
    if who is None or who.i > token.i or not can_speak(who, group, "object"):
        return None
    content = trimmed([t for t in subtree(noun) if t.i > token.i])
    if not content:
        return None
    cue, source = parsed.between(token, token), source_of(parsed, who, token)
    return Draft(index, parsed.between(content[0], content[-1]), cue, source, group.act, "object")


def _acts_as_verb(token: Token) -> bool:
    """Whether a word that the tagger took for a noun has the dependents of a verb."""
    top = token.dep_ in {"ROOT", "conj", "parataxis", "acl:relcl", "xcomp", "ccomp"}
    past = token.lower_ != cue_lemma(token) and not token.lower_.endswith("s")
    if top and past and any(c.dep_ == "acl" and c.i == token.i + 2 for c in token.children):
        return True  # "The rebels swore to fight on"
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
        if group is not None and name != "idiom"
    )


def _idioms_at(verb: Token, lemma: str) -> list[tuple[str, Group, frozenset[str]]]:
    """Return the frames of a verb's idioms whose telling words stand behind it."""
    known = idioms().get(lemma)
    if known is None:
        return []
    behind = [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + _REACH] if t.lower_ in known]
    return [("idiom", group, frozenset({frame})) for word in behind for frame, group in known[word]]


def _under(parsed: Parsed, index: int, verb: Token, lemma: str) -> Iterator[Draft]:
    for name, group, asked in (*_idioms_at(verb, lemma), *_frames(lemma)):
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
    tokens = _fitted(verb, frame, tokens)
    if not tokens or not _fits(verb, group, tokens):
        return None
    who: Token | None = None
    via: tuple[Source, ...] = ()
    if frame == "relay":
        who, channel = relayed(verb)
        via = tuple(s for s in (source_of(parsed, channel),) if s is not None)
    elif frame != "passive":
        who = (
            None if _is_asked(verb) else subject(verb) or (None if is_passive(verb) else left_neighbour(verb))
        )
        if who is None and not _needs_nobody(verb, group, frame):
            return None
        if who is not None and not can_speak(who, group, frame):
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


def _fitted(verb: Token, frame: str, tokens: list[Token]) -> list[Token]:
    """Return a content without what its writer adds to it, and without the word that opens it."""
    tokens = trimmed(_without_contrast(tokens, frame) if frame in _NARROW else before_report(tokens))
    tokens = trimmed(_before_its_time(tokens, verb)) if frame == "infinitive" and tokens else tokens
    while len(tokens) > 1 and (
        tokens[0].dep_ == "cc" or (tokens[0].lower_ == "that" and tokens[0].dep_ == "mark")
    ):
        tokens = tokens[1:]
    return tokens


def _fits(verb: Token, group: Group, tokens: list[Token]) -> bool:
    """Whether a content is one that the verbs of a group ask for."""
    if [t.lower_ for t in tokens[:3]] == ["not", "to", "be"]:
        return False  # "asked not to be named": how the source was dealt with, nothing it said
    if _only_withholds(verb, tokens) or (group.cue_nouns and not _names_speech(tokens)):
        return False
    return not group.things or _names_thing(tokens, words().things[group.things])


def _needs_nobody(verb: Token, group: Group, frame: str) -> bool:
    """Whether nobody need say it: "asked whether S", "accused of N", "Villagers were told that S"."""
    asked = _is_asked(verb) and group.act == "ask"
    accused = frame == "of" and is_passive(verb) and verb.tag_ == "VBN"
    told = frame == "clause" and is_passive(verb) and "addressed" in verb_frames()[cue_lemma(verb) or ""]
    return asked or accused or told


def _only_withholds(verb: Token, tokens: list[Token]) -> bool:
    """Whether "declined to comment", "refused to say whether S": what is withheld is under the inner verb."""
    inner = tokens[1] if len(tokens) > 1 and tokens[0].lower_ == "to" else None
    if inner is None or cue_lemma(verb) not in _DECLINED:
        return inner is not None and inner.lower_ == "comment" and len(tokens) < _THREE
    return cue_lemma(inner) in _INNER


def _is_asked(verb: Token) -> bool:
    """Whether a participle says that somebody was asked: "asked whether S, X said"."""
    bare = own_subject(verb) is None and not any(c.dep_.startswith("aux") for c in verb.children)
    if children(verb, "obj") and verb.i:
        return False  # "X vowed to fight, accused Y of treason and ..."
    when = verb.i > 0 and verb.doc[verb.i - 1].lower_ in {"when", "if"} and verb.tag_ in PAST
    return bare and (
        when or (verb.tag_ == "VBN" and verb.dep_ == "advcl") or (verb.i == 0 and verb.tag_ in PAST)
    )


def before_report(tokens: list[Token]) -> list[Token]:
    """Cut a clause before ", though X says S": the next report is its writer's."""
    for here, following in pairwise(tokens):
        if here.text != "," or following.lower_ not in _REPORTING:
            continue
        clause = following.head
        who = own_subject(clause)
        apart = clause.dep_ in {"advcl", "conj"} and who is not None and who.i > following.i
        if apart and cue_lemma(clause) is not None and children(clause, "ccomp"):
            return [t for t in tokens if t.i < here.i]
    return tokens


def _without_contrast(tokens: list[Token], frame: str) -> list[Token]:
    """Cut a phrase before ";", ", despite ...", ", a charge that ...": that is the writer's."""
    stop = next((t.i for t in tokens if ends_content(t)), None)
    tokens = tokens if stop is None or frame == "quoted" else [t for t in tokens if t.i < stop]
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


def _before_its_time(tokens: list[Token], verb: Token) -> list[Token]:
    """Cut "agreed to V" before "after S", S in the past: when it was agreed, not what."""
    if verb.tag_ not in PAST or tokens[0].lower_ != "to":
        return tokens
    for token in tokens[2:]:
        clause = token.head if token.lower_ in _WHEN and token.dep_ in {"mark", "advmod"} else None
        inside = clause is not None and clause in tokens
        if inside and clause is not None and clause.tag_ == "VBD" and own_subject(clause) is not None:
            before = token.i - 1
            while verb.doc[before].lower_ in _SPAN or verb.doc[before].tag_ == "CD":  # "two days after"
                before -= 1
            return [t for t in tokens if t.i <= before]
    return tokens


def _names_speech(tokens: list[Token]) -> bool:
    """Whether the head noun of a phrase is a cue noun ("raised concerns about the base")."""
    first = next((t for t in tokens if t.tag_ in {"IN", "TO", "WDT"} and t != tokens[0]), None)
    phrase = [t for t in tokens if first is None or t.i < first.i]
    return any(t.lower_ in noun_frames() for t in phrase[-1:])


def _names_thing(tokens: list[Token], things: frozenset[str]) -> bool:
    """Whether the head noun of a phrase is one of some things ("backs the plan for the port")."""
    first = next((t for t in tokens[1:] if t.tag_ in {"IN", "TO", "WDT", ","}), None)
    last = [t for t in tokens if first is None or t.i < first.i][-1]
    return not things.isdisjoint({last.lower_, last.lower_.removesuffix("s"), last.lemma_.lower()})


def _starts_aside(token: Token) -> bool:
    """Whether ", calling it N" starts an attribution of its own."""
    frames = verb_frames().get(cue_lemma(token) or "", {})
    return token.tag_ == "VBG" and any(g.act not in {"know", "intend", "believe"} for g in frames.values())


def _cue(parsed: Parsed, verb: Token, frame: str) -> Span:
    if frame == "relay" and (saying := saying_of(verb)) is not None:
        return parsed.between(saying, saying)
    return parsed.between(verb, verb)


def _is_mute(who: Token) -> bool:
    """Whether a noun is a thing that wants and fears nothing ("the crisis threatens to spread")."""
    if who.tag_ not in {"NN", "NNS"}:
        return False
    word = who.lower_
    singular = word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")
    if not words().mute.isdisjoint({word, singular}):
        return True
    return singular.endswith(_ABSTRACT) and words().source_nouns.isdisjoint({word, singular})


def can_speak(who: Token, group: Group, frame: str) -> bool:
    """Whether a subject can be a source for the verbs of a group."""
    if who.lower_ == "it":
        return group.act in _OF_IT and not (group.sourced and group.act == "say")
    if who.lower_ in words().never_sources:
        return False
    if not group.sourced:
        return group.act in _SAID or not _is_mute(who)
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
    if verb.dep_ == "xcomp" and cue_lemma(verb.head) in _DECLINED:
        found.add("negation")  # "declined to say whether"
    return tuple(sorted(found))
