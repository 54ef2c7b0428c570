"""Where results go: standard output, or a file that appears only when it is complete."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from visavis.errors import OutputError
from visavis.sources import objects


def write(file: IO[bytes], text: str) -> None:
    """Write a text as UTF-8 and hand it on at once.

    Raises:
        OutputError: it cannot be written, as on a full disk.
        BrokenPipeError: whoever read our output has left.
    """
    try:
        file.write(text.encode("utf-8", "replace"))
        file.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        with contextlib.suppress(OSError):
            file.close()  # or closing it later would fail once more
        raise OutputError(
            error.strerror or "cannot be written", "output", "Check the space on its disk"
        ) from error


@contextlib.contextmanager
def written(output: str | None) -> Iterator[IO[bytes]]:
    """Open the output: a file or object (``s3://``) that appears when it is complete, or standard output.

    Raises:
        OutputError: the file cannot be written.
    """
    if output is None or output == "-":
        yield sys.stdout.buffer
        return
    if objects.is_object(output):
        with objects.written(output) as file:
            yield file
        return
    target = Path(output)
    if target.exists() and not target.is_file():  # a device or a pipe is written to, never replaced
        with _opened(target) as file:
            yield file
        return
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise OutputError(error.strerror or "cannot be written", output, "Check the folder") from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        if part.stat().st_size:  # else nothing could be read, and what stood there before stays
            mask = os.umask(0)
            os.umask(mask)
            part.chmod(0o666 & ~mask)  # as any new file, not as a private temporary one
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _opened(target: Path) -> IO[bytes]:
    try:
        return target.open("wb")
    except OSError as error:
        raise OutputError(error.strerror or "cannot be written", str(target), "Name a file") from error
