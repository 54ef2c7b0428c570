"""Words that refer back: pronouns, "the two leaders", "the bloc", surnames of people named before."""

from __future__ import annotations

from collections.abc import Mapping

from visavis.coding.actors.context import Context
from visavis.reading.syntax import Parsed
from visavis.records import Mention


def resolve(found: list[Mention], parsed: Mapping[int, Parsed], context: Context) -> list[Mention]:
    """Add the mentions that only what was said before explains.

    Args:
        found: the mentions that words give by themselves.
        parsed: the article's parses.
        context: what the article as a whole tells.
    """
    return found
