"""Knowledge files: TOML under ``data/``, decoded into a typed schema."""

from __future__ import annotations

from importlib import resources
from typing import TypeVar

import msgspec

from visavis.errors import DataError

T = TypeVar("T")


def load_toml(path: str, schema: type[T]) -> T:
    """Read one knowledge file of the package.

    Args:
        path: its place below ``data/``, with forward slashes (``figures/units.toml``).
        schema: a msgspec struct that describes the file.

    Raises:
        DataError: the file is missing or no TOML, or a field breaks the schema; the message names it.
    """
    try:
        text = resources.files("visavis").joinpath("data", *path.split("/")).read_text(encoding="utf-8")
        return msgspec.toml.decode(text, type=schema)
    except FileNotFoundError as error:
        raise DataError("the knowledge file is missing", f"data/{path}", "Reinstall visavis") from error
    except msgspec.MsgspecError as error:
        raise DataError(str(error), f"data/{path}", "Correct the field that the message names") from error
