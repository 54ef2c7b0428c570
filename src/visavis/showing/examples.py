"""Which examples of a codebook hold, printed."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from rich.console import Console
from rich.text import Text

from visavis.coding.events.examples import Failure
from visavis.showing.wording import plain


def show_failures(out: Console, failed: Sequence[Failure], tried: int, *, as_json: bool = False) -> None:
    """Print which examples do not hold, with what they give instead, and how many were tried.

    Args:
        out: where to print.
        failed: what :func:`visavis.coding.events.examples.failures` found.
        tried: how many examples were coded.
        as_json: print indented JSON.
    """
    if as_json:
        made = msgspec.json.format(msgspec.json.encode({"tried": tried, "failed": failed}), indent=2)
        out.print(made.decode("utf-8"), soft_wrap=True)
        return
    for one in failed:
        out.print(Text(f"{one.type}: {plain(one.text)}", style="bold"))
        should = f"should give {one.wanted}" if one.wanted else "should give none of this kind"
        out.print(Text(f"  {plain(should)}; gives {plain('; '.join(one.found)) or 'nothing'}"))
    held = tried - len(failed)
    out.print(Text(f"{held} of {tried} examples hold." if failed else f"All {tried} examples hold."))
