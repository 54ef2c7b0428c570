"""Answers as they are put together: lines with citations, parts, names and dates in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from visavis.records import (
    AnswerLine,
    AnswerPart,
    AnswerStatus,
    Citation,
    Claim,
    Happening,
    Measure,
    PartKind,
    Record,
    Statement,
)
from visavis.showing.phrases import happened_words, in_sentence, joined
from visavis.showing.wording import date_words, outlet_words, plain, quoted, short, speaker_words

TITLES: dict[PartKind, str] = {
    "answer": "Answer",
    "for": "What speaks for it",
    "against": "What speaks against it",
    "claims": "What is claimed, and by whom",
    "missing": "What the record does not hold",
}
_MOST_CITED = 6
_LONGEST_QUOTE = 400
_PRONOUNS = frozenset({"i", "he", "she", "it", "they", "we", "you"})


@dataclass
class Draft:
    """An answer under way."""

    verdict: str = ""
    status: AnswerStatus = "answered"
    measures: list[Measure] = field(default_factory=list)
    lines: dict[PartKind, list[AnswerLine]] = field(default_factory=dict)
    titles: dict[PartKind, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def say(
        self,
        text: str,
        cited: Iterable[Citation] = (),
        *,
        part: PartKind = "answer",
        basis: str = "",
        topic: str = "",
    ) -> None:
        """Add a sentence to a part; the same sentence only once."""
        line = AnswerLine(text, distinct(cited)[:_MOST_CITED], basis, topic)
        held = self.lines.setdefault(part, [])
        if all((one.text, one.topic) != (text, topic) for one in held):
            held.append(line)

    def parts(self) -> tuple[AnswerPart, ...]:
        """Return the parts that hold anything, in their order."""
        return tuple(
            AnswerPart(kind, self.titles.get(kind, title), tuple(self.lines[kind]))
            for kind, title in TITLES.items()
            if self.lines.get(kind)
        )


def distinct(cited: Iterable[Citation]) -> tuple[Citation, ...]:
    """Return citations, each sentence of an article once."""
    return tuple({(c.ref, c.sentence): c for c in reversed([*cited])}.values())[::-1]


def nothing(draft: Draft, text: str, basis: str) -> Draft:
    """Return a draft that says that the record does not hold what was asked."""
    draft.status = "not in the record"
    draft.verdict = draft.verdict or "Not in the record"
    draft.say(text, basis=basis)
    return draft


def names(codes: Iterable[str]) -> str:
    """Return actors as they stand in a sentence: ``China and the United States``."""
    return joined(in_sentence(code) for code in codes)


def capital(text: str) -> str:
    """Return a sentence with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def who(codes: Sequence[str]) -> str:
    """Return actors at the beginning of a sentence."""
    return capital(names(codes)) if codes else "Somebody"


def happened(one: Happening, told: Sequence[Citation] = (), *, plainly: bool = False) -> str:
    """Return a happening as a sentence without its date: ``China and Russia met or talked (“held talks”)``.

    Args:
        one: the happening.
        told: where it is told; the words of the first report are added.
        plainly: leave out that it is denied, where that is said beside it.
    """
    words = happened_words(one, names(one.recipients))
    if "future" in one.aux:
        words = f"planned {words}" if words.startswith("to ") else f"is to have: {words}"
    said = f"{who(one.actors or one.parties)} {words}"
    said += f" ({quoted(short(told[0].words, 90))})" if told else ""
    return f"Denied or not done: {said}" if "negation" in one.aux and not plainly else said


def dated(one: Happening, told: Sequence[Citation] = (), *, plainly: bool = False) -> str:
    """Return a happening as a sentence with its date in front; the arguments are those of ``happened``."""
    place = f", {one.place}" if one.place and one.mode != "phone" else ""
    return f"{capital(date_words(one.date))}{place}: {happened(one, told, plainly=plainly)}."


def holder_of(claim: Claim, record: Record) -> str:
    """Return who holds a claim: a speaker by name, or the outlet."""
    if claim.holder in ("outlet", "the outlet"):
        return outlet_words(record)
    return short(claim.holder)


def status_words(claim: Claim) -> str:
    """Return a claimed status: ``“not: allies”``."""
    return quoted(f"not {claim.label}" if claim.negated and claim.kind != "denial" else claim.label)


def speaker_of(statement: Statement) -> str:
    """Return who a statement is by, and through whom it is told; a pronoun by the state it stands for."""
    speaker = statement.speaker
    if statement.joint:
        name = f"{plain(speaker.text) if speaker else names(c for s in statement.joint if (c := s.code))}"
        codes = names(dict.fromkeys(s.code for s in statement.joint if s.code))
        name = name if not codes or codes.lower() == name.lower() else f"{name} ({codes})"
    elif speaker and not speaker.name and speaker.code and speaker.text.lower() in _PRONOUNS:
        name = in_sentence(speaker.code)
    else:
        name = speaker_words(statement)
    via = joined(
        dict.fromkeys(plain(v.name or v.text) for v in statement.via if v.text.lower() not in _PRONOUNS)
    )
    return capital(name) + (f" (as told by {via})" if via and via not in name else "")


def said_words(statement: Statement) -> str:
    """Return the content of a statement; only what the article quotes stands between quotation marks."""
    words = short(statement.text, _LONGEST_QUOTE)
    return quoted(words) if statement.kind == "direct" else words.rstrip(".")


def outlets(cited: Iterable[Citation]) -> str:
    """Return the outlets of some citations as an enumeration."""
    return joined(dict.fromkeys(c.outlet for c in cited))


def number(value: float) -> str:
    """Return a number as people write it: ``130.43 billion``, ``100,000``, ``10``."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{value / size:.6g} {word}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.4g}"


def a_or_an(name: str) -> str:
    """Return a name with its indefinite article."""
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def plural(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun: ``1 report``, ``3 reports``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def percent(value: float) -> str:
    """Return a probability in percent, never as certain."""
    return f"{min(max(value, 0.01), 0.99):.0%}"
