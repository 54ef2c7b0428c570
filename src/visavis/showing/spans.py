"""An article's text cut into stretches that carry their highlights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from visavis.records import Record
from visavis.showing.wording import date_words, kind_words, party_names, speaker_words


@dataclass(frozen=True)
class Layer:
    """One highlight: a span with its layer, its anchor on the page and its explanation."""

    start: int
    end: int
    name: str
    anchor: str
    words: str


@dataclass(frozen=True)
class Stretch:
    """Text between two borders of highlights.

    Attributes:
        text: the words.
        layers: names of the highlights that cover it.
        anchors: anchors of the highlights that begin here.
        words: explanation of the narrowest highlight.
        thing: anchor of the narrowest highlight that has one.
    """

    text: str
    layers: tuple[str, ...]
    anchors: tuple[str, ...]
    words: str
    thing: str = ""


_NOTHING = Layer(0, 0, "", "", "")


def layers(record: Record, prefix: str) -> list[Layer]:
    """Return all highlights of an article; anchors are the prefix and the thing's kind and number."""
    out = [Layer(f.start, f.end, "furniture", "", f"page furniture: {f.kind}") for f in record.furniture]
    for number, s in enumerate(record.statements):
        out.append(Layer(s.start, s.end, "statement", f"{prefix}-s{number}", f"said by {speaker_words(s)}"))
    for number, e in enumerate(record.events):
        words = f"{kind_words(e)}: {party_names((*e.actors, *e.recipients))}, {date_words(e.date)}"
        out.append(Layer(e.trigger.start, e.trigger.end, "event", f"{prefix}-e{number}", words))
    for number, f in enumerate(record.figures):
        words = f"{f.bound} {f.value:,.10g} {f.unit or ''}".strip()
        out.append(Layer(f.start, f.end, "figure", f"{prefix}-f{number}", words))
    for number, a in enumerate(record.agreements):
        out.append(Layer(a.start, a.end, "agreement", f"{prefix}-g{number}", f"{a.kind}: {a.name}"))
    for number, c in enumerate(record.claims):
        out.append(Layer(c.start, c.end, "claim", f"{prefix}-c{number}", f"{c.holder}: {c.label}"))
    for number, t in enumerate(record.times):
        if t.interval is not None:
            out.append(
                Layer(t.start, t.end, "time", f"{prefix}-t{number}", f"{t.interval.start[:10]}: {t.basis}")
            )
    return out


def paragraphs(text: str, highlights: Iterable[Layer]) -> Iterator[list[Stretch]]:
    """Yield an article's non-empty lines, each as stretches in text order."""
    marks = sorted(highlights, key=lambda layer: (layer.start, -layer.end, layer.anchor))
    borders = sorted({0, len(text), *(m.start for m in marks), *(m.end for m in marks)})
    line: list[Stretch] = []
    open_marks: list[Layer] = []
    upcoming = iter([*marks, None])
    following = next(upcoming)
    for start, end in pairwise(borders):
        open_marks = [m for m in open_marks if m.end > start]
        while following is not None and following.start <= start:
            open_marks.append(following)
            following = next(upcoming)
        for number, piece in enumerate(text[start:end].split("\n")):
            if number and line:
                yield line
                line = []
            stretch = _stretch(piece, open_marks, start if not number else -1)
            if piece or stretch.anchors:  # where a link leads is kept even if a line ends there
                line.append(stretch)
    if line:
        yield line


def _stretch(piece: str, marks: list[Layer], start: int) -> Stretch:
    narrowest = min(marks, key=lambda m: (m.end - m.start, m.anchor), default=None)
    return Stretch(
        text=piece,
        layers=tuple(dict.fromkeys(m.name for m in marks)),
        anchors=tuple(m.anchor for m in marks if m.anchor and m.start == start),
        words=narrowest.words if narrowest else "",
        thing=min((m for m in marks if m.anchor), key=_width, default=_NOTHING).anchor,
    )


def _width(mark: Layer) -> tuple[int, str]:
    return mark.end - mark.start, mark.anchor
