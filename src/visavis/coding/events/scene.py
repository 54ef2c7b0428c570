"""Who says that an event happened, and what it was about: voice and contexts."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence

from visavis.coding.events import arguments as args
from visavis.coding.events.codebook import AuxRules, Codebook
from visavis.coding.events.forms import noun_forms
from visavis.coding.events.parties import codes, parties
from visavis.coding.events.sentence import SUBJECTS, Sentence
from visavis.records import Party, Statement, Voice

_RELATIVE = frozenset({"which", "who", "whose", "where"})
_OF_CONTENT = frozenset({"deny", "accuse", "judge", "demand", "ask", "intend"})
_LONGEST_CUE = 4  # words of a phrase that tells a context
Cue = tuple[tuple[str, ...], frozenset[str]]
"""The words of a phrase, and the contexts that it tells."""


def voice_of(s: Sentence, anchor: int, statements: Sequence[Statement], rules: AuxRules) -> Voice:
    """Return who says that the event happened.

    A trigger inside a statement's content is its speaker's; one under a verb of attitude with an actor as its
    subject ("Washington suspects that ...") is that actor's; all else is the outlet's. So is what a relative
    clause between commas adds to a name that somebody denies, accuses or asks something of.
    """
    start, added = s.start[anchor], _added(s, anchor)
    inside = [x for x in statements if x.start <= start < x.end]
    if added is not None:
        inside = [x for x in inside if x.act not in _OF_CONTENT or x.start > s.start[added]]
    told = min(inside, key=lambda x: x.end - x.start) if inside else None
    if told is not None and told.speaker is not None:
        return Voice("source", told.speaker.code, told.id)
    holder = None if added is not None else _holder(s, anchor, rules)
    if holder is not None:
        return Voice("source", holder, None)
    return Voice("source", None, told.id) if told is not None else Voice("outlet")


def _added(s: Sentence, anchor: int) -> int | None:
    """Return where a relative clause between commas starts in which a trigger stands, None if in none."""
    for i in (anchor, *s.above(anchor)):
        if s.dep[i] == "acl:relcl":
            first = s.subtree(i)[0]
            first += s.low[first] == ","
            if first and s.low[first - 1] == "," and s.low[first] in _RELATIVE:
                return first
    return None


def _holder(s: Sentence, anchor: int, rules: AuxRules) -> str | None:
    """Return the code of who believes, fears or denies that an event happened, or None."""
    attitudes = rules.governors["attitude"] | rules.governors["denial"]
    line = [s.head[s.clause(anchor)], *s.above(s.clause(anchor))]
    for up in s.above(anchor):
        if ";" in s.low[min(up, anchor) : max(up, anchor)]:
            break  # another sentence but for the sign
        if up in line and s.lemma(up) in attitudes and s.pos[up] in ("VERB", "AUX"):
            holders = [p for p in parties(s, args.agents(s, up)) if p.code]
            if holders and any(s.dep[k] in SUBJECTS for k in s.kids[up]):
                return holders[0].code
    return None


def contexts_of(s: Sentence, frame: Sequence[str], cues: Mapping[str, Sequence[Cue]]) -> tuple[str, ...]:
    """Return the contexts of an event: its frame's, and those whose words stand in the sentence.

    Args:
        s: the sentence.
        frame: contexts that the codebook ties to the frame.
        cues: the phrases that tell contexts, by their first words.
    """
    if s.contexts is None:
        first = cues.keys() & s.there
        s.contexts = frozenset().union(
            *(
                names
                for i, word in enumerate(s.low if first else ())
                if word in first
                for phrase, names in cues[word]
                if tuple((s.low if "".join(phrase).islower() else s.word)[i : i + len(phrase)]) == phrase
            )
        )
    return tuple(sorted(s.contexts.union(frame)))


def party_sectors(found: Sequence[Party]) -> set[str]:
    """Return the sectors of some parties."""
    return {p.sector for p in found if p.sector} | ({"STATE"} if codes(found) else set())


@functools.lru_cache(maxsize=4)
def cues(book: Codebook) -> Mapping[str, Sequence[Cue]]:
    """Return the phrases that tell contexts, by their first words in lower case.

    Args:
        book: the codebook.
    """
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for context in book.contexts:
        for phrase in context.words:
            head, _, last = phrase.rpartition(" ")
            for form in noun_forms(last):
                found[tuple(f"{head} {form}".replace("-", " - ").split())].add(context.name)
    by_first: dict[str, list[Cue]] = defaultdict(list)
    for words, names in found.items():
        if len(words) <= _LONGEST_CUE:
            by_first[words[0].lower()].append((words, frozenset(names)))
    return dict(by_first)
