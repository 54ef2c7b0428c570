"""Pages of the documentation that are made from the sources: a hook of mkdocs.

Records from the types in ``records/``, the codebook from its data, the library from its docstrings, the
results from ``benchmarks/baseline.json``, speed and costs from ``benchmarks/results/``.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))  # mkdocs loads this file by its path

import docs_costs
import docs_measured

import visavis
from visavis import records
from visavis.api.materials import How
from visavis.coding.events.codebook import Codebook, Entry, codebook

ROOT = Path(__file__).parent.parent
_QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
_EXAMPLES = 4


def on_files(files: Any, config: Any) -> Any:
    """Add the pages to the site; called by mkdocs."""
    from mkdocs.structure.files import File

    for name, page in pages().items():
        files.append(File.generated(config, name, content=page))
    return files


def pages() -> dict[str, str]:
    """Return all pages by their names."""
    measured = docs_measured.results()
    return {
        "reference/records.md": records_page(),
        "reference/codebook.md": codebook_page(codebook()),
        "reference/library.md": library_page(),
        "results.md": results_page(json.loads((ROOT / "benchmarks" / "baseline.json").read_text("utf-8"))),
        "speed.md": docs_measured.speed_page(measured),
        "costs.md": docs_costs.costs_page(measured),
    }


def records_page() -> str:
    """Return the reference of records: every type with its fields, in the order of the vocabulary."""
    modules = ("base", "articles", "coded", "merged", "related", "states", "answers")
    room = Path(records.__file__).parent
    body = [node for name in modules for node in ast.parse((room / f"{name}.py").read_text("utf-8")).body]
    known = {node.name for node in body if isinstance(node, ast.ClassDef)}
    lines = ["# Records", "", _plain(records.__doc__ or "")]
    for node in body:
        if isinstance(node, ast.ClassDef) and node.name != "Frozen":
            lines += ["", f"## {node.name}", "", _plain(ast.get_docstring(node) or ""), ""]
            lines += ["| field | type | default |", "|---|---|---|"]
            for field in node.body:
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                    default = f"`{ast.unparse(field.value)}`" if field.value else ""
                    lines.append(f"| `{field.target.id}` | {_type(field.annotation, known)} | {default} |")
        elif isinstance(node, ast.Assign) and "Literal" in ast.unparse(node.value):
            name = ast.unparse(node.targets[0])
            lines += ["", f"## {name}", "", f"One of {ast.unparse(node.value)[8:-1]}."]
    return "\n".join(lines) + "\n"


def codebook_page(book: Codebook) -> str:
    """Return the codebook: every type with its modes, what it means and examples."""
    lines = [
        "# Codebook", "",
        "Types, modes, contexts, quad classes, scores and CAMEO codes are those of PLOVER, © Open Event Data "
        "Alliance, CC BY-SA 4.0; definitions are paraphrased, examples are our own. This page is licensed "
        "CC BY-SA 4.0. `visavis codebook TYPE:MODE` prints an entry with its triggers.", "",
        "| type | quad class | score | modes |", "|---|---|---|---|",
    ]  # fmt: skip
    for kind, entry in book.entries.items():
        modes = ", ".join(mode.name for mode in entry.mode) or "–"
        lines.append(f"| [{kind}](#{kind.lower()}) | {_QUADS[entry.quad]} | {entry.score:g} | {modes} |")
    for kind, entry in book.entries.items():
        lines += _entry(kind, entry)
    lines += ["", "## Contexts", "", "What an event is about; any number go with any type.", ""]
    lines += [f"- **{name}**" for name in book.contexts]
    return "\n".join(lines) + "\n"


def _entry(kind: str, entry: Entry) -> list[str]:
    lines = [
        "",
        f"## {kind}",
        "",
        f"{entry.definition} *{_QUADS[entry.quad].capitalize()}, score {entry.score:g}.*",
    ]
    if entry.note:
        lines += ["", entry.note]
    if entry.cameo:
        lines += ["", f"CAMEO: {', '.join(entry.cameo)}."]
    if entry.mode:
        lines += ["", "| mode | meaning | score | CAMEO |", "|---|---|---|---|"]
        for mode in entry.mode:
            score = entry.score_of(mode.name)
            lines.append(f"| {mode.name} | {mode.definition} | {score:g} | {', '.join(mode.cameo)} |")
    yes, no = ([e.text for e in some[:_EXAMPLES]] for some in (entry.positive, entry.negative))
    for words, examples in (("Is one", yes), ("Is none", no)):
        if examples:
            lines += ["", f"{words}:", "", *(f"- {text}" for text in examples)]
    return lines


def library_page() -> str:
    """Return the reference of the library: what ``import visavis`` gives."""
    lines = ["# The library", "", _plain(visavis.__doc__ or ""), ""]
    lines += ["All functions take articles in whatever form: paths, folders, patterns, texts, dicts with "
              "`text`; records read before; the outcome of `gather`; or an open `Store`.", ""]  # fmt: skip
    for name in visavis.__all__:
        thing = getattr(visavis, name)
        if inspect.isfunction(thing):
            lines += [
                f"## {name}",
                "",
                "```text",
                _signature(name, thing),
                "```",
                "",
                _google(thing.__doc__ or ""),
                "",
            ]
    lines += ["## How articles are read", "", _google(inspect.getdoc(How) or ""), "", "## Types", ""]
    for name in visavis.__all__:
        thing = getattr(visavis, name)
        if inspect.isclass(thing):
            lines.append(f"- `{name}`: {_plain(inspect.getdoc(thing) or '').splitlines()[0]}")
    lines.append(f"- `EXAMPLES`: the folder of the example articles, version {visavis.__version__}.")
    return "\n".join(lines) + "\n"


def results_page(baseline: dict[str, Any]) -> str:
    """Return every figure that is claimed, with how to measure it again."""
    lines = [
        "# Results", "",
        "Every figure is measured by the command beside it and kept in `benchmarks/baseline.json`; the tests "
        f"refuse a fall of more than {baseline['tolerance']:g} points. Figures are points of 100. Sets "
        "called *tune* or *tuned* are those that rules were written on: read the others.", "",
    ]  # fmt: skip
    for name, measured in baseline["sets"].items():
        lines += [f"## {name}", "", f"{measured['on'][:1].upper()}{measured['on'][1:]}.", ""]
        lines += ["| figure | points |", "|---|---|"]
        lines += [f"| {key.replace('_', ' ')} | {value:g} |" for key, value in measured["figures"].items()]
        lines += ["", "```console", f"python benchmarks/quality.py --only {name}", "```", ""]
    return "\n".join(lines) + "\n"


def _signature(name: str, thing: Any) -> str:
    parameters = [str(p) for p in inspect.signature(thing).parameters.values()]
    return f"visavis.{name}(\n    " + ",\n    ".join(p.replace("'", "") for p in parameters) + ",\n)"


def _google(doc: str) -> str:
    """Return a docstring in Google's style as Markdown."""
    lines = []
    for line in inspect.cleandoc(doc).splitlines():
        if re.fullmatch(r"(Args|Returns|Raises|Yields|Attributes):", line):
            lines += ["", f"**{line[:-1]}**", ""]
        elif match := re.match(r"    (\**\w+): (.*)", line):
            lines.append(f"- `{match.group(1)}`: {match.group(2)}")
        else:
            lines.append(line.strip() if not line.startswith("        ") else f"  {line.strip()}")
    return _plain("\n".join(lines))


def _plain(text: str) -> str:
    """Return a docstring's reStructuredText as Markdown: double back quotes single, indented art as code."""
    text = inspect.cleandoc(text).replace("``", "`")
    return re.sub(
        r"((?:^    .+\n?)+)", lambda m: f"```text\n{inspect.cleandoc(m.group(1))}\n```\n", text, flags=re.M
    )


def _type(annotation: ast.expr, known: set[str]) -> str:
    """Return a type in words of the page, linked where it stands on it."""
    text = ast.unparse(annotation).replace("|", "or").replace("tuple[", "list[").replace(", ...]", "]")
    parts = re.split(r"(\w+)", text)
    linked = "".join(f"[{p}](#{p.lower()})" if p in known else p for p in parts)
    return linked
