"""Names that share a word: "North and South Korea", "Greek and Turkish Cypriots", "Ecuadorean Indians"."""

from __future__ import annotations

from collections.abc import Sequence

from visavis.coding.actors.sentence import Sentence
from visavis.records import Mention, Via

_JOINTS = frozenset({"and", "or"})
_NATIVE = "Indian "  # of America, behind the adjective of a state: "Ecuadorean Indian leaders"


def joined_names(sentence: Sentence, found: Sequence[Mention]) -> list[Mention]:
    """Return mentions with those completed that leave their last word to the next name.

    Args:
        sentence: the sentence.
        found: its mentions so far.

    Returns:
        The mentions, in text order: "North" in "North and South Korea" has become one of its own, and the
        people of one state who are named by another's word ("Ecuadorean Indians") are one mention of theirs.
    """
    out = _one_people(sentence, found)
    for second_at, placed in sentence.hits.items():
        i = second_at - 1
        if i < 1 or placed.hit is None or placed.last == placed.first:
            continue
        if sentence.word(i).lower() not in _JOINTS:
            continue
        _, _, shared = placed.hit.text.partition(" ")
        whole = f"{sentence.word(i - 1)} {shared}"
        hits = [h for h in sentence.context.registry.find(whole) if h.text == whole and h.best.code]
        second = next((m for m in out if m.start == placed.hit.start), None)
        if not hits or second is None:
            continue
        start, end = sentence.starts[i - 1], sentence.ends[i - 1]
        best = hits[0].best
        sector = second.sector if second.role else best.sector_at(sentence.context.date)
        via: Via = "demonym" if best.kind in ("adjective", "people") else "name"
        first = Mention(start, end, sentence.words(start, end), best.code, None, sector, second.role, via)
        out = [m for m in out if m.end <= start or m.start >= end]
        out.append(first)
    return sorted(out, key=lambda m: (m.start, m.end))


def twins(sentence: Sentence, found: Sequence[Mention]) -> list[Mention]:
    """Return the two states that share a name, where it is said in the plural ("both Koreas").

    Args:
        sentence: the sentence.
        found: its mentions so far; what they cover is left.
    """
    known = sentence.context.registry.reference.twins
    return [
        Mention(start, end, token.text, code, None, None, None, "name")
        for token, start, end in zip(sentence.tokens, sentence.starts, sentence.ends, strict=True)
        for code in known.get(token.text, ())
        if not any(m.start < end and start < m.end for m in found)
    ]


def _one_people(sentence: Sentence, found: Sequence[Mention]) -> list[Mention]:
    """Join an adjective of nationality and the name of a people behind it: they live in the first's state."""
    out: list[Mention] = []
    for mention in found:
        before = out[-1] if out else None
        follows = before is not None and before.via == "demonym" and before.end + 1 == mention.start
        if before is None or not follows or not _is_people(mention, sentence):
            out.append(mention)
            continue
        words = sentence.words(before.start, mention.end)
        role, via = mention.role, mention.via
        out[-1] = Mention(before.start, mention.end, words, before.actor, None, "CVL", role, via)
    return out


def _is_people(mention: Mention, sentence: Sentence) -> bool:
    """Return whether a mention names a people: "Indians", "Indian leaders"."""
    words = sentence.words(mention.start, mention.end)
    return (mention.via == "demonym" and words.endswith("s")) or (
        mention.via == "office" and words.startswith(_NATIVE)
    )
