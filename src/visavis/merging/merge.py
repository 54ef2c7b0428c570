"""Merge: from single records to stories, with what happened, who echoes whom, and where reports differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from visavis.merging.differences import find_differences, label_differences
from visavis.merging.duplicates import buckets, copies, origins
from visavis.merging.echoes import find_echoes, said
from visavis.merging.features import profile_of
from visavis.merging.happenings import Joined, join_happenings
from visavis.merging.intervals import days, iso
from visavis.merging.matters import matter_differences
from visavis.merging.memory import Memory
from visavis.merging.naming import naming_differences
from visavis.merging.plans import link_plans
from visavis.merging.renderings import wording_differences
from visavis.merging.stories import Edges, group_stories, similarities
from visavis.merging.words import content
from visavis.records import Difference, Record, Story, StorySpan, content_id


@dataclass(frozen=True)
class Joins:
    """The two steps that hold articles against each other, which a cluster can take over.

    Attributes:
        copies: finds the groups of near copies among records; see ``duplicates.copies``.
        similar: finds the similar pairs among records; see ``stories.similarities``.
    """

    copies: Callable[[Sequence[Record]], list[list[int]]] = copies
    similar: Callable[[Sequence[Record]], Edges] = similarities


HERE = Joins()
"""Both in this process."""


def know(record: Record, memory: Memory) -> None:
    """Learn what merging asks of an article by itself, so that ``merge`` finds it known.

    Args:
        record: the article.
        memory: where it is kept.
    """
    profile_of(record, memory)
    buckets(record, memory)
    memory.of(said, record)


def merge(records: Sequence[Record], joins: Joins = HERE, memory: Memory | None = None) -> tuple[Story, ...]:
    """Join records into stories.

    The same records give the same stories whatever their order. A happening told in several stories stands in
    the one with most of its reports; so do labels that different stories give to one relation.

    Args:
        records: the records of any number of articles.
        joins: what compares the articles with each other; this process by default.
        memory: what is known of them from earlier times.

    Returns:
        Stories, the earliest first.
    """
    memory = memory or Memory()
    if joins is HERE:
        joins = Joins(partial(copies, memory=memory), partial(similarities, memory=memory))
    # The same article given twice is one article; the same text in two outlets is two.
    ordered = sorted(
        {(r.id, r.ref, r.source): r for r in records}.values(), key=lambda r: (r.id, r.ref, r.source)
    )
    copied = joins.copies(ordered)
    source = origins(ordered, copied)
    groups = group_stories(ordered, copied, joins.similar)
    story_of = [0] * len(ordered)
    for index, group in enumerate(groups):
        for i in group:
            story_of[i] = index
    joined = join_happenings(ordered, story_of, source, memory)
    link_plans(joined)
    placed: defaultdict[int, list[Joined]] = defaultdict(list)
    for item in joined:
        placed[item.story].append(item)
    across = _across_stories(ordered, story_of, memory)
    copies_in: defaultdict[int, list[list[int]]] = defaultdict(list)
    for alike in copied:
        copies_in[story_of[alike[0]]].append(alike)
    stories = [
        _story(
            [ordered[i] for i in group],
            [source[i] for i in group],
            [[ordered[i] for i in c] for c in copies_in[index]],
            placed[index],
            across.get(index, []),
            memory,
        )
        for index, group in enumerate(groups)
    ]
    return tuple(sorted(stories, key=lambda s: (s.span.start or "9999", s.id)))


def _story(
    members: Sequence[Record],
    sources: Sequence[str],
    copied: Sequence[Sequence[Record]],
    happenings: Sequence[Joined],
    across: Sequence[Difference],
    memory: Memory,
) -> Story:
    first = min(members, key=lambda r: (_published(r), r.id, r.ref))
    copies_here = [[members.index(r) for r in group] for group in copied]
    differences = [*find_differences(members, happenings, memory), *across]
    return Story(
        id=content_id("story", first.id, first.ref),
        members=tuple(r.ref for r in sorted(members, key=lambda r: (_published(r), r.ref))),
        title=memory.of_all(_title, members),
        outlets=tuple(sorted({r.outlet for r in members if r.outlet})),
        independent_sources=len(set(sources)),
        duplicates=tuple(sorted(tuple(sorted(r.ref for r in group)) for group in copied)),
        span=_span(members, happenings),
        happenings=tuple(j.happening for j in happenings),
        echoes=memory.of_all(find_echoes, members, copies_here),
        differences=tuple(differences),
    )


def _published(record: Record) -> str:
    return (record.published.start if record.published else None) or "9999"


def _title(members: Sequence[Record], memory: Memory) -> str:
    """Return the title of the most central member: its title shares most words with the others' texts."""
    titled = [r for r in members if r.title and "machine-translated" not in r.quality]
    titled = titled or [r for r in members if r.title]
    if len(titled) == 1:
        return str(titled[0].title)
    words: Counter[str] = Counter()
    asked = frozenset[str]().union(*(memory.of(_title_words, record) for record in members))
    for record in members:
        words.update(memory.of(_opening, record) & asked)

    def central(record: Record) -> float:
        title = memory.of(_title_words, record)
        return sum(words[w] for w in title) / (len(title) + 3)

    if titled:
        return str(min(titled, key=lambda r: (-round(central(r), 6), _published(r), r.id)).title)
    first = min(members, key=lambda r: (_published(r), r.id))
    opening = first.sentences[0] if first.sentences else None
    return " ".join(first.text[opening.start : opening.end].split())[:120] if opening else first.ref


def _opening(record: Record) -> frozenset[str]:
    return frozenset(content(f"{record.title or ''} {record.text[:2000]}"))


def _title_words(record: Record) -> frozenset[str]:
    return frozenset(content(record.title or ""))


def _span(members: Sequence[Record], happenings: Sequence[Joined]) -> StorySpan:
    """Return the days from the first to the last that the articles bear; undated ones go by what happened."""
    spans = [d for r in members if (d := days(r.published))]
    if not spans:
        spans = [
            d for j in happenings if not j.happening.aux and (d := days(j.happening.date)) and d.length <= 31
        ]
    if not spans:
        return StorySpan(None, None)
    return StorySpan(iso(min(s.start for s in spans)), iso(max(s.end for s in spans)))


def _across_stories(
    records: Sequence[Record], story_of: Sequence[int], memory: Memory
) -> dict[int, list[Difference]]:
    """Return for each story what it and others tell differently: labels, matters, whom one means, formulas.

    Such a difference stands in the story that holds most of the articles behind it.
    """
    home = {r.ref: story_of[i] for i, r in enumerate(records)}
    placed: defaultdict[int, list[Difference]] = defaultdict(list)
    for difference in [
        *matter_differences(records),
        *naming_differences(records),
        *wording_differences(records, memory),
        *label_differences(records, "label"),
    ]:
        held = Counter(home[ref] for value in difference.values for ref in value.refs)
        # Labels within one story are among its claims already.
        if difference.kind != "label" or len(held) > 1:
            placed[min(held, key=lambda s: (-held[s], s))].append(difference)
    return placed
