"""Answers to questions, each sentence with what it rests on: what `asking/` gives."""

from __future__ import annotations

from typing import Literal

from visavis.records.base import Frozen

AnswerStatus = Literal["answered", "not in the record", "out of reach"]
PartKind = Literal["answer", "for", "against", "claims", "missing"]


class Citation(Frozen, frozen=True):
    """Where an answer was read: the words ``text[start:end]`` of an article, and their whole sentence.

    ``words`` are those words, on one line. ``kind`` says what was read there (event, statement, claim,
    figure, agreement, mention, time, passage), ``id`` its id where it has one.
    """

    ref: str
    outlet: str
    published: str | None
    start: int
    end: int
    words: str
    sentence_start: int
    sentence_end: int
    sentence: str
    kind: str = "passage"
    id: str | None = None


class AnswerLine(Frozen, frozen=True):
    """One sentence of an answer; ``basis`` says what it rests on where that is more or other than citations.

    ``topic`` sets lines apart that speak of different things (a domain, a date, a side).
    """

    text: str
    citations: tuple[Citation, ...] = ()
    basis: str = ""
    topic: str = ""


class AnswerPart(Frozen, frozen=True):
    """The answer itself, what speaks for and against it, what is claimed by whom, or what is not held."""

    kind: PartKind
    title: str
    lines: tuple[AnswerLine, ...]


class Measure(Frozen, frozen=True):
    """A figure of an answer: probability (0 to 1), balance (-1 to 1) or count, with its 90% interval."""

    name: str
    value: float
    low: float | None = None
    high: float | None = None


class PhrasedSentence(Frozen, frozen=True):
    """A sentence that a language model wrote; ``lines`` are the lines of the answer that it cites, from 1."""

    text: str
    lines: tuple[int, ...]


class Struck(Frozen, frozen=True):
    """A sentence that a language model wrote and that does not stand, and why."""

    text: str
    why: str


class Phrasing(Frozen, frozen=True):
    """An answer in a language model's words: what of it stands, and what was struck out."""

    model: str
    sentences: tuple[PhrasedSentence, ...]
    struck: tuple[Struck, ...] = ()


class Answer(Frozen, frozen=True):
    """What a record says to a question: cited sentence by sentence, or why it cannot be answered.

    ``intent`` is the kind of question, ``understood`` how it was read, in words; ``verdict`` the answer in a
    few words; ``can_ask`` questions that can be asked.
    """

    question: str
    intent: str | None
    understood: str
    status: AnswerStatus
    verdict: str
    measures: tuple[Measure, ...]
    parts: tuple[AnswerPart, ...]
    can_ask: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    phrasing: Phrasing | None = None
