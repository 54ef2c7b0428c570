"""Argument phrases become parties: which mention a phrase stands for, and its words."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

from visavis.coding.events.calendar_words import TIMES
from visavis.coding.events.patterns import class_nouns
from visavis.coding.events.sentence import NOMINAL, SUBJECTS, Sentence
from visavis.records import Mention, Party

_INSIDE = frozenset(
    {"amod", "compound", "nmod:poss", "nmod:desc", "flat", "flat:name", "flat:foreign", "nummod", "det"}
)
_BEYOND = frozenset(
    {"acl", "acl:relcl", "advcl", "ccomp", "xcomp", "parataxis", "conj", "cc", "punct", "appos", "case"}
)
_PRONOUNS_WORDS = (
    "he she it they him her them who which that this these those we us i you himself herself itself "
    "themselves one others what there"
)
_PRONOUNS = frozenset(_PRONOUNS_WORDS.split())
# Heads that make "Chinese X" China's own: forces, and acts and stances of states.
_OF_STATES = frozenset(
    {"@weapons", "@troops", "@aerial", "@police", "@militia", "@political", "@attack", "@policy", "@proposal"}
    | {"@sanctions", "@restriction", "@agreement", "@support", "@concern", "@visit", "@meeting"}
    | {"@rescue_crew"}
)
# What makes those before whom it stands a state's own: "army surgeons", "ministry doctors".
_PUBLIC = frozenset({"army", "navy", "force", "government", "ministry", "police", "state"})
_DEEDS = frozenset({"@meeting", "@visit", "@agreement"})  # where they take place is no party to them
_ATTACKS = frozenset({"@attack", "@bombs"})
_OWNING = frozenset({"compound", "amod", "nmod:poss", "nmod:desc"})
_BESIDE = ("appos", "flat", "compound", "amod", "nmod:poss", "nmod:desc")
_LINES = frozenset({"border", "borders", "frontier", "frontiers"})
_DIRECTIONS = frozenset({"north", "south", "east", "west"})
# Whoever is sent by a state, and what it sends, stands for it.
_SENT = frozenset(
    {"sent", "dispatched", "despatched", "flown", "deployed", "lent", "seconded", "posted"}
    | {"led", "headed", "chaired", "commanded", "commissioned"}
)
# Whoever does this to a deed does the deed: "a raid mounted by", "a strike ordered by", "a probe opened by".
DONE = frozenset(
    {"ordered", "launched", "mounted", "staged", "conducted", "opened", "started", "begun", "undertaken"}
    | {"made", "waged", "carried", "led", "headed", "fired", "initiated"}
)
_REMARKS = frozenset(
    {"gift", "donation", "gesture", "move", "step", "act", "decision", "response", "sign", "blow"}
)
_LADEN = frozenset({"laden", "loaded", "filled", "packed", "stuffed"})
_WHOSE = frozenset({"@political", "@civil", "@home", "@orgword", "@labour", "@police", "@troops"})
_LONG = 9  # words of a phrase behind "of" that still tells who is meant
_PARTS = frozenset(
    {"north", "south", "east", "west", "centre", "northeast", "northwest", "southeast", "southwest"}
)
_SPATIAL = frozenset({"in", "at", "throughout", "across", "near"})
_LINKS = ("of", "in", "from", "to", "for", "by", "at", "with", "loyal to", "throughout", "across", "near")


def parties(s: Sentence, heads: Iterable[int]) -> list[Party]:
    """Return the parties that argument phrases name, coordination undone, in text order.

    A phrase with no mention in it becomes a party with its words and no code; bare pronouns do not.
    """
    found: list[Party] = []
    for head in heads:
        for one in s.conjuncts(head):
            if one in s.reported and head not in s.reported:
                continue
            if (s.pos[one] in NOMINAL or s.mentions[one]) and not _timely(s, one):
                found += _party(s, one)
            elif (
                s.dep[one] in SUBJECTS
            ):  # a participle taken for the head ("the Red Cross operating in Iraq")
                found += [p for k in s.kids[one] if k < one and s.mentions[k] for p in _party(s, k)]
    if len(found) < 2:
        return found
    unique: dict[tuple[str | None, int, int], Party] = {}
    for party in sorted(found, key=lambda p: (p.start, p.end)):
        unique.setdefault((party.code, party.start, party.end), party)
    return list(unique.values())


def teller(s: Sentence, one: int) -> bool:
    """Tell whether a phrase names according to whom it is so."""
    return "according" in s.there and any(s.case(k).startswith("according") for k in (one, s.head[one]))


def _timely(s: Sentence, head: int) -> bool:
    """Tell whether a phrase names a time, not a party ("Monday night", "one hour")."""
    return s.low[head] in TIMES and not s.mentions[head]


def _party(s: Sentence, head: int) -> list[Party]:
    if head not in s.told:
        s.told[head] = _read(s, head)
    return s.told[head]


def _read(s: Sentence, head: int) -> list[Party]:
    chosen = _with_adjectives(s, _beyond(s, head) or _mentions_of(s, head))
    if not chosen:
        return [] if s.low[head] in _PRONOUNS else [_seated(s, head, _plain(s, head))]
    core = _core(s, head)
    first, last = s.start[core[0]], _of_whom(s, head, core)
    if _only_nationality(s, head, chosen):
        stop = s.end[core[-1]]
        s.weak.add((first, last if all(m.end <= stop for m in chosen) else stop))
    out = []
    for mention in chosen:
        # in "US-China talks" each member keeps its own words
        start, end = (first, last) if len(chosen) == 1 else (mention.start, mention.end)
        start, end = min(start, mention.start), max(end, mention.end)
        if end - start > 90:  # a runaway phrase: keep to the mention
            start, end = mention.start, mention.end
        code = None if _unknown_armed(mention) else mention.actor
        out.append(Party(code, _text(s, start, end), start, end, mention.sector, mention.name))
    return out


def _of_whom(s: Sentence, head: int, core: list[int]) -> int:
    """Return where a phrase ends with whose officials, members or offices it names ("officials of Fatah")."""
    of = core[-1] + 1
    if core[-1] != head or s.low[of : of + 1] != ["of"] or s.head[s.head[of]] != head:
        return s.end[core[-1]]
    inside = _core(s, s.head[of])
    if inside[-1] - of > _LONG or not any(s.mentions[i] or s.classes[i] & _WHOSE for i in inside):
        return s.end[core[-1]]
    return s.end[inside[-1]]


def located(s: Sentence, party: Party) -> Party:
    """Give a party without a code the state of the place in its name ("Baghdad University", "Amman")."""
    code = _place_in(s, party.text) if party.code is None and not party.text.islower() else None
    if code is None or _in_other_name(s, party) or _of_deed(s, party) or _kin(s, party):
        return party
    return Party(code, party.text, party.start, party.end, party.sector, party.name)


def _place_in(s: Sentence, text: str) -> str | None:
    """Return the state of the first place that a phrase names, the longest names first."""
    words = text.replace("'s", "").split()
    for size in (3, 2, 1):
        for at in range(len(words) - size + 1):
            name = " ".join(words[at : at + size])
            code = s.known.place(name) if name[:1].isupper() else None
            if code is not None:
                return code
    return None


def _of_deed(s: Sentence, party: Party) -> bool:
    """Tell whether a place names talks or a treaty after where they were held ("the Oslo accords")."""
    inside = s.touching(party.start, party.end)
    named = {*inside, *(s.head[i] for i in inside if s.dep[i] in ("compound", "amod") and s.head[i] > i)}
    return any(s.classes[i] & _DEEDS and s.is_noun(i) for i in named)


def _kin(s: Sentence, party: Party) -> bool:
    """Tell whether a party is named by whose neighbour or ally it is: anyone but that state."""
    kin = class_nouns(s.book, "kin")
    return any([s.low[i] in kin for i in s.starting(party.start, party.end)])


def kin_of_state(s: Sentence, party: Party) -> bool:
    """Tell whether a party is some state's neighbours or allies, unnamed ("Iran's neighbours")."""
    if not _kin(s, party):
        return False
    inside = s.starting(party.start, party.end)
    return any(m.actor and s.known.state(m.actor) for i in inside for m in s.mentions[i])


def _in_other_name(s: Sentence, party: Party) -> bool:
    """Tell whether a party's words belong to a name that is no actor's: "Japan" in "Sea of Japan"."""
    offsets = s.parsed.offsets
    return any(
        offsets[hit.start] < party.end and offsets[hit.end - 1] >= party.start
        for hit in s.known.find(s.parsed.doc.text)
        if all(meaning.kind == "blocked" for meaning in hit.meanings)
    )


def _seated(s: Sentence, head: int, party: Party) -> Party:
    """Give a party without a code the state of the place where it sits ("a court in Rome")."""
    if s.classes[head] & _DEEDS:
        return party
    if (code := _based(s, head)) is not None:
        s.weak.add((party.start, party.end))
        return Party(code, party.text, party.start, party.end, party.sector, party.name)
    for k in s.kids[head]:
        if k > head and s.pos[k] == "PROPN" and s.case(k) in ("in", "of", "from", "at"):
            name = " ".join(s.word[j] for j in _core(s, k))
            code = s.known.place(name)
            if _world_court(s, head, name):
                span = s.words([*_core(s, head), *s.subtree(k)])
                return Party(None, _text(s, span.start, span.end), span.start, span.end)
            if code is not None:
                if not s.classes[head] & {"@political", "@home", "@civil", "@orgword", "@troops", "@police"}:
                    s.weak.add((party.start, party.end))
                return Party(code, party.text, party.start, party.end, party.sector, party.name)
    return _in_part(s, head, party)


def _based(s: Sentence, head: int) -> str | None:
    """Return the state where a firm or broadcaster is told to sit ("a Doha-based channel")."""
    based = next((k for k in range(head - 1, max(head - 5, 1), -1) if s.low[k] == "based"), None)
    firms = class_nouns(s.book, "firm") | class_nouns(s.book, "media")
    if based is None or s.low[based - 1] not in ("-", "–") or s.low[head] not in firms:
        return None
    name = " ".join(s.word[k] for k in range(max(0, based - 3), based - 1) if s.word[k][:1].isupper())
    return s.known.place(name) if name else None


def _in_part(s: Sentence, head: int, party: Party) -> Party:
    """Give fighters and officials the state in a part of which they are ("rebels in the north of Chad")."""
    behind = head + 1
    if not s.classes[head] & {"@militia", "@troops", "@political"} or s.low[behind : behind + 1] != ["in"]:
        return party
    part = s.head[behind]
    told = s.dep[behind] == "case" and s.low[part] in _PARTS
    for mention in _named_in(s, part, 0) if told else []:
        return Party(mention.actor, party.text, party.start, party.end, party.sector, party.name)
    return party


def _world_court(s: Sentence, head: int, name: str) -> bool:
    """Tell whether a court sits where only the courts of all states do ("the tribunal in The Hague")."""
    seats = s.known.grammar.court_seats
    return "@court" in s.classes[head] and any(seat.endswith(name) for seat in seats)


def _plain(s: Sentence, head: int) -> Party:
    core = _core(s, head)
    for k in s.kids[head]:
        if k > head and s.dep[k] == "nmod" and s.case(k) == "of" and k - head < 7:
            core += [j for j in range(head + 1, k + 1)]
    span = s.words(core)
    return Party(None, _text(s, span.start, span.end), span.start, span.end)


def _only_nationality(s: Sentence, head: int, chosen: list[Mention]) -> bool:
    """Tell whether a phrase is tied to a country by an adjective or place alone ("Danish toymaker")."""
    if any(s.start[head] < m.end and s.end[head] > m.start for m in chosen) or s.pos[head] == "PROPN":
        return False
    if any(m.via in ("name", "organisation", "capital") and m.end <= s.end[head] for m in chosen):
        return False
    if s.classes[head] & _OF_STATES or any(s.low[k] in _PUBLIC and k < head for k in s.kids[head]):
        return False
    near = [head, *s.kids[head], *(j for k in s.kids[head] for j in s.kids[k])]
    if any("@orgword" in s.classes[k] for k in near):
        return False
    owner = [k for k in s.kids[head] if s.dep[k] == "nmod:poss" and s.mentions[k]]
    return not owner


def _text(s: Sentence, start: int, end: int) -> str:
    first, last = bisect.bisect_right(s.end, start), bisect.bisect_left(s.start, end) - 1
    doc = s.parsed.doc
    return doc.text[doc[first].idx : doc[last].idx + len(doc[last])]


def _core(s: Sentence, head: int) -> list[int]:
    """Return the tokens of a noun phrase without article, clauses and long tails."""
    out = [head]
    for k in s.kids[head]:
        if s.dep[k] in _INSIDE and s.dep[k] != "det" and abs(k - head) < 10:
            out += [j for j in s.subtree(k) if s.dep[j] not in _BEYOND]
    tokens = [t for t in sorted(set(out)) if s.dep[t] != "det" or s.head[t] != head]
    while tokens[0] != head and s.low[tokens[0]] in ("the", "a", "an", ",", "of"):
        tokens.pop(0)
    return tokens


def _unknown_armed(mention: Mention) -> bool:
    """Tell whether bare fighters ("gunmen") were tied to a country by guess alone: they stay unknown."""
    return (
        mention.via == "nominal" and mention.sector == "UAF" and not mention.text.lower().startswith("the ")
    )


def _best(options: list[Mention]) -> list[Mention]:
    """Return the longest mention, or all different actors at its very span."""
    coded = [m for m in options if m.actor and not _unknown_armed(m)] or options
    if not coded:
        return []
    top = coded[0]
    same = [m for m in coded if (m.start, m.end) == (top.start, top.end)]
    unique = {m.actor: m for m in same}
    return list(unique.values())


def _mentions_of(s: Sentence, head: int) -> list[Mention]:
    """Return what the phrase stands for: at its head, then before it, then in its of- and in-phrases."""
    at = _best(s.mentions[head])
    if at and at[0].actor and not _unknown_armed(at[0]):
        return at + _joined_countries(s, head, at)
    before: list[Mention] = []
    whose = s.low[head] in class_nouns(s.book, "kin")  # "Iraq's neighbour": anyone but Iraq
    own = [k for k in s.kids[head] if s.dep[k].startswith(_BESIDE)]
    for dep in _BESIDE if own else ():
        for k in own:
            if s.dep[k].startswith(dep) and not _told_by(s, k, head) and not _remark(s, k, head):
                for j in [k, *(j for j in s.subtree(k) if _within(s, j, k))]:
                    before += [m for m in _best(s.mentions[j]) if m.actor and m not in before]
        if whose and dep in _OWNING:  # but "NATO allies" are members
            before = [m for m in before if s.known.is_organisation(m.actor)]
        if before:
            return before if dep in ("compound", "amod", "nmod:poss") else before[:1]
    neighbour = head - 1
    if neighbour >= 0 and s.head[neighbour] >= head and s.mentions[neighbour] and not whose:
        coded = _best(s.mentions[neighbour])
        if coded and coded[0].actor:
            return coded
    return _after(s, head) or at


def _beyond(s: Sentence, head: int) -> list[Mention]:
    """Return whose a border is that is shared with somebody: "its border with Peru" stands for Peru."""
    shared = s.kids[head] if s.low[head] in _LINES else []
    return [m for k in shared if s.case(k) in ("with", "to") for m in _best(s.mentions[k]) if m.actor]


def _remark(s: Sentence, k: int, head: int) -> bool:
    """Tell whether an apposition is about all that was said ("..., a gift of the Ankara government")."""
    opens = next(s.low[j] for j in s.subtree(k) if s.low[j] != ",")
    return k > head and opens in ("a", "an") and s.low[k] in _REMARKS and not s.mentions[k]


def _told_by(s: Sentence, k: int, head: int) -> bool:
    """Tell whether an apposition is in truth who reports ("killing six people, the UN said")."""
    return k in s.reported and head not in s.reported


def _within(s: Sentence, j: int, top: int) -> bool:
    """Tell whether a word below a modifier is of its own phrase, not of a clause ("linked to Peru")."""
    if s.dep[j] not in _INSIDE and s.dep[j] not in ("conj", "nmod"):
        return False
    between = [up for up in s.above(j) if up > top]
    return not any(s.dep[up] in ("acl", "acl:relcl", "advcl") for up in between)


def _with_adjectives(s: Sentence, chosen: list[Mention]) -> list[Mention]:
    """Add the adjectives of nationality joined to a mention's own first word ("Greek and Cypriot units")."""
    out = list(chosen)
    for mention in chosen:
        first = next(iter(s.at(mention.start)), 0)
        if not (s.tag[first].startswith("JJ") or s.low[first] in _DIRECTIONS):
            continue
        i = first - 1
        while i > 0 and s.low[i] in ("and", ","):
            joined = [
                m
                for m in _best(s.mentions[i - 1])
                if m.via == "demonym" and (s.pos[i - 1] == "ADJ" or s.low[i - 1] in _DIRECTIONS)
            ]
            if not joined:
                break
            out = [m for m in joined if all(m.actor != o.actor for o in out)] + out
            i = s.at(joined[0].start)[0] - 1
    return out


def _joined_countries(s: Sentence, head: int, at: list[Mention]) -> list[Mention]:
    """Return further countries of one plural phrase ("presidents of Mexico and Guatemala")."""
    out: list[Mention] = []
    for k in s.kids[head]:
        joined = s.conjuncts(k) if s.dep[k].split(":")[0] in ("amod", "compound", "nmod") else []
        if abs(k - head) > 6 or len(joined) < 2:
            continue
        for j in joined:
            found = [m for m in _best(s.mentions[j]) if m.actor and m not in at and m not in out]
            out += [m for m in found if all(m.actor != o.actor for o in at)]
    return out


def _after(s: Sentence, head: int, depth: int = 0) -> list[Mention]:
    """Return what the prepositional phrases behind a noun name, the closest kind of link first."""
    attack = bool(s.classes[head] & _ATTACKS)  # "the raid on the camp by Iraqi troops": theirs
    deed = attack or bool(s.classes[head] & _DEEDS)
    behind = [k for k in s.kids[head] if k > head and s.dep[k].split(":")[0] in ("nmod", "obl")]
    behind = [k for k in behind if s.tag[k] != "VBG"]  # "the Kurds for selling oil to Iran"
    there = {s.case(k) for k in behind}
    for link in (("by", *_LINKS) if attack else _LINKS) if there else ():
        if link not in there or (deed and link in _SPATIAL):
            continue
        for k in behind:
            if s.case(k) == link:
                out = _named_in(s, k, depth)
                if out:
                    return out
    return _in_participle(s, head)


def _named_in(s: Sentence, k: int, depth: int) -> list[Mention]:
    out: list[Mention] = []
    if s.low[k] in _LINES and s.case(k) in ("near", "along", "at", "on"):
        return out
    for one in s.conjuncts(k):
        inner = [m for m in _best(s.mentions[one]) if m.actor]
        if not inner and depth == 0:
            inner = _mentions_of(s, one)
        out += [m for m in inner if m not in out]
    return out


def _in_participle(s: Sentence, head: int) -> list[Mention]:
    """Return the actor of a participle behind a noun ("operating in Iraq", "sent by Iraq").

    What carries a state's goods comes from it ("lorries laden with Turkish flour").
    """
    deed = bool(s.classes[head] & {"@attack", "@bombs", "@visit"})
    for k in s.kids[head]:
        for j in s.kids[k] if s.dep[k] == "acl" and k > head else []:
            laden = s.low[k] in _LADEN and s.case(j) == "with"
            coded = [m for m in (_mentions_of(s, j) if laden else _best(s.mentions[j])) if m.actor]
            sent = laden or (s.case(j) == "by" and s.low[k] in (_SENT | DONE if deed else _SENT))
            if coded and (sent or s.case(j).split(" ")[-1] in ("in", "to", "from", "at")):
                return coded
    return []


def codes(found: Iterable[Party]) -> set[str]:
    """Return the codes of some parties."""
    return {p.code for p in found if p.code}
