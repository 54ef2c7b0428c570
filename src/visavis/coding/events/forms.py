"""Inflected forms of English verbs and nouns, so that a trigger is found whatever the tagger made of it."""

from __future__ import annotations

from collections.abc import Mapping

_VOWELS = "aeiou"


def noun_forms(noun: str) -> set[str]:
    """Return the singular and the regular plural of a noun (the last word of a phrase).

    Args:
        noun: a noun or noun phrase in the singular.
    """
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return {noun, noun + "es"}
    if noun.endswith("y") and len(noun) > 2 and noun[-2] not in _VOWELS:
        return {noun, noun[:-1] + "ies"}
    if noun.endswith("man"):
        return {noun, noun[:-3] + "men", noun + "s"}
    if noun.endswith("ife"):  # lives, knives
        return {noun, noun[:-2] + "ves"}
    if noun.endswith("lf"):  # shelves, halves
        return {noun, noun[:-1] + "ves"}
    return {noun, noun + "s"}


def verb_forms(verb: str, irregular: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Return all forms of a verb: base, third person, past, participles.

    Args:
        verb: the base form.
        irregular: past forms and participles of irregular verbs, by base form.
    """
    third = verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        third = verb[:-1] + "ies"
    stem = _stem(verb)
    forms = {verb, third, stem + "ing"}
    if verb.endswith("ie"):
        forms.add(verb[:-2] + "ying")
    if verb in irregular:
        return forms | set(irregular[verb])
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return forms | {verb[:-1] + "ied"}
    past = {verb + "d" if verb.endswith("e") else stem + "ed"}
    if verb.endswith("l"):  # British and American spelling: cancelled, canceled
        past |= {verb + "led", verb + "ed"}
        forms |= {verb + "ling", verb + "ing"}
    return forms | past


def _stem(verb: str) -> str:
    """Return the verb as it stands before -ed and -ing: without silent e, final consonant doubled."""
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1]
    short = len(verb) >= 3 and verb[-1] not in _VOWELS + "wxy" and verb[-2] in _VOWELS
    if (
        short
        and verb[-3] not in _VOWELS
        and (
            _syllables(verb) == 1
            or verb.endswith(
                ("dmit", "mmit", "rmit", "bmit", "efer", "nfer", "sfer", "mpel", "xpel", "bel", "gret")
            )
        )
    ):
        return verb + verb[-1]
    return verb


def _syllables(word: str) -> int:
    """Count groups of vowels."""
    return sum(
        1 for i, c in enumerate(word) if c in _VOWELS + "y" and (i == 0 or word[i - 1] not in _VOWELS + "y")
    )
