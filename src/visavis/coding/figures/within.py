"""The mentions or times of an article, asked for by the stretch of its text where they stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Generic, TypeVar

from visavis.records import Mention, Span, Time

T = TypeVar("T", bound=Mention | Time)


class Within(Generic[T]):
    """Things of a text by their places.

    Args:
        things: mentions or times.
    """

    def __init__(self, things: Iterable[T]) -> None:
        self._things = sorted(things, key=lambda thing: thing.start)
        self._starts = [thing.start for thing in self._things]
        self._longest = max((thing.end - thing.start for thing in self._things), default=0)

    def over(self, span: Span) -> list[T]:
        """Return the things that overlap a stretch, in text order."""
        near = self._between(span.start - self._longest, span.end)
        return [thing for thing in near if thing.end > span.start]

    def inside(self, span: Span) -> list[T]:
        """Return the things that lie in a stretch, in text order."""
        return [thing for thing in self._between(span.start, span.end) if thing.end <= span.end]

    def _between(self, start: int, end: int) -> list[T]:
        """Return the things that begin in a stretch."""
        return self._things[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
