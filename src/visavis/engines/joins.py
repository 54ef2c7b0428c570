"""Merging's two joins on a cluster: near copies, and similar articles, found by Daft on Ray.

The steps and their constants are those of ``merging.duplicates`` and ``merging.stories``; here they are
spread out. Near copies: workers sketch each text, a shuffle brings texts of one bucket together, each
candidate is verified on the text. Similar articles: workers profile each article; vectors need the
frequencies of all and are made here; then the search is cut by days of publication. The groups are the same
as on one machine. The records themselves stay with the caller, and so does what follows: linkage, happenings,
differences.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import pyarrow as pa

from visavis.engines.daft import spread_out, started
from visavis.merging.candidates import parts
from visavis.merging.duplicates import are_copies, own_words
from visavis.merging.features import Profile, profile, vectors
from visavis.merging.groups import Groups
from visavis.merging.merge import Joins
from visavis.merging.shingles import Shingles, buckets_of, pairs_in, shingles
from visavis.merging.stories import Edges, similar_pairs
from visavis.records import Record, to_json

PART = 512
"""Articles of a part."""

_RECORD = msgspec.json.Decoder(Record)


def joins() -> Joins:
    """Return both joins, to be handed to ``merge``."""
    return Joins(copies, similar)


def copies(records: Sequence[Record]) -> list[list[int]]:
    """Return the groups of near copies among records, as ``duplicates.copies`` does.

    Raises:
        MissingPackage: Daft or Ray is not installed.
        EngineError: the cluster cannot be reached.
    """
    daft = started()
    col, kinds = daft.col, daft.DataType
    pair = kinds.struct({"a": kinds.int64(), "b": kinds.int64()})
    texts = _spread_out(daft, records).select(
        "row", _each(daft, _words, kinds.string())(col("record")).alias("words")
    )
    texts = texts.collect()  # used three times
    buckets = texts.select(
        "row", _each(daft, _buckets, kinds.list(kinds.string()))(col("words")).alias("bucket")
    )
    held = buckets.explode("bucket").groupby("bucket").agg(col("row").list_agg().alias("rows"))
    found = held.select(
        _each(daft, _pairs, kinds.list(pair))(col("bucket"), col("rows")).alias("pair")
    ).explode("pair")
    asked = found.select(col("pair").get("a").alias("a"), col("pair").get("b").alias("b")).distinct()
    asked = asked.where(~col("a").is_null())
    for side in ("a", "b"):
        asked = asked.join(texts.select(col("row").alias(side), col("words").alias(f"{side}_words")), on=side)
    same = _each(daft, _same, kinds.bool())(col("a_words"), col("b_words"))
    told = asked.where(same).select("a", "b").to_arrow()
    groups = Groups(len(records))
    for i, j in sorted(zip(told.column("a").to_pylist(), told.column("b").to_pylist(), strict=True)):
        groups.join(i, j)
    return groups.several()


def similar(records: Sequence[Record]) -> Edges:
    """Return how similar articles are, for each pair worth keeping, as ``stories.similarities`` does.

    Raises:
        MissingPackage: Daft or Ray is not installed.
        EngineError: the cluster cannot be reached.
    """
    daft = started()
    binary = daft.DataType.binary()
    told = _spread_out(daft, records).select(
        "row", _each(daft, _profiled, binary)(daft.col("record")).alias("profile")
    )
    profiles: list[Profile] = [pickle.loads(p) for p in _in_order(told, "profile")]  # noqa: S301 - our own
    rows = vectors(profiles)
    tasks = [
        (taken, pickle.dumps(([profiles[i] for i in taken], rows[taken], since)))
        for taken, since in parts([p.published for p in profiles], PART)
    ]
    given = pa.table({"row": range(len(tasks)), "task": pa.array([task for _, task in tasks], pa.binary())})
    frame = spread_out(daft, given, rows=1)
    done = _in_order(
        frame.select("row", _each(daft, _searched, binary)(daft.col("task")).alias("edges")), "edges"
    )
    found: Edges = {}
    for (taken, _), edges in zip(tasks, done, strict=True):
        for (i, j), value in pickle.loads(edges).items():  # noqa: S301 - our own
            found[taken[i], taken[j]] = value
    return found


def _spread_out(daft: Any, records: Sequence[Record]) -> Any:
    """Return records as a frame of their numbers and their JSON, in parts."""
    written = pa.array((to_json(record) for record in records), pa.large_string())
    table = pa.table({"row": pa.array(range(len(records)), pa.int64()), "record": written})
    return spread_out(daft, table)


def _in_order(frame: Any, column: str) -> list[Any]:
    found: list[Any] = frame.to_arrow().sort_by("row").column(column).to_pylist()
    return found


def _each(daft: Any, function: Callable[..., Any], kind: Any) -> Callable[..., Any]:
    """Return a function of values as one of Daft's columns."""

    @daft.func.batch(return_dtype=kind, use_process=False)  # type: ignore[untyped-decorator]
    def of_columns(*columns: Any) -> list[Any]:
        return [function(*values) for values in zip(*(c.to_pylist() for c in columns), strict=True)]

    return of_columns  # type: ignore[no-any-return]


def _words(record: str) -> str:
    return " ".join(own_words(_RECORD.decode(record)))


def _shingles(words: str) -> Shingles:
    return shingles(words.split())


def _buckets(words: str) -> list[str]:
    return [str(bucket) for bucket in buckets_of(_shingles(words)).tolist()]


def _pairs(bucket: str, rows: list[int]) -> list[dict[str, int]]:
    return [{"a": a, "b": b} for a, b in pairs_in(int(bucket), sorted(rows))]


def _same(a: str, b: str) -> bool:
    return are_copies(_shingles(a), _shingles(b))


def _profiled(record: str) -> bytes:
    return pickle.dumps(profile(_RECORD.decode(record)))


def _searched(task: bytes) -> bytes:
    profiles, rows, since = pickle.loads(task)  # noqa: S301 - our own
    return pickle.dumps(similar_pairs(profiles, rows, since))
