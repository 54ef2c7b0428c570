"""Whom a statement is about: the actors named in it, and those it speaks of without naming them."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection

from visavis.coding.statements.knowledge import unnamed
from visavis.coding.statements.who import Mentions
from visavis.reading.guards import Guards
from visavis.records import Words


def about(mentions: Mentions, start: int, end: int, speakers: Collection[str]) -> tuple[str, ...]:
    """Return the codes of the actors named in a content, in order of appearance.

    Args:
        mentions: the article's mentions.
        start: where the content starts.
        end: where it ends.
        speakers: codes of those who speak; left out unless nobody else is named.
    """
    codes = list(dict.fromkeys(m.actor for m in mentions.within(start, end) if m.actor))
    others = [code for code in codes if code not in speakers]
    return tuple(others or codes)


@functools.cache
def _pattern() -> re.Pattern[str]:
    data = unnamed()
    modifiers = "|".join(sorted(map(re.escape, data.modifiers), key=lambda m: (-len(m), m)))
    nouns = "|".join(sorted(map(re.escape, data.nouns), key=lambda n: (-len(n), n)))
    return re.compile(
        rf"\b(?P<mod>{modifiers})\s+(?:[a-z-]+\s+)?(?P<noun>{nouns})\b(?!\s+of\b)", re.IGNORECASE
    )


@functools.cache
def _guards() -> Guards:
    return Guards([_pattern()])


def unnamed_targets(text: str, start: int, end: int) -> tuple[Words, ...]:
    """Return the phrases by which a content speaks of somebody unnamed ("certain international forces").

    Args:
        text: the article's text.
        start: where the content starts.
        end: where it ends.
    """
    if not _guards().met(text[start:end]):
        return ()
    data = unnamed()
    found = []
    for match in _pattern().finditer(text, start, end):
        if match["mod"].lower() in data.weak and match["noun"].lower() not in data.weak_nouns:
            continue
        found.append(Words(match.start(), match.end(), match.group()))
    return tuple(found)
