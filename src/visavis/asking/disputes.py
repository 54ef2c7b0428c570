"""Who disputes something: denials, statuses that speak against closeness, statements that deny."""

from __future__ import annotations

import re

from visavis.asking import claimed
from visavis.asking.lexicon import topics
from visavis.asking.material import Material
from visavis.asking.question import Query, Topic
from visavis.asking.topical import matches
from visavis.asking.writing import (
    Draft,
    capital,
    holder_of,
    names,
    nothing,
    outlets,
    said_words,
    speaker_of,
    status_words,
)
from visavis.records import Citation
from visavis.showing.phrases import joined
from visavis.showing.wording import quoted, short

_OF_STATUS = re.compile(
    r"\b(?:all(?:y|ies|ied|iance)|partners?|partnership|friends?|friendship|axis|bloc|bond|closeness|equals?)\b"
)
_CLAIMED = re.compile(r"\b(?:disput|den[iy]|doubt|reject|contest|contradict|question|refut)\w*\b(?P<what>.*)")
_MOST = 300  # characters of a denial


def disputes(query: Query, held: Material, pair: tuple[str, str] | None) -> Draft:
    """Answer who disputes what a question says: by name, with their words."""
    draft = Draft()
    who: dict[str, None] = {}
    if pair and _OF_STATUS.search(query.plain):
        for record, claim in claimed.of_pair(held, *pair):
            if claimed.leaning(claim) < 0 or claim.negated:
                name = holder_of(claim, record)
                who[name] = None
                words = f"{capital(name)}: of {names(pair)}, {status_words(claim)}."
                draft.say(words, [claimed.cited(held, record, claim)], topic="status")
    else:
        _of_denials(draft, held, query, who)
    if not who:
        return nothing(draft, "Nobody in the record is told to dispute that.", held.searched)
    draft.verdict = capital(joined(who))
    return draft


def _of_denials(draft: Draft, held: Material, query: Query, who: dict[str, None]) -> None:
    """Say which claims and statements deny something about the states and words that were asked about."""
    asked = _CLAIMED.search(query.plain)
    wanted = _terms(asked["what"] if asked else "")
    told: list[tuple[int, str, str, Citation]] = []
    for record in held.records:
        for claim in record.claims:
            if claim.kind == "denial":
                where = claimed.cited(held, record, claim)
                name = holder_of(claim, record)
                told.append((0, name, f"{capital(name)}: {quoted(short(claim.text, _MOST))}.", where))
    for record, one in held.statements():
        if one.act == "deny" and (one.speaker or one.joint):
            where = held.cite(record, one.start, one.end, one.sentence, "statement", one.id)
            told.append((1, speaker_of(one), f"{speaker_of(one)}: denied is {said_words(one)}.", where))
    seen: set[tuple[str, str]] = set()
    for _, name, words, where in sorted(told, key=lambda x: x[0]):
        if (where.ref, where.sentence) in seen or not all(matches(t, where.sentence) for t in wanted):
            continue
        seen.add((where.ref, where.sentence))
        who[name] = None
        draft.say(words, [where], topic=outlets([where]))


def _terms(words: str) -> list[Topic]:
    terms = [w for w in re.findall(r"[^\W\d_]{4,}", words) if w not in topics().empty]
    return [Topic("", (), tuple(terms))] if terms else []
