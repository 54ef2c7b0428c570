"""The shape of a line: cheap features that tell running text from labels, headlines and names."""

from __future__ import annotations

import functools
import re

from visavis.reading.paragraphs import Block

_FUNCTION = frozenset(
    """
    the a an of to in on at for with and or but that which who by from as is are was were be been has have had
    will would it its their his her this these those not after before over into than they he she we you i
    """.split()  # noqa: SIM905 (a list of fifty words is read more easily so)
)
_LOWER = re.compile(r"[a-z']+")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does|do|said|says|told|met"
    r"|[a-z]{3,}ed)\b"
)
_NAME = re.compile(
    r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Sir)\.? )?[A-ZÀ-Þ][\w'.-]*"
    r"(?: (?:(?:van|von|de|del|della|di|da|al|el|bin|ibn|le|la|ter|den) )*"
    r"[A-ZÀ-Þ][\w'.-]*){1,3}"
)
_SENTENCE = re.compile(r".+?(?:[.!?…][\"')\]]*(?=\s+[\"'(\[]?[A-Z0-9À-Þ$€£©▶►»→])|$)", re.DOTALL)
_SHORT = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|St|No|vs|Inc|Ltd|Co|Jr|Sr|U\.S|U\.K|U\.N"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))\.$"
)


def function_share(block: Block) -> float:
    """Return the share of function words among a block's words, 0 to 1."""
    return _function_share(block.plain)


@functools.lru_cache(maxsize=256)  # the same block is asked for several times
def _function_share(plain: str) -> float:
    words = _LOWER.findall(plain.lower())
    return sum(map(_FUNCTION.__contains__, words)) / len(words) if words else 0.0


def has_verb(block: Block) -> bool:
    """Say whether a block holds an auxiliary or a past-tense form."""
    return _VERB.search(block.plain) is not None


def is_running(block: Block) -> bool:
    """Say whether a block reads like running text: long enough, ended, with function words."""
    if block.words >= 40:
        return function_share(block) > 0.15
    return block.words >= 9 and block.terminal and function_share(block) > 0.18


def is_label(block: Block) -> bool:
    """Say whether a block is a short line that is no sentence."""
    return block.words <= 7 and not re.search(r"[.!?][\"')]*$", block.plain)


def is_name(plain: str) -> bool:
    """Say whether a line is a person's name, or several persons' names, and nothing else."""
    if re.match(r"(?:the|an?|in|on|no|why|how|what) ", plain.strip(), re.IGNORECASE):
        return False
    parts = re.split(r", (?:and )?| and | & ", plain.strip(" .,:;|-"))
    return all(_NAME.fullmatch(part) for part in parts) and not plain.isupper()


def title_case(block: Block) -> float:
    """Return the share of words of four letters and more that begin with a capital."""
    words = [word for word in re.findall(r"[^\W\d_]{4,}", block.plain)]
    return sum(word[0].isupper() for word in words) / len(words) if words else 0.0


def sentences(block: Block) -> list[tuple[int, int]]:
    """Cut a block into sentences by punctuation alone; offsets are those of ``block.plain``."""
    return list(_sentences(block.plain))


@functools.lru_cache(maxsize=256)
def _sentences(plain: str) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    for match in _SENTENCE.finditer(plain):
        start, end = match.start(), match.end()
        start += len(match.group()) - len(match.group().lstrip())
        if start >= end:
            continue
        if spans and _SHORT.search(plain, max(0, spans[-1][1] - 8), spans[-1][1]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)
