"""What the agreements room knows of instruments, what is done with them, and obligations."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

import msgspec

from visavis.knowledge import load_toml
from visavis.reading.guards import Guards
from visavis.records import ObligationKind


class Instrument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of agreement and the words that head its name."""

    kind: str
    heads: list[str]
    yes: list[str]
    no: list[str]
    bare: bool = False


class Action(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is done with an agreement, and the lemmas that say so."""

    action: str
    verbs: list[str]
    yes: list[str]
    no: list[str]
    nouns: list[str] = []
    with_prep: list[str] = []


class ObligationWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases that speak of one of ATOP's kinds of obligation."""

    kind: ObligationKind
    phrases: list[str]
    yes: list[str]
    no: list[str]


class InstrumentFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``agreements/instruments.toml``."""

    instrument: list[Instrument]
    action: list[Action]
    obligation: list[ObligationWords]


@dataclass(frozen=True)
class Lexicon:
    """The file, ready to look up.

    Attributes:
        heads: head words (lower case) -> instrument.
        head: matches any head word in running text.
        verbs: lemma -> action.
        nouns: action noun -> action.
        obligation: matches any phrase for an obligation.
        obliges: phrase -> kind.
        guards: tells whether ``head`` or ``obligation`` may match in a text.
    """

    heads: dict[str, Instrument]
    head: re.Pattern[str]
    verbs: dict[str, Action]
    nouns: dict[str, Action]
    obligation: re.Pattern[str]
    obliges: dict[str, ObligationKind]
    guards: Guards

    def speaks(self, text: str) -> bool:
        """Tell whether a text has the head of an instrument or a phrase for an obligation."""
        patterns = (self.head, self.obligation)
        return any(patterns[which].search(text) is not None for which in self.guards.possible(text))


@functools.cache
def file() -> InstrumentFile:
    """Return the file as it is written."""
    return load_toml("agreements/instruments.toml", InstrumentFile)


@functools.cache
def lexicon() -> Lexicon:
    """Return the file, ready to look up."""
    data = file()
    heads = {head: entry for entry in data.instrument for head in entry.heads}
    obliges = {phrase: entry.kind for entry in data.obligation for phrase in entry.phrases}
    head, obligation = _any_of(heads), _any_of(obliges)
    return Lexicon(
        heads=heads,
        head=head,
        verbs={verb: entry for entry in data.action for verb in entry.verbs},
        nouns={noun: entry for entry in data.action for noun in entry.nouns},
        obligation=obligation,
        obliges=obliges,
        guards=Guards([head, obligation]),
    )


def _any_of(phrases: dict[str, Instrument] | dict[str, ObligationKind]) -> re.Pattern[str]:
    longest = sorted(phrases, key=lambda p: (-len(p), p))
    return re.compile(
        r"(?<![\w-])(?:" + "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in longest) + r")(?!\w)",
        re.IGNORECASE,
    )
