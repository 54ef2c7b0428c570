"""The guard: who may ask at all, and what a browser may do with an answer.

The pages show texts by strangers and stand on a machine that also browses the web. So a Host that is not ours
is refused (DNS rebinding), beyond this machine a token is asked for, what changes something must come from
one of our own pages, and the answers forbid all but our own scripts.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Collection, Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "visavis-token"
_OWN = ("localhost", "127.0.0.1", "::1")
_SAFE = ("GET", "HEAD")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def is_loopback(host: str) -> bool:
    """Return whether an address to listen on can be reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Guard:
    """Stands before the application; see the module.

    Args:
        app: the application.
        hosts: names and addresses, beside those of this machine, under which it may be asked for.
        token: what must be shown by whoever asks; None for nobody.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] = (), token: str | None = None) -> None:
        self.app, self.token = app, token
        self.hosts = {*_OWN, *(host.strip("[]").lower() for host in hosts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return

        async def sealed(message: Message) -> None:
            """Send a message on; the head of an answer with the headers that every page bears."""
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self.app)(scope, receive, sealed)

    def _refusal(self, scope: Scope) -> Response | None:
        """Return why a request is not let through, or None."""
        headers = Headers(scope=scope)
        if _name(headers.get("host", "")) not in self.hosts:
            words = "This name does not lead here. Ask for localhost, or start visavis serve with --host."
            return PlainTextResponse(words, 421)
        if scope["method"] not in (*_SAFE, "POST"):
            return PlainTextResponse("Only GET and POST are understood.", 405, {"Allow": "GET, HEAD, POST"})
        if self.token is not None:
            refusal = self._without_token(scope, headers, self.token)
            if refusal:
                return refusal
        if scope["method"] == "POST" and not _from_here(headers):
            return PlainTextResponse("What changes something must come from a page of visavis.", 403)
        return None

    def _without_token(self, scope: Scope, headers: Mapping[str, str], token: str) -> Response | None:
        """Let a token in the address become a cookie; refuse who has neither that nor a bearer's."""
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        named = [value for name, value in query if name == "token"]
        if named and scope["method"] in _SAFE and _same(named[0], token):
            rest = urlencode([pair for pair in query if pair[0] != "token"])
            target = "/" + scope["path"].lstrip("/\\") + (f"?{rest}" if rest else "")
            answer = RedirectResponse(target, 303)
            answer.set_cookie(COOKIE, token, httponly=True, samesite="strict")
            return answer
        bearer = headers.get("authorization", "")
        if bearer.lower().startswith("bearer ") and _same(bearer[7:].strip(), token):
            return None
        if _same(_cookie(headers.get("cookie", "")), token):
            return None
        words = "A token is needed: open the address that visavis serve printed, or send a bearer token."
        return PlainTextResponse(words, 401, {"WWW-Authenticate": "Bearer"})


def _name(host: str) -> str:
    """Return a Host header's name without its port; empty when it is none."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _from_here(headers: Mapping[str, str]) -> bool:
    """Return whether a request was sent by one of our pages, as the browser says, or by no browser."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def _cookie(header: str) -> str:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), token.encode())
