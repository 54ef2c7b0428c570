"""Event files as they are shipped: plain, or packed as zip or gzip."""

from __future__ import annotations

import contextlib
import gzip
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from visavis.errors import MissingInput, NotText


@contextlib.contextmanager
def opened(path: Path) -> Iterator[IO[str]]:
    """Open an event file for reading line by line; of a zip its only or first file.

    Args:
        path: the file.

    Raises:
        MissingInput: it is not there or may not be read.
        NotText: it is no zip or gzip, though its name says so.
    """
    with contextlib.ExitStack() as stack:
        try:
            if path.suffix.lower() == ".zip":
                packed = stack.enter_context(zipfile.ZipFile(path))
                names = [name for name in packed.namelist() if not name.endswith("/")]
                raw: IO[bytes] = stack.enter_context(packed.open(names[0]))
            elif path.suffix.lower() == ".gz":
                raw = cast("IO[bytes]", stack.enter_context(gzip.open(path)))
                raw.read(1)
                raw.seek(0)
            else:
                raw = stack.enter_context(path.open("rb"))
        except (zipfile.BadZipFile, gzip.BadGzipFile, IndexError, EOFError) as error:
            raise NotText("it cannot be unpacked", str(path), "Download it again") from error
        except OSError as error:
            raise MissingInput(error.strerror or "cannot be read", str(path), "Check the path") from error
        yield stack.enter_context(io.TextIOWrapper(raw, encoding="utf-8", errors="replace", newline=""))
