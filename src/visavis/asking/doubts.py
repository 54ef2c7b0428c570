"""What is not settled: beliefs, rumours, forecasts, plans and denials, and whose they are."""

from __future__ import annotations

import re

from visavis.asking import claimed
from visavis.asking.material import Material
from visavis.asking.question import Query, Topic
from visavis.asking.topical import matches
from visavis.asking.writing import (
    Draft,
    happened,
    holder_of,
    in_sentence_case,
    nothing,
    plural,
    said_words,
    speaker_of,
)
from visavis.records import Record, Statement
from visavis.showing.wording import quoted, short

_CALLED = {
    "belief": "Belief of",
    "rumour": "Rumour, told by",
    "forecast": "Forecast of",
    "plan": "Plan of",
    "denial": "Denial by",
}
_RELATIVE = re.compile(r"\bwhat \w+ $", re.IGNORECASE)
_BARE = 3  # words of a statement that tell nothing


def doubts(query: Query, held: Material, pair: tuple[str, str] | None) -> Draft:
    """Answer which items are beliefs, rumours, forecasts, plans or denials, and whose."""
    draft = Draft()
    seen: set[tuple[str, str]] = set()
    for record in held.records:
        for claim in record.claims:
            if claim.kind in _CALLED:
                cited = claimed.cited(held, record, claim)
                seen.add((cited.ref, cited.sentence))
                name = in_sentence_case(holder_of(claim, record))
                draft.say(
                    f"{_CALLED[claim.kind]} {name}: {quoted(short(claim.text, 300))}.",
                    [cited],
                    topic=claim.kind,
                )
    for record, one in held.statements():
        if one.act in ("believe", "intend") and (one.speaker or one.joint) and _is_told(record, one):
            cited = held.cite(record, one.start, one.end, one.sentence, "statement", one.id)
            if (cited.ref, cited.sentence) not in seen:
                kind = "Belief" if one.act == "believe" else "Intention"
                draft.say(
                    f"{kind} of {in_sentence_case(speaker_of(one))}: {said_words(one)}.",
                    [cited],
                    topic=kind.lower(),
                )
    for one_ in held.happenings:
        lead = {"future": "Planned", "hypothetical": "Supposed"}.get(next(iter(one_.aux), ""))
        told = held.told(one_)
        if lead and "negation" not in one_.aux and not {(c.ref, c.sentence) for c in told} & seen:
            draft.say(f"{lead}: {happened(one_, told)}.", told, topic=lead.lower())
    _on_states(draft, held, query)
    if not draft.lines:
        return nothing(draft, "No belief, rumour, forecast, plan or denial is in the record.", held.searched)
    draft.verdict = f"{plural(len(draft.lines['answer']), 'item')} that are no established facts"
    return draft


def _on_states(draft: Draft, held: Material, query: Query) -> None:
    """Keep what speaks of the states that a question names by name, where anything does."""
    wanted = [Topic("", (code,), ()) for code in query.states]
    lines = draft.lines.get("answer", [])
    kept = [
        line for line in lines if any(all(matches(one, c.sentence) for one in wanted) for c in line.citations)
    ]
    if wanted and kept:
        draft.lines["answer"] = kept
        left = len(lines) - len(kept)
        if left:
            draft.notes.append(f"{plural(left, 'item')} more on others: ask without a name")


def _is_told(record: Record, one: Statement) -> bool:
    """Return whether a statement says something: no question ("whether"), no bare "he is trying"."""
    before = record.text[one.sentence.start : one.cue.start] if one.cue else ""
    if _RELATIVE.search(before):
        return False  # "what I think he wants"
    words = one.text.split()
    return len(words) > _BARE and words[0].lower() not in (
        "whether",
        "if",
        "what",
        "how",
        "who",
        "when",
        "why",
    )
