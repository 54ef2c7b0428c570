"""Stories: articles about the same affair, across outlets and days.

What one story is. An affair is one thing that happened with what leads to it and follows from it within days:
a meeting's preview, its report and the reactions to it are one story; the next meeting of the same two a
month later is another, and so is a new affair on the same day between the same parties.

How. Every pair of candidates gets a similarity: the cosine of TF-IDF vectors, lowered by the days between
publications, raised by actors and dated happenings in common, lowered when both report the same kind of event
of the same parties on different days only. Average linkage (R. Sokal and C. Michener, 1958) then joins
articles from the most similar down. One setting serves all inputs. Articles are put into a canonical order
first, so the same set gives the same stories whatever the order of arrival.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage

from visavis.merging.candidates import candidates
from visavis.merging.compare import compatible_days, is_news
from visavis.merging.features import Profile, profile_of, vectors
from visavis.merging.groups import Groups
from visavis.merging.intervals import days, gap
from visavis.merging.memory import Memory
from visavis.merging.tellings import Telling
from visavis.records import Record

JOIN = 0.19  # two groups with at least this average similarity are one story
WORTH = 0.03  # pairs below this are not kept
FREE_DAYS = 2  # publications this near each other are as good as simultaneous
HALF_LIFE = 5.0  # days after which a pair counts half
UNDATED = 0.85  # what an unknown distance in time costs, whether one or both bear no date
LONG_AGO = (
    60  # days between publication and what an undated article opens with, beyond which they hardly meet
)
ACTORS = 0.15  # added for the same actors in the same proportions
ACTORS_UNDATED = 0.075  # the same where neither bears a date: the same two are in the news year after year
HAPPENING = 0.25  # added for a dated happening in common
APART = 0.5  # factor when both report the same kind of event, on different days only
NEAREST = 2  # members of a story that an undated article is held against
LARGEST = 2500  # articles that are linked at once


Edges = dict[tuple[int, int], float]


def group_stories(
    records: Sequence[Record],
    copied: Sequence[Sequence[int]],
    similar_among: Callable[[Sequence[Record]], Edges] | None = None,
) -> list[list[int]]:
    """Return the stories among articles, as lists of indices.

    Args:
        records: the articles, in canonical order.
        copied: groups of near copies among them; a group counts once and stays together.
        similar_among: what finds the similar pairs among articles; ``similarities`` when None.
    """
    copies = Groups(len(records))
    for members in copied:
        for other in members[1:]:
            copies.join(members[0], other)
    units = copies.lists()
    speakers = [records[_representative(records, unit)] for unit in units]
    similar = (similar_among or similarities)(speakers)
    dates = [days(record.published) for record in speakers]
    clusters = _linked([i for i, date in enumerate(dates) if date], similar)
    left = _attach([i for i, date in enumerate(dates) if not date], clusters, similar)
    clusters += _linked(left, similar)
    return sorted(sorted(i for unit in cluster for i in units[unit]) for cluster in clusters)


def _representative(records: Sequence[Record], unit: Sequence[int]) -> int:
    """Return the copy that speaks for its group: dated if any is, then the longest."""
    return max(unit, key=lambda i: (records[i].published is not None, len(records[i].text), -i))


def similarities(records: Sequence[Record], memory: Memory | None = None) -> Edges:
    """Return how similar articles are, for each pair that is worth keeping."""
    memory = memory or Memory()
    profiles = [profile_of(record, memory) for record in records]
    return similar_pairs(profiles, vectors(profiles))


def similar_pairs(profiles: Sequence[Profile], rows: sparse.csr_matrix, since: int = 0) -> Edges:
    """Return how similar articles are, for each pair that is worth keeping.

    Args:
        profiles: the articles.
        rows: their vectors.
        since: see ``candidates``.
    """
    similar: Edges = {}
    for first, second, cosine in candidates(rows, [p.published for p in profiles], since):
        for i, j, text in zip(first.tolist(), second.tolist(), cosine.tolist(), strict=True):
            value = similarity(profiles[i], profiles[j], text)
            if value >= WORTH:
                similar[(i, j)] = value
    return similar


def similarity(a: Profile, b: Profile, cosine: float) -> float:
    """Return how much two articles are about the same affair, from 0 to about 1.2.

    Args:
        a: one article.
        b: the other.
        cosine: of their TF-IDF vectors.
    """
    shared, apart = _happenings(a, b)
    bonus = ACTORS if a.published or b.published else ACTORS_UNDATED
    value = cosine + bonus * _actors(a, b) * min(1.0, cosine / JOIN)
    value += HAPPENING * max(0.0, shared)
    value *= APART if apart else 1.0
    return value * _nearness(a, b)


def _nearness(a: Profile, b: Profile) -> float:
    if a.published is None or b.published is None:
        first, second = a.published or a.focus, b.published or b.focus
        if first and second and gap(first, second) > LONG_AGO:
            return UNDATED * APART
        return UNDATED
    apart = gap(a.published, b.published)
    return 1.0 if apart <= FREE_DAYS else 0.5 ** ((apart - FREE_DAYS) / HALF_LIFE)


def _actors(a: Profile, b: Profile) -> float:
    """Return the cosine between the counts of actors."""
    if not a.actors or not b.actors:
        return 0.0
    dot = sum(n * b.actors.get(code, 0) for code, n in sorted(a.actors.items()))
    norm = math.hypot(*a.actors.values()) * math.hypot(*b.actors.values())
    return dot / norm


def _happenings(a: Profile, b: Profile) -> tuple[float, bool]:
    """Return how surely two articles tell one event (0 to 1), and whether they only tell different ones."""
    shared, apart = 0.0, False
    for key in sorted(a.happened.keys() & b.happened.keys(), key=lambda k: (k[0], sorted(k[1]))):
        signs = [_sign(x, y) for x in a.happened[key] for y in b.happened[key]]
        shared = max(shared, *signs)
        # Only meetings: a second statement or strike of the same parties is often the same affair.
        if key[0] == "CONSULT":
            news = [_sign(x, y) for x in _definite(a.happened[key]) for y in _definite(b.happened[key])]
            apart = apart or (bool(news) and max(news) < 0)
    return shared, apart and shared <= 0


def _definite(told: Sequence[Telling]) -> list[Telling]:
    """Return the tellings that are of the news itself and say when or how it was."""
    return [
        t for t in told if (t.when and is_news(t)) or (t.when is None and (t.form or t.weekday is not None))
    ]


def _sign(x: Telling, y: Telling) -> float:
    """Return 1 for a dated event in common, less for weaker signs, 0 for none, -1 for another event."""
    if (x.form and y.form and x.form != y.form) or (x.level and y.level and x.level != y.level):
        return -1.0
    if x.when and y.when:
        apart = gap(x.when, y.when)
        if apart > 1 or max(x.when.length, y.when.length) > 7:
            return -1.0 if apart > 3 else 0.0
        return 1.0 if is_news(x) and is_news(y) else 0.5
    if not compatible_days(x, y):
        return -1.0
    return 0.7 if x.form and x.form == y.form else 0.0


def _attach(undated: Sequence[int], clusters: list[list[int]], similar: Edges) -> list[int]:
    """Put undated articles into the dated stories that they fit best; return those that fit none.

    Undated articles never draw two dated ones together, and each is held against dated articles alone: their
    order does not matter.
    """
    home = {unit: k for k, cluster in enumerate(clusters) for unit in cluster}
    waiting = set(undated)
    near: defaultdict[int, defaultdict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for (i, j), value in similar.items():
        for one, other in ((i, j), (j, i)):
            if one in waiting and other in home:
                near[one][home[other]].append(value)
    sizes = [min(NEAREST, len(cluster)) for cluster in clusters]
    left = []
    for unit in undated:
        fits = {k: sum(sorted(values)[-NEAREST:]) / sizes[k] for k, values in near[unit].items()}
        best = min(fits, key=lambda k: (-round(fits[k], 9), k), default=-1)
        if best >= 0 and fits[best] >= JOIN:
            clusters[best].append(unit)
        else:
            left.append(unit)
    return left


def _linked(members: Sequence[int], similar: Edges) -> list[list[int]]:
    """Return the clusters of some articles by average linkage, each component by itself."""
    inside = set(members)
    edges = {pair: value for pair, value in similar.items() if pair[0] in inside and pair[1] in inside}
    return [c for part, own in _components(members, edges, WORTH) for c in _link(part, own)]


def _components(units: Sequence[int], edges: Edges, bar: float) -> list[tuple[list[int], Edges]]:
    """Return groups that can be linked apart from each other, with their edges.

    Too large ones are cut at a higher bar, as often as it takes.
    """
    place = {unit: k for k, unit in enumerate(units)}
    groups = Groups(len(units))
    for (i, j), value in edges.items():
        if value >= bar:
            groups.join(place[i], place[j])
    own: defaultdict[int, Edges] = defaultdict(dict)
    for (i, j), value in edges.items():
        if groups.same(place[i], place[j]):
            own[groups.find(place[i])][i, j] = value
    found: list[tuple[list[int], Edges]] = []
    for group in groups.lists():
        part, inside = [units[k] for k in group], own[group[0]]
        found += (
            [(part, inside)] if len(part) <= LARGEST or bar > 1 else _components(part, inside, bar + 0.05)
        )
    return found


def _link(component: Sequence[int], edges: Edges) -> list[list[int]]:
    """Return the clusters of one component by average linkage."""
    size = len(component)
    if size == 1:
        return [list(component)]
    place = {unit: k for k, unit in enumerate(component)}
    distance = np.ones(size * (size - 1) // 2)
    for (i, j), value in edges.items():
        a, b = sorted((place[i], place[j]))
        distance[size * a - a * (a + 1) // 2 + b - a - 1] = 1.0 - min(1.0, value)
    labels = fcluster(linkage(distance, "average"), 1.0 - JOIN, "distance")
    clusters: defaultdict[int, list[int]] = defaultdict(list)
    for unit, label in zip(component, labels.tolist(), strict=True):
        clusters[label].append(unit)
    return list(clusters.values())
