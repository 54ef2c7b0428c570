"""Plans: which happening carries out which earlier plan, within a story or across stories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from visavis.merging.happenings import Joined, replaced
from visavis.merging.intervals import Days, days, gap
from visavis.merging.kinds import carried_out_by
from visavis.merging.tellings import form_in
from visavis.merging.words import content

HORIZON = 200  # days within which a plan without a date may be carried out
SOON = 21  # days within which the next event of the kind is taken for the planned one, without further signs
LEAST_WORDS = 2  # words that an agreement and its fulfilment must have in common
LEAST_CONTEXT = 3  # words in common that say which event was meant
ALIKE = 0.15  # share of context in common, beyond that


def link_plans(found: Sequence[Joined]) -> None:
    """Set ``fulfils`` on each happening that carries out an earlier plan; a plan is carried out once.

    Args:
        found: all happenings; those linked are replaced in place.
    """
    plans: defaultdict[str, list[int]] = defaultdict(list)
    for k, joined in enumerate(found):
        if _is_plan(joined):
            for party in joined.happening.parties:
                plans[party].append(k)
    rated = []
    for k, joined in enumerate(found):
        if joined.happening.aux:
            continue
        for p in sorted({p for party in joined.happening.parties for p in plans[party]}):
            fit = _fit(found[p], joined)
            if fit is not None:
                rated.append((-round(fit, 6), found[p].happening.id, joined.happening.id, p, k))
    used: set[int] = set()
    for _, plan_id, _, p, k in sorted(rated):
        if p not in used and found[k].happening.fulfils is None:
            used.add(p)
            found[k].happening = replaced(found[k].happening, fulfils=plan_id)


def _is_plan(joined: Joined) -> bool:
    aux = set(joined.happening.aux)
    return aux == {"future"} or (not aux and bool(carried_out_by(joined.happening.type)))


def _fit(plan: Joined, done: Joined) -> float | None:
    """Return how well a happening fits a plan; None when it cannot be what was planned."""
    if plan is done or len(set(plan.happening.parties) & set(done.happening.parties)) < 2:
        return None
    if {t.article for t in done.tellings} <= {t.article for t in plan.tellings}:
        return None
    if not _same_parties(plan, done) or not _same_form(plan, done):
        return None
    wanted, real = plan.happening.type, done.happening.type
    if "future" not in plan.happening.aux:
        return _kept(plan, done) if real in carried_out_by(wanted) - {wanted, "CONSULT"} else None
    if wanted != real and not _meant(plan, done):
        return None
    context = _context(plan, done)
    announced = [t.told for t in plan.tellings if t.told]
    when, target = days(done.happening.date), days(plan.happening.date)
    if when is None or not announced:
        # Without dates only what the texts say of the occasion can tell, of a meeting or of a like deed.
        alike = context >= ALIKE and plan.story != done.story and when is None
        alike = alike and real in {wanted, "CONSULT"}
        return context if alike else None
    first = min(announced)
    if when.end < first.start:
        return None
    if target:
        return 1.0 + context if gap(target, when) <= 1 and target.length <= 31 else None
    wait = gap(first, when)
    if wait > HORIZON or (wait > SOON and context < ALIKE):
        return None
    return context + _soonness(first, when)


def _meant(plan: Joined, done: Joined) -> bool:
    """Return whether an agreement meant what was done; one to meet is told by words of meeting."""
    if done.happening.type not in carried_out_by(plan.happening.type):
        return False
    if done.happening.type == "CONSULT":
        return any(form_in(t.sentence, "plan") for t in plan.tellings)
    return _shared_words(plan, done) >= LEAST_WORDS


def _shared_words(plan: Joined, done: Joined) -> int:
    """Return how many content words a plan has in common with the report nearest to it."""
    words = frozenset[str]().union(*(t.words for t in plan.tellings))
    return max(len(words & t.words) for t in done.tellings)


def _kept(plan: Joined, done: Joined) -> float | None:
    """Return how well a happening fits an agreement to do it: later, its deed named in the agreement."""
    agreed, when = days(plan.happening.date), days(done.happening.date)
    if agreed is None or when is None or when.start <= agreed.end or gap(agreed, when) > HORIZON:
        return None
    agreed_on = frozenset[str]().union(*(t.words for t in plan.tellings))
    if not any(agreed_on & set(content(t.event.trigger.text)) for t in done.tellings):
        return None
    shared = _shared_words(plan, done)
    return 0.1 * shared + _soonness(agreed, when) if shared >= LEAST_WORDS else None


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
