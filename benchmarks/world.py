#!/usr/bin/env python3
"""Write made-up news of any amount, the same every time, as JSON lines.

    python benchmarks/world.py 1000 > news.jsonl           articles of about 600 words
    python benchmarks/world.py 1000 --share 1.0            all of them on affairs between states

Articles are put together from the sentences in ``world/``, all of our own writing. One in three (``--share``)
reports an affair between two states, in about half of its sentences; the rest are business, courts, sport,
weather, health, science, culture and local news, as most of what a crawl of news sites brings home. An affair
has about eight articles within three days. Article n is the same whatever the amount.
"""

from __future__ import annotations

import argparse
import functools
import json
import random
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).parent / "world"
WORDS = 600
SHARE = 1 / 3
REPORTS = 8  # articles an affair
DAYS = 730
_SLOT = re.compile(r"\{(\w+)\}")


@functools.cache
def sentences() -> dict[str, list[str]]:
    """Return the sentences of each kind."""
    found: dict[str, list[str]] = {}
    for line in (HERE / "sentences.txt").read_text("utf-8").splitlines():
        kind, tab, words = line.partition("\t")
        if tab:
            found.setdefault(kind, []).append(words)
    return found


@functools.cache
def names() -> dict[str, list[str]]:
    """Return the words for each kind of slot."""
    lines = (HERE / "names.txt").read_text("utf-8").splitlines()
    return {kind: words.split("|") for kind, tab, words in (line.partition("\t") for line in lines) if tab}


def articles(count: int, share: float = SHARE, words: int = WORDS) -> Iterator[dict[str, str]]:
    """Yield articles as lines of JSONL hold them.

    Args:
        count: how many.
        share: the share of articles that report affairs between states.
        words: about how many words an article has.
    """
    for n in range(count):
        yield article(n, share, words)


def article(n: int, share: float = SHARE, words: int = WORDS) -> dict[str, str]:
    """Return article ``n``."""
    chance = random.Random(f"article {n}")
    every = round(REPORTS / share) if share > 0 else 0  # an affair's reports together, then ordinary news
    affair = every > 0 and n % every < REPORTS
    number = n // every if affair else n
    own = random.Random(f"affair {number}" if affair else f"topic {n}")
    fixed = _fixed(own)
    day = date(2022, 1, 1) + timedelta(days=own.randrange(DAYS) + (chance.randrange(3) if affair else 0))
    topic = "affair" if affair else own.choice(names()["topic"])
    text = _text(chance, own, topic, fixed, words)
    return {
        "id": f"w{n:07}",
        "title": _filled(own.choice(sentences()[topic]), fixed, chance).rstrip("."),
        "outlet": chance.choice(names()["outlet"]),
        "published": day.isoformat(),
        "url": f"https://news.example/{day:%Y/%m}/{n}",
        "language": "en",
        "text": text,
    }


def _text(chance: random.Random, own: random.Random, topic: str, fixed: dict[str, str], words: int) -> str:
    """Return an article: paragraphs of one to four sentences, about half of them on its topic, none twice."""
    told = own.sample(sentences()[topic], min(len(sentences()[topic]), 22))
    kinds = ["any", "local", own.choice(names()["topic"])]
    rest = [s for kind in kinds if kind != topic for s in sentences()[kind]]
    chance.shuffle(told)
    chance.shuffle(rest)
    paragraphs: list[list[str]] = [[]]
    length = 0
    while length < words:
        if not (told or rest):
            told = list(sentences()[topic])
        pool = told if told and (not rest or chance.random() < 0.55) else rest
        made = _filled(pool.pop(), fixed, chance)
        length += len(made.split())
        if len(paragraphs[-1]) >= chance.choice((1, 2, 2, 3, 4)):
            paragraphs.append([])
        paragraphs[-1].append(made)
    return "\n\n".join(" ".join(p) for p in paragraphs)


def _fixed(own: random.Random) -> dict[str, str]:
    """Return the words that all articles of an affair share."""
    states = [s.split(",") for s in own.sample(names()["states"], 3)]
    found = {key: state[0] for key, state in zip("abc", states, strict=True)}
    found |= {"A": states[0][1], "B": states[1][1], "Xa": states[0][2], "Xb": states[1][2]}
    found |= {key: own.choice(names()[key]) for key in ("thing", "trade", "firm")}
    return found | {"person": _person(own), "other": _person(own)}


def _person(chance: random.Random) -> str:
    return f"{chance.choice(names()['first'])} {chance.choice(names()['last'])}"


def _filled(words: str, fixed: dict[str, str], chance: random.Random) -> str:
    made = _SLOT.sub(lambda slot: fixed.get(slot[1]) or _drawn(slot[1], chance), words)
    return made[0].upper() + made[1:]


def _drawn(slot: str, chance: random.Random) -> str:
    """Return a word for a slot that is drawn anew each time."""
    if slot in names():
        return chance.choice(names()[slot])
    low, high, shape = {
        "n": (2, 12, "{}"), "m": (13, 90, "{}"), "year": (1994, 2021, "{}"), "pct": (2, 48, "{}"),
        "money": (2, 950, "${} million"), "sum": (110, 9400, "{:,}"),
    }[slot]  # fmt: skip
    return shape.format(chance.randint(low, high))


def main() -> None:
    """Write articles to standard output."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("count", type=int)
    parser.add_argument("--share", type=float, default=SHARE)
    parser.add_argument("--words", type=int, default=WORDS)
    given = parser.parse_args()
    for item in articles(given.count, given.share, given.words):
        sys.stdout.write(json.dumps(item, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
