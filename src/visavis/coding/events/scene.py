"""Where an event took place, who says so, and what it was about: place, voice and contexts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from visavis.coding.events import arguments as args
from visavis.coding.events.codebook import AuxRules
from visavis.coding.events.parties import codes, parties
from visavis.coding.events.sentence import SUBJECTS, Sentence
from visavis.records import Mention, Party, Place, Statement, Voice

_AT = ("in", "at", "near", "outside", "over", "into", "inside")
_SITES_WORDS = (
    "city town village capital province district region port island suburb enclave county valley border "
    "resort desert area countryside north south east west camp"
)
_SITES = frozenset(_SITES_WORDS.split())


def place_of(s: Sentence, anchor: int, light: int | None, taken: Sequence[Party]) -> Place | None:
    """Return the place that a trigger's clause names with "in", "at" and the like, or None."""
    root = s.clause(anchor)
    inside = [i for i in s.subtree(root) if i not in s.reported and s.case(i).split(" ")[0] in _AT]
    taken_at = {p.start for p in taken}
    for k in sorted(inside, key=lambda i: (i < anchor, abs(i - anchor))):
        place = _place(s, k)
        if place is not None and place.start not in taken_at:
            return place
    return None


def ground_of(s: Sentence) -> str | None:
    """Return the state of the last place in which a sentence sets something, or None."""
    for i in range(s.n - 1, -1, -1):
        if s.pos[i] == "PROPN" and s.case(i).split(" ")[0] in ("in", "at", "near", "outside"):
            place = _place(s, i)
            if place is not None and place.country is not None:
                return place.country
    return None


def _place(s: Sentence, head: int) -> Place | None:
    found: list[Mention] = [m for m in s.mentions[head] if m.actor and len(m.actor) == 3]
    if found:
        mention = found[0]
        return Place(mention.text, mention.actor, mention.start, mention.end)
    if s.low[head] in _SITES:  # "the Iraqi city of Basra"
        sited = next((p for p in parties(s, [head]) if p.code and len(p.code) == 3), None)
        return Place(sited.text, sited.code, sited.start, sited.end) if sited else None
    if s.pos[head] != "PROPN" and not _is_named_place(s, head):
        return None
    if s.low[head] in _DAYS:
        return None
    named = [p for p in parties(s, [head]) if p.code and len(p.code) == 3]
    first = head
    while first > 0 and s.head[first - 1] == head and s.pos[first - 1] == "PROPN":
        first -= 1
    span = s.words([first, head])
    text = s.parsed.doc[first : head + 1].text
    country = named[0].code if named else s.known.place(text) or s.known.place(s.word[head])
    if country is None and not _is_named_place(s, head):
        return None
    return Place(text, country, span.start, span.end)


def _is_named_place(s: Sentence, i: int) -> bool:
    """Tell whether a word is in the name of a place; where no capital is near, it is not looked up."""
    near = [i, *s.kids[i], *range(max(0, i - 2), min(s.n, i + 3))]
    capital = any(not s.word[k].islower() for k in near if s.word[k].isalpha())
    return capital and s.parsed.doc[i].ent_type_ in ("LOC", "GPE")


_DAYS_WORDS = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august september october november december"
)
_DAYS = frozenset(_DAYS_WORDS.split())


def voice_of(s: Sentence, anchor: int, statements: Sequence[Statement], rules: AuxRules) -> Voice:
    """Return who says that the event happened.

    A trigger inside a statement's content is its speaker's; one under a verb of attitude with an actor as its
    subject ("Washington suspects that ...") is that actor's; all else is the outlet's.
    """
    start = s.start[anchor]
    inside = [x for x in statements if x.start <= start < x.end]
    if inside:
        told = min(inside, key=lambda x: x.end - x.start)
        return Voice("source", told.speaker.code if told.speaker else None, told.id)
    attitudes = frozenset(rules.governors["attitude"])
    for up in s.above(anchor):
        if s.parsed.doc[up].lemma_.lower() in attitudes and s.pos[up] in ("VERB", "AUX"):
            holders = [p for p in parties(s, args.agents(s, up)) if p.code]
            mine = any(s.dep[k] in SUBJECTS for k in s.kids[up])
            if holders and mine and up in [s.head[s.clause(anchor)], *s.above(s.clause(anchor))]:
                return Voice("source", holders[0].code, None)
    return Voice("outlet")


def contexts_of(s: Sentence, frame: Sequence[str], cues: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Return the contexts of an event: its frame's, and those whose words stand in the sentence.

    Args:
        s: the sentence.
        frame: contexts that the codebook ties to the frame.
        cues: for each word or phrase the contexts that it tells.
    """
    found = set(frame)
    for i in range(s.n):
        key = ""
        for j in range(i, min(s.n, i + 4)):
            key = f"{key} {s.low[j]}" if key else s.low[j]
            found |= cues.get(key, frozenset())
    return tuple(sorted(found))


def party_sectors(found: Sequence[Party]) -> set[str]:
    """Return the sectors of some parties."""
    return {p.sector for p in found if p.sector} | ({"STATE"} if codes(found) else set())
