"""A statement as a predicate: ``thanked Russia for its support``, ``asks China for help``."""

from __future__ import annotations

import re

from visavis.records import Statement
from visavis.showing.wording import plain

_GAP = 20  # characters between a cue and what it governs: "said on Monday that"
_FINITE = frozenset({
    "said", "told", "swore", "saw", "thought", "held", "put", "sought", "made", "gave", "spoke", "wrote",
    "felt", "knew", "took", "was", "were", "is", "are", "has", "have", "had", "stood", "set", "let", "kept",
    "drew", "found", "began",
})  # fmt: skip
_BE = frozenset({"be", "been", "being", "is", "are", "was", "were", "'s", "’s"})
_MODAL = frozenset({
    "will", "would", "can", "could", "may", "might", "must", "should", "shall", "to",
})  # fmt: skip
_BEFORE_NOUN = re.compile(
    r"(?:['’]s?|\b(?:a|an|the|his|her|its|their|our|my|of|no|any|some))$", re.IGNORECASE
)
_SEVERAL = re.compile(
    r"(?i:both|they|we|some|many|most|several|others)\b"
    r"|(?i:the) (?:men|two|leaders|presidents|ministers|[A-Z]\w+ns|\w+ powers)\b"
    r"|(?!.*\bof\b)[A-Z].* and [A-Z].*|(?!.*\bnews$)[a-z' ’-]+[^s\W]s$"
)
_ADVERB = re.compile(r"\s+\w+ly$")


def is_several(statement: Statement) -> bool:
    """Return whether a statement is by several, so that its verb stands in the plural."""
    speaker = statement.speaker
    if statement.joint or speaker is None:
        return bool(statement.joint)
    return speaker.name is None and _SEVERAL.match(speaker.text) is not None


def predicate(text: str, statement: Statement) -> str:
    """Return cue and content as the article joins them, as they follow the speaker's name.

    Args:
        text: the article's text.
        statement: what is said in it.

    Returns:
        ``thanked Russia for its support``; a verb in its bare form is put into the present ("to ask China for
        help": ``asks China for help``). Empty where the article does not join the two so, or where the cue is
        no verb of the speaker's own.
    """
    cue = statement.cue
    if cue is None or statement.kind == "direct" or statement.aux or not 0 < statement.start - cue.end < _GAP:
        return ""
    words = plain(text[cue.start : statement.end]).rstrip(",;")
    verb, _, rest = words.partition(" ")
    before = _ADVERB.sub("", text[max(0, cue.start - 40) : cue.start].rstrip())
    verb = _in_person(verb, before, is_several(statement))
    return f"{verb} {rest}" if verb and rest else ""


def _in_person(verb: str, before: str, several: bool) -> str:
    """Return a verb as it stands after its subject; empty for a noun, a participle, a passive."""
    last = re.split(r"\s", before)[-1].casefold() if before else ""
    if not verb.isalpha() or verb.endswith("ing") or last in _BE or last.endswith(("n't", "n’t")):
        return ""
    if verb.endswith("ed") or verb in _FINITE:
        return verb
    if _BEFORE_NOUN.search(before):
        return ""
    if verb.endswith("s") and not verb.endswith("ss"):
        return verb if not several else ""
    if not verb.islower():
        return ""
    if several:
        return verb
    if last in _MODAL or re.search(r"\b(?:and|or|also)$", before):
        return _third(verb)
    return ""


def _third(verb: str) -> str:
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{verb}s"
