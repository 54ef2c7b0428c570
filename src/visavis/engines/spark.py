"""The engine for organisations that run Spark already: ``mapInArrow`` over the same batches.

Needs ``visavis[spark]`` and Java 17 or newer.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import pyarrow as pa

from visavis.coding.options import Options
from visavis.engines.batches import ARTICLES, RECORDS, read_batch, results, to_batch
from visavis.engines.pool import Pair
from visavis.errors import EngineError, MissingPackage
from visavis.records import Article, Unread

PART = 64
"""Articles of a part: what one worker reads at a time."""

WAVE = 8_192
"""Articles that are sent out at a time."""

MASTER = "VISAVIS_SPARK_MASTER"
"""Environment variable with the address of a Spark cluster; all cores of this machine when it is unset."""

HERE = "local[*,4]"
"""All cores of this machine; a part is tried four times, as on clusters, and not once (``local[*]``)."""


_KINDS = {"notes": "array<string>"}


def through(found: Iterable[Article | Unread], options: Options) -> Iterator[Pair]:
    """Read and code what was found on the cluster, in order; see ``pool.through``.

    Raises:
        MissingPackage: Spark is not installed.
        EngineError: the cluster cannot be reached.
    """
    session = _session()
    items = iter(found)
    try:
        while wave := list(islice(items, WAVE)):
            batch = to_batch([item for item in wave if isinstance(item, Article)])
            done = iter(results(_read(session, batch, options)) if batch.num_rows else [])
            for item in wave:
                yield (None, item) if isinstance(item, Unread) else (item, next(done))
    finally:
        session.stop()


def _session() -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        what, remedy = f"{error.name} is not installed", "Install visavis[spark]"
        raise MissingPackage(what, "--engine spark", remedy) from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings = {
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(PART),
        "spark.executorEnv.OPENBLAS_NUM_THREADS": "1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
    }
    builder = SparkSession.builder.appName("visavis").master(os.environ.get(MASTER, HERE))
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except Exception as error:  # what Java raises has no type of its own here
        what = f"Spark did not start ({(str(error).splitlines() or [type(error).__name__])[0][:200]})"
        raise EngineError(what, "--engine spark", f"Check Java and {MASTER}") from error


def _read(session: Any, batch: pa.RecordBatch, options: Options) -> pa.RecordBatch:
    """Read one wave on the cluster; its rows come back in order."""
    table = pa.Table.from_batches([batch]).append_column("row", pa.array(range(batch.num_rows), pa.int64()))
    given = ", ".join(f"`{f.name}` {_KINDS.get(f.name, 'string')}" for f in ARTICLES) + ", `row` bigint"
    frame = session.createDataFrame(table, given).repartition(-(-batch.num_rows // PART), "row")
    shape = ", ".join(f"`{name}` string" for name in RECORDS.names) + ", `row` bigint"
    rows = frame.mapInArrow(_mapper(options), shape).toArrow().sort_by("row")
    columns = [rows.column(name).cast(RECORDS.field(name).type).combine_chunks() for name in RECORDS.names]
    return pa.RecordBatch.from_arrays([_whole(c) for c in columns], schema=RECORDS)


def _whole(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if isinstance(column, pa.ChunkedArray) else column


def _mapper(options: Options) -> Any:
    """Return ``read_batch`` over batches that carry the number of each row."""

    def read_rows(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield the results of each batch, each row with its number."""
        for batch in batches:
            arrays = [batch.column(f.name).cast(f.type) for f in ARTICLES]
            found = read_batch(pa.RecordBatch.from_arrays(arrays, schema=ARTICLES), options)
            columns = [*(c.cast(pa.string()) for c in found.columns), batch.column("row")]
            yield pa.RecordBatch.from_arrays(columns, names=[*RECORDS.names, "row"])

    return read_rows
