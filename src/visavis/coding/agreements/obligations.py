"""Obligations that a text speaks of, in ATOP's kinds; those it denies are stored as not holding."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from visavis.coding.agreements.deeds import date_of, denied_above
from visavis.coding.agreements.lexicon import lexicon
from visavis.coding.agreements.parties import Group, codes_of, names_of, plural, topic, within
from visavis.coding.agreements.registry import bound_pairs, compare
from visavis.reading.syntax import Parsed
from visavis.records import Agreement, DateSpan, Mention, Obligation, ObligationKind, Reading, Span

_BINDING = re.compile(
    r"\b(?:bound|bind|binds|binding|oblig\w+|commit\w*|ally|allies|allied|alliance|treaty|pact|pledged?|guarantees?"
    r"|promised?|duty|agreement)\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:not|no|never|neither|nor|without|lacks?|none)\b|n['’]t\b|\bfalls? short of\b|\bstops? short of\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[;,]\s+(?=(?:but|while|whereas|and|yet|though|although)\b)|;\s+", re.IGNORECASE)
_SUCH = re.compile(
    r"\bno\s+such\s+(?:treaty|pact|alliance|agreement|accord|obligation|guarantee|bond|tie)\b", re.IGNORECASE
)
_TWO = 2


def obligations_in(words: str, *, holds: bool) -> tuple[Obligation, ...]:
    """Return the obligations that words speak of, each kind once, in the order of the words.

    Args:
        words: a sentence or a name.
        holds: whether what is said of them is affirmed.
    """
    known = lexicon()
    kinds = [known.obliges[" ".join(m.group().lower().split())] for m in known.obligation.finditer(words)]
    return tuple(Obligation(kind, holds) for kind in dict.fromkeys(kinds))


def obligations_of(text: str, parsed: Parsed) -> tuple[Obligation, ...]:
    """Return the obligations that a sentence speaks of, each affirmed or denied by its own words."""
    known = lexicon()
    found: dict[ObligationKind, Obligation] = {}
    for match in known.obligation.finditer(text, parsed.span.start, parsed.span.end):
        kind = known.obliges[" ".join(match.group().lower().split())]
        found.setdefault(kind, Obligation(kind, not is_denied(text, parsed, match.start(), match.end())))
    return tuple(found.values())


def is_denied(text: str, parsed: Parsed, start: int, end: int) -> bool:
    """Return whether an obligation at ``text[start:end]`` is said not to hold."""
    if _DENIAL.search(text, parsed.span.start, end) is not None:
        return True
    tokens = parsed.tokens(start, end)
    return bool(tokens) and denied_above(tokens[0])


def standalone(
    reading: Reading, parsed: Parsed, mentions: Sequence[Mention], known: Sequence[Group]
) -> list[Agreement]:
    """Return an obligation that a sentence affirms or denies between actors without naming an instrument.

    "They are not bound to defend each other" is kept as a fact of its own: an obligation that does not hold.
    Where a sentence names more than two actors, the pairs that the registry binds in this kind are meant.
    """
    text = reading.article.text
    sentence = text[parsed.span.start : parsed.span.end]
    match = lexicon().obligation.search(sentence)
    if match is None or _BINDING.search(sentence) is None:
        return []
    date = _when(reading, parsed)
    kinds = obligations_in(match.group(), holds=True)
    part = _part(sentence, match.start(), parsed.span.start)
    who = names_of(within(mentions, part.start, part.end))
    who = who if len(who) == _TWO else _who(parsed, mentions, known)
    pairs = [who]
    together = any(set(who) <= set(group.codes) for group in known)
    if len(who) > _TWO and not together:
        pairs = bound_pairs(who, kinds[0].kind, date.end[:10] if date.end else None)
    start = parsed.span.start + match.start()
    denied = is_denied(text, parsed, start, parsed.span.start + match.end())
    end = _phrase_end(parsed, start, parsed.span.start + match.end())
    found = [
        Agreement(
            name=" ".join(text[start:end].split()),
            parties=pair,
            kind="alliance",
            action=None,
            date=date,
            obligations=obligations_in(match.group(), holds=not denied),
            start=start,
            end=end,
            sentence=parsed.span,
            aux=("negation",) if denied else (),
        )
        for pair in pairs
        if len(pair) >= _TWO
    ]
    found += _none_such(parsed, mentions, found[:1], text)
    return [structs.replace(one, differences=compare(one)) for one in found]


def _part(sentence: str, at: int, offset: int) -> Span:
    """Return the main clause of a sentence that holds an offset of it, in offsets of the article."""
    cuts = [0, *(m.end() for m in _PARTS.finditer(sentence)), len(sentence)]
    begin = max(cut for cut in cuts if cut <= at)
    return Span(begin + offset, min(cut for cut in cuts if cut > at) + offset)


def _none_such(
    parsed: Parsed, mentions: Sequence[Mention], told: Sequence[Agreement], text: str
) -> list[Agreement]:
    """Return what is denied of others in the same breath: "but it has no such pact with Japan"."""
    denial = _SUCH.search(text, parsed.span.start, parsed.span.end)
    if denial is None or not told or told[0].start > denial.start():
        return []
    part = _part(
        text[parsed.span.start : parsed.span.end], denial.start() - parsed.span.start, parsed.span.start
    )
    who = codes_of(within(mentions, part.start, part.end))
    if len(who) != _TWO:
        return []
    denied = tuple(structs.replace(one, holds=False) for one in told[0].obligations)
    words = " ".join(denial.group().split()[2:])
    return [
        structs.replace(
            told[0],
            name=words,
            parties=who,
            obligations=denied,
            start=denial.end() - len(words),
            end=denial.end(),
            aux=("negation",),
        )
    ]


def _phrase_end(parsed: Parsed, start: int, end: int) -> int:
    """Extend "mutual defence" to the noun it stands before: "mutual defence obligations"."""
    tokens = parsed.tokens(start, end)
    last = tokens[-1]
    while (
        last.i + 1 < len(parsed.doc)
        and last.nbor(1).pos_ in {"NOUN", "PROPN"}
        and last.pos_ in {"NOUN", "ADJ"}
    ):
        last = last.nbor(1)
    return parsed.end(last)


def _who(parsed: Parsed, mentions: Sequence[Mention], known: Sequence[Group]) -> tuple[str, ...]:
    codes = names_of(within(mentions, parsed.span.start, parsed.span.end))
    if len(codes) >= _TWO:
        return codes
    pronoun = next(
        (t for t in parsed.doc if t.lower_ in {"they", "both", "them", "sides", "countries", "two"}), None
    )
    if pronoun is None:
        return codes or topic(known, mentions)
    return tuple(dict.fromkeys([*codes, *plural(known, mentions, parsed.span, parsed.start(pronoun))]))


def _when(reading: Reading, parsed: Parsed) -> DateSpan:
    """Return the sentence's own date, else the day of publication for what is said in the present tense."""
    date = date_of(None, parsed, reading.times, ())
    if date.start is not None or reading.published is None or reading.published.start is None:
        return date
    day = reading.published
    if any(t.tag_ in {"VBP", "VBZ"} for t in parsed.doc):
        return DateSpan(
            day.start, day.end, day.precision, f"present tense <- published {str(day.start)[:10]}"
        )
    return date
