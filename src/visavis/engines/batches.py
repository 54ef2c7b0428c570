"""The per-article half over Arrow: a batch of articles in, a batch of their records out.

``read_batch`` is the one definition of the work that all engines share out. It is a pure function: the same
rows give the same rows, wherever and with whatever others they are read.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pyarrow as pa

from visavis.coding.options import Options
from visavis.engines.article import read_one
from visavis.records import Article, Record, Unread, to_json

ARTICLES = pa.schema(
    [pa.field(name, pa.large_string() if name == "text" else pa.string())
     for name in Article.__struct_fields__ if name != "notes"]
    + [pa.field("notes", pa.list_(pa.string()))]
)  # fmt: skip
"""Columns of a batch of articles: the fields of ``Article``."""

RECORDS = pa.schema(
    [pa.field("ref", pa.string()), pa.field("record", pa.large_string())]
    + [pa.field(name, pa.string()) for name in Unread.__struct_fields__]
)
"""Columns of a batch of records: the article's ref, its record as JSON; or, that null, why there is none."""


def to_batch(articles: Sequence[Article]) -> pa.RecordBatch:
    """Return articles as a batch, in order."""
    return pa.RecordBatch.from_pylist([msgspec.structs.asdict(a) for a in articles], schema=ARTICLES)


def read_batch(batch: pa.RecordBatch, options: Options) -> pa.RecordBatch:
    """Read and code a batch of articles.

    Args:
        batch: rows of ``ARTICLES``.
        options: what to code with.

    Returns:
        As many rows of ``RECORDS``, in the same order.

    Raises:
        VisavisError: a knowledge file or the model is at fault.
    """
    return from_results([(article.ref, read_one(article, options)) for article in from_batch(batch)])


def from_batch(batch: pa.RecordBatch) -> list[Article]:
    """Return the articles of a batch, in order."""
    fields = Article.__struct_fields__
    return [
        Article(**{**{f: row[f] for f in fields}, "notes": tuple(row["notes"])}) for row in batch.to_pylist()
    ]


def from_results(found: Sequence[tuple[str, Record | Unread]]) -> pa.RecordBatch:
    """Return refs with their records, or with what could not be read, as a batch, in order."""
    return pa.RecordBatch.from_pylist([_row(ref, result) for ref, result in found], schema=RECORDS)


def results(batch: pa.RecordBatch) -> list[Record | Unread]:
    """Return the records of a batch, and what could not be read, in order."""
    return [
        Unread(row["where"], row["what"], row["remedy"])
        if row["record"] is None
        else msgspec.json.decode(row["record"], type=Record)
        for row in batch.to_pylist()
    ]


def _row(ref: str, result: Record | Unread) -> dict[str, str | None]:
    if isinstance(result, Unread):
        return {"ref": ref, "record": None, **msgspec.structs.asdict(result)}
    return {"ref": ref, "record": to_json(result)}
