"""Fetching: pages and feeds that the user names, politely and within limits.

Only http and https, and only public machines unless the user says otherwise; each redirect is checked as the
first address was. A site's robots.txt is kept to, one request is under way at a time, and between two to one
host some time passes. What did not change since the last time is not sent again.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from visavis import __version__
from visavis.errors import InputError, TooLarge, Unfetched
from visavis.sources import robots
from visavis.sources.addresses import Resolve, Target, checked, joined, resolved, target
from visavis.sources.decode import MAX_BYTES
from visavis.sources.exchange import Limits, Reply, exchange

AGENT = "visavis"
PAGES = ("text/html", "application/xhtml+xml", "text/plain")
FEEDS = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml")
_ACCEPT = ",".join((*PAGES, *FEEDS)) + ",*/*;q=0.1"
_MOVED = (301, 302, 303, 307, 308)
_STATUS = {
    401: ("it asks for a password (401)", "Save the page in your browser and name the file"),
    402: ("it asks for payment (402)", "Save the page in your browser and name the file"),
    403: ("the site refuses it (403)", "Save the page in your browser and name the file"),
    404: ("there is no such page (404)", "Check the address"),
    410: ("the page is gone (410)", "Leave it out"),
    451: ("the page may not be shown, for legal reasons (451)", "Leave it out"),
}


@dataclass(frozen=True, slots=True)
class Manners:
    """How a fetcher behaves.

    Args:
        delay: seconds between two requests to one host; a site may ask for more.
        wait: seconds without a byte after which an exchange ends.
        seconds: seconds after which it ends in any case.
        size: bytes of a body, sent or unpacked.
        redirects: how many are followed.
        patience: seconds that a site may ask to wait and be asked again at once.
        allow_private: machines of one's own network and this one may be asked too.
    """

    delay: float = 1.0
    wait: float = 15.0
    seconds: float = 60.0
    size: int = MAX_BYTES
    redirects: int = 5
    patience: float = 5.0
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Validators:
    """What an address said of the state of its content; ``stamp`` is what a feed said of it."""

    etag: str | None = None
    modified: str | None = None
    stamp: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was fetched: the URL in the end, the bytes, their media type and charset as the server says.

    ``fresh`` is False when nothing changed since the last time; there are no bytes then.
    """

    url: str
    data: bytes
    kind: str
    charset: str | None
    validators: Validators
    fresh: bool = True


class Fetcher:
    """Fetches one thing after another.

    Args:
        manners: how it behaves.
        clock: seconds that only grow.
        sleep: waits so many seconds.
        resolve: turns a host's name into its addresses.
    """

    def __init__(
        self,
        manners: Manners | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        resolve: Resolve = resolved,
    ) -> None:
        self.manners = manners or Manners()
        self._clock, self._sleep, self._resolve = clock, sleep, resolve
        self._due: dict[str, float] = {}
        self._robots: dict[str, robots.Robots] = {}

    def get(self, url: str, known: Validators | None = None) -> Fetched:
        """Fetch a page or a feed.

        Args:
            url: its address.
            known: what it said of itself the last time.

        Raises:
            InputError: it cannot or may not be fetched, with the reason and what to do.
        """
        to, headers = target(url), {"User-Agent": _agent(), "Accept": _ACCEPT}
        first = to
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.modified:
            headers["If-Modified-Since"] = known.modified
        for _ in range(self.manners.redirects + 1):
            if not self._rules(to).allows(to.path):
                raise Unfetched("the site's robots.txt asks not to fetch it", to.url, _BY_HAND)
            reply = self._ask(to, headers)
            if reply.status in _MOVED and "location" in reply.headers:
                to = target(joined(to.url, reply.headers["location"]))
                continue
            return _fetched(to, reply, known)
        what = f"more than {self.manners.redirects} redirects"
        raise Unfetched(what, first.url, "Name the address where they should end")

    def _ask(self, to: Target, headers: dict[str, str]) -> Reply:
        """Ask in turn; once more when the site says to come again soon."""
        reply = self._exchange(to, headers)
        pause = _pause(reply)
        if reply.status not in (429, 503) or pause is None:
            return reply
        self._due[to.host] = max(self._due.get(to.host, 0.0), self._clock() + pause)
        return self._exchange(to, headers) if pause <= self.manners.patience else reply

    def _exchange(self, to: Target, headers: dict[str, str]) -> Reply:
        addresses = checked(to, allow_private=self.manners.allow_private, resolve=self._resolve)
        left = self._due.get(to.host, 0.0) - self._clock()
        if left > robots.LONGEST_DELAY:
            raise Unfetched(f"the host asks to wait {left:.0f} seconds more", to.url, "Try again later")
        if left > 0:
            self._sleep(left)
        limits = Limits(self.manners.wait, self.manners.seconds, self.manners.size)
        try:
            return exchange(to, addresses, headers, limits)
        finally:
            own = self._robots.get(to.origin)
            pause = max(self.manners.delay, own.delay if own else 0.0)
            self._due[to.host] = max(self._due.get(to.host, 0.0), self._clock() + pause)

    def _rules(self, to: Target) -> robots.Robots:
        """Return what the site asks of us; fetched once."""
        if to.origin not in self._robots:
            self._robots[to.origin] = self._asked_rules(to)
        return self._robots[to.origin]

    def _asked_rules(self, to: Target) -> robots.Robots:
        """Fetch a robots.txt; without one all may be fetched, where the site fails nothing (RFC 9309)."""
        at = target(f"{to.origin}/robots.txt")
        for _ in range(self.manners.redirects + 1):
            try:
                reply = self._ask(at, {"User-Agent": _agent(), "Accept": "text/plain,*/*;q=0.1"})
            except TooLarge:
                return robots.NOTHING
            if reply.status in _MOVED and "location" in reply.headers:
                at = target(joined(at.url, reply.headers["location"]))
                continue
            if reply.status == 200:
                return robots.parse(reply.body[: robots.MAX_BYTES].decode("utf-8", "replace"), AGENT)
            return robots.NOTHING if reply.status >= 500 or reply.status == 429 else robots.Robots()
        return robots.Robots()


_BY_HAND = "Ask the publisher, or save the page in your browser and name the file"


def _agent() -> str:
    return f"{AGENT}/{__version__} (reads news articles that its user names; keeps to robots.txt)"


def _fetched(to: Target, reply: Reply, known: Validators | None) -> Fetched:
    """Return what a reply holds, when it is something to read."""
    validators = Validators(
        reply.headers.get("etag") or None,
        reply.headers.get("last-modified") or None,
        known.stamp if known else None,
    )
    if reply.status == 304 and known:
        return Fetched(to.url, b"", "", None, known, fresh=False)
    if reply.status != 200:
        raise _refused(to, reply)
    kind, _, rest = reply.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    if kind and kind not in (*PAGES, *FEEDS):
        raise Unfetched(
            f'it is of the type "{kind[:60]}", and neither a page nor a feed', to.url,
            "Name the address of an article or of a feed",
        )  # fmt: skip
    charset = re.search(r"""charset\s*=\s*["']?([\w.:-]{2,40})""", rest, re.I)
    return Fetched(to.url, reply.body, kind, charset.group(1) if charset else None, validators)


def _refused(to: Target, reply: Reply) -> InputError:
    if reply.status in _STATUS:
        what, remedy = _STATUS[reply.status]
        return Unfetched(what, to.url, remedy)
    pause = _pause(reply)
    again = f"Try again in {pause:.0f} seconds" if pause else "Try again later"
    if reply.status == 429:
        return Unfetched("the site asks for fewer requests (429)", to.url, again)
    if reply.status >= 500:
        return Unfetched(f"the site fails ({reply.status})", to.url, again)
    return Unfetched(f"the site answers with status {reply.status}", to.url, "Check the address")


def _pause(reply: Reply) -> float | None:
    """Return how many seconds a site asks to wait; a date counts from the date that the reply bears."""
    text = reply.headers.get("retry-after", "").strip()
    if text.isdigit():
        return float(text[:9])
    try:
        when, now = (parsedate_to_datetime(t) for t in (text, reply.headers.get("date", "")))
        return max(0.0, (when - now).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None
