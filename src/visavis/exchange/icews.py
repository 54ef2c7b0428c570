"""Events as an ICEWS file: 20 columns, tab-separated, with a header; a row for each report and direction."""

from __future__ import annotations

from typing import IO

from visavis.exchange import codes
from visavis.exchange.losses import Losses
from visavis.exchange.supply import Dyad, Supply, dated, pairs
from visavis.exchange.tables import Value, number_of, write_row
from visavis.records import Event, Party, Record

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number",
    "Publisher", "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
ALWAYS: tuple[str, ...] = (
    "who says that something happened (a source or the outlet): ICEWS has no column for it",
    "the sentence itself: ICEWS gives its number, with the story's",
    "plans, denials, suppositions and history: left out, for ICEWS cannot mark them",
    "events with one party only: left out, for ICEWS has a source and a target",
    "the precision of dates: ICEWS has one day; of a longer time its first day is written",
    "modes and contexts: ICEWS has CAMEO codes only; Event Text is PLOVER's type and mode, not CAMEO's label",
    "which reports tell the same happening: ICEWS has a row for each",
    "statements, figures, agreements and claims; places below the country",
)


def write(supply: Supply, file: IO[bytes], losses: Losses) -> None:
    """Write a row for each report of an event and each pair of its parties, reciprocal ones both ways.

    Args:
        supply: what to write.
        file: where to.
        losses: told what is left out.
    """
    write_row(file, COLUMNS, {column: column for column in COLUMNS})
    for record in supply.records():
        places = {(s.start, s.end): number for number, s in enumerate(record.sentences, start=1)}
        for event, day in dated(record, losses):
            number = places.get((event.sentence.start, event.sentence.end))
            for dyad in pairs(record, event):
                values: dict[str, Value] = {"Event Date": day, "Sentence Number": number}
                _write_one(record, event, dyad, values, file, losses)


def _write_one(
    record: Record, event: Event, dyad: Dyad, values: dict[str, Value], file: IO[bytes], losses: Losses
) -> None:
    source, target = dyad
    if source is None or target is None:
        losses.add("events left out: one party only")
        return
    values |= {
        "Event ID": number_of(event.id, source.code, source.start, target.code, target.start),
        "Event Text": f"{event.type}:{event.mode}" if event.mode else event.type,
        "CAMEO Code": codes.cameo(event.type, event.mode),
        "Intensity": event.score,
        "Story ID": int(record.id, 16),
        "Publisher": record.outlet,
        "Country": _country(event.place.country) if event.place else None,
        **_side("Source", source),
        **_side("Target", target),
    }
    write_row(file, COLUMNS, values)
    losses.rows += 1


def _side(side: str, party: Party) -> dict[str, Value]:
    """Return the columns of one side; who has no name of his own is told apart by his country in brackets."""
    country = _country(party.code) if codes.is_state(party.code) else None
    name = party.name or (codes.name_of(party.code) if party.code else party.text)
    if party.sector and country and not party.name:
        name = f"{party.text} ({country})"
    return {
        f"{side} Name": name,
        f"{side} Sectors": codes.icews_sector(party.sector),
        f"{side} Country": country,
    }


def _country(code: str | None) -> str | None:
    return codes.icews_country(code) if code else None
