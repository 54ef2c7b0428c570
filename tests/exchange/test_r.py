"""The written files load in R's readr with the column types expected; left out where R is not."""

import json
import shutil
import subprocess

import pytest

import visavis
from visavis.exchange import gdelt, icews, polecat

READ = """
library(readr)
args <- commandArgs(trailingOnly = TRUE)
table <- switch(args[1],
  csv = read_csv(args[2], show_col_types = FALSE, guess_max = Inf),
  header = read_tsv(args[2], show_col_types = FALSE, guess_max = Inf, quote = ""),
  bare = read_tsv(args[2], col_names = FALSE, show_col_types = FALSE, guess_max = Inf, quote = ""))
kinds <- vapply(table, function(column) class(column)[1], "")
stopifnot(nrow(problems(table)) == 0)
quoted <- paste0('"', names(kinds), '": "', kinds, '"', collapse = ", ")
cat(paste0('{"rows": ', nrow(table), ', "kinds": {', quoted, '}}'))
"""


@pytest.fixture(scope="module")
def examples():
    if shutil.which("Rscript") is None:
        pytest.skip("R is not installed")
    known = subprocess.run(["Rscript", "-e", "library(readr)"], capture_output=True, check=False)
    if known.returncode:
        pytest.skip("R's readr is not installed")
    return visavis.gather(visavis.EXAMPLES)


def in_r(examples, tmp_path, how, form, table=None):
    path = tmp_path / "file"
    losses = visavis.export(examples, form, path, table=table)
    run = ["Rscript", "-e", READ, how, str(path)]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["rows"] == losses.rows > 0
    return found["kinds"]


def test_events_as_csv(examples, tmp_path):
    kinds = in_r(examples, tmp_path, "csv", "csv")
    assert {kinds[name] for name in ("score", "confidence", "trigger_start", "nth")} == {"numeric"}
    assert {kinds[name] for name in ("id", "type", "actors", "recipients", "words", "outlet")} == {
        "character"
    }
    assert kinds["day"] == "Date"


@pytest.mark.parametrize("table", ["happenings", "articles", "statements", "figures", "mentions", "times"])
def test_other_tables_as_csv(examples, tmp_path, table):
    kinds = in_r(examples, tmp_path, "csv", "csv", table)
    assert len(kinds) > 5
    if table == "figures":
        assert kinds["value"] == "numeric"


def test_icews_and_polecat(examples, tmp_path):
    for form, columns in (("icews", icews.COLUMNS), ("polecat", polecat.COLUMNS)):
        kinds = in_r(examples, tmp_path, "header", form)
        assert tuple(kinds) == columns
        assert kinds["Event Date"] == "Date"
        assert kinds["Intensity"] == "numeric"


def test_gdelt(examples, tmp_path):
    kinds = in_r(examples, tmp_path, "bare", "gdelt")
    assert len(kinds) == len(gdelt.COLUMNS)
    at = dict(zip(gdelt.COLUMNS, kinds.values(), strict=True))
    assert at["GoldsteinScale"] == at["SQLDATE" if "SQLDATE" in at else "Day"] == "numeric"
    assert at["Actor1CountryCode"] == "character"
