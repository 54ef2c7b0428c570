"""How other tools write types, states, organisations and sectors: the tables of ``data/exchange``."""

from __future__ import annotations

import csv
import functools
from importlib import resources

from visavis.coding.actors.registry import registry
from visavis.coding.events.codebook import codebook
from visavis.errors import DataError

Row = dict[str, str]


@functools.cache
def table(name: str) -> tuple[Row, ...]:
    """Return the rows of a file of ``data/exchange``; lines that begin with # are comments.

    Raises:
        DataError: the file is missing.
    """
    try:
        text = resources.files("visavis").joinpath("data", "exchange", name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise DataError(
            "the knowledge file is missing", f"data/exchange/{name}", "Reinstall visavis"
        ) from error
    return tuple(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@functools.cache
def cameo_codes() -> dict[str, str]:
    """Return for each type, and ``TYPE:mode``, the CAMEO code that it is written with."""
    return {kind: row["code"] for row in table("cameo.csv") for kind in row["for"].split()}


def cameo(kind: str, mode: str | None) -> str:
    """Return the CAMEO code of a type and mode; of a mode that has none, the type's.

    Raises:
        DataError: the type is none of PLOVER's.
    """
    codes = cameo_codes()
    found = codes.get(f"{kind}:{mode}", codes.get(kind))
    if found is None:
        raise DataError(f"no CAMEO code for {kind}", "data/exchange/cameo.csv", "Add it to the column for")
    return found


@functools.cache
def _countries() -> dict[str, Row]:
    return {row["code"]: row for row in table("countries.csv")}


@functools.cache
def _organisations() -> dict[str, Row]:
    return {row["code"]: row for row in table("organisations.csv")}


@functools.cache
def _sectors() -> dict[str, Row]:
    return {row["sector"]: row for row in table("sectors.csv")}


def is_state(code: str | None) -> bool:
    """Return whether a code is a state's."""
    return code is not None and registry().state(code) is not None


def name_of(code: str) -> str:
    """Return the English name of a state or organisation."""
    return registry().country_name(code)


def fips(code: str | None) -> str:
    """Return a state's FIPS 10-4 code, empty when it has none."""
    return _countries().get(code or "", {}).get("fips", "")


def cameo_country(code: str) -> str:
    """Return a state's code in CAMEO."""
    return _countries().get(code, {}).get("cameo", "") or code


def icews_country(code: str) -> str:
    """Return a state's name in ICEWS."""
    return _countries().get(code, {}).get("icews", "") or name_of(code)


def group(code: str | None) -> tuple[str, str]:
    """Return an organisation's known group and type of actor in CAMEO; empty when it has none."""
    row = _organisations().get(code or "")
    if row:
        return row["group"], row["type"]
    return "", "IGO" if code and registry().is_organisation(code) else ""


def cameo_sector(sector: str | None) -> str:
    """Return a sector as CAMEO's type of actor, empty when it has none."""
    return _sectors().get(sector or "", {}).get("cameo", "")


def icews_sector(sector: str | None) -> str:
    """Return a sector by its name in ICEWS, empty when unknown."""
    return _sectors().get(sector or "", {}).get("icews", "")


def cow(code: str | None) -> str:
    """Return a state's number in the Correlates of War list, empty when it has none."""
    state = registry().state(code or "")
    return str(state.cow) if state and state.cow else ""


def quad(kind: str) -> int:
    """Return the quad class of a type: 1 verbal cooperation, 2 material, 3 verbal conflict, 4 material."""
    return codebook().entries[kind].quad
