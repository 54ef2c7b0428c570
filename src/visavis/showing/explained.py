"""An explanation of an event as a person reads it; its marks are words, so that it reads piped too."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from visavis.records import Event
from visavis.showing.entry import slots
from visavis.showing.explain import Explanation, Fired, Mark, Resolved
from visavis.showing.wording import (
    AUX_WORDS,
    actor_name,
    actor_names,
    aux_words,
    date_words,
    kind_words,
    party_names,
    plain,
    plain_piece,
    quoted,
    says_who,
)

_VIA = {
    "name": "by its name",
    "demonym": "by a word for its people or things",
    "capital": "by its capital or seat of power",
    "office": "by an office",
    "organisation": "by an organisation's name",
    "pronoun": "by a pronoun",
    "nominal": "by a noun phrase that refers back",
    "event": "by a noun that points back",
}
_STYLES = {"trigger": "bold underline", "actor": "bold green", "recipient": "bold blue", "place": "bold cyan"}
_INDENT = (0, 0, 0, 2)


def show_explanation(out: Console, why: Explanation) -> None:
    """Print why an event is what it is.

    Args:
        out: where to print.
        why: what :func:`visavis.showing.explain.explain` put together.
    """
    event = why.event
    out.print(Rule(Text(event.id, style="bold"), align="left", style="dim"))
    out.print(_head(event))
    out.print(Text(" · ".join([*([plain(why.outlet)] if why.outlet else []), plain(why.ref)]), style="dim"))
    out.print()
    _section(out, "Sentence", [_sentence(why)])
    _section(out, "Who", [_parties(why.parties)])
    if why.others:
        _section(out, "Also named there", [_parties(why.others)])
    _section(out, "What", _rule(why))
    _section(out, "The rest", [_rest(why)])


def _head(event: Event) -> Text:
    who = party_names(event.actors) or "actor not told"
    if event.recipients:
        who = f"{who} → {party_names(event.recipients)}"
    line = Text(kind_words(event), style="bold")
    line.append(f"  {who}", style="not bold")
    line.append(f"  {date_words(event.date)}", style="not bold cyan")
    for tag in filter(None, (aux_words(event), says_who(event))):
        line.append(f"  [{tag}]", style="not bold yellow")
    return line


def _section(out: Console, name: str, items: Sequence[RenderableType]) -> None:
    out.print(Text(name, style="bold underline"))
    for item in items:
        out.print(Padding(item, _INDENT))
    out.print()


def _sentence(why: Explanation) -> Text:
    """Return the sentence with what matters in brackets, each with its part: ``[actor: Xi]``."""
    line = Text()
    at = why.event.sentence.start
    for mark in _inside(why):
        line.append(
            plain_piece(why.sentence[at - why.event.sentence.start : mark.start - why.event.sentence.start])
        )
        line.append(f"[{mark.part}: ", style="dim")
        line.append(plain(mark.text), style=_STYLES[mark.part])
        line.append("]", style="dim")
        at = mark.end
    line.append(plain_piece(why.sentence[at - why.event.sentence.start :]))
    return line


def _inside(why: Explanation) -> list[Mark]:
    start, end = why.event.sentence.start, why.event.sentence.end
    return [mark for mark in why.marks if start <= mark.start and mark.end <= end]


def _parties(found: Sequence[Resolved]) -> Table:
    table = Table.grid(padding=(0, 2))
    for one in found:
        words = Text(f"“{plain(one.words)}”")
        cells = [Text(one.part, style=_STYLES[one.part])] if one.part else []
        table.add_row(*cells, words, _resolved(one))
    return table


def _resolved(one: Resolved) -> Text:
    who, facts, how = _known(one)
    line = Text(who, style="bold" if one.code else "yellow")
    line.append(facts, style="not bold default")
    line.append(f"  {how}" if how else "", style="not bold dim")
    return line


def resolved_words(one: Resolved) -> str:
    """Return who is meant by words of a sentence and how that is known, in a line."""
    who, facts, how = _known(one)
    return f"{who}{facts}; {how}" if how else f"{who}{facts}"


def _known(one: Resolved) -> tuple[str, str, str]:
    """Return who is meant, what more is known of them, and how all that is known."""
    who = "code unknown"
    if one.code:
        country = actor_name(one.code)
        who = country if country == one.code else f"{country} ({one.code})"
    facts = [plain(part) for part in (one.name, one.role, one.sector) if part]
    how = _VIA.get(one.via or "", one.via or "")
    if one.mention is None and one.via is None and one.code:
        how = "by a place in its words, or as the only country of the sentence"
    elif one.mention is not None and one.mention != one.words:
        how += f", “{plain(one.mention)}”"
    if one.earlier:
        how += f"; before: “{plain(one.earlier)}”"
    return who, "".join(f", {fact}" for fact in facts), how


def _rule(why: Explanation) -> list[RenderableType]:
    event, rule = why.event, why.rule
    lines: list[RenderableType] = [_defined(event.type, why.definition)]
    if event.mode and rule.mode_definition:
        lines.append(_defined(f"{event.type}:{event.mode}", rule.mode_definition))
    if rule.type != event.type:
        lines.append(_defined(rule.type, rule.definition))
        lines.append(Text(f"Its words tell {rule.type}; {became(event)} it is {event.type}.", style="yellow"))
    lines.append(_frame(rule, event))
    if rule.frame is not None:
        lines += [Padding(_pair(name, words), _INDENT) for name, words in slots(rule.frame)]
    return lines


def became(event: Event) -> str:
    """Return why an event is of another type than its words tell."""
    words = aux_words(event)
    return f"being {words}" if words else "as a promise, a decision, a refusal or still to come"


def _defined(name: str, definition: str) -> Text:
    line = Text(name, style="bold")
    line.append(f"  {plain(definition)}", style="not bold")
    return line


def _frame(rule: Fired, event: Event) -> Text:
    name = rule.frame.id if rule.frame else event.rule.partition("#")[2]
    line = Text(f"Rule {rule.file}, frame ", style="dim")
    line.append(name, style="not dim bold cyan")
    if rule.triggers:
        line.append(f", trigger {' | '.join(rule.triggers)}", style="not dim")
    line.append(f"  (visavis codebook {rule.type})", style="dim")
    return line


def _pair(name: str, words: str) -> Text:
    line = Text(f"{name}: ", style="dim")
    line.append(words, style="not dim")
    return line


def _rest(why: Explanation) -> Table:
    event = why.event
    table = Table.grid(padding=(0, 2))
    day = date_words(event.date)
    table.add_row("date", Text(f"{day}, to the {event.date.precision}" if event.date.start else day))
    table.add_row("", Text(f"because: {plain(event.date.basis)}", style="dim"))
    if event.place:
        country = f" ({actor_name(event.place.country)})" if event.place.country else ""
        table.add_row("place", Text(plain(event.place.text) + country))
    table.add_row("who says so", _voice(why))
    for aux, reason in why.aux.items():
        table.add_row("marked", Text(f"{AUX_WORDS[aux]}: {reason}", style="yellow"))
    if not why.aux:
        table.add_row("marked", "as a plain event: told as done")
    if event.contexts:
        table.add_row("contexts", ", ".join(event.contexts))
    score = "none" if event.score is None else f"{event.score:+g}".replace("-", "−")
    table.add_row("score", f"{score} on PLOVER's scale from −10 to +10")
    table.add_row("confidence", confidence(why))
    return table


def _voice(why: Explanation) -> Text:
    if why.event.voice.kind == "outlet":
        return Text("the outlet")
    who = actor_names([why.event.voice.actor]) if why.event.voice.actor else "a source"
    if why.said_by is None:
        return Text(f"{who}, under a verb that reports what it thinks or says")
    speaker = why.said_by.speaker
    name = plain(speaker.name or speaker.text) if speaker else "an unknown speaker"
    line = Text(f"{name} ({who}), in: " if why.event.voice.actor else f"{name}, in: ")
    line.append(quoted(plain(why.said_by.text)), style="dim")
    return line


def confidence(why: Explanation) -> str:
    """Return how sure an event is, and from what."""
    sure, frame = f"{why.event.confidence:.2f}", why.rule.frame
    return f"{sure} (from the frame's strength {frame.strength:g} and what is missing)" if frame else sure
