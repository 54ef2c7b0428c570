"""Reading that leaves a line for every batch, so that a test can end what reads while it reads."""

import os
from pathlib import Path

from visavis.engines import batches

FILE = "VISAVIS_WATCHED"
"""Environment variable with the file of the lines; each worker of a cluster inherits it."""


def read_batch(batch, options, path=None):
    """Read a batch as usual, and write down which process began it."""
    with open(path or os.environ[FILE], "a", encoding="ascii") as file:
        file.write(f"{os.getpid()}\n")
    return batches.read_batch(batch, options)


def begun():
    """Return the processes that began a batch, in order."""
    path = Path(os.environ[FILE])
    return [int(line) for line in path.read_text("ascii").splitlines()] if path.exists() else []


def family(process):
    """Return a process and all below it (Linux)."""
    found = [process]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            found += map(int, task.read_text().split())
    return found


def above(process, name):
    """Return the nearest process above one that was called by a name (Linux)."""
    while name not in command(process):
        assert process > 1, f"no {name} above"
        process = int(Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[1])
    return process


def command(process):
    """Return how a process was called; nothing when it has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""
