"""Charts for the brief: Vega-Lite by Altair, drawn offline to SVG by vl-convert, wide and for a phone."""

from __future__ import annotations

import functools
import json
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import vl_convert

from visavis.records import Edge, System
from visavis.showing.layout import Box, columns, label_places, rows, spread, ticks
from visavis.showing.wording import actor_name, iso_words, signed

# The page's style sheet gives these colours (and the ink) its own in the dark: see brief.css.
COOPERATION, CONFLICT, NEITHER, INK = "#2166ac", "#b2182b", "#6b6b6b", "#1a1a1a"
_FONT = "system-ui, sans-serif"
_WIDE, _NARROW = 840.0, 330.0
_MOST_STATES = 30
_TALLEST = 130.0  # of one side of the timeline
_inline: Any = alt.Data  # untyped in Altair


@dataclass(frozen=True)
class Chart:
    """A chart as still pictures and as its specification (for the interactive form).

    Attributes:
        svg: for a wide page.
        narrow: for a phone.
        spec: Vega-Lite of the wide form, as JSON.
        left_out: how many states are not drawn, because too many would hide each other.
    """

    svg: str
    narrow: str
    spec: str
    left_out: int = 0


@dataclass(frozen=True)
class Mark:
    """A happening on the timeline.

    Attributes:
        day: ISO date.
        sign: +1 cooperative, -1 conflictual, 0 neither.
        words: what happened, for the tooltip.
        outlets: number of outlets that report it.
        link: anchor on the page.
    """

    day: str
    sign: int
    words: str
    outlets: int
    link: str


@functools.cache
def javascript() -> str:
    """Return Vega, Vega-Lite and vega-embed in one script, safe to stand inside a page."""
    with _ONE:
        bundle: str = vl_convert.javascript_bundle()  # type: ignore[call-arg]
    return bundle.replace("</script", "<\\/script")


# ---------------------------------------------------------------- when


def timeline(marks: Sequence[Mark]) -> Chart:
    """Draw happenings by day: cooperative ones stacked above the line, conflictual ones below."""
    label = f"Timeline of {len(marks)} happenings; the table below it says the same"
    wide, narrow = _timeline(marks, _WIDE, 6), _timeline(marks, _NARROW, 3)
    return Chart(_svg(wide, "timeline-wide", label), _svg(narrow, "timeline-narrow", label), _text(wide))


def _timeline(marks: Sequence[Mark], width: float, most_ticks: int) -> dict[str, Any]:
    ordered = sorted(marks, key=lambda m: (m.day, -m.sign, m.words))
    days, margin = [m.day for m in ordered], 44.0
    at = [margin + x for x in columns(days, width - 2 * margin)]
    stacked = rows(at, [1 if m.sign >= 0 else -1 for m in ordered], 12.0)
    above, below = max([2, *stacked]), max([2, *(-row for row in stacked)])
    step = min(14.0, _TALLEST / max(above, below))
    line = 8 + step * above
    height = line + step * below + 34
    dots = [
        {
            "x": x,
            "y": round(line - step * row, 1),
            "kind": {1: "cooperation", -1: "conflict", 0: "neither"}[mark.sign],
            "size": 60 + 25 * min(mark.outlets, 5),
            "when": iso_words(mark.day),
            "words": mark.words,
            "link": mark.link,
        }
        for x, row, mark in zip(at, stacked, ordered, strict=True)
    ]
    shown = ticks(days, most_ticks)
    places = columns([*shown], width - 2 * margin)
    labels = [
        {"x": margin + x, "y": height - 8, "top": height - 26, "foot": height - 21, "day": iso_words(day)}
        for x, day in zip(places, shown, strict=True)
    ]
    axes = _axes(width, height)
    base = [{"x": 4, "x2": width - 4, "y": line}, {"x": 4, "x2": width - 4, "y": height - 26}]
    kinds = [kind for kind in ("cooperation", "conflict", "neither") if any(d["kind"] == kind for d in dots)]
    points = (
        alt.Chart(_inline(values=dots))
        .mark_circle(opacity=0.9)
        .encode(
            **axes,
            color=_colour(kinds),
            size=alt.Size("size:Q", scale=None),
            tooltip=[alt.Tooltip("words:N", title="what"), alt.Tooltip("when:N", title="when")],
        )
    )
    rules = alt.Chart(_inline(values=base)).mark_rule(color=NEITHER).encode(**axes, x2="x2:Q")
    stubs = (
        alt.Chart(_inline(values=labels))
        .mark_rule(color=NEITHER)
        .encode(**_axes(width, height, "top"), y2="foot:Q")
    )
    words = alt.Chart(_inline(values=labels)).mark_text(color=INK, fontSize=12).encode(**axes, text="day:N")
    return _spec(rules + stubs + words + points, width, height)


# ---------------------------------------------------------------- who with whom


def network(system: System) -> Chart:
    """Draw the signed network: blue ties cooperate, red dashed ties conflict, width by strength."""
    nodes, edges = _strongest(system)
    label = f"Network of {len(nodes)} states and {len(edges)} ties; the table below it says the same"
    tall = min(640.0, 280.0 + 20 * len(nodes))
    wide = _network(nodes, edges, Box(_WIDE, min(480.0, 200.0 + 22 * len(nodes))))
    narrow = _network(nodes, edges, Box(_NARROW, tall, 34.0, letter=12.0))
    return Chart(
        _svg(wide, "network-wide", label),
        _svg(narrow, "network-narrow", label),
        _text(wide),
        len(system.nodes) - len(nodes),
    )


def _strongest(system: System) -> tuple[list[str], list[Edge]]:
    """Return the states with most happenings, and the ties among them."""
    weight = dict.fromkeys(system.nodes, 0)
    for edge in system.edges:
        weight[edge.a] += edge.happenings
        weight[edge.b] += edge.happenings
    kept = set(sorted(system.nodes, key=lambda n: (-weight[n], n))[:_MOST_STATES])
    nodes = [name for name in system.nodes if name in kept]
    return nodes, [e for e in system.edges if e.a in kept and e.b in kept]


def _network(nodes: Sequence[str], edges: Sequence[Edge], box: Box) -> dict[str, Any]:
    places = spread(nodes, edges, box)
    names = {code: actor_name(code) for code in nodes}
    labels = label_places(places, names, edges, box)
    spots = [{"x": x, "y": y, "name": names[code]} for code, (x, y) in places.items()]
    words = [{"x": x, "y": y, "name": names[code]} for code, (x, y) in labels.items()]
    thin = min(1.0, max(0.15, 60 / max(1, len(edges))))  # where all are tied to all, lines stay apart
    ties = [
        {
            "x": places[edge.a][0],
            "y": places[edge.a][1],
            "x2": places[edge.b][0],
            "y2": places[edge.b][1],
            "kind": "cooperation" if edge.weight > 0 else "conflict",
            "width": round((1 + 5 * abs(edge.weight)) * thin, 2),
            "words": f"{names[edge.a]} – {names[edge.b]}: {signed(edge.weight)}",
            "sure": round(max(edge.positive, 1 - edge.positive), 3),
        }
        for edge in edges
    ]
    kinds = [k for k in ("cooperation", "conflict") if any(t["kind"] == k for t in ties)]
    dashes = {"cooperation": [1, 0], "conflict": [6, 4]}
    axes = _axes(box.width, box.height)
    rules = (
        alt.Chart(_inline(values=ties))
        .mark_rule()
        .encode(
            **axes,
            x2="x2:Q",
            y2="y2:Q",
            color=_colour(kinds),
            strokeDash=alt.StrokeDash(
                "kind:N",
                scale=alt.Scale(domain=kinds, range=[dashes[k] for k in kinds]),
                legend=alt.Legend(title=None, orient="top", columnPadding=24),
            ),
            strokeWidth=alt.StrokeWidth("width:Q", scale=None),
            opacity=alt.Opacity("sure:Q", scale=alt.Scale(domain=[0.5, 1], range=[0.45, 0.95]), legend=None),
            tooltip=[
                alt.Tooltip("words:N", title="tie"),
                alt.Tooltip("sure:Q", title="sign is right", format=".0%"),
            ],
        )
    )
    circles = (
        alt.Chart(_inline(values=spots))
        .mark_circle(size=150, color=INK, opacity=1)
        .encode(**axes, tooltip="name:N")
    )
    text: dict[str, Any] = {"fontSize": box.letter, "fontWeight": "bold", "baseline": "middle"}
    # The halo is the page's own colour, so that a tie behind a name does not strike it through.
    halo = (
        alt.Chart(_inline(values=words))
        .mark_text(**text, color="#ffffff", stroke="#ffffff", strokeWidth=4)
        .encode(**axes, text="name:N")
    )
    over = alt.Chart(_inline(values=words)).mark_text(**text, color=INK).encode(**axes, text="name:N")
    return _spec(rules + circles + halo + over, box.width, box.height)


# ---------------------------------------------------------------- what both share


def _axes(width: float, height: float, y: str = "y") -> dict[str, Any]:
    """Return encodings in pixels, from the upper left corner; no axis is drawn."""
    return {
        "x": alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, width], nice=False)),
        "y": alt.Y(f"{y}:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False)),
    }


def _colour(kinds: Sequence[str]) -> Any:
    colours = {"cooperation": COOPERATION, "conflict": CONFLICT, "neither": NEITHER}
    return alt.Color(
        "kind:N",
        scale=alt.Scale(domain=list(kinds), range=[colours[kind] for kind in kinds]),
        legend=alt.Legend(title=None, orient="top", columnPadding=24),
    )


def _spec(chart: Any, width: float, height: float) -> dict[str, Any]:
    styled = (
        chart.properties(width=width, height=height, background="transparent", padding=2)
        .configure(font=_FONT, aria=False)
        .configure_mark(aria=False)
        .configure_view(stroke=None)
        .configure_legend(labelFontSize=13, labelColor=INK)
    )
    spec: dict[str, Any] = styled.to_dict()
    return spec


_ONE = threading.Lock()  # the drawing engine is not for several threads at once


def _svg(spec: dict[str, Any], name: str, label: str) -> str:
    """Draw a specification; ids are made the drawing's own, for several stand on one page."""
    with _ONE:
        svg = vl_convert.vegalite_to_svg(spec)
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", svg)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)


def _text(spec: dict[str, Any]) -> str:
    return json.dumps(spec, sort_keys=True, ensure_ascii=False).replace("</", "<\\/")
