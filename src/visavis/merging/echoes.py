"""Echoes: one utterance in several articles, with the fullest form and how each differs from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

import numpy as np

from visavis.merging.buckets import Pairs, number, numbers_of, pairs_of, sharing, together
from visavis.merging.groups import Groups
from visavis.merging.memory import Memory
from visavis.merging.renderings import as_formulas
from visavis.merging.words import common, raw_words, stem, stems_of_name
from visavis.records import Echo, EchoVariant, Record, Statement, content_id

RUN = 3  # words in a row that make two statements worth comparing
MOST_RARE = 24  # words of a statement whose pairs are such a sign too
CROWD = 60  # runs that more statements share are phrases of the language, not echoes
LEAST_WORDS = 4  # a statement with fewer words is an echo only word for word
ALIGNED = 0.55  # share of the shorter statement's content words, in order, that makes it a rewording
CONTAINED = 0.9  # share of the shorter one's words, in order, that makes it a truncation
SURE = 0.75  # what is asked of statements when one of their speakers is unknown

_FACTORS = np.array([number(f"place {k}") | 1 for k in range(RUN + 1)], np.uint64)

Relation = Literal["identical", "truncated", "reworded"]


class _Said(NamedTuple):
    """A statement of an article.

    Attributes:
        ref: the article's name.
        article: its index.
        statement: the statement.
        words: the stems of its words.
        content: those that tell it from others.
        different: the same, each once.
    """

    ref: str
    article: int
    statement: Statement
    words: tuple[str, ...]
    content: tuple[str, ...]
    different: frozenset[str]


def find_echoes(
    records: Sequence[Record], copied: Sequence[Sequence[int]] = (), memory: Memory | None = None
) -> tuple[Echo, ...]:
    """Return the utterances that several of some articles report, ordered by id.

    Args:
        records: articles of one story.
        copied: groups of near copies among them, by index; that a copy repeats its original is no echo.
        memory: what is known of the articles.
    """
    if len(records) < 2:
        return ()
    memory = memory or Memory()
    text_of = {i: group[0] for group in copied for i in group}
    all_said = [one._replace(article=i) for i, r in enumerate(records) for one in memory.of(said, r)]
    groups = Groups(len(all_said))
    for i, j in pairs_of(sharing(*_signs(all_said), CROWD)):
        one, other = all_said[i], all_said[j]
        if one.article != other.article and not groups.same(i, j) and _may_be_same(one, other):
            groups.join(i, j)
    echoes = []
    for group in groups.lists():
        told = [all_said[k] for k in group]
        if len({text_of.get(one.article, one.article) for one in told}) > 1:
            echoes.append(_echo(told))
    return tuple(sorted(echoes, key=lambda e: e.id))


def said(record: Record) -> list[_Said]:
    """Return what an article reports to have been said."""
    named = [m for m in record.mentions if m.actor]
    found = []
    for statement in record.statements:
        if statement.text.strip():
            inside = [m.text for m in named if statement.start <= m.start and m.end <= statement.end]
            words = tuple(map(stem, raw_words(statement.text)))
            telling = _telling_words(words, inside)
            found.append(_Said(record.ref, 0, statement, words, telling, frozenset(telling)))
    return found


def _telling_words(words: Sequence[str], named: Sequence[str]) -> tuple[str, ...]:
    """Return the content words of a statement without its actors' names, which every such statement has."""
    names = frozenset[str]().union(*map(stems_of_name, named))
    told = as_formulas([word for word in words if len(word) > 1])
    return tuple(word for word in told if not common(word) and word not in names)


def relation(words: Sequence[str], fullest: Sequence[str]) -> Relation:
    """Return how a wording relates to the fullest form of the utterance.

    Args:
        words: the words of one report, folded.
        fullest: those of the fullest one.
    """
    if list(words) == list(fullest):
        return "identical"
    shorter = len(words) < len(fullest)  # as many words of which one is another are no shorter form
    return "truncated" if shorter and _in_order(words, fullest) >= CONTAINED * len(words) else "reworded"


def _signs(said: Sequence[_Said]) -> Pairs:
    """Return runs of words and pairs of telling words as numbers, and whose each is; see ``sharing``."""
    words, whose = numbers_of([one.words for one in said])
    plain = np.fromiter((common(word) for one in said for word in one.words), bool, len(words))
    last = max(0, len(words) - RUN + 1)
    runs, inside, plain_run = np.zeros(last, np.uint64), whose[:last] == whose[RUN - 1 :], plain[:last].copy()
    for place, factor in enumerate(_FACTORS[:RUN]):
        runs += words[place : place + last] * factor
        plain_run &= plain[place : place + last]
    names, owners = [runs[inside & ~plain_run]], [whose[:last][inside & ~plain_run]]
    rare, whose = numbers_of([sorted(one.different)[:MOST_RARE] for one in said])
    for apart in range(1, MOST_RARE):
        both = np.flatnonzero(whose[apart:] == whose[:-apart])
        names.append(rare[both] * _FACTORS[RUN] + rare[both + apart])
        owners.append(whose[both])
    return together(np.concatenate(names), np.concatenate(owners))


def _may_be_same(a: _Said, b: _Said) -> bool:
    """Return whether two statements report one utterance: no other speaker, the same words in order."""
    known = _speakers(a.statement, b.statement)
    if known is None:
        return False
    short, long = sorted((a, b), key=lambda s: len(s.content))
    if len(short.words) < LEAST_WORDS:
        # A fragment ("hegemonic acts") echoes only what holds it word for word, and only as a quotation.
        quoted = short.statement.kind != "indirect" and len(short.different) >= 2
        return quoted and _contains(long.words, short.words)
    if len(short.different) < 2:
        return short.words == long.words and len(short.words) > LEAST_WORDS
    enough = (ALIGNED if known and len(short.different) > 2 else SURE) * len(short.content)
    repeated = len(short.content) - len(short.different)
    shared = len(short.different & long.different) + repeated  # at most so many stand in order
    return shared >= enough and _in_order(short.content, long.content) >= enough


def _speakers(a: Statement, b: Statement) -> bool | None:
    """Return whether two statements have the same speaker; False when unknown, None when they differ."""
    x, y = a.speaker, b.speaker
    if x is None or y is None:
        return False
    if x.name and y.name:
        return True if x.name.split()[-1] == y.name.split()[-1] or x.name == y.name else None
    if x.code and y.code:
        return True if x.code == y.code else None
    return False


def _in_order(short: Sequence[str], long: Sequence[str]) -> int:
    """Return how many words of one sequence stand in the other, in the same order."""
    if short == long:
        return len(short)
    matcher = SequenceMatcher(None, short, long, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


def _contains(long: Sequence[str], short: Sequence[str]) -> bool:
    size = len(short)
    return any(tuple(long[i : i + size]) == tuple(short) for i in range(len(long) - size + 1))


def _echo(group: Sequence[_Said]) -> Echo:
    fullest = min(group, key=lambda s: (-len(s.content), -len(s.words), s.article, s.statement.start))
    speakers = Counter(
        s.statement.speaker.name or s.statement.speaker.code for s in group if s.statement.speaker
    )
    speakers.pop(None, None)
    chosen = fullest.statement.speaker
    if speakers:
        best = min(speakers, key=lambda n: (-speakers[n], str(n)))
        named = [
            s
            for s in group
            if s.statement.speaker and best in (s.statement.speaker.name, s.statement.speaker.code)
        ]
        chosen = min(named, key=lambda s: (s is not fullest, s.article, s.statement.start)).statement.speaker
    variants = [
        EchoVariant(s.ref, s.statement.id, relation(s.words, fullest.words))
        for s in sorted(group, key=lambda s: (s.article, s.statement.start))
    ]
    identity = sorted(f"{v.ref}/{v.statement}" for v in variants)
    return Echo(content_id("echo", *identity), chosen, fullest.statement.id, tuple(variants))
