"""spaCy's English tokenizer, brought closer to Universal Dependencies.

UD keeps "pro-Beijing" and "re-elected" whole, splits "COVID-19", "15-year" and "9–10", and treats a run of one mark
("!!!", "***") as one word. Everything here is rules and special cases, so it is saved with the pipeline and needs no code
to load.
"""

from __future__ import annotations

from spacy.attrs import NORM, ORTH
from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

# Bound prefixes that UD's English treebanks do not part from their word.
PREFIXES = "anti co counter ex inter intra mega micro mid mini multi non over pan post pre pro pseudo quasi re self semi sub super trans ultra un under".split()
KEPT_WITH_NEXT = [p for p in PREFIXES if p not in {"self", "over", "under", "super", "mega", "ex", "counter"}] + ["ex", "counter"]

# A run of one of these marks is one word.
RUNS = r"!+", r"\?+", r"\*+", r"=+", r"_+", r"#{2,}", r"~+", r"<+", r">+", r"\$+", r"-{2,}"
DASHES = "-–—"

ABBREVIATIONS = "etc. al. Capt. Gen. Col. Sgt. Maj. Cpl. Cmdr. Adm. Lt. Sen. Rep. Gov. Rev. Hon. Pres. Prof. Dr. No. Nos. Ft. Mt. St. vs. Jr. Sr. Inc. Ltd. Co. Corp. Bros. p.m. a.m. approx. dept. est. Dept. Assn. Cal. Ave. Blvd.".split()
SPLIT_WORDS = {"wanna": ("wan", "na"), "Wanna": ("Wan", "na"), "and/or": ("and", "/", "or"), "cannot": ("can", "not"), "Cannot": ("Can", "not")}


def adapt(nlp: Language) -> None:
    """Change the tokenizer of this English pipeline in place."""
    tokenizer = nlp.tokenizer
    defaults = nlp.Defaults
    tokenizer.prefix_search = compile_prefix_regex([*RUNS, *defaults.prefixes]).search
    tokenizer.suffix_search = compile_suffix_regex([*RUNS, *defaults.suffixes]).search
    tokenizer.infix_finditer = compile_infix_regex(_infixes(defaults.infixes)).finditer
    for word in ABBREVIATIONS:
        tokenizer.add_special_case(word, [{ORTH: word}])
    for word, parts in SPLIT_WORDS.items():
        tokenizer.add_special_case(word, [{ORTH: part, NORM: part.lower()} for part in parts])


def _infixes(infixes: list[str]) -> list[str]:
    """The default infixes, with hyphens that respect bound prefixes and split letters from digits."""
    kept = "".join(rf"(?<!\b{p}(?i:){''})" for p in ()) + _not_after_prefix()
    others = [rule for rule in infixes if "(?:-|–|—|--|---|——|~)(?=" not in rule]
    letter, any_dash = r"[^\W\d_]", r"(?:--+|[-–—~])"
    return [
        *others,
        rf"(?<={letter}){kept}{any_dash}(?={letter})",
        rf"(?<={letter}){kept}[{DASHES}](?=\d)",
        rf"(?<=\d)[{DASHES}](?={letter})",
        r"(?<=\d)[–—](?=\d)",
        r"(?<=[\w”’\"'.,])—(?=[\w“‘\"'])",
    ]


def _not_after_prefix() -> str:
    """Lookbehinds that forbid a split straight after a bound prefix at a word's beginning."""
    forms = {form for p in KEPT_WITH_NEXT for form in (p, p.capitalize())}
    return "".join(rf"(?<!\b{form})" for form in sorted(forms))
