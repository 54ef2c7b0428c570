"""What articles are read and coded with, where a user wants other than what comes with visavis."""

from __future__ import annotations

from visavis.records import Frozen


class Options(Frozen, frozen=True):
    """Plain names, so that they travel into other processes; each loads what they name once.

    Attributes:
        model: a spaCy pipeline, or one for each language ("en=NAME,uk=NAME"); the embedded one when None.
        codebook: a folder of codebook files laid over the package's own.
        actors: a folder of actors files laid over the package's own.
        thorough: parse every sentence, not only those that the first pass finds worth it.
    """

    model: str | None = None
    codebook: str | None = None
    actors: str | None = None
    thorough: bool = False


DEFAULT = Options()
"""Everything as it comes with visavis."""
