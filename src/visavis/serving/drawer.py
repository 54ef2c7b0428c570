"""The drawer: why one thing that was read from an article is what it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from visavis.coding.events.codebook import codebook
from visavis.errors import InputError
from visavis.records import Agreement, Claim, Event, Figure, Frozen, Record, Statement, Time
from visavis.showing import explain as why
from visavis.showing.entry import slots
from visavis.showing.explain import Explanation, Resolved
from visavis.showing.explained import became, confidence, resolved_words
from visavis.showing.phrases import act_words
from visavis.showing.wording import (
    AUX_WORDS,
    actor_name,
    actor_names,
    date_words,
    kind_words,
    party_names,
    plain,
    short,
    speaker_words,
)

Facts = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Piece:
    """A piece of a sentence, with what it is in the event (empty: nothing)."""

    text: str
    part: str


@dataclass(frozen=True)
class Drawer:
    """Why one thing is what it is.

    Attributes:
        kind: event, statement, figure, agreement, claim or time.
        words: what it is, in a line.
        sentence: the sentence it was read from, in pieces.
        facts: names and values, in order.
        parties: for an event, who is meant by which words and how that is known.
        others: who else is named in the sentence.
        types: for an event, types and modes of the codebook with their definitions.
        rule: for an event, the file and frame that fired, with its triggers.
        frame: what the frame asks for.
        data: the explanation or the record itself.
    """

    kind: str
    words: str
    sentence: Sequence[Piece]
    facts: Facts
    data: Frozen
    parties: Facts = ()
    others: Facts = ()
    types: Facts = ()
    rule: Facts = ()
    frame: Facts = ()


def drawer(record: Record, name: str) -> Drawer:
    """Return the drawer of one thing.

    Args:
        record: the article.
        name: its layer's letter and its number, as ``e0`` for the first event; see ``showing.spans``.

    Raises:
        InputError: there is no such thing in the article.
    """
    kinds: Mapping[str, tuple[Sequence[Any], Callable[[Record, Any], Drawer]]] = {
        "e": (record.events, _event),
        "s": (record.statements, _statement),
        "f": (record.figures, _figure),
        "g": (record.agreements, _agreement),
        "c": (record.claims, _claim),
        "t": (record.times, _time),
    }
    items, make = kinds.get(name[:1], ((), _event))
    if not name[1:].isdigit() or not name.isascii() or int(name[1:]) >= len(items):
        raise InputError("there is no such thing in this article", name)
    return make(record, items[int(name[1:])])


# ---------------------------------------------------------------- an event


def _event(record: Record, event: Event) -> Drawer:
    told = why.explain(record, event, codebook(None))
    who = party_names(event.actors) or "actor not told"
    who += f" → {party_names(event.recipients)}" if event.recipients else ""
    rule = told.rule
    frame = rule.frame.id if rule.frame else event.rule.partition("#")[2]
    return Drawer(
        "event",
        f"{kind_words(event)}: {who}",
        _pieces(told),
        _rest(told),
        told,
        parties=[_party(p) for p in told.parties],
        others=[_party(p) for p in told.others],
        types=_types(told),
        rule=[("file", rule.file), ("frame", frame), ("trigger", " | ".join(rule.triggers))],
        frame=slots(rule.frame) if rule.frame else (),
    )


def _pieces(told: Explanation) -> list[Piece]:
    """Return the sentence cut at what it holds of the event."""
    start, end = told.event.sentence.start, told.event.sentence.end
    out, at = [], start
    for mark in told.marks:
        if start <= mark.start and mark.end <= end:
            out += [Piece(told.sentence[at - start : mark.start - start], ""), Piece(mark.text, mark.part)]
            at = mark.end
    return [piece for piece in (*out, Piece(told.sentence[at - start :], "")) if piece.text]


def _party(one: Resolved) -> tuple[str, str]:
    part = f"{one.part}: " if one.part else ""
    return f"{part}“{short(one.words)}”", resolved_words(one)


def _types(told: Explanation) -> Facts:
    event, rule = told.event, told.rule
    found = [(event.type, told.definition)]
    if event.mode and rule.mode_definition:
        found.append((f"{event.type}:{event.mode}", rule.mode_definition))
    if rule.type != event.type:
        found.append(
            (rule.type, f"{rule.definition} Its words tell {rule.type}; {became(event)} it is {event.type}.")
        )
    return found


def _rest(told: Explanation) -> Facts:
    event = told.event
    day = date_words(event.date)
    facts = [("date", f"{day}, to the {event.date.precision}" if event.date.start else day)]
    facts.append(("dated by", plain(event.date.basis)))
    if event.place:
        country = f" ({actor_name(event.place.country)})" if event.place.country else ""
        facts.append(("place", plain(event.place.text) + country))
    facts.append(("who says so", _voice(told)))
    facts += [("marked", f"{AUX_WORDS[aux]}: {reason}") for aux, reason in told.aux.items()]
    if not told.aux:
        facts.append(("marked", "as a plain event: told as done"))
    if event.contexts:
        facts.append(("contexts", ", ".join(event.contexts).replace("_", " ")))
    score = "none" if event.score is None else f"{event.score:+g}".replace("-", "−")
    facts.append(("score", f"{score} on PLOVER's scale from −10 to +10"))
    return [*facts, ("confidence", confidence(told)), ("id", event.id)]


def _voice(told: Explanation) -> str:
    if told.event.voice.kind == "outlet":
        return "the outlet"
    who = actor_names([told.event.voice.actor]) if told.event.voice.actor else "a source"
    if told.said_by is None:
        return f"{who}, under a verb that reports what it thinks or says"
    return f"{speaker_words(told.said_by)}, in: “{short(told.said_by.text, 300)}”"


# ---------------------------------------------------------------- the other layers


def _around(record: Record, start: int, end: int, first: int, last: int, part: str) -> list[Piece]:
    """Return a sentence with the words that matter marked; they may lead out of it."""
    first, last = max(min(first, start), start - 600), min(max(last, end), end + 600)
    text = record.text
    pieces = [
        Piece(text[first:start], ""),
        Piece(text[start : min(end, start + 2000)], part),
        Piece(text[end:last], ""),
    ]
    return [piece for piece in pieces if piece.text]


def _of(record: Record, one: Statement | Figure | Agreement | Claim, part: str) -> list[Piece]:
    return _around(record, one.start, one.end, one.sentence.start, one.sentence.end, part)


def _known(*facts: tuple[str, str | None]) -> Facts:
    return [(name, plain(value)) for name, value in facts if value]


def _statement(record: Record, s: Statement) -> Drawer:
    negated = "negation" in s.aux
    facts = _known(
        ("who speaks", speaker_words(s)),
        ("what they do", act_words(s.act, negated=negated)),
        ("told by the words", f"“{s.cue.text}”" if s.cue else "the quotation marks alone"),
        ("to", short(s.addressee.name or s.addressee.text) if s.addressee else None),
        ("by way of", " ← ".join(short(v.name or v.text) for v in s.via)),
        ("about", actor_names(s.about)),
        ("without naming whom", ", ".join(f"“{short(w.text)}”" for w in s.unnamed)),
        ("marked", ", ".join(AUX_WORDS[aux] for aux in s.aux)),
        ("id", s.id),
    )
    kind = {"direct": "quoted", "indirect": "reported", "mixed": "partly quoted"}[s.kind]
    return Drawer("statement", f"{kind}: {speaker_words(s)}", _of(record, s, "trigger"), facts, s)


def _figure(record: Record, f: Figure) -> Drawer:
    period = f"{f.period.start} to {f.period.end}" if f.period else None
    facts = _known(
        ("value", f"{f.value:,.10g}"),
        ("unit", f.unit),
        ("bound", f.bound),
        ("given as", "approximate" if f.approximate else "it stands"),
        ("of what", f.what),
        ("about", actor_names(f.subject)),
        ("period", period),
    )
    return Drawer(
        "figure", f"{f.bound} {f.value:,.10g} {f.unit or ''}".strip(), _of(record, f, "trigger"), facts, f
    )


def _agreement(record: Record, a: Agreement) -> Drawer:
    binds = [f"{'said to bind' if o.holds else 'said not to bind'} to {o.kind}" for o in a.obligations]
    facts = _known(
        ("kind", a.kind),
        ("parties", actor_names(a.parties)),
        ("what was done", a.action),
        ("when", date_words(a.date)),
        ("dated by", a.date.basis),
        ("obligations", "; ".join(binds)),
        ("in the registry", a.standing),
        ("differs from the registry", "; ".join(a.differences)),
        ("marked", ", ".join(AUX_WORDS[aux] for aux in a.aux)),
    )
    return Drawer("agreement", short(a.name), _of(record, a, "trigger"), facts, a)


def _claim(record: Record, c: Claim) -> Drawer:
    facts = _known(
        ("kind", c.kind),
        ("label", f"not: {c.label}" if c.negated else c.label),
        ("about", actor_names(c.about)),
        ("holder", c.holder),
        ("when", date_words(c.date)),
        ("in the statement", c.statement),
    )
    return Drawer("claim", f"{c.kind}: {short(c.label)}", _of(record, c, "trigger"), facts, c)


def _time(record: Record, t: Time) -> Drawer:
    span = f"{t.interval.start} to {t.interval.end}" if t.interval else "not resolved"
    facts = _known(
        ("kind", t.kind),
        ("resolved to", span),
        ("precise to the", t.interval.precision if t.interval else None),
        ("because", t.basis),
    )
    around = next(
        ((s.start, s.end) for s in record.sentences if s.start <= t.start < s.end), (t.start, t.end)
    )
    return Drawer("time", f"“{short(t.text)}”", _around(record, t.start, t.end, *around, "trigger"), facts, t)
