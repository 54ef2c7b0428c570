"""Lists of actors that the parse has broken: "A, B and C" where only C is an argument."""

from __future__ import annotations

from visavis.coding.events.sentence import Sentence

_GOVERNED = frozenset({"obj", "iobj", "obl", "nmod"})


def listed(s: Sentence, heads: list[int]) -> list[int]:
    """Return heads with the actors listed before them ("A, B and C") where the parse has lost some."""
    if "and" not in s.there:
        return sorted(set(heads))
    out = list(heads)
    for head in heads:
        own = s.mentions[head]
        covered = [i for i in range(s.n) if s.mentions[i] and s.mentions[i][0] in own] if own else []
        i, joined, seen = (min([head, *covered])) - 1, _goes_on(s, head), False
        while i > 0 and s.low[i] in (",", "and", "the", "&"):
            seen = seen or s.low[i] == "and"
            joined = joined or seen
            if s.low[i - 1] == "'s" and joined:  # "Iran's and Russia's ministers"
                i -= 1
            if s.low[i] in (",", "and", "'s") and s.mentions[i - 1] and joined:
                first = min(k for k in range(i) if s.mentions[k] and s.mentions[k][0] == s.mentions[i - 1][0])
                apart = not seen and s.dep[i - 1] in _GOVERNED  # "after meeting Peru, A and B"
                if (
                    not s.case(i - 1)
                    and not apart
                    and not (first and s.low[first - 1] in ("in", "at", "on", "of", "from"))
                ):
                    out.append(i - 1)
                i = first
            i -= 1
    return sorted(set(out))


def _goes_on(s: Sentence, head: int) -> bool:
    """Tell whether a list goes on behind one of its members ("A, B and C", where the parse has lost A)."""
    more = [k for k in s.kids[head] if s.dep[k] == "conj" and s.mentions[k]]
    return any(s.low[j] == "and" and s.dep[j] == "cc" for k in more for j in s.kids[k])
