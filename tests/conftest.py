import os
import sys

import pytest
from hypothesis import settings

# The same examples on every machine where a change is judged; elsewhere hypothesis looks for new ones.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture
def visavis(monkeypatch, capfdbinary):
    """Run the command line in this process; gives its exit code, standard output and standard error."""
    from visavis import cli

    monkeypatch.setenv("COLUMNS", "80")

    def run(*args):
        capfdbinary.readouterr()
        monkeypatch.setattr(sys, "argv", ["visavis", *map(str, args)])
        with pytest.raises(SystemExit) as left:
            cli.main()
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return left.value.code, out.decode("utf-8"), err.decode("utf-8")

    return run


@pytest.fixture
def own_store(monkeypatch, tmp_path):
    """Let commands use a store of the test's own, which is not there yet."""
    monkeypatch.setenv("VISAVIS_STORE", str(tmp_path / "store"))
    return tmp_path / "store"
