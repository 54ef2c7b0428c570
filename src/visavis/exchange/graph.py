"""Happenings as GraphML: actors, and for each pair and type one edge with how often and when."""

from __future__ import annotations

from typing import IO
from xml.sax.saxutils import escape, quoteattr

from visavis.exchange import codes
from visavis.exchange.losses import Losses
from visavis.exchange.supply import Supply, day_of, happened
from visavis.records import Happening

ALWAYS: tuple[str, ...] = (
    "single happenings: an edge counts those of a pair and type, with the first and the last day",
    "reports, sentences, dates and voices of happenings",
    "plans, denials, suppositions and history: left out",
    "parties without a code, and happenings with one party only",
    "reciprocal happenings have no direction: their edge runs from the first code (`reciprocal`)",
    "statements, figures, agreements and claims",
)
_KEYS = (
    ("name", "node", "string"), ("kind", "node", "string"), ("type", "edge", "string"),
    ("quad", "edge", "int"), ("reciprocal", "edge", "boolean"), ("happenings", "edge", "int"),
    ("score", "edge", "double"), ("first", "edge", "string"), ("last", "edge", "string"),
)  # fmt: skip
_Edge = tuple[str, str, str, bool]


class _Tally:
    """How often, with what sum of scores, and from when to when."""

    def __init__(self) -> None:
        self.count, self.score, self.days = 0, 0.0, ("9999", "")

    def add(self, happening: Happening) -> None:
        """Count one more happening between the two."""
        day = day_of(happening.date)
        self.count += 1
        self.score += happening.score or 0.0
        if day:
            self.days = (min(self.days[0], day), max(self.days[1], day))


def write(supply: Supply, file: IO[bytes], losses: Losses) -> None:
    """Write a directed graph with parallel edges, one for each pair and type; ``score`` is their mean.

    Args:
        supply: what to write; only its pairs and types are held in memory.
        file: where to.
        losses: told what is left out.
    """
    tallies: dict[_Edge, _Tally] = {}
    for happening in supply.happenings():
        if not happened(happening):
            losses.add("happenings left out: planned, denied, supposed or history")
            continue
        ends = _ends(happening)
        if not ends:
            losses.add("happenings left out: fewer than two parties with a code")
        for edge in ends:
            tallies.setdefault(edge, _Tally()).add(happening)
    nodes = sorted({code for a, b, _, _ in tallies for code in (a, b)})
    losses.rows = len(tallies)
    _put(file, '<?xml version="1.0" encoding="UTF-8"?>')
    _put(file, '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">')
    for key, of, kind in _KEYS:
        _put(file, f'  <key id="{key}" for="{of}" attr.name="{key}" attr.type="{kind}"/>')
    _put(file, '  <graph edgedefault="directed">')
    for code in nodes:
        kind = "state" if codes.is_state(code) else "organisation"
        _put(file, f"    <node id={quoteattr(code)}>{_data(name=codes.name_of(code), kind=kind)}</node>")
    for number, (edge, tally) in enumerate(sorted(tallies.items())):
        sides = f"source={quoteattr(edge[0])} target={quoteattr(edge[1])}"
        _put(file, f'    <edge id="e{number}" {sides}>{_told(edge, tally)}</edge>')
    _put(file, "  </graph>\n</graphml>")


def _ends(happening: Happening) -> list[_Edge]:
    kind = f"{happening.type}:{happening.mode}" if happening.mode else happening.type
    actors, recipients = sorted(set(happening.actors)), sorted(set(happening.recipients))
    if not recipients:
        if happening.uncoded:
            return []
        return [(a, b, kind, True) for i, a in enumerate(actors) for b in actors[i + 1 :]]
    return [(a, b, kind, False) for a in actors for b in recipients if a != b]


def _told(edge: _Edge, tally: _Tally) -> str:
    first, last = tally.days
    days = {"first": first, "last": last} if last else {}
    return _data(
        type=edge[2],
        quad=codes.quad(edge[2].partition(":")[0]),
        reciprocal=str(edge[3]).lower(),
        happenings=tally.count,
        score=round(tally.score / tally.count, 4),
        **days,
    )


def _data(**values: object) -> str:
    return "".join(f'<data key="{key}">{escape(str(value))}</data>' for key, value in values.items())


def _put(file: IO[bytes], line: str) -> None:
    file.write((line + "\n").encode("utf-8", "replace"))
