"""The server of forks: it begins beside the command that reads, and only where there is much to read."""

import os
import subprocess
import sys

import pytest

from visavis.engines import forks

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the server is Linux's alone")

IMPORTED = """
import sys
import visavis.commands.intake, visavis.sources.load, visavis.store.store
print(*(name for name in ("spacy", "visavis.coding.record", "visavis.reading.page") if name in sys.modules))
"""

BEGUN = """
import sys
from multiprocessing import forkserver
from visavis.coding.options import Options
from visavis.engines import forks

forks.LOADED = "nothing_of_this_name"
forks.begin(Options(model=sys.argv[3] or None), int(sys.argv[1]), [sys.argv[2]])
print(forkserver._forkserver._forkserver_pid is not None, "spacy" in sys.modules)
"""


def printed(program, *arguments):
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=dict(os.environ)).stdout


def test_a_process_that_takes_articles_in_imports_nothing_that_reads_them():
    assert printed(IMPORTED) == "\n"


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.setattr(forks, "MANY", 1_000)
    (tmp_path / "below" / "deep").mkdir(parents=True)
    for name in ("one.txt", "below/two.txt", "below/deep/three.txt"):
        (tmp_path / name).write_text("x" * 600)
    return tmp_path


def test_much_to_read_is_told_by_files_and_those_in_folders(files):
    assert forks.hold_much([str(files)])
    assert forks.hold_much([str(files / "below")])
    assert forks.hold_much([str(files / "one.txt"), str(files / "below" / "two.txt")])
    assert not forks.hold_much([str(files / "one.txt"), str(files / "below" / "deep" / "none.txt")])


def test_what_is_no_file_counts_for_nothing(files):
    assert not forks.hold_much(["-", "https://example.org/feed.xml", "x" * 5_000, "a\0b", "s3://b/c"])


@LINUX
@pytest.mark.parametrize(
    ("workers", "length", "model", "begun"),
    [(2, forks.MANY, "", True), (1, forks.MANY, "", False), (2, 10, "", False), (2, forks.MANY, "x", False)],
    ids=["much", "one process", "little", "another model"],
)
def test_the_server_begins_where_several_processes_will_share_the_work(
    tmp_path, workers, length, model, begun
):
    file = tmp_path / "news.jsonl"
    file.write_bytes(b" " * length)
    assert printed(BEGUN, workers, file, model) == f"{begun} False\n"
