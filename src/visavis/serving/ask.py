"""Questions: asked of the store in plain words, answered sentence by sentence with links to what was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from visavis.asking.answer import answer, suggestions
from visavis.asking.material import Material
from visavis.asking.question import parse
from visavis.coding.actors.registry import registry
from visavis.records import Answer, Citation, Record
from visavis.serving import shared
from visavis.serving.desk import Desk, NotYet
from visavis.serving.links import Shelf, item_link
from visavis.serving.view import Asked, Shown, Wrong
from visavis.showing.wording import iso_words
from visavis.store import finding
from visavis.store.store import Store

_ALL = 1_500  # articles up to which all of a store are looked at
_STORIES, _ARTICLES = 250, 1_000  # of a larger one
_MOST = 12  # lines of a part that stand open
_QUOTES = 3  # sentences beneath a line
_LAYERS = {"event": "e", "statement": "s", "figure": "f", "agreement": "g", "claim": "c", "time": "t"}
_ITEMS = {"e": "events", "s": "statements", "f": "figures", "g": "agreements", "c": "claims", "t": "times"}


@dataclass(frozen=True)
class Cited:
    """A sentence that an answer rests on, cut at the words that were read, with its page."""

    before: str
    words: str
    after: str
    outlet: str
    published: str
    link: str


def ask(desk: Desk, store: Store, asked: Asked) -> Shown:
    """Answer a question, or offer some."""
    question = asked.text("q", 500)
    day = _day(asked)
    batch = finding.last_batch(store)
    found: Answer | None = None
    looked, offered, waiting = "", tuple[str, ...](), False
    try:
        if question:
            found, looked = desk.later(
                ("answer", question, day), batch, lambda: _answer(desk, batch, question, day)
            )
            offered = found.can_ask
        else:
            offered = desk.later(("offered",), batch, lambda: _offered(desk, batch))
    except NotYet:
        if asked.data:
            raise
        waiting = bool(question)
    cited = [c for part in found.parts for line in part.lines for c in line.citations] if found else []
    look = shared.shelf(store, {c.ref for c in cited}, tuple(_ITEMS.values()))
    return Shown(
        "ask.html",
        question or "Ask",
        {
            "question": question,
            "as_of": day.isoformat() if day else "",
            "answer": found,
            "waiting": waiting,
            "parts": _parts(look, found) if found else [],
            "offered": offered,
            "looked": looked,
            "most": _MOST,
        },
        found if found else {"can_ask": offered},
        ("part", "text", "basis", "outlets", "sentences"),
        _rows(found) if found else [("offered", one, "", "", "") for one in offered],
        waiting=waiting,
    )


def _day(asked: Asked) -> date | None:
    text = asked.day("as_of")
    if text and len(text) < 10:
        raise Wrong("“as_of” must be a day as 2021-12-16.")
    return date.fromisoformat(text) if text else None


def _answer(desk: Desk, batch: int, question: str, day: date | None) -> tuple[Answer, str]:
    """Return the answer, and what was looked at where that is not all."""
    states: Sequence[str] = ()
    with desk.open() as store:
        if store.status().articles > _ALL:
            states = parse(question, registry(), day.isoformat() if day else None).states
    held, looked = _material(desk, batch, tuple(sorted(states)), day)
    return answer(question, held), looked


def _offered(desk: Desk, batch: int) -> tuple[str, ...]:
    return suggestions(_material(desk, batch, (), None)[0])


def _material(desk: Desk, batch: int, states: tuple[str, ...], day: date | None) -> tuple[Material, str]:
    """Return what questions are asked of; of a large store what speaks last of the states in question."""
    return desk.now(("material", states, day), batch, lambda: _gathered(desk, states, day), most=2)


def _gathered(desk: Desk, states: tuple[str, ...], day: date | None) -> tuple[Material, str]:
    with desk.open() as store:
        if store.status().articles <= _ALL:
            return Material(
                tuple(sorted(store.records(), key=lambda r: r.ref)), store.stories(), as_of=day
            ), ""
        stories, refs = [], list[str]()
        for story in finding.stories_with(store, states, _STORIES):
            if len(refs) + len(story.members) <= _ARTICLES:
                stories.append(story)
                refs += story.members
        entries = finding.entries_of(store, refs)
        records = finding.records_of(store, entries.values())
    looked = (
        f"Looked at {len(records):,} articles of {len(stories):,} stories, those that speak of them last."
    )
    return Material([records[ref] for ref in sorted(records)], stories, as_of=day), looked


# ---------------------------------------------------------------- for the page


def _parts(look: Shelf, found: Answer) -> list[dict[str, Any]]:
    return [
        {
            "kind": part.kind,
            "title": part.title,
            "lines": [
                {
                    "text": line.text,
                    "basis": line.basis,
                    "quotes": _quotes(look, line.citations[:_QUOTES]),
                    "rest": _quotes(look, line.citations[_QUOTES:24]),
                }
                for line in part.lines
            ],
        }
        for part in found.parts
    ]


def _quotes(look: Shelf, citations: Sequence[Citation]) -> list[Cited]:
    """Return each sentence once."""
    once = {(c.ref, c.sentence_start, c.start): c for c in reversed(citations)}
    return [_cited(look, c) for c in citations if once[c.ref, c.sentence_start, c.start] is c]


def _cited(look: Shelf, c: Citation) -> Cited:
    record = look.records.get(c.ref)
    published = iso_words(c.published) if c.published else "undated"
    if record is None:
        return Cited(c.sentence, "", "", c.outlet, published, "/inbox")
    before = record.text[max(c.sentence_start, c.start - 400) : c.start]
    after = record.text[c.end : min(c.sentence_end, c.end + 400)]
    return Cited(
        before, record.text[c.start : c.end][:2000], after, c.outlet, published, _link(look, record, c)
    )


def _link(look: Shelf, record: Record, c: Citation) -> str:
    """Return the page of the article, with the drawer of what was cited open where it has one."""
    key, layer = look.entries[c.ref].key, _LAYERS.get(c.kind, "")
    items: Sequence[Any] = getattr(record, _ITEMS[layer]) if layer else ()
    for number, item in enumerate(items):
        own = getattr(item, "id", None)
        trigger = getattr(item, "trigger", item)
        if own == c.id if c.id and own else trigger.start == c.start:
            return item_link(key, layer, number, trigger.start)
    return look.anchors[c.ref]


def _rows(found: Answer) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = [("verdict", found.verdict, found.status, "", "")]
    for part in found.parts:
        for line in part.lines:
            outlets: Mapping[str, None] = dict.fromkeys(c.outlet for c in line.citations)
            sentences = dict.fromkeys(c.sentence for c in line.citations)
            rows.append((part.kind, line.text, line.basis, [*outlets], [*sentences]))
    return rows
