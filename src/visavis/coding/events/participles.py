"""Participles that carry on a passive without a "was" of their own ("was held and expelled")."""

from __future__ import annotations

_OF_TWO_WORDS = (
    "given handed granted offered shown told sent awarded denied paid promised sold lent taught asked "
    "refused allowed assigned served found called"
)
OF_TWO = frozenset(_OF_TWO_WORDS.split())
"""Participles of verbs that keep one of their two objects in the passive ("was given shelter")."""

_SUFFERED_WORDS = (
    "arrested detained jailed expelled deported extradited evicted killed wounded tortured executed hanged "
    "sentenced fined charged accused banned barred freed released flogged raped robbed abducted kidnapped "
    "imprisoned interrogated"
)
SUFFERED = frozenset(_SUFFERED_WORDS.split())
"""Participles of verbs that without an object are passive, whatever the tag ("was held and expelled")."""
