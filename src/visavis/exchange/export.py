"""Export: what was read, in a format of others, with what the format cannot hold said beside it."""

from __future__ import annotations

from typing import IO, Literal, get_args

from visavis.errors import TableError
from visavis.exchange import gdelt, graph, icews, plain, plover, polecat
from visavis.exchange.losses import Losses
from visavis.exchange.supply import Supply

Format = Literal["plover-json", "gdelt", "icews", "polecat", "csv", "parquet", "jsonl", "graphml"]
_EVENTS = {"plover-json": plover, "gdelt": gdelt, "icews": icews, "polecat": polecat, "graphml": graph}
_TABLES = {
    "csv": (plain.write_csv, plain.FLAT),
    "parquet": (plain.write_parquet, plain.NESTED),
    "jsonl": (plain.write_jsonl, plain.NESTED),
}


def write_export(supply: Supply, file: IO[bytes], form: Format, table: str | None = None) -> Losses:
    """Write what there is in a format, one row after another.

    Args:
        supply: what to write.
        file: where to.
        form: the format.
        table: of csv, parquet and jsonl: which table; events by default.

    Returns:
        What the file leaves out.

    Raises:
        TableError: there is no such format or table, or the format has no tables.
    """
    if form in _TABLES:
        name = table or "events"
        if name not in plain.TABLES:
            raise TableError(f"no table {name!r}", "--table", f"There is {', '.join(plain.TABLES)}")
        write, always = _TABLES[form]
        losses = Losses(f"{form}, {name}", always)
        write(supply, file, losses, name)
        return losses
    if form not in _EVENTS:
        raise TableError(f"no format {form!r}", "--format", f"There is {', '.join(get_args(Format))}")
    if table:
        raise TableError(f"{form} has no tables to choose from", "--table", "Leave it out")
    losses = Losses(form, _EVENTS[form].ALWAYS)
    _EVENTS[form].write(supply, file, losses)
    return losses
