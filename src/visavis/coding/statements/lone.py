"""A last resort: sentences in which the parser found no verb at all, although a cue stands in them.

Small models read "The minister blamed rebels for the shortage" as one noun phrase. Where a sentence has no
finite verb, its only cue is that verb: what precedes it is the source, what follows the content.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from visavis.coding.statements.cues import Cues
from visavis.coding.statements.drafts import Draft, Source
from visavis.coding.statements.knowledge import Group, verb_frames, words
from visavis.coding.statements.trees import PHRASE_TAGS, cue_lemma, trimmed
from visavis.coding.statements.verbs import can_speak
from visavis.reading.syntax import Parsed
from visavis.reading.tokens import Token, Tree

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OPENING = frozenset({"while", "whereas", "but", "though", "although"})
_PRONOUNS = frozenset({"it", "he", "she", "they", "we", "i", "there"})
_AUXILIARIES = frozenset({"has", "have", "had", "was", "were", "is", "are", "been", "be"})


def find_lone(parsed: Parsed, index: int, cues: Cues, others: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the attributions of the parts of a sentence that the parser left without a verb.

    Args:
        parsed: the sentence.
        index: its index in the reading.
        cues: its words that may attribute.
        others: what the other finders made of it; a part that holds a cue of theirs is theirs.
    """
    verbs = [t for t in cues.verbs if t.tag_ in {"VBN", "NNS", "NN", "VB"} and not _compounded(t)]
    if not verbs:
        return
    if others and not any(t.text == ";" or t.lower_ in _OPENING for t in parsed.doc):
        return
    taken = [d.cue.start for d in others if d.cue is not None]
    for part in _parts(parsed.doc):
        first, last = parsed.start(part[0]), parsed.end(part[-1])
        if not any(first <= cue < last for cue in taken):
            yield from _in_part(parsed, index, part, verbs)


def _compounded(token: Token) -> bool:
    """Whether a word is the second of a compound: "Moscow-backed"."""
    return token.i > 0 and token.doc[token.i - 1].tag_ == "HYPH"


def _parts(doc: Tree) -> list[list[Token]]:
    """Return the clauses of a sentence by its marks: at ";", and at ", while", ", but" and the like."""
    cuts = [t.i for t in doc[1:-1] if t.text == ";" or (t.text == "," and t.nbor().lower_ in _OPENING)]
    edges = [-1, *cuts, len(doc)]
    parts = []
    for cut, end in pairwise(edges):
        start = cut + 1 if cut < 0 or doc[cut].text == ";" else cut + 2
        if end - start > 2:
            parts.append(list(doc[start:end]))
    return parts


def _in_part(parsed: Parsed, index: int, part: list[Token], verbs: list[Token]) -> Iterator[Draft]:
    verb = next((t for t in verbs if part[0].i < t.i <= part[-1].i), None)
    if verb is None or any(t.tag_ in _FINITE for t in part if t.i < verb.i):
        return
    before = trimmed([t for t in part if t.i < verb.i])
    if not before or any(t.tag_ not in PHRASE_TAGS or t.lower_ in _AUXILIARIES for t in before):
        return
    rest = trimmed([t for t in part if t.i > verb.i], keep_quotes=True)
    shape = _shape(verb, rest)
    head = before[-1]
    if shape is None or before[0].tag_ == "IN" or head.tag_ == "POS":
        return
    if not can_speak(head, shape[0], shape[1]):
        return
    group, frame, skipped = shape
    content = parsed.between(rest[skipped], rest[-1])
    source = Source(parsed.between(before[0], before[-1]), head, parsed)
    yield Draft(index, content, parsed.between(verb, verb), source, group.act, frame)


def _shape(verb: Token, rest: list[Token]) -> tuple[Group, str, int] | None:
    """Return the group and the frame that fit what follows a cue, and how many words of it to skip."""
    frames = verb_frames()[cue_lemma(verb) or ""]
    if len(rest) == 1 and rest[0].tag_[:2] == "NN" and verb.tag_ == "VBN":
        bare = frames.get("object")
        return (bare, "object", 0) if bare is not None and not (bare.cue_nouns or bare.things) else None
    if len(rest) < 2:
        return None
    rest, times = _without_times(rest)
    if len(rest) < 2:
        return None
    shape = _shape_of(verb, rest, frames)
    return (shape[0], shape[1], shape[2] + times) if shape is not None else None


def _without_times(rest: list[Token]) -> tuple[list[Token], int]:
    """Drop the time that follows a cue ("confirmed on Wednesday it would"); return how many words it had."""
    skip = 0
    while skip < len(rest) and (
        rest[skip].lower_ in words().time_words or (rest[skip].lower_ == "on" and _is_time(rest[skip + 1 :]))
    ):
        skip += 1
    return rest[skip:], skip


def _is_time(rest: list[Token]) -> bool:
    return len(rest) > 0 and rest[0].lower_ in words().time_words


def _shape_of(verb: Token, rest: list[Token], frames: dict[str, Group]) -> tuple[Group, str, int] | None:
    first, following = rest[0].lower_, {t.lower_ for t in rest}
    if first in _PRONOUNS and "clause" in frames and rest[1].tag_ in _FINITE:
        return frames["clause"], "clause", 0
    if first == "that" and "clause" in frames:
        return frames["clause"], "clause", 1
    if first == "to" and "infinitive" in frames and rest[1].tag_[:1] in {"V", "N", "J"}:
        return frames["infinitive"], "infinitive", 0
    if f"prep:{first}" in frames and (first not in {"on", "upon"} or "to" in following):
        return frames[f"prep:{first}"], "prep", 1
    if rest[0].tag_ in {"IN", "RP", "RB", "TO", "CC"} or verb.tag_ in {"NN", "VB"}:
        return None
    for frame in ("of", "for", "as"):
        if frame in frames and frame in following:
            return frames[frame], frame, 0
    if "bid" in frames and "to" in following:
        return frames["bid"], "bid", 0
    plain = "object" in frames and not frames["object"].cue_nouns and not frames["object"].particle
    return (frames["object"], "object", 0) if plain else None
