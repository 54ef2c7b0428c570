"""Tab-separated rows as GDELT, ICEWS and POLECAT ship them: no quotation marks, no line breaks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import IO

from visavis.records import content_id

_BREAKS = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")
Value = str | int | float | None


def write_row(file: IO[bytes], columns: Sequence[str], values: Mapping[str, Value]) -> None:
    """Write one row; columns without a value stay empty.

    Args:
        file: where to.
        columns: the names of all columns, in order.
        values: by column.
    """
    file.write(("\t".join(cell(values.get(column)) for column in columns) + "\n").encode("utf-8", "replace"))


def cell(value: Value) -> str:
    """Return a value as a cell: no tabs or line breaks, and no quotation mark that a reader would pair."""
    if value is None:
        return ""
    return _BREAKS.sub(" ", str(value)).replace('"', "'").strip()


def number_of(*parts: object) -> int:
    """Return a number that the same parts always give; it fits a float exactly."""
    return int(content_id(*parts), 16)
