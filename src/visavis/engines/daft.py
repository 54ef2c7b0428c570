"""The engine for a cluster: Daft on Ray, which outlives killed workers and killed nodes.

Articles are read from their sources here and go out in waves, so that memory on this machine does not grow
with the input; a wave is cut into parts, which are the unit that is read again when a worker or a node dies.
Needs ``visavis[cluster]``.
"""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

import pyarrow as pa

from visavis.coding.options import Options
from visavis.engines.batches import RECORDS, read_batch, results, to_batch
from visavis.engines.pool import Crew, Pair, Reader
from visavis.errors import EngineError, MissingPackage
from visavis.records import Article, Unread
from visavis.sources.objects import daft_quietly

PART = 64
"""Articles of a part: what one worker reads at a time."""

WAVE = 8_192
"""Articles that are sent out at a time."""

ADDRESS = "VISAVIS_RAY_ADDRESS"
"""Environment variable with the address of a Ray cluster; one is started on this machine when it is unset."""

_ONE = threading.Lock()  # a worker has several threads
_REMEDY = "Install visavis[cluster]"


def through(found: Iterable[Article | Unread], options: Options) -> Iterator[Pair]:
    """Read and code what was found on the cluster, in order; see ``pool.through``.

    Raises:
        MissingPackage: Daft or Ray is not installed.
        EngineError: the cluster cannot be reached.
    """
    daft = started()
    items = iter(found)
    while wave := list(islice(items, WAVE)):
        batch = to_batch([item for item in wave if isinstance(item, Article)])
        done = iter(results(_read(daft, batch, options)) if batch.num_rows else [])
        for item in wave:
            yield (None, item) if isinstance(item, Unread) else (item, next(done))


@functools.lru_cache(maxsize=1)
def started() -> Any:
    """Return Daft with its Ray runner set.

    Raises:
        MissingPackage: Daft or Ray is not installed.
        EngineError: the cluster cannot be reached.
    """
    daft = daft_quietly("--engine daft")
    try:
        import ray
    except ImportError as error:
        raise MissingPackage(f"{error.name} is not installed", "--engine daft", _REMEDY) from error
    # Threads of algebra libraries cost more than they give.
    workers = {"env_vars": {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}}
    try:
        ray.init(
            address=os.environ.get(ADDRESS), runtime_env=workers, log_to_driver=False,
            include_dashboard=False, configure_logging=False, ignore_reinit_error=True,
        )  # fmt: skip
        daft.set_runner_ray(noop_if_initialized=True)
    except (ConnectionError, RuntimeError, ValueError) as error:
        what = f"the Ray cluster cannot be reached ({str(error).splitlines()[0][:200]})"
        raise EngineError(what, "--engine daft", f"Check {ADDRESS} and the cluster's token") from error
    if daft.get_or_infer_runner_type() != "ray":  # the first to need a runner chose another, for good
        what, remedy = "Daft runs without Ray in this process already", "Begin anew, and use it first"
        raise EngineError(what, "--engine daft", remedy)
    return daft


def _read(daft: Any, batch: pa.RecordBatch, options: Options) -> pa.RecordBatch:
    """Read one wave on the cluster; its rows come back in order."""
    table = pa.Table.from_batches([batch]).append_column("row", pa.array(range(batch.num_rows), pa.int64()))
    frame = spread_out(daft, table)
    fields = [daft.col(name) for name in batch.schema.names]
    coded = _function(daft, options)(*fields)
    done = _collected(frame.select(daft.col("row"), coded.alias("found"))).sort_by("row")
    rows = done.column("found").combine_chunks()
    if isinstance(rows, pa.ChunkedArray):
        rows = rows.chunk(0)
    columns = [rows.field(name).cast(RECORDS.field(name).type) for name in RECORDS.names]
    return pa.RecordBatch.from_arrays(columns, schema=RECORDS)


def spread_out(daft: Any, table: pa.Table, rows: int = PART) -> Any:
    """Return a table as a frame in parts of so many rows.

    It is cut here: parts that a node has cut are lost with it, and Daft makes nothing of its own again.
    """
    return daft.from_arrow([table.slice(start, rows) for start in range(0, max(1, table.num_rows), rows)])


def _collected(frame: Any) -> pa.Table:
    """Return what a frame gives once the cluster has worked it out.

    Raises:
        EngineError: the cluster gave up, as when no node is left to go on.
    """
    from ray.exceptions import RayError

    try:
        return pa.table(frame.collect().to_arrow())
    except (RayError, RuntimeError, ValueError) as error:  # ValueError is the root of Daft's own
        what = f"the cluster gave up ({' '.join(str(error).split())[:200] or type(error).__name__})"
        remedy = "Look at it with `ray status`, and run again; what a store has taken in is not read twice"
        raise EngineError(what, "--engine daft", remedy) from error


def _cores() -> tuple[tuple[str, int], ...]:
    """Return the nodes of the cluster, each with how many cores it gives."""
    import ray

    return tuple((node["NodeID"], int(node["Resources"].get("CPU", 1))) for node in ray.nodes())


def _crew(cores: tuple[tuple[str, int], ...], options: Options, reader: Reader) -> Crew:
    """Return the processes of the node that this is called on; they stay until its worker goes."""
    with _ONE:
        return _new_crew(cores, options, reader)


@functools.lru_cache(maxsize=1)
def _new_crew(cores: tuple[tuple[str, int], ...], options: Options, reader: Reader) -> Crew:
    import ray

    return Crew(dict(cores).get(ray.get_runtime_context().get_node_id(), 1), options, reader)


def _function(daft: Any, options: Options) -> Callable[..., Any]:
    """Return ``read_batch`` as a function of Daft's columns."""
    from visavis.engines.batches import ARTICLES

    kind = daft.DataType.struct({field.name: daft.DataType.string() for field in RECORDS})
    reader, cores = read_batch, _cores()

    @daft.func.batch(return_dtype=kind, use_process=False, batch_size=PART)  # type: ignore[untyped-decorator]
    def read_rows(*columns: Any) -> pa.Array:
        arrays = [c.to_arrow().cast(f.type) for c, f in zip(columns, ARTICLES, strict=True)]
        found = _crew(cores, options, reader).read(pa.RecordBatch.from_arrays(arrays, schema=ARTICLES))
        return pa.StructArray.from_arrays(found.columns, names=RECORDS.names)

    return read_rows  # type: ignore[no-any-return]
