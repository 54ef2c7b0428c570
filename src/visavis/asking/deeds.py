"""Who did what to whom."""

from __future__ import annotations

import re

from visavis.asking.counting import chosen
from visavis.asking.material import Material
from visavis.asking.question import Query
from visavis.asking.writing import Draft, capital, dated, names, nothing, plural
from visavis.records import Happening
from visavis.showing.wording import AUX_WORDS

_MOST = 15
_FEW = 8  # names in a verdict


def deeds(query: Query, held: Material, pair: tuple[str, str] | None) -> Draft:
    """Answer who did a thing to whom; what is planned, denied or supposed is said apart."""
    draft = Draft()
    kinds = query.deeds
    states = set(query.states)
    every = [h for h in held.happenings if states <= set(h.parties) and (not kinds or _of_kind(h, kinds))]
    if query.days:
        every = [h for h in chosen(query, held, None) if h in every]
    done = [h for h in every if not h.aux or h.aux == ("historical",)]
    apart = [h for h in every if h not in done]
    asked = re.match(r"(did|has|have|is|are|was|were|does|do)\b", query.plain)
    if not every:
        what = " or ".join(k.replace(":", " ").lower() for k in kinds) or "anything"
        of = f" of {names(query.states)}" if states else ""
        return nothing(draft, f"Nothing of this kind ({what}){of} is in the record.", held.searched)
    for one in done[:_MOST]:
        told = held.told(one)
        draft.say(dated(one, told), told)
        for event_ref in one.reports:
            event = held.events.get((event_ref.ref, event_ref.event))
            if event and event.voice.kind == "source":
                whose = names([event.voice.actor]) if event.voice.actor else "a source"
                draft.notes.append(f"{event_ref.ref}: by the word of {whose}")
                break
    for one in apart[:_MOST]:
        aux = ", ".join(AUX_WORDS[a] for a in one.aux)
        draft.say(
            f"{capital(aux)}: {dated(one, held.told(one), plainly=True)}", held.told(one), part="claims"
        )
    if apart:
        draft.titles["claims"] = "Planned, denied, supposed"
    draft.verdict = _verdict(query, done, bool(asked))
    return draft


def _verdict(query: Query, done: list[Happening], asked: bool) -> str:
    if asked:
        return "Yes, reported" if done else "Not reported as done"
    if not done:
        return "Nobody, as far as is reported"
    if len(done) > _FEW and not query.states:
        return plural(len(done), "happening")
    whom = bool(query.states and re.search(r"\bwhom\b|^who (did|has|have|does) @", query.plain))
    if re.search(r"(?<!by )\bwhom\b", query.plain) and not query.states:
        both = dict.fromkeys(f"{names(h.actors)} → {names(h.recipients)}" for h in done if h.recipients)
        return capital("; ".join(both)) or capital(names(dict.fromkeys(c for h in done for c in h.parties)))
    codes = dict.fromkeys(
        c for h in done for c in ((h.recipients or h.parties) if whom else (h.actors or h.parties))
    )
    people = [c for c in codes if c not in query.states] or [*codes]
    return capital(names(people)) if len(people) <= _FEW else plural(len(people), "actor")


def _of_kind(one: Happening, kinds: tuple[str, ...]) -> bool:
    best = kinds[:1] if ":" in kinds[0] else kinds
    return any(k.split(":")[0] == one.type and (":" not in k or k.split(":")[1] == one.mode) for k in best)
