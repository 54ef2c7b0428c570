"""Records as CSV, Parquet or JSON lines: one table, with the names of the records' fields."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from visavis.exchange.losses import Losses
from visavis.exchange.supply import Supply, sentence_of
from visavis.records import Event, Happening, Record, to_builtins
from visavis.store.tables import PARTS, columns, record_key, schema

TABLES: tuple[str, ...] = (
    "events",
    "articles",
    "statements",
    "figures",
    "agreements",
    "claims",
    "mentions",
    "times",
    "happenings",
)
_EXTRA = ("words", "outlet", "title", "published", "url")  # beside events: what one wants to see with them
_BATCH = 5_000  # rows
NESTED: tuple[str, ...] = ("one table: the others are exports of their own (--table)",)
FLAT: tuple[str, ...] = (
    *NESTED,
    "nesting: fields of fields become columns of their own (date_start), lists of words are joined "
    "by |, lists of records are JSON, and actors and recipients are their codes, or their words "
    "where there is no code",
)
_SIDES = ("actors", "recipients")
Row = dict[str, Any]


def write_jsonl(supply: Supply, file: IO[bytes], losses: Losses, table: str) -> None:
    """Write a table as JSON lines, nested as the records are."""
    for row in _rows(supply, table):
        file.write((json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8", "replace"))
        losses.rows += 1


def write_parquet(supply: Supply, file: IO[bytes], losses: Losses, table: str) -> None:
    """Write a table as Parquet (zstd), nested as the records are; the losses stand in its metadata too."""
    rows, columns_ = _rows(supply, table), _schema(table)
    notes = {"visavis.table": table, "visavis.losses": "; ".join(losses.always)}
    with pq.ParquetWriter(file, columns_.with_metadata(notes), compression="zstd") as writer:
        while batch := list(islice(rows, _BATCH)):
            writer.write_table(pa.Table.from_pylist(batch, schema=columns_.with_metadata(notes)))
            losses.rows += len(batch)


def write_csv(supply: Supply, file: IO[bytes], losses: Losses, table: str) -> None:
    """Write a table as CSV with a header, flat: see ``FLAT``."""
    names = list(_flat_names(_schema(table)))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    for row in _rows(supply, table):
        writer.writerow(_flat(row))
        losses.rows += 1
        file.write(text.getvalue().encode("utf-8", "replace"))
        text.seek(0)
        text.truncate()
    file.write(text.getvalue().encode("utf-8", "replace"))


def _schema(table: str) -> pa.Schema:
    if table == "happenings":
        return columns(Happening)
    found = schema(table)
    return pa.schema([*found, *((name, pa.string()) for name in _EXTRA)]) if table == "events" else found


def _rows(supply: Supply, table: str) -> Iterator[Row]:
    if table == "happenings":
        for happening in supply.happenings():
            yield to_builtins(happening)
        return
    for record in supply.records():
        key = record_key(record)
        if table == "articles":
            plain = to_builtins(record)
            yield {"record": key, **{name: plain[name] for name in plain if name not in PARTS}}
            continue
        for nth, item in enumerate(getattr(record, table)):
            row = {"record": key, "ref": record.ref, "article": record.id, "nth": nth, **to_builtins(item)}
            yield {**row, **_beside(record, item)} if table == "events" else row


def _beside(record: Record, event: Event) -> Row:
    parties = (*event.actors, *event.recipients)
    return {
        "day": event.date.start[:10] if event.date.start else None,
        "parties": sorted({p.code for p in parties if p.code}),
        "words": sentence_of(record, event),
        "outlet": record.outlet,
        "title": record.title,
        "published": record.published.start if record.published else None,
        "url": record.url,
    }


def _flat_names(columns_: pa.Schema) -> Iterator[str]:
    for field in columns_:
        if pa.types.is_struct(field.type):
            yield from (f"{field.name}_{inner.name}" for inner in field.type)
        else:
            yield field.name


def _flat(row: Row) -> Row:
    found: Row = {}
    for name, value in row.items():
        if isinstance(value, dict):
            found |= {f"{name}_{inner}": _plain(inner, one) for inner, one in value.items()}
        else:
            found[name] = _plain(name, value)
    return found


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    if not isinstance(value, list | tuple):
        return str(value).lower() if isinstance(value, bool) else value
    if name in _SIDES and value and isinstance(value[0], dict):
        return "|".join(party["code"] or party["text"] for party in value)
    return _listed(value)


def _listed(values: Sequence[Any]) -> str:
    if any(isinstance(value, dict | list | tuple) for value in values):
        return json.dumps(values, ensure_ascii=False)
    return "|".join(str(value) for value in values)
