"""What a server of forks does before it forks: it loads what reading needs, once for all its processes.

Importing this reads one short text, so that the model, the codebook and the registries lie in memory; the
processes forked from it share those pages, and are ready at once. ``pool`` names it to the fork server;
nothing else should import it.
"""

from __future__ import annotations

import gc

from visavis.engines.article import read_one
from visavis.errors import VisavisError
from visavis.reading.lean import arrow_alone
from visavis.records import Article

TEXT = (
    "The foreign minister of Chad met the foreign minister of Sudan in Cairo on 3 March 2021. "
    '"Our two countries will sign a treaty on trade worth $3 million," he told reporters.'
)
"""It has an event, a statement, a time, a figure and an agreement."""


def _load() -> None:
    """Read the text; a fault in what is loaded is told by the process that meets it with an article."""
    try:
        read_one(Article("ready", "ready", "ready.txt", TEXT, published="2021-03-04"))
    except VisavisError:
        return
    gc.collect()
    gc.freeze()  # or looking for garbage would touch, and so copy, pages that are shared


arrow_alone()
_load()
