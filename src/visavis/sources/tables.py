"""Parquet files of articles: a column for each field of a JSON line, read a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from visavis.errors import BadLine, InputError, NotText, TooLarge
from visavis.sources.lines import FIELDS, Line, parse_fields

_ROWS = 64
_GROUP = 4_000_000_000  # bytes of a row group's columns, unpacked
_REMEDY = 'Name its columns "id", "text" and, if you have them, title, outlet, published, url, language'


def is_table(head: bytes) -> bool:
    """Tell a Parquet file by its first bytes."""
    return head.startswith(b"PAR1")


def read_table(stream: IO[bytes], shown: str) -> Iterator[Line | InputError]:
    """Read the articles of a Parquet file, row by row.

    Args:
        stream: the file; it can be sought in.
        shown: the file, as the user would name it.

    Yields:
        Articles; for a row that holds none, what is wrong with it.

    Raises:
        NotText: it is no Parquet file, or damaged.
        BadLine: it has no column ``text``.
        TooLarge: its row groups are larger than memory should hold.
    """
    try:
        file = pq.ParquetFile(stream)
        names = [name for name in FIELDS if name in file.schema_arrow.names]
        if "text" not in names:
            raise BadLine('it has no column "text"', shown, _REMEDY)
        groups = [file.metadata.row_group(i) for i in range(file.metadata.num_row_groups)]
        if any(group.total_byte_size > _GROUP for group in groups):
            raise TooLarge(
                f"a row group of more than {_GROUP / 1e9:.0f} GB", shown, "Write it with smaller ones"
            )
        number = 0
        for batch in file.iter_batches(batch_size=_ROWS, columns=names):
            for row in batch.to_pylist():
                number += 1
                yield _line(row, number, f"{shown}:{number}")
    except (OSError, pa.ArrowException) as error:
        raise NotText("no Parquet file, or a damaged one", shown, "Get it anew") from error


def _line(row: dict[str, Any], number: int, where: str) -> Line | InputError:
    try:
        return parse_fields({name: _plain(value) for name, value in row.items()}, number, where)
    except InputError as error:
        return error


def _plain(value: object) -> object:
    """Return dates as text, as a JSON line would have them."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else value
