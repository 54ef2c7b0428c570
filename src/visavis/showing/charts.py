"""Charts for the brief: Vega-Lite by Altair, drawn offline to SVG by vl-convert."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import networkx as nx
import numpy as np
import vl_convert

from visavis.records import System
from visavis.showing.wording import actor_name

COOPERATION, CONFLICT, NEITHER = "#2166ac", "#b2182b", "#6b6b6b"
_FONT = "system-ui, sans-serif"
_inline: Any = alt.Data  # untyped in Altair


@dataclass(frozen=True)
class Chart:
    """A chart as a still picture and as its specification (for the interactive form)."""

    svg: str
    spec: str


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


def javascript() -> str:
    """Return Vega, Vega-Lite and vega-embed in one script, safe to stand inside a page."""
    bundle: str = vl_convert.javascript_bundle()  # type: ignore[call-arg]
    return bundle.replace("</script", "<\\/script")


def timeline(marks: Sequence[Mark]) -> Chart:
    """Draw happenings by day: cooperative ones stacked above the line, conflictual ones below."""
    heights: dict[tuple[str, int], int] = {}
    rows: list[dict[str, Any]] = []
    for mark in sorted(marks, key=lambda m: (m.day, -m.sign, m.words)):
        side = 1 if mark.sign >= 0 else -1
        heights[mark.day, side] = heights.get((mark.day, side), 0) + 1
        rows.append(
            {
                "day": mark.day,
                "row": side * heights[mark.day, side],
                "kind": {1: "cooperation", -1: "conflict", 0: "neither"}[mark.sign],
                "words": mark.words,
                "outlets": mark.outlets,
                "link": mark.link,
            }
        )
    reach = max(3, *(abs(row["row"]) for row in rows)) + 1 if rows else 4
    scale = alt.Scale(domain=["cooperation", "conflict", "neither"], range=[COOPERATION, CONFLICT, NEITHER])
    data = _inline(values=rows)
    points = (
        alt.Chart(data)
        .mark_circle(opacity=0.9, stroke="white", strokeWidth=0.5)
        .encode(
            x=alt.X("day:T", title=None, axis=alt.Axis(grid=False, labelOverlap=True, format="%-d %b %y")),
            y=alt.Y("row:Q", axis=None, scale=alt.Scale(domain=[-reach, reach])),
            color=alt.Color("kind:N", scale=scale, legend=alt.Legend(title=None, orient="top")),
            size=alt.Size("outlets:Q", scale=alt.Scale(domain=[1, 5], range=[70, 260]), legend=None),
            tooltip=[
                alt.Tooltip("words:N", title="what"),
                alt.Tooltip("day:T", title="when", format="%-d %B %Y"),
            ],
            href="link:N",
        )
    )
    zero = alt.Chart(_inline(values=[{"row": 0}])).mark_rule(color="#999").encode(y=alt.Y("row:Q", axis=None))
    return _chart(
        (zero + points).properties(width=860, height=min(28 * reach + 30, 280)), "Happenings by date"
    )


def network(system: System) -> Chart:
    """Draw the signed network: blue ties cooperate, red dashed ties conflict, width by strength."""
    places = _layout(system)
    nodes = [{"x": x, "y": y, "name": actor_name(code)} for code, (x, y) in places.items()]
    ties = [
        {
            "x": places[edge.a][0],
            "y": places[edge.a][1],
            "x2": places[edge.b][0],
            "y2": places[edge.b][1],
            "kind": "cooperation" if edge.weight > 0 else "conflict",
            "width": 1 + 5 * abs(edge.weight),
            "words": f"{actor_name(edge.a)} – {actor_name(edge.b)}: {edge.weight:+.2f}",
            "sure": max(edge.positive, 1 - edge.positive),
        }
        for edge in system.edges
    ]
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-1.25, 1.25]))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-1.15, 1.15]))
    kinds = ["cooperation", "conflict"]
    rules = (
        alt.Chart(_inline(values=ties))
        .mark_rule()
        .encode(
            x=x,
            y=y,
            x2="x2:Q",
            y2="y2:Q",
            color=alt.Color(
                "kind:N",
                scale=alt.Scale(domain=kinds, range=[COOPERATION, CONFLICT]),
                legend=alt.Legend(title=None, orient="top"),
            ),
            strokeDash=alt.StrokeDash(
                "kind:N",
                scale=alt.Scale(domain=kinds, range=[[1, 0], [6, 4]]),
                legend=alt.Legend(title=None, orient="top"),
            ),
            strokeWidth=alt.StrokeWidth("width:Q", scale=None),
            opacity=alt.Opacity("sure:Q", scale=alt.Scale(domain=[0.5, 1], range=[0.35, 0.95]), legend=None),
            tooltip=[
                alt.Tooltip("words:N", title="tie"),
                alt.Tooltip("sure:Q", title="sign is right", format=".0%"),
            ],
        )
    )
    spots = (
        alt.Chart(_inline(values=nodes))
        .mark_circle(size=160, color="#333", opacity=1)
        .encode(x=x, y=y, tooltip="name:N")
    )
    names = (
        alt.Chart(_inline(values=nodes))
        .mark_text(
            dy=-14,
            fontSize=13,
            fontWeight="bold",
            color="#111",
            stroke="white",
            strokeWidth=3,
            strokeOpacity=0.9,
        )
        .encode(x=x, y=y, text="name:N")
    )
    over = (
        alt.Chart(_inline(values=nodes))
        .mark_text(dy=-14, fontSize=13, fontWeight="bold", color="#111")
        .encode(x=x, y=y, text="name:N")
    )
    return _chart((rules + spots + names + over).properties(width=860, height=460), "Network of states")


def _layout(system: System) -> dict[str, tuple[float, float]]:
    """Place friends near each other: a stress layout on distances from the signed weights."""
    graph: Any = nx.Graph()
    graph.add_nodes_from(system.nodes)
    for edge in system.edges:
        graph.add_edge(edge.a, edge.b, length=1.0 - 0.6 * edge.weight)
    if len(graph) < 2:
        return {name: (0.0, 0.0) for name in system.nodes}
    far = 2.2
    lengths = dict(nx.all_pairs_dijkstra_path_length(graph, weight="length"))
    wanted = {a: {b: lengths[a].get(b, far) for b in graph} for a in graph}
    start = nx.circular_layout(graph)
    spots = nx.kamada_kawai_layout(graph, dist=wanted, pos=start)
    points = np.array([spots[name] for name in system.nodes])
    points -= points.mean(axis=0)
    points /= np.maximum(np.abs(points).max(axis=0), 1e-9)
    return {
        name: (round(float(x), 3), round(float(y), 3))
        for name, (x, y) in zip(system.nodes, points, strict=True)
    }


def _chart(chart: Any, title: str) -> Chart:
    styled = (
        chart.properties(
            background="transparent", autosize=alt.AutoSizeParams(type="fit-x", contains="padding")
        )
        .configure(font=_FONT)
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=12)
        .configure_legend(labelFontSize=13)
    )
    spec = styled.to_dict()
    # vl-convert resolves links against an address of its own; ours lead to anchors on the same page.
    svg = re.sub(r'href="https?://[^"#]*#', 'href="#', vl_convert.vegalite_to_svg(spec))
    wide = svg.replace("<svg ", f'<svg role="img" aria-label="{title}" ', 1)
    text = json.dumps(spec, sort_keys=True, ensure_ascii=False).replace("</", "<\\/")
    return Chart(wide, text)
