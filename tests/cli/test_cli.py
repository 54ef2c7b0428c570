"""The front door, by its commands: what they print, write and leave with."""

import io
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

TEXT = """Ministers of Kenya and Uganda Meet in Nairobi

Kenyan Foreign Minister Amina Mohamed met her Ugandan counterpart in Nairobi on Tuesday. The two sides \
signed an agreement on trade worth $40 million.

"We will open the border next month," the Kenyan minister told reporters.
"""
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Border to open</title>
<meta property="og:site_name" content="The Lake Courier">
<meta property="article:published_time" content="2021-03-03"></head><body><article><h1>Border to open</h1>
<p>Kenya and Uganda signed an agreement on trade in Nairobi on Tuesday, officials said.</p>
<p>The Kenyan foreign minister said that the border would open within a month of the signing.</p>
<p>Ugandan traders welcomed the news and said that they had waited for it for years.</p>
</article></body></html>"""


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


# ---------------------------------------------------------------- help


@pytest.mark.parametrize("command", [[], ["read"], ["stories"], ["brief"], ["explain"], ["codebook"]])
def test_help_shows_examples_and_exit_codes(visavis, command):
    code, out, err = visavis(*command, "--help")
    assert (code, err) == (0, "")
    assert "Examples:" in out
    assert "Exit codes:" in out
    assert re.search(r"visavis (read|stories|brief|explain|codebook) \S", out)
    assert max(map(len, out.splitlines())) <= 80


def test_the_version_is_told(visavis):
    from visavis import __version__

    assert visavis("--version")[:2] == (0, f"visavis {__version__}\n")


@pytest.mark.parametrize(
    "args",
    [
        ["read"],
        ["brief"],
        ["nonsense"],
        ["read", "x", "--format", "xml"],
        ["read", "x", "--published", "yesterday"],
        ["read", "x", "--jobs", "0"],
        ["read", "x", "-o", "no/such/folder/out.jsonl"],
    ],
)
def test_wrong_usage_leaves_with_2_and_says_how(visavis, args):
    code, out, err = visavis(*args)
    assert (code, out) == (2, "")
    assert "Usage:" in err or "Error:" in err
    assert "Traceback" not in err


def test_a_model_that_does_not_load_is_named(visavis, good):
    code, out, err = visavis("read", good, "--model", "no-such-model")
    assert (code, out) == (2, "")
    assert err.startswith("visavis: no-such-model: no language model")


# ---------------------------------------------------------------- bad input

BAD = {
    "empty.txt": (b"", "empty"),
    "binary.txt": (bytes(range(256)) * 20, "binary"),
    "large.txt": (b"The ministers met again. " * 2_000_000, "50.0 MB"),
    "noarticle.html": (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article"),
    "lines.jsonl": (b'{"id": "fine", "text": "China and India met."}\nnot json\n', "not JSON"),
}


@pytest.mark.parametrize("command", ["read", "stories", "brief"])
def test_bad_files_are_named_with_a_remedy_and_good_ones_read(visavis, good, tmp_path, command):
    paths = []
    for name, (data, _) in BAD.items():
        (tmp_path / name).write_bytes(data)
        paths.append(tmp_path / name)
    (tmp_path / "latin.txt").write_bytes(TEXT.replace("Amina", "Ámina").encode("latin-1"))
    page = ["-o", tmp_path / "brief.html"] if command == "brief" else ["--format", "jsonl"]
    code, out, err = visavis(command, *paths, tmp_path / "latin.txt", tmp_path / "missing.txt", good, *page)
    assert code == 1
    assert "Traceback" not in err
    said = err.splitlines()
    assert len(said) == len(BAD) + 1
    for name, (_, what) in [*BAD.items(), ("missing.txt", (b"", "no such file"))]:
        (line,) = [line for line in said if name in line]
        assert line.startswith(f"visavis: {tmp_path / name}")
        assert what in line
        assert re.search(r"\. [A-Z].*\.$", line), "a remedy closes the line"
    if command == "brief":
        assert (tmp_path / "brief.html").stat().st_size > 1000
        assert "6 could not be read" in out
    else:
        assert "good.txt" in out
        assert "latin.txt" in out
        assert "fine" in out


def test_nothing_readable_leaves_with_3_and_writes_nothing(visavis, tmp_path):
    target = tmp_path / "out.jsonl"
    target.write_text("what stood there")
    for command in ("read", "stories", "brief"):
        code, out, err = visavis(command, tmp_path / "missing.txt", "-o", target)
        assert (code, out) == (3, "")
        assert "missing.txt: no such file or folder. Check the path." in err
    assert target.read_text() == "what stood there"
    assert os.listdir(tmp_path) == ["out.jsonl"]


# ---------------------------------------------------------------- read


def test_read_prints_one_record_a_line(visavis, good):
    code, out, err = visavis("read", good, "--format", "jsonl", "--published", "2021-03-03")
    assert (code, err) == (0, "")
    (record,) = [json.loads(line) for line in out.splitlines()]
    assert record["ref"] == "good.txt"
    assert record["text"] == TEXT
    assert record["published"]["start"].startswith("2021-03-03")
    assert record["published"]["basis"] == "argument"
    assert {"KEN", "UGA"} <= {m["actor"] for m in record["mentions"]}


def test_read_gives_the_same_bytes_twice(visavis, good, tmp_path):
    first = visavis("read", good, "--format", "jsonl")
    assert first == visavis("read", good, "--format", "jsonl")
    assert visavis("read", good, "--format", "jsonl", "-o", tmp_path / "out.jsonl")[1] == ""
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == first[1]


def test_one_input_named_twice_is_read_once(visavis, good):
    assert visavis("read", good, "--format", "jsonl") == visavis(
        "read", good, good, good.parent, "--format", "jsonl"
    )


@pytest.mark.parametrize("columns", ["80", "120"])
def test_the_table_keeps_to_the_width(visavis, good, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    code, out, _ = visavis("read", good, "--published", "2021-03-03")
    assert code == 0
    assert "good.txt" in out
    assert "published 3 Mar 2021 (argument)" in out
    assert "Kenya" in out
    assert max(map(len, out.splitlines())) <= int(columns)
    assert not any(line.endswith(" ") for line in out.splitlines())
    assert "\x1b" not in out


def test_the_table_passes_on_no_terminal_command(visavis, tmp_path):
    path = tmp_path / "lines.jsonl"
    path.write_text(
        json.dumps(
            {"id": "a\x1b[2J", "text": TEXT.replace("Nairobi", "Nai\x1b[31mrobi\x07"), "title": "\x1b]0;x"}
        )
    )
    code, out, _ = visavis("read", path)
    assert code == 0
    assert "\x1b" not in out
    assert "\x07" not in out


# ---------------------------------------------------------------- stories and brief


def test_stories_name_their_articles(visavis, good, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    code, out, err = visavis("stories", good, page, "--format", "jsonl")
    assert (code, err) == (0, "")
    stories = [json.loads(line) for line in out.splitlines()]
    assert sorted(ref for story in stories for ref in story["members"]) == ["good.txt", "page.html"]
    code, out, _ = visavis("stories", good, page)
    assert code == 0
    assert "page.html" in out
    assert "The Lake Courier" in out


def test_the_brief_is_one_page_and_a_summary(visavis, good, tmp_path):
    target = tmp_path / "brief.html"
    code, out, err = visavis("brief", good, "-o", target, "--published", "2021-03-03")
    assert (code, err) == (0, "")
    page = target.read_text(encoding="utf-8")
    assert page.lstrip().lower().startswith("<!doctype html")
    assert "Kenya" in page
    assert f"1 article, 1 story\nThe brief: {target}" in out
    visavis("brief", good, "-o", target, "--published", "2021-03-03")
    assert target.read_text(encoding="utf-8") == page


# ---------------------------------------------------------------- as a process


def test_standard_input_is_read(visavis, good, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(good.read_bytes())))
    code, out, err = visavis("read", "-", "--format", "jsonl")
    assert (code, err) == (0, "")
    assert json.loads(out)["ref"] == "stdin"


@pytest.mark.skipif(os.name == "nt", reason="no such pipes there")
def test_a_reader_that_leaves_early_is_no_error(tmp_path):
    rows = [json.dumps({"id": str(i), "text": TEXT * 20}) for i in range(12)]
    (tmp_path / "a.jsonl").write_text("\n".join(rows))
    command = f"{sys.executable} -m visavis read {tmp_path / 'a.jsonl'} --format jsonl | head -c 10"
    run = subprocess.run(command, shell=True, capture_output=True)
    assert (run.stdout[:5], run.stderr) == (b'{"id"', b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device")
def test_a_full_disk_is_said(visavis, good):
    code, out, err = visavis("read", good, "-o", "/dev/full")
    assert (code, out) == (2, "")
    assert "No space left" in err
    assert "Traceback" not in err


@pytest.mark.skipif(os.name == "nt", reason="no such signals there")
def test_an_interrupt_leaves_quietly(tmp_path):
    import signal

    fifo = tmp_path / "fifo.txt"
    os.mkfifo(fifo)  # reading it waits, so that the interrupt always comes in the middle
    process = subprocess.Popen(
        [sys.executable, "-m", "visavis", "read", fifo], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    writer = os.open(fifo, os.O_WRONLY)  # returns when the other side has opened it
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    os.close(writer)
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err


# ---------------------------------------------------------------- explain and codebook


def test_what_read_shows_explain_explains(visavis, good):
    _, out, _ = visavis("read", good)
    shown = re.findall(r"\b[0-9a-f]{12}\b", out)
    assert shown
    code, out, err = visavis("explain", shown[0][:7], good)
    assert (code, err) == (0, "")
    assert out.startswith(shown[0])
    assert "[trigger: " in out
    code, out, _ = visavis("explain", shown[0], good, "--format", "json")
    assert (code, json.loads(out)["event"]["id"]) == (0, shown[0])


def test_an_event_that_is_not_there_is_said(visavis, good):
    code, out, err = visavis("explain", "zzz", good)
    assert (code, out) == (2, "")
    assert err.startswith("visavis: event zzz: no event of these articles")


def test_the_codebook_is_printed(visavis):
    code, out, err = visavis("codebook", "assault:aerial")
    assert (code, err) == (0, "")
    assert out.startswith("ASSAULT:aerial")
    assert json.loads(visavis("codebook", "AID", "--format", "json")[1])["type"] == "AID"
    assert len(json.loads(visavis("codebook", "--format", "json")[1])) == 16
    code, out, err = visavis("codebook", "CONSALT")
    assert (code, out) == (2, "")
    assert "Did you mean CONSULT" in err


def test_a_users_own_codebook_is_used_and_checked(visavis, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "protest.toml").write_text('[[frame]]\nid = "zorbing"\nverbs = ["zorb"]\n', encoding="utf-8")
    (tmp_path / "a.txt").write_text("Norway zorbed Sweden on Tuesday.", encoding="utf-8")
    assert "zorbing" in visavis("codebook", "PROTEST", "--codebook", own)[1]
    assert "PROTEST" in visavis("read", tmp_path / "a.txt", "--codebook", own)[1]
    assert "PROTEST" not in visavis("read", tmp_path / "a.txt")[1]
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "protest.toml").write_text('[[frame]]\nid = "zorbing"\nverb = ["zorb"]\n', encoding="utf-8")
    code, out, err = visavis("read", tmp_path / "a.txt", "--codebook", bad)
    assert (code, out) == (2, "")
    assert "protest.toml: [[frame]] 1 'zorbing': Object contains unknown field `verb`" in err
    assert visavis("read", tmp_path / "a.txt", "--actors", tmp_path / "nowhere")[0] == 2
