"""Score what is said about events beside their type: `python benchmarks/frames.py [--errors]`.

``benchmarks/events/frames.jsonl`` holds sentences of our own, labelled before they were first read by
visavis: for the event at a named word whether it is future, hypothetical, denied or historical, when it took
place, who says so, and where. Half of them (``tune``) may be looked at when rules are made; the texts of the
other (``kept``) are never printed. A label left out is not scored; ``optional`` events may as well not be
coded, which counts as right for ``aux``. All shares are of the labelled events that were coded, ``found`` is
the share of those that were. Prints one JSON object per half.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from visavis.pipeline import read_one
from visavis.records import Article, Event, Unread
from visavis.sources.document import text_id

FILE = Path(__file__).parent / "events" / "frames.jsonl"
SOMEONE = "?"  # a voice other than the outlet's that has no code
AUX_TYPES = {"THREATEN", "REJECT"}  # what one announces or refuses is itself the act; no future is left


class Label(msgspec.Struct, frozen=True):
    """What is labelled of one event; ``date`` a first and last day, or None where nobody could know."""

    word: str
    aux: list[str]
    voice: str
    date: list[str] | msgspec.UnsetType | None = msgspec.UNSET
    place: str | msgspec.UnsetType | None = msgspec.UNSET
    optional: bool = False


class Item(msgspec.Struct, frozen=True):
    """A sentence, the day on which it was published, and its labelled events."""

    id: str
    text: str
    published: str
    events: list[Label]
    half: str


class Verdict(msgspec.Struct, frozen=True):
    """One labelled event: what was coded there, and which of its labels are right."""

    item: Item
    label: Label
    event: Event | None
    right: dict[str, bool]


def items() -> list[Item]:
    """Return the labelled sentences."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [msgspec.json.decode(line, type=Item) for line in lines if line]


def read(item: Item) -> tuple[Event, ...]:
    """Read and code a sentence as an article of its own."""
    article = Article(
        text_id(item.text), item.id, item.id, item.text, published=item.published, published_basis="metadata"
    )
    record = read_one(article)
    if isinstance(record, Unread):
        raise SystemExit(f"{item.id}: {record.what}")
    return record.events


def at(item: Item, label: Label, events: Sequence[Event]) -> Event | None:
    """Return the coded event whose trigger holds the labelled word, the shortest trigger first."""
    start = item.text.index(label.word)
    end = start + len(label.word)
    hits = [e for e in events if e.trigger.start < end and e.trigger.end > start]
    return min(hits, key=lambda e: e.trigger.end - e.trigger.start, default=None)


def voice(event: Event) -> str:
    """Return whose word an event is: "outlet", a code, or ``SOMEONE``."""
    return "outlet" if event.voice.kind == "outlet" else event.voice.actor or SOMEONE


def judge(item: Item, label: Label, event: Event | None) -> Verdict:
    """Return which labels of an event are right."""
    right: dict[str, bool] = {}
    if event is None:
        if label.optional and label.aux:
            right["aux"] = True
        return Verdict(item, label, None, right)
    wanted = set(label.aux) - ({"future"} if event.type in AUX_TYPES else set())
    right["aux"] = set(event.aux) == wanted
    right["voice"] = voice(event) == label.voice
    if label.date is not msgspec.UNSET:
        day = [event.date.start, event.date.end] if event.date.start else None
        right["date"] = day == label.date
    if label.place is not msgspec.UNSET:
        right["place"] = (event.place.country if event.place else None) == label.place
    return Verdict(item, label, event, right)


def verdicts() -> list[Verdict]:
    """Read all sentences and judge every labelled event."""
    out = []
    for item in items():
        events = read(item)
        out += [judge(item, label, at(item, label, events)) for label in item.events]
    return out


def score(rows: Sequence[Verdict]) -> dict[str, float | str]:
    """Return the figures of some verdicts: the share of events found, and of labels right."""
    asked = [row for row in rows if not row.label.optional]
    figures: dict[str, float | str] = {
        "events": len(rows),
        "found": round(sum(row.event is not None for row in asked) / len(asked), 3),
    }
    for name in ("aux", "date", "voice", "place"):
        judged = [row.right[name] for row in rows if name in row.right]
        figures[name] = round(sum(judged) / len(judged), 3)
        figures[f"{name}_of"] = f"{sum(judged)}/{len(judged)}"
    return figures


def errors(rows: Sequence[Verdict]) -> Iterator[str]:
    """Yield what is wrong in the tune half."""
    for row in rows:
        wrong = [name for name, right in row.right.items() if not right]
        missing = row.event is None and not row.label.optional
        if row.item.half != "tune" or not (wrong or missing):
            continue
        yield f"{row.item.id}: {row.item.text}"
        yield f"  {'MISSING' if missing else ', '.join(wrong)}: {msgspec.to_builtins(row.label)}"
        if (event := row.event) is not None:
            place = event.place.country if event.place else None
            yield f"  said {event.type} {list(event.aux)} {event.date} {voice(event)} {place}"


def main(arguments: Sequence[str]) -> None:
    """Print the figures of each half; if asked, the tune half's errors."""
    rows = verdicts()
    for half in ("tune", "kept"):
        mine = [row for row in rows if row.item.half == half]
        print(json.dumps({"half": half, **score(mine)}, indent=1))
    if "--errors" in arguments:
        print("\n".join(errors(rows)))


if __name__ == "__main__":
    main(sys.argv[1:])
