"""Triggers used in another sense than the codebook's, told by what stands around them.

An army may fire its linguists, an economy explode, a firm seek to grow, a court execute a law, two firms
battle for a market, and forces that meet an army hold no talks. Each question here is asked of one trigger's
base form first and looks at the tree only then.
"""

from __future__ import annotations

from collections.abc import Callable

from visavis.coding.events.arguments import objects, objects_own, subjects
from visavis.coding.events.sentence import Sentence
from visavis.coding.events.settle import Candidate

_PEOPLE = ("persons", "civil", "home", "demogroup", "political", "labour", "orgword")
_ARMED = frozenset({"MIL", "REB", "UAF", "PRM"})
_FORCES = frozenset(
    {
        "force",
        "forces",
        "troops",
        "army",
        "armies",
        "soldiers",
        "fighters",
        "guerrillas",
        "militia",
        "militias",
    }
    | {"units", "columns", "warships", "jets", "tanks", "regiment", "brigade", "battalion", "garrison"}
)
_AT = frozenset({"at", "on", "upon", "into", "toward", "towards", "across", "over"})
_PLACED = frozenset(
    {"in", "at", "near", "outside", "inside", "on", "under", "beside", "by", "beneath", "between"}
)
_GETTING = frozenset(
    {"get", "obtain", "secure", "win", "receive", "borrow", "gain", "extradite", "join", "recover", "bring"}
    | {"meet", "reopen", "restart", "resume", "negotiate", "force", "persuade", "convince", "enlist"}
)
_TIME = frozenset(
    {"hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years", "time"}
)
_EAGER = frozenset({"eager", "keen", "happy"})
_PERSONAL = frozenset({"he", "him", "she", "her", "who", "whom"})
_PRESS = frozenset({"MED", "JRN"})
_CHANCES = frozenset(
    {
        "possibility",
        "possibilities",
        "option",
        "options",
        "way",
        "ways",
        "feasibility",
        "potential",
        "avenues",
    }
    | {"opportunities", "reserves", "prospects", "means", "methods", "effects"}
)
_WARES = frozenset(
    {
        "percent",
        "%",
        "cent",
        "share",
        "needs",
        "demand",
        "market",
        "markets",
        "half",
        "third",
        "quarter",
        "tenth",
    }
    | {"fifth", "consumption", "imports"}
)
_PRICES = frozenset({"price", "prices", "cost", "costs", "attention", "rent", "bill", "toll"})
_WHITHER = frozenset({"to", "in", "into", "across", "along", "near", "on", "around"})
_MENACES = frozenset({"threat", "danger", "menace"})
_CONTESTS = frozenset({"battle", "fight", "war", "clash", "struggle"})
_ISSUES = frozenset({"over", "about", "for"})
_OF_PEOPLE = frozenset({"isolate", "execute", "liberate", "free"})
_SITTING = frozenset({"assembly"})
_PERHAPS = frozenset({"may", "might", "would", "will"})


def another_sense(s: Sentence, c: Candidate) -> bool:
    """Tell whether a trigger stands in another sense than its frame's.

    Args:
        s: the sentence.
        c: what would be coded.
    """
    asked = _BY_TYPE.get(c.type)
    return asked is not None and any(one(s, c) for one in asked)


def mere_wish(s: Sentence, c: Candidate) -> bool:
    """Tell whether a settled threat is only what somebody would like to do ("keen to beef up its army").

    Args:
        s: the sentence.
        c: the event, settled.
    """
    return c.type == "THREATEN" and c.match.pattern.type == "AGREE" and s.lemma(c.at) in _EAGER


def _own_wish(s: Sentence, c: Candidate) -> bool:
    """Tell whether one only wants to do a thing oneself ("wanted to strike", "sought to work with")."""
    lemma = s.lemma(c.at)
    if lemma not in ("want", "seek", "require") or c.match.pattern.kind != "verb":
        return False
    faced = any(s.dep[k] in ("obj", "iobj", "nsubj:pass") for k in s.kids[c.at])
    own = [k for k in s.kids[c.at] if s.dep[k] == "xcomp" and k > c.at]
    if lemma == "require":
        told = own or any(s.dep[k] in ("ccomp", "obl") for k in s.kids[c.at])
        return not faced and not told and not s.passive(c.at)
    if not own or faced or s.passive(c.at):
        return False
    own = [k for k in own if any(s.low[j] == "to" and s.dep[j] == "mark" for j in s.kids[k])]
    return bool(own) and (lemma == "want" or all(s.lemma(k) not in _GETTING for k in own))


def _supposed(s: Sentence, c: Candidate) -> bool:
    """Tell whether "suggest" only says what may be so ("research suggests that herds moved south")."""
    if s.lemma(c.at) != "suggest" or not s.is_verb(c.at):
        return False
    content = [k for k in s.kids[c.at] if k > c.at and s.dep[k] in ("ccomp", "parataxis")]
    verbs = [k for v in content for k in [v, *s.kids[v]] if k == v or s.dep[k].startswith(("aux", "cop"))]
    if any(s.low[k] in ("should", "must", "ought") for k in verbs):
        return False
    return any(s.low[k] in _PERHAPS or s.tag[k] in ("VBZ", "VBD") for k in verbs)


def _dismissed(s: Sentence, c: Candidate) -> bool:
    """Tell whether somebody only lost his post ("fired its linguists", "was fired for lying")."""
    if s.lemma(c.at) != "fire" or c.match.pattern.kind != "verb":
        return False
    hit = objects(s, c.at)
    if not hit or any(s.case(k) in _AT for k in s.kids[c.at]):
        return False
    why = any(s.low[j] == "for" and s.dep[j] == "mark" for k in s.kids[c.at] for j in s.kids[k])
    return why or any(_person(s, k) for k in hit)


def _grown(s: Sentence, c: Candidate) -> bool:
    """Tell whether what explodes only grows ("the economy is exploding"): nothing that bursts, no place."""
    if s.lemma(c.at) != "explode" or c.match.pattern.kind != "verb":
        return False
    what = subjects(s, c.at)
    if not what or any(s.case(k) in _PLACED for k in s.kids[c.at]):
        return False
    return not any(s.classes[k] & _BURSTING for k in what)


def _contest(s: Sentence, c: Candidate) -> bool:
    """Tell whether a battle is one of words or wares ("their battle to win the contract")."""
    if s.lemma(c.at) not in _CONTESTS or c.mode != "heavy-weapons":
        return False
    armed = any(p.sector in _ARMED for p in (*c.actors, *c.recipients)) or not _FORCES.isdisjoint(s.there)
    if armed or any(s.classes[k] & _BURSTING or "@troops" in s.classes[k] for k in range(s.n)):
        return False
    aims = [
        k
        for k in s.kids[c.at]
        if k > c.at and (s.dep[k] in ("acl", "advcl", "xcomp") or s.case(k) in _ISSUES)
    ]
    if s.is_noun(c.at):
        return any(s.dep[k] == "acl" for k in aims)
    return any(s.case(k) in ("over", "about") and not s.mentions[k] for k in aims)


def _of_things(s: Sentence, c: Candidate) -> bool:
    """Tell whether what suffers is a thing where only people can ("execute a law", "isolate a strain")."""
    if c.match.pattern.kind != "verb" or s.lemma(c.at) not in _OF_PEOPLE:
        return False
    hit = objects(s, c.at)
    return bool(hit) and not any(
        _person(s, k) or s.mentions[k] or s.pos[k] in ("PROPN", "PRON", "NUM") or _toll(s, k) for k in hit
    )


def _toll(s: Sentence, i: int) -> bool:
    return bool(s.classes[i] & _STRUCK) or s.pos[i] == "ADJ"


def _armed_meeting(s: Sentence, c: Candidate) -> bool:
    """Tell whether forces only meet in the field ("the rebels met government troops at the ford")."""
    if s.lemma(c.at) != "meet" or c.match.pattern.kind != "verb":
        return False
    sides = [*c.actors, *c.recipients]
    heads = [k for k in (*subjects(s, c.at), *objects_own(s, c.at))]
    forces = sum(s.low[k] in _FORCES for k in heads)
    return forces > 1 and all(p.sector in _ARMED or p.sector is None for p in sides)


def _sitting(s: Sentence, c: Candidate) -> bool:
    """Tell whether an assembly is only named ("this session of the General Assembly"): nobody meets there."""
    if c.match.pattern.kind != "noun" or s.lemma(c.at) not in _SITTING or len(c.coded) > 1:
        return False
    return c.match.light is None or any(p.start <= s.start[c.at] < p.end for p in c.actors)


def _assessed(s: Sentence, c: Candidate) -> bool:
    """Tell whether somebody is only called a threat ("the strait is the greatest threat to trade")."""
    if c.match.pattern.kind != "noun" or s.lemma(c.at) not in _MENACES:
        return False
    return any(s.dep[k] == "cop" for k in s.kids[c.at])


def _ended_up(s: Sentence, c: Candidate) -> bool:
    """Tell whether "end" or "wind" is "end up", which ends nothing."""
    return s.lemma(c.at) in ("end", "wind") and c.at + 1 < s.n and s.low[c.at + 1] == "up" and s.is_verb(c.at)


def _resort(s: Sentence, c: Candidate) -> bool:
    """Tell whether a retreat is a house ("at his retreat in the hills")."""
    return (
        c.match.pattern.kind == "noun"
        and s.lemma(c.at) == "retreat"
        and (
            s.case(c.at) in ("at", "in")
            or any(s.dep[k] == "nmod:poss" and s.dep[c.at] == "conj" for k in s.kids[c.at])
        )
    )


def _destination(s: Sentence, c: Candidate) -> bool:
    """Tell whether a deployment names only where it goes ("deployments to Chad"): who deploys is not told."""
    if c.match.pattern.kind != "noun" or c.actors:
        return False
    starts = {p.start: p for p in c.recipients if p.code and p.sector is None}
    led = [
        i
        for i in s.named
        if s.start[i] in starts and any(s.case(k) in _WHITHER for k in [i, *s.above(i)[:1]])
    ]
    return bool(led) and len(led) == len(c.recipients)


def _by_press(s: Sentence, c: Candidate) -> bool:
    """Tell whether only a paper or agency is said to allege something: it reports."""
    sectors = {p.sector for p in c.actors}
    return c.mode == "allege" and bool(c.actors) and sectors <= _PRESS and "@speech" in s.classes[c.at]


def _explored(s: Sentence, c: Candidate) -> bool:
    """Tell whether what is investigated is nobody's wrong ("is investigating all options")."""
    if c.mode != "investigate" or c.match.pattern.kind != "verb":
        return False
    return any(s.low[k] in _CHANCES for k in objects(s, c.at))


def _trade(s: Sentence, c: Candidate) -> bool:
    """Tell whether who supplies or pays only trades ("supplies a tenth of its oil", "paid a high price")."""
    lemma = s.lemma(c.at)
    if lemma not in ("supply", "pay") or c.match.pattern.kind != "verb":
        return False
    words = _WARES if lemma == "supply" else _PRICES
    heads = objects_own(s, c.at)
    below = [j for k in heads for j in s.kids[k] if s.case(j) == "of"]
    return any(s.low[k] in words for k in (*heads, *below))


def _gave_otherwise(s: Sentence, c: Candidate) -> bool:
    """Tell whether whoever gives gives himself up ("gave herself up"), or only time ("a month to leave")."""
    if s.lemma(c.at) != "give" or c.match.pattern.kind != "verb":
        return False
    given = [k for k in objects_own(s, c.at) if s.dep[k] == "obj"]
    return any(s.low[k].endswith(("self", "selves")) or s.low[k] in _TIME for k in given)


def _captured(s: Sentence, c: Candidate) -> bool:
    """Tell whether a capture is of the other kind: of a person where a town is asked for, or of a town."""
    if s.lemma(c.at) != "capture" or c.match.pattern.kind != "verb" or c.match.pattern.obj:
        return False
    person = any(_somebody(s, c.at, k) for k in objects(s, c.at))
    return person if c.type == "ASSAULT" else not person


def _somebody(s: Sentence, verb: int, i: int) -> bool:
    """Tell whether a captured thing is a person: by pronoun, office, title or full name beside a place."""
    if (
        s.low[i] in _PERSONAL
        or any(m.sector or m.name for m in s.mentions[i][:1])
        or s.holds(s.word[i], "persons")
    ):
        return True
    if s.pos[i] != "PROPN" or s.known.place(s.word[i]) is not None:
        return False
    full = any(s.dep[k] in ("flat", "appos") for k in s.kids[i])
    return full and any(s.case(k) in ("in", "at", "near") for k in s.kids[verb] if k > verb)


def _person(s: Sentence, i: int) -> bool:
    return any(s.holds(s.word[i], name) for name in _PEOPLE)


_BURSTING = frozenset(
    {"@bombs", "@weapons", "@suicide", "@aerial", "@heavy", "@guns", "@property", "@attack"}
)
_STRUCK = frozenset({"@toll", "@hostages", "@political", "@attackers", "@persons", "@armed", "@troops"})
_Asked = Callable[[Sentence, Candidate], bool]
_BY_TYPE: dict[str, tuple[_Asked, ...]] = {
    "ACCUSE": (_by_press, _explored),
    "AID": (_trade, _gave_otherwise),
    "ASSAULT": (_dismissed, _grown, _contest, _of_things, _captured),
    "COERCE": (_of_things, _captured),
    "CONSULT": (_armed_meeting, _sitting),
    "MOBILIZE": (_destination,),
    "REQUEST": (_own_wish, _supposed),
    "RETREAT": (_of_things, _resort),
    "SANCTION": (_ended_up,),
    "THREATEN": (_assessed,),
}
