"""Memory: what merging works out of a record by itself, kept for when the record is merged again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar, cast

from visavis.records import Record

Made = TypeVar("Made")


class Memory:
    """What was made of records, each thing once; records never change.

    Whoever merges the same records again and again keeps one, and forgets records that are done with.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[Record, dict[object, Any]]] = {}

    def of(self, make: Callable[..., Made], record: Record, *more: object) -> Made:
        """Return what a function makes of a record.

        Args:
            make: the function.
            record: the record.
            more: what else it takes, which must follow from the record.
        """
        own = self._own(record)
        if make not in own:
            own[make] = make(record, *more)
        return cast(Made, own[make])

    def of_all(self, make: Callable[..., Made], records: Sequence[Record], *more: object) -> Made:
        """Return what a function makes of several records, known when the same ones were asked about last.

        Args:
            make: the function; it takes this memory last.
            records: the records, at least one; they are kept as long as the first.
            more: what else it takes.
        """
        own = self._own(records[0])
        asked = (*records, *more)
        known, made = own.get((make, "all"), ((), None))
        if len(known) != len(asked) or not all(map(_same, known, asked)):
            made = make(records, *more, self)
            own[make, "all"] = (asked, made)
        return cast(Made, made)

    def know(self, make: Callable[..., Made], record: Record, made: Made) -> None:
        """Learn what a function makes of a record."""
        self._own(record)[make] = made

    def forget(self, records: Iterable[Record]) -> None:
        """Let go of records and of what was made of them."""
        for record in records:
            self._known.pop(id(record), None)

    def _own(self, record: Record) -> dict[object, Any]:
        held = self._known.get(id(record))
        if held is None:
            held = self._known[id(record)] = (record, {})
        return held[1]


def _same(one: object, other: object) -> bool:
    """Return whether two things are the same; records are so only when they are one, for they are large."""
    return one is other or (not isinstance(one, Record) and one == other)
