"""Migrating: stores of older schemas, made from their own SQL, come up to date whole or not at all."""

import os
import sqlite3
import subprocess
import sys

import pytest
from older import SCHEMAS, columns, outdate
from store_articles import outcome, pairs

from visavis.errors import StoreError
from visavis.store import catalog, finding, layout, upkeep
from visavis.store.store import Store
from visavis.store.writer import Writer


def shape(store):
    """Return the columns of each table, and the names and columns of its indexes."""
    with sqlite3.connect(store / layout.CATALOG) as database:
        names = [r[0] for r in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        indexes = database.execute(
            "SELECT name, tbl_name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
        ).fetchall()
        inside = {name: [r[2] for r in database.execute(f"PRAGMA index_info({name})")] for name, _ in indexes}
        return {name: sorted(columns(database, name)) for name in sorted(names)}, indexes, inside


@pytest.fixture(params=SCHEMAS, ids=lambda path: path.stem)
def script(request):
    return request.param


def test_every_older_schema_is_kept_as_sql():
    assert [int(path.stem) for path in SCHEMAS] == list(range(1, catalog.SCHEMA))


def test_an_older_store_comes_up_to_date_with_all_that_it_held(store, script):
    today, wanted = shape(store), finding.Wanted(actors=("CHN",), text="summit")
    with Store(store) as opened:
        before = finding.find_happenings(opened, wanted, 500), finding.volume(opened, wanted, "day")
    outdate(store, script)
    with pytest.raises(StoreError, match="brings it up to date"):
        Store(store)
    with Writer(store) as writer:
        assert writer.knows(pairs()[0][0])
    assert shape(store) == today
    with Store(store) as opened:
        assert opened.stories() == outcome().stories
        assert (
            finding.find_happenings(opened, wanted, 500),
            finding.volume(opened, wanted, "day"),
        ) == before
        assert before[0]
    assert upkeep.check(store) == ()


KILLED = """
import os, signal, sys
from pathlib import Path
from visavis.store import catalog
from visavis.store.writer import Writer

class Ending:
    def __init__(self, database, after):
        self.database, self.left = database, after
    def execute(self, *query):
        self.left -= 1
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return self.database.execute(*query)

own, after = catalog._run, int(sys.argv[2])
ending = None
def run(database, script):
    global ending
    ending = ending or Ending(database, after)
    own(ending, script)
catalog._run = run
Writer(Path(sys.argv[1]))
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
@pytest.mark.parametrize("after", [0, 3, 10])
def test_a_migration_that_is_killed_leaves_the_store_as_it_was(store, after):
    outdate(store, SCHEMAS[0])
    command = [sys.executable, "-c", KILLED, str(store), str(after)]
    assert subprocess.run(command).returncode == -9
    with sqlite3.connect(store / layout.CATALOG) as database:
        assert database.execute("PRAGMA user_version").fetchone()[0] == 1
        assert "sign" not in columns(database, "happenings")
    Writer(store).__exit__(None, None, None)
    with Store(store) as opened:
        assert opened.stories() == outcome().stories
