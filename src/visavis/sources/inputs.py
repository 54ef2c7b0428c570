"""What the user named, file by file: paths, folders, patterns and standard input, each read once."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from visavis.errors import InputError, MissingInput, NotText
from visavis.sources.addresses import is_url
from visavis.sources.objects import is_object, listed

TEXTS = (".txt", ".text", ".md")
PAGES = (".html", ".htm", ".xhtml")
LINES = (".jsonl", ".ndjson", ".json")
TABLES = (".parquet",)
ARCHIVES = (".warc", ".wet")
FEEDS = (".rss", ".atom")
KNOWN = TEXTS + PAGES + LINES + TABLES + ARCHIVES + FEEDS
PACKED = (".gz", ".zst")
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read, or standard input, an object or an address on the web (``path`` None).

    ``shown`` is how the user named it, ``ref`` its own name among all that are read.
    """

    shown: str
    path: Path | None
    ref: str


def expand(inputs: Sequence[str]) -> list[Input | InputError]:
    """Turn what the user named into files, in the order named; folders and patterns in sorted order.

    A folder gives the files below it with a known suffix, hidden ones left out. A file named twice, by
    whatever path, is read once. Files that share a name are told apart by as much of
    their folder as it takes.

    Args:
        inputs: paths, folders, patterns (``*``, ``**``, ``?``), each also of an object store (``s3://``),
            addresses on the web, or ``-``.

    Returns:
        Files, and in their place errors for what does not exist or cannot be read.
    """
    found: list[tuple[str, Path | None] | InputError] = []
    seen: set[str] = set()
    for name in inputs:
        try:
            for shown, path in _files(name):
                key = shown if path is None else os.path.realpath(path)
                if key not in seen:
                    seen.add(key)
                    found.append((shown, path))
        except InputError as error:
            found.append(error)
        except (
            OSError,
            ValueError,
        ) as error:  # a name too long, with a NUL, or a folder that may not be listed
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            found.append(MissingInput(reason, name[:200], "Check the path"))
    refs = iter(_refs([_name(*item) for item in found if not isinstance(item, InputError)]))
    return [item if isinstance(item, InputError) else Input(item[0], item[1], next(refs)) for item in found]


def _name(shown: str, path: Path | None) -> str | None:
    return shown if path or is_object(shown) else None


def _files(name: str) -> Iterator[tuple[str, Path | None]]:
    if name == STDIN or is_url(name):
        yield name, None
        return
    if is_object(name):
        yield from _objects(name)
        return
    path = Path(name)
    if name and path.exists():
        yield from _below(path) if path.is_dir() else [(name, _regular(path))]
        return
    if glob.has_magic(name):
        matches = sorted(glob.glob(name, recursive=True))
        if not matches:
            raise MissingInput("no file matches this pattern", name, "Check the pattern and the folder")
        whole = "**" in name  # the pattern descends by itself
        for match in matches:
            if not Path(match).is_dir():
                yield match, _regular(Path(match))
            elif not whole:
                yield from _below(Path(match))
        return
    raise MissingInput("no such file or folder", name or "(an empty name)", "Check the path")


def _objects(name: str) -> Iterator[tuple[str, None]]:
    """Yield the object of a name, those of a pattern, or the articles below a folder."""
    found = listed(name)
    if found != [name] and not glob.has_magic(name):
        found = [one for one in found if _bare(one).endswith(KNOWN)]
        if not found:
            raise MissingInput(
                "a folder with no article in it", name, f"It may hold {', '.join(KNOWN)} files"
            )
    yield from ((one, None) for one in found)


def _below(folder: Path) -> Iterator[tuple[str, Path]]:
    count = 0
    for root, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            if name.startswith(".") or not _bare(name).endswith(KNOWN):
                continue
            count += 1
            yield os.path.join(root, name), Path(root, name)
    if not count:
        raise MissingInput(
            "a folder with no article in it", str(folder), f"It may hold {', '.join(KNOWN)} files"
        )


def _bare(name: str) -> str:
    low = name.lower()
    return next((low.removesuffix(end) for end in PACKED if low.endswith(end)), low)


def is_streamed(item: Input) -> bool:
    """Tell whether an input may hold any number of articles."""
    return item.path is None or _bare(item.path.name).endswith(LINES + TABLES + ARCHIVES + FEEDS)


def _raise(error: OSError) -> None:
    raise error


def _regular(path: Path) -> Path:
    """Let pass what can be read to an end: a file, or a pipe (``<(command)``)."""
    if path.is_file() or path.is_fifo() or (path.is_char_device() and str(path) == "/dev/stdin"):
        return path
    raise NotText(
        "a device or socket, not a file", str(path), "Give plain text, a saved HTML page or JSON lines"
    )


def _refs(shown: Sequence[str | None]) -> list[str]:
    """Return for each file its name, with as much of its folder before it as tells it from the others."""
    parts = [("stdin",) if name is None else PurePosixPath(name.replace(os.sep, "/")).parts for name in shown]
    depth = [1] * len(parts)
    while True:
        names = ["/".join(p[-d:]) for p, d in zip(parts, depth, strict=True)]
        counts = Counter(names)
        again = [i for i, n in enumerate(names) if counts[n] > 1 and depth[i] < len(parts[i])]
        if not again:
            return names
        for i in again:
            depth[i] += 1
