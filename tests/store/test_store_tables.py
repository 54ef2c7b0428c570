"""Records as tables: what is written is what comes back, and other tools read it."""

import pyarrow as pa
import pytest
from store_articles import pairs

from visavis.records import Record
from visavis.store.tables import PARTS, TABLES, record_key, schema, to_records, to_tables


@pytest.fixture(scope="module")
def records():
    return {record_key(record): record for _, record in pairs()}


def test_records_come_back_as_they_were(records):
    tables = {name: [table] for name, table in to_tables(records).items()}
    assert dict(to_records(tables)) == records


def test_every_list_of_a_record_is_a_table_and_every_other_field_a_column():
    columns = set(schema("articles").names)
    assert {name for name in Record.__struct_fields__ if name not in columns} == set(PARTS)
    assert set(TABLES) == {"articles", *PARTS}


def test_an_event_names_its_day_and_parties(records):
    rows = to_tables(records)["events"].to_pylist()
    assert any(row["day"] and len(row["parties"]) == 2 for row in rows)
    for row in rows:
        assert row["day"] == (row["date"]["start"] or "")[:10] or row["day"] is None
        assert row["parties"] == sorted(set(row["parties"]))


def test_nested_fields_are_lists_and_structs_of_arrow():
    assert pa.types.is_list(schema("events").field("actors").type)
    assert pa.types.is_struct(schema("events").field("date").type)


def test_a_column_that_an_older_segment_lacks_takes_its_default(records):
    tables = to_tables(records)
    old = {name: [table] for name, table in tables.items()}
    old["statements"] = [tables["statements"].drop_columns(["act", "joint"])]
    found = dict(to_records(old))
    assert found.keys() == records.keys()
    assert {s.act for r in found.values() for s in r.statements} == {"say"}
