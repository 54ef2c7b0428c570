"""How a set of inputs is read: one struct that travels from the front door to the engines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from visavis.coding.options import DEFAULT, Options
from visavis.records import Article

if TYPE_CHECKING:
    from visavis.sources.web import Web

Progress = Callable[[int, str], None]
"""Called after each article with how many are done and the article's ref."""

Engine = Literal["pool", "daft", "spark"]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How inputs are read and coded.

    Attributes:
        published: the date of articles that state none, ISO 8601.
        options: the model, codebook and actors to use; those that come with visavis by default.
        workers: how many processes may share the work when there are many articles. More than one needs a
            program that other processes can import (``if __name__ == "__main__":``).
        progress: called after each article.
        shown_from: name sources relative to this folder.
        skip: tells which articles need not be read; they are left out.
        web: what fetches addresses; one with the usual manners when None.
        engine: what shares the work out: processes of this machine, or a cluster of Daft or Spark.
    """

    published: str | None = None
    options: Options = DEFAULT
    workers: int = 1
    progress: Progress | None = None
    shown_from: Path | None = None
    skip: Callable[[Article], bool] | None = None
    web: Web | None = None
    engine: Engine = "pool"


USUAL = Settings()
"""One process, everything as it comes with visavis."""
