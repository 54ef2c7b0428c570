"""Lean: spaCy imported and the embedded model loaded without what visavis has no use for.

Importing spaCy brings its command line, with what that needs to download and to draw, and importing what
tells languages brings what would download a larger model; loading a model makes English's own tokenizer, only
to fill it with the model's, and goes through the entry points of all installed packages for each of its
parts. Together this is a fifth of the time that reading takes to begin.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

_COMMANDS, _INFO, _DOWNLOADER = "spacy.cli", "spacy.cli.info", "robust_downloader"
_EMPTY = "visavis.EmptyTokenizer"


@contextmanager
def without_commands() -> Iterator[None]:
    """Let spaCy be imported without its command line, and what tells languages without its downloader.

    Whoever asks for these later gets them whole.
    """
    if "spacy" in sys.modules:
        yield
        return
    stand_ins = {
        name: ModuleType(name) for name in (_COMMANDS, _INFO, _DOWNLOADER) if name not in sys.modules
    }
    for name, function in (_INFO, _info), (_DOWNLOADER, _download):  # what is taken from there
        if name in stand_ins:
            vars(stand_ins[name])[function.__name__[1:]] = function
    sys.modules |= stand_ins
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]


def _info(*given: Any, **named: Any) -> Any:
    """Stand for ``spacy.info``."""
    from spacy.cli.info import info

    return info(*given, **named)


def _download(*given: Any, **named: Any) -> Any:
    """Stand for the downloader, which visavis never asks for: the smaller model comes with its package."""
    from robust_downloader import download  # type: ignore[import-untyped]

    return download(*given, **named)


class _NoFrames:
    """Finds no pandas, even where it is installed."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Refuse it, and leave all else to those who find it."""
        if name == "pandas":
            raise ModuleNotFoundError(f"{name} is left out", name=name)


def arrow_alone() -> None:
    """Let Arrow do without pandas in this process: it would import it to look at the first list."""
    import pyarrow as pa

    sys.meta_path.insert(0, none := _NoFrames())
    try:
        pa.array([], pa.string())  # here it is asked for, once for all
    finally:
        sys.meta_path.remove(none)


def load(folder: Path) -> Language:
    """Load a pipeline that has a tokenizer of its own beside its other parts.

    Args:
        folder: where it lies.
    """
    import spacy
    from spacy.util import registry

    _group_entry_points()
    if _EMPTY not in registry.tokenizers:
        registry.tokenizers(_EMPTY, func=_empty)
    return spacy.load(folder, config={"nlp": {"tokenizer": {"@tokenizers": _EMPTY}}})


def _group_entry_points() -> None:
    """Let spaCy's registries find entry points by their group, which they otherwise search for each name."""
    import catalogue

    points = catalogue.AVAILABLE_ENTRY_POINTS
    if hasattr(points, "select"):  # else they are grouped already
        groups = {group: list(points.select(group=group)) for group in points.groups}
        catalogue.AVAILABLE_ENTRY_POINTS = groups


def _empty() -> Callable[[Language], object]:
    """Return what makes a tokenizer without rules, which those of the pipeline's folder replace."""
    from visavis.reading.tokenizer import BareTokenizer

    return lambda nlp: BareTokenizer(nlp.vocab)
