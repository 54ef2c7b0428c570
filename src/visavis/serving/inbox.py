"""The inbox: what was ingested, what could not be read and why, and feeds with their state."""

from __future__ import annotations

from urllib.parse import urlencode

from visavis.errors import VisavisError
from visavis.serving.desk import Desk
from visavis.serving.view import PAGE, Asked, Shown, paging
from visavis.store import finding
from visavis.store.store import Store

_MOST_HELD = 200
_SAID = 300  # characters of what came of a retry


def inbox(desk: Desk, store: Store, asked: Asked) -> Shown:
    """Show what came in and what did not."""
    status = store.status()
    page = paging(asked, status.articles)
    entries = finding.latest(store, PAGE, page.offset)
    return Shown(
        "inbox.html",
        "Inbox",
        {
            "state": status,
            "held": status.quarantine[:_MOST_HELD],
            "more_held": len(status.quarantine) - _MOST_HELD,
            "entries": entries,
            "batches": finding.batches(store),
            "paging": page,
            "can_retry": desk.retry is not None,
            "came": asked.text("came", _SAID),
        },
        {"status": status, "articles": entries, "page": page.page, "pages": page.pages,
         "batches": finding.batches(store)},
        ("key", "ref", "outlet", "title", "published", "source", "version", "batch"),
        [(e.key, e.ref, e.outlet, e.title, e.published, e.source, e.version, e.batch) for e in entries],
    )  # fmt: skip


def retry(desk: Desk, place: str) -> str:
    """Read what is in quarantine at a place again; only what is in quarantine is read.

    Returns:
        What came of it, as the query of the page that says so.
    """
    try:
        with desk.open() as store:
            known = any(held.place == place for held in store.status().quarantine)
        if not known:
            words = "That is not in quarantine."
        elif desk.retry is None:
            words = "This store is only shown: run the command instead."
        else:
            words = desk.retry(place)
    except VisavisError as error:
        words = str(error)
    return urlencode({"came": words[:_SAID]})
