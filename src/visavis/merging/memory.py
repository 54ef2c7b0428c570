"""Memory: what merging works out of a record by itself, kept for when the record is merged again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast

from visavis.records import Record

Made = TypeVar("Made")


class Memory:
    """What was made of records, each thing once; records never change.

    Whoever merges the same records again and again keeps one, and forgets records that are done with.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[Record, dict[object, Any]]] = {}
        self._compared: dict[int, set[int]] = {}  # for each record those with whom it was compared

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

    def of_both(self, make: Callable[[], Made], one: Record, other: Record) -> Made:
        """Return what holds between two records; ``make`` finds it out the first time."""
        own = self._own(one)
        if id(other) not in own:
            own[id(other)] = make()
            self._own(other)  # kept as long as its number stands for it
            self._compared.setdefault(id(other), set()).add(id(one))
        return cast(Made, own[id(other)])

    def know(self, make: Callable[..., Made], record: Record, made: Made) -> None:
        """Learn what a function makes of a record."""
        self._own(record)[make] = made

    def forget(self, records: Iterable[Record]) -> None:
        """Let go of records and of what was made of them."""
        for record in records:
            self._known.pop(id(record), None)
            for one in self._compared.pop(id(record), ()):
                if (held := self._known.get(one)) is not None:
                    held[1].pop(id(record), None)

    def _own(self, record: Record) -> dict[object, Any]:
        held = self._known.get(id(record))
        if held is None:
            held = self._known[id(record)] = (record, {})
        return held[1]
