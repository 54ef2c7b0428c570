"""What all records share: spans, dates, the small closed lists, ids and JSON."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, Literal

import msgspec

# Finest first.
Precision = Literal[
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "quarter",
    "season",
    "half",
    "year",
    "decade",
    "century",
    "unknown",
]
TimeKind = Literal["date", "time", "duration", "set"]
Aux = Literal["future", "hypothetical", "negation", "historical"]
Via = Literal["name", "demonym", "capital", "office", "organisation", "pronoun", "nominal"]
StatementKind = Literal["direct", "indirect", "mixed"]
Bound = Literal["exact", "at least", "at most", "more than", "less than"]
FurnitureKind = Literal[
    "subscription", "navigation", "caption", "rights", "byline", "dateline", "share", "related", "repeated"
]
Quality = Literal["paywalled", "machine-translated", "truncated", "repeated", "no-date", "other-language"]
ObligationKind = Literal["defense", "offense", "neutrality", "nonaggression", "consultation"]


class Frozen(msgspec.Struct, frozen=True):
    """Base of all records: immutable, compared by value."""


class Span(Frozen, frozen=True):
    """A stretch of an article's text: ``text[start:end]``."""

    start: int
    end: int


class DateSpan(Frozen, frozen=True):
    """When something is: an interval of ISO 8601 dates (or date-times), both ends included.

    ``start`` and ``end`` are None when the time could not be resolved; ``basis`` then says why.
    """

    start: str | None
    end: str | None
    precision: Precision
    basis: str


class Interval(Frozen, frozen=True):
    """The resolved value of a time expression; both ends included, ISO 8601."""

    start: str
    end: str
    precision: Precision


def content_id(*parts: object, size: int = 12) -> str:
    """Return a content hash: the same parts always give the same id.

    Args:
        parts: anything with a stable ``str``; joined by a separator that no text holds.
        size: length of the id in hexadecimal digits.
    """
    joined = "\x1f".join(map(str, parts))
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:size]


def to_builtins(record: Frozen) -> dict[str, Any]:
    """Return a record as plain dicts and lists, in field order."""
    plain: dict[str, Any] = msgspec.to_builtins(record)
    return plain


def to_json(record: Frozen) -> str:
    """Return a record as one line of JSON, keys in field order, text unescaped."""
    return msgspec.json.encode(record).decode("utf-8")


def write_jsonl(records: Iterable[Frozen]) -> str:
    """Return records as JSON lines, each ended by a newline."""
    return "".join(to_json(record) + "\n" for record in records)
