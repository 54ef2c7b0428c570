"""Occasions: the days that another report of a story gives for a gathering with a name of its own.

"The Forum on Glaciers on 3-4 May" may be no event by itself where it is told in passing, and yet its days are
those of "last week's forum on glaciers" in the next article. A name is compared by its noun and what it is
for, whatever stands between them ("summit of", "Summit for").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from visavis.merging.intervals import Days, days
from visavis.merging.tellings import Telling
from visavis.merging.words import common, stem
from visavis.records import Record, Span, Time

_NAME = re.compile(
    r"\b(summit|conference|forum|congress|assembly|convention|dialogue)\s+(?:for|of|on)\s+(?:the\s+)?([\w-]{4,})",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s,(]*(?:(?:held|opened|from|on|of|in)\s+)*")
_ROUND = 60  # characters on either side of a trigger in which its occasion is named


class Dated(NamedTuple):
    """Where an article names an occasion with its days."""

    article: int
    name: str
    days: Days
    time: Time


def occasion(telling: Telling, record: Record) -> tuple[str, str] | None:
    """Return the occasion that a telling names by its trigger, as a noun and what it is for; None if none."""
    trigger, sentence = telling.event.trigger, telling.event.sentence
    begin, end = max(sentence.start, trigger.start - _ROUND), min(sentence.end, trigger.end + _ROUND)
    names = {_key(match) for match in _names(record, Span(begin, end)) if match.start() <= trigger.end}
    return names.pop() if len(names) == 1 else None


def days_named(members: Sequence[Telling], records: Sequence[Record], story: Sequence[int]) -> list[Dated]:
    """Return where other articles of a story name the occasion of a happening with its days.

    Only a name in capitals counts, with a date right behind it, in a sentence that names one of the parties.

    Args:
        members: the tellings of one happening.
        records: all articles.
        story: the articles of its story.
    """
    wanted = {found for t in members if (found := occasion(t, records[t.article]))}
    if len(wanted) != 1:
        return []
    told, parties = {t.article for t in members}, frozenset[str]().union(*(t.codes for t in members))
    return [
        dated
        for i in story
        if i not in told
        for span in records[i].sentences
        for dated in _dated(i, records[i], span, wanted, parties)
    ]


def _dated(
    article: int, record: Record, span: Span, wanted: set[tuple[str, str]], parties: frozenset[str]
) -> Iterator[Dated]:
    for match in _names(record, span):
        proper = match[1][0].isupper() and match[2][0].isupper()
        if not proper or _key(match) not in wanted:
            continue
        if not any(m.actor in parties for m in record.mentions if span.start <= m.start < span.end):
            continue
        for time in record.times:
            behind = match.end() <= time.start < span.end
            if behind and _BETWEEN.fullmatch(record.text, match.end(), time.start):
                when = days(time.interval)
                if when:
                    yield Dated(article, match.group(), when, time)


def _names(record: Record, span: Span) -> list[re.Match[str]]:
    """Return the names of occasions in a stretch of text; what is for a common word or an actor is none."""
    actors = {m.start for m in record.mentions if m.actor}
    found = _NAME.finditer(record.text, span.start, span.end)
    return [m for m in found if not common(stem(m[2].casefold())) and m.start(2) not in actors]


def _key(match: re.Match[str]) -> tuple[str, str]:
    return match[1].casefold(), stem(match[2].casefold())
