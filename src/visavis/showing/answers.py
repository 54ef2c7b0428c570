"""Answers for the terminal: sentence by sentence, each with the outlets and the words that it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from visavis.records import Answer, AnswerLine, AnswerPart, Citation, Phrasing
from visavis.showing.wording import iso_words, plain, plain_piece, short

_INDENT, _DEEP = (0, 0, 0, 2), (0, 0, 0, 4)
_MOST = {"answer": 40, "for": 4, "against": 4, "claims": 5, "missing": 3}
_QUOTES = 1  # sentences shown beneath a line
_LONGEST = 320  # characters of a sentence shown around what was read


def show_answer(out: Console, found: Answer, *, full: bool = False) -> None:
    """Print an answer.

    Args:
        out: where to print.
        found: the answer.
        full: every line with every sentence it rests on; else long parts are cut, and it is said so.
    """
    out.print(Text(plain(found.question), style="bold"))
    style = {"answered": "bold green", "not in the record": "bold yellow"}.get(found.status, "bold red")
    out.print(Text(plain(found.verdict), style=style))
    if found.status != "out of reach":
        out.print(Padding(Text(f"understood as: {plain(found.understood)}", style="dim"), _INDENT))
    if found.phrasing:
        _phrasing(out, found.phrasing)
    seen: set[tuple[str, str]] = set()
    number = 0
    for part in found.parts:
        _part(out, part, seen, number if found.phrasing else None, full=full)
        number += len(part.lines)
    for note in found.notes:
        out.print(Padding(Text(f"– {plain(note)}", style="dim"), _INDENT))
    if found.status != "answered" and found.can_ask:
        out.print(Text("What can be asked, for example", style="underline"))
        for question in found.can_ask:
            out.print(Padding(Text(plain(question)), _INDENT))


def _phrasing(out: Console, found: Phrasing) -> None:
    out.print(Text(f"In the words of {plain(found.model)}", style="underline"))
    if not found.sentences:
        out.print(Padding(Text("Nothing of what it wrote cites the answer below.", style="yellow"), _INDENT))
    for one in found.sentences:
        text = Text(plain(one.text))
        text.append(f" [{', '.join(str(n) for n in one.lines)}]", style="dim")
        out.print(Padding(text, _INDENT))
    if found.struck:
        many = "1 sentence was" if len(found.struck) == 1 else f"{len(found.struck)} sentences were"
        out.print(Padding(Text(f"{many} struck out:", style="yellow"), _INDENT))
    for gone in found.struck:
        text = Text(short(gone.text), style="strike dim")
        text.append(f"  {plain(gone.why)}", style="not strike dim")
        out.print(Padding(text, _DEEP))


def _part(
    out: Console, part: AnswerPart, seen: set[tuple[str, str]], number: int | None, *, full: bool
) -> None:
    out.print(Text(part.title, style="underline"))
    most = len(part.lines) if full else _MOST[part.kind]
    for place, line in enumerate(part.lines[:most], start=1):
        _line(out, line, seen, f"[{number + place}] " if number is not None else "", full=full)
    if len(part.lines) > most:
        more = f"and {len(part.lines) - most} more; --full shows them"
        out.print(Padding(Text(more, style="dim"), _INDENT))


def _line(out: Console, line: AnswerLine, seen: set[tuple[str, str]], mark: str, *, full: bool) -> None:
    text = Text(mark, style="dim")
    text.append(plain(line.text), style="not dim")
    if line.basis:
        text.append(f"  [{short(line.basis, 110)}]", style="dim")
    out.print(Padding(text, _INDENT))
    shown: list[Citation] = []
    again: list[Citation] = []
    for cited in line.citations:
        key = (cited.ref, cited.sentence)
        (again if key in seen else shown).append(cited)
    for cited in shown if full else shown[:_QUOTES]:
        seen.add((cited.ref, cited.sentence))
        out.print(Padding(_quote(cited), _DEEP))
    rest = [*([] if full else shown[_QUOTES:]), *again]
    if rest:
        where = f"also {_sources(rest)}" if shown else f"the sentence above of {_sources(rest)}"
        out.print(Padding(Text(where, style="dim italic"), _DEEP))


def _quote(cited: Citation) -> Text:
    """Return the sentence of a citation with the words that were read in bold, and its source."""
    line = Text(style="dim")
    place = cited.sentence.find(" ".join(_words(cited)))
    words = " ".join(_words(cited))
    if place >= 0 and words and len(cited.sentence) <= _LONGEST:
        line.append(plain_piece(cited.sentence[:place]))
        line.append(plain_piece(words), style="bold not dim")
        line.append(plain_piece(cited.sentence[place + len(words) :]))
    else:
        line.append(short(cited.sentence, _LONGEST))
    line.append(f"  {_source(cited)}", style="italic")
    return line


def _words(cited: Citation) -> list[str]:
    return cited.words.split()


def _source(cited: Citation) -> str:
    day = f", {iso_words(cited.published)}" if cited.published else ""
    name = plain(cited.outlet)
    ref = "" if cited.ref == cited.outlet else f" ({plain(cited.ref)})"
    return f"{name}{ref}{day}"


def _sources(cited: Sequence[Citation]) -> str:
    return ", ".join(dict.fromkeys(plain(c.outlet) for c in cited))
