"""One article through reading and coding: the unit of work of every engine.

What reads and codes is imported with the first article: a process that hands articles out and merges what
comes back needs none of it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

from visavis.coding.options import DEFAULT, Options
from visavis.errors import VisavisError
from visavis.reading import lean
from visavis.records import Article, Reading, Record, Unread


def read_one(article: Article, options: Options = DEFAULT) -> Record | Unread:
    """Read and code one article.

    Args:
        article: the article.
        options: the model, codebook and actors to use; those that come with visavis by default.

    Returns:
        Its record; when visavis fails on it, what failed, so that the rest goes on.

    Raises:
        VisavisError: a knowledge file or the model is at fault, so that no article could be read.
    """
    read, code = _stages()
    try:
        return code(read(article, model=options.model), options=options)
    except VisavisError:
        raise
    except Exception as error:  # the one edge where anything may come: no article may stop the others
        return Unread(
            article.source,
            f"visavis failed on it ({type(error).__name__}: {' '.join(str(error).split())[:200]})",
            "Please report this with the text, as CONTRIBUTING describes",
        )


@functools.cache
def _stages() -> tuple[Callable[..., Reading], Callable[..., Record]]:
    """Import the two stages, and return them."""
    with lean.without_commands():
        from visavis.coding.record import code
        from visavis.reading.page import read
    return read, code
