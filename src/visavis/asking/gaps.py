"""What the record does not hold: texts, voices, dates."""

from __future__ import annotations

import re

from visavis.asking.lexicon import passages
from visavis.asking.material import Material
from visavis.asking.question import Query
from visavis.asking.topical import matches
from visavis.asking.writing import (
    Draft,
    a_or_an,
    plural,
)
from visavis.records import AnswerLine, Citation
from visavis.showing.phrases import in_sentence
from visavis.showing.wording import outlet_words, quoted, short


def missing(query: Query, held: Material, pair: tuple[str, str] | None) -> Draft:
    """Answer what the record does not hold: texts, voices, dates; or whether it holds a given thing."""
    draft = Draft()
    _texts(draft, held)
    for cited in held.found(passages()["open question"]):
        draft.say(
            f"{cited.outlet} leaves a question open ({quoted(short(cited.words, 120))}).",
            [cited],
            topic=cited.sentence[:60],
        )
    for record in held.records:
        for item in record.agreements:
            if "hypothetical" in item.aux:
                where = held.cite(record, item.start, item.end, item.sentence, "agreement")
                draft.say(
                    f"Whether there is {a_or_an(item.name)} is not told; {where.outlet} leaves it open.",
                    [where],
                    topic="open",
                )
    _silent(draft, held)
    _undated(draft, held)
    _unread(draft, held)
    for topic in (t for t in query.topics if t.terms):
        if not any(matches(topic, r.text[s.start : s.end]) for r in held.records for s in r.sentences):
            draft.say(f"On {topic.words} the record holds nothing.", basis=held.searched, topic="asked")
    lines = draft.lines.setdefault("answer", [])
    meant = [line for line in lines if _asked(query, line)]
    draft.lines["answer"] = [*meant, *(line for line in lines if line not in meant)]
    draft.verdict = f"{plural(len(lines), 'thing')} that the record does not hold"
    if re.match(r"(do|does|did|is|are|has|have) ", query.plain) and meant:
        draft.verdict = f"No: {meant[0].text}"
    return draft


def _asked(query: Query, line: AnswerLine) -> bool:
    """Return whether a line names the very thing that is asked for ("the text of the joint statement")."""
    name = re.match(r"The text of the (.+?) is not", line.text)
    if name is None:
        return line.topic == "asked"
    return set(re.findall(r"\w{4,}", name.group(1).lower())) <= set(query.plain.split())


def _texts(draft: Draft, held: Material) -> None:
    """Say of which documents only the name or single words are given."""
    for record in held.records:
        for item in record.agreements:
            if (
                item.kind not in ("joint statement", "communique", "treaty", "agreement", "memorandum")
                or item.aux
                or not item.action
            ):
                continue
            where = held.cite(record, item.start, item.end, item.sentence, "agreement")
            draft.say(
                f"The text of the {short(item.name)} is not in the record; {where.outlet} only reports it.",
                [where],
                topic="texts",
            )


def _silent(draft: Draft, held: Material) -> None:
    """Say which of those who are spoken of most have no words of their own."""
    spoken: dict[str, list[Citation]] = {}
    for record in held.records:
        for mention in record.mentions:
            span = held.around(record, mention.start)
            if (
                mention.actor
                and span
                and (held.actors.state(mention.actor) or held.actors.is_organisation(mention.actor))
            ):
                spoken.setdefault(mention.actor, []).append(
                    held.cite(record, mention.start, mention.end, span, "mention")
                )
    said = {
        s.code for _, one in held.statements() for s in (*one.joint, *([one.speaker] if one.speaker else []))
    }
    said_acts = {
        s.code
        for _, one in held.statements()
        if one.act not in ("believe", "intend")
        for s in (*one.joint, *([one.speaker] if one.speaker else []))
    }
    silent = sorted(
        (c for c in spoken if c not in said_acts and len(spoken[c]) > 1), key=lambda c: (-len(spoken[c]), c)
    )[:8]
    for code in silent:
        only = " (only beliefs and intentions are ascribed to it)" if code in said else ""
        draft.say(
            f"No words of {in_sentence(code)} are reported{only}, "
            f"though it is spoken of {len(spoken[code])} times.",
            spoken[code][:2],
            topic="voices",
        )


def _undated(draft: Draft, held: Material) -> None:
    without = [r for r in held.records if r.published is None]
    for record in without:
        draft.say(
            f"The date of {outlet_words(record)} ({record.ref}) is not known.",
            basis="no date in the metadata or the text",
            topic="dates",
        )
    undated = [h for h in held.happenings if not h.date.start and not h.aux]
    if undated:
        draft.say(
            f"{plural(len(undated), 'happening')} without a date that can be resolved.",
            [c for h in undated for c in held.told(h)],
            topic="dates",
        )


def _unread(draft: Draft, held: Material) -> None:
    for record in held.records:
        for flag in record.quality:
            if flag in ("paywalled", "truncated", "other-language"):
                draft.say(
                    f"{outlet_words(record)} ({record.ref}) is {flag}: there may be more that was not seen.",
                    basis="quality flag",
                    topic="reading",
                )
        if record.byline is None and record.outlet is None:
            draft.say(
                f"Who wrote {record.ref}, and for which outlet, is not told.",
                basis="no outlet and no byline",
                topic="reading",
            )
