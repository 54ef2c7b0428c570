"""Whether a sentence speaks of a topic."""

from __future__ import annotations

import functools
import re

from visavis.asking.lexicon import topics
from visavis.asking.question import Topic
from visavis.coding.actors.registry import registry

_SHORTEST = 4  # letters by which a word is known in its other forms


def matches(topic: Topic, sentence: str) -> bool:
    """Return whether a sentence has the actors of a topic by name, and a word of it where it has words.

    All actors must be named where the topic has no words of its own; one of them will do where it has.
    """
    named = [bool(_actor(code).search(sentence)) for code in topic.codes]
    if not topic.terms:
        return all(named)
    return (any(named) or not named) and any(_term(term).search(sentence) for term in topic.terms)


@functools.lru_cache(maxsize=512)
def _actor(code: str) -> re.Pattern[str]:
    known = registry()
    names = {code, known.country_name(code), known.adjective(code) or code}
    state = known.state(code)
    if state is not None:
        names |= {*state.variants, *state.adjectives}
    words = "|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n)) if len(n) > 1)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


@functools.lru_cache(maxsize=512)
def _term(term: str) -> re.Pattern[str]:
    alike = next((line for line in topics().same if any(_stem(term) == _stem(w) for w in line)), [term])
    stems = "|".join(re.escape(_stem(word)) for word in [term, *alike])
    return re.compile(rf"\b(?:{stems})\w*", re.IGNORECASE)


def _stem(word: str) -> str:
    low = word.lower()
    for end in ("ations", "ation", "ions", "ion", "ings", "ing", "ies", "ed", "es", "s"):
        if low.endswith(end) and len(low) - len(end) >= _SHORTEST:
            return low[: -len(end)]
    return low
