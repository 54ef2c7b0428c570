"""When an article was published: from its metadata, or from a date line printed in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from visavis.reading.paragraphs import Block
from visavis.reading.times import grammar
from visavis.reading.times.calendar_meanings import offset as iso_offset
from visavis.reading.times.resolve import resolve
from visavis.records import DateSpan, Precision, Time

_LABEL = re.compile(
    r"^\W*(?P<label>date|(?:first |originally )?(?:posted|published|issued|created|uploaded|released)|publication date"
    r"|release date|(?:last )?(?:updated|modified|edited))\b\s*(?:on|at|by .{2,40}?)?\s*[:|,-]?\s*",
    re.IGNORECASE,
)
_LATER = re.compile(r"(?:updated|modified|edited|revised)", re.IGNORECASE)
# "MOSCOW, Dec 15 (Agency) -": place, day, agency, dash, then the first sentence
_PREFIX = re.compile(
    r"(?P<place>[A-Z][A-Za-zÀ-ÿ.'’ /-]{1,40}(?:, [A-Z][A-Za-z. ]{1,24})?)(?:,? (?P<date>(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri"
    r"|Sat(?:ur)?|Sun)(?:day)?,? )?(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?: \d{1,2})?(?:,? \d{4})?)[.,:]?)?"
    r"(?: ?[(/](?P<agency>[A-Z][\w .&/-]{1,40})[)/])?\s*(?P<dash>--?|:) +(?=[\"'A-Z0-9])"
)
_REST = re.compile(
    r"^(?:\W|\b(?:at|on|by|and|gmt|utc|updated|modified|published|posted|last|first|date|ist|kst|est|edt|et|bst|cet|local|time"
    r"|a\.?m|p\.?m|am|pm|hrs|hours|min read)\b|\d{1,2}:\d{2})*$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"^[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,2},? ")
_ZONE = re.compile(
    r"(?P<clock>\d{1,2}[:.]\d{2})(?::\d{2})?\s*(?P<half>[ap]\.?m\.?)?\s*\(?(?P<zone>[A-Z]{1,5}|[+-]\d{2}:?\d{2})?\b",
    re.IGNORECASE,
)


def metadata_date(stated: str, basis: str) -> DateSpan:
    """Return the date that an article's source states, with its precision.

    Args:
        stated: ISO 8601, of any precision.
        basis: where it came from.
    """
    precision: Precision = "minute" if len(stated) > 10 else "day"
    if len(stated) == 7:
        precision = "month"
    elif len(stated) == 4:
        precision = "year"
    if precision == "month" or precision == "year":
        times = resolve(_in_words(stated))
        if times and times[0].interval:
            return DateSpan(times[0].interval.start, times[0].interval.end, precision, basis)
    return DateSpan(stated, stated, precision, basis)


def _in_words(stated: str) -> str:
    months = "January February March April May June July August September October November December".split()
    return stated if len(stated) == 4 else f"{months[int(stated[5:7]) - 1]} {stated[:4]}"


def is_date_line(block: Block) -> bool:
    """Say whether a line holds a date and nothing else, perhaps behind a label or a place."""
    if block.words > 24:
        return False
    if dated(block) is not None:
        return True
    times = [t for t in resolve(block.plain) if t.kind in ("date", "time")]
    if not times or block.words > 8 or not any(char.isdigit() for char in block.plain):
        return False
    rest = block.plain[: times[0].start] + block.plain[times[-1].end :]
    return bool(_REST.match(_PLACE.sub("", rest, count=1))) and block.plain.strip() != times[0].text[:4]


def dated(block: Block) -> DateSpan | None:
    """Return the date of publication that a line states: "Posted on : 2021-12-16 16:47 KST".

    The first date counts unless it is one of a later change and another follows.
    """
    label = _LABEL.match(block.plain)
    times = [t for t in resolve(block.plain) if t.kind in ("date", "time")]
    rest = block.plain
    for time in reversed(times):
        rest = rest[: time.start] + " " + rest[time.end :]
    if not _REST.match(_PLACE.sub("", rest, count=1)) and not (label and len(rest) < 60):
        return None
    whole = [
        t for t in times if t.interval is not None and t.interval.precision in ("day", "minute") and t.basis
    ]
    stated = [t for t in whole if _states_day(t)]
    if not stated:
        return None
    first = next(
        (t for t in stated if not _LATER.search(block.plain[max(0, t.start - 24) : t.start])), stated[0]
    )
    return _span(block, first)


def _states_day(time: Time) -> bool:
    return time.basis.startswith("as stated") and time.interval is not None


def _span(block: Block, time: Time) -> DateSpan | None:
    if time.interval is None:
        return None
    day = time.interval.start[:10]
    basis = f"dateline {block.plain[:80].strip()!r}" if block.words <= 12 else f"dateline {time.text!r}"
    clock = _clock(block.plain[time.start :])
    if clock is None:
        return DateSpan(day, day, "day", basis)
    return DateSpan(day + clock, day + clock, "minute", basis)


def _clock(plain: str) -> str | None:
    """Return the time of day that stands in or right behind a date, as ISO 8601 writes it."""
    match = _ZONE.search(plain[:60])
    if match is None:
        return None
    hour, minute = (int(part) for part in re.split("[:.]", match.group("clock")))
    half = (match.group("half") or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 23 or minute > 59:
        return None
    zone = match.group("zone") or ""
    minutes = grammar.load().words["zone"].get(zone.casefold())
    if isinstance(minutes, int):
        return f"T{hour:02d}:{minute:02d}:00{iso_offset(minutes)}"
    return f"T{hour:02d}:{minute:02d}:00{zone if zone[:1] in ('+', '-') else ''}"


def prefix(block: Block) -> tuple[int, str | None] | None:
    """Return the length of a place-and-agency prefix ("MOSCOW, Dec 15 (Agency) - ") and the date in it.

    None where the block has none. A bare place and a dash is a prefix only in capitals.
    """
    match = _PREFIX.match(block.plain)
    if match is None or match.end() >= len(block.plain) or block.words < 8:
        return None
    if not (match.group("date") or match.group("agency") or match.group("place").isupper()):
        return None
    if match.group("dash") == ":" and not match.group("date"):
        return None
    return match.end(), match.group("date")


def find_published(
    stated: str | None, basis: str | None, lines: Sequence[Block], prefixes: Sequence[str]
) -> DateSpan | None:
    """Return an article's date of publication.

    Order: metadata, a date line in the text, a full date in the agency prefix, then what the caller gave or
    another stage inferred.

    Args:
        stated: what the article's source or caller states.
        basis: where that came from.
        lines: the text's date lines, in text order.
        prefixes: the dates of its agency prefixes.
    """
    basis = basis or "metadata"
    if stated and basis == "metadata":
        return metadata_date(stated, basis)
    for line in lines:
        if (found := dated(line)) is not None:
            return found
    for words in prefixes:
        times = [t for t in resolve(words) if _states_day(t)]
        if times and times[0].interval:
            day = times[0].interval.start
            return DateSpan(day, day, "day", f"dateline {words!r}")
    return metadata_date(stated, basis) if stated else None
