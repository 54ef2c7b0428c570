"""Asking a store: search, SQL, happenings of a pair; and other tools that read its files."""

import duckdb
import pyarrow.dataset as ds
import pytest
from store_articles import outcome

from visavis.errors import StoreError
from visavis.store import upkeep
from visavis.store.layout import SEGMENTS
from visavis.store.store import Store


@pytest.fixture(scope="module")
def store(filled):
    with Store(filled) as opened:
        yield opened


def test_search_finds_words_and_phrases(store):
    found = store.search('"video summit" beijing')
    texts = {r.ref: f"{r.title} {r.text}".casefold() for r in outcome().records}
    assert found
    assert all("video summit" in texts[f.ref] and "beijing" in texts[f.ref] for f in found)
    assert store.search("xylophone") == ()
    assert store.search('"" *') == store.search("") == ()


def test_happenings_of_a_pair_since_a_day(store):
    every = [h for s in outcome().stories for h in s.happenings]
    pair = {h.id for h in every if {"CHN", "USA"} <= set(h.parties)}
    assert pair
    assert {h.id for h in store.happenings(("USA", "CHN"))} == pair
    late = store.happenings(("CHN", "USA"), since="2022-01-01")
    assert all((h.date.start or "9999") >= "2022-01-01" for h in late)
    assert len(store.happenings()) == len(every)


def test_sql_counts_what_the_records_hold(store):
    rows = store.sql("SELECT type, count(*) AS n FROM events GROUP BY type").to_pylist()
    events = [e.type for r in outcome().records for e in r.events]
    assert {row["type"]: row["n"] for row in rows} == {t: events.count(t) for t in set(events)}
    nested = store.sql("SELECT ref FROM events WHERE list_contains(parties, 'CHN') AND date.start >= '2022'")
    assert nested.num_rows


def test_a_wrong_query_is_said_as_one(store):
    with pytest.raises(StoreError, match=r"nowhere"):
        store.sql("SELECT * FROM nowhere")


def test_the_segments_are_read_by_other_tools_as_they_are(filled):
    folder = filled / SEGMENTS / "events"
    table = ds.dataset(folder, format="parquet", partitioning="hive").to_table()
    assert {"month", "actors", "date", "ref"} <= set(table.column_names)
    count = duckdb.sql(f"SELECT count(*) FROM '{folder}/*/*.parquet'").fetchall()[0][0]
    assert count == table.num_rows > 0


def test_a_folder_without_a_store_is_said_to_be_one(tmp_path):
    with pytest.raises(StoreError, match="there is no store here"):
        Store(tmp_path)


def told_of(a, b):
    return sorted(
        (e.date.start or "", e.type, r.ref, e.id)
        for r in outcome().records
        for e in r.events
        if {a, b} <= {p.code for p in (*e.actors, *e.recipients)}
    )


def history(store, a, b):
    rows = store.history(a, b).to_pylist()
    ids = {(r.ref, n): e.id for r in outcome().records for n, e in enumerate(r.events)}
    return sorted((row["day"] or "", row["type"], row["ref"], ids[row["ref"], row["nth"]]) for row in rows)


def test_the_history_of_a_pair_is_its_events_by_day(store):
    expected = [(day[:10], *rest) for day, *rest in told_of("CHN", "USA")]
    assert history(store, "USA", "CHN") == history(store, "CHN", "USA") == sorted(expected) != []
    assert store.history("CHN", "ATA").num_rows == 0
    days = [row["day"] for row in store.history("CHN", "RUS").to_pylist()]
    assert [day for day in days if day] == sorted(day for day in days if day)
    counted = store.sql("SELECT count(*) AS n FROM pairs WHERE a = 'CHN' AND b = 'USA'").to_pylist()
    assert counted == [{"n": len(expected)}]


def test_the_history_is_the_same_where_an_older_visavis_wrote_no_pairs(filled, tmp_path, store):
    import shutil
    import sqlite3

    older = tmp_path / "older"
    shutil.copytree(filled, older)
    with sqlite3.connect(older / "catalog.sqlite") as database:
        database.execute("DELETE FROM segments WHERE tbl = 'pairs' AND month != 'undated'")
    with Store(older) as opened:
        assert history(opened, "CHN", "USA") == history(store, "CHN", "USA")
    upkeep.repair(older)  # the files are orphans now
    upkeep.compact(older, crowd=1)
    with Store(older) as opened:
        assert history(opened, "CHN", "USA") == history(store, "CHN", "USA")
        kept = opened.database.execute("SELECT count(*) FROM segments WHERE tbl = 'pairs'").fetchone()[0]
        assert kept > 1  # compaction wrote them
