"""Tables for spaCy's rule lemmatizer, made from the treebanks and from WordNet's word lists.

In: training sentences, the commonest words first, and the package `spacy-lookups-data` (WordNet's lemmas and
irregular forms). Out: a table from part of speech and form to lemma, and suffix rules for forms that are
not in it. The treebanks go before WordNet's irregular forms, these before the regular forms of its verbs,
nouns and adjectives ("hoping" is from "hope", since "hop" doubles its p).
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.resources import files
from typing import Any

from spacy.lookups import Lookups
from treebank import Sentence

Inflect = Callable[[str], Iterator[str]]

VOWELS = frozenset("aeiou")

# Where both lists are wrong.
CORRECTIONS: dict[str, dict[str, list[str]]] = {"verb": {"fled": ["flee"]}}

# For words in no list; of the rules that fit, the first counts.
PLURALS = [
    ("ies", "y"),
    ("sses", "ss"),
    ("shes", "sh"),
    ("ches", "ch"),
    ("xes", "x"),
    ("zzes", "zz"),
    ("s", ""),
]
STEMS_WITH_E = ("at", "iz", "is", "if", "uc", "ag", "iv", "ur", "as", "ok")
RULES: dict[str, list[tuple[str, str]]] = {
    "noun": [*PLURALS, ("men", "man")],
    "verb": [
        *PLURALS,
        ("ied", "y"),
        *((f"{stem}{ending}", f"{stem}e") for stem in STEMS_WITH_E for ending in ("ed", "ing")),
        ("ed", ""),
        ("ing", ""),
    ],
    "adj": [("iest", "y"), ("ier", "y"), ("est", ""), ("er", "")],
    "punct": [("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'")],
}


def tables(sentences: Iterable[Sentence], commonest: Sequence[str]) -> Lookups:
    """The tables. Only forms among the commonest words are listed."""
    rank = {word: place for place, word in enumerate(commonest)}
    listed = {part: _listed(part, rank) for part in ("verb", "noun", "adj", "adv")}
    seen = _seen(sentences)
    lookups = Lookups()
    lookups.add_table("lemma_rules", {part: [list(rule) for rule in rules] for part, rules in RULES.items()})
    merged = {
        part: listed.get(part, {}) | seen.get(part, {}) | CORRECTIONS.get(part, {})
        for part in sorted({*listed, *seen})
    }
    lookups.add_table("lemma_exc", {part: _needed(part, forms) for part, forms in merged.items()})
    lookups.add_table("lemma_index", {})
    return lookups


def _listed(part: str, rank: dict[str, int]) -> dict[str, list[str]]:
    """Forms of one part of speech as WordNet has them, each with one lemma."""
    lemmas = [word for word in _wordnet("index").get(part, ()) if word.isalpha()]
    forms = {word: [word] for word in lemmas if word in rank and (part == "verb" or _by_rule(part, word))}
    for lemma in sorted(lemmas, key=len):  # a form of two lemmas goes to the longer: "planed" to "plane"
        forms |= {form: [lemma] for form in INFLECT[part](lemma) if form in rank and form != lemma}
    for form, found in _wordnet("exc").get(part, {}).items():
        if form in rank:
            forms[form] = [min(found, key=lambda lemma: rank.get(lemma, len(rank)))]
    return forms


def _needed(part: str, forms: dict[str, list[str]]) -> dict[str, list[str]]:
    """The forms that the suffix rules would not bring to the same lemma."""
    return {form: lemmas for form, lemmas in forms.items() if lemmas != [_by_rule(part, form)]}


def _by_rule(part: str, form: str) -> str | None:
    """The lemma by the first suffix rule that fits, if one does."""
    rules = RULES.get(part, ())
    return next((form.removesuffix(old) + new for old, new in rules if form.endswith(old)), None)


def _wordnet(name: str) -> Any:
    """One of the package's English tables, by part of speech."""
    path = files("spacy_lookups_data") / "data" / f"en_lemma_{name}.json.gz"
    return json.loads(gzip.decompress(path.read_bytes()))


def _seen(sentences: Iterable[Sentence]) -> dict[str, dict[str, list[str]]]:
    """For each part of speech and form the lemma that the treebanks give it most often."""
    votes: dict[tuple[str, str], Counter[str]] = {}
    for word in (w for s in sentences for w in s.words):
        votes.setdefault((word.upos.lower(), word.form.lower()), Counter())[word.lemma] += 1
    seen: dict[str, dict[str, list[str]]] = {}
    for (part, form), lemmas in votes.items():
        seen.setdefault(part, {})[form] = [lemmas.most_common(1)[0][0]]
    return seen


def verb_forms(verb: str) -> Iterator[str]:
    """The regular forms of a verb."""
    yield with_s(verb)
    yield past(verb)
    if verb.endswith("ie"):
        yield f"{verb[:-2]}ying"
    elif verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        yield f"{verb[:-1]}ing"
    else:
        yield f"{_stem(verb)}ing"
    if verb[-1] in "lpmt" and verb[-2:-1] in VOWELS:  # "travelled" beside "traveled"
        yield from (f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing")


def noun_forms(noun: str) -> Iterator[str]:
    """The regular plural of a noun."""
    yield with_s(noun)


def adjective_forms(adjective: str) -> Iterator[str]:
    """The comparative and the superlative."""
    stem = past(adjective)[:-2]
    yield from (f"{stem}er", f"{stem}est")


def no_forms(word: str) -> Iterator[str]:
    """Nothing: the word is not inflected."""
    yield from ()


INFLECT: dict[str, Inflect] = {
    "verb": verb_forms,
    "noun": noun_forms,
    "adj": adjective_forms,
    "adv": no_forms,
}


def with_s(word: str) -> str:
    """The word with its regular -s."""
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return f"{word}es"
    return f"{word[:-1]}ies" if _consonant_y(word) else f"{word}s"


def past(word: str) -> str:
    """The word with its regular -ed."""
    if word.endswith("e"):
        return f"{word}d"
    return f"{word[:-1]}ied" if _consonant_y(word) else f"{_stem(word)}ed"


def _consonant_y(word: str) -> bool:
    """Whether the word ends in a consonant and y."""
    return word.endswith("y") and word[-2:-1] not in VOWELS


def _stem(word: str) -> str:
    """The word, its last consonant doubled where it is short and closed ("stop", "plan")."""
    one_vowel = sum(letter in VOWELS for letter in word) == 1
    closed = word[-1] not in VOWELS | set("wxyh") and word[-2:-1] in VOWELS
    return word + word[-1] if one_vowel and closed else word
