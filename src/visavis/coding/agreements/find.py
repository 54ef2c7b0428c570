"""Find the agreements that an article speaks of, what was done with them, and what they oblige to."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence

from msgspec import structs

from visavis.coding.agreements.deeds import Deed, date_of, deeds, parties, status
from visavis.coding.agreements.lexicon import lexicon
from visavis.coding.agreements.names import Name, names_in
from visavis.coding.agreements.obligations import obligations_in, obligations_of, standalone
from visavis.coding.agreements.parties import Group, groups, names_of, plural, within
from visavis.coding.agreements.registry import compare, known_as, organisations, parties_of, signed_on
from visavis.coding.agreements.registry import named as registry_names
from visavis.reading.guards import Guards
from visavis.reading.syntax import Parsed
from visavis.reading.tokens import Token
from visavis.records import Agreement, Aux, DateSpan, Mention, Reading, Time

_JOINT = frozenset({"joint statement", "communiqué", "ceasefire"})
_LISTED = re.compile(r"\s*,?\s*(?:and|as well as)\s+(?:an?\s+|the\s+|two\s+)?|\s*,\s*(?:an?\s+|the\s+)?")
_TWO = 2


def find_agreements(
    reading: Reading, parsed: Mapping[int, Parsed], mentions: tuple[Mention, ...]
) -> tuple[Agreement, ...]:
    """Return the agreements of an article in text order; one for each thing done with each instrument.

    Args:
        reading: the article as read.
        parsed: parses by index of sentence; a sentence without one is skipped.
        mentions: the actors mentioned in the article.
    """
    text = reading.article.text
    spoken = _speaking(text, [parsed[i] for i in sorted(parsed)])
    known = groups(text, mentions) if spoken else []
    found: list[Agreement] = []
    for sentence in spoken:
        here = _sentence(reading, sentence, mentions, known)
        found.extend(here or standalone(reading, sentence, mentions, known))
    return tuple(sorted(found, key=lambda a: (a.start, a.end, a.action or "")))


def _speaking(text: str, sentences: Sequence[Parsed]) -> list[Parsed]:
    """Return the sentences that speak of an instrument or an obligation."""
    guards, patterns = _guarded()
    words = [text[one.span.start : one.span.end] for one in sentences]
    possible = zip(sentences, words, guards.possible_each(words), strict=True)
    return [one for one, told, which in possible if any(patterns[i].search(told) for i in which)]


@functools.cache
def _guarded() -> tuple[Guards, tuple[re.Pattern[str], ...]]:
    """Return the patterns of which one matches where an agreement is spoken of, and their guards."""
    patterns = (lexicon().head, lexicon().obligation, registry_names())
    return Guards(patterns), patterns


def _sentence(
    reading: Reading, parsed: Parsed, mentions: Sequence[Mention], known: Sequence[Group]
) -> list[Agreement]:
    text = reading.article.text
    here = within(mentions, parsed.span.start, parsed.span.end)
    named: list[tuple[Name, list[Deed]]] = []
    for name in names_in(text, parsed, here):
        done = deeds(name)
        if not done and named and _LISTED.fullmatch(text, named[-1][0].end, name.start):
            done = named[-1][1]  # "signed a treaty and a joint statement"
        named.append((name, done))
    rivals: list[Token] = [d.word for _, done in named for d in done if d.word is not None]
    heads = [name.head for name, _ in named]
    out: list[Agreement] = []
    for name, done in named:
        for deed in done or [Deed(None, None, _denied(name))]:
            who = parties(name, deed, parsed, mentions, known)
            if len(who) < _TWO and name.instrument.kind in _JOINT and deed.word is not None:
                who = _sides(who, here, parsed, mentions, known)
            who = _without_own(name, who, here, text)
            phrased = parties(name, Deed(None, None, ()), parsed, mentions, known)
            if _accepted(name, deed, who, phrased, text):
                out.append(_agreement(reading, parsed, name, deed, who, rivals, heads))
    return out


def _without_own(name: Name, who: tuple[str, ...], here: Sequence[Mention], text: str) -> tuple[str, ...]:
    """Drop an organisation that is only part of the name ("the GCC agreement"), and help a known name out.

    A name of the registry without parties in its phrase has those of its sentence that the registry gives it.
    """
    inside = {m.actor for m in within(here, name.start, name.end) if m.via == "organisation"}
    named = tuple(code for code in who if code not in inside)
    words = text[name.start : name.end]
    bodies = [code for code in named if code in organisations()]
    if len(named) - len(bodies) >= _TWO and not name.proper:  # "AUKUS, the pact between A, B and C"
        return tuple(code for code in named if code not in bodies)
    treaty = known_as(words, who) or known_as(words, named)
    if treaty is None:
        return named or who
    kept = tuple(code for code in who if code not in inside or code in treaty.ever())
    return kept or tuple(code for code in names_of(here) if code in treaty.ever())


def _denied(name: Name) -> tuple[Aux, ...]:
    return status(name.head)


def _sides(
    who: tuple[str, ...],
    here: Sequence[Mention],
    parsed: Parsed,
    mentions: Sequence[Mention],
    known: Sequence[Group],
) -> tuple[str, ...]:
    """Complete the sides of something joint: the pair of the sentence, else the group named before."""
    codes = names_of(here)
    if len(codes) == _TWO and set(who) <= set(codes):
        return codes
    before = plural(known, mentions, parsed.span, parsed.span.end)
    return before if set(who) <= set(before) else who


def _accepted(name: Name, deed: Deed, who: tuple[str, ...], phrased: tuple[str, ...], text: str) -> bool:
    """Return whether this is an agreement between states and not a bargain or a figure of speech."""
    if name.registered:
        return bool(who) and (deed.word is not None or name.registered == "treaty")
    if name.instrument.kind == "alliance" and deed.word is None:
        return False  # a status, which is a claim
    if name.proper and name.instrument.kind not in {"convention", "agreement"}:
        return bool(who) or deed.action is not None
    if name.proper:
        return len(who) > 0 and (deed.word is not None or len(who) >= _TWO)
    if len(who) < _TWO:
        return False
    if name.instrument.bare and len(phrased) >= _TWO:
        return True  # "the pact between Chile and Peru"
    return deed.word is not None or bool(obligations_in(text[name.start : name.end], holds=True))


def _when_done(
    name: Name, deed: Deed, parsed: Parsed, times: Sequence[Time], heads: Sequence[Token]
) -> list[Time]:
    """Leave out dates that belong to an instrument and not to what is done with it.

    In "they revived a pact of 2001" the year says when the pact was made; in "signed a plan for 2025" it says
    what the plan is for. Only "signed the pact of 2001" dates the signing.
    """
    own = {t.i for head in heads for t in head.subtree}
    inside = [t for t in times if any(token.i in own for token in parsed.tokens(t.start, t.end))]
    outside = [t for t in times if t not in inside]
    mine = {t.i for t in name.head.subtree}
    if deed.word is not None and deed.word.i in mine:  # "the pact that they signed in 2001"
        return list(times)
    making = deed.action in {"signed", "concluded", "issued"} or deed.word is None
    here = [t for t in outside if parsed.span.start <= t.start < parsed.span.end]
    here = outside = [t for t in here if _dates_it(t, parsed)]
    if here or not making:
        return outside
    return [t for t in inside if _dates_it(t, parsed) and parsed.tokens(t.start, t.end)[0].i in mine]


def _dates_it(time: Time, parsed: Parsed) -> bool:
    """Return whether a date inside a name is when it was made: "the pact of 2001", not "a plan for 2025"."""
    first = parsed.tokens(time.start, time.end)[0]
    return not any(
        t.lower_ in {"for", "until", "through", "to"} for t in parsed.doc[max(0, first.i - 3) : first.i]
    )


def _agreement(
    reading: Reading,
    parsed: Parsed,
    name: Name,
    deed: Deed,
    who: tuple[str, ...],
    rivals: Sequence[Token],
    heads: Sequence[Token],
) -> Agreement:
    text = reading.article.text
    words = " ".join(text[name.start : name.end].split())
    date: DateSpan = date_of(deed.word, parsed, _when_done(name, deed, parsed, reading.times, heads), rivals)
    treaty = known_as(words, who)
    if treaty is None and deed.action in {"signed", "concluded"}:
        treaty = signed_on(who, date.start, date.end)
    if treaty is not None and len(who) < _TWO and deed.action not in {"joined", "withdrew", "suspended"}:
        who = tuple(dict.fromkeys([*who, *parties_of(treaty, date.end[:10] if date.end else None)]))
    found = Agreement(
        name=words,
        parties=who,
        kind=treaty.kind if treaty is not None and not name.instrument.heads else name.instrument.kind,
        action=None if deed.aux else deed.action,
        date=date,
        obligations=obligations_of(text, parsed),
        start=name.start,
        end=name.end,
        sentence=parsed.span,
        aux=deed.aux,
        standing=treaty.id if treaty is not None else None,
    )
    return structs.replace(found, differences=compare(found))
