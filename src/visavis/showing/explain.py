"""Why an event is what it is: the sentence, who was meant, which entry and frame fired, what set the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from visavis.coding.events.bridge import told_before
from visavis.coding.events.codebook import Codebook, Frame
from visavis.coding.events.patterns import Pattern, lexicon
from visavis.errors import InputError
from visavis.records import Event, Frozen, Mention, Party, Record, Span, Statement, Words

Part = Literal["actor", "recipient", "trigger", "place"]
_SPLIT = re.compile(r"[^\w']+")
_MOST_TRIGGERS = 3
_SAID_OUTRIGHT = frozenset({"name", "organisation", "demonym", "capital"})


class Mark(Frozen, frozen=True):
    """A stretch of the article's text, with what it is in the event."""

    start: int
    end: int
    text: str
    part: Part


class Resolved(Frozen, frozen=True):
    """Words of the sentence that stand for an actor, and how they were resolved.

    Attributes:
        part: actor or recipient of the event; None for a mention that is neither.
        words: as the sentence has them.
        code: whom they stand for; None when unknown.
        name: the registry's name of a person, group or organisation.
        mention: the words in them that told who is meant; None when no mention did.
        via: by what those words tell it (a name, a demonym, an office, a pronoun, an event told before ...).
        role: the office, where one is named or held.
        earlier: for words that refer back, how the article named the same actor before, or the sentence of
            the event that they point back to.
    """

    part: Literal["actor", "recipient"] | None
    words: str
    code: str | None
    name: str | None
    sector: str | None
    mention: str | None
    via: str | None
    role: str | None
    earlier: str | None


class Fired(Frozen, frozen=True):
    """The entry of the codebook and the frame in it that gave the event.

    ``type`` is the entry's; an event still to come, refused or promised may have become another type.
    ``triggers`` are those of the frame that the words of the trigger fit.
    """

    file: str
    type: str
    definition: str
    mode_definition: str | None
    frame: Frame | None
    triggers: tuple[str, ...]


class Explanation(Frozen, frozen=True):
    """One event with everything that made it."""

    ref: str
    source: str
    outlet: str | None
    event: Event
    sentence: str
    marks: tuple[Mark, ...]
    parties: tuple[Resolved, ...]
    others: tuple[Resolved, ...]
    rule: Fired
    definition: str
    said_by: Statement | None
    aux: dict[str, str]


AUX_REASONS = {
    "future": "the sentence puts it in the time to come",
    "hypothetical": "the sentence only supposes it (would, might, if, fears that)",
    "negation": "the sentence denies it",
    "historical": "it lies years before the article, or in an era that is named as past",
}


def pick(records: Sequence[Record], asked: str) -> tuple[Record, Event]:
    """Return the one event whose id begins with what was asked, with its record.

    Args:
        records: where to look; of an event that stands in several the first is taken.
        asked: an event's id or the first few characters of it, in any case.

    Raises:
        InputError: no event has such an id, or several have.
    """
    seen: dict[str, tuple[Record, Event]] = {}
    for record in records:
        for event in record.events:
            if event.id.startswith(asked.strip().lower()):
                seen.setdefault(event.id, (record, event))
    if not seen:
        remedy = "Take an id from visavis read, and name the articles that it was read from"
        raise InputError("no event of these articles has an id that begins so", f"event {asked}", remedy)
    if len(seen) > 1:
        ids = ", ".join([*seen][:5]) + (", ..." if len(seen) > 5 else "")
        raise InputError(
            f"{len(seen)} events have an id that begins so", f"event {asked}", f"Give more of: {ids}"
        )
    return next(iter(seen.values()))


def explain(record: Record, event: Event, book: Codebook, directory: str | None = None) -> Explanation:
    """Put together why an event is what it is.

    Args:
        record: the article that reports it.
        event: the event.
        book: the codebook that it was coded with.
        directory: the user's codebook folder that ``book`` was read from; None for the built-in one.
    """
    sentence = record.text[event.sentence.start : event.sentence.end]
    inside = [m for m in record.mentions if event.sentence.start <= m.start < event.sentence.end]
    sides: tuple[tuple[Literal["actor", "recipient"], tuple[Party, ...]], ...] = (
        ("actor", event.actors),
        ("recipient", event.recipients),
    )
    parties: list[Resolved] = []
    used: list[Mention] = []
    for part, members in sides:
        for party in members:
            mention = _mention_of(party, record.mentions)
            used += [mention] if mention else []
            parties.append(
                _party(record, part, party, mention)
                if mention
                else _unnamed(record, part, party, event, book)
            )
    told = next((s for s in record.statements if s.id == event.voice.statement), None)
    return Explanation(
        ref=record.ref,
        source=record.source,
        outlet=record.outlet,
        event=event,
        sentence=sentence,
        marks=_marks(record.text, event),
        parties=tuple(parties),
        others=tuple(_other(record, m) for m in inside if m not in used),
        rule=_fired(event, sentence, book, directory),
        definition=book.entries[event.type].definition,
        said_by=told,
        aux={aux: AUX_REASONS[aux] for aux in event.aux},
    )


# ---------------------------------------------------------------- who


def _mention_of(party: Party, mentions: Sequence[Mention]) -> Mention | None:
    """Return the mention in a party's words that gave it its code: the longest of the same code."""
    fitting = [m for m in mentions if m.start < party.end and m.end > party.start and m.actor == party.code]
    return max(fitting, key=lambda m: (m.end - m.start, -m.start), default=None)


def _party(record: Record, part: Literal["actor", "recipient"], party: Party, mention: Mention) -> Resolved:
    name = party.name or mention.name
    earlier = _earlier(record, mention)
    return Resolved(
        part, party.text, party.code, name, party.sector, mention.text, mention.via, mention.role, earlier
    )


def _unnamed(
    record: Record, part: Literal["actor", "recipient"], party: Party, event: Event, book: Codebook
) -> Resolved:
    """Return a party whose words hold no mention: its code comes from an event told before, or a place."""
    before = [e for e in record.events if e.sentence.end <= event.sentence.start]
    told = told_before(party.text, party.code, before, book.aux) if party.code else None
    via = "event" if told else None
    earlier = " ".join(record.text[told.sentence.start : told.sentence.end].split()) if told else None
    return Resolved(part, party.text, party.code, party.name, party.sector, None, via, None, earlier)


def _other(record: Record, mention: Mention) -> Resolved:
    earlier = _earlier(record, mention)
    return Resolved(
        None, mention.text, mention.actor, mention.name, mention.sector, mention.text, mention.via,
        mention.role, earlier,
    )  # fmt: skip


def _earlier(record: Record, mention: Mention) -> str | None:
    """Return how the article last named the actor of words that refer back; None for plain names."""
    if mention.actor is None or mention.via in _SAID_OUTRIGHT:
        return None
    before = [
        m
        for m in record.mentions
        if m.start < mention.start
        and m.actor == mention.actor
        and m.via in _SAID_OUTRIGHT
        and (mention.name is None or m.name == mention.name)
    ]
    return before[-1].text if before else None


# ---------------------------------------------------------------- what


def _fired(event: Event, sentence: str, book: Codebook, directory: str | None) -> Fired:
    file, _, frame_id = event.rule.partition("#")
    entry = book.entries[file.removesuffix(".toml").upper()]
    frame = next((f for f in entry.frame if f.id == frame_id), None)
    own = book.entries[event.type]
    mode = next((m.definition for m in own.mode if m.name == event.mode), None)
    triggers = _triggers(event, sentence, entry.type, frame, directory)
    return Fired(file, entry.type, entry.definition, mode, frame, triggers)


def _triggers(
    event: Event, sentence: str, kind: str, frame: Frame | None, directory: str | None
) -> tuple[str, ...]:
    """Return the frame's triggers that the sentence fits, as written, those first that ask for most."""
    if frame is None:
        return ()
    lex = lexicon(directory)
    said = f" {_SPLIT.sub(' ', sentence.lower())} "
    near = {name for phrase, names in lex.phrases.items() if f" {phrase} " in said for name in names}
    fitting = {
        pattern.text: pattern
        for word in _SPLIT.sub(" ", event.trigger.text.lower()).split()
        for pattern in lex.forms.get(word, ())
        if pattern.frame.id == frame.id and pattern.type == kind and _asked(pattern) <= near
    }
    ranked = sorted(fitting, key=lambda text: (-fitting[text].specificity, text))
    return tuple(ranked[:_MOST_TRIGGERS])


def _asked(pattern: Pattern) -> set[str]:
    """Return the words and classes that a trigger asks for beside its head."""
    asked = {*pattern.obj, *pattern.near, *pattern.before, *(name for _, name in pattern.preps)}
    return asked | ({pattern.inside} if pattern.inside else set())


# ---------------------------------------------------------------- where


def _marks(text: str, event: Event) -> tuple[Mark, ...]:
    """Return the trigger, the parties and the place, in text order, none overlapping; the trigger wins."""
    wanted: list[tuple[Part, Party | Words | Span]] = [("trigger", event.trigger)]
    wanted += [("actor", party) for party in event.actors]
    wanted += [("recipient", party) for party in event.recipients]
    if event.place:
        wanted.append(("place", Span(event.place.start, event.place.end)))
    chosen: list[Mark] = []
    for part, span in wanted:
        if span.end > span.start and all(span.end <= m.start or span.start >= m.end for m in chosen):
            chosen.append(Mark(span.start, span.end, text[span.start : span.end], part))
    return tuple(sorted(chosen, key=lambda m: m.start))
