"""Every code block of the documentation runs and prints what stands below it; generated pages are whole."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import msgspec
import pytest

import visavis
from visavis import records
from visavis.coding.events.codebook import codebook

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import docs_blocks  # noqa: E402
import docs_pages  # noqa: E402

PAGES = sorted((ROOT / "docs").rglob("*.md"))
SERVERS = re.compile(r"(python3 -m venv|\.venv/bin/|visavis serve|pip install|git clone|#)")


def shown(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", PAGES, ids=shown)
def test_every_block_runs_and_prints_what_the_page_shows(path):
    for block, printed, output in docs_blocks.run_page(path.read_text(encoding="utf-8")):
        if output:
            assert docs_blocks.agrees(printed, output.text), (
                f"{block.text}\nprints\n{printed}\nand not\n{output.text}\n"
                "python scripts/docs_blocks.py --write mends the page"
            )


@pytest.mark.parametrize("path", PAGES, ids=shown)
def test_what_is_not_run_is_installation_and_servers_only(path):
    for block in docs_blocks.blocks(path.read_text(encoding="utf-8")):
        assert block.kind in {"python", "sh", "text", "console"}
        if block.kind == "console" and path.stem != "cluster":  # needs machines of its own
            assert all(SERVERS.match(line) for line in block.text.splitlines())


def test_three_dots_stand_for_any_lines_and_nothing_else():
    assert docs_blocks.agrees("a\nb\nc\n", "a\n...\n")
    assert docs_blocks.agrees("a\nb\nc\n", "a\n...\nc\n")
    assert docs_blocks.agrees("a\n", "a\n")
    assert not docs_blocks.agrees("a\nb\n", "a\n")
    assert not docs_blocks.agrees("b\na\n", "a\n...\n")


def test_every_page_stands_in_the_navigation():
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    named = set(re.findall(r": ([\w/-]+\.md)$", text, re.M))
    pages = {path.relative_to(ROOT / "docs").as_posix() for path in PAGES} | set(docs_pages.pages())
    assert named == pages


def test_links_between_pages_lead_somewhere():
    pages = {path.relative_to(ROOT / "docs").as_posix(): path.read_text(encoding="utf-8") for path in PAGES}
    pages |= docs_pages.pages()
    for name, text in pages.items():
        for target in re.findall(r"\]\(((?!https?:)[\w./-]+)(?:#[\w-]*)?\)", text):
            place = (Path("/") / Path(name).parent / target).resolve().relative_to("/").as_posix()
            assert place in pages or (ROOT / "docs" / place).is_file(), f"{name}: {target}"


def test_the_reference_holds_every_record_and_field():
    page = docs_pages.records_page()
    for name, kind in vars(records).items():
        if (
            isinstance(kind, type)
            and issubclass(kind, msgspec.Struct)
            and kind.__module__.startswith("visavis.records.")
        ):
            if name == "Frozen":
                continue
            section = page.partition(f"## {name}\n")[2].partition("\n## ")[0]
            assert all(f"| `{field}` |" in section for field in kind.__struct_fields__), name


def test_the_codebook_page_holds_every_type_mode_and_context():
    page = docs_pages.codebook_page(codebook())
    for kind, entry in codebook().entries.items():
        section = page.partition(f"## {kind}\n")[2].partition("\n## ")[0]
        assert entry.definition in section
        assert all(f"| {mode.name} |" in section for mode in entry.mode)
    assert "CC BY-SA 4.0" in page


def test_the_results_page_holds_every_figure():
    baseline = json.loads((ROOT / "benchmarks" / "baseline.json").read_text(encoding="utf-8"))
    page = docs_pages.results_page(baseline)
    for name, measured in baseline["sets"].items():
        section = page.partition(f"## {name}\n")[2].partition("\n## ")[0]
        assert all(f"| {value:g} |" in section for value in measured["figures"].values())
        assert f"--only {name}" in section


def measured(rate=8.0):
    """Return what benchmarks/cluster.py might write: so many articles a second of a core."""
    serial = {"given_out_per_second": 4000.0, "taken_in_per_second": 3000.0, "kept_per_second": 160.0}
    sizes = {"bytes_text": 4000, "bytes_text_gzip": 800, "bytes_record_json": 20_000, "bytes_store": 9000}
    one = {
        "where": "pool, one process",
        "cpu_ms": 1000 / rate,
        "per_second": rate,
        "start": 3.0,
        "peak_mb": 400,
    }
    on = {"cpu": "a processor", "cores": 2, "memory_gb": 8, "python": "3", "visavis": "0", "load_before": 0.1}
    return {"machine": on, "result": {"engines": [one], "serial": {**serial, **sizes}}}


def test_costs_follow_from_what_was_measured():
    page = docs_pages.docs_costs.costs_page({"cluster": measured(8.0)})
    assert re.findall(r"([\d,]+) core hours \|", page) == ["35", "46,875"]  # a million / 8 / 3600, and so on
    assert "k / r = 20 cores" in page
    assert "min(g, t) / r = 375 cores" in page
    assert "| storage of the stores | 9.0 GB |" in page
    assert "| storage of the stores | 12.2 TB |" in page
    assert "| merging and keeping, one store, one process | 1.7 hours |" in page
    assert "Not measured yet" in docs_pages.docs_costs.costs_page({})


def test_the_page_of_speed_says_how_and_on_what_each_table_was_measured():
    found = docs_pages.docs_measured.results() | {"cluster": measured()}
    page = docs_pages.docs_measured.speed_page(found)
    for name, kept in found.items():
        assert f"`python benchmarks/run {name}`: {kept['machine']['cores']} cores" in page
    assert "| pool, one process | 8.0 | 3 |" in page


def test_what_was_measured_on_a_busy_machine_says_so():
    kept = measured()
    assert "busy" not in docs_pages.docs_measured.measured_on("cluster", kept)
    kept["machine"]["load_before"] = 2.0
    assert "busy" in docs_pages.docs_measured.measured_on("cluster", kept)


def test_the_library_page_holds_every_public_name():
    page = docs_pages.library_page()
    assert all(name in page for name in visavis.__all__ if name != "__version__")
    assert "``" not in page.replace("```", "")


def test_the_notebook_s_cells_run():
    notebook = json.loads((ROOT / "docs" / "brief.ipynb").read_text(encoding="utf-8"))
    assert all(not cell.get("outputs") for cell in notebook["cells"])
    code = "\n".join("".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code")
    assert re.search(r"/(work|tmp|root|home|opt)/", code) is None
    names = {"__name__": "notebook"}
    exec(compile(code, "brief.ipynb", "exec"), names)
    assert names["timeline"].svg.count("aria-label") == names["network"].svg.count("aria-label") == 1
    assert len(names["series"]) > 3


def test_the_site_builds_without_a_warning(tmp_path):
    pytest.importorskip("material", reason="the documentation's packages (extra docs) are not installed")
    build = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--quiet",
        "--site-dir",
        str(tmp_path / "site"),
    ]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for name in ("index.html", "reference/records.html", "results.html", "howto/export.html"):
        page = (tmp_path / "site" / name).read_text(encoding="utf-8")
        assert re.findall(r'(?:src|href)="(?:https?:)?//(?!github\.com)[^"]+\.(?:js|css|woff2?)', page) == []


def test_the_extra_for_the_site_is_named():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert any("mkdocs-material" in spec for spec in project["optional-dependencies"]["docs"])
