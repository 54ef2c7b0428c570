"""Acts shared out one by one: "both are planning an invasion: Kenya of Togo and Oman of Yemen"."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from visavis.coding.events.sentence import Sentence
from visavis.records import Party

if TYPE_CHECKING:
    from visavis.coding.events.settle import Candidate

_TO = frozenset(
    {"in", "on", "against", "to", "from", "with", "at", "over", "into", "towards", "toward", "for", "of"}
)
_BETWEEN = frozenset({"and", ",", ";", "while"})
_LEAST = 2


def apiece(s: Sentence, found: list[Candidate]) -> list[Candidate]:
    """Return events with those of several actors split, where the sentence says who did it to whom.

    Args:
        s: the sentence.
        found: its events.

    Returns:
        The same, but one event for each pair where the sentence pairs all actors of an event, and nobody
        else, each with a party of its own.
    """
    out: list[Candidate] = []
    shares: list[tuple[Party, Party]] | None = None
    for c in found:
        codes = {p.code for p in c.actors if p.code}
        if len(codes) < _LEAST or len(c.actors) != len(codes):
            out.append(c)
            continue
        shares = _shares(s) if shares is None else shares
        mine = [(a, b) for a, b in shares if a.start > s.start[c.at]]
        if (
            len(mine) != len(codes)
            or {a.code for a, _ in mine} != codes
            or any(b.code in codes for _, b in mine)
        ):
            out.append(c)
            continue
        out += [_share(c, a, b) for a, b in mine]
    return out


def _share(c: Candidate, actor: Party, recipient: Party) -> Candidate:
    one = copy.copy(c)
    one.actors, one.recipients = [actor], [recipient]
    one.share = f"{actor.code} {recipient.code}"
    return one


def _shares(s: Sentence) -> list[tuple[Party, Party]]:
    """Return who stands beside whom in "A in B and C in D": all pairs of one such list, the last one."""
    spans = _named(s)
    pairs: list[tuple[Party, Party]] = []
    last, word = -1, ""
    k = 0
    while k + 1 < len(spans):
        (first, end, a), (start, stop, b) = spans[k], spans[k + 1]
        between = s.low[end:start]
        if between and between[0] in _TO and between[1:] in ([], ["the"]):
            goes_on = pairs and between[0] == word and all(w in _BETWEEN for w in s.low[last:first])
            pairs = [*pairs, (a, b)] if goes_on else [(a, b)]
            last, word, k = stop, between[0], k + 2
        else:
            k += 1
    return pairs if len(pairs) >= _LEAST else []


def _named(s: Sentence) -> list[tuple[int, int, Party]]:
    """Return the coded names of a sentence as ranges of tokens, in order, none within another."""
    out: list[tuple[int, int, Party]] = []
    i = 0
    while i < s.n:
        one = next((m for m in s.mentions[i] if m.actor and m.via != "pronoun"), None)
        if one is None:
            i += 1
            continue
        end = i + 1
        while end < s.n and one in s.mentions[end]:
            end += 1
        out.append((i, end, Party(one.actor, one.text, one.start, one.end, one.sector, one.name)))
        i = end
    return out
