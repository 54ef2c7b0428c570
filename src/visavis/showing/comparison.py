"""A comparison of codings for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from visavis.exchange.comparison import Comparison, Item, Shares
from visavis.showing.wording import actor_name, plain_piece


def show_comparison(out: Console, found: Comparison, limit: int) -> None:
    """Print how far two codings agree, and what each lacks.

    Args:
        out: where to.
        found: the comparison.
        limit: how many of each list to print.
    """
    name = plain_piece(found.file)
    if found.since is None:
        out.print(f"{name} and the articles speak of no day in common.")
    else:
        out.print(f"{name} beside the articles, {found.since} to {found.until}")
        _shares(out, f"Of mine, {name} has", found.mine_shares)
        _shares(out, f"Of {name}, mine has", found.their_shares)
        _shares(out, "  of pairs that mine is about", found.pairs)
        known = {(item.a, item.b) for item in found.mine}
        near = [item for item in found.theirs if (item.a, item.b) in known]
        _list(out, "Mine that they lack", [item for item in found.mine if not item.match], limit)
        _list(out, "Mine that they type otherwise", [i for i in found.mine if i.match == "day"], limit)
        _list(
            out,
            "Theirs that mine lacks, of pairs that mine is about",
            [i for i in near if not i.match],
            limit,
        )
    for note in found.notes:
        out.print(f"Note: {plain_piece(note)}.")
    if found.unread:
        out.print(f"{len(found.unread):,} lines could not be read; standard error names the first.")


def _shares(out: Console, words: str, shares: Shares) -> None:
    count = f"{shares.type:,} of {shares.items:,} by type"
    out.print(f"{words} {count}, {shares.quad:,} by quad class, {shares.day:,} anything that day")


def _list(out: Console, heading: str, items: Sequence[Item], limit: int) -> None:
    if not items:
        return
    out.print(f"\n{heading} ({len(items):,})")
    for item in items[:limit]:
        times = f", {item.times} rows" if item.times > 1 else ""
        pair = f"{actor_name(item.a)} – {actor_name(item.b)}"
        out.print(f"  {item.day}  {pair}: {plain_piece(item.type)}  ({plain_piece(item.where)}{times})")
    if len(items) > limit:
        out.print(f"  and {len(items) - limit:,} more (--limit shows more, --report json all)")
