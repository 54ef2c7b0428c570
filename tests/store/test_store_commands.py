"""The store's commands: what they print and leave with."""

import json

import pytest
from store_articles import EXAMPLES, fill, pairs

from visavis import pipeline
from visavis.commands import intake
from visavis.store.layout import writing

pytestmark = pytest.mark.usefixtures("own_store")


@pytest.fixture
def three(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for path in sorted(EXAMPLES.iterdir())[:3]:
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.mark.parametrize(
    "command",
    [
        ["ingest"],
        ["status"],
        ["store"],
        *(["store", c] for c in ("check", "compact", "retract", "export", "recode")),
    ],
)
def test_help_shows_exit_codes(visavis, command):
    code, out, _ = visavis(*command, "--help")
    assert code == 0
    assert "Exit codes:" in out
    assert all(len(line) <= 80 for line in out.splitlines())


def test_ingest_twice_then_look_check_and_export(visavis, three, tmp_path):
    code, out, err = visavis("ingest", three)
    assert (code, err) == (0, "")
    assert out.startswith(f"3 new articles\nThe store {tmp_path / 'store'}: 3 articles, ")
    code, out, _ = visavis("ingest", three)
    assert (code, out.splitlines()[0]) == (0, "0 new articles, 3 known already")
    code, out, _ = visavis("status", "--format", "json")
    assert (code, json.loads(out)["articles"]) == (0, 3)
    assert visavis("store", "check")[:2] == (0, "Nothing is wrong.\n")
    assert visavis("store", "compact")[0] == 0
    target = tmp_path / "all.duckdb"
    assert visavis("store", "export", target)[0] == 0
    assert target.stat().st_size


def test_a_corrected_file_is_a_new_version(visavis, three):
    visavis("ingest", three)
    path = sorted(three.iterdir())[0]
    path.write_text(path.read_text(encoding="utf-8") + "\nA correction.\n", encoding="utf-8")
    code, out, _ = visavis("ingest", path)
    assert (code, out.splitlines()[0]) == (0, "0 new articles, 1 in a new version")
    assert "1 earlier versions" in visavis("status")[1]


def test_what_cannot_be_read_leaves_with_1_and_stands_in_status_with_a_command(visavis, three, tmp_path):
    code, out, err = visavis("ingest", three, tmp_path / "absent.txt")
    assert code == 1
    assert "1 could not be read" in out
    assert "absent.txt: no such file" in err
    told = visavis("status")[1]
    assert f"    visavis ingest {tmp_path / 'absent.txt'} --store {tmp_path / 'store'}\n" in told


def test_nothing_readable_leaves_with_3(visavis, tmp_path):
    assert visavis("ingest", tmp_path / "absent.txt")[0] == 3


def test_a_second_writer_leaves_with_2(visavis, three, tmp_path, monkeypatch):
    monkeypatch.setattr(intake, "PATIENCE", 0.0)
    with writing(tmp_path / "store"):
        code, out, err = visavis("ingest", three)
    assert (code, out) == (2, "")
    assert "is writing to this store" in err


def test_retraction_names_what_it_took_back(visavis, three):
    visavis("ingest", three)
    ref = sorted(three.iterdir())[0].name
    code, out, _ = visavis("store", "retract", ref)
    assert (code, out.splitlines()[0]) == (0, f"Retracted: {ref}")
    assert visavis("store", "retract", ref)[0] == 2
    assert visavis("store", "retract")[0] == 2


@pytest.mark.parametrize(
    "command", [["status"], ["store", "check"], ["store", "compact"], ["store", "retract", "x"]]
)
def test_a_folder_without_a_store_is_not_made_one(visavis, tmp_path, command):
    code, _, err = visavis(*command)
    assert code == 2
    assert "there is no store here" in err
    assert not (tmp_path / "store").exists()


def test_problems_leave_with_1_until_they_are_repaired(visavis, three, tmp_path):
    visavis("ingest", three)
    stray = next((tmp_path / "store" / "segments").glob("*/*")) / "stray.parquet"
    stray.write_bytes(b"")
    code, out, _ = visavis("store", "check")
    assert code == 1
    assert "stray.parquet: an orphan" in out
    assert visavis("store", "check", "--repair")[0] == 0
    assert visavis("store", "check")[0] == 0


def test_a_brief_and_stories_can_be_made_of_a_store(visavis, three, tmp_path):
    visavis("ingest", three)
    code, out, err = visavis("stories", "--store", tmp_path / "store", "--format", "jsonl")
    assert (code, err) == (0, "")
    assert out == visavis("stories", three, "--format", "jsonl")[1]
    code, out, err = visavis("brief", "--store", tmp_path / "store", "-o", tmp_path / "brief.html")
    assert (code, err) == (0, "")
    assert "3 articles" in out
    assert (tmp_path / "brief.html").stat().st_size
    assert visavis("stories", three, "--store", tmp_path / "store")[0] == 2


def test_recoding_says_that_with_the_same_codebook_nothing_changed(visavis, three):
    visavis("ingest", three)
    code, out, err = visavis("store", "recode", "--jobs", "1")
    assert (code, err) == (0, "")
    assert out == "3 articles read anew; 0 came out otherwise.\nNo event changed.\n"
    code, out, _ = visavis("store", "recode", "--jobs", "1", "--format", "json")
    assert (code, json.loads(out)["articles"], json.loads(out)["types"]) == (0, 3, [])


def test_recoding_what_is_no_store_is_an_error(visavis):
    assert visavis("store", "recode")[0] == 2


def test_others_may_write_while_a_store_is_recoded(visavis, three, own_store, monkeypatch):
    visavis("ingest", three)
    read, sixth, added = pipeline.read_articles, pairs()[5], []

    def meanwhile(found, settings):
        if not added:
            added.append(fill(own_store, [sixth]))
        return read(found, settings)

    monkeypatch.setattr(pipeline, "read_articles", meanwhile)
    code, out, err = visavis("store", "recode", "--jobs", "1")
    assert (code, err) == (0, "")
    assert out == "4 articles read anew; 0 came out otherwise.\nNo event changed.\n"
    assert visavis("store", "check")[0] == 0
