"""Happenings: reports of one thing that happened, joined across articles and inside one.

A happening is found by greedy agglomeration: pairs of tellings join from the best agreement down, and two
groups join only if no telling of the one excludes one of the other. Plans, denials and suppositions never
join what happened (``aux`` is part of identity). A happening stands in one story only, the one with most of
its reports, so that counting over stories counts it once; its ``reports`` may be in other stories.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

import msgspec

from visavis.merging.compare import DISPUTE, JOIN, SHORT, agreement
from visavis.merging.groups import Groups
from visavis.merging.intervals import Days, days, iso, meet
from visavis.merging.kinds import RECIPROCAL, families_of
from visavis.merging.memory import Memory
from visavis.merging.occasions import days_named
from visavis.merging.tellings import Telling, both_ways, tellings
from visavis.merging.words import sentence_stems
from visavis.records import Aux, DateSpan, FieldDifference, Happening, Record, Report, content_id

CROWD = 400  # tellings of one kind in one story beyond which not all pairs are compared
CHECKED = 40  # tellings of a group that a new one is held against
ON_AVERAGE = 0.5  # how well the tellings of one article in two groups agree at least
_UNDATED = DateSpan(None, None, "unknown", "no report gives a date that can be resolved")


class Joined:
    """One happening with the tellings behind it.

    Attributes:
        happening: the record.
        tellings: its tellings, in canonical order.
        story: index of the story that it stands in.
    """

    def __init__(self, happening: Happening, members: list[Telling], story: int) -> None:
        self.happening, self.tellings, self.story = happening, members, story


def join_happenings(
    records: Sequence[Record],
    story_of: Sequence[int],
    origins: Sequence[str],
    memory: Memory | None = None,
) -> list[Joined]:
    """Return the happenings that a set of articles tells, ordered by date and id.

    Args:
        records: the articles, in canonical order.
        story_of: index of each article's story.
        origins: the origin of each article.
        memory: what is known of the articles.
    """
    memory = memory or Memory()
    told = [
        msgspec.structs.replace(t, article=i, story=story_of[i])
        for i, record in enumerate(records)
        for t in memory.of(tellings, record, memory.of(sentence_stems, record))
    ]
    stories: defaultdict[int, list[int]] = defaultdict(list)
    for i, story in enumerate(story_of):
        stories[story].append(i)
    groups = [[told[k] for k in group] for group in group_tellings(told)]
    found = [_joined(group, records, origins, stories[_home(group)]) for group in groups]
    return sorted(_distinct(found), key=lambda j: (j.happening.date.start or "9999", j.happening.id))


def group_tellings(told: Sequence[Telling]) -> list[list[int]]:
    """Return which tellings are of one happening, as lists of indices."""
    agreed = {(i, j): agreement(told[i], told[j]) for i, j in _pairs(told)}

    def agree(i: int, j: int) -> float | None:
        """Return how well two tellings agree, found out once; None when one excludes the other."""
        pair = (i, j) if i < j else (j, i)
        if pair not in agreed:
            agreed[pair] = agreement(told[pair[0]], told[pair[1]])
        return agreed[pair]

    scored = [(-round(value, 6), *pair) for pair, value in agreed.items() if value and value >= JOIN]
    groups = Groups(len(told))
    members = {i: [i] for i in range(len(told))}
    for _, i, j in sorted(scored):
        low, high = sorted((groups.find(i), groups.find(j)))
        if low == high or not _agree(told, agree, members[low], members[high]):
            continue
        groups.join(low, high)
        members[low] += members.pop(high)
    return groups.lists()


def _agree(
    told: Sequence[Telling],
    agree: Callable[[int, int], float | None],
    one: Sequence[int],
    other: Sequence[int],
) -> bool:
    """Return whether no telling of one group excludes one of the other.

    Those of one article must agree on average too: a deed does not join a list of others by one word.
    """
    total, count = 0.0, 0
    for i in one[:CHECKED]:
        for j in other[:CHECKED]:
            value = agree(i, j)
            if value is None:
                return False
            if told[i].article == told[j].article:
                total, count = total + value, count + 1
    return total >= ON_AVERAGE * count


def _pairs(told: Sequence[Telling]) -> set[tuple[int, int]]:
    """Return the pairs worth comparing: of one kind and stance, with a party in common, near each other.

    Those of dates too far apart exclude each other (``agreement``).
    """
    blocks: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, t in enumerate(told):
        for kind in (t.event.type, *families_of(t.event.type)):
            for party in t.codes or t.unknown:
                blocks[(t.story, kind, t.stance, party)].append(i)
        if t.when and t.when.length <= SHORT:
            for pair in combinations(sorted(t.codes), 2):
                blocks[("any story", t.event.type, t.stance, pair)].append(i)
    found: set[tuple[int, int]] = set()
    # Both parties, a type and its family often give the same block.
    different = {(key[0] == "any story", *members) for key, members in blocks.items() if len(members) > 1}
    for anywhere, *members in different:
        found.update(_near_days(told, members))
        if not anywhere:
            found.update(_undated(told, members, None if len(members) <= CROWD else CHECKED))
    return found


def _undated(told: Sequence[Telling], members: Sequence[int], most: int | None) -> Iterator[tuple[int, int]]:
    """Yield pairs of an undated telling with others: all, or so many that follow in canonical order."""
    if all(told[i].when for i in members):
        return
    for k, i in enumerate(members):
        for j in members[k + 1 : most and k + 1 + most]:
            if told[i].when is None or told[j].when is None:
                yield i, j


def _near_days(told: Sequence[Telling], members: Iterable[int]) -> Iterator[tuple[int, int]]:
    dated = sorted((when, i) for i in members if (when := told[i].when))
    for k, (first, i) in enumerate(dated):
        for second, j in dated[k + 1 :]:
            if second.start > first.end + DISPUTE:
                break
            yield min(i, j), max(i, j)


# ---------------------------------------------------------------- one happening from its tellings


def _joined(
    members: list[Telling], records: Sequence[Record], origins: Sequence[str], story: Sequence[int]
) -> Joined:
    articles = sorted({t.article for t in members})
    kind = _most([t.event.type for t in members])
    same = [t for t in members if t.event.type == kind]
    mode = _most([t.event.mode for t in same if t.event.mode] or [""]) or None
    scores = [t.event.score for t in same if t.event.mode == mode and t.event.score is not None]
    parties = _parties(members)
    actors, recipients = _sides(same)
    date = _narrowed(_date(members, records), members, records, story)
    places = [] if _remote(members) else [t.event.place.text for t in members if t.event.place]
    aux: list[Aux] = sorted({a for t in members for a in t.event.aux if a != "historical"})
    happening = Happening(
        id=content_id("happening", kind, *aux, *parties, date.start, mode),
        type=kind,
        mode=mode,
        aux=tuple(aux),
        parties=parties,
        actors=actors,
        recipients=recipients,
        date=date,
        place=_most(places) if places else None,
        score=_middle(scores),
        contexts=tuple(sorted({c for t in members for c in t.event.contexts})),
        reports=tuple(Report(records[t.article].ref, t.event.id) for t in members),
        outlets=len({records[i].outlet or records[i].ref for i in articles}),
        origins=len({origins[i] for i in articles}),
        differences=_differences(members),
        uncoded=not recipients and _at_others(same),
    )
    return Joined(happening, members, _home(members))


def _home(members: Sequence[Telling]) -> int:
    """Return the story that most tellings are in."""
    homes = Counter(t.story for t in members)
    return min(homes, key=lambda s: (-homes[s], s))


def _narrowed(
    date: DateSpan, members: Sequence[Telling], records: Sequence[Record], story: Sequence[int]
) -> DateSpan:
    """Return a date narrowed by the days that another article gives for an occasion of that name."""
    known = days(date)
    if known and known.length == 1:
        return date
    for dated in sorted(
        days_named(members, records, story), key=lambda d: (d.days.length, d.article, d.days)
    ):
        if known is None or meet(known, dated.days) == dated.days != known:
            time = dated.time
            basis = (
                f"{records[dated.article].ref}: “{' '.join(dated.name.split())}”, {time.basis}; {date.basis}"
            )
            precision = time.interval.precision if time.interval else date.precision
            return DateSpan(iso(dated.days.start), iso(dated.days.end), precision, basis)
    return date


def _at_others(same: list[Telling]) -> bool:
    """Return whether actors act on somebody without a code, not on each other.

    So it is when a report names such a recipient, and when none tells that it goes both ways: two that
    condemn a coup are not at odds, nor do two that welcome a treaty support each other; those who sign it do.
    """
    if same[0].event.type in RECIPROCAL:
        return False
    named = any(t.event.recipients for t in same)
    return named or not any(both_ways(t.event, t.sentence) for t in same)


def _distinct(found: list[Joined]) -> list[Joined]:
    """Return happenings with ids of their own: those of one type, parties and day get their event's."""
    shared = Counter(j.happening.id for j in found)
    for joined in found:
        happening = joined.happening
        if shared[happening.id] > 1:
            own = content_id(happening.id, *sorted(t.event.id for t in joined.tellings)[:1])
            joined.happening = replaced(happening, id=own)
    return found


def replaced(happening: Happening, **changes: object) -> Happening:
    """Return a happening with some fields changed."""
    fields = {name: getattr(happening, name) for name in happening.__struct_fields__}
    return Happening(**{**fields, **changes})


def _most(values: Sequence[str]) -> str:
    """Return the most frequent value; of equals, the first in alphabetical order."""
    counts = Counter(values)
    return min(counts, key=lambda v: (-counts[v], v))


def _middle(values: Sequence[float]) -> float | None:
    return sorted(values)[len(values) // 2] if values else None


def _parties(members: Sequence[Telling]) -> tuple[str, ...]:
    """Return the parties that most articles name; of equals, the larger set. Uncoded ones keep words."""
    sets: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for t in members:
        # A telling that names the day tells it closer than one that looks back.
        weight = 2 if t.stated else 1
        sets[tuple(sorted(t.codes)) or tuple(sorted(t.unknown))] += [t.article] * weight
    # A telling that names one party alone ("Xi's talks") is no vote against the others.
    full = {s: told for s, told in sets.items() if len(s) > 1} or sets
    return min(full, key=lambda s: (-len(set(full[s])), -len(full[s]), -len(s), s))


def _sides(same: Sequence[Telling]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    sides = Counter((tuple(sorted(t.actors)), tuple(sorted(t.recipients))) for t in same)
    full = {s: n for s, n in sides.items() if s[0] and s[1]} or {s: n for s, n in sides.items() if any(s)}
    if full:
        return min(full, key=lambda s: (-full[s], s))
    return _parties(same), ()


def _date(members: Sequence[Telling], records: Sequence[Record]) -> DateSpan:
    """Return the tightest interval that the most specific reports agree on, and whose reports these are."""
    dated = [(t.when, t) for t in members if t.when and t.stated]
    if not dated:
        # Nobody names a day: the day of the report is kept as each report gives it.
        dated = [(when, t) for t in members if t.when and (when := days(t.event.date))]
    if not dated:
        bases = sorted({f"{records[t.article].ref}: {t.event.date.basis}" for t in members})
        return DateSpan(None, None, "unknown", "; ".join(bases[:3]) or _UNDATED.basis)
    shortest = min(when.length for when, _ in dated)
    held: defaultdict[Days, set[int]] = defaultdict(set)
    for when, t in dated:
        if when.length == shortest:
            held[when].add(t.article)
    best = min(held, key=lambda d: (-len(held[d]), d))
    for when, _ in sorted(dated, key=lambda item: (item[0].length, item[0])):
        best = meet(best, when) or best
    source = [t for when, t in dated if when.start <= best.start and best.end <= when.end]
    source = sorted(source, key=lambda t: (t.when.length if t.when else 0, t.article))
    fine = source[0].event.date
    bases = list(dict.fromkeys(f"{records[t.article].ref}: {t.event.date.basis}" for t in source))
    precision = fine.precision if days(fine) == best else ("day" if best.length == 1 else fine.precision)
    return DateSpan(iso(best.start), iso(best.end), precision, "; ".join(bases[:3]))


def _differences(members: Sequence[Telling]) -> tuple[FieldDifference, ...]:
    """Return the fields that articles give differently, beyond one saying less than another.

    What one article words in two ways is no difference between reports, nor is a value that all share.
    """
    spans = sorted({t.when for t in members if t.when and t.stated}, key=lambda d: (d.length, d))
    exact = {d for d in spans if not any(e != d and d.start <= e.start and e.end <= d.end for e in spans)}
    given = {
        "date": [
            (t.article, _dates_as_text(t.when)) for t in members if t.stated and t.when and t.when in exact
        ],
        "parties": [(t.article, " ".join(sorted(t.codes))) for t in members if t.codes],
        "place": [(t.article, t.event.place.text) for t in members if t.event.place and not _remote(members)],
        "mode": [(t.article, t.event.mode) for t in members if t.event.mode],
        "type": [(t.article, t.event.type) for t in members],
        "voice": [(t.article, t.event.voice.actor or t.event.voice.kind) for t in members],
        "wording": [(t.article, t.event.trigger.text.casefold()) for t in members],
    }
    return tuple(
        FieldDifference(field, tuple(sorted({value for _, value in values})))
        for field, values in given.items()
        if _differ(values)
    )


def _remote(members: Sequence[Telling]) -> bool:
    """Return whether parties spoke by video or telephone: what places are named are what they spoke of."""
    return any(t.form in ("video", "phone") for t in members)


def _differ(values: Sequence[tuple[int, str]]) -> bool:
    """Return whether articles have no value in common; each value comes with its article."""
    of_article: defaultdict[int, set[str]] = defaultdict(set)
    for article, value in values:
        of_article[article].add(value)
    return len(of_article) > 1 and not set.intersection(*of_article.values())


def _dates_as_text(when: Days) -> str:
    return iso(when.start) + ("" if when.length == 1 else f"/{iso(when.end)}")
