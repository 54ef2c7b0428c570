"""Events as PLOVER JSON (manual 2021, chapter 5): one record a line; a list of parties on each side."""

from __future__ import annotations

import json
from typing import IO, Any

from visavis import __version__
from visavis.exchange import codes
from visavis.exchange.losses import Losses
from visavis.exchange.supply import Supply, day_of, sentence_of
from visavis.records import Event, Party, Record

ALWAYS: tuple[str, ...] = (
    "who says that something happened: PLOVER has no field for it; it stands in `comment`",
    "the confidence of an event: in `comment`",
    "the precision and basis of dates: `date` and `enddate` hold the time, `comment` how it is known",
    "which reports tell the same happening: a record for each",
    "statements, figures, agreements and claims",
    "Wikidata ids and the size of an event (dead, injured, arrested) are not known and stay empty",
)
_OWN_CODES = {"XKX": "KOS"}  # PLOVER writes Kosovo so


def write(supply: Supply, file: IO[bytes], losses: Losses) -> None:
    """Write a record for each event of each article.

    Args:
        supply: what to write.
        file: where to.
        losses: told what is left out.
    """
    for record in supply.records():
        for number, event in enumerate(record.events, start=1):
            if day_of(event.date) is None:
                losses.add("events with no date: `date` is null, though PLOVER asks for one")
            line = json.dumps(_record(record, event, number), ensure_ascii=False)
            file.write((line + "\n").encode("utf-8", "replace"))
            losses.rows += 1


def _record(record: Record, event: Event, number: int) -> dict[str, Any]:
    start, end = day_of(event.date), (event.date.end or "")[:10] or None
    return {
        "id": f"{record.id}-{event.id}",
        "has_event": True,
        "date": start,
        "enddate": end if end != start else None,
        "actor": [_entity(party) for party in event.actors],
        "recipient": [_entity(party) for party in event.recipients],
        "event": [event.type],
        "mode": [*([event.mode] if event.mode else []), *event.aux],
        "context": list(event.contexts),
        "quad_code": codes.quad(event.type),
        "event_scale": event.score,
        "event_text": [event.trigger.text],
        "event_loc": event.place.text if event.place else None,
        "link": record.url,
        "text": sentence_of(record, event),
        "text_info": {
            "sequence": number,
            "start": event.sentence.start,
            "end": event.sentence.end,
            "text_story": record.ref,
        },
        "cite_info": {
            "url": record.url,
            "title": record.title,
            "language": record.language,
            "publication": record.outlet,
            "codebook": "PLOVER 2021",
            "version": f"visavis {__version__}",
        },
        "coder": "visavis",
        "comment": _comment(event),
    }


def _entity(party: Party) -> dict[str, Any]:
    return {
        "raw_text": party.text,
        "entity_name": party.name or (codes.name_of(party.code) if party.code else None),
        "country_name": codes.name_of(party.code) if party.code and codes.is_state(party.code) else None,
        "country_code": _OWN_CODES.get(party.code or "", party.code),
        "sector_code": party.sector,
        "other_sector_codes": [],
    }


def _comment(event: Event) -> str:
    voice = "the outlet" if event.voice.kind == "outlet" else f"a source ({event.voice.actor or 'unnamed'})"
    date = f"{event.date.precision}, {event.date.basis}"
    return f"told by {voice}; confidence {event.confidence:.2f}; date: {date}"
