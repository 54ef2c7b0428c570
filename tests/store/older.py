"""Stores of older schemas, made from their own SQL."""

import re
import sqlite3
from pathlib import Path

from visavis.store import layout

SCHEMAS = sorted((Path(__file__).parent / "schemas").glob("*.sql"))
SHADOWS = ("words_data", "words_idx", "words_docsize")


def columns(database, table, schema="main"):
    return [row[1] for row in database.execute(f"PRAGMA {schema}.table_info({table})")]


def outdate(store, script):
    """Put in the place of a store's catalog one of an older schema with the same content."""
    path, old = store / layout.CATALOG, store / "old.sqlite"
    database = sqlite3.connect(old, isolation_level=None)
    for statement in re.sub(r"--.*", "", script.read_text(encoding="utf-8")).split(";"):
        database.execute(statement)
    database.execute("ATTACH ? AS today", (str(path),))
    tables = [r[0] for r in database.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
    for table in tables:
        if table.startswith("words") and table not in SHADOWS:
            continue
        own = ", ".join(c for c in columns(database, table) if c in columns(database, table, "today"))
        database.execute(f"DELETE FROM main.{table}")
        database.execute(f"INSERT INTO main.{table} ({own}) SELECT {own} FROM today.{table}")
    database.execute("DETACH today")
    database.execute(f"PRAGMA user_version = {script.stem}")
    database.execute("PRAGMA journal_mode = WAL")
    database.close()
    for name in ("-wal", "-shm"):
        path.with_name(path.name + name).unlink(missing_ok=True)
    old.replace(path)
