"""The brief: one self-contained page, without network, in which every line leads back to its sentence."""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from visavis import __version__
from visavis.records import Record, Story, Unread
from visavis.showing import charts
from visavis.showing.spans import layers, paragraphs
from visavis.showing.view import Brief, Happened, brief_view
from visavis.showing.wording import (
    about_words,
    actor_name,
    actor_names,
    date_words,
    kind_words,
    outlet_words,
    party_names,
    plain,
    published_words,
    says_who,
    speaker_words,
    visible,
)

_MOST_ON_CHART = 400
_CHART_DAYS = 550


def brief_page(
    records: Sequence[Record],
    stories: Sequence[Story],
    unread: Sequence[Unread] = (),
    *,
    title: str = "News brief",
) -> str:
    """Return the brief as HTML.

    Args:
        records: the articles, coded.
        stories: what belongs together among them.
        unread: inputs that could not be read.
        title: the page's heading.

    Returns:
        One page with its style, charts and scripts inside; the same input gives the same bytes.
    """
    return page_of(brief_view(records, stories, unread, title))


def page_of(brief: Brief) -> str:
    """Return a brief that is already put together as HTML."""
    still = {"timeline": _timeline(brief), "network": _network(brief)}
    drawn = {name: chart for name, chart in still.items() if chart is not None}
    scripts = [charts.javascript() if drawn else "", _asset("brief.js")]
    return (
        _environment()
        .get_template("brief.html")
        .render(
            brief=brief,
            charts=drawn,
            style=Markup(_asset("brief.css")),  # noqa: S704 (our own file)
            scripts=[Markup(s) for s in scripts if s],  # noqa: S704 (our own file and the charts' library)
            policy=_policy([s for s in scripts if s]),
            version=__version__,
            articles=[_article(record, brief.anchors[record.ref]) for record in brief.records],
        )
    )


def _timeline(brief: Brief) -> charts.Chart | None:
    """Draw what happened in the months around the articles; what is much older stays in the list."""
    days = sorted(d for r in brief.records if r.published and (d := (r.published.start or "")[:10]))
    dated = [h for h in brief.happened if len(h.iso) == 10]
    if days:
        first = _earlier(days[0])
        dated = [h for h in dated if h.iso >= first] or dated
    if not dated:
        return None
    return charts.timeline([_mark(h) for h in dated[-_MOST_ON_CHART:]])


def _mark(h: Happened) -> charts.Mark:
    sign = {"coop": 1, "conf": -1, "none": 0}[h.sign]
    return charts.Mark(h.iso, sign, f"{h.parties}: {h.what}", h.outlets, f"#{h.anchor}")


def _earlier(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=_CHART_DAYS)).isoformat()


def _network(brief: Brief) -> charts.Chart | None:
    return charts.network(brief.system) if brief.system and brief.system.edges else None


def _article(record: Record, anchor: str) -> dict[str, object]:
    return {
        "anchor": anchor,
        "record": record,
        "paragraphs": [list(line) for line in paragraphs(record.text, layers(record, anchor))],
    }


def _policy(scripts: Sequence[str]) -> str:
    """Return a Content-Security-Policy that lets this page's own scripts run and nothing else."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts
    )
    return f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src {hashes}"


def _asset(name: str) -> str:
    return (resources.files("visavis") / "showing" / "templates" / name).read_text(encoding="utf-8")


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("visavis.showing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        plain=plain,
        about=about_words,
        visible=visible,
        actor=actor_name,
        actors=actor_names,
        date=date_words,
        kind=kind_words,
        parties=party_names,
        outlet=outlet_words,
        published=published_words,
        says=says_who,
        speaker=speaker_words,
        svg=Markup,  # the drawings are made by vl-convert from escaped data
    )
    return environment
