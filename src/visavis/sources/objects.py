"""Object stores, at ``s3://`` addresses: Daft lists and reads (``visavis[cluster]``), Arrow writes.

Keys, region and endpoint are taken from where Amazon's own tools take them: ``AWS_ACCESS_KEY_ID``,
``AWS_SECRET_ACCESS_KEY``, ``AWS_REGION``, ``AWS_ENDPOINT_URL``, a profile, or the role of the machine.
"""

from __future__ import annotations

import contextlib
import glob
import io
import os
import re
import tempfile
from collections.abc import Iterator
from typing import IO, Any

from visavis.errors import MissingInput, MissingPackage, OutputError

_REMEDY = "Check the address, and the keys, region and endpoint in AWS_ACCESS_KEY_ID and the like"
_PART = 10 << 20  # bytes of a part; no more than Arrow's own, which it would else hold together
_PARTS = 4  # parts under way at a time


def is_object(name: str) -> bool:
    """Tell whether a name is an address in an object store."""
    return re.match(r"s3://", name, re.I) is not None


def daft_quietly(asker: str) -> Any:
    """Return Daft, told not to report to its makers, and without a progress bar of its own.

    Args:
        asker: what needs it, as the user would name it.

    Raises:
        MissingPackage: it is not installed.
    """
    for name, value in (
        ("DAFT_ANALYTICS_ENABLED", "0"), ("SCARF_NO_ANALYTICS", "true"), ("DO_NOT_TRACK", "true"),
        ("RAY_USAGE_STATS_ENABLED", "0"), ("DAFT_PROGRESS_BAR", "0"),
    ):  # fmt: skip
        os.environ.setdefault(name, value)
    try:
        import daft
    except ImportError as error:
        raise MissingPackage(f"{error.name} is not installed", asker, "Install visavis[cluster]") from error
    return daft


def listed(name: str) -> list[str]:
    """Return the addresses that a name stands for, sorted: an object, all below a folder, or a pattern's.

    What is hidden (a name that begins with a dot) is left out of folders and patterns.

    Raises:
        MissingInput: there is none, or the store cannot be asked.
        MissingPackage: Daft is not installed.
    """
    daft_quietly(name)
    from daft.daft import io_glob

    try:
        found = io_glob(name)
        if not glob.has_magic(name) and [item["path"] for item in found] != [name]:
            found = io_glob(f"{name.rstrip('/')}/**")
    except FileNotFoundError as error:
        raise MissingInput("no such object or folder", name, _REMEDY) from error
    except (OSError, ValueError) as error:
        raise MissingInput(_told(error), name, _REMEDY) from error
    hidden = re.compile(r"/\.")
    names = sorted(item["path"] for item in found if item["type"] == "File")
    names = [one for one in names if one == name or hidden.search(name) or not hidden.search(one)]
    if not names:
        raise MissingInput("no such object or folder", name, _REMEDY)
    return names


def opened(name: str) -> io.BufferedReader:
    """Open an object; it is read as it goes, and can be sought in.

    Raises:
        OSError: it cannot be read, now or later.
    """
    return io.BufferedReader(_Object(name), 1 << 20)


class _Object(io.RawIOBase):
    """An object's bytes; whatever goes wrong is an OSError."""

    def __init__(self, name: str) -> None:
        with _as_os_error():
            self._file: IO[bytes] = daft_quietly(name).open_file(name, "rb")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read into a buffer; return how many bytes were read, 0 at the end."""
        with _as_os_error():
            data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        with _as_os_error():
            return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()


@contextlib.contextmanager
def written(name: str) -> Iterator[IO[bytes]]:
    """Open an object for writing; it lies on this machine's disk until it is complete, and is then uploaded.

    Args:
        name: its address.

    Raises:
        MissingPackage: Arrow was built without S3.
        OutputError: the object cannot be written; what stood there before stays.
    """
    with tempfile.TemporaryFile() as file:
        yield file
        if file.tell():  # else nothing could be read, and what stood there before stays
            file.seek(0)
            _upload(name, file)


def _upload(name: str, file: IO[bytes]) -> None:
    """Upload a file in parts, of which few are held in memory at a time."""
    try:
        from pyarrow.fs import S3FileSystem
    except ImportError as error:
        raise MissingPackage("this Arrow speaks no S3", name, "Install pyarrow as PyPI has it") from error
    try:
        store = S3FileSystem(**_endpoint())
        with store.open_output_stream(name.partition("://")[2], compression=None) as stream:
            for nth, part in enumerate(iter(lambda: file.read(_PART), b""), start=1):
                stream.write(part)
                if nth % _PARTS == 0:
                    stream.flush()  # waits for the parts under way; one that failed ends it here
    except (OSError, ValueError) as error:
        raise OutputError(_told(error), name, _REMEDY) from error


def _endpoint() -> dict[str, Any]:
    """Return where the store is when the environment names it; Arrow knows Amazon's own."""
    at = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    if not at:
        return {}
    scheme, _, host = at.rstrip("/").rpartition("://")
    return {"endpoint_override": host, "scheme": scheme or "https"}


@contextlib.contextmanager
def _as_os_error() -> Iterator[None]:
    try:
        yield
    except ValueError as error:  # the root of Daft's errors
        raise OSError(_told(error)) from error


def _told(error: Exception) -> str:
    return f"the store says: {' '.join(str(error).split())[:300] or type(error).__name__}"
