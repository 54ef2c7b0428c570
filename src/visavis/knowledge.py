"""Knowledge files: TOML, decoded into a typed schema."""

from __future__ import annotations

import datetime
from importlib import resources
from typing import Any, TypeVar

import msgspec
import tomli

from visavis.errors import DataError

T = TypeVar("T")

REMEDY = "Mend the file as its head describes"


def load_toml(path: str, schema: type[T]) -> T:
    """Read one knowledge file of the package.

    Args:
        path: its place below ``data/``, with forward slashes (``figures/units.toml``).
        schema: a msgspec struct that describes the file.

    Raises:
        DataError: the file is missing or no TOML, or a field breaks the schema; the message names it.
    """
    where = f"data/{path}"
    try:
        raw = resources.files("visavis").joinpath("data", *path.split("/")).read_bytes()
    except FileNotFoundError as error:
        raise DataError("the knowledge file is missing", where, "Reinstall visavis") from error
    return converted(tables(raw, where, REMEDY), schema, where, REMEDY)


def tables(raw: bytes, where: str, remedy: str) -> dict[str, Any]:
    """Return what a TOML file holds.

    Args:
        raw: the file's bytes, UTF-8.
        where: the file's name, for the message.
        remedy: what to do about a bad one.

    Raises:
        DataError: they are no TOML.
    """
    try:
        return tomli.loads(raw.decode("utf-8"))
    except ValueError as error:  # no UTF-8, or no TOML
        raise DataError(f"not TOML ({error})", where, remedy) from error


def converted(raw: object, schema: type[T], where: str, remedy: str) -> T:
    """Return plain values as what a schema makes of them.

    Args:
        raw: the values.
        schema: a type that msgspec knows.
        where: whose values, for the message.
        remedy: what to do about bad ones.

    Raises:
        DataError: they break the schema; the message names the field.
    """
    try:
        return msgspec.convert(raw, schema, builtin_types=(datetime.date,))
    except msgspec.ValidationError as error:
        raise DataError(str(error), where, remedy) from error
