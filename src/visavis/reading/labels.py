"""The label map: what another pipeline's labels are in Universal Dependencies and PER, ORG, LOC."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Literal

import msgspec

from visavis.knowledge import load_toml

_FILE = "reading/labels.toml"


class Scheme(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way of labelling; the data file's head says what its fields mean."""

    name: str
    known_by: tuple[str, ...]
    build: Literal["ud", "stanford"]
    relations: dict[str, str]

    def relation(self, label: str) -> str:
        """Return the UD relation that a label of the scheme stands for."""
        return "ROOT" if label.lower() == "root" else self.relations.get(label, label)


class LabelFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The schema of ``labels.toml``."""

    scheme: tuple[Scheme, ...]
    entities: dict[str, str]


@functools.cache
def load() -> LabelFile:
    """Load the label map that is shipped with the package.

    Raises:
        DataError: the file breaks its schema.
    """
    return load_toml(_FILE, LabelFile)


def scheme_of(relations: Iterable[str]) -> Scheme | None:
    """Return the scheme that a parser's labels show; None where they show none that is known.

    Args:
        relations: the labels that the parser can give.
    """
    given = set(relations)
    return next((one for one in load().scheme if not given.isdisjoint(one.known_by)), None)


def is_ours(scheme: Scheme, relations: Iterable[str], entities: Iterable[str]) -> bool:
    """Whether a pipeline's labels need no map: they are UD's and PER, ORG, LOC already."""
    same = all(scheme.relation(label) == label for label in relations if not label.startswith("subtok"))
    return scheme.build == "ud" and same and set(entities) <= {"PER", "ORG", "LOC"}
