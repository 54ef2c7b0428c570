"""Compressed inputs (gzip, Zstandard), unpacked while they are read and never into more than is sensible."""

from __future__ import annotations

import io
from pathlib import PurePosixPath
from typing import IO

import pyarrow as pa

from visavis.errors import NotText, TooLarge

SUFFIXES = {".gz": "gzip", ".zst": "zstd"}
_MARKS = ((b"\x1f\x8b", "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"))
_FREE = 100_000_000  # bytes that anything may unpack to
_PIECE = 128  # bytes unpacked at once: those before damage are read, down to the last piece
_MOST = 200  # times its size: news packs to a tenth or so, only a bomb to a thousandth


def packed(name: str, head: bytes) -> str | None:
    """Return how an input is compressed, by its first bytes; None when it is not.

    Args:
        name: its name, which counts where it has no bytes.
        head: its first bytes.
    """
    by_mark = next((kind for mark, kind in _MARKS if head.startswith(mark)), None)
    return by_mark or (SUFFIXES.get(PurePosixPath(name.lower()).suffix) if not head else None)


def unpacked_name(name: str) -> str:
    """Return a name without the suffix of a compressed file."""
    path = PurePosixPath(name)
    return str(path.with_suffix("")) if path.suffix.lower() in SUFFIXES else name


def unpack(stream: IO[bytes], kind: str, where: str) -> io.BufferedReader:
    """Return the bytes of a compressed stream as a stream.

    Args:
        stream: the compressed bytes.
        kind: "gzip" or "zstd".
        where: the file, as the user would name it.

    Raises:
        NotText: (while it is read) the data are damaged.
        TooLarge: (while it is read) they unpack to many times their size, as only a bomb does.
    """
    return io.BufferedReader(_Unpacked(stream, kind, where), 1 << 16)


class _Counted(io.RawIOBase):
    """The compressed bytes, counted."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.taken = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.taken += len(data)
        return data


class _Unpacked(io.RawIOBase):
    def __init__(self, stream: IO[bytes], kind: str, where: str) -> None:
        self._source, self._where = _Counted(stream), where
        self._stream = pa.CompressedInputStream(pa.PythonFile(self._source, mode="r"), kind)
        self._kind, self._given = kind, 0
        self._failed: Exception | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read into a buffer; return how many bytes were read, 0 at the end."""
        data = self._pieces(len(buffer))
        if self._failed and not data:
            raise NotText(f"a damaged {self._kind} file", self._where, "Get it anew") from self._failed
        self._given += len(data)
        if self._given > _FREE and self._given > _MOST * self._source.taken:
            what = f"it unpacks to more than {_MOST} times its size"
            raise TooLarge(what, self._where, "If that is right, unpack it first")
        buffer[: len(data)] = data
        return len(data)

    def _pieces(self, size: int) -> bytes:
        """Return bytes until there are enough, none are left, or the rest is damaged."""
        found, left = list[bytes](), size
        while left and not self._failed:
            try:
                piece = self._stream.read(min(left, _PIECE))
            except (OSError, pa.ArrowException) as error:
                self._failed = error
                break
            if not piece:
                break
            found.append(piece)
            left -= len(piece)
        return b"".join(found)
