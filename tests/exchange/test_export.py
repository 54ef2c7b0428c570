import csv
import io
import json
import os
import re
from collections import Counter
from pathlib import Path

import duckdb
import networkx as nx
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

import visavis
from visavis.cli import cli
from visavis.coding.events.codebook import codebook
from visavis.errors import TableError
from visavis.exchange import codes, gdelt, icews, plain, polecat
from visavis.exchange.export import write_export
from visavis.exchange.supply import day_of, from_memory, from_store, happened, sentence_of
from visavis.exchange.tables import cell
from visavis.merging.tellings import both_ways
from visavis.relations.eventfiles import _cameo, read_events
from visavis.store.writer import Writer

SHARED = Path(os.environ.get("VISAVIS_SHARED", Path(__file__).parents[3] / "shared"))
GDELT_TYPES = {
    **dict.fromkeys(("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "IsRootEvent", "QuadClass"), "int64"),
    **dict.fromkeys(("NumMentions", "NumSources", "NumArticles", "DATEADDED"), "int64"),
    **dict.fromkeys(("FractionDate", "GoldsteinScale"), "float64"),
}


@pytest.fixture(scope="module")
def outcome():
    return visavis.gather(visavis.EXAMPLES)


@pytest.fixture(scope="module")
def supply(outcome):
    return from_memory(outcome.records, outcome.stories)


def exported(supply, form, table=None):
    file = io.BytesIO()
    losses = write_export(supply, file, form, table)
    return file.getvalue(), losses


def states(parties):
    return {code for code in parties if codes.is_state(code)}


# ---------------------------------------------------------------- codes


def test_every_type_and_mode_has_a_code_that_reads_back_as_its_type():
    for kind, entry in codebook().entries.items():
        for mode in (None, *(one.name for one in entry.mode)):
            back = _cameo(codes.cameo(kind, mode), "")[0].partition(":")
            if (kind, mode) == ("RETREAT", "resign"):  # CAMEO counts it among concessions
                assert back[0] == "CONCEDE"
                continue
            assert back[0] == kind


def test_the_table_of_codes_is_the_codebook_s():
    rows = codes.table("cameo.csv")
    assert len(rows) == len({row["code"] for row in rows}) == 256
    for row in rows:
        assert _cameo(row["code"], "")[0] == row["type"] + (f":{row['mode']}" if row["mode"] else "")


def test_states_have_numbers_and_codes_of_their_own():
    from visavis.coding.actors.registry import registry

    today = [s for s in registry().states() if not s.end]
    for number in ("cow", "gw"):
        given = Counter(getattr(s, number) for s in today if getattr(s, number))
        assert [n for n, count in given.items() if count > 1] == []
        assert all(2 <= n <= 990 for n in given)
    fips = Counter(codes.fips(s.code) for s in today)
    assert {code for code, count in fips.items() if count > 1} == set()
    assert (codes.fips("CHN"), codes.fips("CHE"), codes.fips("AUS"), codes.fips("AUT")) == (
        "CH",
        "SZ",
        "AS",
        "AU",
    )
    # Regions of the Correlates of War list: Americas below 200, Europe to 399, Africa to 626, and so on.
    for code, low, high in (
        ("USA", 2, 199), ("BRA", 2, 199), ("POL", 200, 399), ("NGA", 400, 626), ("IRN", 630, 699),
        ("CHN", 700, 899), ("FJI", 900, 990),
    ):  # fmt: skip
        assert low <= int(codes.cow(code)) <= high


def test_organisations_and_sectors_are_ours():
    from visavis.coding.actors.registry import registry

    assert all(registry().is_organisation(row["code"]) for row in codes.table("organisations.csv"))
    assert all(codes.is_state(row["code"]) for row in codes.table("countries.csv"))
    assert codes.group("NATO") == ("NAT", "IGO")
    assert codes.group("SCO") == ("", "IGO")


# ---------------------------------------------------------------- columns


def test_columns_stand_in_the_order_of_the_formats():
    assert (len(gdelt.COLUMNS), len(icews.COLUMNS), len(polecat.COLUMNS)) == (61, 20, 40)
    assert gdelt.COLUMNS[26:31] == (
        "EventCode",
        "EventBaseCode",
        "EventRootCode",
        "QuadClass",
        "GoldsteinScale",
    )
    assert gdelt.COLUMNS[51] == "ActionGeo_Type"


@pytest.mark.skipif(not (SHARED / "design" / "EXPORTS.md").exists(), reason="the shared folder is not here")
def test_columns_are_those_of_the_formats_descriptions():
    text = (SHARED / "design" / "EXPORTS.md").read_text(encoding="utf-8")
    listed = re.findall(r"(\d+):(\w+):(?:INTEGER|FLOAT|STRING)", text)[:61]
    assert tuple(name for _, name in listed) == gdelt.COLUMNS
    for title, columns in (("ICEWS (Dataverse", icews.COLUMNS), ("POLECAT (Dataverse", polecat.COLUMNS)):
        line = text[text.index(f"## {title}") :].splitlines()[1]
        assert tuple(name.strip() for name in line.split(",")) == columns


# ---------------------------------------------------------------- the files load elsewhere


def test_gdelt_loads_with_the_types_of_its_columns(supply, tmp_path):
    data, losses = exported(supply, "gdelt")
    path = tmp_path / "a.export.CSV"
    path.write_bytes(data)
    text = {name: "string" for name in gdelt.COLUMNS if name not in GDELT_TYPES}
    frame = pd.read_csv(
        path, sep="\t", header=None, names=gdelt.COLUMNS, dtype={**text, **GDELT_TYPES}, quoting=3
    )
    assert len(frame) == losses.rows > 50
    assert frame.GLOBALEVENTID.is_unique
    assert set(frame.QuadClass) <= {1, 2, 3, 4}
    assert frame.EventCode.str.startswith("0").any()
    assert (frame.EventCode.str[:2] == frame.EventRootCode).all()
    assert frame.SQLDATE.between(19000101, 20300101).all()
    assert (frame.DATEADDED.astype(str).str.len() == 14).all()
    polars = pl.read_csv(path, separator="\t", has_header=False, quote_char=None, infer_schema=False)
    assert polars.shape == (losses.rows, 61)
    found = duckdb.sql(
        f"SELECT count(*), max(column30::DOUBLE) FROM read_csv('{path}', delim='\t', header=false, quote='', "
        "all_varchar=true)"
    ).fetchall()
    assert found == [(losses.rows, frame.GoldsteinScale.max())]


@pytest.mark.parametrize(("form", "columns"), [("icews", icews.COLUMNS), ("polecat", polecat.COLUMNS)])
def test_icews_and_polecat_load_with_their_header(supply, tmp_path, form, columns):
    data, losses = exported(supply, form)
    path = tmp_path / "events.tab"
    path.write_bytes(data)
    frame = pd.read_csv(path, sep="\t", dtype={"CAMEO Code": str}, parse_dates=["Event Date"])
    assert tuple(frame.columns) == columns
    assert len(frame) == losses.rows > 50
    assert frame["Intensity"].dtype == float
    assert frame["Event Date"].dt.year.between(1900, 2030).all()
    assert frame["Event ID"].is_unique
    if form == "icews":
        assert frame["Sentence Number"].dtype == int
        assert set(frame["CAMEO Code"].str.len()) <= {3, 4}
        assert "Russian Federation" in set(frame["Source Country"])
    polars = pl.read_csv(
        path, separator="\t", schema_overrides={"CAMEO Code": pl.String}, infer_schema_length=None
    )
    assert polars.shape == frame.shape
    assert polars["Intensity"].dtype == pl.Float64
    assert duckdb.sql(f"SELECT count(*) FROM read_csv('{path}', delim='\t')").fetchall() == [(losses.rows,)]


@pytest.mark.parametrize("table", plain.TABLES)
def test_plain_tables_load_and_agree(supply, tmp_path, table):
    paths = {form: tmp_path / f"t.{form}" for form in ("csv", "parquet", "jsonl")}
    for form, path in paths.items():
        data, losses = exported(supply, form, table)
        path.write_bytes(data)
    rows = losses.rows
    assert rows > 0
    frame = pd.read_csv(paths["csv"])
    assert len(frame) == rows
    assert pl.read_parquet(paths["parquet"]).height == rows
    assert pl.read_csv(paths["csv"], infer_schema_length=None).height == rows
    assert len(pd.read_json(paths["jsonl"], lines=True)) == rows
    for path in paths.values():
        assert duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall() == [(rows,)]
    assert b"visavis.losses" in pq.read_schema(paths["parquet"]).metadata
    assert not [name for name in frame.columns if name.startswith("Unnamed")]


def test_events_keep_their_values_in_every_plain_form(supply, outcome, tmp_path):
    events = [e for record in outcome.records for e in record.events]
    data, _ = exported(supply, "csv")
    rows = list(csv.DictReader(io.StringIO(data.decode())))
    assert [row["id"] for row in rows] == [e.id for e in events]
    assert [row["actors"] for row in rows] == ["|".join(p.code or p.text for p in e.actors) for e in events]
    assert [float(row["confidence"]) for row in rows] == [e.confidence for e in events]
    assert [row["date_start"] or None for row in rows] == [e.date.start for e in events]
    lines = [json.loads(line) for line in exported(supply, "jsonl")[0].splitlines()]
    assert [line["trigger"]["text"] for line in lines] == [e.trigger.text for e in events]


def test_plover_json_has_lists_of_parties_and_the_sentence(supply, outcome):
    records = [json.loads(line) for line in exported(supply, "plover-json")[0].splitlines()]
    assert len(records) == sum(len(r.events) for r in outcome.records)
    assert len({r["id"] for r in records}) == len(records)
    for record in records:
        assert {"id", "date", "actor", "event"} <= set(record)
        assert record["event"][0] in codebook().entries
        assert record["event_text"][0].split()[0] in record["text"]
    assert any("negation" in r["mode"] or "future" in r["mode"] for r in records)


def test_graphml_is_a_graph_of_pairs_and_types(supply, outcome, tmp_path):
    path = tmp_path / "g.graphml"
    path.write_bytes(exported(supply, "graphml")[0])
    graph = nx.read_graphml(path, force_multigraph=True)
    assert graph.nodes["CHN"] == {"name": "China", "kind": "state"}
    known = {h.id: h for s in outcome.stories for h in s.happenings}.values()
    pairs = sum(
        (not h.uncoded) * len(set(h.actors)) * (len(set(h.actors)) - 1) // 2 if not h.recipients
        else sum(a != b for a in set(h.actors) for b in set(h.recipients))
        for h in known if happened(h)
    )  # fmt: skip
    assert sum(data["happenings"] for *_, data in graph.edges(data=True)) == pairs > 0


# ---------------------------------------------------------------- and back


def pairs_of_happenings(outcome):
    """Return day, pair and type; two actors who do something to others, not to each other, are no pair."""
    found = set()
    for h in {h.id: h for s in outcome.stories for h in s.happenings}.values():
        day = day_of(h.date)
        if happened(h) and day and not (h.uncoded and not h.recipients):
            kind = _cameo(codes.cameo(h.type, h.mode), "")[0]
            sides = [(a, b) for a in states(h.actors) for b in states(h.recipients or h.actors) if a != b]
            found |= {(day, frozenset(pair), kind) for pair in sides}
    return found


def pairs_of_events(outcome, kind_of):
    """Return day, pair and type of events that one does to another, or that go both ways."""
    found = set()
    for record in outcome.records:
        for e in record.events:
            day = day_of(e.date)
            if happened(e) and day and (e.recipients or both_ways(e, sentence_of(record, e))):
                actors, recipients = ({p.code for p in side} for side in (e.actors, e.recipients))
                sides = [(a, b) for a in states(actors) for b in states(recipients or actors) if a != b]
                found |= {(day, frozenset(pair), kind_of(e)) for pair in sides}
    return found


def read_back(data):
    table = read_events(data.decode().splitlines(keepends=True), "file")
    return {(row.day.isoformat(), frozenset(row.pair), row.kind) for row in table.rows}


def cameo_kind(event):
    return _cameo(codes.cameo(event.type, event.mode), "")[0]


def own_kind(event):
    return f"{event.type}:{event.mode}" if event.mode else event.type


def test_what_is_written_reads_back_as_far_as_the_format_holds_it(supply, outcome):
    assert read_back(exported(supply, "gdelt")[0]) == pairs_of_happenings(outcome)
    assert read_back(exported(supply, "icews")[0]) == pairs_of_events(outcome, cameo_kind)
    assert read_back(exported(supply, "polecat")[0]) == pairs_of_events(outcome, own_kind)
    assert len(pairs_of_happenings(outcome)) > 20


# ---------------------------------------------------------------- losses, stores, commands


@pytest.mark.parametrize(
    ("words", "paired"),
    [
        ("India and Japan condemned the coup on Monday.", False),
        ("India and Japan condemned each other on Monday.", True),
        ("India and Japan signed a treaty on Monday.", True),
    ],
)
def test_who_only_does_the_same_is_no_pair_in_a_row_for_each_report(words, paired):
    outcome = visavis.gather([{"id": "a", "text": words, "published": "2023-05-03"}])
    supply = from_memory(outcome.records, outcome.stories)
    rows = {
        form: list(csv.DictReader(io.StringIO(exported(supply, form)[0].decode()), delimiter="\t"))
        for form in ("icews", "polecat")
    }
    assert {(row["Source Country"], row["Target Country"]) for row in rows["icews"]} == (
        {("India", "Japan"), ("Japan", "India")} if paired else set()
    )
    assert {row["Recipient Country"] for row in rows["polecat"]} == ({"Japan"} if paired else {"None"})


def test_losses_count_what_was_left_out(supply, outcome):
    _, losses = exported(supply, "icews")
    events = [e for r in outcome.records for e in r.events]
    apart = sum(not happened(e) for e in events)
    undated = sum(happened(e) and day_of(e.date) is None for e in events)
    assert losses.counted["events left out: planned, denied, supposed or history"] == apart > 0
    assert losses.counted["events left out: no date"] == undated > 0
    assert f"- {apart} events left out: planned" in losses.told()


def test_cells_break_no_line_and_pair_no_quotation_mark():
    assert cell('a\tb\r\nc "d"\x00') == "a b c 'd'"
    assert cell(None) == ""
    assert cell(0) == "0"


def test_a_store_exports_what_its_articles_do(outcome, tmp_path):
    with Writer(tmp_path / "kept", lambda a: None) as writer:
        writer.add([(visavis.Article(r.id, r.ref, r.source, r.text), r) for r in outcome.records[:5]])
    with visavis.Store(tmp_path / "kept") as store:
        records = sorted(store.records(), key=lambda r: r.ref)
        there = from_memory(records, store.stories())
        for form in ("gdelt", "graphml"):
            assert exported(from_store(store), form)[0] == exported(there, form)[0]
        for form in ("polecat", "plover-json", "csv"):
            assert sorted(exported(from_store(store), form)[0].splitlines()) == sorted(
                exported(there, form)[0].splitlines()
            )
    done = CliRunner().invoke(cli, ["export", "--format", "gdelt", "--store", str(tmp_path / "kept")])
    assert done.exit_code == 0
    assert done.stdout_bytes == exported(there, "gdelt")[0]
    assert "GDELT has no column for it" in done.stderr


def test_the_command_writes_the_losses_beside_the_file(tmp_path):
    article = tmp_path / "a.txt"
    article.write_text("Chinese President Xi Jinping met Vladimir Putin of Russia on 4 February 2022.")
    target = tmp_path / "x.tab"
    done = CliRunner().invoke(cli, ["export", "--format", "icews", "-o", str(target), str(article)])
    assert done.exit_code == 0, done.output
    assert target.read_text().count("\n") == 3
    assert "2 rows" in (tmp_path / "x.tab.losses.md").read_text()
    assert "x.tab.losses.md" in done.stdout


@pytest.mark.parametrize(
    ("form", "table", "words"),
    [
        ("gdelt", "events", "no tables"),
        ("csv", "evnts", "no table 'evnts'"),
        ("xml", None, "no format 'xml'"),
    ],
)
def test_what_there_is_not_is_named(supply, form, table, words):
    with pytest.raises(TableError, match=words):
        write_export(supply, io.BytesIO(), form, table)
