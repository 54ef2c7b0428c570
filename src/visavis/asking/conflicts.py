"""What conflicts: claims, quotations, dates and plans set side by side, and what outlets disagree on."""

from __future__ import annotations

import re
from itertools import chain

from visavis.asking import claimed
from visavis.asking.counting import date_forms, field_differences, named_venues, venue_key
from visavis.asking.lexicon import passages, topics
from visavis.asking.material import Material
from visavis.asking.question import Query, Topic
from visavis.asking.topical import matches
from visavis.asking.writing import (
    Draft,
    capital,
    dated,
    happened,
    holder_of,
    names,
    nothing,
    outlets,
    plural,
    said_words,
    speaker_of,
    status_words,
)
from visavis.records import Citation, Claim, PartKind, Record
from visavis.showing.phrases import about_words, in_sentence, joined
from visavis.showing.wording import outlet_words, quoted, short

_NO_ALLIANCE = ("partnership", "level", "cooperation")  # in labels as high as an alliance that are none
_WORDS = frozenset({"SUPPORT", "ACCUSE", "REJECT", "THREATEN", "REQUEST", "CONCEDE", "AGREE"})
_NEAR = 70  # characters between a gathering and its date
_FAR = 1.5  # ranks apart from which two statuses conflict


def conflicts(query: Query, held: Material, pair: tuple[str, str] | None) -> Draft:
    """Answer which claims conflict: statuses far apart, stature, attacks rumoured and denied, quotations."""
    draft = Draft()
    if pair:
        _of_status(draft, held, pair)
        _of_stature(draft, held, pair)
        _of_naming(draft, held, pair)
    _of_attitudes(draft, held)
    _of_figures(draft, held)
    _of_quotes(draft, held)
    _of_wording(draft, held)
    _of_reports(draft, held)
    _of_gatherings(draft, held)
    _of_fronts(draft, held)
    _of_plans(draft, held)
    if not draft.lines:
        return nothing(draft, "No two claims in the record conflict.", held.searched)
    draft.verdict = (
        f"{plural(len({line.topic for line in draft.lines['answer']}), 'conflict')}, kept side by side"
    )
    return draft


def _of_status(draft: Draft, held: Material, pair: tuple[str, str]) -> None:
    found = [(claimed.rank(c), r, c) for r, c in claimed.of_pair(held, *pair)]
    ranked = sorted([(k, r, c) for k, r, c in found if k is not None], key=lambda x: -x[0])
    if not ranked or ranked[0][0] - ranked[-1][0] < _FAR:
        return
    groups: dict[str, list[tuple[Record, Claim]]] = {}
    for k, record, claim in ranked:
        step = (
            "an alliance, or close to one"
            if k >= 2.5 and not any(word in claim.label for word in _NO_ALLIANCE)
            else "a partnership"
            if k >= 1.5
            else "some closeness"
            if k > 0
            else "no alliance, or a weak one"
        )
        groups.setdefault(step, []).append((record, claim))
    for step, members in groups.items():
        words: dict[str, list[str]] = {}
        for record, claim in members:
            words.setdefault(status_words(claim), []).append(holder_of(claim, record))
        said = "; ".join(f"{label} ({joined(dict.fromkeys(who))})" for label, who in words.items())
        draft.say(
            f"Status of {names(pair)}, {step}: {said}.",
            [claimed.cited(held, r, c) for r, c in members],
            topic="status",
        )


def _of_stature(draft: Draft, held: Material, pair: tuple[str, str]) -> None:
    found = [(r, c) for r in held.records for c in r.claims
             if c.label in topics().stature and c.kind == "status" and set(c.about) <= set(pair)]  # fmt: skip
    equal = [x for x in found if x[1].label in ("equals", "comparable strength")]
    unequal = [x for x in found if x not in equal]
    if equal and unequal:
        sides = [
            "; ".join(dict.fromkeys(f"{status_words(c)} ({holder_of(c, r)})" for r, c in side))
            for side in (unequal, equal)
        ]
        draft.say(
            f"Stature of {names(pair)}: {sides[0]} against {sides[1]}.",
            [claimed.cited(held, r, c) for r, c in (*unequal, *equal)],
            topic="stature",
        )


def _of_naming(draft: Draft, held: Material, pair: tuple[str, str]) -> None:
    veiled = [held.cite(r, s.start, s.end, s.sentence, "statement", s.id) for r, s in held.statements()
              if s.unnamed and s.speaker and s.speaker.code in pair]  # fmt: skip
    named = [(r, c, other) for r, c, other in claimed.against(held, pair)]
    if veiled and named:
        who = joined(dict.fromkeys(holder_of(c, r) for r, c, _ in named))
        other = in_sentence(named[0][2])
        draft.say(
            f"Who is meant: {names(pair)} name nobody in their reported words, {who} name {other}.",
            [*veiled[:3], *[claimed.cited(held, r, c) for r, c, _ in named][:3]],
            topic="who is named",
        )


def _of_attitudes(draft: Draft, held: Material) -> None:
    for story in held.stories:
        for one in story.differences:
            if one.kind != "claim" or not any(
                v.value.split(":")[0] in ("belief", "rumour", "denial", "forecast") for v in one.values
            ):
                continue
            said = "; ".join(f"{v.value} ({joined(v.holders)})" for v in one.values)
            labels = {v.value.split(": ")[-1] for v in one.values}
            cited = [
                claimed.cited(held, r, c)
                for r in held.records
                for c in r.claims
                if c.kind != "status" and c.label in labels
            ]
            draft.say(f"{capital(about_words(one.about))}: {said}.", cited, topic=one.about)


def _of_figures(draft: Draft, held: Material) -> None:
    for story in held.stories:
        for one in story.differences:
            if one.kind in ("figure", "date"):
                refs = {ref for v in one.values for ref in v.refs}
                said = "; ".join(f"{v.value} ({joined(v.holders or v.refs)})" for v in one.values)
                values = [v.value for v in one.values]
                cited = [
                    held.cite(r, f.start, f.end, f.sentence, "figure")
                    for r in held.records
                    for f in r.figures
                    if r.ref in refs and any(f.text in value or value in f.text for value in values)
                ]
                draft.say(
                    f"{capital(about_words(one.about))}: {said}.",
                    cited,
                    topic=one.about,
                    basis=f"told in {joined(sorted(refs))}",
                )


def _of_quotes(draft: Draft, held: Material) -> None:
    statements = {(r.ref, s.id): (r, s) for r, s in held.statements()}
    for story in held.stories:
        for echo in story.echoes:
            found = [
                statements[v.ref, v.statement] for v in echo.variants if (v.ref, v.statement) in statements
            ]
            if len({s.text for _, s in found}) < 2:
                continue
            by = max((s for _, s in found), key=lambda s: bool(s.speaker and s.speaker.name))
            cited = [held.cite(r, s.start, s.end, s.sentence, "statement", s.id) for r, s in found]
            versions = "; ".join(f"{said_words(s)} ({outlet_words(r)})" for r, s in found)
            draft.say(
                f"One utterance of {short(speaker_of(by))} in different words: {versions}.",
                cited,
                topic=echo.id,
            )


def _of_wording(draft: Draft, held: Material) -> None:
    """Say which matters are put in different words."""
    seen: set[str] = set()
    for story in held.stories:
        for one in story.differences:
            if one.kind != "wording" or one.about in seen:
                continue
            seen.add(one.about)
            cited = [
                where
                for value in one.values
                for where in held.found(
                    re.compile(rf"\b{re.escape(value.value)}", re.IGNORECASE),
                    [held.by_ref[ref] for ref in value.refs if ref in held.by_ref],
                )
            ]
            said = "; ".join(f"{quoted(v.value)} ({joined(v.holders or v.refs)})" for v in one.values)
            if cited:
                words = f"{capital(about_words(one.about))}, in different words: {said}."
                draft.say(words, cited, topic=one.about)


def _of_reports(draft: Draft, held: Material) -> None:
    for one in held.happenings:
        for difference in field_differences(one):
            if difference.field in ("date", "place", "number", "parties"):
                draft.say(
                    f"{dated(one)} The reports differ in {difference.field}: {joined(difference.values)}.",
                    held.told(one),
                    topic=f"{one.id} {difference.field}",
                )


def _of_gatherings(draft: Draft, held: Material) -> None:
    """Say which gatherings and happenings are dated in different words."""
    for one in held.happenings:
        forms = [(form, cited) for ref in dict.fromkeys(r.ref for r in one.reports)
                 for form, cited in date_forms(held, held.by_ref[ref], one)[:1]]  # fmt: skip
        if len({form for form, _ in forms}) > 1:
            _say_forms(draft, dated(one)[:-1], forms, one.id)
    named: dict[str, list[tuple[str, Citation]]] = {}
    for key, name, cited in chain.from_iterable(named_venues(held, record) for record in held.records):
        record = held.by_ref[cited.ref]
        times = [t for t in record.times if t.interval and t.kind == "date"
                 and cited.sentence_start <= t.start < cited.sentence_end]  # fmt: skip
        near = min(times, key=lambda t: abs(t.start - cited.start), default=None)
        if near and abs(near.start - cited.start) < _NEAR and not held.actors.is_organisation(key):
            named.setdefault(name, []).append((near.text, cited))
    for name, forms in _by_key(named).items():
        if len({cited.ref for _, cited in forms}) > 1 and len({form for form, _ in forms}) > 1:
            _say_forms(draft, name, forms, name)


def _by_key(named: dict[str, list[tuple[str, Citation]]]) -> dict[str, list[tuple[str, Citation]]]:
    """Join the forms of one gathering's name: "Summit for Democracy" and "summit of democracy"."""
    out: dict[str, list[tuple[str, Citation]]] = {}
    keys: dict[str, str] = {}
    for name, forms in named.items():
        out.setdefault(keys.setdefault(venue_key(name), name), []).extend(forms)
    return out


def _say_forms(draft: Draft, what: str, forms: list[tuple[str, Citation]], topic: str) -> None:
    said = "; ".join(dict.fromkeys(f"{quoted(form)} ({cited.outlet})" for form, cited in forms))
    draft.say(f"{what}: dated in different words, {said}.", [c for _, c in forms], topic=topic)


def _of_fronts(draft: Draft, held: Material) -> None:
    found = held.found(passages()["two fronts"])
    if len({c.ref for c in found}) > 1:
        said = "; ".join(f"{quoted(c.words)} ({c.outlet})" for c in found)
        draft.say(f"Two fronts, in different words: {said}.", found, topic="fronts")


def _of_plans(draft: Draft, held: Material) -> None:
    by_id = {h.id: h for h in held.happenings}
    for one in held.happenings:
        plan = by_id.get(one.fulfils or "")
        if plan and one.type not in _WORDS:
            first, then = held.told(plan), held.told(one)
            words = f"Planned in {outlets(first)}, told as done in {outlets(then)}: {happened(one, then)}."
            draft.say(words, [*first, *then], topic=f"{one.id} plan")


def disagree(query: Query, held: Material, pair: tuple[str, str] | None) -> Draft:
    """Answer what outlets disagree on, and which happenings only one article has."""
    draft = conflicts(query, held, pair)
    draft.status = "answered"
    if not any(line.topic for line in draft.lines.get("answer", ())):
        draft.lines.pop("answer", None)
    for story in held.stories:
        if len(story.members) < 2:
            continue
        for one in story.happenings:
            told = held.told(one)
            if len(told) == 1 and not one.aux and set(query.states) <= set(one.parties):
                draft.say(f"Only in {told[0].outlet}: {happened(one, told)}.", told, part="claims")
    draft.titles["claims"] = "In one article only"
    _on_topics(draft, query)
    points = len({line.topic for line in draft.lines.get("answer", ())})
    draft.verdict = f"{plural(points, 'point')} on which they differ"
    if not draft.lines:
        return nothing(
            draft, "The articles of no story differ in anything that was read from them.", held.searched
        )
    if not points:
        draft.say("They contradict each other in nothing that was read from them.", basis=held.searched)
    return draft


def _on_topics(draft: Draft, query: Query) -> None:
    """Keep of the differences those that speak of what was asked about."""
    wanted = query.topics or tuple(Topic(n.words, (n.code,), ()) for n in query.named)
    if not wanted:
        return
    parts: tuple[PartKind, ...] = ("answer", "claims")
    for part in parts:
        kept = [
            line
            for line in draft.lines.get(part, [])
            if any(
                matches(t, line.text) or any(matches(t, c.sentence) for c in line.citations) for t in wanted
            )
        ]
        draft.lines[part] = kept
        if not kept:
            del draft.lines[part]
