"""An article: its text with what was read from it by layer, and a drawer that says why each thing is so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from visavis.errors import InputError
from visavis.records import Record
from visavis.serving.desk import Desk
from visavis.serving.drawer import drawer
from visavis.serving.links import PART
from visavis.serving.view import Asked, Shown, Wrong, missing
from visavis.showing.spans import Layer, layers, paragraphs
from visavis.showing.wording import kind_words
from visavis.store import finding
from visavis.store.store import Store

LAYERS = ("event", "statement", "figure", "agreement", "claim", "time", "furniture")
_MOST_LISTED = 300
_COLUMNS = ("kind", "id", "start", "end", "text", "what", "actors", "recipients", "date", "rule")


def article(desk: Desk, store: Store, asked: Asked) -> Shown:
    """Show an article, or one part of a long one, with the drawer of one thing open."""
    entry = finding.entry(store, int(asked.path["key"])) if asked.path["key"].isdigit() else None
    if entry is None:
        raise missing("article of that number")
    record = finding.records_of(store, [entry])[entry.ref]
    parts = -(-max(1, len(record.text)) // PART)
    part = min(asked.number("part"), parts)
    shown = [name for name in LAYERS if name in asked.texts("layer")] or [*LAYERS]
    show = asked.text("show", 12)
    versions = [one for one in finding.versions(store, entry.ref) if one.key != entry.key]
    story = finding.story(store, entry.story) if entry.story else None
    return Shown(
        "article.html",
        record.title or record.ref,
        {
            "entry": entry,
            "record": record,
            "text": _cut(record, shown, (part - 1) * PART, part * PART),
            "part": part,
            "parts": parts,
            "layers": LAYERS,
            "shown": shown,
            "drawer": _opened(record, show),
            "show": show,
            "events": [(n, e) for n, e in enumerate(record.events[:_MOST_LISTED])],
            "part_of": lambda start: start // PART + 1,
            "versions": versions,
            "story": story,
        },
        {"entry": entry, "record": record},
        _COLUMNS,
        _rows(record),
    )


def item(desk: Desk, store: Store, asked: Asked) -> Shown:
    """Show the drawer of one thing read from an article."""
    entry = finding.entry(store, int(asked.path["key"])) if asked.path["key"].isdigit() else None
    if entry is None:
        raise missing("article of that number")
    record = finding.records_of(store, [entry])[entry.ref]
    found = _opened(record, asked.path["item"])
    if found is None:
        raise missing("such thing in this article")
    return Shown(
        "item.html",
        f"{found.kind}: {found.words}",
        {"entry": entry, "record": record, "drawer": found, "show": asked.path["item"]},
        found.data,
        ("fact", "value"),
        found.facts,
    )


def _opened(record: Record, show: str) -> Any:
    if not show:
        return None
    try:
        return drawer(record, show)
    except InputError as error:
        raise Wrong(f"There is no “{show}” in this article.", 404) from error


def _cut(record: Record, shown: Sequence[str], start: int, end: int) -> list[list[Any]]:
    """Return the lines of a part of the text, each as stretches with their layers."""
    text = record.text[start:end]
    inside = [
        Layer(
            max(0, one.start - start), min(end, one.end) - start, one.name, one.anchor.lstrip("-"), one.words
        )
        for one in layers(record, "")
        if one.name in shown and one.start < end and one.end > start
    ]
    return [list(line) for line in paragraphs(text, inside)]


def _rows(record: Record) -> list[tuple[object, ...]]:
    """Return all that was read from an article, a row each, in text order."""
    text = record.text
    rows: list[tuple[object, ...]] = []
    for e in record.events:
        span = (e.trigger.start, e.trigger.end, e.trigger.text)
        who = [[p.code or p.text for p in side] for side in (e.actors, e.recipients)]
        rows.append(("event", e.id, *span, kind_words(e), *who, e.date.start, e.rule))
    for s in record.statements:
        speaker = [s.speaker.name or s.speaker.text] if s.speaker else []
        rows.append(("statement", s.id, s.start, s.end, s.text, s.act, speaker, s.about, None, None))
    for f in record.figures:
        what = f"{f.bound} {f.value:g} {f.unit or ''} {f.what or ''}".strip()
        rows.append(("figure", None, f.start, f.end, f.text, what, f.subject, (), None, None))
    for a in record.agreements:
        span = (a.start, a.end, text[a.start : a.end])
        rows.append(("agreement", a.standing, *span, a.name, a.parties, (), a.date.start, a.action))
    for c in record.claims:
        rows.append(
            ("claim", None, c.start, c.end, c.text, c.label, [c.holder], c.about, c.date.start, c.kind)
        )
    for t in record.times:
        day = t.interval.start if t.interval else None
        rows.append(("time", None, t.start, t.end, t.text, t.kind, (), (), day, t.basis))
    return sorted(rows, key=lambda row: (row[2], row[3], row[0]))
