"""When an article was published: from its metadata, or from a date line printed in the text."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from visavis.reading.block import Block
from visavis.reading.outlet import imprint
from visavis.reading.times import calendar, grammar
from visavis.reading.times.calendar_meanings import offset as iso_offset
from visavis.reading.times.resolve import resolve
from visavis.records import DateSpan, Time

_LABEL = re.compile(
    r"^\W*(?P<label>date|(?:first |originally )?(?:posted|published|issued|created|uploaded|released)"
    r"|publication date|release date|(?:last )?(?:updated|modified|edited))\b"
    r"\s*(?:on|at|by .{2,40}?)?\s*[:|,-]?\s*",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01])([T ]\d{2}:\d{2}.*)?)?)?")
_YEAR = re.compile(r"\d{4}")  # no day is stated as such without its year in figures
_LATER = re.compile(r"(?:updated|modified|edited|revised)", re.IGNORECASE)
# "MOSCOW, Dec 15 (Agency) -": place, day, agency, dash, then the first sentence
_PREFIX = re.compile(
    r"(?P<place>[A-Z][A-Za-zÀ-ÿ.'’ /-]{1,40}(?:, [A-Z][A-Za-z. ]{1,24})?)"
    r"(?:,? (?P<date>(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? )?(?:\d{1,2} )?"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?: \d{1,2})?(?:,? \d{4})?)[.,:]?)?"
    r"(?: ?[(/](?P<agency>[A-Z][\w .&/-]{1,40})[)/])?\s*(?P<dash>--?|[:.]) +(?=[\"'A-Z0-9])"
)
_REST = re.compile(
    r"^(?:\W|\b(?:at|on|by|and|gmt|utc|updated|modified|published|posted|last|update|first|date|ist|kst|est|edt|et"
    r"|bst|cet|local|time|a\.?m|p\.?m|am|pm|hrs|hours|min read)\b|\d{1,2}:\d{2})*$",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[a-z']+")
_ESCAPED = re.compile(r"\\[A-Za-z]")
_SHORT = 24  # words of a line that may bear the date of publication
_DASHES = ("- ", ": ", ". ")
_STRANGE = 4  # words of a line without a label that may be those of a place and such
_PLACE = re.compile(r"^(?!The )[A-Z][\w.'-]+(?: [A-Z][\w.'-]+)?, ")
_ZONE = re.compile(
    r"(?P<clock>\d{1,2}[:.]\d{2})(?::\d{2})?\s*(?P<half>[ap]\.?m\.?)?\s*\(?(?P<zone>[A-Z]{1,5}|[+-]\d{2}:?\d{2})?\b",
    re.IGNORECASE,
)


def metadata_date(stated: str, basis: str) -> DateSpan | None:
    """Return the date that an article's source states, with its precision; None where it cannot be read.

    Args:
        stated: ISO 8601 of any precision, or a date in words.
        basis: where it came from.
    """
    if (match := _ISO.fullmatch(stated.strip())) is None:
        times = [t for t in resolve(stated) if _states_day(t) and t.interval]
        if not times or times[0].interval is None:
            return None
        day = times[0].interval.start
        return DateSpan(day, day, "minute" if len(day) > 10 else "day", basis)
    year, month, day_of_month, clock = match.groups()
    if day_of_month:
        return DateSpan(stated.strip(), stated.strip(), "minute" if clock else "day", basis)
    whole = calendar.month(int(year), int(month)) if month else calendar.year(int(year))
    if whole is None:
        return None
    return DateSpan(whole.start.isoformat(), whole.end.isoformat(), whole.precision, basis)


def is_date_line(block: Block) -> bool:
    """Say whether a line holds a date and nothing else, perhaps behind a label or a place."""
    if block.words > _SHORT:
        return False
    if dated(block) is not None:
        return True
    figures = block.words <= 8 and any(map(str.isdigit, block.plain))
    if block.words > 8 or (not figures and (block.words != 2 or "," not in block.plain)):
        return False
    times = [t for t in resolve(block.plain) if t.kind in ("date", "time")]
    if not times:
        return False
    return _is_rest(block.plain, times) and block.plain.strip() != times[0].text[:4]


def dated(block: Block) -> DateSpan | None:
    """Return the date of publication that a line states: "Posted on : 2021-12-16 16:47 KST".

    The first date counts unless it is one of a later change and another follows.
    """
    if _YEAR.search(block.plain) is None:
        return None
    label = _LABEL.match(block.plain)
    if not label and sum(word not in _date_words() for word in block.lowered) > _STRANGE:
        return None
    times = [t for t in resolve(block.plain) if t.kind in ("date", "time")]
    strange = len(block.plain) - sum(time.end - time.start for time in times)
    if not _is_rest(block.plain, times) and not (label and strange < 60):
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


def _is_rest(plain: str, times: Sequence[Time]) -> bool:
    """Say whether besides its times a line holds labels alone, or the name of a place or an outlet."""
    if not times:
        return bool(_REST.match(plain))
    before, behind = plain[: times[0].start], plain[times[-1].end :]
    if imprint(before, behind) is not None:
        before = behind = ""
    between = [plain[one.end : other.start] for one, other in pairwise(times)]
    return bool(_REST.match(" ".join([_PLACE.sub("", before, count=1), *between, behind])))


@functools.lru_cache(maxsize=1)
def _date_words() -> frozenset[str]:
    """Return the words of which dates, and what stands beside them in a date line, are made."""
    known = grammar.load()
    patterns = [_REST.pattern, *(rule.pattern for rule in known.rules)]
    written = [_ESCAPED.sub(" ", pattern).lower() for pattern in patterns]
    written += [word for words in known.words.values() for word in words]
    return frozenset(word for words in written for word in _LETTERS.findall(words))


def states_day(block: Block) -> bool:
    """Say whether a line holds a whole date, year and all."""
    return _YEAR.search(block.plain) is not None and any(
        _states_day(t)
        for t in resolve(block.plain)
        if t.interval and t.interval.start[:10] == t.interval.end[:10]
    )


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

    None where the block has none. A bare place is one only in capitals.
    """
    if block.words < 8 or not any(sign in block.plain for sign in _DASHES):
        return None
    match = _PREFIX.match(block.plain)
    if match is None or match.end() >= len(block.plain):
        return None
    if not (match.group("date") or match.group("agency") or _is_capitals(match.group("place"))):
        return None
    if match.group("dash") == ":" and not match.group("date"):
        return None
    if match.group("dash") == "." and not (match.group("agency") or _is_capitals(match.group("place"))):
        return None
    return match.end(), match.group("date")


def _is_capitals(place: str) -> bool:
    """Say whether a place is written in capitals, and no abbreviation ("U.S.A.")."""
    return place.isupper() and sum(map(str.isalpha, place)) >= 4


def is_labelled(block: Block) -> bool:
    """Say whether a date line says that it is the date of publication."""
    return _LABEL.match(block.plain) is not None


def undated(block: Block) -> str:
    """Return what a line says before its first date."""
    first = next((t.start for t in resolve(block.plain) if _states_day(t)), len(block.plain))
    return block.plain[:first]


def find_published(
    stated: str | None,
    basis: str | None,
    lines: Sequence[Block],
    prefixes: Sequence[str],
    besides: Sequence[Block] = (),
) -> tuple[DateSpan | None, tuple[str, ...]]:
    """Return an article's date of publication, and notes on what is doubtful about it.

    Order: metadata, a date line in the text, a full date in the agency prefix, the one whole date of other
    lines above the report, then what the caller gave or another stage inferred.

    Args:
        stated: what the article's source or caller states.
        basis: where that came from.
        lines: the text's date lines, the likeliest first.
        prefixes: the dates of its agency prefixes.
        besides: its other lines above the report that are no part of it.
    """
    basis = basis or "metadata"
    given = metadata_date(stated, basis) if stated else None
    notes = [f"the date {stated!r} ({basis}) could not be read"] if stated and given is None else []
    printed = next((found for line in lines if (found := dated(line)) is not None), None)
    for words in prefixes:
        times = [t for t in resolve(words) if _states_day(t)]
        if printed is None and times and times[0].interval:
            day = times[0].interval.start
            printed = DateSpan(day, day, "day", f"dateline {words!r}")
    printed = printed or _only_day(besides)
    if given is not None and (basis == "metadata" or printed is None):
        if printed is not None and given.start and printed.start and _days_apart(given.start, printed.start):
            notes.append(f"the text itself is dated {printed.start} ({printed.basis})")
        return given, tuple(notes)
    if printed is None and prefixes:
        notes.append(f"the agency dateline says {prefixes[0]!r}; its year is not known")
    return printed, tuple(notes)


def _only_day(lines: Sequence[Block]) -> DateSpan | None:
    """Return the day that lines state, None where they state none or several."""
    dated = [line for line in lines if line.words <= _SHORT and _YEAR.search(line.plain)]
    days = [
        (line, time)
        for line in dated
        for time in resolve(line.plain)
        if _states_day(time) and time.interval and time.interval.precision in ("day", "minute")
    ]
    same = len({time.interval.start[:10] for _, time in days if time.interval}) == 1
    return _span(*days[0]) if same else None


def _days_apart(one: str, other: str) -> bool:
    """Say whether two ISO dates are more than a day apart; a shorter one is compared as far as it goes."""
    if len(one) < 10 or len(other) < 10:
        return one[:7] != other[:7]
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days) > 1
