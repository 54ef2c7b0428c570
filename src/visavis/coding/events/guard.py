"""What keeps ordinary news out: whether parties are political, and words of sport, business and the like."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterable

from visavis.coding.events.arguments import objects, objects_own, subjects
from visavis.coding.events.codebook import FRIENDLY, Codebook
from visavis.coding.events.domestic import TAKING_PART
from visavis.coding.events.forms import noun_forms
from visavis.coding.events.parties import codes, kin_of_state
from visavis.coding.events.senses import another_sense, mere_wish
from visavis.coding.events.sentence import CLAUSAL, SUBJECTS, Sentence
from visavis.coding.events.settle import Candidate
from visavis.records import Party

_TELL = frozenset({"tell", "tells", "told", "telling"})
_ARMED = frozenset({"MIL", "REB", "UAF", "PRM"})
_LEAVING = frozenset({"resigned", "resigns", "quit", "recalled", "withdrew", "left", "resign", "resigning"})
_PRIVATE = frozenset({"BUS", "MNC"})
_PEOPLE = ("civil", "labour", "demogroup")
_PROMISES = FRIENDLY | {"CONSULT", "CONCEDE"}
_TREATIES = frozenset({"treaty", "pact", "charter", "convention", "accord", "agreement", "protocol"})
_GUESTS = frozenset({"@envoy", "@political"})
_MANY = frozenset({"group", "team", "party", "number", "dozens", "hundreds", "thousands", "members"})
_DUTIES = frozenset({"must", "should", "shall", "need", "needs", "ought"})
_HOPED = frozenset({"hope", "hopes", "prospect", "prospects", "chance", "chances", "possibility", "promise"})
_CIVIL = frozenset({"BUS", "MNC", "CVL", "EDU", "AGR", "MED", "JRN", "REL", "SOC", "CRM"})


def political(s: Sentence, found: Iterable[Party], *, private: bool = False) -> bool:
    """Tell whether any of some parties is a political actor: coded, or by the noun that names it.

    Args:
        s: their sentence; of its parties those that only a nationality ties to a country do not count.
        found: the parties.
        private: whether a company of a known country will do as well.
    """
    return any(
        (p.code is not None and (p.start, p.end) not in s.weak and (private or p.sector not in _PRIVATE))
        or by_noun(s, p.text)
        or kin_of_state(s, p)
        or (p.code is None and p.sector is not None and p.sector not in _PRIVATE)
        for p in found
    )


def private(s: Sentence, found: Iterable[Party]) -> bool:
    """Tell whether all parties are private: they count only when they face a political actor."""
    return all(
        (p.sector in _CIVIL and not s.holds(p.text, "outlaws"))
        or (p.sector is None and p.code is None and not by_noun(s, p.text))
        for p in found
    )


def people(s: Sentence, found: Iterable[Party]) -> bool:
    """Tell whether any of some parties are people of a known country who may protest ("Kenyan nurses")."""
    return any(p.code is not None and any(s.holds(p.text, name) for name in _PEOPLE) for p in found)


def own_people(s: Sentence, found: Iterable[Party]) -> bool:
    """Tell whether any parties without a code are bodies or people who take part in a land's affairs.

    Args:
        s: the sentence.
        found: the parties; those with a code, and those from elsewhere, do not count.
    """
    return any(
        p.code is None
        and not s.holds(p.text, "elsewhere")
        and any(s.holds(p.text, name) for name in TAKING_PART)
        for p in found
    )


def state(s: Sentence, party: Party) -> bool:
    """Tell whether a party is a state or government as such, not some of its people."""
    return party.sector in ("GOV", "IGO") or (
        party.code is not None and s.known.place(party.text) == party.code
    )


def by_noun(s: Sentence, text: str) -> bool:
    """Tell whether a phrase holds a noun that names a political actor ("rebels", "the government")."""
    return s.holds(text, "political")


def ordinary(s: Sentence, c: Candidate, book: Codebook) -> bool:
    """Tell whether a sentence's words place it in a domain of ordinary news that silences this event."""
    if s.silenced is None:
        there = {*s.low, *map(" ".join, itertools.pairwise(s.low))}
        s.silenced = [
            silences
            for words, silences, at_least in _compiled(book)
            if not words.isdisjoint(there) and len(there & words) >= at_least
        ]
    if any(not silences or c.type in silences for silences in s.silenced) or mere_wish(s, c):
        return True
    return any(
        _holds(s, c, phrase) if ":@" in phrase else f" {phrase} " in s.line
        for phrase in c.match.pattern.frame.unless
    )


def _holds(s: Sentence, c: Candidate, asked: str) -> bool:
    """Tell whether a word of a class stands where a frame bars it (``subj:@nature``, ``any:@ill``)."""
    where, _, name = asked.partition(":")
    at = c.match.at if c.match.light is None else c.match.light
    found = range(s.n) if where == "any" else (subjects if where == "subj" else objects)(s, at)
    return any(name in s.classes[i] for i in found)


@functools.lru_cache(maxsize=4)
def _compiled(book: Codebook) -> tuple[tuple[frozenset[str], frozenset[str], int], ...]:
    out = []
    for one in book.guards:
        words = frozenset(form for word in one.words for form in noun_forms(word))
        out.append((words, frozenset(one.silences), one.at_least))
    return tuple(out)


def misread(s: Sentence, c: Candidate) -> bool:
    """Tell whether the build of a sentence rules out what a trigger would be by its words alone."""
    return any([one(s, c) for one in _OF_TYPE.get(c.type, _OF_ALL)]) or another_sense(s, c)


def _fell_through(s: Sentence, c: Candidate) -> bool:
    """Tell whether talks are named only as what came to nothing ("talks with Chile collapsed")."""
    if c.match.pattern.kind != "noun":
        return False
    above = s.head[c.at]
    of = s.case(c.at) == "of" and s.is_noun(above)
    return (of or s.dep[c.at] in SUBJECTS) and "@fall_through" in s.classes[above]


def _stopped_itself(s: Sentence, c: Candidate) -> bool:
    """Tell whether "stop" bans nothing: "stopped short of a ban", "stopped arming rebels"."""
    if c.match.pattern.kind != "verb" or s.lemma(c.at) != "stop":
        return False
    if c.at + 1 < s.n and s.low[c.at + 1] == "short":
        return True
    own = [k for k in c.comps if s.dep[k] == "xcomp" and s.head[k] == c.at]
    return c.type == "COERCE" and bool(own) and not s.passive(c.at) and not objects_own(s, c.at)


def _mishap(s: Sentence, c: Candidate) -> bool:
    """Tell whether people died when something collapsed, crashed or capsized, with no word of an attack."""
    if any(p.code for p in c.actors) or c.match.pattern.kind != "verb":
        return False
    there = frozenset().union(*s.classes)
    return "@mishap" in there and not there & {"@attack", "@bombs", "@attackers", "@suicide"}


def _provided(s: Sentence, c: Candidate) -> bool:
    """Tell whether a treaty in force is told of ("under the treaty, Peru promises to consult Chile")."""
    if c.type not in _PROMISES or c.match.pattern.kind == "noun" or _TREATIES.isdisjoint(s.low):
        return False
    for verb in [c.at, *s.above(c.at)]:
        kids = s.kids[verb]
        past = s.tag[verb] in ("VBD", "VBN") or any(s.tag[k] in ("VBD", "MD") for k in kids)
        under = any(s.case(k) in ("under", "in") and _in_force(s, k) for k in kids)
        itself = any(s.dep[k] in SUBJECTS and s.low[k] in _TREATIES for k in kids)
        if (under or itself) and not past:
            return True
    return False


def _asserted(s: Sentence, c: Candidate) -> bool:
    """Tell whether one insists that a thing is so, not that it be done ("insists that they were there")."""
    if s.lemma(c.at) != "insist" or not s.is_verb(c.at):
        return False
    content = [k for k in s.kids[c.at] if k > c.at and s.dep[k] in ("ccomp", "parataxis")]
    verbs = [k for v in content for k in [v, *s.kids[v]] if k == v or s.dep[k].startswith(("aux", "cop"))]
    if _DUTIES & {s.low[k] for k in verbs}:
        return False
    return any(s.tag[k] in ("VBZ", "VBD") and s.lemma(k) != s.low[k] for k in verbs)


def _no_guest(s: Sentence, c: Candidate) -> bool:
    """Tell whether what is welcomed or received is no guest ("welcomed the pact", "received word")."""
    if c.match.pattern.frame.id != "receive" or c.match.pattern.kind != "verb" or c.match.obj is not None:
        return False
    suffers = objects(s, c.at)
    return bool(suffers) and all(
        s.pos[k] == "NOUN" and not any(m.start <= s.start[k] < m.end for m in s.mentions[k])
        and not s.classes[k] & _GUESTS and s.low[k] not in _MANY and not s.holds(s.word[k], "civil")
        for k in suffers
    )  # fmt: skip


def _cleared(s: Sentence, c: Candidate) -> bool:
    """Tell whether one says of somebody that he does no wrong, or says it of himself: no accusation."""
    if c.match.pattern.frame.id != "said-to-do-wrong":
        return False
    mine = {(p.code, p.sector) for p in c.actors if p.code}
    himself = bool(mine) and all(
        (p.code, p.sector) in mine or (p.sector is None and p.code in codes(c.actors)) for p in c.recipients
    )
    return himself or "negation" in c.modality.aux


def _in_force(s: Sentence, k: int) -> bool:
    """Tell whether a word names a treaty that is there already, not "an accord worked out in Rome"."""
    new = any(s.low[j] in ("a", "an") and s.dep[j] == "det" for j in s.kids[k])
    dated = any(s.low[j][:2] in ("18", "19", "20") and s.low[j].isdigit() for j in s.subtree(k))
    return s.low[k] in _TREATIES and (dated or not new)


def _generic(s: Sentence, c: Candidate) -> bool:
    """Tell whether any such thing is spoken of, none in particular ("no deal with Peru would bind Chile")."""
    if c.match.pattern.kind != "noun" or s.dep[c.at] not in SUBJECTS:
        return False
    none = any(s.low[k] in ("no", "any") and s.dep[k] == "det" for k in s.kids[c.at])
    above = s.head[c.at]
    return none and any(s.low[k] in ("would", "will", "can", "could", "must", "may") for k in s.kids[above])


def _defied(s: Sentence, c: Candidate) -> bool:
    """Tell whether somebody only says what will not be done to him ("we will not be intimidated")."""
    return s.passive(c.at) and {"negation", "future"} <= c.modality.aux


def _merely_told(s: Sentence, c: Candidate) -> bool:
    """Tell whether somebody was told that something will be, not told to do it."""
    if s.low[c.at] not in _TELL or not c.comps:
        return False
    said = c.comps[0]
    duty = {s.low[k] for k in s.kids[said]} & {"must", "should", "ought", "need", "needs", "had", "to"}
    return not duty and any(s.dep[k] in SUBJECTS and k > c.at for k in s.kids[said])


def _struck(s: Sentence, c: Candidate) -> bool:
    """Tell whether "attacked" is meant of arms: troops and rebels do not attack by criticising."""
    armed = bool(c.actors) and all(p.sector in _ARMED for p in c.actors)
    return s.low[c.at].startswith("attack") and armed


def _marched_in(s: Sentence, c: Candidate) -> bool:
    """Tell whether troops were sent into a land: no help to it."""
    if c.match.obj is None or "@troops" not in s.classes[c.match.obj]:
        return False
    starts = {p.start for p in c.recipients}
    return any(s.start[i] in starts and s.case(i) in ("into", "against") for i in range(s.n))


def _in_protest(s: Sentence, c: Candidate) -> bool:
    """Tell whether "in protest" is only why an office was left, or an envoy recalled."""
    if c.match.pattern.kind != "noun" or s.case(c.at) != "in":
        return False
    return s.low[s.clause(s.head[c.at])] in _LEAVING


def _merely_asked(s: Sentence, c: Candidate) -> bool:
    """Tell whether a friendly act is only what a plea or plan is for ("a request for extradition")."""
    if c.match.pattern.kind != "noun" or s.case(c.at) not in ("for", "of"):
        return False
    above = s.head[c.at]
    if not s.is_noun(above) or above > c.at or c.match.light is not None:
        return False
    return s.low[above] in _HOPED or (s.case(c.at) == "for" and "@proposal" in s.classes[above])


def _merely_described(s: Sentence, c: Candidate) -> bool:
    """Tell whether an adjective only says which ones are meant ("troops loyal to the king")."""
    if c.match.pattern.kind != "adjective" or s.dep[c.at] not in ("amod", "acl"):
        return False
    return s.head[c.at] < c.at and "," not in s.low[s.head[c.at] : c.at]


def _flouted(s: Sentence, c: Candidate) -> bool:
    """Tell whether a sanction is named only as what somebody breaks ("accused of evading the embargo")."""
    above = s.head[c.at]
    return c.match.pattern.kind == "noun" and "@flout" in s.classes[above]


def _own_clause(s: Sentence, root: int) -> list[int]:
    """Return the tokens of a clause without the clauses inside it."""
    out, todo = [], [root]
    while todo:
        i = todo.pop()
        out.append(i)
        todo.extend(k for k in s.kids[i] if s.dep[k] not in CLAUSAL)
    return sorted(out)


def bygone(s: Sentence, c: Candidate, book: Codebook) -> bool:
    """Tell whether the clause names a past era ("in the Cold War")."""
    first, whole = _eras(book)
    if first.search(s.line) is None:
        return False
    clause = " ".join(s.low[i] for i in _own_clause(s, s.clause(c.at)))
    return whole.search(clause) is not None


@functools.lru_cache(maxsize=4)
def _eras(book: Codebook) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds the first words of past eras, and what finds all of them behind a preposition."""
    first = "|".join(map(re.escape, sorted({era.split()[0] for era in book.aux.words["eras"]})))
    listed = "|".join(map(re.escape, sorted(book.aux.words["eras"])))
    whole = re.compile(rf"\b(?:in|during|since|throughout|of) (?:the )?(?:{listed})")
    return re.compile(rf" (?:{first})"), whole


_OF_ALL = (_provided, _generic, _stopped_itself, _cleared, _no_guest)
_OF_ONE: dict[str, tuple[Callable[[Sentence, Candidate], bool], ...]] = {
    "AGREE": (_merely_asked,),
    "AID": (_marched_in, _merely_asked),
    "ACCUSE": (_struck,),
    "ASSAULT": (_mishap,),
    "CONCEDE": (_merely_asked,),
    "CONSULT": (_fell_through, _merely_asked),
    "COOPERATE": (_merely_asked,),
    "PROTEST": (_in_protest,),
    "REQUEST": (_merely_told, _asserted),
    "RETREAT": (_merely_asked,),
    "SANCTION": (_flouted,),
    "SUPPORT": (_merely_asked, _merely_described),
    "THREATEN": (_defied,),
}
_OF_TYPE = {name: (*own, *_OF_ALL) for name, own in _OF_ONE.items()}
