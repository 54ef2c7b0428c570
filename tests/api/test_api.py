import ast
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import visavis
from visavis.api.materials import How
from visavis.cli import cli
from visavis.errors import InputError, MissingPackage, OutputError, TableError
from visavis.records import to_json

NAMES = [
    "Answer",
    "Article",
    "Contingency",
    "EXAMPLES",
    "Event",
    "Happening",
    "Outcome",
    "Record",
    "Relation",
    "Statement",
    "Store",
    "Story",
    "System",
    "VisavisError",
    "__version__",
    "ask",
    "brief",
    "code",
    "compare",
    "contingency",
    "export",
    "gather",
    "ingest",
    "read",
    "relation",
    "stories",
    "suppose",
    "system",
    "to_arrow",
    "to_networkx",
    "to_pandas",
    "to_polars",
]
TEXT = "Chinese President Xi Jinping met Russian President Vladimir Putin in Beijing on Friday."


@pytest.fixture(scope="module")
def examples():
    return visavis.gather(visavis.EXAMPLES)


def test_the_public_names_are_these():
    assert sorted(visavis.__all__) == NAMES


def test_a_question_is_answered_from_an_outcome(examples):
    found = visavis.ask("Who boycotted the Games?", examples)
    assert found.status == "answered"
    assert "Australia" in found.verdict
    assert found.parts[0].lines[0].citations
    assert visavis.ask("How tall is the tower?", examples).status == "out of reach"
    assert set(NAMES) <= set(dir(visavis))
    for name in NAMES:
        assert getattr(visavis, name) is not None


def test_type_checkers_are_told_the_same_names():
    stub = ast.parse(Path(visavis.__file__).with_suffix(".pyi").read_text(encoding="utf-8")).body
    told = {node.names[0].asname: node.module for node in stub if isinstance(node, ast.ImportFrom)}
    assert told == visavis._HOME_OF
    assert Path(visavis.__file__).with_name("py.typed").exists()


def test_functions_stay_functions_whatever_is_loaded():
    code = (
        "import visavis, visavis.cli, visavis.api.calls, visavis.systems.network\n"
        "names = [n for n in visavis.__all__ if n.islower() and n[0] != '_']\n"
        "print([n for n in names if not callable(getattr(visavis, n))])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_importing_it_loads_nothing_of_it():
    code = "import sys, visavis; print([m for m in sys.modules if m.startswith('visavis.')])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'reed'"):
        visavis.reed  # noqa: B018


def test_every_function_says_what_it_does():
    for name in NAMES:
        thing = getattr(visavis, name)
        if callable(thing):
            assert thing.__doc__, name
    assert all(f"{key}:" in How.__doc__ for key in How.__annotations__)


def test_code_reads_one_text_with_its_date():
    record = visavis.code(TEXT, published="2022-02-05", outlet="The Desk", title="A meeting")
    assert (record.outlet, record.title, record.text) == ("The Desk", "A meeting", TEXT)
    (event,) = record.events
    assert (event.type, event.date.start) == ("CONSULT", "2022-02-04")
    assert {p.code for p in event.actors} == {"CHN", "RUS"}
    assert record == visavis.code(TEXT, published=date(2022, 2, 5), outlet="The Desk", title="A meeting")


def test_code_takes_any_text_for_a_text_and_a_dict_for_an_article():
    assert visavis.code("notes/today.txt").text == "notes/today.txt"
    record = visavis.code({"id": 7, "text": TEXT, "published": date(2022, 2, 5)})
    assert (record.ref, record.published.start) == ("7", "2022-02-05")
    with pytest.raises(InputError, match="nothing to read in it"):
        visavis.code("  ")


def test_read_takes_paths_texts_and_dicts_together(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b with space.txt").write_text(TEXT + " They spoke.")
    other = "Iran released two British sailors on Monday."
    records = visavis.read(
        [tmp_path / "a.txt", str(tmp_path / "b with space.txt"), other, {"text": other, "outlet": "X"}]
    )
    assert [r.ref for r in records] == ["a.txt", "b with space.txt", "input-3", "input-4"]
    assert records[2].text == records[3].text == other
    assert visavis.read(r for r in records) == records  # any iterable; records stay what they are
    assert visavis.read(str(tmp_path)) == records[:2]


def test_names_given_twice_are_told_apart():
    records = visavis.read([{"id": "a", "text": "One text."}, {"id": "a", "text": "Another text."}])
    assert [r.ref for r in records] == ["a", "a#2"]


def test_what_cannot_be_read_raises_or_is_told(tmp_path):
    with pytest.raises(InputError, match="no such file or folder"):
        visavis.read(tmp_path / "none.txt")
    with pytest.raises(InputError, match=r'give a text as \{"text"'):
        visavis.read("China and Russia met")
    unread = []
    records = visavis.read([tmp_path / "none.txt", {"title": "no text"}, 7, TEXT], unread=unread)
    assert len(records) == 1
    assert [item.what for item in unread] == [
        "no such file or folder", 'it has no "text"', "int, not an article"]  # fmt: skip
    for nothing in ([], ()):
        with pytest.raises(InputError, match="nothing to read"):
            visavis.read(nothing)
    with pytest.raises(TypeError, match="unknown keyword publishd"):
        visavis.read(TEXT, publishd="2021")
    with pytest.raises(InputError, match="is no date"):
        visavis.read(TEXT, published="yesterday")


def test_records_and_articles_do_not_mix(examples):
    with pytest.raises(InputError, match="mixed"):
        visavis.stories([examples.records[0], TEXT])


def test_the_examples_give_what_the_commands_give(examples):
    from visavis import pipeline

    home = visavis.EXAMPLES.parent
    known = pipeline.run([str(visavis.EXAMPLES)], pipeline.Settings(shown_from=home))
    assert examples == known
    assert visavis.stories(examples) == known.stories
    assert visavis.gather(known) is known


def test_brief_is_a_page_and_a_file(examples, tmp_path):
    page = visavis.brief(examples, output=tmp_path / "brief.html", title="Winter")
    assert "<h1>Winter</h1>" in page
    assert (tmp_path / "brief.html").read_text(encoding="utf-8") == page
    with pytest.raises(OutputError):
        visavis.brief(examples, output=tmp_path / "none" / "brief.html")


def test_relation_by_name_code_and_day(examples):
    found = visavis.relation("China", "RUS", examples)
    assert (found.relation.a, found.relation.b) == ("CHN", "RUS")
    assert found.relation.happenings == len(found.happenings) > 10
    before = visavis.relation("CHN", "RUS", examples, as_of="2021-12-20")
    assert before.relation.as_of == "2021-12-20"
    assert before.relation.happenings < found.relation.happenings
    assert before == visavis.relation("CHN", "RUS", examples, as_of=date(2021, 12, 20))
    with pytest.raises(TableError, match="unknown state 'Atlantis'"):
        visavis.relation("Atlantis", "RUS", examples)
    with pytest.raises(TableError, match="twice"):
        visavis.relation("Russia", "RUS", examples)
    with pytest.raises(TableError, match="no happening of BRA and IND"):
        visavis.relation("IND", "BRA", examples)
    with pytest.raises(InputError, match="is no date"):
        visavis.relation("CHN", "RUS", examples, as_of="soon")


def test_a_table_of_events_stands_for_articles(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("date,actor,recipient,type\n2021-01-03,CHN,RUS,CONSULT\n2021-01-04,CHN,USA,ACCUSE\n")
    assert visavis.relation("CHN", "RUS", events=path).relation.happenings == 1
    assert visavis.system(events=path).nodes == ("CHN", "RUS", "USA")
    with pytest.raises(InputError, match="Give one of the two"):
        visavis.system()
    with pytest.raises(InputError, match="No such file"):
        visavis.system(events=tmp_path / "none.csv")


def test_system_as_a_graph(examples):
    system = visavis.system(examples)
    graph = visavis.to_networkx(system)
    assert set(graph) == set(system.nodes)
    assert graph.number_of_edges() == len(system.edges)
    assert graph["CHN"]["RUS"]["weight"] > 0
    assert graph.nodes["CHN"]["faction"] == graph.nodes["RUS"]["faction"]


TIES = [("AUS", "BEL", 1.0), ("BEL", "CAN", 1.0), ("AUS", "CAN", -1.0), ("CAN", "DNK", 2.0)]


def test_ties_of_ones_own_as_a_table_or_as_tuples(tmp_path):
    path = tmp_path / "ties.csv"
    path.write_text("a,b,weight\n" + "".join(f"{a},{b},{w}\n" for a, b, w in TIES), encoding="utf-8")
    assert visavis.system(edges=path) == visavis.system(edges=TIES)
    assert visavis.system(edges=TIES).frustration.upper == 1.0
    with pytest.raises(visavis.VisavisError, match="edges stand instead"):
        visavis.system(events=path, edges=path)
    with pytest.raises(visavis.VisavisError, match="Check the path"):
        visavis.system(edges=tmp_path / "none.csv")


def test_a_tie_that_turns_takes_the_strain_away():
    before = visavis.system(edges=TIES)
    after = visavis.suppose(before, change=[("CAN", "AUS", 1.0), ("CAN", "DNK", 0)])
    assert after.frustration.upper == 0.0
    assert after.nodes == ("AUS", "BEL", "CAN")
    assert after.notes[:2] == ("supposed: CAN,AUS,1; CAN,DNK,0", "frustration was 1 to 1, is 0 to 0")
    assert visavis.system(edges=TIES, change=[("CAN", "AUS", 1.0), ("CAN", "DNK", 0)]) == after
    with pytest.raises(visavis.VisavisError, match="no tie between AUS and DNK"):
        visavis.suppose(before, change=[("AUS", "DNK", 0)])


def test_what_an_attack_would_call_on_is_a_record_and_a_table():
    found = visavis.contingency("China", "PHL", as_of="2021-12-16")
    assert ("USA", "defense") in {(one.state, one.kind) for one in found.bound}
    table = visavis.to_polars(found)
    assert table.filter(table["state"] == "USA")["article"][0].startswith("IV")
    both = visavis.system(edges=TIES, as_of="2021-12-16", if_=["CHN:TWN", ("Russia", "Ukraine")])
    assert [(one.attacker, one.attacked) for one in both.contingencies] == [("CHN", "TWN"), ("RUS", "UKR")]
    assert both.two_fronts[0].second == ("RUS", "UKR")
    assert set(visavis.to_pandas(both, "bound")["attacked"]) == {"TWN", "UKR"}
    assert visavis.to_pandas(both, "two_fronts").shape[0] == 1
    for wrong in ("CHN", ("CHN", "TWN", "USA"), "CHN:Nowhere"):
        with pytest.raises(visavis.VisavisError, match=r"two states|unknown state"):
            visavis.suppose(both, if_=[wrong])


def test_alignments_of_a_contingency_come_from_the_system():
    ties = [("USA", "JPN", 1.0), ("USA", "CHN", -1.0), ("IND", "CHN", -1.0), ("IND", "JPN", 1.0)]
    found = visavis.contingency("CHN", "JPN", visavis.system(edges=ties, as_of="2021-12-16"))
    assert ("IND", "aligned") in {(one.state, one.kind) for one in found.bound}


def test_a_store_answers_as_its_articles_do(examples, tmp_path):
    from visavis.store.writer import Writer

    with Writer(tmp_path / "kept", lambda a: None) as writer:
        pairs = [(visavis.Article(r.id, r.ref, r.source, r.text), r) for r in examples.records[:4]]
        writer.add(pairs)
    with visavis.Store(tmp_path / "kept") as store:
        assert sorted(r.ref for r in visavis.read(store)) == [r.ref for r in examples.records[:4]]
        assert visavis.to_arrow(store, "events").num_rows == sum(len(r.events) for r in examples.records[:4])
        assert visavis.to_arrow(store, "happenings").num_rows == len(store.happenings())
        with pytest.raises(TableError, match="no table 'articles; DROP'"):
            visavis.to_arrow(store, "articles; DROP")


def test_tables_of_everything(examples):
    events = [e for r in examples.records for e in r.events]
    frame = visavis.to_pandas(examples, "events")
    assert list(frame["id"]) == [e.id for e in events]
    assert frame["confidence"].dtype == float
    assert visavis.to_polars(examples.records, "events")["type"].to_list() == [e.type for e in events]
    assert visavis.to_polars(examples.stories, "happenings").height == sum(
        len(s.happenings) for s in examples.stories
    )
    assert visavis.to_pandas(examples.records).ref.tolist() == [r.ref for r in examples.records]
    assert visavis.to_arrow(events).column("id").to_pylist() == [e.id for e in events]
    found = visavis.relation("CHN", "RUS", examples)
    assert visavis.to_pandas(found)["date"].is_monotonic_increasing
    series = visavis.to_polars(found.relation)
    assert series.height == visavis.to_polars(found, "series").height == len(found.relation.series)
    assert visavis.to_pandas(visavis.system(examples)).columns[:3].tolist() == ["a", "b", "weight"]


def test_tables_that_are_none(examples):
    with pytest.raises(TableError, match="no table 'evnts'"):
        visavis.to_arrow(examples, "evnts")
    with pytest.raises(TableError, match="several kinds"):
        visavis.to_arrow([*examples.records[0].events, *examples.records[0].statements])
    assert visavis.to_arrow([]).num_rows == 0
    assert visavis.to_arrow([visavis.code("Nothing much.")], "events").column_names[0] == "record"


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_a_package_that_is_missing_is_named(package, examples, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    make = getattr(visavis, f"to_{package}")
    with pytest.raises(MissingPackage, match=rf"{package} is not installed.*visavis\[frames\]"):
        make(examples)


def test_export_writes_a_file_and_tells_what_it_leaves_out(examples, tmp_path):
    losses = visavis.export(examples, "icews", tmp_path / "x.tab")
    lines = (tmp_path / "x.tab").read_text(encoding="utf-8").splitlines()
    assert len(lines) == losses.rows + 1 > 50
    assert "ICEWS has no column for it" in losses.told()
    with pytest.raises(TableError, match="no table"):
        visavis.export(examples, "csv", tmp_path / "x.csv", table="none")


def test_compare_sets_a_table_beside_the_articles(examples, tmp_path):
    visavis.export(examples, "gdelt", tmp_path / "x.export.CSV")
    found = visavis.compare(tmp_path / "x.export.CSV", examples)
    assert found.their_shares.type == found.their_shares.items > 40
    assert visavis.to_pandas(found.mine).shape[0] == found.mine_shares.items
    with pytest.raises(InputError, match="No such file"):
        visavis.compare(tmp_path / "none.CSV", examples)


def test_two_that_condemn_a_third_without_a_code_are_not_in_conflict_with_each_other():
    given = {
        "id": "x",
        "published": "2021-12-18",
        "text": "Egypt and Sudan condemned the militants on Friday.",
    }
    with pytest.raises(TableError, match="no happening of EGY and SDN"):
        visavis.relation("EGY", "SDN", given)
    given["text"] = "Egypt and Sudan accused each other of shelling villages on Friday."
    assert visavis.relation("EGY", "SDN", given).relation.balance.mean < 0


def test_ingest_keeps_a_stream_a_few_at_a_time(tmp_path):
    taken = []

    def source():
        for n in range(250):
            taken.append(n)
            yield {"id": f"s{n}", "text": f"Chad shut its border with Sudan on Friday, said note {n}."}
            if n == 249:
                with visavis.Store(tmp_path / "kept") as store:  # what came first is on the disk by now
                    assert store.status().articles >= 100

    done = visavis.ingest(source(), tmp_path / "kept", published="2021-12-16")
    assert (done.added, done.changed, done.known, done.unread) == (250, 0, 0, 0)
    with visavis.Store(tmp_path / "kept") as store:
        assert store.status().articles == 250
        assert {r.published.start for r in store.records()} == {"2021-12-16"}


def test_ingest_knows_what_it_has_and_remembers_what_it_could_not_read(tmp_path):
    first = {"id": "a", "text": "Norway and Sweden signed a pact on Friday."}
    assert visavis.ingest(first, tmp_path / "kept", at="2021-12-16T00:00:00Z").added == 1
    unread = []
    done = visavis.ingest([first, {"id": "b", "text": " "}], tmp_path / "kept", unread=unread)
    assert (done.added, done.changed, done.known, done.unread) == (0, 0, 1, 1)
    assert [u.where for u in unread] == ["input 2"]
    other = {**first, "text": "Norway and Sweden signed no pact."}
    assert visavis.ingest(other, tmp_path / "kept").changed == 1
    with visavis.Store(tmp_path / "kept") as store:
        assert [q.place for q in store.status().quarantine] == ["input 2"]


def test_ingest_gives_the_store_of_the_command(tmp_path):
    visavis.ingest(visavis.EXAMPLES, tmp_path / "ours")
    done = CliRunner().invoke(cli, ["ingest", str(visavis.EXAMPLES), "--store", str(tmp_path / "theirs")])
    assert done.exit_code == 0, done.output
    with visavis.Store(tmp_path / "ours") as ours, visavis.Store(tmp_path / "theirs") as theirs:
        assert list(map(to_json, ours.stories())) == list(map(to_json, theirs.stories()))
