"""Export: all that counts in a store as one DuckDB file, for tools that want one."""

from __future__ import annotations

from pathlib import Path

import duckdb

from visavis.errors import OutputError
from visavis.store.store import Store
from visavis.store.tables import TABLES

MERGED = ("stories", "happenings")


def export_duckdb(store: Store, target: Path) -> None:
    """Write all tables of a store into a DuckDB file, which appears only when it is complete.

    Args:
        store: the store.
        target: the file; one that is there is replaced.

    Raises:
        OutputError: it cannot be written.
        StoreError: the store cannot be read.
    """
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    name = str(part).replace("'", "''")
    try:
        with store.duckdb(merged=True) as database:
            database.execute(f"ATTACH '{name}' AS exported")
            for table in (*TABLES, *MERGED):
                database.execute(f"CREATE TABLE exported.{table} AS SELECT * FROM {table}")
            database.execute("DETACH exported")
        part.replace(target)
    except (duckdb.IOException, OSError) as error:
        words = str(error).split("\n")[0]
        raise OutputError(words, str(target), "Check the folder and the space on its disk") from error
    finally:
        part.unlink(missing_ok=True)
