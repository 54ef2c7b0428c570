"""What binds a pair: the agreements of the registry of obligations that stand between the two."""

from __future__ import annotations

from visavis.coding.agreements.registry import Treaty, standing
from visavis.records import Bond


def bonds(a: str, b: str, day: str | None) -> tuple[Bond, ...]:
    """Return the agreements that stand between two states, those with obligations first.

    Args:
        a: the code of one.
        b: the code of the other.
        day: an ISO day; None asks for today as far as the registry knows.
    """
    found = [bond_of(treaty, a, b) for treaty in standing(a, b, day)]
    return tuple(sorted(found, key=lambda bond: (not bond.kinds, bond.since or "", bond.id)))


def bond_of(treaty: Treaty, *parties: str) -> Bond:
    """Return a treaty of the registry as a bond, since the last of some parties joined."""
    begun = [treaty.in_force or treaty.signed, *(treaty.joined.get(party) for party in parties)]
    return Bond(
        treaty.id,
        treaty.name,
        tuple(treaty.obligations),
        max(filter(None, begun), default=None),
        treaty.article,
        treaty.trigger,
        treaty.source,
    )
