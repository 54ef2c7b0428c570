"""Statements inside statements: through whom they came, and which add nothing to the outer one."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from visavis.coding.statements.drafts import Draft, Source

_RELAYING = frozenset(
    {"relay", "clause", "aside", "quote", "phrase", "turn", "floating", "noun-that", "view"}
)  # what stands in these contents came through their source; a demand that is welcomed did not
_PRONOUNS = frozenset({"he", "she", "it", "they", "i", "we"})
_ATTITUDES = frozenset({"intend", "believe", "judge", "know"})
_OPENERS = ("that", "and", "but")


def without_own(drafts: Sequence[Draft], text: str) -> list[Draft]:
    """Leave out what speakers say of their own mind: "said he hoped to V" is one statement.

    Args:
        drafts: the attributions of an article.
        text: its text.
    """
    minds = [d for d in drafts if _is_attitude(d, text)]
    relaying = [d for d in drafts if d.frame in _RELAYING and d.source is not None] if minds else []
    own = {id(d) for d in minds if any(_own(outer, d, text) for outer in relaying if outer is not d)}
    return [d for d in drafts if id(d) not in own]


def _is_attitude(draft: Draft, text: str) -> bool:
    """Whether an attribution is an attitude of a pronoun's."""
    who = draft.source.span if draft.source is not None else None
    attitude = draft.act in _ATTITUDES or draft.frame == "idiom"
    return attitude and who is not None and text[who.start : who.end].lower() in _PRONOUNS


def _own(outer: Draft, inner: Draft, text: str) -> bool:
    """Whether an attitude is the outer speaker's, told by a pronoun that opens a clause."""
    own = inner.source.span if inner.source is not None else None
    if own is None:
        return False
    before = text[outer.content.start : own.start].split()
    opens = own.start >= outer.content.start and (not before or before[-1].lower() in _OPENERS)
    return opens and reports(outer, inner)


def chained(drafts: list[Draft]) -> list[Draft]:
    """Let each statement inside another keep the outer speakers as its channel, outermost first.

    Args:
        drafts: the attributions of an article.
    """
    ordered = sorted(drafts, key=lambda d: (d.content.start, -d.content.end, d.cue.start if d.cue else -1))
    relaying = [draft for draft in ordered if draft.frame in _RELAYING]
    result = []
    for draft in ordered:
        at, end = draft.content.start, draft.content.end
        around = [o for o in relaying if o.content.start <= at and end <= o.content.end and o is not draft]
        outer = [o for o in around if reports(o, draft)]
        links = [*(s for o in outer for s in (*o.via, o.source) if s is not None), *draft.via]
        own = draft.source.span if draft.source else None
        unique: list[Source] = []
        for link in links:
            if link.span != own and all(link.span != u.span for u in unique):
                unique.append(link)
        result.append(replace(draft, via=tuple(unique)) if links else draft)
    return result


def reports(outer: Draft, inner: Draft) -> bool:
    """Tell whether one attribution, cue and all, lies inside the content of another.

    Args:
        outer: the one that may hold the other.
        inner: the one that may lie in it.
    """
    if inner.cue is None or (outer.cue is None and outer.frame not in {"turn", "floating"}):
        return False
    if not (outer.content.start <= inner.content.start and inner.content.end <= outer.content.end):
        return False
    cue = outer.content.start <= inner.cue.start and inner.cue.end <= outer.content.end
    own = outer.cue is not None and inner.content.start <= outer.cue.start < inner.content.end
    return cue and not own and outer.cue != inner.cue
