"""A story: outlets side by side, what each reports, leaves out or gives otherwise, and how quotes vary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from visavis.merging.differences import WordEdit, word_diff
from visavis.records import Difference, Echo, FieldDifference, Happening
from visavis.serving import shared
from visavis.serving.desk import Desk
from visavis.serving.links import Shelf, article_link, happening_link
from visavis.serving.view import PAGE, Asked, Shown, missing, paging
from visavis.showing.phrases import about_words, value_words
from visavis.showing.view import happened_view
from visavis.showing.wording import (
    date_words,
    days_words,
    outlet_words,
    plain,
    short,
    speaker_words,
)
from visavis.store import finding
from visavis.store.store import Store

State = Literal["reported", "absent", "conflicting"]
_MOST_ARTICLES = 40
_MOST_COLUMNS = 8
_MOST_ROWS = 60
_MOST_ALONE = 12
_WIDEST = 60_000_000  # product of word counts that a comparison of two quotes may take


@dataclass(frozen=True)
class Cell:
    """What one outlet has of a row: its state, words, and where they stand."""

    state: State
    words: str = ""
    link: str = ""


@dataclass(frozen=True)
class Line:
    """A row of the matrix: a happening, statement, figure or claim, with a cell for each outlet."""

    kind: str
    words: str
    link: str
    cells: Sequence[Cell]

    @property
    def told(self) -> int:
        """How many outlets have it."""
        return sum(cell.state != "absent" for cell in self.cells)


@dataclass(frozen=True)
class Version:
    """One outlet's version of a quote, with how its words differ from the fullest."""

    outlet: str
    relation: str
    link: str
    edits: Sequence[WordEdit]


def story(desk: Desk, store: Store, asked: Asked) -> Shown:
    """Show one story as a matrix of outlets."""
    found = finding.story(store, asked.path["name"])
    if found is None:
        raise missing("story of that name")
    members = found.members[:_MOST_ARTICLES]
    look = shared.shelf(store, members, ("events", "statements", "figures", "claims"))
    columns = _columns(look, members)
    lines = [*_happenings(look, found.happenings, columns), *_echoes(look, found.echoes, columns),
             *_differences(look, found.differences, columns)]  # fmt: skip
    lines.sort(
        key=lambda line: (
            -(line.told > 1),
            ["happening", "statement", "figure", "claim", "date", "wording", "naming"].index(line.kind),
        )
    )
    views = {h.id: happened_view(look, h, 0) for h in found.happenings}
    return Shown(
        "story.html",
        short(found.title),
        {
            "story": found,
            "span": days_words(d[:10] for d in (found.span.start, found.span.end) if d),
            "columns": [name for name, _ in columns],
            "more_columns": len({*found.outlets}) - len(columns),
            "lines": lines[:_MOST_ROWS],
            "more_lines": len(lines) - _MOST_ROWS,
            "quotes": _quotes(look, found.echoes),
            "alone": _alone(look, found.happenings, views),
            "articles": [(look.records[ref], look.entries[ref]) for ref in members if ref in look.records],
            "left_out": len(found.members) - len(members),
            "copies": [
                [outlet_words(look.records[r]) for r in group if r in look.records]
                for group in found.duplicates
            ],
        },
        {
            "story": found,
            "matrix": {"outlets": [name for name, _ in columns], "rows": [_data(x) for x in lines]},
        },
        ("kind", "what", *(name for name, _ in columns)),
        [(x.kind, x.words, *(_said(cell) for cell in x.cells)) for x in lines],
    )


def story_list(desk: Desk, store: Store, asked: Asked) -> Shown:
    """Show all stories, the latest first."""
    page = paging(asked, finding.count_stories(store))
    found = finding.find_stories(store, PAGE, page.offset)
    spans = [days_words(d[:10] for d in (s.span.start, s.span.end) if d) for s in found]
    return Shown(
        "stories.html",
        "Stories",
        {"paging": page, "stories": [*zip(found, spans, strict=True)]},
        {"total": page.total, "page": page.page, "pages": page.pages, "stories": found},
        ("id", "title", "start", "end", "articles", "outlets", "independent_sources"),
        [
            (s.id, s.title, s.span.start, s.span.end, len(s.members), s.outlets, s.independent_sources)
            for s in found
        ],
    )


Column = tuple[str, frozenset[str]]


def _columns(look: Shelf, members: Iterable[str]) -> list[Column]:
    """Return outlets with the refs of their articles, those with most to tell first."""
    refs: dict[str, set[str]] = {}
    for ref in members:
        if ref in look.records:
            refs.setdefault(outlet_words(look.records[ref]), set()).add(ref)
    ranked = sorted(
        refs.items(), key=lambda item: (-sum(len(look.records[r].events) for r in item[1]), item[0])
    )
    return [(name, frozenset(own)) for name, own in ranked[:_MOST_COLUMNS]]


# ---------------------------------------------------------------- rows


def _happenings(look: Shelf, happenings: Sequence[Happening], columns: Sequence[Column]) -> Iterable[Line]:
    for one in happenings:
        view = happened_view(look, one, 0)
        cells = []
        for _, refs in columns:
            own = [r for r in one.reports if r.ref in refs and (r.ref, r.event) in look.events]
            if not own:
                cells.append(Cell("absent"))
                continue
            event = look.events[own[0].ref, own[0].event]
            differing = _differing(one.differences, event)
            words = "; ".join(differing) if differing else date_words(event.date)
            link = look.links[own[0].ref, own[0].event]
            cells.append(Cell("conflicting" if differing else "reported", words, link))
        status = f" ({view.aux})" if view.aux else ""
        yield Line(
            "happening",
            plain(f"{view.day}: {view.parties} {view.what}{status}"),
            happening_link(one.id),
            cells,
        )


def _differing(differences: Sequence[FieldDifference], event: Any) -> list[str]:
    """Return what a report gives of the fields in which reports differ; wording alone is no conflict."""
    given = {
        "date": date_words(event.date) if event.date.start else "",
        "parties": about_words(
            " ".join(sorted({p.code for p in (*event.actors, *event.recipients) if p.code}))
        ),
        "place": event.place.text if event.place else "",
        "mode": event.mode or "",
        "type": event.type,
    }
    return [f"{d.field}: {short(given[d.field], 60)}" for d in differences if given.get(d.field)]


def _echoes(look: Shelf, echoes: Sequence[Echo], columns: Sequence[Column]) -> Iterable[Line]:
    for echo in echoes:
        fullest = next((v for v in echo.variants if v.statement == echo.fullest), echo.variants[0])
        whole = look.statements.get((fullest.ref, fullest.statement))
        if whole is None:
            continue
        cells = []
        for _, refs in columns:
            own = [v for v in echo.variants if v.ref in refs and (v.ref, v.statement) in look.statements]
            if own:
                differs = own[0].relation == "reworded"
                words = {"identical": "the same words", "truncated": "shortened", "reworded": "other words"}
                cells.append(Cell("conflicting" if differs else "reported", words[own[0].relation],
                                  look.links[own[0].ref, own[0].statement]))  # fmt: skip
            else:
                cells.append(Cell("absent"))
        yield Line("statement", f"{speaker_words(whole)}: “{short(whole.text, 140)}”",
                   look.links[fullest.ref, fullest.statement], cells)  # fmt: skip


def _differences(look: Shelf, differences: Sequence[Difference], columns: Sequence[Column]) -> Iterable[Line]:
    for one in differences:
        if one.kind == "label":
            continue
        cells = []
        for _, refs in columns:
            own = [v for v in one.values if refs & set(v.refs)]
            ref = next((r for v in own for r in v.refs if r in refs and r in look.entries), None)
            words = "; ".join(short(value_words(v), 60) for v in own)
            cells.append(
                Cell("conflicting", words, article_link(look.entries[ref].key)) if ref else Cell("absent")
            )
        yield Line(one.kind, about_words(one.about), "", cells)


def _said(cell: Cell) -> str:
    return f"{cell.state}: {cell.words}" if cell.words else cell.state


def _data(line: Line) -> dict[str, object]:
    return {"kind": line.kind, "what": line.words,
            "cells": [{"state": c.state, "words": c.words} for c in line.cells]}  # fmt: skip


# ---------------------------------------------------------------- quotes, and what one alone has


def _quotes(look: Shelf, echoes: Sequence[Echo]) -> list[dict[str, Any]]:
    """Return utterances that outlets print differently, each version against the fullest, word by word."""
    out = []
    for echo in echoes:
        known = [v for v in echo.variants if (v.ref, v.statement) in look.statements]
        fullest = next((v for v in known if v.statement == echo.fullest), None)
        if fullest is None or all(v.relation == "identical" for v in known):
            continue
        whole = look.statements[fullest.ref, fullest.statement]
        versions = []
        for v in known:
            text = look.statements[v.ref, v.statement].text
            if v is fullest or len(text.split()) * len(whole.text.split()) > _WIDEST:
                continue
            versions.append(
                Version(outlet_words(look.records[v.ref]), v.relation, look.links[v.ref, v.statement],
                        word_diff(plain(whole.text), plain(text)))
            )  # fmt: skip
        out.append({"speaker": speaker_words(whole), "whole": plain(whole.text), "versions": versions,
                    "outlet": outlet_words(look.records[fullest.ref]),
                    "link": look.links[fullest.ref, fullest.statement]})  # fmt: skip
    return out


def _alone(look: Shelf, happenings: Sequence[Happening], views: Any) -> list[tuple[str, list[Any], int]]:
    """Return what only one outlet reports, by outlet."""
    found: dict[str, list[Any]] = {}
    for one in happenings:
        names = {outlet_words(look.records[r.ref]) for r in one.reports if r.ref in look.records}
        if len(names) == 1:
            found.setdefault(names.pop(), []).append((one.id, views[one.id]))
    return [(name, items[:_MOST_ALONE], len(items)) for name, items in sorted(found.items())]
