"""Workers that die with certain articles, as a parser that crashes would make them."""

import os
import signal

from visavis.engines import batches

MARK = "This article ends the process that reads it."
FAULT = "This article is read through a pointer to nowhere."


def read_batch(batch, options):
    """Read a batch as usual, unless it holds a deadly article."""
    if any(MARK in text for text in batch.column("text").to_pylist()):
        os._exit(9)
    if any(FAULT in text for text in batch.column("text").to_pylist()):
        os.kill(os.getpid(), signal.SIGSEGV)
    return batches.read_batch(batch, options)
