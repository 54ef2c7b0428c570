"""What states have: tables of capabilities that the user gives, as the Correlates of War project keeps them.

Columns are ``state`` (a code or a name; or ``ccode``, a number of the Correlates of War) and ``year``; every
other column of numbers is a measure: ``cinc``, ``milex``, ``milper``, ``value``. Negative numbers stand for
unknown ones there (Singer 1987, "Reconstructing the Correlates of War dataset on material capabilities").
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import isfinite

from visavis.coding.actors.registry import registry
from visavis.errors import TableError
from visavis.records import Capability
from visavis.relations.eventfiles import state_code

_STATE = ("state", "iso3", "code", "country", "stateabb")
_NO_MEASURE = {"year", "ccode", "version", "stateabb", *_STATE}
_REMEDY = "Give a table with the columns state, year and one of numbers, as state,year,cinc"


@dataclass(frozen=True)
class Capabilities:
    """Values by measure and year, then by state.

    Attributes:
        source: whose they are: the table's name.
        values: of each measure, in the order of the columns.
    """

    source: str
    values: Mapping[str, Mapping[int, Mapping[str, float]]] = field(default_factory=dict)

    def compare(self, a: str, b: str, day: date | None = None) -> tuple[Capability, ...]:
        """Return what two states have, in the last year up to a day for which both are known."""
        found = []
        for measure, years in self.values.items():
            known = [
                y for y, held in years.items() if {a, b} <= held.keys() and (day is None or y <= day.year)
            ]
            if known:
                held = years[max(known)]
                ratio = round(held[a] / held[b], 4) if held[b] else None
                found.append(Capability(measure, max(known), held[a], held[b], ratio, self.source))
        return tuple(found)


def read_capabilities(lines: Iterable[str], name: str) -> Capabilities:
    """Read a table of capabilities.

    Args:
        lines: of the table, with a header; commas or tabs.
        name: of the file: their holder, and for messages.

    Raises:
        TableError: a column is missing, a state unknown, a number none, or a state comes twice in a year with
            different values.
    """
    start = iter(lines)
    first = next(start, "").removeprefix("\ufeff")
    delimiter = "\t" if "\t" in first else ","
    head = [cell.strip().lower() for cell in next(csv.reader([first], delimiter=delimiter), [])]
    by_number = "ccode" in head
    state = "ccode" if by_number else next((column for column in _STATE if column in head), None)
    measures = [column for column in head if column and column not in _NO_MEASURE]
    if state is None or "year" not in head or not measures:
        raise TableError("no table of capabilities", name, _REMEDY)
    values: dict[str, dict[int, dict[str, float]]] = {measure: {} for measure in measures}
    for number, cells in enumerate(csv.reader(start, delimiter=delimiter), 2):
        row = dict(zip(head, (cell.strip() for cell in cells), strict=False))
        if not any(row.values()):
            continue
        where = f"{name}, line {number}"
        code = _by_number(row[state]) if by_number else _named(row.get(state, ""), where)
        if code is None:
            continue  # a state of the past that the registry does not number
        year = int(_number(row.get("year", ""), where, "year") or 0)
        for measure in measures:
            value = _number(row.get(measure, ""), where, measure)
            if value is None or value < 0:
                continue
            held = values[measure].setdefault(year, {})
            if held.setdefault(code, value) != value:
                raise TableError(f"{code} comes twice in {year}", where, "Keep one")
    if not any(values.values()):
        raise TableError("no value in it", name, _REMEDY)
    return Capabilities(name, {measure: years for measure, years in values.items() if years})


def _named(word: str, where: str) -> str:
    code = state_code(word) if word else None
    if code is None:
        raise TableError(f"unknown state {word!r}", where, "Give ISO 3166 alpha-3 codes, as CHN")
    return code


@functools.cache
def _numbers() -> Mapping[str, str]:
    return {str(one.cow): one.code for one in reversed(registry().states()) if one.cow}  # today's come last


def _by_number(cell: str) -> str | None:
    return _numbers().get(cell.removesuffix(".0"))


def _number(text: str, where: str, what: str) -> float | None:
    if not text or text.lower() in {"na", "nan", "."}:
        if what == "year":
            raise TableError("no year", where, "Mend the row")
        return None
    try:
        value = float(text)
    except ValueError as error:
        raise TableError(f"{what} {text!r} is no number", where, "Mend the row") from error
    if not isfinite(value):
        raise TableError(f"{what} {text!r} is no number", where, "Mend the row")
    return value
