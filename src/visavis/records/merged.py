"""What many reports have in common and where they differ: what `merging/` gives."""

from __future__ import annotations

from typing import Literal

from visavis.records.base import Aux, DateSpan, Frozen
from visavis.records.coded import Speaker


class Report(Frozen, frozen=True):
    """One article's report of a happening."""

    ref: str
    event: str


class FieldDifference(Frozen, frozen=True):
    """A field in which the reports of one happening differ."""

    field: str
    values: tuple[str, ...]


class Happening(Frozen, frozen=True):
    """One thing that happened (or is planned, denied, supposed: ``aux``), from all its reports.

    Without ``recipients`` the actors act on each other, unless ``uncoded``: then it is done to somebody for
    whom there is no code.
    """

    id: str
    type: str
    mode: str | None
    aux: tuple[Aux, ...]
    parties: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date: DateSpan
    place: str | None
    score: float | None
    contexts: tuple[str, ...]
    reports: tuple[Report, ...]
    outlets: int
    origins: int
    differences: tuple[FieldDifference, ...]
    fulfils: str | None = None
    uncoded: bool = False


class EchoVariant(Frozen, frozen=True):
    """One outlet's version of an utterance."""

    ref: str
    statement: str
    relation: Literal["identical", "truncated", "reworded"]


class Echo(Frozen, frozen=True):
    """One utterance, from all its quotations; ``fullest`` is the statement id of its fullest form."""

    id: str
    speaker: Speaker | None
    fullest: str
    variants: tuple[EchoVariant, ...]


class DifferenceValue(Frozen, frozen=True):
    """One of several conflicting values, with who holds it."""

    value: str
    holders: tuple[str, ...]
    refs: tuple[str, ...]


class Difference(Frozen, frozen=True):
    """What conflicts between articles; shown, never averaged.

    ``wording`` is one formula of one side in several renderings, ``naming`` whom a side means that names
    nobody; ``label`` is what relations are called across stories.
    """

    kind: Literal["figure", "claim", "date", "label", "wording", "naming"]
    about: str
    values: tuple[DifferenceValue, ...]


class StorySpan(Frozen, frozen=True):
    """From the first to the last day that a story's articles bear or speak of."""

    start: str | None
    end: str | None


class Story(Frozen, frozen=True):
    """Articles about the same affair, across outlets."""

    id: str
    members: tuple[str, ...]
    title: str
    outlets: tuple[str, ...]
    independent_sources: int
    duplicates: tuple[tuple[str, ...], ...]
    span: StorySpan
    happenings: tuple[Happening, ...]
    echoes: tuple[Echo, ...]
    differences: tuple[Difference, ...]
