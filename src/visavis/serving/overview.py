"""The overview: what moved most, what is new, how much happened when, and search."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from visavis.coding.events.codebook import TYPES
from visavis.records import Happening, Relation
from visavis.relations.table import periods
from visavis.serving import shared
from visavis.serving.desk import Desk, NotYet
from visavis.serving.view import PAGE, Asked, Paging, Shown, paging
from visavis.showing.curves import Bar, Still, bars
from visavis.showing.folding import MONTHS
from visavis.showing.pairs import figures, ramp, verdict
from visavis.showing.phrases import in_sentence, joined
from visavis.showing.wording import actor_name, iso_words
from visavis.store import finding
from visavis.store.finding import Unit, Volume, Wanted
from visavis.store.store import Store

_PROBABLE = 0.8  # a change as likely as this is named as one
_FEW = 4  # happenings below which a pair is not said to have moved
_MOVED = 8
_ARTICLES = 8
_BEFORE = 550  # days before the first publication from which on the timeline is drawn
_MOST_BARS = 200
_DAYS = 92


def overview(desk: Desk, store: Store, asked: Asked) -> Shown:
    """Show what moved, what is new, and what is searched for."""
    wanted = shared.wanted(asked)
    page, days, found = _found(desk, store, asked, wanted)
    filtered = wanted != Wanted(real=wanted.real)
    first = page.page == 1
    articles = store.search(wanted.text, _ARTICLES) if wanted.text and first else ()
    entries = finding.entries_of(store, (a.ref for a in articles))
    try:
        relations = () if filtered or not first else desk.pairs(store).relations
        moved = _moved(relations)
        most = [] if moved else [summary(r) for r in relations[:_MOVED]]
    except NotYet:
        if asked.data:
            raise
        moved, most = None, []
    unit, volume = _volume(store, wanted, days)
    return Shown(
        "overview.html",
        "Search" if filtered else "Overview",
        {
            "filtered": filtered,
            "wanted": wanted,
            "status": asked.choice("status", shared.STATUSES),
            "types": TYPES,
            "outlets": finding.outlets(store),
            "actors": [actor_name(code) for code in wanted.actors],
            "pair": wanted.actors if len(wanted.actors) == 2 else (),
            "paging": page,
            "items": shared.items(store, found),
            "articles": [(a, entries[a.ref]) for a in articles if a.ref in entries],
            "moved": moved,
            "most": most,
            "drawn": _drawn(volume, unit),
            "bars": volume,
            "earlier": page.total - sum(b.cooperative + b.conflictual + b.neither for b in volume),
        },
        {
            "total": page.total,
            "page": page.page,
            "pages": page.pages,
            "happenings": found,
            "articles": articles,
            "moved": [m["relation"] for m in moved or ()],
            "volume": volume,
        },
        shared.HAPPENING_COLUMNS,
        map(shared.happening_row, found),
        waiting=moved is None,
    )


def _found(
    desk: Desk, store: Store, asked: Asked, wanted: Wanted
) -> tuple[Paging, Sequence[Volume], Sequence[Happening]]:
    """Return which page of what is wanted is asked for, how much began when, and the page's happenings."""
    known = desk.ledger(store)
    if known is not None:
        places = desk.remembered(store, ("places", wanted), lambda: known.chosen(store, wanted))
        days, undated = desk.remembered(store, wanted, lambda: known.volume(places))
        page = paging(asked, len(places))
        return page, days, known.page(store, places, PAGE, page.offset)
    days = desk.remembered(store, ("days", wanted), lambda: finding.volume(store, wanted, "day"))
    undated = 0 if wanted.since or wanted.until else finding.count_undated(store, wanted)
    page = paging(asked, undated + sum(d.cooperative + d.conflictual + d.neither for d in days))
    return page, days, finding.find_happenings(store, wanted, PAGE, page.offset)


def _moved(relations: Sequence[Relation]) -> list[dict[str, Any]]:
    """Return the pairs whose change is most probable, in either direction."""
    likely = [
        (max(r.ramp.balance, 1 - r.ramp.balance), r)
        for r in relations
        if r.ramp and r.happenings >= _FEW and max(r.ramp.balance, 1 - r.ramp.balance) >= _PROBABLE
    ]
    ranked = sorted(likely, key=lambda item: (-round(item[0], 2), -item[1].happenings, item[1].a, item[1].b))
    return [summary(r) for _, r in ranked[:_MOVED]]


def summary(r: Relation) -> dict[str, Any]:
    """Return a pair in a line: its names, how it stands and how it changes."""
    names = joined(in_sentence(code) for code in (r.a, r.b))
    return {
        "relation": r,
        "names": names[:1].upper() + names[1:],
        "verdict": verdict(r),
        "figures": figures(r),
        "ramp": ramp(r),
        "until": iso_words(r.as_of) if r.as_of else "",
        "friendlier": bool(r.ramp and r.ramp.balance > 0.5),
    }


# ---------------------------------------------------------------- how much happened when


def _volume(store: Store, wanted: Wanted, days: Sequence[Volume]) -> tuple[Unit, list[Bar]]:
    """Return how much began in each period, and by which unit; only around the days of publication."""
    published = finding.published_span(store)
    since, until = wanted.since, wanted.until
    if published and not since:
        since = _shifted(published[0], -_BEFORE)
    if published and not until:
        until = _shifted(published[1], _BEFORE)
    near = [day for day in days if since <= day.period and (not until or day.period <= until + "~")]
    if not near:
        return "day", []
    first, last = date.fromisoformat(near[0].period), date.fromisoformat(near[-1].period)
    unit: Unit = "day" if (last - first).days <= _DAYS else "month"
    if (last - first).days > _MOST_BARS * 31:
        unit = "year"
    return unit, _bars(near, first, last, unit)


def _shifted(day: str, by: int) -> str:
    try:
        return (date.fromisoformat(day[:10]) + timedelta(days=by)).isoformat()
    except (ValueError, OverflowError):  # only a year or month is known, or the calendar ends
        return ""


def _bars(found: Sequence[Volume], first: date, last: date, unit: Unit) -> list[Bar]:
    """Return all periods from first to last, empty ones too."""
    if unit == "year":
        spans = [(date(y, 1, 1), date(y, 12, 31)) for y in range(first.year, last.year + 1)]
    else:
        spans = periods(first, last, unit)
    counts = {start: [0, 0, 0] for start, _ in spans}
    for one in found:
        day = date.fromisoformat(one.period)
        start = day if unit == "day" else day.replace(day=1) if unit == "month" else date(day.year, 1, 1)
        for n, count in enumerate((one.cooperative, one.conflictual, one.neither)):
            counts[start][n] += count
    return [
        Bar(start.isoformat(), end.isoformat(), _name(start, unit), *counts[start]) for start, end in spans
    ]


def _name(start: date, unit: Unit) -> str:
    if unit == "day":
        return iso_words(start.isoformat())
    return f"{MONTHS[start.month - 1][:3]} {start.year}" if unit == "month" else str(start.year)


def _drawn(found: Sequence[Bar], unit: str) -> Still | None:
    if len(found) < 2:
        return None
    return bars(
        found, f"Happenings by {unit}, {found[0].name} to {found[-1].name}; the table below says the same"
    )
