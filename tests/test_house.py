"""The house's own rules: one direction of imports, quick front door, modules that read in one sitting."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import visavis

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "visavis"
MODULES = sorted(SOURCE.rglob("*.py"))
LONGEST = 450  # lines
VOCABULARY = SOURCE / "records" / "__init__.py"  # one place to import the shared records from
PACKAGES = [p for p in MODULES if p.name == "__init__.py" and p != VOCABULARY]


def shown(path):
    return path.relative_to(ROOT).as_posix()


def test_a_room_imports_only_from_rooms_above_it():
    lint = Path(sys.executable).with_name("lint-imports")
    if not lint.exists():
        pytest.skip("import-linter is not installed beside this Python")
    run = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_contract_names_every_room():
    contract = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    rooms = {p.parent.name for p in SOURCE.glob("*/__init__.py")} - {"data", "examples"}
    rooms |= {p.stem for p in SOURCE.glob("*.py")} - {"__init__", "__main__"}
    assert [room for room in sorted(rooms) if f'"visavis.{room}"' not in contract] == []


@pytest.mark.parametrize(
    "path", [p for p in MODULES if p.name == "__init__.py" and p != VOCABULARY], ids=shown
)
def test_a_package_file_holds_its_docstring_only(path):
    body = ast.parse(path.read_text(encoding="utf-8")).body
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    if path.parent == SOURCE:
        at_once = [node for node in body if not isinstance(node, ast.FunctionDef)]
        assert all(isinstance(node, ast.Expr | ast.Assign) for node in at_once), "the package imports nothing"
        lazily = {node.name for node in body if isinstance(node, ast.FunctionDef)}
        assert lazily == {"__getattr__", "__dir__"}
    else:
        assert len(body) == 1


def test_the_vocabulary_only_gathers_its_own_modules():
    _, *gathered, names = ast.parse(VOCABULARY.read_text(encoding="utf-8")).body
    assert all(isinstance(node, ast.ImportFrom) for node in gathered)
    assert {node.module for node in gathered} == {
        f"visavis.records.{p.stem}" for p in VOCABULARY.parent.glob("*.py") if p != VOCABULARY
    }
    assert isinstance(names, ast.Assign)
    assert {name.name for node in gathered for name in node.names} == set(ast.literal_eval(names.value))


def test_every_module_reads_in_one_sitting():
    lengths = {shown(p): len(p.read_text(encoding="utf-8").splitlines()) for p in MODULES}
    assert {name: n for name, n in lengths.items() if n > LONGEST} == {}


def test_every_module_and_public_function_has_a_docstring():
    missing = []
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in [tree, *tree.body]:
            kinds = ast.Module | ast.FunctionDef | ast.ClassDef
            public = isinstance(node, kinds) and not getattr(node, "name", "").startswith("_")
            if public and not ast.get_docstring(node):
                missing.append(f"{shown(path)}: {getattr(node, 'name', 'module')}")
    assert missing == []


def test_no_handler_catches_everything_unnamed():
    bare = [
        f"{shown(path)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler) and node.type is None
    ]
    assert bare == []


def test_the_version_is_one():
    installed = subprocess.run(
        [sys.executable, "-m", "visavis", "--version"], capture_output=True, text=True, check=True
    )
    assert installed.stdout == f"visavis {visavis.__version__}\n"
    assert re.fullmatch(r"\d+\.\d+\.\d+", visavis.__version__)


def test_the_front_door_loads_nothing_heavy():
    heavy = {"spacy", "numpy", "rich", "altair", "trafilatura", "msgspec", "networkx", "scipy", "ftfy"}
    code = "import sys, visavis.cli; print(*sorted(set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert heavy & set(run.stdout.split()) == set()


def test_no_registry_address_is_pinned():
    pins = (ROOT / "requirements-ci.txt").read_text(encoding="utf-8")
    assert "://" not in pins
    assert pins.count("--hash=sha256:") > pins.count("==") > 50


def test_every_dependency_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    names = {re.split(r"[<>=\[ ]", spec)[0].lower().replace("_", "-") for spec in wanted}
    pinned = set(
        re.findall(r"^([\w.-]+)==", (ROOT / "requirements-ci.txt").read_text(encoding="utf-8"), re.M)
    )
    assert names - pinned == set()


@pytest.mark.parametrize("script", ["scripts/test", "scripts/pin", ".ci/run"])
def test_scripts_can_be_run(script):
    assert os.access(ROOT / script, os.X_OK)
