"""What a reader keeps in mind while reading on: who was mentioned where, as what, with whom.

Salience follows centering theory (Grosz, Joshi & Weinstein 1995) in its plainest form: recent before old,
subjects and coordinated names before others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import msgspec
from msgspec.structs import replace

from visavis.coding.actors.capitals import before_verb
from visavis.coding.actors.given import given_names
from visavis.coding.actors.registry import Registry
from visavis.reading.syntax import Parsed
from visavis.reading.tokens import Token
from visavis.records import Mention

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj")
BACK = 3  # sentences that a singular pronoun looks back over
_WINDOW = 8  # sentences that "the two leaders" looks back over
_LINKS = frozenset({"and", "-", "–", "&", "/", ",", "or", "nor"})
_FADE = 0.55  # how much of a mention's weight is left one sentence on
_FREQUENT = 2.0  # weight of the share of the article's mentions that states hold


class Entity(msgspec.Struct, frozen=True):
    """One mention as the reader remembers it.

    Attributes:
        mention: the mention.
        sentence: index of its sentence.
        head: its head token.
        first, last: its tokens (indices, both included).
        subject: it is a subject, or coordinated with one.
        together: number of coordinated actors that it belongs to, itself included.
        person: it stands for one person.
        plural: the words themselves are plural ("Palestinian leaders").
        sex: m, f or empty when unknown.
    """

    mention: Mention
    sentence: int
    head: Token
    first: int
    last: int
    subject: bool
    together: frozenset[str]
    person: bool
    plural: bool
    sex: str

    def covers(self, token: Token) -> bool:
        """Return whether a token of the same sentence lies inside the mention."""
        return self.first <= token.i <= self.last


class Discourse:
    """Everything mentioned so far, in text order."""

    def __init__(self, registry: Registry, mentions: Sequence[Mention] = ()) -> None:
        """Open an article whose words give ``mentions``: how often each actor is named counts."""
        self.registry = registry
        self.entities: list[Entity] = []
        self._joined: list[bool] = []  # whether each is linked with the one before it
        self.frequency = Counter(m.actor for m in mentions if m.actor)

    def add(self, mentions: Sequence[Mention], sentence: int, parsed: Parsed) -> None:
        """Remember mentions of one sentence that belong together (one, or all that share a span)."""
        codes = frozenset([m.actor for m in mentions if m.actor])
        begin = len(self.entities)
        for mention in mentions:
            if mention.actor is None and mention.name is None:
                continue
            tokens = parsed.tokens(mention.start, mention.end)
            head = head_of(tokens)
            entity = Entity(
                mention,
                sentence,
                head,
                tokens[0].i,
                tokens[-1].i,
                first_conjunct(head).dep_ in SUBJECTS or before_verb(tokens[-1]),
                codes,
                self._is_person(mention),
                len(codes) > 1 or self._is_plural(mention, head),
                self._sex(mention),
            )
            before = self.entities[-1:]
            self._joined.append(bool(before) and linked(before[0], entity))
            self.entities.append(entity)
        if any(self._joined[begin:]):
            self._couple(sentence)

    def since(self, sentence: int) -> list[Entity]:
        """Return what was mentioned in a sentence and after it."""
        first = len(self.entities)
        while first and self.entities[first - 1].sentence >= sentence:
            first -= 1
        return self.entities[first:]

    def recent(self, sentence: int, back: int = BACK) -> list[Entity]:
        """Return what the last few sentences mention, nearest sentence first, subjects first in each."""
        return sorted(
            self.since(sentence - back),
            key=lambda e: (sentence - e.sentence, not e.subject, -e.mention.start),
        )

    def _couple(self, sentence: int) -> None:
        """Mark which of a sentence's mentions are coordinated or compounded ("China and Russia")."""
        here = self.since(sentence)
        begin = len(self.entities) - len(here)
        pairs = [
            pair for pair, joined in zip(pairwise(here), self._joined[begin + 1 :], strict=True) if joined
        ]
        groups: dict[int, set[str]] = {}
        for one, other in pairs:
            joint = groups.get(one.first, set(one.together)) | other.together
            groups[one.first] = groups[other.first] = joint
        for one, other in reversed(pairs):
            groups[one.first] = groups[other.first]
        for k, entity in enumerate(here, start=begin):
            if (group := groups.get(entity.first)) is not None:
                subject = entity.subject or any(e.subject for e in here if groups.get(e.first) == group)
                self.entities[k] = replace(entity, together=frozenset(group), subject=subject)

    def salient(
        self, number: int, sentence: int, *, people: bool, without: frozenset[str] = frozenset()
    ) -> list[Mention]:
        """Return mentions of the ``number`` states that stand out most.

        States that were named together ("Xi and Putin", "China-Russia summit") come before any that were not.

        Args:
            number: how many.
            sentence: the sentence being read.
            people: prefer those who were mentioned as persons.
            without: codes that are not meant.
        """
        near = [e for e in self.since(sentence - _WINDOW) if self._counts(e)]
        total = sum(self.frequency.values()) or 1
        joint: dict[frozenset[str], float] = {}
        alone: dict[str, float] = {}
        for entity in near:
            fresh = _FADE ** (sentence - entity.sentence)
            code, together = entity.mention.actor or "", entity.together
            if len(together) == number and all(self.registry.state(one) for one in together):
                named = sum(self.frequency[one] for one in together) / total
                score = fresh + _FREQUENT * named + 0.7 * (people and entity.person)
                joint[together] = max(score, joint.get(together, 0.0))
            if code not in without:
                alone[code] = alone.get(code, 0.0) + fresh * (1 + entity.subject + (people and entity.person))
        coupled = bool(joint)
        for codes_there, fresh in self._alone_together(near, sentence, without):
            if len(codes_there) == number and (not coupled or fresh >= _FADE**2):
                named = sum(self.frequency[one] for one in codes_there) / total
                joint.setdefault(codes_there, 0.9 * fresh + _FREQUENT * named)
        if (leading := self._leading(number, without)) is not None:
            named = sum(self.frequency[one] for one in leading) / total
            joint[leading] = max(_FREQUENT * named, joint.get(leading, 0.0))
        if joint:
            best = max(joint, key=lambda together: (joint[together], sorted(together)))
            codes = sorted(best)
        else:
            codes = sorted(alone, key=lambda code: (-alone[code] - self.frequency[code] / total, code))[
                :number
            ]
        if len(codes) < number:
            return []
        meant = [e for e in self.entities if e.mention.actor in codes and self._counts(e)]
        latest = {e.mention.actor: e.mention for e in meant}
        latest |= {e.mention.actor: e.mention for e in meant if e.person and e in near}
        return [latest[code] if people else _as_state(latest[code]) for code in codes]

    def _leading(self, number: int, without: frozenset[str]) -> frozenset[str] | None:
        """Return the states that the article is about: those named most, about as often."""
        said = {e.mention.actor for e in self.entities if self._counts(e)}
        ranked = sorted(
            (code for code in said if code and self.registry.state(code)), key=lambda c: -self.frequency[c]
        )
        chosen, others = ranked[:number], ranked[number:]
        if len(chosen) < number or not without.isdisjoint(chosen):
            return None
        first, last = (self.frequency[code] for code in (chosen[0], chosen[-1]))
        clear = not others or self.frequency[others[0]] < last / 2
        return frozenset(chosen) if clear and last >= first / 2 else None

    def _alone_together(
        self, near: Sequence[Entity], sentence: int, without: frozenset[str]
    ) -> list[tuple[frozenset[str], float]]:
        """Return the states of each sentence before, with how fresh it is ("Xi met Putin": just two)."""
        places = sorted({e.sentence for e in near if e.sentence < sentence})
        found = []
        for place in places:
            codes = frozenset(e.mention.actor for e in near if e.sentence == place and e.mention.actor)
            if not codes & without:
                found.append((codes, _FADE ** (sentence - place)))
        return found

    def _counts(self, entity: Entity) -> bool:
        mention = entity.mention
        return (
            mention.actor is not None
            and not self.registry.is_organisation(mention.actor)
            and mention.sector != "MED"
        )

    def _is_person(self, mention: Mention) -> bool:
        if mention.name in self.registry.persons:
            return True
        role = self.registry.roles.get(mention.role or "")
        titled = mention.via in ("office", "name") and mention.name is not None and mention.sector != "IGO"
        if titled and role is not None and self.registry.is_group(mention.name):  # "Hamas' commander"
            return not role.plural and (role.title or role.words.split()[-1] in self.registry.grammar.single)
        holder = mention.via in ("office", "pronoun", "nominal")  # "Peru's minister", "her minister"
        return titled or (holder and role is not None and role.title and not role.plural)

    def _is_plural(self, mention: Mention, head: Token) -> bool:
        """Return whether the words are a plural ("Palestinian leaders", "the Russians", "Houthis")."""
        if mention.via == "demonym":
            return head.pos_ in ("NOUN", "PROPN")
        if mention.via == "organisation":
            return mention.sector in ("REB", "UAF", "PRM")
        return mention.via in ("office", "nominal") and ("Plur" in head.morph.get("Number", []))

    def _sex(self, mention: Mention) -> str:
        person = self.registry.persons.get(mention.name or "")
        if person is not None:
            return person.sex
        given = (mention.name or "").partition(" ")[0]
        return given_names(self.registry).get(given, "")


def _as_state(mention: Mention) -> Mention:
    """Return the state behind a mention of its president or army."""
    return Mention(mention.start, mention.end, mention.text, mention.actor)


def head_of(tokens: Sequence[Token]) -> Token:
    """Return the token of a mention (tokens in a row) that governs its others."""
    first, last = tokens[0].i, tokens[-1].i
    return next((t for t in tokens if not first <= t.head.i <= last or t.head is t), tokens[0])


def first_conjunct(token: Token) -> Token:
    """Return the first of the coordinated words that a token belongs to."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


def linked(one: Entity, other: Entity) -> bool:
    """Return whether two names stand together ("Xi and Putin", "China-Russia", "Beijing, Moscow")."""
    if one.head.doc is not other.head.doc or one.last >= other.first:
        return False
    between = [
        t.lower_
        for t in one.head.doc[one.last + 1 : other.first]
        if t.pos_ not in ("DET", "PRON", "ADJ", "NUM")
    ]
    if between and set(between) <= _LINKS and len(between) <= 2:
        return between != [","] or first_conjunct(one.head).i == first_conjunct(other.head).i
    return False


def subject_of_clause(token: Token) -> Token | None:
    """Return the subject of the clause a token stands in, through open complements; None if there is none."""
    node = token
    for _ in range(30):
        subjects = [
            c for c in node.children if c.dep_ in SUBJECTS and not c.is_ancestor(token) and c.i != token.i
        ]
        if node.i != token.i and subjects and subjects[0].lower_ not in ("which", "that", "who"):
            return subjects[0]
        if node.head.i == node.i:
            return None
        node = node.head
    return None


def governed(token: Token) -> frozenset[int]:
    """Return the tokens whose names a subject pronoun cannot stand for ("he is willing to work with Xi").

    A pronoun does not refer to a name that it commands (Chomsky 1981, principle C): one in what its verb
    takes, said before it or after it; not one in a clause beside, nor in what is fronted ("After his call
    with Xi, he left").
    """
    verb = token.head
    if token.dep_ not in SUBJECTS or verb.i == token.i:
        return frozenset()
    if verb.pos_ not in ("VERB", "AUX"):  # "he is the heir of Xi"
        return frozenset(t.i for t in verb.subtree if t.i > token.i)
    content = ("ccomp", "xcomp")
    parts = [c for c in verb.children if c.i > token.i or c.dep_ in content]
    inside = [t.i for c in parts if c.dep_ not in ("conj", "parataxis") for t in c.subtree]
    if verb.dep_ == "parataxis" and verb.head.i < token.i:  # "The talks were useful, he said"
        own = {t.i for t in verb.subtree}
        inside += [t.i for t in verb.head.subtree if t.i not in own and t.i < token.i]
    return frozenset(inside) - {token.i}
