"""Records as tables, over Arrow to pandas and Polars, and systems as graphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

import networkx as nx
import pyarrow as pa

from visavis.errors import MissingPackage, TableError
from visavis.pipeline import Outcome
from visavis.records import BoundState, Contingency, Frozen, Record, Relation, Story, System, to_builtins
from visavis.showing.standing import Standing
from visavis.store.store import Store
from visavis.store.tables import TABLES, columns, record_key, schema, to_tables
from visavis.systems.network import to_graph

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

_OF_SYSTEM = (
    "edges", "triads", "alignments", "expected", "relief", "between", "rules", "course", "bound",
    "two_fronts",
)  # fmt: skip
_OF_STANDING = ("happenings", "labels", "series", "domains", "figures", "capabilities")
_MERGED = ("stories", "happenings")
Things = Outcome | Store | Relation | Standing | System | Contingency | Iterable[Frozen]


def to_arrow(things: Things, table: str | None = None) -> pa.Table:
    """Return what was read as an Arrow table.

    Args:
        things: an outcome or a store; records or stories; a relation or what ``visavis.relation`` returns; a
            system; or records of one kind, as ``record.events``.
        table: of records, one of ``articles`` (the default), ``events``, ``statements``, ``figures``,
            ``agreements``, ``claims``, ``mentions``, ``times``; of stories ``stories`` (the default) or
            ``happenings``; of an outcome or a store any of these. Of a relation, ``series`` (the default) or,
            from ``visavis.relation``, ``happenings`` (the default there); of a system ``edges`` (the
            default), ``triads``, ``bound`` (who each contingency calls on), ``two_fronts`` and others.

    Returns:
        A row for each; columns have the names of the record's fields. Dates are ISO 8601 texts, for their
        precision differs.

    Raises:
        TableError: there is no such table.
    """
    if isinstance(things, Store):
        name = _one_of(table or "articles", (*TABLES, *_MERGED))
        return things.sql(f"SELECT * FROM {name}")  # noqa: S608 (one of our own names)
    if isinstance(things, Outcome):
        name = _one_of(table or "articles", (*TABLES, *_MERGED))
        return _of_stories(things.stories, name) if name in _MERGED else _of_records(things.records, name)
    if isinstance(things, Standing):
        name = _one_of(table or "happenings", _OF_STANDING)
        return _rows(things.relation.series if name == "series" else getattr(things, name))
    if isinstance(things, Relation):
        return _rows(getattr(things, _one_of(table or "series", ("series", "moved", "turns", "bonds"))))
    if isinstance(things, System) and table == "bound":
        return _bound(things.contingencies)
    if isinstance(things, Contingency):
        return _bound([things])
    if isinstance(things, System):
        return _rows(getattr(things, _one_of(table or "edges", _OF_SYSTEM)))
    items = [things] if isinstance(things, Frozen) else list(things)
    if items and isinstance(items[0], Record):
        return _of_records(cast("list[Record]", items), _one_of(table or "articles", TABLES))
    if items and isinstance(items[0], Story):
        return _of_stories(cast("list[Story]", items), _one_of(table or "stories", _MERGED))
    return _rows(items)


def to_pandas(things: Things, table: str | None = None) -> pd.DataFrame:
    """Return what was read as a pandas frame; see ``to_arrow`` for the arguments.

    Raises:
        MissingPackage: pandas is not installed.
        TableError: there is no such table.
    """
    _needed("pandas")
    frame: pd.DataFrame = to_arrow(things, table).to_pandas()
    return frame


def to_polars(things: Things, table: str | None = None) -> pl.DataFrame:
    """Return what was read as a Polars frame; see ``to_arrow`` for the arguments.

    Raises:
        MissingPackage: Polars is not installed.
        TableError: there is no such table.
    """
    polars = _needed("polars")
    return cast("pl.DataFrame", polars.from_arrow(to_arrow(things, table)))


def to_networkx(system: System) -> nx.Graph:
    """Return a system as a networkx graph.

    Args:
        system: what ``visavis.system`` returns.

    Returns:
        A node for each state, with its faction and bloc; an edge for each tie, with its signed ``weight``,
        the probability ``positive`` that it is above 0, its ``happenings``, and whether it is ``strained``.
    """
    return to_graph(system)


def _of_records(records: Iterable[Record], table: str) -> pa.Table:
    return to_tables({record_key(record): record for record in records}).get(
        table, schema(table).empty_table()
    )


def _of_stories(stories: Sequence[Story], table: str) -> pa.Table:
    from visavis.records import Happening

    if table == "happenings":
        rows = [{**to_builtins(h), "story": story.id} for story in stories for h in story.happenings]
        return pa.Table.from_pylist(rows, schema=columns(Happening, "story"))
    rows = [{**to_builtins(story), "happenings": None} for story in stories]
    return pa.Table.from_pylist(rows, schema=columns(Story)).drop_columns(["happenings"])


def _bound(items: Sequence[Contingency]) -> pa.Table:
    """Return who is bound or aligned, with the two that each row is about."""
    rows = [
        {"attacker": one.attacker, "attacked": one.attacked, **to_builtins(bound)}
        for one in items
        for bound in one.bound
    ]
    return pa.Table.from_pylist(rows, schema=columns(BoundState, "attacker", "attacked"))


def _rows(items: Sequence[Frozen]) -> pa.Table:
    """Return records of one kind as a table."""
    kinds = {type(item) for item in items}
    if len(kinds) > 1:
        names = ", ".join(sorted(kind.__name__ for kind in kinds))
        raise TableError(f"records of several kinds: {names}", "table", "Give records of one kind")
    if not kinds:
        return pa.table({})
    rows = [to_builtins(item) for item in items]
    return pa.Table.from_pylist(rows, schema=columns(kinds.pop()))


def _one_of(name: str, names: Sequence[str]) -> str:
    if name not in names:
        raise TableError(f"no table {name!r}", "table", f"There is {', '.join(names)}")
    return name


def _needed(package: str) -> Any:
    try:
        return import_module(package)
    except ImportError as error:
        remedy = 'Install it: pip install "visavis[frames]"'
        raise MissingPackage(f"{package} is not installed", "tables", remedy) from error
