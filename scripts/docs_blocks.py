"""Runs the code blocks of the documentation, and keeps the output that it prints true.

    python scripts/docs_blocks.py [--write] [PAGE...]

A page's ``python`` blocks share their names; its ``sh`` blocks run in the same folder, which holds the
example articles as ``articles/``. A ``text`` block behind a block is what it prints; a line of three dots
stands for any lines. ``console`` blocks are not run: they hold installation and servers only. With --write
the printed output is put in place of what stands there.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

import visavis
from visavis.cli import cli

DOCS = Path(__file__).parent.parent / "docs"
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
ANY = "..."


@dataclass
class Block:
    """A fenced block: its language, its text, and where it stands in the page."""

    kind: str
    text: str
    start: int
    end: int


def blocks(page: str) -> list[Block]:
    """Return the fenced blocks of a page, in order."""
    return [Block(m.group(1), m.group(2), m.start(2), m.end(2)) for m in _FENCE.finditer(page)]


def run_page(page: str) -> Iterator[tuple[Block, str, Block | None]]:
    """Run a page's blocks in a folder of their own.

    Yields:
        Each block that was run, what it printed, and the block that says what it should print.
    """
    found = blocks(page)
    names: dict[str, object] = {"__name__": "docs"}
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        shutil.copytree(visavis.EXAMPLES, "articles")
        for block, after in zip(found, [*found[1:], None], strict=True):
            if block.kind in {"python", "sh"}:
                printed = _python(block.text, names) if block.kind == "python" else _shell(block.text)
                between = page[block.end + 4 : after.start] if after else ""
                shown = after if after and after.kind == "text" and between.count("\n") <= 2 else None
                yield block, printed, shown


def agrees(printed: str, shown: str) -> bool:
    """Return whether output is what a page shows; a line of three dots stands for any lines."""
    parts = [re.escape(part.strip("\n")) for part in ("\n" + shown).split(f"\n{ANY}\n")]
    return re.fullmatch(r"\s*" + r"(?:.*\n)?\s*".join(parts) + r"\s*", printed, re.S) is not None


def _python(text: str, names: dict[str, object]) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(text, "docs", "exec"), names)
    return out.getvalue()


def _shell(text: str) -> str:
    """Run a block line by line; visavis itself in this process, so that its model is loaded once."""
    printed = ""
    for line in _commands(text):
        words = shlex.split(line, comments=True)
        if not words:
            continue
        if words[0] != "visavis":
            run = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True)
            printed += run.stdout
            continue
        target = words.pop() if len(words) > 2 and words[-2] == ">" else None
        if target:
            words.pop()
        done = CliRunner().invoke(cli, words[1:], prog_name="visavis")
        if done.exit_code:
            raise RuntimeError(f"{line}: {done.output} {done.exception!r}")
        if target:
            Path(target).write_bytes(done.stdout_bytes)
        else:
            printed += done.stdout
    return printed


def _commands(text: str) -> Iterator[str]:
    """Yield commands, each with all lines that its quotation marks span."""
    held = ""
    for line in text.replace("\\\n", " ").splitlines():
        held = f"{held}\n{line}" if held else line
        try:
            shlex.split(held, comments=True)
        except ValueError:  # a quotation mark is still open
            continue
        yield held
        held = ""


def write(path: Path) -> None:
    """Put what the blocks print in place of what a page shows, cut where it was cut."""
    page = path.read_text(encoding="utf-8")
    changes = []
    for _, printed, shown in run_page(page):
        if shown:
            lines = [line.rstrip() for line in printed.rstrip().splitlines()]
            kept = shown.text.split(f"\n{ANY}\n")[0].count("\n") + 1 if f"\n{ANY}\n" in shown.text else None
            cut = [*lines[:kept], ANY] if kept and kept < len(lines) else lines
            changes.append((shown, "\n".join(cut) + "\n"))
    for shown, text in reversed(changes):
        page = page[: shown.start] + text + page[shown.end :]
    path.write_text(page, encoding="utf-8")


def main() -> None:
    """Run the pages that are named, or all; with --write mend them."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    named = [Path(argument) for argument in sys.argv[1:] if argument != "--write"]
    for path in named or sorted(DOCS.rglob("*.md")):
        if "--write" in sys.argv:
            write(path)
        else:
            for _, printed, shown in run_page(path.read_text(encoding="utf-8")):
                if shown and not agrees(printed, shown.text):
                    sys.exit(f"{path}: it prints\n{printed}\nand not\n{shown.text}")
        print(path)


if __name__ == "__main__":
    main()
