"""``store recode``: what a store holds, read anew with a newer codebook, other actors or another model.

Only click is imported here at once, so that ``--help`` is quick.
"""

from __future__ import annotations

import math
from collections import deque
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from visavis.commands.shared import coding, complain, json_or_table
from visavis.commands.store import STORE_CODES, say, store_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from visavis.coding.options import Options
    from visavis.records import Article, Record, Unread
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

    The store answers as before until all is read; then it changes at one stroke. Other commands may write to
    it meanwhile; what they bring is read too. A run that was ended goes on where it was. Ids stay where
    nothing changed. Earlier versions and what is retracted stay as they were.
    """
    from visavis.records import to_json
    from visavis.store.store import Store

    with Store(folder):  # a folder that is no store is not made one
        pass
    anew = _Anew(folder, options, jobs)
    anew.read()
    found = anew.adopt()
    say(to_json(found) if form == "json" else _told(found, len(anew.failed)))


class _Anew:
    """Reads a store anew, and holds it for writing only to put by what was read.

    ``failed`` are the keys of articles that cannot be read, which stay as they were.
    """

    def __init__(self, folder: Path, options: Options, jobs: int | None) -> None:
        self._folder, self._options, self._jobs = folder, options, jobs
        self._mark = fingerprint(options)
        self._dated: dict[tuple[str, str, str | None], Record | Unread] = {}
        self.failed: set[int] = set()

    def read(self) -> None:
        """Read what is left to be read, with what others add or change meanwhile."""
        from visavis.showing.progress import Bar

        with self._open() as recoder:
            left = recoder.begin(self._mark)
        with Bar("Reading anew", left) as bar:
            while self._read_waiting(bar):
                pass

    def adopt(self) -> Recoding:
        """Let what was read count; return what it changed."""
        with self._open() as recoder:
            recoder.go_on(self._mark)
            self._read_waiting(None, recoder)  # what came in since, a few articles at most
            found = recoder.changes()
            recoder.adopt()
        return found

    def _open(self) -> Recoder:
        from visavis.commands.intake import now
        from visavis.store.recoding import Recoder

        return Recoder(self._folder, self._reread, at=now(), patience=math.inf)

    def _reread(self, article: Article) -> Record | Unread:
        from visavis.pipeline import read_one

        known = self._dated.get(_version(article))
        return known if known is not None else read_one(article, self._options)

    def _read_waiting(self, bar: Callable[[int, str], None] | None, recoder: Recoder | None = None) -> int:
        """Read all that waits, and put it by; return how many articles."""
        from visavis import pipeline
        from visavis.records import Record
        from visavis.store.recoding import waiting

        order: deque[tuple[int, bool]] = deque()

        def articles() -> Iterator[Article]:
            """Yield each article as it came, and as its story dates it; ``order`` is told of both."""
            for one in waiting(self._folder):
                if one.key not in self.failed:
                    both = (one.article, one.dated) if one.dated else (one.article,)
                    for k, article in enumerate(both):
                        order.append((one.key, k > 0))
                        yield article

        settings = pipeline.Settings(options=self._options, workers=self._jobs or pipeline.cores())
        pairs = pipeline.read_articles(articles(), settings)
        done = 0
        while batch := list(islice(pairs, _BATCH)):
            read = []
            for article, result in batch:
                key, dated = order.popleft()
                if dated and article:
                    self._dated[_version(article)] = result
                elif isinstance(result, Record):
                    read.append((key, result))
                else:
                    self.failed.add(key)
                    complain(str(result))
            self._hold(read, recoder)
            done += len(read)
            if bar:
                bar(done, "")
        return done

    def _hold(self, read: list[tuple[int, Record]], recoder: Recoder | None) -> None:
        if recoder is not None:
            recoder.hold(read)
        elif read:
            with self._open() as opened:
                opened.go_on(self._mark)
                opened.hold(read)


def _version(article: Article) -> tuple[str, str, str | None]:
    return article.id, article.source, article.published


def fingerprint(options: Options) -> str:
    """Return what tells one state of visavis and of a user's own files from another."""
    import hashlib

    import visavis

    digest = hashlib.sha256(f"{visavis.__version__}\x1f{options.model}\x1f{options.thorough}".encode())
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
