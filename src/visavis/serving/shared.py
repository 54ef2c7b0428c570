"""What several views share: happenings in words, which of them are asked for, and rows of tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from visavis.coding.events.codebook import TYPES
from visavis.records import Happening, Relation
from visavis.relations.eventfiles import state_code
from visavis.serving.links import Shelf
from visavis.serving.view import Asked, Parameter, Wrong
from visavis.showing.items import Happened
from visavis.showing.view import happened_view
from visavis.store import finding
from visavis.store.finding import Wanted
from visavis.store.store import Store

STATUSES = ("happened", "apart", "all")
_REAL = {"happened": True, "apart": False, "all": None}
FILTERS = (
    Parameter("q", "words that the reporting articles hold, and phrases in quotation marks"),
    Parameter(
        "actor", "a state by its code or name, or an organisation; several must all take part", many=True
    ),
    Parameter("type", "a PLOVER type", TYPES),
    Parameter("outlet", "an outlet that reports it"),
    Parameter("since", "first day, month or year on which it begins"),
    Parameter("until", "last day, month or year on which it begins"),
    Parameter("status", "what happened, what is told as planned, denied or supposed, or all", STATUSES),
)
PAGED = Parameter("page", "which page of the list, from 1 on")
HAPPENING_COLUMNS = (
    "id", "date", "date_end", "precision", "type", "mode", "actors", "recipients", "place", "score",
    "contexts", "aux", "outlets", "origins", "reports",
)  # fmt: skip
RELATION_COLUMNS = (
    "a", "b", "as_of", "happenings", "balance", "low", "high", "confidence", "intensity",
    "probability_friendlier", "probability_more_in_the_news",
)  # fmt: skip


@dataclass(frozen=True)
class Item:
    """A happening in a list: as shown, with its id and how many reports it has."""

    id: str
    view: Happened
    reports: int


def wanted(asked: Asked) -> Wanted:
    """Return which happenings are asked for.

    Raises:
        Wrong: a filter is not understood.
    """
    kind = asked.text("type").upper()
    if kind and kind not in TYPES:
        raise Wrong(f"“type” must be one of {', '.join(TYPES)}.")
    words = asked.text("q")
    return Wanted(
        text=words if finding.asked(words) else "",
        actors=tuple(actor_code(word) for word in asked.texts("actor")),
        type=kind,
        outlet=asked.text("outlet"),
        since=asked.day("since"),
        until=asked.day("until"),
        real=_REAL[asked.choice("status", STATUSES)],
    )


def actor_code(word: str) -> str:
    """Return the code of a state by its code or name; an organisation's name stays as it is."""
    return state_code(word) or state_code(word.title()) or word


def pair_of(asked: Asked) -> tuple[str, str]:
    """Return the two states of a path in alphabetical order.

    Raises:
        Wrong: one is unknown, or both are one.
    """
    codes = [actor_code(asked.path[name]) for name in ("a", "b")]
    for code, name in zip(codes, ("a", "b"), strict=True):
        if state_code(code) is None:
            raise Wrong(f"No state is called “{asked.path[name][:60]}”: give a code as CHN, or a name.", 404)
    first, second = sorted(codes)
    if first == second:
        raise Wrong("Name two different states.")
    return first, second


def items(store: Store, happenings: Sequence[Happening], quotes: int = 1) -> list[Item]:
    """Return happenings as shown, each with its first reports.

    Args:
        store: where they are from.
        happenings: the happenings.
        quotes: how many reports of each are quoted.
    """
    look = shelf(store, (r.ref for h in happenings for r in h.reports[:quotes]))
    out = []
    for one in happenings:
        cut = msgspec.structs.replace(one, reports=one.reports[:quotes])
        out.append(Item(one.id, happened_view(look, cut, 0), len(one.reports)))
    return out


def shelf(store: Store, refs: Iterable[str], tables: Sequence[str] = ("events",)) -> Shelf:
    """Return articles by ref, with what was read of them in some tables."""
    entries = finding.entries_of(store, refs)
    records = finding.records_of(store, entries.values(), tables)
    return Shelf([records[ref] for ref in entries if ref in records], entries)


def happening_row(h: Happening) -> tuple[object, ...]:
    """Return a happening as a row of CSV."""
    return (
        h.id, h.date.start, h.date.end, h.date.precision, h.type, h.mode, h.actors or h.parties, h.recipients,
        h.place, h.score, h.contexts, h.aux, h.outlets, h.origins, len(h.reports),
    )  # fmt: skip


def relation_row(r: Relation) -> tuple[object, ...]:
    """Return a relation as a row of CSV."""
    return (
        r.a, r.b, r.as_of, r.happenings, r.balance.mean, r.balance.low, r.balance.high, r.confidence,
        r.intensity.mean, r.ramp.balance if r.ramp else None, r.ramp.intensity if r.ramp else None,
    )  # fmt: skip
