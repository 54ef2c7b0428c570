"""``store recode``: what a store holds, read anew with a newer codebook, other actors or another model.

Only click is imported here at once, so that ``--help`` is quick.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from visavis.commands.shared import coding, complain, json_or_table
from visavis.commands.store import STORE_CODES, say, store_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from visavis.coding.options import Options
    from visavis.records import Article
    from visavis.store.recoding import Recoder, Recoding

_BATCH = 200  # articles that are put by at once


@click.command(
    epilog=f"""\b
Examples:
  visavis store recode --store winter
  visavis store recode --codebook my-codebook/ --store winter

{STORE_CODES}"""
)
@json_or_table
@store_folder
@coding
def recode(options: Options, jobs: int | None, folder: Path, form: str) -> None:
    """Read all that counts anew, with this visavis's codebook or your own, and say what changed.

    The store answers as before until all is read; then it changes at one stroke. A run that was ended goes on
    where it was. Ids stay where nothing changed. Earlier versions and what is retracted stay as they were.
    """
    from visavis.commands.intake import now
    from visavis.pipeline import read_one
    from visavis.records import to_json
    from visavis.store.recoding import Recoder
    from visavis.store.store import Store

    with Store(folder):  # a folder that is no store is not made one
        pass
    with Recoder(folder, lambda article: read_one(article, options), at=now()) as recoder:
        left = recoder.begin(fingerprint(options))
        failed = _read_anew(recoder, options, jobs, left)
        found = recoder.changes()
        recoder.adopt()
    say(to_json(found) if form == "json" else _told(found, failed))


def _read_anew(recoder: Recoder, options: Options, jobs: int | None, left: int) -> int:
    """Read what is left to be read; what fails stays as it was. Return how many failed."""
    from visavis import pipeline
    from visavis.records import Record
    from visavis.showing.progress import Bar

    keys: dict[str, int] = {}
    failed = 0

    def waiting() -> Iterator[Article]:
        for key, article in recoder.waiting():
            keys[article.ref] = key
            yield article

    with Bar("Reading anew", left) as bar:
        settings = pipeline.Settings(options=options, workers=jobs or pipeline.cores(), progress=bar)
        pairs = pipeline.read_articles(waiting(), settings)
        while batch := list(islice(pairs, _BATCH)):
            read = []
            for article, result in batch:
                if isinstance(result, Record) and article:
                    read.append((keys.pop(article.ref), result))
                else:
                    failed += 1
                    complain(str(result))
            recoder.hold(read)
    return failed


def fingerprint(options: Options) -> str:
    """Return what tells one state of visavis and of a user's own files from another."""
    import hashlib

    import visavis

    digest = hashlib.sha256(f"{visavis.__version__}\x1f{options.model}".encode())
    package = Path(visavis.__file__).parent / "data"
    own = [Path(folder) for folder in (options.codebook, options.actors) if folder]
    for folder in (package, *own):
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
            if path.suffix in {".toml", ".json", ".tsv", ".csv", ".txt", ".cfg"}:
                digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:20]


def _told(found: Recoding, failed: int) -> str:
    lines = [f"{found.articles:,} articles read anew; {found.changed:,} came out otherwise."]
    if failed:
        lines.append(f"{failed:,} could not be read anew and stay as they were.")
    if not found.types:
        lines.append("No event changed.")
    for change in found.types:
        parts = [(change.added, "new"), (change.removed, "gone"), (change.changed, "changed")]
        lines.append(f"{change.type}: " + ", ".join(f"{n:,} {word}" for n, word in parts if n))
        for example in change.examples:
            what = f"{example.was} is now {example.now}" if example.was and example.now else ""
            what = what or (f"new: {example.now}" if example.now else f"gone: {example.was}")
            lines += [f"  {what}", f"    {example.sentence} [{example.ref}]"]
    return "\n".join(lines)
