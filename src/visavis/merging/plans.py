"""Plans: which happening carries out which earlier plan, within a story or across stories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from visavis.merging.happenings import Joined, replaced
from visavis.merging.intervals import Days, days, gap

HORIZON = 200  # days within which a plan without a date may be carried out
SOON = 21  # days within which the next event of the kind is taken for the planned one, without further signs
LEAST_CONTEXT = 3  # words in common that say which event was meant
ALIKE = 0.15  # share of context in common, beyond that

# A plan is coded as the event with a future mark, or, PLOVER's way, as the agreement to do it.
_CARRIED_OUT_BY = {
    "AGREE": frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID"}),
    "CONCEDE": frozenset({"CONCEDE", "RETREAT"}),
}


def link_plans(found: Sequence[Joined]) -> None:
    """Set ``fulfils`` on each happening that carries out an earlier plan; the nearest such plan counts.

    Args:
        found: all happenings; those linked are replaced in place.
    """
    plans: defaultdict[str, list[Joined]] = defaultdict(list)
    for joined in found:
        if _is_plan(joined):
            for party in joined.happening.parties:
                plans[party].append(joined)
    for joined in found:
        if joined.happening.aux:
            continue
        near = {id(p): p for party in joined.happening.parties for p in plans[party]}
        rated = [(fit, p.happening.id) for p in near.values() if (fit := _fit(p, joined)) is not None]
        if rated:
            joined.happening = replaced(joined.happening, fulfils=min(rated, key=lambda r: (-r[0], r[1]))[1])


def _is_plan(joined: Joined) -> bool:
    aux = set(joined.happening.aux)
    return aux == {"future"} or (not aux and joined.happening.type in _CARRIED_OUT_BY)


def _fit(plan: Joined, done: Joined) -> float | None:
    """Return how well a happening fits a plan; None when it cannot be what was planned."""
    if plan is done or len(set(plan.happening.parties) & set(done.happening.parties)) < 2:
        return None
    wanted, real = plan.happening.type, done.happening.type
    meant = wanted == real if "future" in plan.happening.aux else False
    if not meant and real not in _CARRIED_OUT_BY.get(wanted, frozenset()) - {wanted}:
        return None
    if not _same_parties(plan, done) or not _same_form(plan, done):
        return None
    context = _context(plan, done)
    announced = [t.told for t in plan.tellings if t.told]
    when, target = days(done.happening.date), days(plan.happening.date)
    if when is None or not announced:
        # Without dates only what the texts say of the occasion can tell.
        return context if context >= ALIKE and plan.story != done.story else None
    first = min(announced)
    if when.end < first.start or any(t.when and t.when.start < first.start for t in done.tellings):
        return None
    if target:
        return 1.0 + context if gap(target, when) <= 1 and target.length <= 31 else None
    if not meant and context < ALIKE:
        return None
    wait = gap(first, when)
    if wait > HORIZON or (wait > SOON and context < ALIKE):
        return None
    return context + _soonness(first, when)


def _soonness(first: Days, when: Days) -> float:
    return 0.5 * (1 - min(1.0, gap(first, when) / HORIZON))


def _same_parties(plan: Joined, done: Joined) -> bool:
    planned, real = set(plan.happening.parties), set(done.happening.parties)
    return planned <= real or real <= planned


def _same_form(plan: Joined, done: Joined) -> bool:
    forms = [{t.form for t in j.tellings if t.form} for j in (plan, done)]
    levels = [{t.level for t in j.tellings if t.level} for j in (plan, done)]
    return all(not a or not b or bool(a & b) for a, b in (forms, levels))


def _context(plan: Joined, done: Joined) -> float:
    """Return the share of the plan's context words that the report's context has too."""
    planned = frozenset[str]().union(*(t.context for t in plan.tellings))
    real = frozenset[str]().union(*(t.context for t in done.tellings))
    shared = len(planned & real)
    if shared < LEAST_CONTEXT:
        return 0.0
    return shared / min(len(planned), len(real))
