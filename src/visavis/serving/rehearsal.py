"""Rehearsal: pages shown to nobody, so that what they need is loaded before the first is asked for.

Templates are compiled, the registry of actors read, and libraries imported when they are first needed, which
for some pages takes longer than all else. None of it changes what a page says.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator

from visavis.errors import VisavisError
from visavis.serving import pages, shared
from visavis.serving.desk import DOMAINS, Busy, Desk, NotYet
from visavis.serving.view import Asked, Wrong
from visavis.serving.views import VIEWS
from visavis.store import finding
from visavis.store.finding import Wanted
from visavis.store.store import Store

_PAIRS = 24  # pairs told of most, whose turns and movers are reckoned before they are asked for
_Page = tuple[str, dict[str, str], dict[str, list[str]]]


def first(desk: Desk) -> None:
    """Rehearse what is asked for first, once all pairs are fitted."""
    shared.actor_code("a state")  # reads the registry
    _show(desk, [(name, {}, {}) for name in ("overview", "codebook", "stories")])
    with contextlib.suppress(VisavisError, NotYet, Busy), desk.open() as store:
        known = desk.pairs(store)
        for found in known.relations[:1]:
            known.pair(found.a, found.b)


def second(desk: Desk) -> None:
    """Rehearse the other pages, once all that they ask for is reckoned."""
    with contextlib.suppress(VisavisError, NotYet, Busy), desk.open() as store:
        _show(desk, [*_pages(desk, store)])
        told_of = desk.pairs(store).relations[:_PAIRS]
        for domain in DOMAINS:
            known = desk.pairs(store, None, domain)
            for found in told_of:
                known.pair(found.a, found.b, closely=domain == "all")


def _pages(desk: Desk, store: Store) -> Iterator[_Page]:
    """Yield the pages of the pair that is told of most, of its last happening, and of an article about it."""
    for name in ("relations", "system", "inbox"):
        yield name, {}, {}
    for found in desk.pairs(store).relations[:1]:
        states = [found.a, found.b]
        yield "overview", {}, {"actor": states, "q": ["of"]}
        yield "relation", {"a": found.a, "b": found.b}, {}
        for one in finding.find_happenings(store, Wanted(actors=(found.a, found.b)), 1):
            yield "happening", {"name": one.id}, {}
            for entry in finding.entries_of(store, (report.ref for report in one.reports[:1])).values():
                yield "article", {"key": str(entry.key)}, {"show": ["e0"]}
                yield "item", {"key": str(entry.key), "item": "e0"}, {}
                if entry.story:
                    yield "story", {"name": entry.story}, {}


def _show(desk: Desk, wanted: Iterable[_Page]) -> None:
    views = {view.name: view for view in VIEWS}
    for name, path, query in wanted:
        with contextlib.suppress(VisavisError, Wrong, NotYet, Busy), desk.open() as store:
            shown = views[name].show(desk, store, Asked(path, query))
            pages.render(shown.template, title=shown.title, path="/", query=query, **shown.values)
