"""The command: what it prints, and what it says when it cannot serve."""

import re
import socket
import subprocess
import sys
import urllib.request

import pytest

from visavis.serving.guard import is_loopback

VISAVIS = [sys.executable, "-m", "visavis", "serve"]


def test_the_examples_are_served_in_one_command():
    served = subprocess.Popen(
        [*VISAVIS, "--examples", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        said = served.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", said).group()
        with urllib.request.urlopen(address + "inbox", timeout=60) as answer:
            assert b"Harbour Wire" in answer.read()
    finally:
        served.terminate()
        served.wait(30)


def test_a_folder_that_is_no_store_is_said_to_be_none(tmp_path):
    run = subprocess.run([*VISAVIS, "--store", str(tmp_path / "none")], capture_output=True, text=True)
    assert run.returncode == 2
    assert "there is no store here" in run.stderr
    assert not (tmp_path / "none").exists()


def test_a_port_that_is_taken_is_said_to_be(kept):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        run = subprocess.run([*VISAVIS, "--store", str(kept), "--port", port], capture_output=True, text=True)
    assert run.returncode == 2
    assert "--port" in run.stderr


@pytest.mark.parametrize(
    ("host", "alone"),
    [("localhost", True), ("127.0.0.1", True), ("::1", True), ("0.0.0.0", False), ("10.1.2.3", False),
     ("reading.example", False)],
)  # fmt: skip
def test_beyond_this_machine_is_known(host, alone):
    assert is_loopback(host) is alone
