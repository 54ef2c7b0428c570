"""Records and stories as a person reads them in a terminal, 60 columns or wider, coloured or piped."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import IO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from visavis.records import (
    Agreement,
    Claim,
    Difference,
    Echo,
    Event,
    Figure,
    Happening,
    Record,
    Statement,
    Story,
)
from visavis.showing.phrases import about_words, act_words, value_words
from visavis.showing.sayings import is_several, predicate
from visavis.showing.wording import (
    AUX_WORDS,
    actor_name,
    actor_names,
    aux_words,
    date_words,
    figure_words,
    is_pronoun,
    kind_words,
    outlet_words,
    party_names,
    plain,
    plain_piece,
    published_words,
    quoted,
    says_who,
    sentence_words,
    speaker_words,
)

_INDENT = (0, 0, 0, 2)


def console_for(file: IO[bytes]) -> tuple[Console, Callable[[], str]]:
    """Return a console for a binary file, and what hands over the text printed since the last call.

    The console takes text as it is: no markup, no emoji codes, no guessed highlights. Colours and width are
    those of the terminal when the file is standard output and that is one.
    """
    real = Console()
    to_terminal = real.is_terminal and file.fileno() == sys.stdout.fileno() if _has_number(file) else False
    buffer = io.StringIO()
    out = Console(
        file=buffer,
        width=real.width,
        force_terminal=to_terminal,
        no_color=real.no_color,
        color_system="auto" if to_terminal else None,
        markup=False,
        emoji=False,
        highlight=False,
    )

    def taken() -> str:
        """Return what was printed since it was last asked for, without blanks at the ends of lines."""
        text = buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        return re.sub(r" +$", "", text, flags=re.M)

    return out, taken


def _has_number(file: IO[bytes]) -> bool:
    try:
        file.fileno()
        sys.stdout.fileno()
    except (OSError, ValueError, AttributeError):
        return False
    return True


# ---------------------------------------------------------------- one article


def show_record(out: Console, record: Record) -> None:
    """Print one article: what it is, then what was read from it, each line with its sentence.

    Args:
        out: where to print.
        record: the article's record.
    """
    out.print(Rule(Text(plain(record.ref), style="bold"), align="left", style="dim"))
    if record.title:
        out.print(Text(plain(record.title), style="bold"))
    facts = [plain(record.outlet)] if record.outlet else []
    facts += [published_words(record), *([plain(record.byline)] if record.byline else [])]
    facts += [record.language, *record.quality]
    out.print(Text(" · ".join(facts), style="dim"))
    out.print()
    _section(out, "Events", [_event(record, event) for event in record.events])
    _section(out, "Statements", [_statement(record, statement) for statement in record.statements])
    _section(out, "Claims", [_claim(claim) for claim in record.claims])
    _section(out, "Figures", [_figure(record, figure) for figure in record.figures])
    _section(out, "Agreements", [_agreement(record, item) for item in record.agreements])
    _section(out, "Notes", [Text("– " + plain(note), style="dim") for note in record.notes])


def _section(out: Console, name: str, items: Sequence[RenderableType]) -> None:
    if not items:
        return
    count = f" ({len(items)})" if name != "Notes" else ""
    out.print(Text(name + count, style="bold underline"))
    for item in items:
        out.print(Padding(item, _INDENT))
    out.print()


def _event(record: Record, event: Event) -> RenderableType:
    who = party_names(event.actors)
    if event.recipients:
        who = f"{who} → {party_names(event.recipients)}"
    head = _head(date_words(event.date), kind_words(event), who, [aux_words(event), says_who(event)])
    head.append(f"  {event.id}", style="dim")  # what ``visavis explain`` asks for
    return Group(head, Padding(_sentence(record, event), _INDENT))


def _head(date: str, kind: str, who: str, tags: Iterable[str]) -> Text:
    line = Text()
    line.append(date, style="cyan")
    line.append("  ")
    line.append(kind, style="bold")
    line.append("  " + who)
    for tag in filter(None, tags):
        line.append(f"  [{tag}]", style="yellow")
    return line


def _sentence(record: Record, event: Event) -> Text:
    """Return an event's sentence on one line, its trigger underlined."""
    start, end = event.sentence.start, event.sentence.end
    before, trigger = (
        record.text[start : event.trigger.start],
        record.text[event.trigger.start : event.trigger.end],
    )
    after = record.text[event.trigger.end : end]
    if not before + trigger + after or not start <= event.trigger.start <= event.trigger.end <= end:
        return Text(sentence_words(record, event.sentence), style="dim")
    line = Text(plain_piece(before), style="dim")
    line.append(plain_piece(trigger), style="underline")
    line.append(plain_piece(after))
    return line


def _statement(record: Record, statement: Statement) -> RenderableType:
    known = bool(statement.speaker or statement.joint)
    line = Text(speaker_words(statement), style="bold green" if known else "green")
    if statement.addressee:
        line.append(f" to {plain(statement.addressee.name or statement.addressee.text)}")
    if statement.via:
        line.append(f" (via {', '.join(_through(statement))})", style="dim")
    negated = "negation" in statement.aux
    words, told = plain(statement.text), ""
    if negated or statement.act != "say":
        told = "" if statement.addressee else predicate(record.text, statement)
        act = told or act_words(statement.act, negated=negated, several=is_several(statement))
        line.append(f" {act}", style="not bold yellow" if not told else "not bold default")
    if not told:
        line.append(f": {quoted(words) if statement.kind == 'direct' else words}", style="not bold default")
    if statement.unnamed:
        line.append(f"  [unnamed: {', '.join(plain(w.text) for w in statement.unnamed)}]", style="yellow")
    return line


def _through(statement: Statement) -> list[str]:
    """Return through whom a statement is told, each once, without words that only stand for a name."""
    own = statement.speaker.name or statement.speaker.text if statement.speaker else ""
    names = dict.fromkeys(plain(v.name or v.text) for v in statement.via)
    return [name for name in names if name != own and not is_pronoun(name)] or [*names][:1]


def _claim(claim: Claim) -> RenderableType:
    line = Text(claim.kind, style="bold")
    line.append(f"  {actor_names(claim.about)}: {'not ' if claim.negated else ''}{plain(claim.label)}")
    line.append(f"  held by {_holder(claim.holder)}", style="yellow")
    return Group(line, Padding(Text(plain(claim.text), style="dim"), _INDENT))


def _holder(holder: str) -> str:
    return "the outlet" if holder == "outlet" else plain(actor_name(holder))


def _figure(record: Record, figure: Figure) -> RenderableType:
    line = Text(figure_words(figure), style="bold")
    about = [plain(figure.what or ""), actor_names(figure.subject)]
    line.append("  " + " · ".join(filter(None, about)))
    if figure.period:
        line.append(f"  {figure.period.start} – {figure.period.end}", style="cyan")
    return Group(line, Padding(Text(sentence_words(record, figure.sentence), style="dim"), _INDENT))


def _agreement(record: Record, item: Agreement) -> RenderableType:
    tags = [item.action or "", *(AUX_WORDS[aux] for aux in item.aux)]
    head = _head(date_words(item.date), plain(item.name), actor_names(item.parties), tags)
    for obligation in item.obligations:
        head.append(f"  [{'' if obligation.holds else 'no '}{obligation.kind} obligation]", style="yellow")
    return Group(head, Padding(Text(sentence_words(record, item.sentence), style="dim"), _INDENT))


# ---------------------------------------------------------------- stories


def show_story(out: Console, story: Story, records: Mapping[str, Record]) -> None:
    """Print one story: its articles, what happened, who is quoted where, where the articles differ.

    Args:
        out: where to print.
        story: the story.
        records: its articles' records by ref.
    """
    out.print(Rule(style="dim"))
    out.print(Text(plain(story.title), style="bold"))
    out.print(Text(_standing(story), style="dim"))
    for ref in story.members:
        out.print(Padding(_member(ref, records), _INDENT))
    out.print()
    ordered = sorted(story.happenings, key=lambda h: (h.date.start or "9999", h.id))
    shelves = (("What happened", False), ("Planned, denied, supposed or earlier", True))
    for name, apart in shelves:
        _section(out, name, [_happening(item, records) for item in ordered if bool(item.aux) is apart])
    _section(out, "Quoted in more than one article", [_echo(echo, records) for echo in story.echoes])
    _section(out, "Where they differ", [_difference(difference) for difference in story.differences])


def _standing(story: Story) -> str:
    count = len(story.members)
    parts = [f"{count} article{'s' if count != 1 else ''}"]
    if story.outlets:
        parts.append(", ".join(plain(outlet) for outlet in story.outlets))
    if count > 1:
        parts.append(
            f"{story.independent_sources} independent source{'s' if story.independent_sources != 1 else ''}"
        )
    span = story.span
    if span.start:
        same = span.end in (None, span.start)
        parts.append(span.start[:10] if same else f"{span.start[:10]} – {(span.end or '')[:10]}")
    return " · ".join(parts)


def _member(ref: str, records: Mapping[str, Record]) -> Text:
    record = records.get(ref)
    line = Text(plain(ref), style="bold")
    if record:
        facts = [plain(record.outlet)] if record.outlet else []
        line.append("  " + " · ".join([*facts, published_words(record)]), style="dim")
    return line


def _happening(item: Happening, records: Mapping[str, Record]) -> RenderableType:
    who = actor_names(item.actors or item.parties)
    if item.recipients:
        who = f"{who} → {actor_names(item.recipients)}"
    sources = f"{item.outlets} outlets" if item.outlets > 1 else ""
    lines: list[RenderableType] = [
        _head(date_words(item.date), kind_words(item), who, [aux_words(item), sources])
    ]
    reports = _reports(item, records)
    if reports:
        record, event = max(reports, key=lambda pair: (pair[1].date.start is not None, pair[1].confidence))
        line = _sentence(record, event)
        line.append(f"  {outlet_words(record)}", style="italic")
        lines.append(Padding(line, _INDENT))
        others = dict.fromkeys(outlet_words(r) for r, _ in reports if r is not record)
        if others:
            lines.append(Padding(Text(f"also in {', '.join(others)}", style="dim italic"), _INDENT))
    for difference in item.differences:
        text = f"{difference.field}: {' / '.join(plain(v) for v in difference.values)}"
        lines.append(Padding(Text("differs in " + text, style="yellow"), _INDENT))
    if item.fulfils:
        lines.append(Padding(Text("an earlier report planned this", style="green"), _INDENT))
    return Group(*lines)


def _reports(item: Happening, records: Mapping[str, Record]) -> list[tuple[Record, Event]]:
    """Return the reports of a happening, each article's record with its event."""
    found: list[tuple[Record, Event]] = []
    for report in item.reports:
        record = records.get(report.ref)
        event = next((e for e in record.events if e.id == report.event), None) if record else None
        if record and event:
            found.append((record, event))
    return found


def _echo(echo: Echo, records: Mapping[str, Record]) -> RenderableType:
    words = {s.id: s for r in records.values() for s in r.statements}
    fullest = words.get(echo.fullest)
    name = speaker_words(fullest) if fullest else "speaker unknown"
    line = Text(name, style="bold green")
    line.append(f": {quoted(plain(fullest.text))}" if fullest else "", style="not bold default")
    table = Table.grid(padding=(0, 2))
    for variant in echo.variants:
        table.add_row(Text(plain(variant.ref), style="dim"), Text(variant.relation, style="yellow"))
    return Group(line, Padding(table, _INDENT))


def _difference(difference: Difference) -> RenderableType:
    about = about_words(difference.about)
    lines: list[RenderableType] = [Text(f"{difference.kind}: {about}", style="bold")]
    for value in difference.values:
        line = Text(value_words(value))
        line.append(f"  {', '.join(plain(h) for h in value.holders) or ', '.join(value.refs)}", style="dim")
        lines.append(Padding(line, _INDENT))
    return Group(*lines)
