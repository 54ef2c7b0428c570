#!/usr/bin/env python3
"""Write the story set: articles from the fact sheets in benchmarks/stories/*.txt.

    python benchmarks/stories_make.py     writes tune.jsonl, heldout.jsonl, *.happenings.jsonl beside them

Each article tells some of its story's facts, each in one of several wordings, in an order and with dates of
its own, and adds general background of the pair, which its near neighbours (other stories of the pair) share.
An article's id and text hold nothing of its story's name. ``*.happenings.jsonl`` says which sentence tells
which happening, as labels for joining reports.
"""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent / "stories"
OUTLETS = (
    "Harbour Post",
    "The Meridian",
    "Northern Courier",
    "Daily Lantern",
    "Plainview Tribune",
    "Eastgate Times",
    "Capital Ledger",
    "Riverside Observer",
    "Continental Wire",
    "The Almanac",
    "Old Town Gazette",
    "Blue Hill Herald",
)
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
UNDATED = 14  # one article in so many bears no date


@dataclass
class Fact:
    """One fact: the phases it may be told in, the happening it tells (if any), its wordings."""

    phases: str
    happening: str | None
    type: str | None
    day: str | None
    parties: list[str]
    wordings: list[str]


@dataclass
class Sheet:
    """One story's facts, and the articles to be written from them."""

    name: str
    articles: list[tuple[date, str]]
    titles: list[str] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)


def read_sheets(path: Path) -> tuple[list[Sheet], dict[str, list[str]]]:
    """Return the fact sheets of a file and the general background of each pair."""
    sheets: list[Sheet] = []
    general: dict[str, list[str]] = {}
    for line in path.read_text("utf-8").splitlines():
        kind, _, rest = line.partition(" ")
        head, _, tail = rest.partition(" | ")
        if kind == "G":
            general[head] = tail.split(" | ")
        elif kind == "=":
            articles = [a.rsplit(":", 1) for a in tail.split()]
            sheets.append(Sheet(head, [(date.fromisoformat(d), phase) for d, phase in articles]))
        elif kind == "T":
            sheets[-1].titles = rest.split(" | ")
        elif kind and set(kind) <= set("PRA"):
            parts = head.split()
            known = len(parts) > 2
            sheets[-1].facts.append(
                Fact(
                    kind,
                    parts[0] if known else None,
                    parts[1] if known else None,
                    parts[2] if known else None,
                    parts[3:],
                    tail.split(" || "),
                )
            )
    return sheets, general


def fillers() -> list[str]:
    """Return sentences that could stand in any article on foreign affairs."""
    return [
        line for line in (HERE / "filler.txt").read_text("utf-8").splitlines() if line[:1] not in ("", "#")
    ]


def when(day: date, published: date, style: int) -> str:
    """Return a date as an article of some day and style would give it."""
    gap = (published - day).days
    month = f"{day:%B} {day.day}" if style % 2 else f"{day.day} {day:%B}"
    if abs(gap) > 5:
        return f"on {month}" + (f", {day.year}" if day.year != published.year else "")
    if gap == 1 and style == 2:
        return "yesterday"
    return [
        f"on {WEEKDAYS[day.weekday()]}",
        f"on {month}",
        WEEKDAYS[day.weekday()],
        f"on {WEEKDAYS[day.weekday()]}, {month},",
    ][style]


def sentence(wording: str, fact: Fact, published: date, style: int) -> str:
    """Return a wording with its dates filled in."""

    def fill(match: re.Match[str]) -> str:
        day = match[1] if match[1] != "d" else fact.day
        return when(date.fromisoformat(day or ""), published, style)

    text = re.sub(r"\{(d|\d{4}-\d\d-\d\d)\}", fill, wording)
    text = re.sub(r",(?=[.,;:])", "", text).replace(",,", ",")
    text = re.sub(r"^(yesterday|on \S+ \d+|on \d+ \S+|on \w+)\b", lambda m: m[0].capitalize(), text)
    return text[0].upper() + text[1:]


def write_article(
    sheet: Sheet, k: int, general: list[str]
) -> tuple[dict[str, object], list[dict[str, object]]]:
    """Return article k of a story, and the happenings that its sentences tell."""
    published, phase = sheet.articles[k]
    random_ = random.Random(f"{sheet.name}/{k}")
    style = random_.randrange(4)
    told = [f for f in sheet.facts if phase in f.phases]
    lead = [f for f in told if f.happening and f.happening.startswith(sheet.name)][:2] or told[:1]
    rest = [f for f in told if f not in lead]
    random_.shuffle(rest)
    chosen = lead + rest[: random_.randint(3, 5)]
    parts: list[tuple[str, Fact | None, bool]] = []
    for fact in chosen:
        wording = fact.wordings[(k + sheet.facts.index(fact)) % len(fact.wordings)]
        named = "{d}" in wording or f"{{{fact.day}}}" in wording
        parts.append((sentence(wording, fact, published, style), fact, named))
    extras = random_.sample(general, random_.randint(0, len(general)))
    extras += random_.sample(fillers(), random_.choice((1, 2, 3, 4, 8)))
    for extra in extras:
        parts.insert(random_.randint(1, len(parts)), (extra, None, False))
    text, labels = "", []
    for n, (words, told_fact, named) in enumerate(parts):
        text += ("\n\n" if n % 2 == 0 else " ") if text else ""
        if told_fact and told_fact.happening and told_fact.type != "-":
            labels.append(
                {
                    "start": len(text),
                    "end": len(text) + len(words),
                    "happening": told_fact.happening,
                    "type": told_fact.type,
                    "parties": told_fact.parties,
                    "day": told_fact.day if named else None,
                }
            )
        text += words
    name = "a" + sha256(text.encode()).hexdigest()[:8]
    dated = int(name[1:], 16) % UNDATED != 0
    if not dated:
        # Nobody can tell what day "on Monday" is in an article that bears no date.
        labels = [{**label, "day": None} for label in labels]
    article = {
        "id": name,
        "text": text,
        "title": sheet.titles[k],
        "published": published.isoformat() if dated else None,
        "outlet": random_.choice(OUTLETS),
        "story": sheet.name,
    }
    return article, [{"id": name, **label} for label in labels]


def main() -> None:
    """Write both halves."""
    for half in ("tune", "heldout"):
        sheets, general = read_sheets(HERE / f"{half}.txt")
        articles, labels = [], []
        for sheet in sheets:
            for k in range(len(sheet.articles)):
                article, told = write_article(sheet, k, general.get(sheet.name[:-1], []))
                articles.append(article)
                labels.extend(told)
        articles.sort(key=lambda a: str(a["id"]))
        labels.sort(key=lambda a: (str(a["id"]), a["start"]))
        for name, rows in ((half, articles), (f"{half}.happenings", labels)):
            text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            (HERE / f"{name}.jsonl").write_text(text, encoding="utf-8")
        words = sorted(len(str(a["text"]).split()) for a in articles)
        print(
            f"{half}: {len(articles)} articles in {len(sheets)} stories, {words[0]} to {words[-1]} words, "
            f"{len(labels)} labelled reports"
        )


if __name__ == "__main__":
    main()
