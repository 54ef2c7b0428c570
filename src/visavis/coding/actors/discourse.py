"""What a reader keeps in mind while reading on: who was mentioned where, as what, with whom.

Salience follows centering theory (Grosz, Joshi & Weinstein 1995) in its plainest form: recent before old,
subjects and coordinated names before others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from visavis.coding.actors.registry import Registry
from visavis.reading.syntax import Parsed
from visavis.records import Mention

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj")
_FADE = 0.55  # how much of a mention's weight is left one sentence on
_FREQUENT = 3.0  # weight of how often the article names a state at all


@dataclass(frozen=True, slots=True)
class Entity:
    """One mention as the reader remembers it.

    Attributes:
        mention: the mention.
        sentence: index of its sentence.
        head: its head token.
        subject: it is a subject, or coordinated with one.
        together: number of coordinated actors that it belongs to, itself included.
        person: it stands for one person.
        plural: the words themselves are plural ("Palestinian leaders").
        sex: m, f or empty when unknown.
    """

    mention: Mention
    sentence: int
    head: Token
    subject: bool
    together: frozenset[str]
    person: bool
    plural: bool
    sex: str


class Discourse:
    """Everything mentioned so far, in text order."""

    def __init__(self, registry: Registry, mentions: Sequence[Mention] = ()) -> None:
        """Open an article whose words give ``mentions``: how often each actor is named counts."""
        self.registry = registry
        self.entities: list[Entity] = []
        self.frequency = Counter(m.actor for m in mentions if m.actor)

    def add(self, mentions: Sequence[Mention], sentence: int, parsed: Parsed) -> None:
        """Remember mentions of one sentence that belong together (one, or all that share a span)."""
        codes = frozenset(m.actor for m in mentions if m.actor)
        for mention in mentions:
            if mention.actor is None and mention.name is None:
                continue
            head = head_of(mention, parsed)
            self.entities.append(
                Entity(
                    mention,
                    sentence,
                    head,
                    first_conjunct(head).dep_ in SUBJECTS,
                    codes,
                    self._is_person(mention),
                    len(codes) > 1 or self._is_plural(mention, head),
                    self._sex(mention),
                )
            )

    def couple(self) -> None:
        """Mark which of the latest sentence's mentions are coordinated or compounded ("China and Russia")."""
        if not self.entities:
            return
        sentence = self.entities[-1].sentence
        here = [e for e in self.entities if e.sentence == sentence]
        groups: dict[int, set[str]] = {}
        for one, other in pairwise(here):
            if one.mention.end <= other.mention.start and linked(one.head, other.head):
                key = first_conjunct(one.head).i
                groups.setdefault(key, set()).update(one.together | other.together)
                groups[first_conjunct(other.head).i] = groups[key]
        for k, entity in enumerate(self.entities):
            codes = groups.get(first_conjunct(entity.head).i) if entity.sentence == sentence else None
            if codes and entity.mention.actor in codes:
                self.entities[k] = _replaced(entity, frozenset(codes) | entity.together)

    def salient(
        self, number: int, sentence: int, *, people: bool, without: frozenset[str] = frozenset()
    ) -> list[Mention]:
        """Return the mentions of the ``number`` actors that stand out most, most salient first.

        Args:
            number: how many.
            sentence: the sentence being read.
            people: prefer those who were mentioned as persons.
            without: codes that are not meant.
        """
        weight: dict[str, float] = {}
        latest: dict[str, Mention] = {}
        total = sum(self.frequency.values()) or 1
        for entity in self.entities:
            code, distance = entity.mention.actor, sentence - entity.sentence
            if code is None or code in without or distance > 4 or not self._counts(entity):
                continue
            fits = len(entity.together) == number and (entity.person or not people)
            power = 1.0 + entity.subject + 1.5 * fits + (people and entity.person)
            weight[code] = weight.get(code, 0.0) + power * _FADE**distance
            if entity.person or code not in latest or not latest[code].name:
                latest[code] = entity.mention
        for code in weight:
            weight[code] += _FREQUENT * self.frequency[code] / total
        order = sorted(weight, key=lambda c: (-weight[c], c))[:number]
        if len(order) < number:
            return []
        return [latest[code] if people else _as_state(latest[code]) for code in order]

    def _counts(self, entity: Entity) -> bool:
        mention = entity.mention
        return not self.registry.is_organisation(mention.actor) and mention.sector != "MED"

    def _is_person(self, mention: Mention) -> bool:
        if mention.name in self.registry.persons:
            return True
        role = self.registry.roles.get(mention.role or "")
        titled = mention.via in ("office", "name") and mention.name is not None and mention.sector != "IGO"
        return titled or (role is not None and role.title and not role.plural and mention.via == "office")

    def _is_plural(self, mention: Mention, head: Token) -> bool:
        """Return whether the words are a plural ("Palestinian leaders", "the Russians", "Houthis")."""
        if mention.via == "demonym":
            return head.pos_ in ("NOUN", "PROPN")
        if mention.via == "organisation":
            return mention.sector in ("REB", "UAF", "PRM") or head.text.endswith("s")
        return mention.via in ("office", "nominal") and bool({"Plur"} & set(head.morph.get("Number", [])))

    def _sex(self, mention: Mention) -> str:
        person = self.registry.persons.get(mention.name or "")
        return person.sex if person else ""


def _as_state(mention: Mention) -> Mention:
    """Return the state behind a mention of its president or army."""
    return Mention(mention.start, mention.end, mention.text, mention.actor)


def _replaced(entity: Entity, together: frozenset[str]) -> Entity:
    return Entity(
        entity.mention, entity.sentence, entity.head, entity.subject, together, entity.person, entity.plural,
        entity.sex,
    )  # fmt: skip


def head_of(mention: Mention, parsed: Parsed) -> Token:
    """Return the token of a mention that governs its others."""
    tokens = parsed.tokens(mention.start, mention.end)
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[0])


def first_conjunct(token: Token) -> Token:
    """Return the first of the coordinated words that a token belongs to."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


def linked(one: Token, other: Token) -> bool:
    """Return whether two names are coordinated or make one compound ("Xi and Putin", "China-Russia")."""
    if first_conjunct(one).i == first_conjunct(other).i:
        return True
    between = [
        t.lower_ for t in one.doc[one.i + 1 : other.i] if t.pos_ not in ("DET", "ADJ") or t.lower_ == "and"
    ]
    if one.pos_ == "PROPN" or other.pos_ == "PROPN" or one.pos_ == "ADJ":
        return bool(between) and set(between) <= {"and", "-", "–", "&", "/"} and len(between) <= 2
    return False


def subject_of_clause(token: Token) -> Token | None:
    """Return the subject of the clause a token stands in, through open complements; None if there is none."""
    node = token
    for _ in range(30):
        subjects = [c for c in node.children if c.dep_ in SUBJECTS and c.i != token.i]
        if node.i != token.i and subjects and subjects[0].lower_ not in ("which", "that", "who"):
            return subjects[0]
        if node.head.i == node.i:
            return None
        node = node.head
    return None


def by_sentence(mentions: Sequence[Mention], parsed: Mapping[int, Parsed]) -> dict[int, list[Mention]]:
    """Return mentions under the index of the sentence that they stand in."""
    placed: dict[int, list[Mention]] = {index: [] for index in parsed}
    for index, one in parsed.items():
        placed[index] = [m for m in mentions if one.span.start <= m.start and m.end <= one.span.end]
    return placed
