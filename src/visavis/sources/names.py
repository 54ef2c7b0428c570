"""The refs that were given out, so that each article bears its own; on disk when there are very many."""

from __future__ import annotations

import sqlite3
from hashlib import blake2b

import msgspec

from visavis.records import Article, content_id

_IN_MEMORY = 200_000  # names that are kept in memory before they go to a temporary file


class Names:
    """Refs, each with a hash of what bears it."""

    def __init__(self) -> None:
        self._recent: dict[bytes, bytes] = {}
        self._file: sqlite3.Connection | None = None

    def named(self, article: Article) -> Article | None:
        """Return the article under a ref of its own; None when it was read already, ref and all."""
        whole = _hash(content_id(article.text, article.outlet, article.title, article.published, article.url))
        ref, count = article.ref, 1
        while (held := self._held(_hash(ref))) is not None:
            if held == whole:
                return None
            count += 1
            ref = f"{article.ref}#{count}"
        self._hold(_hash(ref), whole)
        if ref == article.ref:
            return article
        note = f'another article bears the id "{article.ref}"; this one is called "{ref}"'
        return msgspec.structs.replace(article, ref=ref, notes=(*article.notes, note))

    def _held(self, ref: bytes) -> bytes | None:
        if ref in self._recent or self._file is None:
            return self._recent.get(ref)
        row = self._file.execute("SELECT whole FROM names WHERE ref = ?", (ref,)).fetchone()
        return row[0] if row else None

    def _hold(self, ref: bytes, whole: bytes) -> None:
        self._recent[ref] = whole
        if len(self._recent) < _IN_MEMORY:
            return
        if self._file is None:
            self._file = sqlite3.connect("", isolation_level=None)  # a file of its own, gone with it
            self._file.execute("CREATE TABLE names (ref BLOB PRIMARY KEY, whole BLOB) WITHOUT ROWID")
        self._file.execute("BEGIN")
        self._file.executemany("INSERT INTO names VALUES (?, ?)", sorted(self._recent.items()))
        self._file.execute("COMMIT")
        self._recent.clear()


def _hash(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).digest()
