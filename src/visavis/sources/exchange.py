"""Exchange: one request to one machine, and its answer within limits of time and size."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from visavis.errors import TooLarge, Unfetched
from visavis.sources.addresses import Target

_CHUNK = 65_536
_TRIED = 3  # addresses of one host that are tried
_LATER = "Try again later"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one exchange may take: seconds without a byte, seconds in all, bytes sent and unpacked."""

    wait: float
    seconds: float
    size: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What a machine answered: its status, headers (lower case), and for status 200 the unpacked body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def exchange(to: Target, addresses: Iterable[str], headers: Mapping[str, str], limits: Limits) -> Reply:
    """Ask for a target at one of the addresses that were checked, and at no other.

    Args:
        to: what is asked for.
        addresses: where, in the order in which they are tried.
        headers: beside Host and Accept-Encoding.
        limits: of time and size.

    Raises:
        Unfetched: nobody answers, the answer breaks off, takes too long or is no HTTP.
        TooLarge: the body, sent or unpacked, is above the limit.
    """
    failed: Unfetched | None = None
    for address in list(addresses)[:_TRIED]:
        connection = _connection(to, address, limits)
        try:
            return _asked(connection, to, headers, limits)
        except _NotConnected as error:
            failed = Unfetched(f"no connection ({_words(error.__cause__)})", to.url, _LATER)
        finally:
            connection.close()
    raise failed or Unfetched("no such host", to.url, "Check the address")


class _NotConnected(Exception):
    """Nobody answers at this address; another may."""


class _Deadline:
    """Ends an exchange after so many seconds, however slowly bytes drip in."""

    def __init__(self, connection: HTTPConnection, seconds: float) -> None:
        self.passed = False
        self._connection = connection
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> _Deadline:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def hold(self) -> None:
        """Keep hold of the connection's socket, which the answer takes over."""
        self._socket = self._connection.sock

    def _end(self) -> None:
        self.passed = True
        own = self._socket or self._connection.sock
        if own is not None:
            with contextlib.suppress(OSError):
                own.shutdown(socket.SHUT_RDWR)


def _connection(to: Target, address: str, limits: Limits) -> HTTPConnection:
    host = f"[{address}]" if ":" in address else address
    if to.scheme == "http":
        return HTTPConnection(host, to.port, timeout=limits.wait)
    return HTTPSConnection(
        host, to.port, timeout=limits.wait, ssl_context=ssl.create_default_context(),
        server_hostname=to.host, assert_hostname=to.host,
    )  # fmt: skip


def _asked(connection: HTTPConnection, to: Target, headers: Mapping[str, str], limits: Limits) -> Reply:
    with _Deadline(connection, limits.seconds) as deadline:
        try:
            try:
                connection.connect()
            except (OSError, HTTPError) as error:
                if deadline.passed or isinstance(error, ssl.SSLError):
                    raise
                raise _NotConnected from error
            deadline.hold()
            own = {"Host": to.authority, "Accept-Encoding": "gzip, deflate", **headers}
            connection.request("GET", to.path, headers=own, preload_content=False, decode_content=False)
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.headers.items()}
            body = _body(answer, found, to, limits) if answer.status == 200 else b""
        except (OSError, HTTPError, http.client.HTTPException, zlib.error, ValueError) as error:
            if deadline.passed:
                raise _too_slow(to, limits) from error
            if isinstance(error, TimeoutError) or "timed out" in str(error):
                raise Unfetched(f"no answer for {limits.wait:g} seconds", to.url, _LATER) from error
            raise Unfetched(f"the answer failed ({_words(error)})", to.url, _LATER) from error
        if deadline.passed:  # an end of the connection may look like the end of the body
            raise _too_slow(to, limits)
    return Reply(answer.status, found, body)


def _too_slow(to: Target, limits: Limits) -> Unfetched:
    return Unfetched(f"the answer took more than {limits.seconds:g} seconds", to.url, _LATER)


def _words(error: BaseException | None) -> str:
    text = getattr(error, "strerror", None) or str(error).rpartition(": ")[2] or type(error).__name__
    return " ".join(str(text).split())[:120]


def _body(answer: BaseHTTPResponse, headers: Mapping[str, str], to: Target, limits: Limits) -> bytes:
    stated = headers.get("content-length", "")
    if stated.isdigit() and int(stated) > limits.size:
        raise _too_large(to, limits)
    encoding = headers.get("content-encoding", "identity").strip().lower()
    found = bytearray()
    for piece in _unpacked(_pieces(answer, to, limits), encoding, to, limits):
        found += piece
        if len(found) > limits.size:
            raise _too_large(to, limits)
    return bytes(found)


def _pieces(answer: BaseHTTPResponse, to: Target, limits: Limits) -> Iterator[bytes]:
    """Yield the body as it was sent."""
    sent = 0
    while piece := answer.read1(_CHUNK, decode_content=False):
        sent += len(piece)
        if sent > limits.size:
            raise _too_large(to, limits)
        yield piece


def _unpacked(pieces: Iterator[bytes], encoding: str, to: Target, limits: Limits) -> Iterator[bytes]:
    """Yield the body unpacked, never more than the limit at once, whatever a few bytes may swell to."""
    if encoding in ("identity", ""):
        yield from pieces
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise Unfetched(f'packed as "{encoding[:40]}", which was not asked for', to.url, _LATER)
    unpack, first = None, True
    for piece in pieces:
        while piece:
            if unpack is None:
                if not first and encoding == "deflate":
                    return  # what follows the end of the stream is none of it
                unpack = zlib.decompressobj(_bits(encoding, piece))
                first = False
            yield unpack.decompress(piece, limits.size + 1)
            if unpack.unconsumed_tail:
                raise _too_large(to, limits)
            piece = unpack.unused_data
            if unpack.eof:  # a gzip file may have several members
                unpack = None
                piece = piece.lstrip(b"\0")
    if first or unpack is not None:
        raise Unfetched("the packed answer broke off", to.url, _LATER)


def _bits(encoding: str, piece: bytes) -> int:
    """Return zlib's window size for an encoding; "deflate" is sent with and without zlib's own header."""
    if encoding != "deflate":
        return 16 + zlib.MAX_WBITS
    is_zlib = len(piece) > 1 and piece[0] & 0x0F == 8 and (piece[0] << 8 | piece[1]) % 31 == 0
    return zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS


def _too_large(to: Target, limits: Limits) -> TooLarge:
    return TooLarge(
        f"more than {limits.size / 1e6:g} MB, which no article has", to.url, "Save its text and name the file"
    )
