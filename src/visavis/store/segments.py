"""Segments: immutable Parquet files, written once, then only read or dropped whole.

Records that are written together, of one month of publication, form a group: one file a table.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from visavis.errors import StoreError
from visavis.records import Record, content_id
from visavis.store.layout import SEGMENTS, UNDATED, told, write_durably
from visavis.store.tables import PAIRS, TABLES, pairs_of, schema, to_records, to_tables

_ROWS = 20_000  # rows that are compressed and can be skipped as one
_WORTH = 2_000  # rows from which dictionaries of values are worth their room and time
_BLOCKS = {"articles": 1_000, PAIRS: 8_000}  # the same of long rows, and of those that are looked up


class Segment(msgspec.Struct, frozen=True):
    """One file of a table: its path below the store, what is in it, and the hash of its bytes."""

    path: str
    table: str
    month: str
    group: str
    rows: int
    size: int
    sha256: str


def month_of(record: Record) -> str:
    """Return the month in which an article was published, as 2021-12; ``undated`` when that is not known."""
    start = record.published.start if record.published else None
    return start[:7] if start and len(start) >= 7 else UNDATED


def write_groups(folder: Path, months: Mapping[str, Mapping[str, Record]]) -> list[Segment]:
    """Write the records of each month as a group; the disk is waited for once.

    Args:
        folder: the store.
        months: for each month of publication, its records by key.

    Returns:
        What was written, month by month; it counts once the catalog lists it.

    Raises:
        StoreError: it cannot be written; then nothing of it is there.
    """
    return _written(folder, (_packed(month, to_tables(own)) for month, own in sorted(months.items())))


def write_tables(
    folder: Path, month: str, tables: Mapping[str, pa.Table], replaced: Sequence[str] = ()
) -> list[Segment]:
    """Write tables with the rows of one month as a group; see ``write_groups``.

    Args:
        folder: the store.
        month: the month.
        tables: the tables by name.
        replaced: the groups that it replaces. It never bears the name of one of them, though it may hold the
            same records: until the catalog lists it, these must stay as they are.
    """
    return _written(folder, [_packed(month, tables, replaced)])


_Packed = list[tuple[Segment, bytes]]


def _packed(month: str, tables: Mapping[str, pa.Table], replaced: Sequence[str] = ()) -> _Packed:
    """Return the segments of a group, each with the bytes of its file."""
    keys = tables["articles"].column("record").to_pylist()
    group = content_id(month, *keys, *replaced, size=16)
    packed = []
    pairs = pairs_of(tables["events"]) if "events" in tables else None
    also = {PAIRS: pairs} if pairs is not None and pairs.num_rows else {}
    for name, table in {**tables, **also}.items():
        sink = pa.BufferOutputStream()
        pq.write_table(
            table,
            sink,
            compression="zstd",
            use_dictionary=table.num_rows >= _WORTH,
            row_group_size=_BLOCKS.get(name, _ROWS),
        )
        data = sink.getvalue().to_pybytes()
        path = f"{SEGMENTS}/{name}/month={month}/{group}.parquet"
        digest = hashlib.sha256(data).hexdigest()
        packed.append((Segment(path, name, month, group, table.num_rows, len(data), digest), data))
    return packed


def _written(folder: Path, groups: Iterable[_Packed]) -> list[Segment]:
    packed = [one for group in groups for one in group]
    with told(folder):
        write_durably({folder / segment.path: data for segment, data in packed})
    return [segment for segment, _ in packed]


def read_tables(
    folder: Path, segments: Iterable[Segment], keys: Sequence[str] | None = None
) -> dict[str, list[pa.Table]]:
    """Read the rows of some records out of segments.

    Args:
        folder: the store.
        segments: where they are.
        keys: the keys of the records; all when None.

    Raises:
        StoreError: a segment is missing or damaged.
    """
    wanted = None if keys is None else sorted(set(keys))
    found: dict[str, list[pa.Table]] = {table: [] for table in TABLES}
    for segment in segments:
        if segment.table not in found:
            continue  # it follows from another
        table = _read(folder, segment, wanted)
        if table.num_rows:
            found[segment.table].append(table)
    return found


def _read(folder: Path, segment: Segment, keys: list[str] | None) -> pa.Table:
    """Read the rows of some records; compaction sorts by record, so that few blocks need be unpacked."""
    try:
        with pq.ParquetFile(folder / segment.path) as opened:
            if keys is None:
                return opened.read()
            # Threads and Arrow's datasets cost more than they save where little is read of many small files.
            table = opened.read_row_groups(_blocks(opened.metadata, keys), use_threads=False)
    except (OSError, pa.ArrowException) as error:
        what = "a segment is missing" if isinstance(error, FileNotFoundError) else "a segment is damaged"
        raise StoreError(what, str(folder / segment.path), 'Run "visavis store check --repair"') from error
    return table.filter(pc.is_in(table.column("record"), pa.array(keys, pa.string())))


def _blocks(metadata: pq.FileMetaData, keys: list[str]) -> list[int]:
    """Return the blocks of a file that may hold some records, by the first and last record of each."""
    found = []
    for number in range(metadata.num_row_groups):
        block = metadata.row_group(number)
        columns = (block.column(n) for n in range(block.num_columns))
        known = next(column for column in columns if column.path_in_schema == "record").statistics
        if known is None or not known.has_min_max or any(known.min <= key <= known.max for key in keys):
            found.append(number)
    return found


def read_records(
    folder: Path, segments: Iterable[Segment], keys: Sequence[str] | None = None
) -> Iterator[tuple[str, Record]]:
    """Yield records with their keys, month by month; see ``read_tables``."""
    groups: dict[str, list[Segment]] = {}
    for segment in sorted(segments, key=lambda s: (s.month, s.group, s.table)):
        groups.setdefault(segment.group, []).append(segment)
    for own in groups.values():
        yield from to_records(read_tables(folder, own, keys))


def unified(tables: Sequence[pa.Table], name: str) -> pa.Table:
    """Return tables of segments, perhaps of different versions, as one with today's columns."""
    columns = schema(name)
    fitted = []
    for table in tables:
        for field in columns:
            if field.name not in table.column_names:
                table = table.append_column(field, pa.nulls(table.num_rows, field.type))
        fitted.append(table.select(columns.names))
    return pa.concat_tables(fitted, promote_options="permissive")
