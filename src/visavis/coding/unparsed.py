"""What the words around a word tell of it before anything is parsed: can it be a verb there?"""

from __future__ import annotations

from collections.abc import Sequence

DETERMINERS = frozenset(
    {"the", "a", "an", "my", "your", "his", "its", "our", "their", "this", "these", "those"}
)
DETERMINERS |= {"no", "any", "some", "every", "each", "another", "such"}
_PREPOSITIONS = frozenset({"of", "in", "on", "at", "by", "for", "from", "with", "into", "about", "under"})
_PREPOSITIONS |= {"after", "during", "without", "between", "against", "through", "over", "before", "since"}


def may_be_verb(told: Sequence[str], i: int, *, plain: bool, third: bool) -> bool:
    """Tell whether a form of a verb can be one where it stands ("talks" can, "the talks" cannot).

    Args:
        told: a sentence's words and signs, lower-cased, each apostrophe by itself.
        i: which of them.
        plain: whether it is the base form or the third person, which nouns share with verbs.
        third: whether it is the third person, which no "to" precedes.
    """
    before = told[i - 1] if i else ""
    if before in DETERMINERS:
        return False
    if not plain:
        return True
    if before == "s" and i > 1 and told[i - 2] == "'":
        return i > 2 and told[i - 3] == "let"
    return before not in _PREPOSITIONS and before != "her" and not (third and before == "to")
