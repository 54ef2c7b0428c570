"""The brief in short, for the terminal: stories, how states stand, who said what; the page has the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from visavis.records import Difference
from visavis.showing.items import Brief, Happened, Pair, Quoted, Said, StoryView
from visavis.showing.phrases import about_words, value_words
from visavis.showing.wording import plain, plain_piece, short

_MOST = {"happenings": 3, "apart": 2, "differences": 2, "values": 5, "pairs": 6, "speakers": 5}
_VOICED = {"quoted": 2, "partly quoted": 1, "reported": 0}  # one's own words come first
_INDENT = (0, 0, 0, 2)


def show_summary(out: Console, brief: Brief) -> None:
    """Print a brief in short.

    Args:
        out: where to print.
        brief: what its page shows.
    """
    apart = [happened for _, shelf in brief.apart for happened in shelf]
    for story in brief.stories:
        out.print(Rule(style="dim"))
        _story(out, story, _of(brief.happened, story), _of(apart, story))
    if brief.pairs:
        out.print(Rule(style="dim"))
        _pairs(out, brief.pairs)
    if brief.said:
        _said(out, brief.said)
    out.print(Rule(style="dim"))


def _of(happened: Iterable[Happened], story: StoryView) -> list[Happened]:
    return [h for h in happened if h.story == story.number]


def _story(out: Console, story: StoryView, happened: Sequence[Happened], apart: Sequence[Happened]) -> None:
    out.print(Text(plain(story.title), style="bold"))
    sources = f"{story.origins} independent source{'s' if story.origins != 1 else ''}"
    facts = [
        f"{story.articles} article{'s' if story.articles != 1 else ''}",
        story.outlets,
        sources if story.articles > 1 else "",
        story.span,
    ]
    out.print(Text(" · ".join(filter(None, facts)), style="dim"))
    for name, items in (("happenings", happened), ("apart", apart)):
        core = {h.anchor for h in story.core}
        first = sorted(
            items,
            key=lambda h: (h.anchor not in core, -h.outlets, h.sign == "none", h.iso or "9999", h.anchor),
        )
        for item in sorted(first[: _MOST[name]], key=lambda h: (h.iso or "9999", h.anchor)):
            out.print(Padding(_happened(item), _INDENT))
    rest = max(0, len(happened) - _MOST["happenings"]) + max(0, len(apart) - _MOST["apart"])
    if rest:
        out.print(Padding(Text(f"and {rest} more on the page", style="dim"), _INDENT))
    for difference in story.differences[: _MOST["differences"]] if story.articles > 1 else ():
        out.print(Padding(_difference(difference), _INDENT))
    out.print()


def _happened(item: Happened) -> RenderableType:
    head = Text(item.day, style="cyan")
    head.append(f"  {item.parties} {item.what}", style="bold not cyan")
    tags = [item.aux, f"{item.outlets} outlets" if item.outlets > 1 else "", item.fulfils and "was planned"]
    for tag in filter(None, tags):
        head.append(f"  [{tag}]", style="yellow")
    return Group(head, *(Padding(_quoted(quoted), _INDENT) for quoted in item.reports[:1]))


def _quoted(quoted: Quoted) -> Text:
    line = Text(plain_piece(quoted.before), style="dim")
    line.append(plain_piece(quoted.marked), style="underline")
    line.append(plain_piece(quoted.after))
    line.append(f"  {quoted.outlet}", style="italic")
    return line


def _difference(difference: Difference) -> Text:
    line = Text("They differ", style="yellow")
    line.append(f" in {about_words(difference.about)}: ", style="not yellow")
    # What is denied and what most hold come first: they lie farthest apart.
    ordered = sorted(difference.values, key=lambda v: (not v.value.startswith("not"), -len(v.holders)))
    first = ordered[: _MOST["values"]]
    values = [f"{short(value_words(v))} ({', '.join(map(short, v.holders or v.refs))})" for v in first]
    more = len(difference.values) - len(first)
    line.append(" / ".join(values) + (f" and {more} more" if more else ""), style="not yellow")
    return line


def _pairs(out: Console, pairs: Sequence[Pair]) -> None:
    """Print how the pairs with the most happenings stand."""
    first = sorted(pairs, key=lambda p: (-p.relation.happenings, p.names))[: _MOST["pairs"]]
    out.print(Text("How they stand, from −1 (all conflict) to +1 (all cooperation)", style="bold"))
    table = Table.grid(padding=(0, 2))
    for pair in first:
        table.add_row(Text(pair.names), Text(pair.figures, style="cyan"), Text(pair.verdict, style="dim"))
    out.print(Padding(table, _INDENT))
    if len(pairs) > len(first):
        out.print(
            Padding(Text(f"and {len(pairs) - len(first)} more pairs on the page", style="dim"), _INDENT)
        )
    out.print()


def _said(out: Console, said: Sequence[tuple[str, list[Said]]]) -> None:
    """Print one utterance each of those who are quoted most; the one that most outlets quote."""
    out.print(Text("Who said what", style="bold"))
    by_count = sorted(said, key=lambda shelf: -len(shelf[1]))[: _MOST["speakers"]]
    for name, utterances in by_count:
        chosen = max(utterances, key=lambda u: (len(u.others), _VOICED[u.kind], bool(u.told)))
        line = Text(plain(chosen.speaker or name), style="green")
        words = re.sub(r",(\W?)$", r"\1", plain(chosen.quoted.marked))
        words = f"“{words}”" if chosen.kind == "quoted" and words[:1] not in '“"' else words
        line.append(f" {chosen.told}" if chosen.told else f": {words}", style="not green")
        line.append(f"  {chosen.quoted.outlet}", style="italic")
        out.print(Padding(line, _INDENT))
    out.print()
