"""What was said: by each side about a topic, by whom about whom, and of whom without a name."""

from __future__ import annotations

import re

from visavis.asking import claimed
from visavis.asking.lexicon import passages
from visavis.asking.material import Material
from visavis.asking.question import Named, Query, Topic
from visavis.asking.topical import matches
from visavis.asking.writing import (
    Draft,
    acts,
    capital,
    happened,
    holder_of,
    in_sentence_case,
    names,
    nothing,
    outlets,
    plural,
    said_words,
    speaker_of,
    told_words,
)
from visavis.records import Citation, Record, Statement
from visavis.showing.phrases import in_sentence, joined
from visavis.showing.wording import date_words, quoted, short

_LONG = 400
_MOST = 12
_BOTH = 2  # a speaker and whom they speak with or for
_ANY = re.compile(r".+", re.DOTALL)


def voices(query: Query, held: Material, pair: tuple[str, str] | None) -> Draft:
    """Answer what sides said about topics: their words, then what is reported of them without their words."""
    draft = Draft()
    sides = _sides(query, pair)
    topics = query.topics or tuple(Topic(n.words, (n.code,), ()) for n in query.named if n not in sides)
    if not topics:
        topics = (Topic("", (), ()),)
    heard = 0
    for topic in topics:
        found = _on(draft, held, topic, sides, query.text, everyone=_everyone(query))
        if not found and topic.terms and topic.codes:  # nothing on "troops near Kenya": then on Kenya
            wider = Topic(names(topic.codes), topic.codes, ())
            found = _on(draft, held, wider, sides, query.text, everyone=_everyone(query))
        heard += found
    draft.verdict = plural(heard, "statement") if heard else "No words are reported"
    if not heard and not draft.lines.get("answer"):
        draft.status = "not in the record"
    return draft


def _everyone(query: Query) -> bool:
    return bool(re.search(r"\b(who|anyone|everybody|everyone|anybody)\b", query.plain)) and not query.leading


def _sides(query: Query, pair: tuple[str, str] | None) -> tuple[Named, ...]:
    """Return whose words are asked for: who stands before "about", else the two of the record."""
    about = {c for t in query.topics for c in t.codes}
    named = [n for n in query.leading if query.topics] or [n for n in query.named if n.code not in about]
    if named:
        return tuple(named)
    return tuple(Named(c, c) for c in pair or ())


def _on(
    draft: Draft, held: Material, topic: Topic, sides: tuple[Named, ...], asked: str, *, everyone: bool
) -> int:
    heard = 0
    the = "the " if re.search(rf"\bthe {re.escape(topic.words)}", asked, re.IGNORECASE) else ""
    lead = f"On {the}{topic.words}, " if topic.words else ""
    spoke: set[str] = set()
    others: list[tuple[str, str, Citation]] = []
    for record, one in sorted(held.statements(), key=lambda told: not _of_person(told[1], sides)):
        if (topic.words and not _speaks_of(record, one, topic)) or _repeats(record, one):
            continue
        cited = held.cite(record, one.start, one.end, one.sentence, "statement", one.id)
        words = told_words(one, record)
        said = f"{lead}{in_sentence_case(words) if lead else words}."
        side = _side(one, sides)
        ascribed = (bool(one.via) and one.act in ("believe", "intend")) or _denied(record, one)
        if (side or everyone) and not ascribed:
            draft.say(said, [cited], topic=topic.words)
            heard += 1
            spoke |= side
        elif len(others) < _MOST and (one.speaker or one.joint):
            others.append((said, topic.words, cited))
    for said, words, cited in others:
        draft.say(said, [cited], part="claims", topic=words)
    draft.titles["claims"] = "What others say of it, and what is reported without words"
    _reported(draft, held, topic, {n.code for n in sides}, lead)
    if not everyone:
        for side_ in sides:
            key = side_.person or side_.code
            if key not in spoke:
                whose = side_.person or in_sentence(side_.code)
                on = f" on {the}{topic.words}" if topic.words else ""
                draft.say(
                    f"No words of {whose}{on} are reported.",
                    part="missing",
                    basis=held.searched,
                    topic=topic.words,
                )
    return heard


def _side(one: Statement, sides: tuple[Named, ...]) -> set[str]:
    """Return which of the sides a statement is by."""
    speakers = [*one.joint, *([one.speaker] if one.speaker else [])]
    out = set()
    for side in sides:
        for speaker in speakers:
            if side.person is None:
                out |= {side.code} if speaker.code == side.code else set()
                continue
            name = speaker.name or speaker.text
            unnamed_one = speaker.code == side.code and not speaker.name
            if side.person.split()[-1] in name or unnamed_one:
                out.add(side.person)
    return out


def _of_person(one: Statement, sides: tuple[Named, ...]) -> bool:
    """Return whether a statement is by a person who was asked about, not only by that person's state."""
    names = [s.name or s.text for s in (*one.joint, *([one.speaker] if one.speaker else []))]
    return any(side.person and side.person.split()[-1] in name for side in sides for name in names)


def _denied(record: Record, one: Statement) -> bool:
    """Return whether a statement stands within another that denies it: "denies that it plans an attack"."""
    return any(
        other.act == "deny" and other.start <= one.start and one.end <= other.end and other.id != one.id
        for other in record.statements
    )


def _repeats(record: Record, one: Statement) -> bool:
    """Return whether a statement stands within a longer one of the same speaker, and says nothing more."""
    return any(
        other.id != one.id
        and other.start <= one.start
        and one.end <= other.end
        and (other.start, other.end) != (one.start, one.end)
        and other.speaker is not None
        and one.speaker is not None
        and other.speaker.code == one.speaker.code
        for other in record.statements
    )


def _speaks_of(record: Record, one: Statement, topic: Topic) -> bool:
    if matches(topic, one.text):
        return True
    if one.act == "deny" and matches(topic, record.text[one.sentence.start : one.sentence.end]):
        return True
    if not topic.codes:
        return False
    if topic.terms:
        about = {*one.about, *(c for c in topic.codes if matches(Topic("", (c,), ()), one.text))}
        return bool(about & set(topic.codes)) and matches(Topic(topic.words, (), topic.terms), one.text)
    return set(topic.codes) <= set(one.about)


def _reported(draft: Draft, held: Material, topic: Topic, sides: set[str], lead: str) -> None:
    """Say what the sides are told to have done about a topic, where their words are not given."""
    if not topic.words:
        return
    for one in held.happenings:
        cited = (
            [c for c in held.reports(one) if matches(topic, c.sentence)] if sides & set(one.parties) else []
        )
        if cited:
            words = f"{lead}reported by {outlets(cited)} ({date_words(one.date)}): {happened(one, cited)}."
            draft.say(words, cited, part="claims", topic=topic.words)
    for record in held.records:
        for claim in record.claims:
            where = claimed.cited(held, record, claim)
            if claim.kind != "status" and matches(topic, where.sentence):
                words = (
                    f"{capital(claim.kind)} ({holder_of(claim, record)}): {quoted(short(claim.text, _LONG))}."
                )
                draft.say(words, [where], part="claims", topic=topic.words)
    _mentioned(draft, held, topic, sides)


def _mentioned(draft: Draft, held: Material, topic: Topic, sides: set[str]) -> None:
    """Say where a topic is spoken of beside the sides and nothing else was read."""
    told = {
        c.sentence
        for lines in draft.lines.values()
        for line in lines
        if line.topic.partition(":")[0] == topic.words
        for c in line.citations
    }
    for cited in held.found(_ANY):
        record = held.by_ref[cited.ref]
        if cited.sentence in told or not matches(topic, cited.sentence):
            continue
        here = {m.actor for m in record.mentions if cited.sentence_start <= m.start < cited.sentence_end}
        if here & sides:
            key = f"{topic.words}: {cited.sentence[:40]}"
            draft.say(
                f"{cited.outlet} speaks of it: {quoted(short(cited.sentence, _LONG))}",
                [cited],
                part="claims",
                topic=key,
            )


def unnamed(query: Query, held: Material, pair: tuple[str, str] | None) -> Draft:
    """Answer which statements speak of somebody without a name, and who says who is meant."""
    draft = Draft()
    wanted = set(query.states)
    speakers: set[str] = set()
    for record, one in held.statements():
        by = {s.code for s in (*one.joint, *([one.speaker] if one.speaker else [])) if s.code}
        if one.unnamed and (not wanted or by & wanted or not by):
            words = joined(quoted(u.text) for u in one.unnamed)
            cited = held.cite(record, one.start, one.end, one.sentence, "statement", one.id)
            draft.say(
                f"{speaker_of(one)}{acts(one)}, of {words}: {said_words(one)}.",
                [cited],
            )
            speakers |= by
    _veiled(draft, held, wanted)
    for cited in held.found(passages()["not named"]):
        draft.say(
            f"{cited.outlet} says that nobody was named ({quoted(cited.words)}).",
            [cited],
            part="claims",
            topic=cited.sentence[:60],
        )
    both = tuple(sorted(speakers)) if len(speakers) == 2 else pair
    for record, claim, other in claimed.against(held, both or ()) if both else ():
        where = claimed.cited(held, record, claim)
        name = holder_of(claim, record)
        draft.say(
            f"{capital(in_sentence(other))} is named as the one meant or opposed by {name}.",
            [where],
            part="claims",
        )
    draft.titles["claims"] = "Who is meant, according to others"
    count = len(draft.lines.get("answer", ()))
    if not count:
        return nothing(draft, "No statement in the record speaks of an unnamed target.", held.searched)
    draft.verdict = plural(count, "statement")
    return draft


def _veiled(draft: Draft, held: Material, wanted: set[str]) -> None:
    """Say which statements speak of misdeeds without any doer: "attempts to divide us"."""
    told = [c for line in draft.lines.get("answer", ()) for c in line.citations]
    for record, one in held.statements():
        match = passages()["veiled"].search(one.text)
        by = {s.code for s in (*one.joint, *([one.speaker] if one.speaker else [])) if s.code}
        about = {c for c in one.about if c not in by and matches(Topic("", (c,), ()), one.text)}
        cited = held.cite(record, one.start, one.end, one.sentence, "statement", one.id)
        fits = not wanted or bool(by & wanted) or not by
        inner = any(
            other.id != one.id
            and one.start <= other.start
            and other.end <= one.end
            and passages()["veiled"].search(other.text)
            for other in record.statements
        )
        if (
            match
            and not inner
            and not one.unnamed
            and fits
            and not any(c.ref == cited.ref and c.start < cited.end and cited.start < c.end for c in told)
            and (len(by | about) <= _BOTH or match.group().lower().startswith("any "))
        ):
            words = f"{speaker_of(one)}{acts(one)}, without a doer: {said_words(one)}."
            draft.say(words, [cited], topic="without a doer")
