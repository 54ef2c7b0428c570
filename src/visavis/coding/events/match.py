"""Triggers in a sentence: which patterns of the codebook hold at which tokens."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from visavis.coding.events import arguments as args
from visavis.coding.events.calendar_words import TIMES
from visavis.coding.events.patterns import Lexicon, Pattern
from visavis.coding.events.sentence import SUBJECTS, Sentence

_NP = frozenset(
    {"compound", "amod", "nmod", "nmod:poss", "conj", "flat", "appos", "nummod", "obl", "nmod:unmarked"}
)
_PLACE, _RANK = operator.itemgetter(0), operator.attrgetter("rank")
_SPECIFICITY = operator.attrgetter("specificity")
_NOT = frozenset({"not", "n't", "never", "cannot"})
_FIRM = frozenset({"will", "wo", "would", "can", "could", "ca", "cannot", "must", "shall"})
_AWAY = frozenset({"in", "at", "during", "against", "from"})
_GOVERNED = frozenset({"obj", "nsubj", "nsubj:pass", "obl", "xcomp", "conj", "nsubj:outer", "obl:unmarked"})


class Match(NamedTuple):
    """One pattern that holds at one token.

    Attributes:
        pattern: which.
        at: position of its head.
        obj: position of the object it asked for, if any.
        light: for nouns, the light verb above it, if any.
        used: positions of all words that belong to the trigger.
        direct: 1.0 when the parse supports it, less when word order had to do.
    """

    pattern: Pattern
    at: int
    obj: int | None
    light: int | None
    used: frozenset[int]
    direct: float

    @property
    def rank(self) -> tuple[int, float, float]:
        """Order of preference among matches at one token."""
        return (self.pattern.specificity, self.direct, self.pattern.frame.strength)


def matches(s: Sentence, lexicon: Lexicon) -> Iterator[Iterator[Match]]:
    """Yield for each token that can be a trigger its matches, the most specific first, in text order.

    A match is looked for when it is asked for: most often the most specific is the one that counts.
    """
    present = {"", *s.there}.union(*s.classes)
    refusable = "no" in s.there or not _NOT.isdisjoint(s.there)
    for i, word in enumerate(s.low):
        groups = lexicon.sought(word)
        if groups is None or i in s.months:
            continue
        able = [
            (place, p)
            for sought in groups.keys() & present
            for place, p in groups[sought]
            if p.needs <= present and (refusable or p.kind != "negated")
        ]
        if able:
            yield _ranked(s, i, able)


def _ranked(s: Sentence, i: int, able: list[tuple[int, Pattern]]) -> Iterator[Match]:
    """Yield the matches at one token by rank; of two of one rank the first of the codebook wins.

    Args:
        s: the sentence.
        i: the token.
        able: patterns that may hold there, with their places in the codebook.
    """
    able.sort(key=_PLACE)
    patterns = [p for _, p in able]
    patterns.sort(key=_SPECIFICITY, reverse=True)
    for _, alike in itertools.groupby(patterns, _SPECIFICITY):
        yield from sorted([m for p in alike if (m := _match(s, i, p)) is not None], key=_RANK, reverse=True)


def _match(s: Sentence, i: int, p: Pattern) -> Match | None:
    if p.kind == "verb":
        return _verb(s, i, p) if s.is_verb(i) else None
    if p.kind == "negated":
        return _verb(s, i, p) if s.is_verb(i) and refused(s, i, p) else None
    if p.kind == "modal":
        return _modal(s, i, p)
    if p.kind == "noun":
        if p.prefix:
            at = _hyphened(s, i, p.prefix)
            return _noun(s, at, p) if at is not None else None
        return _noun(s, i, p) if s.is_noun(i) and not _verbal(s, i) else None
    return _adjective(s, i, p)


def _hyphened(s: Sentence, i: int, prefix: str) -> int | None:
    """Return the head of a hyphened word ("build-up", in three tokens) whose last part stands at ``i``."""
    if s.low[i].startswith(f"{prefix}-"):
        return i
    before = [word for part in prefix.split("-") for word in (part, "-")]
    first = i - len(before)
    if first < 0 or s.low[first:i] != before:
        return None
    return first if first <= s.head[i] < i else i


def _verbal(s: Sentence, i: int) -> bool:
    return s.pos[i] == "VERB" and s.is_verb(i) and s.dep[i] not in ("obj", "nmod", "compound")


def _verb(s: Sentence, i: int, p: Pattern) -> Match | None:
    used = {i}
    if p.prefix and _hyphened(s, i, p.prefix) is None:
        return None
    governed = _particles(s, i, p, used)
    if governed is None:
        return None
    obj: int | None = governed[-1] if governed and not args.objects_own(s, i) else None
    direct = 1.0
    if p.obj:
        obj = _holding(s, [*args.objects(s, i), *governed], p.obj, used)
        if obj is None:
            obj = _said_of(s, i, p.obj, used)
        if obj is None and not any(s.mentions[k] for k in args.objects_own(s, i)):
            obj, direct = _window(s, i, p.obj, used), 0.85
        if obj is None:
            return None
        if (
            direct == 1.0
            and not all(name in s.classes[obj] for name in p.obj)
            and not _told_by_adjective(s, obj, p)
        ):
            direct = 0.97  # the class word only modifies: "bomb makers"
    if (p.barred and _barred(s, i, p, obj)) or not _wanted(s, i, p, used):
        return None
    return Match(p, i, obj, None, frozenset(used), direct)


def _told_by_adjective(s: Sentence, obj: int, p: Pattern) -> bool:
    """Tell whether an adjective makes an object what a pattern asks for ("a suspected militant")."""
    told = [k for k in s.kids[obj] if s.dep[k] == "amod" and s.low[k].endswith("ed")]
    return all(any(name in s.classes[k] for k in [obj, *told]) for name in p.obj)


def _particles(s: Sentence, i: int, p: Pattern, used: set[int]) -> list[int] | None:
    """Return the noun phrases that a verb's own prepositions govern; None when a particle is missing."""
    governed: list[int] = []
    for word in p.particles:
        near = (k for k in range(i + 1, min(s.n, i + 9)) if s.low[k] == word and _near(s, i, k))
        at = next((k for k in near if not _dates(s, k)), None)
        if at is None or (word == "to" and s.dep[at] == "mark" and s.pos[s.head[at]] == "VERB"):
            return None
        if word == "over" and p.obj and _about(s, i, at):
            return None
        used.add(at)
        if s.dep[at] in ("case", "mark") and s.head[at] > at:
            governed.append(s.head[at])
    return governed


def _about(s: Sentence, verb: int, over: int) -> bool:
    """Tell whether an "over" behind the object says what it is about: "took Peru to task over a bank"."""
    to = over + 1 < s.n and s.low[over + 1] == "to"
    return s.dep[over] == "case" and not to and any(k < over for k in args.objects_own(s, verb))


def refused(s: Sentence, i: int, p: Pattern) -> bool:
    """Tell whether a verb stands under a negated will, would, can or must ("will never accept").

    A "no" at its object is a refusal where the pattern asks for one: "sees no need", not "took no food in".
    """
    for up in (i, *s.above(i)[:2]):
        auxes = {s.low[k] for k in s.kids[up] if k < up}
        if auxes & _NOT and auxes & _FIRM:
            return True
        if s.dep[up] not in ("xcomp", "conj", "aux"):
            break
    return bool(p.obj) and any(s.low[j] == "no" for k in args.objects_own(s, i) for j in s.kids[k])


def _modal(s: Sentence, i: int, p: Pattern) -> Match | None:
    """Match an obligation ("must", "has to"): its trigger's head is the verb that it bears on."""
    if p.before and not (i + 1 < s.n and s.low[i + 1] in p.before):
        return None
    if s.dep[i] == "aux":
        verb: int | None = s.head[i]
    else:
        verb = next((k for k in s.kids[i] if s.dep[k] == "xcomp"), None) if p.before else None
    if verb is None or verb < i or any(s.dep[k] in SUBJECTS and k > i for k in s.kids[verb] if k < verb):
        return None  # "should it go on": a condition
    return Match(p, verb, None, None, frozenset({i}), 1.0)


def _barred(s: Sentence, i: int, p: Pattern, obj: int | None) -> bool:
    if "obj" in p.barred and args.objects_own(s, i):
        return True
    heads = [obj] if obj is not None else args.objects(s, i)
    return any(name in s.classes[j] for h in heads for j in [h, *s.kids[h]] for name in p.barred)


def _wanted(s: Sentence, i: int, p: Pattern, used: set[int]) -> bool:
    """Check obliques, complement clause and loose cues that a pattern asks for."""
    for prep, name in p.preps:
        hit = _holding(s, args.obliques(s, i, prep.replace("_", " ")), (name,), used)
        if hit is None and not _prep_window(s, i, prep.replace("_", " "), name, used):
            return False
    if p.clause:
        comps = args.complements(s, i)
        if not comps:
            return False
        if p.inside == "to":
            return any(s.low[k] == "to" and s.dep[k] == "mark" for c in comps for k in s.kids[c])
        if p.inside and not any(p.inside in s.classes[j] for c in comps for j in _asked(s, c, p)):
            return False
    return not p.near or _beside(s, i, p, used)


def _beside(s: Sentence, i: int, p: Pattern, used: set[int]) -> bool:
    """Tell whether the loose cues of a pattern stand in a verb's or noun's clause or in its subject."""
    inside = set(s.subtree(s.clause(i)))
    for subject in args.subjects(s, i)[:1]:
        inside |= set(s.subtree(subject))
    for name in p.near:
        there = [j for j in inside if name in s.classes[j]]
        if not there:
            return False
        if name in ("not", "no"):  # a trigger's own "not" does not deny it: "has not budged"
            used.update(there)
    return True


def _asked(s: Sentence, clause: int, p: Pattern) -> list[int]:
    """Return the tokens of a complement among which a pattern's word is looked for."""
    told = _told(s, clause)
    return [j for j in told if s.pos[j] == "VERB"] if p.governs else told


def _told(s: Sentence, clause: int) -> list[int]:
    """Return the tokens of a complement clause without the relative clauses in it."""
    out, todo = [], [clause]
    while todo:
        i = todo.pop()
        out.append(i)
        todo.extend(k for k in s.kids[i] if s.dep[k] not in ("acl:relcl", "parataxis"))
    return out


def _dates(s: Sentence, k: int) -> bool:
    """Tell whether a preposition only says when: "advanced on Thursday", "took them in the first week"."""
    when = s.low[k] in ("on", "in", "at", "over", "for")
    return when and s.dep[k] == "case" and s.head[k] > k and s.low[s.head[k]] in TIMES


def _near(s: Sentence, verb: int, k: int) -> bool:
    """Tell whether a particle or preposition belongs to a verb before it."""
    if s.head[k] == verb or k == verb + 1:
        return True
    governor = s.head[k]
    if s.head[governor] == verb and k < governor:
        return True
    between = range(verb + 1, k)
    return k - verb <= 3 and not any(s.pos[j] in ("VERB", "PUNCT", "SCONJ", "ADP") for j in between)


def _holding(s: Sentence, heads: Iterable[int], names: tuple[str, ...], used: set[int]) -> int | None:
    """Return the phrase head whose noun phrase holds words of all classes asked for."""
    for head in heads:
        for one in s.conjuncts(head):
            hits = []
            for name in names:
                hit = _within(s, one, name, 0)
                if hit is None:
                    break
                hits.append(hit)
            else:
                used.update(hits)
                return one
    return None


def _said_of(s: Sentence, verb: int, names: tuple[str, ...], used: set[int]) -> int | None:
    """Return whom a verb says an adjective of ("held Peru responsible"), else that ("stood ready")."""
    for k in s.kids[verb]:
        told = s.pos[k] == "ADJ" and s.dep[k] in ("xcomp", "advmod")
        if told and all(name in s.classes[k] for name in names):
            used.add(k)
            return next(iter(args.objects(s, verb)), k)
    return None


def _within(s: Sentence, head: int, name: str, depth: int) -> int | None:
    if name in s.classes[head]:
        return head
    if depth >= 3:
        return None
    for k in s.kids[head]:
        if s.dep[k] in _NP or s.dep[k].split(":")[0] == "nmod":
            if s.dep[k] == "conj" and depth == 0:
                continue
            if s.case(k) not in ("", "of", "in", "for", "on", "to", "'s", "'", "worth of"):
                continue
            hit = _within(s, k, name, depth + 1)
            if hit is not None:
                return hit
    return None


def _window(s: Sentence, i: int, names: tuple[str, ...], used: set[int]) -> int | None:
    """Find the object by word order: a word of the class soon after the verb, no verb or clause between."""
    hits: list[int] = []
    for k in range(i + 1, min(s.n, i + 9)):
        if k in s.reported and i not in s.reported:
            break
        if k in used:
            continue
        other = s.pos[k] in ("VERB", "SCONJ", "AUX") and s.dep[k] not in ("amod", "compound")
        if other and not any(name in s.classes[k] for name in names):
            break
        if s.low[k] in (";", ":", "who", "which", "that", "after", "before", "while"):
            break
        if s.low[k] in _AWAY and s.dep[k] == "case" and args.objects_own(s, i):
            break  # "handed out blankets at the station"
        if any(name in s.classes[k] for name in names):
            hits.append(k)
            if all(any(name in s.classes[h] for h in hits) for name in names):
                used.update(hits)
                return k
    return None


def _prep_window(s: Sentence, i: int, prep: str, name: str, used: set[int]) -> bool:
    words = prep.split()
    for k in range(i + 1, min(s.n, i + 10)):
        if s.low[k : k + len(words)] == words:
            for j in range(k + 1, min(s.n, k + 7)):
                if s.pos[j] in ("VERB", "SCONJ", "ADP") and name not in s.classes[j]:
                    break
                if name in s.classes[j]:
                    used.update((k, j))
                    return True
    return False


def _noun(s: Sentence, i: int, p: Pattern) -> Match | None:
    if s.dep[i] in ("compound", "amod") and s.head[i] > i and s.pos[s.head[i]] in ("NOUN", "PROPN"):
        return None  # "the summit venue": the head tells what is meant
    used = {i}
    for name in p.before:
        hit = next((k for k in range(i - 1, max(-1, i - 5), -1) if name in s.classes[k]), None)
        if hit is None:
            hit = next((k for k in s.kids[i] if name in s.classes[k]), None)
        if hit is None:
            return None
        used.add(hit)
    if (p.case and s.case(i) != p.case) or (p.type == "ASSAULT" and s.case(i) == "under"):
        return None  # who is "under mortar fire" does not fire
    light = light_verb(s, i)
    if p.case and light is None:  # "in protest", "through joint exercises": the clause tells who
        above = s.head[s.head[i]] if s.dep[s.head[i]] == "obj" else s.head[i]
        light = i if _predicate(s, i) else above if _predicate(s, above) else None  # "is in league with Peru"
    if not _wanted(s, i, p, used) or (p.made and not _of_party(s, i, p)):
        return None
    return Match(p, i, None, light, frozenset(used), 1.0)


def _of_party(s: Sentence, i: int, p: Pattern) -> bool:
    """Tell whether a noun's deed is done to a party: "the suspension of Peru", not "of Peru's bill"."""
    if any(prep == "of" for prep, _ in p.preps):
        return True
    told = args.obliques(s, i, "of")
    if p.type in (
        "ASSAULT",
        "COERCE",
    ):  # "the overrunning of Srebrenica", "the padlocking of a party's offices"
        return any(s.pos[k] == "PROPN" or "@political" in s.classes[j] for k in told for j in s.subtree(k))
    return any("@political" in s.classes[k] for k in told)


def _predicate(s: Sentence, i: int) -> bool:
    return s.is_verb(i) or any(s.dep[k] == "cop" for k in s.kids[i])


def light_verb(s: Sentence, noun: int) -> int | None:
    """Return the light verb that a noun completes ("hold talks", "talks began", "engaged in fighting")."""
    i, steps = noun, 0
    while s.dep[i] in ("nmod", "conj") and steps < 3 and (s.dep[i] == "conj" or s.case(i) in ("of", "in")):
        i, steps = s.head[i], steps + 1
        if s.pos[i] == "VERB":
            return None
    after = s.dep[i] == "obl" and s.case(i) in ("after", "following", "during") and s.is_verb(s.head[i])
    if after and (any(s.case(k) == "with" for k in s.kids[i]) or _several(s, s.head[i])):
        return s.head[i]  # "after talks with Peru, Chile's minister said": he talked
    governor = s.head[i] if s.pos[i] != "VERB" or s.dep[i] in _GOVERNED else i
    if governor == noun or s.pos[governor] not in ("VERB", "AUX"):
        return None
    if "@light" not in s.classes[governor]:
        return None
    if s.dep[i] == "obl" and s.case(i) not in ("in", "on", "into", "to", "for", "with"):
        return None
    return governor


def _several(s: Sentence, verb: int) -> bool:
    """Tell whether several states say something together ("the ministers of Peru and Chile said")."""
    if "@speech" not in s.classes[verb]:
        return False
    named = (m.actor for top in args.subjects(s, verb) for k in s.subtree(top) for m in s.mentions[k])
    return len({actor for actor in named if actor}) > 1


def _adjective(s: Sentence, i: int, p: Pattern) -> Match | None:
    cop = any(s.dep[k] == "cop" for k in s.kids[i]) or s.dep[i] in (
        "xcomp",
        "amod",
        "acl",
        "advcl",
        "conj",
        "ROOT",
        "ccomp",
    )
    if not cop or s.pos[i] == "PROPN" or any(s.dep[k] == "obj" for k in s.kids[i]):
        return None  # "open the palace to the public" is no adjective
    used = {i}
    obj: int | None = None
    for word in p.particles:
        at = next((k for k in range(i + 1, min(s.n, i + 6)) if s.low[k] == word), None)
        if at is None or (word == "to" and s.dep[i] == "amod" and s.dep[at] == "mark"):
            return None  # "opposed attempts to divide them": opposed to nobody
        used.add(at)
        if s.dep[at] == "case":
            obj = s.head[at]
    if p.obj:
        hit = _holding(s, [obj] if obj is not None else [], p.obj, used)
        if hit is None:
            hit = _window(s, i, p.obj, used)
        if hit is None:
            return None
        obj = hit
    if not _wanted(s, i, p, used):
        return None
    return Match(p, i, obj, None, frozenset(used), 1.0)
