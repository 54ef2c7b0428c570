"""Whether two draw closer or apart: probability with interval, by domain, evidence and counter-evidence."""

from __future__ import annotations

from visavis.asking import claimed
from visavis.asking.material import Material, apart
from visavis.asking.question import Query
from visavis.asking.writing import Draft, a_or_an, capital, dated, names, nothing, outlets, percent, plural
from visavis.records import Domain, Happening, Measure, Relation
from visavis.relations.table import counts
from visavis.showing.pairs import figures, verdict
from visavis.showing.phrases import in_sentence
from visavis.showing.wording import days_words, outlet_words

_DOMAINS: tuple[Domain, ...] = ("diplomatic", "military", "economic", "informational")
_SURE, _LIKELY, _FELT = 0.9, 0.65, 0.005
_MOST = 6
_INDEX = "relation index"


def ramp(query: Query, held: Material, pair: tuple[str, str]) -> Draft:
    """Answer whether a pair draws closer: the index and its change, in all and by domain."""
    draft = Draft()
    a, b = pair
    found = held.relation(a, b)
    shared = [h for h in held.of(a, b) if counts(h) and _between(h, a, b) and not apart(held, h)]
    if found is None and not shared:
        return nothing(draft, f"Nothing between {names(pair)} is in the record.", held.searched)
    if found is not None:
        _index(draft, held, found)
    else:
        draft.verdict = "Cannot be told: nothing of the two bears a date"
        draft.say(
            f"No happening between {names(pair)} bears a date, so that no movement can be told.",
            [c for h in shared[:3] for c in held.told(h)],
        )
    _by_domain(draft, held, pair)
    if query.against:
        _directed(draft, held, pair, query.against)
    _evidence(draft, held, pair, found, shared)
    _missing(draft, held, pair, shared)
    return draft


def _between(one: Happening, a: str, b: str) -> bool:
    """Return whether a happening is one of the two with each other, not of both with a third."""
    sides = [{a, b} & set(one.actors), {a, b} & set(one.recipients)]
    return not one.recipients or all(sides)


def _index(draft: Draft, held: Material, found: Relation) -> None:
    pair = (found.a, found.b)
    ramp = found.ramp
    day = days_words([found.as_of]) if found.as_of else ""
    draft.measures.append(Measure("balance", found.balance.mean, found.balance.low, found.balance.high))
    shared = {h.id: h for h in held.of(*pair)}
    felt = sorted(found.moved, key=lambda m: -abs(m.effect))
    cited = [c for m in felt if m.happening in shared for c in held.told(shared[m.happening])]
    draft.verdict = _verdict(found)
    draft.say(
        f"As of {day}, {names(pair)}: {verdict(found)}; balance {figures(found)}, 90% interval, "
        f"from −1 (conflict) to +1 (cooperation), by {plural(found.happenings, 'dated happening')}.",
        cited,
        basis=_INDEX,
    )
    if ramp is None:
        return
    span = plural(ramp.periods, found.period)
    draft.measures.append(Measure("probability that there is more between them than before", ramp.intensity))
    draft.measures.append(Measure("probability that they are friendlier than before", ramp.balance))
    draft.say(
        f"Against the {span} before, the last {span} held more between the two with probability "
        f"{percent(ramp.intensity)}, and were more cooperative with probability {percent(ramp.balance)}.",
        cited,
        basis=_INDEX,
    )


def _verdict(found: Relation) -> str:
    """Return the movement in words: how much there is between them, and its tone."""
    if found.ramp is None:
        return "Cannot be told: too little time is covered"
    more, friendlier = found.ramp.intensity, found.ramp.balance
    if friendlier >= _LIKELY:
        tone = "friendlier"
    elif friendlier <= 1 - _LIKELY:
        tone = "less friendly"
    else:
        tone = "in a tone that has not clearly changed"
    if more >= _LIKELY:
        how = "Very probably" if more >= _SURE else "Probably"
        return f"{how} more between them than before ({percent(more)}), {tone} ({percent(friendlier)})"
    if more <= 1 - _LIKELY:
        return f"Probably less between them than before ({percent(1 - more)}), {tone} ({percent(friendlier)})"
    return f"No clear change in how much is between them ({percent(more)}), {tone} ({percent(friendlier)})"


def _by_domain(draft: Draft, held: Material, pair: tuple[str, str]) -> None:
    for domain in _DOMAINS:
        found = held.relation(*pair, domain)
        if found is None:
            continue
        rows = {r.happening for r in held.table.rows if r.domain == domain and r.pair == (found.a, found.b)}
        cited = [c for h in held.of(*pair) if h.id in rows for c in held.told(h)]
        change = ""
        if found.ramp is not None and found.happenings > 1:
            change = f"; more than before with probability {percent(found.ramp.intensity)}"
        many = plural(found.happenings, "happening")
        draft.say(
            f"{capital(domain)}: balance {figures(found)}, from {many}{change}.",
            cited,
            basis=_INDEX,
            topic=domain,
        )


def _directed(draft: Draft, held: Material, pair: tuple[str, str], target: str) -> None:
    """Say who says that it goes against a third, and that the two may not say so themselves."""
    said = [(r, c) for r, c, other in claimed.against(held, pair) if other == target]
    cited = [claimed.cited(held, r, c) for r, c in said]
    goal = in_sentence(target)
    if not said:
        draft.say(f"That it goes against {goal} is said by nobody in the record.", basis=held.searched)
        return
    draft.say(f"That the two stand against {goal} is said by name in {outlets(cited)}.", cited)
    veiled = [
        held.cite(r, s.start, s.end, s.sentence, "statement", s.id)
        for r, s in held.statements()
        if s.unnamed and s.speaker and s.speaker.code in pair
    ]
    if veiled:
        draft.say(
            f"In the words that are reported of them, {names(pair)} speak of others without naming {goal}.",
            veiled,
            part="against",
        )


def _evidence(
    draft: Draft, held: Material, pair: tuple[str, str], found: Relation | None, shared: list[Happening]
) -> None:
    effects = {m.happening: m.effect for m in found.moved} if found else {}
    ranked = sorted(
        (h for h in shared if h.score and h.date.start),
        key=lambda h: (h.date.start or "", abs(effects.get(h.id, 0.0)), h.outlets, h.id),
        reverse=True,
    )
    undated = [h for h in shared if h.score and not h.date.start]
    for one in [
        *[h for h in ranked if (h.score or 0) > 0][:_MOST],
        *[h for h in undated if (h.score or 0) > 0][:2],
    ]:
        draft.say(dated(one, held.told(one)), held.told(one), part="for")
    for one in [h for h in (*ranked, *undated) if (h.score or 0) < 0][:_MOST]:
        draft.say(dated(one, held.told(one)), held.told(one), part="against")
    statuses = [*claimed.of_pair(held, *pair)]
    claimed.say_statuses(draft, held, [x for x in statuses if claimed.leaning(x[1]) > 0], "claims")
    claimed.say_statuses(draft, held, [x for x in statuses if claimed.leaning(x[1]) < 0], "against")


def _missing(draft: Draft, held: Material, pair: tuple[str, str], shared: list[Happening]) -> None:
    undated = [h for h in shared if not h.date.start]
    if undated:
        draft.say(
            f"{plural(len(undated), 'happening')} of the two without a date cannot be placed in time.",
            [c for h in undated for c in held.told(h)],
            part="missing",
        )
    for record in held.records:
        for item in record.agreements:
            if set(pair) <= set(item.parties) and "hypothetical" in item.aux:
                draft.say(
                    f"Whether there is {a_or_an(item.name)} is left open by {outlet_words(record)}.",
                    [held.cite(record, item.start, item.end, item.sentence, "agreement")],
                    part="missing",
                )
