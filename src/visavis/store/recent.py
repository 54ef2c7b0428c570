"""What was read last: records kept in memory, so that pages that quote the same articles read them once.

A record's key is a hash of all that was read, so what is kept under it stays true whatever the store does.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable

from visavis.records import Record

_MOST = 2_000  # records
_MOST_SIZE = 40_000_000  # characters of text, and as many for what was read of it


class Recent:
    """Records that were read last, by key and by the tables that were read of them; for several threads.

    Args:
        most: how many records are kept.
        most_size: how large they are together, in characters of text and what stands for the rest.
    """

    def __init__(self, most: int = _MOST, most_size: int = _MOST_SIZE) -> None:
        self._most, self._most_size = most, most_size
        self._kept: OrderedDict[tuple[str, frozenset[str]], Record] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, keys: Iterable[str], tables: frozenset[str]) -> dict[str, Record]:
        """Return those of some records that are kept with just these tables."""
        found = {}
        with self._lock:
            for key in keys:
                record = self._kept.get((key, tables))
                if record is not None:
                    self._kept.move_to_end((key, tables))
                    found[key] = record
        return found

    def put(self, key: str, tables: frozenset[str], record: Record) -> None:
        """Keep a record; those that were not asked for longest give way."""
        size = _size(record)
        if size > self._most_size // 8:  # one book must not drive out all else
            return
        with self._lock:
            old = self._kept.pop((key, tables), None)
            self._size += size - (_size(old) if old else 0)
            self._kept[key, tables] = record
            while len(self._kept) > self._most or self._size > self._most_size:
                _, gone = self._kept.popitem(last=False)
                self._size -= _size(gone)


def _size(record: Record) -> int:
    """Return about how large a record is: its text, and some hundred characters a thing read from it."""
    parts = (
        record.sentences, record.times, record.mentions, record.events, record.statements, record.figures,
        record.agreements, record.claims,
    )  # fmt: skip
    return len(record.text) + 300 * sum(map(len, parts))
