"""The codebook: PLOVER's types and modes, and the triggers and frames that tell them in a sentence.

One TOML file per type; ``words.toml`` holds the classes of words that triggers name as ``@class``,
``modality.toml`` what makes an event future, hypothetical or denied, ``contexts.toml`` the 37 contexts,
``guards.toml`` the words of ordinary news. The notation is told in ``data/codebook/README.md``.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Set
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from visavis.coding.overlay import check_folder, laid_over
from visavis.errors import DataError
from visavis.knowledge import converted, tables

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
_SHARED = ("words.toml", "modality.toml", "contexts.toml", "guards.toml")


FRIENDLY = frozenset({"SUPPORT", "AGREE", "AID", "COOPERATE"})  # what one does to another's good


class Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of the codebook's tables: an unknown key is an error."""


class Positive(Data, frozen=True):
    """A sentence that states an event of this type; parties are codes, or words where there is no code."""

    text: str
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    mode: str | None = None
    aux: tuple[str, ...] = ()


class Negative(Data, frozen=True):
    """A sentence that must not give this type (or, where it names a mode, not this mode), and why."""

    text: str
    why: str = ""
    mode: str | None = None


class Frame(Data, frozen=True):
    """Triggers that share one frame: which argument is actor, which recipient."""

    id: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    modals: tuple[str, ...] = ()
    negated: tuple[str, ...] = ()
    actor: str | None = None
    recipient: str | None = None
    mutual: str | None = None
    mode: str | None = None
    need: str = "any"
    unless: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    commissive: bool = False
    swap: bool = False
    needs_inner: bool = False
    decision: bool = False
    promise: bool = False
    civil: bool = False
    not_by: tuple[str, ...] = ()
    ahead: bool = False
    parties: int = 1
    strength: float = 0.8
    note: str = ""


class Mode(Data, frozen=True):
    """One mode of a type (PLOVER: how it was done)."""

    name: str
    definition: str
    score: float | None = None
    cameo: tuple[str, ...] = ()


class Entry(Data, frozen=True):
    """One PLOVER type, complete."""

    type: str
    quad: int
    score: float
    definition: str
    recipient: str = "optional"
    cameo: tuple[str, ...] = ()
    note: str = ""
    mode: tuple[Mode, ...] = ()
    frame: tuple[Frame, ...] = ()
    positive: tuple[Positive, ...] = ()
    negative: tuple[Negative, ...] = ()

    def score_of(self, mode: str | None) -> float | None:
        """Return the PLOVER score of a mode, or of the type where the mode has none."""
        for one in self.mode:
            if one.name == mode and one.score is not None:
                return one.score
        return self.score


class Words(Data, frozen=True):
    """Classes of words.

    Attributes:
        classes: words by class; ``verbal`` those that hold verbs.
        irregular: past forms of irregular verbs.
        deverbal: verbs by the nouns that name their deed ("suspension": "suspend").
    """

    classes: dict[str, tuple[str, ...]]
    irregular: dict[str, tuple[str, ...]]
    verbal: tuple[str, ...] = ()
    deverbal: dict[str, str] = {}


class Conversion(Data, frozen=True):
    """What a type becomes when it is future, or a refusal; ``modes`` maps the inner type or type:mode."""

    types: dict[str, str]
    modes: dict[str, str] = {}


class AuxRules(Data, frozen=True):
    """Words that make an event future, hypothetical, denied or historical, and what types become then."""

    future: Conversion
    refusal: Conversion
    commissive: Conversion
    decision: Conversion
    promise: Conversion
    content_modes: dict[str, dict[str, str]]
    content_classes: dict[str, dict[str, str]]
    governors: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]
    bridges: dict[str, frozenset[str]] = msgspec.field(default_factory=dict)


class Context(Data, frozen=True):
    """One of PLOVER's 37 contexts, with the words that tell it, and sentences whose event has it or not."""

    name: str
    definition: str
    words: tuple[str, ...]
    positive: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()


class Contexts(Data, frozen=True):
    """The contexts."""

    context: tuple[Context, ...]


class Guard(Data, frozen=True):
    """Words of a domain of ordinary news: so many of them in a sentence silence the types named."""

    name: str
    words: tuple[str, ...]
    silences: tuple[str, ...] = ()
    at_least: int = 1
    note: str = ""


class Guards(Data, frozen=True):
    """The guards."""

    guard: tuple[Guard, ...]


class Proofs(Data, frozen=True):
    """The sentences of one frame's triggers, by trigger."""

    verbs: dict[str, str] = msgspec.field(default_factory=dict)
    nouns: dict[str, str] = msgspec.field(default_factory=dict)
    adjectives: dict[str, str] = msgspec.field(default_factory=dict)
    modals: dict[str, str] = msgspec.field(default_factory=dict)
    negated: dict[str, str] = msgspec.field(default_factory=dict)


class Proof(Data, frozen=True):
    """A sentence in which a trigger tells an event of its type.

    Attributes:
        frame: id of the trigger's frame.
        part: its part of speech: "verb", "noun", "adjective", "modal" or "negated".
        trigger: as the frame writes it.
        text: the sentence.
    """

    frame: str
    part: str
    trigger: str
    text: str


@dataclass(frozen=True, eq=False)
class Codebook:
    """The whole codebook as read from its files; ``directory`` is the user's own that was laid over them."""

    entries: dict[str, Entry]
    words: Words
    aux: AuxRules
    contexts: tuple[Context, ...]
    guards: tuple[Guard, ...]
    directory: str | None = None


T = TypeVar("T")


_REMEDY = "See data/codebook/README.md for the notation"
_OWN = Path(str(resources.files("visavis"))) / "data" / "codebook"
_PROOFS = "proofs"
_PROVE = "Write [FRAME.verbs] and then TRIGGER = SENTENCE"
_ENTRIES: dict[str, tuple[str, type]] = {
    "frame": ("id", Frame),
    "mode": ("name", Mode),
    "positive": ("text", Positive),
    "negative": ("text", Negative),
    "context": ("name", Context),
    "guard": ("name", Guard),
}
_PARTS = (
    ("verbs", "verb"),
    ("nouns", "noun"),
    ("adjectives", "adjective"),
    ("modals", "modal"),
    ("negated", "negated"),
)
_NEEDS = ("any", "actor", "recipient", "both")


@functools.lru_cache(maxsize=4)
def codebook(directory: str | None = None) -> Codebook:
    """Read the codebook once.

    Args:
        directory: a folder of files laid over the built-in ones: in a file of the same name a frame, mode,
            example, class, context or guard of a known name replaces the built-in one, any other is added.

    Raises:
        DataError: a file breaks its schema; the message names the file, the entry and the field.
    """
    files = {f"{name.lower()}.toml": name for name in TYPES}
    if directory is not None:
        check_folder(Path(directory), {*files, *_SHARED}, "codebook")
        if any(Path(directory, _PROOFS).glob("*.toml")):
            check_folder(Path(directory, _PROOFS), set(files), "proofs")
    contexts = _read(directory, "contexts.toml", Contexts).context
    entries: dict[str, Entry] = {}
    for file, name in files.items():
        entry_ = _read(directory, file, Entry)
        user = Path(directory or "", file)
        where = str(user) if directory and user.exists() else file
        _check(entry_, name, where, {context.name for context in contexts})
        entries[name] = entry_
    return Codebook(
        entries,
        _read(directory, "words.toml", Words),
        _read(directory, "modality.toml", AuxRules),
        contexts,
        _read(directory, "guards.toml", Guards).guard,
        directory,
    )


def _read(directory: str | None, file: str, kind: type[T]) -> T:
    user = Path(directory) / file if directory else None
    return laid_over(_OWN / file, user, kind, _ENTRIES, _REMEDY)


def _check(entry_: Entry, name: str, file: str, contexts: Set[str]) -> None:
    """Refuse what the schema cannot tell: names that other entries do not have, values out of range."""
    modes = {mode.name for mode in entry_.mode}
    if entry_.type not in TYPES:
        raise DataError(f"no PLOVER type {entry_.type!r}", f"{file}: type", f"Use one of {', '.join(TYPES)}")
    if entry_.type != name:
        raise DataError(f"{entry_.type} in the file of {name}", f"{file}: type", f"Write {name}")
    if entry_.quad not in (1, 2, 3, 4):
        raise DataError(f"no quad class {entry_.quad}", f"{file}: quad", "Use 1, 2, 3 or 4")
    _check_frames(entry_.frame, file, modes, contexts)
    examples: tuple[Positive | Negative, ...] = (*entry_.positive, *entry_.negative)
    for example in examples:
        if example.mode is not None and example.mode not in modes:
            raise DataError(
                f"no mode {example.mode!r}", f"{file}: example {example.text!r}", "Add it as [[mode]]"
            )


def _check_frames(frames: Iterable[Frame], file: str, modes: Set[str], contexts: Set[str]) -> None:
    seen: set[str] = set()
    for frame in frames:
        where = f"{file}: frame {frame.id}"
        if frame.id in seen:
            raise DataError(f"two frames are called {frame.id!r}", f"{file}: frame", "Give each its own id")
        seen.add(frame.id)
        if frame.mode is not None and frame.mode not in modes:
            raise DataError(f"no mode {frame.mode!r}", where, "Add it as [[mode]]")
        if frame.need not in _NEEDS:
            raise DataError(f"need is {frame.need!r}", f"{where}: need", f"Use one of {', '.join(_NEEDS)}")
        for context in sorted(set(frame.contexts) - contexts):
            raise DataError(f"no context {context!r}", f"{where}: contexts", "Add it to contexts.toml")


def proofs(kind: str, directory: str | None = None) -> tuple[Proof, ...]:
    """Return the sentences that ``proofs/TYPE.toml`` holds for a type's triggers, a user's in place of ours.

    Args:
        kind: a PLOVER type.
        directory: as for :func:`codebook`; it may have a folder ``proofs`` of its own.

    Raises:
        DataError: a file breaks its schema.
    """
    file = f"{kind.lower()}.toml"
    folders = [_OWN / _PROOFS, *([Path(directory) / _PROOFS] if directory else [])]
    found: dict[tuple[str, str, str], str] = {}
    for path in (folder / file for folder in folders):
        if not path.is_file():
            continue
        read = converted(tables(path.read_bytes(), str(path), _PROVE), dict[str, Proofs], str(path), _PROVE)
        found |= {
            (frame, one, trigger): text
            for frame, by_part in read.items()
            for part, one in _PARTS
            for trigger, text in getattr(by_part, part).items()
        }
    return tuple(Proof(*key, text) for key, text in found.items())


def shown_by(frames: Iterable[Frame], kind: str, directory: str | None = None) -> tuple[Proof, ...]:
    """Return the sentences of the triggers of some frames, in the order of these.

    Args:
        frames: frames of one type; a sentence of a trigger that they do not have is left out.
        kind: the type.
        directory: as for :func:`codebook`.
    """
    told = {(one.frame, one.part, one.trigger): one for one in proofs(kind, directory)}
    keys = (
        (frame.id, one, trigger)
        for frame in frames
        for part, one in _PARTS
        for trigger in getattr(frame, part)
    )
    return tuple(told[key] for key in keys if key in told)


def entry(kind: str, mode: str | None = None, directory: str | None = None) -> dict[str, Any]:
    """Return one entry of the codebook as plain data, for printing; ``proofs`` are its triggers' sentences.

    Args:
        kind: a PLOVER type, in any case.
        mode: one of its modes; None for the whole type.
        directory: as for :func:`codebook`.

    Raises:
        DataError: there is no such type or mode.
    """
    found = codebook(directory).entries.get(kind.upper())
    if found is None:
        raise DataError(f"no type {kind!r}", "codebook", f"Use one of {', '.join(TYPES)}")
    whole: dict[str, Any] = msgspec.to_builtins(found)
    frames = [frame for frame in found.frame if mode in (None, frame.mode)]
    whole["proofs"] = msgspec.to_builtins(shown_by(frames, found.type, directory))
    if mode is None:
        return whole
    modes = [m for m in whole["mode"] if m["name"] == mode]
    if not modes:
        names = ", ".join(m["name"] for m in whole["mode"]) or "none"
        raise DataError(f"{found.type} has no mode {mode!r}", "codebook", f"Its modes: {names}")
    for part in ("frame", "positive"):
        whole[part] = [item for item in whole[part] if item["mode"] == mode]
    whole["negative"] = [item for item in whole["negative"] if item["mode"] in (None, mode)]
    return {**whole, "mode": modes}
