"""Score whole articles against every label in them: `python benchmarks/articles.py [--errors]`.

``benchmarks/articles/`` holds news reports of our own on real affairs between states, in the manners of
several kinds of press, each labelled before it was first read by visavis: some lines that say which half it
belongs to, its day of publication, its manner and title, the text, and under ``----`` one label a line:

    words | TYPE | ACTORS > RECIPIENTS | date | aux | voice
    says | speaker | words of the content
    figure | value | words

The words stand once in the article and tell the sentence. Several types are each as right, ``/`` stands
between parties or dates that are each as right, ``a..b`` is a first and last day, ``*`` is not scored, a
voice ``?`` is somebody without a code. A label that opens with ``?`` may be coded or not. What is negated or
long past and not labelled does not count. Articles of the half ``tune`` may be looked at when rules are made;
the texts of the others (``kept``) are never printed. Prints one JSON object per half.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import events as sentences
import msgspec

from visavis.pipeline import read_one
from visavis.records import Article, Event, Party, Record, Unread
from visavis.sources.document import text_id

HERE = Path(__file__).parent / "articles"
ANY = "*"
SOMEONE = "?"


class Label(msgspec.Struct, frozen=True):
    """A labelled event: where it stands, what it may be, and its right parties, dates, aux and voice."""

    start: int
    end: int
    types: frozenset[str]
    parties: str
    dates: str
    aux: str
    voice: str
    optional: bool


class Told(msgspec.Struct, frozen=True):
    """A labelled statement or figure: where its words stand, and the right speaker or value."""

    kind: str
    value: str
    start: int
    end: int


class Labelled(msgspec.Struct, frozen=True):
    """An article with its labels."""

    name: str
    half: str
    published: str
    title: str
    text: str
    events: list[Label]
    told: list[Told]


class Verdict(msgspec.Struct, frozen=True):
    """What was coded of one article: an event for each label or None, what is right of it, and the rest."""

    article: Labelled
    record: Record
    found: list[tuple[Label, Event | None, dict[str, bool]]]
    needless: list[Event]
    told: list[tuple[Told, bool]]


def articles() -> list[Labelled]:
    """Return the labelled articles, by name."""
    return [_article(file) for file in sorted(HERE.glob("*.txt"))]


def _article(file: Path) -> Labelled:
    whole, _, labels = file.read_text(encoding="utf-8").partition("\n----\n")
    head, _, text = whole.partition("\n\n")
    told = dict(line.split(": ", 1) for line in head.splitlines())
    text = f"{told['title']}\n\n{text.strip()}\n"
    rows = [[cell.strip() for cell in line.split("|")] for line in labels.splitlines() if line.strip()]
    at = {row[-1 if row[0] in ("says", "figure") else 0]: row for row in rows}
    spans = {words: _span(file.name, text, words.removeprefix("? ")) for words in at}
    marked = [
        Label(*spans[row[0]], frozenset(row[1].split()), *row[2:6], row[0].startswith("? "))
        for row in rows
        if row[0] not in ("says", "figure")
    ]
    said = [Told(row[0], row[1], *spans[row[2]]) for row in rows if row[0] in ("says", "figure")]
    return Labelled(file.stem, told["half"], told["published"], told["title"], text, marked, said)


def _span(name: str, text: str, words: str) -> tuple[int, int]:
    if text.count(words) != 1:
        raise SystemExit(f"{name}: {words!r} stands {text.count(words)} times in the article, not once")
    return text.index(words), text.index(words) + len(words)


def read(one: Labelled) -> Verdict:
    """Read and code an article, and judge it by its labels."""
    article = Article(
        text_id(one.text), one.name, one.name, one.text, title=one.title, published=one.published
    )
    record = read_one(article)
    if isinstance(record, Unread):
        raise SystemExit(f"{one.name}: {record.what}")
    pairs, left = _paired(one.events, record.events)
    judged = [(label, event, _right(label, event) if event else {}) for label, event in pairs]
    needless = [event for event in left if not sentences.UNCOUNTED & set(event.aux)]
    return Verdict(one, record, judged, needless, [(told, _told(told, record)) for told in one.told])


def _paired(
    labels: Sequence[Label], said: Sequence[Event]
) -> tuple[list[tuple[Label, Event | None]], list[Event]]:
    """Return the coded event of each label, nearest first, and the events that no label is for."""
    near = sorted(
        (label.optional, abs(event.trigger.start - label.start), i, k)
        for i, label in enumerate(labels)
        for k, event in enumerate(said)
        if _may_be(label, event)
    )
    taken: dict[int, int] = {}
    for _, _, i, k in near:
        if i not in taken and k not in taken.values():
            taken[i] = k
    excused = {k for optional, _, _, k in near if optional}
    left = [e for k, e in enumerate(said) if k not in taken.values() and k not in excused]
    return [(label, said[taken[i]] if i in taken else None) for i, label in enumerate(labels)], left


def _may_be(label: Label, event: Event) -> bool:
    if not event.sentence.start <= label.start < event.sentence.end:
        return False
    meets = event.trigger.start < label.end and event.trigger.end > label.start
    return event.type in label.types or (ANY in label.types and meets)


def _right(label: Label, event: Event) -> dict[str, bool]:
    """Return which of an event's labels are right."""
    found: dict[str, bool] = {}
    if label.parties != ANY:
        mutual = event.type in sentences.RECIPROCAL
        said = _sides(_codes(event.actors), _codes(event.recipients), mutual)
        found["parties"] = said in [_wanted(one, mutual) for one in label.parties.split("/")]
    if label.dates != ANY:
        day = f"{event.date.start}..{event.date.end}"
        wanted = [one.strip() for one in label.dates.split("/")]
        found["date"] = ANY in wanted or day in [one if ".." in one else f"{one}..{one}" for one in wanted]
    if label.aux != ANY:
        found["aux"] = set(event.aux) == set(label.aux.split())
    if label.voice != ANY:
        voice = "outlet" if event.voice.kind == "outlet" else event.voice.actor or SOMEONE
        found["voice"] = voice == label.voice
    return found


def _codes(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(p.code.split(":")[0] for p in parties if p.code)


def _wanted(text: str, mutual: bool) -> tuple[frozenset[str], frozenset[str]]:
    actors, _, recipients = text.partition(">")
    sides = [
        frozenset(code.strip() for code in side.split(",") if code.strip()) for side in (actors, recipients)
    ]
    return _sides(sides[0], sides[1], mutual)


def _sides(
    actors: frozenset[str], recipients: frozenset[str], mutual: bool
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the two sides; all are of one where an act has none."""
    return (actors | recipients, frozenset()) if mutual else (actors, recipients)


def _told(told: Told, record: Record) -> bool:
    """Tell whether a labelled statement has its speaker, or a labelled figure its value."""
    if told.kind == "figure":
        return any(
            f.value == float(told.value) for f in record.figures if f.start < told.end and f.end > told.start
        )
    speakers = [
        s.speaker for s in record.statements if s.start < told.end and s.end > told.start and s.speaker
    ]
    return any(told.value == (one.code or "").split(":")[0] or told.value in one.text for one in speakers)


def score(rows: Sequence[Verdict]) -> dict[str, object]:
    """Return the figures of some articles: events, with parties, what else is said of them, the told."""
    labelled = [found for row in rows for found in row.found if not found[0].optional]
    coded = [right for _, event, right in labelled if event]
    said = len(coded) + sum(len(row.needless) for row in rows)
    whole = sum(right.get("parties", True) for right in coded)
    told = Counter((told.kind, right) for row in rows for told, right in row.told)
    shares = {}
    for name in ("parties", "date", "aux", "voice"):
        judged = [right[name] for right in coded if name in right]
        shares[name] = round(sum(judged) / len(judged), 3)
    return {
        "articles": len(rows),
        "events": sentences.figures(len(coded), said, len(labelled)),
        "events_and_parties": sentences.figures(whole, said, len(labelled)),
        **shares,
        **{
            name: round(told[kind, True] / (told[kind, True] + told[kind, False]), 3)
            for kind, name in (("says", "speakers"), ("figure", "figures"))
        },
    }


def errors(rows: Sequence[Verdict]) -> Iterator[str]:
    """Yield what is wrong in the tune half, article by article."""
    for row in rows:
        if row.article.half != "tune":
            continue
        text = row.article.text
        for label, event, right in row.found:
            wrong = [name for name, good in right.items() if not good]
            if (event is None and not label.optional) or wrong:
                what = " ".join(wrong) or "MISSING"
                yield f"{row.article.name}: {what}: {text[label.start - 30 : label.end + 60]!r}"
                frame = f"{label.parties} {label.dates} [{label.aux}] {label.voice}"
                yield f"   wanted {sorted(label.types)} {frame}"
            if event is not None and wrong:
                yield f"   said {_shown(event)}"
        for event in row.needless:
            yield f"{row.article.name}: NEEDLESS {_shown(event)}"
            yield f"   in {text[event.sentence.start : event.sentence.end]!r}"
        for told, good in row.told:
            if not good:
                words = text[told.start : told.end + 60]
                yield f"{row.article.name}: {told.kind.upper()} {told.value}: {words!r}"


def _shown(event: Event) -> str:
    sides = " > ".join(
        ",".join(f"{p.text}={p.code}" for p in side) for side in (event.actors, event.recipients)
    )
    days = f"{event.date.start}..{event.date.end} ({event.date.basis})"
    voice = f"{event.voice.kind} {event.voice.actor}"
    return (
        f"{event.type} {sides} {days} {list(event.aux)} {voice} by {event.rule!r} at {event.trigger.text!r}"
    )


def main(arguments: Sequence[str]) -> None:
    """Print the figures of each half; if asked, the tune half's errors."""
    rows = [read(one) for one in articles()]
    for half in ("tune", "kept"):
        print(json.dumps({"half": half, **score([row for row in rows if row.article.half == half])}))
    if "--errors" in arguments:
        print("\n".join(errors(rows)))


if __name__ == "__main__":
    main(sys.argv[1:])
