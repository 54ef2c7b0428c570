"""A relation and a system as pages that stand alone: one file, no network, in the style of the brief."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from visavis import __version__
from visavis.records import System
from visavis.showing import charts
from visavis.showing.brief import asset, environment, policy, script
from visavis.showing.curves import Mark, course, intensity
from visavis.showing.order import contingency_lines, front_lines, heading, measure_lines, sections
from visavis.showing.pairs import verdict
from visavis.showing.phrases import in_sentence, joined
from visavis.showing.standing import (
    Evidence,
    Standing,
    capability_lines,
    domain_lines,
    figure_line,
    label_lines,
    relation_lines,
)
from visavis.showing.wording import actor_name, days_words

_MOST_MARKS = 600
_MOST_MOVERS = 20
_MOST_LINES = 60
_MOST_TIES = 400


def standing_page(found: Standing) -> str:
    """Return a relation as HTML: how it stands and went, what moved it, what binds the two, who says what.

    Args:
        found: the relation with all that it rests on.

    Returns:
        One page with its style and drawings inside; the same input gives the same bytes.
    """
    relation = found.relation
    names = {code: actor_name(code) for code in (relation.a, relation.b)}
    weighed = {one.id: one for one in found.happenings if one.effect}
    ranked = [weighed[m.happening] for m in relation.moved if m.happening in weighed]
    both = joined(in_sentence(code) for code in names)
    marks = [
        Mark(one.date, one.sign, f"{one.date} {names[one.actor]} – {names[one.recipient]}: {one.type}", "")
        for one in found.happenings[-_MOST_MARKS:]
    ]
    label = f"Balance of {both} over time; the table below says the same"
    return _page(
        "standing.html",
        both[:1].upper() + both[1:],
        [script()],
        relation=relation,
        names=names,
        verdict=verdict(relation),
        day=days_words([relation.as_of] if relation.as_of else []),
        lines=list(relation_lines(relation, names, bonds=False))[1:],
        course=course(relation.series, marks, relation.baseline, label),
        intensity=intensity(relation.series, f"How much is heard of {both} over time"),
        domains=domain_lines(found),
        sides=_sides(ranked),
        labels=label_lines(found.labels),
        figures=[figure_line(one) for one in found.figures],
        capabilities=capability_lines(found, names),
    )


def system_page(found: System) -> str:
    """Return a system as HTML: the network, how far from balance it is, and what follows.

    Args:
        found: the system.

    Returns:
        One page with its style and drawings inside; the same input gives the same bytes.
    """
    drawn = charts.network(found) if found.edges else None
    scripts = [*([charts.javascript()] if drawn else []), script()]
    strongest = sorted(found.edges, key=lambda e: (-e.happenings, -abs(e.weight), e.a, e.b))[:_MOST_TIES]
    return _page(
        "order.html",
        "How all stand together",
        scripts,
        system=found,
        heading=heading(found),
        measures=measure_lines(found),
        sections=[(name, lines[:_MOST_LINES], len(lines)) for name, lines in sections(found)],
        cases=[contingency_lines(case) for case in found.contingencies],
        fronts=[front_lines(fronts) for fronts in found.two_fronts],
        chart=drawn,
        ties=strongest,
    )


def _sides(ranked: list[Evidence]) -> list[tuple[str, list[Evidence]]]:
    """Return the happenings that spoke for cooperation and for conflict, the weightiest first."""
    up = [one for one in ranked if (one.effect or 0) > 0][:_MOST_MOVERS]
    down = [one for one in ranked if (one.effect or 0) < 0][:_MOST_MOVERS]
    return [("Spoke for cooperation", up), ("Spoke for conflict", down)]


def _page(template: str, title: str, scripts: list[str], **values: object) -> str:
    shared: Mapping[str, object] = {
        "title": title,
        "style": Markup(asset("brief.css") + asset("course.css")),  # noqa: S704 (our own files)
        "scripts": [Markup(script) for script in scripts],  # noqa: S704 (our own, and the charts' library)
        "policy": policy(scripts),
        "version": __version__,
    }
    return environment().get_template(template).render(**shared, **values)
