"""Courses over time, drawn straight as SVG: quick enough for every request, styled by the page's sheet.

Each drawing comes for a wide page and for a phone. Its words are in ``title`` elements; the page says the
same in a table below it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup, escape

from visavis.records import Estimate, RelationPoint
from visavis.showing.layout import ticks
from visavis.showing.wording import iso_words, signed

WIDE, NARROW = 860.0, 340.0
_LEFT, _RIGHT, _FOOT, _HEAD = 40.0, 8.0, 22.0, 8.0


@dataclass(frozen=True)
class Still:
    """A drawing for a wide page and for a phone."""

    svg: Markup
    narrow: Markup


@dataclass(frozen=True)
class Bar:
    """A period of a timeline: its first and last ISO day, its name, and how many happenings began in it."""

    start: str
    end: str
    name: str
    cooperative: int
    conflictual: int
    neither: int


@dataclass(frozen=True)
class Mark:
    """A happening on a course: its ISO day, its sign, what it was, and where it leads."""

    day: str
    sign: int
    words: str
    link: str


# ---------------------------------------------------------------- how much happened


def bars(found: Sequence[Bar], label: str) -> Still:
    """Draw how much happened in each period: cooperation and the rest above the line, conflict below.

    Args:
        found: all periods in order, empty ones too.
        label: what it shows, for who cannot see it.
    """
    return Still(_bars(found, label, WIDE, 8), _bars(found, label, NARROW, 4))


def _bars(found: Sequence[Bar], label: str, width: float, most: int) -> Markup:
    inner, height = width - _LEFT - _RIGHT, 150.0
    step = inner / max(1, len(found))
    up = max((b.cooperative + b.neither for b in found), default=0)
    down = max((b.conflictual for b in found), default=0)
    unit = (height - _HEAD - _FOOT) / max(1, up + down)
    zero = _HEAD + unit * up
    out = [_grid(zero, width), _count(up, _HEAD), _count(down, zero + unit * down)]
    for n, bar in enumerate(found):
        x, w = _LEFT + n * step, max(0.8, step - min(1.0, step / 5))
        tall = unit * bar.cooperative
        words = (
            f"{bar.name}: {bar.cooperative} cooperative, {bar.conflictual} conflictual, {bar.neither} neither"
        )
        parts = _rect(x, zero - tall, w, tall, "coop") + _rect(
            x, zero - tall - unit * bar.neither, w, unit * bar.neither, "none"
        )
        parts += _rect(x, zero, w, unit * bar.conflictual, "conf")
        if parts:
            out.append(f'<g data-since="{bar.start}" data-until="{bar.end}">{_title(words)}{parts}</g>')
    chosen = sorted({round(n * (len(found) - 1) / max(1, most - 1)) for n in range(most)})
    places = [(_LEFT + (n + 0.5) * step, found[n].name) for n in chosen if n < len(found)]
    return _svg(width, height, label, "".join(out) + _days(places, height, width), "bars")


def _count(number: int, y: float) -> str:
    return (
        f'<text class="tick" x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{number}</text>'
        if number
        else ""
    )


# ---------------------------------------------------------------- how a relation went


def course(
    points: Sequence[RelationPoint], marks: Sequence[Mark], baseline: Estimate | None, label: str
) -> Still:
    """Draw a balance over time with its band; happenings stand above (cooperation) and below (conflict).

    Args:
        points: the periods.
        marks: the happenings.
        baseline: the interval with nothing known, or None to leave it out.
        label: what it shows.
    """
    return Still(
        _course(points, marks, baseline, label, (WIDE, 240.0), 7),
        _course(points, marks, baseline, label, (NARROW, 220.0), 3),
    )


def small_course(points: Sequence[RelationPoint], label: str) -> Markup:
    """Draw a balance over time as one of several small multiples; see ``course``."""
    return _course(points, (), None, label, (260.0, 110.0), 2)


def intensity(points: Sequence[RelationPoint], label: str) -> Still:
    """Draw how much is heard of a pair over time, with its band."""
    return Still(_intensity(points, label, WIDE, 7), _intensity(points, label, NARROW, 3))


def _course(
    points: Sequence[RelationPoint],
    marks: Sequence[Mark],
    baseline: Estimate | None,
    label: str,
    size: tuple[float, float],
    most: int,
) -> Markup:
    width, height = size
    edge = 26.0 if marks else 0.0
    top, bottom = _HEAD + edge, height - _FOOT - edge
    at = _scale(points, width)

    def y(value: float) -> float:
        return top + (1 - value) / 2 * (bottom - top)

    out = []
    if baseline is not None:
        tall = y(baseline.low) - y(baseline.high)
        out.append(
            f'<rect class="baseline" x="{_LEFT}" y="{y(baseline.high):.1f}" '
            f'width="{width - _LEFT - _RIGHT:.1f}" height="{tall:.1f}"/>'
        )
    out += [_grid(y(0), width), _tick("+1", y(1)), _tick("0", y(0)), _tick("−1", y(-1))]
    out += _band([(at(_middle(p)), p.balance) for p in points], y)
    out += [_dot(at(_middle(p)), y(p.balance.mean), _balance_words(p)) for p in points]
    for mark in marks:
        x, side = at(mark.day), mark.sign
        if not side or not _LEFT - 0.5 <= x <= width - _RIGHT + 0.5:
            continue
        foot = _HEAD if side > 0 else height - _FOOT - 18
        name = "coop" if side > 0 else "conf"
        out.append(
            f'<g class="stroke {name}" data-link="{escape(mark.link)}">{_title(mark.words)}'
            f'<rect x="{x - 1.5:.1f}" y="{foot:.1f}" width="3" height="18" rx="1.5"/></g>'
        )
    return _svg(width, height, label, "".join(out) + _axis(points, at, height, width, most), "course")


def _intensity(points: Sequence[RelationPoint], label: str, width: float, most: int) -> Markup:
    height = 130.0
    at = _scale(points, width)
    highest = max((p.intensity.high for p in points), default=0) or 1.0
    likely = max((p.intensity.mean for p in points), default=0) * 2.5
    ceiling = min(highest, likely) or 1.0

    def y(value: float) -> float:
        return _HEAD + (1 - min(value, ceiling) / ceiling) * (height - _HEAD - _FOOT)

    out = [_grid(y(0), width), _tick(f"{ceiling:.2g}", y(ceiling)), _tick("0", y(0))]
    out += _band([(at(_middle(p)), p.intensity) for p in points], y)
    for p in points:
        words = f"{_span(p)}: {p.intensity.mean:.3g} ({p.intensity.low:.3g} to {p.intensity.high:.3g})"
        out.append(_dot(at(_middle(p)), y(p.intensity.mean), words))
    return _svg(width, height, label, "".join(out) + _axis(points, at, height, width, most), "course loud")


def _band(points: Sequence[tuple[float, Estimate]], y: Callable[[float], float]) -> list[str]:
    if len(points) < 2:
        return [
            f'<line class="stem" x1="{x:.1f}" x2="{x:.1f}" y1="{y(e.low):.1f}" y2="{y(e.high):.1f}"/>'
            for x, e in points
        ]
    over = " ".join(f"{x:.1f},{y(e.high):.1f}" for x, e in points)
    under = " ".join(f"{x:.1f},{y(e.low):.1f}" for x, e in reversed(points))
    line = " ".join(f"{x:.1f},{y(e.mean):.1f}" for x, e in points)
    return [f'<polygon class="spread" points="{over} {under}"/>', f'<polyline class="mean" points="{line}"/>']


def _balance_words(p: RelationPoint) -> str:
    b = p.balance
    return (
        f"{_span(p)}: balance {signed(b.mean)} ({signed(b.low)} to {signed(b.high)}); "
        f"{p.cooperative} cooperative, {p.conflictual} conflictual"
    )


# ---------------------------------------------------------------- what all share


def _scale(points: Sequence[RelationPoint], width: float) -> Callable[[str], float]:
    first = date.fromisoformat(points[0].start).toordinal()
    last = date.fromisoformat(points[-1].end).toordinal()

    def at(day: str) -> float:
        share = (date.fromisoformat(day[:10]).toordinal() - first) / max(1, last - first)
        return _LEFT + share * (width - _LEFT - _RIGHT)

    return at


def _middle(p: RelationPoint) -> str:
    first, last = date.fromisoformat(p.start), date.fromisoformat(p.end)
    return (first + timedelta(days=(last - first).days // 2)).isoformat()


def _span(p: RelationPoint) -> str:
    return iso_words(p.start) if p.start == p.end else f"{iso_words(p.start)} to {iso_words(p.end)}"


def _axis(
    points: Sequence[RelationPoint], at: Callable[[str], float], height: float, width: float, most: int
) -> str:
    shown = ticks([points[0].start, points[-1].end], most)
    return _days([(at(day), iso_words(day)) for day in shown], height, width)


def _days(places: Sequence[tuple[float, str]], height: float, width: float) -> str:
    out = []
    for n, (x, words) in enumerate(places):
        anchor = "middle"
        if n == 0 and x < 80:
            anchor = "start"
        elif n == len(places) - 1 and x > width - 80:
            anchor, x = "end", width - 2
        left = 2.0 if anchor == "start" else x
        at = f'x="{left:.1f}" y="{height - 5}" text-anchor="{anchor}"'
        out.append(f'<text class="tick" {at}>{escape(words)}</text>')
    return "".join(out)


def _grid(y: float, width: float) -> str:
    return f'<line class="zero" x1="{_LEFT}" x2="{width - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'


def _tick(words: str, y: float) -> str:
    return f'<text class="tick" x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{words}</text>'


def _rect(x: float, y: float, width: float, height: float, name: str) -> str:
    if height <= 0:
        return ""
    return f'<rect class="{name}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def _dot(x: float, y: float, words: str) -> str:
    return f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4">{_title(words)}</circle>'


def _title(words: str) -> str:
    return f"<title>{escape(words)}</title>"


def _svg(width: float, height: float, label: str, inner: str, name: str) -> Markup:
    return Markup(  # noqa: S704 (numbers of ours, and words that were escaped)
        f'<svg class="{name}" viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-label="{escape(label)}">'
        f"{inner}</svg>"
    )
