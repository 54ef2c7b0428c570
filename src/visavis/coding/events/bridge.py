"""Whom a verbal act is about when its object only points back: "rejected the accusation", "hailed the deal".

The noun stands for an event told before (bridging, Clark 1975): whoever took part in that event is whom the
act concerns. The nouns of each type of event are data (``modality.toml``, ``bridges``).
"""

from __future__ import annotations

from collections.abc import Sequence

from visavis.coding.events import arguments as args
from visavis.coding.events.codebook import AuxRules
from visavis.coding.events.match import Match
from visavis.coding.events.parties import codes, parties
from visavis.coding.events.sentence import Sentence
from visavis.records import Event, Party

_VERBAL = frozenset({"SUPPORT", "REJECT", "ACCUSE"})
_JOINT = {"AGREE": frozenset({"AGREE", "SUPPORT", "COOPERATE"}), "CONSULT": frozenset({"CONSULT"})}
_POINTING = frozenset({"the", "this", "that", "these", "those"})
_BACK = 40  # events
_MOVES = frozenset(
    {"move", "step", "measure", "decision", "action", "act", "order", "statement", "remark", "announcement"}
)
_SPOKEN = frozenset({"act", "statement", "remark", "announcement"})
_WORDS = frozenset({"ACCUSE", "REQUEST"})
_CLOSE = 4  # events
_GAP = 2  # letters between one sentence and the next


def meant_by_object(s: Sentence, m: Match, actors: Sequence[Party]) -> list[Party]:
    """Return who took part in the event that a trigger's object points back to; none if it names its own.

    Args:
        s: the sentence; ``s.earlier`` are the events of those before it.
        m: the trigger.
        actors: who acts, and so is not meant.
    """
    if m.pattern.type not in _VERBAL or m.pattern.kind != "verb" or not (s.earlier or s.before):
        return []
    types = _types(s.book.aux)
    for noun in args.objects(s, m.at):
        kind = types.get(s.lemma(noun)) or types.get(s.low[noun])
        points = any(s.low[k] in _POINTING for k in s.kids[noun] if k < noun)
        if not points or any(s.mentions[k] for k in s.subtree(noun)):
            continue
        if s.lemma(noun) in _MOVES:
            return _moved(s, noun, codes(actors))
        if kind is None:
            continue
        return _parties(s, noun, kind, codes(actors), answers=m.pattern.type == "REJECT")
    return []


def _moved(s: Sentence, noun: int, own: set[str]) -> list[Party]:
    """Return whose move "the step" is: who last did something to the one who judges it, else who just acted.

    "Mali closed the border. Niger called the step unfair": the subject of the sentence before, if it alone
    is a state.
    """
    for event in reversed(s.earlier[-_CLOSE:]):
        acting = {p.code: p for p in event.actors if p.code and p.code not in own}
        if acting and "negation" not in event.aux and own & codes(event.recipients):
            return [_as_told(s, noun, p) for p in acting.values()]
    if s.before is None or s.span.start - s.before.span.end > _GAP:
        return []
    spoken = {e.type for e in s.earlier[-_CLOSE:] if e.sentence == s.before.span}
    if spoken and spoken <= _WORDS and s.lemma(noun) not in _SPOKEN:
        return []  # who only blamed or asked took no decision
    verb = next((i for i, head in enumerate(s.before.head) if head == i), None)
    told = parties(s.before, args.subjects(s.before, verb)) if verb is not None else []
    others = {p.code: p for p in told if p.code and p.code not in own}
    return [_as_told(s, noun, p) for p in others.values()] if len(others) == len(codes(told)) == 1 else []


def _parties(s: Sentence, noun: int, kind: str, own: set[str], *, answers: bool) -> list[Party]:
    """Return the parties of the last event of a type: all of what is done together, else who did it.

    Only those who were accused or asked themselves can answer with a rejection.
    """
    for event in reversed(s.earlier[-_BACK:]):
        facing = codes(event.recipients)
        if kind in _JOINT:
            fits = event.type in _JOINT[kind] and not facing and len(codes(event.actors)) > 1
        else:
            fits = event.type == kind and not (answers and facing and own.isdisjoint(facing))
        if fits and "negation" not in event.aux:
            found = {p.code: p for p in event.actors if p.code and p.code not in own}
            return [_as_told(s, noun, p) for p in found.values()]
    return []


def _as_told(s: Sentence, noun: int, party: Party) -> Party:
    """Return a party of an earlier event with the words that point at it here."""
    first = min(k for k in (noun, *s.kids[noun]) if k <= noun)
    words = s.parsed.doc[first : noun + 1].text
    return Party(party.code, words, s.start[first], s.end[noun], party.sector, party.name)


def told_before(words: str, code: str, before: Sequence[Event], rules: AuxRules) -> Event | None:
    """Return the event that a party's words point back to, None if they do not.

    Args:
        words: the party's words ("the allegations").
        code: whom they stand for.
        before: the events of the sentences before, in text order.
        rules: the nouns.
    """
    first, _, rest = words.lower().partition(" ")
    noun, types = rest.rpartition(" ")[2], _types(rules)
    kind = types.get(noun) or types.get(noun.removesuffix("s"))
    if first not in _POINTING or kind is None:
        return None
    fitting = [e for e in before if e.type in _JOINT.get(kind, {kind}) and code in codes(e.actors)]
    return fitting[-1] if fitting else None


def _types(rules: AuxRules) -> dict[str, str]:
    """Return the type of event that each noun points back to."""
    return {noun: kind for kind, nouns in rules.bridges.items() for noun in nouns}
