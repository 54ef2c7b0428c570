"""Who said what: utterances by speaker, each once however many articles print it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from visavis.records import Echo, Statement, Story
from visavis.showing.items import Quoted, Said
from visavis.showing.lookup import Lookup
from visavis.showing.phrases import act_words
from visavis.showing.sayings import predicate
from visavis.showing.wording import actor_names, plain, short, speaker_words

_KINDS = {"direct": "quoted", "indirect": "reported", "mixed": "partly quoted"}


def shelves(look: Lookup, stories: Sequence[Story]) -> list[tuple[str, list[Said]]]:
    """Return utterances by speaker, those with most first; an echo once, in its fullest form.

    Args:
        look: the articles.
        stories: the stories that hold the echoes.
    """
    found: list[Said] = []
    echoed: set[tuple[str, str]] = set()
    for story in stories:
        for echo in story.echoes:
            echoed |= {(v.ref, v.statement) for v in echo.variants}
            found += _echo(look, echo)
    shown = {ref: _inner(record.statements) for ref, record in look.records.items()}
    for (ref, key), statement in look.statements.items():
        known = bool(statement.speaker or statement.joint) and (ref, key) not in echoed
        if known and key not in shown[ref]:
            found.append(_said(look, ref, statement))
    by_speaker: dict[str, list[Said]] = {}
    for said in _once(found):
        by_speaker.setdefault(said.speaker, []).append(said)
    return sorted(by_speaker.items(), key=lambda item: (-len(item[1]), item[0]))


def _echo(look: Lookup, echo: Echo) -> list[Said]:
    variants = [v for v in echo.variants if (v.ref, v.statement) in look.statements]
    if not variants:
        return []
    fullest = next((v for v in variants if v.statement == echo.fullest), variants[0])
    said = _said(look, fullest.ref, look.statements[fullest.ref, fullest.statement])
    others = tuple(
        (v.relation, _said(look, v.ref, look.statements[v.ref, v.statement]).quoted)
        for v in variants
        if v is not fullest
    )
    return [replace(said, others=others)]


def _inner(statements: Iterable[Statement]) -> set[str]:
    """Return the ids of statements within another one by the same speaker, which shows them already."""
    inner: set[str] = set()
    around: list[Statement] = []
    for one in sorted(statements, key=lambda s: (s.start, -s.end, s.id)):
        around = [outer for outer in around if outer.end > one.start]
        for outer in around:
            longer = outer.end - outer.start > one.end - one.start
            if longer and one.end <= outer.end and speaker_words(outer) == speaker_words(one):
                inner.add(one.id)
        around.append(one)
    return inner


def _once(found: Iterable[Said]) -> list[Said]:
    """Join what several articles print in the same words, as a syndicated text and its copy do."""
    kept: dict[tuple[str, str, str], Said] = {}
    for said in found:
        key = (said.speaker, said.act, plain(said.quoted.marked).strip(" “”\"'.,").casefold())
        first = kept.get(key)
        if first is None:
            kept[key] = said
            continue
        more: tuple[tuple[str, Quoted], ...] = (("identical", said.quoted), *said.others)
        kept[key] = replace(first, others=(*first.others, *more))
    return list(kept.values())


def _said(look: Lookup, ref: str, statement: Statement) -> Said:
    link = look.links[ref, statement.id]
    return Said(
        speaker=speaker_words(statement),
        act=act_words(statement.act, negated="negation" in statement.aux),
        kind=_KINDS[statement.kind],
        about=actor_names(statement.about),
        unnamed=", ".join(f"“{short(w.text)}”" for w in statement.unnamed),
        via=" ← ".join(short(s.name or s.text) for s in statement.via),
        quoted=look.quote(ref, statement.sentence, statement.start, statement.end, link),
        told=predicate(look.records[ref].text, statement),
    )
