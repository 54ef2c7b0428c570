"""Ties from a table: ``a,b,weight``, the sign of the weight being the relation; and changes to them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from math import isfinite

from visavis.errors import TableError
from visavis.records import Edge

_COLUMNS = ("a", "b", "weight")


def read_edges(lines: Iterable[str], name: str) -> tuple[Edge, ...]:
    """Read ties.

    Args:
        lines: of a table with the columns a, b and weight, by header or in this order; tabs or commas.
        name: of the file, for messages.

    Raises:
        TableError: the table is empty, a weight is no number, a state is tied to itself, or a pair comes
            twice with different weights.
    """
    kept = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not kept:
        raise TableError("the table is empty", name, "Give rows a,b,weight")
    first = kept[0][1].removeprefix("\ufeff")
    kept[0] = (kept[0][0], first)
    delimiter = "\t" if "\t" in first else ","
    cells = [cell.strip().lower() for cell in next(csv.reader([first], delimiter=delimiter))]
    places = [0, 1, 2]
    if set(_COLUMNS) <= set(cells):
        places = [cells.index(column) for column in _COLUMNS]
        kept = kept[1:]
    ties: dict[tuple[str, str], tuple[float, int]] = {}
    for number, line in kept:
        where = f"{name}, line {number}"
        row = [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter))]
        if len(row) <= max(places):
            raise TableError(f"{len(row)} columns", where, "Give a,b,weight")
        a, b, weight = row[places[0]], row[places[1]], _weight(row[places[2]], where)
        if not a or not b:
            raise TableError("a name is missing", where, "Give a,b,weight")
        if a == b:
            raise TableError(f"{a} is tied to itself", where, "Remove the row")
        key = (min(a, b), max(a, b))
        if key in ties and ties[key][0] != weight:
            other = ties[key][1]
            raise TableError(f"{a} and {b} stand in line {other} with another weight", where, "Keep one")
        ties.setdefault(key, (weight, number))
    return tuple(_edge(a, b, weight) for (a, b), (weight, _) in sorted(ties.items()) if weight)


def change(edges: Sequence[Edge], changes: Iterable[tuple[str, str, float]]) -> tuple[Edge, ...]:
    """Return ties with some changed, added or (weight 0) removed.

    Raises:
        TableError: a state is tied to itself, or a tie to remove is not there.
    """
    ties = {(e.a, e.b): e for e in edges}
    for a, b, weight in changes:
        key = (min(a, b), max(a, b))
        if a == b:
            raise TableError(f"{a} is tied to itself", "what if", "Name two states")
        if not weight and key not in ties:
            raise TableError(f"there is no tie between {a} and {b} to remove", "what if", "Give a weight")
        ties.pop(key, None)
        if weight:
            ties[key] = _edge(*key, weight)
    return tuple(ties[key] for key in sorted(ties))


def _edge(a: str, b: str, weight: float) -> Edge:
    return Edge(a, b, weight, 1.0 if weight > 0 else 0.0, 0)


def _weight(text: str, where: str) -> float:
    try:
        weight = float(text)
    except ValueError as error:
        raise TableError(
            f"weight {text!r} is no number", where, "Give a number; its sign is the relation"
        ) from error
    if not isfinite(weight):
        raise TableError(f"weight {text!r} is no number", where, "Give a number; its sign is the relation")
    return weight
