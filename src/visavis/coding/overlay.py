"""A user's own knowledge files laid over the package's: what may be in the folder, and how entries meet.

An entry of the user's replaces the package's entry of the same name; any other is added.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, TypeVar

from visavis.errors import DataError
from visavis.knowledge import converted, tables

T = TypeVar("T")
Raw = dict[str, Any]


def check_folder(folder: Path, names: Collection[str], what: str) -> None:
    """Refuse a folder that is none, that has no file we know, or a data file that would be passed over.

    Args:
        folder: the user's.
        names: the files that it may hold.
        what: whose files these are ("codebook", "actors"), for the message.

    Raises:
        DataError: says what is wrong and which names there are.
    """
    if not folder.is_dir():
        raise DataError("no such folder", str(folder), f"Name a folder with {what} files")
    found = sorted(p.name for p in folder.iterdir() if p.suffix in (".toml", ".csv"))
    known = ", ".join(sorted(names))
    for name in found:
        if name not in names:
            near = difflib.get_close_matches(name, names, n=1)
            hint = f"Did you mean {near[0]}? " if near else ""
            raise DataError(f"no {what} file is called so", str(folder / name), f"{hint}There are: {known}")
    if not found:
        raise DataError(f"holds no {what} file", str(folder), f"Give it any of: {known}")


def laid_over(
    own: Path, user: Path | None, kind: type[T], entries: Mapping[str, tuple[str, type]], remedy: str
) -> T:
    """Read a TOML file of the package with a user's file of the same name over it.

    Args:
        own: the package's file.
        user: the user's; None, or one that need not exist.
        kind: the schema of the whole.
        entries: for each list of tables the field that names an entry, and the schema of one.
        remedy: what to do about a bad file.

    Returns:
        The whole: plain values are the user's where given, tables are merged by key, lists by entry.

    Raises:
        DataError: names the file, the entry and the field.
    """
    base = _raw(own, remedy)
    if user is None or not user.exists():
        return converted(base, kind, str(own), remedy)
    over = _raw(user, remedy)
    for table, (key, schema) in entries.items():
        if isinstance(over.get(table), list):
            _check_entries(over[table], f"{user}: [[{table}]]", key, schema, remedy)
    return converted(_merged(base, over, entries), kind, str(user), remedy)


def _check_entries(listed: list[Any], where: str, key: str, schema: type, remedy: str) -> None:
    seen = set()
    for number, entry in enumerate(listed, 1):
        named = entry.get(key) if isinstance(entry, dict) else None
        here = f"{where} {number}" + (f" {named!r}" if named else "")
        converted(entry, schema, here, remedy)
        if named in seen:
            raise DataError(f"two have the {key} {named!r}", here, f"Give each its own {key}")
        seen.add(named)


def _raw(path: Path, remedy: str) -> Raw:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DataError(f"cannot be read ({error})", str(path), remedy) from error
    return tables(raw, str(path), remedy)


def _merged(base: Raw, over: Raw, entries: Mapping[str, tuple[str, type]]) -> Raw:
    out = dict(base)
    for name, value in over.items():
        old = base.get(name)
        if name in entries and isinstance(value, list) and isinstance(old, list):
            key = entries[name][0]
            out[name] = [*{entry[key]: entry for entry in [*old, *value]}.values()]
        elif isinstance(value, dict) and isinstance(old, dict):
            out[name] = _merged(old, value, {})
        else:
            out[name] = value
    return out
