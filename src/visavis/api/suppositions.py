"""What if, and what an attack would call on: ``--change`` and ``--if`` of ``visavis system`` as functions."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from visavis.errors import InputError, TableError
from visavis.records import Contingency, Edge, System
from visavis.relations.eventfiles import state_code
from visavis.systems.contingency import contingency as contingency_of
from visavis.systems.edgefiles import change as changed
from visavis.systems.edgefiles import read_edges
from visavis.systems.suppose import Tie
from visavis.systems.suppose import suppose as supposed

Edges = str | os.PathLike[str] | Iterable[Tie]
Attack = str | tuple[str, str]

__all__ = ["contingency", "suppose"]


def suppose(
    system: System, *, change: Sequence[Tie] = (), if_: Sequence[Attack] = (), seconds: float = 20.0
) -> System:
    """Suppose other ties, or attacks, and tell what follows, as ``visavis system --change --if`` does.

    Args:
        system: what ``visavis.system`` returns.
        change: ties as ``("CHN", "IND", 1.0)``: changed, added, or with weight 0 removed.
        if_: attacks as ``("CHN", "TWN")`` or ``"CHN:TWN"``: if the first attacks the second.
        seconds: time for the changed system; what is not proved then is given as bounds.

    Returns:
        The system: its ``notes`` begin with what the measures were before, ``contingencies`` say who is bound
        or aligned on which side, ``two_fronts`` who is called on in two at once. Nothing is foretold.

    Raises:
        TableError: a state is unknown or tied to itself, or a tie to remove is not there.
    """
    return supposed(system, list(change), [sides(attack) for attack in if_], seconds=seconds)


def contingency(
    attacker: str, attacked: str, system: System | None = None, *, as_of: str | None = None
) -> Contingency:
    """Tell what an attack would call on: who is bound by which text, and who is aligned, on which side.

    Args:
        attacker: a state, by its code (``"CHN"``) or its name.
        attacked: the state that it attacks.
        system: what ``visavis.system`` returns, for alignments; without it only texts count.
        as_of: the day on which agreements must stand, ISO 8601; the system's by default, else today as far
            as the registry knows.

    Returns:
        ``bound`` states with the text, article and condition, agreements that it ``breaks``, and the states
        ``torn`` between both sides. It is no forecast that anything of the kind will happen.

    Raises:
        TableError: a state is unknown, or the two are one.
    """
    day = as_of or (system.as_of if system else None)
    return contingency_of(*sides((attacker, attacked)), system.edges if system else (), day=day)


def sides(attack: Attack) -> tuple[str, str]:
    """Return attacker and attacked as codes.

    Raises:
        TableError: it is not two states.
    """
    words = tuple(attack.split(":")) if isinstance(attack, str) else tuple(attack)
    codes = [state_code(word.strip()) for word in words]
    for word, found in zip(words, codes, strict=True):
        if found is None:
            raise TableError(f"unknown state {word!r}", "if", "Give codes as CHN:TWN, or names")
    if len(codes) != len(("attacker", "attacked")):
        raise TableError(f"{attack!r} is not two states", "if", 'Give ("CHN", "TWN") or "CHN:TWN"')
    return str(codes[0]), str(codes[1])


def edges_of(edges: Edges) -> tuple[Edge, ...]:
    """Return ties from a table's path or from (a, b, weight).

    Raises:
        InputError: the file cannot be read.
        TableError: the table breaks its contract.
    """
    if not isinstance(edges, str | os.PathLike):
        return changed((), edges)
    path = Path(edges)
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return read_edges(lines, path.name)
    except OSError as error:
        raise InputError(error.strerror or "cannot be read", str(path), "Check the path") from error
