"""Whom "he" and "she" mean: the person who stands out most, if that is an actor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from visavis.coding.actors.anaphors import Anaphor
from visavis.coding.actors.discourse import BACK, SUBJECTS, Discourse, Entity, governed, subject_of_clause
from visavis.coding.actors.strangers import Stranger, rank, strangers
from visavis.reading.syntax import Parsed
from visavis.reading.tokens import Token
from visavis.records import Mention

_OBJECTS = frozenset({"him", "her", "it", "them"})
_OF_SUBJECT = frozenset({"his", "her", "himself", "herself"})
_Found = Mapping[int, tuple[Parsed, Sequence[Mention]]]


class Persons:
    """The people of an article so far, those of the registry and strangers.

    Args:
        discourse: what was mentioned so far.
        found: each sentence read so far, with the mentions that its own words give.
    """

    def __init__(self, discourse: Discourse, found: _Found) -> None:
        self.discourse, self.found = discourse, found
        self.registry = discourse.registry
        self._strangers: dict[int, list[Stranger]] = {}

    def meant(self, anaphor: Anaphor, token: Token, index: int) -> list[Mention]:
        """Return whom "he" or "she" means, nobody where it is a stranger or open."""
        if any(e.mention.text.lower() == "each" for e in self.discourse.since(index)):
            return []  # "each told the other what he wanted to hear": whoever each is
        sex = "m" if anaphor.sort == "he" else "f"
        near = [e for e in self.discourse.recent(index) if e.person and not e.plural and e.sex in (sex, "")]
        near = not_subject(self.discourse, near, anaphor, token, index)
        others = self._commanded(token, index) if near else frozenset()
        people: list[Entity | Stranger] = [e for e in near if e.mention.name not in others]
        if not people:
            return []
        people += [s for s in self._around(anaphor, token, index) if s.sex in (sex, "")]
        if anaphor.word in _OF_SUBJECT:
            subject = subject_of_clause(token)
            own = [p for p in people if p.sentence == index and subject is not None and _is(p, subject)]
            people = own or people
        best = min(people, key=lambda p: (index - p.sentence, *_rank(p), -_head(p).i))
        if isinstance(best, Stranger):
            again = Stranger(index, token, token.i, rank(token, pronoun=True), sex)
            self._strangers.setdefault(index, []).append(again)
            return []
        return [best.mention]

    def _around(self, anaphor: Anaphor, token: Token, index: int) -> list[Stranger]:
        """Return the strangers whom a pronoun may mean where it stands."""
        ruled = governed(token)
        subject = subject_of_clause(token) if anaphor.word in _OBJECTS and token.dep_ != "nmod:poss" else None
        told = self.discourse.since(index - BACK)
        there = []
        for i in range(index, index - BACK - 1, -1):
            if i not in self._strangers and i in self.found:
                self._strangers[i] = strangers(*self.found[i], i, self.registry)
            there += [
                s
                for s in self._strangers.get(i, ())
                if i != index or (s.last < token.i and s.token.i not in ruled and not s.tells_of(token))
                if i != index or subject is None or token.dep_ in SUBJECTS or not _is(s, subject)
                if not any(e.sentence == i and e.covers(s.token) for e in told)  # "her minister, Ana Ruiz"
            ]
        return there

    def _commanded(self, token: Token, index: int) -> frozenset[str]:
        """Return the names of the people whom a pronoun cannot stand for where it stands."""
        ruled = governed(token)
        parsed, found = self.found[index]
        named = [m for m in found if m.name] if ruled else []
        return frozenset(
            m.name for m in named if m.name and any(t.i in ruled for t in parsed.tokens(m.start, m.end))
        )


def not_subject(
    discourse: Discourse, found: list[Entity], anaphor: Anaphor, token: Token, index: int
) -> list[Entity]:
    """Leave out whoever is the subject of an object pronoun's own clause ("Xi thanked him").

    Args:
        discourse: what was mentioned so far.
        found: whom the pronoun may mean.
        anaphor: the pronoun.
        token: its token.
        index: its sentence.
    """
    if anaphor.word not in _OBJECTS or token.dep_ in SUBJECTS or token.dep_ == "nmod:poss":
        return found
    subject = subject_of_clause(token)
    here = [e for e in discourse.since(index) if subject is not None]
    acting = {code for e in here if e.covers(subject) for code in e.together}  # type: ignore[arg-type]
    return [e for e in found if not acting & e.together]


def _rank(one: Entity | Stranger) -> tuple[int, int]:
    if isinstance(one, Stranger):
        return one.rank
    return rank(one.head, pronoun=one.mention.via == "pronoun")


def _head(one: Entity | Stranger) -> Token:
    return one.token if isinstance(one, Stranger) else one.head


def _is(one: Entity | Stranger, token: Token) -> bool:
    """Return whether a token of the same sentence is a person's."""
    return one.token.i == token.i if isinstance(one, Stranger) else one.covers(token)
