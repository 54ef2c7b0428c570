"""What if: a system with ties changed, and with contingencies followed."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from visavis.records import System
from visavis.systems.contingency import contingency, two_fronts
from visavis.systems.edgefiles import change
from visavis.systems.network import from_edges

Tie = tuple[str, str, float]
FIRST = 0.6
"""Share of the time that the system as it is gets when ties are to be changed afterwards."""


def suppose(
    found: System,
    changes: Sequence[Tie] = (),
    attacks: Sequence[tuple[str, str]] = (),
    *,
    seconds: float,
) -> System:
    """Return a system with ties changed and with contingencies followed.

    Args:
        found: the system as it is.
        changes: ties as (a, b, weight): changed, added, or with weight 0 removed.
        attacks: contingencies as (attacker, attacked).
        seconds: time for the changed system; what is not proved then is given as bounds.

    Returns:
        The system; ``notes`` begin with what was supposed and what the measures were before.

    Raises:
        TableError: a state is tied to itself or unknown, or a tie to remove is not there.
    """
    if changes:
        before = found
        found = from_edges(change(before.edges, changes), as_of=before.as_of, seconds=seconds)
        was, now = before.frustration, found.frustration
        notes = (
            f"supposed: {'; '.join(f'{a},{b},{weight:g}' for a, b, weight in changes)}",
            f"frustration was {was.lower:.4g} to {was.upper:.4g}, is {now.lower:.4g} to {now.upper:.4g}",
            f"triangle balance was {_share(before.triangle_balance)}, is {_share(found.triangle_balance)}",
            f"walk balance was {_share(before.walk_balance)}, is {_share(found.walk_balance)}",
        )
        found = replace(found, notes=(*notes, *found.notes), rules=before.rules, course=before.course)
    if attacks:
        followed = [contingency(*sides, found.edges, day=found.as_of) for sides in attacks]
        found = replace(found, contingencies=tuple(followed), two_fronts=two_fronts(followed))
    return found


def _share(value: float | None) -> str:
    return "none" if value is None else f"{value:.3f}"
