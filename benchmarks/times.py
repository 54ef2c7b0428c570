#!/usr/bin/env python3
"""Score the times of real and of newswire-like text: `python benchmarks/times.py [--show]`.

Two sets. UD English GUM (CC BY; read from ``shared/treebanks`` where that is) marks dates and times of day
with their values; measured are the documents of five genres, in halves by a hash of the document's name.
``benchmarks/times/wires.jsonl`` holds sentences of our own in the manner of old agency and business wires,
with the times that TimeML's guidelines would mark, labelled before they were read by visavis: kind ``any``
may be found or not; an interval that the guidelines leave open is left out, one that stays open is null.

``found`` is the share of the marked dates and times that are found (a word in common), ``intervals`` the
share of those with a value that have it; ``marked`` the share of those found that are marked: in GUM, of what
has an interval, also as an entity that is a time. A range that GUM marks as two counts by its two ends. GUM's
annotators slip now and then, so its best is a few points below 100. Prints one JSON object per set and half;
with ``--show`` also what is wrong in the tuned halves.
"""

from __future__ import annotations

import calendar
import gzip
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from visavis.reading.times.resolve import resolve
from visavis.records import Time

HERE = Path(__file__).parent
WIRES = HERE / "times" / "wires.jsonl"
BANKS = Path(os.environ.get("VISAVIS_SHARED") or HERE.parent.parent / "shared") / "treebanks"
FILES = tuple(BANKS / f"gum_clean_{part}.conllu.gz" for part in ("train", "dev"))
GENRES = frozenset({"news", "interview", "speech", "bio", "court"})
_DATED = frozenset({"news", "interview"})  # genres whose text opens with the day it is of
_HEAD = 250  # characters in which it stands
_MARK = re.compile(r"<(/?)(?:date|time)\b([^>]*)>")
_ENTITY = re.compile(r"\((\d+)-([a-z]+)-[^()]*?(\))?(?=\(|$|\d+\)|\))|(\d+)\)")
_ATTRIBUTE = re.compile(r'(\w+):::"([^"]*)"')
_PLACED = frozenset({"date", "time"})

Days = tuple[str, str]


class Label(msgspec.Struct, frozen=True):
    """A time as marked: where, of which kind, the first and last day, unset where these are open to doubt."""

    start: int
    end: int
    kind: str
    text: str = ""
    interval: Days | msgspec.UnsetType | None = msgspec.UNSET


class Item(msgspec.Struct):
    """A text, the day it is of, its half, its marked times, and in GUM what else is a time there."""

    id: str
    text: str
    published: str | None
    half: str
    times: list[Label]
    others: list[tuple[int, int]] = []


# ---------------------------------------------------------------- GUM


@dataclass(slots=True)
class _Reader:
    """What is known of a document while its lines are read."""

    item: Item
    at: int = 0
    gap: str = ""
    skip: int = 0
    word: tuple[int, int] = (0, 0)
    marks: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    entities: list[tuple[int, str, str]] = field(default_factory=list)

    def take(self, line: str) -> None:
        """Read one line."""
        key, _, value = line.partition(" = ")
        if key == "# meta::dateCreated":
            self.item.published = value[:10]
        elif key.startswith("# newpar"):
            self.gap = "\n\n"
        elif key == "# text":
            self.item.text += (self.gap if self.item.text else "") + value
            self.at, self.gap = len(self.item.text) - len(value), " "
        elif line[:1].isdigit():
            self._word(line.split("\t"))

    def _word(self, fields: list[str]) -> None:
        first, _, last = fields[0].partition("-")
        if "." in first:
            return
        if last or not int(first) <= self.skip:
            start = self.item.text.find(fields[1], self.at)
            self.word = (start, start + len(fields[1])) if start >= 0 else (self.at, self.at)
            self.at = self.word[1]
        self.skip = int(last) if last else self.skip if int(first) < self.skip else 0
        misc = dict(one.split("=", 1) for one in fields[9].split("|") if "=" in one)
        self._dates(misc.get("XML", ""))
        self._entities(misc.get("Entity", ""))

    def _dates(self, written: str) -> None:
        for mark in _MARK.finditer(written):
            if not mark[1]:
                self.marks.append((self.word[0], dict(_ATTRIBUTE.findall(mark[2]))))
            elif self.marks:
                start, values = self.marks.pop()
                days = _days(values)
                if days is not None:
                    end = self.word[1]
                    self.item.times.append(Label(start, end, "date", self.item.text[start:end], days))
                self.item.others.append((start, self.word[1]))

    def _entities(self, written: str) -> None:
        for mark in _ENTITY.finditer(written):
            number, kind, closed, closing = mark.groups()
            if number and not closed:
                self.entities.append((self.word[0], number, kind))
            elif number and kind == "time":
                self.item.others.append(self.word)
            for entity in [e for e in self.entities if e[1] == closing][-1:]:
                self.entities.remove(entity)
                if entity[2] == "time":
                    self.item.others.append((entity[0], self.word[1]))


def _days(values: dict[str, str]) -> Days | None:
    """Return the first and last day that the values of a mark name, None where they name none."""
    first, last = values.get("when", values.get("from", "")), values.get("when", values.get("to", ""))
    begin, end = _day(first, False), _day(last, True)
    return (begin, end) if begin and end else None


def _day(value: str, last: bool) -> str | None:
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", value)
    if match is None:
        return None
    month, day = int(match[2] or (12 if last else 1)), int(match[3] or 0)
    if not 1 <= month <= 12 or day > calendar.monthrange(int(match[1]), month)[1]:
        return None
    return f"{match[1]}-{month:02}-{day or (calendar.monthrange(int(match[1]), month)[1] if last else 1):02}"


def gum(half: str, files: Sequence[Path] = FILES) -> Iterator[Item]:
    """Yield the documents of a half."""
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            reader: _Reader | None = None
            for line in lines:
                if line.startswith("# newdoc id = "):
                    yield from _finished(reader, half)
                    name = line.strip().split(" = ")[1]
                    odd = int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2
                    reader = _Reader(Item(name, "", None, "kept" if odd else "tune", []))
                elif reader is not None:
                    reader.take(line.rstrip("\n"))
            yield from _finished(reader, half)


def _finished(reader: _Reader | None, half: str) -> Iterator[Item]:
    """Yield a document that is of the half and of a genre that is measured, with the day it is of."""
    if reader is None or reader.item.half != half or (genre := reader.item.id.split("_")[1]) not in GENRES:
        return
    item = reader.item
    days = [one.interval for one in item.times if one.start < _HEAD and isinstance(one.interval, tuple)]
    told = next((day[0] for day in days if day[0] == day[1]), None)
    item.published = (
        None if genre == "bio" else (told or item.published) if genre in _DATED else item.published
    )
    yield item


# ---------------------------------------------------------------- the score


def wires(half: str) -> list[Item]:
    """Return the sentences of a half."""
    lines = WIRES.read_text(encoding="utf-8").splitlines()
    return [item for line in lines if (item := msgspec.json.decode(line, type=Item)).half == half]


def score(items: Sequence[Item], show: bool = False) -> dict[str, float]:
    """Return the shares that the head of this file names, of dates and times of day."""
    found = wanted = right = valued = mine = marked = 0
    for item in items:
        said = [time for time in resolve(item.text, item.published) if time.kind in _PLACED]
        for label in item.times:
            if label.kind not in _PLACED:
                continue
            hits = [time for time in said if time.start < label.end and time.end > label.start]
            wanted, found = wanted + 1, found + bool(hits)
            if label.interval is msgspec.UNSET:
                continue
            same = bool(hits) and _days_of(hits[0]) == _within(item, hits[0], label)
            valued, right = valued + 1, right + same
            if show and not same:
                print(
                    item.id,
                    "WANTED",
                    label.text,
                    label.interval,
                    "SAID",
                    [(t.text, _days_of(t)) for t in hits],
                )
        spans = [*item.others, *((label.start, label.end) for label in item.times)]
        for time in said:
            if item.others and time.interval is None:
                continue  # GUM marks no "now"
            known = any(time.start < end and time.end > start for start, end in spans)
            mine, marked = mine + 1, marked + known
            if show and not known:
                print(item.id, "BESIDE", time.text, _days_of(time))
    shares = {"found": (found, wanted), "intervals": (right, valued), "marked": (marked, mine)}
    return {"labelled": wanted, **{name: round(a / max(1, b), 4) for name, (a, b) in shares.items()}}


def _days_of(time: Time) -> Days | None:
    return (time.interval.start[:10], time.interval.end[:10]) if time.interval else None


def _within(item: Item, time: Time, label: Label) -> Days | None:
    """Return the days wanted of a time: those of the label, or of all labels that it covers as one range."""
    covered = [one.interval for one in item.times if time.start <= one.start and one.end <= time.end]
    ranges = [days for days in covered if isinstance(days, tuple)]
    if len(ranges) > 1:
        return ranges[0][0], ranges[-1][1]
    return label.interval if isinstance(label.interval, tuple) else None


def main(arguments: Sequence[str]) -> None:
    """Print the figures of each set and half; if asked, what is wrong in the tuned halves."""
    for half in ("tune", "kept"):
        show = half == "tune" and "--show" in arguments
        print(json.dumps({"set": "wires", "half": half, **score(wires(half), show)}))
        if all(file.exists() for file in FILES):
            print(json.dumps({"set": "gum", "half": half, **score([*gum(half)], show)}))


if __name__ == "__main__":
    main(sys.argv[1:])
