"""Upkeep: what is wrong is named, what can be is repaired, and compaction changes nothing that counts."""

import duckdb
import pytest
from store_articles import edited, fill, outcome, pairs, reread

from visavis.errors import StoreError
from visavis.store import catalog, upkeep
from visavis.store.export import export_duckdb
from visavis.store.store import Store
from visavis.store.writer import Writer


def holds(folder):
    with Store(folder) as store:
        return store.stories(), sorted(store.records(), key=lambda r: r.ref)


def files(folder):
    return sorted(folder.glob("segments/*/*/*.parquet"))


def test_nothing_is_wrong_with_a_store_that_was_only_written(filled):
    assert upkeep.check(filled) == ()


def test_files_that_the_catalog_does_not_list_are_named_and_deleted(store):
    stray = files(store)[0].with_name("stray.parquet")
    stray.write_bytes(b"PAR1")
    (found,) = upkeep.check(store)
    assert found.where.endswith("stray.parquet")
    assert "orphan" in found.what
    before = holds(store)
    assert upkeep.repair(store) == (found,)
    assert not stray.exists()
    assert upkeep.check(store) == ()
    assert holds(store) == before


@pytest.mark.parametrize("harm", ["damage", "loss"])
def test_articles_of_a_bad_segment_go_to_quarantine_and_come_back(store, harm):
    before = holds(store)
    bad = files(store)[3]
    if harm == "loss":
        bad.unlink()
    else:
        data = bytearray(bad.read_bytes())
        data[len(data) // 2] ^= 0xFF
        bad.write_bytes(data)
    (found,) = upkeep.check(store)
    assert found.where == bad.relative_to(store).as_posix()
    upkeep.repair(store)
    assert upkeep.check(store) == ()
    with Store(store) as opened:
        status = opened.status()
        assert status.articles + len(status.quarantine) == len(pairs())
        assert {held.place for held in status.quarantine} <= {a.source for a, _ in pairs()}
        assert "damaged" in status.quarantine[0].what
    assert fill(store).added == len(status.quarantine)
    with Store(store) as opened:
        assert opened.status().quarantine == ()
    assert holds(store) == before


def test_a_missing_segment_is_an_error_that_names_it_and_the_remedy(store):
    for path in files(store):
        path.unlink()
    with Store(store) as opened:
        assert opened.stories()  # the catalog holds these
        with pytest.raises(StoreError, match=r"a segment is missing.*store check --repair"):
            list(opened.records())


def test_a_damaged_catalog_is_said_to_be_one(store):
    catalog = store / "catalog.sqlite"
    catalog.write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError, match="its catalog is damaged"):
        Store(store)


def test_compaction_makes_fewer_segments_with_the_same_content(tmp_path):
    for batch in (pairs()[:2], pairs()[2:5], pairs()[5:]):
        fill(tmp_path, batch)
    fill(tmp_path, [edited(pairs()[1], "Putin", "President Putin")])
    before, many = holds(tmp_path), len(files(tmp_path))
    with Store(tmp_path) as reader:
        done = upkeep.compact(tmp_path)
        assert done.after < done.before == many
        assert len(list(reader.records())) == len(pairs())
    assert holds(tmp_path) == before
    assert upkeep.check(tmp_path) == ()
    assert upkeep.compact(tmp_path).removed > 0  # what the first one replaced
    assert len(files(tmp_path)) == done.after
    assert holds(tmp_path) == before
    assert fill(tmp_path, [pairs()[1]]).changed == 1


def test_the_export_holds_what_counts(filled, tmp_path):
    with Store(filled) as store:
        export_duckdb(store, tmp_path / "all.duckdb")
    with duckdb.connect(str(tmp_path / "all.duckdb"), read_only=True) as exported:
        (articles,) = exported.execute("SELECT count(*) FROM articles").fetchall()[0]
        rows = exported.execute("SELECT type, parties, story FROM happenings").fetchall()
        assert articles == len(pairs())
        assert len(rows) == sum(len(s.happenings) for s in outcome().stories)
        assert {row[2] for row in rows} <= {s.id for s in outcome().stories}
        told = exported.execute("SELECT e.type FROM events e JOIN articles a USING (record)").fetchall()
        assert len(told) == sum(len(r.events) for r in outcome().records)


def test_a_dated_article_keeps_its_date_when_others_are_repaired(store):
    with Store(store) as opened:
        dated = {r.ref for r in opened.records() if r.published and "inferred" in r.published.basis}
    with Writer(store) as writer:  # without a reader, as in repairing
        writer.retract(ref=pairs()[-1][0].ref)
    with Store(store) as opened:
        left = {r.ref for r in opened.records() if r.published and "inferred" in r.published.basis}
    assert left >= dated - {pairs()[-1][0].ref}
    assert reread(pairs()[0][0])


def test_compaction_beside_writing_changes_nothing_that_counts(tmp_path, monkeypatch):
    monkeypatch.setattr(upkeep, "CROWD", 2)
    with Writer(tmp_path, reread) as writer, upkeep.Compactor(tmp_path) as compactor:
        for pair in pairs():
            writer.add([pair])
            compactor.start()
        compactor.wait()
        compactor.start()
        compactor.wait()
        assert compactor.failed is None
    with Store(tmp_path) as store:
        assert store.stories() == outcome().stories
        assert {r.ref: r for r in store.records()} == {r.ref: r for r in outcome().records}
        groups = "SELECT month, count(DISTINCT grp) FROM segments WHERE retired IS NULL GROUP BY month"
        assert {n for _, n in store.database.execute(groups)} == {1}
        kinds = {row[0] for row in store.database.execute("SELECT kind FROM batches")}
        assert kinds == {"ingest", "compact"}
    assert upkeep.check(tmp_path) == ()


def test_a_record_that_compaction_left_out_is_written_again_when_it_is_needed(tmp_path, monkeypatch):
    fill(tmp_path, pairs()[:3])
    pair = pairs()[3]
    with Writer(tmp_path, reread) as writer:
        own = writer._write
        first = []

        def forgetting(items):
            if not first:  # as if a segment held it when it was looked for, and none does a moment later
                first.append(items)
                return [], {}
            return own(items)

        monkeypatch.setattr(writer, "_write", forgetting)
        writer.add([pair])
    assert upkeep.check(tmp_path) == ()
    with Store(tmp_path) as store:
        assert pair[0].ref in {r.ref for r in store.records()}


def test_a_compaction_that_fails_leaves_writing_alone(store, monkeypatch):
    def failing(*args):
        raise StoreError("the disk is full", "there", "Make room")

    monkeypatch.setattr(upkeep, "CROWD", 1)
    monkeypatch.setattr(upkeep, "_crowds", lambda database: iter([("2021-12", [])]))
    monkeypatch.setattr(upkeep, "_compact_month", failing)
    with Writer(store, reread) as writer, upkeep.Compactor(store) as compactor:
        compactor.start()
        compactor.wait()
        assert "full" in str(compactor.failed)
        compactor.start()
        assert writer.add([edited(pairs()[1], "Putin", "President Putin")]).changed == 1
    assert upkeep.check(store) == ()


def test_a_compaction_that_is_ended_has_changed_no_file_that_counts(store, monkeypatch):
    """Of a month with one group a group with the same records is made: under another name."""

    def ended(*given):
        raise KeyboardInterrupt

    monkeypatch.setattr(upkeep.catalog, "add_segments", ended)
    with pytest.raises(KeyboardInterrupt):
        upkeep.compact(store, crowd=1)
    monkeypatch.undo()
    assert {problem.what.split(":")[0] for problem in upkeep.check(store)} == {"an orphan"}
    upkeep.compact(store, crowd=1)
    upkeep.repair(store)
    assert upkeep.check(store) == ()


def test_a_group_much_larger_than_the_others_waits_until_they_have_grown(tmp_path, monkeypatch):
    monkeypatch.setattr(upkeep, "CROWD", 3)
    with Writer(tmp_path) as writer:

        def crowds(*sizes):
            rows = [
                (f"{n}", "articles", "2021-12", f"g{n}", 1, size, "", 1, None) for n, size in enumerate(sizes)
            ]
            marks = ", ".join("?" * 9)
            with catalog.transaction(writer.database):
                writer.database.execute("DELETE FROM segments")
                writer.database.executemany(f"INSERT INTO segments VALUES ({marks})", rows)
            return list(upkeep._crowds(writer.database))

        assert crowds(10, 10) == []
        assert crowds(10, 10, 100) == [("2021-12", ["g0", "g1"])]
        assert crowds(10, 20, 50) == [("2021-12", ["g0", "g1", "g2"])]
        assert crowds(10, 20, upkeep.LARGE) == []
        assert crowds(10, 20, 30, upkeep.LARGE) == [("2021-12", ["g0", "g1", "g2"])]
