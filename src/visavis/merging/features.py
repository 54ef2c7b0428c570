"""Features: what an article is about, in a form that two articles can be compared by.

Terms are weighted by TF-IDF (K. Sparck Jones, 1972) with logarithmic term frequency. Document frequencies are
those of the input pooled with a background of general English, so that one setting serves five articles
and fifty thousand.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from scipy import sparse

from visavis.merging.intervals import Days, days
from visavis.merging.memory import Memory
from visavis.merging.tellings import Telling, tellings
from visavis.merging.words import background, body, sentence_stems, stem, stems, stems_of_name
from visavis.records import Record

TITLE_WEIGHT = 3.0  # a headline's word counts as so many of the body's
LEAD_WEIGHT = 1.5  # so does a word of the first sentences
LEAD_SENTENCES = 3
NAME_WEIGHT = 1.3  # a name's share in the vector, over a common noun's
RARENESS = 2.0  # exponent of the inverse document frequency
UNSEEN = 5  # passages added for a word that is no name: the background knows few words of diplomacy
UNIQUE = 1.0  # the share of words that no other article uses, in the length of the vector
ACTOR_WEIGHT = 0.15  # the share of words that stand for a coded actor, which are compared as actors
PERSON_WEIGHT = 0.3  # the share of those that name people

# Words of the calendar: dates are compared as dates.
_CALENDAR = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december jan feb mar apr jun jul aug sept oct nov dec today yesterday "
    "tomorrow week month year day morning afternoon evening night hour minute"
)
_CALENDAR_STEMS = frozenset(stems(_CALENDAR))
_NAME = re.compile(r"[A-Z](?<=[a-z,;:] [A-Z])[\w'’-]+")

_NAMED = frozenset({"name", "demonym", "capital", "organisation", "office"})

Key = tuple[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Profile:
    """What one article is about.

    Attributes:
        terms: weight of each stem within the article, before document frequencies.
        weights: the same in order, with less for words that are compared as actors and more for names.
        names: the stems that stand in it as names, but do not stand for a coded actor.
        actor_words: the stems that stand for a coded actor.
        people: those of them that are names of people, who tell stories apart better than states do.
        published: its days of publication, None when undated.
        focus: the time that the opening of an undated article speaks of, None when it names none.
        actors: how often each coded actor is mentioned.
        happened: for each kind of event (type and parties) what it tells of it as fact.
    """

    terms: dict[str, float]
    weights: np.ndarray
    names: frozenset[str]
    actor_words: frozenset[str]
    people: frozenset[str]
    published: Days | None
    focus: Days | None
    actors: dict[str, int]
    happened: dict[Key, tuple[Telling, ...]]


def profile(
    record: Record,
    told: Sequence[Telling] | None = None,
    stemmed: Mapping[tuple[int, int], Sequence[str]] | None = None,
) -> Profile:
    """Return what an article is about.

    Args:
        record: the article.
        told: its tellings, where they are known already.
        stemmed: the stems of its sentences, where they are known already.
    """
    sentences = [*(sentence_stems(record) if stemmed is None else stemmed).values()]
    title, lead = Counter(stems(record.title or "")), Counter(chain.from_iterable(sentences[:LEAD_SENTENCES]))
    terms = {t: float(n) for t, n in Counter(chain.from_iterable(sentences)).items()}
    for extra, own in ((LEAD_WEIGHT - 1, lead), (TITLE_WEIGHT, title)):
        for term, count in own.items():
            terms[term] = terms.get(term, 0.0) + extra * count
    names = {stem(m.group().replace("’", "'").casefold()) for m in _NAME.finditer(body(record))}
    coded = [m for m in record.mentions if m.actor and m.via in _NAMED]
    actor_words = frozenset[str]().union(*(stems_of_name(m.text) for m in coded))
    named = (stems_of_name(m.name) for m in coded if m.name and m.role)
    people = frozenset[str]().union(*named) & actor_words
    names -= actor_words
    weighed = {t: 1 + math.log(n) if n > 1 else n for t, n in terms.items() if _counts(t)}
    shares = (w * _share(t, names, actor_words, people) for t, w in weighed.items())
    return Profile(
        weighed,
        np.fromiter(shares, float, len(weighed)),
        frozenset(names),
        actor_words,
        people,
        days(record.published),
        None if record.published else _focus(record),
        dict(Counter(m.actor for m in record.mentions if m.actor and m.via != "pronoun")),
        _happened(tellings(record, stemmed) if told is None else told),
    )


def profile_of(record: Record, memory: Memory) -> Profile:
    """Return what an article is about; what it is made of is kept in memory too."""
    stemmed = memory.of(sentence_stems, record)
    return memory.of(profile, record, memory.of(tellings, record, stemmed), stemmed)


def _counts(term: str) -> bool:
    return term not in _CALENDAR_STEMS and not term.isdigit()


def _focus(record: Record) -> Days | None:
    """Return the latest time, to the year, that the opening of an article names."""
    if not record.sentences:
        return None
    end = record.sentences[: 2 * LEAD_SENTENCES][-1].end
    spoken = [days(t.interval) for t in record.times if t.start < end and t.interval]
    known = [span for span in spoken if span and span.length <= 366]
    return max(known, key=lambda span: (span.end, span.start)) if known else None


def _happened(told: Sequence[Telling]) -> dict[Key, tuple[Telling, ...]]:
    found: defaultdict[Key, list[Telling]] = defaultdict(list)
    for telling in told:
        if (
            not telling.stance
            and len(telling.codes) > 1
            and len(found[telling.event.type, telling.codes]) < 12
        ):
            found[telling.event.type, telling.codes].append(telling)
    return {key: tuple(list_) for key, list_ in found.items() if list_}


def vectors(profiles: Sequence[Profile]) -> sparse.csr_matrix:
    """Return one row of unit length per article, one column per stem that two articles share."""
    passages, general = background()
    frequency = Counter(chain.from_iterable(p.terms for p in profiles))
    names = frozenset[str]().union(*(p.names for p in profiles))
    total = passages + len(profiles)
    place = {term: k for k, term in enumerate(sorted(frequency))}
    counts = [frequency[term] for term in place]
    seen = [n + general.get(t, 0) + (0 if t in names else UNSEEN) for t, n in zip(place, counts, strict=True)]
    idf = np.array([max(0.0, math.log((1 + total) / (1 + n))) ** RARENESS for n in seen])
    sizes = [len(p.terms) for p in profiles]
    rows = np.repeat(np.arange(len(profiles)), sizes)
    every = chain.from_iterable(p.terms for p in profiles)
    terms = np.fromiter(map(place.__getitem__, every), np.int64, sum(sizes))
    weights = np.concatenate([np.empty(0), *(p.weights for p in profiles)]) * idf[terms]
    # Words that no other article uses lengthen the vector, but less: they are the outlet's own style.
    several = np.array(counts, np.int64) > 1
    squares = weights**2 * np.where(several[terms], 1.0, UNIQUE)
    length = np.sqrt(np.bincount(rows, squares, len(profiles)))
    weights /= np.where(length > 0, length, 1.0)[rows]
    kept, columns = several[terms], np.cumsum(several) - 1
    shape = (len(profiles), max(1, int(several.sum())))
    return sparse.csr_matrix((weights[kept], (rows[kept], columns[terms[kept]])), shape=shape)


def _share(term: str, names: set[str], actor_words: frozenset[str], people: frozenset[str]) -> float:
    if term in actor_words:
        return PERSON_WEIGHT if term in people else ACTOR_WEIGHT
    return NAME_WEIGHT if term in names else 1.0
