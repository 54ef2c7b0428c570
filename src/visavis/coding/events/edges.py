"""Names that only say where, or who is meant: at whose border, off whose coast, whose neighbours.

"Massed on the Thai border", "near Chad's frontier with Libya", "seized a ship off Oman's coast": the state is
a line on the map, no party to what is done there.
"""

from __future__ import annotations

from visavis.coding.events.patterns import class_nouns
from visavis.coding.events.sentence import Sentence

_ALONG = frozenset({"on", "near", "along", "at", "across", "from"})
_OFFSHORE = frozenset({"off", "near", "along"})
_BORDERS = frozenset({"border", "borders", "frontier", "frontiers"})
_COASTS = frozenset({"coast", "coasts", "shore", "shores", "coastline", "shoreline"})


def border(s: Sentence, i: int) -> bool:
    """Tell whether a name only says at whose border or off whose coast something is done.

    Args:
        s: the sentence.
        i: position of the name.
    """
    lines = [up for up in s.above(i)[:2] if s.low[up] in _BORDERS]
    return any(s.case(up).split(" ")[0] in _ALONG for up in lines) or off_coast(s, i)


def off_coast(s: Sentence, i: int) -> bool:
    """Tell whether a name only says off whose coast something is done.

    Args:
        s: the sentence.
        i: position of the name.
    """
    return any(s.low[up] in _COASTS and s.case(up).split(" ")[0] in _OFFSHORE for up in s.above(i)[:2])


def kin_owner(s: Sentence, i: int) -> bool:
    """Tell whether a name only says whose neighbours or allies are meant ("Iran's neighbours").

    Args:
        s: the sentence.
        i: position of the name.
    """
    return s.dep[i] == "nmod:poss" and s.low[s.head[i]] in class_nouns(s.book, "kin")
