"""The shape of a line: cheap features that tell running text from labels, headlines and names."""

from __future__ import annotations

import re

from visavis.reading.block import Block

_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does|do|said|says|told|met"
    r"|[a-z]{3,}ed)\b"
)
_NAME = re.compile(
    r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Sir)\.? )?[A-ZÀ-Þ][\w'.-]*"
    r"(?: (?:(?:van|von|de|del|della|di|da|al|el|bin|ibn|le|la|ter|den) )*"
    r"[A-ZÀ-Þ][\w'.-]*){1,3}"
)


def has_verb(block: Block) -> bool:
    """Say whether a block holds an auxiliary or a past-tense form."""
    return _VERB.search(block.plain) is not None


def is_label(block: Block) -> bool:
    """Say whether a block is a short line that is no sentence."""
    return block.words <= 7 and not re.search(r"[.!?][\"')]*$", block.plain)


def is_name(plain: str) -> bool:
    """Say whether a line is a person's name, or several persons' names, and nothing else."""
    if re.match(r"(?:the|an?|in|on|no|why|how|what) ", plain.strip(), re.IGNORECASE):
        return False
    parts = re.split(r", (?:and )?| and | & ", plain.strip(" .,:;|-"))
    return all(_NAME.fullmatch(part) for part in parts) and not plain.isupper()
