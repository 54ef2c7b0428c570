"""Differences: figures, dates, claims and labels that conflict between articles, each with its holders.

Nothing is averaged and nobody is declared right.
"""

from __future__ import annotations

import difflib
import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from visavis.merging.happenings import Joined
from visavis.merging.intervals import iso
from visavis.merging.matters import holder_of, matters_labelled
from visavis.merging.memory import Memory
from visavis.merging.words import content
from visavis.records import Claim, Difference, DifferenceValue, Figure, Record

Edit = Literal["same", "added", "removed"]
_CLOSE = 0.005  # relative distance within which two figures are one value, differently rounded
_ROUGH = 0.1  # the same for figures given as approximate


class WordEdit(NamedTuple):
    """A run of words of two texts: in both, only in the second (added), or only in the first (removed)."""

    edit: Edit
    words: str


def word_diff(a: str, b: str) -> tuple[WordEdit, ...]:
    """Return how one text becomes another, word by word.

    Args:
        a: the first text.
        b: the second.

    Returns:
        Runs in order; case and punctuation alone make no difference, and the second text's spelling is shown.
    """
    left, right = a.split(), b.split()
    matcher = difflib.SequenceMatcher(None, [*map(_bare, left)], [*map(_bare, right)], autojunk=False)
    edits: list[WordEdit] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            edits.append(WordEdit("same", " ".join(right[k:m])))
            continue
        if j > i:
            edits.append(WordEdit("removed", " ".join(left[i:j])))
        if m > k:
            edits.append(WordEdit("added", " ".join(right[k:m])))
    return tuple(edits)


def find_differences(
    records: Sequence[Record], happenings: Sequence[Joined], memory: Memory | None = None
) -> tuple[Difference, ...]:
    """Return what the articles of one story give differently.

    Args:
        records: the articles of the story.
        happenings: the happenings that stand in it.
        memory: what is known of the articles.
    """
    figures = (memory or Memory()).of_all(_of_figures, records) if len(records) > 1 else ()
    found = [*figures, *_dates(happenings, records), *label_differences(records, "claim")]
    return tuple(sorted(found, key=lambda d: (d.kind, d.about, d.values[0].value)))


# ---------------------------------------------------------------- figures


def _of_figures(records: Sequence[Record], _: Memory) -> tuple[Difference, ...]:
    return tuple(_figures(records))


def _figures(records: Sequence[Record]) -> Iterable[Difference]:
    """Return figures of the same thing that cannot both be exact, each in an article of its own."""
    alike: list[list[tuple[Record, Figure]]] = []
    named: defaultdict[str, list[int]] = defaultdict(list)
    for record in records:
        for figure in record.figures:
            if not figure.what:
                continue
            words = sorted(_content(figure.what)) or [figure.what.casefold()]
            near = sorted({k for word in words for k in named[word]})
            chosen = next((k for k in near if _same_thing(alike[k][0][1], figure)), len(alike))
            if chosen == len(alike):
                alike.append([])
                for word in words:
                    named[word].append(chosen)
            alike[chosen].append((record, figure))
    for group in alike:
        values: list[list[tuple[Record, Figure]]] = []
        for record, figure in group:
            held = next((v for v in values if not _conflict(v[0][1], figure)), None)
            if held is None:
                values.append([(record, figure)])
            else:
                held.append((record, figure))
        if len(values) > 1 and len({r.ref for v in values for r, _ in v}) > 1:
            listed = [_value(" ".join(v[0][1].text.split()), [r for r, _ in v]) for v in values]
            yield Difference("figure", group[0][1].what or "", _sorted(listed))


@functools.lru_cache(maxsize=20_000)
def _content(what: str) -> frozenset[str]:
    return frozenset(content(what))


def _same_thing(a: Figure, b: Figure) -> bool:
    if a.unit != b.unit or (a.subject and b.subject and not set(a.subject) & set(b.subject)):
        return False
    if a.period and b.period and (a.period.start > b.period.end or b.period.start > a.period.end):
        return False
    x, y = _content(a.what or ""), _content(b.what or "")
    if not x or not y:
        return (a.what or "").casefold() == (b.what or "").casefold()
    return len(x & y) * 2 > min(len(x), len(y)) and len(x & y) * 3 >= len(x | y)


def _conflict(a: Figure, b: Figure) -> bool:
    """Return whether two figures of one thing cannot both hold."""
    rough = _ROUGH if a.approximate or b.approximate else _CLOSE
    if abs(a.value - b.value) <= rough * max(abs(a.value), abs(b.value)):
        return False
    low, high = sorted((a, b), key=lambda f: f.value)
    return low.bound not in ("at least", "more than") and high.bound not in ("at most", "less than")


# ---------------------------------------------------------------- dates


def _dates(happenings: Sequence[Joined], records: Sequence[Record]) -> Iterable[Difference]:
    by_ref = {record.ref: record for record in records}
    for joined in happenings:
        if not any(d.field == "date" for d in joined.happening.differences):
            continue
        held: defaultdict[str, list[Record]] = defaultdict(list)
        for t in joined.tellings:
            if t.when and t.stated and t.when.length == 1 and t.ref in by_ref:
                held[iso(t.when.start)].append(by_ref[t.ref])
        if len(held) > 1:
            about = f"{joined.happening.type} {' '.join(joined.happening.parties)}"
            yield Difference("date", about, _sorted([_value(day, rs) for day, rs in held.items()]))


# ---------------------------------------------------------------- claims and labels


def label_differences(records: Sequence[Record], kind: Literal["claim", "label"]) -> list[Difference]:
    """Return where holders give one relation different labels, or one affirms what another denies.

    Args:
        records: the articles to compare.
        kind: what the differences are to be called: ``claim`` within a story, ``label`` across stories.
    """
    about: defaultdict[tuple[str, ...], list[tuple[Record, Claim]]] = defaultdict(list)
    for record in records:
        for claim in record.claims:
            standing = claim.kind in ("status", "denial") and claim.label not in matters_labelled()
            if standing and len(claim.about) > 1:
                about[tuple(sorted(claim.about))].append((record, claim))
    found = []
    for parties, held in sorted(about.items()):
        labels: defaultdict[str, list[tuple[Record, Claim]]] = defaultdict(list)
        for record, claim in held:
            name = " ".join(claim.label.casefold().split())
            labels[f"not: {name}" if claim.negated and not name.startswith("not") else name].append(
                (record, claim)
            )
        if len(labels) > 1 and len({(r.ref, c.holder) for r, c in held}) > 1:
            values = [
                DifferenceValue(
                    label,
                    tuple(sorted({holder_of(r, c) for r, c in items})),
                    tuple(sorted({r.ref for r, _ in items})),
                )
                for label, items in labels.items()
            ]
            found.append(Difference(kind, " ".join(parties), _sorted(values)))
    return found


def _name(record: Record) -> str:
    return record.outlet or record.ref


def _value(value: str, records: Sequence[Record]) -> DifferenceValue:
    return DifferenceValue(
        value, tuple(sorted({_name(r) for r in records})), tuple(sorted({r.ref for r in records}))
    )


def _sorted(values: Iterable[DifferenceValue]) -> tuple[DifferenceValue, ...]:
    return tuple(sorted(values, key=lambda v: (v.value, v.refs)))


def _bare(word: str) -> str:
    return re.sub(r"[^\w]+", "", word).casefold()
