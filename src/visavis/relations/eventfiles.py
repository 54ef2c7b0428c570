"""Tables of events from elsewhere, line by line, as rows: plain ones, GDELT's, ICEWS's and POLECAT's.

A plain table has the columns ``date, actor, recipient, type`` and may have ``score, domain, exposure, id``;
type is PLOVER's (``CONSULT``, ``CONSULT:visit``) or a CAMEO code. The others are recognised by their shape:
GDELT has 57, 58 or 61 columns and no header (or the header of a database's extract), ICEWS and POLECAT the
headers of their files, also with ``_`` for blanks.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import cast, get_args

import pycountry

from visavis.coding.actors.registry import registry
from visavis.coding.events.codebook import codebook
from visavis.errors import TableError
from visavis.records import Domain, Unread
from visavis.relations.table import Row, Table, domain_of

_REQUIRED = ("date", "actor", "recipient", "type")
_GDELT_WIDTHS = (57, 58, 61)
_GDELT = {"id": 0, "date": 1, "actor": 7, "recipient": 17, "type": 26, "score": 30}
_ICEWS = {
    "id": "event id", "date": "event date", "actor": "source country", "recipient": "target country",
    "type": "cameo code", "score": "intensity", "actor name": "source name", "recipient name": "target name",
}  # fmt: skip
_POLECAT = {
    "id": "event id", "date": "event date", "actor": "actor country", "recipient": "recipient country",
    "type": "event type", "mode": "event mode", "score": "intensity", "contexts": "contexts",
}  # fmt: skip
_GDELT_NAMES = {
    "id": "globaleventid", "date": "sqldate", "actor": "actor1countrycode",
    "recipient": "actor2countrycode", "type": "eventcode", "score": "goldsteinscale",
}  # fmt: skip
# Codes of CAMEO, COW and older ISO that differ from ISO 3166 today, and names of ICEWS that nobody else uses.
_ALIASES = {
    "WSB": "PSE",
    "GZS": "PSE",
    "IMY": "IMN",
    "GAZA": "PSE",
    "OCCUPIED PALESTINIAN TERRITORY": "PSE",
    "THE FORMER YUGOSLAV REPUBLIC OF MACEDONIA": "MKD",
    "MADAGASKAR": "MDG",
    "ROM": "ROU",
    "TMP": "TLS",
    "MTN": "MNE",
    "ZAR": "COD",
    "KOS": "XKX",
    "KSV": "XKX",
    "PAL": "PSE",
    "BUR": "MMR",
}
_MILITARY = ("062", "072", "0872", "138", "15", "18", "19", "20")
_ECONOMIC = ("0211", "0311", "061", "071", "081", "085", "0256", "1011", "103", "163")
_HEADS = {"event intensity": "intensity", "day": "sqldate"}  # as some files of POLECAT and GDELT say
_NOTHING = {"none", "na", "n/a", "null"}
_LONGEST_LINE = 1_000_000
_MISSING = frozenset({"", "NA", "NULL", "NONE"})
_IN_BRACKETS = re.compile(r"\(([^()]+)\)$")  # ICEWS: "Police (Russia)"

Raw = Mapping[str, str]
_NOT_STATES, _ITSELF = "not between two states", "a state with itself"


class _Wrong(TableError):
    """A row that cannot be right; ``reason`` is what rows passed over for it are counted under."""

    def __init__(self, what: str, where: str, remedy: str, reason: str) -> None:
        super().__init__(what, where, remedy)
        self.reason = reason


@dataclass
class _Seen:
    """What was passed over, by reason; and what each pair was said to do on each day."""

    skipped: dict[str, int] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    said: dict[tuple[str, ...], tuple[int, int]] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)

    def skip(self, reason: str) -> None:
        self.skipped[reason] = self.skipped.get(reason, 0) + 1


def read_events(
    lines: Iterable[str], name: str, *, form: str | None = None, unread: list[Unread] | None = None
) -> Table:
    """Read a table of events.

    Args:
        lines: of the file.
        name: of the file, for messages and as the rows' source.
        form: ``gdelt``, ``icews``, ``polecat`` or ``plain``, when it must be this; else told by its shape.
        unread: a list that is told of malformed lines; rows that are sound but not between two states, or
            that stand there twice, are counted in the table's notes only.

    Raises:
        TableError: it is no table of events, or a row of a plain table cannot be right: an unknown state, a
            state with itself, no such date or type, or the opposite of another row.
    """
    found, records = _recognise(lines, name)
    if form is not None and form != found:
        raise TableError(f"the shape of a {found} table, not of {form}", name, "Name another --format")
    seen = _Seen()
    rows = [
        row
        for number, record in records
        if (row := _row(record, f"{name}, line {number}", number, seen, strict=found == "plain"))
    ]
    if unread is not None:
        unread += seen.unread
    notes = tuple(
        f"{count} row{'s' * (count > 1)} passed over: {reason}"
        for reason, count in sorted(seen.skipped.items())
    )
    if not rows:
        raise TableError("no event between two states in it", name, "; ".join(notes) or "Add rows")
    return Table(tuple(sorted(rows, key=lambda r: (r.day, r.happening, r.pair))), {}, notes)


def _recognise(lines: Iterable[str], name: str) -> tuple[str, Iterator[tuple[int, Raw]]]:
    """Return the form of a table, and its rows by line with our names of columns."""
    csv.field_size_limit(_LONGEST_LINE)
    start = iter(lines)
    first = next(start, "").removeprefix("\ufeff")
    if not first.strip():
        raise TableError("the table is empty", name, f"Give columns {', '.join(_REQUIRED)}")
    tab = "\t" in first
    cells = next(csv.reader([first], delimiter="\t" if tab else ","))
    if tab and len(cells) in _GDELT_WIDTHS and cells[0].isdigit():
        reader = csv.reader(chain([first], start), delimiter="\t", quoting=csv.QUOTE_NONE)
        return "gdelt", _numbered(reader, _GDELT, 1, name, len(cells))
    head = [cell.strip().lower() for cell in cells]
    reader = csv.reader(start, delimiter="\t" if tab else ",")
    head = [_HEADS.get(cell, cell) for cell in (cell.replace("_", " ") for cell in head)]
    for form, names in (("icews", _ICEWS), ("polecat", _POLECAT), ("gdelt", _GDELT_NAMES)):
        if {n for ours, n in names.items() if not ours.endswith(" name")} <= set(head):
            places = {ours: head.index(n) for ours, n in names.items() if n in head}
            if tab:
                reader = csv.reader(start, delimiter="\t", quoting=csv.QUOTE_NONE)
            return form, _numbered(reader, places, 2, name, len(head) if form == "icews" else 0)
    missing = [column for column in _REQUIRED if column not in head]
    if missing:
        raise TableError(
            f"no column {', '.join(missing)}", name, f"Give a header with {', '.join(_REQUIRED)}"
        )
    return "plain", _numbered(reader, {column: i for i, column in enumerate(head)}, 2, name)


def _numbered(
    reader: Iterator[list[str]], places: Mapping[str, int], first: int, name: str, width: int = 0
) -> Iterator[tuple[int, Raw]]:
    """Yield rows with the numbers of their lines; one of another width than it must have is told as such."""
    number = first
    try:
        for number, cells in enumerate(reader, first):
            if not any(cell.strip() for cell in cells):
                continue
            if width and len(cells) != width:
                yield number, {"malformed": f"{len(cells)} columns, not {width}"}
            else:
                yield number, {ours: cells[i].strip() if i < len(cells) else "" for ours, i in places.items()}
    except csv.Error as error:
        raise TableError(str(error), f"{name}, line {number}", "Mend the line") from error


def _row(record: Raw, where: str, number: int, seen: _Seen, *, strict: bool) -> Row | None:
    """Return one row; what cannot be one is an error in a plain table, passed over and counted in others."""
    try:
        return _checked(record, where, number, seen)
    except _Wrong as error:
        if strict:
            raise
        seen.skip(error.reason)
        if error.reason not in {_NOT_STATES, _ITSELF}:
            seen.unread.append(Unread(error.where, error.what, error.remedy))
        return None


def _checked(record: Raw, where: str, number: int, seen: _Seen) -> Row | None:
    if "malformed" in record:
        raise _Wrong(record["malformed"], where, "Mend the line", "of another width")
    actor, recipient = (_state(_named(record, side), where) for side in ("actor", "recipient"))
    if actor == recipient:
        raise _Wrong(f"{actor} is tied to itself", where, "Remove the row", _ITSELF)
    day = _day(record["date"], where)
    kind, sign, score = _kind(record, where)
    name = record.get("id") or f"line {number}"
    # Ids of ICEWS are one event's together with the day, of POLECAT together with the two states.
    mark = f"{name} {day} {actor} {recipient}"
    if record.get("id") and mark in seen.ids:
        seen.skip("the same event once more")
        return None
    seen.ids.add(mark)
    key = (day.isoformat(), actor, recipient, kind)
    if "score" in record and seen.said.setdefault(key, (sign, number))[0] * sign < 0:
        other = seen.said[key][1]
        raise _Wrong(
            f"the opposite of line {other}: same day, states and type, score of the other sign",
            where,
            "Keep one",
            "the opposite of another",
        )
    exposure = _number(record.get("exposure", ""), where, "exposure")
    if exposure is not None and exposure <= 0:
        raise _Wrong(f"exposure {exposure:g} is not above 0", where, "Leave it empty", "no exposure")
    return Row(name, day, actor, recipient, False, sign, _domain(record, where), kind, where, exposure, score)


def _state(word: str, where: str) -> str:
    """Return a state's code from a code or an English name."""
    found = state_code(word)
    if found is None:
        what = f"unknown state {word!r}" if word else "no state"
        raise _Wrong(what, where, "Give ISO 3166 alpha-3 codes, as CHN", _NOT_STATES)
    return found


def _named(record: Raw, side: str) -> str:
    """Return a side's country; where ICEWS leaves it out, the one in brackets behind the name."""
    word = record[side]
    if word.upper() not in _MISSING:
        return word
    match = _IN_BRACKETS.search(record.get(f"{side} name", ""))
    return match.group(1) if match else ""


@functools.lru_cache(maxsize=4096)
def state_code(word: str) -> str | None:
    """Return the code of a state by its code or its English name, None when there is no such state."""
    known = registry()
    code = _ALIASES.get(word.upper(), word.upper())
    if known.state(code) or pycountry.countries.get(alpha_3=code):
        return code
    if len(word) <= 3:
        return None
    for hit in known.find(word):
        if (hit.start, hit.end) == (0, len(word)):
            codes = [m.code for m in hit.meanings if m.kind == "name" and m.code and known.state(m.code)]
            if codes:
                return codes[0]
    try:
        country = pycountry.countries.lookup(word)
    except LookupError:
        return None
    return str(country.alpha_3)


def _day(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise _Wrong(f"no date {text!r}", where, "Write it as 2021-12-16", "no date") from error


def _kind(record: Raw, where: str) -> tuple[str, int, float]:
    """Return the type as PLOVER names it, and sign and size of its score (the table's own if it has one)."""
    kind, _, mode = record["type"].partition(":")
    mode = record.get("mode", "") or mode
    score = _number(record.get("score", ""), where, "score")
    entry = codebook().entries.get(kind.strip().upper())
    if entry is not None:
        own = entry.score_of(mode.lower() or None)
        name = f"{entry.type}:{mode.lower()}" if mode and mode.lower() != "none" else entry.type
    else:
        name, own = _cameo(kind.strip(), where)
    used = score if score is not None else own or 0.0
    return name, (used > 0) - (used < 0), used


def _cameo(code: str, where: str) -> tuple[str, float | None]:
    """Return PLOVER's type and score for a CAMEO code, by the longest code of the codebook it begins with."""
    for length in range(len(code), 1, -1):
        if code[:length] in _cameo_codes():
            return _cameo_codes()[code[:length]]
    if code[:2] in {"01", "02"}:
        return f"CAMEO:{code}", 0.0  # statements and appeals, which PLOVER leaves out
    raise _Wrong(f"no type {code!r}", where, "Give one of PLOVER's or a CAMEO code", "no known type")


@functools.cache
def _cameo_codes() -> dict[str, tuple[str, float | None]]:
    found: dict[str, tuple[str, float | None]] = {}
    for entry in codebook().entries.values():
        for code in entry.cameo:
            found.setdefault(code, (entry.type, entry.score))
            found.setdefault(code[:2], (entry.type, entry.score))
        for mode in entry.mode:
            for code in mode.cameo:
                found[code] = (f"{entry.type}:{mode.name}", entry.score_of(mode.name))
                found.setdefault(code[:2], (entry.type, entry.score))
    return found


def _domain(record: Raw, where: str) -> Domain:
    given = record.get("domain", "").lower()
    if given:
        if given not in get_args(Domain) or given == "all":
            names = ", ".join(get_args(Domain)[1:])
            raise _Wrong(f"no domain {given!r}", where, f"Give one of {names}", "no known domain")
        return cast(Domain, given)
    if record.get("contexts"):
        return domain_of(context.strip() for context in re.split("[;,|]", record["contexts"]))
    code = record["type"]
    if code.startswith(_ECONOMIC):
        return "economic"
    return "military" if code.startswith(_MILITARY) else "diplomatic"


def _number(text: str, where: str, what: str) -> float | None:
    if not text or text.lower() in _NOTHING:
        return None
    try:
        value = float(text)
    except ValueError as error:
        raise _Wrong(
            f"{what} {text!r} is no number", where, "Mend the row", f"{what} is no number"
        ) from error
    if value != value or abs(value) == float("inf"):
        raise _Wrong(f"{what} {text!r} is no number", where, "Mend the row", f"{what} is no number")
    return value
