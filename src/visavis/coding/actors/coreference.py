"""Words that refer back: pronouns, "the two leaders", "the bloc", surnames of people named before.

A small set of ordered rules over a discourse model (see ``discourse``); what they cannot settle stays out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from visavis.coding.actors.anaphors import Anaphor, counted_others, find_anaphors, plural_subjects_between
from visavis.coding.actors.appositions import apposed_names
from visavis.coding.actors.context import Context
from visavis.coding.actors.countries import Countries
from visavis.coding.actors.discourse import BACK, SUBJECTS, Discourse, Entity, subject_of_clause
from visavis.coding.actors.entries import PEERS
from visavis.coding.actors.persons import Persons, not_subject
from visavis.coding.actors.schema import Reference
from visavis.coding.actors.sentence import APOSTROPHES, Placed, Sentence
from visavis.coding.actors.unnamed import only_state, told_there, unnamed_actors, unnamed_mentions
from visavis.reading.syntax import Parsed
from visavis.reading.tokens import Token
from visavis.records import Mention, Via

_RULERS = frozenset({"president", "prime minister", "leader", "chancellor", "supreme leader", "king"})
_PAIR = 2
_POSSESSIVE = frozenset({"his", "her", "its", "their", "whose"})
_NOMINAL = frozenset({"several", "of two", "country", "domestic", "title", "generic", "group", "kin"})


def resolve(
    found: Mapping[int, Sequence[Mention]], sentences: Mapping[int, Sentence], context: Context
) -> list[Mention]:
    """Add the mentions that only what was said before explains.

    Args:
        found: for each sentence the mentions that its words give by themselves.
        sentences: the article's parsed sentences by index, in order.
        context: what the article as a whole tells.

    Returns:
        All mentions, old and new; those of unknown people whose state the text tells are completed.
    """
    resolver = _Resolver(context, [mention for one in found.values() for mention in one])
    result: list[Mention] = []
    for index, sentence in sentences.items():
        result += resolver.sentence(index, sentence, found[index])
    return result


class _Resolver:
    def __init__(self, context: Context, found: Sequence[Mention]) -> None:
        self.context = context
        self.registry = context.registry
        self.words = context.registry.reference
        self.discourse = Discourse(context.registry, found)
        self.officers: dict[tuple[str | None, str | None], set[str]] = {}  # who is called by a sole office
        self.people: dict[str, Mention] = {}  # surname -> who was introduced with it in this article
        self.found: dict[int, tuple[Parsed, Sequence[Mention]]] = {}  # sentence -> what its own words give
        self.persons = Persons(self.discourse, self.found)
        self.countries = Countries(self.discourse, context.date)
        self.rules: dict[str, Callable[[Anaphor, Token, int], list[Mention]]] = {
            "he": self.persons.meant, "she": self.persons.meant, "it": self._thing, "they": self._they,
            "whose": self._whose, "each other": self._each_other,
            "several": self._several, "of two": self._of_two, "country": self.countries.country,
            "domestic": self.countries.domestic, "title": self.countries.title, "generic": self._generic,
            "group": self._generic, "kin": self.countries.kin,
        }  # fmt: skip

    def sentence(self, index: int, sentence: Sentence, found: Sequence[Mention]) -> list[Mention]:
        """Resolve one sentence after all before it; return its mentions."""
        parsed = sentence.parsed
        found = [self._held(self._titled(mention, found)) for mention in found]
        found += self._surnames(parsed, found)
        bare, definite = unnamed_actors(sentence)
        found += unnamed_mentions(sentence, bare, found)
        anaphors = find_anaphors(parsed, found, self.registry)
        self.found[index] = (parsed, found)
        queue: list[tuple[int, Mention | Anaphor]] = [(m.start, m) for m in found]
        queue += [(parsed.start(parsed.doc[a.first]), a) for a in anaphors]
        mentions: list[Mention] = []
        for _, item in sorted(queue, key=lambda pair: pair[0]):
            new = [item] if isinstance(item, Mention) else self._resolved(item, index, sentence, found)
            named = [] if isinstance(item, Mention) else apposed_names(sentence, new, found)
            for mention in (*new, *named):
                self._introduce(mention)
            self.discourse.add(new, index, parsed)
            self.discourse.add(named, index, parsed)
            mentions += [*new, *named]
        return mentions + unnamed_mentions(sentence, definite, mentions)

    # ------------------------------------------------------------ people of the article

    def _held(self, mention: Mention) -> Mention:
        """Give "the Kenyan foreign minister" the name of the one whom the article calls so before."""
        office = (mention.actor, mention.role)
        names = self.officers.get(office, set())
        if mention.via != "office" or mention.name or len(names) != 1:
            return mention
        if not self.context.text[: mention.start].lower().endswith("the "):
            return mention
        return msgspec.structs.replace(mention, name=next(iter(names)))

    def _introduce(self, mention: Mention) -> None:
        if mention.via == "office" and mention.name and mention.role in self.words.held_by_one:
            self.officers.setdefault((mention.actor, mention.role), set()).add(mention.name)
        if (
            mention.name
            and mention.role
            and " " in mention.name
            and mention.name not in self.registry.persons
        ):
            self.people[mention.name.split()[-1]] = mention

    def _titled(self, mention: Mention, found: Sequence[Mention]) -> Mention:
        """Give "Defence Minister Pierre Joxe" the state that the sentence or the article leaves for him."""
        if mention.actor is not None or mention.via != "office" or mention.name is None:
            return mention
        known = self.people.get(mention.name.split()[-1])
        code = known.actor if known else None
        if code is None and mention.role in self.words.offices_of_state:
            named = [m for m in found if m.via in ("name", "capital") and not m.name]
            code = only_state(named, self.context) or only_state(found, self.context)
            code = self._host(found, code) or code
        if code is None:
            return mention
        return Mention(
            mention.start,
            mention.end,
            mention.text,
            code,
            mention.name,
            mention.sector,
            mention.role,
            "office",
        )

    def _host(self, found: Sequence[Mention], code: str | None) -> str | None:
        """Return whose minister receives another state's: "arrived in Moscow and was met by ..."."""
        guests = [m for m in found if m.actor == code and m.via == "office" and m.sector == "GOV"]
        if code is None or not guests or not found:
            return None
        span = next(s for s in self.context.reading.sentences if s.start <= found[0].start < s.end)
        hits = [h for h in self.context.hits(span.start, span.end) if h.best.kind in ("capital", "place")]
        there = [h for h in hits if not self.context.text[: h.start].rstrip().endswith(" from")]
        places = {h.best.code for h in there} - {code}
        return next(iter(places)) if len(places) == 1 else None

    def _surnames(self, parsed: Parsed, found: Sequence[Mention]) -> list[Mention]:
        """Find later mentions of people whom the registry does not know but the article introduced."""
        new = []
        for token in parsed.doc if self.people else ():
            known = self.people.get(token.text) if token.pos_ == "PROPN" else None
            if known is None:
                continue
            start, end = parsed.start(token), parsed.end(token)
            if any(m.start < end and m.end > start for m in found):
                continue
            new.append(
                Mention(start, end, token.text, known.actor, known.name, known.sector, known.role, "name")
            )
        return new

    # ------------------------------------------------------------ words that refer back

    def _resolved(
        self, anaphor: Anaphor, index: int, sentence: Sentence, found: Sequence[Mention]
    ) -> list[Mention]:
        parsed = sentence.parsed
        token = parsed.doc[anaphor.last]
        sources = self._ahead(token, parsed, found) if anaphor.word in ("his", "her") else []
        sources = sources or self.rules[anaphor.sort](anaphor, token, index)
        if anaphor.sort == "country" and not sources and not self.countries.states(index, index):
            sources = told_there(found)
        start, end = parsed.start(parsed.doc[anaphor.first]), parsed.end(token)
        via: Via = "nominal" if anaphor.sort in _NOMINAL else "pronoun"
        ordered = {m.actor: m for m in sources}
        marked = anaphor.sort == "country" and sentence.word(anaphor.last + 1) in APOSTROPHES
        if anaphor.word in _POSSESSIVE or marked:
            owned = self._owned(sentence, anaphor.last + marked, found)
            if owned is not None and owned.role is not None:
                end, role = sentence.ends[owned.last], owned.role
                ordered = {code: Mention(0, 0, "", code, None, role.sector, role.words) for code in ordered}
        text = self.context.text[start:end]
        return [
            Mention(start, end, text, m.actor, m.name, m.sector, m.role, via)
            for m in ordered.values()
            if m.actor
        ]

    def _owned(self, sentence: Sentence, last: int, found: Sequence[Mention]) -> Placed | None:
        """Return the office in "its troops", "his government"; a counterpart is another state's."""
        owned = sentence.role_after(last + 1, gap=2)
        if owned is None or owned.role is None or owned.role.words in PEERS:
            return None
        if owned.last + 1 in sentence.hits or sentence.pos(owned.last + 1) in ("NOUN", "PROPN"):
            return None
        start, end = sentence.starts[last + 1], sentence.ends[owned.last]
        taken = any(m.start < end and start < m.end for m in found)
        return None if taken or owned.role.sector not in self.words.owned_sectors else owned

    def _ahead(self, token: Token, parsed: Parsed, found: Sequence[Mention]) -> list[Mention]:
        """Read "In his opening remarks, Xi said": a fronted possessive points at the subject that follows."""
        subject = subject_of_clause(token)
        if subject is None or subject.i < token.i or any(t.i < token.i for t in subject.subtree):
            return []
        start, end = parsed.start(subject), parsed.end(subject)
        return [m for m in found if m.start <= start and end <= m.end and m.name][:1]

    def _thing(self, anaphor: Anaphor, token: Token, index: int) -> list[Mention]:
        recent = [
            e
            for e in self.discourse.recent(index, 1)
            if not e.person and len(e.together) == 1 and e.mention.sector != "MED"
        ]
        recent = [e for e in recent if (e.mention.via != "pronoun" or e.subject) and not e.plural]
        recent = not_subject(self.discourse, recent, anaphor, token, index)
        harmer = _harmer(token, self.words) if anaphor.word == "its" else None
        recent = _unharmed(recent, harmer, index)
        if token.dep_ in SUBJECTS and token.head.dep_ == "acl:relcl":  # "Peru, which it attacked": not Peru
            recent = [e for e in recent if e.sentence != index or not e.covers(token.head.head)]
        here = [e for e in recent if e.sentence == index and e.head.i < token.i]
        subject, entity = subject_of_clause(token if harmer is None else harmer.head), None
        if subject is not None and subject.i < token.i:
            entity = next((e for e in self.discourse.since(index) if e.covers(subject)), None)
            if entity in recent and entity is not None:
                return [entity.mention]
            if entity is not None:
                own = [e for e in here if e.mention.actor == entity.mention.actor]
                if own:
                    return [own[0].mention]
            elif subject.pos_ in ("NOUN", "PROPN") and not any(
                e.subject and e.first > subject.i for e in here
            ):
                return self._owner_of(subject, here)
        owners = [e for e in here if e.head.dep_ == "nmod:poss"]
        codes = {e.mention.actor for e in here}
        if entity is not None and entity.person and len(codes) == 1:
            return [here[0].mention]
        if here and (here[0].subject or (len(codes) == 1 and (owners or anaphor.word == "its"))):
            return [here[0].mention]
        before = [e for e in recent if e.sentence == index - 1 and e.subject]
        opens = token.dep_ == "nmod:poss" and token.head.dep_ in SUBJECTS and not here  # "Its neighbour said"
        if (token.dep_ in SUBJECTS or opens) and len({e.mention.actor for e in before}) == 1:
            return [before[0].mention]
        return []

    def _owner_of(self, subject: Token, here: Sequence[Entity]) -> list[Mention]:
        """Read "Russia's behaviour and its threat": the subject is no actor, but what owns it is one."""
        inside = {t.i for t in subject.subtree}
        owners = [e for e in here if e.head.i in inside and e.head.i < subject.i]
        return [owners[0].mention] if owners else []

    def _they(self, anaphor: Anaphor, token: Token, index: int) -> list[Mention]:
        window = [e for e in self.discourse.recent(index, 2) if e.plural or len(e.together) > 1]
        window = not_subject(self.discourse, window, anaphor, token, index)
        here = [e for e in window if e.sentence == index and e.head.i < token.i]
        subject = subject_of_clause(token)
        own = [e for e in here if subject is not None and e.covers(subject)]
        if not own and (pair := self._with_subject(anaphor, token, subject, index)) is not None:
            return self._group(pair)
        best = next(iter(own or here or [e for e in window if e.sentence < index]), None)
        if best is None or (best.sentence == index and own == [] and self._rival(best, token)):
            return []
        if best.sentence != index and any(plural_subjects_between(list(token.doc), 0, token.i)):
            return []
        return self._group(best)

    def _whose(self, anaphor: Anaphor, token: Token, index: int) -> list[Mention]:
        """Return whom a relative clause is about ("the militia, whose fighters": the militia's)."""
        here = [e for e in self.discourse.since(index) if e.last < anaphor.first]
        clause = next((t for t in token.ancestors if t.dep_ == "acl:relcl"), None)
        if clause is not None and (meant := [e for e in here if e.covers(clause.head)]):
            return self._group(meant[0]) if meant[0].plural else [meant[0].mention]
        return [e.mention for e in here if anaphor.first - e.last == 1 + (token.doc[token.i - 1].text == ",")]

    def _with_subject(
        self, anaphor: Anaphor, token: Token, subject: Token | None, index: int
    ) -> Entity | None:
        """Return the last pair that holds the subject of "it would widen their cooperation"."""
        if anaphor.word != "their" or token.head.lower_ not in self.words.shared or subject is None:
            return None
        acting = {e.mention.actor for e in self.discourse.since(index) if e.covers(subject)}
        pairs = [e for e in self.discourse.entities if len(e.together) == 2 and acting < e.together]
        return pairs[-1] if len(acting) == 1 and pairs else None

    def _group(self, best: Entity) -> list[Mention]:
        """Return the mentions of all that an entity was named together with, itself included."""
        return [
            e.mention
            for e in self.discourse.entities
            if e.sentence == best.sentence and e.together == best.together
        ]

    def _rival(self, best: Entity, token: Token) -> bool:
        return any(plural_subjects_between(list(token.doc), best.head.i + 1, token.i))

    def _each_other(self, anaphor: Anaphor, token: Token, index: int) -> list[Mention]:
        several = [e for e in self.discourse.recent(index, 1) if len(e.together) > 1]
        if not several:
            return []
        return self._group(several[0])

    def _several(self, anaphor: Anaphor, token: Token, index: int) -> list[Mention]:
        if anaphor.word == "koreas":
            return [Mention(0, 0, "", code) for code in ("KOR", "PRK")]
        if anaphor.word == "two" and self._others_counted(anaphor, index):
            return []
        here = [e for e in self.discourse.since(index)]
        alone = frozenset(e.mention.actor for e in here if e.mention.actor and e.mention.sector != "MED")
        found = self.discourse.salient(anaphor.number, index, people=anaphor.people, without=alone)
        if not found:
            found = self.discourse.salient(anaphor.number, index, people=anaphor.people)
        named = [self._namesake(m, index) for m in found] if anaphor.people else found
        return sorted(named, key=lambda m: m.actor or "")

    def _others_counted(self, anaphor: Anaphor, index: int) -> bool:
        """Return whether "the two" may be others: "Two boys fled from Chile to Peru. The two ..."."""
        ahead = [number for at, number in self._counted(index) if at < anaphor.first]
        return anaphor.number in (*ahead, *(number for _, number in self._counted(index - 1)))

    def _counted(self, index: int) -> list[tuple[int, int]]:
        """Return where a sentence counts what is no actor ("two fishermen"): the token and the number."""
        parsed, found = self.found.get(index, (None, ()))
        return [] if parsed is None else list(counted_others(parsed, found, self.words))

    def _namesake(self, mention: Mention, index: int) -> Mention:
        """Return the person of a state that "the two leaders" means, where one was named; else the state."""
        people = [
            e for e in self.discourse.recent(index, 99) if e.person and e.mention.actor == mention.actor
        ]
        ruling = [e for e in people if e.mention.role in _RULERS]
        best = (ruling or people)[:1]
        return best[0].mention if best else Mention(0, 0, "", mention.actor)

    def _of_two(self, anaphor: Anaphor, token: Token, index: int) -> list[Mention]:
        """Resolve "the former" and "the latter": the first and the last of the two named just before."""
        for back in range(BACK):
            there = [e for e in self.discourse.entities if e.sentence == index - back and e.mention.actor]
            joint = [e for e in there if len(e.together) == _PAIR] or there
            pair = list({e.mention.actor: e.mention for e in joint}.values())
            if len(pair) >= _PAIR:
                return [pair[0] if anaphor.word == "former" else pair[1]] if len(pair) == _PAIR else []
        return []

    def _generic(self, anaphor: Anaphor, token: Token, index: int) -> list[Mention]:
        for entity in sorted(self.discourse.recent(index, 4), key=lambda e: -e.mention.start):
            mention = entity.mention
            fits = anaphor.word in self.registry.generic(mention.actor or "")
            armed = (
                mention.sector in ("REB", "UAF", "PRM") and mention.name and anaphor.word in self.words.group
            )
            if fits or armed:
                return [mention]
        return []


def _harmer(token: Token, words: Reference) -> Token | None:
    """Return who harms what a possessive owns, in what another says ("Peru said Chile had rammed its boats").

    Nobody does that to his own, so that "its" is not whoever harms; None where nobody does.
    """
    noun = token.head
    own = noun.lemma_.lower() in words.still_own or any(c.lower_ == "own" for c in noun.children)
    if noun.dep_ == "nmod" and noun.head.pos_ in ("NUM", "NOUN"):
        noun = noun.head
    verb = noun.head
    deed = verb.lemma_.lower()
    if noun.dep_ == "obl":
        deed += "".join(f" {c.lower_}" for c in noun.children if c.dep_ == "case")
    harmed = noun.dep_ in ("obj", "obl") and noun.i > verb.i and deed in words.harming
    if own or not harmed or verb.dep_ != "ccomp":
        return None
    return next((c for c in verb.children if c.dep_ == "nsubj"), None)


def _unharmed(found: list[Entity], harmer: Token | None, index: int) -> list[Entity]:
    """Leave out who harms, unless nobody else is left."""
    inside = {t.i for t in harmer.subtree} if harmer is not None else frozenset()
    return [e for e in found if e.sentence != index or e.head.i not in inside] or found
