"""Kinds: which event types can tell one deed, and which deed carries out which plan."""

from __future__ import annotations

import functools

import msgspec

from visavis.knowledge import load_toml

_FILE = "merging/kinds.toml"
# Types whose parties all take part alike, whichever is named first (PLOVER manual, "reciprocal events").
RECIPROCAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})


class Family(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Types that reporters use for one deed, with pairs of sentences on one deed and on two."""

    types: frozenset[str]
    one: tuple[tuple[str, str], ...]
    two: tuple[tuple[str, str], ...]


class CarriedOut(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The types by which a plan that is coded as another type is carried out."""

    plan: str
    by: frozenset[str]


class Kinds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    on_ground: frozenset[str]
    verbal: frozenset[str]
    wide: frozenset[str]
    family: tuple[Family, ...]
    carried_out: tuple[CarriedOut, ...]


@functools.lru_cache(maxsize=1)
def kinds() -> Kinds:
    """Return what is known of event types.

    Raises:
        DataError: the file breaks its schema.
    """
    return load_toml(_FILE, Kinds)


@functools.cache
def families_of(kind: str) -> tuple[str, ...]:
    """Return names of the families that a type belongs to."""
    return tuple("+".join(sorted(f.types)) for f in kinds().family if kind in f.types)


@functools.cache
def same_kind(a: str, b: str) -> bool:
    """Return whether two types can tell one deed."""
    return a == b or any({a, b} <= family.types for family in kinds().family)


@functools.cache
def carried_out_by(plan: str) -> frozenset[str]:
    """Return the types by which a plan of a type is carried out; empty when it is no type of plan."""
    return frozenset[str]().union(*(c.by for c in kinds().carried_out if c.plan == plan))
