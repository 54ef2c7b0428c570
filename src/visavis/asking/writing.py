"""Answers as they are put together: lines with citations, parts, names and dates in words."""

from __future__ import annotations

import re
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
from visavis.showing.phrases import (
    Read,
    act_words,
    happened_words,
    in_sentence,
    joined,
    recipient_words,
    with_article,
)
from visavis.showing.sayings import is_several, predicate
from visavis.showing.wording import (
    date_words,
    days_words,
    iso_words,
    outlet_words,
    plain,
    quoted,
    short,
    speaker_words,
    whose,
)

TITLES: dict[PartKind, str] = {
    "answer": "Answer",
    "for": "What speaks for it",
    "against": "What speaks against it",
    "claims": "What is claimed, and by whom",
    "missing": "What the record does not hold",
}
_MOST_CITED = 6
_LONGEST_QUOTE = 400
_LONGEST_STATUS = 60
_NEGATION = re.compile(r"\b(?:no|not|never|no longer)\b", re.IGNORECASE)
_ACTS_BY_CUE = frozenset({"judge", "intend", "know", "demand"})  # said in the article's own word for it
_SAYING = frozenset({
    "said", "say", "says", "saying", "told", "tell", "tells", "state", "stated", "stating", "note", "noted",
    "noting", "add", "added", "adding", "according to", "announced", "claimed", "claims", "argued",
    "insisted", "declared that", "wrote", "remarked", "observed", "explained",
})  # fmt: skip
_LAST_STOP = re.compile(r"[.,;]([”’\"']*)[.,;]?$")
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
        """Add a sentence to a part; the same sentence only once, with all that it cites."""
        held = self.lines.setdefault(part, [])
        for i, one in enumerate(held):
            if (one.text, one.topic) == (text, topic):
                both = _few((*one.citations, *cited))
                held[i] = AnswerLine(text, both, one.basis, topic)
                return
        held.append(AnswerLine(text, _few(cited), basis, topic))

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


def _few(cited: Iterable[Citation]) -> tuple[Citation, ...]:
    """Return as many citations as a line shows, of each article one before any has two."""
    every = distinct(cited)
    firsts = {c.ref: c for c in reversed(every)}.values()
    chosen = [*[c for c in every if c in firsts], *[c for c in every if c not in firsts]][:_MOST_CITED]
    return tuple(c for c in every if c in chosen)


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
    words = happened_words(one, recipient_words(one), Read(words=told[0].words if told else ""))
    if "future" in one.aux:
        words = f"planned {words}" if words.startswith("to ") else f"is to have: {words}"
    said = f"{who(one.actors or one.parties)} {words}"
    said += f" ({quoted(short(told[0].words, 90))})" if told else ""
    return f"Denied or not done: {said}" if "negation" in one.aux and not plainly else said


def dated(one: Happening, told: Sequence[Citation] = (), *, plainly: bool = False) -> str:
    """Return a happening as a sentence with its date in front; the arguments are those of ``happened``."""
    place = f", {one.place}" if one.place and one.mode != "phone" else ""
    day = date_words(one.date)
    day = f"by {day}, when it was reported" if as_news(one) else day
    return f"{capital(day)}{place}: {happened(one, told, plainly=plainly)}."


def as_news(one: Happening) -> bool:
    """Return whether a happening's date is only that of its report: it may have been earlier."""
    return "reported as news" in one.date.basis


def holder_of(claim: Claim, record: Record) -> str:
    """Return who holds a claim: a speaker by name, or the outlet."""
    return with_article(whose(claim.holder, outlet_words(record)))


def status_words(claim: Claim) -> str:
    """Return a claimed status in quotation marks: its label where the article has it, else its words."""
    words = claim.label if claim.label in claim.text.lower() else short(claim.text, _LONGEST_STATUS)
    if not claim.negated or claim.kind == "denial":
        return quoted(words)
    inner = _NEGATION.search(claim.text)
    return quoted(short(claim.text, _LONGEST_STATUS)) if inner else f"not {quoted(words)}"


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
    told = dict.fromkeys(plain(v.name or v.text) for v in statement.via if v.text.lower() not in _PRONOUNS)
    via = joined(v for v in told if v not in name)
    return capital(name) + (f" (as told by {in_sentence_case(via)})" if via else "")


def in_sentence_case(name: str) -> str:
    """Return words as they stand within a sentence: ``the Russian Defense Ministry``."""
    return name[:1].lower() + name[1:] if name.startswith(("The ", "Both ")) else name


def said_words(statement: Statement) -> str:
    """Return the content of a statement; only what the article quotes stands between quotation marks."""
    words = short(statement.text, _LONGEST_QUOTE)
    if statement.kind == "direct":
        return quoted(words.strip('“”"').rstrip(".,;"))
    return _LAST_STOP.sub(r"\1", words)


def told_words(statement: Statement, record: Record) -> str:
    """Return a statement as a sentence without its stop: who, how and what.

    The article's own words stand for acts that have many ("welcomed", "vowed"): ``Xi Jinping (China)
    welcomed Putin's demand``; where they do not join, the cue stands between quotation marks.
    """
    told = predicate(record.text, statement) if _by_cue(statement) else ""
    if told:
        words = _LAST_STOP.sub(r"\1", short(told, _LONGEST_QUOTE))
        return f"{speaker_of(statement)} {words}"
    return f"{speaker_of(statement)}{acts(statement)}: {said_words(statement)}"


def acts(statement: Statement) -> str:
    """Return what a speaker does with the words, as it follows the name: ``says``, ``“welcomed”``."""
    negated = "negation" in statement.aux
    if _by_cue(statement) and statement.cue:
        cue = short(statement.cue.text, 40)
        noun = statement.act != "judge" and cue.isalpha() and not cue.endswith(("ed", "ing"))
        if not noun and cue != "For":
            return f" {quoted(cue)}"
    return f" {act_words(statement.act, negated=negated, several=is_several(statement))}"


def _by_cue(statement: Statement) -> bool:
    """Return whether the article's own word says best what a speaker does."""
    cue = short(statement.cue.text, 40) if statement.cue else ""
    plainly = statement.act == "say" and (statement.kind == "direct" or cue.lower() in _SAYING)
    told = (statement.act in _ACTS_BY_CUE or statement.act == "say") and bool(cue) and not plainly
    return told and "negation" not in statement.aux


def outlets(cited: Iterable[Citation]) -> str:
    """Return the outlets of some citations as an enumeration."""
    return joined(dict.fromkeys(c.outlet for c in cited))


def number(value: float) -> str:
    """Return a number as people write it: ``130.43 billion``, ``100,000``, ``10``."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{value / size:.6g} {word}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.4g}"


def span_words(start: str, end: str) -> str:
    """Return ISO days as a span in words: a whole month or year by its name."""
    first, last = start[:10], (end or start)[:10]
    if first == last:
        return iso_words(first)
    if first[8:] == "01" and first[:7] == last[:7] and last[8:] >= "28":
        return iso_words(first[:7])
    return days_words([first, last])


def a_or_an(name: str) -> str:
    """Return a name with its indefinite article."""
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def plural(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun: ``1 report``, ``3 reports``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def percent(value: float) -> str:
    """Return a probability in percent, never as certain."""
    return f"{min(max(value, 0.01), 0.99):.0%}"
