"""spaCy's English tokenizer, brought closer to Universal Dependencies.

UD keeps "pro-Beijing" and "re-elected" whole, splits "COVID-19", "15-year" and "9–10", and treats a run of
one mark ("!!!", "***") as one word. Everything here is rules and special cases, so it is saved with the
pipeline and needs no code to load.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.attrs import NORM, ORTH
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

# Bound prefixes that UD's English treebanks do not part from their word.
BOUND_PREFIXES = (
    "anti", "co", "counter", "cross", "e", "ex", "inter", "intra", "micro", "mid", "mini", "multi", "non",
    "pan", "post", "pre", "pro", "pseudo", "quasi", "re", "semi", "sub", "trans", "ultra", "un",
)  # fmt: skip

# A run of one of these marks is one word.
RUNS = (r"!+", r"\?+", r"\*+", r"=+", r"_+", r"#{2,}", r"~+", r"<+", r">+", r"\$+", r"-{2,}")

# Whole although a stop ends them; spaCy's own list lacks these.
ABBREVIATIONS = (
    "al.", "Capt.", "Col.", "Sgt.", "Maj.", "Cpl.", "Cmdr.", "Adm.", "Lt.", "Hon.", "Pres.", "Ft.", "Nos.",
    "Dept.", "Assn.", "Ave.", "Blvd.",
)  # fmt: skip

# One word on the page, several in the grammar.
PARTED = {"wanna": ("wan", "na"), "and/or": ("and", "/", "or")}

LETTER = r"[^\W\d_]"
SPACY_HYPHEN_RULE = "(?:-|–|—|--|---|——|~)(?="


def adapt(nlp: Language) -> None:
    """Change the tokenizer of this English pipeline in place."""
    tokenizer = nlp.tokenizer
    assert isinstance(tokenizer, Tokenizer)
    tokenizer.prefix_search = compile_prefix_regex([*RUNS, *_rules(nlp.Defaults.prefixes)]).search
    tokenizer.suffix_search = compile_suffix_regex([*RUNS, *_rules(nlp.Defaults.suffixes)]).search
    tokenizer.infix_finditer = compile_infix_regex(_infixes(_rules(nlp.Defaults.infixes))).finditer
    for word in ABBREVIATIONS:
        tokenizer.add_special_case(word, [{ORTH: word}])
    for word, parts in PARTED.items():
        tokenizer.add_special_case(word, [{ORTH: part, NORM: part} for part in parts])


def _rules(defaults: Iterable[object] | None) -> list[str]:
    """SpaCy's own rules as regular expressions."""
    return [str(rule) for rule in defaults or ()]


def _infixes(defaults: list[str]) -> list[str]:
    """SpaCy's infixes with its rule for hyphens replaced by rules that know bound prefixes and digits."""
    unbound = _not_after_bound_prefix()
    return [
        *(rule for rule in defaults if SPACY_HYPHEN_RULE not in rule),
        rf"(?<={LETTER}){unbound}(?:--+|[-–—~])(?={LETTER})",
        rf"(?<={LETTER}){unbound}[-–—](?=\d)",
        rf"(?<={LETTER}\.)[-–—](?={LETTER})",
        rf"(?<=\d)[-–—](?={LETTER})",
        r"(?<=\d)[–—](?=\d)",
        r"(?<=[\w”’\"'.,])—(?=[\w“‘\"'])",
    ]


def _not_after_bound_prefix() -> str:
    """Lookbehinds that forbid a split straight after a bound prefix at the beginning of a word."""
    forms = {form for prefix in BOUND_PREFIXES for form in (prefix, prefix.capitalize())}
    return "".join(rf"(?<!\b{form})" for form in sorted(forms))
