"""The ties of all pairs on earlier days, each as it was known then: nothing later colours it."""

from __future__ import annotations

from datetime import date

import numpy as np
from scipy.special import expit, ndtr

from visavis.records import Domain, Edge, PeriodLength
from visavis.relations.fit import LONGEST, fit
from visavis.relations.grid import count
from visavis.relations.table import DAYS, Table, choose_period

_MOST = 12  # periods
_FRESH = 12  # periods after which a tie of which nothing more was heard is let go


def history(
    table: Table,
    *,
    as_of: date | None = None,
    domain: Domain = "all",
    period: PeriodLength | None = None,
    most: int = _MOST,
) -> tuple[tuple[str, tuple[Edge, ...]], ...]:
    """Return the ends of the last periods in which something happened, with the ties as they were known then.

    The model's settings are learnt from all of the table; each pair's state only from what had happened.

    Args:
        table: what happened.
        as_of: the last day to look at.
        domain: ``all`` or one domain.
        period: length of a period; chosen from the spread of the days when None.
        most: how many periods, of the last ``2 * LONGEST``.

    Returns:
        ISO days and ties, in order of time.
    """
    rows = [
        row
        for row in table.rows
        if (domain == "all" or row.domain == domain) and (as_of is None or row.day <= as_of)
    ]
    if not rows:
        return ()
    length = period or choose_period([row.day for row in rows])
    grid = count(rows, as_of or rows[-1].day, length)
    found = fit("balance", grid.cooperative, grid.conflictual, days=DAYS[length])
    mean, var = found.known()
    told = (grid.cooperative + grid.conflictual).cumsum(axis=1)
    out = []
    happened = (grid.cooperative + grid.conflictual).sum(axis=0) > 0
    for back in range(min(2 * LONGEST, grid.width) - 1, -1, -1):
        column = grid.width - 1 - back
        if not happened[column]:
            continue
        recent = told[:, column] - (told[:, column - _FRESH] if column >= _FRESH else 0)
        seen = np.flatnonzero(recent > 0)
        if len(seen):
            at = mean.shape[1] - 1 - back
            ties = [
                Edge(
                    *grid.pairs[i],
                    round(float(2 * expit(mean[i, at]) - 1), 4),
                    round(float(ndtr(mean[i, at] / np.sqrt(var[i, at]))), 4),
                    int(told[i, column]),
                )
                for i in seen
            ]
            day = grid.span(int(seen[0]), column)[1].isoformat()
            out.append((min(day, (as_of or rows[-1].day).isoformat()), tuple(t for t in ties if t.weight)))
    return tuple(out[-most:])
