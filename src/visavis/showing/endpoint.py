"""A language model asked over the chat protocol that OpenAI's and many other servers speak."""

from __future__ import annotations

import ipaddress
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

import urllib3

from visavis.errors import EndpointError

_LARGEST = 1_000_000  # bytes of a reply
_CHUNK = 65_536
_LEAST = 200  # status codes of success lie from here
_OVER = 300
_MOST_TOKENS = 1_200
_SHOWN = 160  # characters of a server's own words in an error


@dataclass(frozen=True)
class Endpoint:
    """Where a model is asked, and within what limits.

    Attributes:
        url: the server's base address, as ``http://127.0.0.1:8080/v1``, or that of its chat completions.
        model: the model's name, as the server knows it.
        key: sent as a bearer token; never shown, and never sent in the clear to another machine.
        seconds: for the whole exchange.
    """

    url: str
    model: str
    key: str | None = None
    seconds: float = 60.0

    def __repr__(self) -> str:
        """Leave the key out."""
        return f"Endpoint(url={self.url!r}, model={self.model!r})"


def chat(to: Endpoint, messages: Sequence[dict[str, str]]) -> str:
    """Ask a model once and return the text of its reply.

    Args:
        to: the endpoint.
        messages: the messages of the chat, each with ``role`` and ``content``.

    Raises:
        EndpointError: it cannot be reached, is too slow, refuses, or its reply is none that can be used.
    """
    address = _address(to)
    body = json.dumps(
        {
            "model": to.model,
            "messages": list(messages),
            "temperature": 0,
            "max_tokens": _MOST_TOKENS,
            "stream": False,
        }
    )
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "visavis"}
    if to.key:
        headers["Authorization"] = f"Bearer {to.key}"
    until = time.monotonic() + to.seconds
    wait = urllib3.Timeout(connect=min(10.0, to.seconds), read=to.seconds)
    with urllib3.PoolManager(timeout=wait, retries=False) as pool:
        try:
            reply = pool.request(
                "POST", address, body=body.encode(), headers=headers, redirect=False, preload_content=False
            )
            status, content = reply.status, _read(reply, until, to)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            slow = isinstance(error, urllib3.exceptions.TimeoutError)
            if slow and not isinstance(error, urllib3.exceptions.NewConnectionError):
                raise _late(to) from error
            what, remedy = "the endpoint cannot be reached, or broke off", "Check the address and the server"
            raise EndpointError(what, _host(to), remedy) from error
    if not _LEAST <= status < _OVER:
        raise EndpointError(
            f"the endpoint refused with status {status}{_own_words(content, to)}", _host(to), _remedy(status)
        )
    return _text(content, to)


def _address(to: Endpoint) -> str:
    parts = urlsplit(to.url)
    if parts.scheme not in ("http", "https") or not parts.hostname or not _port_is_one(parts):
        raise EndpointError(
            "the address is no http or https one", _host(to), "Give it as http://127.0.0.1:8080/v1"
        )
    if parts.username or parts.password:
        raise EndpointError(
            "the address holds a password", _host(to), "Put the key into the environment instead"
        )
    if to.key and parts.scheme == "http" and not _here(parts.hostname):
        raise EndpointError(
            "a key is not sent in the clear to another machine", _host(to), "Use https, or unset the key"
        )
    base = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
    return base if base.endswith("/chat/completions") else f"{base}/chat/completions"


def _port_is_one(parts: SplitResult) -> bool:
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


def _here(host: str) -> bool:
    """Return whether a host is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _host(to: Endpoint) -> str:
    parts = urlsplit(to.url)
    port = f":{parts.port}" if _port_is_one(parts) and parts.port else ""
    return f"{parts.scheme}://{parts.hostname}{port}" if parts.hostname else "the endpoint"


def _read(reply: urllib3.BaseHTTPResponse, until: float, to: Endpoint) -> bytes:
    """Read a reply piece by piece, so that neither a slow nor an endless one holds us."""
    found = bytearray()
    while piece := reply.read1(_CHUNK):
        found += piece
        if len(found) > _LARGEST:
            raise EndpointError(
                f"the reply is larger than {_LARGEST:,} bytes", _host(to), "Ask another model"
            )
        if time.monotonic() > until:
            raise _late(to)
    return bytes(found)


def _late(to: Endpoint) -> EndpointError:
    return EndpointError(f"no reply within {to.seconds:g} seconds", _host(to), "Try again, or give it longer")


def _text(content: bytes, to: Endpoint) -> str:
    """Return the text of a reply."""
    wrong = "Check that the address is one of an OpenAI-compatible server"
    try:
        reply: Any = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise EndpointError("the reply is no JSON", _host(to), wrong) from error
    try:
        choice = reply["choices"][0]
        message = choice["message"]
        text, refusal = message.get("content"), message.get("refusal")
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise EndpointError("the reply holds no message", _host(to), wrong) from error
    if refusal:
        raise EndpointError(
            f"the model declined: {_clean(str(refusal), to)}", _host(to), "Use the answer as it is"
        )
    if not isinstance(text, str) or not text.strip():
        raise EndpointError("the model's message is empty", _host(to), "Try again, or ask another model")
    return text


def _own_words(content: bytes, to: Endpoint) -> str:
    """Return what a server says of its refusal, in short."""
    try:
        said: Any = json.loads(content)
        said = said.get("error", said)
        said = said.get("message", "") if isinstance(said, dict) else said
    except (ValueError, AttributeError, RecursionError):
        return ""
    return f": {_clean(str(said), to)}" if said else ""


def _clean(words: str, to: Endpoint) -> str:
    short = " ".join(words.replace(to.key, "…").split() if to.key else words.split())
    return short[:_SHOWN]


def _remedy(status: int) -> str:
    if status in (401, 403):
        return "Check the key in the environment"
    if status == 404:
        return "Check the address and the model's name"
    return "Wait and try again" if status == 429 else "See what the server says"
