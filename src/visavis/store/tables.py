"""Tables: records as Arrow tables with the names of their fields, and back.

The columns follow from the vocabulary in ``records/``: a field added there is a column here. Every row
names its record (a hash of all that was read) and its place in it, so that it can be put together again.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
import pyarrow as pa

from visavis.records import (
    Agreement,
    Claim,
    Event,
    Figure,
    Mention,
    Record,
    Statement,
    Time,
    content_id,
    to_builtins,
    to_json,
)

PARTS: dict[str, type[msgspec.Struct]] = {
    "times": Time,
    "mentions": Mention,
    "events": Event,
    "statements": Statement,
    "figures": Figure,
    "agreements": Agreement,
    "claims": Claim,
}
"""The tables beside ``articles``: a row for each thing read from an article."""
TABLES = ("articles", *PARTS)
PAIRS = "pairs"
"""The table in which an event stands once for each pair of its parties (``a`` < ``b``), sorted by pair and
day, so that one pair's history is read without the others'. It follows from ``events``."""
_OF_PAIRS = ("record", "ref", "article", "nth", "type", "mode", "aux", "score", "confidence", "day")

Row = dict[str, Any]


def record_key(record: Record) -> str:
    """Return the hash of all that was read from an article."""
    return content_id(to_json(record), size=20)


@cache
def schema(table: str) -> pa.Schema:
    """Return the columns of a table.

    ``record`` is the key of the record, ``ref`` and ``article`` the ref and id of the article, ``nth`` the
    place in the record; in ``events``, ``day`` is where its date begins, ``parties`` the codes of all sides.
    """
    text, number = pa.string(), pa.int32()
    if table == PAIRS:
        events = schema("events")
        return pa.schema([("a", text), ("b", text), *(events.field(name) for name in _OF_PAIRS)])
    if table == "articles":
        hints = get_type_hints(Record)
        own = [(name, arrow_type(hints[name])) for name in Record.__struct_fields__ if name not in PARTS]
        return pa.schema([("record", text), *own])
    part = PARTS[table]
    hints = get_type_hints(part)
    columns = [(name, arrow_type(hints[name])) for name in part.__struct_fields__]
    if table == "events":
        columns += [("day", text), ("parties", pa.list_(text))]
    return pa.schema([("record", text), ("ref", text), ("article", text), ("nth", number), *columns])


def columns(kind: type[msgspec.Struct], *more: str) -> pa.Schema:
    """Return the columns of a record's own table, and further ones of text."""
    own = arrow_type(kind)
    return pa.schema([own.field(i) for i in range(own.num_fields)] + [(name, pa.string()) for name in more])


def arrow_type(hint: Any) -> pa.DataType:
    """Return the Arrow type of a field's annotation."""
    simple = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    if hint in simple:
        return simple[hint]
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return pa.string()
    if origin in (Union, types.UnionType):
        return arrow_type(next(kind for kind in inner if kind is not type(None)))
    if origin is tuple:
        return pa.list_(arrow_type(inner[0]))
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        hints = typing.get_type_hints(hint)
        return pa.struct([(name, arrow_type(hints[name])) for name in hint.__struct_fields__])
    raise TypeError(f"no column type for {hint}")


def to_tables(records: Mapping[str, Record]) -> dict[str, pa.Table]:
    """Return records as tables, in the order given; tables without a row are left out.

    Args:
        records: records by key.
    """
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    for key, record in records.items():
        plain = to_builtins(record)
        for table in PARTS:
            for nth, item in enumerate(plain.pop(table)):
                row = {"record": key, "ref": record.ref, "article": record.id, "nth": nth, **item}
                rows[table].append(_with_keys(row) if table == "events" else row)
        rows["articles"].append({"record": key, **plain})
    return {table: pa.Table.from_pylist(own, schema=schema(table)) for table, own in rows.items() if own}


def _with_keys(event: Row) -> Row:
    """Add to an event's row what most questions select by."""
    start = event["date"]["start"]
    codes = {p["code"] for p in (*event["actors"], *event["recipients"]) if p["code"]}
    return {**event, "day": start[:10] if start else None, "parties": sorted(codes)}


def pairs_of(events: pa.Table) -> pa.Table:
    """Return the table of pairs that follows from a table of events."""
    rows, sides = list[int](), list[tuple[str, str]]()
    for row, codes in enumerate(events.column("parties").to_pylist()):
        for sided in combinations(codes or (), 2):
            rows.append(row)
            sides.append(sided)
    found = events.select(_OF_PAIRS).take(pa.array(rows, pa.int64()))
    for place, name in enumerate(("a", "b")):
        found = found.add_column(place, name, pa.array([pair[place] for pair in sides], pa.string()))
    order = [(name, "ascending") for name in ("a", "b", "day", "record", "nth")]
    return found.sort_by(order).cast(schema(PAIRS))


def to_records(tables: Mapping[str, Iterable[pa.Table]]) -> Iterator[tuple[str, Record]]:
    """Put records together again.

    Args:
        tables: for each table's name, tables with all rows of the records.

    Yields:
        Each record with its key, in the order of the articles.
    """
    parts: dict[str, dict[str, list[Row]]] = {table: {} for table in PARTS}
    for table, own in parts.items():
        for chunk in tables.get(table, ()):
            for row in chunk.to_pylist():
                own.setdefault(row["record"], []).append(_known(row))
    for chunk in tables.get("articles", ()):
        for row in chunk.to_pylist():
            key = row.pop("record")
            whole = _known(row)
            for table, own in parts.items():
                whole[table] = sorted(own.get(key, ()), key=lambda item: int(item["nth"]))
            yield key, msgspec.convert(whole, Record)


# Made when this is imported: msgspec works out what a record holds when it first meets one, and two threads
# that do so at once (as pages are served) bring the process down.
_KNOWN = msgspec.json.Decoder(Record)
_NULLABLE: Sequence[type] = (Record, *PARTS.values())


def _known(row: Row) -> Row:
    """Leave out columns that a segment of an older version lacks, so that they take their defaults."""
    return {name: value for name, value in row.items() if value is not None or name in _optional()}


@cache
def _optional() -> frozenset[str]:
    """Return the fields that may be None without having a default."""
    found = set()
    for kind in _NULLABLE:
        hints = get_type_hints(kind)
        for field in msgspec.structs.fields(kind):
            if type(None) in get_args(hints[field.name]) and field.required:
                found.add(field.name)
    return frozenset(found)
