"""Events as a POLECAT file: 40 columns, tab-separated, with a header; types and modes are PLOVER's own."""

from __future__ import annotations

from typing import IO

from visavis.exchange import codes
from visavis.exchange.losses import Losses
from visavis.exchange.supply import Dyad, Supply, dated, pairs
from visavis.exchange.tables import Value, write_row
from visavis.records import Event, Party, Record

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW",
    "Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw",
    "Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude",
    "GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People",
    "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
ALWAYS: tuple[str, ...] = (
    "who says that something happened (a source or the outlet): POLECAT has no column for it",
    "the sentence and the words that an event was read from, and the page's address",
    "plans, denials, suppositions and history: left out, for POLECAT cannot mark them",
    "the precision of dates: POLECAT has one day; of a longer time its first day is written",
    "several parties on one side: a row for each pair; a reciprocal event stands once for each pair",
    "which reports tell the same happening: a row for each",
    "statements, figures, agreements and claims; places below the country but for their raw name",
    "titles, Wikipedia ids, coordinates and GeoNames ids are not known and stay empty",
)
_QUADS = {
    1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"
}  # fmt: skip
_NONE = "None"  # as POLECAT writes what is missing
_VERSION = "visavis"


def write(supply: Supply, file: IO[bytes], losses: Losses) -> None:
    """Write a row for each report of an event and each pair of its parties.

    Args:
        supply: what to write.
        file: where to.
        losses: told what is left out.
    """
    write_row(file, COLUMNS, {column: column for column in COLUMNS})
    for record in supply.records():
        for event, day in dated(record, losses):
            for nth, dyad in enumerate(_once(record, event), start=1):
                sides = {**_side("Actor", dyad[0]), **_side("Recipient", dyad[1])}
                own = {"Event ID": f"{event.id}-{nth}"}
                write_row(file, COLUMNS, {**_of(record, event, day), **sides, **own})
                losses.rows += 1


def _once(record: Record, event: Event) -> list[Dyad]:
    """Return pairs, each once whatever the direction."""
    found: dict[frozenset[Party | None], Dyad] = {}
    for a, b in pairs(record, event):
        found.setdefault(frozenset((a, b)), (a, b))
    return list(found.values())


def _of(record: Record, event: Event, day: str) -> dict[str, Value]:
    people = sorted({m.name for m in record.mentions if m.name and codes.is_state(m.actor)})
    bodies = sorted({m.actor for m in record.mentions if m.actor and not codes.is_state(m.actor)})
    return {
        "Event Date": day,
        "Event Type": event.type,
        "Event Mode": event.mode or _NONE,
        "Intensity": event.score,
        "Quad Code": _QUADS[codes.quad(event.type)],
        "Contexts": ";".join(event.contexts) or _NONE,
        "Country": codes.name_of(event.place.country) if event.place and event.place.country else _NONE,
        "Raw Placename": event.place.text if event.place else None,
        "Source": record.outlet,
        "Publication Date": (record.published.start or "")[:10] if record.published else None,
        "Story People": ";".join(people) or _NONE,
        "Story Organizations": ";".join(bodies) or _NONE,
        "Language": record.language,
        "Version": _VERSION,
    }


def _side(side: str, party: Party | None) -> dict[str, Value]:
    if party is None:
        return {f"{side} Name": _NONE, f"{side} Country": _NONE}
    state = codes.is_state(party.code)
    return {
        f"{side} Name": party.name or (codes.name_of(party.code) if party.code else party.text),
        f"{side} Country": codes.name_of(party.code) if state and party.code else _NONE,
        f"{side} COW": codes.cow(party.code),
        f"Primary {side} Sector": party.sector or _NONE,
        f"{side} Sectors": party.sector or _NONE,
        f"{side} Name Raw": party.text,
    }
