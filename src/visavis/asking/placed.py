"""Meetings without a date, placed by a gathering whose days are known; lengths of time counted back."""

from __future__ import annotations

import functools
import re
from datetime import date, timedelta

import msgspec

from visavis.asking.material import Material
from visavis.knowledge import load_toml
from visavis.records import Citation, Happening, Record, Time
from visavis.showing.wording import iso_words, outlet_words, quoted

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEK = 6  # days before a gathering's opening in which a weekday is looked for
_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
_LENGTH = re.compile(
    r"(?P<part>half|(?:a )?quarter of) a century"
    r"|(?P<few>\w+)(?: consecutive| straight)? (?P<unit>years|decades)",
    re.IGNORECASE,
)
_FOR = re.compile(r"\b(?:for|over|in the (?:last|past))(?: the (?:last|past))?(?: \w+){0,2} $", re.IGNORECASE)


class Gathering(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A gathering with its days; the fields are explained at the head of ``data/asking/gatherings.toml``."""

    name: str
    words: list[str]
    opens: str
    closes: str


class Ties(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words for where something stands to a gathering."""

    before: list[str]
    during: list[str]


class GatheringFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``asking/gatherings.toml``."""

    gathering: list[Gathering]
    ties: Ties


class Placed(msgspec.Struct, frozen=True):
    """Where something without a date belongs: ISO days, why, and the sentences that say so."""

    start: str
    end: str
    why: str
    cited: tuple[Citation, ...]


@functools.cache
def gatherings() -> GatheringFile:
    """Return the gatherings whose days are known."""
    return load_toml("asking/gatherings.toml", GatheringFile)


def gathering_in(sentence: str) -> Gathering | None:
    """Return the gathering that a sentence names, None for none."""
    low = sentence.lower()
    return next(
        (g for g in gatherings().gathering if all(re.search(rf"\b(?:{w})", low) for w in g.words)), None
    )


def placed(held: Material, one: Happening) -> Placed | None:
    """Return where a happening without a date belongs by a gathering that its own words, or its plan, name.

    What was planned for before an opening and is told as done, was done by then; with a weekday in its own
    words it is the last such day up to the opening.

    Args:
        held: the record.
        one: a happening without a date.
    """
    if "future" in one.aux or any(h.fulfils == one.id for h in held.happenings):
        return None  # a plan
    told = held.told(one)
    plan = next((h for h in held.happenings if h.id == one.fulfils), None)
    ties = gatherings().ties
    for cited in (*(held.told(plan) if plan else ()), *told):
        found = gathering_in(cited.sentence)
        if found is None:
            continue
        opens, closes = date.fromisoformat(found.opens), date.fromisoformat(found.closes)
        planned = "planned for" if cited not in told else "told as"
        if _any(cited.sentence, ties.before):
            why = f"{planned} before the opening of the {found.name} on {iso_words(found.opens)}"
            return _within(opens - timedelta(_WEEK), opens, why, (*told, cited))
        if _any(cited.sentence, ties.during):
            return _within(opens, closes, f"{planned} during the {found.name}", (*told, cited))
    return None


def _within(start: date, end: date, why: str, cited: tuple[Citation, ...]) -> Placed:
    """Return days, or the only one among them that is of the weekday that the sentences name."""
    named = [w for w in _DAYS if any(re.search(rf"\b{w}\b", c.sentence, re.IGNORECASE) for c in cited[:-1])]
    days = [start + timedelta(n) for n in range((end - start).days + 1)]
    fitting = [d for d in days if len(named) == 1 and d.weekday() == _DAYS.index(named[0])]
    if len(fitting) == 1:
        day = fitting[0].isoformat()
        return Placed(day, day, f"a {named[0].capitalize()}, {why}", cited)
    return Placed(start.isoformat(), end.isoformat(), why, cited)


def _any(sentence: str, words: list[str]) -> bool:
    return any(re.search(rf"\b{re.escape(w)}\b", sentence, re.IGNORECASE) for w in words)


def counted_back(record: Record, time: Time, today: str | None) -> Placed | None:
    """Return the year from which a length of time runs: "for ten years", told in 2021, from about 2011.

    Args:
        record: the article.
        time: one of its time expressions.
        today: the day to count from, where the article bears none.
    """
    day = record.published.start[:10] if record.published and record.published.start else today
    before = record.text[max(0, time.start - 30) : time.start]
    if time.kind != "duration" or day is None or not _FOR.search(before):
        return None
    match = _LENGTH.fullmatch(" ".join(time.text.split()))
    if match is None:
        return None
    if match["part"]:
        years = 50 if match["part"].lower() == "half" else 25
    else:
        number = int(match["few"]) if match["few"].isdigit() else _NUMBERS.get(match["few"].lower(), 0)
        years = number * (10 if match["unit"].lower() == "decades" else 1)
    if not years:
        return None
    year = str(int(day[:4]) - years)
    why = f"{quoted(time.text)} before {iso_words(day)}, in {outlet_words(record)}"
    return Placed(f"{year}-01-01", f"{year}-12-31", why, ())
