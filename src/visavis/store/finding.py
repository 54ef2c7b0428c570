"""Finding: questions that pages ask of a store, answered from its catalog and a few segments at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from visavis.records import Frozen, Happening, Record, Story
from visavis.store import catalog
from visavis.store.affairs import read_stories
from visavis.store.layout import told
from visavis.store.segments import read_records
from visavis.store.store import Store
from visavis.store.tables import TABLES

UNDATED = "9999"  # where happenings without a date stand
_HAPPENING = msgspec.json.Decoder(Happening)
_COUNTS = "a.current AND NOT a.retracted"
_MOST_TEXTS = 500  # best articles of a search in which happenings are looked for
Unit = Literal["day", "month", "year"]
_LETTERS: dict[Unit, int] = {"day": 10, "month": 7, "year": 4}


class Wanted(Frozen, frozen=True):
    """Which happenings are asked for; what is empty does not narrow.

    Attributes:
        text: words that articles reporting them hold, and phrases in quotation marks.
        actors: codes of parties, all of which take part.
        type: a PLOVER type.
        outlet: an outlet that reports them.
        since, until: ISO days between which they begin.
        real: only what happened (True), only what did not or not yet (False), or both (None).
    """

    text: str = ""
    actors: tuple[str, ...] = ()
    type: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""
    real: bool | None = True


class Volume(Frozen, frozen=True):
    """How many happenings began in a period: ``period`` is an ISO day, month or year."""

    period: str
    cooperative: int
    conflictual: int
    neither: int


class Entry(Frozen, frozen=True):
    """An article in the catalog: a version of it, with what tells it from the others."""

    key: int
    ref: str
    source: str
    outlet: str | None
    title: str | None
    published: str | None
    record: str
    story: str | None
    version: int
    batch: int
    current: bool
    retracted: bool


class Batch(Frozen, frozen=True):
    """What one transaction published; ``at`` is when (UTC), where whoever wrote it looked at a clock."""

    batch: int
    kind: str
    added: int
    changed: int
    unread: int
    at: str | None = None


def asked(text: str) -> str:
    """Return words and quoted phrases as a query of the full-text index; empty when there are none."""
    found = re.findall(r'(?<=")[^"]+(?=")|[^\s"]+', text)
    return " ".join(f'"{word}"' for word in found if word.strip())


def _where(wanted: Wanted, *, one_by_one: bool = False) -> tuple[str, str, list[object]]:
    """Return tables, conditions and values of a question; the narrowest table leads.

    ``one_by_one`` looks for an outlet among each happening's reports: quick where few happenings are wanted,
    most of which it reports.
    """
    tables, also, values = "happenings h", [], list[object]()
    codes = wanted.actors
    if codes:
        tables = "actors x JOIN happenings h ON h.id = x.happening"
        also.append("x.code = ?")
        values.append(codes[0])
    for code in codes[1:]:
        also.append("EXISTS (SELECT 1 FROM actors y WHERE y.code = ? AND y.start = h.start "
                    "AND y.happening = h.id)")  # fmt: skip
        values.append(code)
    if wanted.type:
        also.append("h.type = ?")
        values.append(wanted.type)
    if wanted.real is not None:
        also.append("h.real = ?")
        values.append(int(wanted.real))
    if wanted.since:
        also.append("h.start >= ?")
        values.append(wanted.since)
    if wanted.until:
        also.append("h.start < ?")
        values.append(wanted.until + "~")
    if wanted.since or wanted.until:
        also.append(f"h.start < '{UNDATED}'")
    reports = "h.id IN (SELECT r.happening FROM articles a JOIN reports r ON r.ref = a.ref WHERE"
    if wanted.outlet:
        own = "EXISTS (SELECT 1 FROM reports r JOIN articles a ON a.ref = r.ref WHERE r.happening = h.id AND"
        # The plus keeps SQLite from going through all of the outlet's articles for each happening.
        also.append(
            f"{own} +a.outlet = ? AND {_COUNTS})" if one_by_one else f"{reports} a.outlet = ? AND {_COUNTS})"
        )
        values.append(wanted.outlet)
    if wanted.text:
        best = f"SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT {_MOST_TEXTS}"
        also.append(f"{reports} a.key IN ({best}) AND {_COUNTS})")
        values.append(asked(wanted.text))
    return tables, " AND ".join(also) or "1", values


def reported_in(store: Store, text: str) -> tuple[str, ...]:
    """Return the ids of the happenings that the best articles with some words report."""
    best = f"SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT {_MOST_TEXTS}"
    query = (
        "SELECT DISTINCT r.happening FROM articles a JOIN reports r ON r.ref = a.ref "
        f"WHERE a.key IN ({best}) AND {_COUNTS}"
    )
    with told(store.path):
        return tuple(row[0] for row in store.database.execute(query, (asked(text),)))


def count_happenings(store: Store, wanted: Wanted) -> int:
    """Return how many happenings are as asked for."""
    tables, where, values = _where(wanted)
    with told(store.path):
        row = store.database.execute(f"SELECT count(*) FROM {tables} WHERE {where}", values).fetchone()
    return int(row[0])


def count_undated(store: Store, wanted: Wanted) -> int:
    """Return how many happenings as asked for bear no date."""
    tables, where, values = _where(wanted)
    start = "x.start" if wanted.actors else "h.start"
    query = f"SELECT count(*) FROM {tables} WHERE {where} AND {start} = '{UNDATED}'"
    with told(store.path):
        return int(store.database.execute(query, values).fetchone()[0])


def find_happenings(store: Store, wanted: Wanted, limit: int = 50, offset: int = 0) -> tuple[Happening, ...]:
    """Return happenings as asked for, the latest first, those without a date last.

    Args:
        store: the store.
        wanted: which.
        limit: how many at most.
        offset: how many to pass over.
    """
    tables, where, values = _where(wanted, one_by_one=_common(store, wanted.outlet))
    start = "x.start" if wanted.actors else "h.start"
    query = (
        f"SELECT h.body FROM {tables} WHERE {where} AND {start} {{}} "
        f"ORDER BY {start} DESC, h.id LIMIT ? OFFSET ?"
    )
    with told(store.path), catalog.snapshot(store.database):
        dated = store.database.execute(query.format(f"< '{UNDATED}'"), (*values, limit, offset)).fetchall()
        rest: list[tuple[bytes]] = []
        if len(dated) < limit:
            passed = f"SELECT count(*) FROM {tables} WHERE {where} AND {start} < '{UNDATED}'"
            before = store.database.execute(passed, values).fetchone()[0]
            over = (*values, limit - len(dated), max(0, offset - before))
            rest = store.database.execute(query.format(f"= '{UNDATED}'"), over).fetchall()
    return tuple(_HAPPENING.decode(row[0]) for row in (*dated, *rest))


def _common(store: Store, outlet: str) -> bool:
    """Return whether an outlet has many of the articles."""
    if not outlet:
        return False
    query = "SELECT (SELECT count(*) FROM articles WHERE outlet = ?) * 20 > (SELECT max(key) FROM articles)"
    return bool(store.database.execute(query, (outlet,)).fetchone()[0])


def volume(store: Store, wanted: Wanted, unit: Unit) -> tuple[Volume, ...]:
    """Return how many happenings as asked for began in each period that has any, in order."""
    tables, where, values = _where(wanted)
    query = (
        f"SELECT substr(h.start, 1, {_LETTERS[unit]}) p, sum(h.sign > 0), sum(h.sign < 0), sum(h.sign = 0) "
        f"FROM {tables} WHERE {where} AND h.start < '{UNDATED}' GROUP BY p ORDER BY p"
    )
    with told(store.path):
        return tuple(Volume(*row) for row in store.database.execute(query, values))


def happening(store: Store, name: str) -> tuple[Happening, str] | None:
    """Return a happening with the id of its story; None when there is none of that id."""
    with told(store.path):
        row = store.database.execute("SELECT body, story FROM happenings WHERE id = ?", (name,)).fetchone()
    return (_HAPPENING.decode(row[0]), str(row[1])) if row else None


def happenings_named(store: Store, names: Iterable[str]) -> dict[str, Happening]:
    """Return happenings by id; those that are not there are left out."""
    found = {name: one[0] for name in dict.fromkeys(names) if (one := happening(store, name))}
    return found


def fulfilled_by(store: Store, found: Happening) -> str | None:
    """Return the id of a happening of the same parties that made this plan true, if one is recorded."""
    if not found.aux or not found.parties:
        return None
    query = (
        "SELECT h.id FROM actors x JOIN happenings h ON h.id = x.happening WHERE x.code = ? AND h.real "
        "AND json_extract(CAST(h.body AS TEXT), '$.fulfils') = ? LIMIT 1"
    )
    with told(store.path):
        row = store.database.execute(query, (found.parties[0], found.id)).fetchone()
    return str(row[0]) if row else None


def story(store: Store, name: str) -> Story | None:
    """Return a story with its happenings; None when there is none of that id."""
    with told(store.path), catalog.snapshot(store.database):
        return next(read_stories(store.database, [name]), None)


def find_stories(store: Store, limit: int = 50, offset: int = 0) -> tuple[Story, ...]:
    """Return stories without their happenings, the latest first."""
    query = "SELECT body FROM stories ORDER BY start = '9999', start DESC, id LIMIT ? OFFSET ?"
    with told(store.path):
        rows = store.database.execute(query, (limit, offset)).fetchall()
    return tuple(msgspec.json.decode(row[0], type=Story) for row in rows)


_ENTRY = (
    "SELECT key, ref, source, outlet, title, published, record, story, version, batch, current, retracted "
    "FROM articles a"
)


def _entries(store: Store, rest: str, values: Sequence[object]) -> tuple[Entry, ...]:
    with told(store.path):
        rows = store.database.execute(f"{_ENTRY} {rest}", values).fetchall()
    return tuple(Entry(*(*row[:10], bool(row[10]), bool(row[11]))) for row in rows)


def entry(store: Store, key: int) -> Entry | None:
    """Return an article of the catalog by its key; None when there is none."""
    return next(iter(_entries(store, "WHERE key = ?", (key,))), None)


def entries_of(store: Store, refs: Iterable[str]) -> dict[str, Entry]:
    """Return the current versions of articles by ref; those that do not count are left out."""
    found = {}
    for ref in dict.fromkeys(refs):
        for one in _entries(store, f"WHERE ref = ? AND {_COUNTS}", (ref,)):
            found[ref] = one
    return found


def versions(store: Store, ref: str) -> tuple[Entry, ...]:
    """Return all versions of an article, the first first."""
    return _entries(store, "WHERE ref = ? ORDER BY version", (ref,))


def latest(store: Store, limit: int = 50, offset: int = 0) -> tuple[Entry, ...]:
    """Return articles that count, those that came last first."""
    return _entries(store, f"WHERE {_COUNTS} ORDER BY key DESC LIMIT ? OFFSET ?", (limit, offset))


def batches(store: Store, limit: int = 20) -> tuple[Batch, ...]:
    """Return what was published last, the latest first."""
    query = "SELECT batch, kind, added, changed, unread, at FROM batches ORDER BY batch DESC LIMIT ?"
    with told(store.path):
        return tuple(Batch(*row) for row in store.database.execute(query, (limit,)))


def last_batch(store: Store) -> int:
    """Return the number of the last batch: it tells whether anything changed."""
    with told(store.path):
        return int(store.database.execute("SELECT coalesce(max(batch), 0) FROM batches").fetchone()[0])


def outlets(store: Store, limit: int = 200) -> tuple[tuple[str, int], ...]:
    """Return outlets with how many articles they have in the store, those with most first."""
    query = (
        f"SELECT outlet, count(*) FROM articles a WHERE {_COUNTS} AND outlet IS NOT NULL "
        "GROUP BY outlet ORDER BY 2 DESC, 1 LIMIT ?"
    )
    with told(store.path):
        return tuple((row[0], row[1]) for row in store.database.execute(query, (limit,)))


def published_span(store: Store) -> tuple[str, str] | None:
    """Return the first and last day of publication; None when no article bears a date."""
    query = (
        f"SELECT min(substr(published, 1, 10)), max(substr(published, 1, 10)) FROM articles a WHERE {_COUNTS}"
    )
    with told(store.path):
        first, last = store.database.execute(query).fetchone()
    return (first, last) if first else None


def records_of(store: Store, entries: Iterable[Entry], tables: Sequence[str] = TABLES) -> dict[str, Record]:
    """Return the records of articles by ref, reading only the segments that hold them.

    Args:
        store: the store.
        entries: the articles.
        tables: which parts are needed beside the article itself; the others come back empty.

    Raises:
        StoreError: a segment is missing or damaged.
    """
    wanted = {one.record: one.ref for one in entries}
    if not wanted:
        return {}
    parts = frozenset(tables)
    known = store.recent.get(wanted, parts) if store.recent is not None else {}
    rest = sorted(wanted.keys() - known.keys())
    if rest:
        with told(store.path), catalog.snapshot(store.database):
            groups = catalog.groups_of(store.database, rest)
            segments = catalog.live_segments(store.database, sorted(set(groups.values())))
        own = [s for s in segments if s.table == "articles" or s.table in parts]
        for key, record in read_records(store.path, own, rest):
            known[key] = record
            if store.recent is not None:
                store.recent.put(key, parts, record)
    return {wanted[key]: known[key] for key in wanted if key in known}


def count_stories(store: Store) -> int:
    """Return how many stories there are."""
    with told(store.path):
        return int(store.database.execute("SELECT count(*) FROM stories").fetchone()[0])


def stories_with(store: Store, actors: Sequence[str], limit: int) -> tuple[Story, ...]:
    """Return the stories in which one of some actors did something last; all actors where none is named."""
    query = "SELECT h.story FROM happenings h GROUP BY h.story ORDER BY max(h.start) DESC, h.story LIMIT ?"
    values: tuple[object, ...] = (limit,)
    if actors:
        marks = ", ".join("?" * len(actors))
        query = (
            f"SELECT h.story FROM actors x JOIN happenings h ON h.id = x.happening WHERE x.code IN ({marks}) "
            "GROUP BY h.story ORDER BY count(DISTINCT x.code) DESC, max(x.start) DESC, h.story LIMIT ?"
        )
        values = (*actors, limit)
    with told(store.path), catalog.snapshot(store.database):
        names = [row[0] for row in store.database.execute(query, values)]
        return tuple(read_stories(store.database, sorted(names)))
