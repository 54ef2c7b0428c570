"""Find the claims of an article: statuses of relations, and beliefs, rumours, denials, forecasts and plans.

Each keeps its holder. Claims of different holders stand side by side; nothing here weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from visavis.coding.agreements.deeds import date_of, denied_above
from visavis.coding.agreements.parties import groups
from visavis.coding.claims.about import Scene, about, with_target
from visavis.coding.claims.attitudes import drafts
from visavis.coding.claims.holders import OUTLET, Holder, holder_of, speaker_of
from visavis.coding.claims.lexicon import Status, statuses
from visavis.reading.syntax import Parsed
from visavis.records import Claim, DateSpan, Mention, Reading, Span, Statement, Time

_DENIAL = re.compile(
    r"(?:\b(?:not|no longer|never|neither|nor|hardly|without|far from|anything but|no|fails? to|cannot)\b"
    r"|n['’]t\b)"
    r"(?!\s+(?:only|just|merely|doubt|surprising|surprisingly|least|wonder|less))",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[;:—–]|,\s+(?:and|but|while|as|which|who)\b|\bbut\b|\balthough\b", re.IGNORECASE)
_TWO = 2
_REJECTING = frozenset({"deny", "reject", "dismiss", "refute", "dispute", "rebut"})
_DECADE = 10


def find_claims(
    reading: Reading,
    parsed: Mapping[int, Parsed],
    mentions: tuple[Mention, ...],
    statements: tuple[Statement, ...],
) -> tuple[Claim, ...]:
    """Return the claims of an article in text order.

    Args:
        reading: the article as read; statuses are read in its headline and all its sentences.
        parsed: parses by index of sentence; attitudes and holders beyond statements need one.
        mentions: the actors mentioned in the article.
        statements: who said what in it.
    """
    if not any(mention.actor for mention in mentions):
        return ()  # a claim is about actors
    text = reading.article.text
    places: list[tuple[Span, Parsed | None]] = [] if reading.headline is None else [(reading.headline, None)]
    places += [(span, parsed.get(i)) for i, span in enumerate(reading.sentences)]
    possible = statuses().guards.possible_each([text[span.start : span.end] for span, _ in places])
    found: list[Claim] = []
    for (span, parse), which in zip(places, possible, strict=True):
        if named := _status_words(text, span, which):
            found.extend(_statuses(reading, span, named, parse, mentions, statements))
        if parse is not None:
            found.extend(_attitudes(reading, parse, mentions, statements))
    return tuple(sorted(found, key=lambda c: (c.start, c.end, c.kind)))


# ---------------------------------------------------------------- statuses


def _statuses(
    reading: Reading,
    sentence: Span,
    named: Sequence[tuple[Status, Span]],
    parse: Parsed | None,
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
) -> list[Claim]:
    text = reading.article.text
    if statuses().sport.search(text, sentence.start, sentence.end):
        return []
    known = groups(text, mentions)
    scene = Scene(text, sentence, mentions, known)
    out: list[Claim] = []
    for entry, place in named:
        pairs = about(entry, place, scene)
        if not pairs and sentence == reading.headline and known and entry.polarity != "hostile":
            pairs = [with_target(entry, place, scene, tuple(sorted(known[0].codes)))]
        holder = holder_of(reading, parse, place.start, place.end, mentions, statements)
        out.extend(
            Claim(
                label=entry.label,
                kind="status",
                about=codes,
                holder=holder.name,
                negated=denied(text, sentence, place, parse),
                date=_when(reading, parse, sentence),
                start=place.start,
                end=place.end,
                text=text[place.start : place.end],
                sentence=sentence,
                holder_code=holder.code,
                statement=holder.statement,
            )
            for codes in pairs
            if len(codes) >= _TWO
        )
    return out


def _status_words(text: str, sentence: Span, possible: Sequence[int]) -> list[tuple[Status, Span]]:
    """Return the statuses that a sentence names, each with its place, in text order, without overlaps."""
    taken: list[tuple[Status, Span]] = []
    known = statuses()
    for index in possible:
        entry, pattern = known.entries[index]
        for match in pattern.finditer(text, sentence.start, sentence.end):
            rivals = [place for other, place in taken if other.beside == entry.beside]
            if all(match.end() <= place.start or match.start() >= place.end for place in rivals):
                taken.append((entry, Span(match.start(), match.end())))
    return sorted(taken, key=lambda item: item[1].start)


def denied(text: str, sentence: Span, place: Span, parse: Parsed | None = None) -> bool:
    """Return whether the words of a status are denied: in them, before them, or by the verb above them."""
    before = text[sentence.start : place.start]
    ends = [m.end() for m in _CLAUSE_END.finditer(before)]
    clause = before[ends[-1] :] if ends else before
    words = text[place.start : place.end]
    if words.lower().startswith("no "):
        return False  # "no ties" is a status of its own
    inner = re.search(r"\b(?:not|no longer|hardly|never)\b", words, re.IGNORECASE)
    said = (
        inner is not None
        and re.search(r"\bnever (?:been|looked|seemed|before)\b", words, re.IGNORECASE) is None
    )
    if said or _DENIAL.search(clause) is not None:
        return True
    tokens = parse.tokens(place.start, place.end) if parse is not None else []
    if any(a.lemma_.lower() in _REJECTING for t in tokens[:1] for a in t.ancestors):
        return True
    nouns = [t for t in tokens if t.pos_ in {"NOUN", "PROPN"}]
    if not nouns:
        return False
    fronted = nouns[-1].head.i > nouns[-1].i or nouns[-1].dep_ == "ROOT"
    return fronted and denied_above(nouns[-1], after=True)


def _when(reading: Reading, parse: Parsed | None, sentence: Span) -> DateSpan:
    """Return the sentence's own date, else the day of publication."""
    date = DateSpan(None, None, "unknown", "the sentence gives no date")
    if parse is not None:
        date = date_of(None, parse, _plain(reading.times), ())
    if date.start is None and reading.published is not None and reading.published.start is not None:
        day = reading.published
        return DateSpan(day.start, day.end, day.precision, f"published: {day.basis}")
    return date


def _plain(times: Sequence[Time]) -> list[Time]:
    """Return the dates that are no longer than a decade: "in the twenty-first century" dates nothing."""
    dated = [t for t in times if t.kind == "date" and t.interval is not None]
    return [t for t in dated if t.interval and int(t.interval.end[:4]) - int(t.interval.start[:4]) <= _DECADE]


# ---------------------------------------------------------------- attitudes


def _attitudes(
    reading: Reading, parse: Parsed, mentions: Sequence[Mention], statements: Sequence[Statement]
) -> list[Claim]:
    text = reading.article.text
    out: list[Claim] = []
    for draft in drafts(parse, mentions):
        holder = draft.holder or speaker_of(draft.start, draft.end, statements)
        holder = holder or Holder(reading.outlet or OUTLET)
        out.append(
            Claim(
                label=draft.label,
                kind=draft.kind,
                about=draft.about,
                holder=holder.name,
                negated=draft.negated or draft.kind == "denial",
                date=_when(reading, parse, parse.span),
                start=draft.start,
                end=draft.end,
                text=text[draft.start : draft.end],
                sentence=parse.span,
                holder_code=holder.code,
                statement=holder.statement,
            )
        )
    return out
