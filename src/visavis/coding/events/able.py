"""Whether a party can act: things, feelings, places of an exercise and one party twice are no parties.

A party is a person, group, organisation, state, or a place that stands for its people; what these only have
(their economy, mood or flag) acts in nobody's name, and nothing is coded where it alone would act. What has
no code and no such noun at its head ("tear gas", "strong concern") is left out once an event is settled; so
is a recipient that only names the acting state once more ("Paris ... of France").
"""

from __future__ import annotations

from collections.abc import Sequence

from visavis.coding.events.calendar_words import MONTHS
from visavis.coding.events.parties import kin_of_state
from visavis.coding.events.patterns import class_nouns
from visavis.coding.events.sentence import Sentence
from visavis.coding.events.settle import Candidate
from visavis.records import Party

_ACTING = (
    *("political", "home", "civil", "orgword", "persons", "refugee", "police", "militia"),
    *("peacekeepers", "inspectors", "demogroup", "crimegroup", "attackers", "ngo"),
)
# Attacks also hit places and things that stand for their people, and weapons stand for who fires them.
_IN_ATTACKS = ("toll", "property", "weapons", "bombs", "aerial", "suicide", "attack", "armed", "tanks")
_WHERE = frozenset({"in", "at", "near", "over", "inside", "outside", "along", "off", "around"})


def keep_able(s: Sentence, c: Candidate) -> bool:
    """Leave out of a settled event what can be no party; tell whether anybody is left.

    Args:
        s: the sentence.
        c: the event, whose parties are changed in place.
    """
    if c.match.pattern.kind != "noun" and c.actors:
        left = [p for p in c.actors if not _inert(s, p)]
        if not left:
            return False
        c.actors = left
    c.actors = [p for p in c.actors if able(s, p, c.type)]
    c.recipients = [p for p in c.recipients if able(s, p, c.type) and not _again(s, p, c.actors)]
    return bool(c.actors or c.recipients)


def able(s: Sentence, party: Party, kind: str) -> bool:
    """Tell whether a party can act: it has a code or an office, a name, or a noun for those who act."""
    if party.code is not None or party.sector is not None or kin_of_state(s, party):
        return True
    head = _head(s, party)
    if s.pos[head] == "PROPN":
        return kind == "ASSAULT" or s.case(head) not in _WHERE
    if _timely(s, head):
        return False
    if s.pos[head] == "NUM" or any(s.low[k] == "who" for j in s.kids[head] for k in s.kids[j]):
        return True
    names = _ACTING + (_IN_ATTACKS if kind == "ASSAULT" else ())
    return any(s.low[head] in class_nouns(s.book, name) for name in names) or s.low[head].endswith(
        ("man", "men", "woman", "women")
    )


def _inert(s: Sentence, party: Party) -> bool:
    """Tell whether a party is only a thing that somebody has ("Chad's economy", "his answer to Peru")."""
    head = _head(s, party)
    owned = s.pos[head] == "NOUN" and "@inert" in s.classes[head]
    return owned and not any(m.end >= s.end[head] for m in s.mentions[head])


def _timely(s: Sentence, i: int) -> bool:
    """Tell whether a number is a year or the day of a month ("in 1973", "6 January")."""
    near = {s.low[k] for k in (i - 1, i + 1) if 0 <= k < s.n}
    year = len(s.low[i]) == 4 and s.low[i].isdigit() and s.low[i][:2] in ("17", "18", "19", "20")
    return s.low[i].isdigit() and (year or bool(near & MONTHS))


def _head(s: Sentence, party: Party) -> int:
    """Return the head of a party's words: the first that hangs on none of the others."""
    inside = s.touching(party.start, party.end)
    tops: Sequence[int] = [i for i in inside if s.head[i] not in inside or s.head[i] == i]
    return tops[0] if tops else inside[-1]


def _again(s: Sentence, party: Party, actors: Sequence[Party]) -> bool:
    """Tell whether a recipient is the acting state once more: by name, or in the same words."""
    same = [p for p in actors if p.code is not None and p.code == party.code]
    if not same or party.sector is not None:
        return False
    if any(p.start < party.end and p.end > party.start for p in same):
        return True
    return _named(s, party) and any(_named(s, p) for p in same)


def _named(s: Sentence, party: Party) -> bool:
    """Tell whether a party's words are a state's own name, or its capital's that stands for it."""
    at = [m for i in s.at(party.start) for m in s.mentions[i][:1]]
    return any(m.via in ("name", "capital") and m.end == party.end for m in at)
