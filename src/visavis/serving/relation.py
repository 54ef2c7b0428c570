"""Two states: how they stand, how that went, what moved it, what binds them and what it is called by whom."""

from __future__ import annotations

from datetime import date
from typing import Any

from visavis.records import Domain, Relation
from visavis.relations.bonds import bonds
from visavis.serving import shared
from visavis.serving.desk import DOMAINS, Desk, NotYet, Reckoned
from visavis.serving.links import Shelf, happening_link
from visavis.serving.overview import summary
from visavis.serving.sayings import articles_of, figures_of, fronts_of, holders_of
from visavis.serving.view import PAGE, Asked, Shown, Wrong, paging
from visavis.showing.curves import Mark, course, intensity, small_course
from visavis.showing.pairs import pair_view, verdict
from visavis.showing.phrases import in_sentence, joined
from visavis.showing.wording import actor_name, iso_words, signed
from visavis.store import finding
from visavis.store.finding import Wanted
from visavis.store.store import Store

ORDERS = ("happenings", "change", "conflict", "cooperation")
_MARKS = 300
_MOVERS = 5  # on each side
_LATEST = 12


def relation(desk: Desk, store: Store, asked: Asked) -> Shown:
    """Show how two states stand to each other."""
    a, b = shared.pair_of(asked)
    domain = DOMAINS[DOMAINS.index(_domain(asked))]
    day = _day(asked)
    reckoned = desk.pairs(store, day, domain)
    found = reckoned.pair(a, b)
    claims = desk.claims(store, a, b)
    wanted = Wanted(actors=(a, b), real=None)
    names = joined(in_sentence(code) for code in (a, b))
    latest = finding.find_happenings(store, wanted, _LATEST)
    near = shared.shelf(
        store, articles_of(claims, desk.figured(store, a, b), latest), ("figures", "mentions", "statements")
    )
    values: dict[str, Any] = {
        "a": a, "b": b, "names": names[:1].upper() + names[1:], "domain": domain, "domains": DOMAINS,
        "as_of": asked.day("as_of"), "count": finding.count_happenings(store, wanted),
        "latest": shared.items(store, latest, 0),
        "figures": figures_of(near, (a, b)), "fronts": fronts_of(near, (a, b)),
        "holders": holders_of(store, claims), "relation": found,
        "standing": bonds(a, b, day.isoformat() if day else None),
    }  # fmt: skip
    told = sum(len(one["claims"]) for one in values["holders"])
    values["more_claims"] = len(claims) - told
    if found is not None:
        values |= _standing(desk, store, reckoned, found, domain)
    movers = {m.happening: m.effect for m in found.moved} if found else {}
    rows = [] if reckoned.fitted is None else reckoned.fitted.rows.get((a, b), [])
    return Shown(
        "relation.html",
        f"{values['names']}",
        values,
        {"a": a, "b": b, "relation": found, "bonds": values["standing"],
         "claims": [{"ref": ref, "claim": claim} for ref, claim in claims]},
        ("happening", "day", "actor", "recipient", "kind", "sign", "domain", "effect"),
        [(r.happening, r.day.isoformat(), r.actor, r.recipient, r.kind, r.sign, r.domain,
          movers.get(r.happening)) for r in rows],
        waiting=any(m["waiting"] for m in values.get("multiples", ())),
    )  # fmt: skip


def relation_list(desk: Desk, store: Store, asked: Asked) -> Shown:
    """Show all pairs, those with most happenings first, or those that changed most surely."""
    order = asked.choice("order", ORDERS)
    found = [r for r in desk.pairs(store).relations if _has(r, asked)]
    found = sorted(found, key=lambda r: (_first(r, order), -r.happenings, r.a, r.b))
    page = paging(asked, len(found))
    shown = found[page.offset : page.offset + PAGE]
    return Shown(
        "relations.html",
        "Relations",
        {"paging": page, "pairs": [summary(r) for r in shown], "order": order, "actor": asked.text("actor")},
        {"total": page.total, "page": page.page, "pages": page.pages, "relations": shown},
        shared.RELATION_COLUMNS,
        map(shared.relation_row, found if asked.data else shown),
    )


def _first(r: Relation, order: str) -> float:
    """Return what the list is ordered by, the least first."""
    if order == "change":
        return -abs(r.ramp.balance - 0.5) if r.ramp else 0.0
    return {"conflict": r.balance.high, "cooperation": -r.balance.low}.get(order, -float(r.happenings))


def _has(r: Relation, asked: Asked) -> bool:
    named = asked.text("actor")
    return not named or shared.actor_code(named) in (r.a, r.b)


def _domain(asked: Asked) -> Domain:
    text = asked.choice("domain", DOMAINS)
    return next(domain for domain in DOMAINS if domain == text)


def _day(asked: Asked) -> date | None:
    text = asked.day("as_of")
    if text and len(text) < 10:
        raise Wrong("“as_of” must be a day as 2021-12-16.")
    return date.fromisoformat(text) if text else None


# ---------------------------------------------------------------- how they stand


def _standing(
    desk: Desk, store: Store, reckoned: Reckoned, found: Relation, domain: Domain
) -> dict[str, Any]:
    """Return what is shown of a pair that has happenings."""
    up, down = ([m for m in found.moved if m.effect * sign > 0][:_MOVERS] for sign in (1, -1))
    movers = finding.happenings_named(store, (m.happening for m in (*up, *down)))
    shown = {item.id: item.view for item in shared.items(store, list(movers.values()), 1)}
    pair = pair_view(Shelf([], {}), found, shown)
    marks = _marks(reckoned, found)
    names = f"{actor_name(found.a)} and {actor_name(found.b)}"
    shape = f"{len(found.series)} {found.period}s; the table below says the same"
    return {
        "pair": pair,
        "verdict": verdict(found),
        "unknown": f"{signed(found.baseline.low)} to {signed(found.baseline.high)}",
        "course": course(found.series, marks, found.baseline, f"Balance of {names} over {shape}"),
        "intensity": intensity(found.series, f"How much is heard of {names} over {shape}"),
        "first": iso_words(found.series[0].start),
        "rises": {m.happening: rise for m in found.moved if (rise := _points(m.ramp))},
        "initiative": found.initiative,
        "initiated": [(actor_name(c), n) for c, n in zip((found.a, found.b), found.initiated, strict=True)],
        "turns": [
            (iso_words(t.start), signed(t.before), signed(t.after), t.probability) for t in found.turns
        ],
        "multiples": _multiples(desk, store, found) if domain == "all" else [],
    }


def _points(rise: float) -> str:
    """Return a change of a probability in words; empty where it would be shown as none."""
    points = round(100 * rise)
    return f"{points:+d}".replace("-", "−") if points else ""


def _marks(reckoned: Reckoned, found: Relation) -> list[Mark]:
    fitted = reckoned.fitted
    rows = fitted.rows.get((found.a, found.b), []) if fitted else []
    inside = [
        r for r in rows if r.sign and found.series[0].start <= r.day.isoformat() <= found.series[-1].end
    ]
    return [
        Mark(
            r.day.isoformat(),
            r.sign,
            f"{iso_words(r.day.isoformat())}: {actor_name(r.actor)} – {actor_name(r.recipient)}, {r.kind}",
            happening_link(r.happening),
        )
        for r in inside[-_MARKS:]
    ]


def _multiples(desk: Desk, store: Store, found: Relation) -> list[dict[str, Any]]:
    """Return each domain by itself: its verdict and a small drawing."""
    out: list[dict[str, Any]] = []
    for domain in DOMAINS[1:]:
        try:
            own = desk.pairs(store, None, domain).pair(found.a, found.b, closely=False)
        except NotYet:
            out.append({"domain": domain, "waiting": True})
            continue
        if own is None:
            out.append({"domain": domain, "waiting": False, "relation": None})
            continue
        label = f"Balance in the {domain} domain: {verdict(own)}"
        out.append(
            {"domain": domain, "waiting": False, "relation": own, "verdict": verdict(own),
             "drawn": small_course(own.series, label)}
        )  # fmt: skip
    return out
