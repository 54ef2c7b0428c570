"""Morphological features of words."""

from __future__ import annotations

import functools


class Features:
    """Morphological features of a token ("Number=Plur|Tense=Past")."""

    __slots__ = ("_values",)

    def __init__(self, written: str) -> None:
        pairs = (pair.partition("=") for pair in written.split("|"))
        self._values = {name: values.split(",") for name, _, values in pairs if values}

    def get(self, name: str, default: list[str] | None = None) -> list[str]:
        """Return the values of a feature; ``default``, else none, when the token does not have it."""
        return self._values.get(name, [] if default is None else default)

    @classmethod
    @functools.cache
    def of(cls, written: str) -> Features:
        """Return features by how they are written, the same for the same words."""
        return cls(written)
