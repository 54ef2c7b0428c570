"""Happenings as a GDELT 2.0 event file: 61 columns, tab-separated, without a header.

Columns after the GDELT 2.0 event codebook; Actor codes are CAMEO's, places carry FIPS 10-4 codes.
"""

from __future__ import annotations

from datetime import date
from typing import IO

from visavis.exchange import codes
from visavis.exchange.losses import Losses
from visavis.exchange.supply import Dyad, Reported, Supply, day_of, dyads, happened, reports_of
from visavis.exchange.tables import Value, number_of, write_row
from visavis.records import Happening, Party

_SIDE = [
    "Code",
    "Name",
    "CountryCode",
    "KnownGroupCode",
    "EthnicCode",
    "Religion1Code",
    "Religion2Code",
    "Type1Code",
    "Type2Code",
    "Type3Code",
]
_GEO = ["Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID"]
COLUMNS = (
    *(["GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"]),
    *(f"Actor1{name}" for name in _SIDE),
    *(f"Actor2{name}" for name in _SIDE),
    *(["IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"]),
    *(["NumMentions", "NumSources", "NumArticles", "AvgTone"]),
    *(f"{place}Geo_{name}" for place in ("Actor1", "Actor2", "Action") for name in _GEO),
    "DATEADDED",
    "SOURCEURL",
)
ALWAYS: tuple[str, ...] = (
    "who says that something happened (a source or the outlet): GDELT has no column for it",
    "the sentence and the words that an event was read from: GDELT points to a page only",
    "plans, denials, suppositions and history: left out, for GDELT cannot mark them",
    "the precision of dates: GDELT has one day; of a longer time its first day is written",
    "modes and contexts: GDELT has CAMEO codes only; a mode that CAMEO lacks is written as its type",
    "resignations as RETREAT: CAMEO counts them among concessions (0831)",
    "statements, figures, agreements and claims",
    "places below the country; AvgTone, and the places of the actors, are not measured and stay empty",
    "the other reports of a happening: SOURCEURL names the first, NumArticles and NumSources count them",
    "states that CAMEO's table lacks (Kosovo, South Sudan) are written with our codes XKX, SSD",
)


def write(supply: Supply, file: IO[bytes], losses: Losses) -> None:
    """Write a row for each happening and each pair of its parties; of reciprocal ones both directions.

    Args:
        supply: what to write.
        file: where to.
        losses: told what is left out.
    """
    with reports_of(supply) as find:
        for happening in supply.happenings():
            day = day_of(happening.date)
            reported = find(happening.reports)
            if not happened(happening) or day is None or not reported:
                losses.add(_why(happening, day))
                continue
            if happening.date.precision not in {"minute", "hour", "day"}:
                losses.add("happenings of no known day, written with the first day of their time")
            shared = _shared(happening, day, reported)
            pairs = _pairs(happening, reported)
            if not pairs:
                losses.add("happenings left out: no party named")
            for dyad in pairs:
                row = {**shared, **_side(1, dyad[0]), **_side(2, dyad[1])}
                row["GLOBALEVENTID"] = number_of(happening.id, *(_key(party) for party in dyad))
                write_row(file, COLUMNS, row)
                losses.rows += 1


def _why(happening: Happening, day: str | None) -> str:
    if not happened(happening):
        return "happenings left out: planned, denied, supposed or history"
    return "happenings left out: no date" if day is None else "happenings left out: no report at hand"


def _pairs(happening: Happening, reported: list[Reported]) -> list[Dyad]:
    """Return who acts on whom by the happening's own parties, as the reports name them.

    A side without any code is taken from the first report, with its words.
    """
    named: dict[str, Party] = {}
    for one in reported:
        for party in (*one.event.actors, *one.event.recipients):
            if party.code and (party.code not in named or not named[party.code].sector):
                named[party.code] = party
    first = reported[0].event
    actors, recipients = (
        tuple(named[code] for code in dict.fromkeys(coded) if code in named)
        or tuple(party for party in words if not party.code)
        for coded, words in ((happening.actors, first.actors), (happening.recipients, first.recipients))
    )
    if happening.uncoded and not recipients:  # two that welcome a treaty do nothing to each other
        return [(actor, None) for actor in actors]
    return dyads(actors, recipients)


def _shared(happening: Happening, day: str, reported: list[Reported]) -> dict[str, Value]:
    year, month, of_month = int(day[:4]), int(day[5:7]), int(day[8:10])
    code = codes.cameo(happening.type, happening.mode)
    added = min((r.published for r in reported if r.published), default=day)
    place = next((r.event.place.country for r in reported if r.event.place and r.event.place.country), None)
    values: dict[str, Value] = {
        "SQLDATE": day.replace("-", ""),
        "MonthYear": day[:7].replace("-", ""),
        "Year": year,
        "FractionDate": f"{year + min(0.9999, ((month - 1) * 30 + of_month) / 365):.4f}",
        "IsRootEvent": int(any(r.lead for r in reported)),
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": codes.quad(happening.type),
        "GoldsteinScale": happening.score,
        "NumMentions": len(happening.reports),
        "NumSources": happening.outlets,
        "NumArticles": len({r.ref for r in happening.reports}),
        "DATEADDED": _stamp(added),
        "SOURCEURL": reported[0].url,
    }
    if place:
        values |= {
            "ActionGeo_Type": 1,
            "ActionGeo_FullName": codes.name_of(place),
            "ActionGeo_CountryCode": codes.fips(place),
        }
    return values


def _side(number: int, party: Party | None) -> dict[str, Value]:
    """Return the columns of one side."""
    if party is None:
        return {}
    kind = codes.cameo_sector(party.sector)
    if party.code and codes.is_state(party.code):
        country = codes.cameo_country(party.code)
        row = {"Code": country + kind, "Name": codes.name_of(party.code), "CountryCode": country}
    elif party.code:
        known, kind = codes.group(party.code)
        row = {"Code": kind + known, "Name": codes.name_of(party.code), "KnownGroupCode": known}
    else:
        row = {"Code": kind, "Name": party.text}
    row |= {"Name": row["Name"].upper(), "Type1Code": kind}
    return {f"Actor{number}{name}": value for name, value in row.items()}


def _key(party: Party | None) -> str:
    return "" if party is None else party.code or party.text


def _stamp(published: str) -> int:
    """Return a time of publication as GDELT writes it: YYYYMMDDHHMMSS."""
    digits = "".join(c for c in published[:16] if c.isdigit()).ljust(14, "0")
    day = digits[:8]
    try:
        date(int(day[:4]), int(day[4:6]), int(day[6:8]))
    except ValueError:  # only a month or a year is known: its first day
        digits = f"{day[:4]}{max(1, int(day[4:6])):02}01{'0' * 6}"
    return int(digits)
