"""The codebook as a person reads it: its types in a list, or one type or mode complete with its examples."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

import msgspec
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from visavis.coding.events.codebook import (
    Codebook,
    Entry,
    Frame,
    Mode,
    Negative,
    Positive,
    Proof,
    shown_by,
)
from visavis.errors import DataError
from visavis.records import Frozen
from visavis.showing.wording import AUX_WORDS, plain

QUADS = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}
_KINDS = (
    ("verbs", "verb"),
    ("nouns", "noun"),
    ("adjectives", "adjective"),
    ("modals", "obligation"),
    ("negated", "not done"),
)
_INDENT = (0, 0, 0, 2)


class Shown(Frozen, frozen=True):
    """One type, or one of its modes, as printed: only the frames and examples that belong to it."""

    type: str
    mode: str | None
    definition: str
    score: float | None
    quad: int
    quad_class: str
    cameo: tuple[str, ...]
    note: str
    modes: tuple[Mode, ...]
    contexts: tuple[str, ...]
    frames: tuple[Frame, ...]
    positive: tuple[Positive, ...]
    negative: tuple[Negative, ...]
    proofs: tuple[Proof, ...]


class Listed(Frozen, frozen=True):
    """One line of the list of types."""

    type: str
    quad: int
    quad_class: str
    score: float
    modes: tuple[str, ...]
    definition: str


def look_up(book: Codebook, asked: str) -> Shown:
    """Return what the codebook holds on a type or one of its modes.

    Args:
        book: the codebook.
        asked: ``TYPE`` or ``TYPE:MODE``, in any case.

    Raises:
        DataError: there is no such type or mode; the message names the nearest.
    """
    kind, _, name = asked.strip().partition(":")
    entry = book.entries.get(kind.upper())
    if entry is None:
        raise DataError(f"the codebook has no type {kind!r}", "", _nearest(kind.upper(), book.entries))
    if not name:
        return _whole(entry, book.directory)
    mode = next((m for m in entry.mode if m.name == name.lower()), None)
    if mode is None:
        names = [m.name for m in entry.mode]
        raise DataError(f"{entry.type} has no mode {name!r}", "", _nearest(name.lower(), names))
    return _one_mode(entry, mode, book.directory)


def listed(book: Codebook) -> tuple[Listed, ...]:
    """Return the types of a codebook in PLOVER's order, cooperation first."""
    return tuple(
        Listed(e.type, e.quad, QUADS[e.quad], e.score, tuple(m.name for m in e.mode), e.definition)
        for e in book.entries.values()
    )


def _nearest(asked: str, names: Iterable[str]) -> str:
    known = list(names)
    near = difflib.get_close_matches(asked, known, n=1, cutoff=0.5)
    hint = f"Did you mean {near[0]}? " if near else ""
    return f"{hint}There are: {', '.join(known) or 'none'}"


def _whole(entry: Entry, directory: str | None) -> Shown:
    return Shown(
        entry.type, None, entry.definition, entry.score, entry.quad, QUADS[entry.quad], entry.cameo,
        entry.note, entry.mode, _contexts(entry.frame), entry.frame, entry.positive, entry.negative,
        shown_by(entry.frame, entry.type, directory),
    )  # fmt: skip


def _one_mode(entry: Entry, mode: Mode, directory: str | None) -> Shown:
    frames = tuple(f for f in entry.frame if f.mode == mode.name)
    positive = tuple(p for p in entry.positive if p.mode == mode.name)
    negative = tuple(n for n in entry.negative if n.mode in (None, mode.name))
    return Shown(
        entry.type, mode.name, mode.definition, entry.score_of(mode.name), entry.quad, QUADS[entry.quad],
        mode.cameo, entry.note, (mode,), _contexts(frames), frames, positive, negative,
        shown_by(frames, entry.type, directory),
    )  # fmt: skip


def _contexts(frames: Iterable[Frame]) -> tuple[str, ...]:
    return tuple(sorted({context for frame in frames for context in frame.contexts}))


def show(out: Console, book: Codebook, asked: str | None, *, as_json: bool = False) -> None:
    """Print a type or mode of a codebook, or the list of its types.

    Args:
        out: where to print.
        book: the codebook.
        asked: ``TYPE`` or ``TYPE:MODE``; None for the list.
        as_json: print indented JSON.

    Raises:
        DataError: there is no such type or mode.
    """
    found = look_up(book, asked) if asked else None
    if as_json:
        plain_json = msgspec.json.format(msgspec.json.encode(found or listed(book)), indent=2)
        out.print(plain_json.decode("utf-8"), soft_wrap=True)
    elif found:
        show_entry(out, found)
    else:
        show_list(out, book)


# ---------------------------------------------------------------- for reading


def show_list(out: Console, book: Codebook) -> None:
    """Print the types of a codebook with their modes, then the names of the contexts."""
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="dim")
    for name in ("type", "score", "what it is"):
        table.add_column(name, justify="right" if name == "score" else "left")
    quad = 0
    for one in listed(book):
        if one.quad != quad:
            table.add_row(Text(f"\n{one.quad_class}", style="underline"), "", "")
            quad = one.quad
        what = Text(plain(one.definition))
        if one.modes:
            what.append(f"\nmodes: {', '.join(one.modes)}", style="dim")
        table.add_row(Text(one.type, style="bold"), _signed(one.score), what)
    out.print(table)
    names = ", ".join(context.name for context in book.contexts)
    out.print(Text(f"\n{len(book.contexts)} contexts: {names}", style="dim"))
    out.print(Text("\nvisavis codebook TYPE or TYPE:MODE prints an entry with its examples.", style="dim"))


def show_entry(out: Console, entry: Shown) -> None:
    """Print one type or mode: definition, scores, modes, triggers by frame, examples.

    Args:
        out: where to print.
        entry: what :func:`look_up` found.
    """
    name = f"{entry.type}:{entry.mode}" if entry.mode else entry.type
    out.print(Rule(Text(name, style="bold"), align="left", style="dim"))
    out.print(Text(plain(entry.definition)))
    facts = [f"score {_signed(entry.score)}", f"quad class {entry.quad}, {entry.quad_class}"]
    facts += [f"CAMEO {', '.join(entry.cameo)}"] if entry.cameo else []
    out.print(Text(" · ".join(facts), style="dim"))
    if entry.note:
        out.print(Text(plain(entry.note), style="italic"))
    out.print()
    if entry.mode is None:
        _section(out, "Modes", [_mode(mode) for mode in entry.modes])
    if entry.contexts:
        _section(out, "Contexts that always hold with some frames", [Text(", ".join(entry.contexts))])
    _section(out, "Frames", [_frame(frame) for frame in entry.frames])
    _section(out, "Is one", [_positive(example) for example in entry.positive])
    _section(out, f"Is no {entry.type}", [_negative(example) for example in entry.negative])
    _sentences(out, entry.proofs)


def _sentences(out: Console, proofs: Sequence[Proof]) -> None:
    """Print one sentence of each frame's triggers, and how many more there are."""
    first = {one.frame: one for one in reversed(proofs)}
    some = [one for one in proofs if first[one.frame] is one]
    _section(out, "A trigger in a sentence", [_proof(one) for one in some])
    if len(proofs) > len(some):
        count = f"{len(some)} of {len(proofs)}, one for each trigger that no example shows"
        out.print(Text(f"{count}; --format json prints them all.", style="dim"))


def _section(out: Console, name: str, items: Sequence[RenderableType]) -> None:
    if items:
        count = f" ({len(items)})" if len(items) > 1 else ""
        out.print(Text(name + count, style="bold underline"))
        for item in items:
            out.print(Padding(item, _INDENT))
        out.print()


def _signed(score: float | None) -> str:
    return "none" if score is None else f"{score:+g}".replace("-", "−")


def _mode(mode: Mode) -> Text:
    line = Text(mode.name, style="bold")
    line.append(f"  {plain(mode.definition)}", style="not bold")
    facts = [f"score {_signed(mode.score)}" if mode.score is not None else "the type's score"]
    facts += [f"CAMEO {', '.join(mode.cameo)}"] if mode.cameo else []
    line.append(f"  ({'; '.join(facts)})", style="not bold dim")
    return line


def _frame(frame: Frame) -> RenderableType:
    head = Text(frame.id, style="bold cyan")
    if frame.mode:
        head.append(f"  mode {frame.mode}", style="not bold default")
    head.append(f"  strength {frame.strength:g}", style="not bold dim")
    lines: list[RenderableType] = [head]
    lines += [Padding(_labelled(name, ", ".join(words)), _INDENT) for name, words in triggers(frame)]
    lines += [Padding(_labelled(name, words), _INDENT) for name, words in slots(frame)]
    if frame.note:
        lines.append(Padding(Text(plain(frame.note), style="italic dim"), _INDENT))
    return Group(*lines)


def triggers(frame: Frame) -> list[tuple[str, tuple[str, ...]]]:
    """Return the triggers of a frame by their kind of word (``verb``); kinds without any are left out."""
    found: list[tuple[str, tuple[str, ...]]] = [(name, getattr(frame, field)) for field, name in _KINDS]
    return [(name, words) for name, words in found if words]


def slots(frame: Frame) -> list[tuple[str, str]]:
    """Return in words what a frame asks for: each name (``actor``) with what stands for it (``subj``)."""
    if frame.parties >= 9:
        return [("codes", "nothing: it keeps other frames from firing")]
    found = [
        (name, slot)
        for name, slot in (
            ("all parties", frame.mutual),
            ("actor", frame.actor),
            ("recipient", frame.recipient),
        )
        if slot
    ]
    asked = []
    if frame.parties > 1:
        asked.append(f"{frame.parties} coded parties")
    if frame.need != "any":
        asked.append(f"political: {'actor and recipient' if frame.need == 'both' else frame.need}")
    asked += [
        words
        for flag, words in (
            (frame.commissive, "promises what its complement says"),
            (frame.decision, "decides on what its complement says"),
            (frame.needs_inner, "an event in its complement"),
            (frame.civil, "the actor is people, not a state"),
            (frame.swap, "the two sides change places"),
        )
        if flag
    ]
    found += [("asks for", "; ".join(asked))] if asked else []
    found += [("not with", ", ".join(frame.unless))] if frame.unless else []
    found += [("contexts", ", ".join(frame.contexts))] if frame.contexts else []
    return found


def _labelled(name: str, words: str) -> Text:
    line = Text(f"{name}: ", style="dim")
    line.append(words, style="not dim")
    return line


def _positive(example: Positive) -> Text:
    line = Text(f"+ {plain(example.text)}")
    who = ", ".join(example.actors)
    if example.recipients:
        who = f"{who} → {', '.join(example.recipients)}"
    tags = [who, example.mode or "", *(AUX_WORDS.get(aux, aux) for aux in example.aux)]
    line.append(f"  [{'; '.join(filter(None, tags))}]" if any(tags) else "", style="green")
    return line


def _proof(one: Proof) -> Text:
    line = Text(f"{one.frame}, {one.trigger}: ", style="dim")
    return line.append(plain(one.text), style="not dim")


def _negative(example: Negative) -> Text:
    line = Text(f"– {plain(example.text)}")
    line.append(f"  [{plain(example.why)}]" if example.why else "", style="yellow")
    return line
