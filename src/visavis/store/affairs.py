"""Affairs: stories and happenings in the catalog, and how those of merged articles replace what stood there.

When only some articles are merged anew, a happening may also be told by others. What these others report is
kept: it joins the new form of the happening that it was part of, and stands by itself when there is none.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import msgspec

from visavis.records import Difference, DifferenceValue, Happening, Report, Story, content_id

_NEVER = "9999"  # sorts what has no date behind all that has
_STORY = msgspec.json.Decoder(Story)
_HAPPENING = msgspec.json.Decoder(Happening)
_replace = msgspec.structs.replace


def read_stories(database: sqlite3.Connection, ids: Iterable[str] | None = None) -> Iterator[Story]:
    """Yield stories whole, the earliest first; all, or those with given ids in the order given."""
    if ids is None:
        ids = [row[0] for row in database.execute("SELECT id FROM stories ORDER BY start, id").fetchall()]
    for story in ids:
        row = database.execute("SELECT body FROM stories WHERE id = ?", (story,)).fetchone()
        if row is None:
            continue
        query = "SELECT body FROM happenings WHERE story = ? ORDER BY start, id"
        own = tuple(_HAPPENING.decode(h[0]) for h in database.execute(query, (story,)))
        yield _replace(_STORY.decode(row[0]), happenings=own)


def read_happenings(
    database: sqlite3.Connection, pair: tuple[str, str] | None = None, since: str | None = None
) -> Iterator[Happening]:
    """Yield happenings by date; those of a pair, those that begin on a day or later."""
    if pair is None:
        query = "SELECT body FROM happenings WHERE start >= ? ORDER BY start, id"
        rows = database.execute(query, (since or "",))
    else:
        query = (
            "SELECT h.body FROM parties p JOIN happenings h ON h.id = p.happening "
            "WHERE p.a = ? AND p.b = ? AND p.start >= ? ORDER BY p.start, h.id"
        )
        rows = database.execute(query, (*sorted(pair), since or ""))
    for row in rows:
        yield _HAPPENING.decode(row[0])


def replace_stories(
    database: sqlite3.Connection, refs: set[str], gone: set[str], stories: Sequence[Story]
) -> None:
    """Put the stories of some articles in place of those that they were in.

    Args:
        database: the catalog, within a transaction; its articles are up to date but for ``story``.
        refs: the articles that were merged: all members of each story that is touched.
        gone: refs that count no longer.
        stories: what they were merged into.
    """
    old_ids = _stories_of(database, refs | gone)
    old = list(read_stories(database, sorted(old_ids)))
    touched = {h.id: h for story in old for h in story.happenings}
    touched |= {h.id: h for h in _telling(database, refs | gone)}
    for old_id in sorted(old_ids):
        database.execute("DELETE FROM stories WHERE id = ?", (old_id,))
    for old_id in sorted(touched):
        _drop_happening(database, old_id)
    for story in stories:
        members = [(story.id, ref) for ref in story.members]
        database.executemany("UPDATE articles SET story = ? WHERE ref = ? AND current", members)
    known = refs | gone
    placed = [(story.id, h) for story in stories for h in story.happenings]
    for story_id, happening in _with_others(database, placed, touched.values(), known):
        _add_happening(database, story_id, happening)
    others = [d for story in old for d in story.differences if _outside(d, known)]
    for story in _with_differences(stories, others, known):
        _add_story(database, story)


def _stories_of(database: sqlite3.Connection, refs: Iterable[str]) -> set[str]:
    query = "SELECT story FROM articles WHERE ref = ? AND story IS NOT NULL"
    return {row[0] for ref in sorted(refs) for row in database.execute(query, (ref,))}


def _telling(database: sqlite3.Connection, refs: Iterable[str]) -> Iterator[Happening]:
    query = "SELECT h.body FROM reports r JOIN happenings h ON h.id = r.happening WHERE r.ref = ?"
    for ref in sorted(refs):
        for row in database.execute(query, (ref,)).fetchall():
            yield _HAPPENING.decode(row[0])


def _with_others(
    database: sqlite3.Connection,
    placed: Sequence[tuple[str, Happening]],
    old: Iterable[Happening],
    known: set[str],
) -> Iterator[tuple[str, Happening]]:
    """Add to happenings what articles that were not merged report of them."""
    home = {(r.ref, r.event): k for k, (_, h) in enumerate(placed) for r in h.reports}
    joined: dict[int, list[Happening]] = {}
    for happening in sorted(old, key=lambda h: h.id):
        others = tuple(r for r in happening.reports if r.ref not in known)
        if not others:
            continue
        homes = Counter(home[r.ref, r.event] for r in happening.reports if (r.ref, r.event) in home)
        rest = _replace(happening, reports=others)
        if homes:
            joined.setdefault(min(homes, key=lambda k: (-homes[k], k)), []).append(rest)
        else:
            yield _home(database, others, ""), _counted(database, rest, happening.origins)
    for k, (story, happening) in enumerate(placed):
        if k not in joined:
            yield story, happening
            continue
        reports = sorted({(r.ref, r.event) for h in (happening, *joined[k]) for r in h.reports})
        whole = _replace(happening, reports=tuple(Report(*pair) for pair in reports))
        origins = max(happening.origins, *(h.origins for h in joined[k]))
        yield _home(database, whole.reports, story), _counted(database, whole, origins)


def _counted(database: sqlite3.Connection, happening: Happening, origins: int) -> Happening:
    """Count outlets anew; origins are at least as many as were known, and no more than outlets."""
    outlets = set()
    for ref in {r.ref for r in happening.reports}:
        row = database.execute("SELECT outlet FROM articles WHERE ref = ? AND current", (ref,)).fetchone()
        outlets.add(row[0] if row and row[0] else ref)
    return _replace(happening, outlets=len(outlets), origins=min(origins, len(outlets)))


def _home(database: sqlite3.Connection, reports: Iterable[Report], otherwise: str) -> str:
    """Return the story with most of the reports."""
    homes: Counter[str] = Counter()
    for report in reports:
        query = "SELECT story FROM articles WHERE ref = ? AND current AND NOT retracted"
        row = database.execute(query, (report.ref,)).fetchone()
        if row and row[0]:
            homes[row[0]] += 1
    return min(homes, key=lambda s: (-homes[s], s)) if homes else otherwise


def _outside(difference: Difference, known: set[str]) -> bool:
    return any(ref not in known for value in difference.values for ref in value.refs)


def _with_differences(
    stories: Sequence[Story], others: Sequence[Difference], known: set[str]
) -> Iterator[Story]:
    """Add what articles that were not merged hold in the same difference."""
    kept = {(d.kind, d.about): d for d in others}
    for story in stories:
        own = []
        for difference in story.differences:
            other = kept.get((difference.kind, difference.about))
            own.append(_joined(difference, other, known) if other else difference)
        yield _replace(story, differences=tuple(own))


def _joined(new: Difference, old: Difference, known: set[str]) -> Difference:
    values = {v.value: v for v in new.values}
    for value in old.values:
        refs = tuple(r for r in value.refs if r not in known)
        if refs:
            mine = values.get(value.value, DifferenceValue(value.value, (), ()))
            holders = tuple(sorted({*mine.holders, *value.holders}))
            values[value.value] = DifferenceValue(value.value, holders, tuple(sorted({*mine.refs, *refs})))
    return _replace(new, values=tuple(values.values()))


def _add_story(database: sqlite3.Connection, story: Story) -> None:
    body = msgspec.json.encode(_replace(story, happenings=()))
    database.execute(
        "INSERT OR REPLACE INTO stories VALUES (?, ?, ?)", (story.id, story.span.start or _NEVER, body)
    )


def _add_happening(database: sqlite3.Connection, story: str, happening: Happening) -> None:
    if database.execute("SELECT 1 FROM happenings WHERE id = ?", (happening.id,)).fetchone():
        first = min(r.event for r in happening.reports)
        happening = _replace(happening, id=content_id(happening.id, first))
    start = happening.date.start or _NEVER
    score = happening.score or 0.0
    sign, real = (score > 0) - (score < 0), not happening.aux
    row = (happening.id, story, start, happening.type, msgspec.json.encode(happening), sign, real)
    database.execute("INSERT OR REPLACE INTO happenings VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    reports = [(r.ref, r.event, happening.id) for r in happening.reports]
    database.executemany("INSERT OR IGNORE INTO reports VALUES (?, ?, ?)", reports)
    pairs = [(a, b, start, happening.id) for a, b in combinations(sorted(set(happening.parties)), 2)]
    database.executemany("INSERT OR IGNORE INTO parties VALUES (?, ?, ?, ?)", pairs)
    each = [(code, start, happening.id) for code in happening.parties]
    database.executemany("INSERT OR IGNORE INTO actors VALUES (?, ?, ?)", each)


def _drop_happening(database: sqlite3.Connection, happening: str) -> None:
    database.execute("DELETE FROM happenings WHERE id = ?", (happening,))
    database.execute("DELETE FROM reports WHERE happening = ?", (happening,))
    database.execute("DELETE FROM parties WHERE happening = ?", (happening,))
    database.execute("DELETE FROM actors WHERE happening = ?", (happening,))
