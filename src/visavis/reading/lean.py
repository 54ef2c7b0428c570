"""Lean: spaCy imported and the embedded model loaded without what visavis has no use for.

Importing spaCy brings its command line, with what that needs to download and to draw; loading a model makes
English's own tokenizer, only to fill it with the model's, and goes through the entry points of all installed
packages for each of its parts. Together this is a sixth of the time that reading takes to begin.
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

_COMMANDS = ("spacy.cli", "spacy.cli.info")
_EMPTY = "visavis.EmptyTokenizer"


@contextmanager
def without_commands() -> Iterator[None]:
    """Let spaCy be imported without its command line; whoever asks for that later gets it whole."""
    if "spacy" in sys.modules:
        yield
        return
    package, module = map(ModuleType, _COMMANDS)
    vars(module)["info"] = _info  # what spaCy takes from there
    sys.modules |= dict(zip(_COMMANDS, (package, module), strict=True))
    try:
        yield
    finally:
        for name in _COMMANDS:
            del sys.modules[name]


def _info(*given: Any, **named: Any) -> Any:
    """Stand for ``spacy.info``."""
    from spacy.cli.info import info

    return info(*given, **named)


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
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]

    return lambda nlp: Tokenizer(nlp.vocab)
