"""Layout: where everything lies in a store's folder, and how a file gets there whole or not at all.

catalog.sqlite                          what counts: a file that it does not list does not exist
segments/events/month=2021-12/*.parquet immutable tables, one folder per table and month of publication
writer.lock                             held by the one process that writes
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

from visavis.errors import StoreBusy, StoreError

CATALOG = "catalog.sqlite"
SEGMENTS = "segments"
LOCK = "writer.lock"
TEMPORARY = ".part-"
_AT_ONCE = 16  # files that are on their way to the disk at once
_PAUSE = 0.05  # seconds between two tries to be the one that writes
UNDATED = "undated"  # the month of articles whose publication nobody states


def sha256(path: Path) -> str:
    """Return the hash of a file's bytes in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_durably(files: Mapping[Path, bytes]) -> None:
    """Write files so that after a crash at any moment each is there whole, or not there at all.

    The bytes go to a temporary name and to the disk, then the name is changed, then the folders' lists of
    names go to the disk. Several are on their way at once: each only waits, and the disk takes them together.

    Args:
        files: the bytes of each; folders above them are made.

    Raises:
        OSError: a folder or file cannot be written; those that were not there before are gone again.
    """
    new = [path for path in files if not path.exists()]
    folders = set[Path]()
    try:
        for path in files:
            made = [folder for folder in (path.parent, *path.parent.parents) if not folder.exists()]
            path.parent.mkdir(parents=True, exist_ok=True)
            folders |= {path.parent, *(folder.parent for folder in made)}
        with ThreadPoolExecutor(_AT_ONCE) as pool:  # they wait for the disk together
            for _ in pool.map(_write, *zip(*files.items(), strict=True)):
                pass
            for _ in pool.map(sync_folder, sorted(folders)):
                pass
    except OSError:
        discard(new)  # on a full disk they would only stand in the way
        raise


def discard(files: Iterable[Path]) -> None:
    """Delete files that do not count, as far as that goes."""
    for path in files:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    part = path.with_name(f"{TEMPORARY}{path.name}")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Put a folder's list of names on the disk."""
    if os.name == "nt":  # folders cannot be opened there, and renaming is journalled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def told(where: Path) -> Iterator[None]:
    """Turn what the system or SQLite reports inside into a StoreError that says what to do.

    Raises:
        StoreError: reading or writing failed.
    """
    try:
        yield
    except OSError as error:
        raise StoreError(*_system_words(error, where)) from error
    except sqlite3.Error as error:
        raise StoreError(*_catalog_words(error, where)) from error


def _system_words(error: OSError, where: Path) -> tuple[str, str, str]:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return (
            "the disk is full",
            str(where),
            "Make room and run the command again: nothing that was stored is lost",
        )
    if error.errno == errno.EFBIG:
        return (
            "a file may not grow as large as it must",
            str(where),
            "Raise the limit (ulimit -f) and run the command again: nothing that was stored is lost",
        )
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return (
            "the folder may not be written to",
            str(where),
            "Check its permissions, or name another --store",
        )
    return error.strerror or type(error).__name__, str(where), 'Run "visavis store check"'


def _catalog_words(error: sqlite3.Error, where: Path) -> tuple[str, str, str]:
    words = str(error)
    if "full" in words:
        return _system_words(OSError(errno.ENOSPC, words), where)
    if "readonly" in words or "unable to open" in words:
        return _system_words(OSError(errno.EACCES, words), where)
    if "locked" in words or "busy" in words:
        return "its catalog is in use by another program", str(where), "Wait for it to end, and try again"
    if "malformed" in words or "not a database" in words:
        remedy = "Put back a copy of the folder, or move it away and run visavis ingest anew"
        return "its catalog is damaged", str(where), remedy
    if "disk I/O" in words:
        remedy = (
            "Check the disk and the space on it, and run the command again: nothing that was stored is lost"
        )
        return "its catalog could not be read or written (disk I/O error)", str(where), remedy
    return f"its catalog failed ({words})", str(where), 'Run "visavis store check"'


@contextlib.contextmanager
def writing(folder: Path, patience: float = 0.0) -> Iterator[None]:
    """Be the one process that writes to a store; the system ends this when the process ends, however it does.

    Args:
        folder: the store.
        patience: seconds to wait for another process that writes.

    Raises:
        StoreBusy: another process writes to it.
        StoreError: the folder may not be written to.
    """
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / LOCK).open("a+b")
    with file:
        try:
            _lock_within(file, patience)
        except OSError as error:
            file.seek(0)
            holder = file.read(20).decode("ascii", "replace").strip()
            who = f"another process ({holder})" if holder else "another process"
            raise StoreBusy(
                f"{who} is writing to this store",
                str(folder),
                "Wait until it is done; reading goes on meanwhile",
            ) from error
        with told(folder):
            file.seek(0)
            file.truncate()
            file.write(str(os.getpid()).encode("ascii"))
            file.flush()
        yield


def _lock_within(file: IO[bytes], patience: float) -> None:
    """Take the lock; try again until the time is over."""
    end = time.monotonic() + patience
    while True:
        try:
            return _lock(file)
        except OSError:
            if time.monotonic() >= end:
                raise
        time.sleep(_PAUSE)


def _lock(file: IO[bytes]) -> None:
    if os.name == "nt":
        import msvcrt

        file.seek(1_000)  # a byte that nobody reads: locked bytes cannot be read there
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
