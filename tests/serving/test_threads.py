"""Several threads may read a store's records as the first thing that they do."""

import subprocess
import sys

import pytest

READ = """
import sys, threading
from pathlib import Path
from visavis.store.store import Store

def read():
    start.wait()
    with Store(Path(sys.argv[1])) as store:
        found.append(len(list(store.records())))

found, start = [], threading.Barrier(6)
threads = [threading.Thread(target=read) for _ in range(6)]
for one in threads:
    one.start()
for one in threads:
    one.join()
print(*found)
"""


@pytest.mark.parametrize("_", range(3))
def test_records_are_read_by_several_threads_at_once(kept, _):
    done = subprocess.run(
        [sys.executable, "-c", READ, str(kept)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.split()) == (0, ["16"] * 6), done.stderr
