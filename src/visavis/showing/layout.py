"""Places for dots and labels, in pixels, so that a drawing reads the same at every width it is made for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import networkx as nx
import numpy as np

from visavis.records import Edge

_LETTER = 0.58  # mean width of a bold letter, of its height
_LINE = 16.0
_ROUNDS = 200
_SWEEPS = 3
Place = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A drawing's inner size in pixels, and the size of its letters."""

    width: float
    height: float
    margin_x: float = 60.0
    margin_y: float = 26.0
    letter: float = 13.0


def spread(nodes: Sequence[str], edges: Iterable[Edge], box: Box) -> dict[str, Place]:
    """Place friends near each other and enemies apart, then push dots away from each other.

    A stress layout (Kamada and Kawai 1989) on path lengths from the signed weights; nodes that nothing
    connects are set far away.

    Args:
        nodes: who is drawn.
        edges: the ties among them.
        box: where to.
    """
    graph: Any = nx.Graph()
    graph.add_nodes_from(nodes)
    for edge in edges:
        graph.add_edge(edge.a, edge.b, length=1.0 - 0.6 * edge.weight)
    if len(graph) < 2:
        return {name: (box.width / 2, box.height / 2) for name in nodes}
    lengths = dict(nx.all_pairs_dijkstra_path_length(graph, weight="length"))
    far = 0.8 * max(2.0, *(max(reached.values()) for reached in lengths.values()))
    wanted = {a: {b: lengths[a].get(b, far) for b in graph} for a in graph}
    found = nx.kamada_kawai_layout(graph, dist=wanted, pos=nx.circular_layout(graph))
    points = _fitted(np.array([found[name] for name in nodes], dtype=float), box)
    points = _apart(points, box)
    return {
        name: (round(float(x), 1), round(float(y), 1)) for name, (x, y) in zip(nodes, points, strict=True)
    }


def _fitted(points: Any, box: Box) -> Any:
    low, high = points.min(axis=0), points.max(axis=0)
    unit = (points - low) / np.maximum(high - low, 1e-9)
    inner = np.array([box.width - 2 * box.margin_x, box.height - 2 * box.margin_y])
    return unit * inner + np.array([box.margin_x, box.margin_y])


def _apart(points: Any, box: Box) -> Any:
    """Push dots apart until each has room for its name, as far as the box allows."""
    room = np.array([min(110.0, box.width / 3.6), 46.0])
    low = np.array([box.margin_x, box.margin_y])
    high = np.array([box.width, box.height]) - low
    for _ in range(_ROUNDS):
        gaps = points[:, None, :] - points[None, :, :]
        near = np.sqrt(((gaps / room) ** 2).sum(axis=2))
        np.fill_diagonal(near, 9.0)
        if near.min() >= 1.0:
            break
        # Dots on the very same spot leave it in directions of their own, the same at every run.
        same = near < 1e-6
        angles = np.arange(len(points)) * 2.4
        gaps[same] = np.stack([np.cos(angles), np.sin(angles)], axis=1)[np.nonzero(same)[0]]
        push = np.where(near < 1.0, 1.0 - near, 0.0)[:, :, None] * gaps / np.maximum(near, 0.2)[:, :, None]
        points = np.clip(points + 0.25 * push.sum(axis=1), low, high)
    return points


def label_places(
    places: Mapping[str, Place], names: Mapping[str, str], edges: Iterable[Edge], box: Box
) -> dict[str, Place]:
    """Return the middle of each dot's label: above, below or beside it, where it hides least.

    Args:
        places: the dots.
        names: what their labels say.
        edges: the ties, which labels should not cross.
        box: the drawing, which labels should not leave.
    """
    lines = [(places[e.a], places[e.b]) for e in edges]
    dots = [(x - 8, y - 8, x + 8, y + 8) for x, y in places.values()]
    halves = {node: _LETTER * box.letter * len(name) / 2 for node, name in names.items()}
    out: dict[str, Place] = {}
    for _ in range(_SWEEPS):  # the first labels are placed once more when the others stand
        for node, (x, y) in places.items():
            half = halves[node]
            choices = [(x, y - 18), (x, y + 19), (x + 12 + half, y), (x - 12 - half, y)]
            others = [
                _frame(at, _LETTER * box.letter * len(names[n]) / 2) for n, at in out.items() if n != node
            ]
            costs = [_cost(at, half, [*dots, *others], lines, box) + 0.1 * n for n, at in enumerate(choices)]
            out[node] = choices[costs.index(min(costs))]
    return {node: (round(x, 1), round(y, 1)) for node, (x, y) in out.items()}


def _frame(at: Place, half: float) -> tuple[float, float, float, float]:
    return at[0] - half, at[1] - _LINE / 2, at[0] + half, at[1] + _LINE / 2


def _cost(
    at: Place,
    half: float,
    taken: Iterable[tuple[float, float, float, float]],
    lines: Iterable[tuple[Place, Place]],
    box: Box,
) -> float:
    left, top, right, bottom = _frame(at, half)
    hidden = sum(left < r and a < right and top < b and t < bottom for a, t, r, b in taken)
    crossed = sum(_crosses(start, end, (left, top, right, bottom)) for start, end in lines)
    outside = max(0.0, -left, right - box.width) + max(0.0, -top, bottom - box.height)
    return 6.0 * hidden + crossed + outside


def _crosses(start: Place, end: Place, frame: tuple[float, float, float, float]) -> bool:
    """Return whether a line meets a rectangle, looked at in steps of a few pixels."""
    left, top, right, bottom = frame
    steps = 2 + int(max(abs(end[0] - start[0]), abs(end[1] - start[1])) / 6)
    for step in range(steps + 1):
        share = step / steps
        x, y = start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])
        if left <= x <= right and top <= y <= bottom:
            return True
    return False


# ---------------------------------------------------------------- time


def columns(days: Sequence[str], width: float) -> list[float]:
    """Return where ISO days stand on an axis of that width, the first at 0; a single day in the middle."""
    numbers = [date.fromisoformat(day).toordinal() for day in days]
    first, last = min(numbers), max(numbers)
    if first == last:
        return [width / 2 for _ in numbers]
    return [round(width * (n - first) / (last - first), 1) for n in numbers]


def ticks(days: Sequence[str], most: int) -> list[str]:
    """Return up to so many days, evenly spaced from the first to the last, to print below an axis."""
    first, last = date.fromisoformat(min(days)), date.fromisoformat(max(days))
    length = (last - first).days
    count = min(most, length + 1)
    if count < 2:
        return [first.isoformat()]
    found = (first + timedelta(days=round(length * n / (count - 1))) for n in range(count))
    return [day.isoformat() for day in found]


def rows(at: Sequence[float], sides: Sequence[int], dot: float) -> list[int]:
    """Stack dots on either side of a line so that none lies on another.

    Args:
        at: where each stands along the line.
        sides: +1 above, -1 below.
        dot: how wide one is.

    Returns:
        The row of each: 1, 2, 3 … above the line, -1, -2 … below it.
    """
    filled: dict[int, float] = {}  # row -> right end of its last dot
    out: list[int] = []
    for x, side in zip(at, sides, strict=True):
        row = side
        while filled.get(row, -1e9) > x - dot:
            row += side
        filled[row] = x
        out.append(row)
    return out
