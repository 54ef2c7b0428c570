"""What is exported, one thing after another: from memory or from a store, never all of it at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import permutations

import msgspec

from visavis.exchange.losses import Losses
from visavis.merging.tellings import both_ways
from visavis.records import DateSpan, Event, Happening, Party, Record, Report, Story
from visavis.relations.table import counts
from visavis.store import catalog
from visavis.store.affairs import read_happenings
from visavis.store.layout import told
from visavis.store.store import Store

_LEAD = 3  # sentences of the body that are the lead
_EVENT = msgspec.json.Decoder(Event)
Dyad = tuple[Party | None, Party | None]


@dataclass(frozen=True)
class Supply:
    """Records and happenings, each time from the start.

    Attributes:
        records: gives the records.
        happenings: gives the happenings.
    """

    records: Callable[[], Iterator[Record]]
    happenings: Callable[[], Iterator[Happening]]


def from_memory(records: Iterable[Record], stories: Iterable[Story]) -> Supply:
    """Return a supply of what is at hand."""
    kept, merged = tuple(records), tuple(stories)

    def happenings() -> Iterator[Happening]:
        found = {h.id: h for story in merged for h in story.happenings}
        yield from sorted(found.values(), key=lambda h: (h.date.start or "9999", h.id))

    return Supply(lambda: iter(kept), happenings)


def from_store(store: Store) -> Supply:
    """Return a supply of what a store holds, read as it is asked for."""

    def happenings() -> Iterator[Happening]:
        with closing(catalog.connect(store.path)) as database, told(store.path), catalog.snapshot(database):
            yield from read_happenings(database)

    return Supply(store.records, happenings)


@dataclass(frozen=True)
class Reported:
    """One article's report of a happening: where it stands, and its event."""

    url: str
    published: str
    lead: bool
    event: Event


@contextmanager
def reports_of(supply: Supply) -> Iterator[Callable[[Iterable[Report]], list[Reported]]]:
    """Give a way to look up reports; events lie in a database of their own on disk meanwhile."""
    with closing(sqlite3.connect("")) as database:  # a private file that goes when it is closed
        database.execute(
            "CREATE TABLE events (ref, event, url, published, lead, body, PRIMARY KEY (ref, event))"
        )
        for record in supply.records():
            lead = record.sentences[:_LEAD][-1].end if record.sentences else 0
            where, published = record.url or record.source, _stamp(record.published)
            database.executemany(
                "INSERT OR IGNORE INTO events VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (record.ref, e.id, where, published, e.sentence.start < lead, msgspec.json.encode(e))
                    for e in record.events
                ],
            )

        def find(reports: Iterable[Report]) -> list[Reported]:
            query = "SELECT url, published, lead, body FROM events WHERE ref = ? AND event = ?"
            rows = (database.execute(query, (r.ref, r.event)).fetchone() for r in reports)
            return [Reported(row[0], row[1], bool(row[2]), _EVENT.decode(row[3])) for row in rows if row]

        yield find


def happened(thing: Event | Happening) -> bool:
    """Return whether an event is something that happened, no plan, denial, supposition or history."""
    return counts(thing)


def dated(record: Record, losses: Losses) -> Iterator[tuple[Event, str]]:
    """Yield the events of an article that happened, with their first day; the others are told as lost."""
    for event in record.events:
        day = day_of(event.date)
        if not happened(event):
            losses.add("events left out: planned, denied, supposed or history")
        elif day is None:
            losses.add("events left out: no date")
        else:
            yield event, day


def dyads(actors: Sequence[Party], recipients: Sequence[Party]) -> list[Dyad]:
    """Return who acts on whom: every actor with every recipient; of a reciprocal event both ways.

    An event of one actor, or one that only names who suffers it, gives a side without the other.
    """
    if not recipients:
        if len(actors) < 2:
            return [(actor, None) for actor in actors]
        return [(a, b) for a, b in permutations(actors, 2) if not _same(a, b)]
    if not actors:
        return [(None, recipient) for recipient in recipients]
    return [(a, b) for a in actors for b in recipients if not _same(a, b)]


def pairs(record: Record, event: Event) -> list[Dyad]:
    """Return who acts on whom by one event: two that welcome a treaty do nothing to each other."""
    if not event.recipients and not both_ways(event, sentence_of(record, event)):
        return [(actor, None) for actor in event.actors]
    return dyads(event.actors, event.recipients)


def day_of(date: DateSpan) -> str | None:
    """Return the first day of a date, None when it is unknown."""
    return date.start[:10] if date.start and len(date.start) >= 10 else None


def sentence_of(record: Record, event: Event) -> str:
    """Return the words of an event's sentence, on one line."""
    return " ".join(record.text[event.sentence.start : event.sentence.end].split())


def _same(a: Party, b: Party) -> bool:
    return a.code == b.code if a.code or b.code else a.text == b.text


def _stamp(published: DateSpan | None) -> str:
    return (published.start or "") if published else ""
