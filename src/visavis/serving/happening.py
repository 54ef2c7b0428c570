"""One happening: all its reports, where they differ, when it happened and when it was reported."""

from __future__ import annotations

from itertools import combinations

import msgspec

from visavis.records import Report
from visavis.serving import shared
from visavis.serving.desk import Desk
from visavis.serving.links import Shelf, why_link
from visavis.serving.view import Asked, Shown, missing
from visavis.showing.items import Quoted
from visavis.showing.view import happened_view
from visavis.showing.wording import date_words, iso_words, kind_words, party_names
from visavis.store import finding
from visavis.store.store import Store

_MOST = 60  # reports on the page
_COLUMNS = (
    "ref", "outlet", "title", "url", "published", "event", "type", "mode", "date", "date_end", "trigger",
    "sentence", "voice", "confidence",
)  # fmt: skip


class Told(msgspec.Struct, frozen=True):
    """One report: its sentence, when its article appeared, and the date that it gives itself."""

    ref: str
    key: int
    outlet: str
    title: str
    published: str
    says: str
    kind: str
    parties: str
    date: str
    quoted: Quoted
    why: str


def happening(desk: Desk, store: Store, asked: Asked) -> Shown:
    """Show one happening with its reports."""
    found = finding.happening(store, asked.path["name"])
    if found is None:
        raise missing("happening of that name")
    one, story_id = found
    reports = one.reports[:_MOST]
    look = shared.shelf(store, (r.ref for r in reports))
    view = happened_view(look, msgspec.structs.replace(one, reports=reports), 0)
    told = [_told(look, r) for r in reports if (r.ref, r.event) in look.events]
    states = [code for code in one.parties if len(code) == 3 and code.isupper()]
    story = finding.story(store, story_id)
    name = f"{view.parties} {view.what}"
    planned = finding.happenings_named(store, [one.fulfils] if one.fulfils else [])
    later = finding.fulfilled_by(store, one)
    return Shown(
        "happening.html",
        name,
        {
            "one": one,
            "view": view,
            "kind": kind_words(one),
            "told": told,
            "more": len(one.reports) - len(reports),
            "pairs": [*combinations(sorted(states), 2)][:12],
            "story": story,
            "planned": shared.items(store, list(planned.values()), 0),
            "later": shared.items(
                store, list(finding.happenings_named(store, [later] if later else []).values()), 0
            ),
            "days": sorted({t.date for t in told}),
            "event_day": iso_words(view.iso) if view.iso else "undated",
        },
        {"happening": one, "story": story_id, "reports": [_data(look, r) for r in reports]},
        _COLUMNS,
        [tuple(_data(look, r).values()) for r in reports if (r.ref, r.event) in look.events],
    )


def _told(look: Shelf, report: Report) -> Told:
    event, record = look.events[report.ref, report.event], look.records[report.ref]
    quoted = look.report(report.ref, report.event)
    return Told(
        ref=report.ref,
        key=look.entries[report.ref].key,
        outlet=quoted.outlet,
        title=record.title or report.ref,
        published=quoted.published,
        says=quoted.says,
        kind=kind_words(event),
        parties=party_names((*event.actors, *event.recipients)),
        date=date_words(event.date),
        quoted=quoted,
        why=why_link(look.entries[report.ref].key, "e", record.events.index(event)),
    )


def _data(look: Shelf, report: Report) -> dict[str, object]:
    """Return a report as data; what its article says no more is left empty."""
    event, record = look.events.get((report.ref, report.event)), look.records.get(report.ref)
    if event is None or record is None:
        return {"ref": report.ref, "event": report.event}
    published = record.published.start if record.published else None
    values = (
        report.ref, record.outlet, record.title, record.url, published, event.id, event.type, event.mode,
        event.date.start, event.date.end, event.trigger.text,
        record.text[event.sentence.start : event.sentence.end],
        event.voice.actor or event.voice.kind, event.confidence,
    )  # fmt: skip
    return dict(zip(_COLUMNS, values, strict=True))
