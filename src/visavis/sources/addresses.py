"""Addresses: which URLs may be fetched, and the very machine that is asked.

A name is resolved once, every address that it has is checked, and the connection goes to one of just these.
A name that stands for a public address when it is checked and for a private one when it is asked (DNS
rebinding) has no second chance to do so.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from visavis.errors import Unfetched

Resolve = Callable[[str, int], list[str]]
_IP = ipaddress.IPv4Address | ipaddress.IPv6Address
_SCHEMES = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid", re.I)
_LONGEST = 2_000  # characters of a URL
_REF = 100  # characters of an article's own name


@dataclass(frozen=True, slots=True)
class Target:
    """A URL taken apart, in the one form in which it is fetched and remembered."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """Scheme, host and port: what robots.txt is about."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """The host as a request names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _SCHEMES[self.scheme] else f"{host}:{self.port}"


def is_url(name: str) -> bool:
    """Tell whether an input is an address on the web, not a file."""
    return re.match(r"https?://", name, re.I) is not None


def target(url: str) -> Target:
    """Take a URL apart.

    The fragment and what only tells from where a reader came (``utm_source`` and the like) are left out.

    Raises:
        Unfetched: it is none of http or https, names a user, or is broken.
    """
    shown = url[:200]
    try:
        parts = urlsplit(re.sub(r"[\x00-\x1f\x7f]", "", url.strip()))
        host, port = (parts.hostname or "").rstrip("."), parts.port
        if ":" not in host:
            host = host.encode("idna").decode("ascii").lower()
    except (ValueError, UnicodeError) as error:
        raise Unfetched("a broken address", shown, "Check the address") from error
    scheme = parts.scheme.lower()
    if scheme not in _SCHEMES:
        raise Unfetched("not an address of http or https", shown, "Only these are fetched")
    if not host or len(url) > _LONGEST:
        raise Unfetched("a broken address", shown, "Check the address")
    if parts.username is not None or parts.password is not None:
        raise Unfetched("an address with a user's name in it", shown, "Leave out what stands before the @")
    port = port or _SCHEMES[scheme]
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(_query(parts.query), safe="/?%:@!$&'()*+,;=~-._")
    made = Target("", scheme, host, port, f"{path}?{query}" if query else path)
    return Target(f"{made.origin}{made.path}", scheme, host, port, made.path)


def _query(query: str) -> str:
    if not _TRACKING.search(query):
        return query
    kept = [pair for pair in parse_qsl(query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
    return urlencode(kept)


def joined(base: str, link: str) -> str:
    """Return where a link on a page leads."""
    try:
        return urljoin(base, link.strip())
    except ValueError as error:
        raise Unfetched("a broken address", link[:200], "Check the address") from error


def ref_of(url: str) -> str:
    """Return a URL as an article's own name: host and path, the end of it when it is long."""
    parts = urlsplit(url)
    name = urlunsplit(("", "", parts.path.strip("/"), parts.query, "")) or ""
    whole = f"{(parts.hostname or '').removeprefix('www.')}/{name}".rstrip("/")
    return whole if len(whole) <= _REF else f"…{whole[-_REF:]}"


def resolved(name: str, port: int) -> list[str]:
    """Return all addresses of a host, each once.

    Raises:
        OSError: it has none.
    """
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(item[4][0]) for item in found))


def checked(to: Target, *, allow_private: bool, resolve: Resolve = resolved) -> list[str]:
    """Return the addresses of a target's host, when all of them may be asked.

    Args:
        to: what is to be fetched.
        allow_private: machines of one's own network and this one may be asked too.
        resolve: how a name is resolved.

    Raises:
        Unfetched: the host is unknown, or one of its addresses is not public.
    """
    try:
        found = resolve(to.host, to.port)
    except (OSError, UnicodeError) as error:
        raise Unfetched("no such host", to.url, "Check the address and the network, and try again") from error
    if not found:
        raise Unfetched("no such host", to.url, "Check the address and the network, and try again")
    for text in found:
        if not (allow_private or is_public(text)):
            raise Unfetched(
                f"{to.host} is at the private address {text}, which a page on the web has no business with",
                to.url,
                "If you mean a machine of your own, add --allow-private",
            )
    return found


def is_public(text: str) -> bool:
    """Tell whether an address is one of the public network.

    Loopback, private, link-local, reserved, shared, multicast and unspecified ones are not; an IPv6 address
    that carries an IPv4 one (mapped, 6to4, Teredo, NAT64) is public when both are.
    """
    try:
        address: _IP = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = _carried(address)
        if address.ipv4_mapped is not None or address in _NAT64:
            return all(_is_public(one) for one in inner)
        return _is_public(address) and not address.is_site_local and all(_is_public(one) for one in inner)
    return _is_public(address)


def _is_public(address: _IP) -> bool:
    odd = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    return address.is_global and not (odd or address.is_private or address.is_link_local)


def _carried(address: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """Return the IPv4 addresses inside an IPv6 one."""
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in found if one is not None]
